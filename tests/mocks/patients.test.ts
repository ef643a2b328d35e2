// @vitest-environment node
import { describe, expect, test } from "vitest";
import { addDays, addMonths, ageOn } from "../../mocks/patients/calendar";
import { bigPatient, observationCount } from "../../mocks/patients/big-patient";
import { cohort } from "../../mocks/patients/cohort";
import { tScore } from "../../mocks/patients/dxa";
import { ndjsonExport } from "../../mocks/patients/ndjson-export";
import { pdfOfLines } from "../../mocks/patients/pdf";
import { seededRandom } from "../../mocks/patients/random";
import { storyPatients } from "../../mocks/patients/story-patients";
import { at, localReference, patientOf, type StoredResource } from "../../mocks/resource";
import { sharedResources } from "../../mocks/shared-resources";

const today = "2026-11-23";
const stories = storyPatients(today);

const of = (id: string, type: string): readonly StoredResource[] => stories.load(id).filter(({ resourceType }) => resourceType === type);

/** Values of one LOINC code, oldest first. */
function series(id: string, code: string): readonly number[] {
  return of(id, "Observation")
    .filter((observation) => at(observation, "code.coding.code").includes(code))
    .sort((a, b) => (String(a["effectiveDateTime"]) < String(b["effectiveDateTime"]) ? -1 : 1))
    .flatMap((observation) => at(observation, "valueQuantity.value") as number[]);
}

const drugs = (id: string, type: string, pattern: RegExp): readonly StoredResource[] =>
  of(id, type).filter((resource) => pattern.test(String(at(resource, "medicationCodeableConcept.text")[0] ?? at(resource, "medicationReference.display")[0])));

const codes = (id: string): readonly unknown[] => of(id, "Condition").flatMap((condition) => at(condition, "code.coding.code"));

describe("the generator", () => {
  test("tells the same stories again on the same day", () => {
    expect(storyPatients(today).ids.map((id) => storyPatients(today).load(id))).toEqual(stories.ids.map((id) => stories.load(id)));
  });

  test("moves with the day", () => {
    const tomorrow = storyPatients(addDays(today, 1));
    expect(tomorrow.load("falling-fast")).not.toEqual(stories.load("falling-fast"));
    expect(JSON.stringify(storyPatients("2020-02-29").load("dense-history"))).not.toContain("2026-");
  });

  test("its random numbers depend on the seed alone", () => {
    const draw = (seed: string) => {
      const random = seededRandom(seed);
      return [random.next(), random.integer(1, 6), random.between(0, 1, 3), random.pick(["a", "b", "c"])];
    };
    expect(draw("x")).toEqual(draw("x"));
    expect(draw("x")).not.toEqual(draw("y"));
  });

  test("its calendar keeps to months that exist", () => {
    expect(addMonths("2024-03-31", -1)).toBe("2024-02-29");
    expect(addMonths("2026-11-23", -23)).toBe("2024-12-23");
    expect(ageOn("1960-11-24", today)).toBe(65);
    expect(ageOn("1960-11-23", today)).toBe(66);
  });
});

/** Elements without which a resource is not R4, and the codes its status may have. */
const shape: Readonly<Record<string, { required: readonly string[]; status?: readonly string[] }>> = {
  Patient: { required: ["name", "gender", "birthDate", "identifier"] },
  Observation: {
    required: ["status", "code", "subject", "category", "effectiveDateTime"],
    status: ["final", "amended", "corrected", "preliminary", "entered-in-error"],
  },
  Condition: { required: ["clinicalStatus", "verificationStatus", "code", "subject", "category"] },
  MedicationRequest: { required: ["status", "intent", "subject", "authoredOn", "requester"], status: ["active", "completed", "stopped"] },
  MedicationStatement: { required: ["status", "medicationCodeableConcept", "subject"], status: ["active", "completed", "stopped"] },
  MedicationAdministration: { required: ["status", "medicationCodeableConcept", "subject", "effectiveDateTime"], status: ["completed"] },
  MedicationDispense: { required: ["status", "medicationCodeableConcept", "subject", "whenHandedOver"], status: ["completed"] },
  Medication: { required: ["code"], status: ["active"] },
  DiagnosticReport: { required: ["status", "code", "subject", "category", "effectiveDateTime"], status: ["final", "preliminary"] },
  DocumentReference: { required: ["status", "type", "subject", "content", "date"], status: ["current"] },
  Procedure: { required: ["status", "code", "subject", "performedDateTime"], status: ["completed"] },
  FamilyMemberHistory: { required: ["status", "patient", "relationship"], status: ["completed"] },
  ServiceRequest: { required: ["status", "intent", "code", "subject", "authoredOn"], status: ["active"] },
  Encounter: { required: ["status", "class", "subject", "period"], status: ["in-progress"] },
  Provenance: { required: ["target", "recorded", "agent"] },
  Binary: { required: ["contentType", "data"] },
};

