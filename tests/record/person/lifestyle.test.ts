// @vitest-environment node
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readLifestyle } from "../../../src/record/person/lifestyle";
import { type ChartOptions, chartOf, searchesWith } from "../chart-of";
import { observation, patient, type Sample } from "../sample-observation";

function read(samples: readonly Sample[], options: ChartOptions = {}, more: readonly unknown[] = []) {
  const chart = chartOf([patient(), ...samples.map((sample, index) => observation({ id: `x${index + 1}`, ...sample })), ...more], options);
  return { ...readLifestyle(chart), listed: chart.rejected.map((item) => `${item.reference} ${item.kind}`) };
}
const valueOf = (fact: { readonly state: string; readonly value?: unknown }) => fact.value ?? fact.state;

describe("smoking", () => {
  const answer = (code: string, day = "2026-05-05"): Sample => ({
    loinc: "72166-2",
    day,
    valueCodeableConcept: { coding: [{ system: "http://snomed.info/sct", code }] },
  });
  test.each([
    ["449868002", "current"],
    ["428041000124106", "current"],
    ["77176002", "current"],
    ["428071000124103", "current"],
    ["428061000124105", "current"],
    ["8517006", "former"],
    ["266919005", "never"],
    ["266927001", "recorded-unknown"],
    ["8392000", "unusable"],
  ])("SNOMED CT %s is %s", (code, expected) => expect(valueOf(read([answer(code)]).smoking)).toBe(expected));

  test.each([
    ["Never smoker", "never"],
    ["Never smoked tobacco", "never"],
    ["Former smoker", "former"],
    ["Ex-smoker, quit in 2010", "former"],
    ["Current every day smoker", "current"],
    ["Current some day smoker", "current"],
    ["Current smoker, wants to quit", "current"],
    ["Smoker, current status unknown", "current"],
    ["Unknown if ever smoked", "recorded-unknown"],
    ["Non-smoker", "unusable"],
    ["Not a current smoker", "unusable"],
    ["Passive smoker", "unusable"],
    ["see note", "unusable"],
  ])('the answer "%s" is %s, coded or as text', (text, expected) => {
    expect(valueOf(read([{ loinc: "72166-2", valueString: text }]).smoking)).toBe(expected);
    expect(valueOf(read([{ loinc: "72166-2", valueCodeableConcept: { coding: [{ system: "urn:x", code: "1", display: text }] } }]).smoking)).toBe(expected);
  });

  test("the latest answer counts", () => {
    expect(valueOf(read([answer("449868002", "2020-01-01"), answer("8517006", "2024-01-01")]).smoking)).toBe("former");
    expect(valueOf(read([answer("266919005", "2020-01-01"), answer("266927001", "2024-01-01")]).smoking)).toBe("recorded-unknown");
  });

  test("a later unknown does not undo that she smoked", () => {
    expect(read([answer("8517006", "2020-01-01"), answer("266927001", "2024-01-01")]).smoking).toMatchObject({
      value: "former",
      date: { text: "2020-01-01" },
      note: "answered as unknown on 1 Jan 2024",
    });
  });

  test('"never" after "former" does not undo that she smoked', () => {
    expect(read([answer("8517006", "2020-01-01"), answer("266919005", "2024-01-01")]).smoking).toMatchObject({
      value: "former",
      note: "recorded as never, but as former smoker on 1 Jan 2020",
    });
  });

  test.each([
    ["active, and nobody asked", [], {}, "current"],
    ["over, and nobody asked", [], { clinicalStatus: { coding: [{ code: "inactive" }] } }, "former"],
    ["and an answer that nobody knows", [answer("266927001")], {}, "current"],
    ["and an answer that she stopped", [answer("8517006")], {}, "former"],
    ["and an answer that she never smoked", [answer("266919005")], {}, "former"],
    ["that was refuted", [], { verificationStatus: { coding: [{ code: "refuted" }] } }, "not-recorded"],
  ] as const)("a diagnosis of nicotine dependence, cigarettes, %s", (_case, answers, more, expected) => {
    const code = { coding: [{ system: "http://hl7.org/fhir/sid/icd-10-cm", code: "F17.210" }] };
    const diagnosis = { resourceType: "Condition", id: "c1", subject: { reference: "Patient/p1" }, code, ...more };
    expect(valueOf(read(answers, {}, [diagnosis]).smoking)).toBe(expected);
  });

  test("not recorded is not never, and a failed search not either", () => {
    expect(read([]).smoking.state).toBe("not-recorded");
    expect(read([], { searches: searchesWith({ "context-observations": "failed" }) }).smoking.state).toBe("unavailable");
  });
});

