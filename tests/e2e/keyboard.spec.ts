import { expect, type Page, test } from "@playwright/test";
import { createSandbox } from "../../mocks/sandbox";
import { attachEhr, launchFromEhr } from "./ehr";

const today = "2026-11-23";

test("Escape closes a dialog, and the focus is where it was", async ({ page }) => {
  await openChart(page);
  for (const name of ["Enter an outside result", "Review note…", "Patient hand-out"]) {
    const opener = page.getByRole("button", { name });
    await opener.press("Enter");
    await expect(page.getByRole("dialog")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(opener).toBeFocused();
  }
});

test("recording what was done goes from step to step without the mouse", async ({ page }) => {
  await openChart(page);
  await page.locator("[data-prompt-id='DXA-01'] summary").first().press("Enter");
  const actions = page.getByRole("region", { name: /^What to do about it: / });
  await actions.getByRole("button", { name: /^Record what was done/ }).press("Enter");
  await expect(actions.getByLabel("What was done", { exact: true })).toBeFocused();
  await actions.getByRole("button", { name: "Preview" }).press("Enter");
  await expect(actions.getByRole("region")).toBeFocused(); // the preview, not its button: a second Enter confirms nothing
  await actions.getByRole("button", { name: "Back" }).press("Enter");
  await actions.getByRole("button", { name: "Cancel" }).press("Enter");
  await expect(actions.getByRole("button", { name: /^Record what was done/ })).toBeFocused();
});

test("at 360 pixels a wide table scrolls by itself and leaves the page where it is", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await openChart(page);
  await page.getByText(/All 12 searches complete/).click({ force: true }); // on the words themselves
  await expect(page.getByRole("table", { name: "What was asked of the EHR" })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});

test("the risk factors stand under the prompts where these have a column of their own, else after the laboratory, for the eye and for the Tab key", async ({
  page,
}) => {
  const after = (name: string) => page.getByRole("region", { name }).locator("xpath=following::h2[1]");
  await page.setViewportSize({ width: 1440, height: 900 });
  await openChart(page);
  await expect(after("Why no other prompts")).toHaveText("Risk factors");
  await page.setViewportSize({ width: 768, height: 900 });
  await expect(after("Laboratory")).toHaveText("Risk factors");
});

async function openChart(page: Page): Promise<void> {
  const sandbox = createSandbox({ today, patients: ["new-start"] });
  await page.clock.setFixedTime(new Date(`${today}T12:00:00`));
  await attachEhr(page, sandbox);
  await launchFromEhr(page, sandbox, "new-start");
  await expect(page.getByText(/All 12 searches complete/)).toBeVisible();
}