/** What a validator would say about one resource; nothing when all is well. */
function complaints(resource: StoredResource): readonly string[] {
  const expected = shape[resource.resourceType];
  if (!expected) return [`${resource.resourceType} is not described here`];
  const codings = ["code", "category", "medicationCodeableConcept"].flatMap((element) => at(resource, `${element}.coding`));
  return [
    ...(/^[A-Za-z0-9\-.]{1,64}$/.test(resource.id) ? [] : ["id"]),
    ...expected.required.filter((element) => resource[element] === undefined),
    ...(expected.status && !expected.status.includes(String(resource["status"])) ? [`status ${String(resource["status"])}`] : []),
    ...codings
      .filter((coding) => !/^(http|urn)/.test(String(at(coding, "system")[0])) || at(coding, "code").length !== 1)
      .map((coding) => JSON.stringify(coding)),
    ...at(resource, "valueQuantity")
      .filter((value) => typeof at(value, "value")[0] !== "number" || at(value, "unit").length !== 1)
      .map((value) => JSON.stringify(value)),
  ].map((what) => `${resource.id}: ${what}`);
}

describe.each(stories.ids)("the chart of %s", (id) => {
  const resources = stories.load(id);
  const addresses = resources.map((resource) => `${resource.resourceType}/${resource.id}`);

  test("is valid R4 in its required elements, statuses, ids, codings and quantities", () => {
    expect(resources.flatMap(complaints)).toEqual([]);
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  test("is hers alone, refers to what exists, and holds nothing of the future", () => {
    const ofNobody = new Set(["Medication", "Provenance", "Binary"]);
    expect(new Set(resources.filter(({ resourceType }) => !ofNobody.has(resourceType)).map(patientOf))).toEqual(new Set([id]));
    const known = new Set([...addresses, ...sharedResources.map((resource) => `${resource.resourceType}/${resource.id}`)]);
    expect(referencesIn(resources).filter((reference) => !known.has(reference))).toEqual([]);
    expect(datesIn(resources).filter((date) => date.slice(0, 10) > today)).toEqual([]);
  });

  test("has a breast cancer, a visit today and a story told", () => {
    expect(codes(id).filter((code) => String(code).startsWith("C50"))).toHaveLength(1);
    expect(of(id, "Encounter").map((encounter) => encounter["status"])).toEqual(["in-progress"]);
    expect(stories.story?.(id)).toMatch(/\.$/);
  });

  test("has spine T-scores that belong to the density of the same day and scanner", () => {
    const spine = (code: string) => of(id, "Observation").filter((observation) => at(observation, "code.coding.code").includes(code));
    const number = (observation: StoredResource | undefined) => at(observation, "valueQuantity.value")[0] as number;
    const expected = spine("38267-1").map((score) => {
      const bmd = spine("24966-4").find((density) => density["effectiveDateTime"] === score["effectiveDateTime"]);
      return tScore(at(score, "device.reference")[0] === "Device/scanner-lunar-idxa" ? "lunar" : "hologic", "spine", number(bmd));
    });
    expect(spine("38267-1").map(number)).toEqual(expected);
  });
});

function referencesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const local = key === "reference" ? localReference(item) : undefined;
    return local ? [`${local.type}/${local.id}`] : referencesIn(item);
  });
}

function datesIn(value: unknown): readonly string[] {
  if (typeof value === "string") return /^\d{4}-\d{2}-\d{2}(T|$)/.test(value) ? [value] : [];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(datesIn) : [];
}

