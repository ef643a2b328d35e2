/** Why this page was opened, read from its address alone. Nothing else of the address is believed or passed on. */
export type Arrival =
  /** One of the two is there; a launch without `iss` leads nowhere. */
  | { readonly kind: "launch"; readonly iss: string | undefined; readonly launch: string | undefined }
  | { readonly kind: "return"; readonly state: string; readonly iss: string | undefined; readonly answer: AuthorizationAnswer }
  | { readonly kind: "session"; readonly key: string }
  | { readonly kind: "start" };

export type AuthorizationAnswer =
  | { readonly code: string }
  | { readonly error: string; readonly description: string | undefined; readonly uri: string | undefined };

/**
 * Decides between launching, returning from the EHR, running and the start page. An answer of the authorization server is
 * looked at first: with RFC 9207 it carries an `iss` of its own, which is not the FHIR server's and must never start a launch.
 */
export function arrivalAt(address: string): Arrival {
  const query = new URL(address).searchParams;
  const get = (name: string): string | undefined => query.get(name) || undefined;
  const error = get("error");
  const code = get("code");
  const state = get("state") ?? "";
  const iss = get("iss");
  if (error !== undefined) return { kind: "return", state, iss, answer: { error, description: get("error_description"), uri: get("error_uri") } };
  if (code !== undefined) return { kind: "return", state, iss, answer: { code } };
  const launch = get("launch");
  if (iss !== undefined || launch !== undefined) return { kind: "launch", iss, launch };
  const key = get("session");
  return key === undefined ? { kind: "start" } : { kind: "session", key };
}

/** The folder the app is served from, which is also the redirect URI to register with the EHR. Ends in a slash. */
export function appAddress(address: string): string {
  const folder = new URL(".", address);
  return folder.origin + folder.pathname;
}

/** The address of a running session: the key means something only to the storage of the tab that holds it. */
export function sessionAddress(address: string, key: string): string {
  return `${appAddress(address)}?session=${encodeURIComponent(key)}`;
}
