// @vitest-environment node
import { describe, expect, it } from "vitest";
import { buildRecord } from "../../src/record/build";
import { evaluate } from "../../src/guidelines/evaluate";
import { guidelineSettings } from "../../src/guidelines/settings";
import { attachmentKey } from "../../src/record/attachment/attachments";
import { enteredHere, notInEhr } from "../../src/record/entered-here";
import {
  observationForEhr,
  type OutsideDxa,
  outsideObservation,
  type OutsideSite,
  type OutsideVitaminD,
  problemOfDxaNumber,
} from "../../src/record/outside-result";
import { countListed, reportForEhr } from "../../src/record/outside-report";
import { agreementOf } from "../../src/record/bone-density/reading-agreement";
import type { BoneHealthRecord, DxaResult, ReportReading } from "../../src/record/record";
import { patient, report, result } from "./bone-density/bone-density-support";
import { searchesWith } from "./chart-of";

const spine: OutsideDxa = {
  kind: "dxa",
  id: "5f0e1c52-0000-4000-8000-000000000001",
  date: "2025-03-04",
  region: { site: "lumbar-spine", side: undefined, vertebrae: "L1-L4" },
  bmd: 0.812,
  tScore: -2.1,
  zScore: 0,
  scanner: "Hologic Horizon",
};
const blood: OutsideVitaminD = { kind: "vitamin-d", id: "5f0e1c52-0000-4000-8000-000000000002", date: "2026-01", value: 41, unit: "nmol/L" };

function recordOf(...resources: readonly unknown[]): BoneHealthRecord {
  return buildRecord({ patientId: "p1", resources: [patient, ...resources], searches: searchesWith(), today: "2026-11-23" });
}
const entered = (...entries: readonly (OutsideDxa | OutsideVitaminD)[]) => entries.map((entry) => outsideObservation(entry, "p1"));

describe("a DXA typed in", () => {
  it("is a scan with its values, scanner and place, each marked as entered here", () => {
    const { boneDensity } = recordOf(...entered(spine));
    expect(boneDensity.sessions).toMatchObject([{ date: { text: "2025-03-04" }, kind: "central", scanner: { label: "Hologic Horizon", maker: "Hologic" } }]);
    expect(boneDensity.sessions[0]?.results).toMatchObject([
      {
        region: { site: "lumbar-spine", vertebrae: "L1-L4" },
        bmd: { value: 0.812, how: "entered-here" },
        tScore: { value: -2.1, how: "entered-here" },
        zScore: { value: 0, how: "entered-here" },
      },
    ]);
    expect(boneDensity.latest).toMatchObject({ state: "present", how: "entered-here" });
    expect(boneDensity.lowestTScore).toMatchObject({ state: "present", value: { value: -2.1 }, how: "entered-here" });
  });

  it.each<[OutsideSite, "left" | "right" | undefined, string | undefined]>([
    ["lumbar-spine", undefined, "L2-L4"],
    ["lumbar-spine", undefined, undefined],
    ["total-hip", "left", undefined],
    ["total-hip", "right", undefined],
    ["total-hip", undefined, undefined],
    ["femoral-neck", "left", undefined],
    ["femoral-neck", "right", undefined],
    ["femoral-neck", undefined, undefined],
    ["radius-33", "left", undefined],
  ])("keeps its region: %s, side %s, vertebrae %s", (site, side, vertebrae) => {
    const { boneDensity, unusable } = recordOf(...entered({ ...spine, region: { site, side, vertebrae } }));
    expect(boneDensity.sessions[0]?.results.map((one) => one.region)).toEqual([{ site, side, vertebrae }]);
    expect(Object.keys(boneDensity.sessions[0]?.results[0] ?? {}).sort()).toEqual(["bmd", "region", "tScore", "zScore"]);
    expect(unusable).toEqual([]);
  });

  it("known only to the year is never given a day, and two sites of it are one scan", () => {
    const hip: OutsideDxa = { ...spine, id: "hip", region: { site: "total-hip", side: "left", vertebrae: undefined } };
    const { boneDensity } = recordOf(...entered({ ...spine, date: "2021" }, { ...hip, date: "2021" }));
    expect(boneDensity.sessions).toHaveLength(1);
    expect(boneDensity.sessions[0]?.date).toMatchObject({ text: "2021", precision: "year" });
    expect(boneDensity.sessions[0]?.results).toHaveLength(2);
  });

  it("counts as a DXA done: the prompt that none is known goes", () => {
    const treated = {
      resourceType: "MedicationRequest",
      id: "ai",
      status: "active",
      intent: "order",
      subject: { reference: "Patient/p1" },
      authoredOn: "2025-01-10",
      medicationCodeableConcept: { text: "letrozole 2.5 mg" },
    };
    const fired = (record: BoneHealthRecord) => evaluate(record, guidelineSettings()).prompts.map((prompt) => prompt.rule.id);
    expect(fired(recordOf(treated))).toContain("DXA-01");
    expect(fired(recordOf(treated, ...entered({ ...spine, date: "2026-03-04" })))).not.toContain("DXA-01");
  });

  it("gives way to a coded result of the same scan that differs, and both are said", () => {
    const { boneDensity, unusable } = recordOf(
      ...entered(spine),
      result("spineT", -1.4, "2025-03-04", { id: "coded", bodySite: { text: "Lumbar spine L1-L4" } }),
    );
    expect(boneDensity.lowestTScore).toMatchObject({ value: { value: -1.4 }, how: "coded" });
    expect(unusable).toMatchObject([{ reference: `Observation/entered-${spine.id}`, kind: "inconsistent", asReported: expect.stringContaining("-2.1") }]);
  });

  it.each([
    ["bmd", 842, "A bone density of 842 g/cm2 is not possible."],
    ["bmd", 0.842, undefined],
    ["t-score", 0, undefined],
    ["t-score", -25, expect.stringContaining("not possible")],
    ["z-score", 9, expect.stringContaining("not possible")],
  ] as const)("judges a %s of %d as the record would", (metric, value, problem) => {
    expect(problemOfDxaNumber(metric, value)).toEqual(problem);
  });
});

