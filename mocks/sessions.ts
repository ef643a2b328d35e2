import { type Demonstration } from "./demonstrations";
import { type FaultList, faultList, type ServerBehaviour } from "./faults";
import { isContextScope, type ResourceScope, resourceScope } from "./scopes";

/** What one authorization gave away: whom, to which client, what. Faults of a demonstration travel with it. */
export type Session = {
  readonly clientId: string;
  readonly patient: string | undefined;
  readonly encounter: string | undefined;
  readonly launchedBy: "ehr" | "standalone" | "test";
  readonly scopes: readonly string[];
  readonly resourceScopes: readonly ResourceScope[];
  readonly nonce: string | undefined;
  readonly faults: FaultList;
  readonly server: ServerBehaviour;
  readonly accessTokenSeconds: number;
  readonly refreshable: boolean;
};

type NewSession = {
  readonly clientId: string;
  readonly patient?: string | undefined;
  readonly encounter?: string | undefined;
  readonly launchedBy: Session["launchedBy"];
  readonly scopes: readonly string[];
  readonly nonce?: string | undefined;
  readonly demonstration?: Demonstration | undefined;
  readonly accessTokenSeconds?: number | undefined;
};

type IssuedTokens = { readonly accessToken: string; readonly expiresIn: number; readonly refreshToken: string | undefined };

export type Sessions = {
  readonly start: (details: NewSession) => Session;
  readonly issue: (session: Session) => IssuedTokens;
  readonly byAccessToken: (token: string) => { readonly session: Session; readonly expired: boolean } | undefined;
  /** Takes the refresh token out of circulation (rotation) and says whose it was. */
  readonly spendRefreshToken: (token: string) => Session | undefined;
  readonly revoke: (session: Session) => void;
  readonly revokeToken: (token: string) => void;
};

export function createSessions(now: () => number, accessTokenSeconds: number): Sessions {
  const access = new Map<string, { readonly session: Session; readonly expiresAt: number }>();
  const refresh = new Map<string, Session>();

  return {
    start: (details) => ({
      clientId: details.clientId,
      patient: details.patient,
      encounter: details.encounter,
      launchedBy: details.launchedBy,
      scopes: details.scopes,
      resourceScopes: details.scopes.flatMap((text) => resourceScope(text) ?? []),
      nonce: details.nonce,
      faults: faultList(details.demonstration?.faults ?? []),
      server: details.demonstration?.server ?? {},
      accessTokenSeconds: details.demonstration?.shortSession ?? details.accessTokenSeconds ?? accessTokenSeconds,
      refreshable: details.demonstration?.shortSession === undefined && details.scopes.some((scope) => scope === "online_access" || scope === "offline_access"),
    }),
    issue: (session) => {
      const accessToken = randomText(32);
      access.set(accessToken, { session, expiresAt: now() + session.accessTokenSeconds * 1000 });
      const refreshToken = session.refreshable ? randomText(32) : undefined;
      if (refreshToken !== undefined) refresh.set(refreshToken, session);
      return { accessToken, expiresIn: session.accessTokenSeconds, refreshToken };
    },
    byAccessToken: (token) => {
      const found = access.get(token);
      return found && { session: found.session, expired: now() >= found.expiresAt };
    },
    spendRefreshToken: (token) => {
      const session = refresh.get(token);
      refresh.delete(token);
      return session;
    },
    revoke: (session) => {
      for (const [token, entry] of access) if (entry.session === session) access.delete(token);
      for (const [token, owner] of refresh) if (owner === session) refresh.delete(token);
    },
    revokeToken: (token) => {
      const owner = refresh.get(token);
      access.delete(token);
      refresh.delete(token);
      // RFC 7009, 2.1: revoking a refresh token takes the access tokens of the same grant with it.
      if (owner) for (const [other, entry] of access) if (entry.session === owner) access.delete(other);
    },
  };
}

/** Which of the requested scopes are granted: what the sandbox understands, cut to `allowed` where a site or a person cuts it. */
export function grantedScopes(requested: readonly string[], allowed: readonly string[] | undefined): readonly string[] {
  return [...new Set(requested)].filter(
    (text) => (isContextScope(text) || resourceScope(text) !== undefined) && (allowed === undefined || allowed.includes(text)),
  );
}

/** Unguessable text, `bytes` of randomness in base64url. */
export function randomText(bytes: number): string {
  return base64Url(crypto.getRandomValues(new Uint8Array(bytes)));
}

export function base64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");
}
