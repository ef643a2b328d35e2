// @vitest-environment node
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildRecord } from "../../src/record/build";
import { readBundle } from "../../src/record/bundle";
import { isRecord } from "../../src/record/chart";
import type { BoneHealthRecord } from "../../src/record/record";
import { searchIds } from "../../src/record/searches";
import { axialDxa, loinc, patient, procedure, report, result } from "./bone-density/bone-density-support";
import { caseBundle, searchesWith } from "./chart-of";

const today = "2026-11-23";
const cases = readdirSync(new URL("../cases/fhir", import.meta.url), { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
const mine = { reference: "Patient/p1" };

const lab = (id: string, code: string, value: number, unit: string, on: string) => ({
  resourceType: "Observation",
  id,
  status: "final",
  code: { coding: [{ system: loinc, code }] },
  subject: mine,
  effectiveDateTime: on,
  valueQuantity: { value, unit, system: "http://unitsofmeasure.org", code: unit },
});

/** One of everything the record reads, none of it on the day of another. */
const whole: readonly Readonly<Record<string, unknown>>[] = [
  result("spineT", -1.8, "2022-05-01", { id: "dxa-t" }),
  result("spineBmd", 0.9, "2022-05-01"),
  result("spineBmd", 0.86, "2025-05-01", { device: { reference: "#s" }, contained: [{ resourceType: "Device", id: "s", manufacturer: "Hologic" }] }),
  result("leftFemurT", -2.1, "2025-05-01", { bodySite: { text: "Left femoral neck" }, note: [{ text: "L3 excluded" }] }),
  report("2019-03-01", { id: "report", conclusion: "Lumbar spine T-score -1.2.", presentedForm: [{ contentType: "text/plain", data: "VC1zY29yZQ==" }] }),
  procedure("2016-03-01", axialDxa, { id: "procedure" }),
  lab("vitamin-d", "62292-8", 24, "ng/mL", "2026-02-01"),
  lab("calcium", "17861-6", 9.4, "mg/dL", "2026-02-01"),
  lab("creatinine", "2160-0", 0.8, "mg/dL", "2026-02-01"),
  lab("weight", "29463-7", 62, "kg", "2026-09-01"),
  lab("frax", "90265-0", 14, "%", "2026-03-01"),
  {
    resourceType: "MedicationRequest",
    id: "letrozole",
    status: "active",
    intent: "order",
    subject: mine,
    authoredOn: "2023-02-01",
    medicationCodeableConcept: { coding: [{ system: "http://www.nlm.nih.gov/research/umls/rxnorm", code: "72965" }], text: "letrozole 2.5 mg" },
  },
  {
    resourceType: "Condition",
    id: "cancer",
    subject: mine,
    clinicalStatus: { coding: [{ code: "active" }] },
    verificationStatus: { coding: [{ code: "confirmed" }] },
    code: { coding: [{ system: "http://hl7.org/fhir/sid/icd-10-cm", code: "C50.912" }] },
    onsetDateTime: "2022-12-01",
  },
];

function recordOf(resources: readonly unknown[]): BoneHealthRecord {
  return buildRecord({ patientId: "p1", resources: [patient, ...resources], searches: searchesWith(), today });
}

describe("the record of every case", () => {
  it.each(cases)("%s gives a record, the same in every order of arrival", (folder) => {
    const input = { ...readBundle(caseBundle(folder)), today };
    const expected = JSON.stringify(buildRecord(input));
    fc.assert(
      fc.property(fc.shuffledSubarray([...input.resources], { minLength: input.resources.length }), (resources) => {
        expect(JSON.stringify(buildRecord({ ...input, resources }))).toBe(expected);
      }),
      { numRuns: 8 },
    );
  });

  it("resources that arrive twice change nothing", () => {
    expect(recordOf([...whole, ...structuredClone(whole)])).toEqual(recordOf(whole));
  });

  it("lists what could not be used by reference, each line once", () => {
    const { unusable } = buildRecord({ ...readBundle(caseBundle("39-malformed-resources")), today });
    const lines = unusable.map((item) => JSON.stringify(item));
    expect(new Set(lines).size).toBe(lines.length);
    expect(unusable.map((item) => item.reference)).toEqual(unusable.map((item) => item.reference).sort());
  });
});

/** The parts of a record that a resource of this name may have a say in. */
const concerned: Readonly<Record<string, readonly (keyof BoneHealthRecord)[]>> = {
  "dxa-t": ["boneDensity"],
  report: ["boneDensity"],
  procedure: ["boneDensity", "menopause", "disease", "chemistry"],
  "vitamin-d": ["vitaminD"],
  calcium: ["chemistry"],
  weight: ["risk", "chemistry"],
  frax: ["boneDensity"],
  letrozole: ["therapy", "menopause", "risk", "boneDensity"],
  cancer: ["disease", "risk", "menopause", "chemistry"],
};

describe("mangled resources", () => {
  const rubbish = fc.oneof(
    fc.constantFrom<unknown>(null, undefined, "", "text", 0, -1, 1e300, true, [], {}, [null], [[]], { value: null }, "2026-13-45", "<b>x</b>"),
    fc.jsonValue({ maxDepth: 2 }),
  );

  /** Every place of a JSON value, as a path; a resource stays a resource of this patient. */
  function places(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
    const children = typeof value === "object" && value !== null ? Object.entries(value) : [];
    return children.flatMap(([key, child]) =>
      path.length === 0 && ["resourceType", "id", "subject"].includes(key) ? [] : [[...path, key], ...places(child, [...path, key])],
    );
  }

  function replaced(value: unknown, path: readonly string[], by: (old: unknown) => unknown): unknown {
    const [key, ...rest] = path;
    if (key === undefined) return by(value);
    if (Array.isArray(value)) return value.map((item, index) => (String(index) === key ? replaced(item, rest, by) : item));
    return isRecord(value) ? { ...value, [key]: replaced(value[key], rest, by) } : value;
  }

  it.each(Object.keys(concerned))("a mangled %s never throws, and changes nothing that it has no say in", (id) => {
    const victim = whole.find((resource) => resource["id"] === id);
    const others = whole.filter((resource) => resource !== victim);
    const untouched = recordOf(whole);
    const change = fc.oneof(
      rubbish.map((value) => () => value),
      fc.constantFrom<(old: unknown) => unknown>(
        String,
        (old) => [old],
        (old) => ({ value: old }),
        (old) => ({ ...(isRecord(old) ? old : {}), value: "1,5" }),
      ),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...places(victim)), change), { minLength: 1, maxLength: 3 }), (changes) => {
        const mangled = changes.reduce<unknown>((resource, [path, by]) => replaced(resource, path, by), victim);
        const record = recordOf([...others, mangled]);
        const parts = (["patient", "disease", "menopause", "therapy", "boneDensity", "vitaminD", "chemistry", "risk"] as const).filter(
          (part) => !concerned[id]?.includes(part),
        );
        for (const part of parts) expect(record[part]).toEqual(untouched[part]);
        const elsewhere = (of: BoneHealthRecord) => of.unusable.filter((item) => !item.reference.endsWith(`/${id}`));
        expect(elsewhere(record)).toEqual(elsewhere(untouched));
      }),
      { numRuns: 60 },
    );
  });

  it("a mangled T-score leaves every other scan as it was", () => {
    const victim = whole.find((resource) => resource["id"] === "dxa-t");
    const sessions = (record: BoneHealthRecord) => record.boneDensity.sessions.filter((session) => session.date.text !== "2022-05-01");
    const expected = sessions(recordOf(whole));
    fc.assert(
      fc.property(fc.constantFrom(...places(victim)), rubbish, (path, value) => {
        const mangled = replaced(victim, path, () => value);
        const record = recordOf([...whole.filter((resource) => resource !== victim), mangled]);
        expect(sessions(record).filter((session) => !session.sources.includes("Observation/dxa-t"))).toEqual(expected);
      }),
    );
  });

  it("things that are no resources at all are listed and harm nothing", () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), (junk) => {
        const { unusable: _lines, ...record } = recordOf([...whole, ...junk]);
        const { unusable: _none, ...expected } = recordOf(whole);
        expect(record).toEqual(expected);
      }),
    );
  });
});

