// @vitest-environment node
import { afterEach, expect, it, vi } from "vitest";
import { type Judges, judgingInProcesses } from "../../src/command-line/judging";
import { type ExportOptions, exportWorklist } from "../../src/followup/export-worklist";
import { guidelineSettings } from "../../src/guidelines/settings";
import { defaultRecordSettings } from "../../src/record/site";
import { exportOf } from "../followup/export-files";
import { everythingOf, letrozole } from "../followup/one-patient";

const settings = { today: "2026-11-23", record: defaultRecordSettings, guidelines: guidelineSettings() };
const many = Array.from({ length: 120 }, (_, index) => everythingOf(`p${index}`)).flat();
// One whose order names its drug by reference, and one without a Patient resource.
const files = exportOf([
  ...many,
  { resourceType: "Medication", id: "m1", code: { text: "letrozole 2.5 mg" } },
  { ...letrozole("p7"), id: "by-reference", medicationCodeableConcept: undefined, medicationReference: { reference: "Medication/m1" } },
  letrozole("nobody"),
]);

let judges: Judges | undefined;

afterEach(() => {
  judges?.close();
  vi.unstubAllEnvs();
});

async function pagesOf(options: ExportOptions): Promise<unknown[]> {
  const pages: unknown[] = [];
  const list = exportWorklist(files, settings, options);
  let step = await list.next();
  for (; step.done !== true; step = await list.next()) pages.push(step.value);
  return [...pages, step.value];
}

it("makes the same rows in the same order in several processes as in one", async () => {
  vi.stubEnv("NODE_OPTIONS", "--import tsx"); // as `npm run worklist` does
  judges = judgingInProcesses(settings, 3);
  const apart = await pagesOf({ judging: judges.judging });
  expect(apart).toHaveLength(4);
  expect(apart).toEqual(await pagesOf({}));
});

it("says so when a process ends before its time, instead of waiting for ever", async () => {
  vi.stubEnv("NODE_OPTIONS", "--import ./no-such-loader.js");
  judges = judgingInProcesses(settings, 3);
  await expect(pagesOf({ judging: judges.judging })).rejects.toThrow("has ended before its time");
});
