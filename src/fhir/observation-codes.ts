import type { LocalCode } from "../smart/registry";
import {
  albumin,
  alkalinePhosphatase,
  calcium,
  correctedCalcium,
  creatinine,
  egfr,
  egfrByRace,
  ionizedCalcium,
  parathyroidHormone,
} from "../terminology/chemistry";
import { type Code, type Concept, systems } from "../terminology/concept";
import { distantMetastasisCategory, stageGroup } from "../terminology/conditions";
import { dxaResultCodes } from "../terminology/dxa";
import { dxaStudyCodes } from "../terminology/dxa-studies";
import { fraxHipFracture, fraxMajorFracture } from "../terminology/fracture-risk";
import { lastMenstrualPeriod, menopausalStatus } from "../terminology/menopause";
import { alcoholWithoutAmount, drinksPerDay, exerciseDaysPerWeek, exerciseMinutesPerDay, smokingStatus } from "../terminology/social-history";
import { bodyHeight, bodyMassIndex, bodyWeight } from "../terminology/vital-signs";
import { hydroxyvitaminD } from "../terminology/vitamin-d";
import { hydroxyvitaminD2, hydroxyvitaminD3, otherVitaminD, unspecifiedVitaminD } from "../terminology/vitamin-d-kinds";

/** A code as a search asks for it. */
export type AskedCode = { readonly system: string; readonly code: string };

const contextConcepts: readonly Concept[] = [
  [calcium, correctedCalcium, ionizedCalcium, albumin, creatinine, egfr, egfrByRace, alkalinePhosphatase, parathyroidHormone],
  [smokingStatus, drinksPerDay, alcoholWithoutAmount, exerciseDaysPerWeek, exerciseMinutesPerDay],
  [bodyMassIndex, bodyWeight, bodyHeight, menopausalStatus, lastMenstrualPeriod, stageGroup, distantMetastasisCategory],
].flat();

const vitaminD: readonly Concept[] = [hydroxyvitaminD, hydroxyvitaminD2, hydroxyvitaminD3, unspecifiedVitaminD, otherVitaminD];

/**
 * Codes of Observations that carry DXA, vitamin D or FRAX. Codes known from memory only are asked for too: an answer is listed
 * and judged by the record, but what is never asked for can never be listed. Site codes stand here unless they mean something
 * of `contextCodes`.
 */
export function boneCodes(local: readonly LocalCode[]): readonly AskedCode[] {
  const concepts = [...vitaminD, fraxMajorFracture, fraxHipFracture].flatMap(({ codes }) => codes);
  const studies = dxaStudyCodes.filter(({ system }) => system === systems.loinc); // the others are codes of procedures
  return distinct([...dxaResultCodes, ...studies, ...concepts, ...local.filter(({ means }) => !isContext(means))]);
}

/** Codes of Observations around them: chemistry, vital signs, smoking, alcohol, exercise, menopausal status, stage. */
export function contextCodes(local: readonly LocalCode[]): readonly AskedCode[] {
  const codes = contextConcepts.flatMap((concept): readonly Code[] => concept.codes);
  return distinct([...codes, ...unseenCodes, ...local.filter(({ means }) => isContext(means))]);
}

/** Their meaning was not seen in a source, so they are asked for and read by their text: menopausal status, falls in the past year. */
const unseenCodes: readonly AskedCode[] = [
  { system: systems.loinc, code: "42802-9" },
  { system: systems.loinc, code: "52552-7" },
];

function isContext(means: string): boolean {
  return contextConcepts.some(({ id }) => id === means);
}

function distinct(codes: readonly AskedCode[]): readonly AskedCode[] {
  return [...new Map(codes.map(({ system, code }) => [`${system}|${code}`, { system, code }])).values()];
}
