import { fullNameInBlood, notSerum } from "../terminology/chemistry";
import { type Concept, fold, systems } from "../terminology/concept";
import { convert, tidy, type Unit, unitNamed } from "../terminology/units";
import { type Chart, codingsOf, isRecord, textsOf } from "./chart";
import { compareDates } from "./date";
import type { Fact, FhirDate, How } from "./fact";
import { type Candidate, conceptOf, findMeasurements, type Measurement, type Standing, usableMeasurements } from "./observation";
import { type NumberValue, type ReadValue, readValue, referenceRange, unitOf } from "./quantity";
import type { LabValue, UnusableItem } from "./record";
import type { SearchId } from "./searches";

/** A quantity the record keeps in one unit, and what else it is accepted in. */
export type Quantitative = {
  readonly concept: Concept;
  /** UCUM code of the record's unit. Units of the same kind are converted. */
  readonly unit: string;
  /** The unit as people write it, where UCUM looks strange. */
  readonly shownUnit?: string;
  /** Another unit, and what one of it is in the record's unit: calcium is 4.008 mg/dL per mmol/L. */
  readonly also?: readonly { readonly unit: string; readonly factor: number }[];
  /** A value without a unit is read as the record's unit only where the code leaves no other (body mass index). */
  readonly withoutUnit?: "accepted";
  /** In the record's unit, both ends included: beyond it is a slip of the pen. */
  readonly plausible: readonly [number, number];
};

export type Reading = {
  readonly reference: string;
  readonly concept: Concept;
  readonly date: FhirDate;
  readonly instant: number | undefined;
  readonly value: LabValue;
  readonly how: How;
  readonly note: string | undefined;
};

/** What the chart holds of some quantities: readings oldest first, and what could not be read. */
export type Series = { readonly readings: readonly Reading[]; readonly unusable: readonly UnusableItem[] };

/**
 * Reads every measurement of the given quantities. What cannot be used goes to the chart's list with its reason; beside an
 * unknown LOINC code only its full name is believed.
 */
export function readSeries(chart: Chart, quantities: readonly Quantitative[], notThese: readonly Concept[] = []): (...of: readonly Concept[]) => Series {
  const concepts = [...notThese, ...quantities.map((one) => one.concept)];
  const recognised = findMeasurements(chart, (coded) => {
    const found = conceptOf(concepts, coded, chart.settings);
    const quantity = quantities.find((one) => one.concept === found?.concept);
    if (found === undefined || quantity === undefined) return undefined;
    const unlisted = found.how === "by-text" && codingsOf(coded).some((coding) => coding.system === systems.loinc);
    if (unlisted && !textsOf(coded).some((text) => fullNameInBlood.test(fold(text)) && found.concept.text?.test(fold(text)))) return undefined;
    return { quantity, how: found.how, what: quantity.concept.label, series: quantity.concept.id };
  });
  const candidates = recognised.flatMap(({ found: { quantity, how, what, series }, measurements }) => {
    return measurements.filter((one) => isOfBlood(chart, one, what)).map((one) => ({ ...one, what, series, quantity, how }));
  });

  const readings: Reading[] = [];
  const unusable: UnusableItem[] = [];
  const before = chart.rejected.length;
  const usable = usableMeasurements(chart, candidates);
  unusable.push(...chart.rejected.slice(before).filter(isResult));
  for (const one of usable) {
    const result = readNumber(one, one.quantity);
    if ("problem" in result) {
      const { reference, what, date } = one;
      const item = { reference, what, date, kind: result.kind, reason: result.problem, ...(result.asReported === "" ? {} : { asReported: result.asReported }) };
      unusable.push(item);
      chart.reject(item);
      continue;
    }
    const notes = [...one.notes, ...(one.standing === "amended" ? ["amended by the laboratory"] : [])];
    readings.push({
      reference: one.reference,
      concept: one.quantity.concept,
      date: one.date,
      instant: one.instant,
      value: result.value,
      how: one.how,
      note: notes.length === 0 ? undefined : notes.join("; "),
    });
  }
  readings.sort(byTime);
  return (...of) => ({
    readings: readings.filter((one) => of.includes(one.concept)),
    unusable: unusable.filter((item) => of.some((concept) => concept.label === item.what)),
  });
}

/** "Calcium" of a specimen of urine is another test; without a word on the specimen the code is believed. */
function isOfBlood(chart: Chart, { resource, reference }: Measurement, what: string): boolean {
  const { specimen } = resource;
  if (!isRecord(specimen)) return true;
  const names = [...textsOf({ text: specimen["display"] }), ...textsOf(chart.resolve(specimen, resource)?.["type"])].map(fold);
  if (!names.some((name) => notSerum.test(name) && !/serum|plasma|blood/.test(name))) return true; // "serum, before dialysis"
  chart.reject({ reference, what, kind: "other-analyte", reason: "Its specimen is not blood." });
  return false;
}

/** Whether a refused entry was a result at all: not withdrawn, replaced or never finished. */
export function isResult(item: UnusableItem): boolean {
  return item.kind === "malformed" || item.kind === "future-date" || item.kind === "implausible";
}

