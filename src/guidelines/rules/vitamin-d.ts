import type { FhirDate } from "../../record/fact";
import type { BoneHealthRecord, UnusableItem, VitaminDResult } from "../../record/record";
import { edition } from "../edition";
import { type Answer, atLeastWeeksAgo, moreThanMonthsAgo, moreThanMonthsBefore, weeksSince } from "../intervals";
import type { Judge, Judgement, Missing, Priority, Rule, RuleContext } from "../model";
import { certainStart, currentCourses, seeAromataseInhibitor, whenOnAi } from "../population";
import { seeUnread, unread, wholly } from "../searches-read";
import { cannotJudge, fired, notEvaluable, notFired, reasonOf, type Seen, seeIfPresent, together } from "../seen";
import { latestVitaminD, seeVitaminD, type VitaminDClass, vitaminDClasses, vitaminDCutOffs, vitaminDText } from "../vitamin-d-class";
import { countText, dateText, listText, monthsText, numberText } from "../wording";

const notMeasured: Rule = {
  ...edition,
  id: "VITD-01",
  title: "25(OH)D around the start of the aromatase inhibitor",
  priority: "M",
  topic: "vitamin-d",
  logic: "Results were read completely, and there is no 25(OH)D, usable or not, from 12 months before the start of the aromatase inhibitor to today.",
  citations: ["aromasin-label", "scan", "endocrine-society-2024"],
  settings: ["vitaminDMonthsBeforeAi"],
  judge: whenOnAi((record, context) => {
    const open = unread(record, ["bone-observations", "diagnostic-reports"]); // a result may stand in its report only
    if (open.length > 0) return notEvaluable("Whether 25(OH)D was measured cannot be said: results were not loaded completely.", seeUnread(record, open));
    const { latest, newestUnusable } = record.vitaminD;
    const seen = together(seeVitaminD(record), seeAromataseInhibitor(record));
    const dated = latest.state === "present" || latest.state === "stale" ? latest.value : undefined;
    if (dated === undefined && latest.state !== "not-recorded" && newestUnusable === undefined) return cannotJudge("25(OH)D", latest);
    const within = dated ? inWindow(dated.date, record, context) : "no";
    const start = certainStart(record);
    const months = monthsText(context.settings.values.vitaminDMonthsBeforeAi);
    if (dated && within === "yes") return notFired(`25(OH)D of ${dateText(dated.date)} is on record.`, seen);
    if (dated && within === "unclear")
      return notEvaluable(`Whether the 25(OH)D of ${dateText(dated.date)} is within ${months} before the start of treatment cannot be told.`, seen);
    if (dated && start.state === "unavailable") return notEvaluable(`Start of the aromatase inhibitor: ${reasonOf(start)}.`, seen);
    // Without any 25(OH)D, usable or not, what cannot be used is another test, one that was not done, or one yet to come.
    const perhaps = latest.state === "not-recorded" ? undefined : newestUnusable;
    if (perhaps && isMeasurement(perhaps) && (perhaps.date === undefined || inWindow(perhaps.date, record, context) !== "no"))
      return notFired(`A 25(OH)D result exists that cannot be used: ${perhaps.reason}`, together(seen, seeUnusable(perhaps)));
    return fired(
      `No 25(OH)D found${dated ? ` since ${dateText(dated.date)}` : ""}. US exemestane label advises testing before AI therapy; consider a level.`,
      `Searched completely: no 25(OH)D from ${months} before the start of treatment to today.${dated ? ` Last: ${vitaminDText(dated)}, ${dateText(dated.date)}.` : ""}`,
      seen,
    );
  }),
};

const severe = level("severe", {
  id: "VITD-02",
  title: "25(OH)D below 12 ng/mL (30 nmol/L)",
  priority: "H",
  logic: "Latest 25(OH)D < 12 ng/mL, or < 30 nmol/L, in its own unit.",
  citations: ["nam-2011", "aromasin-label"],
  say: "severe deficiency. Treat, check calcium/ALP/PTH (osteomalacia), delay intravenous bisphosphonate or denosumab until corrected.",
});

