// @vitest-environment node
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Therapy } from "../../../src/record/record";
import { verdictOf } from "../../../src/record/medication/drug-verdict";
import { readTherapy } from "../../../src/record/medication/therapy";
import { type ChartOptions, caseBundle, chartOf, searchesWith } from "../chart-of";
import { administration, condition, days, dispense, icd, medication, order, patientP1, resource, statement } from "./drug-resources";

const anastrozole = "84857";
const letrozole = "72965";
const exemestane = "258494";

const therapyOf = (resources: readonly unknown[], options: ChartOptions = {}): Therapy => readTherapy(chartOf([patientP1, ...resources], options));
const therapyOfCase = (folder: string, options: ChartOptions = {}): Therapy => readTherapy(chartOf(caseBundle(folder), options));
const courses = (therapy: Therapy) => therapy.aromataseInhibitors.map((course) => [course.agent, course.start?.text, course.end?.text, course.currency]);
const currentOf = (therapy: Therapy) => {
  const fact = therapy.currentAromataseInhibitor;
  return fact.state === "present" ? fact.value.agent : fact.state;
};
const sinceOf = (therapy: Therapy) => {
  const fact = therapy.aromataseInhibitorSince;
  return fact.state === "present" ? fact.value.text : fact.state;
};

describe("the case bundles", () => {
  test("22: a drug that is only in a contained Medication is read", () => {
    const therapy = therapyOfCase("22-med-reference-contained");
    expect(courses(therapy)).toEqual([["anastrozole", "2023-05-01", undefined, "current"]]);
    expect(therapy.currentAromataseInhibitor).toMatchObject({ state: "present", how: "coded", note: expect.stringContaining("nothing newer than 2023-05-01") });
  });

  test("24: nine entries are one course; renewals do not reset the start", () => {
    const therapy = therapyOfCase("24-med-three-sources");
    expect(courses(therapy)).toEqual([["anastrozole", "2023-02-01", undefined, "current"]]);
    expect(therapy.aromataseInhibitors[0]?.evidence).toHaveLength(8);
    expect(sinceOf(therapy)).toBe("2023-02-01");
    expect(therapy.gaps).toEqual([]);
    const renewal = therapy.aromataseInhibitors[0]?.evidence.find((item) => item.reference === "MedicationRequest/m8");
    expect(renewal && verdictOf(renewal)).toContain("the start stays 1 Feb 2023");
  });

  test("25: nobody is on an aromatase inhibitor; only exemestane was really taken", () => {
    const chart = chartOf(caseBundle("25-ai-status-variety"));
    const therapy = readTherapy(chart);
    expect(courses(therapy)).toEqual([["exemestane", "2022-01-01", "2022-09-30", "past"]]);
    expect(therapy.currentAromataseInhibitor.state).toBe("not-recorded");
    expect(chart.rejected.map((item) => [item.reference, item.kind])).toEqual([
      ["MedicationRequest/m1", "entered-in-error"],
      ["MedicationRequest/m2", "not-taken"],
      ["MedicationRequest/m3", "not-taken"],
      ["MedicationRequest/m4", "not-taken"],
      ["MedicationRequest/m5", "not-taken"],
      ["MedicationRequest/m7", "not-taken"],
      ["MedicationStatement/s8", "not-taken"],
    ]);
    expect(JSON.stringify(chart.rejected.filter((item) => item.kind === "entered-in-error"))).not.toContain("anastrozole");
  });

  test("27: Femara by name is letrozole; Femring, aromatherapy, Letairis and an allergy are not", () => {
    const therapy = therapyOfCase("27-brand-text-only-and-lookalikes");
    expect(courses(therapy)).toEqual([["letrozole", "2024-02-01", undefined, "current"]]);
    expect(therapy.currentAromataseInhibitor).toMatchObject({ how: "by-text", value: { label: "Femara" } });
    expect(therapy.others.map((course) => [course.drugClass, course.currency])).toEqual([["oestrogen", "past"]]);
  });

  test("32 and 36: a failed medication search is never told as absence", () => {
    const failed = searchesWith({ "medication-requests": "failed", "medication-statements": "failed" });
    const nothing = readTherapy(chartOf([patientP1], { searches: failed }));
    expect(nothing.currentAromataseInhibitor).toMatchObject({ state: "unavailable", searches: ["medication-requests", "medication-statements"] });
    expect(nothing.medicationListComplete).toBe(false);

    const found = therapyOfCase("32-forbidden-one-type", { searches: searchesWith({ "medication-statements": "refused", "medication-dispenses": "refused" }) });
    expect(currentOf(found)).toBe("anastrozole");
    expect(found.medicationListComplete).toBe(false);
    expect(found.antiresorptive.state).toBe("unavailable");
  });

  test("a search that the server does not support leaves no hole", () => {
    const therapy = therapyOf([], { searches: searchesWith({ "medication-administrations": "unsupported", "medication-dispenses": "unsupported" }) });
    expect(therapy.currentAromataseInhibitor.state).toBe("not-recorded");
    expect(therapy.medicationListComplete).toBe(true);
  });

  test("46: denosumab 60 mg was last given on 2025-07-12 and is not in force any more", () => {
    const therapy = therapyOfCase("46-denosumab-stopped");
    const [denosumab] = therapy.others;
    expect(denosumab).toMatchObject({ agent: "denosumab", purpose: "osteoporosis-dose", currency: "past" });
    expect(denosumab?.doses.map((dose) => dose.date.text)).toEqual(["2023-01-10", "2023-07-10", "2024-01-10", "2024-07-10", "2025-01-10", "2025-07-12"]);
    expect(therapy.antiresorptive.state).toBe("not-recorded");
  });

  test("48: denosumab 120 mg is oncology dosing, no bone-dose antiresorptive", () => {
    const therapy = therapyOfCase("48-metastatic-bone");
    expect(currentOf(therapy)).toBe("letrozole");
    expect(therapy.others.map((course) => [course.agent, course.purpose, course.currency])).toEqual([
      ["denosumab", "oncology-dose", "current"],
      ["palbociclib", "not-stated", "current"],
    ]);
    expect(therapy.antiresorptive.state).toBe("not-recorded");
  });

  test("54: tamoxifen is not an aromatase inhibitor; exposure starts on 2022-07-01", () => {
    const therapy = therapyOfCase("54-tamoxifen-then-ai");
    expect(sinceOf(therapy)).toBe("2022-07-01");
    expect(therapy.others).toMatchObject([{ agent: "tamoxifen", currency: "past", end: { text: "2022-06-30" } }]);
    expect(therapy.switches).toEqual([]);
  });

  test("60: with nothing on record, complete searches say not recorded", () => {
    const therapy = therapyOfCase("60-no-data-at-all");
    expect(therapy.currentAromataseInhibitor).toEqual({
      state: "not-recorded",
      searched: ["medication-requests", "medication-statements", "medication-dispenses", "medication-administrations"],
    });
    expect(sinceOf(therapy)).toBe("not-recorded");
  });

  test("19: a start known only as a year stays a year", () => expect(sinceOf(therapyOfCase("19-partial-dates"))).toBe("2021"));

  test("39: malformed entries get a line each and change nothing else", () => {
    const chart = chartOf(caseBundle("39-malformed-resources"));
    expect(courses(readTherapy(chart))).toEqual([["anastrozole", "2023-02-01", undefined, "current"]]);
    expect(chart.rejected.filter((item) => item.reference.startsWith("MedicationRequest/")).map((item) => item.kind)).toEqual(["malformed", "malformed"]);
  });

  test("42: markup is not shown as the name of a drug", () => {
    expect(therapyOfCase("42-xss-in-every-text").currentAromataseInhibitor).toMatchObject({ value: { label: "anastrozole" } });
  });
});

