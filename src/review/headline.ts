import { addMonths, monthsBetween } from "../record/date";
import type { Fact, FhirDate } from "../record/fact";
import type { BoneDensityChange, BoneHealthRecord, DxaResult, DxaSession, DxaSite, SiteScore } from "../record/record";
import type { SearchId } from "../record/searches";
import type { Evaluation } from "../guidelines/model";
import { dxaSearches } from "../guidelines/searches-read";
import { type ComparableChange, lscLabel, unreadReportsOf } from "../guidelines/density";
import { isMan } from "../guidelines/population";
import { type GuidelineSettings, guidelineSettings } from "../guidelines/settings";
import { vitaminDClasses } from "../guidelines/vitamin-d-class";
import { inline, withoutStop } from "../guidelines/wording";
import { regionLabel } from "../charts/region-label";
import { formatDate, formatNumber, formatScore, formatSigned } from "../ui/format";
import { durationSince } from "./duration";
import { scoreInUse } from "./score-in-use";
import { text } from "./text";

/** One part of the headline. `strong` are the words of `text` to be set in bold; `panel` is where the proof stands. */
export type HeadlineClause = {
  readonly topic: "therapy" | "scope" | "bone-density" | "change" | "vitamin-d" | "next-dxa";
  /** `absent` claims that a complete search found nothing; `unavailable` says that we do not know. */
  readonly knowledge: "known" | "absent" | "pending" | "unavailable" | "unusable";
  readonly text: string;
  readonly strong: readonly string[];
  readonly panel: "therapy" | "bone-density" | "vitamin-d" | "prompts";
};

/**
 * The sentence at the top of the chart review: agent and time on it, lowest score, change against the least significant
 * change, vitamin D, next DXA. A clause claims absence only from a fact that is `not-recorded`; a failed or unanswered
 * request makes it say so instead.
 */
export function headline(record: BoneHealthRecord, evaluation: Evaluation, settings: GuidelineSettings = guidelineSettings()): readonly HeadlineClause[] {
  const use = scoreInUse(record, settings);
  const metastatic = fired(evaluation, "SCOPE-02") || record.disease.metastatic.state === "present";
  return [
    therapyClause(record),
    metastatic ? scopeClause(text("metastatic", { strong: text("metastaticStrong") }), [text("metastaticStrong")]) : undefined,
    !metastatic && isMan(record) ? scopeClause(text("evidenceInWomen")) : undefined,
    boneDensityClause(record, use, metastatic ? "values only" : "with class"),
    changeClause(record, evaluation, use),
    vitaminDClause(record),
    metastatic ? undefined : nextDxaClause(record, evaluation, settings),
  ].filter((clause) => clause !== undefined);
}

/** The clauses as one sentence, for copying and for screen readers. */
export function headlineText(clauses: readonly HeadlineClause[]): string {
  const sentence = clauses.map((clause) => clause.text).join("; ");
  return sentence === "" ? "" : `${sentence.charAt(0).toLocaleUpperCase()}${sentence.slice(1)}.`;
}

type Clause = HeadlineClause | undefined;
type ScoreInUse = ReturnType<typeof scoreInUse>;

function therapyClause(record: BoneHealthRecord): Clause {
  const { currentAromataseInhibitor: current, aromataseInhibitorSince: since, aromataseInhibitors } = record.therapy;
  const clause = (knowledge: HeadlineClause["knowledge"], written: string, strong: readonly string[] = []): Clause => ({
    topic: "therapy",
    knowledge,
    text: written,
    strong,
    panel: "therapy",
  });
  switch (current.state) {
    case "present": {
      const { agent, currency } = current.value;
      // An order that was not read may be the one that ended it.
      const taken = (what: string, strong?: readonly string[]): Clause =>
        clause("known", unread(record, ["medication-requests"]) ? text("asFarAsOrders", { what }) : what, strong);
      const duration = since.state === "present" ? durationSince(since.value, record.today) : undefined;
      if (since.state !== "present" || duration === undefined)
        return taken(text(currency === "on-hold" ? "onHoldStartUnknown" : "onAgentStartUnknown", { agent }), [agent]);
      const values = { agent, duration, since: formatDate(since.value) };
      if (currency === "on-hold") return taken(text("onHold", values), [agent]);
      if (!record.therapy.medicationListComplete) return taken(text("onAgentAtLeast", values), [agent, duration]);
      const switched = record.therapy.switches.some((one) => one.date.earliest > since.value.earliest);
      return taken(text(switched ? "onAgentAfterSwitch" : "onAgent", values), [agent, duration]);
    }
    case "not-recorded": {
      const last = aromataseInhibitors.at(-1);
      if (last === undefined) return clause("absent", text("noAiRecorded"));
      const period = last.start && last.end ? text("period", { from: formatDate(last.start), to: formatDate(last.end) }) : text("periodUnknown");
      return clause("absent", text("noCurrentAi", { agent: last.agent, period }));
    }
    case "recorded-unknown":
      return clause("unusable", text("aiRecordedUnknown"));
    case "stale":
      return clause("unusable", text("aiStale", { agent: current.value.agent, limit: current.limit }));
    case "unusable":
      return clause("unusable", text("aiUnusable"));
    default:
      return current.pending ? clause("pending", text("aiPending")) : clause("unavailable", text("aiUnavailable"));
  }
}

