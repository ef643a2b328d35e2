import { expect, test } from "@playwright/test";
import { createSandbox } from "../../mocks/sandbox";
import { attachEhr, launchFromEhr, watchForStrangers } from "./ehr";

const today = "2026-11-23";

test.beforeEach(async ({ page }) => {
  await page.clock.setFixedTime(new Date(`${today}T12:00:00`));
});

test("a report that is only a PDF is opened, its numbers are confirmed, and the headline knows them", async ({ page }) => {
  const sandbox = createSandbox({ today });
  const strangers = watchForStrangers(page);
  await attachEhr(page, sandbox);
  await launchFromEhr(page, sandbox, "pdf-only");
  const headline = page.locator("main > header");
  await expect(headline).toContainText("with its values in a file only");
  const reports = page.getByRole("region", { name: "DXA reports" });
  for (const file of ["DocumentReference/", "DiagnosticReport/"]) {
    const report = reports.locator("details").filter({ hasText: file });
    if ((await report.getAttribute("open")) === null) await report.locator("summary").first().click();
    await report.getByRole("button", { name: "Open" }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog).toContainText("9 values were recognised in its text.");
    await expect(dialog.getByRole("img", { name: "Page 1 of 1" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
  }
  const single = reports.locator("[data-reading-id]").first();
  await single.getByRole("button", { name: /^Confirm/ }).press("Enter");
  await expect(single.locator(":focus")).toContainText("confirmed"); // a second Enter confirms no other number
  await reports
    .getByRole("button", { name: /^Confirm all / })
    .first()
    .click();
  await expect(headline).toContainText("lowest T-score −1.7 at the lumbar spine");
  await expect(reports.getByText("confirmed already, from another report")).toHaveCount(9);
  await expect(reports).not.toContainText("for confirmation");
  expect(strangers).toEqual({ foreign: [], errors: [] });
});

test("an outside DXA is entered, stored in the EHR, and read back from there", async ({ page }) => {
  const sandbox = createSandbox({ today });
  const strangers = watchForStrangers(page);
  await attachEhr(page, sandbox);
  await launchFromEhr(page, sandbox, "pdf-only");
  await page.getByRole("button", { name: "Enter an outside result" }).click();
  const dialog = page.getByRole("dialog", { name: "Results from outside this EHR" });
  await dialog.getByLabel("Date").fill("2026-08");
  await dialog.getByLabel("T-score").fill("-2.2");
  await dialog.getByRole("button", { name: "Use this result" }).click();
  await expect(page.locator("main > header")).toContainText("lowest T-score −2.2 at the lumbar spine");
  await dialog.getByRole("button", { name: "Store in the EHR…" }).click();
  await dialog.getByRole("button", { name: "Store it now" }).press("Enter");
  await expect(dialog.locator(":focus")).toContainText("Read back: the EHR shows what was entered.");
  await dialog.getByRole("button", { name: "Store a report in the EHR…" }).click();
  await dialog.getByRole("button", { name: "Store it now" }).press("Enter");
  await expect(dialog.locator(":focus")).toContainText("Read back: it lists 1 of 1.");
  await dialog.getByRole("button", { name: "Close" }).click();
  const values = page.getByRole("region", { name: "Bone density", exact: true });
  await expect(values).toContainText(/Observation\/new-/);
  await expect(values.getByRole("row").filter({ hasText: "Aug 2026" })).toHaveCount(1);
  expect(strangers).toEqual({ foreign: [], errors: [] });
});

test("where the EHR refuses to store it, that is said and the entry stays in use", async ({ page }) => {
  const sandbox = createSandbox({ today });
  await attachEhr(page, sandbox);
  await page.context().route("**/sandbox/fhir/Observation", (route) =>
    route.request().method() === "POST"
      ? route.fulfill({
          status: 422,
          contentType: "application/fhir+json",
          body: JSON.stringify({ resourceType: "OperationOutcome", issue: [{ severity: "error", code: "invalid", diagnostics: "Performer is required." }] }),
        })
      : route.fallback(),
  );
  await launchFromEhr(page, sandbox, "pdf-only");
  await page.getByRole("button", { name: "Enter an outside result" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("25-OH vitamin D").check();
  await dialog.getByLabel("Date").fill("2026-11-01");
  await dialog.getByLabel("Value").fill("14");
  await dialog.getByRole("button", { name: "Use this result" }).click();
  await dialog.getByRole("button", { name: "Store in the EHR…" }).click();
  await dialog.getByRole("button", { name: "Store it now" }).click();
  await expect(dialog.getByRole("alert")).toContainText("(422)");
  await expect(dialog.getByRole("alert")).toContainText("Performer is required.");
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(page.locator("main > header")).toContainText("25-OH vitamin D 14 ng/mL (1 Nov 2026)");
});
