// @vitest-environment node
import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { evaluate } from "../../src/guidelines/evaluate";
import { guidelineSettings } from "../../src/guidelines/settings";
import type { RecordInput } from "../../src/record/assemble";
import { assembleWithoutReader } from "../../src/record/assemble-without-reader";
import { buildRecord } from "../../src/record/build";
import { readBundle } from "../../src/record/bundle";
import type { BoneHealthRecord } from "../../src/record/record";
import { patient, report, result } from "./bone-density/bone-density-support";
import { caseBundle, searchesWith } from "./chart-of";

const today = "2026-11-23";
const loading = { state: "pending", reason: "loading" } as const;
const scan = result("spineT", -1.8, "2022-05-01");
const dxaReport = report("2025-03-01", { conclusion: "Hologic Horizon. Lumbar spine T-score -2.6. LSC 2.8 % at the spine." });

function inputOf(...resources: readonly unknown[]): RecordInput {
  return { patientId: "p1", resources: [patient, ...resources], searches: searchesWith(), today };
}

function statesOf({ searches }: BoneHealthRecord): Record<string, string> {
  return Object.fromEntries(searches.filter(({ state }) => state !== "complete").map(({ id, state }) => [id, state]));
}

describe("a chart whose report texts cannot be read yet", () => {
  it("is the whole record when no report has a text", () => {
    const input = inputOf(scan, report("2025-03-01", { conclusion: undefined, presentedForm: [{ contentType: "application/pdf", url: "Binary/1" }] }));
    expect(assembleWithoutReader(input, loading)).toEqual(buildRecord(input));
  });

  it("takes a report with text for not yet answered, and keeps the coded scan", () => {
    const record = assembleWithoutReader(inputOf(scan, dxaReport), loading);
    expect(statesOf(record)).toEqual({ "diagnostic-reports": "pending", documents: "pending" });
    expect(record.boneDensity.sessions.map(({ date }) => date.text)).toEqual(["2022-05-01"]);
  });

  it.each([
    ["an attachment", { presentedForm: [{ contentType: "text/plain", data: "TGVmdCBoaXAgVC1zY29yZSAtMi42" }] }],
    ["a narrative", { text: { status: "generated", div: "<div>Left hip T-score -2.6</div>" } }],
  ])("takes a report whose text is in %s for not yet answered", (_, parts) => {
    expect(statesOf(assembleWithoutReader(inputOf(report("2025-03-01", { conclusion: undefined, ...parts })), loading))).toHaveProperty("diagnostic-reports");
  });

  it("does not say that no DXA is there when the only one is in a report", () => {
    const { boneDensity } = assembleWithoutReader(inputOf(dxaReport), loading);
    expect(boneDensity.latest).toMatchObject({ state: "unavailable", pending: true });
  });

  it("takes a report for failed when its reader cannot be had, even where the EHR offers no reports", () => {
    const input = { ...inputOf(dxaReport), searches: searchesWith({ documents: "unsupported" }) };
    const record = assembleWithoutReader(input, { state: "failed", reason: "could not be loaded" });
    expect(statesOf(record)).toEqual({ "diagnostic-reports": "failed", documents: "failed" });
    expect(record.boneDensity.latest).toMatchObject({ state: "unavailable", pending: false });
  });

  it("holds observations back as well when a panel among them has a text", () => {
    const panel = { ...result("spineT", 0, "2025-03-01"), code: { coding: [{ system: "http://loinc.org", code: "38269-7" }] }, valueQuantity: undefined };
    const record = assembleWithoutReader(inputOf({ ...panel, valueString: "Lumbar spine T-score -2.6." }), loading);
    expect(Object.keys(statesOf(record))).toContain("bone-observations");
  });
});

const cases = readdirSync(new URL("../cases/fhir", import.meta.url), { withFileTypes: true }).flatMap((entry) => {
  if (!entry.isDirectory()) return [];
  const input = { ...readBundle(caseBundle(entry.name)), today };
  return [{ folder: entry.name, before: assembleWithoutReader(input, loading), after: buildRecord(input) }];
});
const awaits = ({ before }: (typeof cases)[number]): boolean => statesOf(before)["diagnostic-reports"] === "pending";

describe("every case, before its report texts can be read", () => {
  it.each(cases.filter((one) => !awaits(one)))("$folder is the record as it will be, less the list of what nobody reads", ({ before, after }) => {
    expect({ ...before, unusable: after.unusable }).toEqual(after);
    expect(after.unusable).toEqual(expect.arrayContaining([...before.unusable]));
  });

  it.each(cases.filter(awaits))("$folder awaits its reports and prompts nothing that they would take back", ({ before, after }) => {
    const lasting = ["STATE-ERR", ...promptsOf(after)];
    expect(promptsOf(before).filter((id) => !lasting.includes(id))).toEqual([]);
  });
});

function promptsOf(record: BoneHealthRecord): readonly string[] {
  return evaluate(record, guidelineSettings()).prompts.map(({ id }) => id);
}
