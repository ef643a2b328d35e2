import type Client from "fhirclient/lib/Client";
import { sessionKey } from "./adapter";
import type { Ehr } from "./registry";
import { forgetEverything, noteRevocation, remember } from "./tab-storage";

/** One patient's chart at one EHR, or the user's own patients there, opened by one user, for as long as the EHR allows. */
export type Session = {
  readonly key: string;
  /** Set where no patient was chosen: what is read is chosen in Boneline, by scopes of the user. */
  readonly context?: "provider";
  readonly ehr: Ehr;
  /** FHIR base, without trailing slash. */
  readonly issuer: string;
  /** From the token response; never changes during a session. Empty in a provider's context. */
  readonly patientId: string;
  /** What the EHR granted, as it words it. */
  readonly grantedScope: string;
  /** False only where the EHR itself shows who the patient is (`need_patient_banner: false`). */
  readonly needsPatientBanner: boolean;
  /** Name or reference of the signed-in user as the EHR gave it: for display only, its signature is not checked. */
  readonly user: string | undefined;
  readonly status: () => SessionStatus;
  /** Calls back on every change of status; returns how to stop. */
  readonly subscribe: (listener: () => void) => () => void;
  /** A token that is good for the next seconds, renewed if need be; undefined once the session has ended. */
  readonly accessToken: () => Promise<string | undefined>;
  /** The EHR answered 401 to this token: true when another one is there to try. */
  readonly renew: (refused: string) => Promise<boolean>;
  /** The EHR accepted a token. */
  readonly accepted: () => void;
  /** Ends the session here and in windows copied from this one, removes everything this tab remembers of any session, and gives the tokens back. */
  readonly signOut: () => void;
};

export type SessionStatus =
  /** `endsAt` in milliseconds since 1970 by this computer's clock; undefined when the EHR did not say. */
  { readonly state: "open"; readonly endsAt: number | undefined; readonly renews: boolean } | { readonly state: "ended"; readonly why: SessionEnd };

export type SessionEnd = "expired" | "not-renewed" | "refused" | "other-patient" | "signed-out";

/** Tokens are renewed this long before they end, or in the last fifth of a short life. */
const renewAhead = 60_000;
/** A token with less left than this is not used for another request. */
const tooShort = 10_000;
/** One 401 may be about one kind of resource; so many without a success between them are about the token. */
const refusalsThatEnd = 3;
const longestTimer = 2 ** 31 - 1;

/**
 * The session of a client that holds an access token, and a patient or (undefined) none. `expires_in` counts from the moment the token arrived, by
 * this computer's own clock, so a clock that is wrong ends no session early or late; access tokens are never parsed.
 */
