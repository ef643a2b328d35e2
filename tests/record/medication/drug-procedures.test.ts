// @vitest-environment node
import { describe, expect, test } from "vitest";
import { buildRecord } from "../../../src/record/build";
import { searchesWith } from "../chart-of";
import { administration, order, patientP1, resource } from "./drug-resources";

type Elements = Readonly<Record<string, unknown>>;

const hcpcs = "https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets";
const billed = (code: string, display?: string, system = hcpcs): Elements => ({ coding: [{ system, code, ...(display === undefined ? {} : { display }) }] });
const procedure = (code: unknown, more: Elements = {}): Elements =>
  resource("Procedure", "x1", {
    status: "completed",
    code: typeof code === "string" ? { text: code } : code,
    performedDateTime: "2026-09-01",
    ...more,
  });
const recordOf = (resources: readonly unknown[], searches = searchesWith()) =>
  buildRecord({ patientId: "p1", resources: [patientP1, ...resources], searches, today: "2026-11-23" });
const doses = (resources: readonly unknown[]) =>
  recordOf(resources).therapy.others.flatMap(({ agent, purpose, doses: given }) => given.map(({ date }) => `${agent} ${date.text} ${purpose}`));

describe("a dose on record only as a procedure or by its billing code", () => {
  test.each<[string, unknown, readonly string[]]>([
    ["denosumab, HCPCS J0897, without its units", procedure(billed("J0897")), ["denosumab 2026-09-01 not-stated"]],
    ["the official name says 1 mg, which is the unit", procedure(billed("J0897", "Injection, denosumab, 1 mg")), ["denosumab 2026-09-01 not-stated"]],
    ["60 units of it, in a note", procedure(billed("J0897"), { note: [{ text: "60 units SC, left arm" }] }), ["denosumab 2026-09-01 osteoporosis-dose"]],
    ["120 units of it, in a note", procedure(billed("J0897"), { note: [{ text: "J0897 x 120" }] }), ["denosumab 2026-09-01 oncology-dose"]],
    ["the brand beside it", procedure({ ...billed("J0897"), text: "Prolia injection" }), ["denosumab 2026-09-01 osteoporosis-dose"]],
    ["the code filed with CPT", procedure(billed("J0897", undefined, "http://www.ama-assn.org/go/cpt")), ["denosumab 2026-09-01 not-stated"]],
    ["zoledronic acid, HCPCS J3489", procedure(billed("J3489", "Injection, zoledronic acid, 1 mg")), ["zoledronate 2026-09-01 not-stated"]],
    ["5 units of it", procedure(billed("J3489"), { note: [{ text: "5 units IV" }] }), ["zoledronate 2026-09-01 osteoporosis-dose"]],
    ["ibandronate, HCPCS J1740", procedure(billed("J1740")), ["ibandronate 2026-09-01 not-stated"]],
    ["romosozumab, HCPCS J3111", procedure(billed("J3111")), ["romosozumab 2026-09-01 not-stated"]],
    ["by its name", procedure("Subcutaneous injection of denosumab 60 mg"), ["denosumab 2026-09-01 osteoporosis-dose"]],
    [
      "an infusion, as a period",
      procedure("Zoledronic acid 5 mg infusion", { performedDateTime: undefined, performedPeriod: { start: "2026-08-31T09:00:00Z" } }),
      ["zoledronate 2026-08-31 osteoporosis-dose"],
    ],
    [
      "an injection (CPT 96372) with the drug among what was used",
      procedure(billed("96372", undefined, "http://www.ama-assn.org/go/cpt"), { usedCode: [{ text: "Prolia 60 mg/mL" }] }),
      ["denosumab 2026-09-01 osteoporosis-dose"],
    ],
    ["given in the evening, stamped in UTC", procedure(billed("J0897"), { performedDateTime: "2026-11-24T03:00:00Z" }), ["denosumab 2026-11-23 not-stated"]],
    ["goserelin, HCPCS J9202", procedure(billed("J9202")), ["goserelin 2026-09-01 not-stated"]],
    [
      "an administration under the billing code, 60 units",
      resource("MedicationAdministration", "a1", {
        status: "completed",
        medicationCodeableConcept: billed("J0897"),
        effectiveDateTime: "2026-09-01",
        dosage: { dose: { value: 60, unit: "units" } },
      }),
      ["denosumab 2026-09-01 osteoporosis-dose"],
    ],
  ])("%s", (_, given, expected) => expect(doses([given])).toEqual(expected));

  test("is in force, and shown by the drug's name, not by the billing unit", () => {
    const { antiresorptive } = recordOf([procedure(billed("J0897", "Injection, denosumab, 1 mg"))]).therapy;
    expect(antiresorptive).toMatchObject({ state: "present", sources: ["Procedure/x1"], value: { label: "denosumab", purpose: "not-stated" } });
  });

  test("is one dose with the administration of the same day, and continues the order", () => {
    expect(doses([procedure(billed("J0897")), administration("a1", "Prolia", "2026-09-01"), order("m1", "Prolia", { authoredOn: "2026-02-01" })])).toEqual([
      "denosumab 2026-09-01 osteoporosis-dose",
    ]);
  });
});

describe("a procedure that is no dose", () => {
  test.each<[string, unknown, readonly string[]]>([
    ["was not done", procedure(billed("J0897"), { status: "not-done" }), ["other: The record says it was not done."]],
    ["is being prepared", procedure(billed("J0897"), { status: "preparation" }), ["not-final: The record does not say that it was done."]],
    ["was entered in error", procedure(billed("J0897"), { status: "entered-in-error" }), ["entered-in-error: It was entered in error."]],
    [
      "has no date",
      procedure(billed("J0897"), { performedDateTime: undefined }),
      ["malformed: It has no readable date, so it does not say when the drug was taken."],
    ],
    ["is only teaching about it", procedure("Denosumab injection teaching"), ["other: It names the drug, but does not say that a dose was given."]],
    ["only names it", procedure("Zoledronic acid"), ["other: It names the drug, but does not say that a dose was given."]],
    [
      "says that it was declined",
      procedure("Prolia injection declined"),
      ["other: It names the drug in words that say it is not taken; a name alone proves no therapy."],
    ],
    ["is an injection of nobody knows what", procedure(billed("96372", "Therapeutic injection, subcutaneous", "http://www.ama-assn.org/go/cpt")), []],
    ["measures calcium", procedure("Measurement of calcium and vitamin D"), []],
  ])("%s", (_, none, listed) => {
    const { therapy, unusable } = recordOf([none]);
    expect(therapy.others).toEqual([]);
    expect(unusable.filter(({ what }) => what !== "Measurement of calcium and vitamin D").map(({ kind, reason }) => `${kind}: ${reason}`)).toEqual(listed);
  });
});

test("no bone medicine may be said to be absent while the procedures are not known", () => {
  expect(recordOf([], searchesWith({ procedures: "failed" })).therapy.antiresorptive.state).toBe("unavailable");
  expect(recordOf([], searchesWith({ procedures: "unsupported" })).therapy.antiresorptive.state).toBe("not-recorded");
});
