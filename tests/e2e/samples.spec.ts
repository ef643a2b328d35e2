import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { patientsOfBundle } from "../../mocks/bundles";
import { createSandbox } from "../../mocks/sandbox";
import { attachEhr, launchFromEhr, watchForStrangers } from "./ehr";

/** Public synthetic patients by others: they stay where they are and are never committed. */
const folder = "../shared/cases/samples";
const files = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".json")) : [];

if (files.length === 0) {
  test.skip(`public patients: ${folder} is not here, so none was opened`, () => undefined);
}

for (const name of files.sort()) {
  test(`public patient ${name} opens, and what it lacks is said`, async ({ page }) => {
    const source = patientsOfBundle(JSON.parse(readFileSync(join(folder, name), "utf8")), { name: "sample", ids: "kept" });
    const sandbox = createSandbox({ patients: "none", sources: [source], today: "2026-11-23" });
    const strangers = watchForStrangers(page);
    await attachEhr(page, sandbox);
    for (const patient of source.ids) {
      await launchFromEhr(page, sandbox, patient);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.getByText(/All 12 searches complete/).first()).toBeVisible();
      await expect(page.getByRole("region", { name: "Bone density" })).not.toHaveAttribute("data-state", "loading");
      expect(await page.locator("body").innerText()).not.toMatch(/undefined|NaN|Invalid Date|\[object/);
    }
    expect(strangers).toEqual({ foreign: [], errors: [] });
  });
}
