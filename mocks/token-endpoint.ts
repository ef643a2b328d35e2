import { jsonResponse } from "./answer";
import type { AuthorizationSetup, Code } from "./authorization-server";
import type { IdTokenSigner } from "./id-token";
import { base64Url, type Session } from "./sessions";
import { clinician } from "./shared-resources";

type TokenSetup = Pick<AuthorizationSetup, "prefix" | "sessions" | "clients" | "needPatientBanner" | "now"> & {
  readonly codes: Map<string, Code>;
  readonly signer: IdTokenSigner;
};

/** `POST …/token`: exchange of a code (once, with its verifier) and refresh, for public clients. */
export function tokenEndpoint({
  prefix,
  sessions,
  clients,
  needPatientBanner,
  now,
  codes,
  signer,
}: TokenSetup): (request: Request, origin: string) => Promise<Response> {
  async function token(request: Request, origin: string): Promise<Response> {
    if (!/^application\/x-www-form-urlencoded/i.test(request.headers.get("content-type") ?? ""))
      return refused("invalid_request", "The token address takes a form.");
    const form = new URLSearchParams(await request.text());
    const clientId = form.get("client_id");
    if (clientId === null) return refused("invalid_request", "A public client names itself with client_id.");
    if (!clients.some(({ id }) => id === clientId)) return refused("invalid_client", "This client is not registered.", 401);
    switch (form.get("grant_type")) {
      case "authorization_code":
        return exchange(form, clientId, origin);
      case "refresh_token":
        return refresh(form, clientId, origin);
      default:
        return refused("unsupported_grant_type", "Only authorization_code and refresh_token are possible.");
    }
  }

  async function exchange(form: URLSearchParams, clientId: string, origin: string): Promise<Response> {
    const verifier = form.get("code_verifier") ?? "";
    // Before looking at the code: nothing may be awaited between "was it spent" and "it is spent now".
    const challenge = await s256(verifier);
    const code = codes.get(form.get("code") ?? "");
    if (!code) return refused("invalid_grant", "The code is not known.");
    if (code.spent) {
      // A second use means that somebody else may hold the code: what it gave is taken back (RFC 6749, 4.1.2).
      sessions.revoke(code.session);
      return refused("invalid_grant", "The code was used before.");
    }
    if (now() >= code.expiresAt) return refused("invalid_grant", "The code has expired.");
    if (code.request.client.id !== clientId) return refused("invalid_grant", "The code belongs to another client.");
    if (form.get("redirect_uri") !== code.request.redirectUri) return refused("invalid_grant", "redirect_uri is not that of the authorize request.");
    if (!/^[A-Za-z0-9\-._~]{43,128}$/.test(verifier) || challenge !== code.request.challenge)
      return refused("invalid_grant", "code_verifier does not belong to the code_challenge.");
    code.spent = true;
    return granted(code.session, origin);
  }

  function refresh(form: URLSearchParams, clientId: string, origin: string): Promise<Response> | Response {
    const session = sessions.spendRefreshToken(form.get("refresh_token") ?? "");
    if (!session) return refused("invalid_grant", "The refresh token is not known or was used before.");
    if (session.clientId !== clientId) return refused("invalid_grant", "The refresh token belongs to another client.");
    return granted(session, origin);
  }

  async function granted(session: Session, origin: string): Promise<Response> {
    const { accessToken, expiresIn, refreshToken } = sessions.issue(session);
    const wantsIdentity = session.scopes.includes("openid");
    return jsonResponse({
      access_token: accessToken,
      token_type: "Bearer",
      expires_in: expiresIn,
      scope: session.scopes.join(" "),
      ...(session.patient === undefined ? {} : { patient: session.patient, need_patient_banner: needPatientBanner ?? session.launchedBy !== "ehr" }),
      ...(session.encounter === undefined ? {} : { encounter: session.encounter }),
      smart_style_url: `${origin}${prefix}/smart-style.json`,
      tenant: "sandbox",
      ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
      ...(wantsIdentity ? { id_token: await identity(session, expiresIn, origin) } : {}),
    });
  }

  function identity(session: Session, expiresIn: number, origin: string): Promise<string> {
    const issuedAt = Math.floor(now() / 1000);
    return signer.sign({
      iss: `${origin}${prefix}/auth`,
      sub: clinician.id,
      aud: session.clientId,
      iat: issuedAt,
      exp: issuedAt + expiresIn,
      ...(session.nonce === undefined ? {} : { nonce: session.nonce }),
      ...(session.scopes.includes("fhirUser") || session.scopes.includes("profile")
        ? { fhirUser: `${origin}${prefix}/fhir/Practitioner/${clinician.id}` }
        : {}),
    });
  }

  return token;
}

function refused(error: string, description: string, status = 400): Response {
  return jsonResponse({ error, error_description: description }, status);
}

/** RFC 7636, 4.2. */
export async function s256(verifier: string): Promise<string> {
  return base64Url(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier))));
}
