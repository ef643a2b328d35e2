// @vitest-environment node
import { describe, expect, test } from "vitest";
import { createSandbox } from "../../mocks/sandbox";
import { authorize, base, ehrLaunchCode, exchange, fhirClient, json, launchToken, origin, post, redirectUri, target } from "./smart-client";

const today = "2026-11-23";
const sandbox = createSandbox({ today });

describe("an authorize request", () => {
  test.each([
    ["an unknown client", { client_id: "somebody-else" }],
    ["a return address on another origin", { redirect_uri: "https://attacker.example/" }],
    ["a return address with a fragment", { redirect_uri: `${redirectUri}#x` }],
    ["an exact client and an address that differs by a slash", { client_id: "boneline-exact", redirect_uri: "https://app.example/index.html/" }],
    ["an exact client on the sandbox's own origin", { client_id: "boneline-exact" }],
  ])("of %s is answered by a page and sends nothing anywhere", async (_, changes) => {
    const response = await authorize(sandbox, changes);
    expect(response.status).toBe(400);
    expect(response.headers.get("location")).toBeNull();
  });

  test.each([
    ["without code", { response_type: "token" }, "unsupported_response_type"],
    ["without state", { state: undefined }, "invalid_request"],
    ["with a short state", { state: "abc123" }, "invalid_request"],
    ["with a state of one repeated character", { state: "aaaaaaaaaaaaaaaaaaaaaaaa" }, "invalid_request"],
    ["without PKCE", { code_challenge: undefined }, "invalid_request"],
    ["with plain PKCE", { code_challenge_method: "plain" }, "invalid_request"],
    ["with a challenge that is no SHA-256", { code_challenge: "short" }, "invalid_request"],
    ["for another FHIR server", { aud: "https://other.example/fhir" }, "invalid_request"],
    ["without any aud", { aud: undefined }, "invalid_request"],
    ["with system scopes", { scope: "launch/patient system/*.rs" }, "invalid_scope"],
    ["for patient data without a patient", { scope: "openid patient/*.rs" }, "invalid_scope"],
    ["with nothing but nonsense as scope", { scope: "everything" }, "invalid_scope"],
    ["with scope launch but no launch", { scope: "launch patient/*.rs" }, "invalid_request"],
    ["with an invented launch", { scope: "launch patient/*.rs", launch: "invented" }, "invalid_request"],
  ])("%s returns to the app with %s", async (_, changes, error) => {
    const back = target(await authorize(sandbox, changes));
    expect(back.origin + back.pathname).toBe(redirectUri);
    expect(back.searchParams.get("error")).toBe(error);
    expect(back.searchParams.get("code")).toBeNull();
  });

  test("carries the state back, with success and with error", async () => {
    const launch = await launchToken(sandbox, "falling-fast");
    const state = "a-State_of.some~length";
    expect(target(await authorize(sandbox, { scope: "launch patient/*.rs", launch, state })).searchParams.get("state")).toBe(state);
    expect(target(await authorize(sandbox, { aud: "https://other.example", state })).searchParams.get("state")).toBe(state);
  });

  test("spends the launch: the same link opens once", async () => {
    const launch = await launchToken(sandbox, "falling-fast");
    expect(target(await authorize(sandbox, { scope: "launch patient/*.rs", launch })).searchParams.get("code")).not.toBeNull();
    expect(target(await authorize(sandbox, { scope: "launch patient/*.rs", launch })).searchParams.get("error")).toBe("invalid_request");
  });
});

