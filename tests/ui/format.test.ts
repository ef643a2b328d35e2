// @vitest-environment node
import { describe, expect, it } from "vitest";
import { formatDate, formatDay, formatNumber, formatScore, formatSigned } from "../../src/ui/format";

describe("dates and numbers as a clinician reads them", () => {
  it.each([
    ["day", "2026-03-05", "5 Mar 2026"],
    ["month", "2021-03", "Mar 2021"],
    ["year", "2021", "2021"],
  ] as const)("writes a date known to the %s no finer than that", (precision, text, written) => {
    expect(formatDate({ text, precision })).toBe(written);
    expect(formatDay(text)).toBe(written);
  });

  it.each([
    [-2.1, "−2.1"],
    [0.4, "+0.4"],
    [0, "0.0"],
    [-2.46, "−2.46"], // −2.5 would be another class
    [-2.5, "−2.5"],
  ])("writes the score %s as %s", (score, written) => expect(formatScore(score)).toBe(written));

  it("uses a true minus sign, and none for a rounded zero", () => {
    expect(formatNumber(-1.25)).toBe("−1.25");
    expect(formatSigned(-0.04, 1)).toBe("0.0");
    expect(formatSigned(0.04, 1)).toBe("0.0");
  });
});
