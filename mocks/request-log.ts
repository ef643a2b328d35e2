/** One request that the sandbox answered. No query values, no bodies: a log must not hold what a search looked for. */
export type LogEntry = {
  readonly method: string;
  readonly path: string;
  /** Names of the query parameters. */
  readonly query: readonly string[];
  readonly kind: "preflight" | "discovery" | "metadata" | "fhir" | "token" | "authorization" | "page" | "control";
  readonly resourceType: string | undefined;
  /** 0: the connection was closed without an answer. */
  readonly status: number;
  /** Milliseconds of the sandbox's own clock. */
  readonly startedAt: number;
  readonly endedAt: number;
};

/**
 * How many requests had to wait for one another: the longest chain in which each began only after the one before had ended.
 * `slackMs` forgives requests that were sent together but arrived a little apart.
 */
export function sequentialLevels(entries: readonly LogEntry[], slackMs = 0): number {
  const byStart = [...entries].sort((a, b) => a.startedAt - b.startedAt);
  const levels: { readonly endedAt: number; readonly level: number }[] = [];
  let deepest = 0;
  for (const entry of byStart) {
    const before = levels.filter(({ endedAt }) => endedAt <= entry.startedAt + slackMs).map(({ level }) => level);
    const level = 1 + Math.max(0, ...before);
    levels.push({ endedAt: entry.endedAt, level });
    deepest = Math.max(deepest, level);
  }
  return deepest;
}

/** What a request is, from its address below the prefix. */
export function requestKind(method: string, path: string): LogEntry["kind"] {
  if (method === "OPTIONS") return "preflight";
  if (path.startsWith("/fhir/.well-known/")) return "discovery";
  if (path === "/fhir/metadata") return "metadata";
  if (path === "/fhir" || path.startsWith("/fhir/")) return "fhir";
  if (path === "/auth/token") return "token";
  if (path.startsWith("/auth/")) return "authorization";
  return path === "/log" || path === "/control" ? "control" : "page";
}
