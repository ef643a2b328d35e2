import { jsonResponse, redirectTo } from "./answer";
import { authorizeErrorPage, consentPage, patientPicker } from "./authorization-pages";
import { checkAuthorizeRequest, type AuthorizeRequest } from "./authorize-request";
import type { RegisteredClient } from "./clients";
import type { Demonstration } from "./demonstrations";
import { createIdTokenSigner } from "./id-token";
import { grantedScopes, randomText, type Session, type Sessions } from "./sessions";
import type { Store } from "./store";
import { tokenEndpoint } from "./token-endpoint";

export type AuthorizationSetup = {
  readonly prefix: string;
  readonly store: Store;
  readonly sessions: Sessions;
  readonly clients: readonly RegisteredClient[];
  readonly approval: { readonly ehrLaunch: "auto" | "ask"; readonly standalone: "auto" | "ask" };
  readonly smartVersion: "v1" | "v2";
  readonly issParameter: "sent" | "absent";
  readonly needPatientBanner: boolean | undefined;
  /** Cuts what is granted, whatever was asked. */
  readonly grantScopes: readonly string[] | undefined;
  readonly now: () => number;
};

/** What an EHR launch token stands for. */
type Launch = { readonly patient: string; readonly demonstration?: Demonstration | undefined; readonly consent?: "ask" | undefined };

/** A code that was given out and may be exchanged once. */
export type Code = {
  readonly request: AuthorizeRequest;
  readonly session: Session;
  readonly expiresAt: number;
  spent: boolean;
};

export type AuthorizationServer = {
  /** Answers below `[prefix]/auth/`. */
  readonly handle: (request: Request, path: string) => Promise<Response>;
  readonly smartConfiguration: (origin: string) => unknown;
  readonly addresses: (origin: string) => { readonly authorize: string; readonly token: string; readonly revoke: string };
  /** A single-use launch token for `?launch=…`. */
  readonly createLaunch: (launch: Launch) => string;
};

type Transaction = { readonly request: AuthorizeRequest; readonly launch: Launch | undefined; patient: string | undefined };

