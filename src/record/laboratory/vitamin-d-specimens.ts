import { tidy, vitaminDInNgPerMl } from "../../terminology/units";
import { type Chart, isRecord, type RawResource } from "../chart";
import { compareDates } from "../date";
import type { How } from "../fact";
import { identifiersOf, type Measurement, type Standing } from "../observation";
import type { UnusableItem, VitaminDResult, VitaminDUnit } from "../record";

/** One usable 25(OH)D value as it was sent. */
export type HydroxyvitaminD = Pick<Measurement, "resource" | "reference"> &
  Standing & {
    readonly what: string;
    readonly analyte: "total" | "d3" | "d2";
    readonly how: How;
    readonly value: number;
    readonly unit: VitaminDUnit;
    readonly comparator: VitaminDResult["comparator"];
    readonly asReported: string;
  };

export type Specimen = { readonly result: VitaminDResult; readonly instant: number | undefined };

/**
 * One result per specimen, oldest first: copies from several systems are one result with several sources, the total stands
 * for its fractions, and D2 and D3 without a total are summed. D2 alone is no vitamin D status and is handed back.
 */
export function specimensOf(
  chart: Chart,
  readings: readonly HydroxyvitaminD[],
): { readonly specimens: readonly Specimen[]; readonly loneFractions: readonly UnusableItem[] } {
  const firstDay = new Map<number, string>(); // one moment is written as two days in two time zones
  for (const { instant, date } of readings) if (instant !== undefined && date.text < (firstDay.get(instant) ?? "9999")) firstDay.set(instant, date.text);
  const days = new Map<string, HydroxyvitaminD[]>();
  for (const reading of readings) {
    const written = (reading.instant === undefined ? undefined : firstDay.get(reading.instant)) ?? reading.date.text;
    const day = days.get(written);
    if (day) day.push(reading);
    else days.set(written, [reading]);
  }
  const specimens: Specimen[] = [];
  const loneFractions: UnusableItem[] = [];
  for (const day of days.values()) {
    const distinct = joinCopies(day);
    const totals = distinct.filter((one) => one.kept.analyte === "total");
    const isFractionOfTotal = (one: Joined) => totals.some((total) => sameDraw(total.kept, one.kept));
    const fractions = distinct.filter((one) => one.kept.analyte !== "total");
    for (const { kept } of fractions.filter(isFractionOfTotal)) {
      chart.reject(unusable(kept, "It is a fraction of 25-OH vitamin D; the total of the same specimen is shown."));
    }
    const alone = sumFractions(fractions.filter((one) => !isFractionOfTotal(one)));
    specimens.push(...totals.map((one) => single(one, "total")), ...alone.specimens);
    loneFractions.push(...alone.d2.map((one) => unusable(one.kept, "It is only the D2 fraction; no D3 or total of the same specimen and unit was found.")));
  }
  for (const item of loneFractions) chart.reject(item);
  specimens.sort((a, b) => compareDates(a.result.date, b.result.date) || (a.instant ?? 0) - (b.instant ?? 0));
  return { specimens, loneFractions };
}

/** In ng/mL, for putting results of different units in order. Never for classification (guidelines 3.4). */
export function vitaminDInOneUnit(result: Pick<VitaminDResult, "value" | "unit">): number {
  return result.unit === "ng/mL" ? result.value : vitaminDInNgPerMl(result.value);
}

type Joined = { readonly kept: HydroxyvitaminD; readonly copies: readonly HydroxyvitaminD[] };

/** Same day and same value, in either unit and whatever the rounding, is one measurement. The first-hand copy is kept. */
function joinCopies(readings: readonly HydroxyvitaminD[]): readonly Joined[] {
  const [only, ...others] = readings;
  if (only !== undefined && others.length === 0) return [{ kept: only, copies: [] }];
  const joined: { kept: HydroxyvitaminD; copies: HydroxyvitaminD[] }[] = [];
  for (const reading of [...readings].sort(byFirstHand)) {
    const original = joined.find((one) => isCopy(one.kept, reading));
    if (original) original.copies.push(reading);
    else joined.push({ kept: reading, copies: [] });
  }
  return joined;
}

function isCopy(kept: HydroxyvitaminD, other: HydroxyvitaminD): boolean {
  const fraction = (one: HydroxyvitaminD) => one.analyte === "d2";
  if (fraction(kept) !== fraction(other) || kept.comparator !== other.comparator || !onOneDay(kept, other)) return false;
  if (kept.date.precision !== "day") return kept.value === other.value && kept.unit === other.unit;
  return roundsTo(kept, other) || roundsTo(other, kept);
}

function onOneDay(a: HydroxyvitaminD, b: HydroxyvitaminD): boolean {
  return a.date.text === b.date.text || (a.instant !== undefined && a.instant === b.instant);
}

/** Whether `fine`, in the unit and with the decimals of `coarse`, is `coarse`. */
function roundsTo(coarse: HydroxyvitaminD, fine: HydroxyvitaminD): boolean {
  const value = coarse.unit === fine.unit ? fine.value : coarse.unit === "ng/mL" ? vitaminDInOneUnit(fine) : fine.value * (1 / vitaminDInNgPerMl(1));
  return Number(value.toFixed(decimalsOf(coarse.value))) === coarse.value;
}