describe("which drug a reference means", () => {
  const byReference = (id: string, reference: unknown) =>
    resource("MedicationRequest", id, { status: "active", intent: "order", authoredOn: "2025-01-01", medicationReference: reference });
  const fetched = { resourceType: "Medication", id: "med1", code: medication(letrozole) };

  test.each([
    ["fetched", { reference: "Medication/med1" }, "letrozole"],
    ["absolute", { reference: "https://ehr.example/fhir/Medication/med1" }, "letrozole"],
    ["missing, but named in its display", { reference: "Medication/gone", display: "Femara 2.5 mg" }, "letrozole"],
    ["missing and not named", { reference: "Medication/gone" }, "unusable"],
  ])("%s", (_, reference, expected) => expect(currentOf(therapyOf([fetched, byReference("m1", reference)]))).toBe(expected));

  test("an unknown drug is listed, and nobody may say that there is no aromatase inhibitor", () => {
    const chart = chartOf([patientP1, byReference("m1", { reference: "Medication/gone" })]);
    expect(readTherapy(chart).medicationListComplete).toBe(false);
    expect(chart.rejected).toMatchObject([{ reference: "MedicationRequest/m1", kind: "unresolved-reference" }]);
  });

  test("ingredients count where the product has no code", () => {
    const product = { resourceType: "Medication", id: "med1", ingredient: [{ itemCodeableConcept: medication(exemestane) }] };
    expect(currentOf(therapyOf([product, byReference("m1", { reference: "Medication/med1" })]))).toBe("exemestane");
  });
});

