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
