import type { CalendarDate } from "../../record/fact";
import type { DrugCourse } from "../../record/record";
import { edition } from "../edition";
import { moreThanMonthsAgo, sinceText } from "../intervals";
import type { Judge, Rule } from "../model";
import { boneTherapy, courseLabel, isMan, readingOf, seeAromataseInhibitor, whenOnAi } from "../population";
import { cannotJudge, fired, notEvaluable, notFired, type Seen, see, seeCourse, together } from "../seen";
import { notForMen, seeTherapy } from "../treatment-population";
import { dateText, monthsText, withoutStop } from "../wording";
import { judgeFastLoss } from "./bone-loss";
import { judgeContestedT, judgeFractures, judgeLowT, judgeLowTWithRisk, judgeRecordedFrax, judgeRiskFactorsAlone } from "./treatment";

const onTreatment: Rule = {
  ...edition,
  id: "ONTX-01",
  title: "Bone treatment in force",
  priority: "L",
  topic: "treatment",
  logic: "Any of TX-01 to TX-07 would fire, and an antiresorptive at bone dose (or an anabolic agent) is in force.",
  citations: ["hadji-2017", "reid-2008"],
  judge: whenOnAi((record, context) => {
    const therapy = boneTherapy(record);
    if (therapy.state === "not-recorded") return notFired("No bone treatment is on record.", see("Bone treatment", therapy, courseLabel));
    if (therapy.state !== "present") return cannotJudge("Bone treatment", therapy);
    const would = indications.map(([id, judge]) => ({ id, judgement: judge(record, context) })).filter(({ judgement }) => judgement.outcome === "fired");
    const seen = seeTherapy(record);
    if (would.length === 0) return notFired(`On ${therapy.value.agent}; no treatment criterion is met now.`, seen);
    const lastDose = therapy.value.doses.at(-1);
    const given = lastDose ? `, last dose ${dateText(lastDose.date)}` : "";
    return fired(
      `On ${therapy.value.agent}. Check adherence, interval, and response; a new fracture or a loss beyond the least significant change warrants specialist review.`,
      `${therapy.value.label}${given}. Would prompt without it: ${would.map(({ id, judgement }) => `${judgement.outcome === "fired" ? withoutStop(judgement.whyNow) : ""} (${id})`).join("; ")}.`,
      together(seen, ...would.map(({ judgement }) => ({ inputs: judgement.inputs, missing: judgement.missing }))),
    );
  }),
};

const adjuvantBisphosphonate: Rule = {
  ...edition,
  id: "ADJ-01",
  title: "Adjuvant bisphosphonate against recurrence",
  priority: "M",
  topic: "treatment",
  logic:
    "Aromatase inhibitor started at most 6 months ago, postmenopausal or under ovarian suppression, no bisphosphonate or denosumab on record. Does not depend on bone density.",
  citations: ["eisen-2022", "ebctcg-2015"],
  settings: ["adjuvantWindowMonths"],
  judge: whenOnAi((record, context) => {
    if (isMan(record)) return notForMen(record);
    const reading = readingOf(record, context.settings);
    const since = record.therapy.aromataseInhibitorSince;
    const window = context.settings.values.adjuvantWindowMonths;
    const seen = together(
      seeAromataseInhibitor(record),
      reading.seen,
      see("Stage", record.disease.stage, ({ label }) => label),
    );
    if (reading.kind === "z-score") return notFired("Premenopausal without ovarian suppression: no benefit shown.", seen);
    if (since.state !== "present") return cannotJudge("Start of the aromatase inhibitor", since);
    const late = moreThanMonthsAgo(since.value, window, record.today);
    if (late === "yes") return notFired(`Aromatase inhibitor since ${dateText(since.value)}, more than ${monthsText(window)}.`, seen);
    if (late === "unclear")
      return notEvaluable(`The start of the aromatase inhibitor (${dateText(since.value)}) does not tell whether it is within ${monthsText(window)}.`, seen);
    if (reading.kind === "unknown") return notEvaluable(reading.because, seen);
    const agent = record.therapy.others.find(
      (course) =>
        (course.drugClass === "bisphosphonate" || course.drugClass === "denosumab") && (course.currency !== "past" || lastDay(course) >= since.value.earliest),
    );
    if (agent) return notFired(`${agent.agent} is on record.`, together(seen, seeCourse("Bone-targeted agent", agent)));
    if (record.therapy.antiresorptive.state === "present")
      return notFired(`On ${record.therapy.antiresorptive.value.agent}.`, together(seen, seeTherapy(record)));
    if (!record.therapy.medicationListComplete || record.therapy.antiresorptive.state === "unavailable")
      return notEvaluable(
        "Whether a bisphosphonate or denosumab is taken cannot be said: medicines were not loaded completely.",
        together(seen, seeTherapy(record)),
      );
    const window3: Seen = {
      inputs: [],
      missing: [
        {
          label: "Days since surgery and chemotherapy",
          state: "not-recorded",
          reason: "The early-start window (3 months from surgery, 2 from chemotherapy) is not computable here.",
        },
      ],
    };
    return fired(
      "Separate from bone density: discuss adjuvant bisphosphonate to lower recurrence (zoledronate, clodronate or ibandronate). Denosumab not recommended for this purpose.",
      `Aromatase inhibitor since ${dateText(since.value)} (${sinceText(since.value, record.today)}); no bisphosphonate or denosumab on record.`,
      together(seen, window3),
    );
  }),
};

const indications: readonly (readonly [string, Judge])[] = [
  ["TX-01", judgeLowT],
  ["TX-02", judgeContestedT],
  ["TX-03", judgeLowTWithRisk],
  ["TX-04", judgeRiskFactorsAlone],
  ["TX-05", judgeRecordedFrax],
  ["TX-06", judgeFractures],
  ["TX-07", judgeFastLoss],
];

/** The rules that are a reason to discuss bone-targeted therapy; SAFE rules look at their outcome. */
export const indicationIds: readonly string[] = indications.map(([id]) => id);

export const onTreatmentRules: readonly Rule[] = [onTreatment, adjuvantBisphosphonate];

function lastDay(course: DrugCourse): CalendarDate {
  return course.doses.at(-1)?.date.latest ?? course.end?.latest ?? "";
}
