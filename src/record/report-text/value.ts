import type { Metric } from "./tokens";
import type { NumberItem } from "./whose";

/** What stands by a number: its unit, whether a label is directly before it, and the clause it is in. */
export type Around = { readonly unit: "g/cm2" | "mg/cm2" | "sd" | undefined; readonly labelled: boolean; readonly clause: string };

/**
 * The value of a number under its label, if it can be one: BMD 0.2 to 2.5 g/cm2 (mg/cm2 divided by 1000), T-score -8 to 6, Z-score
 * -8 to 8. A positive score in a clause that speaks of osteoporosis has lost its sign and gives nothing.
 */
export function valueOf(number: NumberItem, metric: Metric, around: Around, direction?: 1 | -1): number | undefined {
  return metric === "bmd" ? density(number, around) : score(number, metric, around, direction);
}

function density(number: NumberItem, { unit }: Around): number | undefined {
  // A dash set apart from the number is a dash, not a sign: there is no negative density.
  const magnitude = number.sign === "spaced" ? Math.abs(number.value) : number.value;
  const value = unit === "mg/cm2" ? magnitude / 1000 : magnitude;
  const exact = number.decimals >= 2 || unit !== undefined;
  return exact && unit !== "sd" && value >= 0.2 && value <= 2.5 ? Math.round(value * 1e6) / 1e6 : undefined;
}

function score(number: NumberItem, metric: "t-score" | "z-score", { unit, labelled, clause }: Around, direction: 1 | -1 | undefined): number | undefined {
  if (number.sign === "dash" || number.decimals > 2 || unit === "g/cm2" || unit === "mg/cm2") return undefined;
  if (number.decimals === 0 && number.sign === "none" && !labelled) return undefined;
  if (direction === 1 && number.value < 0) return undefined;
  const value = direction === undefined ? number.value : direction * Math.abs(number.value);
  if (number.sign === "none" && value >= 1 && lowDensity.test(clause)) return undefined;
  return value >= -8 && value <= (metric === "t-score" ? 6 : 8) ? value : undefined;
}

const lowDensity = /osteop|low bone (?:mass|density)|faible masse osseuse|baja masa osea|bassa massa ossea|verminderte knochendichte/;
