// @vitest-environment node
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readPatient } from "../../../src/record/person/patient";
import { caseBundle, chartOf, searchesWith } from "../chart-of";
import { patient } from "../sample-observation";

const read = (elements: Readonly<Record<string, unknown>>, today = "2026-11-23") => readPatient(chartOf([patient(elements)], { today }));
const valueOf = (fact: { readonly state: string; readonly value?: unknown }) => fact.value ?? fact.state;

test("the patient of the cases", () => {
  expect(readPatient(chartOf(caseBundle("22-med-reference-contained")))).toMatchObject({
    reference: "Patient/p1",
    name: { state: "present", value: "Ruth A. Example", sources: ["Patient/p1"] },
    birthDate: { value: { text: "1960-04-12" } },
    age: { value: 66, how: "derived" },
    sex: { value: "female" },
    identifier: { value: "HX-001" },
    deceased: { state: "not-recorded", searched: ["patient"] },
  });
});

describe("name", () => {
  const official = { use: "official", family: "Example", given: ["Ruth", "A."] };
  test.each([
    ["official before usual", [{ use: "usual", text: "Ruthie" }, official], "Ruth A. Example"],
    ["usual before any other", [{ text: "R. E." }, { use: "usual", family: "Example" }], "Example"],
    ["the first of the others", [{ text: "R. E." }, { text: "X" }], "R. E."],
    [
      "a former name only when there is no other",
      [
        { use: "old", family: "Before" },
        { use: "temp", family: "Now" },
      ],
      "Now",
    ],
    ["text when there are no parts", [{ use: "official", text: "Ruth Example" }], "Ruth Example"],
    ["only the readable parts", [{ use: "official", family: "Example", given: [null, 7, "Ruth", " "] }], "Ruth Example"],
    ["an empty list", [], "not-recorded"],
    ["no name", undefined, "not-recorded"],
    ["nothing readable", [null, 7, { given: {} }], "unusable"],
    ["not a list", "Ruth", "unusable"],
  ])("%s", (_name, name, expected) => expect(valueOf(read({ name }).name)).toBe(expected));
});

describe("date of birth and age", () => {
  test.each([
    ["the day before the birthday", "1960-11-24", 65],
    ["on the birthday", "1960-11-23", 66],
    ["born in a month that is over", "1960-04", 66],
    ["born in a year: the lower of two", "1960", 65],
    ["a baby", "2026-11-23", 0],
  ])("%s", (_name, birthDate, age) => expect(valueOf(read({ birthDate }).age)).toBe(age));

  test("an age that may be one of two says so", () => {
    expect(read({ birthDate: "1960" }).age).toMatchObject({ note: "born 1960, day not recorded: 65 or 66 years" });
    expect(read({ birthDate: "1960-04" }).age).not.toHaveProperty("note");
  });

  test.each(["1960-13-01", "12.04.1960", "", 1960, {}, "2027-01-01", "1870-01-01"])("%j is no date of birth, and gives no age", (birthDate) => {
    const { birthDate: date, age } = read({ birthDate });
    expect([date.state, age.state]).toEqual(["unusable", "unusable"]);
  });

  test("no date of birth is not recorded", () => expect(read({ birthDate: undefined }).age.state).toBe("not-recorded"));
});

test.each([
  ["female", "female"],
  ["male", "male"],
  ["other", "other"],
  ["unknown", "recorded-unknown"],
  [undefined, "not-recorded"],
  ["F", "unusable"],
  [2, "unusable"],
])("gender %j is %s", (gender, expected) => expect(valueOf(read({ gender }).sex)).toBe(expected));

describe("identifier", () => {
  const mrn = { type: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/v2-0203", code: "MR" }] }, value: "MRN-7" };
  test.each([
    ["the record number first", [{ value: "A-1", use: "official" }, mrn], "MRN-7"],
    ["named so", [{ value: "A-1" }, { type: { text: "Hospital MRN" }, value: "MRN-8" }], "MRN-8"],
    ["else another", [{ value: "A-1" }], "A-1"],
    ["never the social security number", [{ system: "http://hl7.org/fhir/sid/us-ssn", value: "999-99-9999" }], "unusable"],
    ["nor by its type", [{ type: { coding: [{ code: "SS" }] }, value: "999-99-9999" }, { value: "A-1" }], "A-1"],
    ["none", undefined, "not-recorded"],
  ])("%s", (_name, identifier, expected) => expect(valueOf(read({ identifier }).identifier)).toBe(expected));
});

test.each([
  [{ deceasedBoolean: true }, true],
  [{ deceasedBoolean: false }, false],
  [{ deceasedDateTime: "2026-01-01" }, true],
  [{}, "not-recorded"],
  [{ deceasedBoolean: "no" }, "unusable"],
])("%j", (elements, expected) => expect(valueOf(read(elements).deceased)).toBe(expected));

test("without the Patient resource nothing is claimed about her", () => {
  const facts = readPatient(chartOf([], { patientId: "p1", searches: searchesWith({ patient: "failed" }) }));
  expect(facts).toMatchObject({ reference: "Patient/p1", name: { state: "unavailable" }, age: { state: "unavailable" }, sex: { state: "unavailable" } });
});

test("whatever stands in the Patient resource, reading it never throws", () => {
  const names = ["name", "birthDate", "gender", "identifier", "deceasedBoolean", "deceasedDateTime"];
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names), fc.jsonValue()), (elements) => {
      expect(read(elements).reference).toBe("Patient/p1");
    }),
  );
});
