// @vitest-environment node
import { describe, expect, test } from "vitest";
import type { Fact } from "../../../src/record/fact";
import { readMenopause } from "../../../src/record/person/menopause";
import type { Menopause, PatientFacts } from "../../../src/record/record";
import { readTherapy } from "../../../src/record/medication/therapy";
import { type ChartOptions, caseBundle, chartOf, searchesWith } from "../chart-of";
import { administration, condition, icd, order, patientP1, resource, snomed } from "../medication/drug-resources";

type Person = Pick<PatientFacts, "age" | "sex">;

function person(age: number | undefined, sex: "female" | "male" | "not recorded" = "female"): Person {
  const absent = { state: "not-recorded", searched: ["patient"] } as const;
  const present = <T>(value: T): Fact<T> => ({ state: "present", value, date: undefined, sources: ["Patient/p1"], how: "coded" });
  return { age: age === undefined ? absent : present(age), sex: sex === "not recorded" ? absent : present(sex) };
}

function menopauseOf(resources: readonly unknown[], who: Person, options: ChartOptions = {}): Menopause {
  const chart = chartOf([patientP1, ...resources], options);
  return readMenopause(chart, who, readTherapy(chart));
}

const observed = (value: unknown, more = {}) =>
  resource("Observation", "o1", {
    status: "final",
    code: { text: "Menopausal status" },
    effectiveDateTime: "2026-02-01",
    valueCodeableConcept: value,
    ...more,
  });
const period = (began: string, more = {}) =>
  resource("Observation", "lmp", {
    status: "final",
    code: { coding: [{ system: "http://loinc.org", code: "8665-2" }] },
    effectiveDateTime: "2026-11-01",
    valueDateTime: began,
    ...more,
  });
const told = (fact: Menopause["status"]) => (fact.state === "present" ? `${fact.value} ${fact.how}` : fact.state);

test("case 29: premenopausal by the value's code, with goserelin as ovarian suppression", () => {
  const chart = chartOf(caseBundle("29-premenopausal-ofs-zscore"));
  const menopause = readMenopause(chart, person(40), readTherapy(chart));
  expect(menopause.status).toMatchObject({ state: "present", value: "premenopausal", how: "coded", sources: ["Observation/o7"] });
  expect(menopause.ovarianSuppression).toMatchObject({ state: "present", value: { label: "goserelin 3.6 mg implant" }, sources: ["MedicationRequest/m3"] });
});

