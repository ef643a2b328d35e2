import { dateInWords } from "../date";
import type { DrugEvidence, DrugVerdict } from "../record";

/** Why an entry counts, or why it lost, in words for the clinician who reviews the basis. */
export function verdictOf(item: DrugEvidence): string {
  const { lostTo } = item.verdict;
  const loser = lostTo === undefined ? "" : ` It loses to ${lostTo}, which was written later: two aromatase inhibitors are never taken together.`;
  return alone(item) + loser;
}

function alone({ status, start, end, verdict }: DrugEvidence): string {
  const { standing, first, courseStart, closing, contestedBy, supplyDays, note } = verdict;
  if (closing) return `Marked ${status}, but ${closing.by}, which is newer, says it was stopped or not taken (${dateInWords(closing.on)}).`;
  if (contestedBy) return `Marked ${status}, but ${contestedBy}, which is newer, was stopped on an unknown day.`;
  const place =
    !courseStart || !start
      ? "No readable date: it sets no start."
      : first
        ? "It sets the start of the course."
        : `The same course goes on; the start stays ${dateInWords(courseStart)}.`;
  const caveat = note ? ` Caveat: ${note}.` : "";
  const ended = end ? ` on ${dateInWords(end)}` : "; no end date is recorded";
  const said: Readonly<Record<DrugVerdict["standing"], string>> = {
    "in-use": `It is marked active.${caveat}`,
    "on-hold": `It is on hold.${caveat}`,
    over: `It was completed${ended}.`,
    stopped: `It was stopped${ended}.`,
    supplied: `It was handed over${supplyDays === undefined ? "" : `, for ${supplyDays} days`}.`,
    given: "It was given.",
    unknown: `Its status is ${status === "unknown" ? "unknown" : "not readable"}, so it does not prove use.`,
  };
  return `${place} ${said[standing]}`;
}
