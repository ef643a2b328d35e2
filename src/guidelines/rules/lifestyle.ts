import type { BoneHealthRecord } from "../../record/record";
import { lowestT, scoreAtSite, seeLowestT } from "../density";
import { edition } from "../edition";
import type { Judgement, Rule } from "../model";
import { whenOnAi } from "../population";
import { riskFactors } from "../risk-factors";
import { wholly } from "../searches-read";
import { cannotJudge, fired, notFired, see, seeIfPresent, together } from "../seen";
import { countText, dateText, listText, numberText, sentence } from "../wording";

const exercise: Rule = {
  ...edition,
  id: "EX-01",
  title: "Exercise",
  priority: "L",
  topic: "lifestyle",
  logic:
    "Always, on an aromatase inhibitor: aerobic activity of at least 150 minutes a week, resistance at least twice a week, balance work. Recorded minutes, age, falls and the cautions of EX-02 are taken into account.",
  citations: ["asco-2019", "ligibel-2022", "campbell-2019", "thomas-2017", "kwan-2023", "nogg-2024"],
  judge: whenOnAi((record) => {
    const minutes = wholly(record, record.risk.exerciseMinutes, "context-observations");
    const reasons = reasonsForSupervision(record);
    const recorded =
      minutes.state !== "present"
        ? "Activity not recorded: ask."
        : minutes.value >= 150
          ? `Recorded ${numberText(minutes.value, 0)} min/week reaches 150: add or keep resistance and balance work.`
          : `Recorded ${numberText(minutes.value, 0)} min/week: ${numberText(150 - minutes.value, 0)} below 150, build up slowly.`;
    const caution = reasons.length > 0 ? ` Supervised start (${listText(reasons)}).` : "";
    const { age } = record.patient;
    const notes = [
      ...(minutes.state === "present" ? [`${numberText(minutes.value, 0)} min/week${minutes.date ? `, ${dateText(minutes.date)}` : ""}`] : []),
      ...(age.state === "present" && age.value >= 65 ? [`age ${age.value}: balance work matters for falls`] : []),
      ...reasons,
    ];
    return fired(
      `Encourage 150+ min/week aerobic, resistance 2+/week, balance work, tailored. Main proven gains: function, falls; BMD effect on AI unproven. ${recorded}${caution}`,
      notes.length > 0 ? `${sentence(notes.join("; "))}.` : "On an aromatase inhibitor.",
      together(
        see("Moderate to vigorous activity", minutes, (value) => `${numberText(value, 0)} min/week`),
        seeIfPresent("Age", age, (value) => `${value} years`),
        seeLowestT(record),
      ),
    );
  }),
};

const supervised: Rule = {
  ...edition,
  id: "EX-02",
  title: "Supervised exercise",
  priority: "M",
  topic: "lifestyle",
  logic: "Lowest T-score ≤ −2.5, or a hip or vertebral fracture on record, or FALL-01 (two falls or one injurious in 12 months).",
  citations: ["asco-2019", "nogg-2024", "liftmor-2018"],
  judge: whenOnAi((record) => {
    const reasons = reasonsForSupervision(record);
    const lowest = lowestT(record);
    const { falls, fractures } = record.risk;
    const could = "Any of the three would raise this prompt.";
    const seen = together(
      seeLowestT(record, could),
      see("Fractures", fractures, (list) => listText(list.map((one) => one.label)) || "none", could),
      see("Falls in 12 months", falls, fallsText, could),
    );
    if (reasons.length > 0)
      return fired(
        `${listText(reasons)}: refer to physio/rehab for supervised programme; avoid loaded spinal flexion and unsupervised high impact.`,
        `${listText(reasons)}; thresholds: T-score −2.5, hip or vertebral fracture, two falls or one injurious in 12 months.`,
        seen,
      );
    if (lowest.state === "unavailable") return cannotJudge("T-score", lowest);
    if (fractures.state === "unavailable") return cannotJudge("Fractures", fractures);
    if (falls.state === "unavailable") return cannotJudge("Falls", falls);
    return notFired("No T-score of −2.5 or lower, no hip or vertebral fracture and no repeated or injurious falls are on record.", seen);
  }),
};

const smoking: Rule = {
  ...edition,
  id: "SMK-01",
  title: "Smoking",
  priority: "M",
  topic: "lifestyle",
  logic: "Current smoker. Former smoking counts as a risk factor (Hadji, ESMO) but raises no prompt.",
  citations: ["asco-2019", "nogg-2024"],
  judge: whenOnAi((record, { settings }) => {
    const status = wholly(record, record.risk.smoking, "context-observations");
    if (status.state !== "present") return cannotJudge("Smoking status", status);
    const seen = see("Smoking status", status, String);
    if (status.value !== "current") return notFired(`Smoking status: ${status.value}.`, seen);
    const count = riskFactors(record, settings);
    return fired(
      `Current smoker${status.date ? ` (${dateText(status.date)})` : ""}. Offer cessation support (counselling + medicine).`,
      `Recorded as current smoker; smoking is one of the six bone risk factors here: ${count.text}.`,
      seen,
    );
  }),
};

