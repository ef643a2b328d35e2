// @vitest-environment node
import { describe, expect, test } from "vitest";
import { readChemistry } from "../../../src/record/laboratory/chemistry";
import type { Fact } from "../../../src/record/fact";
import { type ChartOptions, chartOf, searchesWith } from "../chart-of";
import { observation, patient, type Sample } from "../sample-observation";

function known<T>(value: T, state: "present" | "stale" = "present", day = "2026-10-01"): Fact<T> {
  const fact = { value, date: { text: day, precision: "day", earliest: day, latest: day }, sources: ["Patient/p1"], how: "coded" } as const;
  return state === "present" ? { state, ...fact } : { state, ...fact, limit: "within 12 months" };
}
const notRecorded = { state: "not-recorded", searched: ["patient"] } as const;
const woman = { age: known(60), sex: known("female" as const), weight: known(72) };

function read(samples: readonly Sample[], who: Parameters<typeof readChemistry>[1] = woman, options: ChartOptions = {}) {
  const chart = chartOf([patient(), ...samples.map((sample, index) => observation({ id: `x${index + 1}`, ...sample }))], options);
  const chemistry = readChemistry(chart, who);
  return { ...chemistry, listed: chart.rejected.map((item) => `${item.reference} ${item.kind}`) };
}

type Test = Exclude<keyof ReturnType<typeof read>, "listed">;

describe("each test in the record's unit", () => {
  const cases: readonly (readonly [Test, string, number, string, number, string])[] = [
    ["calcium", "17861-6", 9.4, "mg/dL", 9.4, "mg/dL"],
    ["calcium", "2000-8", 2.35, "mmol/L", 9.4188, "mg/dL"],
    ["calcium", "17861-6", 2.35, "mmol/l", 9.4188, "mg/dL"],
    ["calcium", "49765-1", 94, "mg/L", 9.4, "mg/dL"],
    ["calcium", "17861-6", 4.7, "mEq/L", 9.4188, "mg/dL"],
    ["albumin", "1751-7", 4.1, "g/dL", 4.1, "g/dL"],
    ["albumin", "1751-7", 41, "g/L", 4.1, "g/dL"],
    ["creatinine", "2160-0", 0.9, "mg/dL", 0.9, "mg/dL"],
    ["creatinine", "14682-9", 88.42, "umol/L", 1, "mg/dL"],
    ["creatinine", "77140-2", 80, "µmol/l", 0.904772, "mg/dL"],
    ["creatinine", "35203-9", 0.08842, "mmol/L", 1, "mg/dL"],
    ["egfr", "98979-8", 72, "mL/min/{1.73_m2}", 72, "mL/min/1.73m2"],
    ["egfr", "62238-1", 72, "mL/min/1.73m²", 72, "mL/min/1.73m2"],
    ["egfr", "69405-9", 72, "mL/min", 72, "mL/min/1.73m2"],
    ["alkalinePhosphatase", "6768-6", 88, "IU/L", 88, "U/L"],
    ["alkalinePhosphatase", "6768-6", 1.5, "ukat/L", 90, "U/L"],
    ["parathyroidHormone", "2731-8", 45, "ng/L", 45, "pg/mL"],
    ["parathyroidHormone", "14866-8", 5, "pmol/L", 47.15, "pg/mL"],
  ];
  test.each(cases)("%s, LOINC %s: %d %s is %d %s", (name, loinc, value, unit, expected, expectedUnit) => {
    const fact = read([{ loinc, value, unit }])[name];
    expect(fact).toMatchObject({ state: "present", how: "coded", sources: ["Observation/x1"], value: { unit: expectedUnit } });
    expect(fact.state === "present" && fact.value.value).toBeCloseTo(expected, 4);
  });

  test.each([
    ["egfr", { loinc: "33914-3", valueString: ">60" }],
    ["egfr", { loinc: "98979-8", value: 48 }],
  ] satisfies readonly (readonly [Test, Sample])[])("%s without a unit: its code leaves no other", (name, sample) => {
    expect(read([sample])[name]).toMatchObject({ state: "present", value: { unit: "mL/min/1.73m2" } });
  });

  test("the reference range comes along in the same unit", () => {
    const referenceRange = [{ low: { value: 2.15 }, high: { value: 2.55, unit: "mmol/L" } }];
    expect(read([{ loinc: "2000-8", value: 2.35, unit: "mmol/L", referenceRange }]).calcium).toMatchObject({
      value: { low: expect.closeTo(8.617, 3), high: expect.closeTo(10.22, 2) },
    });
  });

  test("a bound stays a bound", () => {
    expect(read([{ loinc: "98979-8", valueString: ">60 mL/min/1.73m2" }]).egfr).toMatchObject({ value: { value: 60, comparator: ">" } });
  });
});

