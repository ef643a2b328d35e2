import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "@playwright/test";
import { preview } from "vite";
import { chromiumFlags, chromiumPath } from "../e2e/chromium";
import { writeExport } from "./write-export";

const port = 4398;

/**
 * `npx tsx tests/bench/worklist-browser.ts`: lists from exports in Chromium, with the longest task of the page's own thread while
 * they are read, and the frames of scrolling through them. A task takes long on the clock when the machine is busy; how long it held
 * a processor says what is the page's own. Prints each run and the machine's load beside it; asserts nothing.
 */
async function main(): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), "boneline-bench-"));
  const built = join(work, "dist");
  execFileSync("npx", ["vite", "build", "--logLevel", "error", "--outDir", built], { stdio: "pipe" });
  const app = await preview({ configFile: false, logLevel: "silent", build: { outDir: built }, preview: { port, strictPort: true } });
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumFlags });
  try {
    console.log("\nFrom an export dropped on the page to the sorted list, in Chromium (goals: no task over 50 ms, 60 frames/s):");
    for (const [patients, onAi, runs] of [
      [10_000, "mix", 2],
      [10_000, "all", 1],
    ] as const) {
      const place = mkdtempSync(join(work, "export-"));
      const megabytes = writeExport(place, patients, onAi) / 1e6;
      const files = readdirSync(place).map((name) => join(place, name));
      console.log(`  ${patients} patients, ${onAi === "all" ? "all" : "5 %"} on an AI, ${megabytes.toFixed(0)} MB:`);
      for (let run = 0; run < runs; run += 1) {
        const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
        console.log(`    ${await measure(browser, page, files)} (load ${loadavg()[0]?.toFixed(1)})`);
        await page.close();
      }
      rmSync(place, { recursive: true });
    }
  } finally {
    await browser.close();
    await app.close();
    rmSync(work, { recursive: true });
  }
}

async function measure(browser: Browser, page: Page, files: readonly string[]): Promise<string> {
  await page.goto(`http://localhost:${port}/`);
  await page.getByRole("button", { name: "Open a worklist from files" }).click();
  await page.getByRole("button", { name: "Choose a folder" }).waitFor();
  await browser.startTracing(page, { categories: ["toplevel"] });
  await page.evaluate(watchForTheEnd); // looking in from outside would itself be a task of the page, and not a short one
  const from = performance.now();
  await page
    .locator("input[type=file]")
    .first()
    .setInputFiles([...files]);
  await page.waitForFunction(() => "boneline-read" in globalThis, undefined, { polling: 1000, timeout: 600_000 });
  const seconds = (performance.now() - from) / 1000;
  const tasks = pageTasks(await browser.stopTracing());
  await browser.startTracing(page, { categories: ["toplevel"] });
  const frames = await page.getByRole("grid").evaluate(scrollDown);
  const scrolling = pageTasks(await browser.stopTracing()).reduce((sum, { processor }) => sum + processor, 0) / frames.length;
  const mean = frames.reduce((sum, gap) => sum + gap, 0) / frames.length;
  const late = frames.at(Math.floor(frames.length * 0.95)) ?? 0;
  const longest = (times: readonly number[]): string => `${Math.round(Math.max(0, ...times))} ms`;
  return (
    `list after ${seconds.toFixed(0)} s; ${tasks.filter(({ clock }) => clock > 50).length} tasks over 50 ms, longest ${longest(tasks.map(({ clock }) => clock))}, ` +
    `of processor time ${longest(tasks.map(({ processor }) => processor))}; ` +
    `scrolling at ${Math.round(1000 / mean)} frames/s, 95 % of frames within ${Math.round(late)} ms, ${scrolling.toFixed(1)} ms of processor time each`
  );
}

function watchForTheEnd(): void {
  const watch = setInterval(() => {
    if (document.querySelector("main")?.textContent.includes("All read") !== true) return;
    clearInterval(watch);
    Object.assign(globalThis, { "boneline-read": true });
  }, 500);
}

/** Gaps between frames, sorted, while the list is scrolled by two rows a frame. */
async function scrollDown(grid: Element): Promise<number[]> {
  const gaps: number[] = [];
  let last = performance.now();
  for (let frame = 0; frame < 240; frame += 1) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const now = performance.now();
    gaps.push(now - last);
    last = now;
    if (grid.parentElement !== null) grid.parentElement.scrollTop += 120;
  }
  return gaps.slice(1).sort((a, b) => a - b);
}

type TraceEvent = { name: string; ph: string; pid: number; tid: number; dur?: number; tdur?: number; args?: { name?: string } };
type Task = { readonly clock: number; readonly processor: number };

/** Every task of the page's own thread, in milliseconds. */
function pageTasks(trace: Buffer): readonly Task[] {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
  const pages = new Set(
    traceEvents.filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain").map(({ pid, tid }) => `${pid}.${tid}`),
  );
  return traceEvents
    .filter(({ name, ph, pid, tid }) => ph === "X" && name.endsWith("RunTask") && pages.has(`${pid}.${tid}`))
    .map(({ dur = 0, tdur = 0 }) => ({ clock: dur / 1000, processor: tdur / 1000 }));
}

await main();
