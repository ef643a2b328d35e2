// @vitest-environment node
import { describe, expect, test } from "vitest";
import { parseFhirDate } from "../../../src/record/date";
import { readFractures } from "../../../src/record/person/fractures";
import type { PatientFacts } from "../../../src/record/record";
import { type ChartOptions, chartOf, searchesWith } from "../chart-of";
import { condition, icd, patientP1, snomed } from "../medication/drug-resources";

const born = (text: string): Pick<PatientFacts, "birthDate"> => {
  const value = parseFhirDate(text);
  return {
    birthDate: value ? { state: "present", value, date: value, sources: ["Patient/p1"], how: "coded" } : { state: "not-recorded", searched: ["patient"] },
  };
};
const fracturesOf = (resources: readonly unknown[], options: ChartOptions = {}, birth = "1960-04-12") => {
  const fact = readFractures(chartOf([patientP1, ...resources], options), born(birth));
  return fact.state === "present" ? fact.value.map((one) => [one.site, one.certainty, one.age]) : fact.state;
};

test.each<[string, unknown, readonly [string, string] | undefined]>([
  ["M80.08XA", icd("M80.08XA"), ["vertebra", "fragility"]],
  ["M80051A without its dot", icd("M80051A"), ["hip", "fragility"]],
  ["M80.00XA", icd("M80.00XA"), ["other", "fragility"]],
  ["Z87.310", icd("Z87.310"), ["other", "fragility"]],
  ["osteoporotic vertebra by SNOMED", snomed("203450003"), ["vertebra", "fragility"]],
  ["osteoporotic hip by SNOMED", snomed("704334005"), ["hip", "fragility"]],
  ["S72.001A", icd("S72.001A"), ["hip", "possible"]],
  ["S72.301A, shaft", icd("S72.301A"), ["other", "possible"]],
  ["S22.080A", icd("S22.080A"), ["vertebra", "possible"]],
  ["S32.010A", icd("S32.010A"), ["vertebra", "possible"]],
  ["S32.810A, pelvis", icd("S32.810A"), ["other", "possible"]],
  ["S52.501A", icd("S52.501A"), ["other", "possible"]],
  ["S42.201A", icd("S42.201A"), ["other", "possible"]],
  ["M84.451A", icd("M84.451A"), ["other", "possible"]],
  ["M48.50XA, collapsed vertebra", icd("M48.50XA"), ["vertebra", "possible"]],
  ["hip by SNOMED", snomed("5913000"), ["hip", "possible"]],
  ["'Osteoporotic compression fracture of vertebra'", { text: "Osteoporotic compression fracture of vertebra L1" }, ["vertebra", "fragility"]],
  ["'Left hip fracture'", { text: "Left hip fracture" }, ["hip", "possible"]],
  ["'Colles fracture'", { text: "Colles' fracture right" }, ["other", "possible"]],
  ["M84.550A, through a tumour", icd("M84.550A"), undefined],
  ["'pathological fracture due to metastasis'", { text: "Pathological hip fracture due to metastasis" }, undefined],
  ["S62 finger", icd("S62.600A"), undefined],
  ["at risk of osteoporotic fracture", snomed("391040000", "At risk of osteoporotic fracture"), undefined],
  ["'osteoporosis without current fracture'", icd("M81.0", "Age-related osteoporosis without current pathological fracture"), undefined],
  ["'Family history of hip fracture'", { text: "Family history of hip fracture" }, undefined],
])("%s", (_, code, expected) => {
  const found = fracturesOf([condition("c1", code)]);
  expect(found).toEqual(expected ? [[...expected, undefined]] : "not-recorded");
});

