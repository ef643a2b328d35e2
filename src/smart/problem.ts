/** Everything that can keep a launch from becoming a session. Each has a page that says what happened and what to do. */
export type ProblemKind =
  | "configuration" // config.json is missing or wrong
  | "insecure-context" // no https: the browser withholds the cryptography PKCE needs
  | "storage-blocked" // the tab may not remember anything across the redirect
  | "unknown-issuer" // the EHR is not in the registry; nothing was sent to it
  | "no-launch-context" // opened with `launch` but without `iss`
  | "unreachable" // no answer from the EHR
  | "not-smart" // the EHR answered, but not with a usable SMART configuration
  | "pkce-unsupported" // PKCE is required and the EHR does not offer S256
  | "access-denied" // the user or the EHR said no
  | "state-missing" // an answer arrived that this tab did not ask for
  | "issuer-mismatch" // the answer came from another authorization server (RFC 9207)
  | "stale-code" // the one-time code was too old or already used
  | "no-patient" // signed in, but the EHR did not say whose chart it is
  | "server-error" // any other OAuth error
  | "session-missing" // the address names a session this tab does not hold
  | "session-ended" // a reload came after the session had ended
  | "app-outdated"; // a part of the app could not be loaded

export type Problem = {
  readonly kind: ProblemKind;
  /** Display name of the EHR, from the registry. */
  readonly ehr?: string;
  /** Short technical words to quote to whoever runs the system. Never patient data, never unverified text from an address. */
  readonly detail?: string;
  /** The EHR's own page about this error (`error_uri`), https only. */
  readonly link?: string;
};

/** A launch that ended in a problem. */
export class LaunchProblem extends Error {
  constructor(readonly problem: Problem) {
    super(problem.kind);
    this.name = "LaunchProblem";
  }
}

/** The problem in whatever was thrown on the way to a session. */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof LaunchProblem) return thrown.problem;
  if (thrown instanceof Error && thrown.name === "ConfigurationError") return { kind: "configuration", detail: thrown.message };
  // What remains is a part of the app that could not be fetched (a new version under an open tab), or a fault of ours.
  return { kind: "app-outdated", ...(thrown instanceof Error ? { detail: thrown.name } : {}) };
}
