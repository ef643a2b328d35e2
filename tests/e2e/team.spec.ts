import { Buffer } from "node:buffer";
import { readFile } from "node:fs/promises";
import { expect, type Page, test } from "@playwright/test";
import { cohort } from "../../mocks/patients/cohort";
import { ndjsonExport } from "../../mocks/patients/ndjson-export";
import { createSandbox } from "../../mocks/sandbox";
import { attachEhr, watchForStrangers } from "./ehr";

const today = new Date().toISOString().slice(0, 10);
const evidence = (page: Page) => page.getByRole("region", { name: "What we could not use" });

test("a navigator signs in as herself, searches by drug, opens a patient and comes back to the same place", async ({ page }) => {
  const sandbox = createSandbox();
  await attachEhr(page, sandbox);
  const { foreign, errors } = watchForStrangers(page);
  await page.goto("/");
  await page.getByRole("button", { name: /Open the team worklist/ }).click();
  await page.getByRole("button", { name: /^Search / }).click();
  await expect(page.getByText("All read").first()).toBeVisible();
  await page.getByRole("combobox", { name: "25-OH vitamin D" }).selectOption("deficient");
  await expect(page).toHaveURL(/#\/team\?vitaminD=deficient$/);
  const rows = page.getByRole("grid").locator("tbody tr[aria-rowindex]");
  const before = await rows.allTextContents();
  expect(before.length).toBeGreaterThan(1);

  await rows.first().focus();
  await page.keyboard.press("ArrowDown");
  await expect(rows.nth(1)).toBeFocused();
  const name = await rows.nth(1).getByRole("rowheader").textContent();
  await page.keyboard.press("Enter");
  await expect(evidence(page)).toBeVisible();
  await expect(page.locator("main")).toContainText(name ?? "");

  await page.getByRole("link", { name: "Back to the team worklist" }).click();
  await expect(page).toHaveURL(/#\/team\?vitaminD=deficient$/);
  await expect(rows.nth(1)).toBeFocused();
  expect(await rows.allTextContents()).toEqual(before);

  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Boneline" })).toBeVisible();
  await expect(page.locator("body")).not.toContainText(name ?? "");
  expect({ foreign, errors }).toEqual({ foreign: [], errors: [] });
});

test("a navigator records from the list, by keyboard, that a patient was reached; the chart and the next list say so", async ({ page }) => {
  const sandbox = createSandbox();
  await attachEhr(page, sandbox);
  const { foreign, errors } = watchForStrangers(page);
  const list = async (): Promise<void> => {
    await page.goto("/");
    await page.getByRole("button", { name: /Open the team worklist/ }).click();
    await page.getByRole("button", { name: /^Search / }).click();
    await expect(page.getByRole("heading", { name: /Reading|All read/ })).toBeFocused();
    await expect(page.getByText("All read").first()).toBeVisible();
  };
  await list();
  const rows = page.getByRole("grid").locator("tbody tr[aria-rowindex]");
  await rows.first().focus();
  await page.keyboard.press("End");
  await expect(rows.last()).toBeFocused();
  const name = (await rows.last().getByRole("rowheader").textContent()) ?? "";
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: `Record what was done: ${name}` });
  await expect(dialog.getByRole("combobox", { name: "What was done" })).toHaveValue("reached");
  await dialog.getByRole("textbox", { name: "Reason" }).fill("Will come in January");
  await dialog.getByRole("button", { name: "Preview" }).press("Enter");
  await expect(dialog.getByRole("region", { name: "This is what will be written" })).toBeFocused();
  await dialog.getByRole("button", { name: "Write it" }).press("Enter");
  await expect(dialog.getByText(/Read back: it is as written/)).toBeVisible();
  await page.keyboard.press("Escape");
  const mine = rows.filter({ hasText: name });
  await expect(mine.getByRole("button", { name: /Record what was done/ })).toBeFocused();
  await expect(mine).toContainText("reached");
  await page.getByRole("button", { name: "reached 1 patient" }).click();
  await expect(page).toHaveURL(/#\/team\?status=reached$/);
  await expect(rows).toHaveCount(1);

  await page
    .getByRole("grid")
    .getByRole("button", { name: `Open the chart of ${name}` })
    .click();
  await expect(page.getByText(/Patient reached on .* Reason: Will come in January\./)).toBeVisible();
  await page.getByRole("link", { name: "Back to the team worklist" }).click();
  await expect(rows.first()).toBeFocused();

  await list(); // another window of the same sandbox: what stands there stands in the EHR
  await page.getByRole("combobox", { name: "Follow-up" }).selectOption("reached");
  await expect(rows).toHaveCount(1);
  await expect(rows.first()).toContainText(name);
  expect({ foreign, errors }).toEqual({ foreign: [], errors: [] });
});

test("an export on this computer becomes a list and a chart, and nothing of it is sent anywhere", async ({ page }) => {
  const lines = new Map<string, string>();
  for (const { type, line } of ndjsonExport(cohort({ size: 60, onAi: "mix", today }))) lines.set(type, (lines.get(type) ?? "") + line);
  await page.goto("/");
  await page.getByRole("button", { name: "Open a worklist from files" }).click();
  const files = page.locator("input[type=file]").first();
  await files.waitFor({ state: "attached" });
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.method() !== "GET" || request.url().includes("/fhir")) sent.push(request.url());
  });
  await files.setInputFiles([...lines].map(([type, text]) => ({ name: `${type}.ndjson`, mimeType: "application/fhir+ndjson", buffer: Buffer.from(text) })));
  await expect(page.getByText("All read").first()).toBeVisible();
  const rows = page.getByRole("grid").locator("tbody tr[aria-rowindex]");
  await expect(rows).toHaveCount(3);
  await rows
    .first()
    .getByRole("button", { name: /Record what was done/ })
    .click();
  await page.getByRole("button", { name: "Preview" }).click();
  await page.getByRole("button", { name: "Keep it" }).click();
  await expect(rows.first()).toContainText("reached");
  const [csv] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download CSV" }).click()]);
  expect(await readFile(await csv.path(), "utf8")).toMatch(/Patient reached on .*Kept in this window only/);
  await rows
    .first()
    .getByRole("button", { name: /Open the chart/ })
    .click();
  await expect(evidence(page)).toBeVisible();
  await expect(page.getByText(/Patient reached on .*Kept in this window only/)).toBeVisible();
  expect(sent).toEqual([]);

  await page.getByRole("link", { name: "Back to the team worklist" }).click();
  for (const leave of ["Make another list", "Close and go to the start page"]) {
    await page.getByRole("button", { name: leave }).click();
    await expect(page.getByRole("dialog", { name: "Leave this list?" })).toContainText("What you recorded about 1 patient is kept in this window only");
    await page.getByRole("button", { name: "Stay on the list" }).click();
    await expect(rows.first()).toContainText("reached");
  }
  await page.getByRole("button", { name: "Close and go to the start page" }).click();
  await page.getByRole("button", { name: "Leave and drop it" }).click();
  await page.getByRole("button", { name: "Open a worklist from files" }).click();
  await expect(page.getByRole("heading", { name: "Where the patients come from" })).toBeVisible(); // nothing of the list is kept
});

test("works on a screen of 360 pixels: the page itself never scrolls sideways", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await attachEhr(page, createSandbox());
  await page.goto("/");
  await page.getByRole("button", { name: /Open the team worklist/ }).click();
  await page.getByRole("button", { name: /^Search / }).click();
  await expect(page.getByText("All read").first()).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});
