// @vitest-environment node
import { describe, expect, test } from "vitest";
import { buildRecord } from "../../src/record/build";
import { readBundle } from "../../src/record/bundle";
import { report as dxaReport, result as dxaResult } from "./bone-density/bone-density-support";
import { searchesWith } from "./chart-of";
import { administration, icd, order, snomed } from "./medication/drug-resources";
import { observation, patient } from "./sample-observation";

type Json = Readonly<Record<string, unknown>>;

const mine = { reference: "Patient/p1" };
const cpt = (code: string): Json => ({ coding: [{ system: "http://www.ama-assn.org/go/cpt", code }] });
const hcpcs = (code: string): Json => ({ coding: [{ system: "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets", code }] });
const of = (resourceType: string, elements: Json): Json => ({ resourceType, id: "x1", subject: mine, ...elements });
const recordOf = (...resources: readonly unknown[]) =>
  buildRecord({ patientId: "p1", resources: [patient(), ...resources], searches: searchesWith(), today: "2026-11-23" });
const listed = (...resources: readonly unknown[]) => recordOf(...resources).unusable.map(({ reference, what, date }) => [reference, what, date?.text]);

const lumbarSpine = (more: Json = {}) => dxaResult("spineT", -1.8, "2026-03-01", { id: "t1", ...more });

