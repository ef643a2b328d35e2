/** An app that the sandbox knows. Public clients only: they have no secret. */
export type RegisteredClient = {
  readonly id: string;
  readonly name: string;
  /** Compared character by character (RFC 9700, 2.1). */
  readonly redirectUris: readonly string[];
  /** Origins on which any path is a redirect URI: for the demo, whose port and path vary. */
  readonly redirectOrigins: readonly string[];
};

/** Boneline on the given origins, and a client with one exact redirect URI for tests. */
export function defaultClients(appOrigins: readonly string[]): readonly RegisteredClient[] {
  return [
    { id: "boneline", name: "Boneline", redirectUris: [], redirectOrigins: appOrigins },
    { id: "boneline-exact", name: "Boneline", redirectUris: ["https://app.example/index.html"], redirectOrigins: [] },
  ];
}

export function redirectAllowed(client: RegisteredClient, redirectUri: string, ownOrigin: string): boolean {
  if (client.redirectUris.includes(redirectUri)) return true;
  if (client.redirectUris.length > 0 || !URL.canParse(redirectUri)) return false;
  const url = new URL(redirectUri);
  return url.hash === "" && (url.origin === ownOrigin || client.redirectOrigins.includes(url.origin));
}
