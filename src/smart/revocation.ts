/** What became of the tokens after a sign-out. `not-confirmed`: the EHR did not answer, or not with success. */
export type Revocation = "revoked" | "not-confirmed";

/** What a sign-out has to take back, and where (`revocation_endpoint` of the SMART configuration). */
export type Revocable = { readonly address: string; readonly clientId: string; readonly refresh: string | undefined; readonly access: string | undefined };

const patience = 10_000;
let last: Promise<Revocation> | undefined;

/**
 * Tells the EHR that these tokens are no longer needed (RFC 7009, as a public client). Best effort: the sign-out in this tab never
 * waits for it. The requests outlive the page (`keepalive`).
 */
export function revoke({ address, clientId, refresh, access }: Revocable): void {
  const tokens = { refresh_token: refresh, access_token: access };
  const asked = Object.entries(tokens).flatMap(([hint, token]) =>
    token === undefined ? [] : [ask(address, { token, token_type_hint: hint, client_id: clientId })],
  );
  if (asked.length > 0) last = Promise.all(asked).then((taken) => (taken.every(Boolean) ? "revoked" : "not-confirmed"));
}

/** How the last sign-out of this page went with the EHR; undefined where there was nothing to take back. */
export function lastRevocation(): Promise<Revocation> | undefined {
  return last;
}

async function ask(address: string, form: Readonly<Record<string, string>>): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(patience);
    return (await fetch(address, { method: "POST", body: new URLSearchParams(form), credentials: "omit", keepalive: true, signal })).ok;
  } catch {
    return false; // the start page says that the EHR did not confirm
  }
}
