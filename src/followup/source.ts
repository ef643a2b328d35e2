import type { RecordInput } from "../record/build";
import type { Pause } from "./pause";
import type { PatientFollowUp } from "./patient-follow-up";
import type { WorklistRow } from "./row";

/**
 * Where patients come from: pages of patients, in any order, with progress, pause and abort. A patient sent again replaces her
 * earlier row. What went wrong on the way is told by `onProblem`, and the rest goes on; `pages` throws only when aborted
 * (the signal's reason) or when nothing more can come (`SourceStopped`).
 */
export type WorklistSource = {
  /** What the list is made of, for the screen and the CSV ("Panel sandbox-panel", "Export of 7 files"). */
  readonly name: string;
  /** `each`: failed patients can be asked for again, alone. `none`: the file has to be made or chosen again. */
  readonly retries: "each" | "none";
  /** Where its patients are patients of the EHR that is signed in to; what is done about them may be recorded there. */
  readonly origin?: "ehr";
  /** Of a source of files, which has charts of its own. */
  readonly chart?: OpenChart;
  /** Ends the workers and with them everything they hold of the files. */
  readonly close?: () => void;
  pages(run: Run): AsyncIterable<PatientPage>;
};

/** Opens the resources of one patient as the files have them; undefined for rows made beforehand. */
export type OpenChart = (patientId: string) => Promise<RecordInput | undefined>;

export type Run = {
  readonly signal: AbortSignal;
  readonly pause: Pause;
  /** Patients to load again; absent: everybody the source holds. */
  readonly only?: ReadonlySet<string>;
  /** Of `only`, what was done about them and nothing else; for sources of an EHR. */
  readonly part?: "follow-up";
  /** Patients loaded already, not to be asked for again after a run was stopped. */
  readonly skip?: ReadonlySet<string>;
  readonly onProgress: (progress: SourceProgress) => void;
  readonly onProblem: (problem: SourceProblem) => void;
};

export type PatientPage = {
  readonly rows: readonly WorklistRow[];
  readonly leftOut: readonly LeftOut[];
  /** What was done about patients of this or an earlier page, by id. */
  readonly followUps?: ReadonlyMap<string, PatientFollowUp>;
};

/** Somebody the source named who does not belong on the list. */
export type LeftOut = { readonly patientId: string; readonly why: "not-on-ai" | "deceased" };

export type SourceProgress = {
  /** Patients known of so far; `more` while there may be others. */
  readonly found: number;
  readonly more: "maybe" | "no";
  /** Between 0 and 1 where the source can tell how far the finding is (bytes of an export). */
  readonly share?: number;
  readonly requests?: number;
};

/** What could not be read, in words for a person; never patient data. */
export type SourceProblem = { readonly where: string; readonly reason: string };

/** Nothing more can come from this source; the message says why and what to do. */
export class SourceStopped extends Error {
  override readonly name = "SourceStopped";
}
