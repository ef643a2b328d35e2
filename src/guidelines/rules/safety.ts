import type { Fact } from "../../record/fact";
import type { BoneHealthRecord, DrugCourse, LabValue } from "../../record/record";
import { labOf, labText } from "../chemistry-seen";
import { edition } from "../edition";
import type { Input, Judgement, Missing, Priority, Rule, RuleContext } from "../model";
import { boneTherapy, whenOnAi } from "../population";
import { cannotJudge, fired, notEvaluable, notFired, reasonOf, type Seen, see, seeCourse, together } from "../seen";
import { seeTherapy } from "../treatment-population";
import { seeVitaminD } from "../vitamin-d-class";
import { dateText, inline, listText, numberText } from "../wording";
import { boneLossRules } from "./bone-loss";
import { indicationIds } from "./on-treatment";
import { treatmentRules } from "./treatment";

const beforeAntiresorptive: Rule = {
  ...edition,
  id: "SAFE-01",
  title: "Checks before an antiresorptive",
  priority: "M",
  topic: "safety",
  logic: "Any of TX-01 to TX-07 prompts. Takes their highest priority.",
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
      const known = seen.inputs.map((input) => `${inline(input.label)} ${input.value}${input.date ? ` (${input.date})` : ""}`);
      const open = seen.missing.map((missing) => inline(missing.label));
      return fired(
        "Before an antiresorptive: dental check, corrected calcium, 25(OH)D, creatinine clearance, exit plan if denosumab.",
        `Because of ${listText(firedIds.map(titled))}.${known.length > 0 ? ` Known: ${known.join("; ")}.` : ""} To be checked: ${open.join(", ")}.`,
        seen,
        mostUrgent(firedIds, context),
      );
    }
    if (openIds.length > 0) return notEvaluable(`${openIds.join(", ")} could not be judged.`, seen);
    return notFired("No reason for bone treatment was found (TX-01 to TX-07).");
  }),
};

const renalLimit: Rule = {
  ...edition,
  id: "SAFE-02",
  title: "Creatinine clearance and zoledronate",
  priority: "H",
  topic: "safety",
  logic:
    "Cockcroft-Gault creatinine clearance < 35 mL/min, and any of TX-01 to TX-07 prompts or zoledronate is on the list. eGFR alone does not decide: it is not the measure of the label.",
  citations: ["reclast-label", "zometa-label", "reid-2008"],
  judge: whenOnAi((record, context) => {
    const clearance = labOf(record, record.chemistry.creatinineClearance);
    const zoledronate = record.therapy.others.find((course) => course.agent.includes("zoledron") && course.currency !== "past") ?? zoledronateInForce(record);
    const outside = notConsidered(context, zoledronate, "No reason for bone treatment was found (TX-01 to TX-07), and no zoledronate is on the list.");
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
      `CrCl ${labText(clearance.value)}: zoledronate 5 mg contraindicated (< 35). 4 mg product: not recommended < 30, reduced dose 30–60. Seek renal/bone advice.`,
      `Cockcroft-Gault ${labText(clearance.value)}${clearance.date ? `, ${dateText(clearance.date)}` : ""}; limit 35 mL/min. ${zoledronate ? `${zoledronate.label} is on the list.` : `Therapy is in question (${indications(context).firedIds.join(", ")}).`}`,
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
    "Albumin-corrected calcium below the laboratory's own lower limit, and any of TX-01 to TX-07 prompts or an antiresorptive is in force. Without albumin, total calcium below the limit counts and is called uncorrected.",
  citations: ["prolia-label", "reclast-label", "fda-prolia-2024"],
  judge: whenOnAi((record, context) => {
    const therapy = boneTherapy(record);
    const treated = therapy.state === "present" ? therapy.value : undefined;
    const outside = notConsidered(context, treated, "No reason for bone treatment was found (TX-01 to TX-07), and no antiresorptive is in force.");
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

export const safetyRules: readonly Rule[] = [beforeAntiresorptive, renalLimit, lowCalcium];

function indications({ earlier }: RuleContext): { readonly firedIds: readonly string[]; readonly openIds: readonly string[] } {
  const withOutcome = (outcome: Judgement["outcome"]) => indicationIds.filter((id) => earlier.get(id)?.outcome === outcome);
  return { firedIds: withOutcome("fired"), openIds: withOutcome("not-evaluable") };
}

/** "rate of bone loss (TX-07)" */
function titled(id: string): string {
  const rule = [...treatmentRules, ...boneLossRules].find((one) => one.id === id);
  return `${inline(rule?.title ?? "")} (${id})`;
}

function seeIndications(context: RuleContext): Seen {
  const input: Input = { label: "Reasons for bone treatment", value: indications(context).firedIds.join(", "), sources: [], how: "derived" };
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
