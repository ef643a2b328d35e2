// @vitest-environment node
import { http } from "msw";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Capabilities } from "../../src/fhir/capabilities";
import { permissionToWrite, type WritableResource, writeResource } from "../../src/fhir/write";
import type { Ehr } from "../../src/smart/registry";
import { asked, base, json, network, neverAnswers, noAnswer, outcome, startAfresh, status, text, tokens } from "./fake-fhir";

beforeEach(startAfresh);
afterAll(() => network.close());

const ehr: Ehr = {
  id: "general",
  name: "General Hospital",
  vendor: "other",
  issuer: base,
  origins: [],
  clientId: "boneline-1",
  pkce: "required",
  localCodes: [],
};

const result: WritableResource = { resourceType: "Observation", status: "final", code: { text: "25-OH vitamin D" } };
const stored = { ...result, id: "new-1", meta: { versionId: "1" } };

/** POST and PUT get these answers in turn; the read afterwards gets `back`. */
function ehrAnswers(writes: readonly (() => Response | Promise<Response>)[], back: () => Response = json(stored, { headers: { etag: 'W/"1"' } })): void {
  let given = 0;
  const respond = async ({ request }: { request: Request }): Promise<Response> => {
    const isWrite = request.method !== "GET";
    asked.push({ method: request.method, url: new URL(request.url), headers: request.headers, body: isWrite ? await request.text() : "" });
    if (!isWrite) return back();
    given += 1;
    return (writes[Math.min(given, writes.length) - 1] ?? noAnswer)();
  };
  network.use(http.all(`${base}/*`, respond));
}

const write = (resource: WritableResource = result, more: { ifNoneExist?: string; ifMatch?: string } = {}) =>
  writeResource({ base, credentials: tokens }, resource, { ...more, signal: new AbortController().signal });

const created = json(stored, { status: 201, headers: { location: `${base}/Observation/new-1/_history/1` } });

describe("asking the EHR to check first", () => {
  const checking: Capabilities = { types: new Map([["Observation", new Set(["create", "$validate"])]]) };
  const checked = () => writeResource({ base, credentials: tokens, capabilities: checking }, result, { signal: new AbortController().signal });
  const verdict = (severity: string) => json({ resourceType: "OperationOutcome", issue: [{ severity, code: "value", diagnostics: "status: not a code" }] });

  it("sends nothing to be stored when the EHR finds an error, and shows the EHR's words", async () => {
    ehrAnswers([verdict("error"), created]);
    expect(await checked()).toMatchObject({
      kind: "refused",
      why: "not-accepted",
      details: ["status: not a code"],
      because: expect.stringContaining("nothing was stored"),
    });
    expect(asked.map(({ method, url }) => `${method} ${url.pathname}`)).toEqual(["POST /fhir/r4/Observation/$validate"]);
  });

  it.each([
    ["a warning", verdict("warning")],
    ["that it does not check after all", status(501)],
    ["that it may not check for this app", status(403)],
    ["an error of its own", status(500)],
    ["nothing", noAnswer],
    ["something else than an outcome", json({ resourceType: "Observation" })],
  ])("goes on when it answers with %s", async (_, answer) => {
    ehrAnswers([answer, created]);
    expect(await checked()).toMatchObject({ kind: "written", how: "created" });
  });

  it("goes on when the check takes long, as a HAPI server's first one does", async () => {
    const late = new AbortController();
    const timeout = vi.spyOn(AbortSignal, "timeout").mockReturnValue(late.signal);
    ehrAnswers([
      () => {
        late.abort();
        return neverAnswers();
      },
      created,
    ]);
    expect(await checked()).toMatchObject({ kind: "written", how: "created" });
    timeout.mockRestore();
  });

  it("stores nothing when it is called off during the check", async () => {
    const called = new AbortController();
    ehrAnswers([
      () => {
        called.abort();
        return neverAnswers();
      },
      created,
    ]);
    await expect(writeResource({ base, credentials: tokens, capabilities: checking }, result, { signal: called.signal })).rejects.toThrow();
    expect(asked).toHaveLength(1);
  });

  it("does not ask an EHR that does not say that it checks", async () => {
    ehrAnswers([created]);
    await write();
    expect(asked.some(({ url }) => url.pathname.includes("$"))).toBe(false);
  });
});

