// @vitest-environment node
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readQuantity, readValue, referenceRange, unitOf } from "../../src/record/quantity";

function valueOf(text: string) {
  const read = readValue({ valueString: text });
  return read.kind === "number" ? [read.comparator, read.value, read.unit] : read.kind;
}

describe("a number in a text", () => {
  const cases: readonly (readonly [string, unknown])[] = [
    ["<4", ["<", 4, undefined]],
    ["< 4.0 ng/mL", ["<", 4, "ng/mL"]],
    ["less than 4 ng/ml", ["<", 4, "ng/ml"]],
    ["≤ 5", ["<=", 5, undefined]],
    [">150", [">", 150, undefined]],
    [">=60 mL/min/1.73m2", [">=", 60, "mL/min/1.73m2"]],
    ["28,5", [undefined, 28.5, undefined]],
    ["28 ng/mL", [undefined, 28, "ng/mL"]],
    ["32.1 ng/mL (L)", [undefined, 32.1, "ng/mL"]],
    ["28 nmol/L H", [undefined, 28, "nmol/L"]],
    ["28 H", [undefined, 28, undefined]],
    ["28 (ref 30-100)", [undefined, 28, undefined]],
    ["30 nanograms per milliliter", [undefined, 30, "nanograms per milliliter"]],
    ["-2.1 SD", [undefined, -2.1, "SD"]],
    ["−2.1", [undefined, -2.1, undefined]],
    ["-2,5", [undefined, -2.5, undefined]],
    ["+0.3", [undefined, 0.3, undefined]],
    ["0.0", [undefined, 0, undefined]],
    ["0,912 g/cm2", [undefined, 0.912, "g/cm2"]],
    ["1,023 g/cm²", [undefined, 1.023, "g/cm²"]],
    ["1,234.5", [undefined, 1234.5, undefined]],
    ["28 ng/dL", [undefined, 28, "ng/dL"]],
  ];
  test.each(cases)('"%s"', (text, expected) => expect(valueOf(text)).toEqual(expected));

  test.each([
    "See scanned report",
    "HEMOLYZED - NOT DONE",
    "28 pending",
    "28 of 30",
    "12-30",
    "2.1.3",
    "L1-L4",
    "1,234",
    "12 5",
    "1e3",
    "",
    " ",
    "<",
    "T-score -2.1",
  ])('"%s" stays a text', (text) => expect(valueOf(text)).toBe("text"));

  test("the sign stays wherever the value is shown", () => expect(readValue({ valueString: "<4" }).asReported).toBe("<4"));
});

describe("a quantity", () => {
  const ucum = "http://unitsofmeasure.org";
  test.each([
    [{ value: 29, unit: "ng/mL" }, 29, "29 ng/mL"],
    [{ value: 0, unit: "{T-score}" }, 0, "0 {T-score}"],
    [{ value: "31.5", unit: "ng/mL" }, 31.5, "31.5 ng/mL"],
    [{ value: 4, comparator: "<", unit: "ng/mL" }, 4, "<4 ng/mL"],
    [{ value: "<4", unit: "nmol/L" }, 4, "<4 nmol/L"],
    [{ value: 29, code: "ng/mL", system: ucum }, 29, "29 ng/mL"],
  ])("%j reads as %d and shows as %s", (quantity, value, shown) => {
    expect(readQuantity(quantity)).toMatchObject({ kind: "number", value, asReported: shown });
  });

  test.each([
    [{ value: {}, unit: [] }, "malformed"],
    [{ value: "n/a" }, "malformed"],
    [{ value: true }, "malformed"],
    [{ value: Number.NaN }, "malformed"],
    [{ value: 5, comparator: "~" }, "malformed"],
    [{ value: null, unit: "ng/mL" }, "absent"],
    [{ unit: "{T-score}" }, "absent"],
    ["29", "malformed"],
    [[], "malformed"],
  ])("%j is %s", (quantity, kind) => expect(readQuantity(quantity).kind).toBe(kind));
});

