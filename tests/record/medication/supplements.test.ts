// @vitest-environment node
import { expect, test } from "vitest";
import { readSupplements } from "../../../src/record/medication/supplements";
import { readTherapy } from "../../../src/record/medication/therapy";
import { chartOf, searchesWith } from "../chart-of";
import { order, patientP1, statement } from "./drug-resources";

const read = (resources: readonly unknown[], searches = searchesWith()) => {
  const chart = chartOf([patientP1, ...resources], { searches });
  return readSupplements(chart, readTherapy(chart));
};
const told = (resources: readonly unknown[]) => {
  const { calciumSupplement, vitaminDSupplement } = read(resources);
  return [calciumSupplement, vitaminDSupplement].map((fact) => (fact.state === "present" ? fact.value : fact.state));
};
const dose = (value: number, unit: string, frequency = 1, period = 1, periodUnit = "d") => ({
  authoredOn: "2026-01-01",
  dosageInstruction: [{ doseAndRate: [{ doseQuantity: { value, unit } }], timing: { repeat: { frequency, period, periodUnit } } }],
});

test.each<[string, readonly unknown[], readonly (number | string)[]]>([
  ["calcium 600 mg with vitamin D 400 IU, one tablet twice", [order("m1", "Calcium 600 mg + Vitamin D 400 IU tablet", dose(1, "tablet", 2))], [1200, 800]],
  [
    "calcium named twice, and vitamin D3 before a number of three digits",
    [order("m1", "calcium carbonate 600 mg calcium / vitamin D3 400 IU tablet", dose(1, "tablet", 2))],
    [1200, 800],
  ],
  ["calcium carbonate 1250 mg is 500 mg of calcium", [order("m1", "calcium carbonate 1250 mg tablet", dose(1, "tablet", 2))], [1000, "not-recorded"]],
  ["the calcium stated beside the salt", [order("m1", "calcium carbonate 1500 mg (600 mg calcium) tablet", dose(1, "tablet"))], [600, "not-recorded"]],
  ["calcium citrate 950 mg", [order("m1", "calcium citrate 950 mg tablet", dose(2, "tablet"))], [399, "not-recorded"]],
  ["vitamin D 1000 IU structured", [order("m1", "2418", dose(1000, "[iU]"))], ["not-recorded", 1000]],
  ["vitamin D 25 micrograms", [order("m1", "2418", dose(25, "ug"))], ["not-recorded", 1000]],
  [
    "50,000 units once a week",
    [
      order("m1", "1367410", {
        ...dose(1, "capsule", 1, 1, "wk"),
        medicationCodeableConcept: {
          coding: [{ system: "http://www.nlm.nih.gov/research/umls/rxnorm", code: "1367410", display: "Ergocalciferol 50000 UNT Oral Capsule" }],
        },
      }),
    ],
    ["not-recorded", 7143],
  ],
  [
    "only words: not structured",
    [statement("s1", "Vitamin D3 1000 IU", { dateAsserted: "2026-01-01", dosage: [{ text: "once daily" }] })],
    ["not-recorded", "unusable"],
  ],
  [
    "stopped last year",
    [
      order("m1", "calcium citrate 950 mg", {
        ...dose(1, "tablet"),
        status: "stopped",
        authoredOn: "2024-01-01",
        dispenseRequest: { validityPeriod: { end: "2025-01-01" } },
      }),
    ],
    ["not-recorded", "not-recorded"],
  ],
  [
    "two products are added up",
    [order("m1", "calcium carbonate 1250 mg tablet", dose(1, "tablet")), order("m2", "calcium citrate 950 mg tablet", dose(1, "tablet"))],
    [700, "not-recorded"],
  ],
  ["calcitriol is no vitamin D supplement", [order("m1", "calcitriol 0.25 mcg capsule", dose(1, "capsule"))], ["not-recorded", "not-recorded"]],
])("%s", (_, resources, expected) => expect(told(resources)).toEqual(expected));

test("a product without a structured dose is mentioned beside the sum", () => {
  const { calciumSupplement } = read([
    order("m1", "calcium carbonate 1250 mg tablet", dose(1, "tablet")),
    order("m2", "calcium citrate", { authoredOn: "2026-01-01" }),
  ]);
  expect(calciumSupplement).toMatchObject({ value: 500, note: "1 product without a structured dose not counted" });
});

test("a failed search of medication is not absence", () => {
  expect(read([], searchesWith({ "medication-statements": "refused" })).vitaminDSupplement.state).toBe("unavailable");
});
