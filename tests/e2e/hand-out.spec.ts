import { expect, test } from "@playwright/test";
import { createSandbox } from "../../mocks/sandbox";
import { attachEhr, launchFromEhr } from "./ehr";
import { pagesOf } from "./pdf";

const today = "2026-11-23";

for (const language of ["English", "Español"]) {
  test(`a released hand-out with every line (${language}) prints alone, on one page of A4 and of Letter`, async ({ page }) => {
    const sandbox = createSandbox({ today, patients: ["lifestyle"] });
    await page.clock.setFixedTime(new Date(`${today}T12:00:00`));
    await attachEhr(page, sandbox);
    await launchFromEhr(page, sandbox, "lifestyle");
    await page.getByRole("button", { name: "Patient hand-out" }).click();
    await page.getByLabel("Language of the sheet").selectOption(language);

    await page.emulateMedia({ media: "print" });
    expect(await page.locator("body").innerText()).toBe("This hand-out has not been released by a clinician, so there is nothing to print.");
    await page.emulateMedia({ media: null });

    for (const line of await page.getByRole("checkbox").all()) await line.check();
    await page.getByLabel("Released by").fill("Dr. Ada Okoye");
    await page.getByRole("button", { name: "Release", exact: true }).click();
    await page.emulateMedia({ media: "print" });
    const onPaper = await page.locator("body").innerText();
    expect(onPaper).toContain("Dr. Ada Okoye");
    expect(onPaper).not.toContain("Prompts");
    expect(onPaper).not.toContain("Practitioner/"); // nothing that only an EHR can read
    await page.emulateMedia({ media: null });
    for (const format of ["A4", "Letter"]) expect(pagesOf(await page.pdf({ format }))).toBe(1);
  });
}
