// @vitest-environment node
import { expect, test } from "vitest";
import { readFamilyHistory } from "../../../src/record/person/family-history";
import { type ChartOptions, chartOf, searchesWith } from "../chart-of";
import { condition, icd, patientP1, resource, snomed } from "../medication/drug-resources";

const hip = snomed("5913000", "Fracture of neck of femur");
const relative = (role: string | Readonly<Record<string, unknown>>, code: unknown = hip, more = {}) => ({
  resourceType: "FamilyMemberHistory",
  id: "f1",
  status: "completed",
  patient: { reference: "Patient/p1" },
  relationship: typeof role === "string" ? { coding: [{ system: "http://terminology.hl7.org/CodeSystem/v3-RoleCode", code: role }] } : role,
  condition: code === "none" ? [] : [{ code }],
  ...more,
});
const observed = (more: Record<string, unknown>) =>
  resource("Observation", "o1", {
    status: "final",
    code: snomed("445501000124107", "Family history of hip fracture in parent"),
    effectiveDateTime: "2024-01-01",
    ...more,
  });
const told = (resources: readonly unknown[], options: ChartOptions = {}) => {
  const fact = readFamilyHistory(chartOf([patientP1, ...resources], options));
  return fact.state === "present" ? fact.value : fact.state;
};

test.each<[string, readonly unknown[], boolean | string]>([
  ["her mother, hip fracture by SNOMED", [relative("MTH")], true],
  ["her natural father, hip fracture in words", [relative("NFTH", { text: "Hip fracture at 80" })], true],
  ["a parent, by ICD-10", [relative("PRN", icd("S72.001A"))], true],
  ["her dad's broken hip, in plain words", [relative({ text: "Dad" }, { text: "Broken hip at 80" })], true],
  ["her mother in words", [relative({ text: "Mother" })], true],
  ["her mother, by a code without its system", [relative({ coding: [{ code: "MTH" }] })], true],
  ["her father, by SNOMED", [relative(snomed("66839005"))], true],
  ["her maternal grandmother, by a code without its system", [relative({ coding: [{ code: "MGRMTH" }] })], "not-recorded"],
  ["her grandmother", [relative({ text: "maternal grandmother" })], "not-recorded"],
  ["her mother-in-law", [relative({ text: "mother-in-law" })], "not-recorded"],
  ["her aunt", [relative("MAUNT")], "not-recorded"],
  ["her mother's osteoporosis is not a hip fracture", [relative("MTH", snomed("64859006", "Osteoporosis"))], "not-recorded"],
  ["her mother with nothing recorded is not a no", [relative("MTH", "none")], "not-recorded"],
  ["her mother: 'no hip fracture'", [relative("MTH", { text: "No hip fracture" })], false],
  ["her mother's health is unknown", [relative("MTH", "none", { status: "health-unknown" })], "recorded-unknown"],
  ["entered in error", [relative("MTH", hip, { status: "entered-in-error" })], "not-recorded"],
  ["Z82.62, family history of osteoporosis", [condition("c1", icd("Z82.62", "Family history of osteoporosis"))], "not-recorded"],
  ["a Condition for the mother", [condition("c1", snomed("391096007", "Family history: Maternal hip fracture"))], true],
  ["a Condition that says no", [condition("c1", "No family history of hip fracture in parents")], false],
  ["an Observation: yes", [observed({ valueCodeableConcept: snomed("373066001", "Yes") })], true],
  ["an Observation: no", [observed({ valueCodeableConcept: snomed("373067005", "No") })], false],
  ["an Observation: false", [observed({ valueBoolean: false })], false],
  ["an Observation: unknown", [observed({ valueCodeableConcept: { text: "Unknown (adopted)" } })], "recorded-unknown"],
  ["an Observation entered in error", [observed({ valueBoolean: true, status: "entered-in-error" })], "not-recorded"],
  ["nothing at all", [], "not-recorded"],
])("%s", (_, resources, expected) => expect(told(resources)).toBe(expected));

test("a yes beats a no, and the no is mentioned", () => {
  const fact = readFamilyHistory(chartOf([patientP1, relative("MTH"), observed({ valueBoolean: false })]));
  expect(fact).toMatchObject({ state: "present", value: true, note: "another entry says no" });
});

test("a failed search of the family history is not absence; a server without it is", () => {
  expect(told([], { searches: searchesWith({ "family-history": "failed" }) })).toBe("unavailable");
  expect(told([], { searches: searchesWith({ "family-history": "unsupported" }) })).toBe("not-recorded");
});
