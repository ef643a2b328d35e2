import { createPause, type Pause } from "../../src/followup/pause";
import type { PatientFollowUp } from "../../src/followup/patient-follow-up";
import type { WorklistRow } from "../../src/followup/row";
import type { LeftOut, Run, SourceProblem, SourceProgress, WorklistSource } from "../../src/followup/source";

export type ReadList = {
  readonly rows: WorklistRow[];
  readonly leftOut: LeftOut[];
  readonly followUps: Map<string, PatientFollowUp>;
  readonly problems: SourceProblem[];
  readonly progress: SourceProgress[];
};

/** Reads a source to its end. */
export async function readList(
  source: WorklistSource,
  more: Partial<Run> & { readonly pause?: Pause; readonly onRow?: (row: WorklistRow) => void } = {},
): Promise<ReadList> {
  const list: ReadList = { rows: [], leftOut: [], followUps: new Map(), problems: [], progress: [] };
  const run: Run = {
    signal: new AbortController().signal,
    pause: createPause(),
    onProgress: (progress) => void list.progress.push(progress),
    onProblem: (problem) => void list.problems.push(problem),
    ...more,
  };
  for await (const page of source.pages(run)) {
    list.rows.push(...page.rows);
    list.leftOut.push(...page.leftOut);
    for (const [patientId, known] of page.followUps ?? []) list.followUps.set(patientId, known);
    for (const row of page.rows) more.onRow?.(row);
  }
  return list;
}

export const byId = (rows: readonly WorklistRow[]): WorklistRow[] => rows.toSorted((a, b) => (a.patientId < b.patientId ? -1 : 1));
