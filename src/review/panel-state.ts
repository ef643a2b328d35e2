import { isRead, searchWords } from "../guidelines/searches-read";
import type { BoneHealthRecord } from "../record/record";
import type { SearchId, SearchReport } from "../record/searches";
import { capital } from "../ui/format";
import type { PanelState } from "../ui/panel";
import { text } from "./panels-text";
import { text as screenText } from "./text";

export type PanelQuestion = {
  readonly record: BoneHealthRecord;
  /** The searches in which the panel's content could have been. */
  readonly needs: readonly SearchId[];
  readonly found: "something" | "nothing";
  /** What the panel is about, as it reads inside a sentence: "bone density". */
  readonly what: string;
  /** Said only after complete searches that found nothing. */
  readonly empty: string;
  readonly onRetry: (ids: readonly SearchId[]) => void;
};

/**
 * What a panel may say: it is empty only when every search that could have filled it was read to the end; otherwise it is
 * loading, refused or failed, and partial when some content is there all the same.
 */
export function panelState({ record, needs, found, what, empty, onRetry }: PanelQuestion): PanelState {
  const open = needs.filter((id) => !isRead(record, id)).map((id) => reportOf(record, id));
  if (open.length === 0)
    return found === "something" ? { kind: "ready" } : { kind: "empty", message: empty, detail: text("searched", { searches: namesOf(needs) }) };

  const pending = open.filter((report) => report.state === "pending");
  const failed = open.filter((report) => report.state === "failed" || report.state === "partial");
  const refused = open.filter((report) => report.state === "refused" || report.state === "unsupported");
  const retry = () => onRetry(failed.map((report) => report.id));

  if (found === "something") {
    const broken = [...failed, ...refused];
    if (broken.length === 0) return { kind: "partial", message: text("moreIsComing", { searches: wordsOf(pending) }) };
    const message = text("partlyRead", { reasons: reasonsOf(broken) });
    return failed.length > 0 ? { kind: "partial", message, onRetry: retry } : { kind: "partial", message };
  }
  if (failed.length > 0) return { kind: "failed", message: text("failed", { what, reasons: reasonsOf(failed) }), onRetry: retry };
  if (pending.length > 0) return { kind: "loading", message: screenText("loading", { what }) };
  return { kind: "refused", message: text("refused", { what, reasons: reasonsOf(refused) }), detail: text("refusedDetail") };
}

function reportOf(record: BoneHealthRecord, id: SearchId): SearchReport {
  const report = record.searches.find((search) => search.id === id);
  return report ?? { id, resourceType: "", state: "refused", reason: text("notAsked"), pages: 0, resources: 0, warnings: [] };
}

/** "medication orders and documents" */
function wordsOf(reports: readonly SearchReport[]): string {
  return namesOf(reports.map((report) => report.id));
}

function namesOf(ids: readonly SearchId[]): string {
  return joined(ids.map((id) => searchWords[id]));
}

/** Searches that failed alike share their reason: "Medication orders and documents: The EHR had an error of its own (500)" */
function reasonsOf(reports: readonly SearchReport[]): string {
  const byReason = new Map<string, SearchId[]>();
  for (const { id, reason, state } of reports) {
    const why = reason.replace(/\.$/, "") || screenText(`state-${state}`);
    byReason.set(why, [...(byReason.get(why) ?? []), id]);
  }
  return [...byReason].map(([why, ids]) => capital(`${namesOf(ids)}: ${why}`)).join(". ");
}

function joined(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")}${screenText("and")}${words.at(-1)}`;
}