describe("the stories hold", () => {
  test("new-start: letrozole for five weeks, no scan of any kind, no vitamin D", () => {
    expect(drugs("new-start", "MedicationRequest", /letrozole/).map((order) => String(order["authoredOn"]).slice(0, 10))).toEqual(["2026-10-19"]);
    expect([...of("new-start", "DiagnosticReport"), ...of("new-start", "Procedure")]).toEqual([]);
    expect(series("new-start", "62292-8")).toEqual([]);
  });

  test("window-open: normal everywhere, last scan 16 months ago", () => {
    expect(Math.min(...series("window-open", "38267-1"), ...series("window-open", "80946-7"), ...series("window-open", "80948-3"))).toBeGreaterThanOrEqual(-1);
    expect(lastScan("window-open")).toBe(addMonths(today, -16));
  });

  test("falling-fast: the spine loses about 9 % in two years, more than 4 % a year and more than the facility's LSC, on one scanner", () => {
    const densities = series("falling-fast", "24966-4");
    const [first = 0] = densities;
    const last = densities.at(-1) ?? 0;
    const loss = (1 - last / first) * 100;
    expect(loss).toBeGreaterThan(8.5);
    expect(loss).toBeLessThan(9.5);
    expect(loss / 2).toBeGreaterThan(4);
    const [baseline = 0] = series("falling-fast", "38267-1");
    expect(baseline).toBeLessThan(-1);
    expect(baseline).toBeGreaterThan(-2.5);
    expect(new Set(of("falling-fast", "Observation").flatMap((observation) => at(observation, "device.reference")))).toEqual(
      new Set(["Device/scanner-hologic-horizon"]),
    );
    expect(of("falling-fast", "DiagnosticReport").map((report) => report["conclusion"])).toEqual([
      expect.stringContaining("2.9%"),
      expect.stringContaining("2.9%"),
      expect.stringContaining("2.9%"),
    ]);
  });

  test("two-scanners: the number rises only with the new maker", () => {
    const densities = series("two-scanners", "24966-4");
    expect(densities).toHaveLength(3);
    expect((densities[2] ?? 0) / (densities[1] ?? 1)).toBeGreaterThan(1.15);
    expect(new Set(of("two-scanners", "Observation").flatMap((observation) => at(observation, "device.reference"))).size).toBe(2);
    expect(of("two-scanners", "Provenance")).toHaveLength(1);
  });

  test("text-only and pdf-only: a scan was done, no number is in a field", () => {
    for (const id of ["text-only", "pdf-only"]) {
      expect(of(id, "Procedure")).toHaveLength(1);
      expect([...series(id, "24966-4"), ...series(id, "38267-1")]).toEqual([]);
    }
    expect(of("text-only", "DiagnosticReport")[0]?.["conclusion"]).toContain("T-score of -1.7");
    expect(of("pdf-only", "DiagnosticReport")[0]?.["conclusion"]).toBeUndefined();
  });

  test("on-zoledronate: osteoporosis at baseline, three yearly infusions, the last within thirteen months", () => {
    expect(series("on-zoledronate", "38267-1")[0]).toBe(-2.8);
    const given = drugs("on-zoledronate", "MedicationAdministration", /zoledronic/).map((dose) => String(dose["effectiveDateTime"]).slice(0, 10));
    expect(given).toHaveLength(3);
    expect(given.at(-1)).toBe(addMonths(today, -3));
  });

  test("denosumab-overdue: the last dose was eight months ago, a scan is ordered", () => {
    const given = drugs("denosumab-overdue", "MedicationAdministration", /denosumab 60/).map((dose) => String(dose["effectiveDateTime"]).slice(0, 10));
    expect(given.at(-1)).toBe(addMonths(today, -8));
    expect(of("denosumab-overdue", "ServiceRequest")).toHaveLength(1);
    expect(lastScan("denosumab-overdue")).toBe(addMonths(today, -26));
  });

  test.each([
    ["ovarian-suppression", 43],
    ["premenopausal-z", 38],
  ])("%s: %i years, goserelin within the last month, an AI now, no record of menopause", (id, age) => {
    expect(ageOn(String(of(id, "Patient")[0]?.["birthDate"]), today)).toBe(age);
    const last = drugs(id, "MedicationAdministration", /goserelin/).at(-1);
    expect(String(last?.["effectiveDateTime"]) > addDays(today, -29)).toBe(true);
    expect(drugs(id, "MedicationRequest", /exemestane/).at(-1)?.["status"]).toBe("active");
    expect(codes(id)).not.toContain("Z78.0");
  });

  test("premenopausal-z: Z-scores and no T-score", () => {
    expect(series("premenopausal-z", "38267-1")).toEqual([]);
    expect(series("premenopausal-z", "85394-5")[0]).toBeLessThan(-1);
  });

  test("metastatic: bone metastasis on the problem list, denosumab 120 mg monthly", () => {
    expect(codes("metastatic")).toContain("C79.51");
    expect(drugs("metastatic", "MedicationAdministration", /denosumab 120/).length).toBeGreaterThan(15);
  });

  test("man: male, coded as male breast cancer", () => {
    expect(of("man", "Patient")[0]?.["gender"]).toBe("male");
    expect(codes("man")).toContain("C50.922");
  });

  test("vitamin-d-nmol: 24 nmol/L, below 30 and so severe; nothing in ng/mL", () => {
    expect(series("vitamin-d-nmol", "68438-1").at(-1)).toBe(24);
    expect(series("vitamin-d-nmol", "62292-8")).toEqual([]);
  });

  test("switch-with-gap: anastrozole stopped, fifty days of nothing, exemestane active", () => {
    const stopped = drugs("switch-with-gap", "MedicationRequest", /anastrozole/).find((order) => order["status"] === "stopped");
    const end = String(at(stopped, "dosageInstruction.timing.repeat.boundsPeriod.end")[0]);
    const [start] = drugs("switch-with-gap", "MedicationRequest", /exemestane/)
      .map((order) => String(order["authoredOn"]).slice(0, 10))
      .sort();
    expect(start).toBe(addDays(end, 50));
  });

  test("dense-history: twelve years, thousands of results, and three entries that must not be used", () => {
    const observations = of("dense-history", "Observation");
    expect(observations.length).toBeGreaterThan(1400);
    expect(observations.filter((observation) => observation["status"] === "entered-in-error")).toHaveLength(1);
    expect(series("dense-history", "24966-4")).toHaveLength(8);
    expect(series("dense-history", "62290-2")).toHaveLength(1);
    expect(series("dense-history", "38266-3")).toHaveLength(1);
  });

  test("nearly-empty: nothing but the patient, her cancer, one order and today's visit", () => {
    expect(new Set(stories.load("nearly-empty").map(({ resourceType }) => resourceType))).toEqual(
      new Set(["Patient", "Condition", "MedicationRequest", "Encounter"]),
    );
    expect(of("nearly-empty", "MedicationRequest")).toHaveLength(1);
  });

  test("not-on-ai: five years completed, nothing active", () => {
    expect(drugs("not-on-ai", "MedicationRequest", /anastrozole/).every((order) => order["status"] === "completed")).toBe(true);
  });

  test("lifestyle: smokes, drinks, falls, thin, on prednisone, a parent's hip", () => {
    const bmi = series("lifestyle", "39156-5").at(-1) ?? 99;
    expect(bmi).toBeLessThan(20);
    expect(series("lifestyle", "74013-4")).toEqual([3]);
    expect(codes("lifestyle")).toEqual(expect.arrayContaining(["M06.9", "Z91.81", "S52.531A"]));
    expect(of("lifestyle", "FamilyMemberHistory")).toHaveLength(1);
    expect(drugs("lifestyle", "MedicationRequest", /prednisone/).at(-1)?.["status"]).toBe("active");
  });

  function lastScan(id: string): string | undefined {
    return of(id, "DiagnosticReport")
      .map((report) => String(report["effectiveDateTime"]).slice(0, 10))
      .sort()
      .at(-1);
  }
});

