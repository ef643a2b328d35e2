import { recall, remember } from "./tab-storage";
import type { LaunchMode } from "./scopes";

/** What the tab remembers of a launch it started, to recognise the answer by. Nothing of a patient. */
export type LaunchTicket = {
  readonly ehr: string;
  readonly mode: LaunchMode;
  readonly scope: string;
  /** Issuers that the answer may name (RFC 9207). */
  readonly answerFrom: readonly string[];
  readonly mustNameItself: boolean;
};

export function keepTicket(key: string, ticket: LaunchTicket): void {
  remember(ticketKey(key), ticket);
}

export function ticketOf(key: string): LaunchTicket | undefined {
  const stored = recall(ticketKey(key));
  // Only this module writes under this key; the check is for what an older version left behind.
  return typeof stored === "object" && stored !== null && "answerFrom" in stored && "ehr" in stored ? (stored as LaunchTicket) : undefined;
}

export function ticketKey(key: string): string {
  return `launch.${key}`;
}
