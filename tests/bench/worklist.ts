import { execFileSync } from "node:child_process";
import { createReadStream, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { cohort } from "../../mocks/patients/cohort";
import { createSandbox } from "../../mocks/sandbox";
import type { EhrAccess } from "../../src/followup/ehr-access";
import { drugSource } from "../../src/followup/ehr-source";
import { exportWorklist } from "../../src/followup/export-worklist";
import type { ExportFile } from "../../src/followup/ndjson";
import { createPause } from "../../src/followup/pause";
import { compareUrgency, type WorklistRow } from "../../src/followup/row";
import { readRowsFile, writeRowsFile } from "../../src/followup/rows-file";
import { growingView } from "../../src/followup/growing-view";
import { wholeList } from "../../src/followup/view";
import { guidelineSettings } from "../../src/guidelines/settings";
import { defaultRecordSettings } from "../../src/record/site";
import { benchDay, writeExport } from "./write-export";

const today = benchDay;
const settings = { today, record: defaultRecordSettings, guidelines: guidelineSettings() };
const self = fileURLToPath(import.meta.url);

/** `npx tsx tests/bench/worklist.ts`: the worklist at the size of a region, from files, from rows made beforehand and from an EHR. */
async function main(): Promise<void> {
  const [job, directory, rowsTo] = process.argv.slice(2);
  if (job === "read" && directory !== undefined) return readExport(directory, rowsTo);
  if (job === "ehr") return benchEhr();
  const work = mkdtempSync(join(tmpdir(), "boneline-bench-"));
  try {
    const rowsFile = join(work, "rows.json");
    console.log(`From an export on disk to sorted rows, each in a process of its own (load of the machine before: ${loadavg()[0]?.toFixed(1)}):`);
    for (const [patients, onAi] of [
      [2_000, "mix"],
      [10_000, "mix"],
      [10_000, "all"],
    ] as const) {
      const place = mkdtempSync(join(work, "export-"));
      writeExport(place, patients, onAi);
      console.log(`  ${patients} patients, ${onAi === "all" ? "all" : "5 %"} on an AI: ${child("read", place, ...(onAi === "all" ? [rowsFile] : []))}`);
      if (onAi === "all") benchCommand(place);
      rmSync(place, { recursive: true });
    }
    benchRows(rowsFile);
    await benchEhr();
  } finally {
    rmSync(work, { recursive: true });
  }
}

/** The same as users run it, with as many processes as there are processors. */
function benchCommand(directory: string): void {
  const from = performance.now();
  const command = fileURLToPath(new URL("../../src/command-line/worklist.ts", import.meta.url));
  execFileSync(process.execPath, ["--import", "tsx", command, directory, "--today", today], { stdio: ["ignore", "pipe", "pipe"], maxBuffer: 1e9 });
  console.log(`  the same by npm run worklist, on ${availableParallelism()} processors: ${((performance.now() - from) / 1000).toFixed(1)} s`);
}

function child(...words: readonly string[]): string {
  return execFileSync(process.execPath, ["--import", "tsx", self, ...words], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"], maxBuffer: 1e8 }).trim();
}

async function readExport(directory: string, rowsTo: string | undefined): Promise<void> {
  const before = process.resourceUsage().maxRSS;
  const files = readdirSync(directory).map((name): ExportFile => {
    const path = join(directory, name);
    return { name, size: statSync(path).size, stream: () => Readable.toWeb(createReadStream(path, { highWaterMark: 1 << 18 })) as ReadableStream<Uint8Array> };
  });
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  const from = performance.now();
  const rows: WorklistRow[] = [];
  let first = 0;
  const list = exportWorklist(files, settings);
  let step = await list.next();
  for (; step.done !== true; step = await list.next()) {
    first ||= performance.now() - from;
    rows.push(...step.value.rows);
  }
  rows.sort(compareUrgency);
  const seconds = (performance.now() - from) / 1000;
  const patients = countLines(join(directory, "Patient.ndjson"));
  const megabytes = bytes / 1e6;
  console.log(
    `${megabytes.toFixed(0)} MB, ${rows.length} rows in ${seconds.toFixed(1)} s (first after ${(first / 1000).toFixed(1)} s): ${Math.round(patients / seconds)} patients/s, ` +
      `${(megabytes / seconds).toFixed(0)} MB/s, peak RSS ${Math.round(process.resourceUsage().maxRSS / 1024)} MB (${Math.round(before / 1024)} MB before reading)`,
  );
  if (rowsTo !== undefined) writeFileSync(rowsTo, writeRowsFile({ madeOn: today, problems: 0, rows }));
}

function countLines(file: string): number {
  return readFileSync(file).filter((byte) => byte === 10).length;
}

function benchRows(file: string): void {
  const load = best(5, () => readRowsFile(readFileSync(file, "utf8")).rows);
  const rows = load.result;
  const status = () => "none" as const;
  const views = [
    wholeList,
    { ...wholeList, dxa: "overdue" },
    { ...wholeList, prompt: "DXA-03", vitaminD: "deficient" },
    { ...wholeList, search: "lund" },
    { ...wholeList, sort: "name", direction: "ascending" },
    { ...wholeList, sort: "status", direction: "ascending" },
  ] as const;
  const slowest = Math.max(...views.map((view) => best(5, () => growingView()(rows, view, status)).milliseconds));
  const size = (statSync(file).size / 1e6).toFixed(1);
  console.log(
    `Rows made beforehand: ${rows.length} rows, ${size} MB: loaded and checked in ${said(load.milliseconds, 300)}; filtered and sorted in ${said(slowest, 50)}`,
  );
}

/** 200 ms for every request, as many at once as a browser opens to one server. */
async function benchEhr(): Promise<void> {
  const sandbox = createSandbox({ today, patients: "none", sources: [cohort({ size: 1000, onAi: "all", today })] });
  const token = sandbox.issueAccess({ scope: "user/*.rs" });
  const issuer = "https://ehr.example/sandbox/fhir";
  globalThis.fetch = (address, init) => sandbox.handle(new Request(address, init));
  // The sandbox makes its patients up when first asked for; an EHR has them.
  await fetch(`${issuer}/Observation?_count=1`, { headers: { authorization: `Bearer ${token}` } });
  sandbox.log.length = 0;
  sandbox.setLatency(200);
  const access: EhrAccess = {
    issuer,
    ehr: { name: "Sandbox EHR", vendor: "sandbox", localCodes: [] },
    grantedScope: "user/*.rs",
    accessToken: () => Promise.resolve(token),
    renew: () => Promise.resolve(false),
    accepted: () => undefined,
  };
  const from = performance.now();
  let first: number | undefined;
  let rows = 0;
  const run = { signal: new AbortController().signal, pause: createPause(), onProgress: () => undefined, onProblem: () => undefined };
  for await (const page of drugSource({ ...settings, access, inFlight: 6 }).pages(run)) {
    rows += page.rows.length;
    if (rows > 0) first ??= performance.now() - from;
  }
  const seconds = (performance.now() - from) / 1000;
  const requests = sandbox.log.filter(({ kind }) => kind === "fhir").length;
  console.log(
    `From the sandbox EHR at 200 ms a request: ${rows} patients, first rows after ${said(first ?? Number.NaN, 1500)}, all after ${seconds.toFixed(1)} s, ${requests} requests`,
  );
}

function best<T>(times: number, work: () => T): { readonly result: T; readonly milliseconds: number } {
  let milliseconds = Number.POSITIVE_INFINITY;
  let result = work();
  for (let time = 0; time < times; time += 1) {
    const from = performance.now();
    result = work();
    milliseconds = Math.min(milliseconds, performance.now() - from);
  }
  return { result, milliseconds };
}

function said(milliseconds: number, goal: number): string {
  return `${Math.round(milliseconds)} ms (goal ${goal} ms: ${milliseconds <= goal ? "met" : "NOT met"})`;
}

await main();