describe("storing a resource", () => {
  it("posts it once with the token and the condition, reads it back, and says where it is", async () => {
    ehrAnswers([created]);
    const done = await write(result, { ifNoneExist: "identifier=urn:boneline:entry|u1" });
    expect(done).toEqual({
      kind: "written",
      how: "created",
      reference: "Observation/new-1",
      location: `${base}/Observation/new-1/_history/1`,
      stored,
      etag: 'W/"1"',
    });
    expect(asked.map(({ method, url }) => `${method} ${url.pathname}`)).toEqual(["POST /fhir/r4/Observation", "GET /fhir/r4/Observation/new-1"]);
    const [sent] = asked;
    expect(sent?.headers.get("authorization")).toBe("Bearer t1");
    expect(sent?.headers.get("if-none-exist")).toBe("identifier=urn:boneline:entry|u1");
    expect(sent?.headers.get("content-type")).toBe("application/fhir+json");
    expect(JSON.parse(sent?.body ?? "")).toEqual(result);
  });

  it("says that it was there already when the condition found it", async () => {
    ehrAnswers([json(stored)]);
    expect(await write()).toMatchObject({ kind: "written", how: "found", reference: "Observation/new-1" });
  });

  it("sends no change of an entry whose version is not known: it could overwrite somebody else's", async () => {
    ehrAnswers([json(stored)]);
    expect(await write(stored)).toMatchObject({ kind: "refused", because: expect.stringContaining("Nothing was sent") as string });
    expect(asked).toEqual([]);
  });

  it("replaces one version only: PUT with If-Match", async () => {
    ehrAnswers([json(stored)]);
    expect(await write(stored, { ifMatch: 'W/"1"' })).toMatchObject({ kind: "written", how: "updated" });
    expect(asked[0]?.method).toBe("PUT");
    expect(asked[0]?.url.pathname).toBe("/fhir/r4/Observation/new-1");
    expect(asked[0]?.headers.get("if-match")).toBe('W/"1"');
  });

  it("finds its place by the Location when the EHR sends no body", async () => {
    ehrAnswers([status(201, { location: "Observation/new-1" })]);
    expect(await write()).toMatchObject({ kind: "written", reference: "Observation/new-1", stored });
  });

  it("does not hide that reading back failed", async () => {
    ehrAnswers([created], status(403));
    expect(await write()).toMatchObject({ kind: "written", stored: undefined });
  });
});

describe("when the EHR does not store it", () => {
  it.each([
    [400, "not-accepted"],
    [401, "signed-out"],
    [403, "forbidden"],
    [404, "not-offered"],
    [405, "not-offered"],
    [409, "changed-meanwhile"],
    [412, "several-found"],
    [422, "not-accepted"],
    [429, "busy"],
  ])("%d is shown as such, with the EHR's words, and nothing is sent again", async (code, why) => {
    ehrAnswers([json(outcome("error", "invalid", "The unit is missing."), { status: code })]);
    const refused = await write();
    expect(refused).toMatchObject({ kind: "refused", why, status: code, details: ["The unit is missing."] });
    expect(refused.kind === "refused" && refused.because).toContain(`(${code})`);
    expect(asked).toHaveLength(1);
  });

  it.each([
    ["no answer", noAnswer],
    ["an error of the EHR's own", status(500)],
    ["a web page", text("<html></html>", "text/html")],
  ])("%s leaves open whether it was stored, and nothing is sent again", async (_what, answer) => {
    ehrAnswers([answer]);
    const unknown = await write();
    expect(unknown.kind).toBe("unknown");
    expect("because" in unknown && unknown.because).toContain("may or may not have been stored");
    expect(asked).toHaveLength(1);
  });

  it("no answer names the CORS headers too: a HAPI server as it is delivered lets no web page send them, and trying again never helps", async () => {
    ehrAnswers([noAnswer]);
    const unknown = await write();
    expect("because" in unknown && unknown.because).toMatch(/If-None-Exist and If-Match \(CORS\)/);
  });

  it("an EHR that says it stored it but not where is not taken for a success", async () => {
    ehrAnswers([status(201)]);
    expect((await write()).kind).toBe("unknown");
  });

  it("after a 401 the token is renewed and it is sent once more", async () => {
    ehrAnswers([status(401), created]);
    const renewing = { ...tokens, accessToken: () => Promise.resolve(tokens.given), renew: () => Promise.resolve(Boolean((tokens.given = "t2"))) };
    const done = await writeResource({ base, credentials: renewing }, result, { signal: new AbortController().signal });
    expect(done.kind).toBe("written");
    expect(asked.filter(({ method }) => method === "POST").map(({ headers }) => headers.get("authorization"))).toEqual(["Bearer t1", "Bearer t2"]);
  });

  it("without a session nothing leaves the browser", async () => {
    const ended = { ...tokens, accessToken: () => Promise.resolve(undefined) };
    const refused = await writeResource({ base, credentials: ended }, result, { signal: new AbortController().signal });
    expect(refused).toMatchObject({ kind: "refused", why: "signed-out" });
    expect(asked).toEqual([]);
  });
});

describe("whether Boneline may write", () => {
  const takes: Capabilities = { types: new Map([["Observation", new Set(["read", "create"])]]) };
  const allowing: Ehr = { ...ehr, writes: ["Observation"] };
  const grantedScope = "launch patient/Observation.crs";

  it.each([
    ["the site, the scope and the server allow it", {}, true],
    ["SMART 1 calls it write", { grantedScope: "patient/Observation.read patient/Observation.write" }, true],
    ["the site says nothing about writing", { ehr }, false],
    ["reading only was granted", { grantedScope: "patient/Observation.rs" }, false],
    ["no scope is named at all", { grantedScope: "launch openid" }, false],
    ["the server does not take it", { capabilities: { types: new Map([["Observation", new Set(["read"])]]) } }, false],
    ["the server could not be asked", { capabilities: undefined }, false],
  ])("when %s", (_what, by, allowed) => {
    expect(permissionToWrite("Observation", "create", { ehr: allowing, grantedScope, capabilities: takes, ...by }).allowed).toBe(allowed);
  });
});
