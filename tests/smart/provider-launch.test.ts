import { app, browserAt, ehr, forgetRequests, json, smartConfiguration, smartConfigurationIs, tokenAnswers, tokenResponse } from "./fake-ehr";
import { beforeEach, describe, expect, it } from "vitest";
import { arrivalAt } from "../../src/smart/arrival";
import { launchForTeam } from "../../src/smart/launch";
import type { Session } from "../../src/smart/live-session";
import { scopesFor } from "../../src/smart/scopes";
import { openSession } from "../../src/smart/session";

beforeEach(() => {
  forgetRequests();
  smartConfigurationIs(smartConfiguration);
});

async function sentTo(): Promise<URL> {
  const browser = browserAt(app);
  await launchForTeam(ehr, browser);
  return new URL(browser.visited[0] ?? "");
}

async function signedIn(answer: object): Promise<Session> {
  tokenAnswers(json({ ...tokenResponse, ...answer }));
  const state = (await sentTo()).searchParams.get("state") ?? "";
  const browser = browserAt(`${app}?code=c0de&state=${state}`);
  const arrival = arrivalAt(browser.address);
  if (arrival.kind !== "return") throw new Error(`arrived as ${arrival.kind}`);
  return openSession(arrival, [ehr], browser);
}

describe("a launch for the team's worklist", () => {
  it("asks for what the user may see, for panels, and for no patient", async () => {
    const scopes = (await sentTo()).searchParams.get("scope")?.split(" ") ?? [];
    expect(scopes).toEqual(expect.arrayContaining(["openid", "fhirUser", "user/Observation.rs", "user/Group.rs", "user/List.rs"]));
    expect(scopes.filter((scope) => scope.startsWith("launch") || scope.startsWith("patient/"))).toEqual([]);
  });

  it("turns a site's own scopes into the user's", () => {
    expect(scopesFor("provider", "v1", "launch/patient openid patient/*.read")).toBe("openid user/*.read");
  });

  it("opens a session without a patient, also when the EHR names one unasked", async () => {
    expect(await signedIn({ patient: undefined, scope: "user/*.rs" })).toMatchObject({ context: "provider", patientId: "", grantedScope: "user/*.rs" });
    expect(await signedIn({ scope: "user/*.rs" })).toMatchObject({ context: "provider", patientId: "" });
  });

  it("stays without one when the token is renewed", async () => {
    const session = await signedIn({ patient: undefined, scope: "user/*.rs", refresh_token: "r1" });
    tokenAnswers(json({ ...tokenResponse, access_token: "opaque.token.2", patient: "pat-9", scope: "user/*.rs", refresh_token: "r2" }));
    expect(await session.renew("opaque.token.1")).toBe(true);
    expect(session.status().state).toBe("open");
  });
});
