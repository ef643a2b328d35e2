// @vitest-environment node
import { beforeAll, describe, expect, test } from "vitest";
import { createSandbox, type Sandbox } from "../../mocks/sandbox";
import { base, fhirClient, json, nextLink, origin, type Searchset } from "./smart-client";

const today = "2026-11-23";
let sandbox: Sandbox;
let patient: ReturnType<typeof fhirClient>;

beforeAll(() => {
  sandbox = createSandbox({ today });
  patient = fhirClient(sandbox, sandbox.issueAccess({ patient: "falling-fast" }));
});

function types(bundle: Searchset, mode: string): readonly string[] {
  return [...new Set((bundle.entry ?? []).filter((entry) => entry.search.mode === mode).map(({ resource }) => resource.resourceType))].sort();
}

describe("search by", () => {
  test.each([
    ["code alone", "Observation?patient=falling-fast&code=62292-8", 2],
    ["code with its system", "Observation?patient=falling-fast&code=http://loinc.org|62292-8", 2],
    ["code with another system", "Observation?patient=falling-fast&code=http://snomed.info/sct|62292-8", 0],
    ["a list of codes, mixed", "Observation?patient=falling-fast&code=62292-8,http://loinc.org|2731-8,24966-4", 6],
    ["category", "Observation?patient=falling-fast&category=social-history", 2],
    ["subject", "Observation?subject=Patient/falling-fast&code=2731-8", 1],
    ["status", "Observation?patient=falling-fast&code=62292-8&status=entered-in-error", 0],
    ["_id", "Patient?_id=falling-fast", 1],
    ["a date of one year", "Observation?patient=falling-fast&code=24966-4&date=2026", 1],
    ["dates from and to", "Observation?patient=falling-fast&code=24966-4&date=ge2024-01-01&date=lt2026-01-01", 2],
    ["from the very day on", "Observation?patient=falling-fast&code=24966-4&date=ge2026-09-23", 1],
    ["after the very day", "Observation?patient=falling-fast&code=24966-4&date=gt2026-09-23", 0],
    ["up to the very day", "Observation?patient=falling-fast&code=24966-4&date=le2024-09-23", 1],
    ["before the very day", "Observation?patient=falling-fast&code=24966-4&date=lt2024-09-23", 0],
    ["the very day", "Observation?patient=falling-fast&code=24966-4&date=2025-09-23", 1],
    ["an unknown parameter, which is ignored", "Observation?patient=falling-fast&code=2731-8&colour=blue", 1],
    ["clinical status of conditions", "Condition?patient=falling-fast&clinical-status=active", 3],
    ["report code", "DiagnosticReport?patient=falling-fast&code=38269-7", 3],
    ["text of a code", "Observation?patient=falling-fast&code:text=vitamin d", 2],
    ["what is missing", "Observation?patient=falling-fast&device:missing=false&code=24966-4", 3],
  ])("%s", async (_, query, expected) => {
    expect((await patient.search(query)).total).toBe(expected);
  });

  test("ids of several patients is refused to a session of one", async () => {
    expect((await patient.request("Patient?_id=falling-fast,man")).status).toBe(403);
  });

  test("POST _search with a form", async () => {
    const response = await patient.request("Observation/_search", { method: "POST", body: new URLSearchParams({ patient: "falling-fast", code: "62292-8" }) });
    expect((await json(response))["total"]).toBe(2);
  });

  test("an unreadable date is a 400 with a reason", async () => {
    const response = await patient.request("Observation?patient=falling-fast&date=yesterday");
    expect(response.status).toBe(400);
    expect((await json(response))["resourceType"]).toBe("OperationOutcome");
  });

  test("an unknown parameter is a 400 under strict handling", async () => {
    expect((await patient.request("Observation?patient=falling-fast&colour=blue", { headers: { prefer: "handling=strict" } })).status).toBe(400);
  });

  test("_summary=count counts and sends nothing", async () => {
    const bundle = await patient.search("Observation?patient=falling-fast&_summary=count");
    expect(bundle.total).toBeGreaterThan(50);
    expect(bundle.entry).toBeUndefined();
  });

  test("_sort orders by date, newest first with a minus", async () => {
    const bundle = await patient.search("Observation?patient=falling-fast&code=24966-4&_sort=-date");
    const dates = (bundle.entry ?? []).map(({ resource }) => String(resource["effectiveDateTime"]));
    expect(dates).toEqual([...dates].sort().reverse());
    expect(dates).toHaveLength(3);
  });
});