describe("a vitamin D typed in", () => {
  it("is a result in its own unit, marked as entered here", () => {
    expect(recordOf(...entered(blood)).vitaminD.latest).toMatchObject({
      state: "present",
      how: "entered-here",
      date: { text: "2026-01", precision: "month" },
      value: { value: 41, unit: "nmol/L", comparator: undefined, analyte: "total", how: "entered-here" },
    });
  });

  it("keeps that it is a limit", () => {
    expect(recordOf(...entered({ ...blood, unit: "ng/mL", value: 4, comparator: "<" })).vitaminD.latest).toMatchObject({
      value: { value: 4, comparator: "<" },
    });
  });
});

describe("what goes to the EHR", () => {
  it("is a final Observation of the patient with an identifier, without a tag that would call it entered here for ever", () => {
    const sent = observationForEhr(spine, "p1");
    expect(sent).toMatchObject({
      resourceType: "Observation",
      status: "final",
      subject: { reference: "Patient/p1" },
      effectiveDateTime: "2025-03-04",
      identifier: [{ system: "urn:boneline:entry", value: spine.id }],
    });
    expect(sent.component?.map((one) => [one.code.coding?.[0]?.code, one.valueQuantity?.value])).toEqual([
      ["24966-4", 0.812],
      ["38267-1", -2.1],
      ["85394-5", 0],
    ]);
    expect(sent).not.toHaveProperty("id");
    expect(enteredHere(sent as Readonly<Record<string, unknown>>)).toBe(false);
  });

  it("is read back as a coded result, and the entry beside it is not counted twice", () => {
    const fetched = { ...observationForEhr(spine, "p1"), id: "new-1" };
    expect(notInEhr([spine, blood], [fetched])).toEqual([blood]);
    expect(recordOf(fetched).boneDensity.lowestTScore).toMatchObject({ value: { value: -2.1 }, how: "coded" });
  });

  it("is one scan with the report that lists it, which says nothing of its own", () => {
    const fetched = { ...observationForEhr(spine, "p1"), id: "new-1" };
    const listed = { ...reportForEhr([spine], ["Observation/new-1"], "p1"), id: "new-2" };
    const { boneDensity, unusable } = recordOf(fetched, listed);
    expect(boneDensity.sessions).toHaveLength(1);
    expect(boneDensity.sessions[0]?.results).toHaveLength(1);
    expect(boneDensity.sessions[0]?.sources).toEqual(expect.arrayContaining(["Observation/new-1", "DiagnosticReport/new-2"]));
    expect(unusable).toEqual([]);
    expect(countListed(listed, ["Observation/new-1", "Observation/new-9"])).toBe(1);
  });

  it("of blood is one level with the report that lists it", () => {
    const fetched = { ...observationForEhr(blood, "p1"), id: "new-1" };
    const listed = { ...reportForEhr([blood], ["Observation/new-1"], "p1"), id: "new-2" };
    expect(listed).toMatchObject({ category: [{ coding: [{ code: "LAB" }] }], identifier: [{ value: blood.id }], effectiveDateTime: "2026-01" });
    expect(recordOf(fetched, listed).vitaminD.results).toHaveLength(1);
  });
});