const deficient = level("deficient", {
  id: "VITD-03",
  title: "25(OH)D from 12 to below 20 ng/mL (30 to below 50 nmol/L)",
  priority: "M",
  logic: "Latest 25(OH)D 12 to < 20 ng/mL, or 30 to < 50 nmol/L, in its own unit. A bound such as < 20 ng/mL counts here: it is this low at the least.",
  citations: ["nam-2011", "endocrine-society-2011", "aromasin-label"],
  say: "deficient by NAM and most bone guidance. Replete, then maintenance; recheck in about 3 months.",
});

const contested = level("contested", {
  id: "VITD-04",
  title: "25(OH)D from 20 to below 30 ng/mL (50 to below 75 nmol/L)",
  priority: "L",
  logic: "Latest 25(OH)D 20 to < 30 ng/mL, or 50 to < 75 nmol/L, in its own unit.",
  citations: ["ame-2018", "aace-2020", "nam-2011", "endocrine-society-2024", "b-able-2012"],
  say: "adequate by NAM (20 ng/mL or more); below the 30 that several bone guidelines use. Consider a modest increase, especially before an antiresorptive.",
});

const aboveConcern = level("above-concern", {
  id: "VITD-05",
  title: "25(OH)D above 50 to 100 ng/mL (125 to 250 nmol/L)",
  priority: "L",
  logic: "Latest 25(OH)D > 50 to 100 ng/mL, or > 125 to 250 nmol/L, in its own unit. A bound such as > 60 ng/mL counts here: it is this high at the least.",
  citations: ["nam-2011", "mayo-25hdn"],
  say: "above NAM's level of concern. Review all vitamin D and calcium sources; no benefit shown.",
});

const high = level("high", {
  id: "VITD-06",
  title: "25(OH)D above 100 ng/mL (250 nmol/L)",
  priority: "H",
  logic: "Latest 25(OH)D > 100 ng/mL, or > 250 nmol/L, in its own unit; toxicity range above 150 ng/mL (375 nmol/L).",
  citations: ["endocrine-society-2011", "mayo-25hdn"],
  say: "high. Stop supplements pending review; check calcium, creatinine, unit and assay.",
});

const retestClasses: readonly VitaminDClass[] = ["severe", "deficient", "contested", "high"];

const retest: Rule = {
  ...edition,
  id: "VITD-07",
  title: "25(OH)D recheck",
  priority: "L",
  topic: "vitamin-d",
  logic: "Latest 25(OH)D < 30 ng/mL (75 nmol/L) or > 100 ng/mL (250 nmol/L), and at least 12 weeks old. No yearly prompt when the level is in between.",
  citations: ["b-able-2012", "ame-2018"],
  settings: ["vitaminDRetestWeeks", "vitaminDMonthsBeforeAi"],
  judge: whenOnAi(
    ofLatest((result, seen, record, context) => {
      const classes = vitaminDClasses(result);
      const inside = classes.filter((one) => retestClasses.includes(one));
      if (inside.length === 0) return notFired(`25(OH)D ${vitaminDText(result)} needs no recheck.`, seen);
      if (inside.length < classes.length) return notEvaluable(`25(OH)D ${vitaminDText(result)} is a bound that leaves the class open.`, seen);
      const weeks = context.settings.values.vitaminDRetestWeeks;
      const due = atLeastWeeksAgo(result.date, weeks, record.today);
      if (due === "unclear") return notEvaluable(`The date of the result, ${dateText(result.date)}, does not tell whether it is ${weeks} weeks old.`, seen);
      if (due === "no") return notFired(`The result of ${dateText(result.date)} is less than ${weeks} weeks old.`, seen);
      return fired(
        `Recheck 25(OH)D to confirm response: ${vitaminDText(result)} on ${dateText(result.date)}.`,
        `${vitaminDText(result)} is ${countText(weeksSince(result.date, record.today), "week")} old; recheck from ${weeks} weeks.`,
        seen,
      );
    }),
  ),
};

