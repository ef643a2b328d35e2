import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { EvaluationSettings, ExportBasis, Judged, Judging, PatientLines } from "../followup/export-worklist";

export type ProcessBasis = { readonly kind: "basis"; readonly basis: ExportBasis; readonly settings: EvaluationSettings };

/** One patient's lines behind one another, and where each ends. */
type PackedPatient = { readonly patientId: string; readonly bytes: Uint8Array; readonly ends: readonly number[] };

export type JudgeOrder = ProcessBasis | { readonly kind: "judge"; readonly id: number; readonly patients: readonly PackedPatient[] };
export type JudgeAnswer = { readonly id: number; readonly judged: readonly Judged[] };

export type Judges = { readonly judging: (basis: ExportBasis) => Judging; readonly close: () => void };

/**
 * Judges in this many processes: judging a patient takes ten times as long as reading her lines. (Threads would share memory, but in
 * Node 20 a thread does not get the loader of TypeScript that its process has.) `close` ends them; when one ends by itself, the pages
 * it was given fail.
 */
export function judgingInProcesses(settings: EvaluationSettings, processes: number): Judges {
  const waiting = new Map<number, { readonly resolve: (judged: readonly Judged[]) => void; readonly reject: (error: Error) => void }>();
  let broken: Error | undefined;
  const fail = (): void => {
    broken ??= new Error("A process that judges patients has ended before its time. Try again with more memory.");
    for (const { reject } of waiting.values()) reject(broken);
  };
  const started = Array.from({ length: processes }, () => {
    const child = fork(fileURLToPath(new URL("./judge-process.ts", import.meta.url)), { serialization: "advanced" });
    child.on("message", ({ id, judged }: JudgeAnswer) => {
      waiting.get(id)?.resolve(judged);
      waiting.delete(id);
    });
    child.on("error", fail);
    child.on("exit", fail);
    return child;
  });
  let given = 0;
  const tell = (child: ChildProcess | undefined, order: JudgeOrder): void => void child?.send(order, (error) => error !== null && fail());
  return {
    judging: (basis) => {
      for (const child of started) tell(child, { kind: "basis", basis, settings });
      return {
        pagesAhead: started.length * 2,
        judge(patients) {
          if (broken !== undefined) return Promise.reject(broken);
          const id = given;
          given += 1;
          tell(started[id % started.length], { kind: "judge", id, patients: patients.map(packed) });
          return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
        },
      };
    },
    close: () => started.forEach((child) => void child.kill()),
  };
}

/** Takes apart what was sent as one array. */
export function linesIn({ patientId, bytes, ends }: PackedPatient): PatientLines {
  return { patientId, lines: ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end)) };
}

/** One array for all lines: each would be sent with all that stands around it in memory. */
function packed({ patientId, lines }: PatientLines): PackedPatient {
  const ends: number[] = [];
  let length = 0;
  for (const line of lines) ends.push((length += line.byteLength));
  const bytes = new Uint8Array(length);
  for (const [index, line] of lines.entries()) bytes.set(line, ends[index - 1] ?? 0);
  return { patientId, bytes, ends };
}
