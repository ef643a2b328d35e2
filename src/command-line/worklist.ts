import { createReadStream, readdirSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, join } from "node:path";
import { Readable } from "node:stream";
import { parseArgs } from "node:util";
import { type ExportSummary, exportWorklist } from "../followup/export-worklist";
import type { ExportFile } from "../followup/ndjson";
import { compareUrgency, type WorklistRow } from "../followup/row";
import type { PatientPage } from "../followup/source";
import { writeRowsFile } from "../followup/rows-file";
import { configurationOf, dayOf, run } from "./input";
import { judgingInProcesses } from "./judging";

/** Below this many bytes other processes take longer to start than they save. */
const worthProcesses = 20_000_000;
/** Beside the one that reads; each takes some 200 MB. On two processors another process gains nothing: it starts, and warms up, anew. */
const mostProcesses = 8;

/**
 * `npm run --silent worklist -- DIR [--today YYYY-MM-DD] [--config FILE] > rows.json`: worklist rows from a Bulk Data export on
 * disk, to be loaded in the app as one small file. Problems go to stderr; nothing of a patient does.
 */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { today: { type: "string" }, config: { type: "string" } } });
  const [directory] = positionals;
  if (directory === undefined || positionals.length > 1) throw new Error("Usage: npm run --silent worklist -- DIR [--today YYYY-MM-DD] [--config FILE]");
  const configuration = configurationOf(values.config);
  const today = dayOf(values.today);
  const files = readdirSync(directory)
    .filter((name) => /\.(ndjson|jsonl)(\.gz)?$/i.test(name))
    .map(
      (name): ExportFile => ({
        name: basename(name),
        size: statSync(join(directory, name)).size,
        stream: () => Readable.toWeb(createReadStream(join(directory, name), { highWaterMark: 1 << 18 })) as ReadableStream<Uint8Array>,
      }),
    );
  if (files.length === 0) throw new Error("The directory holds no .ndjson file.");
  const rows: WorklistRow[] = [];
  let leftOut = 0;
  const settings = { today, record: configuration.record, guidelines: configuration.guidelines };
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  const spare = Math.min(mostProcesses, availableParallelism() - 1);
  const judges = bytes < worthProcesses || spare < 2 ? undefined : judgingInProcesses(settings, spare);
  const worklist = exportWorklist(files, settings, judges === undefined ? {} : { judging: judges.judging });
  let step: IteratorResult<PatientPage, ExportSummary>;
  try {
    for (step = await worklist.next(); step.done !== true; step = await worklist.next()) {
      rows.push(...step.value.rows);
      leftOut += step.value.leftOut.length;
    }
  } finally {
    judges?.close();
  }
  const { patientsFound, lines, problems } = step.value;
  process.stdout.write(writeRowsFile({ madeOn: today, problems: problems.length, rows: rows.sort(compareUrgency) }));
  const incomplete = rows.filter(({ notLoaded }) => notLoaded.length > 0).length;
  process.stderr.write(
    `${lines} lines; ${patientsFound} patients with an aromatase inhibitor, ${leftOut} of them not now; ${rows.length} rows, ${incomplete} incomplete\n`,
  );
  for (const problem of problems) process.stderr.write(`${problem.file}${problem.line === undefined ? "" : `:${problem.line}`}: ${problem.reason}\n`);
}

await run("worklist", main);
