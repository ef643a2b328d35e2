// @vitest-environment node
import { describe, expect, it } from "vitest";
import { inUnit, vitaminDBands, vitaminDPoints } from "../../src/charts/vitamin-d-series";
import { shownValue, vitaminDSummary } from "../../src/charts/vitamin-d-words";
import { vitaminD } from "../review/record-fixture";

describe("vitamin D on one axis", () => {
  it("puts 48 nmol/L at 19.2 ng/mL, and says that it was converted", () => {
    const [point] = vitaminDPoints([vitaminD("2026-01-01", 48, { unit: "nmol/L" })], "ng/mL");
    expect(point?.value).toBeCloseTo(19.23, 2);
    expect(point?.converted).toBe(true);
    expect(point && shownValue(point, "ng/mL")).toBe("19.2 ng/mL");
  });

  it("comes back to the same number after two conversions", () => {
    expect(inUnit(inUnit(31, "ng/mL", "nmol/L"), "nmol/L", "ng/mL")).toBeCloseTo(31, 10);
  });

  it("draws <4 as a bound from below and >150 as one from above, with their signs", () => {
    const points = vitaminDPoints([vitaminD("2026-01-01", 4, { comparator: "<" }), vitaminD("2026-02-01", 150, { comparator: ">" })], "ng/mL");
    expect(points.map((point) => point.bound)).toEqual(["below", "above"]);
    expect(points.map((point) => shownValue(point, "ng/mL"))).toEqual(["<4 ng/mL", ">150 ng/mL"]);
  });

  it.each([
    ["nam-2011", "ng/mL", [12, 20, 50]],
    ["nam-2011", "nmol/L", [30, 50, 125]],
    ["endocrine-society-2011", "ng/mL", [20, 30, 100]],
    ["endocrine-society-2011", "nmol/L", [50, 75, 250]],
  ] as const)("prints the cut-offs of %s in %s as that source pairs them", (source, unit, cutoffs) => {
    expect(vitaminDBands(source, unit).flatMap((band) => band.to ?? [])).toEqual(cutoffs);
  });

  it("is told in one sentence with first, last, lowest and highest", () => {
    const points = vitaminDPoints([vitaminD("2024", 31), vitaminD("2025-02", 12.5), vitaminD("2026-02-03", 18)], "ng/mL");
    expect(vitaminDSummary(points, "ng/mL")).toBe(
      "25-OH vitamin D in ng/mL over time: 3 results, from 31 ng/mL on 2024 to 18 ng/mL on 3 Feb 2026, lowest 12.5 ng/mL, highest 31 ng/mL.",
    );
  });
});
