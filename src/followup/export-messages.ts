import type { RecordInput } from "../record/build";
import type { EvaluationSettings } from "./export-worklist";
import type { Shard } from "./gather";
import type { PatientPage, SourceProblem, SourceProgress } from "./source";

/** To the worker that reads files. A `File` passes as a handle: its content is read in the worker and goes nowhere else. */
export type ToExportWorker =
  | { readonly kind: "read"; readonly files: readonly File[]; readonly settings: EvaluationSettings; readonly shard: Shard }
  | { readonly kind: "pause" }
  | { readonly kind: "resume" }
  | { readonly kind: "chart"; readonly patientId: string };

export type FromExportWorker =
  | { readonly kind: "page"; readonly page: PatientPage }
  | { readonly kind: "progress"; readonly progress: SourceProgress }
  | { readonly kind: "problem"; readonly problem: SourceProblem }
  | { readonly kind: "done" }
  | { readonly kind: "stopped"; readonly because: string }
  | { readonly kind: "chart"; readonly patientId: string; readonly input: RecordInput | undefined };