describe("what is not used", () => {
  test.each([
    ["ionised calcium", { loinc: "1995-0", text: "Calcium", value: 1.2, unit: "mmol/L" }, []],
    ["a urine test that is only called calcium", { loinc: "2004-0", text: "Calcium", value: 9, unit: "mg/dL" }, []],
    ["urine calcium by name", { text: "Calcium, urine", value: 9, unit: "mg/dL" }, []],
    ["calcium already corrected by the laboratory", { text: "Calcium corrected", value: 9, unit: "mg/dL" }, []],
    ["no unit", { loinc: "17861-6", value: 9.4 }, ["Observation/x1 unit"]],
    ["ionised calcium in mEq/L", { text: "Calcium, ionized", value: 2.4, unit: "mEq/L" }, []],
    ["calcium in pleural fluid", { text: "Calcium, pleural fluid", value: 8, unit: "mg/dL" }, []],
    ["mmol/L under the unit mg/dL", { loinc: "17861-6", value: 2.35, unit: "mg/dL" }, ["Observation/x1 implausible"]],
    ["preliminary", { loinc: "17861-6", value: 9.4, unit: "mg/dL", status: "preliminary" }, ["Observation/x1 not-final"]],
    ["a text", { loinc: "17861-6", valueString: "hemolyzed" }, ["Observation/x1 not-numeric"]],
  ] satisfies readonly (readonly [string, Sample, string[]])[])("%s", (_name, sample, listed) => {
    const chemistry = read([sample]);
    expect(chemistry.calcium.state).toBe(listed.length === 0 ? "not-recorded" : "unusable");
    expect(chemistry.listed).toEqual(listed);
  });

  const ofUrine = { resourceType: "Specimen", id: "u", subject: { reference: "Patient/p1" }, type: { text: "Urine" } };
  test.each([
    ["urine, by the name of the specimen", { display: "Urine, 24 h" }, false],
    ["urine, by the specimen itself", { reference: "Specimen/u" }, false],
    ["serum", { display: "Serum" }, true],
    ["serum before dialysis", { display: "Serum, pre-dialysis" }, true],
    ["a specimen that was not sent", { reference: "Specimen/gone" }, true],
  ])("calcium of %s", (_name, specimen, used) => {
    const chart = chartOf([patient(), ofUrine, observation({ text: "Calcium", value: 8.1, unit: "mg/dL", specimen })]);
    expect(readChemistry(chart, woman).calcium.state).toBe(used ? "present" : "not-recorded");
    expect(chart.rejected.map((item) => item.kind)).toEqual(used ? [] : ["other-analyte"]);
  });

  test("a name alone is believed where no LOINC code stands", () => {
    expect(read([{ text: "Serum Calcium", value: 9.4, unit: "mg/dL" }]).calcium).toMatchObject({ state: "present", how: "by-text" });
  });

  test.each([
    ["its full LOINC name", "Albumin [Mass/volume] in Serum or Plasma by Bromocresol green (BCG) dye binding method", "present"],
    ["its full LOINC name, of urine", "Albumin [Mass/volume] in Urine", "not-recorded"],
    ["the full LOINC name of another test", "Microalbumin [Mass/volume] in Serum or Plasma", "not-recorded"],
    ["a short name", "Albumin", "not-recorded"],
  ])("beside an unknown LOINC code, albumin is believed by %s: %s", (_name, display, state) => {
    const code = { coding: [{ system: "http://loinc.org", code: "61151-7", display }], text: "Albumin" };
    const { albumin } = read([{ code, value: 4.1, unit: "g/dL" }]);
    expect(albumin).toMatchObject(state === "present" ? { state, how: "by-text", value: { value: 4.1 } } : { state });
  });

  test("albumin in moles is listed: its molar mass is not certain enough to convert it", () => {
    expect(read([{ loinc: "54347-0", value: 610, unit: "umol/L" }])).toMatchObject({ albumin: { state: "unusable" }, listed: ["Observation/x1 unit"] });
  });
});