export function sessionOf(client: Client, key: string, ehr: Ehr, patient: string | undefined, requestedScope: string): Session {
  const listeners = new Set<() => void>();
  const patientId = patient ?? "";
  const token = client.state.tokenResponse ?? {};
  let status: SessionStatus = openStatus();
  let renewing: Promise<boolean> | undefined;
  let refusals = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  // A window opened from this one starts with a copy of its storage, and so of this session: the copies leave together.
  const copies = new BroadcastChannel(`boneline.${key}`);
  copies.addEventListener("message", leave);
  document.addEventListener("visibilitychange", whenSeen);
  schedule();

  return {
    key,
    ...(patient === undefined ? { context: "provider" as const } : {}),
    ehr,
    issuer: ehr.issuer,
    patientId,
    grantedScope: typeof token.scope === "string" && token.scope.trim() !== "" ? token.scope : requestedScope,
    needsPatientBanner: token["need_patient_banner"] !== false,
    user: userOf(client),
    status: () => status,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async accessToken() {
      if ((timeLeft() ?? Infinity) <= tooShort) await renewOrExpire();
      return status.state === "open" ? client.state.tokenResponse?.access_token : undefined;
    },
    async renew(refused) {
      if (status.state === "ended") return false;
      if (client.state.tokenResponse?.access_token !== refused) return true; // renewed meanwhile, for another request
      refusals += 1;
      if (await renewOnce()) return true;
      if (refusals >= refusalsThatEnd) end("refused");
      return false;
    },
    accepted() {
      refusals = 0;
    },
    signOut() {
      const { access_token: access, refresh_token: refresh } = client.state.tokenResponse ?? {};
      if (access !== undefined)
        noteRevocation(
          import("./revocation").then(
            ({ revoke }) => revoke({ ...ehr, refresh, access }),
            () => "not-confirmed", // its code did not load
          ),
        );
      leave();
      copies.postMessage("signed-out");
    },
  };

  function openStatus(): SessionStatus {
    const { expiresAt } = client.state;
    return { state: "open", endsAt: expiresAt === undefined ? undefined : expiresAt * 1000, renews: canRenew() };
  }

  function tell(now: SessionStatus): void {
    status = now;
    for (const listener of listeners) listener();
  }

  function leave(): void {
    end("signed-out");
    forgetEverything();
  }

  function end(why: SessionEnd): void {
    if (status.state === "ended" && (why !== "signed-out" || status.why === why)) return; // a session that ran out may still be signed out of
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", whenSeen);
    client.state.tokenResponse = {};
    remember(sessionKey(key), client.state); // a reload says that the session has ended, not that there never was one
    tell({ state: "ended", why });
  }

  /** Timers sleep with the computer: look again when the screen is looked at. */
  function whenSeen(): void {
    if (document.visibilityState === "visible") void renewOrExpire();
  }

  function schedule(): void {
    clearTimeout(timer);
    const left = timeLeft();
    if (status.state === "ended" || left === undefined) return;
    const ahead = Math.min(renewAhead, (Number(client.state.tokenResponse?.expires_in) * 1000) / 5);
    // When a renewal got no answer, it is tried again in small steps until the token itself ends.
    const wait = canRenew() ? (left > ahead ? left - ahead : Math.min(left, 10_000)) : left;
    timer = setTimeout(() => void renewOrExpire(), Math.min(Math.max(wait, 0), longestTimer));
  }

  async function renewOrExpire(): Promise<void> {
    if (status.state === "ended") return;
    if ((timeLeft() ?? Infinity) <= renewAhead && (await renewOnce())) return;
    if ((timeLeft() ?? Infinity) <= 0) end("expired");
    else schedule();
  }

  function timeLeft(): number | undefined {
    return client.state.expiresAt === undefined ? undefined : client.state.expiresAt * 1000 - Date.now();
  }

  function canRenew(): boolean {
    return typeof client.state.tokenResponse?.refresh_token === "string";
  }

  /** One renewal at a time, whoever asks. */
  function renewOnce(): Promise<boolean> {
    renewing ??= renewToken().finally(() => {
      renewing = undefined;
    });
    return renewing;
  }

  async function renewToken(): Promise<boolean> {
    const held = client.state.tokenResponse;
    if (status.state === "ended" || held?.refresh_token === undefined) return false;
    // A refresh token is the proof that renewal was granted; Epic does not echo the scope and fhirclient then refuses to use it.
    if (!/\bo(n|ff)line_access\b/.test(held.scope ?? "")) held.scope = `${held.scope ?? ""} online_access`;
    const refreshToken = held.refresh_token;
    let failure: unknown;
    await client.refresh({ signal: AbortSignal.timeout(20_000) }).catch((error: unknown) => {
      failure = error ?? new Error("not renewed");
    });
    if (isEnded()) {
      if (isSignedOut()) forgetEverything(); // fhirclient has stored its state once more
      return false;
    }
    if (failure !== undefined) {
      if (isRefusal(failure)) end("not-renewed");
      // No answer is no refusal, but fhirclient has thrown the refresh token away.
      else keepToken({ ...client.state.tokenResponse, refresh_token: refreshToken });
      return false;
    }
    const renewed = client.state.tokenResponse ?? {};
    if (patient !== undefined && renewed.patient !== patient) {
      end("other-patient"); // fhirclient merges the answer: only an answer about somebody else differs
      return false;
    }
    noteExpiry(client);
    keepToken(renewed);
    schedule();
    tell(openStatus());
    return true;
  }

  function isSignedOut(): boolean {
    return status.state === "ended" && status.why === "signed-out";
  }

  function isEnded(): boolean {
    return status.state === "ended";
  }

  function keepToken(tokenResponse: NonNullable<Client["state"]["tokenResponse"]>): void {
    client.state.tokenResponse = tokenResponse;
    remember(sessionKey(key), client.state);
  }
}

/**
 * Writes down when the token just received ends: a number of seconds even where the server wrote it as text, and nothing where
 * it said nothing (fhirclient would guess five minutes).
 */
export function noteExpiry(client: Client): void {
  const seconds = Number(client.state.tokenResponse?.expires_in);
  if (Number.isFinite(seconds) && seconds > 0) client.state.expiresAt = Math.floor(Date.now() / 1000) + seconds;
  else delete client.state.expiresAt;
}

/** The token endpoint said no (4xx), as opposed to not answering or being in trouble itself. */
function isRefusal(error: unknown): boolean {
  const status = error instanceof Error && "status" in error ? Number(error.status) : 0;
  return status >= 400 && status < 500 && status !== 408 && status !== 429;
}

function userOf(client: Client): string | undefined {
  const claims: unknown = client.getIdToken();
  if (typeof claims !== "object" || claims === null) return undefined;
  const { name, fhirUser } = claims as { name?: unknown; fhirUser?: unknown };
  const best = [name, fhirUser].find((claim): claim is string => typeof claim === "string" && claim !== "");
  return best === undefined ? undefined : best === name ? best : best.split("/").slice(-2).join("/"); // Epic gives a whole address
}