describe("searches that did not answer", () => {
  /** Every fact of the record that claims absence, with the searches it claims it from. */
  function absences(value: unknown): readonly string[] {
    if (!isRecord(value)) return Array.isArray(value) ? value.flatMap(absences) : [];
    if (value["state"] === "not-recorded" && Array.isArray(value["searched"])) return value["searched"].map(String);
    return Object.values(value).flatMap(absences);
  }

  it.each(searchIds)("nothing is said to be absent from %s when it failed", (failed) => {
    for (const resources of [[], whole]) {
      const record = buildRecord({ patientId: "p1", resources: [patient, ...resources], searches: searchesWith({ [failed]: "failed" }), today });
      expect(absences(record)).not.toContain(failed);
    }
  });

  it("without any answer nothing is claimed", () => {
    const record = buildRecord({ patientId: "p1", resources: [], searches: [], today });
    expect(absences(record).filter((search) => search !== "patient")).toEqual([]);
    expect(record.boneDensity.latest.state).toBe("unavailable");
  });
});

const samples = fileURLToPath(new URL("../../../shared/cases/samples", import.meta.url));

describe.skipIf(!existsSync(samples))("public patients that nobody here wrote (skipped where ../shared/cases/samples is absent)", () => {
  const files = existsSync(samples) ? readdirSync(samples, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".json")) : [];
  const bundles = files
    .map((file) => [file, JSON.parse(readFileSync(`${samples}/${file}`, "utf8")) as unknown] as const)
    .filter(([, bundle]) => isRecord(bundle) && bundle["resourceType"] === "Bundle");

  it.each(bundles)("%s loads, in any order", (_file, bundle) => {
    const input = { ...readBundle(bundle), today };
    const record = buildRecord(input);
    expect(buildRecord({ ...input, resources: [...input.resources].reverse() })).toEqual(record);
    expect(record.patient.reference).toBe(`Patient/${input.patientId}`);
  });

  const lowestOf = (file: string) => {
    const bundle = bundles.find(([name]) => name === file)?.[1];
    return bundle === undefined ? undefined : buildRecord({ ...readBundle(bundle), today }).boneDensity;
  };

  it("US Core's DXA patient has her lowest T-score at the left hip", () => {
    expect(lowestOf("hl7-us-core-dxa/bundle.json")?.lowestTScore).toMatchObject({
      state: "present",
      value: { value: -1.62, region: { site: "hip", side: "left" } },
    });
  });

  it("a Synthea T-score is of no stated site: a DXA done, and no forearm", () => {
    const boneDensity = lowestOf("synthea-r4-smarthealthit/Willia_Runolfsdottir_074c3873-c476-40e3-8046-f67372eb5e05.json");
    expect(boneDensity?.latest).toMatchObject({ state: "present", date: { text: "2012-11-12" }, value: { kind: "unspecified" } });
    expect(boneDensity?.lowestTScore.state).toBe("unusable");
  });

  it("the R4 example's bone density has no date, and is listed", () => {
    const bundle = bundles.find(([name]) => name === "hl7-r4-core-bmd/bundle.json")?.[1];
    const record = bundle === undefined ? undefined : buildRecord({ ...readBundle(bundle), today });
    expect(record?.unusable).toContainEqual(
      expect.objectContaining({ reference: "Observation/bmd", what: "bone density left femur", reason: "It has no date." }),
    );
  });
});