describe("what plainly concerns bones, an aromatase inhibitor or vitamin D and is read by nobody is listed", () => {
  test.each<[string, Json, string, string | undefined, RegExp]>([
    [
      "an order for a DXA",
      of("ServiceRequest", { status: "active", code: cpt("77080"), authoredOn: "2026-10-01" }),
      "77080",
      "2026-10-01",
      /order or a booking/,
    ],
    [
      "an order in words",
      of("ServiceRequest", { status: "active", code: { text: "DEXA bone density" }, occurrenceDateTime: "2026-12-01" }),
      "DEXA bone density",
      "2026-12-01",
      /order/,
    ],
    [
      "a booking, which names its patient among the participants",
      {
        resourceType: "Appointment",
        id: "x1",
        status: "booked",
        description: "Bone density scan",
        start: "2026-12-03T09:00:00Z",
        participant: [{ actor: mine }],
      },
      "Bone density scan",
      "2026-12-03",
      /order or a booking/,
    ],
    [
      "images of a DXA",
      of("ImagingStudy", { status: "available", started: "2026-02-01", description: "DXA hip and spine" }),
      "DXA hip and spine",
      "2026-02-01",
      /images/,
    ],
    [
      "images by their modality",
      of("ImagingStudy", { status: "available", started: "2026-02-01", modality: [{ system: "http://dicom.nema.org/resources/ontology/DCM", code: "BMD" }] }),
      "bone density",
      "2026-02-01",
      /images/,
    ],
    [
      "a picture",
      of("Media", { status: "completed", createdDateTime: "2026-02-01", content: { title: "DXA left hip" } }),
      "DXA left hip",
      "2026-02-01",
      /images/,
    ],
    [
      "a file that belongs to nobody",
      { resourceType: "Binary", id: "x1", contentType: "application/pdf", title: "DXA report 2024" },
      "DXA report 2024",
      undefined,
      /images/,
    ],
    [
      "body composition by DXA",
      of("DiagnosticReport", { status: "final", code: { text: "DXA body composition" }, effectiveDateTime: "2026-04-01" }),
      "DXA body composition",
      "2026-04-01",
      /not recognised/,
    ],
    [
      "a report of an unspecified vitamin D without coded results",
      of("DiagnosticReport", { status: "final", code: { text: "Vitamin D panel" }, effectiveDateTime: "2026-04-01", conclusion: "18 ng/mL" }),
      "Vitamin D panel",
      "2026-04-01",
      /no result of it is used/,
    ],
    [
      "a letter about a scan",
      of("DocumentReference", { status: "current", type: { text: "Letter" }, description: "Bone density results letter", date: "2026-04-01" }),
      "Bone density results letter",
      "2026-04-01",
      /letters and notes/,
    ],
    [
      "a procedure that is no scan",
      of("Procedure", { status: "completed", code: { text: "Osteoporosis counselling" }, performedDateTime: "2026-04-01" }),
      "Osteoporosis counselling",
      "2026-04-01",
      /does not say/,
    ],
    [
      "a diagnosis",
      of("Condition", { code: icd("E55.9", "Vitamin D deficiency, unspecified"), recordedDate: "2026-04-01" }),
      "Vitamin D deficiency, unspecified",
      "2026-04-01",
      /diagnosis/,
    ],
    [
      "a medicine nobody can tell",
      of("MedicationRequest", {
        status: "active",
        intent: "order",
        medicationCodeableConcept: { text: "IV bisphosphonate per protocol" },
        authoredOn: "2026-04-01",
      }),
      "IV bisphosphonate per protocol",
      "2026-04-01",
      /medicine/,
    ],
    [
      "an allergy",
      { resourceType: "AllergyIntolerance", id: "x1", patient: mine, code: { text: "Zoledronic acid" }, recordedDate: "2026-04-01" },
      "Zoledronic acid",
      "2026-04-01",
      /allergies/,
    ],
    [
      "a plan",
      of("CarePlan", { status: "active", intent: "plan", title: "Osteoporosis care plan", created: "2026-04-01" }),
      "Osteoporosis care plan",
      "2026-04-01",
      /plan/,
    ],
    [
      "a questionnaire",
      of("QuestionnaireResponse", {
        status: "completed",
        authored: "2026-04-01",
        item: [{ linkId: "1", text: "When was your last bone density scan?", answer: [{ valueString: "secret" }] }],
      }),
      "When was your last bone density scan?",
      "2026-04-01",
      /questionnaires/,
    ],
    ["something of no known kind", of("Basic", { code: { text: "DXA summary" }, created: "2026-04-01" }), "DXA summary", "2026-04-01", /\(Basic\)/],
    [
      "a FRAX assessment",
      of("RiskAssessment", { status: "final", method: { text: "FRAX 10-year fracture risk" }, occurrenceDateTime: "2026-04-01" }),
      "FRAX 10-year fracture risk",
      "2026-04-01",
      /\(RiskAssessment\)/,
    ],
    [
      "a bill for denosumab, by its code alone",
      {
        resourceType: "Claim",
        id: "x1",
        patient: mine,
        status: "active",
        created: "2026-04-01",
        item: [{ sequence: 1, productOrService: hcpcs("J0897"), quantity: { value: 60 } }],
      },
      "J0897",
      "2026-04-01",
      /bill/,
    ],
    [
      "her mother's osteoporosis",
      {
        resourceType: "FamilyMemberHistory",
        id: "x1",
        patient: mine,
        status: "completed",
        relationship: { text: "mother" },
        date: "2026-04-01",
        condition: [{ code: { text: "Osteoporosis" } }],
      },
      "Osteoporosis",
      "2026-04-01",
      /parent/,
    ],
    [
      "the broken hip of nobody said",
      {
        resourceType: "FamilyMemberHistory",
        id: "x1",
        patient: mine,
        status: "completed",
        relationship: {},
        date: "2026-04-01",
        condition: [{ code: snomed("5913000") }],
      },
      "hip fracture in the family",
      "2026-04-01",
      /parent/,
    ],
    [
      "albumin by a LOINC code nobody knows, with a short name",
      observation({ loinc: "61152-5", text: "Albumin", value: 4, unit: "g/dL" }),
      "Albumin",
      "2026-05-05",
      /sure enough/,
    ],
    ["a T-score of nobody knows where", observation({ text: "T-score", value: -2.6 }), "T-score", "2026-05-05", /sure enough/],
  ])("%s", (_, resource, what, date, reason) => {
    const { unusable } = recordOf(resource);
    expect(unusable.map((item) => [item.reference, item.what, item.date?.text, item.kind])).toEqual([
      [`${String(resource["resourceType"])}/x1`, what, date, "other"],
    ]);
    expect(unusable[0]?.reason).toMatch(reason);
    expect(JSON.stringify(unusable)).not.toMatch(/secret|asReported/);
  });

  test("entries of one kind that say the same are one line, the newest", () => {
    const ordered = (id: string, authoredOn: string) => of("ServiceRequest", { id, status: "completed", code: { text: "25-OH Vitamin D" }, authoredOn });
    const { unusable } = recordOf(ordered("a", "2024-01-01"), ordered("b", "2026-01-01"), ordered("c", "2025-01-01"));
    expect(unusable).toMatchObject([{ reference: "ServiceRequest/b", reason: expect.stringContaining("There are 3 such entries; this is the newest.") }]);
  });

  test("the class of the drug alone, long over", () => {
    const over = of("MedicationRequest", { status: "completed", intent: "order", medicationCodeableConcept: { text: "Aromatase inhibitor therapy" } });
    expect(recordOf(over)).toMatchObject({
      unusable: [{ what: "aromatase inhibitor", kind: "other" }],
      therapy: { currentAromataseInhibitor: { state: "not-recorded" } },
    });
  });

  test("what was entered in error is listed as that", () => {
    const wrong = of("ServiceRequest", { status: "entered-in-error", code: { text: "DXA" }, authoredOn: "2026-10-01" });
    expect(recordOf(wrong).unusable).toMatchObject([{ kind: "entered-in-error", reason: "It was entered in error." }]);
  });
});

