// @vitest-environment node
import { describe, expect, test } from "vitest";
import { readGlucocorticoid } from "../../../src/record/medication/glucocorticoid";
import { readTherapy } from "../../../src/record/medication/therapy";
import { type ChartOptions, chartOf, searchesWith } from "../chart-of";
import { administration, days, dispense, order, patientP1 } from "./drug-resources";

const read = (resources: readonly unknown[], options: ChartOptions = {}) => {
  const chart = chartOf([patientP1, ...resources], options);
  return readGlucocorticoid(chart, readTherapy(chart));
};
const told = (resources: readonly unknown[]) => {
  const fact = read(resources);
  return fact.state === "present" ? fact.value : fact.state;
};
const icd10cm = "http://hl7.org/fhir/sid/icd-10-cm";
const text = (words: string) => ({ dosageInstruction: [{ text: words }] });
const sinceMay = { authoredOn: "2026-05-23" };
const ran = (start: string, end: string, words: string) => ({
  status: "completed",
  authoredOn: start,
  dosageInstruction: [{ text: words, timing: { repeat: { boundsPeriod: { start, end } } } }],
});

test.each([
  ["Z79.52", "unusable"],
  ["Z79.51", "not-recorded"], // inhaled
  ["Z79.891", "not-recorded"], // opiates, seen mislabelled as corticosteroids
])("the diagnosis code %s alone leaves systemic steroids %s", (code, state) => {
  const coded = { resourceType: "Condition", id: "c1", subject: { reference: "Patient/p1" }, code: { coding: [{ system: icd10cm, code }] } };
  expect(told([coded])).toBe(state);
});

describe("only what acts on the whole body", () => {
  test.each<[string, unknown, boolean]>([
    ["prednisone, no route given", order("m1", "8640", sinceMay), true],
    ["prednisolone tablet", order("m1", "prednisolone 5 mg tablet", sinceMay), true],
    [
      "prednisolone, ATC of systemic use",
      order("m1", "x", { ...sinceMay, medicationCodeableConcept: { coding: [{ system: "http://www.whocc.no/atc", code: "H02AB06" }] } }),
      true,
    ],
    ["dexamethasone by mouth", order("m1", "3264", { ...sinceMay, ...text("4 mg by mouth daily") }), true],
    ["dexamethasone, route coded as intravenous", administration("m1", "3264", "2026-05-23", { dosage: { route: { text: "Intravenous route" } } }), true],
    ["prednisolone eye drops", order("m1", "prednisolone acetate 1% ophthalmic suspension", sinceMay), false],
    ["hydrocortisone cream", order("m1", "hydrocortisone 1% cream", sinceMay), false],
    ["hydrocortisone, no route given", order("m1", "5492", sinceMay), false],
    ["budesonide inhaler", order("m1", "budesonide 200 mcg/actuation inhaler", sinceMay), false],
    ["budesonide, no route given", order("m1", "19831", sinceMay), false],
    ["budesonide capsules", order("m1", "budesonide 3 mg oral capsule", sinceMay), true],
    ["fluticasone nasal spray", order("m1", "fluticasone nasal spray", sinceMay), false],
    ["triamcinolone into a joint", order("m1", "triamcinolone 40 mg intra-articular injection", sinceMay), false],
  ])("%s", (_, resource, counts) => expect(told([resource]) !== "not-recorded").toBe(counts));

  test("an entry without a route is listed", () => {
    const chart = chartOf([patientP1, order("m1", "5492", sinceMay)]);
    readTherapy(chart);
    expect(chart.rejected).toMatchObject([{ reference: "MedicationRequest/m1", reason: expect.stringContaining("route") }]);
  });
});

describe("prednisone-equivalent per day", () => {
  const structured = (value: number, unit: string, frequency = 1) => ({
    dosageInstruction: [{ doseAndRate: [{ doseQuantity: { value, unit } }], timing: { repeat: { frequency, period: 1, periodUnit: "d" } } }],
  });
  test.each<[string, unknown, number | undefined]>([
    ["'prednisone 5 mg daily'", order("m1", "prednisone 5 mg daily", sinceMay), 5],
    ["5 mg tablet, two tablets daily", order("m1", "prednisone 5 mg oral tablet", { ...sinceMay, ...text("Take 2 tablets by mouth daily") }), 10],
    ["2.5 mg twice daily", order("m1", "prednisone", { ...sinceMay, ...text("2.5 mg twice daily") }), 5],
    ["structured 7.5 mg", order("m1", "8640", { ...sinceMay, ...structured(7.5, "mg") }), 7.5],
    ["structured tablets of 5 mg, twice", order("m1", "prednisone 5 mg tablet", { ...sinceMay, ...structured(1, "tablet", 2) }), 10],
    ["dexamethasone 0.75 mg", order("m1", "dexamethasone 0.75 mg tablet", { ...sinceMay, ...text("1 tablet daily") }), 5],
    ["hydrocortisone 20 mg", order("m1", "hydrocortisone 20 mg tablet", { ...sinceMay, ...text("1 tablet daily") }), 5],
    ["methylprednisolone 4 mg", order("m1", "methylprednisolone 4 mg tablet", { ...sinceMay, ...text("once daily") }), 5],
    ["a taper", order("m1", "prednisone 10 mg tablet", { ...sinceMay, ...text("taper as directed") }), undefined],
    ["as needed", order("m1", "prednisone 10 mg tablet", { ...sinceMay, ...text("1 tablet daily as needed") }), undefined],
    [
      "two dosage lines",
      order("m1", "8640", { ...sinceMay, dosageInstruction: [...structured(10, "mg").dosageInstruction, ...structured(5, "mg").dosageInstruction] }),
      undefined,
    ],
    ["oral budesonide has no equivalent", order("m1", "budesonide 3 mg oral capsule", { ...sinceMay, ...text("3 capsules daily") }), undefined],
  ])("%s", (_, resource, mg) => expect(told([resource])).toMatchObject({ mgPerDay: mg }));
});

