import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { preview } from "vite";
import { bigPatient } from "../../mocks/patients/big-patient";
import { sequentialLevels } from "../../mocks/request-log";
import { startSandboxServer } from "../../mocks/server";
import { chromiumFlags, chromiumPath } from "../e2e/chromium";
import { median } from "./figures";

const latencyMs = 200;
const runs = 5;

/**
 * From the EHR's redirect to the headline, the prompts and the charts, across origins, 200 ms for every request and preflight:
 * the setting of the public apps in `docs/decisions/speed.md`. Prints medians; asserts nothing, machines are noisy.
 */
export async function benchLoad(): Promise<void> {
  const ehr = await startSandboxServer({
    latencyMs,
    sources: [bigPatient(2_000), bigPatient(20_000)],
    appOrigins: ["http://localhost:4399"],
    appUrl: "http://localhost:4399/",
  });
  const folder = mkdtempSync(join(tmpdir(), "boneline-bench-"));
  const configuration = join(folder, "config.json");
  writeFileSync(
    configuration,
    JSON.stringify({
      ehrs: [{ id: "bench", name: "Bench EHR", vendor: "sandbox", issuer: ehr.iss, clientId: "boneline" }],
      site: { guidelines: {}, record: {} },
    }),
  );
  const built = join(folder, "dist");
  execFileSync("npx", ["vite", "build", "--logLevel", "error", "--outDir", built], { env: { ...process.env, BONELINE_CONFIG: configuration }, stdio: "pipe" });
  const app = await preview({ configFile: false, logLevel: "silent", build: { outDir: built }, preview: { port: 4399, strictPort: true } });
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumFlags });
  try {
    console.log(`\nLoad, ${latencyMs} ms for every request and preflight, median of ${runs} runs, from the EHR's redirect`);
    console.log("patient              headline  prompts   charts    complete  requests  levels");
    for (const patient of ["falling-fast", "big-2000", "big-20000"]) {
      const all: Record<string, number>[] = [];
      for (let run = 0; run < runs; run += 1) {
        ehr.log.length = 0;
        const page = await browser.newPage();
        await page.addInitScript("globalThis.__name = (named) => named"); // tsx leaves calls of it in the function below
        await page.addInitScript(watchMilestones);
        await page.goto(ehr.sandbox.launchAddress(ehr.origin, patient, { app: "http://localhost:4399/" }));
        await page.getByText("All 12 searches complete").first().waitFor({ timeout: 60_000 });
        await page.locator(".recharts-surface").first().waitFor({ timeout: 60_000 });
        await page.evaluate(() => new Promise(requestAnimationFrame)); // the page's own watch looks once a frame
        const milestones = await page.evaluate(() => Reflect.get(window, "milestones") as Record<string, number>);
        const data = ehr.log.filter(({ kind }) => kind === "fhir");
        all.push({ ...milestones, requests: data.length, levels: sequentialLevels(data, latencyMs / 2) });
        await page.close();
      }
      const figure = (key: string) => median(all.map((one) => one[key] ?? Number.NaN));
      console.log(
        `${patient.padEnd(20)} ${["headline", "prompts", "charts", "complete"].map((key) => `${Math.round(figure(key))} ms`.padEnd(9)).join(" ")} ${String(figure("requests")).padEnd(9)} ${figure("levels")}`,
      );
    }
    console.log("for comparison, public apps with 2,000 observations: 1.8 s, 5.6 s, 7.8 s; with 20,000: 38.9 s, more than 60 s; floor 0.6 s");
  } finally {
    await browser.close();
    await app.close();
    await ehr.close();
    rmSync(folder, { recursive: true });
  }
}

/**
 * Runs in the page: notes when each part first stands, in ms since the browser began to fetch the page that the EHR redirected it
 * to (`fetchStart`). The navigation itself begins earlier, with the EHR's own page, whose answer takes its 200 ms too.
 */
function watchMilestones(): void {
  const milestones: Record<string, number> = {};
  Object.assign(window, { milestones });
  const look = (): void => {
    const stands: Record<string, boolean> = {
      headline:
        document.querySelector("[data-topic='bone-density']:not([data-knowledge='pending'])") !== null &&
        document.querySelector("[data-topic='therapy']:not([data-knowledge='pending'])") !== null,
      prompts: document.querySelector("[data-prompt-id]") !== null,
      charts: document.querySelectorAll(".recharts-surface path, .recharts-surface line").length > 0,
      complete: /All 12 searches complete/.test(document.body?.innerText ?? "") && document.querySelector(".recharts-surface") !== null,
    };
    const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
    const redirected = navigation?.fetchStart ?? Number.NaN;
    for (const [name, there] of Object.entries(stands)) if (there) milestones[name] ??= performance.now() - redirected;
    if (milestones["complete"] === undefined) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
