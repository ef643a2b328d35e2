import type { Fact, FhirDate } from "../record/fact";
import type { BoneHealthRecord, DrugCourse, Statement } from "../record/record";
import type { Input, Judge, Judgement } from "./model";
import { seeUnread } from "./searches-read";
import { cannotJudge, notEvaluable, notFired, reasonOf, type Seen, see, seeCourse, together } from "./seen";
import type { GuidelineSettings } from "./settings";
import { dateText } from "./wording";

/** Adults on an aromatase inhibitor for non-metastatic breast cancer: the population of every rule that is not told otherwise. */
export function whenOnAi(judge: Judge): Judge {
  return (record, context) => outsideDisease(record) ?? offAromataseInhibitor(record) ?? withNotes(record, judge(record, context));
}

/** Also after the aromatase inhibitor has ended: the rebound risk of denosumab does not end with it. */
export function whenEverOnAi(judge: Judge): Judge {
  return (record, context) => {
    const exposed = record.therapy.aromataseInhibitors.length > 0;
    return outsideDisease(record) ?? (exposed ? undefined : offAromataseInhibitor(record)) ?? withNotes(record, judge(record, context));
  };
}

/** Below this age, without breast cancer on record, letrozole has another likely use: fertility treatment. */
const otherUsesBelowAge = 45;

function outsideDisease(record: BoneHealthRecord): Judgement | undefined {
  const { metastatic, breastCancer } = record.disease;
  const { age, sex, deceased } = record.patient;
  if (deceased.state === "present" && deceased.value)
    return notFired(
      "Recorded as deceased.",
      see("Deceased", deceased, () => "yes"),
    );
  if (metastatic.state === "present") return notFired("Metastatic pathway: metastatic disease is on record.", see("Metastatic disease", metastatic, label));
  if (metastatic.state === "unavailable") return cannotJudge("Whether the disease is metastatic", metastatic);
  if (age.state === "present" && age.value < 18) return notFired("The guidance is for adults.", see("Age", age, years));
  const mayBeYoung = age.state !== "present" || age.value < otherUsesBelowAge;
  const mayBeFemale = sex.state !== "present" || sex.value === "female";
  if (mayBeYoung && mayBeFemale && breastCancer.state !== "present")
    return notEvaluable(`Breast cancer diagnosis: ${reasonOf(breastCancer)}. Below ${otherUsesBelowAge}, letrozole has other uses.`, seeDiagnosis(record));
  return undefined;
}

function offAromataseInhibitor(record: BoneHealthRecord): Judgement | undefined {
  const taken = record.therapy.currentAromataseInhibitor;
  if (taken.state === "present") return undefined;
  if (taken.state === "not-recorded") return notFired("Not on an aromatase inhibitor now.", see("Aromatase inhibitor", taken, courseLabel));
  return cannotJudge("Whether an aromatase inhibitor is taken now", taken);
}

function withNotes(record: BoneHealthRecord, judgement: Judgement): Judgement {
  const diagnosis = record.disease.breastCancer.state === "present" ? [] : seeDiagnosis(record).missing;
  const notes = isMan(record) ? see("Sex", record.patient.sex, () => "male").inputs.map((input): Input => ({ ...input, note: evidenceIsForWomen })) : [];
  if (diagnosis.length === 0 && notes.length === 0) return judgement;
  return { ...judgement, inputs: [...judgement.inputs, ...notes], missing: [...judgement.missing, ...diagnosis] };
}

export const evidenceIsForWomen = "Guideline evidence is for women.";

export function isMan(record: BoneHealthRecord): boolean {
  return record.patient.sex.state === "present" && record.patient.sex.value === "male";
}

/**
 * Which reading of bone density applies.
 * - `t-score`: after the menopause (recorded, or assumed from age), and men from 50: T-score and its classes.
 * - `t-score-no-class`: ovarian suppression below 50: the thresholds apply, the density classes are withheld.
 * - `z-score`: before the menopause without suppression, and men under 50.
 * - `unknown`: a fact is missing that would decide.
 */
export type Reading =
  | { readonly kind: "t-score" | "t-score-no-class" | "z-score"; readonly seen: Seen }
  | { readonly kind: "unknown"; readonly because: string; readonly seen: Seen };

