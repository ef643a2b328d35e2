// @vitest-environment node
import { describe, expect, it } from "vitest";
import { placeBars } from "../../src/charts/therapy-bars";
import { therapyBars } from "../../src/charts/therapy-lanes";
import { axisTime } from "../../src/charts/time-axis";
import { course, date, therapy, today } from "../review/record-fixture";

const taken = therapy({
  aromataseInhibitors: [course("anastrozole", "2021", "2023-01-10"), course("exemestane", "2023-03-01", undefined)],
  others: [
    course("omeprazole", "2022-01-01", undefined, { drugClass: "bone-harming" }),
    course("goserelin", "2020-10-01", "2022-10-01", { drugClass: "gnrh-agonist" }),
    course("zoledronate", "2021-05-10", undefined, {
      drugClass: "bisphosphonate",
      currency: "past",
      doses: ["2021-05-10", "2022-05-12"].map((day) => ({ date: date(day), reference: "MedicationAdministration/z", kind: "administration" })),
    }),
  ],
});

describe("therapy bars", () => {
  it("show aromatase inhibitors, bone drugs and ovarian suppression under a trend, and every drug on the timeline", () => {
    expect(therapyBars(taken, today, "bone-relevant").map((bar) => bar.label)).toEqual(["anastrozole", "exemestane", "zoledronate", "goserelin"]);
    expect(therapyBars(taken, today, "all").map((bar) => bar.label)).toContain("omeprazole");
  });

  it("are certain only within what the dates allow", () => {
    const [anastrozole, exemestane, zoledronate] = therapyBars(taken, today, "bone-relevant");
    expect([anastrozole?.earliest, anastrozole?.from]).toEqual([axisTime("2021-01-01"), axisTime("2021-12-31")]);
    expect(exemestane?.to).toBe(axisTime(today));
    expect(zoledronate?.to, "a course of injections ends with the last one known").toBe(axisTime("2022-05-12"));
  });

  it.each([
    ["ends seven months after the last dose, whatever the order says", "2023-01-10", "2023-08-10", false],
    ["goes on after today while the last dose covers", today, today, true],
  ])("denosumab %s", (_, lastDose, end, ongoing) => {
    const doses = [{ date: date(lastDose), reference: "MedicationAdministration/d", kind: "administration" as const }];
    const [bar] = therapyBars(therapy({ others: [course("denosumab", "2022-01-10", undefined, { drugClass: "denosumab", doses })] }), today, "all");
    expect([bar?.to, bar?.latest, bar?.ongoing]).toEqual([axisTime(end), axisTime(end), ongoing]);
  });

  it("never overlap, nor do their labels", () => {
    const pixels = (time: number) => (time - axisTime("2020-01-01")) / 86_400_000 / 20;
    const { placed, rows } = placeBars(therapyBars(taken, today, "all"), pixels);
    const taking = placed.map(({ bar, row }) => ({
      row,
      from: pixels(bar.earliest),
      to: Math.max(pixels(bar.latest), pixels(bar.earliest) + bar.label.length * 6),
    }));
    const clashes = taking.flatMap((a) => taking.filter((b) => a !== b && a.row === b.row && a.to > b.from && b.to > a.from));
    expect(clashes).toEqual([]);
    expect(Math.max(...placed.map((one) => one.row))).toBe(rows - 1);
  });
});
