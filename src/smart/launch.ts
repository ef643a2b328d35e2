import { authorize } from "fhirclient/lib/smart";
import { adapterFor, type Browser, thisBrowser } from "./adapter";
import { appAddress } from "./arrival";
import { discover } from "./discovery";
import { base64url } from "./pkce";
import { LaunchProblem } from "./problem";
import { at, type Ehr, ehrForIssuer, normaliseIssuer } from "./registry";
import { type LaunchMode, scopesFor } from "./scopes";
import { siteRegistry } from "./site-file";
import { canRemember } from "./tab-storage";
import { keepTicket } from "./ticket";

/**
 * `launchFromEhr` for this page and this installation.
 * @throws LaunchProblem, ConfigurationError
 */
export async function launchHere(asked: LaunchParameters): Promise<void> {
  await launchFromEhr(asked, await siteRegistry(appAddress(thisBrowser.address)), thisBrowser);
}

export type LaunchParameters = { readonly iss: string | undefined; readonly launch: string | undefined };

/**
 * Launch from an EHR (SMART App Launch 2.2, section 4.1): `iss` and `launch` of the launch address. An `iss` without `launch`
 * opens that EHR's own patient choice. Ends with the browser on its way to the authorization server.
 * @throws LaunchProblem; `unknown-issuer` before anything was sent to that issuer
 */
export async function launchFromEhr(asked: LaunchParameters, ehrs: readonly Ehr[], browser: Browser): Promise<void> {
  if (asked.iss === undefined) throw new LaunchProblem({ kind: "no-launch-context" });
  const ehr = ehrForIssuer(asked.iss, ehrs, appAddress(browser.address));
  if (ehr === undefined) throw new LaunchProblem({ kind: "unknown-issuer", detail: normaliseIssuer(asked.iss) ?? "not an https address" });
  // The server compares `aud` with its own address, so its own choice about the last slash is kept.
  await toAuthorizationServer(ehr, { audience: asked.iss.endsWith("/") ? `${ehr.issuer}/` : ehr.issuer, launch: asked.launch }, browser);
}

/**
 * Launch from our start page: the EHR asks the user to sign in and to choose the patient.
 * @throws LaunchProblem
 */
export async function launchStandalone(ehr: Ehr, browser: Browser): Promise<void> {
  const there = at(appAddress(browser.address), ehr);
  await toAuthorizationServer(there, { audience: there.issuer, launch: undefined }, browser);
}

/**
 * Launch from our start page for the team's worklist: the EHR asks the user to sign in, and no patient is chosen (`user/` scopes).
 * @throws LaunchProblem
 */
export async function launchForTeam(ehr: Ehr, browser: Browser): Promise<void> {
  const there = at(appAddress(browser.address), ehr);
  await toAuthorizationServer(there, { audience: there.issuer, launch: undefined, mode: "provider" }, browser);
}

type Asked = { readonly audience: string; readonly launch: string | undefined; readonly mode?: "provider" };

async function toAuthorizationServer(ehr: Ehr, asked: Asked, browser: Browser): Promise<void> {
  if (globalThis.crypto?.subtle === undefined) throw new LaunchProblem({ kind: "insecure-context" });
  if (!canRemember()) throw new LaunchProblem({ kind: "storage-blocked" });
  const smart = await discover(ehr);
  if (ehr.pkce === "required" && !smart.s256) throw new LaunchProblem({ kind: "pkce-unsupported", ehr: ehr.name });

  const app = appAddress(browser.address);
  const mode: LaunchMode = asked.mode ?? (asked.launch === undefined ? "standalone" : "ehr");
  const scope = scopesFor(mode, smart.permissions, ehr.scopes, ehr.writes);
  const stateKey = randomKey();
  keepTicket(stateKey, {
    ehr: ehr.id,
    mode,
    scope,
    answerFrom: smart.issuer === undefined ? [ehr.issuer] : [smart.issuer],
    mustNameItself: smart.namesItself,
  });
  const address = await authorize(adapterFor(app), {
    iss: asked.audience,
    ...(asked.launch === undefined ? {} : { launch: asked.launch }),
    clientId: ehr.clientId,
    scope,
    redirectUri: app,
    stateKey,
    pkceMode: ehr.pkce === "required" ? "required" : "ifSupported",
    completeInTarget: true, // undecided, fhirclient waits for ever in the frames some EHRs open apps in
    noRedirect: true,
  });
  // An authorization endpoint may have a query of its own (RFC 6749 section 3.1); fhirclient always appends a "?".
  browser.go(String(address).replace(/\?(.*)\?/, "?$1&"));
}

/** 144 random bits; fhirclient's own state has 95 from Math.random. */
function randomKey(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(18)));
}
