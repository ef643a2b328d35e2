// @vitest-environment node
import { describe, expect, it } from "vitest";
import { axisSpan, axisTime, timeDomain, timeTicks } from "../../src/charts/time-axis";
import { date } from "../review/record-fixture";

describe("the time axis", () => {
  it("draws a day at itself and a year at its middle, with the span it may lie in", () => {
    expect(axisSpan(date("2026-03-12"))).toEqual({ at: axisTime("2026-03-12"), from: axisTime("2026-03-12"), to: axisTime("2026-03-12") });
    const year = axisSpan(date("2021"));
    expect(new Date(year.at).toISOString().slice(0, 10)).toBe("2021-07-02");
    expect([year.from, year.to]).toEqual([axisTime("2021-01-01"), axisTime("2021-12-31")]);
  });

  it("ends after today, begins before the oldest date, and is never narrower than two years", () => {
    const [from, to] = timeDomain([date("2019-05-01")], "2026-11-23");
    expect(from).toBeLessThan(axisTime("2019-05-01"));
    expect(to).toBeGreaterThan(axisTime("2026-11-23"));
    const [single] = timeDomain([date("2026-11-01")], "2026-11-23");
    expect(single).toBeLessThan(axisTime("2024-11-24"));
  });

  it.each([
    [700, ["2020", "2021", "2022", "2023", "2024", "2025", "2026"]],
    [300, ["2020", "2022", "2024", "2026"]],
  ])("labels as many years as fit into %i pixels, each on its first of January", (width, labels) => {
    const ticks = timeTicks([axisTime("2019-11-01"), axisTime("2026-11-23")], width);
    expect(ticks.map((tick) => tick.label)).toEqual(labels);
    for (const tick of ticks) expect(new Date(tick.time).toISOString()).toMatch(/-01-01T00:00:00/);
  });

  it("labels months, with their year, when the axis is short", () => {
    const labels = timeTicks([axisTime("2024-11-01"), axisTime("2026-11-23")], 700).map((tick) => tick.label);
    expect(labels.slice(0, 3)).toEqual(["Jan 2025", "Apr 2025", "Jul 2025"]);
  });
});
