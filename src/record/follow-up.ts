import type { CalendarDate, FhirDate } from "./fact";

/** The words in which Boneline's Tasks, orders, goals and communications are written and found again in any EHR. */
export const followUpSystems = {
  rule: "urn:boneline:rule",
  task: "urn:boneline:follow-up",
  order: "urn:boneline:order",
  goal: "urn:boneline:goal",
  carePlan: "urn:boneline:care-plan",
  communication: "urn:boneline:hand-out",
  note: "urn:boneline:note",
  disposition: "urn:boneline:disposition",
} as const;

/** What was done about a prompt. */
export const dispositions = ["done", "not-applicable", "snoozed", "reached", "scheduled", "declined"] as const;
export type Disposition = (typeof dispositions)[number];

/** What one clinician recorded about one prompt; the next one sees it. */
export type PromptStatus = {
  readonly ruleId: string;
  readonly ruleVersion: string;
  readonly disposition: Disposition;
  readonly reason: string;
  /** The day on which the prompt stands open again, whatever was done: a status must not silence a rule for ever. */
  readonly until: CalendarDate | undefined;
  readonly on: FhirDate | undefined;
  readonly by: string | undefined;
  /** The Task that holds it; undefined: kept in this window only. */
  readonly task: StoredTask | undefined;
};

export type StoredTask = {
  readonly reference: string;
  /** `meta.versionId`, for If-Match. */
  readonly version: string | undefined;
  /** As it was read, so that what other systems added survives an update. */
  readonly resource: Readonly<Record<string, unknown>>;
};

/** Whether a status still speaks for its prompt: not from the day on which it ends. */
export function isInForce(status: PromptStatus, today: CalendarDate): boolean {
  return status.until === undefined ? status.disposition === "reached" : today < status.until;
}

/** Whether it takes the prompt out of the way: contact with the patient alone does not settle it. */
export function isSettled(status: PromptStatus, today: CalendarDate): boolean {
  return status.disposition !== "reached" && isInForce(status, today);
}

/** Whether it still answers a prompt: a booking whose day has passed is no scan, and EHRs often leave it as booked. */
export function isStillAhead(order: OpenOrder, today: CalendarDate): boolean {
  return order.kind !== "appointment" || order.date === undefined || today <= order.date.latest;
}

/** What is ordered, planned or booked. */
export type OpenOrder = {
  readonly wanted: "dxa" | "vitamin-d";
  readonly kind: "order" | "appointment" | "procedure";
  readonly reference: string;
  /** As the EHR words it: active, draft, booked. */
  readonly status: string;
  readonly label: string;
  readonly date: FhirDate | undefined;
};