describe("the unit of a quantity", () => {
  const ucum = "http://unitsofmeasure.org";
  const unit = (quantity: unknown) => {
    const read = readQuantity(quantity);
    const found = read.kind === "number" ? unitOf(read) : { problem: "not a number" };
    return "unit" in found ? found.unit.code : found.problem;
  };
  test.each([
    [{ value: 1, unit: "ng/mL" }, "ng/mL"],
    [{ value: 1, unit: "ng/mL", system: "http://hospital.example/units", code: "NGML" }, "ng/mL"],
    [{ value: 1, unit: "nmol", system: ucum, code: "nmol/L" }, "nmol/L"],
    [{ value: 1, unit: "µg/L", system: ucum, code: "ng/mL" }, "ng/mL"],
    [{ value: -2.1, unit: "T-score", system: ucum, code: "1" }, "{T-score}"],
    [{ value: -2.1, system: ucum, code: "1" }, "1"],
  ])("%j is in %s", (quantity, code) => expect(unit(quantity)).toBe(code));

  test("a text and a code that disagree give no unit", () => {
    expect(unit({ value: 28, unit: "ng/mL", system: ucum, code: "nmol/L" })).toMatch(/twice and differently/);
  });
  test("a missing or unknown unit is said to be so", () => {
    expect(unit({ value: 28 })).toBe("It has no unit.");
    expect(unit({ value: 28, unit: "furlongs" })).toBe('Its unit "furlongs" is not known here.');
  });
});

describe("other kinds of value", () => {
  test.each([
    [{ valueInteger: 3 }, "number", "3"],
    [{ valueDecimal: -1.5 }, "number", "-1.5"],
    [{ valueBoolean: false }, "boolean", "no"],
    [{ valueCodeableConcept: { text: "Never smoker" } }, "coded", "Never smoker"],
    [{ valueCodeableConcept: { coding: null } }, "malformed", ""],
    [{ valueRange: { low: { value: 20 }, high: { value: 30, unit: "ng/mL" } } }, "range", "20 to 30 ng/mL"],
    [{ valueRatio: { numerator: { value: 1 }, denominator: { value: 128 } } }, "ratio", "1 : 128"],
    [{ valueSampledData: { data: "1 2 3" } }, "malformed", ""],
    [{ valueQuantity: null }, "absent", ""],
    [{}, "absent", ""],
    [{ dataAbsentReason: { coding: [{ code: "not-performed" }] } }, "absent", ""],
    [{ valueQuantity: { value: 8 }, dataAbsentReason: { coding: [{ code: "not-performed" }] } }, "absent", ""],
  ])("%j is %s", (holder, kind, asReported) => expect(readValue(holder)).toMatchObject({ kind, asReported }));
});

describe("the reference range", () => {
  const bounds = (referenceRanges: unknown) => {
    const { low, high } = referenceRange({ referenceRange: referenceRanges });
    return [low?.value, high?.value];
  };
  test.each([
    [[{ low: { value: 8.6 }, high: { value: 10.2 } }], [8.6, 10.2]],
    [[{ high: { value: 10.2 } }], [undefined, 10.2]],
    [[{ text: "8.6 - 10.2 mg/dL" }], [8.6, 10.2]],
    [[{ text: "30-100" }], [30, 100]],
    [
      [{ type: { coding: [{ code: "critical" }] }, low: { value: 6 } }, { low: { value: 8.6 } }],
      [8.6, undefined],
    ],
    [[{ text: "see comment" }], [undefined, undefined]],
    [null, [undefined, undefined]],
    ["8-10", [undefined, undefined]],
  ])("%j", (ranges, expected) => expect(bounds(ranges)).toEqual(expected));
});

test("whatever stands where a value should be, reading it never throws and always gives a text that can be shown", () => {
  const names = [
    "valueQuantity",
    "valueString",
    "valueInteger",
    "valueRange",
    "valueRatio",
    "valueCodeableConcept",
    "valueBoolean",
    "valueTime",
    "dataAbsentReason",
  ];
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names), fc.jsonValue()), (holder) => {
      expect(typeof readValue(holder).asReported).toBe("string");
      expect(readValue(holder).asReported.length).toBeLessThanOrEqual(200);
    }),
  );
});
