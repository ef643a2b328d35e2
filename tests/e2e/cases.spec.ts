import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { sandboxFromCase } from "../../mocks/from-case";
import { attachEhr, launchFromEhr, watchForStrangers } from "./ehr";

const folder = "tests/cases/fhir";
const today = "2026-11-23";

type Case = {
  readonly mustShow?: readonly string[];
  readonly mustNotShow?: readonly string[];
  readonly timezone?: string;
  readonly timeoutMs?: number;
  readonly faults?: unknown;
  readonly server?: unknown;
};

for (const name of readdirSync(folder)
  .filter((entry) => existsSync(join(folder, entry, "bundle.json")))
  .sort()) {
  const bundle: unknown = JSON.parse(readFileSync(join(folder, name, "bundle.json"), "utf8"));
  const file = join(folder, name, "case.json");
  const { timezone, mustShow = [], mustNotShow = [], ...behaviour }: Case = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Case) : {};

  test.describe(() => {
    if (timezone !== undefined) test.use({ timezoneId: timezone });

    test(`case ${name}, launched from the EHR, shows what it must and nothing that it must not`, async ({ page }) => {
      const { sandbox, patient } = sandboxFromCase(bundle, { ...behaviour, timeoutMs: undefined }, { today });
      const strangers = watchForStrangers(page);
      await page.clock.setFixedTime(new Date(`${today}T12:00:00`));
      await page.addInitScript(() => {
        const hits: string[] = [];
        Object.assign(window, { xssHits: hits, __xssHit: (where: string) => hits.push(where) });
      });
      await attachEhr(page, sandbox);
      await launchFromEhr(page, sandbox, patient);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.locator("[aria-busy=true]")).toHaveCount(0, { timeout: behaviour.timeoutMs ?? 30_000 });
      const text = await page.locator("body").innerText();
      for (const pattern of mustShow) expect(text).toMatch(new RegExp(pattern, "i"));
      for (const pattern of mustNotShow) expect(text).not.toMatch(new RegExp(pattern, "i"));
      expect(strangers).toEqual({ foreign: [], errors: [] });
      expect(await page.evaluate(() => Reflect.get(window, "xssHits") as unknown)).toEqual([]);
    });
  });
}