describe("alcohol", () => {
  const drinks = "74013-4";
  test.each([
    ["2 a day", { loinc: drinks, value: 2, unit: "/d" }, 28],
    ["a plain number of drinks a day", { loinc: drinks, value: 2 }, 28],
    ["UCUM {#}", { loinc: drinks, value: 1, unit: "{#}" }, 14],
    ["7 drinks a week", { loinc: drinks, value: 7, unit: "/wk" }, 14],
    ["none", { loinc: drinks, value: 0, unit: "/d" }, 0],
    ["grams a day", { loinc: drinks, value: 16, unit: "g/d" }, 16],
    ["2 UK units a day", { loinc: drinks, value: 2, unit: "UK units/day" }, 16],
    ["14 UK units a week", { loinc: drinks, value: 14, unit: "UK units per week" }, 16],
    ["by its name, with a unit", { text: "Alcohol consumption", value: 70, unit: "g/week" }, 10],
  ] satisfies readonly (readonly [string, Sample, number])[])("%s", (_name, sample, grams) => {
    expect(valueOf(read([sample]).alcohol)).toBeCloseTo(grams, 9);
  });

  test("a site sets what a drink holds", () => {
    expect(read([{ loinc: drinks, value: 2, unit: "/d" }], { settings: { gramsPerDrink: 8 } }).alcohol).toMatchObject({ value: 16, note: "2 /d, 8 g a drink" });
  });

  test.each([
    ["drinks per drinking day", { loinc: "11287-0", value: 4, unit: "/d" }],
    ["an AUDIT-C score", { loinc: "75626-2", value: 4, unit: "{score}" }],
    ["a text on alcohol use", { loinc: "11331-6", valueString: "socially" }],
    ["a name without a unit", { text: "Alcoholic drinks per week", value: 7 }],
    ["another unit", { loinc: drinks, value: 2, unit: "ng/mL" }],
    ["units that may be UK units or drinks", { loinc: drinks, value: 14, unit: "units/week" }],
    ["a bound", { loinc: drinks, valueString: "<2 /d" }],
    ["1000 g a day", { loinc: drinks, value: 1000, unit: "g/d" }],
  ] satisfies readonly (readonly [string, Sample])[])("%s gives no daily amount and is listed", (_name, sample) => {
    const { alcohol, listed } = read([sample]);
    expect(alcohol.state).toBe("unusable");
    expect(listed).toHaveLength(1);
  });

  test("nothing recorded is not abstinence", () => expect(read([]).alcohol.state).toBe("not-recorded"));
});

describe("body measures", () => {
  const bmi: Sample = { loinc: "39156-5", value: 23.4, unit: "kg/m2" };
  const weight: Sample = { loinc: "29463-7", value: 64, unit: "kg" };
  const height: Sample = { loinc: "8302-2", value: 160, unit: "cm" };

  test.each([
    ["kg", { ...weight }, 64],
    ["pounds", { loinc: "3141-9", value: 150, unit: "[lb_av]" }, 68.0388555],
    ["lbs", { loinc: "29463-7", value: 150, unit: "lbs" }, 68.0388555],
    ["grams", { loinc: "29463-7", value: 64000, unit: "g" }, 64],
  ] satisfies readonly (readonly [string, Sample, number])[])("weight in %s", (_name, sample, kg) => expect(valueOf(read([sample]).weight)).toBeCloseTo(kg, 6));

  test.each([
    ["cm", height, 160],
    ["inches", { loinc: "8302-2", value: 64, unit: "[in_i]" }, 162.56],
    ["metres", { loinc: "8302-2", value: 1.6, unit: "m" }, 160],
  ] satisfies readonly (readonly [string, Sample, number])[])("height in %s", (_name, sample, cm) => expect(valueOf(read([sample]).height)).toBeCloseTo(cm, 6));

  test("a recorded index counts, with or without its unit", () => {
    expect(read([bmi, weight, height]).bmi).toMatchObject({ value: 23.4, how: "coded" });
    expect(valueOf(read([{ loinc: "39156-5", value: 23.4 }]).bmi)).toBe(23.4);
  });

  test("without one it is derived from weight and height", () => {
    expect(read([weight, height]).bmi).toMatchObject({ state: "present", value: 25, how: "derived", sources: ["Observation/x1", "Observation/x2"] });
  });

  test("an index older than 12 months gives way to weight and height of the last 12 months", () => {
    expect(read([{ ...bmi, day: "2025-11-22" }, weight, height]).bmi).toMatchObject({ value: 25, how: "derived" });
  });

  test.each([
    ["to the day", "2025-11-23", "present"],
    ["a day more", "2025-11-22", "stale"],
    ["only the year is known", "2026", "present"],
    ["perhaps older", "2025", "stale"],
  ])("12 months: %s", (_name, day, state) => {
    expect(read([{ ...bmi, day }]).bmi.state).toBe(state);
    expect(
      read([
        { ...weight, day },
        { ...height, day },
      ]).bmi.state,
    ).toBe(state);
    expect(read([{ ...weight, day }]).weight.state).toBe(state);
  });

  test.each([9.9, 80.1])("an index of %d is refused", (value) => {
    expect(read([{ ...bmi, value }])).toMatchObject({ bmi: { state: "unusable" }, listed: ["Observation/x1 implausible"] });
  });
  test.each([10, 80])("an index of %d is kept", (value) => expect(valueOf(read([{ ...bmi, value }]).bmi)).toBe(value));
  test("weight and height that make an impossible index make none", () =>
    expect(
      read([
        { ...weight, value: 300 },
        { ...height, value: 110 },
      ]).bmi.state,
    ).toBe("unusable"));
  test("weight without a unit is not read as kilograms", () => expect(read([{ loinc: "29463-7", value: 150 }]).weight.state).toBe("unusable"));
});

