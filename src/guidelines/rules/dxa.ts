import type { FhirDate, Present } from "../../record/fact";
import type { BoneHealthRecord, DxaSession, UnusableItem } from "../../record/record";
import { edition } from "../edition";
import { type Answer, atLeastMonthsAgo, moreThanMonthsAgo, moreThanMonthsBefore, sinceText } from "../intervals";
import type { Input, Judge, Judgement, Rule, RuleContext } from "../model";
import { certainStart, label, seeAromataseInhibitor, whenOnAi } from "../population";
import { dxaSearches, searchWords, seeUnread, unread, wholly } from "../searches-read";
import { cannotJudge, fired, nothing, notEvaluable, notFired, reasonOf, type Seen, see, seeIfPresent, together } from "../seen";
import { countText, dateText, listText, monthsText, regionText, scoreText } from "../wording";

const baselineSources = ["asco-2019", "nice-ng101", "hadji-2017", "esmo-2020", "aromasin-label"];

const noDxa: Rule = {
  ...edition,
  id: "DXA-01",
  title: "Baseline DXA",
  priority: "M",
  topic: "dxa",
  logic:
    "On an aromatase inhibitor, every search that could tell of a DXA was read completely, and there is no central DXA session. Text-only reports, files and procedure entries count as a DXA done.",
  citations: baselineSources,
  judge: whenOnAi((record) => {
    const { latest, onlyPeripheral } = record.boneDensity;
    const hole = notReadCompletely(record);
    if (hole) return hole;
    if (latest.state === "present") return notFired(`A DXA of ${dateText(latest.value.date)} is on record.`, seeSession(latest));
    if (latest.state !== "not-recorded") return cannotJudge("Last DXA", latest);
    const peripheral = onlyPeripheral.state === "present" && onlyPeripheral.value;
    const { currentAromataseInhibitor: taken, aromataseInhibitorSince: since } = record.therapy;
    const agent = taken.state === "present" ? taken.value.agent : "aromatase inhibitor";
    const taking = since.state === "present" ? `On ${agent} since ${dateText(since.value)} (${sinceText(since.value, record.today)})` : `On ${agent}`;
    return fired(
      `No ${peripheral ? "central " : ""}DXA found in connected records. Order baseline spine + hip DXA, or record an outside result.`,
      `${taking}. Read completely: ${listText(latest.searched.map((id) => searchWords[id]))}.`,
      together(seeAromataseInhibitor(record), { inputs: [searched(record)], missing: [] }),
    );
  }),
};

const baselinePredates: Rule = {
  ...edition,
  id: "DXA-02",
  title: "DXA from before the aromatase inhibitor",
  priority: "M",
  topic: "dxa",
  logic: "No DXA since the aromatase inhibitor was started, and the last one is from more than 12 months before the start.",
  citations: baselineSources,
  settings: ["dxaBaselineMonthsBeforeAi"],
  judge: whenOnAi(
    ofLastDxa((session, seen, record, context) => {
      const since = certainStart(record);
      const window = context.settings.values.dxaBaselineMonthsBeforeAi;
      const predates = predatesTreatment(session.date, record, context);
      const withStart = together(
        seen,
        seeAromataseInhibitor(record),
        since.state === "present" ? nothing : see("Start of the aromatase inhibitor", since, dateText),
      );
      if (predates === "no")
        return notFired(`The last DXA (${dateText(session.date)}) is not more than ${monthsText(window)} older than the start of treatment.`, withStart);
      if (since.state !== "present") return notEvaluable(`Start of the aromatase inhibitor: ${reasonOf(since)}.`, withStart);
      if (predates === "unclear") return notEvaluable(unclearDates(session.date, since.value), withStart);
      return fired(
        `Last DXA (${dateText(session.date)}) predates AI start by ${sinceText(session.date, since.value.earliest)}. Repeat as the on-treatment baseline.`,
        `Last DXA ${dateText(session.date)}, aromatase inhibitor since ${dateText(since.value)}, no DXA since; a scan up to ${monthsText(window)} before the start counts as baseline.`,
        withStart,
      );
    }),
  ),
};