describe("what comes along", () => {
  test("_include brings the Medication of an order", async () => {
    const client = fhirClient(sandbox, sandbox.issueAccess({ patient: "metastatic" }));
    const bundle = await client.search("MedicationRequest?patient=metastatic&_include=MedicationRequest:medication");
    expect(types(bundle, "include")).toEqual(["Medication"]);
  });

  test("_include leaves out what the scopes do not cover", async () => {
    const client = fhirClient(sandbox, sandbox.issueAccess({ patient: "metastatic", scope: "patient/MedicationRequest.rs" }));
    const bundle = await client.search("MedicationRequest?patient=metastatic&_include=MedicationRequest:medication");
    expect(types(bundle, "match")).toEqual(["MedicationRequest"]);
    expect(types(bundle, "include")).toEqual([]);
  });

  test("_include of results and devices", async () => {
    expect(types(await patient.search("DiagnosticReport?patient=falling-fast&_include=DiagnosticReport:result"), "include")).toEqual(["Observation"]);
    expect(types(await patient.search("Observation?patient=falling-fast&code=24966-4&_include=Observation:device"), "include")).toEqual(["Device"]);
  });

  test("_revinclude brings the Provenance", async () => {
    const client = fhirClient(sandbox, sandbox.issueAccess({ patient: "two-scanners" }));
    const bundle = await client.search("Observation?patient=two-scanners&code=24966-4&_revinclude=Provenance:target");
    expect(types(bundle, "include")).toEqual(["Provenance"]);
  });

  test("a search from the drug across patients includes the patients", async () => {
    const user = fhirClient(sandbox, sandbox.issueAccess({ scope: "user/*.rs" }));
    const bundle = await user.search("MedicationRequest?code=199224,200064,310261&status=active&_include=MedicationRequest:patient&_count=200");
    const included = (bundle.entry ?? []).filter((entry) => entry.search.mode === "include").map(({ resource }) => resource.id);
    expect(included).toContain("falling-fast");
    expect(included).not.toContain("not-on-ai");
  });

  test("panels are there as Group and as List, for a provider only", async () => {
    const user = fhirClient(sandbox, sandbox.issueAccess({ scope: "user/*.rs" }));
    expect((await json(user.request("Group/sandbox-panel")))["member"]).toHaveLength(18);
    expect((await json(user.request("List/sandbox-panel")))["entry"]).toHaveLength(18);
    expect((await patient.request("Group/sandbox-panel")).status).toBe(403);
  });
});

describe("who may see what", () => {
  test.each([
    ["no token", {}, 401],
    ["an unknown token", { authorization: "Bearer invented" }, 401],
  ])("with %s nothing is read", async (_, headers, status) => {
    const response = await sandbox.handle(new Request(`${base}/Patient/falling-fast`, { headers }));
    expect(response.status).toBe(status);
    expect(response.headers.get("www-authenticate")).toContain("Bearer");
  });

  test("an expired token is a 401", async () => {
    let clock = 1_000_000;
    const timed = createSandbox({ today, now: () => clock });
    const client = fhirClient(timed, timed.issueAccess({ patient: "man", expiresIn: 60 }));
    expect((await client.request("Patient/man")).status).toBe(200);
    clock += 60_000;
    expect((await client.request("Patient/man")).status).toBe(401);
  });

  test("another patient's data are refused, by search and by read", async () => {
    expect((await patient.request("Observation?patient=man")).status).toBe(403);
    expect((await patient.request("Patient/man")).status).toBe(403);
    expect((await patient.request("MedicationRequest/man-mrt1")).status).toBe(403);
  });

  test("a search that names no patient stays inside the launch's patient", async () => {
    const bundle = await patient.search("Observation?code=62292-8&_count=200");
    const subjects = new Set((bundle.entry ?? []).map(({ resource }) => (resource["subject"] as { reference: string }).reference));
    expect([...subjects]).toEqual(["Patient/falling-fast"]);
  });

  test.each([
    ["patient/Observation.rs", "Observation?patient=falling-fast", 200],
    ["patient/Observation.read", "Observation?patient=falling-fast", 200],
    ["patient/Observation.r", "Observation?patient=falling-fast", 403],
    ["patient/Observation.s", "Observation?patient=falling-fast", 200],
    ["patient/Observation.rs", "Condition?patient=falling-fast", 403],
    ["patient/Observation.cu", "Observation?patient=falling-fast", 403],
    ["patient/*.read", "Condition?patient=falling-fast", 200],
  ])("scope %s on %s answers %i", async (scope, query, status) => {
    expect((await fhirClient(sandbox, sandbox.issueAccess({ patient: "falling-fast", scope })).request(query)).status).toBe(status);
  });

  test("a granular scope shows its category and nothing else", async () => {
    const category = "http://terminology.hl7.org/CodeSystem/observation-category";
    const client = fhirClient(sandbox, sandbox.issueAccess({ patient: "falling-fast", scope: `patient/Observation.rs?category=${category}|laboratory` }));
    const bundle = await client.search("Observation?patient=falling-fast&code=62292-8,24966-4");
    expect(bundle.total).toBe(2);
  });

  test("a type the EHR does not have is a 404, and is not in its CapabilityStatement", async () => {
    const small = createSandbox({ today, resourceTypes: ["Patient", "Observation"] });
    const client = fhirClient(small, small.issueAccess({ patient: "man" }));
    expect((await client.request("Procedure?patient=man")).status).toBe(404);
    const metadata = (await json(small.handle(new Request(`${base}/metadata`)))) as { rest: [{ resource: { type: string }[] }] };
    expect(metadata.rest[0].resource.map(({ type }) => type)).toEqual(["Patient", "Observation"]);
  });
});

