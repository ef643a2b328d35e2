// @vitest-environment node
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readDialysis, readDisease, readRheumatoidArthritis } from "../../../src/record/disease/disease";
import type { Disease } from "../../../src/record/record";
import { type ChartOptions, caseBundle, chartOf, searchesWith } from "../chart-of";
import { condition, icd, patientP1, resource, snomed } from "../medication/drug-resources";

const diseaseOf = (resources: readonly unknown[], options: ChartOptions = {}): Disease => readDisease(chartOf([patientP1, ...resources], options));
const stateOf = (fact: Disease[keyof Disease]) => (fact.state === "present" ? fact.value.label : fact.state);
const verified = (code: string) => ({ verificationStatus: { coding: [{ code }] } });
const stage = (id: string, value: unknown, more = {}) =>
  resource("Observation", id, {
    status: "final",
    code: { coding: [{ system: "http://loinc.org", code: "21908-9" }] },
    effectiveDateTime: "2025-02-10",
    valueCodeableConcept: value,
    ...more,
  });

describe("breast cancer", () => {
  test.each<[string, unknown, string]>([
    ["ICD-10-CM with its dot", condition("c1", icd("C50.912", "Breast cancer, left")), "Breast cancer, left"],
    ["ICD-10-CM without", condition("c1", icd("C50912", "Breast cancer, left")), "Breast cancer, left"],
    ["SNOMED", condition("c1", snomed("254837009", "Malignant neoplasm of breast")), "Malignant neoplasm of breast"],
    ["by name", condition("c1", "Infiltrating duct carcinoma of breast (disorder)"), "Infiltrating duct carcinoma of breast (disorder)"],
    ["by German name", condition("c1", "Mammakarzinom links"), "Mammakarzinom links"],
    [
      "with no evidence of disease",
      condition("c1", "Breast cancer, HER2-negative, no evidence of disease"),
      "Breast cancer, HER2-negative, no evidence of disease",
    ],
    ["history of it", condition("c1", icd("Z85.3", "Personal history of malignant neoplasm of breast")), "Personal history of malignant neoplasm of breast"],
    ["in situ", condition("c1", icd("D05.12", "DCIS left")), "DCIS left"],
    ["in situ, of a kind not stated", condition("c1", icd("D05.91", "Carcinoma in situ of right breast")), "Carcinoma in situ of right breast"],
    [
      "by a long name",
      condition("c1", "Malignant neoplasm of upper-outer quadrant of right female breast (HCC)"),
      "Malignant neoplasm of upper-outer quadrant of right female breast (HCC)",
    ],
    [
      "of a place beside the code (mCODE)",
      condition("c1", snomed("363346000", "Malignant neoplastic disease (disorder)"), { bodySite: [snomed("76752008", "Breast structure (body structure)")] }),
      "Malignant neoplastic disease (disorder)",
    ],
    ["a family history is not hers", condition("c1", "Family history of breast cancer"), "not-recorded"],
    ["screening is none", condition("c1", "Screening for malignant neoplasm of breast"), "not-recorded"],
    ["refuted", condition("c1", icd("C50.912"), verified("refuted")), "not-recorded"],
    ["entered in error", condition("c1", icd("C50.912"), verified("entered-in-error")), "not-recorded"],
    ["only considered", condition("c1", icd("C50.912"), verified("differential")), "not-recorded"],
  ])("%s", (_, one, expected) => expect(stateOf(diseaseOf([one]).breastCancer)).toBe(expected));

  test("a resolved breast cancer is still her history", () => {
    const fact = diseaseOf([condition("c1", icd("C50.912"), { clinicalStatus: { coding: [{ code: "resolved" }] } })]).breastCancer;
    expect(fact).toMatchObject({ state: "present", note: "recorded as resolved" });
  });

  test("what was refuted is listed", () => {
    const chart = chartOf([patientP1, condition("c1", icd("C79.51"), verified("refuted"))]);
    expect(readDisease(chart).metastatic.state).toBe("not-recorded");
    expect(chart.rejected).toMatchObject([{ reference: "Condition/c1", what: "metastatic disease" }]);
  });

  test("a failed search of conditions is not absence", () => {
    expect(diseaseOf([], { searches: searchesWith({ conditions: "failed" }) }).breastCancer.state).toBe("unavailable");
  });
});

