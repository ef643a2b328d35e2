// @vitest-environment node
import { describe, expect, it } from "vitest";
import { readReportText } from "../../src/record/report-text/report-text";
import { linesOfPage, type TextPiece } from "../../src/review/report-file-layout";

/** A piece of 10-point text, 5 points to a character. */
const at = (x: number, y: number, text: string): TextPiece => ({ text, x, y, width: text.length * 5, height: 10 });

describe("the text of a page of a PDF", () => {
  it("is read from top to bottom and from left to right, whatever the order in the file", () => {
    expect(linesOfPage([at(72, 600, "second line"), at(72, 700, "first"), at(102, 700, "line")])).toBe("first line\nsecond line");
  });

  it("joins the pieces of a word and parts words", () => {
    expect(linesOfPage([at(0, 10, "T-sc"), at(20, 10, "ore"), at(40, 10, "-2.1")])).toBe("T-score -2.1");
  });

  it("takes a slightly raised piece for the same line", () => {
    expect(linesOfPage([at(0, 10, "0.812 g/cm"), { ...at(50, 13, "2"), height: 6 }])).toBe("0.812 g/cm2");
  });

  it("keeps columns under their headings, so that T-scores are read as such", () => {
    const [region, bmd, t, z] = [0, 150, 250, 350];
    const row = (y: number, cells: readonly string[]) => cells.map((cell, index) => at([region, bmd, t, z][index] ?? 0, y, cell));
    const page = linesOfPage([
      ...row(100, ["Region", "BMD (g/cm2)", "T-score", "Z-score"]),
      ...row(80, ["L1-L4", "0.812", "-2.1", "-0.4"]),
      ...row(60, ["Left total hip", "0.755", "-1.5", "0.0"]),
    ]);
    expect(readReportText(page).readings.map(({ metric, region: where, value }) => [metric, where.site, value])).toEqual([
      ["bmd", "lumbar-spine", 0.812],
      ["t-score", "lumbar-spine", -2.1],
      ["z-score", "lumbar-spine", -0.4],
      ["bmd", "total-hip", 0.755],
      ["t-score", "total-hip", -1.5],
      ["z-score", "total-hip", 0],
    ]);
  });

  it("keeps a minus with its number where the file draws it apart", () => {
    const page = linesOfPage([at(0, 10, "L1-L4 T-score"), at(80, 10, "−"), at(92, 10, "2.1")]);
    expect(readReportText(page).readings.map(({ value }) => value)).toEqual([-2.1]);
  });

  it("takes no limit of a legend printed beside a table for a result", () => {
    const row = (y: number, cells: readonly string[]) => cells.map((cell, index) => at(index * 70, y, cell));
    const page = linesOfPage([
      ...row(50, ["Region", "BMD", "T-score"]),
      at(280, 50, "WHO classification"),
      ...row(30, ["L1-L4", "0.812", "-2.1"]),
      at(280, 30, "Normal: T-score -1.0 and above"),
      ...row(10, ["Left neck", "0.655", "-1.8"]),
      at(280, 10, "Osteoporosis: T-score -2.5 and below"),
    ]);
    expect(readReportText(page).readings.map(({ value }) => value)).toEqual([0.812, -2.1]);
  });

  it("reads nothing rather than the wrong table where two stand side by side", () => {
    const row = (x: number, y: number, cells: readonly string[]) => cells.map((cell, index) => at(x + index * 70, y, cell));
    const page = linesOfPage([
      ...row(0, 50, ["Region", "BMD", "T-score"]),
      ...row(280, 50, ["Region", "BMD", "T-score"]),
      ...row(0, 30, ["L1-L4", "0.812", "-2.1"]),
      ...row(280, 30, ["Left neck", "0.655", "-1.8"]),
    ]);
    expect(readReportText(page).readings).toEqual([]);
  });

  it("of a page of pictures is empty", () => {
    expect(linesOfPage([])).toBe("");
    expect(linesOfPage([at(0, 0, "  ")])).toBe("");
  });
});