function scopeClause(written: string, strong: readonly string[] = []): Clause {
  return { topic: "scope", knowledge: "known", text: written, strong, panel: "prompts" };
}

function boneDensityClause(record: BoneHealthRecord, use: ScoreInUse, classes: "with class" | "values only"): Clause {
  const { boneDensity } = record;
  const clause = (knowledge: HeadlineClause["knowledge"], written: string, strong: readonly string[] = []): Clause => ({
    topic: "bone-density",
    knowledge,
    text: written,
    strong,
    panel: "bone-density",
  });
  const scores = [
    use === "z-score" ? undefined : score(record, "t", use === "t-score" ? classes : "values only"),
    use === "t-score" ? undefined : score(record, "z", "values only"),
  ].filter((one) => one !== undefined);
  const latest = boneDensity.latest;
  const values = readingOf(record, ["bone-observations"]);
  if (scores.length > 0) {
    const written = scores.map((one) => one.written).join(text("and"));
    const strong = scores.map((one) => one.strong);
    const scored = sessionOf(record, scores[0]?.session);
    if (scored !== undefined && latest.state === "present" && latest.value.id !== scored.id && latest.value.date.earliest > scored.date.latest)
      return clause("known", text(newerScan[values], { what: written, date: formatDate(latest.value.date) }), strong);
    return clause("known", unread(record, dxaSearches) ? text("incompletelyRead", { what: written }) : written, strong);
  }
  if (latest.state === "present") {
    const told = readingOf(record, mayTellOf(latest.value));
    return told === "read" ? clause("known", withoutScore(latest.value)) : clause(told, text(scanAlone[told], { date: formatDate(latest.value.date) }));
  }
  if (boneDensity.onlyPeripheral.state === "present" && boneDensity.onlyPeripheral.value) return clause("known", text("onlyPeripheral"));
  return absence(latest, clause, { none: text("noDxa"), pending: text("dxaPending"), unavailable: text("dxaUnavailable"), unusable: text("dxaUnusable") });
}

/** Where the values of a scan may stand: coded in the results, and in a report if none has come yet. While these are unread, nobody knows that it has none. */
function mayTellOf(scan: DxaSession): readonly SearchId[] {
  const hasText = scan.reports.some((report) => report.text.trim() !== "");
  return hasText || scan.hasValues ? ["bone-observations"] : ["bone-observations", "diagnostic-reports", "documents"];
}

function readingOf(record: BoneHealthRecord, ids: readonly SearchId[]): "read" | "pending" | "unavailable" {
  const open = record.searches.filter((search) => ids.includes(search.id) && unread(record, [search.id]));
  if (open.length === 0) return "read";
  return open.some(({ state }) => state === "pending") ? "pending" : "unavailable";
}

const newerScan = { read: "newerWithoutScore", pending: "newerScorePending", unavailable: "newerScoreUnavailable" } as const;
const scanAlone = { pending: "dxaScorePending", unavailable: "dxaScoreUnavailable" } as const;

type Score = { readonly written: string; readonly strong: string; readonly session: string | undefined };

function score(record: BoneHealthRecord, kind: "t" | "z", classes: "with class" | "values only"): Score | undefined {
  const fact = kind === "t" ? record.boneDensity.lowestTScore : record.boneDensity.lowestZScore;
  if (fact.state !== "present") return undefined;
  const session = sessionOf(record, fact.value.session);
  const value = formatScore(fact.value.value);
  const strong = text(kind === "t" ? "tScore" : "zScore", { value });
  const date = session === undefined ? undefined : formatDate(session.date);
  const site = regionLabel(fact.value.region);
  const written = text(date === undefined ? "lowestScoreUndated" : "lowestScore", { score: strong, site, date: date ?? "" });
  const named = classes === "with class" ? `${written}${text(whoClass(fact.value))}` : written;
  return { written: named, strong, session: session?.id };
}

/** WHO ranges of the T-score: normal from −1.0, osteoporosis range at −2.5 and below. */
function whoClass({ value }: SiteScore): "classOsteoporosis" | "classLow" | "classNormal" {
  if (value <= -2.5) return "classOsteoporosis";
  return value < -1 ? "classLow" : "classNormal";
}

