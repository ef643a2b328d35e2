import AxeSource from "axe-core";
import { expect, type Page, test } from "@playwright/test";
import { createSandbox } from "../../mocks/sandbox";
import { attachEhr, launchFromEhr, watchForStrangers } from "./ehr";

/** The chart review stands: its headline is there and nothing is being read any more. */
async function reviewStands(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByText(/All 12 searches complete/).first()).toBeVisible();
}

/** What axe-core finds on the page as it is. Injected over the debugger, so the page's policy stays as strict as it ships. */
async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(AxeSource.source);
  return page.evaluate(async () => {
    const axe = Reflect.get(window, "axe") as { run(): Promise<{ violations: { id: string; nodes: { target: unknown[] }[] }[] }> };
    const { violations } = await axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
  });
}

test("from the EHR's patient list to the chart of her bones, with the real redirects", async ({ page }) => {
  const strangers = watchForStrangers(page);
  await page.goto("/sandbox/");
  await page
    .getByRole("link", { name: /Open Boneline.*Beatrix|Beatrix/ })
    .or(page.locator("a[href*='falling-fast']"))
    .first()
    .click();
  await reviewStands(page);
  await expect(page.getByRole("main")).toContainText("Beatrix Okafor-Lane");
  await expect(page.getByRole("main")).toContainText(/beyond the least significant change/);
  await expect(page.locator("[data-prompt-id='TX-07']")).toBeVisible();
  await expect(page.getByRole("region", { name: "Bone density" }).getByRole("img").first()).toBeVisible();
  expect(strangers).toEqual({ foreign: [], errors: [] });
  expect(await axeFindings(page)).toEqual([]);
});

test("the address keeps nothing of the patient, and nothing is stored beyond the tab", async ({ page }) => {
  const sandbox = createSandbox();
  await attachEhr(page, sandbox);
  await launchFromEhr(page, sandbox, "falling-fast");
  await reviewStands(page);
  expect(page.url()).not.toMatch(/falling-fast|code=|Beatrix/);
  expect(await page.evaluate(async () => [localStorage.length, (await indexedDB.databases()).length, (await caches.keys()).length])).toEqual([0, 0, 0]);
  expect(await page.context().cookies()).toEqual([]);
});

test("a reload keeps the session, without a second launch", async ({ page }) => {
  const sandbox = createSandbox();
  await attachEhr(page, sandbox);
  await launchFromEhr(page, sandbox, "window-open");
  await reviewStands(page);
  const name = await page.getByRole("main").locator("h1, h2, [data-patient-name]").first().innerText();
  const exchanges = () => sandbox.log.filter(({ kind, status }) => kind === "token" && status === 200).length;
  expect(exchanges()).toBe(1);
  await page.reload();
  await reviewStands(page);
  await expect(page.getByRole("main")).toContainText(name);
  expect(exchanges()).toBe(1);
});

test("a second patient in a second tab leaves the first as it was", async ({ context }) => {
  const sandbox = createSandbox();
  const [first, second] = [await context.newPage(), await context.newPage()];
  await attachEhr(first, sandbox);
  await launchFromEhr(first, sandbox, "falling-fast");
  await reviewStands(first);
  await launchFromEhr(second, sandbox, "man");
  await reviewStands(second);
  await first.reload();
  await reviewStands(first);
  await expect(first.getByRole("main")).toContainText("Beatrix Okafor-Lane");
  await expect(second.getByRole("main")).not.toContainText("Beatrix Okafor-Lane");
});

test("signing out takes the access back at the EHR, and a window copied from this one leaves too", async ({ page, context }) => {
  const sandbox = createSandbox({ patients: ["falling-fast"] });
  await attachEhr(page, sandbox);
  await launchFromEhr(page, sandbox, "falling-fast");
  await reviewStands(page);
  const [copy] = await Promise.all([context.waitForEvent("page"), page.evaluate(() => void window.open(location.href))]);
  await reviewStands(copy);
  await page.getByRole("button", { name: "Sign out" }).click();
  for (const one of [page, copy]) {
    await expect(one.getByText(/You are signed out/)).toBeVisible();
    await expect.poll(() => one.evaluate(() => Object.keys(sessionStorage))).toEqual([]);
  }
  await expect.poll(() => sandbox.log.filter(({ path, status }) => path.endsWith("/revoke") && status === 200).length).toBeGreaterThan(0);
});

