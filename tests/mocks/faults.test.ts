// @vitest-environment node
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { demonstrations } from "../../mocks/demonstrations";
import type { Fault, ServerBehaviour } from "../../mocks/faults";
import { sandboxFromCase } from "../../mocks/from-case";
import { sequentialLevels } from "../../mocks/request-log";
import { createSandbox } from "../../mocks/sandbox";
import { grantFor } from "../../src/fhir/granted-scopes";
import { scopesFor } from "../../src/smart/scopes";
import { authorize, base, ehrLaunchCode, exchange, fhirClient, json, launchToken, nextLink, origin, redirectUri, target } from "./smart-client";

const today = "2026-11-23";

function withFaults(faults: readonly Fault[], server: ServerBehaviour = {}) {
  const sandbox = createSandbox({ today, faults, server });
  return { sandbox, client: fhirClient(sandbox, sandbox.issueAccess({ patient: "falling-fast" })) };
}

const observations = "Observation?patient=falling-fast&code=62292-8";

describe("a fault on demand", () => {
  test("strikes its resource type only", async () => {
    const { client } = withFaults([{ type: "DiagnosticReport", status: 403 }]);
    expect((await client.request("DiagnosticReport?patient=falling-fast")).status).toBe(403);
    expect((await client.request(observations)).status).toBe(200);
  });

  test("without a type strikes everything", async () => {
    const { client } = withFaults([{ status: 500 }]);
    expect((await client.request(observations)).status).toBe(500);
    expect((await client.request("Patient/falling-fast")).status).toBe(500);
  });

  test("429 comes as often as asked, with Retry-After that a page may read", async () => {
    const { client } = withFaults([{ type: "Observation", status: 429, times: 2, headers: { "retry-after": "2" }, expose: "Retry-After" }]);
    const first = await client.request(observations, { headers: { origin: "https://app.example" } });
    expect(first.headers.get("retry-after")).toBe("2");
    expect(first.headers.get("access-control-expose-headers")).toContain("Retry-After");
    expect([first.status, (await client.request(observations)).status, (await client.request(observations)).status]).toEqual([429, 429, 200]);
  });

  test("500 with a body of HTML", async () => {
    const { client } = withFaults([{ type: "Observation", status: 500, headers: { "content-type": "text/html" }, body: "<html>no</html>" }]);
    const response = await client.request(observations);
    expect(response.headers.get("content-type")).toBe("text/html");
    expect(await response.text()).toBe("<html>no</html>");
  });

  test.each(["broken-json", "truncated"] as const)("%s is a 200 that cannot be parsed", async (kind) => {
    const { client } = withFaults([{ type: "Observation", kind }]);
    const response = await client.request(observations);
    expect(response.status).toBe(200);
    await expect(response.json()).rejects.toThrow(SyntaxError);
  });

  test("a closed connection is a network error", async () => {
    const { client } = withFaults([{ type: "Observation", kind: "drop" }]);
    expect((await client.request(observations)).type).toBe("error");
  });

  test("a page in the middle is missing", async () => {
    const { client } = withFaults([{ type: "Observation", page: 2, status: 410 }], { forcePageSize: 10 });
    const first = await client.search("Observation?patient=falling-fast");
    expect(first.entry).toHaveLength(10);
    expect((await client.request(nextLink(first) ?? "")).status).toBe(410);
  });

  test("a server may forget CORS on its errors", async () => {
    const { client } = withFaults([{ type: "Observation", status: 401, withoutCors: true }]);
    const app = { headers: { origin: "https://app.example" } };
    expect((await client.request(observations, app)).headers.get("access-control-allow-origin")).toBeNull();
    expect((await client.request("Condition?patient=falling-fast", app)).headers.get("access-control-allow-origin")).toBe("https://app.example");
  });

  test("reaches the token, discovery and metadata addresses when told so", async () => {
    const { sandbox } = withFaults([
      { on: "token", status: 503 },
      { on: "discovery", kind: "broken-json" },
      { on: "metadata", status: 404 },
    ]);
    expect((await exchange(sandbox, "any")).status).toBe(503);
    await expect(json(sandbox.handle(new Request(`${base}/.well-known/smart-configuration`)))).rejects.toThrow(SyntaxError);
    expect((await sandbox.handle(new Request(`${base}/metadata`))).status).toBe(404);
  });

  test("strikes inside a batch, entry by entry", async () => {
    const { client } = withFaults([{ type: "Condition", status: 403 }]);
    const response = await client.send("POST", "", {
      resourceType: "Bundle",
      type: "batch",
      entry: ["Condition?patient=falling-fast", observations].map((url) => ({ request: { method: "GET", url } })),
    });
    const { entry } = (await json(response)) as { entry: { response: { status: string } }[] };
    expect(entry.map((item) => item.response.status)).toEqual(["403", "200"]);
  });

  test("a delay waits and then tells the truth", async () => {
    vi.useFakeTimers();
    try {
      const { client } = withFaults([{ on: "search", delayMs: 3000 }]);
      let status = 0;
      const answer = client.request(observations).then((response) => {
        status = response.status;
      });
      await vi.advanceTimersByTimeAsync(2999);
      expect(status).toBe(0);
      await vi.advanceTimersByTimeAsync(1);
      await answer;
      expect(status).toBe(200);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("a server of its own kind", () => {
  const ask = async (server: ServerBehaviour, query: string): Promise<Response> => {
    const sandbox = createSandbox({ today, server });
    return fhirClient(sandbox, sandbox.issueAccess({ patient: "switch-with-gap" })).request(query);
  };

  test.each([
    ["wants category or code", { requireOneOf: { Observation: ["category", "code"] } }, "Observation?patient=switch-with-gap", 400],
    [
      "cannot combine category with code",
      { refuseTogether: [["category", "code"]] },
      "Observation?patient=switch-with-gap&category=laboratory&code=62292-8",
      400,
    ],
    ["refuses long addresses", { maxUrlLength: 60 }, "Observation?patient=switch-with-gap&code=62292-8,1989-3", 414],
    ["refuses unknown parameters", { unknownParameters: "refused" }, "Observation?patient=switch-with-gap&colour=blue", 400],
  ] as const)("%s", async (_, server, query, status) => {
    expect((await ask(server, query)).status).toBe(status);
  });

  test("returns only active orders unless others are asked for, as Epic does", async () => {
    const server = { defaultStatus: { MedicationRequest: ["active"] } };
    expect((await json(ask(server, "MedicationRequest?patient=switch-with-gap")))["total"]).toBe(1);
    expect((await json(ask(server, "MedicationRequest?patient=switch-with-gap&status=active,completed,stopped")))["total"]).toBe(4);
  });

  test("may refuse batches and POST _search", async () => {
    const { client } = withFaults([], { batch: "refused", postSearch: "refused" });
    expect((await client.send("POST", "", { resourceType: "Bundle", type: "batch", entry: [] })).status).toBe(405);
    expect((await client.request("Observation/_search", { method: "POST", body: new URLSearchParams({ patient: "falling-fast" }) })).status).toBe(405);
  });

  test("appends a warning that is no match", async () => {
    const { client } = withFaults([], { outcomeEntry: true });
    const { entry = [], total } = await client.search(observations);
    expect(total).toBe(2);
    expect(entry.map(({ search }) => search.mode)).toEqual(["match", "match", "outcome"]);
    expect(entry[2]?.resource.resourceType).toBe("OperationOutcome");
  });

  test("may leak other patients' results", async () => {
    const { client } = withFaults([], { leakOther: true });
    const { entry = [] } = await client.search("Observation?patient=falling-fast&code=68438-1&_count=200");
    expect(entry.map(({ resource }) => (resource["subject"] as { reference: string }).reference)).toContain("Patient/vitamin-d-nmol");
  });

  test("changes while it runs", async () => {
    const { sandbox, client } = withFaults([]);
    sandbox.faults.replace([{ status: 500 }]);
    expect((await client.request(observations)).status).toBe(500);
    sandbox.faults.replace([]);
    expect((await client.request(observations)).status).toBe(200);
  });
});

describe("a demonstration on the EHR's page", () => {
  test("follows its own session and leaves others alone", async () => {
    const sandbox = createSandbox({ today });
    const launch = await launchToken(sandbox, "falling-fast", { fault: "reports-forbidden" });
    const code = target(await authorize(sandbox, { scope: "launch patient/*.rs", launch })).searchParams.get("code") ?? "";
    const spoiled = fhirClient(sandbox, String((await json(exchange(sandbox, code)))["access_token"]));
    const sound = fhirClient(sandbox, String((await json(exchange(sandbox, await ehrLaunchCode(sandbox, "falling-fast"))))["access_token"]));
    expect((await spoiled.request("DiagnosticReport?patient=falling-fast")).status).toBe(403);
    expect((await sound.request("DiagnosticReport?patient=falling-fast")).status).toBe(200);
  });

  test.each([
    ["denied", "access_denied"],
    ["used-launch", "invalid_request"],
  ])("%s ends the launch with %s", async (fault, error) => {
    const sandbox = createSandbox({ today });
    const back = target(await authorize(sandbox, { scope: "launch patient/*.rs", launch: await launchToken(sandbox, "man", { fault }) }));
    expect(back.searchParams.get("error")).toBe(error);
  });

  test("short-session: a minute, and no refresh token", async () => {
    const sandbox = createSandbox({ today });
    const launch = await launchToken(sandbox, "man", { fault: "short-session" });
    const code = target(await authorize(sandbox, { scope: "launch online_access patient/*.rs", launch })).searchParams.get("code") ?? "";
    const token = await json(exchange(sandbox, code));
    expect(token["expires_in"]).toBe(60);
    expect(token["refresh_token"]).toBeUndefined();
  });

  test("narrow-scopes: asked for much, granted little", async () => {
    const sandbox = createSandbox({ today });
    const launch = await launchToken(sandbox, "man", { fault: "narrow-scopes" });
    const code =
      target(await authorize(sandbox, { scope: "launch patient/Patient.rs patient/Observation.rs patient/Condition.rs", launch })).searchParams.get("code") ??
      "";
    expect((await json(exchange(sandbox, code)))["scope"]).toBe("launch patient/Patient.rs patient/Observation.rs");
  });

  test("narrow-scopes: what Boneline itself asks for in the demo leaves her results readable", async () => {
    const sandbox = createSandbox({ today });
    const launch = await launchToken(sandbox, "man", { fault: "narrow-scopes" });
    const code = target(await authorize(sandbox, { scope: scopesFor("ehr", "v2", undefined, ["Observation"]), launch })).searchParams.get("code") ?? "";
    const granted = String((await json(exchange(sandbox, code)))["scope"]);
    expect(grantFor("Observation", "search", granted).state).toBe("granted");
    expect(grantFor("Condition", "search", granted).state).toBe("not-granted");
  });

  test("wrong-iss: the launch names an EHR that nobody registered", async () => {
    const sandbox = createSandbox({ today });
    const address = target(await sandbox.handle(new Request(sandbox.launchAddress(origin, "man", { app: redirectUri, fault: "wrong-iss" }))));
    expect(address.searchParams.get("iss")).toBe(demonstrations["wrong-iss"]?.foreignIssuer);
  });
});

describe("the cases of tests/cases/fhir", () => {
  const directory = join(import.meta.dirname, "../cases/fhir");
  const cases = readdirSync(directory, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
  const load = (name: string) => {
    const read = (file: string): unknown => {
      const path = join(directory, name, file);
      return readdirSync(join(directory, name)).includes(file) ? JSON.parse(readFileSync(path, "utf8")) : {};
    };
    const { sandbox, patient } = sandboxFromCase(read("bundle.json"), read("case.json"), { today });
    return { patient, client: fhirClient(sandbox, sandbox.issueAccess({ patient })) };
  };

  test.each(cases)("%s opens on its patient", async (name) => {
    const { patient, client } = load(name);
    expect(patient).toBe("p1");
    expect((await client.request("Patient/p1")).status).toBe(200);
  });

  test("30: ten on a page, no total, opaque links", async () => {
    const { client } = load("30-paged-three-pages");
    const first = await client.search("Observation?patient=p1&_count=200");
    expect(first.entry).toHaveLength(10);
    expect(first.total).toBeUndefined();
    const second = await client.search(nextLink(first) ?? "");
    const third = await client.search(nextLink(second) ?? "");
    expect([second.entry?.length, third.entry?.length, nextLink(third)]).toEqual([10, 6, undefined]);
  });

  test("32: three types are refused, the rest is not", async () => {
    const { client } = load("32-forbidden-one-type");
    const statuses = await Promise.all(
      ["DiagnosticReport", "MedicationStatement", "MedicationDispense", "Observation"].map(async (type) => (await client.request(`${type}?patient=p1`)).status),
    );
    expect(statuses).toEqual([403, 403, 403, 200]);
  });

  test("39: malformed resources are served as they are", async () => {
    const { client } = load("39-malformed-resources");
    const served = await client.search("Observation?patient=p1&_count=200");
    const bundle = JSON.parse(readFileSync(join(directory, "39-malformed-resources/bundle.json"), "utf8")) as {
      entry: { resource: { resourceType: string } }[];
    };
    const written = bundle.entry.map(({ resource }) => resource).filter(({ resourceType }) => resourceType === "Observation");
    expect(served.entry?.map(({ resource }) => resource)).toEqual(written);
  });

  test("50: the other patient's rows and the one of nobody leak", async () => {
    const { client } = load("50-other-patients-rows-leak");
    const { entry = [] } = await client.search("Observation?patient=p1");
    expect(entry.map(({ resource }) => resource.id).sort()).toEqual(["o2", "o3", "o4", "o5"]);
  });

  test("a case that asks for something unknown does not load", () => {
    const bundle = { resourceType: "Bundle", type: "collection", entry: [{ resource: { resourceType: "Patient", id: "p1" } }] };
    expect(() => sandboxFromCase(bundle, { faults: [{ type: "Observation", explode: true }] })).toThrow(/explode/);
    expect(() => sandboxFromCase(bundle, { server: { dance: true } })).toThrow(/dance/);
  });
});

describe("the request log", () => {
  test("names parameters, never their values", async () => {
    const { sandbox, client } = withFaults([]);
    await client.request(observations);
    expect(sandbox.log.at(-1)).toMatchObject({ kind: "fhir", method: "GET", resourceType: "Observation", query: ["patient", "code"], status: 200 });
    expect(JSON.stringify(sandbox.log)).not.toContain("62292");
  });

  test("knows the type behind an opaque page", async () => {
    const { sandbox, client } = withFaults([], { forcePageSize: 5 });
    await client.request(nextLink(await client.search("Observation?patient=falling-fast")) ?? "");
    expect(sandbox.log.at(-1)?.resourceType).toBe("Observation");
  });

  test("counts how many requests waited for one another", () => {
    const entry = (startedAt: number, endedAt: number) => ({
      method: "GET",
      path: "/",
      query: [],
      kind: "fhir" as const,
      resourceType: undefined,
      status: 200,
      startedAt,
      endedAt,
    });
    expect(sequentialLevels([])).toBe(0);
    expect(sequentialLevels([entry(0, 200), entry(1, 201), entry(2, 202)])).toBe(1);
    expect(sequentialLevels([entry(0, 200), entry(1, 201), entry(205, 400), entry(410, 600)])).toBe(3);
  });
});
