import { expect, test } from "@playwright/test";
import { bigPatient } from "../../mocks/patients/big-patient";
import { type LogEntry, sequentialLevels } from "../../mocks/request-log";
import { createSandbox } from "../../mocks/sandbox";
import { attachEhr, launchFromEhr } from "./ehr";

/** What is asked only when the record stands: what is being done already, and whether something may be written. */
const isAfterthought = ({ kind, resourceType }: LogEntry): boolean =>
  kind === "metadata" || resourceType === "Task" || resourceType === "ServiceRequest" || resourceType === "Appointment";

test("asks at most 12 requests in one level, with /metadata never on the way, whatever the size of the record", async ({ page }) => {
  const big = bigPatient(20_000);
  const sandbox = createSandbox({ patients: "none", sources: [big], latencyMs: 1000 });
  await attachEhr(page, sandbox);
  await launchFromEhr(page, sandbox, "big-20000");
  await expect(page.getByText(/All 12 searches complete/).first()).toBeVisible({ timeout: 30_000 });
  const asked = sandbox.log.filter(({ kind }) => kind === "fhir" || kind === "metadata");
  const record = asked.filter((entry) => !isAfterthought(entry));
  expect(record.length).toBeGreaterThan(0);
  expect(record.length).toBeLessThanOrEqual(12);
  // Every answer takes a second, so a request that waited for another would begin a second after it.
  expect(sequentialLevels(record)).toBe(1);

  // Whether the afterthoughts have gone out by now is a matter of milliseconds; that none went before the record stood is not.
  const stood = Math.max(...record.map(({ endedAt }) => endedAt));
  expect(asked.filter((entry) => isAfterthought(entry) && entry.startedAt < stood)).toEqual([]);
});