const unusable: Rule = {
  ...edition,
  id: "VITD-08",
  title: "25(OH)D results and their units",
  priority: "L",
  topic: "vitamin-d",
  logic:
    "The newest 25(OH)D result is in a unit other than ng/mL, ug/L or nmol/L, is not a number, or is coded as another analyte such as 1,25-(OH)2 vitamin D. It is not converted by guess.",
  citations: ["hl7-order-catalog"],
  judge: whenOnAi((record) => {
    const { newestUnusable: item } = record.vitaminD;
    const open = unread(record, ["bone-observations"]);
    if (open.length > 0) return notEvaluable("25(OH)D results were not loaded completely.", seeUnread(record, open));
    if (item === undefined || !isMeasurement(item)) return notFired("No newer 25(OH)D result is unusable.", seeVitaminD(record));
    if (isOnlyNotFinal(item)) return notFired(`The newest 25(OH)D result is not at fault by unit or code: ${item.reason}`, seeUnusable(item));
    return fired(
      `25(OH)D result not usable (${item.kind === "unit" || item.kind === "other-analyte" ? "unit/code" : "no usable value"}). Open source result.`,
      `${item.asReported ? `"${item.asReported}"` : item.what}${item.date ? `, ${dateText(item.date)}` : ""}: ${item.reason}`,
      together(seeUnusable(item), seeVitaminD(record)),
    );
  }),
};

export const vitaminDRules: readonly Rule[] = [notMeasured, severe, deficient, contested, aboveConcern, high, retest, unusable];

type Level = {
  readonly id: string;
  readonly title: string;
  readonly priority: Priority;
  readonly logic: string;
  readonly citations: readonly string[];
  readonly say: string;
};

/** A rule about one class of the latest 25(OH)D. */
function level(vitaminDClass: VitaminDClass, { say, ...entry }: Level): Rule {
  return {
    ...edition,
    ...entry,
    topic: "vitamin-d",
    settings: ["vitaminDMonthsBeforeAi"],
    judge: whenOnAi(
      ofLatest((result, seen, record) => {
        const classes = vitaminDClasses(result);
        if (!classes.includes(vitaminDClass)) return notFired(`25(OH)D ${vitaminDText(result)}, ${dateText(result.date)}: outside this range.`, seen);
        if (classes.length > 1 && certainOf(classes) !== vitaminDClass)
          return notEvaluable(`25(OH)D ${vitaminDText(result)} is a bound that leaves the class open.`, seen);
        const toxic =
          result.value > vitaminDCutOffs[result.unit].toxic ? ` In the toxicity range (> ${vitaminDCutOffs[result.unit].toxic} ${result.unit}).` : "";
        return fired(
          `25(OH)D ${vitaminDText(result)} (${dateText(result.date)}): ${say.charAt(0).toLowerCase()}${say.slice(1)}${toxic}`.replace(
            ": high 25(OH)D",
            ": high",
          ),
          whyThisLevel(result, vitaminDClass, record),
          together(seen, seeDoseContext(record)),
        );
      }),
    ),
  };
}

/** "<20" is deficient at the least, ">60" of concern at the least: a bound that lies wholly on one side gives its mildest class. */
function certainOf(classes: readonly VitaminDClass[]): VitaminDClass | undefined {
  const mildest = classes.includes("severe") ? classes.at(-1) : classes[0];
  return mildest === "deficient" || mildest === "above-concern" ? mildest : undefined;
}

function ofLatest(judge: (result: VitaminDResult, seen: Seen, record: BoneHealthRecord, context: RuleContext) => Judgement): Judge {
  return (record, context) => {
    const latest = latestVitaminD(record);
    if (latest.state !== "present") return cannotJudge("25(OH)D", latest);
    const result = latest.value;
    const { newestUnusable } = record.vitaminD;
    const seen = together(seeVitaminD(record), newestUnusable ? seeUnusable(newestUnusable) : { inputs: [], missing: [] });
    const within = inWindow(result.date, record, context);
    const months = monthsText(context.settings.values.vitaminDMonthsBeforeAi);
    const since = record.therapy.aromataseInhibitorSince;
    if (within === "no") return notFired(`25(OH)D of ${dateText(result.date)} is older than ${months} before the start of treatment; see VITD-01.`, seen);
    if (within === "unclear")
      return notEvaluable(
        `Whether the 25(OH)D of ${dateText(result.date)} still counts cannot be told; start of treatment: ${since.state === "present" ? dateText(since.value) : reasonOf(since)}.`,
        seen,
      );
    return judge(result, seen, record, context);
  };
}

/** From 12 months before the start of treatment to today. Without a known start, the last 12 months are within it for certain. */
function inWindow(date: FhirDate, record: BoneHealthRecord, { settings }: RuleContext): Answer {
  const months = settings.values.vitaminDMonthsBeforeAi;
  const since = record.therapy.aromataseInhibitorSince;
  if (since.state !== "present") return moreThanMonthsAgo(date, months, record.today) === "no" ? "yes" : "unclear";
  const older = moreThanMonthsBefore(date, months, since.value);
  return older === "yes" ? "no" : older === "no" ? "yes" : "unclear";
}