/** SMART App Launch 2.2: authorization code with PKCE S256 for public clients, EHR and standalone launch. */
export function createAuthorizationServer(setup: AuthorizationSetup): AuthorizationServer {
  const { prefix, store, sessions, now } = setup;
  const launches = new Map<string, { readonly launch: Launch; readonly expiresAt: number; used: boolean }>();
  const transactions = new Map<string, Transaction>();
  const codes = new Map<string, Code>();
  const signer = createIdTokenSigner();
  const token = tokenEndpoint({ ...setup, codes, signer });

  async function handle(request: Request, path: string): Promise<Response> {
    const url = new URL(request.url);
    switch (`${request.method} ${path}`) {
      case "GET authorize":
        return authorize(url);
      case "GET patient":
        return showPicker(url.searchParams.get("tx"));
      case "POST patient":
        return choosePatient(new URLSearchParams(await request.text()), url.origin);
      case "GET consent":
        return showConsent(url.searchParams.get("tx"));
      case "POST consent":
        return decideConsent(new URLSearchParams(await request.text()), url.origin);
      case "POST token":
        return token(request, url.origin);
      case "POST revoke":
        sessions.revokeToken(new URLSearchParams(await request.text()).get("token") ?? "");
        return new Response(null, { status: 200 });
      case "GET jwks":
        return jsonResponse(await signer.publicKeys());
      case "GET .well-known/openid-configuration":
        return jsonResponse(openIdConfiguration(url.origin));
      default:
        return jsonResponse({ error: "not_found" }, 404);
    }
  }

  function authorize(url: URL): Response {
    const checked = checkAuthorizeRequest(url, setup);
    if (checked.kind === "untrusted") return authorizeErrorPage(prefix, checked.reason);
    if (checked.kind === "error") return redirectTo(errorAddress(checked.redirectUri, checked.state, checked.error, checked.description, url.origin));
    const { request } = checked;
    const launch = request.launch === undefined ? undefined : spendLaunch(request.launch);
    if (request.launch !== undefined && !launch) return refuse(request, "invalid_request", "The launch is unknown, expired or was used before.", url.origin);
    if (launch?.demonstration?.denied) return refuse(request, "access_denied", "The person refused.", url.origin);
    const id = randomText(18);
    transactions.set(id, { request, launch, patient: launch?.patient });
    if (launch)
      return launch.consent === "ask" || setup.approval.ehrLaunch === "ask" ? redirectTo(`${prefix}/auth/consent?tx=${id}`) : finish(id, undefined, url.origin);
    if (request.scopes.includes("launch/patient")) return redirectTo(`${prefix}/auth/patient?tx=${id}`);
    return setup.approval.standalone === "ask" ? redirectTo(`${prefix}/auth/consent?tx=${id}`) : finish(id, undefined, url.origin);
  }

  function spendLaunch(launchToken: string): Launch | undefined {
    const entry = launches.get(launchToken);
    if (!entry || entry.used || now() >= entry.expiresAt) return undefined;
    entry.used = true;
    return entry.launch;
  }

  function showPicker(id: string | null): Response {
    const transaction = transactions.get(id ?? "");
    if (id === null || !transaction) return authorizeErrorPage(prefix, "This page is out of date. Start again from the app.");
    return patientPicker(prefix, id, transaction.request.client.name, store.patients(60));
  }

  function choosePatient(form: URLSearchParams, origin: string): Response {
    const id = form.get("tx") ?? "";
    const transaction = transactions.get(id);
    if (!transaction) return authorizeErrorPage(prefix, "This page is out of date. Start again from the app.");
    const patient = form.get("patient");
    if (patient === null) return deny(id, transaction, origin);
    if (!store.hasPatient(patient)) return authorizeErrorPage(prefix, "This patient does not exist here.");
    transaction.patient = patient;
    return setup.approval.standalone === "ask" ? redirectTo(`${prefix}/auth/consent?tx=${id}`) : finish(id, undefined, origin);
  }

  function showConsent(id: string | null): Response {
    const transaction = transactions.get(id ?? "");
    if (id === null || !transaction) return authorizeErrorPage(prefix, "This page is out of date. Start again from the app.");
    return consentPage(prefix, id, transaction.request.client.name, transaction.request.scopes);
  }

  function decideConsent(form: URLSearchParams, origin: string): Response {
    const id = form.get("tx") ?? "";
    const transaction = transactions.get(id);
    if (!transaction) return authorizeErrorPage(prefix, "This page is out of date. Start again from the app.");
    return form.get("decision") === "allow" ? finish(id, form.getAll("scope"), origin) : deny(id, transaction, origin);
  }

  function deny(id: string, { request }: Transaction, origin: string): Response {
    transactions.delete(id);
    return refuse(request, "access_denied", "The person refused.", origin);
  }

  /** Gives out the code. `ticked`: what the consent page left, undefined where it was not shown. */
  function finish(id: string, ticked: readonly string[] | undefined, origin: string): Response {
    const transaction = transactions.get(id);
    if (!transaction) return authorizeErrorPage(prefix, "This page is out of date. Start again from the app.");
    transactions.delete(id);
    const { request, launch, patient } = transaction;
    const cuts = [ticked, setup.grantScopes, launch?.demonstration?.grantScopes].filter((cut) => cut !== undefined);
    const scopes = cuts.reduce<readonly string[]>((granted, cut) => grantedScopes(granted, cut), grantedScopes(request.scopes, undefined));
    const session = sessions.start({
      clientId: request.client.id,
      patient,
      encounter: launch && patient !== undefined ? currentEncounter(store, patient) : undefined,
      launchedBy: launch ? "ehr" : "standalone",
      scopes,
      nonce: request.nonce,
      demonstration: launch?.demonstration,
    });
    const code = randomText(24);
    codes.set(code, { request, session, expiresAt: now() + codeSeconds * 1000, spent: false });
    const back = new URL(request.redirectUri);
    back.searchParams.append("code", code);
    back.searchParams.append("state", request.state);
    if (setup.issParameter === "sent") back.searchParams.append("iss", `${origin}${prefix}/auth`);
    return redirectTo(back.href);
  }

  function refuse(request: AuthorizeRequest, error: string, description: string, origin: string): Response {
    return redirectTo(errorAddress(request.redirectUri, request.state, error, description, origin));
  }

  function errorAddress(redirectUri: string, state: string | undefined, error: string, description: string, origin: string): string {
    const back = new URL(redirectUri);
    back.searchParams.append("error", error);
    back.searchParams.append("error_description", description);
    if (state !== undefined) back.searchParams.append("state", state);
    if (setup.issParameter === "sent") back.searchParams.append("iss", `${origin}${prefix}/auth`);
    return back.href;
  }

  const addresses = (origin: string) => ({
    authorize: `${origin}${prefix}/auth/authorize`,
    token: `${origin}${prefix}/auth/token`,
    revoke: `${origin}${prefix}/auth/revoke`,
  });

  const shared = (origin: string) => ({
    issuer: `${origin}${prefix}/auth`,
    jwks_uri: `${origin}${prefix}/auth/jwks`,
    authorization_endpoint: addresses(origin).authorize,
    token_endpoint: addresses(origin).token,
    revocation_endpoint: addresses(origin).revoke,
    token_endpoint_auth_methods_supported: ["none"],
    grant_types_supported: ["authorization_code"],
    response_types_supported: ["code"],
    code_challenge_methods_supported: ["S256"],
    ...(setup.issParameter === "sent" ? { authorization_response_iss_parameter_supported: true } : {}),
  });

  const openIdConfiguration = (origin: string) => ({
    ...shared(origin),
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
  });

  return {
    handle,
    addresses,
    smartConfiguration: (origin) => ({
      ...shared(origin),
      scopes_supported: supportedScopes[setup.smartVersion],
      capabilities: capabilities(setup.smartVersion),
    }),
    createLaunch: (launch) => {
      const launchToken = randomText(24);
      launches.set(launchToken, { launch, expiresAt: now() + launchSeconds * 1000, used: launch.demonstration?.launchUsed === true });
      return launchToken;
    },
  };
}

/** RFC 6749, 4.1.2 allows ten minutes; a code that is exchanged at once needs far less. */
const codeSeconds = 60;
const launchSeconds = 300;

const supportedScopes = {
  v1: ["openid", "fhirUser", "launch", "launch/patient", "online_access", "offline_access", "patient/*.read", "patient/*.write", "user/*.read"],
  v2: ["openid", "fhirUser", "launch", "launch/patient", "online_access", "offline_access", "patient/*.cruds", "patient/*.rs", "user/*.cruds", "user/*.rs"],
} as const;

function capabilities(version: "v1" | "v2"): readonly string[] {
  return [
    "launch-ehr",
    "launch-standalone",
    "client-public",
    "sso-openid-connect",
    "context-banner",
    "context-style",
    "context-ehr-patient",
    "context-ehr-encounter",
    "context-standalone-patient",
    "permission-offline",
    "permission-online",
    "permission-patient",
    "permission-user",
    "permission-v1",
    ...(version === "v2" ? ["permission-v2"] : []),
  ];
}

function currentEncounter(store: Store, patient: string): string | undefined {
  return store.ofPatient(patient, "Encounter").find((encounter) => encounter["status"] === "in-progress")?.id;
}
