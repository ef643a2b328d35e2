import type { BoneHealthRecord } from "../../record/record";
import { labOf, labText } from "../chemistry-seen";
import { edition } from "../edition";
import type { Rule } from "../model";
import { currentCourses, isMan, label, whenOnAi, years } from "../population";
import { cannotJudge, fired, notEvaluable, notFired, reasonOf, see, seeIfPresent, together } from "../seen";
import { latestVitaminD, seeVitaminD, type VitaminDClass, vitaminDClasses, vitaminDText } from "../vitamin-d-class";
import { dateText, listText, numberText, sentence } from "../wording";

const intake: Rule = {
  ...edition,
  id: "CA-01",
  title: "Calcium and vitamin D intake",
  priority: "L",
  topic: "calcium",
  logic:
    "Always, on an aromatase inhibitor. Figures are totals of diet and supplements; structured supplement doses are read, dietary intake is almost never recorded.",
  citations: ["asco-2019", "hadji-2017", "nogg-2024", "nam-2011", "datta-2013"],
  judge: whenOnAi((record) => {
    const { calciumSupplement, vitaminDSupplement } = record.risk;
    const seen = together(
      see("Calcium from supplements", calciumSupplement, milligrams, "Supplements count towards the total."),
      see("Vitamin D from supplements", vitaminDSupplement, units, "Supplements count towards the total."),
      { inputs: [], missing: [{ label: "Dietary calcium", state: "not-recorded", reason: "Dietary intake is not searched: ask." }] },
      see("Age", record.patient.age, years),
      seeVitaminD(record),
      seeIfPresent("Corrected calcium", labOf(record, record.chemistry.correctedCalcium), labText),
    );
    const cautions = reasonsAgainst(record);
    return fired(
      `Total calcium 1000–1200 mg/day, diet first; supplement only the gap. Vitamin D at least 800–1000 IU/day total. ${recordedIntake(record)}${cautions.length > 0 ? ` Before adding: ${listText(cautions)}.` : ""}`,
      `${sentence(forThisPatient(record).join("; "))}.`,
      seen,
    );
  }),
};

const tooMuch: Rule = {
  ...edition,
  id: "CA-02",
  title: "Upper level of calcium",
  priority: "M",
  topic: "calcium",
  logic: "Recorded calcium from supplements > 2000 mg/day above 50 years, or > 2500 mg/day up to 50. Diet comes on top and is not recorded.",
  citations: ["nam-2011"],
  settings: ["calciumUpperOver50", "calciumUpperTo50"],
  judge: whenOnAi((record, { settings }) => {
    const { calciumUpperOver50, calciumUpperTo50 } = settings.values;
    const { calciumSupplement: taken } = record.risk;
    const { age } = record.patient;
    if (taken.state !== "present") return cannotJudge("Calcium from supplements", taken);
    const seen = together(see("Calcium from supplements", taken, milligrams), see("Age", age, years, "The upper level depends on age."));
    const lowest = Math.min(calciumUpperOver50, calciumUpperTo50);
    const limit = age.state === "present" ? (age.value > 50 ? calciumUpperOver50 : calciumUpperTo50) : Math.max(calciumUpperOver50, calciumUpperTo50);
    if (age.state !== "present" && taken.value > lowest && taken.value <= limit) return notEvaluable(`Age: ${reasonOf(age)}.`, seen);
    if (taken.value <= limit) return notFired(`Recorded supplements give ${milligrams(taken.value)}: not above ${limit} mg/day.`, seen);
    return fired(
      "Calcium above upper limit. Reduce supplement; check stones, calcium.",
      `Recorded supplements alone give ${milligrams(taken.value)}; upper level ${limit} mg/day including diet.`,
      seen,
    );
  }),
};

export const calciumRules: readonly Rule[] = [intake, tooMuch];

function recordedIntake({ risk: { calciumSupplement, vitaminDSupplement } }: BoneHealthRecord): string {
  const parts = [
    ...(calciumSupplement.state === "present" ? [`calcium ${milligrams(calciumSupplement.value)}`] : []),
    ...(vitaminDSupplement.state === "present" ? [`vitamin D ${units(vitaminDSupplement.value)}`] : []),
  ];
  return parts.length > 0 ? `Recorded from supplements: ${listText(parts)}; diet not recorded.` : "Intake not recorded.";
}

