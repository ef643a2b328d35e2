// @vitest-environment node
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { vitaminDClasses } from "../../src/guidelines/vitamin-d-class";
import type { UnusableItem, VitaminDResult, VitaminDUnit } from "../../src/record/record";
import {
  date,
  firedIds,
  monthsAgo,
  noVitaminD,
  onAromataseInhibitor,
  type Overrides,
  present,
  promptOf,
  recordWith,
  unavailable,
  vitaminD,
  weeksAgo,
} from "./record-with";
import { judgeRows } from "./rule-rows";

const level = (value: number, unit: VitaminDUnit = "ng/mL", comparator?: VitaminDResult["comparator"]): Overrides => ({
  vitaminD: vitaminD(value, { unit, comparator }),
});
const picomoles: UnusableItem = {
  reference: "Observation/1",
  kind: "unit",
  what: "25-OH vitamin D",
  reason: "Its unit is not one of 25(OH)D.",
  date: weeksAgo(2),
  asReported: "48000 pmol/L",
};
const inPicomoles = {
  ...noVitaminD,
  latest: { state: "unusable", reason: picomoles.reason, sources: [picomoles.reference] },
  newestUnusable: picomoles,
} as const;
const since = (months: number) => ({ therapy: onAromataseInhibitor(monthsAgo(months)) });
const sinceSome2025 = { therapy: onAromataseInhibitor(date("2025")) };
const bound = "is a bound that leaves the class open";

