// @vitest-environment node
import { describe, expect, test } from "vitest";
import { readTherapy } from "../../../src/record/medication/therapy";
import { chartOf } from "../chart-of";
import { administration, days, dispense, medication, order, patientP1, statement } from "./drug-resources";

const denosumab = "993449";
const zoledronate = "77655";
const therapyOf = (resources: readonly unknown[]) => readTherapy(chartOf([patientP1, ...resources]));
const only = (resources: readonly unknown[]) => therapyOf(resources).others[0];
const text = (words: string) => ({ dosageInstruction: [{ text: words }] });
const inForce = (resources: readonly unknown[]) => {
  const fact = therapyOf(resources).antiresorptive;
  return fact.state === "present" ? fact.value.agent : fact.state;
};

describe("60 mg of denosumab is not 120 mg", () => {
  test.each<[string, unknown, string]>([
    ["Prolia by code", order("m1", "993453"), "osteoporosis-dose"],
    ["Xgeva by code", order("m1", "1046399"), "oncology-dose"],
    ["Prolia by code, with an empty text", order("m1", "", { medicationCodeableConcept: medication("993453", "") }), "osteoporosis-dose"],
    ["60 mg in the name", order("m1", "denosumab 60 mg/mL syringe"), "osteoporosis-dose"],
    ["120 mg in the name", order("m1", "denosumab 120 mg/1.7 mL"), "oncology-dose"],
    ["the ingredient, 120 mg in the dosage", order("m1", denosumab, text("120 mg SC every 4 weeks")), "oncology-dose"],
    ["the ingredient, structured 60 mg", administration("a1", denosumab, "2026-08-01", { dosage: { dose: { value: 60, unit: "mg" } } }), "osteoporosis-dose"],
    ["a biosimilar of Prolia", order("m1", "Jubbonti"), "osteoporosis-dose"],
    ["a biosimilar of Xgeva", order("m1", "Osenvelt"), "oncology-dose"],
    ["a brand whose dose nobody stated", order("m1", "Enwylma"), "not-stated"],
    ["only the interval: 6 months", order("m1", denosumab, text("every 6 months")), "osteoporosis-dose"],
    ["only the interval: 28 days", order("m1", denosumab, text("every 28 days")), "oncology-dose"],
    ["two contradicting doses", order("m1", "Prolia", text("120 mg monthly")), "not-stated"],
    ["nothing", order("m1", denosumab), "not-stated"],
  ])("%s", (_, resource, purpose) => expect(only([resource])?.purpose).toBe(purpose));

  test("both doses in one record are two courses", () => {
    const courses = therapyOf([administration("a1", "Prolia", "2024-01-10"), administration("a2", "Xgeva", "2026-11-01")]).others;
    expect(courses.map((course) => [course.purpose, course.doses.length])).toEqual([
      ["osteoporosis-dose", 1],
      ["oncology-dose", 1],
    ]);
  });
});

describe("zoledronate", () => {
  const infusions = (name: string, ...dates: string[]) => dates.map((day, index) => administration(`a${index}`, name, day));
  test.each<[string, readonly unknown[], string]>([
    ["5 mg once", infusions("zoledronic acid 5 mg/100 mL", "2026-03-01"), "osteoporosis-dose"],
    ["Reclast by code", [administration("a1", "705872", "2026-03-01")], "osteoporosis-dose"],
    ["4 mg every 4 weeks", infusions("zoledronic acid 4 mg", "2026-08-01", "2026-08-29", "2026-09-26"), "oncology-dose"],
    ["4 mg every 6 months", infusions("Zometa", "2025-05-01", "2025-11-02", "2026-05-01"), "osteoporosis-dose"],
    ["4 mg every 3 months", infusions("Zometa", "2026-02-01", "2026-05-01", "2026-08-01"), "not-stated"],
    ["4 mg, ordered every 6 months", [order("m1", "Zometa", { authoredOn: "2026-05-01", ...text("4 mg IV every 6 months") })], "osteoporosis-dose"],
    ["4 mg once", infusions("Zometa", "2026-05-01"), "not-stated"],
  ])("%s", (_, resources, purpose) => expect(only(resources)?.purpose).toBe(purpose));
});

describe("an order is not a dose where doses are recorded", () => {
  const given = administration("a1", "denosumab 60 mg", "2025-07-12");
  test.each<[string, unknown]>([
    ["renewed long after the last dose", order("m1", "Prolia 60 mg", { authoredOn: "2026-09-01" })],
    ["renewed, then stopped", order("m1", "Prolia 60 mg", { authoredOn: "2026-09-01", status: "stopped" })],
    ["renewed without a strength", order("m1", denosumab, { authoredOn: "2026-09-01" })],
  ])("%s", (_, renewed) => {
    const doses = therapyOf([given, renewed]).others.flatMap((course) => course.doses);
    expect(doses.map((dose) => dose.date.text)).toEqual(["2025-07-12"]);
  });

  test("a stopped order proves no bone medicine in force", () =>
    expect(inForce([given, order("m1", "Prolia 60 mg", { authoredOn: "2026-09-01", status: "stopped" })])).toBe("not-recorded"));

  test("orders alone still tell when a dose was due", () =>
    expect(only([order("m1", "Prolia 60 mg", { authoredOn: "2026-09-01" })])?.doses.map((dose) => dose.date.text)).toEqual(["2026-09-01"]));
});

