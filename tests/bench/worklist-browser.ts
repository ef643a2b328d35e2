import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Page } from "@playwright/test";
import { chromiumFlags, chromiumPath } from "../e2e/chromium";
import { writeExport } from "./write-export";

const port = 4398;

/**
 * `npx vite build && npx tsx tests/bench/worklist-browser.ts`: a list from an export in Chromium, with the longest task of the
 * page's own thread while it is read, and the frames of scrolling through it.
 */
async function main(): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), "boneline-bench-"));
  const server = spawn(process.execPath, ["node_modules/vite/bin/vite.js", "preview", "--port", String(port), "--strictPort"], { stdio: "ignore" });
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumFlags });
  try {
    await untilServed();
    for (const [patients, onAi] of [
      [10_000, "mix"],
      [2_000, "all"],
    ] as const) {
      const place = mkdtempSync(join(work, "export-"));
      const bytes = writeExport(place, patients, onAi);
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
      console.log(`${patients} patients, ${onAi === "all" ? "all" : "5 %"} on an AI, ${(bytes / 1e6).toFixed(0)} MB: ${await measure(page, place)}`);
      await page.close();
      rmSync(place, { recursive: true });
    }
  } finally {
    await browser.close();
    server.kill();
    rmSync(work, { recursive: true });
  }
}

async function untilServed(): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const answered = await fetch(`http://localhost:${port}/`).then(
      () => true,
      () => false,
    );
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("The built app is not served. Run npx vite build first.");
}

async function measure(page: Page, place: string): Promise<string> {
  await page.goto(`http://localhost:${port}/`);
  await page.getByRole("button", { name: "Open a worklist from files" }).click();
  await page.getByRole("button", { name: "Choose a folder" }).waitFor();
  await page.evaluate(() => {
    const seen: number[] = [];
    (globalThis as unknown as { tasks: number[] }).tasks = seen;
    new PerformanceObserver((list) => seen.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: "longtask" });
  });
  const from = performance.now();
  await page
    .locator("input[type=file]")
    .first()
    .setInputFiles(readdirSync(place).map((name) => join(place, name)));
  await page.getByText("All read").first().waitFor({ timeout: 300_000 });
  const seconds = (performance.now() - from) / 1000;
  const tasks = await page.evaluate(() => (globalThis as unknown as { tasks: number[] }).tasks);
  const frames = await page.getByRole("grid").evaluate(async (grid) => {
    const scroller = grid.parentElement;
    const gaps: number[] = [];
    let last = performance.now();
    for (let frame = 0; frame < 180; frame += 1) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const now = performance.now();
      gaps.push(now - last);
      last = now;
      if (scroller !== null) scroller.scrollTop += 120;
    }
    return gaps.slice(1).sort((a, b) => a - b);
  });
  const mean = frames.reduce((sum, gap) => sum + gap, 0) / frames.length;
  const late = frames.at(Math.floor(frames.length * 0.95)) ?? 0;
  return (
    `sorted list after ${seconds.toFixed(1)} s; ${tasks.length} tasks over 50 ms, longest ${Math.round(Math.max(0, ...tasks))} ms; ` +
    `scrolling at ${Math.round(1000 / mean)} frames/s, 95 % of frames within ${Math.round(late)} ms`
  );
}

await main();
