// @vitest-environment node
import { describe, expect, it } from "vitest";
import { freePlace } from "../../src/charts/free-place";

const end = { name: "end", left: 80, right: 100, top: 10, bottom: 20 };
const start = { name: "start", left: 0, right: 20, top: 10, bottom: 20 };
const line = (...points: readonly (readonly [number, number])[]) => points.map(([x, y]) => ({ x, y }));

describe("the name of a range", () => {
  it.each([
    ["stands at the end where nothing is drawn", [], "end"],
    ["stands at the end when the line passes above", [line([0, 5], [100, 5])], "end"],
    ["goes to the start when a line runs through its place", [line([40, 5], [100, 15])], "start"],
    ["goes to the start when a line cuts through it steeply", [line([85, 0], [86, 40])], "start"],
    ["goes to the start when a lone result lies in its place", [line([90, 15])], "start"],
    ["stays at the end when the start is crossed too", [line([0, 15], [100, 15])], "end"],
    ["does not mind a line that stops before it", [line([0, 15], [70, 15])], "end"],
  ])("%s", (_what, lines, side) => {
    expect(freePlace(lines, [end, start]).name).toBe(side);
  });
});
