// @vitest-environment node
import { describe, expect, it } from "vitest";
import { compare, labelledReports, precision, recall, score } from "../../bench/extract-cases";

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
