// @vitest-environment node
import { describe, expect, it } from "vitest";
import { compare, type LabelledReport, labelledReports, precision, recall, reportsWhileImproving, score, secondCollection } from "../../bench/extract-cases";

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

describe("the second collection, written before its author had read the reader", () => {
  const figures = (reports: readonly LabelledReport[]): readonly [precision: number, recall: number] => {
    const whole = score(reports.map((report) => compare(report)));
    return [precision(whole), recall(whole)];
  };
  const part = (heldBack: LabelledReport["heldBack"]): LabelledReport[] => secondCollection().filter((report) => report.heldBack === heldBack);

  it("is 60 reports to learn from and 60 held back, each with an id of its own", () => {
    const ids = [...labelledReports(), ...secondCollection(), ...reportsWhileImproving()].map(({ id }) => id);
    expect([part(false).length, part(true).length, new Set(ids).size]).toEqual([60, 60, ids.length]);
  });

  it.each([
    ["its open half", part(false), 0.99, 0.95],
    ["the reports written while the reader was improved", reportsWhileImproving(), 0.99, 0.95],
    // It was 0.939 and 0.851 before anybody had looked at it: docs/decisions/reading-of-reports.md.
    ["the half that was held back", part(true), 0.99, 0.95],
  ])("%s is read as it was last measured", (_name, reports, leastPrecision, leastRecall) => {
    const [precise, complete] = figures(reports);
    expect(precise).toBeGreaterThanOrEqual(leastPrecision);
    expect(complete).toBeGreaterThanOrEqual(leastRecall);
  });
});
