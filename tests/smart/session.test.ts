import {
  app,
  browserAt,
  ehr,
  forgetRequests,
  issuer,
  json,
  network,
  smartConfiguration,
  smartConfigurationIs,
  tokenAnswers,
  tokenRequests,
  tokenResponse,
} from "./fake-ehr";
import { HttpResponse, http } from "msw";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Arrival, arrivalAt } from "../../src/smart/arrival";
import { launchFromEhr } from "../../src/smart/launch";
import { openSession } from "../../src/smart/session";
import type { Session } from "../../src/smart/live-session";
import { lastRevocation } from "../../src/smart/tab-storage";
import { eventually } from "../patience";

beforeEach(() => {
  forgetRequests();
  smartConfigurationIs(smartConfiguration);
});
afterEach(async () => {
  vi.useRealTimers();
  await lastRevocation(); // what a sign-out still says to the EHR belongs to its own test
});

/** Launches, and gives the state that the EHR will send back. */
async function launched(): Promise<string> {
  const browser = browserAt(`${app}?iss=${issuer}&launch=abc`);
  await launchFromEhr({ iss: issuer, launch: "abc" }, [ehr], browser);
  return new URL(browser.visited[0] ?? "").searchParams.get("state") ?? "";
}

type Opening = Extract<Arrival, { kind: "return" | "session" }>;

function opening(address: string): Opening {
  const arrival = arrivalAt(address);
  if (arrival.kind !== "return" && arrival.kind !== "session") throw new Error(`arrived as ${arrival.kind}`);
  return arrival;
}

async function returned(query: (state: string) => string, ehrs = [ehr]): Promise<{ session: Session; address: string; state: string }> {
  const state = await launched();
  const browser = browserAt(`${app}?${query(state)}`);
  const session = await openSession(opening(browser.address), ehrs, browser);
  return { session, address: browser.address, state };
}

const withCode = (state: string): string => `code=c0de&state=${state}`;

/** A page load forgets what modules know; storage stays. */
async function afterReload(address: string): Promise<Session> {
  vi.resetModules();
  const fresh = await import("../../src/smart/session");
  const browser = browserAt(address);
  return fresh.openSession(opening(address), [ehr], browser);
}

const { patient: _patient, ...withoutPatient } = tokenResponse;

