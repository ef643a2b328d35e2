import { expect, test } from "@playwright/test";
import { bigPatient } from "../../mocks/patients/big-patient";
import { sequentialLevels } from "../../mocks/request-log";
import { createSandbox } from "../../mocks/sandbox";
import { attachEhr, launchFromEhr } from "./ehr";

test("asks at most 12 requests in one level, never for /metadata, whatever the size of the record", async ({ page }) => {
  const big = bigPatient(20_000);
  const sandbox = createSandbox({ patients: "none", sources: [big], latencyMs: 1000 });
  await attachEhr(page, sandbox);
  await launchFromEhr(page, sandbox, "big-20000");
  await expect(page.getByText(/All 12 searches complete/).first()).toBeVisible({ timeout: 30_000 });
  const data = sandbox.log.filter(({ kind }) => kind === "fhir");
  expect(data.length).toBeLessThanOrEqual(12);
  expect(sandbox.log.filter(({ kind }) => kind === "metadata")).toEqual([]);
  // Every answer takes a second, so a request that waited for another would begin a second after it.
  expect(sequentialLevels(data)).toBe(1);
});
