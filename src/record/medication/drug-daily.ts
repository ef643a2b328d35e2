import type { Drug } from "../../terminology/drugs";
import { type Amount, type Dosing, spokenDaily, strengthOf, strengthsIn, structuredDaily } from "./drug-dose";

/** 1 microgram of vitamin D is 40 international units. */
const iuPerMg = 40_000;

/**
 * Amount per day of one entry, for the classes whose amounts are added up: elemental calcium in mg and vitamin D in IU from
 * structured doses only; glucocorticoids in mg of the drug itself, from structured doses or plain words.
 * `words`: folded names of the product.
 */
export function dailyAmount(drug: Drug, words: string, dosing: Dosing): Amount | undefined {
  switch (drug.drugClass) {
    case "calcium":
      return structuredCalcium(drug, words, dosing);
    case "vitamin-d":
      return structuredVitaminD(words, dosing);
    case "glucocorticoid": {
      const daily = structuredDaily(dosing, strengthOf(words));
      return daily?.unit === "mg" ? daily : spokenDaily(words, dosing);
    }
    default:
      return undefined;
  }
}

function structuredCalcium(drug: Drug, words: string, dosing: Dosing): Amount | undefined {
  const elemental = /(\d[\d,.]*)\s*mg\s*(?:of\s*)?(?:elemental|calcium\b(?! ?-?(?:carbonat|citrat))|ca\b)|elemental\D{0,12}(\d[\d,.]*)\s*mg/.exec(words);
  const said = elemental ? strengthsIn(`${elemental[1] ?? elemental[2]} mg`)[0] : undefined;
  if (said) return structuredDaily({ ...dosing, dose: undefined, pieces: dosing.pieces ?? (dosing.dose ? 1 : undefined) }, said);
  const strength = only(strengthsIn(words).filter((one) => one.unit === "mg" && one.amount >= 10));
  const daily = structuredDaily(dosing, strength);
  if (daily?.unit !== "mg") return undefined;
  // A named salt is dosed by the salt's mass; a brand ("Caltrate 600 mg") by its calcium.
  const salt = /carbonat|citrat/.test(words) ? (drug.elementalCalcium ?? 1) : 1;
  return { amount: Math.round(daily.amount * salt), unit: "mg" };
}

function structuredVitaminD(words: string, dosing: Dosing): Amount | undefined {
  if (/calcifediol/.test(words)) return undefined; // 25-hydroxyvitamin D: not counted in IU of the parent vitamin
  const strengths = strengthsIn(words);
  const iu = only(strengths.filter((one) => one.unit === "IU"));
  const micrograms = only(strengths.filter((one) => one.unit === "mg" && one.amount < 10));
  const daily = structuredDaily(dosing.dose?.unit === "mg" && dosing.dose.amount >= 10 ? { ...dosing, dose: undefined, pieces: 1 } : dosing, iu ?? micrograms);
  if (!daily) return undefined;
  return { amount: Math.round(daily.unit === "IU" ? daily.amount : daily.amount * iuPerMg), unit: "IU" };
}

function only<T>(list: readonly T[]): T | undefined {
  return list.length === 1 ? list[0] : undefined;
}