const overdue: Rule = {
  ...edition,
  id: "DXA-03",
  title: "Interval since the last DXA",
  priority: "M",
  topic: "dxa",
  logic:
    "The last DXA is more than 24 months ago; exactly 24 months is due, not overdue. Of a date known only to the month or year, even its last day must be more than 24 months ago. DXA-02 goes first.",
  citations: ["asco-2019", "esmo-2020", "hadji-2017", "medicare-410-31"],
  settings: ["dxaOverdueMonths"],
  judge: whenOnAi(
    ofLastDxa((session, seen, record, context) => {
      const limit = context.settings.values.dxaOverdueMonths;
      if (predatesTreatment(session.date, record, context) === "yes") return notFired("The last DXA predates treatment; see DXA-02.", seen);
      const late = moreThanMonthsAgo(session.date, limit, record.today);
      const ago = `${dateText(session.date)} (${sinceText(session.date, record.today)} ago)`;
      if (late === "unclear") return notEvaluable(`The date of the last DXA, ${ago}, does not tell whether it is more than ${monthsText(limit)} ago.`, seen);
      if (late === "no") return notFired(`The last DXA was ${ago}, not more than ${monthsText(limit)} ago.`, seen);
      return fired(
        `DXA overdue: last ${dateText(session.date)} (${sinceText(session.date, record.today)} ago). Guidelines suggest every 1–2 years on an AI.`,
        `Last DXA ${ago}; limit ${monthsText(limit)}.`,
        together(seen, seeAromataseInhibitor(record)),
      );
    }),
  ),
};

const windowOpen: Rule = {
  ...edition,
  id: "DXA-04",
  title: "Window for the next DXA",
  priority: "L",
  topic: "dxa",
  logic:
    "The last DXA is 12 to 24 months ago, both ends included. Never prompted before 12 months. An earlier scan within the window is favoured with T-score −2.0 to −1.5, ovarian suppression, an oral glucocorticoid, or the first year on the aromatase inhibitor.",
  citations: ["hadji-2017", "scan", "asco-2019", "esmo-2020"],
  settings: ["dxaWindowOpensMonths", "dxaOverdueMonths"],
  judge: whenOnAi(
    ofLastDxa((session, seen, record, context) => {
      const { dxaWindowOpensMonths: opens, dxaOverdueMonths: limit } = context.settings.values;
      if (predatesTreatment(session.date, record, context) === "yes") return notFired("The last DXA predates treatment; see DXA-02.", seen);
      if (moreThanMonthsAgo(session.date, limit, record.today) === "yes")
        return notFired(`The last DXA is more than ${monthsText(limit)} ago; see DXA-03.`, seen);
      const open = atLeastMonthsAgo(session.date, opens, record.today);
      const ago = `${dateText(session.date)} (${sinceText(session.date, record.today)} ago)`;
      if (open === "unclear") return notEvaluable(`The date of the last DXA, ${ago}, does not tell whether it is ${monthsText(opens)} ago.`, seen);
      if (open === "no") return notFired(`The last DXA was ${ago}; the window opens at ${monthsText(opens)}.`, seen);
      const { reasons, seen: seenReasons } = reasonsForEarlierScan(record);
      const when =
        reasons.length > 0
          ? `Earlier scan favoured: ${listText(reasons)}.`
          : "Earlier scan favoured if near threshold (T −1.5 to −2.0), ovarian suppression, steroid, or first year on AI; otherwise at 2 years.";
      return fired(`Repeat window open: last DXA ${ago}. ${when}`, `Last DXA ${ago}; window ${opens} to ${limit} months.`, together(seen, seenReasons));
    }),
  ),
};

