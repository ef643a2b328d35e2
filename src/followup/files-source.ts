import type { RecordInput } from "../record/build";
import { createChannel } from "./channel";
import type { FromExportWorker, ToExportWorker } from "./export-messages";
import type { EvaluationSettings } from "./export-worklist";
import { type PatientPage, type SourceProgress, SourceStopped, type WorklistSource } from "./source";

export type FilesWorker = Pick<Worker, "postMessage" | "terminate" | "addEventListener" | "removeEventListener">;

/** Has the charts of the files, and workers to be ended. */
export type FilesSource = WorklistSource & Required<Pick<WorklistSource, "chart" | "close">>;

/** Judging patients takes longer than reading their lines: above this size several workers share them. */
const worthSharing = 20_000_000;
const mostWorkers = 4;

/** Files picked or dropped by the user, read in workers of this page and never sent anywhere. */
export function filesSource(files: readonly File[], settings: EvaluationSettings, startWorker: () => FilesWorker = exportWorker): FilesSource {
  const [first] = files;
  let workers: readonly FilesWorker[] = [];
  const close = (): void => {
    for (const worker of workers) worker.terminate();
    workers = [];
  };
  return {
    name: files.length === 1 && first !== undefined ? `File ${first.name}` : `${files.length} files`,
    retries: "none",
    close,
    async chart(patientId) {
      const answers = await Promise.all(workers.map((worker) => chartFrom(worker, patientId)));
      return answers.find((answer) => answer !== undefined);
    },
    async *pages(run) {
      close();
      const channel = createChannel<PatientPage>();
      const own = Array.from({ length: workersFor(files) }, startWorker);
      workers = own;
      const progress = new Map<number, SourceProgress>();
      const done = new Set<number>();
      const listen = (index: number, data: FromExportWorker): void => {
        if (data.kind === "page") channel.send(data.page);
        else if (data.kind === "problem")
          run.onProblem(data.problem); // every worker meets the same; the list tells it once
        else if (data.kind === "stopped") channel.fail(new SourceStopped(data.because));
        else if (data.kind === "progress") run.onProgress(together(progress.set(index, data.progress), own.length));
        else if (data.kind === "done" && done.add(index).size === own.length) channel.close();
      };
      for (const [index, worker] of own.entries()) {
        worker.addEventListener("message", ({ data }: MessageEvent<FromExportWorker>) => listen(index, data));
        worker.addEventListener("error", () => channel.fail(new SourceStopped("The part of Boneline that reads files could not be started. Reload the page.")));
        worker.postMessage({ kind: "read", files, settings, shard: { index, of: own.length } } satisfies ToExportWorker);
      }
      run.signal.addEventListener("abort", () => {
        close();
        channel.fail(run.signal.reason);
      });
      const stopWatching = run.pause.watch((now) => {
        for (const worker of own) worker.postMessage({ kind: now === "paused" ? "pause" : "resume" } satisfies ToExportWorker);
      });
      try {
        yield* channel;
      } finally {
        stopWatching();
      }
    },
  };
}

function workersFor(files: readonly File[]): number {
  const bytes = files.filter(({ name }) => !/\.json$/i.test(name)).reduce((sum, { size }) => sum + size, 0);
  const processors = navigator.hardwareConcurrency || 2;
  return bytes < worthSharing ? 1 : Math.min(mostWorkers, Math.max(1, processors - 1)); // one is the page's own
}

/** What the workers know together. Nobody is done before everybody is. */
function together(progress: ReadonlyMap<number, SourceProgress>, workers: number): SourceProgress {
  const known = [...progress.values()];
  const isWhole = known.length === workers && known.every(({ more }) => more === "no");
  const shares = known.flatMap(({ share }) => (share === undefined ? [] : [share]));
  return {
    found: known.reduce((sum, { found }) => sum + found, 0),
    more: isWhole ? "no" : "maybe",
    ...(shares.length > 0 ? { share: shares.reduce((sum, share) => sum + share, 0) / workers } : {}),
  };
}

function chartFrom(worker: FilesWorker, patientId: string): Promise<RecordInput | undefined> {
  return new Promise((resolve) => {
    const listen = ({ data }: MessageEvent<FromExportWorker>): void => {
      if (data.kind !== "chart" || data.patientId !== patientId) return;
      worker.removeEventListener("message", listen);
      resolve(data.input);
    };
    worker.addEventListener("message", listen);
    worker.postMessage({ kind: "chart", patientId } satisfies ToExportWorker);
  });
}

function exportWorker(): Worker {
  return new Worker(new URL("./export-worker.ts", import.meta.url), { type: "module" });
}