describe("metastatic disease", () => {
  test("case 48: bone metastases and stage IV", () => {
    const disease = readDisease(chartOf(caseBundle("48-metastatic-bone")));
    expect(disease.metastatic).toMatchObject({ state: "present", how: "coded", value: { label: "Bone metastases", code: "C79.51" } });
    expect(disease.stage).toMatchObject({ state: "present", value: { label: "Stage IV" }, date: { text: "2025-02-10" } });
    expect(disease.breastCancer).toMatchObject({ state: "present", value: { code: "C50.912" } });
  });

  test.each<[string, unknown, boolean]>([
    ["C78.7", condition("c1", icd("C78.7")), true],
    ["C7951 without its dot", condition("c1", icd("C7951")), true],
    ["C77.5, pelvic nodes", condition("c1", icd("C77.5")), true],
    ["C77.0, nodes of the neck: regional for a breast", condition("c1", icd("C77.0")), false],
    ["C77.9, nodes of an unnamed place", condition("c1", icd("C77.9")), false],
    ["C77.3, axillary nodes", condition("c1", icd("C77.3")), false],
    ["axillary nodes by SNOMED", condition("c1", snomed("94181007", "Secondary malignant neoplasm of axillary lymph nodes")), false],
    ["liver by SNOMED", condition("c1", snomed("94381002")), true],
    ["'metastatic breast cancer'", condition("c1", "Metastatic breast cancer"), true],
    ["'bone metastases; no brain metastases'", condition("c1", "Breast cancer with bone metastases; no brain metastases"), true],
    ["'no metastasis'", condition("c1", "Breast cancer, no metastasis"), false],
    ["'non-metastatic'", condition("c1", "Non-metastatic breast cancer"), false],
    ["'nonmetastatic'", condition("c1", "Nonmetastatic breast cancer"), false],
    ["'without evidence of metastatic disease'", condition("c1", "Breast cancer without evidence of metastatic disease"), false],
    ["'possible bone metastasis'", condition("c1", "Possible bone metastasis"), false],
    ["'sentinel node metastasis'", condition("c1", "Breast cancer, sentinel node metastasis"), false],
    ...(
      [
        ["Breast cancer with bone mets", true],
        ["Mets to spine", true],
        ["MBC, ER+/HER2-, bone-only disease", true],
        ["Poor functional capacity, < 4 METS", false],
        ["Secondary malignancy of bone (HCC)", true],
        ["Metastatic triple negative breast cancer", true],
        ["HER2-negative carcinoma of breast metastatic to bone", true],
        ["Metastatic breast cancer without known brain metastases", true],
        ["Bone metastases and axillary node metastases", true],
        ["Bone metastasis, ruled out", false],
        ["Bone metastasis (ruled out)", false],
        ["Metastases: none", false],
        ["Brain metastasis - not seen on MRI", false],
        ["No brain, bone, or liver metastases", false],
        ["Rule out bone and liver metastases", false],
        ["R/O bone metastasis", false],
        ["Concern for osseous metastatic disease", false],
        ["Bone metastases, suspected", false],
        ["Family history of breast cancer with bone metastases", false],
        ["Malignant pleural effusion", true],
        ["Breast cancer, pT2N1M1", true],
        ["Breast cancer, pT2N1M0", false],
        ["Breast cancer, anatomic stage IV", true],
      ] as const
    ).map(([words, is]): [string, unknown, boolean] => [`'${words}'`, condition("c1", words), is]),
    ["without its place, by SNOMED", condition("c1", snomed("128462008")), true],
    [
      "of bone beside the code",
      condition("c1", snomed("128462008", "Secondary malignant neoplastic disease"), { bodySite: [snomed("272673000", "Bone structure")] }),
      true,
    ],
    [
      "of an axillary node beside the code",
      condition("c1", snomed("128462008", "Secondary malignant neoplastic disease"), { bodySite: [snomed("68171009", "Axillary lymph node structure")] }),
      false,
    ],
    ["TNM with M1 in Condition.stage", condition("c1", icd("C50.911"), { stage: [{ summary: { text: "cT2 cN1 cM1" } }] }), true],
    ["'prognostic group IV'", stage("o1", { text: "Anatomic stage/prognostic group IV" }), true],
    ["'IV (AJCC 8th ed)'", stage("o1", { text: "IV (AJCC 8th ed)" }), true],
    ["'Lebermetastasen'", condition("c1", "Lebermetastasen"), true],
    ["breast cancer 'stage IV'", condition("c1", "Breast cancer, stage IV"), true],
    ["breast cancer 'stage II'", condition("c1", "Breast cancer, stage II"), false],
    ["kidney disease stage 4", condition("c1", "Chronic kidney disease stage 4"), false],
    [
      "Condition.stage IV",
      condition("c1", icd("C50.911"), { stage: [{ summary: { coding: [{ system: "http://cancerstaging.org", code: "4", display: "IV" }] } }] }),
      true,
    ],
    ["Condition.stage IIIC", condition("c1", icd("C50.911"), { stage: [{ summary: { text: "AJCC stage IIIC" } }] }), false],
    ["stage 4 of the kidneys in Condition.stage", condition("c1", icd("N18.4"), { stage: [{ summary: { text: "Stage 4" } }] }), false],
    ["Observation stage IV", stage("o1", { text: "Stage IV" }), true],
    ["Observation stage IIB", stage("o1", { coding: [{ display: "American Joint Committee on Cancer stage IIB (qualifier value)" }] }), false],
    ["Observation stage 4 by code alone", stage("o1", { coding: [{ system: "http://cancerstaging.org", code: "4" }] }), true],
    ["undated Observation stage IV", stage("o1", { text: "IV" }, { effectiveDateTime: undefined }), true],
    ["stage IV entered in error", stage("o1", { text: "IV" }, { status: "entered-in-error" }), false],
    ["cM1", stage("o1", { coding: [{ code: "cM1", display: "M1" }] }, { code: { coding: [{ system: "http://loinc.org", code: "21907-1" }] } }), true],
    ["cM0", stage("o1", { coding: [{ code: "cM0", display: "M0" }] }, { code: { coding: [{ system: "http://loinc.org", code: "21907-1" }] } }), false],
    ["cM0(i+)", stage("o1", { text: "cM0(i+)" }, { code: { text: "cM category" } }), false],
  ])("%s", (_, one, expected) => expect(diseaseOf([one]).metastatic.state).toBe(expected ? "present" : "not-recorded"));

  test("bone metastases are shown before others", () => {
    expect(stateOf(diseaseOf([condition("a", icd("C78.7", "Liver")), condition("b", icd("C79.51", "Bone"))]).metastatic)).toBe("Bone");
  });

  test("the newest stage is shown, and an old stage IV still means metastatic", () => {
    const disease = diseaseOf([stage("o1", { text: "Stage IV" }, { effectiveDateTime: "2020-01-01" }), stage("o2", { text: "Stage II" })]);
    expect([stateOf(disease.stage), disease.metastatic.state]).toEqual(["Stage II", "present"]);
  });

  test("when stages could not be fetched, nobody says that there are no metastases", () => {
    expect(diseaseOf([], { searches: searchesWith({ "context-observations": "failed" }) }).metastatic.state).toBe("unavailable");
  });
});