describe("the token exchange", () => {
  test("gives the launch's patient, visit, banner wish and identity", async () => {
    const answer = await exchange(sandbox, await ehrLaunchCode(sandbox, "falling-fast"));
    expect(answer.headers.get("cache-control")).toBe("no-store");
    const token = await json(answer);
    expect(token).toMatchObject({
      token_type: "Bearer",
      expires_in: 3600,
      scope: "launch openid fhirUser patient/*.rs",
      patient: "falling-fast",
      encounter: "falling-fast-today",
      need_patient_banner: false,
      smart_style_url: `${origin}/sandbox/smart-style.json`,
    });
    expect(token["refresh_token"]).toBeUndefined();
    const [header, claims, signature] = String(token["id_token"]).split(".");
    expect(JSON.parse(atob(header ?? ""))).toMatchObject({ alg: "RS256" });
    expect(JSON.parse(atob((claims ?? "").replace(/-/g, "+").replace(/_/g, "/")))).toMatchObject({
      aud: "boneline",
      fhirUser: `${base}/Practitioner/sandbox-clinician`,
    });
    expect(signature).not.toBe("");
  });

  test("signs the id_token with the key it publishes", async () => {
    const token = await json(exchange(sandbox, await ehrLaunchCode(sandbox, "man")));
    const [header = "", claims = "", signature = ""] = String(token["id_token"]).split(".");
    const { keys } = (await json(sandbox.handle(new Request(`${origin}/sandbox/auth/jwks`)))) as { keys: [JsonWebKey] };
    const key = await crypto.subtle.importKey("jwk", keys[0], { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" }, false, ["verify"]);
    const bytes = Uint8Array.from(atob(signature.replace(/-/g, "+").replace(/_/g, "/")), (character) => character.charCodeAt(0));
    expect(await crypto.subtle.verify("RSASSA-PKCS1-v1_5", key, bytes, new TextEncoder().encode(`${header}.${claims}`))).toBe(true);
  });

  test.each([
    ["a wrong verifier", { code_verifier: "another-verifier-of-forty-three-characters-or-more" }, "invalid_grant"],
    ["no verifier", { code_verifier: "" }, "invalid_grant"],
    ["another return address", { redirect_uri: `${origin}/app/other` }, "invalid_grant"],
    ["another client's name", { client_id: "boneline-exact" }, "invalid_grant"],
    ["an unknown client", { client_id: "nobody" }, "invalid_client"],
    ["an invented code", { code: "invented" }, "invalid_grant"],
    ["another grant", { grant_type: "password" }, "unsupported_grant_type"],
  ])("is refused with %s", async (_, changes, error) => {
    const answer = await exchange(sandbox, await ehrLaunchCode(sandbox, "falling-fast"), changes);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(await json(answer)).toMatchObject({ error });
  });

  test("works once: a second use is refused and takes back what the first gave", async () => {
    const code = await ehrLaunchCode(sandbox, "falling-fast");
    const { access_token: token } = await json(exchange(sandbox, code));
    const client = fhirClient(sandbox, String(token));
    expect((await client.request("Patient/falling-fast")).status).toBe(200);
    expect(await json(exchange(sandbox, code))).toMatchObject({ error: "invalid_grant" });
    expect((await client.request("Patient/falling-fast")).status).toBe(401);
  });

  test("gives one token to two exchanges that race each other", async () => {
    const code = await ehrLaunchCode(sandbox, "falling-fast");
    const answers = await Promise.all([exchange(sandbox, code), exchange(sandbox, code)]);
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 400]);
  });

  test("refuses a code older than a minute", async () => {
    let clock = 0;
    const late = createSandbox({ today, now: () => clock });
    const code = await ehrLaunchCode(late, "falling-fast");
    clock += 61_000;
    expect(await json(exchange(late, code))).toMatchObject({ error: "invalid_grant" });
  });

  test("refuses JSON instead of a form", async () => {
    const answer = await sandbox.handle(
      new Request(`${origin}/sandbox/auth/token`, { method: "POST", headers: { "content-type": "application/json" }, body: "{}" }),
    );
    expect(await json(answer)).toMatchObject({ error: "invalid_request" });
  });
});

describe("refreshing", () => {
  const scope = "launch online_access patient/*.rs";

  test("needs the client's name, works once and gives the next refresh token", async () => {
    const { refresh_token: refresh } = await json(exchange(sandbox, await ehrLaunchCode(sandbox, "falling-fast", scope)));
    expect(await json(post(sandbox, "token", { grant_type: "refresh_token", refresh_token: String(refresh) }))).toMatchObject({ error: "invalid_request" });
    const renewed = await json(post(sandbox, "token", { grant_type: "refresh_token", refresh_token: String(refresh), client_id: "boneline" }));
    expect(renewed).toMatchObject({ patient: "falling-fast", scope });
    expect(renewed["refresh_token"]).not.toBe(refresh);
    expect(await json(post(sandbox, "token", { grant_type: "refresh_token", refresh_token: String(refresh), client_id: "boneline" }))).toMatchObject({
      error: "invalid_grant",
    });
  });

  test("ends with sign-out", async () => {
    const { refresh_token: refresh, access_token: access } = await json(exchange(sandbox, await ehrLaunchCode(sandbox, "falling-fast", scope)));
    expect((await post(sandbox, "revoke", { token: String(refresh), client_id: "boneline" })).status).toBe(200);
    expect((await fhirClient(sandbox, String(access)).request("Patient/falling-fast")).status).toBe(401);
    expect(await json(post(sandbox, "token", { grant_type: "refresh_token", refresh_token: String(refresh), client_id: "boneline" }))).toMatchObject({
      error: "invalid_grant",
    });
  });
});

