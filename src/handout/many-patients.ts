import type { Evaluation } from "../guidelines/model";
import { failedSearches, searchWords } from "../guidelines/searches-read";
import { listText } from "../guidelines/wording";
import type { BoneHealthRecord } from "../record/record";
import { text } from "./many-text";
import type { PatientLanguage } from "./patient-language";

/** One of several patients for whom notes or hand-outs are made. */
export type ManyPatient = {
  readonly patientId: string;
  /** As the list knows her. */
  readonly name: string;
  /** What was done about her prompts and is ordered, a line each. */
  readonly followUp: readonly string[];
  readonly chart: PatientChart;
};

export type PatientChart =
  | { readonly state: "waiting" }
  | {
      readonly state: "read";
      readonly record: BoneHealthRecord;
      readonly evaluation: Evaluation;
      readonly headline: string;
      readonly language: PatientLanguage;
    }
  /** In words, as a sentence. */
  | { readonly state: "not-read"; readonly because: string };

export type ReadPatient = ManyPatient & { readonly chart: Extract<PatientChart, { readonly state: "read" }> };

export function isReadPatient(patient: ManyPatient): patient is ReadPatient {
  return patient.chart.state === "read";
}

/** Her name as the record has it, else as the list has it; never empty. */
export function nameOf({ name, chart, patientId }: ManyPatient): string {
  if (chart.state === "read" && chart.record.patient.name.state === "present") return chart.record.patient.name.value;
  return name === "" ? text("nameless", { id: patientId }) : name;
}

/** What of her record could not be read, in words; undefined when all of it was. */
export function missingOf({ chart }: ReadPatient): string | undefined {
  const failed = failedSearches(chart.record);
  return failed.length === 0 ? undefined : listText([...new Set(failed.map(({ id }) => searchWords[id]))]);
}
