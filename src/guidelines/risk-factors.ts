import { monthsBetween } from "../record/date";
import type { Fact } from "../record/fact";
import type { BoneHealthRecord } from "../record/record";
import type { Missing } from "./model";
import { wholly } from "./searches-read";
import { reasonOf, type Seen, see, together } from "./seen";
import type { GuidelineSettings } from "./settings";
import { countText, listText, numberText } from "./wording";

type RiskFactorId = "age" | "smoking" | "bmi" | "parental-hip-fracture" | "own-fracture" | "glucocorticoid";

export type RiskFactor = {
  readonly id: RiskFactorId;
  /** With its cut-off: "age > 65". */
  readonly label: string;
  /** `unavailable` could not be loaded; `not-recorded` includes unknown, out of date and unusable. */
  readonly state: "present" | "absent" | "not-recorded" | "unavailable";
  /** Only of `unavailable`: its searches are still being answered, nothing has failed. */
  readonly pending?: true;
  /** The patient's own words of it: "age 71", "former smoker". */
  readonly detail: string;
  readonly seen: Seen;
};

export type RiskFactorCount = {
  /** All six, in the order of the guidelines. */
  readonly all: readonly RiskFactor[];
  /** Those that are established. Only these count. */
  readonly known: readonly RiskFactor[];
  readonly notRecorded: readonly RiskFactor[];
  readonly unavailable: readonly RiskFactor[];
  /** "2 of 6 present (3 not recorded)" */
  readonly text: string;
};

/**
 * The six-item count of the joint position statement 2017 (Hadji) and ESMO 2020: age, smoking ever, BMI, family history of
 * hip fracture, own fragility fracture after 50, oral glucocorticoid. What is not recorded never counts as absent.
 */
export function riskFactors(record: BoneHealthRecord, settings: GuidelineSettings): RiskFactorCount {
  const all = [age(record, settings), smoking(record), bodyMass(record, settings), parents(record), ownFracture(record), glucocorticoid(record, settings)];
  const known = all.filter((factor) => factor.state === "present");
  const notRecorded = all.filter((factor) => factor.state === "not-recorded");
  const unavailable = all.filter((factor) => factor.state === "unavailable");
  const pending = unavailable.filter((factor) => factor.pending === true).length;
  const open = [
    ...(notRecorded.length > 0 ? [`${notRecorded.length} not recorded`] : []),
    ...(unavailable.length > pending ? [`${unavailable.length - pending} not loaded`] : []),
    ...(pending > 0 ? [`${pending} still loading`] : []),
  ];
  return { all, known, notRecorded, unavailable, text: `${known.length} of ${all.length} present${open.length > 0 ? ` (${listText(open)})` : ""}` };
}

/** "age 71 and former smoker" */
export function factorsText(factors: readonly RiskFactor[]): string {
  return listText(factors.map((factor) => factor.detail));
}

/** Every factor as the reader of a prompt sees it; open ones say that they could change the result. */
export function seeRiskFactors(count: RiskFactorCount, couldChange?: string): Seen {
  const { inputs, missing } = together(...count.all.map((factor) => factor.seen));
  return { inputs, missing: couldChange === undefined ? missing : missing.map((one): Missing => ({ ...one, couldChange })) };
}

function age({ patient, today }: BoneHealthRecord, settings: GuidelineSettings): RiskFactor {
  const above = settings.values.ageRiskAbove;
  const label = `age > ${above}`;
  const { birthDate } = patient;
  // Born in a year without a day, she may be a year older than the age that is used.
  if (patient.age.state === "present" && patient.age.value <= above && birthDate.state === "present") {
    const most = Math.floor(monthsBetween(birthDate.value.earliest, today) / 12);
    const missing: Missing = { label, state: "unusable", reason: `Born ${birthDate.value.text}: she may be ${most}.` };
    if (most > above)
      return { id: "age", label, state: "not-recorded", detail: `age ${patient.age.value} or ${most}`, seen: { inputs: [], missing: [missing] } };
  }
  return riskFactor(
    "age",
    label,
    patient.age,
    (value) => value > above,
    (value) => `age ${value}`,
  );
}

function smoking(record: BoneHealthRecord): RiskFactor {
  const fact = wholly(record, record.risk.smoking, "context-observations");
  return riskFactor(
    "smoking",
    "current or former smoker",
    fact,
    (value) => value !== "never",
    (value) => (value === "never" ? "never smoked" : `${value} smoker`),
  );
}

function bodyMass(record: BoneHealthRecord, settings: GuidelineSettings): RiskFactor {
  const below = settings.values.bmiRiskBelow;
  const fact = wholly(record, record.risk.bmi, "context-observations");
  return riskFactor(
    "bmi",
    `BMI < ${below} kg/m²`,
    fact,
    (value) => value < below,
    (value) => `BMI ${numberText(value)} kg/m²`,
  );
}

function parents({ risk }: BoneHealthRecord): RiskFactor {
  return riskFactor(
    "parental-hip-fracture",
    "family history of hip fracture",
    risk.parentalHipFracture,
    (value) => value,
    (value) => (value ? "parental hip fracture" : "no parental hip fracture"),
  );
}

/** After 50 means a recorded age of more than 50 completed years (dossier 9.2: onsetAge > 50). */
export const fragilityAfterAge = 50;

function ownFracture({ risk: { fractures } }: BoneHealthRecord): RiskFactor {
  const label = `own fragility fracture after ${fragilityAfterAge}`;
  if (fractures.state !== "present")
    return riskFactor(
      "own-fracture",
      label,
      fractures,
      () => false,
      () => "",
    );
  const certain = fractures.value.filter((fracture) => fracture.certainty === "fragility");
  const counted = certain.filter((fracture) => fracture.age !== undefined && fracture.age > fragilityAfterAge);
  if (counted.length > 0)
    return riskFactor(
      "own-fracture",
      label,
      fractures,
      () => true,
      () => `fragility fracture (${listText(counted.map((one) => one.label))})`,
    );
  const undecided = fractures.value.some((fracture) => fracture.age === undefined || (fracture.certainty === "possible" && fracture.age > fragilityAfterAge));
  if (!undecided)
    return riskFactor(
      "own-fracture",
      label,
      fractures,
      () => false,
      () => "no fragility fracture after 50",
    );
  const missing: Missing = { label, state: "unusable", reason: "A fracture is on record, but its mechanism or the age at it is not." };
  return { id: "own-fracture", label, state: "not-recorded", detail: "fracture of unclear mechanism or age", seen: { inputs: [], missing: [missing] } };
}

function glucocorticoid({ risk }: BoneHealthRecord, settings: GuidelineSettings): RiskFactor {
  const above = settings.values.glucocorticoidRiskMonths;
  return riskFactor(
    "glucocorticoid",
    `oral glucocorticoid > ${above} months`,
    risk.glucocorticoid,
    ({ months }) => months > above,
    ({ months }) => `oral glucocorticoid ${countText(Number(months.toFixed(1)), "month")}`,
  );
}

function riskFactor<T>(id: RiskFactorId, label: string, fact: Fact<T>, holds: (value: T) => boolean, show: (value: T) => string): RiskFactor {
  const seen = see(label, fact, show);
  if (fact.state === "present") return { id, label, state: holds(fact.value) ? "present" : "absent", detail: show(fact.value), seen };
  const detail = `${label}: ${reasonOf(fact)}`;
  if (fact.state !== "unavailable") return { id, label, state: "not-recorded", detail, seen };
  return { id, label, state: "unavailable", detail, seen, ...(fact.pending && { pending: true }) };
}
