// @vitest-environment node
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setupServer } from "msw/node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundlesOfDirectory } from "../../mocks/bundle-directory";
import { patientsOfBundle } from "../../mocks/bundles";
import { sandboxHandlers } from "../../mocks/msw";
import { createSandbox } from "../../mocks/sandbox";
import { type SandboxServer, startSandboxServer } from "../../mocks/server";
import { mountSandbox } from "../../mocks/vite-mount";

const today = "2026-11-23";

describe("over HTTP, from another origin", () => {
  let server: SandboxServer;
  const app = "http://localhost:4173";
  beforeAll(async () => {
    server = await startSandboxServer({ today, corsMaxAgeSeconds: 600, faults: [{ type: "Procedure", kind: "drop" }] });
  });
  afterAll(() => server.close());

  test("answers a preflight and lets the page read", async () => {
    const preflight = await fetch(`${server.iss}/Patient/man`, {
      method: "OPTIONS",
      headers: { origin: app, "access-control-request-method": "GET", "access-control-request-headers": "authorization" },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-headers")).toBe("authorization");
    expect(preflight.headers.get("access-control-max-age")).toBe("600");
    const response = await fetch(`${server.iss}/Patient/man`, {
      headers: { origin: app, authorization: `Bearer ${server.sandbox.issueAccess({ patient: "man" })}` },
    });
    expect(response.headers.get("access-control-allow-origin")).toBe(app);
    expect(((await response.json()) as { id: string }).id).toBe("man");
    expect(server.log.map(({ kind }) => kind)).toEqual(["preflight", "fhir"]);
  });

  test("closes the connection when told to drop", async () => {
    const token = server.sandbox.issueAccess({ patient: "man" });
    await expect(fetch(`${server.iss}/Procedure?patient=man`, { headers: { authorization: `Bearer ${token}` } })).rejects.toThrow(TypeError);
  });

  test("sends a Binary as what it is, or as FHIR when asked", async () => {
    const authorization = `Bearer ${server.sandbox.issueAccess({ patient: "pdf-only" })}`;
    const file = await fetch(`${server.iss}/Binary/pdf-only-report`, { headers: { authorization } });
    expect(file.headers.get("content-type")).toBe("application/pdf");
    expect((await file.text()).slice(0, 8)).toBe("%PDF-1.4");
    const resource = await fetch(`${server.iss}/Binary/pdf-only-report`, { headers: { authorization, accept: "application/fhir+json" } });
    expect(((await resource.json()) as { resourceType: string }).resourceType).toBe("Binary");
    const other = await fetch(`${server.iss}/Binary/pdf-only-report`, {
      headers: { authorization: `Bearer ${server.sandbox.issueAccess({ patient: "man" })}` },
    });
    expect(other.status).toBe(403);
  });

  test("launches the app with iss and launch", async () => {
    const response = await fetch(server.sandbox.launchAddress(server.origin, "man"), { redirect: "manual" });
    const address = new URL(response.headers.get("location") ?? "");
    expect(address.origin).toBe(app);
    expect(address.searchParams.get("iss")).toBe(server.iss);
    expect(address.searchParams.get("launch")).not.toBe("");
  });

  test("its pages carry a policy that allows no script, and escape names", async () => {
    const home = await fetch(`${server.origin}/sandbox/`);
    expect(home.headers.get("content-security-policy")).toContain("default-src 'none'");
    const markup = await home.text();
    expect(markup).not.toMatch(/<script|<style|style=|onclick/);
    expect(markup.match(/aria-label="Open Boneline for/g)).toHaveLength(18);
  });

  test("can be told at run time what goes wrong", async () => {
    await fetch(`${server.origin}/sandbox/control`, { method: "PUT", body: JSON.stringify({ faults: [{ type: "Condition", status: 403 }] }) });
    const response = await fetch(`${server.iss}/Condition?patient=man`, {
      headers: { authorization: `Bearer ${server.sandbox.issueAccess({ patient: "man" })}` },
    });
    expect(response.status).toBe(403);
  });
});

test("msw: the same sandbox answers fetch", async () => {
  const sandbox = createSandbox({ today });
  const server = setupServer(...sandboxHandlers(sandbox, "https://ehr.example"));
  server.listen({ onUnhandledRequest: "error" });
  try {
    const response = await fetch("https://ehr.example/sandbox/fhir/Observation?patient=man&code=62292-8", {
      headers: { authorization: `Bearer ${sandbox.issueAccess({ patient: "man" })}` },
    });
    expect(((await response.json()) as { total: number }).total).toBe(1);
  } finally {
    server.close();
  }
});

test("vite: whatever is not the sandbox's passes by", () => {
  const { middleware, prefix } = mountSandbox({ today });
  expect(prefix).toBe("/sandbox");
  let passed = 0;
  for (const url of ["/", "/assets/app.js", "/sandboxes/"]) middleware({ url, originalUrl: url } as never, {} as never, () => (passed += 1));
  expect(passed).toBe(3);
});

describe("Bundles of a directory", () => {
  const directory = mkdtempSync(join(tmpdir(), "boneline-bundles-"));
  const uuid = "1e208b6b-77f1-4808-a32b-9f9caf1ec334";
  beforeAll(() => {
    const patient = { resourceType: "Patient", id: "p1" };
    const condition = { resourceType: "Condition", id: "c1", subject: { reference: "Patient/p1" } };
    for (const name of ["one", "two"]) {
      mkdirSync(join(directory, name));
      writeFileSync(
        join(directory, name, "bundle.json"),
        JSON.stringify({ resourceType: "Bundle", type: "collection", entry: [{ resource: patient }, { resource: condition }] }),
      );
    }
    const transaction = [
      { fullUrl: `urn:uuid:${uuid}`, resource: { resourceType: "Patient" } },
      { fullUrl: "urn:uuid:0a7c8d14-0000-4000-8000-000000000001", resource: { resourceType: "Condition", subject: { reference: `urn:uuid:${uuid}` } } },
    ];
    writeFileSync(join(directory, "three.json"), JSON.stringify({ resourceType: "Bundle", type: "transaction", entry: transaction }));
    writeFileSync(
      join(directory, "lonely.json"),
      JSON.stringify({
        resourceType: "Bundle",
        type: "collection",
        entry: [{ resource: { resourceType: "Observation", subject: { reference: "Patient/gone" } } }],
      }),
    );
    writeFileSync(join(directory, "broken.json"), "{");
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  test("are joined by urn:uuid references to ids where the entries have no fullUrl", () => {
    const condition = { resourceType: "Condition", id: "c1", subject: { reference: `urn:uuid:${uuid}` } };
    const entry = [{ resource: { resourceType: "Patient", id: uuid } }, { resource: condition }];
    const source = patientsOfBundle({ resourceType: "Bundle", type: "collection", entry }, { name: "mine", ids: "kept" });
    expect(source.load(uuid)).toContainEqual({ ...condition, subject: { reference: `Patient/${uuid}` } });
  });

  test("become patients that do not meet, with urn:uuid references resolved", () => {
    const { sources, skipped } = bundlesOfDirectory(directory);
    expect(sources.flatMap(({ ids }) => ids)).toEqual(["lonely-gone", "one-p1", uuid, "two-p1"]);
    expect(skipped).toEqual([join(directory, "broken.json")]);
    const sandbox = createSandbox({ today, patients: "none", sources });
    expect(sandbox.patients().map(({ name }) => name)).toEqual(["Patient lonely-gone", "Patient one-p1", `Patient ${uuid}`, "Patient two-p1"]);
    expect(sources[2]?.load(uuid).map((resource) => resource["subject"])).toEqual([undefined, { reference: `Patient/${uuid}` }]);
    expect(sources[3]?.load("two-p1").map(({ id }) => id)).toEqual(["two-p1", "two-c1"]);
  });
});
