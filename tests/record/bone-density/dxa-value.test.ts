// @vitest-environment node
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readDxaValue } from "../../../src/record/bone-density/dxa-value";
import { lines, loinc, read, result } from "./bone-density-support";

const quantity = (value: unknown, unit?: string, code?: string) => ({
  valueQuantity: { value, ...(unit && { unit }), ...(code && { code, system: "http://unitsofmeasure.org" }) },
});

describe("numbers as EHRs send them", () => {
  it.each([
    ["a T-score", "t-score", quantity(-2.1, "{T-score}"), -2.1],
    ["a T-score of zero", "t-score", quantity(0, "{T-score}"), 0],
    ["a T-score in the unit 1 (US Core)", "t-score", quantity(-1.48, "T-Score", "1"), -1.48],
    ["a T-score in SD", "t-score", quantity(-1.2, "SD"), -1.2],
    ["a T-score in SDs", "t-score", quantity(-1.2, "SDs"), -1.2],
    ["a T-score without unit", "t-score", quantity(-1.2), -1.2],
    ["a T-score above average that is interpreted as normal", "t-score", { ...quantity(1.2), interpretation: [{ text: "Normal" }] }, 1.2],
    ["a low T-score that is interpreted as low", "t-score", { ...quantity(-2.7), interpretation: [{ coding: [{ code: "L" }] }] }, -2.7],
    ["a T-score as integer", "t-score", { valueInteger: -2 }, -2],
    ["a number written as JSON text", "t-score", quantity("-2.1", "{T-score}"), -2.1],
    ["a text", "t-score", { valueString: "-2.4" }, -2.4],
    ["a decimal comma", "t-score", { valueString: "-2,4" }, -2.4],
    ["a Unicode minus and SD", "t-score", { valueString: "−2.1 SD" }, -2.1],
    ["a plus sign", "t-score", { valueString: "+0.4" }, 0.4],
    ["minus in words", "t-score", { valueString: "minus 2.4" }, -2.4],
    ["standard deviations below the mean, the words being the minus", "t-score", { valueString: "2.5 SD below young adult mean" }, -2.5],
    ["the same in German", "t-score", { valueString: "2,5 SD unter dem Mittelwert" }, -2.5],
    ["a remark that names the score", "t-score", { valueString: "-2.3 lowest T-score" }, -2.3],
    ["a remark in brackets", "t-score", { valueString: "-2.3 (L fem neck)" }, -2.3],
    ["its own name before it", "t-score", { valueString: "T-score: -2.3" }, -2.3],
    ["a Z-score whose code says T", "z-score", quantity(-2.2, "{Z-score}", "{T-score}"), -2.2],
    ["g/cm2", "bmd", quantity(0.887, "g/cm2", "g/cm2"), 0.887],
    ["g/cm²", "bmd", quantity(0.887, "g/cm²", "g/cm-2"), 0.887],
    ["g/cm^2", "bmd", quantity(0.887, "g/cm^2"), 0.887],
    ["gm/cm2", "bmd", quantity(0.887, "gm/cm2"), 0.887],
    ["G/CM2", "bmd", quantity(0.887, "G/CM2"), 0.887],
    ["mg/cm2", "bmd", quantity(887, "mg/cm2"), 0.887],
    ["a BMD in a text", "bmd", { valueString: "0,887 g/cm²" }, 0.887],
    ["a BMD without unit", "bmd", quantity(0.887), 0.887],
    ["a BMD without unit in milligrams by its size", "bmd", quantity(887), 0.887],
    ["a name that leaves it to the unit g/cm2", undefined, quantity(0.887, "g/cm2"), 0.887],
    ["a name that leaves it to the unit T-score", undefined, quantity(-1.1, "{T-score}"), -1.1],
  ] as const)("%s", (_case, metric, holder, value) => {
    expect(readDxaValue(holder, metric)).toMatchObject({ state: "usable", value });
  });

  it.each([
    ["a T-score in g/cm²", "t-score", quantity(0.887, "g/cm²", "g/cm-2"), "inconsistent"],
    ["a BMD in T-score", "bmd", quantity(-2.6, "{T-score}"), "inconsistent"],
    ["a Z-score in T-score", "z-score", quantity(-1.1, "{T-score}", "{T-score}"), "inconsistent"],
    ["a T-score that lost its minus, by its flag", "t-score", { ...quantity(2.7), interpretation: [{ coding: [{ code: "L" }] }] }, "inconsistent"],
    ["a T-score that lost its minus, by its class", "t-score", { ...quantity(2.7), interpretation: [{ text: "Osteoporosis" }] }, "inconsistent"],
    ["a T-score said to be a density too", "t-score", quantity(-1.1, "{T-score}", "g/cm2"), "inconsistent"],
    ["a BMD in the unit 1", "bmd", quantity(0.887, "1", "1"), "unit"],
    ["a T-score in percent", "t-score", quantity(87, "%", "%"), "unit"],
    ["a BMD in an unknown unit", "bmd", quantity(0.887, "furlongs"), "unit"],
    ["a BMD in two units", "bmd", quantity(887, "g/cm2", "mg/cm2"), "unit"],
    ["a density by volume", "bmd", quantity(120, "mg/cm3"), "not-central-dxa"],
    ["no metric at all", undefined, quantity(1.1), "unit"],
    ["a BMD of 887 g/cm2", "bmd", quantity(887, "g/cm2"), "implausible"],
    ["a BMD of 0.1", "bmd", quantity(0.1, "g/cm2"), "implausible"],
    ["a T-score of 6.1", "t-score", quantity(6.1, "{T-score}"), "implausible"],
    ["a T-score of -8.1", "t-score", quantity(-8.1, "{T-score}"), "implausible"],
    ["a questionnaire's T-score", "t-score", quantity(48.2), "implausible"],
    ["a Z-score of 9", "z-score", quantity(9, "{Zscore}"), "implausible"],
    ["a limit", "t-score", { valueQuantity: { value: -4, comparator: "<" } }, "not-numeric"],
    ["two numbers", "t-score", { valueString: "-1.2 / -2.6" }, "not-numeric"],
    ["a range in words", "t-score", { valueString: "-1.2 to -2.6" }, "not-numeric"],
    ["a minus behind its number", "t-score", { valueString: "2.5-" }, "not-numeric"],
    ["an earlier value", "t-score", { valueString: "-1.0 (prior)" }, "not-numeric"],
    ["a bound in words", "t-score", { valueString: "-1.0 or better" }, "not-numeric"],
    ["a Z-score under the T-score's name", "t-score", { valueString: "-0.4 (Z-score)" }, "not-numeric"],
    ["a word", "t-score", { valueString: "osteopenia" }, "not-numeric"],
    ["a category", "t-score", { valueCodeableConcept: { text: "Osteopenia" } }, "not-numeric"],
    ["a range", "t-score", { valueRange: { low: { value: -2 }, high: { value: -1.5 } } }, "not-numeric"],
    ["a ratio", "t-score", { valueRatio: { numerator: { value: 1 }, denominator: { value: 2 } } }, "not-numeric"],
    ["sampled data", "t-score", { valueSampledData: { data: "1 2" } }, "malformed"],
    ["no number", "t-score", { valueQuantity: { unit: "{T-score}" } }, "malformed"],
    ["null", "t-score", { valueQuantity: null }, "malformed"],
    ["an object for a number", "t-score", { valueQuantity: { value: {}, unit: [] } }, "malformed"],
    ["nothing", "t-score", {}, "malformed"],
    ["a reason for its absence", "t-score", { dataAbsentReason: { text: "bilateral hip replacement" } }, "other"],
  ] as const)("%s is not used", (_case, metric, holder, kind) => {
    expect(readDxaValue(holder, metric)).toMatchObject({ state: "unusable", kind });
  });

  it.each([
    [-6, undefined],
    [-6.1, "unusually low"],
    [-8, "unusually low"],
    [6, undefined],
  ])("a T-score of %d is used, with the caveat %s", (value, caveat) => {
    const number = readDxaValue(quantity(value, "{T-score}"), "t-score");
    const notes = number.state === "usable" ? number.notes.join() : "not used";
    expect(notes.includes(caveat ?? "unusually low")).toBe(caveat !== undefined);
    expect(notes).not.toBe("not used");
  });

  it("says why a value is missing, in the words of the record", () => {
    expect(readDxaValue({ dataAbsentReason: { text: "bilateral hip replacement" } }, "t-score")).toMatchObject({
      reason: "No value: bilateral hip replacement.",
    });
  });

  it("whatever stands in a value, it is read or refused, never thrown", () => {
    const name = fc.constantFrom("valueQuantity", "valueString", "valueInteger", "valueRange", "valueRatio", "valueCodeableConcept", "dataAbsentReason");
    fc.assert(
      fc.property(name, fc.jsonValue(), fc.constantFrom("bmd", "t-score", "z-score", undefined), (key, value, metric) => {
        const number = readDxaValue({ [key]: value }, metric);
        expect(number.state === "unusable" || Number.isFinite(number.value)).toBe(true);
      }),
    );
  });
});