export function readingOf(record: BoneHealthRecord, settings: GuidelineSettings): Reading {
  const { age } = record.patient;
  const { status, ovarianSuppression } = record.menopause;
  const limit = settings.values.premenopausalBelowAge;
  const known = age.state === "present" ? age.value : undefined;
  const seen = together(see("Age", age, years), see("Menopausal status", status, String, menopauseDecides));
  if (isMan(record)) {
    if (known === undefined) return { kind: "unknown", because: `Age: ${reasonOf(age)}.`, seen };
    return { kind: known >= 50 ? "t-score" : "z-score", seen };
  }
  if (ovarianSuppression.state === "present") {
    const withSuppression = together(see("Age", age, years), see("Ovarian suppression", ovarianSuppression, label));
    if (known !== undefined && known >= limit) return { kind: "t-score", seen: withSuppression };
    return { kind: "t-score-no-class", seen: withSuppression };
  }
  if (status.state === "present" && status.value === "postmenopausal") {
    const unsure = status.how === "assumed" ? couldHideMenopause(record, known) : undefined;
    return unsure
      ? { kind: "unknown", because: "Menopausal status is assumed from age, and what could contradict it was not loaded.", seen: unsure }
      : { kind: "t-score", seen };
  }
  if (status.state === "present" && ovarianSuppression.state === "not-recorded") return { kind: "z-score", seen };
  // From 50 on, women (assumed postmenopausal) and men are read by T-score alike: an unrecorded sex must not silence it.
  const { sex } = record.patient;
  const sexIsOpen = sex.state === "not-recorded" || sex.state === "recorded-unknown" || (sex.state === "present" && sex.value === "other");
  if (sexIsOpen && status.state === "not-recorded" && known !== undefined && known >= Math.max(limit, 50))
    return { kind: "t-score", seen: together(seen, see("Sex", sex, String)) };
  // Nor may a date of birth that nobody recorded: the T-score is read as that of most women on an aromatase inhibitor, and age and status are listed as missing.
  if (known === undefined && age.state !== "unavailable" && status.state === "not-recorded") return { kind: "t-score", seen };
  const because = status.state === "present" ? `Ovarian suppression: ${reasonOf(ovarianSuppression)}.` : `Menopausal status: ${reasonOf(status)}.`;
  return { kind: "unknown", because, seen: together(seen, see("Ovarian suppression", ovarianSuppression, label, menopauseDecides)) };
}

/** NCCN's definition of menopause: from 60 on nothing further is asked. */
const postmenopausalFromAge = 60;

function couldHideMenopause(record: BoneHealthRecord, age: number | undefined): Seen | undefined {
  if (age !== undefined && age >= postmenopausalFromAge) return undefined;
  const holes = seeUnread(record, ["context-observations", "conditions"], menopauseDecides);
  return holes.missing.length === 0 ? undefined : holes;
}

const menopauseDecides = "T-score thresholds apply only after the menopause or under ovarian suppression.";

/**
 * Start of the aromatase inhibitor, where a claim rests on nothing having been taken earlier: not known while a medication
 * search that may hold an earlier course was not read.
 */
export function certainStart({ therapy }: BoneHealthRecord): Fact<FhirDate> {
  const since = therapy.aromataseInhibitorSince;
  if (since.state !== "present" || therapy.medicationListComplete) return since;
  return { state: "unavailable", searches: [], pending: false, reason: "an earlier course may be in medicines that were not loaded" };
}

/** The aromatase inhibitor and its start, for rules that rest on them. */
export function seeAromataseInhibitor(record: BoneHealthRecord): Seen {
  const { currentAromataseInhibitor: taken, aromataseInhibitorSince: since } = record.therapy;
  const course = taken.state === "present" ? seeCourse("Aromatase inhibitor", taken.value) : see("Aromatase inhibitor", taken, courseLabel);
  return together(course, see("Aromatase inhibitor since", since, dateText));
}

function seeDiagnosis(record: BoneHealthRecord): Seen {
  return see("Breast cancer diagnosis", record.disease.breastCancer, label, "Aromatase inhibitors have other uses; these rules are for breast cancer.");
}

/** Courses of these classes that are taken now (on hold and uncertain ones are not). */
export function currentCourses(record: BoneHealthRecord, ...classes: readonly DrugCourse["drugClass"][]): readonly DrugCourse[] {
  return record.therapy.others.filter((course) => classes.includes(course.drugClass) && course.currency === "current");
}

/** Bone-building treatment in force: an antiresorptive at bone dose, or an anabolic agent. */
export function boneTherapy(record: BoneHealthRecord): Fact<DrugCourse> {
  const { antiresorptive } = record.therapy;
  const anabolic = currentCourses(record, "bone-anabolic")[0];
  if (antiresorptive.state === "present" || anabolic === undefined) return antiresorptive;
  return { state: "present", value: anabolic, date: anabolic.start, sources: anabolic.sources, how: anabolic.how };
}

export function label(statement: Statement): string {
  return statement.label;
}

export function courseLabel(course: DrugCourse): string {
  return course.label;
}

export function years(age: number): string {
  return `${age} years`;
}
