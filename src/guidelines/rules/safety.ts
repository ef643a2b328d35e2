import { addMonths, daysBetween, monthsBetween } from "../../record/date";
import { onDay } from "../../record/date";
import type { CalendarDate, Fact, FhirDate } from "../../record/fact";
import type { BoneHealthRecord, DrugCourse, LabValue } from "../../record/record";
import { edition } from "../edition";
import { type Answer, atLeastMonthsAgo, sinceText } from "../intervals";
import type { Input, Judge, Judgement, Missing, Priority, Rule, RuleContext } from "../model";
import { boneTherapy, currentCourses, label, whenEverOnAi, whenOnAi } from "../population";
import { wholly } from "../searches-read";
import { cannotJudge, fired, notEvaluable, notFired, reasonOf, type Seen, see, seeCourse, seeIfPresent, together } from "../seen";
import { seeTherapy } from "../treatment-population";
import { seeVitaminD } from "../vitamin-d-class";
import { countText, dateText, monthsText, numberText } from "../wording";
import { indicationIds } from "./on-treatment";

const beforeAntiresorptive: Rule = {
  ...edition,
  id: "SAFE-01",
  title: "Checks before an antiresorptive",
  priority: "M",
  topic: "safety",
  logic: "Any of TX-01 to TX-07 fired. Takes their highest priority.",
  citations: ["yarom-2019", "reclast-label", "prolia-label", "tsourdi-2021"],
  judge: whenOnAi((record, context) => {
    const { firedIds, openIds } = indications(context);
    const { correctedCalcium, creatinineClearance } = record.chemistry;
    const dental: Missing = { label: "Dental check", state: "not-recorded", reason: "Dental records are not searched: ask." };
    const seen = together(
      see("Corrected calcium", labOf(record, correctedCalcium), labText),
      seeVitaminD(record),
      see("Creatinine clearance", labOf(record, creatinineClearance), labText),
      { inputs: [], missing: [dental] },
    );
    if (firedIds.length > 0) {
      const values = seen.inputs.map((input) => `${input.label} ${input.value}${input.date ? ` (${input.date})` : ""}`);
      const open = seen.missing.map((missing) => `${missing.label.charAt(0).toLowerCase()}${missing.label.slice(1)}`);
      return fired(
        "Before an antiresorptive: dental check, corrected calcium, 25(OH)D, creatinine clearance, exit plan if denosumab.",
        `${firedIds.join(", ")} fired. ${[...values, `to be checked: ${open.join(", ")}`].join("; ")}.`,
        seen,
        mostUrgent(firedIds, context),
      );
    }
    if (openIds.length > 0) return notEvaluable(`${openIds.join(", ")} could not be judged.`, seen);
    return notFired("None of TX-01 to TX-07 fired.");
  }),
};

const renalLimit: Rule = {
  ...edition,
  id: "SAFE-02",
  title: "Creatinine clearance and zoledronate",
  priority: "H",
  topic: "safety",
  logic:
    "Cockcroft-Gault creatinine clearance < 35 mL/min, and any of TX-01 to TX-07 fired or zoledronate is on the list. eGFR alone does not decide: it is not the measure of the label.",
  citations: ["reclast-label", "zometa-label", "reid-2008"],
  judge: whenOnAi((record, context) => {
    const clearance = labOf(record, record.chemistry.creatinineClearance);
    const zoledronate = record.therapy.others.find((course) => course.agent.includes("zoledron") && course.currency !== "past") ?? zoledronateInForce(record);
    const outside = notConsidered(context, zoledronate, "No TX rule fired and no zoledronate is on the list.");
    if (outside) return outside;
    const seen = together(
      see("Creatinine clearance (Cockcroft-Gault)", clearance, labText),
      zoledronate ? seeCourse("Zoledronate", zoledronate) : seeIndications(context),
    );
    if (clearance.state !== "present") {
      const egfr = labOf(record, record.chemistry.egfr);
      const shown = egfr.state === "present" ? ` eGFR ${labText(egfr.value)} is not the label measure.` : "";
      const note = see("eGFR", egfr, labText).inputs.map((input): Input => ({ ...input, note: "Not the label measure (Cockcroft-Gault)." }));
      return notEvaluable(`Creatinine clearance: ${reasonOf(clearance)}.${shown}`, together(seen, { inputs: note, missing: [] }));
    }
    if (clearance.value.value >= 35) return notFired(`Creatinine clearance ${labText(clearance.value)}: 35 mL/min or more.`, seen);
    return fired(
      `CrCl ${labText(clearance.value)}: zoledronate 5 mg contraindicated (<35). 4 mg product: not recommended <30, reduced dose 30–60. Seek renal/bone advice.`,
      `Cockcroft-Gault ${labText(clearance.value)}${clearance.date ? `, ${dateText(clearance.date)}` : ""}; limit 35 mL/min. ${zoledronate ? `${zoledronate.label} is on the list.` : `${indications(context).firedIds.join(", ")} fired.`}`,
      seen,
    );
  }),
};

