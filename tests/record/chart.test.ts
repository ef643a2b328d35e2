// @vitest-environment node
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildRecord } from "../../src/record/build";
import { labelOf, matchConcept, openChart } from "../../src/record/chart";
import { defaultRecordSettings } from "../../src/record/site";
import { type Concept, systems } from "../../src/terminology/concept";
import { chartOf, searchesWith } from "./chart-of";

const mine = { reference: "Patient/p1" };
const patient = { resourceType: "Patient", id: "p1" };

describe("whose resources these are", () => {
  it.each([
    ["a relative reference", { subject: mine }, true],
    ["an absolute one", { subject: { reference: "https://ehr.example/fhir/Patient/p1" } }, true],
    ["a version of her", { subject: { reference: "Patient/p1/_history/3" } }, true],
    ["`patient` instead of `subject`", { patient: mine }, true],
    ["another patient", { subject: { reference: "Patient/p2" } }, false],
    ["a patient whose id only begins alike", { subject: { reference: "Patient/p11" } }, false],
    ["no subject", {}, false],
    ["a subject that is only a name", { subject: { display: "Ruth Example" } }, false],
    ["a subject that is no object", { subject: 7 }, false],
  ])("%s: %#", (_case, owner, used) => {
    const chart = chartOf([patient, { resourceType: "Observation", id: "o", ...owner }]);
    expect(chart.ofType("Observation")).toHaveLength(used ? 1 : 0);
    expect(chart.rejected.map((item) => item.kind)).toEqual(used ? [] : ["other-patient"]);
  });

  it("never lists what stood in somebody else's resource", () => {
    const chart = chartOf([patient, { resourceType: "Observation", id: "o", subject: { reference: "Patient/p2" }, valueString: "T-score -4.1" }]);
    expect(JSON.stringify(chart.rejected)).not.toContain("4.1");
  });

  it("finds a patient by urn:uuid when the bundle says who that is", () => {
    const alias = "urn:uuid:0b1c";
    const chart = openChart({
      patientId: "p1",
      resources: [patient, { resourceType: "Observation", id: "o", subject: { reference: alias } }],
      aliases: new Map([[alias, "Patient/p1"]]),
      searches: [],
      today: "2026-11-23",
      settings: defaultRecordSettings,
    });
    expect(chart.ofType("Observation")).toHaveLength(1);
  });
});

describe("what arrives broken or twice", () => {
  it.each([[null], ["text"], [7], [[]], [{}], [{ resourceType: "Observation" }], [{ id: "x" }], [{ resourceType: "Observation", id: "" }]])(
    "%j is listed and nothing else changes",
    (broken) => {
      const chart = chartOf([patient, broken, { resourceType: "Observation", id: "o", subject: mine }]);
      expect(chart.ofType("Observation")).toHaveLength(1);
      expect(chart.rejected).toMatchObject([{ kind: "malformed" }]);
    },
  );

  it("a resource on two pages is one", () => {
    const one = { resourceType: "Observation", id: "o", subject: mine };
    expect(chartOf([patient, one, { ...one }]).ofType("Observation")).toHaveLength(1);
  });

  it("of two versions of a resource the one updated last counts, whatever their order", () => {
    const versions = [
      { resourceType: "Observation", id: "o", subject: mine, meta: { lastUpdated: "2026-01-02T00:00:00Z" }, status: "amended" },
      { resourceType: "Observation", id: "o", subject: mine, meta: { lastUpdated: "2026-01-01T23:00:00-05:00" }, status: "final" },
      { resourceType: "Observation", id: "o", subject: mine, status: "preliminary" },
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(versions, { minLength: 3 }), (shuffled) => {
        expect(chartOf([patient, ...shuffled]).ofType("Observation")).toMatchObject([{ status: "final" }]);
      }),
    );
  });

  it("lists the same resource of another patient once, however often it was sent", () => {
    const leaked = { resourceType: "Observation", id: "o", subject: { reference: "Patient/p2" } };
    expect(chartOf([patient, leaked, { ...leaked }]).rejected).toHaveLength(1);
  });
});

