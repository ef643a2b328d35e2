import { app, browserAt, ehr, forgetRequests, issuer, requests, smartConfiguration, smartConfigurationIs } from "./fake-ehr";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { arrivalAt } from "../../src/smart/arrival";
import { launchFromEhr, launchStandalone } from "../../src/smart/launch";
import type { Ehr } from "../../src/smart/registry";

beforeEach(() => {
  vi.stubEnv("NODE_ENV", "production"); // in "test" fhirclient asks for the SMART configuration again each time
  forgetRequests();
});

/** fhirclient keeps a server's configuration for as long as the page lives, so every test has a server of its own. */
let servers = 0;
function freshEhr(changes: Partial<Ehr> = {}): Ehr {
  servers += 1;
  return { ...ehr, issuer: `${issuer}/${servers}`, ...changes };
}

async function launchedAt(query: string, ehrs: readonly Ehr[]): Promise<{ sentTo: URL; visited: readonly string[] }> {
  const browser = browserAt(`${app}?${query}`);
  const arrival = arrivalAt(browser.address);
  if (arrival.kind !== "launch") throw new Error(`not a launch but ${arrival.kind}`);
  await launchFromEhr(arrival, ehrs, browser);
  return { sentTo: new URL(browser.visited[0] ?? ""), visited: browser.visited };
}

function configured(server: Ehr, changes: object = {}): void {
  smartConfigurationIsAt(server.issuer, { ...smartConfiguration, ...changes });
}