describe("coming back from the EHR", () => {
  it("opens the session of the patient in the token response", async () => {
    tokenAnswers(json({ ...tokenResponse, need_patient_banner: false }));
    const { session } = await returned(withCode);
    expect(session).toMatchObject({ patientId: "pat-1", issuer, grantedScope: tokenResponse.scope, needsPatientBanner: false });
    await expect(session.accessToken()).resolves.toBe("opaque.token.1");
    expect(session.status()).toMatchObject({ state: "open", renews: false });
  });

  it("exchanges the code with the PKCE verifier, the client id and the redirect URI, written so that a server reads the same code", async () => {
    tokenAnswers(json(tokenResponse));
    await returned((state) => `code=${encodeURIComponent("a+b/c=&d%")}&state=${state}`);
    expect(Object.fromEntries(tokenRequests[0] ?? [])).toMatchObject({
      grant_type: "authorization_code",
      code: "a+b/c=&d%",
      client_id: "boneline-1",
      redirect_uri: app,
      code_verifier: expect.stringMatching(/^[A-Za-z0-9_-]{43,128}$/),
    });
  });

  it("removes code, state and iss from the address and leaves only the tab's own key", async () => {
    tokenAnswers(json(tokenResponse));
    const { address, state } = await returned((s) => `code=c0de&state=${s}&iss=${encodeURIComponent("https://ehr.example/auth")}&session_state=x`);
    expect(address).toBe(`${app}?session=${state}`);
  });

  it("spends the code once, however often the screen asks for the session", async () => {
    tokenAnswers(json(tokenResponse), json({ error: "invalid_grant" }, 400));
    const state = await launched();
    const address = `${app}?${withCode(state)}`;
    const sessions = await Promise.all([1, 2, 3].map(() => openSession(opening(address), [ehr], browserAt(address))));
    expect(new Set(sessions).size).toBe(1);
    expect(tokenRequests).toHaveLength(1);
  });

  it("shows a banner unless the EHR says, with a plain false, that it shows one", async () => {
    tokenAnswers(json({ ...tokenResponse, need_patient_banner: "false" }));
    const { session } = await returned(withCode);
    expect(session.needsPatientBanner).toBe(true);
  });

  it.each([
    ["as a number", 3600, 3_600_000],
    ["as text", "3600", 3_600_000],
    ["not at all", undefined, undefined],
  ])("knows when the session ends when the EHR says so %s", async (_how, expires_in, lasts) => {
    vi.useFakeTimers({ now: new Date("2026-11-23T10:00:00Z"), toFake: ["Date"] });
    tokenAnswers(json(JSON.parse(JSON.stringify({ ...tokenResponse, expires_in }))));
    const { session } = await returned(withCode);
    expect(session.status()).toMatchObject({ state: "open", endsAt: lasts === undefined ? undefined : Date.now() + lasts });
  });

  it("takes what was asked for as granted when the EHR does not say what it granted", async () => {
    const { scope: _unsaid, ...silent } = tokenResponse;
    tokenAnswers(json(silent));
    const { session } = await returned(withCode);
    expect(session.grantedScope).toContain("patient/DiagnosticReport.rs");
  });

  it("names the signed-in user from the id token, whatever letters the name has", async () => {
    const claims = { name: "Dr. Żółć", fhirUser: `${issuer}/Practitioner/7` };
    const segment = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
    tokenAnswers(json({ ...tokenResponse, id_token: `${segment({ alg: "none" })}.${segment(claims)}.` }));
    const { session } = await returned(withCode);
    expect(session.user).toBe("Dr. Żółć");
  });
});

describe("a launch that ends in a problem", () => {
  it.each([
    [
      "a refused consent",
      (state: string) => `error=access_denied&error_description=No&state=${state}`,
      { kind: "access-denied", ehr: "General Hospital", detail: "access_denied: No" },
    ],
    [
      "scopes the EHR does not accept",
      (state: string) => `error=invalid_scope&state=${state}&error_uri=https%3A%2F%2Fehr.example%2Fhelp`,
      { kind: "server-error", detail: "invalid_scope", link: "https://ehr.example/help" },
    ],
    ["an answer that names another sender", (state: string) => `code=c0de&state=${state}&iss=https%3A%2F%2Fattacker.example`, { kind: "issuer-mismatch" }],
    ["an answer to a launch of another tab", () => "code=c0de&state=unknown", { kind: "state-missing" }],
    ["an answer without state", () => "code=c0de", { kind: "state-missing" }],
  ])("%s asks for no token and says what happened", async (_what, query, problem) => {
    tokenAnswers(json(tokenResponse));
    await expect(returned(query)).rejects.toMatchObject({ problem });
    expect(tokenRequests).toEqual([]);
  });

  it("never shows text out of an address that no launch of this tab is behind", async () => {
    await expect(returned(() => "error=access_denied&error_description=Call+555&state=made-up")).rejects.toMatchObject({ problem: { kind: "access-denied" } });
    await expect(returned(() => "error=access_denied&error_description=Call+555&state=made-up-too")).rejects.not.toMatchObject({
      problem: { detail: expect.anything() },
    });
  });

  it("does not offer a link that is not https", async () => {
    const problem = await returned((state) => `error=server_error&state=${state}&error_uri=javascript%3Aalert(1)`).catch((error: unknown) => error);
    expect(problem).toMatchObject({ problem: { kind: "server-error" } });
    expect(problem).not.toHaveProperty("problem.link");
  });

  it.each([
    [
      "a code that is too old or already used",
      json({ error: "invalid_grant", error_description: "code expired" }, 400),
      { kind: "stale-code", detail: "HTTP 400 invalid_grant: code expired" },
    ],
    ["a client the EHR does not know", json({ error: "invalid_client" }, 401), { kind: "server-error", detail: "HTTP 401 invalid_client" }],
    [
      "an EHR in trouble",
      () => new Response("<h1>oops</h1>", { status: 503, headers: { "content-type": "text/html" } }),
      { kind: "server-error", detail: "HTTP 503" },
    ],
    ["an EHR that does not answer", () => HttpResponse.error(), { kind: "unreachable" }],
    ["a token without a patient", json(withoutPatient), { kind: "no-patient" }],
    ["a patient id that is no FHIR id", json({ ...tokenResponse, patient: "../Patient?x=" }), { kind: "no-patient" }],
  ])("%s is named, and leaves nothing behind in the tab", async (_what, answer, problem) => {
    tokenAnswers(answer);
    await expect(returned(withCode)).rejects.toMatchObject({ problem });
    expect(Object.keys(sessionStorage)).toEqual([]);
  });

  it("an answer that was used already is not used again, and the session it gave stays", async () => {
    tokenAnswers(json(tokenResponse));
    const { address, state } = await returned(withCode);
    await expect(afterReload(`${app}?${withCode(state)}`)).rejects.toMatchObject({ problem: { kind: "stale-code" } });
    expect(tokenRequests).toHaveLength(1);
    expect((await afterReload(address)).patientId).toBe("pat-1");
  });

  it("is not saved by an EHR that promised to name itself and does not", async () => {
    smartConfigurationIs({ ...smartConfiguration, authorization_response_iss_parameter_supported: true });
    await expect(returned(withCode)).rejects.toMatchObject({ problem: { kind: "issuer-mismatch" } });
  });

  it("sends no token request to an EHR that has left the registry since the launch", async () => {
    tokenAnswers(json(tokenResponse));
    await expect(returned(withCode, [])).rejects.toMatchObject({ problem: { kind: "unknown-issuer" } });
    expect(tokenRequests).toEqual([]);
  });
});