const reportWithoutValues: Rule = {
  ...edition,
  id: "DXA-05",
  title: "DXA report and its numbers",
  priority: "L",
  topic: "dxa",
  logic:
    "The latest DXA is known only from a report's text or a file; no coded or confirmed number. It counts as a DXA done; rules that need a T-score stay not evaluable. Also when a newer DXA result, or the only one, cannot be used.",
  citations: [],
  judge: whenOnAi((record) => {
    const latest = wholly(record, record.boneDensity.latest, "bone-observations");
    const { newestUnusable: unusable } = record.boneDensity;
    if (latest.state !== "unavailable" && unusable && isResult(unusable)) {
      return fired(
        `DXA result found (${unusable.date ? dateText(unusable.date) : "no readable date"}) that cannot be used. Open it and enter T-score/BMD if needed.`,
        `${unusable.what}: ${unusable.reason}`,
        see("Last DXA", latest, describe),
      );
    }
    if (latest.state === "not-recorded") return notFired("No DXA is on record.", see("Last DXA", latest, describe));
    if (latest.state !== "present") return cannotJudge("Last DXA", latest);
    const session = latest.value;
    const date = dateText(session.date);
    const seen = seeSession(latest);
    if (session.hasValues) return notFired(`The DXA of ${date} has coded or confirmed values.`, seen);
    if (session.reports.length === 0) return notFired(`The DXA of ${date} is known only as a procedure; there is no report to read.`, seen);
    const readings = session.reports.flatMap((report) => report.readings);
    const fileOnly = session.reports.every((report) => report.fileOnly);
    const readable =
      readings.length > 0 ? `${countText(readings.length, "number")} read from its text ${readings.length === 1 ? "awaits" : "await"} confirmation` : "";
    return fired(
      `DXA report found (${date}) without discrete values. Open it and enter T-score/BMD if needed.`,
      `${fileOnly ? "Only a file holds the report" : "The report is text"}${readable ? `; ${readable}` : ""}. It counts as a DXA done; no T-score can be used until it is entered or confirmed.`,
      seen,
    );
  }),
};

const onlyPeripheral: Rule = {
  ...edition,
  id: "DXA-06",
  title: "Kind of bone measurement on record",
  priority: "M",
  topic: "dxa",
  logic: "Bone measurements are on record, but only of heel, forearm or humerus, by ultrasound, or derived from CT.",
  citations: ["asco-2019", "iscd-2023"],
  judge: whenOnAi((record) => {
    const fact = wholly(record, record.boneDensity.onlyPeripheral, ...dxaSearches);
    if (fact.state === "not-recorded") return notFired("No bone measurement is on record.", see("Bone measurements", fact, String));
    if (fact.state !== "present") return cannotJudge("Kind of bone measurement", fact);
    if (!fact.value)
      return notFired(
        "A central DXA is on record, or no bone measurement at all.",
        see("Only non-central measurements", fact, () => "no"),
      );
    const last = record.boneDensity.sessions.filter((session) => session.kind === "peripheral" || session.kind === "ct").at(-1);
    return fired(
      "Only non-central bone measurement found. Central DXA is preferred.",
      last ? `Last: ${describe(last)}, ${dateText(last.date)}. Its scores do not carry the WHO classes.` : "Its scores do not carry the WHO classes.",
      see("Only non-central measurements", fact, () => "yes"),
    );
  }),
};

export const dxaRules: readonly Rule[] = [noDxa, baselinePredates, overdue, windowOpen, reportWithoutValues, onlyPeripheral];

/** Claims about intervals need every search that could tell of a newer scan. */
function notReadCompletely(record: BoneHealthRecord): Judgement | undefined {
  const open = unread(record, dxaSearches);
  if (open.length === 0) return undefined;
  const seen = seeUnread(record, open, "May hold a DXA, or a newer one.");
  return notEvaluable(`Not loaded completely: ${listText(open.map((id) => searchWords[id]))}. Whether and when a DXA was done cannot be said.`, seen);
}

type JudgeSession = (session: DxaSession, seen: Seen, record: BoneHealthRecord, context: RuleContext) => Judgement;

