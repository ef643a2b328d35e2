// @vitest-environment node
import { describe, expect, it } from "vitest";
import { longestQuery, type PlannedSearch, type PlanOptions, requestPlan } from "../../src/fhir/plan";
import { searchIds } from "../../src/record/searches";
import { readTypes } from "../../src/smart/scopes";
import { vendors } from "../../src/smart/registry";
import { dxaResultCodes } from "../../src/terminology/dxa";
import { hydroxyvitaminD } from "../../src/terminology/vitamin-d";
import { hydroxyvitaminD3 } from "../../src/terminology/vitamin-d-kinds";

const plan = (more: Partial<PlanOptions> = {}): readonly PlannedSearch[] => requestPlan({ patientId: "p1", vendor: "other", localCodes: [], ...more });
const planned = (id: string, more: Partial<PlanOptions> = {}): PlannedSearch => plan(more).find((search) => search.id === id)!;
const query = (search: PlannedSearch): URLSearchParams => new URL(search.queries[0]!, "https://ehr.example/").searchParams;
const codesAsked = (search: PlannedSearch): string[] =>
  search.queries.flatMap((one) => new URL(one, "https://ehr.example/").searchParams.get("code")?.split(",") ?? []);

describe("the request plan", () => {
  it("asks each question of the record once, in at most twelve requests", () => {
    expect(
      plan()
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual([...searchIds].toSorted());
    expect(plan().flatMap(({ queries }) => queries)).toHaveLength(12);
  });

  it.each([
    ["a calcium that the laboratory corrected", "29265-6"],
    ["the last menstrual period", "8665-2"],
  ])("asks for what the record reads: %s", (_, code) => {
    expect(codesAsked(planned("context-observations"))).toContain(code);
  });

  it("asks for medication orders and bone results first", () => {
    expect(
      plan()
        .slice(0, 2)
        .map(({ id }) => id),
    ).toEqual(["medication-requests", "bone-observations"]);
    expect(plan().filter(({ urgency }) => urgency === "high")).toHaveLength(6); // as many as an HTTP/1.1 server is asked at once
  });

  it("lets all but the most urgent travel together where the server takes batches: six requests in all", () => {
    const alone = plan({ vendor: "medplum" }).filter(({ joins }) => joins === undefined);
    expect(alone.map(({ id }) => id)).toEqual(["medication-requests", "bone-observations", "patient", "diagnostic-reports", "conditions"]);
    expect(plan({ vendor: "epic" }).some(({ joins }) => joins === "batch")).toBe(false);
  });

  it("names the patient in every request", () => {
    for (const search of plan()) for (const one of [...search.queries, ...(search.plainer?.queries ?? [])]) expect(one).toMatch(/(patient=p1\b|^Patient\/p1$)/);
  });

  it("asks for nothing that the launch has not asked permission for", () => {
    const types = plan().flatMap(({ resourceType, needs }) => (needs ? [resourceType, needs.type] : [resourceType]));
    expect(readTypes).toEqual(expect.arrayContaining(types));
  });

  it.each(vendors)("never asks %s for category and code together, and stays within the length of an address", (vendor) => {
    for (const search of plan({ vendor })) {
      for (const one of [...search.queries, ...(search.plainer?.queries ?? [])]) {
        expect(one.includes("category=") && one.includes("code=")).toBe(false);
        expect(one.length).toBeLessThanOrEqual(longestQuery);
      }
    }
  });

  it("asks for orders of every status, because Epic shows only active ones unless asked", () => {
    expect(
      query(planned("medication-requests", { vendor: "epic" }))
        .get("status")
        ?.split(","),
    ).toEqual(expect.arrayContaining(["active", "completed", "stopped", "on-hold", "cancelled"]));
  });

  it("says what is missing where Epic could only be asked without a status", () => {
    expect(planned("medication-requests", { vendor: "epic" }).plainer?.cannotClaim).toMatch(/stopped is missing/);
  });

  it("takes the medication along, except where that makes the search fail", () => {
    expect(query(planned("medication-requests")).get("_include")).toBe("MedicationRequest:medication");
    for (const vendor of ["oracle", "allscripts"] as const) expect(plan({ vendor }).some(({ queries }) => queries.join().includes("_include"))).toBe(false);
  });

  it("asks for every DXA and 25(OH)D code of the terminology, by code alone", () => {
    const asked = codesAsked(planned("bone-observations"));
    const wanted = [...dxaResultCodes, ...hydroxyvitaminD.codes, ...hydroxyvitaminD3.codes].map(({ code }) => code);
    expect(asked).toEqual(expect.arrayContaining(wanted));
  });

  it("asks Oracle Health for codes with their system, in several requests if one is too short", () => {
    const search = planned("bone-observations", { vendor: "oracle" });
    expect(codesAsked(search)).toContain("http://loinc.org|62292-8");
    expect(new Set(codesAsked(search)).size).toBe(new Set(codesAsked(planned("bone-observations"))).size);
  });

  it("asks for the site's own codes too, where they belong", () => {
    const localCodes = [
      { system: "urn:lab", code: "VITD,1", means: "25-hydroxyvitamin-d" },
      { system: "urn:lab", code: "WT", means: "body-weight" },
    ];
    expect(query(planned("bone-observations", { localCodes })).get("code")).toContain("urn:lab|VITD,1");
    expect(query(planned("context-observations", { localCodes })).get("code")).toContain("urn:lab|WT");
    expect(query(planned("bone-observations", { localCodes })).get("code")).not.toContain("WT");
  });

  it("does not let a filter hide reports, procedures, documents or diagnoses that a hospital codes in its own way", () => {
    for (const id of ["diagnostic-reports", "procedures", "documents", "conditions", "family-history"]) {
      const names = [...query(planned(id)).keys()];
      expect(names).toEqual(["patient", "_count"]);
    }
  });
});