describe("a report that is only a file", () => {
  const scan = report("2026-02-03", { id: "r", presentedForm: [{ contentType: "application/pdf", title: "DXA", url: "Binary/1" }] });
  const opened = new Map([[attachmentKey("DiagnosticReport/r", 0), "Lumbar spine L1-L4: BMD 0.862 g/cm2, T-score -1.7"]]);
  const build = (confirmedReadings: ReadonlySet<string> = new Set()) =>
    buildRecord({ patientId: "p1", resources: [patient, scan], searches: searchesWith(), today: "2026-11-23", attachmentTexts: opened, confirmedReadings });

  it("gives readings to confirm once it was opened, and values once they were confirmed", () => {
    const [before] = build().boneDensity.sessions;
    expect(before).toMatchObject({ hasValues: false, reports: [{ fileOnly: false, readings: [{ value: 0.862 }, { value: -1.7 }] }] });
    const ids = before?.reports[0]?.readings.map((reading) => reading.id);
    expect(build(new Set(ids)).boneDensity.lowestTScore).toMatchObject({ value: { value: -1.7 }, how: "read-from-report" });
  });

  it("names its scanner in full, also at the end of a line", () => {
    const file = new Map([[attachmentKey("DiagnosticReport/r", 0), "Scanner: Hologic Horizon A\nLumbar spine L1-L4 T-score -1.7"]]);
    const built = buildRecord({ patientId: "p1", resources: [patient, scan], searches: searchesWith(), today: "2026-11-23", attachmentTexts: file });
    expect(built.boneDensity.sessions[0]?.scanner).toEqual({ label: "Hologic Horizon A", maker: "Hologic" });
  });

  it("keeps what was confirmed before it was opened: a number is known by what it says", () => {
    const withConclusion = { ...scan, conclusion: "Left total hip T-score -2.0." };
    const at = (attachmentTexts: ReadonlyMap<string, string>, confirmedReadings: ReadonlySet<string>) =>
      buildRecord({ patientId: "p1", resources: [patient, withConclusion], searches: searchesWith(), today: "2026-11-23", attachmentTexts, confirmedReadings });
    const readingsOf = (record: BoneHealthRecord) => record.boneDensity.sessions.flatMap((one) => one.reports).flatMap((one) => one.readings);
    const [hip] = readingsOf(at(new Map(), new Set()));
    const file = new Map([[attachmentKey("DiagnosticReport/r", 0), "Lumbar spine L1-L4 T-score -1.7. Left total hip T-score -2.0."]]);
    const after = readingsOf(at(file, new Set([hip?.id ?? ""])));
    expect(after.filter((reading) => reading.confirmed).map((reading) => [reading.region.site, reading.value])).toEqual([["total-hip", -2]]);
  });
});

describe("a number of the text beside a coded one", () => {
  const reading = (value: number, written: string, metric: ReportReading["metric"] = "t-score"): ReportReading => ({
    id: "r#1",
    metric,
    region: { site: "lumbar-spine", side: undefined, vertebrae: undefined },
    value,
    sentence: `Spine ${written}.`,
    at: [6, 6 + written.length],
    confirmed: false,
  });
  const value = (number: number) => ({ value: number, asReported: String(number), how: "coded", sources: ["Observation/o"], amended: false }) as const;
  const results: readonly DxaResult[] = [{ region: { site: "lumbar-spine", side: undefined, vertebrae: "L1-L4" }, bmd: value(0.8624), tScore: value(-2.14) }];

  it.each([
    ["the same number", reading(-2.14, "-2.14"), "agrees"],
    ["the same, rounded", reading(-2.1, "-2.1"), "agrees"],
    ["a density in mg/cm2", reading(0.862, "862", "bmd"), "agrees"],
    ["a whole number is too coarse to agree", reading(-2, "-2"), "differs"],
    ["another number", reading(-2.7, "-2.7"), "differs"],
    ["a number nobody coded", reading(-0.4, "-0.4", "z-score"), "only-in-text"],
    ["another place", { ...reading(-2.1, "-2.1"), region: { site: "total-hip", side: undefined, vertebrae: undefined } } as const, "only-in-text"],
  ])("%s", (_what, one, kind) => {
    expect(agreementOf(one, results).kind).toBe(kind);
  });
});