describe("what is used, or listed for another reason, is not listed again", () => {
  test.each<[string, readonly Json[]]>([
    [
      "a scan and its order",
      [lumbarSpine({ basedOn: [{ reference: "ServiceRequest/x1" }] }), of("ServiceRequest", { status: "completed", code: { text: "DXA" } })],
    ],
    [
      "a report and its images",
      [dxaReport("2026-03-01", { imagingStudy: [{ reference: "ImagingStudy/x1" }] }), of("ImagingStudy", { status: "available", description: "DXA" })],
    ],
    [
      "the heading of a vitamin D result",
      [
        observation({ id: "d1", loinc: "62292-8", value: 31, unit: "ng/mL" }),
        of("DiagnosticReport", { status: "final", code: { text: "Vitamin D" }, effectiveDateTime: "2026-05-05", result: [{ reference: "Observation/d1" }] }),
      ],
    ],
    [
      "the bill of a scan",
      [
        of("Procedure", { id: "p9", status: "completed", code: { ...cpt("77080"), text: "Bone density scan" }, performedDateTime: "2026-03-01" }),
        {
          resourceType: "Claim",
          id: "x1",
          patient: mine,
          created: "2026-03-01",
          item: [{ productOrService: { text: "Bone density scan" } }, { productOrService: { text: "Osteoporosis (disorder)" } }],
        },
      ],
    ],
    [
      "the diagnosis code of a medicine that is on record",
      [
        order("m1", "letrozole 2.5 mg", { authoredOn: "2024-01-01" }),
        of("Condition", { code: icd("Z79.811", "Long term (current) use of aromatase inhibitors"), recordedDate: "2024-01-01" }),
      ],
    ],
    ["a dose", [administration("a1", "Prolia 60 mg", "2026-09-01")]],
    [
      "an older value of a test whose latest counts",
      [
        observation({ id: "a", loinc: "1751-7", text: "Albumin", value: 4, unit: "g/dL", day: "2024-01-01" }),
        observation({ id: "b", loinc: "1751-7", text: "Albumin", value: 4.1, unit: "g/dL" }),
      ],
    ],
  ])("%s", (_, resources) => expect(listed(...resources)).toEqual([]));

  test("a result that cannot be used has one line, of its own reader", () => {
    expect(recordOf(observation({ text: "25-OH vitamin D", value: 30 })).unusable).toMatchObject([{ kind: "unit" }]);
  });
});

