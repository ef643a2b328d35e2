import type { RecordInput } from "../record/build";
import { createChannel } from "./channel";
import type { EvaluationSettings } from "./export-worklist";
import type { FromExportWorker, ToExportWorker } from "./export-messages";
import { type PatientPage, SourceStopped, type WorklistSource } from "./source";

export type FilesWorker = Pick<Worker, "postMessage" | "terminate" | "addEventListener">;

export type FilesSource = WorklistSource & {
  /** One patient's resources as the files have them; undefined for rows made beforehand. */
  readonly chart: (patientId: string) => Promise<RecordInput | undefined>;
  /** Ends the worker and with it everything it holds of the files. */
  readonly close: () => void;
};

/** Files picked or dropped by the user, read in a worker of this page and never sent anywhere. */
export function filesSource(files: readonly File[], settings: EvaluationSettings, startWorker: () => FilesWorker = exportWorker): FilesSource {
  const [first] = files;
  let worker: FilesWorker | undefined;
  const close = (): void => {
    worker?.terminate();
    worker = undefined;
  };
  return {
    name: files.length === 1 && first !== undefined ? `File ${first.name}` : `${files.length} files`,
    retries: "none",
    close,
    async chart(patientId) {
      const asked = worker;
      if (asked === undefined) return undefined;
      return new Promise((resolve) => {
        asked.addEventListener("message", ({ data }: MessageEvent<FromExportWorker>) => {
          if (data.kind === "chart" && data.patientId === patientId) resolve(data.input);
        });
        asked.postMessage({ kind: "chart", patientId } satisfies ToExportWorker);
      });
    },
    async *pages(run) {
      close();
      const channel = createChannel<PatientPage>();
      const reading = startWorker();
      worker = reading;
      const tell = (message: ToExportWorker): void => reading.postMessage(message);
      reading.addEventListener("message", ({ data }: MessageEvent<FromExportWorker>) => {
        if (data.kind === "page") channel.send(data.page);
        else if (data.kind === "progress") run.onProgress(data.progress);
        else if (data.kind === "problem") run.onProblem(data.problem);
        else if (data.kind === "done") channel.close();
        else if (data.kind === "stopped") channel.fail(new SourceStopped(data.because));
      });
      reading.addEventListener("error", () => channel.fail(new SourceStopped("The part of Boneline that reads files could not be started. Reload the page.")));
      run.signal.addEventListener("abort", () => {
        close();
        channel.fail(run.signal.reason);
      });
      const stopWatching = run.pause.watch((now) => tell({ kind: now === "paused" ? "pause" : "resume" }));
      tell({ kind: "read", files, settings });
      try {
        yield* channel;
      } finally {
        stopWatching();
      }
    },
  };
}

function exportWorker(): Worker {
  return new Worker(new URL("./export-worker.ts", import.meta.url), { type: "module" });
}