describe("months of exposure", () => {
  test("an active order counts up to today", () => expect(told([order("m1", "8640", sinceMay)])).toMatchObject({ months: 6.1, current: true }));

  test("bursts are added up, never joined", () => {
    const bursts = ["2025-01", "2025-03", "2025-05"].map((month) =>
      order(`m${month}`, "prednisone 20 mg tablet", ran(`${month}-01`, `${month}-10`, "1 tablet daily")),
    );
    expect(told(bursts)).toMatchObject({ months: 1, current: false });
  });

  const oldOrder = (more: object) => order("m1", "prednisone 20 mg tablet", { authoredOn: "2025-10-01", ...more });
  test.each<[string, unknown, number]>([
    ["'for 7 days'", oldOrder(text("Take 1 tablet by mouth daily for 7 days")), 0.2],
    ["'x 5 days'", oldOrder(text("40 mg PO daily x 5 days")), 0.2],
    ["a taper with an end", oldOrder(text("40 mg daily for 5 days, then 20 mg daily for 5 days")), 0.3],
    ["a taper to a daily dose", oldOrder(text("40 mg daily for 5 days, then 5 mg daily")), 13.8],
    ["for 14 days with refills", oldOrder({ ...text("1 tablet daily for 14 days"), dispenseRequest: { numberOfRepeatsAllowed: 3 } }), 13.8],
    ["for 90 days", oldOrder(text("1 tablet daily for 90 days")), 13.8],
    ["bounds of 5 days", oldOrder({ dosageInstruction: [{ timing: { repeat: { boundsDuration: days(5) } } }] }), 0.2],
    ["a supply of 6 days", oldOrder({ dispenseRequest: { expectedSupplyDuration: days(6) } }), 0.2],
    ["a supply of four weeks, as of a tablet for good", oldOrder({ dispenseRequest: { expectedSupplyDuration: days(28) } }), 13.8],
    ["a supply of 27 days", oldOrder({ dispenseRequest: { expectedSupplyDuration: days(27) } }), 0.9],
    ["a dose pack", order("m1", "methylPREDNISolone (MEDROL DOSEPAK) 4 mg tablet", { authoredOn: "2025-10-01" }), 0.4],
  ])("a burst that was left active is no year of steroids: %s", (_, resource, months) => expect(told([resource])).toMatchObject({ months }));

  test("a burst of this month is current, one of last spring is not", () => {
    const burst = (authoredOn: string) => order("m1", "prednisone 20 mg tablet", { authoredOn, ...text("1 tablet daily for 7 days") });
    expect([told([burst("2026-11-20")]), told([burst("2026-04-20")])]).toMatchObject([{ current: true }, { current: false }]);
  });

  test("two drugs on the same days count once", () => {
    const both = [
      order("m1", "prednisone 20 mg tablet", ran("2025-01-01", "2025-03-31", "daily")),
      order("m2", "dexamethasone 4 mg tablet", ran("2025-01-01", "2025-03-31", "daily")),
    ];
    expect(told(both)).toMatchObject({ months: 3 });
  });

  test("dispenses count for their days", () => {
    expect(told([dispense("d1", "prednisone 5 mg tablet", "2025-01-01", { daysSupply: days(30) })])).toMatchObject({ months: 1, current: false });
  });

  test("an order that ended on an unknown day is not counted, and that is said", () => {
    expect(read([order("m1", "8640", { status: "completed", authoredOn: "2020-01-01" })])).toMatchObject({
      value: { months: 0 },
      note: expect.stringContaining("not counted"),
    });
  });

  test("nothing found is absence only after complete searches", () => {
    expect(read([]).state).toBe("not-recorded");
    expect(read([], { searches: searchesWith({ "medication-requests": "failed" }) }).state).toBe("unavailable");
  });
});