describe("what counts as taken today", () => {
  const period = (start: string, end: string) => ({ dosageInstruction: [{ timing: { repeat: { boundsPeriod: { start, end } } } }] });
  test.each<[string, readonly unknown[], string]>([
    ["an active order", [order("m1", anastrozole, { authoredOn: "2026-06-01" })], "anastrozole"],
    ["an active order of 2019, with a caveat", [order("m1", anastrozole, { authoredOn: "2019-06-01" })], "anastrozole"],
    ["an order that starts tomorrow", [order("m1", anastrozole, { authoredOn: "2026-11-24" })], "not-recorded"],
    ["a completed order without an end", [order("m1", anastrozole, { status: "completed", authoredOn: "2026-06-01" })], "not-recorded"],
    ["an order of unknown status", [order("m1", anastrozole, { status: "unknown", authoredOn: "2026-06-01" })], "unusable"],
    ["a reported drug sent as a plan", [order("m1", anastrozole, { intent: "plan", reportedBoolean: true, authoredOn: "2026-06-01" })], "anastrozole"],
    ["on hold for 80 days", [order("m1", anastrozole, { status: "on-hold", authoredOn: "2026-09-04" })], "anastrozole"],
    ["on hold for 90 days", [order("m1", anastrozole, { status: "on-hold", authoredOn: "2026-08-25" })], "not-recorded"],
    ["active, its period over for 6 weeks", [order("m1", anastrozole, { authoredOn: "2025-10-01", ...period("2025-10-01", "2026-10-10") })], "anastrozole"],
    ["active, its period over for years", [order("m1", anastrozole, { authoredOn: "2018-10-01", ...period("2018-10-01", "2023-10-01") })], "unusable"],
    ["supplied for 90 days three months ago", [dispense("d1", anastrozole, "2026-07-01", { daysSupply: days(90) })], "anastrozole"],
    ["supply ran out four months ago", [dispense("d1", anastrozole, "2026-05-01", { daysSupply: days(90) })], "unusable"],
    ["supply ran out a year ago", [dispense("d1", anastrozole, "2025-08-01", { daysSupply: days(90) })], "not-recorded"],
    ["an active statement", [statement("s1", anastrozole, { effectivePeriod: { start: "2024-01-01" } })], "anastrozole"],
    ["a statement of an intention", [statement("s1", anastrozole, { status: "intended", effectivePeriod: { start: "2026-01-01" } })], "not-recorded"],
    ["only the class named", [statement("s1", "aromatase inhibitor", { dateAsserted: "2026-01-01" })], "unusable"],
    ["only a diagnosis code for its use", [condition("c1", icd("Z79.811"), { recordedDate: "2026-05-01" })], "unusable"],
    ["an old diagnosis code for its use", [condition("c1", icd("Z79.811"), { recordedDate: "2021-05-01" })], "not-recorded"],
  ])("%s", (_, resources, expected) => expect(currentOf(therapyOf(resources))).toBe(expected));
});