function decimalsOf(value: number): number {
  return String(value).split(".")[1]?.length ?? 0;
}

/** A total before a fraction, coded before named, amended before final, timed before dated, direct before relayed. */
function byFirstHand(a: HydroxyvitaminD, b: HydroxyvitaminD): number {
  const order = (one: HydroxyvitaminD) => [
    one.analyte === "total" ? 0 : 1,
    one.how === "coded" ? 0 : 1,
    one.standing === "amended" ? 0 : 1,
    one.instant === undefined ? 1 : 0,
    isRecord(one.resource["meta"]) && typeof one.resource["meta"]["source"] === "string" ? 1 : 0,
  ];
  const [left, right] = [order(a), order(b)];
  const difference = left.map((value, index) => value - (right[index] ?? 0)).find((one) => one !== 0);
  return difference ?? (a.reference < b.reference ? -1 : a.reference > b.reference ? 1 : 0);
}

/** D3 and its D2, where exactly one was measured in the same specimen and unit; D3 without it stands for itself. */
function sumFractions(fractions: readonly Joined[]): { readonly specimens: readonly Specimen[]; readonly d2: readonly Joined[] } {
  const d2 = new Set(fractions.filter((one) => one.kept.analyte === "d2"));
  const specimens = fractions.flatMap((d3): readonly Specimen[] => {
    if (d3.kept.analyte !== "d3") return [];
    const [partner, ...more] = [...d2].filter((one) => one.kept.unit === d3.kept.unit && sameDraw(d3.kept, one.kept));
    if (partner === undefined || more.length > 0) return [single(d3, "d3-alone")];
    d2.delete(partner);
    return [sum(d3, partner)];
  });
  return { specimens, d2: [...d2] };
}

/** One specimen: linked by specimen, accession or order, or taken at one moment as far as it was written down. */
function sameDraw(a: HydroxyvitaminD, b: HydroxyvitaminD): boolean {
  if (!onOneDay(a, b) || a.date.precision !== "day") return false;
  if (a.resource === b.resource) return true;
  const [specimenA, specimenB] = [referencesOf(a.resource["specimen"]), referencesOf(b.resource["specimen"])];
  if (specimenA.length > 0 && specimenB.length > 0) return overlap(specimenA, specimenB);
  if (overlap(identifiersOf(a.resource), identifiersOf(b.resource)) || overlap(orders(a.resource), orders(b.resource))) return true;
  return a.instant === undefined || b.instant === undefined || a.instant === b.instant;
}

function orders(resource: RawResource): readonly string[] {
  return Array.isArray(resource["basedOn"]) ? resource["basedOn"].flatMap(referencesOf) : [];
}

function referencesOf(element: unknown): readonly string[] {
  return isRecord(element) && typeof element["reference"] === "string" ? [element["reference"]] : [];
}

function overlap(a: readonly string[], b: readonly string[]): boolean {
  return a.some((one) => b.includes(one));
}

function single({ kept, copies }: Joined, analyte: VitaminDResult["analyte"]): Specimen {
  const { date, value, unit, comparator, asReported, how } = kept;
  return withNote(kept.instant, kept.notes, {
    date,
    value,
    unit,
    comparator,
    asReported,
    analyte,
    how,
    amended: isAmended(kept, ...copies),
    sources: sourcesOf(kept, ...copies),
  });
}

/** D3 + D2. A fraction below its detection limit counts as 0 and the note says so: the sum is then the least it can be. */
function sum(d3: Joined, d2: Joined): Specimen {
  const parts = [d3.kept, d2.kept];
  const below = parts.filter((part) => part.comparator === "<" || part.comparator === "<=");
  const counted = below.length === 1 ? parts.filter((part) => !below.includes(part)) : parts;
  const notes = below.length === 1 ? below.map((part) => `${part.what} ${part.asReported} counted as 0`) : [];
  const comparator = counted.find((part) => part.comparator !== undefined)?.comparator;
  return withNote(d3.kept.instant ?? d2.kept.instant, [...d3.kept.notes, ...notes], {
    date: d3.kept.date,
    value: tidy(counted.reduce((total, part) => total + part.value, 0)),
    unit: d3.kept.unit,
    comparator,
    asReported: `D3 ${d3.kept.asReported} + D2 ${d2.kept.asReported}`,
    analyte: "d2+d3-summed",
    how: "derived",
    amended: isAmended(d3.kept, d2.kept, ...d3.copies, ...d2.copies),
    sources: sourcesOf(d3.kept, d2.kept, ...d3.copies, ...d2.copies),
  });
}

function withNote(instant: number | undefined, notes: readonly string[], result: VitaminDResult): Specimen {
  return { instant, result: notes.length === 0 ? result : { ...result, note: notes.join("; ") } };
}

function isAmended(...readings: readonly HydroxyvitaminD[]): boolean {
  return readings.some((one) => one.standing === "amended");
}

function sourcesOf(...readings: readonly HydroxyvitaminD[]): readonly string[] {
  return [...new Set(readings.map((one) => one.reference))];
}

function unusable(one: HydroxyvitaminD, reason: string): UnusableItem {
  return { reference: one.reference, what: one.what, date: one.date, kind: "other-analyte", reason, asReported: one.asReported };
}