describe("an entry that may be a result and counts as none", () => {
  const nobodys = (resource: object) => ({ ...resource, subject: undefined });
  const images = (more: object) => ({ resourceType: "ImagingStudy", id: "i1", status: "available", subject: mine, started: "2026-05-01T09:00:00Z", ...more });
  const inDoubt = { scan: "unusable", tScore: "unusable" } as const;
  const statesWith = (...resources: readonly unknown[]) => {
    const { boneDensity, vitaminD } = buildRecord({ patientId: "p1", resources: [patient, ...resources], searches: searchesWith(), today });
    return { scan: boneDensity.latest.state, tScore: boneDensity.lowestTScore.state, vitaminD: vitaminD.latest.state };
  };
  const spineT = result("spineT", -2.7, "2026-05-01");
  const level = lab("vitamin-d", "62292-8", 9, "ng/mL", "2026-05-01");
  const nothing = { scan: "not-recorded", tScore: "not-recorded", vitaminD: "not-recorded" };

  it.each<[string, readonly object[], Partial<ReturnType<typeof statesWith>>]>([
    ["a T-score of nobody: no scan is not claimed", [nobodys(spineT)], inDoubt],
    ["a DXA report of nobody", [nobodys(report("2026-05-01", { conclusion: "Osteopenia." }))], inDoubt],
    ["a DXA procedure of nobody", [nobodys(procedure("2026-05-01", axialDxa))], inDoubt],
    ["a vitamin D level of nobody", [nobodys(level)], { vitaminD: "unusable" }],
    ["images alone, by their description", [images({ description: "DXA hip and spine" })], inDoubt],
    ["images alone, by their procedure", [images({ procedureCode: [{ coding: [{ system: axialDxa[0], code: axialDxa[1] }] }] })], inDoubt],
    ["images alone, by DICOM's modality", [images({ modality: [{ system: "http://dicom.nema.org/resources/ontology/DCM", code: "BMD" }] })], inDoubt],
    ["images alone, without a date", [images({ description: "DXA", started: undefined })], inDoubt],
    ["cancelled images", [images({ description: "DXA", status: "cancelled" })], {}],
    ["images of another kind", [images({ description: "Mammogram" })], {}],
    ["images of a later year", [images({ description: "DXA", started: "2027-05-01" })], {}],
    ["images beside the result of that week", [spineT, images({ description: "DXA", started: "2026-05-08" })], { scan: "present", tScore: "present" }],
    ["another test of nobody", [nobodys(lab("x", "2160-0", 0.8, "mg/dL", "2026-05-01"))], {}],
    ["a result of somebody else is not hers, and that is certain", [spineT, level].map((one) => ({ ...one, subject: { reference: "Patient/p2" } })), {}],
    [
      "beside results of her own it takes nothing away",
      [spineT, level, nobodys({ ...spineT, id: "n1" })],
      { scan: "present", tScore: "present", vitaminD: "present" },
    ],
  ])("%s", (_, resources, states) => expect(statesWith(...resources)).toEqual({ ...nothing, ...states }));
});
