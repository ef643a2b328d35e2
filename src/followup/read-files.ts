import { followUpTypes } from "../fhir/follow-up-searches";
import { countText } from "../guidelines/wording";
import type { RecordInput } from "../record/build";
import { type EvaluationSettings, exportWorklist } from "./export-worklist";
import type { Shard } from "./gather";
import type { FromExportWorker } from "./export-messages";
import type { Pause } from "./pause";
import type { PatientFollowUp } from "./patient-follow-up";
import { readRowsFile, RowsFileError } from "./rows-file";

/** How to judge, and which share of an export's patients is this worker's. */
export type FileSettings = EvaluationSettings & { readonly shard: Shard };

export type ChartOfFiles = (patientId: string) => RecordInput | undefined;

const rowsPerPage = 500;
/** Rows made beforehand tell nothing of it. */
const noFollowUp: PatientFollowUp = {
  readAt: 0,
  statuses: new Map(),
  orders: [],
  statusesUnknown: undefined,
  ordersUnknown: undefined,
  notInFiles: followUpTypes,
};

/**
 * Reads what was picked or dropped: a file of rows made beforehand, or the files of a Bulk Data export. Tells everything by `say`,
 * and returns how to open one patient's resources.
 */
export async function readFiles(files: readonly File[], settings: FileSettings, pause: Pause, say: (message: FromExportWorker) => void): Promise<ChartOfFiles> {
  let chart: ChartOfFiles = () => undefined;
  const lines = files.filter(({ name }) => /\.(ndjson|jsonl)(\.gz)?$/i.test(name));
  const rowFiles = files.filter(({ name }) => /\.json$/i.test(name));
  try {
    const others = files.length - lines.length - rowFiles.length;
    if (others > 0)
      say({ kind: "problem", problem: { where: "", reason: `${countText(others, "file is", "files are")} of another kind than .ndjson or .json: not read.` } });
    if (lines.length > 0) {
      // A manifest (export.json) beside the lines is no list of rows.
      chart = await readExport(lines, settings, pause, say);
    } else if (rowFiles.length > 0) await readRows(rowFiles, settings, pause, say);
    else say({ kind: "stopped", because: "None of these is an NDJSON file of an export or a worklist made by Boneline." });
    if (lines.length > 0 || rowFiles.length > 0) say({ kind: "done" });
  } catch (error) {
    const because = error instanceof RowsFileError ? error.message : "Boneline itself failed while reading these files. What is shown was read before.";
    say({ kind: "stopped", because });
  }
  return chart;
}

async function readExport(files: readonly File[], settings: FileSettings, pause: Pause, say: (message: FromExportWorker) => void): Promise<ChartOfFiles> {
  let chart: ChartOfFiles = () => undefined;
  let told = 0;
  const list = exportWorklist(files, settings, {
    pause,
    shard: settings.shard,
    onGathered: (open) => {
      chart = open;
    },
    onProgress: (progress) => {
      const now = performance.now();
      if (progress.phase !== "evaluating" && now - told < 100) return;
      told = now;
      const isReading = progress.phase !== "evaluating";
      const share = isReading && progress.bytesTotal > 0 ? progress.bytesRead / progress.bytesTotal : 1;
      say({ kind: "progress", progress: { found: progress.patientsFound, more: isReading ? "maybe" : "no", share } });
    },
  });
  let step = await list.next();
  for (; step.done !== true; step = await list.next()) {
    say({ kind: "page", page: step.value });
    await new Promise((resolve) => setTimeout(resolve)); // or a message that says "pause" would wait for the end
  }
  for (const { file, line, reason } of step.value.problems)
    say({ kind: "problem", problem: { where: line === undefined ? file : `${file}, line ${line}`, reason } });
  say({ kind: "progress", progress: { found: step.value.patientsFound, more: "no", share: 1 } });
  return chart;
}

async function readRows(files: readonly File[], settings: FileSettings, pause: Pause, say: (message: FromExportWorker) => void): Promise<void> {
  let found = 0;
  for (const file of files) {
    const { madeOn, problems, rows } = readRowsFile(await file.text());
    found += rows.length;
    say({ kind: "progress", progress: { found, more: "no" } });
    if (problems > 0)
      say({
        kind: "problem",
        problem: { where: file.name, reason: `${countText(problems, "problem was", "problems were")} met when these rows were made; patients may be missing.` },
      });
    if (madeOn !== settings.today)
      say({
        kind: "problem",
        problem: { where: file.name, reason: `These rows were made on ${madeOn}: ages, intervals and due dates count to that day, not to today.` },
      });
    for (let from = 0; from < rows.length; from += rowsPerPage) {
      await new Promise((resolve) => setTimeout(resolve));
      await pause.passed();
      const page = rows.slice(from, from + rowsPerPage);
      say({ kind: "page", page: { rows: page, leftOut: [], followUps: new Map(page.map(({ patientId }) => [patientId, noFollowUp])) } });
    }
  }
}