/** The latest reading as a fact; without any, why there is none: nothing recorded, nothing usable, or not known. */
export function latestOf(chart: Chart, series: Series, search: SearchId): Fact<LabValue> {
  const latest = series.readings.at(-1);
  if (latest === undefined) return absentOrUnusable(chart, series.unusable, search);
  const newer = series.unusable.find((item) => item.date !== undefined && compareDates(item.date, latest.date) > 0);
  return presentReading(latest, newer === undefined ? undefined : `a newer result cannot be used: ${newer.reason}`);
}

function presentReading(reading: Reading, caveat?: string): Fact<LabValue> & { readonly state: "present" } {
  const note = [reading.note, caveat].filter((text) => text !== undefined).join("; ");
  return { state: "present", value: reading.value, date: reading.date, sources: [reading.reference], how: reading.how, ...(note === "" ? {} : { note }) };
}

/** Without a usable value: `unusable` only when the search was complete, because another page might hold a usable one. */
export function absentOrUnusable(chart: Chart, unusable: readonly UnusableItem[], search: SearchId): Fact<never> {
  const absent = chart.absent(search);
  const newest = [...unusable].sort((a, b) => (a.date && b.date ? compareDates(a.date, b.date) : 0)).at(-1);
  if (absent.state === "unavailable" || newest === undefined) return absent;
  return { state: "unusable", reason: newest.reason, sources: unusable.map((item) => item.reference) };
}

/** Why a value that is not a number cannot be used, for the list of unusable data. */
export function notANumber(value: Exclude<ReadValue, NumberValue>): { readonly problem: string; readonly kind: UnusableItem["kind"] } {
  switch (value.kind) {
    case "text":
      return { problem: "Its result is a text, not a number.", kind: "not-numeric" };
    case "coded":
    case "boolean":
      return { problem: "Its result is an answer, not a number.", kind: "not-numeric" };
    case "range":
    case "ratio":
      return { problem: "Its result is a range or a ratio, not a number.", kind: "not-numeric" };
    case "absent":
      return { problem: value.reason, kind: value.because === "data-absent-reason" ? "not-numeric" : "malformed" };
    default:
      return { problem: value.reason, kind: value.kind };
  }
}

/** Some systems write 0 with the reference range 0 to 0 for "no result". */
export function standsForMissing(value: NumberValue, holder: Readonly<Record<string, unknown>>): boolean {
  if (value.value !== 0) return false;
  const { low, high } = referenceRange(holder);
  return low?.value === 0 && high?.value === 0;
}

function byTime(a: Reading, b: Reading): number {
  return compareDates(a.date, b.date) || (a.instant ?? 0) - (b.instant ?? 0);
}

type Outcome = { readonly value: LabValue } | { readonly problem: string; readonly kind: UnusableItem["kind"]; readonly asReported: string };

function readNumber(one: Candidate & Standing, quantity: Quantitative): Outcome {
  const read = readValue(one.holder);
  if (read.kind !== "number") return { ...notANumber(read), asReported: read.asReported };
  const refuse = (kind: UnusableItem["kind"], problem: string): Outcome => ({ kind, problem, asReported: read.asReported });
  if (one.standing === "preliminary") return refuse("not-final", "It is preliminary and may still change.");
  if (standsForMissing(read, one.holder)) return refuse("not-numeric", "A 0 with the reference range 0 to 0 stands for a missing result.");
  const into = converter(quantity, read);
  if ("problem" in into) return refuse("unit", into.problem);
  const value = into.convert(read.value);
  const [least, most] = quantity.plausible;
  if (value < least || value > most)
    return refuse("implausible", `It is outside ${least} to ${most} ${quantity.shownUnit ?? quantity.unit}: probably a slip of value or unit.`);
  const { low, high } = referenceRange(one.holder);
  const bounds = { low: boundIn(low, quantity, into.convert), high: boundIn(high, quantity, into.convert) };
  return { value: { value, unit: quantity.shownUnit ?? quantity.unit, comparator: read.comparator, ...bounds } };
}

type Converter = { readonly convert: (value: number) => number };

function converter(quantity: Quantitative, read: NumberValue): Converter | { readonly problem: string } {
  const found = unitOf(read);
  if ("unit" in found)
    return converterFrom(found.unit, quantity) ?? { problem: `Its unit, ${found.unit.code}, is not a unit of ${quantity.concept.label} here.` };
  const unitless = read.unit === undefined && read.unitCode === undefined;
  return unitless && quantity.withoutUnit === "accepted" ? { convert: (value) => value } : found;
}

function converterFrom(unit: Unit, quantity: Quantitative): Converter | undefined {
  const target = unitNamed(quantity.unit);
  if (target && convert(1, unit, target) !== undefined) return { convert: (value) => convert(value, unit, target) ?? value };
  for (const other of quantity.also ?? []) {
    const accepted = unitNamed(other.unit);
    if (accepted && convert(1, unit, accepted) !== undefined) return { convert: (value) => tidy((convert(value, unit, accepted) ?? value) * other.factor) };
  }
  return undefined;
}

/** An end of the reference range in the record's unit; in its own unit where it states one. */
function boundIn(bound: NumberValue | undefined, quantity: Quantitative, likeTheValue: (value: number) => number): number | undefined {
  if (bound === undefined) return undefined;
  const own = unitOf(bound);
  if ("unit" in own) return converterFrom(own.unit, quantity)?.convert(bound.value);
  return bound.unit === undefined && bound.unitCode === undefined ? likeTheValue(bound.value) : undefined;
}