function ofLastDxa(judge: JudgeSession): Judge {
  return (record, context) => {
    const { latest } = record.boneDensity;
    const hole = notReadCompletely(record);
    if (hole) return hole;
    if (latest.state === "not-recorded") return notFired("No DXA is on record; see DXA-01.", see("Last DXA", latest, describe));
    if (latest.state !== "present") return cannotJudge("Last DXA", latest);
    const { newestUnusable: newer } = record.boneDensity;
    // A category or a number in a wrong unit came from a scan too; only a malformed entry need not have.
    if (
      newer?.date &&
      isResult(newer) &&
      newer.kind !== "malformed" &&
      moreThanMonthsAgo(newer.date, context.settings.values.dxaOverdueMonths, record.today) !== "yes"
    )
      return notEvaluable(`A newer DXA result (${dateText(newer.date)}) cannot be used: ${newer.reason}`, seeSession(latest));
    return judge(latest.value, seeSession(latest), record, context);
  };
}

/** Something that was measured: neither awaited nor yet to come. */
function isResult({ kind }: UnusableItem): boolean {
  return kind !== "not-final" && kind !== "future-date";
}

function predatesTreatment(scan: FhirDate, record: BoneHealthRecord, { settings }: RuleContext): Answer {
  const since = certainStart(record);
  // A scan within the window before today is within it before an earlier start too.
  if (since.state !== "present") return moreThanMonthsAgo(scan, settings.values.dxaBaselineMonthsBeforeAi, record.today) === "no" ? "no" : "unclear";
  return moreThanMonthsBefore(scan, settings.values.dxaBaselineMonthsBeforeAi, since.value);
}

function unclearDates(scan: FhirDate, start: FhirDate): string {
  return `The dates of the last DXA (${dateText(scan)}) and of the start of treatment (${dateText(start)}) are not precise enough to tell.`;
}

function reasonsForEarlierScan(record: BoneHealthRecord): { readonly reasons: readonly string[]; readonly seen: Seen } {
  const lowest = wholly(record, record.boneDensity.lowestTScore, "bone-observations");
  const { ovarianSuppression } = record.menopause;
  const { glucocorticoid } = record.risk;
  const since = record.therapy.aromataseInhibitorSince;
  const could = "Would favour an earlier scan within the window.";
  const reasons: string[] = [];
  if (lowest.state === "present" && lowest.value.value >= -2 && lowest.value.value <= -1.5)
    reasons.push(`T-score ${scoreText(lowest.value.value)} near threshold`);
  if (ovarianSuppression.state === "present") reasons.push("ovarian suppression");
  if (glucocorticoid.state === "present" && glucocorticoid.value.current) reasons.push("oral glucocorticoid");
  if (since.state === "present" && moreThanMonthsAgo(since.value, 12, record.today) === "no") reasons.push("first year on the AI");
  const seen = together(
    see("Lowest T-score", lowest, (score) => `${scoreText(score.value)} ${regionText(score.region)}`, could),
    seeIfPresent("Ovarian suppression", ovarianSuppression, label),
    seeIfPresent("Oral glucocorticoid", glucocorticoid, ({ months }) => monthsText(Math.round(months))),
    seeAromataseInhibitor(record),
  );
  return { reasons, seen };
}

function seeSession(latest: Present<DxaSession>): Seen {
  const { inputs, missing } = see("Last DXA", latest, describe);
  return { inputs: inputs.map((input): Input => ({ ...input, date: dateText(latest.value.date) })), missing };
}

const kindWords: Readonly<Record<DxaSession["kind"], string>> = {
  central: "central DXA",
  peripheral: "peripheral measurement",
  ct: "CT-derived measurement",
  unspecified: "DXA, site not stated",
};

function describe(session: DxaSession): string {
  const sites = [...new Set(session.results.map((result) => regionText(result.region)))];
  const how = session.hasValues ? "" : session.reports.length > 0 ? ", report without values" : ", known from a procedure entry";
  return `${kindWords[session.kind]}${sites.length > 0 ? ` (${sites.join(", ")})` : ""}${how}`;
}

function searched(record: BoneHealthRecord): Input {
  const reports = record.searches.filter(({ id }) => dxaSearches.some((one) => one === id));
  const value = reports.map(({ id, state }) => `${searchWords[id]}${state === "unsupported" ? " (not offered by this server)" : ""}`);
  return { label: "Searched", value: listText(value), date: dateText(record.today), sources: [], how: "derived", note: "No DXA session in any of them." };
}
