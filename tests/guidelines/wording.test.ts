// @vitest-environment node
import { describe, expect, test } from "vitest";
import { changeText, dateText, listText, scoreText } from "../../src/guidelines/wording";
import { date } from "./record-with";

describe("dates and numbers as they are shown", () => {
  test.each([
    ["2026-02-03", "3 Feb 2026"],
    ["2026-02-03T23:30:00-08:00", "3 Feb 2026"],
    ["2021-03", "Mar 2021"],
    ["2021", "2021"],
  ])("%s is shown as %s", (written, shown) => {
    expect(dateText(date(written))).toBe(shown);
  });

  test("a calendar day is shown like a date", () => {
    expect(dateText("2026-11-23")).toBe("23 Nov 2026");
  });

  test.each([
    [-2.5, "−2.5"],
    [-2.46, "−2.46"],
    [0, "0.0"],
    [-0, "0.0"],
    [0.6, "0.6"],
    [-2, "−2.0"],
  ])("a score of %s is shown as %s, never rounded across a threshold", (score, shown) => {
    expect(scoreText(score)).toBe(shown);
  });

  test.each([
    [-5.978, "−6.0%"],
    [1.24, "+1.2%"],
    [0, "0.0%"],
    [-0.04, "0.0%"],
  ])("a change of %s is shown as %s", (percent, shown) => {
    expect(changeText(percent)).toBe(shown);
  });

  test("lists read like sentences", () => {
    expect([listText([]), listText(["a"]), listText(["a", "b"]), listText(["a", "b", "c"])]).toEqual(["", "a", "a and b", "a, b and c"]);
  });
});