describe("paging", () => {
  /** Reads every page as a careful client does: next links resolved against the base. */
  async function allIds(client: ReturnType<typeof fhirClient>, query: string): Promise<readonly string[]> {
    const ids: string[] = [];
    let address: string | undefined = query;
    for (let page = 0; address !== undefined && page < 50; page += 1) {
      const bundle: Searchset = await client.search(address);
      ids.push(...(bundle.entry ?? []).flatMap((entry) => (entry.search.mode === "match" ? [entry.resource.id] : [])));
      address = nextLink(bundle);
    }
    return ids;
  }

  test.each(["opaque", "relative", "getpages"] as const)("%s next links lead to every resource once", async (nextStyle) => {
    const paged = createSandbox({ today, server: { nextStyle, forcePageSize: 7, noTotal: true } });
    const client = fhirClient(paged, paged.issueAccess({ patient: "falling-fast" }));
    const whole = await patient.ids("Observation?patient=falling-fast&_count=200");
    const first = await client.search("Observation?patient=falling-fast&_count=200");
    expect(first.entry).toHaveLength(7);
    expect(first.total).toBeUndefined();
    expect(await allIds(client, "Observation?patient=falling-fast&_count=200")).toEqual(whole);
  });

  test("_count is honoured up to the server's limit", async () => {
    expect((await patient.search("Observation?patient=falling-fast&_count=3")).entry).toHaveLength(3);
    expect((await patient.search("Observation?patient=falling-fast")).entry).toHaveLength(50);
  });

  test("HAPI's next link has nothing but a query behind the base", async () => {
    const hapi = createSandbox({ today, server: { nextStyle: "getpages", forcePageSize: 5 } });
    const bundle = await fhirClient(hapi, hapi.issueAccess({ patient: "man" })).search("Observation?patient=man");
    expect(nextLink(bundle)).toMatch(new RegExp(`^${base}\\?_getpages=`));
  });

  test("a foreign next link points elsewhere; an endless one never ends", async () => {
    const foreign = createSandbox({ today, server: { nextStyle: "other-origin", forcePageSize: 5 } });
    const link = nextLink(await fhirClient(foreign, foreign.issueAccess({ patient: "man" })).search("Observation?patient=man"));
    expect(new URL(link ?? "").origin).not.toBe(origin);
    const endless = createSandbox({ today, server: { nextStyle: "endless" } });
    const client = fhirClient(endless, endless.issueAccess({ patient: "nearly-empty" }));
    expect((await allIds(client, "Condition?patient=nearly-empty")).length).toBeGreaterThan(60);
  });

  test("a page of one session is gone for another", async () => {
    const bundle = await patient.search("Observation?patient=falling-fast&_count=5");
    const other = fhirClient(sandbox, sandbox.issueAccess({ patient: "man" }));
    expect((await other.request(nextLink(bundle) ?? "")).status).toBe(410);
  });
});