describe("patients for speed and scale", () => {
  const relevant = new Set("24966-4 38267-1 46278-8 80946-7 80954-1 80948-3 62292-8 17861-6 1751-7 2160-0 98979-8 6768-6 2731-8 72166-2".split(" "));

  test("20,000 observations of which 45 matter", () => {
    const resources = bigPatient(20000, { today }).load("big-20000");
    expect(observationCount(resources)).toBe(20000);
    expect(
      resources.filter((resource) => resource.resourceType === "Observation" && at(resource, "code.coding.code").some((code) => relevant.has(String(code)))),
    ).toHaveLength(45);
  });

  test("10,000 observations all of which matter", () => {
    const resources = bigPatient(10000, { today, relevant: "all" }).load("big-relevant-10000");
    expect(observationCount(resources)).toBe(10000);
  });

  test("a cohort is the same people again, one in twenty on an AI", () => {
    const mixed = cohort({ size: 200, onAi: "mix", today });
    const onAi = (id: string) => mixed.load(id).some((resource) => /trozole|exemestane/.test(String(at(resource, "medicationCodeableConcept.text")[0])));
    expect(mixed.ids.filter(onAi)).toHaveLength(10);
    expect(mixed.load("cohort-mix-000020")).toEqual(cohort({ size: 1000, onAi: "mix", today }).load("cohort-mix-000020"));
    expect(
      cohort({ size: 50, onAi: "all", today }).ids.every((id) =>
        cohort({ size: 50, onAi: "all", today })
          .load(id)
          .some(({ resourceType }) => resourceType === "MedicationRequest"),
      ),
    ).toBe(true);
  });

  test("an export is one parsable line for each resource", () => {
    const source = cohort({ size: 5, onAi: "all", today });
    const lines = [...ndjsonExport(source)];
    expect(lines.map(({ type }) => type).filter((type) => type === "Patient")).toHaveLength(5);
    for (const { type, line } of lines) expect((JSON.parse(line) as StoredResource).resourceType).toBe(type);
  });
});

test("the PDF is one that a reader can open: its cross-reference points at its objects", () => {
  const text = atob(pdfOfLines(["T-score -1.7 (L1-L4)"]));
  const table = Number(/startxref\n(\d+)/.exec(text)?.[1]);
  expect(text.slice(table, table + 4)).toBe("xref");
  const offsets = [...text.slice(table).matchAll(/^(\d{10}) 00000 n/gm)].map((match) => Number(match[1]));
  expect(offsets.map((offset, index) => text.slice(offset).startsWith(`${index + 1} 0 obj`))).toEqual([true, true, true, true, true]);
  expect(text).toContain("(T-score -1.7 \\(L1-L4\\)) Tj");
});
