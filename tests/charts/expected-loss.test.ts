// @vitest-environment node
import { describe, expect, it } from "vitest";
import { densitySeries } from "../../src/charts/bone-density-series";
import { expectedLossWedge } from "../../src/charts/expected-loss";
import { course, onLetrozole, present, result, session, today, unavailable } from "../review/record-fixture";

const losses = [{ site: "lumbar-spine", percentPerYear: [-1.2, -2.7] }] as const;
const series = densitySeries(
  [session("2023-04-18", [result("lumbar-spine", { bmd: 0.9 })]), session("2025-06-11", [result("lumbar-spine", { bmd: 0.85 })])],
  "bmd",
);

describe("the band of trial averages", () => {
  it("opens from the patient's own value at the start of the aromatase inhibitor", () => {
    const wedge = expectedLossWedge(series, onLetrozole("2023-05-02"), today, losses);
    expect(wedge?.from.value).toBe(0.9);
    // 3.56 years at −1.2 and −2.7 % a year
    expect(wedge?.high).toBeCloseTo(0.9 * (1 - 0.012 * 3.56), 3);
    expect(wedge?.low).toBeCloseTo(0.9 * (1 - 0.027 * 3.56), 3);
  });

  it.each([
    ["during antiresorptive treatment", { ...onLetrozole("2023-05-02"), antiresorptive: present(course("zoledronate", "2024-01-01", undefined)) }],
    ["when it is not known whether an antiresorptive is taken", { ...onLetrozole("2023-05-02"), antiresorptive: unavailable() }],
    ["without a scan near the start of treatment", onLetrozole("2020-01-01")],
  ])("is off %s", (_, therapy) => {
    expect(expectedLossWedge(series, therapy, today, losses)).toBeUndefined();
  });
});