test("signing out while the EHR checks what was confirmed says that nothing was sent", async ({ page }) => {
  const sandbox = createSandbox({ patients: ["falling-fast"], faults: [{ type: "Task", on: "read", delayMs: 1500 }] });
  await attachEhr(page, sandbox);
  await launchFromEhr(page, sandbox, "falling-fast");
  await reviewStands(page);
  const prompt = page.locator("[data-prompt-id]").first();
  await prompt.locator("summary").first().click();
  await prompt.getByRole("button", { name: "Record what was done…" }).click();
  await prompt.getByRole("combobox", { name: "What was done" }).selectOption("Patient reached");
  await prompt.getByRole("button", { name: "Preview" }).click();
  const checking = page.waitForRequest(/Task\/\$validate$/);
  await prompt.getByRole("button", { name: "Write it" }).click();
  await checking;
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByText(/You are signed out/)).toBeVisible();
  await expect(page.getByText(/what you confirmed just before you signed out: .*nothing was sent/)).toBeVisible();
  expect(sandbox.log.filter(({ method, path }) => method === "POST" && path.endsWith("/Task"))).toHaveLength(0);
});

test("standalone: choose the EHR, then the patient", async ({ page }) => {
  await page.goto("/");
  await page
    .getByRole("link", { name: /Sandbox EHR/ })
    .or(page.getByRole("button", { name: /Sandbox EHR/ }))
    .first()
    .click();
  await page.getByRole("button", { name: /Okafor-Lane/ }).click();
  await reviewStands(page);
  await expect(page.getByRole("main")).toContainText("Beatrix Okafor-Lane");
});

test("standalone: a patient picker that was cancelled says what happened and how to go on", async ({ page }) => {
  await page.goto("/");
  await page
    .getByRole("link", { name: /Sandbox EHR/ })
    .or(page.getByRole("button", { name: /Sandbox EHR/ }))
    .first()
    .click();
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.locator("body")).toContainText(/not allowed|refused|denied|declined/i);
  expect(await axeFindings(page)).toEqual([]);
});

test("consent denied ends in a page that says so", async ({ page }) => {
  await page.goto("/sandbox/launch?patient=falling-fast&consent=ask");
  await page.getByRole("button", { name: "Deny" }).click();
  await expect(page.locator("body")).toContainText(/not allowed|refused|denied|declined/i);
  await expect(page.locator("body")).not.toContainText("Beatrix");
});

test("an unknown EHR is named as unknown and never asked for anything", async ({ page }) => {
  const strangers = watchForStrangers(page);
  await page.goto(`/?iss=${encodeURIComponent("https://evil.example/fhir")}&launch=x`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.locator("body")).toContainText(/not.*(known|registered|registry|list)/i);
  expect(strangers.foreign).toEqual([]);
  expect(await axeFindings(page)).toEqual([]);
});

test("a code that was used before ends in a page that says to launch again", async ({ page }) => {
  const sandbox = createSandbox();
  await attachEhr(page, sandbox);
  let back = "";
  page.on("request", (request) => {
    if (/[?&]code=/.test(request.url()) && request.isNavigationRequest()) back = request.url();
  });
  await launchFromEhr(page, sandbox, "falling-fast");
  await reviewStands(page);
  await page.goto(back);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.locator("body")).toContainText(/again/i);
  await expect(page.locator("body")).not.toContainText("T-score");
});

for (const [width, patient] of [
  [360, "falling-fast"],
  [360, "text-only"],
  [768, "two-scanners"],
  [1440, "nearly-empty"],
] as const) {
  test(`at ${width} px the review of ${patient} does not scroll sideways and axe finds nothing`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    const sandbox = createSandbox();
    await attachEhr(page, sandbox);
    await launchFromEhr(page, sandbox, patient);
    await reviewStands(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
    expect(await axeFindings(page)).toEqual([]);
  });
}