/** What of this record speaks against simply adding a supplement. */
function reasonsAgainst(record: BoneHealthRecord): readonly string[] {
  const { correctedCalcium, egfr, dialysis } = record.chemistry;
  const calcium = labOf(record, correctedCalcium);
  const kidney = labOf(record, egfr);
  const vitaminD = latestVitaminD(record);
  const level = vitaminD.state === "present" ? vitaminDClasses(vitaminD.value) : [];
  return [
    ...(calcium.state === "present" && calcium.value.high !== undefined && calcium.value.value > calcium.value.high
      ? [`corrected calcium ${labText(calcium.value)} is above its range`]
      : []),
    ...(dialysis.state === "present" ? [`renal advice (${label(dialysis.value)})`] : []),
    ...(dialysis.state !== "present" && kidney.state === "present" && kidney.value.value < 30 ? [`renal advice (eGFR ${labText(kidney.value)})`] : []),
    ...(level.length > 0 && level.every((one) => one === "above-concern" || one === "high") && vitaminD.state === "present"
      ? [`25(OH)D ${vitaminDText(vitaminD.value)} is already high, review vitamin D`]
      : []),
  ];
}

/** Omeprazole and its like: calcium carbonate needs acid. */
const acidSuppressants = ["omeprazole", "esomeprazole", "lansoprazole", "dexlansoprazole", "pantoprazole", "rabeprazole"];

function forThisPatient(record: BoneHealthRecord): readonly string[] {
  const { age } = record.patient;
  const { calciumSupplement: calcium, vitaminDSupplement } = record.risk;
  const vitaminD = latestVitaminD(record);
  const corrected = labOf(record, record.chemistry.correctedCalcium);
  const acid = currentCourses(record, "bone-harming").filter((course) => acidSuppressants.includes(course.agent));
  const lines: string[] = [];
  if (age.state === "present" && !isMan(record))
    lines.push(`age ${age.value}: NAM allowance ${age.value > 50 ? 1200 : 1000} mg calcium and ${age.value > 70 ? 800 : 600} IU vitamin D a day`);
  if (calcium.state === "present" && calcium.value >= 1200)
    lines.push(`supplements alone reach the whole target (${milligrams(calcium.value)}): does diet leave a gap?`);
  else if (calcium.state === "present" && calcium.value > 0 && calcium.value < 1200)
    lines.push(`${numberText(Math.max(0, 1000 - calcium.value), 0)}–${numberText(1200 - calcium.value, 0)} mg remain for diet`);
  if (calcium.state === "present" && calcium.value > 600) lines.push("split supplement doses to 500–600 mg");
  if (vitaminDSupplement.state === "present")
    lines.push(
      vitaminDSupplement.value < 800
        ? `recorded vitamin D ${units(vitaminDSupplement.value)} is below 800 IU`
        : `recorded vitamin D ${units(vitaminDSupplement.value)} reaches 800 IU`,
    );
  if (vitaminD.state === "present")
    lines.push(`25(OH)D ${vitaminDText(vitaminD.value)} (${dateText(vitaminD.value.date)})${repletion(vitaminDClasses(vitaminD.value))}`);
  if (corrected.state === "present" && corrected.value.low !== undefined && corrected.value.value < corrected.value.low)
    lines.push(`corrected calcium ${labText(corrected.value)} is below its range: correct and explain it first`);
  if (acid.length > 0) lines.push(`on ${listText(acid.map((course) => course.agent))}: calcium citrate is absorbed without acid`);
  return lines.length > 0 ? lines : ["On an aromatase inhibitor"];
}

function repletion(classes: readonly VitaminDClass[]): string {
  return classes.every((one) => one === "severe" || one === "deficient") ? ": repletion first" : "";
}

function milligrams(value: number): string {
  return `${numberText(value, 0)} mg/day`;
}

function units(value: number): string {
  return `${numberText(value, 0)} IU/day`;
}