describe("the latest", () => {
  const older: Sample = { loinc: "17861-6", value: 9.4, unit: "mg/dL", day: "2025-01-01" };
  test("counts", () => expect(read([{ ...older, day: "2026-01-01", value: 8.1 }, older]).calcium).toMatchObject({ value: { value: 8.1 } }));
  test("is the newest that can be used, and a newer one that cannot is named", () => {
    expect(read([older, { loinc: "17861-6", value: 9.4, day: "2026-01-01" }]).calcium).toMatchObject({
      value: { value: 9.4 },
      note: "a newer result cannot be used: It has no unit.",
    });
  });
  test("says when it was amended", () => expect(read([{ ...older, status: "corrected" }]).calcium).toMatchObject({ note: "amended by the laboratory" }));
  test("eGFR of one day is one without race in its formula, else the lower of the pair", () => {
    const lower: Sample = { loinc: "48642-3", value: 55, unit: "mL/min/{1.73_m2}" };
    const higher: Sample = { loinc: "48643-1", value: 64, unit: "mL/min/{1.73_m2}" };
    const raceFree: Sample = { loinc: "98979-8", value: 58, unit: "mL/min/{1.73_m2}" };
    expect(read([lower, higher]).egfr).toMatchObject({ value: { value: 55 }, note: "race-specific formula" });
    expect(read([raceFree, lower, higher]).egfr).toMatchObject({ value: { value: 58 } });
    expect(read([{ ...raceFree, day: "2025-01-01" }, lower, higher]).egfr).toMatchObject({ value: { value: 55 } });
  });
  test.each(["failed", "partial", "refused", "pending"] as const)("a search that is %s never says that nothing is recorded", (state) => {
    const { calcium, correctedCalcium, creatinineClearance } = read([], woman, { searches: searchesWith({ "context-observations": state }) });
    expect([calcium.state, correctedCalcium.state, creatinineClearance.state]).toEqual(["unavailable", "unavailable", "unavailable"]);
    expect(read([{ loinc: "17861-6", value: 9.4 }], woman, { searches: searchesWith({ "context-observations": state }) }).calcium.state).toBe("unavailable");
  });
});