const lowCalcium: Rule = {
  ...edition,
  id: "SAFE-03",
  title: "Calcium before and during an antiresorptive",
  priority: "H",
  topic: "safety",
  logic:
    "Albumin-corrected calcium below the laboratory's own lower limit, and any of TX-01 to TX-07 fired or an antiresorptive is in force. Without albumin, total calcium below the limit counts and is called uncorrected.",
  citations: ["prolia-label", "reclast-label", "fda-prolia-2024"],
  judge: whenOnAi((record, context) => {
    const therapy = boneTherapy(record);
    const treated = therapy.state === "present" ? therapy.value : undefined;
    const outside = notConsidered(context, treated, "No TX rule fired and no antiresorptive is in force.");
    if (outside) return outside;
    const { measure, fact } = calciumOf(record);
    const seen = together(see(measure, fact, labText), treated ? seeTherapy(record) : seeIndications(context));
    if (fact.state !== "present") return cannotJudge(measure, fact, seeTherapy(record));
    const { value, low } = fact.value;
    const uncorrected = measure === "Total calcium, uncorrected";
    const noAlbumin = see("Albumin", record.chemistry.albumin, labText, "Albumin decides whether a total calcium is low.");
    if (low === undefined) return notEvaluable(`${measure} ${labText(fact.value)}: the laboratory's lower limit is not reported.`, seen);
    if (value >= low && uncorrected)
      return notEvaluable(
        `Albumin: ${reasonOf(record.chemistry.albumin)}; total calcium ${labText(fact.value)} is not below the limit.`,
        together(seen, noAlbumin),
      );
    if (value >= low) return notFired(`Corrected calcium ${labText(fact.value)}: not below ${numberText(low)}.`, seen);
    return fired(
      "Hypocalcaemia: correct (and vitamin D) before antiresorptive.",
      `${measure} ${labText(fact.value)}${fact.date ? `, ${dateText(fact.date)}` : ""}; lower limit of the laboratory ${numberText(low)} ${fact.value.unit}.`,
      uncorrected ? together(seen, noAlbumin) : seen,
    );
  }),
};

const denosumabOverdue: Rule = {
  ...edition,
  id: "SAFE-04",
  title: "Interval since the last denosumab",
  priority: "H",
  topic: "safety",
  logic:
    "At least 7 months since the last denosumab at bone dose (60 mg), given or stopped, and no bisphosphonate or later denosumab since. Applies also after the aromatase inhibitor has ended.",
  citations: ["prolia-label", "tsourdi-2021", "gonzalez-rodriguez-2020"],
  settings: ["denosumabDueMonths", "denosumabOverdueMonths"],
  judge: ofLastDenosumab((last, seen, record, { settings }) => {
    const { denosumabDueMonths: due, denosumabOverdueMonths: limit } = settings.values;
    const late = atLeastMonthsAgo(last.date, limit, record.today);
    const ago = `${last.words} ${dateText(last.date)} (${sinceText(last.date, record.today)} ago)`;
    if (late === "unclear") return notEvaluable(`${ago}: the date does not tell whether that is ${monthsText(limit)}.`, seen);
    if (late === "no") return notFired(`${ago}: less than ${monthsText(limit)}.`, seen);
    return fired(
      `Denosumab overdue by ${overdueText(addMonths(last.date.latest, due), record.today)}: rebound vertebral-fracture risk. Give or transition (e.g. zoledronate); ask about back pain.`,
      `${ago}, due every ${due} months; no bisphosphonate or denosumab found since.`,
      seen,
    );
  }),
};

const denosumabDue: Rule = {
  ...edition,
  id: "SAFE-05",
  title: "Next denosumab",
  priority: "M",
  topic: "safety",
  logic:
    "At least 6 and less than 7 months since the last denosumab at bone dose (60 mg), nothing since. Applies also after the aromatase inhibitor has ended.",
  citations: ["prolia-label"],
  settings: ["denosumabDueMonths", "denosumabOverdueMonths"],
  judge: ofLastDenosumab((last, seen, record, { settings }) => {
    const { denosumabDueMonths: due, denosumabOverdueMonths: limit } = settings.values;
    const isDue = atLeastMonthsAgo(last.date, due, record.today);
    const ago = `${last.words} ${dateText(last.date)} (${sinceText(last.date, record.today)} ago)`;
    if (atLeastMonthsAgo(last.date, limit, record.today) === "yes") return notFired(`${ago}: overdue; see SAFE-04.`, seen);
    if (isDue === "unclear") return notEvaluable(`${ago}: the date does not tell whether that is ${monthsText(due)}.`, seen);
    if (isDue === "no") return notFired(`${ago}: less than ${monthsText(due)}.`, seen);
    return fired("Denosumab due. Book now; if stopping, plan follow-on BP.", `${ago}; interval ${monthsText(due)}.`, seen);
  }),
};