describe("what does not concern bones, an aromatase inhibitor or vitamin D stays out", () => {
  test.each<[string, Json]>([
    ["a blood count", observation({ text: "Hemoglobin", value: 13, unit: "g/dL" })],
    ["a urine test with a name of its own", observation({ loinc: "2161-8", text: "Creatinine [Mass/volume] in Urine", value: 90, unit: "mg/dL" })],
    ["ionised calcium", observation({ loinc: "1995-0", text: "Calcium", value: 1.2, unit: "mmol/L" })],
    ["the T-score of a questionnaire", observation({ text: "PROMIS physical function T-score", value: 44 })],
    ["cholesterol", observation({ text: "High Density Lipoprotein Cholesterol", value: 50 })],
    ["dexamethasone", of("MedicationRequest", { status: "active", intent: "order", medicationCodeableConcept: { text: "Dexa-Gentamicin eye drops" } })],
    ["a mammogram", of("ImagingStudy", { status: "available", description: "Mammogram, heterogeneously dense breasts" })],
    ["a bone scan of nuclear medicine", of("ServiceRequest", { status: "active", code: { text: "NM bone scan whole body" } })],
    ["who wrote an entry", { resourceType: "Provenance", id: "x1", target: [{ reference: "ServiceRequest/9" }], recorded: "2026-01-01T00:00:00Z" }],
    ["an immunisation", { resourceType: "Immunization", id: "x1", patient: mine, status: "completed", vaccineCode: { text: "Influenza" } }],
    [
      "a report whose long text recommends a DXA",
      of("DiagnosticReport", { status: "final", code: { text: "CT chest" }, effectiveDateTime: "2026-01-01", conclusion: "DXA recommended." }),
    ],
    [
      "an order whose reason is osteoporosis",
      of("ServiceRequest", { status: "active", code: { text: "Physiotherapy" }, reasonCode: [{ text: "Osteoporosis" }] }),
    ],
    [
      "her mother's breast cancer",
      { resourceType: "FamilyMemberHistory", id: "x1", patient: mine, relationship: { text: "mother" }, condition: [{ code: { text: "Breast cancer" } }] },
    ],
  ])("%s", (_, resource) => expect(listed(resource)).toEqual([]));
});

describe("another patient's entries are never told", () => {
  const theirs = { reference: "Patient/p2" };
  test.each<[string, Json]>([
    ["images", { resourceType: "ImagingStudy", id: "x1", subject: theirs, description: "DXA of Jane Doe" }],
    [
      "a booking",
      { resourceType: "Appointment", id: "x1", description: "DXA of Jane Doe", participant: [{ actor: { reference: "Practitioner/1" } }, { actor: theirs }] },
    ],
    ["a task", { resourceType: "Task", id: "x1", for: theirs, description: "DXA of Jane Doe" }],
    ["an order", of("ServiceRequest", { subject: theirs, code: { text: "DXA of Jane Doe" } })],
  ])("%s", (_, resource) => {
    const { unusable } = recordOf(resource);
    expect(unusable).toMatchObject([{ kind: "other-patient", what: resource["resourceType"] }]);
    expect(JSON.stringify(unusable)).not.toContain("Jane");
  });
});

test("a whole export: nothing of it that concerns bones is lost, and the order of its entries does not matter", () => {
  const entries = [
    patient(),
    lumbarSpine(),
    of("ServiceRequest", { id: "s1", status: "active", code: { text: "DXA" }, authoredOn: "2026-10-01" }),
    of("ServiceRequest", { id: "s2", status: "active", code: { text: "DXA" }, authoredOn: "2026-10-01" }),
    { resourceType: "MedicationKnowledge", id: "k1", code: { text: "denosumab" } },
    observation({ id: "o9", text: "Bone density comment", valueString: "see report" }),
  ];
  const record = (resources: readonly unknown[]) =>
    buildRecord({ ...readBundle({ resourceType: "Bundle", type: "collection", entry: resources.map((resource) => ({ resource })) }), today: "2026-11-23" });
  expect(record(entries.toReversed())).toEqual(record(entries));
  expect(record(entries).unusable.map(({ reference }) => reference)).toEqual(expect.arrayContaining(["MedicationKnowledge/k1"]));
});