describe("code systems", () => {
  it.each([
    ["urn:oid:2.16.840.1.113883.6.88", "84857", systems.rxnorm],
    ["urn:oid:2.16.840.1.113883.6.90", "C79.51", systems.icd10cm],
    ["urn:oid:2.16.840.1.113883.6.96", "94222008", systems.snomed],
    ["https://loinc.org", "72166-2", systems.loinc],
    ["http://www.whocc.no/atc/", "L02BG03", systems.atc],
  ])("the system may be written as %s", (system, code, uri) => {
    const concept: Concept = { id: "x", label: "x", codes: [{ system: uri, code, display: "", source: "", status: "verified" }] };
    expect(matchConcept(concept, { coding: [{ system, code }] }, defaultRecordSettings)).toBe("coded");
    expect(matchConcept(concept, { coding: [{ system: "urn:oid:1.2.3", code }] }, defaultRecordSettings)).toBeUndefined();
  });

  it("match nothing and throw nothing, even where an object stands for the system", () => {
    const chart = chartOf({ resourceType: "Bundle", entry: [{ resource: { resourceType: "Patient", id: "p1" } }] }, { today: "2026-11-23" });
    const concept: Concept = { id: "x", label: "x", codes: [] };
    expect(matchConcept(concept, { coding: [{ system: { toString: 1 }, code: ["a"] }] }, chart.settings)).toBeUndefined();
  });
});

describe("names of two million characters", () => {
  it("are read by what they begin with, without keeping anybody waiting", () => {
    const name = "DXA L1-L4 T-score ".repeat(110_000);
    const code = { text: name, coding: [{ system: "http://loinc.org", code: "38267-1", display: name }] };
    const observation = { resourceType: "Observation", id: "o", status: "final", subject: mine, effectiveDateTime: "2026-05-04", code, valueInteger: -3 };
    const record = buildRecord({ patientId: "p1", resources: [patient, observation], searches: searchesWith(), today: "2026-11-23" });
    expect(record.boneDensity.lowestTScore).toMatchObject({ value: { value: -3 } });
  });
});

describe("references", () => {
  const device = { resourceType: "Device", id: "d" };
  const contained = { resourceType: "BodyStructure", id: "b" };
  const chart = chartOf([patient, device]);
  const within = { resourceType: "Observation", id: "o", contained: [null, contained] };

  it.each([
    ["Device/d", "Device"],
    ["https://other.example/r4/Device/d", "Device"],
    ["#b", "BodyStructure"],
    ["#c", undefined],
    ["Device/gone", undefined],
    ["urn:uuid:unknown", undefined],
  ])("%s leads to %s", (reference, type) => {
    expect(chart.resolve({ reference }, within)?.resourceType).toBe(type);
  });

  it.each([[undefined], [null], [7], [{}], [{ reference: 7 }]])("%j leads nowhere", (reference) => {
    expect(chart.resolve(reference, within)).toBeUndefined();
  });
});

describe("results inside a report", () => {
  const inside = { resourceType: "Observation", id: "a", status: "final", valueInteger: -3 };
  const holder = (more: object, contained: object = inside) => ({
    resourceType: "DiagnosticReport",
    id: "r1",
    status: "final",
    subject: mine,
    effectiveDateTime: "2026-05-04",
    contained: [contained],
    ...more,
  });

  it.each([
    ["have the patient, the day and the reference of their report", holder({}), { subject: mine, effectiveDateTime: "2026-05-04", status: "final" }],
    ["keep the day that is their own", holder({}, { ...inside, effectiveDateTime: "2026-05-01" }), { effectiveDateTime: "2026-05-01" }],
    ["are withdrawn with it", holder({ status: "entered-in-error" }), { status: "entered-in-error" }],
  ])("%s", (_what, report, expected) => {
    const chart = chartOf([patient, report]);
    expect(chart.ofType("Observation")).toMatchObject([{ id: "r1.a", valueInteger: -3, ...expected }]);
    expect(chart.resolve({ reference: "#a" }, chart.ofType("DiagnosticReport")[0])).toBe(chart.ofType("Observation")[0]);
  });

  it("are not this patient's when they say so", () => {
    expect(chartOf([patient, holder({}, { ...inside, subject: { reference: "Patient/p2" } })]).ofType("Observation")).toEqual([]);
  });
});