const rangeWords: Readonly<Record<VitaminDClass, (cut: (typeof vitaminDCutOffs)["ng/mL"], unit: string) => string>> = {
  severe: (cut, unit) => `below ${cut.severe} ${unit}`,
  deficient: (cut, unit) => `from ${cut.severe} to below ${cut.deficient} ${unit}`,
  contested: (cut, unit) => `from ${cut.deficient} to below ${cut.contested} ${unit}`,
  adequate: (cut, unit) => `from ${cut.contested} to ${cut.concern} ${unit}`,
  "above-concern": (cut, unit) => `above ${cut.concern}, up to ${cut.high} ${unit}`,
  high: (cut, unit) => `above ${cut.high} ${unit}`,
};

/** A bound is told by the one cut-off that it certainly lies beyond. */
function rangeOf({ comparator, unit }: VitaminDResult, vitaminDClass: VitaminDClass): string {
  const cut = vitaminDCutOffs[unit];
  if (comparator !== undefined && vitaminDClass === "deficient") return `below ${cut.deficient} ${unit}`;
  if (comparator !== undefined && vitaminDClass === "above-concern") return `above ${cut.concern} ${unit}`;
  return rangeWords[vitaminDClass](cut, unit);
}

/** The number, its range, and what of the record bears on the dose. */
function whyThisLevel(result: VitaminDResult, vitaminDClass: VitaminDClass, record: BoneHealthRecord): string {
  const { vitaminDSupplement, bmi } = record.risk;
  const low = vitaminDClass === "severe" || vitaminDClass === "deficient" || vitaminDClass === "contested";
  const notes = [`${vitaminDText(result)} is ${rangeOf(result, vitaminDClass)}`];
  if (vitaminDSupplement.state === "present") notes.push(`recorded supplements give ${numberText(vitaminDSupplement.value, 0)} IU/day`);
  else if (low) notes.push(`vitamin D supplement ${reasonOf(vitaminDSupplement)}`);
  if (low && bmi.state === "present" && bmi.value >= 30) notes.push(`BMI ${numberText(bmi.value)}: the level rises less for the same dose`);
  const interfering = currentCourses(record, "active-vitamin-d").map((course) => course.agent);
  if (interfering.length > 0) notes.push(`on ${listText(interfering)}, which this test does not measure`);
  return `${notes.join("; ")}.`;
}

function seeDoseContext(record: BoneHealthRecord): Seen {
  const { vitaminDSupplement, bmi } = record.risk;
  const { correctedCalcium, alkalinePhosphatase, parathyroidHormone } = record.chemistry;
  const lab = (value: { readonly value: number; readonly unit: string }) => `${numberText(value.value)} ${value.unit}`;
  return together(
    seeIfPresent("Vitamin D supplement", vitaminDSupplement, (value) => `${numberText(value, 0)} IU/day`),
    seeIfPresent("BMI", wholly(record, bmi, "context-observations"), (value) => `${numberText(value)} kg/m²`),
    seeIfPresent("Corrected calcium", correctedCalcium, lab),
    seeIfPresent("Alkaline phosphatase", alkalinePhosphatase, lab),
    seeIfPresent("PTH", parathyroidHormone, lab),
  );
}

/** Withdrawn, replaced, or another patient's: nothing was measured. */
function isMeasurement({ kind }: UnusableItem): boolean {
  return !["entered-in-error", "superseded", "other-patient", "duplicate"].includes(kind);
}

/** Waiting, or a wrong date, and no fault of unit or code. */
function isOnlyNotFinal({ kind }: UnusableItem): boolean {
  return kind === "not-final" || kind === "future-date";
}

function seeUnusable(item: UnusableItem): Seen {
  const value = item.asReported ? ` "${item.asReported}"` : "";
  const missing: Missing = {
    label: `${item.what}${item.date ? `, ${dateText(item.date)}` : ""}`,
    state: "unusable",
    reason: `${item.reason}${value}`,
    couldChange: "It is newer than the result used.",
  };
  return { inputs: [], missing: [missing] };
}
