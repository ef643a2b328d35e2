import type { SearchState } from "../record/searches";
import { isOutcome, issuesOf, saysUnsupported } from "./operation-outcome";
import { mostPages, type Break } from "./paging";
import type { Answer } from "./transport";

/** What a broken search is, and one sentence on why. No text of an error answer is repeated: it may name the patient. */
export type Cause = { readonly state: Exclude<SearchState, "pending" | "complete">; readonly because: string };

/** Why a search is not complete, as sentences; what was searched for stands beside them on the screen. */
export function reasonFor(state: SearchState, causes: readonly string[]): string {
  const sentences = [...new Set(causes)].filter((cause) => cause !== "");
  return sentences.length > 0 ? sentences.join(" ") : unexplained[state];
}

const unexplained: Readonly<Record<SearchState, string>> = {
  pending: "Still being read.",
  complete: "",
  partial: "Some of it is missing.",
  refused: "The EHR does not permit it.",
  failed: "It could not be read.",
  unsupported: "This EHR does not offer it.",
};

/** Why the list ended where it ended, after so many pages. */
export function causeOf(broken: Break, pagesRead = 0): Cause {
  if (broken.why === "answer") return onPage(pagesRead, causeOfAnswer(broken.answer));
  if (broken.why === "not-a-bundle") return onPage(pagesRead, causeOfBody(broken.body));
  if (broken.why === "short") return { state: "partial", because: `The EHR counts ${broken.announced} entries and sent ${broken.sent}.` };
  return { state: "partial", because: endings[broken.why] };
}

const endings = {
  "foreign-next": "The next page is on another server than the EHR's own and was not fetched: patient data are asked of the EHR only.",
  loop: "The EHR sent the same page again and again.",
  "too-many-pages": `There are more than ${mostPages} pages; reading stopped there.`,
} as const;

/** Once a first page was read, the type exists and may be seen: what is wrong is wrong with the next page. */
function onPage(pagesRead: number, cause: Cause): Cause {
  return pagesRead === 0 ? cause : { state: "partial", because: `Page ${pagesRead + 1} could not be read. ${cause.because}`.trim() };
}

function causeOfAnswer(answer: Answer): Cause {
  if (answer.kind === "session-ended") return { state: "refused", because: "The session with the EHR had ended. Launch Boneline from the EHR again." };
  if (answer.kind === "unreadable") return { state: "failed", because: unreadable[answer.why] };
  if (answer.kind === "status") return causeOfStatus(answer);
  if (answer.kind === "json") return causeOfBody(answer.body);
  return { state: "failed", because: answer.why === "too-slow" ? "The EHR did not answer in time." : "The EHR could not be reached." };
}

const unreadable = {
  empty: "The EHR sent an empty answer.",
  html: "The EHR sent a web page instead of data.",
  broken: "The EHR's answer breaks off or is not valid JSON.",
} as const;

function causeOfStatus({ status, body, tooLongToWait }: Extract<Answer, { kind: "status" }>): Cause {
  if (status === 401) return { state: "refused", because: "The EHR did not accept the sign-in (401). Launch Boneline from the EHR again." };
  if (status === 403) return { state: "refused", because: "The EHR does not show it to this user or to this app (403)." };
  if (status === 404 || status === 405 || status === 501 || saysUnsupported(body)) return { state: "unsupported", because: "" };
  if (status === 429)
    return { state: "failed", because: `The EHR is too busy (429)${tooLongToWait ? " and asks for a longer pause" : ""}. Try again in a few minutes.` };
  if (status >= 500) return { state: "failed", because: `The EHR had an error of its own (${status}).` };
  return { state: "failed", because: `The EHR did not accept the question (${status}).` };
}

function causeOfBody(body: unknown): Cause {
  if (saysUnsupported(body)) return { state: "unsupported", because: "" };
  const forbidden = isOutcome(body) && issuesOf(body).some(({ code }) => code === "forbidden" || code === "security" || code === "login");
  if (forbidden) return { state: "refused", because: "The EHR does not show it to this user or to this app." };
  return { state: "failed", because: isOutcome(body) ? "The EHR answered with an error." : "The EHR answered with something other than what was asked for." };
}
