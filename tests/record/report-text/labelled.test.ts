// @vitest-environment node
import { describe, expect, it } from "vitest";
import {
  compare,
  type LabelledReport,
  labelledReports,
  precision,
  recall,
  reportsWhileImproving,
  score,
  secondCollection,
  thirdCollection,
} from "../../bench/extract-cases";

const outcomes = labelledReports().map((report) => compare(report));

describe("the labelled reports", () => {
  it("are at least 130, each with its own id", () => {
    expect(outcomes.length).toBeGreaterThanOrEqual(130);
    expect(new Set(outcomes.map(({ report }) => report.id)).size).toBe(outcomes.length);
  });

  it("are read with a precision of at least 0.99 and a recall of at least 0.95", () => {
    const whole = score(outcomes);
    expect(precision(whole)).toBeGreaterThanOrEqual(0.99);
    expect(recall(whole)).toBeGreaterThanOrEqual(0.95);
  });

  it("and so is the third that was held back while the reader was tuned", () => {
    const heldBack = score(outcomes.filter(({ report }) => report.heldBack));
    expect(precision(heldBack)).toBeGreaterThanOrEqual(0.99);
    expect(recall(heldBack)).toBeGreaterThanOrEqual(0.95);
  });
});

const figures = (reports: readonly LabelledReport[]): readonly [precision: number, recall: number] => {
  const whole = score(reports.map((report) => compare(report)));
  return [precision(whole), recall(whole)];
};
const part = (reports: readonly LabelledReport[], heldBack: LabelledReport["heldBack"]): LabelledReport[] =>
  reports.filter((report) => report.heldBack === heldBack);

describe("the second collection, written before its author had read the reader", () => {
  it("is 60 reports to learn from and 60 held back, each with an id of its own", () => {
    const ids = [...labelledReports(), ...secondCollection(), ...thirdCollection(), ...reportsWhileImproving()].map(({ id }) => id);
    expect([part(secondCollection(), false).length, part(secondCollection(), true).length, new Set(ids).size]).toEqual([60, 60, ids.length]);
  });

  it.each([
    ["its open half", part(secondCollection(), false), 0.99, 0.95],
    ["the reports written while the reader was improved", reportsWhileImproving(), 0.99, 0.95],
    // It was 0.939 and 0.851 before anybody had looked at it: docs/decisions/reading-of-reports.md.
    ["the half that was held back", part(secondCollection(), true), 0.99, 0.95],
  ])("%s is read as it was last measured", (_name, reports, leastPrecision, leastRecall) => {
    const [precise, complete] = figures(reports);
    expect(precise).toBeGreaterThanOrEqual(leastPrecision);
    expect(complete).toBeGreaterThanOrEqual(leastRecall);
  });
});

describe("the third collection, measured once before its author had read the reader", () => {
  it("is 40 reports to learn from and 40 held back", () => {
    expect([part(thirdCollection(), false).length, part(thirdCollection(), true).length]).toEqual([40, 40]);
  });

  // At the first reading 0.974 and 0.912, 0.971 and 0.940: docs/decisions/reading-of-reports.md.
  it.each([
    ["its open half", part(thirdCollection(), false), 0.99, 0.98],
    ["the half whose errors nobody has looked at", part(thirdCollection(), true), 0.97, 0.93],
  ])("%s is read as it was last measured", (_name, reports, leastPrecision, leastRecall) => {
    const [precise, complete] = figures(reports);
    expect(precise).toBeGreaterThanOrEqual(leastPrecision);
    expect(complete).toBeGreaterThanOrEqual(leastRecall);
  });
});