describe("bone diagnoses, arthritis, dialysis", () => {
  test.each<[string, keyof Disease, unknown, boolean]>([
    ["M81.0", "osteoporosis", condition("c1", icd("M81.0")), true],
    ["M80.08XA", "osteoporosis", condition("c1", icd("M8008XA")), true],
    ["osteoporosis by SNOMED", "osteoporosis", condition("c1", snomed("64859006")), true],
    ["screening for osteoporosis", "osteoporosis", condition("c1", icd("Z13.820", "Encounter for screening for osteoporosis")), false],
    ["family history of osteoporosis", "osteoporosis", condition("c1", icd("Z82.62", "Family history of osteoporosis")), false],
    ["osteopenia by SNOMED", "osteopenia", condition("c1", snomed("312894000")), true],
    ["M85.88", "osteopenia", condition("c1", icd("M85.88")), true],
    ["M85.9, too unspecific", "osteopenia", condition("c1", icd("M85.9")), false],
  ])("%s", (_, name, one, expected) => expect(diseaseOf([one])[name].state).toBe(expected ? "present" : "not-recorded"));

  test("M85.8 carries its caveat", () =>
    expect(diseaseOf([condition("c1", icd("M85.80"))]).osteopenia).toMatchObject({ note: expect.stringContaining("other disorders") }));

  test.each<[string, unknown, boolean]>([
    ["M05.9", condition("c1", icd("M05.9")), true],
    ["M06.9", condition("c1", icd("M06.9")), true],
    ["M06.4", condition("c1", icd("M06.4")), false],
    ["seronegative, by SNOMED", condition("c1", snomed("239792003")), true],
    ["resolved", condition("c1", icd("M06.9"), { clinicalStatus: { coding: [{ code: "inactive" }] } }), true],
    ["by name", condition("c1", "Rheumatoid arthritis"), true],
  ])("rheumatoid arthritis: %s", (_, one, expected) => {
    expect(readRheumatoidArthritis(chartOf([patientP1, one])).state).toBe(expected ? "present" : "not-recorded");
  });

  const procedure = (day: string, more = {}) =>
    resource("Procedure", "p1", { status: "completed", code: snomed("302497006", "Hemodialysis"), performedDateTime: day, ...more });
  test.each<[string, unknown, string]>([
    ["Z99.2", condition("c1", icd("Z99.2")), "present"],
    ["N18.6", condition("c1", icd("N186")), "present"],
    ["resolved", condition("c1", icd("Z99.2"), { clinicalStatus: { coding: [{ code: "resolved" }] } }), "not-recorded"],
    ["by name", condition("c1", "ESRD on dialysis"), "present"],
    ["not on dialysis", condition("c1", "CKD 5, not on dialysis"), "not-recorded"],
    ["a procedure this year", procedure("2026-03-01"), "present"],
    ["a procedure years ago", procedure("2019-03-01"), "stale"],
    ["a procedure not done", procedure("2026-03-01", { status: "not-done" }), "not-recorded"],
  ])("dialysis: %s", (_, one, expected) => expect(readDialysis(chartOf([patientP1, one])).state).toBe(expected));
});

