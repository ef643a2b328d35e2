// @vitest-environment node
import { UcumLhcUtils } from "@lhncbc/ucum-lhc";
import { describe, expect, it } from "vitest";
import { convert, knownUnits, unitNamed } from "../../src/terminology/units";

/** The UCUM library of the US National Library of Medicine: a second opinion on the small table that ships. */
const ucum = UcumLhcUtils.getInstance();

describe("asked of a UCUM library", () => {
  it.each(knownUnits.map(({ code }) => code))("%s is a UCUM code", (code) => {
    expect(ucum.validateUnitString(code)).toMatchObject({ status: "valid", ucumCode: code });
  });

  const pairs = knownUnits.flatMap((from) =>
    knownUnits.filter((to) => to.kind === from.kind && to.code !== from.code).map((to) => [from.code, to.code] as const),
  );

  it.each(pairs.filter(([code]) => unitNamed(code)?.kind !== "filtration rate"))("1 %s in %s is what the table says", (from, to) => {
    const [source, target] = [unitNamed(from), unitNamed(to)];
    const asked = ucum.convertUnitTo(from, 1, to);
    expect(asked.status).toBe("succeeded");
    const ours = source && target && convert(1, source, target);
    expect((ours ?? Number.NaN) / (asked.toVal ?? Number.NaN)).toBeCloseTo(1, 9);
  });

  it("the only conversions that UCUM allows and the table refuses are those of filtration rates, per 1.73 m2 and absolute", () => {
    const refused = pairs.filter(([from, to]) => {
      const [source, target] = [unitNamed(from), unitNamed(to)];
      return source !== undefined && target !== undefined && convert(1, source, target) === undefined;
    });
    expect(refused).toEqual([
      ["mL/min/{1.73_m2}", "mL/min"],
      ["mL/min", "mL/min/{1.73_m2}"],
    ]);
  });

  it.each([
    ["ng/mL", "nmol/L"],
    ["g/cm2", "g/cm3"],
    ["mg/dL", "mmol/L"],
  ])("neither converts %s into %s without knowing the substance", (from, to) => {
    const [source, target] = [unitNamed(from), unitNamed(to)];
    expect(ucum.convertUnitTo(from, 1, to).status).not.toBe("succeeded");
    expect(source && target && convert(1, source, target)).toBeUndefined();
  });
});
