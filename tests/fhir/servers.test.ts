import { asked, sandboxEhr, sessionWith } from "../app/sandbox-ehr";
import { describe, expect, it } from "vitest";
import type { SandboxOptions } from "../../mocks/sandbox";
import { requestPlan } from "../../src/fhir/plan";
import { runSearch, type SearchResult } from "../../src/fhir/search";
import type { SearchId } from "../../src/record/searches";
import type { Vendor } from "../../src/smart/registry";

/** Reads one patient's whole record from a sandbox that behaves like this. */
async function read(
  options: SandboxOptions,
  patient = "falling-fast",
  vendor: Vendor = "other",
): Promise<{ results: Map<SearchId, SearchResult>; requests: readonly string[] }> {
  const sandbox = sandboxEhr(options);
  const session = sessionWith(sandbox, patient, { vendor });
  const context = {
    base: session.issuer,
    grantedScope: session.grantedScope,
    credentials: session,
    lacking: new Set<string>(),
    signal: new AbortController().signal,
    random: () => 0,
  };
  const plan = requestPlan({ patientId: patient, vendor, localCodes: [] });
  const results = await Promise.all(plan.map((planned) => runSearch(planned, context)));
  return { results: new Map(results.map((result) => [result.report.id, result])), requests: asked(sandbox) };
}

const states = (results: Map<SearchId, SearchResult>): readonly string[] => [...new Set([...results.values()].map(({ report }) => report.state))];
const count = (results: Map<SearchId, SearchResult>, id: SearchId): number => results.get(id)?.report.resources ?? 0;

describe("servers as they are", () => {
  it.each(["opaque", "relative", "getpages"] as const)("one that pages by three with %s links gives all of it, without a total", async (nextStyle) => {
    const whole = await read({});
    const paged = await read({ server: { forcePageSize: 3, nextStyle, noTotal: true } });
    expect(states(paged.results)).toEqual(["complete"]);
    expect([...paged.results].map(([id, { report }]) => [id, report.resources])).toEqual([...whole.results].map(([id, { report }]) => [id, report.resources]));
    expect(paged.requests.length).toBeGreaterThan(whole.requests.length);
  });

  it("one whose links lead elsewhere gives its first pages, incomplete", async () => {
    const { results } = await read({ server: { forcePageSize: 3, nextStyle: "other-origin" } });
    expect(results.get("bone-observations")?.report).toMatchObject({ state: "partial", resources: 3 });
  });

  it("one that shows only active orders unless asked shows the stopped ones too", async () => {
    const whole = await read({}, "switch-with-gap");
    const epic = await read({ server: { defaultStatus: { MedicationRequest: ["active"] } } }, "switch-with-gap", "epic");
    expect(count(epic.results, "medication-requests")).toBe(count(whole.results, "medication-requests"));
  });

  it("one that refuses what it does not know is asked in words it knows", async () => {
    const { results } = await read({ server: { unknownParameters: "refused" } });
    expect(states(results)).toEqual(["complete"]);
  });

  it("one that wants a category for reports gives those of the categories, incomplete", async () => {
    const { results } = await read({ server: { requireOneOf: { DiagnosticReport: ["category", "code"], Observation: ["category", "code"] } } });
    expect(results.get("diagnostic-reports")?.report).toMatchObject({ state: "partial", reason: expect.stringContaining("category") });
    expect(count(results, "diagnostic-reports")).toBeGreaterThan(0);
    expect(results.get("bone-observations")?.report.state).toBe("complete");
  });

  it("one that cannot read a long address is asked by form", async () => {
    const { results, requests } = await read({ server: { maxUrlLength: 300 } });
    expect(states(results)).toEqual(["complete"]);
    expect(requests.some((request) => request.startsWith("POST") && request.endsWith("_search"))).toBe(true);
  });

  it("one that sends other patients' data sends them to the record, which sorts them out by owner", async () => {
    const { results } = await read({ server: { leakOther: true } }, "man");
    expect(results.get("bone-observations")?.report.state).not.toBe("failed");
  });

  it("one that grants reading of labs only is asked for nothing else", async () => {
    const sandbox = sandboxEhr();
    const session = sessionWith(sandbox, "man", { scope: "patient/Patient.rs patient/Observation.rs" });
    const context = {
      base: session.issuer,
      grantedScope: session.grantedScope,
      credentials: session,
      lacking: new Set<string>(),
      signal: new AbortController().signal,
    };
    const results = await Promise.all(requestPlan({ patientId: "man", vendor: "other", localCodes: [] }).map((planned) => runSearch(planned, context)));
    expect(asked(sandbox)).toHaveLength(3);
    expect(results.filter(({ report }) => report.state === "refused")).toHaveLength(9);
  });
});