describe("whatever arrives", () => {
  test("case 39: a Condition whose code is a plain string is listed and changes nothing", () => {
    const chart = chartOf(caseBundle("39-malformed-resources"));
    expect(readDisease(chart).breastCancer.state).toBe("present");
    expect(chart.rejected.filter((item) => item.reference === "Condition/cb")).toMatchObject([{ kind: "malformed" }]);
  });

  test("mangled conditions and observations never throw", () => {
    const junk = fc.oneof(fc.jsonValue(), fc.constant(icd("C50.9")), fc.constantFrom("resolved", "constructor", "Stage IV metastatic"));
    const elements = [
      "code",
      "clinicalStatus",
      "verificationStatus",
      "stage",
      "onsetDateTime",
      "onsetAge",
      "recordedDate",
      "valueCodeableConcept",
      "component",
      "status",
    ];
    const mangled = fc.record(Object.fromEntries(elements.map((name) => [name, junk])), { requiredKeys: [] });
    fc.assert(
      fc.property(fc.constantFrom("Condition", "Observation", "Procedure"), mangled, (type, broken) => {
        const chart = chartOf([patientP1, resource(type, "x1", broken)]);
        expect(() => [readDisease(chart), readDialysis(chart), readRheumatoidArthritis(chart)]).not.toThrow();
      }),
      { numRuns: 300 },
    );
  });
});