describe("a reload", () => {
  it("keeps the session without another token request", async () => {
    tokenAnswers(json(tokenResponse));
    const { address } = await returned(withCode);
    const again = await afterReload(address);
    expect(again.patientId).toBe("pat-1");
    await expect(again.accessToken()).resolves.toBe("opaque.token.1");
    expect(tokenRequests).toHaveLength(1);
  });

  it("says that the session has ended when its token has, and that there is none where there never was one", async () => {
    vi.useFakeTimers({ now: new Date("2026-11-23T10:00:00Z"), toFake: ["Date"] });
    tokenAnswers(json(tokenResponse));
    const { address } = await returned(withCode);
    vi.setSystemTime(new Date("2026-11-23T11:00:01Z"));
    await expect(afterReload(address)).rejects.toMatchObject({ problem: { kind: "session-ended" } });
    await expect(afterReload(`${app}?session=unknown`)).rejects.toMatchObject({ problem: { kind: "session-missing" } });
  });
});

describe("two patients", () => {
  it("a second patient in a second tab does not change the first, even in a window opened from it with a copy of its storage", async () => {
    tokenAnswers(json(tokenResponse), json({ ...tokenResponse, access_token: "opaque.token.2", patient: "pat-2" }));
    const first = await returned(withCode);
    // window.open copies sessionStorage: what the first tab knows is here too when the second launch begins.
    const second = await returned(withCode);
    expect(second.session.patientId).toBe("pat-2");
    expect((await afterReload(first.address)).patientId).toBe("pat-1");
    expect((await afterReload(second.address)).patientId).toBe("pat-2");
    await expect(first.session.accessToken()).resolves.toBe("opaque.token.1");
  });

  it("a window opened at the app's bare address shows no patient at all", async () => {
    tokenAnswers(json(tokenResponse));
    await returned(withCode);
    expect(arrivalAt(app)).toEqual({ kind: "start" });
  });
});