describe("doses", () => {
  test("an administration, its dispense and its order are one dose", () => {
    const course = only([
      order("m1", denosumab, { authoredOn: "2026-02-20", ...text("60 mg every 6 months") }),
      dispense("d1", denosumab, "2026-02-24"),
      administration("a1", denosumab, "2026-03-01"),
      dispense("d2", denosumab, "2026-09-01"),
    ]);
    expect(course?.doses.map((dose) => [dose.date.text, dose.kind])).toEqual([
      ["2026-03-01", "administration"],
      ["2026-09-01", "dispense"],
    ]);
  });

  test("a dose that was not given is none", () => {
    expect(
      only([order("m1", denosumab, { authoredOn: "2026-02-20" }), administration("a1", denosumab, "2026-03-01", { status: "not-done" })])?.doses,
    ).toMatchObject([{ kind: "order" }]);
  });

  test.each([
    ["in UTC this evening in the west", "2026-11-24T02:30:00Z", ["2026-11-23"]],
    ["tomorrow", "2026-11-24", []],
    ["tomorrow afternoon in UTC", "2026-11-24T15:00:00Z", []],
  ])("a dose stamped %s", (_, stamp, doses) => {
    const course = only([administration("a1", denosumab, stamp)]);
    expect((course?.doses ?? []).map((dose) => dose.date.text)).toEqual(doses);
  });

  test("tablets have no doses", () => expect(only([order("m1", "alendronate 70 mg tablet", { authoredOn: "2026-01-01" })])?.doses).toEqual([]));
});

describe("antiresorptive in force today", () => {
  test.each<[string, readonly unknown[], string]>([
    ["alendronate, active", [order("m1", "46041", { authoredOn: "2025-01-01" })], "alendronate"],
    [
      "alendronate, stopped last year",
      [order("m1", "46041", { status: "stopped", authoredOn: "2024-01-01", dispenseRequest: { validityPeriod: { end: "2025-06-30" } } })],
      "not-recorded",
    ],
    ["zoledronate 13 months ago to the day", [administration("a1", zoledronate, "2025-10-23")], "zoledronate"],
    ["zoledronate a day earlier", [administration("a1", zoledronate, "2025-10-22")], "not-recorded"],
    [
      "denosumab 7 months ago to the day, order stopped",
      [administration("a1", denosumab, "2026-04-23"), order("m1", denosumab, { status: "stopped", authoredOn: "2026-01-01" })],
      "denosumab",
    ],
    [
      "denosumab a day earlier",
      [administration("a1", denosumab, "2026-04-22"), order("m1", denosumab, { status: "stopped", authoredOn: "2026-01-01" })],
      "not-recorded",
    ],
    ["denosumab overdue, order active", [administration("a1", denosumab, "2025-12-01"), order("m1", denosumab, { authoredOn: "2024-01-01" })], "denosumab"],
    ["denosumab 120 mg", [administration("a1", "Xgeva", "2026-11-01")], "not-recorded"],
    [
      "zoledronate 4 mg monthly",
      [administration("a1", "Zometa", "2026-09-01"), administration("a2", "Zometa", "2026-09-29"), administration("a3", "Zometa", "2026-10-27")],
      "not-recorded",
    ],
    ["ibandronate injection 3 months ago", [administration("a1", "904952", "2026-08-20")], "ibandronate"],
    ["ibandronate injection 4 months ago to the day", [administration("a1", "904952", "2026-07-23")], "ibandronate"],
    ["ibandronate injection a day earlier", [administration("a1", "904952", "2026-07-22")], "not-recorded"],
    ["zoledronate, then denosumab", [administration("a1", zoledronate, "2026-03-01"), administration("a2", denosumab, "2026-06-01")], "denosumab"],
    ["denosumab, then zoledronate", [administration("a1", zoledronate, "2026-06-01"), administration("a2", denosumab, "2026-05-01")], "zoledronate"],
    ["ibandronate tablets, dispensed this month", [dispense("d1", "904932", "2026-11-01", { daysSupply: days(30) })], "ibandronate"],
    ["raloxifene", [order("m1", "72143", { authoredOn: "2026-01-01" })], "not-recorded"],
    ["romosozumab", [administration("a1", "2123126", "2026-11-01")], "not-recorded"],
    ["teriparatide", [order("m1", "32915", { authoredOn: "2026-01-01" })], "not-recorded"],
    ["alendronate whose supply ran out 5 months ago", [dispense("d1", "46041", "2026-04-01", { daysSupply: days(84) })], "unusable"],
    ["alendronate by a patient's word", [statement("s1", "Fosamax 70 mg", { dateAsserted: "2026-10-01" })], "alendronate"],
  ])("%s: %s", (_, resources, expected) => expect(inForce(resources)).toBe(expected));
});
