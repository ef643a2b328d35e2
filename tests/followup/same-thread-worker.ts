import type { FromExportWorker, ToExportWorker } from "../../src/followup/export-messages";
import { createPause } from "../../src/followup/pause";
import { type ChartOfFiles, readFiles } from "../../src/followup/read-files";

/** The worker's own code on this thread: jsdom has no workers. */
export class SameThreadWorker extends EventTarget {
  /** Lets a test hold an answer back. */
  static beforeChart: (patientId: string) => Promise<void> = () => Promise.resolve();
  readonly #pause = createPause();
  #chart: Promise<ChartOfFiles> | undefined;
  postMessage(message: ToExportWorker): void {
    const say = (data: FromExportWorker): void => void this.dispatchEvent(new MessageEvent("message", { data }));
    if (message.kind === "read") this.#chart = readFiles(message.files, { ...message.settings, shard: message.shard }, this.#pause, say);
    if (message.kind === "chart") {
      const { patientId } = message;
      void SameThreadWorker.beforeChart(patientId)
        .then(() => this.#chart)
        .then((open) => say({ kind: "chart", patientId, input: open?.(patientId) }));
    }
  }
  terminate(): void {
    this.#pause.pause();
  }
}