describe("calcium corrected for albumin", () => {
  const calcium: Sample = { loinc: "17861-6", value: 8.2, unit: "mg/dL", day: "2026-05-31", referenceRange: [{ low: { value: 8.6 }, high: { value: 10.2 } }] };
  const albumin: Sample = { loinc: "1751-7", value: 3, unit: "g/dL", day: "2026-05-31" };
  test("8.2 mg/dL at albumin 3.0 g/dL is 9.0, with the calcium's range and both sources", () => {
    expect(read([calcium, albumin]).correctedCalcium).toMatchObject({
      state: "present",
      how: "derived",
      value: { value: 9, unit: "mg/dL", low: 8.6, high: 10.2 },
      sources: ["Observation/x1", "Observation/x2"],
    });
  });
  test.each([
    ["30 days before", "2026-05-01", "present"],
    ["31 days before", "2026-04-30", "unusable"],
    ["30 days after", "2026-06-30", "present"],
    ["31 days after", "2026-07-01", "unusable"],
    ["some day of that month", "2026-05", "present"],
    ["some day of that year", "2026", "unusable"],
  ])("albumin %s", (_name, day, state) => expect(read([calcium, { ...albumin, day }]).correctedCalcium.state).toBe(state));
  test("the albumin nearest to the calcium is taken, not the latest", () => {
    expect(read([calcium, albumin, { ...albumin, value: 4.5, day: "2026-06-20" }]).correctedCalcium).toMatchObject({ value: { value: 9 } });
  });
  test("without albumin it is as unknown as the albumin", () => expect(read([calcium]).correctedCalcium.state).toBe("not-recorded"));
  const corrected = { loinc: "29265-6", value: 2, unit: "mmol/L", day: "2026-10-01", referenceRange: [{ low: { value: 2.15 } }] };
  test("the laboratory's own correction is taken, with its range", () => {
    for (const sample of [corrected, { ...corrected, loinc: undefined, text: "Calcium, corrected for albumin" }]) {
      expect(read([sample as Sample]).correctedCalcium).toMatchObject({
        value: { value: expect.closeTo(8.016, 3), low: expect.closeTo(8.617, 3) },
        sources: ["Observation/x1"],
      });
    }
  });
  test("it gives way to a newer total calcium, corrected or not", () => {
    expect(read([corrected, { ...calcium, day: "2026-11-01" }]).correctedCalcium.state).toBe("not-recorded");
  });

  test("a bound is not corrected", () => {
    const { value: _value, unit: _unit, ...rest } = albumin;
    expect(read([calcium, { ...rest, valueString: "<3 g/dL" }]).correctedCalcium.state).toBe("unusable");
  });
});

describe("creatinine clearance after Cockcroft and Gault", () => {
  const creatinine: Sample = { loinc: "2160-0", value: 1, unit: "mg/dL", day: "2026-10-01" };
  test("a woman of 60 with 72 kg and 1.0 mg/dL has 68 mL/min, a man 80", () => {
    expect(read([creatinine]).creatinineClearance).toMatchObject({
      state: "present",
      how: "derived",
      value: { value: 68, unit: "mL/min" },
      date: { text: "2026-10-01" },
    });
    expect(read([creatinine], { ...woman, sex: known("male") }).creatinineClearance).toMatchObject({ value: { value: 80 } });
  });
  test("it is not rounded up to a limit: 34.96 stays below 35", () => {
    const { creatinineClearance } = read([{ ...creatinine, value: 1.2157 }], { ...woman, age: known(80), weight: known(60) });
    expect(creatinineClearance).toMatchObject({ value: { value: expect.closeTo(34.959, 2) } });
  });
  test.each([
    ["creatinine of 12 months ago", { ...creatinine, day: "2025-11-23" }, woman, "present"],
    ["creatinine of a day more", { ...creatinine, day: "2025-11-22" }, woman, "stale"],
    ["stale weight", creatinine, { ...woman, weight: known(72, "stale", "2024-01-01") }, "stale"],
    ["no weight", creatinine, { ...woman, weight: notRecorded }, "not-recorded"],
    ["no age", creatinine, { ...woman, age: notRecorded }, "not-recorded"],
    ["sex not recorded", creatinine, { ...woman, sex: notRecorded }, "not-recorded"],
    ["sex other", creatinine, { ...woman, sex: known("other" as const) }, "unusable"],
    ["creatinine without unit", { loinc: "2160-0", value: 1 }, woman, "unusable"],
    ["no creatinine", { loinc: "1751-7", value: 4, unit: "g/dL" }, woman, "not-recorded"],
    ["creatinine as a bound", { loinc: "2160-0", valueString: "<0.2 mg/dL" }, woman, "unusable"],
  ] satisfies readonly (readonly [string, Sample, Parameters<typeof readChemistry>[1], string])[])("%s", (_name, sample, who, state) => {
    expect(read([sample], who).creatinineClearance.state).toBe(state);
  });
  test("eGFR never stands in for it", () => {
    expect(read([{ loinc: "98979-8", value: 28, unit: "mL/min/{1.73_m2}" }]).creatinineClearance.state).toBe("not-recorded");
  });
});