describe("what may be said when nothing was found", () => {
  it("absence only after every named search was complete", () => {
    expect(chartOf([patient]).absent("bone-observations", "documents")).toEqual({ state: "not-recorded", searched: ["bone-observations", "documents"] });
  });

  it.each(["partial", "refused", "failed", "pending"] as const)("nothing after a search that is %s", (state) => {
    const chart = chartOf([patient], { searches: searchesWith({ "diagnostic-reports": state }) });
    expect(chart.absent("bone-observations", "diagnostic-reports")).toMatchObject({
      state: "unavailable",
      searches: ["diagnostic-reports"],
      pending: state === "pending",
    });
  });

  it("a server without documents leaves no hole, one without observations does", () => {
    const chart = chartOf([patient], { searches: searchesWith({ documents: "unsupported", "bone-observations": "unsupported" }) });
    expect(chart.absent("documents").state).toBe("not-recorded");
    expect(chart.absent("bone-observations").state).toBe("unavailable");
  });

  it("searches that failed alike give their reason once, as words that fit into a sentence", () => {
    const failed = { state: "failed", reason: "The EHR had an error of its own (500)." } as const;
    const searches = searchesWith().map((report) => (/^(documents|procedures)$/.test(report.id) ? { ...report, ...failed } : report));
    expect(chartOf([patient], { searches }).absent("documents", "procedures")).toMatchObject({ reason: "The EHR had an error of its own (500)" });
  });

  it("a search that was never made is not a search that found nothing", () => {
    expect(chartOf([patient], { searches: [] }).absent("conditions")).toMatchObject({
      state: "unavailable",
      pending: false,
      reason: "conditions was not asked for",
    });
  });
});

describe("codes and names", () => {
  const code = (text: string, status: "verified" | "recalled") => ({ system: systems.icd10cm, code: text, display: "", source: "test", status });
  const concept: Concept = {
    id: "fracture",
    label: "Fracture",
    codes: [code("M80.08", "verified"), code("M99.9", "recalled")],
    families: [{ system: systems.icd10cm, pattern: /^S72/ }],
    text: /fragility fracture/,
    notText: /family history/,
  };
  const coded = (value: string, system: string = systems.icd10cm) => ({ coding: [null, 7, { system, code: value }] });

  it.each([
    ["M80.08", "coded"],
    ["M8008", "coded"],
    ["S72.001A", "coded"],
    ["M99.9", undefined],
    ["M80", undefined],
  ])("%s is %s", (value, how) => {
    expect(matchConcept(concept, coded(value), defaultRecordSettings)).toBe(how);
  });

  it("a code of another system is another code", () => {
    expect(matchConcept(concept, coded("M80.08", systems.snomed), defaultRecordSettings)).toBeUndefined();
  });

  it("a name counts where no code does, accents and case aside, unless it says the opposite", () => {
    expect(matchConcept(concept, { text: "FRÁGILITY Fracture of hip" }, defaultRecordSettings)).toBe("by-text");
    expect(matchConcept(concept, { text: "Family history of fragility fracture" }, defaultRecordSettings)).toBeUndefined();
  });

  it("a site's own code counts as that site says", () => {
    const settings = { ...defaultRecordSettings, localCodes: [{ system: "urn:local", code: "FX", means: "fracture" }] };
    expect(matchConcept(concept, coded("FX", "urn:local"), settings)).toBe("coded");
    expect(matchConcept(concept, coded("FX", "urn:local"), defaultRecordSettings)).toBeUndefined();
  });

  it.each([[null], [undefined], ["C50.9"], [7], [[]], [{ coding: "x" }], [{ coding: [null] }], [{ text: 7 }]])(
    "%j means nothing and harms nothing",
    (broken) => {
      expect(matchConcept(concept, broken, defaultRecordSettings)).toBeUndefined();
      expect(labelOf(broken, "unnamed")).toBe("unnamed");
    },
  );
});
