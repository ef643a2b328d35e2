/**
 * The searches that make up one patient's record. The ids are shared words between the request plan (`fhir/`) and the
 * record: the plan asks, the record knows what may be concluded from the answer.
 */
export const searchIds = [
  "patient",
  "medication-requests",
  "medication-statements",
  "medication-administrations",
  "medication-dispenses",
  "bone-observations", // DXA, 25(OH)D, FRAX
  "context-observations", // chemistry, vitals, smoking, alcohol, menopausal status, falls
  "conditions",
  "procedures",
  "diagnostic-reports",
  "documents",
  "family-history",
] as const;

export type SearchId = (typeof searchIds)[number];

export type SearchState =
  | "pending" // asked, not answered yet
  | "complete" // every page was read
  | "partial" // some pages or entries are missing
  | "refused" // 401, 403, or the scope was not granted
  | "failed" // network, 5xx, unreadable answer
  | "unsupported"; // the server says it does not have this resource type

/** What became of one search. Everything the record may claim about absence rests on these. */
export type SearchReport = {
  readonly id: SearchId;
  readonly resourceType: string;
  readonly state: SearchState;
  /** In words for a clinician: why it is not complete. Empty when complete. Never patient data. */
  readonly reason: string;
  readonly pages: number;
  readonly resources: number;
  /** Texts of OperationOutcome entries inside a searchset: shown, never charted. */
  readonly warnings: readonly string[];
  /** ISO instant of the answer, from the clock of the caller; absent while pending. */
  readonly answeredAt?: string;
};

/** Issue types by which a server says, even as a mere warning, that its answer lacks something (R4 value set issue-type). */
const heldBackTypes: ReadonlySet<unknown> = new Set([
  "suppressed",
  "incomplete",
  "too-costly",
  "timeout",
  "throttled",
  "transient",
  "exception",
  "no-store",
  "forbidden",
  "security",
  "login",
  "expired",
]);

/** The same in words, or by Epic's codes for a kind of this resource that the app (59204) or its user (59205) may not see (inferno-program 229). */
const cutShort = /\btruncated\b|"5920[45]"/i;

/** Whether an issue of an OperationOutcome says that what it came with is not all there is, however mildly it is put. */
export function saysHeldBack(issue: Readonly<Record<string, unknown>>): boolean {
  return heldBackTypes.has(issue["code"]) || cutShort.test(JSON.stringify(issue));
}
