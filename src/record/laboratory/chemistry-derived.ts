import { tidy } from "../../terminology/units";
import { addMonths, dateInWords, daysBetween } from "../date";
import type { CalendarDate, Fact, FhirDate, Present, Stale } from "../fact";
import type { LabValue, PatientFacts } from "../record";
import type { Reading } from "../value";

const albuminWithinDays = 30;
const clearanceWithinMonths = 12;

/**
 * Total calcium + 0.8 x (4.0 - albumin), mg/dL and g/dL (Payne; albumin within 30 days of the calcium, the nearest one).
 * Keeps the calcium's date and reference range. A missing part gives its own state back.
 */
export function correctCalcium(calcium: Fact<LabValue>, albumin: Fact<LabValue>, albumins: readonly Reading[]): Fact<LabValue> {
  if (calcium.state !== "present") return calcium;
  if (albumin.state !== "present") return albumin;
  const nearest = nearestTo(calcium.date, albumins);
  if (nearest === undefined) {
    const reason = `Calcium and albumin are not known to be within ${albuminWithinDays} days of each other.`;
    return { state: "unusable", reason, sources: [...calcium.sources, ...albumin.sources] };
  }
  const sources = [...calcium.sources, nearest.reference];
  if (calcium.value.comparator !== undefined || nearest.value.comparator !== undefined) {
    return { state: "unusable", reason: "A bound (< or >) cannot be corrected for albumin.", sources };
  }
  const value = tidy(calcium.value.value + 0.8 * (4.0 - nearest.value.value));
  const note = [`albumin ${nearest.value.value} g/dL of ${dateInWords(nearest.date)}`, calcium.note].filter((text) => text !== undefined).join("; ");
  return { state: "present", value: { ...calcium.value, value }, date: calcium.date, sources, how: "derived", note };
}

/**
 * Creatinine clearance after Cockcroft and Gault (1976), mL/min: (140 - age) x weight / (72 x creatinine), x 0.85 in women;
 * age in years, actual weight in kg, serum creatinine in mg/dL. The measure that drug labels mean. `stale` when creatinine or
 * weight is older than 12 months; a missing part gives its own state back.
 */
export function estimateClearance(
  today: CalendarDate,
  input: { readonly creatinine: Fact<LabValue>; readonly weight: Fact<number>; readonly age: Fact<number>; readonly sex: PatientFacts["sex"] },
): Fact<LabValue> {
  const { creatinine, weight, age, sex } = input;
  if (!isKnown(creatinine)) return creatinine;
  if (!isKnown(weight)) return weight;
  if (!isKnown(age)) return age;
  if (!isKnown(sex)) return sex;
  const sources = [...creatinine.sources, ...weight.sources, ...new Set([...age.sources, ...sex.sources])];
  if (sex.value === "other") return { state: "unusable", reason: "The Cockcroft-Gault formula is defined for women and men only.", sources };
  if (creatinine.value.comparator !== undefined) return { state: "unusable", reason: "Creatinine is a bound (< or >), not a value.", sources };

  const clearance = ((140 - age.value) * weight.value) / (72 * creatinine.value.value);
  const value = tidy(clearance * (sex.value === "female" ? 0.85 : 1));
  const notes = [`Cockcroft-Gault: ${weight.value} kg, creatinine ${Number(creatinine.value.value.toFixed(2))} mg/dL`, creatinine.note, weight.note, age.note];
  const fact = {
    value: { value, unit: "mL/min", comparator: undefined, low: undefined, high: undefined },
    date: creatinine.date,
    sources,
    how: "derived",
    note: notes.filter((note) => note !== undefined).join("; "),
  } as const;
  const since = addMonths(today, -clearanceWithinMonths);
  const fresh = [creatinine, weight].every((part) => part.state === "present" && part.date !== undefined && part.date.earliest >= since);
  return fresh ? { state: "present", ...fact } : { state: "stale", limit: `creatinine and weight within ${clearanceWithinMonths} months`, ...fact };
}

function isKnown<T>(fact: Fact<T>): fact is Present<T> | Stale<T> {
  return fact.state === "present" || fact.state === "stale";
}

function nearestTo(date: FhirDate | undefined, readings: readonly Reading[]): Reading | undefined {
  if (date === undefined) return undefined;
  const distance = (one: Reading) => Math.max(Math.abs(daysBetween(date.earliest, one.date.latest)), Math.abs(daysBetween(date.latest, one.date.earliest)));
  const near = readings.filter((one) => distance(one) <= albuminWithinDays);
  return near.reduce<Reading | undefined>((best, one) => (best === undefined || distance(one) <= distance(best) ? one : best), undefined);
}
