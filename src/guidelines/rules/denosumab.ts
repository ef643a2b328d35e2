import { addMonths, daysBetween, monthsBetween, onDay } from "../../record/date";
import type { CalendarDate, FhirDate } from "../../record/fact";
import type { BoneHealthRecord, DrugCourse } from "../../record/record";
import { belowLimit, labOf, labText } from "../chemistry-seen";
import { edition } from "../edition";
import { atLeastMonthsAgo, sinceText } from "../intervals";
import type { Input, Judge, Judgement, Missing, Rule, RuleContext } from "../model";
import { currentCourses, label, whenEverOnAi } from "../population";
import { cannotJudge, fired, notEvaluable, notFired, type Seen, see, seeCourse, seeIfPresent, together } from "../seen";
import { givenMedicineSearches, unread } from "../searches-read";
import { countText, dateText, monthsText } from "../wording";

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
    return fired("Denosumab due. Book now; if stopping, plan a follow-on bisphosphonate.", `${ago}; interval ${monthsText(due)}.`, seen);
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

export const denosumabRules: readonly Rule[] = [denosumabOverdue, denosumabDue, denosumabKidney];

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
    const unseen = courses.filter((one) => one !== course && one.doses.length === 0 && (one.start?.latest ?? "") > date.latest);
    const seen = together(
      seeCourse("Denosumab", course),
      { inputs: [doseInput(last, given?.dose.kind, course)], missing: [] },
      ...unseen.map((one) => seeCourse("Denosumab since, without a recorded dose", one)),
    );
    if (after) return notFired(`${last.words} ${dateText(date)}; followed by ${after.agent}.`, together(seen, seeCourse("Follow-on", after)));
    const open = unread(record, givenMedicineSearches).length > 0;
    if (!open && record.therapy.medicationListComplete) return judge(last, seen, record, context);
    const missing: Missing = {
      label: "Injections and medicines since",
      state: open ? "unavailable" : "unusable",
      reason: open ? "Medicines were not loaded completely." : "Some medication entries do not say which drug they mean.",
      couldChange: "A later dose or a follow-on bisphosphonate would settle this.",
    };
    const withHole = together(seen, { inputs: [], missing: [missing] });
    if (!open) return judge(last, withHole, record, context); // an entry without a name must not silence the alert
    return notEvaluable(
      `${last.words} found: ${dateText(date)} (${sinceText(date, record.today)} ago), but medicines were not loaded completely. Check when the last dose was given.`,
      withHole,
    );
  });
}

/** A bisphosphonate taken now or begun or given since; 120 mg denosumab since also covers. One that nobody knows to be taken does not. */
function laterAgent(record: BoneHealthRecord, date: FhirDate): DrugCourse | undefined {
  return record.therapy.others.find((course) => {
    const covers = course.drugClass === "bisphosphonate" || (course.drugClass === "denosumab" && course.purpose === "oncology-dose");
    const last = course.doses.at(-1)?.date.latest ?? course.start?.latest;
    return covers && course.currency !== "uncertain" && (course.currency === "current" || (last !== undefined && last > date.latest));
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
  if (record.therapy.medicationListComplete && unread(record, givenMedicineSearches).length === 0) return notFired(because);
  const missing: Missing = { label: "Medicines", state: "unavailable", reason: "not loaded completely", couldChange: "Denosumab may be among them." };
  return notEvaluable("Whether denosumab was given cannot be said: medicines were not loaded completely.", { inputs: [], missing: [missing] });
}

function overdueText(due: CalendarDate, today: CalendarDate): string {
  const weeks = Math.floor(daysBetween(due, today) / 7);
  return weeks < 26 ? countText(weeks, "week") : monthsText(monthsBetween(due, today));
}
