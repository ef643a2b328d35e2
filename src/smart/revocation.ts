import { isSafeAddress } from "./registry";

/** What became of the tokens after a sign-out. `not-confirmed`: the EHR did not answer, or not with success. */
export type Revocation = "revoked" | "not-offered" | "not-confirmed";

export type Revocable = {
  readonly issuer: string;
  /** Where the page may send anything (its Content-Security-Policy says the same). */
  readonly origins: readonly string[];
  readonly clientId: string;
  readonly refresh: string | undefined;
  readonly access: string | undefined;
};

const patience = 10_000;

/**
 * Tells the EHR that these tokens are no longer needed (RFC 7009, as a public client), where its SMART configuration names a
 * `revocation_endpoint`. Best effort: the sign-out in this tab never waits for it. Never rejects.
 */
export async function revoke({ issuer, origins, clientId, refresh, access }: Revocable): Promise<Revocation> {
  try {
    const found = await fetch(`${issuer}/.well-known/smart-configuration`, { credentials: "omit", signal: AbortSignal.timeout(patience) });
    if (!found.ok) return "not-confirmed";
    const configuration: unknown = await found.json();
    const address = reachable((configuration as { revocation_endpoint?: unknown } | null)?.revocation_endpoint, [new URL(issuer).origin, ...origins]);
    if (address === undefined) return "not-offered";
    const tokens = Object.entries({ refresh_token: refresh, access_token: access });
    const taken = await Promise.all(
      tokens.flatMap(([hint, token]) => (token === undefined ? [] : [post(address, { token, token_type_hint: hint, client_id: clientId })])),
    );
    return taken.every(Boolean) ? "revoked" : "not-confirmed";
  } catch {
    return "not-confirmed"; // the start page says so
  }
}

function reachable(address: unknown, origins: readonly string[]): string | undefined {
  if (typeof address !== "string" || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  return isSafeAddress(url) && origins.includes(url.origin) ? address : undefined;
}

async function post(address: string, form: Readonly<Record<string, string>>): Promise<boolean> {
  const signal = AbortSignal.timeout(patience);
  const body = new URLSearchParams(form);
  // A redirect would take the token to an address that nobody registered.
  return (await fetch(address, { method: "POST", body, credentials: "omit", keepalive: true, redirect: "error", referrerPolicy: "no-referrer", signal })).ok;
}
