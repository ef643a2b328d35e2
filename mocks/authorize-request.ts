import { redirectAllowed, type RegisteredClient } from "./clients";
import { isContextScope, resourceScope, splitScopes } from "./scopes";

/** An authorize request whose every parameter was checked. */
export type AuthorizeRequest = {
  readonly client: RegisteredClient;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly state: string;
  readonly challenge: string;
  readonly launch: string | undefined;
  readonly nonce: string | undefined;
};

export type CheckedRequest =
  | { readonly kind: "ok"; readonly request: AuthorizeRequest }
  /** Client or redirect URI not trusted: nothing may be sent anywhere (RFC 6749, 4.1.2.1). */
  | { readonly kind: "untrusted"; readonly reason: string }
  | { readonly kind: "error"; readonly redirectUri: string; readonly state: string | undefined; readonly error: string; readonly description: string };

type Rules = { readonly prefix: string; readonly clients: readonly RegisteredClient[]; readonly smartVersion: "v1" | "v2" };

export function checkAuthorizeRequest(url: URL, { prefix, clients, smartVersion }: Rules): CheckedRequest {
  const parameters = url.searchParams;
  const repeated = [...parameters.keys()].find((name) => parameters.getAll(name).length > 1);
  if (repeated !== undefined) return { kind: "untrusted", reason: `The parameter "${repeated}" was sent twice.` };
  const client = clients.find(({ id }) => id === parameters.get("client_id"));
  if (!client) return { kind: "untrusted", reason: "The app is not registered with this EHR (client_id)." };
  const redirectUri = parameters.get("redirect_uri");
  if (redirectUri === null || !redirectAllowed(client, redirectUri, url.origin))
    return { kind: "untrusted", reason: "The app asked to return to an address that is not registered (redirect_uri)." };

  const state = parameters.get("state") ?? undefined;
  const failed = (error: string, description: string): CheckedRequest => ({ kind: "error", redirectUri, state, error, description });
  if (parameters.get("response_type") !== "code") return failed("unsupported_response_type", "Only response_type=code is possible.");
  if (state === undefined || !unguessable(state)) return failed("invalid_request", "state must be present and hard to guess.");
  if (parameters.get("code_challenge_method") !== "S256") return failed("invalid_request", "PKCE with code_challenge_method=S256 is required.");
  const challenge = parameters.get("code_challenge") ?? "";
  if (!/^[A-Za-z0-9_-]{43}$/.test(challenge)) return failed("invalid_request", "code_challenge is missing or not a SHA-256 in base64url.");
  const base = `${url.origin}${prefix}/fhir`;
  if (parameters.get("aud")?.replace(/\/$/, "") !== base) return failed("invalid_request", "aud is not the FHIR address of this EHR.");

  const scopes = splitScopes(parameters.get("scope") ?? "");
  const refused = refusedScope(scopes, smartVersion);
  if (refused !== undefined) return failed("invalid_scope", refused);
  const launch = parameters.get("launch") ?? undefined;
  if (scopes.includes("launch") && launch === undefined) return failed("invalid_request", 'The scope "launch" needs the parameter launch.');
  if (!scopes.includes("launch") && launch !== undefined) return failed("invalid_scope", 'The parameter launch needs the scope "launch".');
  return { kind: "ok", request: { client, redirectUri, scopes, state, challenge, launch, nonce: parameters.get("nonce") ?? undefined } };
}

/** Long enough, and not one character over and over. A server cannot measure more. */
function unguessable(state: string): boolean {
  return state.length >= 16 && new Set(state).size >= 6;
}

function refusedScope(scopes: readonly string[], smartVersion: "v1" | "v2"): string | undefined {
  const resources = scopes.map(resourceScope).filter((scope) => scope !== undefined);
  if (resources.length === 0 && !scopes.some(isContextScope)) return "No known scope was asked for.";
  const newer = smartVersion === "v1" ? resources.find((scope) => scope.syntax === "v2") : undefined;
  if (newer) return `This EHR knows SMART v1 scopes only, not "${newer.text}".`;
  if (resources.some((scope) => scope.context === "system")) return "system scopes are not for apps with a user.";
  const hasPatient = scopes.includes("launch") || scopes.includes("launch/patient");
  if (!hasPatient && resources.some((scope) => scope.context === "patient")) return "patient scopes need a patient: ask for launch or launch/patient.";
  return undefined;
}