describe("status", () => {
  test.each<[string, readonly unknown[], Person, string]>([
    ["a woman of 50 with nothing recorded", [], person(50), "postmenopausal assumed"],
    ["a woman of 49 with nothing recorded", [], person(49), "not-recorded"],
    ["a woman of unknown age", [], person(undefined), "not-recorded"],
    ["somebody of 60 whose sex is not recorded", [], person(60, "not recorded"), "not-recorded"],
    ["a period two months ago at 52", [period("2026-09-20")], person(52), "premenopausal coded"],
    ["a period twelve months ago to the day", [period("2025-11-23")], person(52), "premenopausal coded"],
    ["a period a day longer ago", [period("2025-11-22")], person(52), "postmenopausal assumed"],
    ["a period long ago at 47 does not prove menopause", [period("2022-01-10")], person(47), "not-recorded"],
    ["a period that is yet to come", [period("2027-01-10")], person(52), "postmenopausal assumed"],
    ["a period entered in error", [period("2026-09-20", { status: "entered-in-error" })], person(52), "postmenopausal assumed"],
    ["a bleeding at 60, filed as a period", [period("2026-09-20")], person(60), "postmenopausal assumed"],
    [
      "a period, and postmenopausal by a newer word",
      [period("2026-01-20", { effectiveDateTime: "2026-01-25" }), { ...observed({ text: "Postmenopausal" }), id: "o2" }],
      person(52),
      "postmenopausal by-text",
    ],
    ["a man of 60", [], person(60, "male"), "not-recorded"],
    ["Z78.0 at 48", [condition("c1", icd("Z78.0"), { recordedDate: "2025-01-01" })], person(48), "postmenopausal coded"],
    ["N95.1 at 48 is too weak", [condition("c1", icd("N95.1"))], person(48), "not-recorded"],
    ["hot flushes at 48 are too weak", [condition("c1", snomed("198436008", "Menopausal flushing"))], person(48), "not-recorded"],
    ["premature ovarian failure at 38", [condition("c1", snomed("237788002"))], person(38), "postmenopausal coded"],
    ["refuted", [condition("c1", icd("Z78.0"), { verificationStatus: { coding: [{ code: "refuted" }] } })], person(48), "not-recorded"],
    ["observed by SNOMED", [observed(snomed("307429007"))], person(48), "postmenopausal coded"],
    ["observed in words", [observed({ text: "Pre-menopausal" })], person(52), "premenopausal by-text"],
    ["perimenopausal is not postmenopausal", [observed({ text: "perimenopausal" })], person(51), "premenopausal by-text"],
    ["observed as a string", [observed(undefined, { valueString: "postmenopausal since 2019" })], person(47), "postmenopausal by-text"],
    ["observed as unknown, at 45", [observed({ text: "unknown" })], person(45), "recorded-unknown"],
    ["entered in error", [observed(snomed("307429007"), { status: "entered-in-error" })], person(45), "not-recorded"],
    [
      "both ovaries removed, at 44",
      [resource("Procedure", "p1", { status: "completed", code: snomed("76876009"), performedDateTime: "2025-05-05" })],
      person(44),
      "postmenopausal coded",
    ],
    ["premenopausal recorded three years ago, now 52", [observed(snomed("309606002"), { effectiveDateTime: "2023-11-01" })], person(52), "stale"],
    ["premenopausal recorded in 2012, now 63", [observed(snomed("309606002"), { effectiveDateTime: "2012-11-01" })], person(63), "postmenopausal assumed"],
    ["premenopausal recorded three years ago, now 45", [observed(snomed("309606002"), { effectiveDateTime: "2023-11-01" })], person(45), "premenopausal coded"],
  ])("%s", (_, resources, who, expected) => expect(told(menopauseOf(resources, who).status)).toBe(expected));

  test("the newest entry wins and the older one is mentioned", () => {
    const status = menopauseOf([condition("c1", icd("Z78.0"), { recordedDate: "2023-01-01" }), observed(snomed("309606002"))], person(46)).status;
    expect(status).toMatchObject({ value: "premenopausal", note: "an older entry says otherwise" });
  });

  test("an assumption says that it is one", () => {
    expect(menopauseOf([], person(66)).status).toMatchObject({ how: "assumed", note: expect.stringContaining("assumed from the age of 66") });
  });

  test("nothing is assumed while the searches that could contradict are incomplete", () => {
    expect(menopauseOf([], person(56), { searches: searchesWith({ "context-observations": "failed" }) }).status.state).toBe("unavailable");
    expect(menopauseOf([], person(45), { searches: searchesWith({ procedures: "refused" }) }).status.state).toBe("unavailable");
  });

  test("from 60 on, and where only procedures are missing, nothing could contradict", () => {
    expect(menopauseOf([], person(60), { searches: searchesWith({ "context-observations": "failed" }) }).status).toMatchObject({ how: "assumed" });
    expect(menopauseOf([], person(56), { searches: searchesWith({ procedures: "refused" }) }).status).toMatchObject({ how: "assumed" });
  });
});

describe("ovarian suppression now", () => {
  test.each<[string, readonly unknown[], string]>([
    ["an active order", [order("m1", "50610", { authoredOn: "2025-01-01" })], "present"],
    ["a dose 13 weeks ago", [administration("a1", "Zoladex 10.8 mg", "2026-08-24")], "present"],
    ["a dose 14 weeks ago", [administration("a1", "Zoladex 10.8 mg", "2026-08-17")], "not-recorded"],
    ["a six-month depot 20 weeks ago", [administration("a1", "leuprorelin 45 mg", "2026-07-06", { dosage: { text: "45 mg every 6 months" } })], "present"],
    [
      "an order stopped last year",
      [order("m1", "50610", { status: "stopped", authoredOn: "2024-01-01", dispenseRequest: { validityPeriod: { end: "2025-06-01" } } })],
      "not-recorded",
    ],
    ["bilateral oophorectomy by ICD", [condition("c1", icd("Z90.722"))], "present"],
    [
      "bilateral salpingo-oophorectomy by name",
      [resource("Procedure", "p1", { status: "completed", code: { text: "Laparoscopic bilateral salpingo-oophorectomy" } })],
      "present",
    ],
    ["one ovary removed", [resource("Procedure", "p1", { status: "completed", code: { text: "Unilateral oophorectomy" } })], "not-recorded"],
    ["oophorectomy planned", [resource("Procedure", "p1", { status: "preparation", code: { text: "Bilateral oophorectomy" } })], "not-recorded"],
  ])("%s", (_, resources, expected) => expect(menopauseOf(resources, person(42)).ovarianSuppression.state).toBe(expected));

  test("a failed search of administrations is not absence", () => {
    expect(menopauseOf([], person(42), { searches: searchesWith({ "medication-administrations": "failed" }) }).ovarianSuppression.state).toBe("unavailable");
  });
});
