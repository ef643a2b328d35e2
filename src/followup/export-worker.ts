import type { FromExportWorker, ToExportWorker } from "./export-messages";
import { createPause } from "./pause";
import { type ChartOfFiles, readFiles } from "./read-files";

/** The worker's half of `filesSource`: reads files as streams and judges patients away from the page's own thread. */
const pause = createPause();
let chart: Promise<ChartOfFiles> | undefined;

const say = (message: FromExportWorker): void => postMessage(message);

addEventListener("message", ({ data }: MessageEvent<ToExportWorker>) => {
  switch (data.kind) {
    case "read":
      chart = readFiles(data.files, { ...data.settings, shard: data.shard }, pause, say);
      break;
    case "pause":
      pause.pause();
      break;
    case "resume":
      pause.resume();
      break;
    case "chart":
      void chart?.then((open) => say({ kind: "chart", patientId: data.patientId, input: open(data.patientId) }));
      break;
  }
});
