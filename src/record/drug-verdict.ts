import type { Closing } from "./drug-endings";
import type { DrugReport } from "./drug-evidence";
import type { FhirDate } from "./fact";

type Context = {
  /** It is the oldest evidence of its course. */
  readonly first: boolean;
  readonly start: FhirDate | undefined;
  readonly closing: Closing | undefined;
  readonly contestedBy: string | undefined;
  /** Caveat of the whole course, said where something is marked active. */
  readonly note: string | undefined;
};

/** Why an entry counts, or why it lost, in words for the clinician who reviews the basis. */
export function verdictOf(report: DrugReport, context: Context): string {
  const { first, start, closing, contestedBy, note } = context;
  if (closing) return `Marked ${report.status}, but ${closing.by}, which is newer, says it was stopped or not taken (${closing.on.text}).`;
  if (contestedBy) return `Marked ${report.status}, but ${contestedBy}, which is newer, was stopped on an unknown day.`;
  const place =
    !start || !report.start
      ? "No readable date: it sets no start."
      : first
        ? "It sets the start of the course."
        : `The same course goes on; the start stays ${start.text}.`;
  const caveat = note ? ` Caveat: ${note}.` : "";
  switch (report.standing) {
    case "in-use":
      return `${place} It is marked active.${caveat}`;
    case "on-hold":
      return `${place} It is on hold.${caveat}`;
    case "over":
    case "stopped":
      return `${place} ${report.standing === "over" ? "It was completed" : "It was stopped"}${report.end ? ` on ${report.end.text}` : "; no end date is recorded"}.`;
    case "supplied":
      return `${place} It was handed over${report.supplyDays === undefined ? "" : `, for ${report.supplyDays} days`}.`;
    case "given":
      return `${place} It was given.`;
    case "unknown":
      return `${place} Its status is ${report.status === "unknown" ? "unknown" : "not readable"}, so it does not prove use.`;
  }
}