/** A scan was done; say what keeps it from giving a score that may be compared. */
function withoutScore(session: DxaSession): string {
  const date = formatDate(session.date);
  const unplaced = session.results.find((result): result is DxaResult & { tScore: NonNullable<DxaResult["tScore"]> } => {
    return result.region.site === "not-stated" && result.tScore !== undefined;
  });
  if (unplaced !== undefined) return text("scoreWithoutSite", { value: formatScore(unplaced.tScore.value), date });
  if (session.hasValues) return text("dxaWithoutScore", { date });
  if (session.reports.some((report) => report.text.trim() !== "")) return text("dxaTextOnly", { date });
  return text(session.reports.length > 0 ? "dxaFileOnly" : "dxaDoneOnly", { date });
}

const monitoringOrder: readonly DxaSite[] = ["lumbar-spine", "total-hip", "femoral-neck", "hip", "femur"]; // ISCD: spine, then total hip; the neck is noisier

function changeClause(record: BoneHealthRecord, evaluation: Evaluation, use: ScoreInUse): Clause {
  const clause = (knowledge: HeadlineClause["knowledge"], written: string, strong: readonly string[] = []): Clause => ({
    topic: "change",
    knowledge,
    text: written,
    strong,
    panel: "bone-density",
  });
  const change = preferredChange(record.boneDensity.changes);
  const isMissingScans = unread(record, ["bone-observations"]);
  if (change === undefined) {
    const scans = record.boneDensity.sessions.filter((session) => session.hasValues).length;
    if (scans !== 1) return undefined;
    return isMissingScans || unread(record, ["diagnostic-reports"]) ? clause("unavailable", text("changeUnavailable")) : clause("known", text("firstScan"));
  }
  if (isMissingScans) return clause("unavailable", text("changeUnavailable")); // the scan that is missing may be the newest
  if (!change.comparable) return clause("known", text("changeNotComparable", { site: regionLabel(change.region), reason: inline(withoutStop(change.reason)) }));
  const percent = text("percent", { value: formatSigned(change.percent, 1) });
  if (unreadReportsOf(record, change).length > 0)
    return clause("known", text("changeUnjudged", { site: regionLabel(change.region), percent, since: formatDate(change.from.date) }), [percent]);
  const written = text("change", {
    site: regionLabel(change.region),
    percent,
    since: formatDate(change.from.date),
    verdict: text(!change.exceedsLsc ? "withinLsc" : change.percent < 0 ? "lossBeyondLsc" : "gainBeyondLsc"),
    lsc: formatNumber(change.lsc.percent),
    origin: change.lsc.from,
  });
  const named = change.scannerKnown ? written : `${written}${text("scannerNotNamed")}`;
  return clause("known", `${named}${lossWithoutPrompt(record, change, evaluation, use)}`, [percent]);
}

/**
 * A measurable loss that no prompt takes up must be read neither as an alarm nor as nothing: its rate, where TX-07 looked at it and stayed
 * silent. On bone treatment any such loss matters, and under ovarian suppression it is expected to be fast: nothing is added there.
 */
function lossWithoutPrompt(record: BoneHealthRecord, change: ComparableChange, evaluation: Evaluation, use: ScoreInUse): string {
  const rate = evaluation.results.find((result) => result.rule.id === "TX-07")?.judgement;
  const isJudged = rate?.outcome === "not-fired" && rate.inputs.some(({ label }) => label === lscLabel);
  if (!change.exceedsLsc || change.percent >= 0 || !isJudged || use !== "t-score" || record.therapy.antiresorptive.state !== "not-recorded") return "";
  return change.percentPerYear === undefined ? text("lossTooShort") : text("lossSlow", { rate: formatSigned(change.percentPerYear, 1) });
}

function preferredChange(changes: readonly BoneDensityChange[]): BoneDensityChange | undefined {
  const rank = (change: BoneDensityChange): number => {
    const site = monitoringOrder.indexOf(change.region.site);
    return (change.comparable ? 0 : 200) + (change.span === "since-baseline" ? 0 : 100) + (site === -1 ? 50 : site);
  };
  return changes.toSorted((a, b) => rank(a) - rank(b))[0];
}