const denosumabKidney: Rule = {
  ...edition,
  id: "SAFE-06",
  title: "Denosumab and kidney function",
  priority: "H",
  topic: "safety",
  logic: "Denosumab is current, and eGFR < 30 mL/min/1.73m2 or dialysis is on record.",
  citations: ["fda-prolia-2024"],
  judge: whenEverOnAi((record) => {
    const therapy = record.therapy.antiresorptive;
    const inForce = therapy.state === "present" && therapy.value.drugClass === "denosumab" ? therapy.value : undefined;
    const course = currentCourses(record, "denosumab")[0] ?? inForce;
    if (course === undefined) return withoutCourse(record, "Denosumab is not current.");
    const egfr = labOf(record, record.chemistry.egfr);
    const { dialysis } = record.chemistry;
    const seen = together(seeCourse("Denosumab", course), see("eGFR", egfr, labText), seeIfPresent("Dialysis", dialysis, label));
    const low = egfr.state === "present" ? belowLimit(egfr.value, 30) : "unclear";
    if (dialysis.state !== "present" && egfr.state !== "present") return cannotJudge("eGFR", egfr, seeCourse("Denosumab", course));
    if (dialysis.state !== "present" && low === "unclear") return notEvaluable("The eGFR is a bound that leaves the answer open.", seen);
    if (dialysis.state !== "present" && low === "no") return notFired("eGFR is 30 or more and no dialysis is on record.", seen);
    const kidney = [
      egfr.state === "present" ? `eGFR ${labText(egfr.value)}${egfr.date ? `, ${dateText(egfr.date)}` : ""}` : "",
      dialysis.state === "present" ? dialysis.value.label : "",
    ];
    return fired(
      "Advanced CKD on denosumab: boxed warning for severe hypocalcaemia. Check Ca, PTH, CKD-MBD.",
      `On ${course.label}; ${kidney.filter(Boolean).join("; ")}.`,
      seen,
    );
  }),
};

export const safetyRules: readonly Rule[] = [beforeAntiresorptive, renalLimit, lowCalcium, denosumabOverdue, denosumabDue, denosumabKidney];

function indications({ earlier }: RuleContext): { readonly firedIds: readonly string[]; readonly openIds: readonly string[] } {
  const withOutcome = (outcome: Judgement["outcome"]) => indicationIds.filter((id) => earlier.get(id)?.outcome === outcome);
  return { firedIds: withOutcome("fired"), openIds: withOutcome("not-evaluable") };
}

function seeIndications(context: RuleContext): Seen {
  const input: Input = { label: "Treatment rules that fired", value: indications(context).firedIds.join(", "), sources: [], how: "derived" };
  return { inputs: [input], missing: [] };
}

/** Neither treatment in question nor in force: the gate has nothing to guard. */
function notConsidered(context: RuleContext, course: DrugCourse | undefined, because: string): Judgement | undefined {
  const { firedIds, openIds } = indications(context);
  if (course !== undefined || firedIds.length > 0) return undefined;
  return openIds.length > 0 ? notEvaluable(`${openIds.join(", ")} could not be judged.`) : notFired(because);
}

function mostUrgent(ids: readonly string[], { earlier }: RuleContext): Priority {
  // TX-01 and TX-06 are H of themselves; TX-04 and a possible fracture carry their own priority.
  const own: Readonly<Record<string, Priority>> = { "TX-01": "H", "TX-04": "L", "TX-06": "H" };
  const priorities = ids.map((id) => {
    const judgement = earlier.get(id);
    return (judgement?.outcome === "fired" ? judgement.priority : undefined) ?? own[id] ?? "M";
  });
  return priorities.includes("H") ? "H" : priorities.includes("M") ? "M" : "L";
}

function zoledronateInForce(record: BoneHealthRecord): DrugCourse | undefined {
  const { antiresorptive } = record.therapy;
  return antiresorptive.state === "present" && antiresorptive.value.agent.includes("zoledron") ? antiresorptive.value : undefined;
}

/** Corrected calcium; total calcium only where no albumin was ever recorded. */
function calciumOf(record: BoneHealthRecord): { readonly measure: string; readonly fact: Fact<LabValue> } {
  const { correctedCalcium, calcium, albumin } = record.chemistry;
  const corrected = labOf(record, correctedCalcium);
  if (corrected.state === "present" || albumin.state !== "not-recorded" || calcium.state !== "present")
    return { measure: "Corrected calcium", fact: corrected };
  return { measure: "Total calcium, uncorrected", fact: labOf(record, calcium) };
}