describe("a launch from the EHR", () => {
  it("goes to the EHR's authorization server with everything SMART 2.2 and PKCE ask for", async () => {
    const server = freshEhr();
    configured(server);
    const { sentTo } = await launchedAt(`iss=${encodeURIComponent(server.issuer)}&launch=abc`, [server]);
    expect(sentTo.origin + sentTo.pathname).toBe("https://ehr.example/auth/authorize");
    const sent = Object.fromEntries(sentTo.searchParams);
    expect(sent).toMatchObject({
      response_type: "code",
      client_id: "boneline-1",
      redirect_uri: app,
      aud: server.issuer,
      launch: "abc",
      code_challenge_method: "S256",
    });
    expect(sent["code_challenge"]).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(sent["state"]).toMatch(/^[A-Za-z0-9_-]{24}$/);
    expect(sent["scope"]?.split(" ")).toEqual(expect.arrayContaining(["launch", "openid", "fhirUser", "online_access", "patient/Observation.rs"]));
    expect(sent["scope"]).not.toContain("launch/patient");
  });

  it("asks for the SMART configuration once and for nothing else", async () => {
    const server = freshEhr();
    configured(server);
    await launchedAt(`iss=${encodeURIComponent(server.issuer)}&launch=abc`, [server]);
    expect(requests).toEqual([`GET ${server.issuer}/.well-known/smart-configuration`]);
  });

  it("uses SMART 1 scopes where the server does not advertise the second version", async () => {
    const server = freshEhr();
    configured(server, { capabilities: ["launch-ehr", "permission-patient"] });
    const { sentTo } = await launchedAt(`iss=${server.issuer}&launch=abc`, [server]);
    const scopes = sentTo.searchParams.get("scope")?.split(" ") ?? [];
    expect(scopes).toContain("patient/Observation.read");
    expect(scopes.filter((scope) => scope.endsWith(".rs"))).toEqual([]);
  });

  it("keeps the EHR's own way of ending its address in `aud`", async () => {
    const server = freshEhr();
    configured(server);
    const { sentTo } = await launchedAt(`iss=${server.issuer}/&launch=abc`, [server]);
    expect(sentTo.searchParams.get("aud")).toBe(`${server.issuer}/`);
  });

  it("keeps a query that the authorization endpoint has of its own", async () => {
    const server = freshEhr();
    configured(server, { authorization_endpoint: "https://ehr.example/auth/authorize?tenant=7" });
    const { sentTo } = await launchedAt(`iss=${server.issuer}&launch=abc`, [server]);
    expect(sentTo.searchParams.get("tenant")).toBe("7");
    expect(sentTo.searchParams.get("response_type")).toBe("code");
  });

  it.each([
    ["clientId=attacker"],
    ["patientId=somebody-else"],
    ["fhirServiceUrl=https%3A%2F%2Fattacker.example%2Ffhir"],
    ["iss=https%3A%2F%2Fattacker.example%2Ffhir"],
    ["scope=user%2F*.cruds&redirectUri=https%3A%2F%2Fattacker.example"],
  ])("is not changed by %s in its address", async (extra) => {
    const server = freshEhr();
    configured(server);
    const { sentTo } = await launchedAt(`iss=${encodeURIComponent(server.issuer)}&launch=abc&${extra}`, [server]);
    expect(sentTo.searchParams.get("client_id")).toBe("boneline-1");
    expect(sentTo.searchParams.get("aud")).toBe(server.issuer);
    expect(sentTo.searchParams.get("redirect_uri")).toBe(app);
    expect(sentTo.href).not.toContain("attacker");
    expect(JSON.stringify(sessionStorage)).not.toMatch(/attacker|somebody-else/);
    expect(requests.filter((request) => request.includes("attacker"))).toEqual([]);
  });

  it.each([
    ["another server", "https://attacker.example/fhir"],
    ["a longer host", "https://ehr.example.attacker.example/fhir/r4"],
    ["a path below the registered one", `${issuer}/other`],
    ["the registered server without https", "http://ehr.example/fhir/r4"],
    ["the registered server with a query", `${issuer}?x=1`],
    ["a name before an @", "https://ehr.example@attacker.example/fhir/r4"],
    ["no address at all", "call 555"],
  ])("sends nothing to %s and says so", async (_what, iss) => {
    const browser = browserAt(app);
    await expect(launchFromEhr({ iss, launch: "abc" }, [ehr], browser)).rejects.toMatchObject({ problem: { kind: "unknown-issuer" } });
    expect(requests).toEqual([]);
    expect(browser.visited).toEqual([]);
  });

  it("finds a registered EHR whose address is written below the app", async () => {
    const sandbox: Ehr = { ...ehr, issuer: "/sandbox/fhir", vendor: "sandbox" };
    smartConfigurationIsAt("https://boneline.example/sandbox/fhir", { ...smartConfiguration, token_endpoint: "https://boneline.example/sandbox/token" });
    const { sentTo } = await launchedAt("iss=https%3A%2F%2Fboneline.example%2Fsandbox%2Ffhir&launch=abc", [sandbox]);
    expect(sentTo.searchParams.get("aud")).toBe("https://boneline.example/sandbox/fhir");
  });

  it("does not go where PKCE is required and not offered, unless the registry says so", async () => {
    const strict = freshEhr();
    const lenient = freshEhr({ pkce: "if-supported" });
    configured(strict, { code_challenge_methods_supported: undefined });
    configured(lenient, { code_challenge_methods_supported: undefined });
    await expect(launchedAt(`iss=${strict.issuer}&launch=abc`, [strict])).rejects.toMatchObject({ problem: { kind: "pkce-unsupported" } });
    const { sentTo } = await launchedAt(`iss=${lenient.issuer}&launch=abc`, [lenient]);
    expect(sentTo.searchParams.has("code_challenge")).toBe(false);
  });

  it.each([
    ["an authorization endpoint without https", { authorization_endpoint: "http://ehr.example/auth" }],
    ["no token endpoint", { token_endpoint: undefined }],
    ["a script for an address", { authorization_endpoint: "javascript:alert(1)" }],
  ])("does not follow a SMART configuration with %s", async (_what, changes) => {
    const server = freshEhr();
    configured(server, changes);
    await expect(launchedAt(`iss=${server.issuer}&launch=abc`, [server])).rejects.toMatchObject({ problem: { kind: "not-smart", ehr: "General Hospital" } });
  });

  it("uses a token endpoint on another origin only where the registry names it", async () => {
    const elsewhere = { token_endpoint: "https://login.example/token" };
    const unnamed = freshEhr();
    configured(unnamed, elsewhere);
    const problem = { kind: "configuration", detail: expect.stringContaining("https://login.example") };
    await expect(launchedAt(`iss=${unnamed.issuer}&launch=abc`, [unnamed])).rejects.toMatchObject({ problem });
    const named = freshEhr({ origins: ["https://login.example"] });
    configured(named, elsewhere);
    expect((await launchedAt(`iss=${named.issuer}&launch=abc`, [named])).visited).toHaveLength(1);
  });

  it("tells an EHR without a SMART configuration from one that does not answer", async () => {
    const missing = freshEhr();
    smartConfigurationIsAt(missing.issuer, {}, 404);
    await expect(launchedAt(`iss=${missing.issuer}&launch=abc`, [missing])).rejects.toMatchObject({ problem: { kind: "not-smart", detail: "HTTP 404" } });
    const down = freshEhr();
    smartConfigurationIsAt(down.issuer, {}, 503);
    await expect(launchedAt(`iss=${down.issuer}&launch=abc`, [down])).rejects.toMatchObject({ problem: { kind: "unreachable", detail: "HTTP 503" } });
    const away = freshEhr();
    unreachableAt(away.issuer);
    await expect(launchedAt(`iss=${away.issuer}&launch=abc`, [away])).rejects.toMatchObject({ problem: { kind: "unreachable" } });
  });

  it("says that https is missing before anything is sent", async () => {
    vi.stubGlobal("crypto", {});
    await expect(launchFromEhr({ iss: issuer, launch: "abc" }, [ehr], browserAt(app))).rejects.toMatchObject({ problem: { kind: "insecure-context" } });
    vi.unstubAllGlobals();
    expect(requests).toEqual([]);
  });

  it("says that the browser withholds storage before anything is sent", async () => {
    vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
      throw new DOMException("denied", "SecurityError");
    });
    await expect(launchFromEhr({ iss: issuer, launch: "abc" }, [ehr], browserAt(app))).rejects.toMatchObject({ problem: { kind: "storage-blocked" } });
    expect(requests).toEqual([]);
  });
});

describe("a launch from the start page", () => {
  it("asks the EHR to let the user choose a patient", async () => {
    const server = freshEhr();
    configured(server);
    const browser = browserAt(app);
    await launchStandalone(server, browser);
    const sent = new URL(browser.visited[0] ?? "").searchParams;
    expect(sent.get("scope")?.split(" ")[0]).toBe("launch/patient");
    expect(sent.has("launch")).toBe(false);
  });

  it("uses the scopes of the registry where it has some", async () => {
    const server = freshEhr({ scopes: "launch openid user/Observation.rs" });
    configured(server);
    const browser = browserAt(app);
    await launchStandalone(server, browser);
    expect(new URL(browser.visited[0] ?? "").searchParams.get("scope")).toBe("launch/patient openid user/Observation.rs");
  });
});

function smartConfigurationIsAt(server: string, body: object, status = 200): void {
  smartConfigurationIs(body as Record<string, string>, status, server);
}

function unreachableAt(server: string): void {
  smartConfigurationIs(undefined, 0, server);
}
