import type { Revocation } from "./revocation";

/**
 * What a tab remembers of its sessions: sessionStorage under our own prefix, each session under its own key. The key of
 * "the" session is never stored: it is in the tab's address, because sessionStorage is copied into windows opened from this
 * one and shared between frames of one page, and a shared "current session" is how one patient turns into another.
 */
const prefix = "boneline.";

export function remember(key: string, value: unknown): void {
  sessionStorage.setItem(prefix + key, JSON.stringify(value));
}

export function recall(key: string): unknown {
  const stored = sessionStorage.getItem(prefix + key);
  if (stored === null) return undefined;
  try {
    return JSON.parse(stored);
  } catch {
    sessionStorage.removeItem(prefix + key); // not ours any more
    return undefined;
  }
}

export function forget(key: string): void {
  sessionStorage.removeItem(prefix + key);
}

let forgotten = false;

/** Removes everything of ours: every token of every session of this tab. */
export function forgetEverything(): void {
  forgotten = true;
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix)) sessionStorage.removeItem(key);
}

/** Whether this page has forgotten everything: what arrives after a sign-out must not be remembered. The next sign-in is another page. */
export function hasForgotten(): boolean {
  return forgotten;
}

let revocation: Promise<Revocation> | undefined;

/** Keeps, for the page that follows a sign-out, how the EHR takes it. Nothing of it is stored. */
export function noteRevocation(asked: Promise<Revocation>): void {
  revocation = asked;
}

/** How the last sign-out of this page goes with the EHR; undefined where there was nothing to give back. */
export function lastRevocation(): Promise<Revocation> | undefined {
  return revocation;
}

/** False where the browser withholds storage, as it may in a frame of another site. */
export function canRemember(): boolean {
  try {
    sessionStorage.setItem(`${prefix}probe`, "1");
    sessionStorage.removeItem(`${prefix}probe`);
    return true;
  } catch {
    return false;
  }
}
