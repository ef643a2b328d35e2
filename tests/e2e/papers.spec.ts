import { expect, type Page, test } from "@playwright/test";
import { createSandbox } from "../../mocks/sandbox";
import { attachEhr, launchFromEhr, watchForStrangers } from "./ehr";
import { pagesOf } from "./pdf";

const today = "2026-11-23";
const people = ["window-open", "dense-history", "lifestyle"];

test.beforeEach(async ({ page }) => {
  await page.clock.setFixedTime(new Date(`${today}T12:00:00`));
});

async function openList(page: Page): Promise<void> {
  await page.goto("/");
  await page.getByRole("button", { name: /Open the team worklist/ }).click();
  await page.getByRole("button", { name: /^Search / }).click();
  await expect(page.getByText("All read").first()).toBeVisible();
}

test("hand-outs for several patients are released one by one with the keyboard and print in one job, each on a page of its own", async ({ page }) => {
  const { foreign, errors } = watchForStrangers(page);
  await attachEhr(page, createSandbox({ today, patients: people }));
  await openList(page);
  await page.getByRole("grid").locator("tbody tr[aria-rowindex]").first().focus();
  await page.keyboard.press("Control+a");
  await page.getByRole("button", { name: "Hand-outs for 3 patients" }).click();
  const dialog = page.getByRole("dialog", { name: /Hand-outs for several patients/ });
  await expect(dialog.getByText("All 3 records were read.")).toBeVisible();
  await page.emulateMedia({ media: "print" });
  expect(await page.locator("body").innerText()).toBe("None of these hand-outs has been released by a clinician, so there is nothing to print.");
  await page.emulateMedia({ media: null });

  await dialog.getByLabel("Released by").fill("Dr. Ada Okoye");
  for (const index of [1, 2, 3]) {
    await expect(dialog.getByRole("region", { name: new RegExp(`^${index} of 3`) })).toBeVisible();
    await dialog.getByRole("checkbox").first().focus();
    await page.keyboard.press("Enter");
  }
  await expect(dialog.getByRole("button", { name: "Print 3 sheets" })).toBeFocused();
  await page.emulateMedia({ media: "print" });
  const onPaper = await page.locator("body").innerText();
  for (const name of ["Ingrid Vasquez-Holm", "Wilhelmina R. Castellanos", "Gwendolyn Pruitt"]) expect(onPaper).toContain(name);
  expect(onPaper).toContain("Sus huesos y su tratamiento"); // the language that her record gives
  expect(onPaper).not.toContain("Team worklist");
  await page.emulateMedia({ media: null });
  for (const format of ["A4", "Letter"]) expect(pagesOf(await page.pdf({ format }))).toBe(3);
  expect({ foreign, errors }).toEqual({ foreign: [], errors: [] });
});

test("the note is stored as a document after a preview and an explicit click, and the chart reads no scan out of it", async ({ page }) => {
  const sandbox = createSandbox({ today, patients: ["new-start"] });
  await attachEhr(page, sandbox);
  await launchFromEhr(page, sandbox, "new-start");
  const headline = page.locator("main > header");
  await expect(headline).toContainText("no DXA in the connected record (all DXA searches complete)");
  await page.getByRole("button", { name: "Review note…" }).click();
  const dialog = page.getByRole("dialog", { name: "Note for the EHR" });
  await dialog.getByRole("button", { name: "Store in the EHR as a document…" }).click();
  await expect(dialog.getByText("As a preliminary document: not signed.")).toBeVisible();
  expect(sandbox.log.filter(({ method, resourceType }) => method === "POST" && resourceType === "DocumentReference")).toHaveLength(0);
  await dialog.getByRole("button", { name: "Write it" }).click();
  await expect(dialog.getByText("Read back: it is as written.")).toBeVisible();
  await expect(dialog.getByText(/Who wrote it was recorded as Provenance\//)).toBeVisible();
  await dialog.getByRole("button", { name: "Close" }).first().click();
  await page.getByRole("button", { name: "Read again" }).click();
  await expect(page.getByText("Reading…")).toHaveCount(0);
  await expect(headline).toContainText("no DXA in the connected record (all DXA searches complete)");
});