describe("who wins when entries disagree", () => {
  const old = order("m1", anastrozole, { authoredOn: "2021-02-01" });
  test.each<[string, readonly unknown[], readonly unknown[]]>([
    [
      "a later statement that it was stopped beats an older active order",
      [old, statement("s1", anastrozole, { status: "stopped", effectivePeriod: { start: "2021-02-01", end: "2024-05-10" } })],
      ["anastrozole", "2021-02-01", "2024-05-10", "past"],
    ],
    [
      "a later 'not taken' beats an older active order",
      [old, statement("s1", anastrozole, { status: "not-taken", effectivePeriod: { start: "2025-01-01" } })],
      ["anastrozole", "2021-02-01", "2025-01-01", "past"],
    ],
    [
      "a supply after the stop shows that it went on",
      [
        old,
        statement("s1", anastrozole, { status: "stopped", effectivePeriod: { end: "2024-05-10" } }),
        dispense("d1", anastrozole, "2026-10-01", { daysSupply: days(90) }),
      ],
      ["anastrozole", "2021-02-01", undefined, "current"],
    ],
    [
      "an order written after the stop wins",
      [
        statement("s1", anastrozole, { status: "stopped", effectivePeriod: { start: "2021-02-01", end: "2024-05-10" } }),
        order("m2", anastrozole, { authoredOn: "2024-07-01" }),
      ],
      ["anastrozole", "2021-02-01", undefined, "current"],
    ],
    [
      "a renewal is not stopped by the order it replaces",
      [
        order("m0", anastrozole, { status: "stopped", authoredOn: "2024-02-01", dispenseRequest: { validityPeriod: { end: "2025-03-01" } } }),
        order("m2", anastrozole, { authoredOn: "2025-02-01" }),
      ],
      ["anastrozole", "2024-02-01", undefined, "current"],
    ],
    [
      "a newer order stopped on an unknown day leaves it open",
      [old, order("m2", anastrozole, { status: "stopped", authoredOn: "2024-03-01" })],
      ["anastrozole", "2021-02-01", undefined, "uncertain"],
    ],
    [
      "completed yearly orders are one course",
      ["2021", "2022", "2023"].map((year) => order(`m${year}`, anastrozole, { status: "completed", authoredOn: `${year}-02-01` })),
      ["anastrozole", "2021-02-01", undefined, "past"],
    ],
  ])("%s", (_, resources, expected) => expect(courses(therapyOf(resources))).toEqual([expected]));

  test("the losing entry says why it lost", () => {
    const therapy = therapyOf([old, statement("s1", anastrozole, { status: "stopped", effectivePeriod: { end: "2024-05-10" } })]);
    expect(therapy.aromataseInhibitors[0]?.evidence.map(verdictOf)[0]).toBe(
      "Marked active, but MedicationStatement/s1, which is newer, says it was stopped or not taken (10 May 2024).",
    );
  });
});

describe("oestrogens by route", () => {
  const route = (words: string) => ({ dosageInstruction: [{ route: { text: words } }] });
  test.each<[string, unknown, boolean]>([
    ["a vaginal tablet in Medi-Span's words", order("m1", "ESTRADIOL 10 MCG VA TABS"), false],
    ["a vaginal cream in them", order("m1", "ESTRADIOL 0.1 MG/GM VA CREA"), false],
    ["a patch in them", order("m1", "ESTRADIOL 0.05 MG/24HR TD PTTW"), true],
    ["a patch filed as topical", order("m1", "estradiol 0.05 mg/24 hr patch", route("Topical")), true],
    ["a gel filed as topical", order("m1", "estradiol 0.06 % gel (ESTROGEL)", route("Topical")), true],
    ["a low-dose ring", order("m1", "estradiol (ESTRING) 2 mg vaginal ring"), false],
    ["an injection into a muscle", order("m1", "estradiol cypionate 5 mg/mL IM OIL"), true],
  ])("%s", (_, entry, systemic) => expect(therapyOf([entry]).others.some((course) => course.drugClass === "oestrogen")).toBe(systemic));
});

