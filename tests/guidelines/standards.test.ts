// @vitest-environment node
import { describe, expect, test } from "vitest";
import { catalogue } from "../../src/guidelines/catalogue";
import { sourceAttributes } from "../../src/guidelines/decision-support-attributes";
import { evaluate } from "../../src/guidelines/evaluate";
import { expectedLoss } from "../../src/guidelines/expected-loss";
import { guidanceBundle } from "../../src/guidelines/guidance-bundle";
import { catalogueBundle, planDefinitionOf } from "../../src/guidelines/plan-definition";
import { guidelineSettings } from "../../src/guidelines/settings";
import { course, denosumab, densityOf, monthsAgo, notRecorded, type Overrides, present, recordWith, scan, unavailable } from "./record-with";

const base = "https://example.org/boneline";
const id = /^[A-Za-z0-9.-]{1,64}$/;

/** R4: no empty strings, arrays or objects anywhere, and no nulls. */
function empties(value: unknown, path = "$"): string[] {
  if (value === undefined || value === null || value === "") return [path];
  if (typeof value !== "object") return [];
  const entries = Object.entries(value);
  return entries.length === 0 ? [path] : entries.flatMap(([key, inner]) => empties(inner, `${path}.${key}`));
}

describe("rules as PlanDefinition", () => {
  test.each(catalogue)("$id is a valid eca-rule with its sources", (rule) => {
    const plan = planDefinitionOf(rule, `${base}/`);
    expect(plan).toMatchObject({
      resourceType: "PlanDefinition",
      status: "active",
      version: rule.version,
      url: `${base}/PlanDefinition/${rule.id.toLowerCase()}`,
    });
    expect(plan.type?.coding?.[0]?.code).toBe("eca-rule");
    expect(plan.id).toMatch(id);
    expect(plan.name).toMatch(/^[A-Z][A-Za-z0-9_]{0,254}$/);
    expect(plan.relatedArtifact?.length ?? 0).toBe(rule.citations.length);
    for (const artifact of plan.relatedArtifact ?? []) {
      expect(artifact.type).toBe("citation");
      expect(artifact.citation).toContain("How it was checked");
    }
    expect(plan.action?.[0]?.condition?.[0]).toMatchObject({ kind: "applicability", expression: { description: rule.logic } });
    expect(empties(plan)).toEqual([]);
  });

  test("no other engine can take a rule to hold for everybody: its condition is one of R4's languages and never true", () => {
    const languages = ["text/cql", "text/fhirpath", "application/x-fhir-query"]; // R4 value set expression-language, the whole of it
    const expressions = catalogue.map((rule) => planDefinitionOf(rule, base).action?.[0]?.condition?.[0]?.expression);
    expect(expressions.filter((one) => !languages.includes(one?.language ?? ""))).toEqual([]);
    expect(expressions.filter((one) => one?.expression?.replace(/\/\/.*$/, "").trim() !== "{}")).toEqual([]);
  });

  test("the catalogue is one bundle with an address for each rule", () => {
    const bundle = catalogueBundle(base);
    const urls = bundle.entry?.map(({ fullUrl }) => fullUrl);
    expect(new Set(urls).size).toBe(catalogue.length);
    expect(bundle.id).toMatch(id);
  });
});