function vitaminDClause(record: BoneHealthRecord): Clause {
  const { latest, newestUnusable } = record.vitaminD;
  const clause = (knowledge: HeadlineClause["knowledge"], written: string, strong: readonly string[] = []): Clause => ({
    topic: "vitamin-d",
    knowledge,
    text: written,
    strong,
    panel: "vitamin-d",
  });
  if (latest.state === "present" || latest.state === "stale") {
    const { value, unit, comparator, date } = latest.value;
    const strong = `${comparator ?? ""}${formatNumber(value)} ${unit}`;
    // 24 nmol/L looks harmless when it is read as ng/mL: what is low says so
    const written = text("vitaminD", { value: strong, date: formatDate(date), standing: vitaminDClasses(latest.value).at(-1) ?? "" });
    if (unread(record, ["bone-observations"])) return clause("known", text("incompletelyRead", { what: written }), [strong]);
    const newer = newestUnusable?.date !== undefined && newestUnusable.date.earliest > date.latest ? newestUnusable.date : undefined;
    return clause("known", newer === undefined ? written : `${written}${text("newerUnusable", { date: formatDate(newer) })}`, [strong]);
  }
  if (latest.state !== "unavailable" && newestUnusable !== undefined) {
    const date = newestUnusable.date;
    return clause("unusable", date === undefined ? text("vitaminDUnusable") : text("vitaminDUnusableOn", { date: formatDate(date) }));
  }
  return absence(latest, clause, {
    none: text("noVitaminD"),
    pending: text("vitaminDPending"),
    unavailable: text("vitaminDUnavailable"),
    unusable: text("vitaminDUnusable"),
  });
}

const intervalRules = ["DXA-01", "DXA-02", "DXA-03", "DXA-04"] as const;

function nextDxaClause(record: BoneHealthRecord, evaluation: Evaluation, settings: GuidelineSettings): Clause {
  const clause = (knowledge: HeadlineClause["knowledge"], written: string, strong: readonly string[] = []): Clause => ({
    topic: "next-dxa",
    knowledge,
    text: written,
    strong,
    panel: "prompts",
  });
  const due = (written: string, strong: string): Clause => clause("known", text("nextDxa", { what: written }), [strong]);
  const { latest } = record.boneDensity;
  const last = latest.state === "present" ? latest.value.date : undefined;
  const { dxaWindowOpensMonths: opens, dxaOverdueMonths: closes } = settings.values;

  if (fired(evaluation, "DXA-01") || fired(evaluation, "DXA-02")) return due(text("baselineDue"), text("baselineDueStrong"));
  if (fired(evaluation, "DXA-03") && last !== undefined) return due(text("overdueSince", { date: formatDate(later(last, closes)) }), text("overdueStrong"));
  if (fired(evaluation, "DXA-04") && last !== undefined) return due(text("dueUntil", { date: formatDate(later(last, closes)) }), text("dueStrong"));

  const judged = evaluation.results.filter((result) => intervalRules.some((id) => id === result.rule.id)).map((result) => result.judgement);
  if (judged.some((one) => one.outcome === "not-evaluable")) {
    const open = record.searches.some((search) => search.state === "pending");
    return open ? clause("pending", text("nextDxaPending")) : clause("unavailable", text("nextDxaUnavailable"));
  }
  if (judged.length === 0 || record.therapy.currentAromataseInhibitor.state !== "present" || last === undefined) return undefined;
  if (monthsBetween(last.earliest, record.today) >= opens) return undefined;
  const from = formatDate(later(last, opens));
  return clause("known", text("nextDxa", { what: text("dueFrom", { date: from }) }), [from]);
}

/** Months added at the precision of the date: a year stays a year, a month a month. */
function later(date: FhirDate, months: number): FhirDate {
  const moved = addMonths(date.earliest, months);
  const length = { year: 4, month: 7, day: 10 }[date.precision];
  return { ...date, text: moved.slice(0, length), earliest: moved, latest: addMonths(date.latest, months) };
}

function absence(
  fact: Fact<unknown>,
  clause: (knowledge: HeadlineClause["knowledge"], written: string) => Clause,
  words: { readonly none: string; readonly pending: string; readonly unavailable: string; readonly unusable: string },
): Clause {
  if (fact.state === "not-recorded") return clause("absent", words.none);
  if (fact.state === "unavailable") return fact.pending ? clause("pending", words.pending) : clause("unavailable", words.unavailable);
  return clause("unusable", words.unusable);
}

/** True when something of these searches is missing, so that what was found may not be the latest or the lowest. */
function unread(record: BoneHealthRecord, ids: readonly SearchId[]): boolean {
  return record.searches.some((search) => ids.includes(search.id) && search.state !== "complete" && search.state !== "unsupported");
}

function sessionOf(record: BoneHealthRecord, id: string | undefined): DxaSession | undefined {
  return record.boneDensity.sessions.find((session) => session.id === id);
}

function fired(evaluation: Evaluation, id: string): boolean {
  return evaluation.prompts.some((prompt) => prompt.id === id);
}