describe("runs, gaps and switches", () => {
  test("an order that was stopped nobody knows when lasted until the one that replaced it", () => {
    const replacing = { authoredOn: "2024-06-01", priorPrescription: { reference: "MedicationRequest/m1" } };
    const first = order("m1", anastrozole, { status: "stopped", authoredOn: "2022-03-01" });
    expect(sinceOf(therapyOf([first, order("m2", letrozole, replacing)]))).toBe("2022-03-01");
    expect(sinceOf(therapyOf([first, order("m2", letrozole, { authoredOn: "2024-06-01" })]))).toBe("2024-06-01");
  });

  const ended = (id: string, drug: string, start: string, end: string) =>
    order(id, drug, { status: "stopped", authoredOn: start, dispenseRequest: { validityPeriod: { start, end } } });

  test("a switch within 180 days continues the run and is no new start", () => {
    const therapy = therapyOf([ended("m1", anastrozole, "2022-01-01", "2024-03-01"), order("m2", exemestane, { authoredOn: "2024-08-28" })]);
    expect(sinceOf(therapy)).toBe("2022-01-01");
    expect(therapy.gaps).toEqual([{ from: "2024-03-01", to: "2024-08-28", days: 180 }]);
    expect(therapy.switches).toMatchObject([{ date: { text: "2024-08-28" }, from: "anastrozole", to: "exemestane" }]);
  });

  test("after 181 days without one, exposure starts anew", () => {
    const therapy = therapyOf([ended("m1", anastrozole, "2022-01-01", "2024-03-01"), order("m2", exemestane, { authoredOn: "2024-08-29" })]);
    expect(sinceOf(therapy)).toBe("2024-08-29");
    expect(therapy.gaps).toMatchObject([{ days: 181 }]);
    expect(therapy.switches).toEqual([]);
  });

  test("a break of 30 days is a late refill, 31 days a gap", () => {
    const break30 = therapyOf([ended("m1", anastrozole, "2022-01-01", "2024-03-01"), order("m2", anastrozole, { authoredOn: "2024-03-31" })]);
    const break31 = therapyOf([ended("m1", anastrozole, "2022-01-01", "2024-03-01"), order("m2", anastrozole, { authoredOn: "2024-04-01" })]);
    expect([break30.gaps.length, break31.gaps.length]).toEqual([0, 1]);
    expect(courses(break31)).toEqual([["anastrozole", "2022-01-01", undefined, "current"]]);
  });

  test("an order left active loses to the aromatase inhibitor written later", () => {
    const therapy = therapyOf([order("m1", anastrozole, { authoredOn: "2021-01-01" }), order("m2", letrozole, { authoredOn: "2024-06-01" })]);
    expect(currentOf(therapy)).toBe("letrozole");
    expect(sinceOf(therapy)).toBe("2021-01-01");
    expect(courses(therapy).map((course) => course[3])).toEqual(["uncertain", "current"]);
    expect(therapy.currentAromataseInhibitor).toMatchObject({ note: expect.stringContaining("anastrozole is still marked active") });
    expect(therapy.switches).toMatchObject([{ from: "anastrozole", to: "letrozole" }]);
  });

  test("an active order without a readable date has no start, and that is said", () => {
    const therapy = therapyOf([order("m1", anastrozole, { authoredOn: "soon" })]);
    expect([currentOf(therapy), sinceOf(therapy)]).toEqual(["anastrozole", "unusable"]);
  });

  test("a date before birth sets no start", () => {
    const chart = chartOf([patientP1, order("m1", anastrozole, { authoredOn: "1900-01-01" })]);
    expect(sinceOf(readTherapy(chart))).toBe("unusable");
    expect(chart.rejected).toMatchObject([{ kind: "implausible" }]);
  });
});

