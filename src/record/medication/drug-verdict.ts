import type { Closing } from "./drug-endings";
import type { DrugReport } from "./drug-evidence";
import type { DrugStanding } from "./drug-status";
import { dateInWords } from "../date";
import type { FhirDate } from "../fact";

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
  if (closing) return `Marked ${report.status}, but ${closing.by}, which is newer, says it was stopped or not taken (${dateInWords(closing.on)}).`;
  if (contestedBy) return `Marked ${report.status}, but ${contestedBy}, which is newer, was stopped on an unknown day.`;
  const place =
    !start || !report.start
      ? "No readable date: it sets no start."
      : first
        ? "It sets the start of the course."
        : `The same course goes on; the start stays ${dateInWords(start)}.`;
  const caveat = note ? ` Caveat: ${note}.` : "";
  const ended = report.end ? ` on ${dateInWords(report.end)}` : "; no end date is recorded";
  const standing: Readonly<Record<DrugStanding, string>> = {
    "in-use": `It is marked active.${caveat}`,
    "on-hold": `It is on hold.${caveat}`,
    over: `It was completed${ended}.`,
    stopped: `It was stopped${ended}.`,
    supplied: `It was handed over${report.supplyDays === undefined ? "" : `, for ${report.supplyDays} days`}.`,
    given: "It was given.",
    unknown: `Its status is ${report.status === "unknown" ? "unknown" : "not readable"}, so it does not prove use.`,
  };
  return `${place} ${standing[report.standing]}`;
}