describe("falls in the last 12 months", () => {
  const falls: Sample = { text: "Number of falls in the last 12 months", valueInteger: 2 };
  test("a count as recorded", () => expect(valueOf(read([falls]).falls)).toEqual({ count: 2, injurious: false }));
  test("none is none", () => expect(valueOf(read([{ ...falls, valueInteger: 0 }]).falls)).toEqual({ count: 0, injurious: false }));
  test("with injury, when that was asked too", () => {
    expect(valueOf(read([falls, { text: "Falls with injury in the past year", valueInteger: 1 }]).falls)).toEqual({ count: 2, injurious: true });
  });
  test('"2 or more" says so', () =>
    expect(read([{ text: falls["text"] as string, valueString: ">=2" }]).falls).toMatchObject({ value: { count: 2 }, note: "2 or more" }));
  test("asked more than a year ago it is stale", () => expect(read([{ ...falls, day: "2025-01-01" }]).falls.state).toBe("stale"));
  test.each(["Fall risk assessment, last 12 months", "Fear of falls past year", "Falls"])('"%s" is no count', (text) => {
    expect(read([{ text, valueInteger: 2 }]).falls.state).toBe("not-recorded");
  });

  const history = (elements: object = {}) => ({
    resourceType: "Condition",
    id: "c1",
    subject: { reference: "Patient/p1" },
    code: { coding: [{ system: "http://hl7.org/fhir/sid/icd-10-cm", code: "Z91.81" }] },
    ...elements,
  });
  test("a history of falling is recorded, but no number is made up for it", () => {
    expect(read([], {}, [history()]).falls).toMatchObject({ state: "unusable", sources: ["Condition/c1"] });
    expect(read([], {}, [history({ verificationStatus: { coding: [{ code: "refuted" }] } })]).falls.state).toBe("not-recorded");
  });
});

describe("exercise", () => {
  const days: Sample = { loinc: "89555-7", value: 3, unit: "d/wk" };
  const minutes: Sample = { loinc: "68516-4", value: 40, unit: "min/d" };
  test("3 days a week of 40 minutes are 120 minutes a week", () => {
    expect(read([days, minutes]).exerciseMinutes).toMatchObject({ value: 120, how: "derived", sources: ["Observation/x1", "Observation/x2"] });
  });
  test("no day a week is no exercise, whatever the minutes", () => expect(valueOf(read([{ ...days, value: 0 }]).exerciseMinutes)).toBe(0));
  test("hours and plain numbers", () => {
    expect(
      valueOf(
        read([
          { loinc: "89555-7", value: 3 },
          { loinc: "68516-4", value: 1, unit: "h" },
        ]).exerciseMinutes,
      ),
    ).toBe(180);
  });
  test("the answers of one day belong together", () => {
    const { exerciseMinutes } = read([days, { ...minutes, day: "2026-05-06" }]);
    expect(exerciseMinutes.state).toBe("unusable");
  });
  test.each([
    { ...days, value: 8 },
    { ...days, unit: "ng/mL" },
    { ...minutes, value: 2000 },
  ])("%j is not believed", (odd) => {
    expect(read([odd])).toMatchObject({ exerciseMinutes: { state: "unusable" }, listed: [expect.stringContaining("Observation/x1")] });
  });
});

test("whatever arrives, one odd answer changes nothing about the others", () => {
  const good: readonly Sample[] = [
    { loinc: "72166-2", valueCodeableConcept: { coding: [{ system: "http://snomed.info/sct", code: "266919005" }] } },
    { loinc: "74013-4", value: 1, unit: "/d" },
    { loinc: "39156-5", value: 23.4, unit: "kg/m2" },
  ];
  const { smoking, alcohol, bmi } = read(good);
  const codes = fc.constantFrom("89555-7", "68516-4", "29463-7", "8302-2", "11331-6");
  const elements = fc.dictionary(
    fc.constantFrom("valueQuantity", "valueString", "valueCodeableConcept", "status", "effectiveDateTime", "component", "issued"),
    fc.jsonValue(),
  );
  fc.assert(
    fc.property(codes, elements, (loinc, odd) => {
      expect(read([...good, { loinc, ...odd }])).toMatchObject({ smoking, alcohol, bmi });
    }),
  );
});