describe("a patient's prompts as GuidanceResponse and DetectedIssue", () => {
  const record = recordWith({
    boneDensity: densityOf(scan(monthsAgo(6), [{ t: -2.7 }])),
    therapy: { others: [denosumab(monthsAgo(9)), course("oestrogen", "estradiol")] },
  });
  let next = 0;
  const newId = () => `00000000-0000-4000-8000-${String((next += 1)).padStart(12, "0")}`;
  const occurrenceDateTime = "2026-11-23T09:30:00+01:00";
  const evaluation = evaluate(record);
  const bundle = guidanceBundle({ evaluation, subject: "Patient/p1", occurrenceDateTime, base, newId });
  const resources = (bundle.entry ?? []).flatMap(({ resource }) => (resource ? [resource] : []));

  test("every prompt is a response about this patient, with rule, time and numbers", () => {
    const responses = resources.filter((resource) => resource.resourceType === "GuidanceResponse");
    const success = responses.filter(({ status }) => status === "success");
    expect(success).toHaveLength(evaluation.prompts.length);
    for (const response of responses) {
      expect(response.moduleUri).toMatch(/^https:\/\/example\.org\/boneline\/PlanDefinition\/[a-z0-9-]+$/);
      expect(response).toMatchObject({ subject: { reference: "Patient/p1" }, occurrenceDateTime });
    }
    expect(success[0]?.note?.[0]?.text).toBe(evaluation.prompts[0]?.headline);
  });

  test("rules that could not be judged ask for their data", () => {
    const open = resources.filter((resource) => resource.resourceType === "GuidanceResponse" && resource.status === "data-required");
    expect(open).toHaveLength(evaluation.results.filter(({ judgement }) => judgement.outcome === "not-evaluable").length);
  });

  test("safety and medicine prompts are issues too, with the resources that caused them", () => {
    const issues = resources.filter((resource) => resource.resourceType === "DetectedIssue");
    expect(issues.map(({ code }) => code?.coding?.[0]?.code)).toEqual(["SAFE-01", "SAFE-04", "MED-03"]);
    expect(issues[1]).toMatchObject({
      status: "preliminary",
      severity: "high",
      patient: { reference: "Patient/p1" },
      implicated: [{ reference: "MedicationRequest/denosumab" }],
    });
  });

  test("the bundle is a valid collection", () => {
    expect(bundle).toMatchObject({ resourceType: "Bundle", type: "collection", timestamp: occurrenceDateTime });
    expect(new Set(bundle.entry?.map(({ fullUrl }) => fullUrl)).size).toBe(resources.length);
    for (const { fullUrl, resource } of bundle.entry ?? []) expect(fullUrl).toBe(`urn:uuid:${resource?.id}`);
    expect(empties(bundle)).toEqual([]);
  });

  test("a patient about whom nothing is to be said gets a valid bundle too: FHIR has no empty arrays", () => {
    const nothing = { ...evaluation, prompts: [], results: [] };
    expect(empties(guidanceBundle({ evaluation: nothing, subject: "Patient/p1", occurrenceDateTime, base, newId }))).toEqual([]);
  });
});

describe("what the reader is told of the product", () => {
  test("the 13 source attributes are all there, in order", () => {
    expect(sourceAttributes.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
  });
});

describe("the band of loss that trials saw", () => {
  const band = (overrides: Overrides, site: "lumbar-spine" | "total-hip" | "forearm" = "lumbar-spine") =>
    expectedLoss(recordWith(overrides), site, guidelineSettings());

  test("a postmenopausal woman on an aromatase inhibitor: spine −2.7 to −1.2% a year, called an average and not a prediction", () => {
    expect(band({})).toMatchObject({ onTreatment: { from: -2.7, to: -1.2 }, label: expect.stringContaining("not a prediction for this patient") });
    expect(band({}, "total-hip")?.onTreatment).toEqual({ from: -2, to: -1.4 });
  });

  test.each([
    ["on an antiresorptive", { therapy: { antiresorptive: present(denosumab(monthsAgo(2))) } }],
    ["when bone treatment is not known", { therapy: { antiresorptive: unavailable("medication-requests") } }],
    ["off the aromatase inhibitor", { therapy: { currentAromataseInhibitor: notRecorded("medication-requests") } }],
    ["under ovarian suppression", { menopause: { ovarianSuppression: present({ label: "goserelin" }) } }],
    ["in a man", { patient: { sex: present("male", undefined) } }],
    ["in metastatic disease", { disease: { metastatic: present({ label: "Bone metastasis" }) } }],
  ] as readonly (readonly [string, Overrides])[])("is off %s", (_name, overrides) => {
    expect(band(overrides)).toBeUndefined();
  });

  test("is off where trials give no figure", () => {
    expect(band({}, "forearm")).toBeUndefined();
  });
});
