import type { fhirclient } from "fhirclient/lib/types";
import { generatePKCEChallenge } from "./pkce";
import { forget, recall, remember } from "./tab-storage";

/** The two things a launch does to the browser's address, replaceable in tests. */
export type Browser = {
  readonly address: string;
  go(to: string): void;
  /** Puts another address in place of this one without loading it. */
  show(address: string): void;
};

export const thisBrowser: Browser = {
  get address() {
    return location.href;
  },
  go: (to) => location.replace(to), // Back must not come to a launch address whose context is spent
  show: (address) => history.replaceState(history.state, "", address),
};

/**
 * fhirclient's view of the world. It lets the page's query override its configuration (`clientId`, `patientId`, `iss`, and
 * `fhirServiceUrl`, which skips OAuth altogether), so the address it sees is one without any query.
 */
export function adapterFor(bareAddress: string): fhirclient.Adapter {
  const adapter = {
    options: {
      replaceBrowserHistory: false, // session.ts cleans the address before anything else happens
      fullSessionStorageSupport: false, // no shared SMART_KEY: see tab-storage.ts
      refreshTokenWithClientId: true, // public clients must name themselves (RFC 6749 section 6)
      refreshTokenWithCredentials: "omit",
    },
    security: { generatePKCEChallenge },
    getUrl: () => new URL(bareAddress),
    relative: (path: string) => new URL(path, bareAddress).href,
    getStorage: () => ({
      get: async (key: string) => (key ? recall(sessionKey(key)) : undefined),
      set: async (key: string, value: unknown) => (remember(sessionKey(key), value), value),
      unset: async (key: string) => (forget(sessionKey(key)), true),
    }),
    getAbortController: () => AbortController,
    btoa: (text: string) => btoa(text),
    atob: jsonOfSegment,
  };
  // fhirclient's type also asks for what only its confidential clients use.
  return adapter as unknown as fhirclient.Adapter;
}

/** Where fhirclient's state of one session is kept. */
export function sessionKey(key: string): string {
  return `session.${key}`;
}

/**
 * The JSON text in a JWT segment, or `null` in JSON where there is none. fhirclient decodes whatever the access token is when
 * `expires_in` is missing; access tokens are opaque, so that must never fail a login.
 */
function jsonOfSegment(segment: string): string {
  try {
    const bytes = Uint8Array.from(atob(segment.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
    const text = new TextDecoder().decode(bytes);
    JSON.parse(text);
    return text;
  } catch {
    return "null"; // not JSON: an opaque token
  }
}