describe("what counts as a bone density result", () => {
  const named = (text: string, value: number, unit?: string) => result("spineT", 0, "2026-01-01", { code: { text }, ...quantity(value, unit) });

  it.each([
    [named("T-SCORE SPINE L1-L4", -1.4), ["2026-01-01 lumbar spine L1-L4: T -1.4"]],
    [named("BMD left femoral neck", 0.7, "g/cm2"), ["2026-01-01 left femoral neck: BMD 0.7"]],
    [named("Z-Score Schenkelhals rechts", -0.4), ["2026-01-01 right femoral neck: Z -0.4"]],
    [named("DXA bone density total hip", -1.9, "{T-score}"), ["2026-01-01 total hip: T -1.9"]],
    [named("PROMIS physical function T-score", 4.2), []],
    [named("Neck pain disability T-score", 4.2), []],
    [named("BMI z-score", 1.1), []],
    [named("Aortic root Z-score", 1.1), []],
    [named("Bone age", 4, "a"), []],
    [named("Lumbar spine flexion", 1.2), []],
  ])("%#", (resource, expected) => {
    expect(lines(read([resource]).boneDensity)).toEqual(expected);
  });

  it.each([
    ["urn:oid:2.16.840.1.113883.6.1", undefined],
    ["http://snomed.info/sct", "its LOINC code is filed under another code system"],
    [undefined, "its LOINC code is filed under another code system"],
  ])("a LOINC code under the system %s is recognised", (system, note) => {
    const { lowestTScore } = read([result("spineT", -1, "2026-01-01", { code: { coding: [{ system, code: "38267-1" }] } })]).boneDensity;
    expect(lowestTScore).toMatchObject({ state: "present", value: { value: -1 } });
    expect("note" in lowestTScore ? lowestTScore.note : undefined).toBe(note);
  });

  it("a hospital's own code counts as its configuration says", () => {
    const localCodes = [{ system: "urn:local", code: "LSBMD", means: "dxa-bmd-lumbar-spine" }];
    const own = result("spineBmd", 0.9, "2026-01-01", { code: { coding: [{ system: "urn:local", code: "LSBMD" }] } });
    expect(lines(read([own], { settings: { localCodes } }).boneDensity)).toEqual(["2026-01-01 lumbar spine: BMD 0.9"]);
    expect(lines(read([own]).boneDensity)).toEqual([]);
  });

  it("one Observation may carry BMD, T and Z as components, known by unit and name", () => {
    const component = [
      { code: { coding: [{ system: loinc, code: "80936-2" }], text: "BMD" }, valueQuantity: { value: 0.71, unit: "g/cm2" } },
      { code: { text: "T-score" }, valueQuantity: { value: -1.9 } },
      { code: { text: "Z-score" }, valueQuantity: { value: -0.4 } },
      { code: { text: "Area" }, valueQuantity: { value: 32.1, unit: "cm2" } },
      null,
      {},
      { code: null },
    ];
    const { boneDensity, rejected } = read([result("leftFemurT", 0, "2026-01-01", { valueQuantity: undefined, component })]);
    expect(lines(boneDensity)).toEqual(["2026-01-01 left femur: BMD 0.71, T -1.9, Z -0.4"]);
    expect(rejected).toEqual([]);
  });

  it('the body site makes a mere "T-Score" one of the skeleton', () => {
    const scoreAt = (bodySite: string) => result("anyT", -2.7, "2026-01-01", { code: { text: "T-Score" }, bodySite: { text: bodySite } });
    expect(lines(read([scoreAt("Gesamthüfte links")]).boneDensity)).toEqual(["2026-01-01 left total hip: T -2.7"]);
    expect(lines(read([scoreAt("whole person")]).boneDensity)).toEqual([]);
  });

  it("a region written beside the number counts", () => {
    const written = result("anyT", 0, "2026-01-01", { valueQuantity: undefined, valueString: "-2.3 (L fem neck)" });
    expect(lines(read([written]).boneDensity)).toEqual(["2026-01-01 left femoral neck: T -2.3"]);
  });

  it.each(["Trabecular bone score L1-L4", "Lumbar spine TBS T-score", "L1-L4 T-score adjusted for TBS"])("%s is listed, and no T-score", (text) => {
    const { boneDensity, rejected } = read([result("leftHipT", -1.1, "2026-05-04"), result("spineT", -2.9, "2026-05-04", { code: { text } })]);
    expect(boneDensity.lowestTScore).toMatchObject({ value: { value: -1.1 } });
    expect(rejected.map((item) => item.kind)).toEqual(["not-central-dxa"]);
  });

  it.each([
    ["38267-1", "Z-score lumbar spine", undefined, "inconsistent"],
    ["85394-5", "Lumbar spine T-score", undefined, "inconsistent"],
    ["38267-1", "Z-score lumbar spine", "{T-score}", undefined],
  ])("LOINC %s named %s, in %s", (code, text, unit, kind) => {
    const { rejected } = read([result("spineT", 0, "2026-05-04", { code: { coding: [{ system: loinc, code }], text }, ...quantity(-0.8, unit) })]);
    expect(rejected[0]?.kind).toBe(kind);
  });

  it("a BMD whose unit stands in its name is a BMD", () => {
    expect(lines(read([named("L1-L4 BMD (G/CM2)", 0.781)]).boneDensity)).toEqual(["2026-01-01 lumbar spine L1-L4: BMD 0.781"]);
  });

  it.each(["Total body fat percentage by DXA", "DXA lean mass", "Vertebral fracture assessment (VFA)"])(
    "%s is listed with its date and value, and does not stand for a scan that cannot be used",
    (text) => {
      const { boneDensity, rejected } = read([result("spineT", 0, "2026-05-04", { code: { text }, valueQuantity: undefined, valueString: "34" })]);
      expect(rejected).toMatchObject([{ kind: "not-central-dxa", asReported: "34", date: { text: "2026-05-04" } }]);
      expect(boneDensity.latest.state).toBe("not-recorded");
    },
  );

  it("a trabecular bone score among the components of a panel is listed", () => {
    const component = [
      { code: { text: "TBS L1-L4" }, valueQuantity: { value: 1.19 } },
      { code: { text: "T-score" }, valueQuantity: { value: -1.9 } },
    ];
    const { rejected } = read([result("leftFemurT", 0, "2026-01-01", { valueQuantity: undefined, component })]);
    expect(rejected).toMatchObject([{ kind: "not-central-dxa", what: "TBS L1-L4", asReported: "1.19" }]);
  });

  it("a look-alike that was entered in error does not repeat its value", () => {
    const { rejected } = read([result("spineT", 1.19, "2026-05-04", { code: { text: "Trabecular bone score L1-L4" }, status: "entered-in-error" })]);
    expect(rejected).toMatchObject([{ kind: "entered-in-error" }]);
    expect(rejected[0]?.asReported).toBeUndefined();
  });

  it("a bone mineral content, a bone age and a CT densitometry are no DXA", () => {
    const ct = { ...result("spineBmd", 120, "2026-01-01"), code: { coding: [{ system: loinc, code: "79090-7" }] }, ...quantity(120, "mg/cm3") };
    const age = { ...result("spineBmd", 12, "2026-01-01"), code: { coding: [{ system: loinc, code: "37362-1" }] } };
    const { boneDensity, rejected } = read([ct, age]);
    expect(boneDensity.latest.state).toBe("not-recorded");
    expect(rejected.map((item) => item.kind)).toEqual(["not-central-dxa", "not-central-dxa"]);
  });
});