describe("what a person sees and decides", () => {
  test("standalone: the picker lists patients by name, and the choice is the token's patient", async () => {
    const picker = target(await authorize(sandbox));
    const markup = await (await sandbox.handle(new Request(picker))).text();
    expect(markup).toContain("Beatrix Okafor-Lane");
    const chosen = target(await post(sandbox, "patient", { tx: picker.searchParams.get("tx") ?? "", patient: "two-scanners" }));
    expect(await json(exchange(sandbox, chosen.searchParams.get("code") ?? ""))).toMatchObject({ patient: "two-scanners", need_patient_banner: true });
  });

  test("standalone: Cancel returns access_denied", async () => {
    const picker = target(await authorize(sandbox));
    const back = target(await post(sandbox, "patient", { tx: picker.searchParams.get("tx") ?? "", decision: "deny" }));
    expect(back.searchParams.get("error")).toBe("access_denied");
  });

  test("consent: what is un-ticked is not granted, and not served", async () => {
    const launch = await launchToken(sandbox, "falling-fast", { consent: "ask" });
    const consent = target(await authorize(sandbox, { scope: "launch patient/Patient.rs patient/Observation.rs", launch }));
    const form = new URLSearchParams([
      ["tx", consent.searchParams.get("tx") ?? ""],
      ["decision", "allow"],
      ["scope", "launch"],
      ["scope", "patient/Patient.rs"],
    ]);
    const back = target(await post(sandbox, "consent", form));
    const token = await json(exchange(sandbox, back.searchParams.get("code") ?? ""));
    expect(token["scope"]).toBe("launch patient/Patient.rs");
    const client = fhirClient(sandbox, String(token["access_token"]));
    expect((await client.request("Observation?patient=falling-fast")).status).toBe(403);
  });

  test("consent: a ticked scope that was never asked for is not granted", async () => {
    const launch = await launchToken(sandbox, "falling-fast", { consent: "ask" });
    const consent = target(await authorize(sandbox, { scope: "launch patient/Patient.rs", launch }));
    const form = new URLSearchParams([
      ["tx", consent.searchParams.get("tx") ?? ""],
      ["decision", "allow"],
      ["scope", "patient/Patient.rs"],
      ["scope", "patient/*.cruds"],
    ]);
    const back = target(await post(sandbox, "consent", form));
    expect((await json(exchange(sandbox, back.searchParams.get("code") ?? "")))["scope"]).toBe("patient/Patient.rs");
  });

  test("consent: Deny returns access_denied", async () => {
    const launch = await launchToken(sandbox, "falling-fast", { consent: "ask" });
    const consent = target(await authorize(sandbox, { scope: "launch patient/*.rs", launch }));
    const back = target(await post(sandbox, "consent", { tx: consent.searchParams.get("tx") ?? "", decision: "deny" }));
    expect(back.searchParams.get("error")).toBe("access_denied");
  });

  test("a provider's own context has no patient", async () => {
    const back = target(await authorize(sandbox, { scope: "openid user/MedicationRequest.rs user/Patient.rs" }));
    const token = await json(exchange(sandbox, back.searchParams.get("code") ?? ""));
    expect(token["patient"]).toBeUndefined();
    expect(token["access_token"]).toBeTypeOf("string");
  });
});

describe("discovery", () => {
  test("advertises launch, PKCE and both scope syntaxes", async () => {
    const configuration = await json(sandbox.handle(new Request(`${base}/.well-known/smart-configuration`)));
    expect(configuration["code_challenge_methods_supported"]).toEqual(["S256"]);
    expect(configuration["capabilities"]).toEqual(
      expect.arrayContaining([
        "launch-ehr",
        "launch-standalone",
        "client-public",
        "context-ehr-patient",
        "context-banner",
        "sso-openid-connect",
        "permission-v1",
        "permission-v2",
      ]),
    );
  });

  test("an EHR of SMART v1 advertises v1 only and refuses v2 scopes", async () => {
    const old = createSandbox({ today, smartVersion: "v1" });
    const configuration = await json(old.handle(new Request(`${base}/.well-known/smart-configuration`)));
    expect(configuration["capabilities"]).not.toContain("permission-v2");
    expect(target(await authorize(old)).searchParams.get("error")).toBe("invalid_scope");
    const code = await ehrLaunchCode(old, "falling-fast", "launch patient/*.read");
    const token = await json(exchange(old, code));
    expect((await fhirClient(old, String(token["access_token"])).request("Patient/falling-fast")).status).toBe(200);
  });

  test("RFC 9207: the issuer comes back when configured", async () => {
    const naming = createSandbox({ today, issParameter: "sent" });
    const back = target(await authorize(naming, { scope: "launch patient/*.rs", launch: await launchToken(naming, "man") }));
    expect(back.searchParams.get("iss")).toBe(`${origin}/sandbox/auth`);
  });
});