describe("whatever arrives", () => {
  const scraps = fc.oneof(
    fc.constant(order("m1", anastrozole, { authoredOn: "2023-02-01" })),
    fc.constant(order("m2", letrozole, { status: "stopped", authoredOn: "2021-02-01" })),
    fc.constant(statement("s1", anastrozole, { status: "not-taken", effectivePeriod: { start: "2025-01-01" } })),
    fc.constant(dispense("d1", anastrozole, "2026-09-01", { daysSupply: days(90) })),
    fc.constant(administration("a1", "denosumab 60 mg", "2026-06-01")),
    fc.constant(order("m3", "prednisone 5 mg tablet", { authoredOn: "2026-01-01" })),
    fc.constant(order("m4", exemestane, { authoredOn: "2020" })),
  );

  test("the order of the resources never matters", () => {
    fc.assert(
      fc.property(fc.uniqueArray(scraps, { selector: (one) => one["id"] }), fc.infiniteStream(fc.nat()), (resources, random) => {
        const shuffled = [...resources].map((one) => ({ one, key: random.next().value as number })).sort((a, b) => a.key - b.key);
        expect(therapyOf(shuffled.map(({ one }) => one))).toEqual(therapyOf(resources));
      }),
      { numRuns: 60 },
    );
  });

  test("mangled medication resources never throw", () => {
    const types = fc.constantFrom("MedicationRequest", "MedicationStatement", "MedicationDispense", "MedicationAdministration", "Medication");
    const elements = [
      "status",
      "intent",
      "authoredOn",
      "medicationCodeableConcept",
      "medicationReference",
      "effectivePeriod",
      "dosageInstruction",
      "dosage",
      "dispenseRequest",
      "daysSupply",
      "whenHandedOver",
      "effectiveDateTime",
    ];
    const junk = fc.oneof(fc.jsonValue(), fc.constantFrom("constructor", "__proto__", "active", "2023-02-30", "2023"), fc.constant(medication(anastrozole)));
    const mangled = fc.record(Object.fromEntries(elements.map((name) => [name, junk])), { requiredKeys: [] });
    fc.assert(
      fc.property(types, mangled, (type, broken) => {
        const therapy = therapyOf([resource(type, "x1", { medicationCodeableConcept: medication(anastrozole), ...broken })]);
        expect(therapy.aromataseInhibitors.length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 300 },
    );
  });

  test("a diagnosis code for taking a bisphosphonate forbids the claim that none is taken", () => {
    const coded = (recordedDate: string) => therapyOf([condition("c1", icd("Z79.83"), { recordedDate })]).antiresorptive;
    expect(coded("2026-05-01")).toMatchObject({ state: "unusable", sources: ["Condition/c1"] });
    expect(coded("2021-05-01").state).toBe("not-recorded");
  });

  test.each([
    ["no drug at all", { medicationCodeableConcept: undefined }],
    ["an empty concept", { medicationCodeableConcept: {} }],
    ["a code of the house, without words", { medicationCodeableConcept: { coding: [{ system: "urn:house", code: "4711" }] } }],
    ["a drug that was not sent", { medicationCodeableConcept: undefined, medicationReference: { reference: "Medication/gone" } }],
  ])("an order in use that names %s forbids the claim that no aromatase inhibitor is taken", (_case, named) => {
    const therapy = therapyOf([order("m1", anastrozole, named)]);
    expect(therapy.currentAromataseInhibitor).toMatchObject({ state: "unusable", sources: ["MedicationRequest/m1"] });
    expect(therapy.medicationListComplete).toBe(false);
  });

  test("a failed search never adds a conclusion of absence", () => {
    fc.assert(
      fc.property(fc.uniqueArray(scraps, { selector: (one) => one["id"] }), (resources) => {
        const failed = therapyOf(resources, { searches: searchesWith({ "medication-requests": "failed" }) });
        for (const fact of [failed.currentAromataseInhibitor, failed.aromataseInhibitorSince, failed.antiresorptive])
          expect(fact.state).not.toBe("not-recorded");
      }),
      { numRuns: 60 },
    );
  });
});
