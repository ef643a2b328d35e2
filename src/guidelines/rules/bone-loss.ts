import type { BoneHealthRecord } from "../../record/record";
import { type ComparableChange, changesToJudge, lscText, seeChange, unreadReportsOf } from "../density";
import { edition } from "../edition";
import type { Judgement, Rule, RuleContext } from "../model";
import { isMan, readingOf } from "../population";
import { seeUnread, unread } from "../searches-read";
import { fired, nothing, notEvaluable, notFired, type Seen, together } from "../seen";
import { notForMen, outsideReading, unlessTreated } from "../treatment-population";
import { changeText, dateText, numberText, regionText, scoreText } from "../wording";

const fastLoss: Rule = {
  ...edition,
  id: "TX-07",
  title: "Rate of bone loss",
  priority: "M",
  topic: "treatment",
  logic:
    "Same scanner, region, side and vertebrae; interval ≥ 0.9 years; loss ≥ least significant change (LSC); and rate ≥ 10%/year, or ≥ 4%/year with a baseline T-score of that region between −2.5 and −1.0. Since baseline before since the previous scan; spine before hip before neck.",
  citations: ["esmo-2020", "reid-2008", "hadji-2017", "iscd-2023"],
  judge: unlessTreated(judgeFastLoss),
};

export function judgeFastLoss(record: BoneHealthRecord, context: RuleContext): Judgement {
  return withChanges(record, context, (changes) => {
    const lost = changes.filter((change) => change.percent < 0 && change.exceedsLsc);
    const fast = lost.find((change) => change.scannerKnown && fastRate(change) === "yes");
    if (fast)
      return fired(
        `BMD at ${regionText(fast.region)} fell ${(-fast.percent).toFixed(1)}% (${(-(fast.percentPerYear ?? 0)).toFixed(1)}%/yr), beyond the least significant change. Look for secondary causes (vitamin D, thyroid, PTH, adherence, glucocorticoids); discuss therapy.`,
        `${changeText(fast.percent)} in ${numberText(fast.years)} years (${lscText(fast.lsc)}); baseline T-score ${fast.tScoreFrom === undefined ? "not recorded" : scoreText(fast.tScoreFrom)}.`,
        seeFastLoss(fast),
      );
    const unsure = lost.find((change) => fastRate(change) !== "no");
    if (unsure) {
      const reason = unsure.scannerKnown ? "the baseline T-score of the region is not recorded" : "neither scan names its scanner";
      return notEvaluable(`BMD at ${regionText(unsure.region)} changed by ${changeText(unsure.percent)}, but ${reason}.`, seeFastLoss(unsure));
    }
    return (
      withinUnread(
        record,
        changes.find((change) => change.percent < 0 && unreadReportsOf(record, change).length > 0),
      ) ?? notFired(describeMain(changes, "not a loss beyond LSC at a rate that guidelines act on"), seeMain(changes))
    );
  });
}

const fastWithinError: Rule = {
  ...edition,
  id: "TX-08",
  title: "Rate of bone loss within measurement error",
  priority: "L",
  topic: "treatment",
  logic:
    "The rate criterion of TX-07 is met (≥ 10%/year, or ≥ 4%/year with baseline T-score between −2.5 and −1.0), but the loss is below the least significant change.",
  citations: ["iscd-2023", "esmo-2020"],
  judge: unlessTreated(judgeFastWithinError),
};

function judgeFastWithinError(record: BoneHealthRecord, context: RuleContext): Judgement {
  return withChanges(record, context, (changes) => {
    const main = changes[0];
    if (main === undefined || main.exceedsLsc || main.percent >= 0 || fastRate(main) === "no")
      return notFired(describeMain(changes, "not a fast loss within LSC"), seeMain(changes));
    if (fastRate(main) === "unclear")
      return notEvaluable(
        `BMD at ${regionText(main.region)} changed by ${changeText(main.percent)}, but the baseline T-score of the region is not recorded.`,
        seeFastLoss(main),
      );
    const unjudged = withinUnread(record, main);
    if (unjudged !== undefined) return unjudged;
    return fired(
      `Apparent fast loss (${(-(main.percentPerYear ?? 0)).toFixed(1)}%/yr) is within measurement error (LSC ${numberText(main.lsc.percent)}%). Confirm with facility LSC or earlier repeat.`,
      `BMD at ${regionText(main.region)} ${changeText(main.percent)} in ${numberText(main.years)} years; ${lscText(main.lsc)}.`,
      seeFastLoss(main),
    );
  });
}

export const boneLossRules: readonly Rule[] = [fastLoss, fastWithinError];

function withChanges(record: BoneHealthRecord, { settings }: RuleContext, judge: (changes: readonly ComparableChange[]) => Judgement): Judgement {
  if (isMan(record)) return notForMen(record);
  const outside = outsideReading(readingOf(record, settings));
  if (outside) return outside;
  if (unread(record, ["bone-observations"]).length > 0)
    return notEvaluable("BMD results were not loaded completely.", seeUnread(record, ["bone-observations"], "May hold scans that change the comparison."));
  const changes = changesToJudge(record);
  return changes.length === 0 ? notFired("There are no two comparable scans.") : judge(changes);
}

/** A loss may be beyond the least significant change that an unread report prints. */
function withinUnread(record: BoneHealthRecord, change: ComparableChange | undefined): Judgement | undefined {
  const reports = change === undefined ? [] : unreadReportsOf(record, change);
  if (change === undefined || reports.length === 0) return undefined;
  return notEvaluable("Reports were not loaded completely.", together(seeChange(change), seeUnread(record, reports, "May print a smaller LSC.")));
}

/** ESMO: 10%/year; ESMO and UK 2008: 4%/year when bone mass was already low (baseline T-score between −2.5 and −1.0). */
function fastRate({ percentPerYear, tScoreFrom }: ComparableChange): "yes" | "no" | "unclear" {
  const rate = percentPerYear === undefined ? 0 : -percentPerYear;
  if (atLeast(rate, 10)) return "yes";
  if (!atLeast(rate, 4)) return "no";
  if (tScoreFrom === undefined) return "unclear";
  return tScoreFrom > -2.5 && tScoreFrom < -1 ? "yes" : "no";
}

/** Rates come out of a division: 4%/year must not fail at 3.9999999. */
function atLeast(value: number, limit: number): boolean {
  return value >= limit - 1e-9;
}

function seeFastLoss(change: ComparableChange): Seen {
  const baseline = change.tScoreFrom;
  const label = "T-score of the region at baseline";
  if (baseline !== undefined)
    return together(seeChange(change), {
      inputs: [{ label, value: scoreText(baseline), sources: change.sources, how: "coded", date: dateText(change.from.date) }],
      missing: [],
    });
  return together(seeChange(change), {
    inputs: [],
    missing: [{ label, state: "not-recorded", reason: "not recorded", couldChange: "Between −2.5 and −1.0, a loss of 4%/year is enough." }],
  });
}

function seeMain(changes: readonly ComparableChange[]): Seen {
  return changes[0] ? seeChange(changes[0]) : nothing;
}

function describeMain(changes: readonly ComparableChange[], verdict: string): string {
  const main = changes[0];
  return main
    ? `BMD at ${regionText(main.region)} ${changeText(main.percent)} (${lscText(main.lsc)}): ${verdict}.`
    : `There are no two comparable scans: ${verdict}.`;
}