function labOf(record: BoneHealthRecord, fact: Fact<LabValue>): Fact<LabValue> {
  return wholly(record, fact, "context-observations");
}

function labText({ value, unit, comparator }: LabValue): string {
  return `${comparator ?? ""}${numberText(value)} ${unit}`;
}

function belowLimit({ value, comparator }: LabValue, limit: number): Answer {
  if (comparator === "<" || comparator === "<=") return value < limit || (comparator === "<" && value === limit) ? "yes" : "unclear";
  if (comparator === ">" || comparator === ">=") return value >= limit ? "no" : "unclear";
  return value < limit ? "yes" : "no";
}

type LastDose = { readonly date: FhirDate; readonly words: string };
type JudgeDose = (last: LastDose, seen: Seen, record: BoneHealthRecord, context: RuleContext) => Judgement;

function ofLastDenosumab(judge: JudgeDose): Judge {
  return whenEverOnAi((record, context) => {
    const courses = record.therapy.others.filter((course) => course.drugClass === "denosumab" && course.purpose !== "oncology-dose");
    if (courses.length === 0) return withoutCourse(record, "No denosumab at bone dose is on record.");
    const doses = courses
      .flatMap((course) => course.doses.map((dose) => ({ dose, course })))
      .sort((a, b) => (a.dose.date.latest < b.dose.date.latest ? -1 : 1));
    const given = doses.at(-1);
    const course = given?.course ?? courses.at(-1);
    const ended = course?.end !== undefined && course.end.latest <= record.today ? course.end : undefined;
    if (course === undefined || (given === undefined && ended === undefined))
      return notEvaluable("The dates of the denosumab doses are not recorded.", together(...courses.map((one) => seeCourse("Denosumab", one))));
    const date = given?.dose.date ?? ended ?? onDay(record.today);
    const last: LastDose = { date, words: given ? "Last denosumab" : "Denosumab ended" };
    const after = laterAgent(record, date);
    const seen = together(seeCourse("Denosumab", course), { inputs: [doseInput(last, given?.dose.kind, course)], missing: [] });
    if (after) return notFired(`${last.words} ${dateText(date)}; followed by ${after.agent}.`, together(seen, seeCourse("Follow-on", after)));
    if (!record.therapy.medicationListComplete) {
      const missing: Missing = {
        label: "Injections and medicines since",
        state: "unavailable",
        reason: "Medicines were not loaded completely.",
        couldChange: "A later dose or a follow-on bisphosphonate would settle this.",
      };
      return notEvaluable(
        `${last.words} found: ${dateText(date)} (${sinceText(date, record.today)} ago), but medicines were not loaded completely. Check when the last dose was given.`,
        together(seen, { inputs: [], missing: [missing] }),
      );
    }
    return judge(last, seen, record, context);
  });
}

/** A bisphosphonate taken now or begun or given since; 120 mg denosumab since also covers. */
function laterAgent(record: BoneHealthRecord, date: FhirDate): DrugCourse | undefined {
  return record.therapy.others.find((course) => {
    const covers = course.drugClass === "bisphosphonate" || (course.drugClass === "denosumab" && course.purpose === "oncology-dose");
    const last = course.doses.at(-1)?.date.latest ?? course.start?.latest;
    return covers && (course.currency === "current" || (last !== undefined && last > date.latest));
  });
}

const doseNotes: Readonly<Record<DrugCourse["evidence"][number]["kind"], string>> = {
  administration: "Recorded as given.",
  dispense: "From a pharmacy dispense.",
  statement: "From a reported medicine.",
  order: "Known only from an order: check when it was given.",
};

function doseInput({ date, words }: LastDose, kind: keyof typeof doseNotes | undefined, course: DrugCourse): Input {
  const stated = course.purpose === "not-stated" ? " Dose not stated." : "";
  const note = kind === undefined ? "The date of the last dose is not recorded; the course ended then." : doseNotes[kind];
  return { label: words, value: dateText(date), date: dateText(date), sources: course.sources, how: course.how, note: `${note}${stated}` };
}

function withoutCourse(record: BoneHealthRecord, because: string): Judgement {
  if (record.therapy.medicationListComplete) return notFired(because);
  const missing: Missing = { label: "Medicines", state: "unavailable", reason: "not loaded completely", couldChange: "Denosumab may be among them." };
  return notEvaluable("Whether denosumab was given cannot be said: medicines were not loaded completely.", { inputs: [], missing: [missing] });
}

function overdueText(due: CalendarDate, today: CalendarDate): string {
  const weeks = Math.floor(daysBetween(due, today) / 7);
  return weeks < 26 ? countText(weeks, "week") : monthsText(monthsBetween(due, today));
}