describe("how the bone broke", () => {
  const wedge = (text: string, more: Readonly<Record<string, unknown>> = {}) => condition("c1", { ...icd("S32.010A"), text }, more);
  test.each<[string, unknown, string | undefined]>([
    ["a motor vehicle accident", wedge("Wedge fracture L1, motor vehicle accident"), undefined],
    ["a fall from a ladder, in a note", wedge("Wedge fracture L1", { note: [{ text: "Fall from ladder, 3 m" }] }), undefined],
    [
      "a code of a transport accident",
      condition("c1", { coding: ["S32.010A", "V43.52XA"].map((code) => ({ system: "http://hl7.org/fhir/sid/icd-10-cm", code })) }),
      undefined,
    ],
    ["a fall from standing height", wedge("Wedge fracture L1 after a fall from standing height"), "fragility"],
    ["low trauma, in a note", wedge("Wedge fracture L1", { note: [{ text: "low-trauma" }] }), "fragility"],
    ["not said", wedge("Wedge fracture L1"), "possible"],
    ["osteoporotic by code, whatever the words", condition("c1", { ...icd("M80.08XA"), text: "after a car accident" }), "fragility"],
    ["osteoporotic, but provisional", condition("c1", icd("M80.08XA"), { verificationStatus: { coding: [{ code: "provisional" }] } }), "possible"],
  ])("%s", (_, resource, certainty) => {
    expect(fracturesOf([resource])).toEqual(certainty === undefined ? "not-recorded" : [["vertebra", certainty, undefined]]);
  });

  test("an accident is listed as not counted", () => {
    const chart = chartOf([patientP1, wedge("Wedge fracture L1, road traffic accident")]);
    readFractures(chart, born("1960-04-12"));
    expect(chart.rejected).toMatchObject([{ reference: "Condition/c1", reason: expect.stringContaining("accident") }]);
  });
});

test("a fracture through a tumour is listed as not counted", () => {
  const chart = chartOf([patientP1, condition("c1", icd("M84.550A"))]);
  readFractures(chart, born("1960-04-12"));
  expect(chart.rejected).toMatchObject([{ reference: "Condition/c1", reason: expect.stringContaining("tumour") }]);
});

describe("age at the fracture, in completed years", () => {
  test.each<[string, Record<string, unknown>, string, number | undefined]>([
    ["the day before the 51st birthday", { onsetDateTime: "2011-04-11" }, "1960-04-12", 50],
    ["on the 51st birthday", { onsetDateTime: "2011-04-12" }, "1960-04-12", 51],
    ["a stated age", { onsetAge: { value: 61, unit: "years", code: "a" } }, "1960-04-12", 61],
    ["the day it was recorded", { recordedDate: "2020-05-01" }, "1960-04-12", 60],
    ["only a year: the younger of two", { onsetDateTime: "2015" }, "1960-04-12", 54],
    ["a birth year only", { onsetDateTime: "2015-06-01" }, "1960", 54],
    ["no birth date", { onsetDateTime: "2015-06-01" }, "", undefined],
    ["before birth", { onsetDateTime: "1950-06-01" }, "1960-04-12", undefined],
    ["no date", {}, "1960-04-12", undefined],
  ])("%s", (_, more, birth, age) => expect(fracturesOf([condition("c1", icd("M80.08XA"), more)], {}, birth)).toEqual([["vertebra", "fragility", age]]));

  test("a history code does not make its recording day the onset", () => {
    expect(fracturesOf([condition("c1", icd("Z87.310"), { recordedDate: "2020-05-01" })])).toEqual([["other", "fragility", undefined]]);
  });
});

test("the same fracture coded at two visits is one, and the telling code wins", () => {
  const visits = [condition("c1", icd("S32.010A"), { onsetDateTime: "2021-01-05" }), condition("c2", icd("M80.08XD"), { onsetDateTime: "2021-01-05" })];
  expect(fracturesOf(visits)).toEqual([["vertebra", "fragility", 60]]);
});

test("an incomplete search of conditions says nothing about fractures", () => {
  expect(fracturesOf([], { searches: searchesWith({ conditions: "partial" }) })).toBe("unavailable");
});
