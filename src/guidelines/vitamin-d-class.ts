import type { BoneHealthRecord, VitaminDResult, VitaminDUnit } from "../record/record";
import type { Fact } from "../record/fact";
import { wholly } from "./searches-read";
import { type Seen, see } from "./seen";
import { numberText } from "./wording";

/** Classes of 25(OH)D, lowest first (dossier 3.4). `contested`: adequate for NAM, low for several bone guidelines. */
export type VitaminDClass = "severe" | "deficient" | "contested" | "adequate" | "above-concern" | "high";

const ascending: readonly VitaminDClass[] = ["severe", "deficient", "contested", "adequate", "above-concern", "high"];

/**
 * Paired cut-offs. A value is classified in its own unit and never converted first: 50 nmol/L would become 49.9 and fall
 * into the class below (dossier 0.1, item 10).
 */
export const vitaminDCutOffs: Readonly<
  Record<VitaminDUnit, { severe: number; deficient: number; contested: number; concern: number; high: number; toxic: number }>
> = {
  "ng/mL": { severe: 12, deficient: 20, contested: 30, concern: 50, high: 100, toxic: 150 },
  "nmol/L": { severe: 30, deficient: 50, contested: 75, concern: 125, high: 250, toxic: 375 },
};

/**
 * The classes a result may belong to, lowest first: one for a plain value; for a bound such as "<15" every class that the
 * bound leaves open.
 */
export function vitaminDClasses({ value, unit, comparator }: VitaminDResult): readonly VitaminDClass[] {
  const lowest = comparator === "<" || comparator === "<=" ? "severe" : classOf(comparator === ">" ? value + hair : value, unit);
  const highest = comparator === ">" || comparator === ">=" ? "high" : classOf(comparator === "<" ? value - hair : value, unit);
  return ascending.slice(ascending.indexOf(lowest), ascending.indexOf(highest) + 1);
}

/** "18 ng/mL", "<4 ng/mL" */
export function vitaminDText({ value, unit, comparator }: VitaminDResult): string {
  return `${comparator ?? ""}${numberText(value)} ${unit}`;
}

/** The latest usable 25(OH)D, trusted only when results were read completely. */
export function latestVitaminD(record: BoneHealthRecord): Fact<VitaminDResult> {
  return wholly(record, record.vitaminD.latest, "bone-observations");
}

export function seeVitaminD(record: BoneHealthRecord, couldChange?: string): Seen {
  return see("25(OH)D", latestVitaminD(record), vitaminDText, couldChange);
}

/** An open bound ends just beside its number. */
const hair = 1e-9;

function classOf(value: number, unit: VitaminDUnit): VitaminDClass {
  const cut = vitaminDCutOffs[unit];
  if (value < cut.severe) return "severe";
  if (value < cut.deficient) return "deficient";
  if (value < cut.contested) return "contested";
  if (value <= cut.concern) return "adequate";
  return value <= cut.high ? "above-concern" : "high";
}
