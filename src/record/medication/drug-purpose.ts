import { denosumab120Brands, denosumab60Brands, productPurposes } from "../../terminology/drugs-bone";
import type { Drug } from "../../terminology/drugs";
import { codingsOf } from "../chart";
import type { CalendarDate } from "../fact";
import { daysBetween } from "../date";
import type { DrugCourse } from "../record";
import { type Dosing, spokenIntervalDays } from "./drug-dose";

/** What one entry says about dosing: `zoledronate-4-mg` needs the interval to tell bone protection from metastases. */
export type PurposeHint = "osteoporosis-dose" | "oncology-dose" | "zoledronate-4-mg";

/** Up to here an interval is the monthly one of oncology (every 4 weeks, with delays). */
const monthlyUpToDays = 45;
/** From here an interval is that of bone protection (6-monthly, yearly). */
const halfYearlyFromDays = 150;

/**
 * Reads the dose of denosumab (60 mg or 120 mg) or zoledronate (5 mg or 4 mg) out of code, brand, dose and texts.
 * `said`: folded drug text and dosage text. Contradicting texts say nothing. The billing codes of both (HCPCS J0897, J3489) stand
 * for 1 mg, so that their number of units, if anybody writes it down, is the dose in mg; the code alone leaves it open.
 */
export function purposeHint(drug: Drug, coded: readonly unknown[], said: string, dosing: Dosing): PurposeHint | undefined {
  if (drug.id !== "denosumab" && drug.id !== "zoledronate") return undefined;
  const isBilled = coded.flatMap(codingsOf).some(({ code }) => code === "J0897" || code === "J3489");
  const words = isBilled ? said.replace(/\bx ?(\d+)\b|\b(\d+) ?(?:billing )?(?:units?|u)\b/g, "$1$2 mg") : said;
  const given = dosing.dose?.unit === "mg" || isBilled ? Math.round(dosing.dose?.amount ?? dosing.pieces ?? 0) : undefined;
  if (drug.id === "zoledronate") {
    if (given === 5) return "osteoporosis-dose";
    if (given === 4) return "zoledronate-4-mg";
    const five = /\b5(?:[.,]0)? ?mg\b|\breclast\b|\baclasta\b/.test(words);
    const four = /\b4(?:[.,]0)? ?mg\b|\bzometa\b/.test(words);
    return five !== four ? (five ? "osteoporosis-dose" : "zoledronate-4-mg") : fromCode(coded);
  }
  if (given === 60) return "osteoporosis-dose";
  if (given === 120) return "oncology-dose";
  const bone = /\b60 ?mg\b/.test(words) || denosumab60Brands.test(words);
  const oncology = /\b120 ?mg\b|\b70 ?mg ?\/ ?ml\b/.test(words) || denosumab120Brands.test(words);
  if (bone !== oncology) return bone ? "osteoporosis-dose" : "oncology-dose";
  const code = fromCode(coded);
  if (code || bone) return bone ? undefined : code;
  const interval = spokenIntervalDays(words);
  if (interval === undefined) return undefined;
  return interval <= monthlyUpToDays ? "oncology-dose" : interval >= halfYearlyFromDays ? "osteoporosis-dose" : undefined;
}

/** The purpose of a course from what its entries hint and how far apart its doses are (days). */
export function purposeOf(hints: ReadonlySet<PurposeHint>, doses: readonly CalendarDate[], spokenInterval: number | undefined): DrugCourse["purpose"] {
  if (hints.size !== 1) return "not-stated";
  const [hint] = hints;
  if (hint !== "zoledronate-4-mg") return hint ?? "not-stated";
  const interval = medianInterval(doses) ?? spokenInterval;
  if (interval === undefined) return "not-stated";
  return interval <= monthlyUpToDays ? "oncology-dose" : interval >= halfYearlyFromDays ? "osteoporosis-dose" : "not-stated";
}

function medianInterval(doses: readonly CalendarDate[]): number | undefined {
  const days = doses.flatMap((day, index) => {
    const before = doses[index - 1];
    return before === undefined ? [] : [daysBetween(before, day)];
  });
  return days.sort((a, b) => a - b)[Math.floor(days.length / 2)];
}

function fromCode(coded: readonly unknown[]): PurposeHint | undefined {
  const found = new Set(coded.flatMap(codingsOf).flatMap((coding) => (typeof coding.code === "string" ? (productPurposes[coding.code] ?? []) : [])));
  const [only] = found;
  return found.size === 1 ? only : undefined;
}