/** 1 UK unit of alcohol. */
const gramsPerUkUnit = 8;

const alcohol: Rule = {
  ...edition,
  id: "ALC-01",
  title: "Alcohol",
  priority: "M",
  topic: "lifestyle",
  logic:
    "Mean intake > 16 g ethanol a day (2 UK units); exactly 16 g does not fire. Bone risk factor of FRAX at ≥ 24 g (3 units). A drink of unknown size is not converted.",
  citations: ["nogg-2024", "asco-2019", "frax"],
  settings: ["alcoholPromptAboveGrams"],
  judge: whenOnAi((record, { settings }) => {
    const limit = settings.values.alcoholPromptAboveGrams;
    const grams = wholly(record, record.risk.alcohol, "context-observations");
    const show = (value: number) => `${numberText(value)} g/day`;
    if (grams.state !== "present") return cannotJudge("Alcohol", grams);
    const seen = see("Alcohol", grams, show);
    if (grams.value <= limit) return notFired(`Alcohol ${show(grams.value)}: not above ${limit} g/day.`, seen);
    const inUnits = `${numberText(grams.value / gramsPerUkUnit)} UK units`;
    return fired(
      `Alcohol ${show(grams.value)}. Advise ≤ 2 UK units (16 g) a day; a bone risk factor from 3 units (24 g). Less is better for cancer risk.`,
      `${show(grams.value)} is ${inUnits}, limit ${limit} g/day; ${grams.value >= 3 * gramsPerUkUnit ? "at or above" : "below"} the 24 g that FRAX counts.`,
      seen,
    );
  }),
};

const lowWeight: Rule = {
  ...edition,
  id: "BMI-01",
  title: "Body mass index",
  priority: "L",
  topic: "lifestyle",
  logic: "BMI < 20 kg/m², latest within 12 months. BMI < 24 counts as a risk factor (Hadji, ESMO) but raises no prompt of its own.",
  citations: ["racgp-2024", "cms249"],
  settings: ["bmiPromptBelow"],
  judge: whenOnAi((record, { settings }) => {
    const limit = settings.values.bmiPromptBelow;
    const bmi = wholly(record, record.risk.bmi, "context-observations");
    if (bmi.state !== "present") return cannotJudge("BMI", bmi);
    const show = (value: number) => `${numberText(value)} kg/m²`;
    const seen = together(
      see("BMI", bmi, show),
      seeIfPresent("Weight", record.risk.weight, (value) => `${numberText(value)} kg`),
    );
    if (bmi.value >= limit) return notFired(`BMI ${show(bmi.value)}: ${limit} or more.`, seen);
    return fired(
      `BMI ${numberText(bmi.value)}: low body weight raises fracture risk. Check weight loss, nutrition, dietitian.`,
      `BMI ${show(bmi.value)}${bmi.date ? `, ${dateText(bmi.date)}` : ""}; limit ${limit}.`,
      seen,
    );
  }),
};

const falls: Rule = {
  ...edition,
  id: "FALL-01",
  title: "Falls",
  priority: "M",
  topic: "lifestyle",
  logic: "Two or more falls, or one injurious fall, in 12 months.",
  citations: ["asco-2019", "nogg-2024"],
  judge: whenOnAi((record): Judgement => {
    const recorded = wholly(record, record.risk.falls, "context-observations");
    if (recorded.state !== "present") return cannotJudge("Falls", recorded);
    const seen = see("Falls in 12 months", recorded, fallsText);
    if (!repeatedOrInjurious(recorded.value)) return notFired(`${fallsText(recorded.value)} in 12 months.`, seen);
    return fired(
      "Falls assessment: gait, vision, neuropathy, sedatives, home safety; rehab referral.",
      `${fallsText(recorded.value)} in 12 months${recorded.date ? `, recorded ${dateText(recorded.date)}` : ""}; threshold two, or one injurious.`,
      seen,
    );
  }),
};

export const lifestyleRules: readonly Rule[] = [exercise, supervised, smoking, alcohol, lowWeight, falls];

/** Why exercise should start supervised (EX-02). A possible fracture is enough for this caution. */
function reasonsForSupervision(record: BoneHealthRecord): readonly string[] {
  const lowest = lowestT(record);
  const { fractures } = record.risk;
  const recorded = wholly(record, record.risk.falls, "context-observations");
  const atMajorSite = fractures.state === "present" ? fractures.value.filter((fracture) => fracture.site !== "other") : [];
  return [
    ...(lowest.state === "present" && lowest.value.value <= -2.5 ? [`T-score ${scoreAtSite(lowest.value)}`] : []),
    ...atMajorSite.map((fracture) => fracture.label),
    ...(recorded.state === "present" && repeatedOrInjurious(recorded.value) ? [fallsText(recorded.value)] : []),
  ];
}

type Falls = { readonly count: number; readonly injurious: boolean };

function repeatedOrInjurious({ count, injurious }: Falls): boolean {
  return count >= 2 || injurious;
}

function fallsText({ count, injurious }: Falls): string {
  return `${countText(count, "fall")}${injurious ? ", with injury" : ""}`;
}