describe("while the screen is open", () => {
  const renewable = { ...tokenResponse, expires_in: 600, refresh_token: "r1", scope: `${tokenResponse.scope} online_access` };

  async function openAtTen(...answers: (() => Response)[]): Promise<Session> {
    vi.useFakeTimers({ now: new Date("2026-11-23T10:00:00Z"), toFake: ["Date", "setTimeout", "clearTimeout"] });
    tokenAnswers(...answers);
    return (await returned(withCode)).session;
  }

  async function tokenIs(session: Session, token: string | undefined): Promise<void> {
    await eventually(async () => expect(await session.accessToken()).toBe(token));
  }

  it("the token is renewed a minute before it ends, naming the client, and the patient stays", async () => {
    const session = await openAtTen(json(renewable), json({ access_token: "opaque.token.2", expires_in: 600, refresh_token: "r2" }));
    await vi.advanceTimersByTimeAsync(541_000);
    await tokenIs(session, "opaque.token.2");
    expect(Object.fromEntries(tokenRequests[1] ?? [])).toMatchObject({ grant_type: "refresh_token", refresh_token: "r1", client_id: "boneline-1" });
    expect(session.status()).toMatchObject({ state: "open", renews: true });
  });

  it("is renewed also where the EHR gives a refresh token without echoing the scope that asked for it", async () => {
    const session = await openAtTen(json({ ...renewable, scope: "patient/Patient.rs" }), json({ access_token: "opaque.token.2", expires_in: 600 }));
    await vi.advanceTimersByTimeAsync(541_000);
    await tokenIs(session, "opaque.token.2");
    expect(session.grantedScope).toBe("patient/Patient.rs");
  });

  it("a refused renewal ends the session and tells the screen", async () => {
    const session = await openAtTen(json(renewable), json({ error: "invalid_grant" }, 400));
    const told = vi.fn<() => void>();
    session.subscribe(told);
    await vi.advanceTimersByTimeAsync(541_000);
    await tokenIs(session, undefined);
    expect(session.status()).toEqual({ state: "ended", why: "not-renewed" });
    expect(told).toHaveBeenCalled();
  });

  it("a renewal without an answer is tried again before the token ends", async () => {
    const session = await openAtTen(json(renewable), () => HttpResponse.error(), json({ access_token: "opaque.token.2", expires_in: 600 }));
    await vi.advanceTimersByTimeAsync(541_000);
    await eventually(async () => expect(await session.renew("opaque.token.1")).toBe(true));
    await expect(session.accessToken()).resolves.toBe("opaque.token.2");
    expect(session.status()).toMatchObject({ state: "open" });
  });

  it("a renewal that answers with another patient ends the session", async () => {
    const session = await openAtTen(json(renewable), json({ access_token: "opaque.token.2", expires_in: 600, patient: "pat-2" }));
    await vi.advanceTimersByTimeAsync(541_000);
    await tokenIs(session, undefined);
    expect(session.status()).toEqual({ state: "ended", why: "other-patient" });
  });

  it("without renewal the session ends when its token does", async () => {
    const session = await openAtTen(json({ ...tokenResponse, expires_in: 600 }));
    await vi.advanceTimersByTimeAsync(599_000);
    expect(session.status().state).toBe("open");
    await vi.advanceTimersByTimeAsync(2_000);
    expect(session.status()).toEqual({ state: "ended", why: "expired" });
  });

  it("one refused request does not end the session; nothing but refusals does", async () => {
    const session = await openAtTen(json(tokenResponse));
    await expect(session.renew("opaque.token.1")).resolves.toBe(false);
    await session.renew("opaque.token.1");
    session.accepted();
    await session.renew("opaque.token.1");
    await session.renew("opaque.token.1");
    expect(session.status().state).toBe("open");
    await session.renew("opaque.token.1");
    expect(session.status()).toEqual({ state: "ended", why: "refused" });
  });

  it("many requests that were refused at once share one renewal", async () => {
    const session = await openAtTen(json(renewable), json({ access_token: "opaque.token.2", expires_in: 600 }));
    vi.useRealTimers();
    await expect(Promise.all([1, 2, 3].map(() => session.renew("opaque.token.1")))).resolves.toEqual([true, true, true]);
    expect(tokenRequests).toHaveLength(2);
  });

  it("signing out leaves nothing of any session in the tab", async () => {
    const session = await openAtTen(json(renewable));
    session.signOut();
    expect(session.status()).toEqual({ state: "ended", why: "signed-out" });
    expect(Object.keys(sessionStorage)).toEqual([]);
    await expect(session.accessToken()).resolves.toBeUndefined();
  });

  it("a session that ran out can still be signed out of", async () => {
    const session = await openAtTen(json({ ...tokenResponse, expires_in: 600 }));
    await vi.advanceTimersByTimeAsync(601_000);
    session.signOut();
    expect(session.status()).toEqual({ state: "ended", why: "signed-out" });
    expect(Object.keys(sessionStorage)).toEqual([]);
  });

  it("a window copied from the one that signs out leaves with it", async () => {
    tokenAnswers(json(tokenResponse));
    const { session, address } = await returned(withCode);
    const copy = await afterReload(address);
    const left = new Promise<void>((resolve) => copy.subscribe(resolve));
    session.signOut();
    await left;
    expect(copy.status()).toEqual({ state: "ended", why: "signed-out" });
  });
});

