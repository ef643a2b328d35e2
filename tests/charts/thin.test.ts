// @vitest-environment node
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { thin } from "../../src/charts/thin";

const value = (point: number) => point;

describe("thinning a dense line", () => {
  it("leaves a line of 300 points or fewer as it is", () => {
    const points = Array.from({ length: 300 }, (_, index) => Math.sin(index));
    expect(thin(points, 300, value)).toBe(points);
  });

  it("keeps a single spike among ten thousand points", () => {
    const points = Array.from({ length: 10_000 }, (_, index) => (index === 6123 ? -9 : Math.sin(index)));
    const drawn = thin(points, 300, value);
    expect(drawn).toContain(-9);
    expect(drawn.length).toBeLessThanOrEqual(300);
  });

  it("keeps first, last, lowest and highest, in order, whatever the line", () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 4, maxLength: 2000 }), fc.integer({ min: 4, max: 300 }), (values, limit) => {
        const points = values.map((one, at) => ({ one, at }));
        const drawn = thin(points, limit, (point) => point.one);
        const numbers = drawn.map((point) => point.one);
        expect(drawn.length).toBeLessThanOrEqual(Math.max(limit, 4));
        expect(drawn[0]).toBe(points[0]);
        expect(drawn.at(-1)).toBe(points.at(-1));
        expect(Math.min(...numbers)).toBe(Math.min(...values));
        expect(Math.max(...numbers)).toBe(Math.max(...values));
        for (let index = 1; index < drawn.length; index += 1) expect(drawn[index]!.at).toBeGreaterThan(drawn[index - 1]!.at);
      }),
    );
  });
});