describe("25(OH)D", () => {
  judgeRows([
    ["never measured", "VITD-01", { vitaminD: noVitaminD }, "fired"],
    ["measured exactly 12 months before the start", "VITD-01", { ...since(20), vitaminD: vitaminD(35, { date: monthsAgo(32) }) }, "not-fired"],
    ["measured 12 months and a day before the start", "VITD-01", { ...since(20), vitaminD: vitaminD(35, { date: monthsAgo(32, 1) }) }, "fired"],
    [
      "measured before a start known only as a year that leaves it open",
      "VITD-01",
      { ...sinceSome2025, vitaminD: vitaminD(35, { date: date("2024-06-10") }) },
      "not-evaluable",
    ],
    ["measured in a unit that cannot be used", "VITD-01", { vitaminD: inPicomoles }, "not-fired"],
    [
      "only 1,25-(OH)2 vitamin D was measured, which is another test",
      "VITD-01",
      { vitaminD: { ...noVitaminD, newestUnusable: { ...picomoles, kind: "other-analyte" } } },
      "fired",
    ],
    ["a result entered in error is no result", "VITD-01", { vitaminD: { ...noVitaminD, newestUnusable: { ...picomoles, kind: "entered-in-error" } } }, "fired"],
    ["never measured, but reports were refused", "VITD-01", { vitaminD: noVitaminD, searches: { "diagnostic-reports": "refused" } }, "not-evaluable"],
    ["results failed", "VITD-01", { vitaminD: { latest: unavailable("bone-observations") }, searches: { "bone-observations": "failed" } }, "not-evaluable"],
    [
      "measured two years ago, start unknown",
      "VITD-01",
      { vitaminD: vitaminD(35, { date: monthsAgo(24) }), therapy: { aromataseInhibitorSince: unavailable("medication-requests") } },
      "not-evaluable",
    ],

    [
      "measured two years before the known start, but an earlier course may be hidden",
      "VITD-01",
      { vitaminD: vitaminD(35, { date: monthsAgo(44) }), therapy: { ...onAromataseInhibitor(monthsAgo(20)), medicationListComplete: false } },
      "not-evaluable",
    ],
    ["never measured, medicines incomplete", "VITD-01", { vitaminD: noVitaminD, therapy: { medicationListComplete: false } }, "fired"],

    ["11.9 ng/mL", "VITD-02", level(11.9), "fired"],
    ["12 ng/mL", "VITD-02", level(12), "not-fired"],
    ["29.9 nmol/L", "VITD-02", level(29.9, "nmol/L"), "fired"],
    ["30 nmol/L", "VITD-02", level(30, "nmol/L"), "not-fired"],
    ["<4 ng/mL", "VITD-02", level(4, "ng/mL", "<"), "fired"],
    ["<=11 ng/mL", "VITD-02", level(11, "ng/mL", "<="), "fired"],
    ["<12 ng/mL is below 12", "VITD-02", level(12, "ng/mL", "<"), "fired"],
    ["<=12 ng/mL may be 12, which is not severe", "VITD-02", level(12, "ng/mL", "<="), "not-evaluable"],
    ["<15 ng/mL may be severe or not", "VITD-02", level(15, "ng/mL", "<"), "not-evaluable"],
    ["results failed", "VITD-02", { vitaminD: { latest: unavailable("bone-observations") } }, "not-evaluable"],
    ["a page of results is missing", "VITD-02", { ...level(8), searches: { "bone-observations": "partial" } }, "not-evaluable"],
    [
      "8 ng/mL, start known only as a year that leaves it open",
      "VITD-02",
      { ...sinceSome2025, vitaminD: vitaminD(8, { date: date("2024-06-10") }) },
      "not-evaluable",
    ],
    ["8 ng/mL within a year of any day of that year", "VITD-02", { ...sinceSome2025, vitaminD: vitaminD(8, { date: date("2024-12-31") }) }, "fired"],
    ["8 ng/mL from years before the start", "VITD-02", { ...since(20), vitaminD: vitaminD(8, { date: monthsAgo(40) }) }, "not-fired"],

    ["12 ng/mL", "VITD-03", level(12), "fired"],
    ["19.9 ng/mL", "VITD-03", level(19.9), "fired"],
    ["20 ng/mL", "VITD-03", level(20), "not-fired"],
    ["49.9 nmol/L", "VITD-03", level(49.9, "nmol/L"), "fired"],
    ["49.95 nmol/L is below 50, though its conversion rounds to 20 ng/mL", "VITD-03", level(49.95, "nmol/L"), "fired"],
    ["50 nmol/L", "VITD-03", level(50, "nmol/L"), "not-fired"],
    ["<15 ng/mL is deficient at the least", "VITD-03", level(15, "ng/mL", "<"), "fired"],
    ["<20 ng/mL is deficient at the least", "VITD-03", level(20, "ng/mL", "<"), "fired"],
    ["<30 ng/mL may be of any class below", "VITD-04", level(30, "ng/mL", "<"), "not-evaluable"],

    ["20 ng/mL", "VITD-04", level(20), "fired"],
    ["50 nmol/L, which converts to 20.03 and not 20", "VITD-04", level(50, "nmol/L"), "fired"],
    ["30 ng/mL", "VITD-04", level(30), "not-fired"],
    ["75 nmol/L", "VITD-04", level(75, "nmol/L"), "not-fired"],
    ["none recorded", "VITD-04", { vitaminD: noVitaminD }, "not-evaluable"],

    ["50 ng/mL", "VITD-05", level(50), "not-fired"],
    ["50.1 ng/mL", "VITD-05", level(50.1), "fired"],
    ["100 ng/mL", "VITD-05", level(100), "fired"],
    ["126 nmol/L", "VITD-05", level(126, "nmol/L"), "fired"],
    [">=50 ng/mL may be 50, which is of no concern", "VITD-05", level(50, "ng/mL", ">="), "not-evaluable"],
    [">=50.1 ng/mL is of concern at the least", "VITD-05", level(50.1, "ng/mL", ">="), "fired"],
    [">50 ng/mL is of concern at the least", "VITD-05", level(50, "ng/mL", ">"), "fired"],

    ["100 ng/mL", "VITD-06", level(100), "not-fired"],
    ["100.1 ng/mL", "VITD-06", level(100.1), "fired"],
    [">150 ng/mL", "VITD-06", level(150, "ng/mL", ">"), "fired"],
    [">100 ng/mL", "VITD-06", level(100, "ng/mL", ">"), "fired"],
    ["251 nmol/L", "VITD-06", level(251, "nmol/L"), "fired"],
    ["results failed", "VITD-06", { vitaminD: { latest: unavailable("bone-observations") } }, "not-evaluable"],

    ["22 ng/mL, 12 weeks old", "VITD-07", { vitaminD: vitaminD(22, { date: weeksAgo(12) }) }, "fired"],
    ["22 ng/mL, a day less than 12 weeks old", "VITD-07", { vitaminD: vitaminD(22, { date: date("2026-09-01") }) }, "not-fired"],
    ["30 ng/mL, a year old", "VITD-07", { vitaminD: vitaminD(30, { date: monthsAgo(12) }) }, "not-fired"],
    ["60 ng/mL, a year old", "VITD-07", { vitaminD: vitaminD(60, { date: monthsAgo(12) }) }, "not-fired"],
    ["120 ng/mL, a year old", "VITD-07", { vitaminD: vitaminD(120, { date: monthsAgo(12) }) }, "fired"],
    ["<20 ng/mL, a year old, is low whatever the number", "VITD-07", { vitaminD: vitaminD(20, { comparator: "<", date: monthsAgo(12) }) }, "fired"],
    ["22 ng/mL of August 2026, day unknown", "VITD-07", { vitaminD: vitaminD(22, { date: date("2026-08") }) }, "fired"],
    ["22 ng/mL of 2026, day unknown", "VITD-07", { vitaminD: vitaminD(22, { date: date("2026") }) }, "not-evaluable"],
    ["results failed", "VITD-07", { vitaminD: { latest: unavailable("bone-observations") } }, "not-evaluable"],

    ["48000 pmol/L", "VITD-08", { vitaminD: inPicomoles }, "fired"],
    ["a usable result", "VITD-08", {}, "not-fired"],
    ["a preliminary result is only waiting", "VITD-08", { vitaminD: { newestUnusable: { ...picomoles, kind: "not-final" } } }, "not-fired"],
    ["results failed", "VITD-08", { vitaminD: { newestUnusable: picomoles }, searches: { "bone-observations": "failed" } }, "not-evaluable"],
  ]);

  test("the unusable result is shown as it stands and not converted", () => {
    const prompt = promptOf("VITD-08", { vitaminD: inPicomoles });
    expect(prompt.whyNow).toContain('"48000 pmol/L"');
    expect(firedIds(recordWith({ vitaminD: inPicomoles }))).toEqual(["VITD-08"]);
  });

  test("a recheck says how many whole weeks have passed", () => {
    expect(promptOf("VITD-07", { vitaminD: vitaminD(22, { date: weeksAgo(12) }) }).whyNow).toBe("22 ng/mL is 12 weeks old; recheck from 12 weeks.");
    expect(promptOf("VITD-07", { vitaminD: vitaminD(22, { date: date("2026-08-25") }) }).whyNow).toContain("is 12 weeks old");
    expect(promptOf("VITD-07", { vitaminD: vitaminD(22, { date: date("2026-08-24") }) }).whyNow).toContain("is 13 weeks old");
  });

  test("a newer result that cannot be used is said beside the level, as it was written or without a value", () => {
    const unusable = (item: UnusableItem) => promptOf("VITD-03", { vitaminD: { ...vitaminD(16), newestUnusable: item } }).missing[0];
    expect(unusable(picomoles)).toMatchObject({ label: "25-OH vitamin D, 9 Nov 2026", state: "unusable", reason: `${picomoles.reason} "48000 pmol/L"` });
    const { asReported: _, date: __, ...bare } = picomoles;
    expect(unusable(bare)).toMatchObject({ label: "25-OH vitamin D", reason: picomoles.reason });
  });

  test("a low level is read together with the recorded supplement and the weight", () => {
    const prompt = promptOf("VITD-03", { ...level(16), risk: { vitaminDSupplement: present(1000), bmi: present(34) } });
    expect(prompt.headline).toMatch(/^25\(OH\)D 16 ng\/mL \(16 Nov 2026\): deficient/);
    expect(prompt.whyNow).toContain("recorded supplements give 1000 IU/day");
    expect(prompt.whyNow).toContain("BMI 34: the level rises less");
  });

  test("a bound is not said to lie in a range that it may be outside of", () => {
    expect(promptOf("VITD-03", level(15, "ng/mL", "<")).whyNow).toMatch(/^<15 ng\/mL is below 20 ng\/mL/);
    expect(promptOf("VITD-05", level(60, "ng/mL", ">")).whyNow).toMatch(/^>60 ng\/mL is above 50 ng\/mL/);
  });

  test("a bound keeps its sign wherever it is shown", () => {
    expect(promptOf("VITD-02", level(4, "ng/mL", "<")).headline).toContain("<4 ng/mL");
    expect(JSON.stringify(promptOf("VITD-06", level(150, "ng/mL", ">")))).not.toContain(bound);
  });

  test("whatever the value, exactly one class in either unit, and a plain value is in one class", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 500, noNaN: true }), fc.constantFrom<VitaminDUnit>("ng/mL", "nmol/L"), (value, unit) => {
        const result = { ...vitaminD(value, { unit }).results?.[0], unit, value } as VitaminDResult;
        expect(vitaminDClasses(result)).toHaveLength(1);
      }),
    );
  });

  test("the same amount in ng/mL and nmol/L is in the same class, away from the cut-offs themselves", () => {
    const cuts = [12, 20, 30, 50, 100];
    fc.assert(
      fc.property(fc.double({ min: 0, max: 300, noNaN: true }), (nanograms) => {
        fc.pre(cuts.every((cut) => Math.abs(nanograms - cut) > cut * 0.01));
        const inOne = vitaminDClasses({ ...vitaminD(nanograms).results?.[0], value: nanograms, unit: "ng/mL" } as VitaminDResult);
        const inOther = vitaminDClasses({ ...vitaminD(nanograms).results?.[0], value: nanograms * 2.496, unit: "nmol/L" } as VitaminDResult);
        expect(inOther).toEqual(inOne);
      }),
    );
  });
});