describe("signing out", () => {
  const endpoint = "https://ehr.example/auth/revoke";
  const withTokens = { ...tokenResponse, refresh_token: "r1", scope: `${tokenResponse.scope} online_access` };

  /** Signs out of a session whose EHR answers revocations so; gives what was sent and how it ended. */
  async function signedOut(configuration: Record<string, string>, answer: () => Response): Promise<{ sent: object[]; ended: string | undefined }> {
    const sent: object[] = [];
    smartConfigurationIs({ ...smartConfiguration, ...configuration });
    tokenAnswers(json(withTokens));
    network.use(
      http.post("*/auth/revoke", async ({ request }) => {
        sent.push(Object.fromEntries(new URLSearchParams(await request.text())));
        return answer();
      }),
    );
    vi.resetModules();
    const [{ openSession: open }, { lastRevocation: ended }] = [await import("../../src/smart/session"), await import("../../src/smart/tab-storage")];
    const browser = browserAt(`${app}?${withCode(await launched())}`);
    (await open(opening(browser.address), [ehr], browser)).signOut();
    return { ended: await ended(), sent };
  }

  it("gives both tokens back where the EHR takes them, naming the client", async () => {
    const { sent, ended } = await signedOut({ revocation_endpoint: endpoint }, json({}));
    expect(new Set(sent)).toEqual(
      new Set([
        { token: "r1", token_type_hint: "refresh_token", client_id: "boneline-1" },
        { token: "opaque.token.1", token_type_hint: "access_token", client_id: "boneline-1" },
      ]),
    );
    expect(ended).toBe("revoked");
  });

  it.each([
    ["answers with an error", json({ error: "server_error" }, 503)],
    ["does not answer", () => HttpResponse.error()],
  ])("knows that nothing was confirmed when the EHR %s", async (_how, answer) =>
    expect((await signedOut({ revocation_endpoint: endpoint }, answer)).ended).toBe("not-confirmed"),
  );

  it("lets no redirect take a token elsewhere", async () => {
    const asked = vi.spyOn(globalThis, "fetch");
    await signedOut({ revocation_endpoint: endpoint }, json({}));
    const given = asked.mock.calls.filter(([address]) => address === endpoint).map(([, how]) => how?.redirect);
    asked.mockRestore();
    expect(given).toEqual(["error", "error"]);
  });

  it("knows that nothing was confirmed when the EHR no longer says where to give tokens back", async () => {
    tokenAnswers(json(withTokens));
    const { session } = await returned(withCode);
    smartConfigurationIs(undefined, 0);
    session.signOut();
    await expect(lastRevocation()).resolves.toBe("not-confirmed");
  });

  it.each([
    ["offers none", {}],
    ["names an address of somebody else", { revocation_endpoint: "https://elsewhere.example/auth/revoke" }],
    ["names no address", { revocation_endpoint: "revoke" }],
  ])("sends nothing where the EHR %s", async (_what, configuration) =>
    expect(await signedOut(configuration, json({}))).toEqual({ sent: [], ended: "not-offered" }),
  );
});
