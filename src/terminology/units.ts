/**
 * The units this product reads, by their UCUM codes, with the spellings EHRs send for them. A small table instead of a UCUM
 * library: everything outside it is unknown, and a value in an unknown unit is listed, never guessed. Factors come from the
 * UCUM definitions of prefixes and of [lb_av] and [in_i] (international pound and inch); each is tested.
 */
export type Unit = {
  /** UCUM code. */
  readonly code: string;
  readonly kind: UnitKind;
  /** How many of the kind's first unit it is. Only units of one kind convert into each other. */
  readonly factor: number;
};

type UnitKind =
  | "mass per volume" // g/L
  | "amount per volume" // mol/L
  | "equivalents per volume" // eq/L
  | "activity per volume" // U/L
  | "mass per area" // g/cm2, as of bone mineral density; also body mass index, which is kg/m2
  | "density" // g/cm3, as of CT densitometry
  | "mass" // kg
  | "length" // m
  | "body mass index" // kg/m2
  | "filtration rate" // mL/min, per 1.73 m2 or not (kept apart by code)
  | "mass per day" // g/d of ethanol
  | "drinks per day"
  | "UK units per day" // 8 g of ethanol each
  | "days per week"
  | "minutes per day"
  | "minutes per week"
  | "time" // days
  | "T-score"
  | "Z-score"
  | "score" // standard deviations, plain numbers
  | "percent";

/** UCUM code, kind, factor, and other spellings as `plain` leaves them. */
const table: readonly (readonly [code: string, kind: UnitKind, factor: number, spellings?: string])[] = [
  ["g/L", "mass per volume", 1, "gm/l gms/l"],
  ["g/dL", "mass per volume", 10, "gm/dl gms/dl g% g/100ml"],
  ["mg/L", "mass per volume", 1e-3],
  ["mg/dL", "mass per volume", 1e-2, "mg% mg/100ml"],
  ["mg/mL", "mass per volume", 1],
  ["ug/L", "mass per volume", 1e-6],
  ["ug/dL", "mass per volume", 1e-5],
  ["ug/mL", "mass per volume", 1e-3],
  ["ng/mL", "mass per volume", 1e-6],
  ["ng/dL", "mass per volume", 1e-8],
  ["ng/L", "mass per volume", 1e-9],
  ["pg/mL", "mass per volume", 1e-9],
  ["mol/L", "amount per volume", 1],
  ["mmol/L", "amount per volume", 1e-3],
  ["umol/L", "amount per volume", 1e-6],
  ["nmol/L", "amount per volume", 1e-9],
  ["pmol/L", "amount per volume", 1e-12],
  ["meq/L", "equivalents per volume", 1e-3],
  ["U/L", "activity per volume", 1, "iu/l [iu]/l units/l unit/l"],
  ["ukat/L", "activity per volume", 60],
  // UCUM reads g/cm-2 as gram times cm2, which nobody means: FHIR's own example of a bone density is written so.
  ["g/cm2", "mass per area", 1, "g/cm-2 g/cmsq g/sqcm gm/cm2 gm/cm-2 gms/cm2 g.cm-2 g/(cm2)"],
  ["mg/cm2", "mass per area", 1e-3, "mg/cm-2 mg/cmsq mg/sqcm mg.cm-2"],
  ["g/cm3", "density", 1, "gm/cm3"],
  ["mg/cm3", "density", 1e-3, "mg/cc"],
  ["kg/m2", "body mass index", 1, "kg/msq kg/sqm kg.m-2 kg/m-2"],
  ["kg", "mass", 1, "kgs kilogram kilograms kilo kilos"],
  ["g", "mass", 1e-3, "gm gram grams"],
  ["[lb_av]", "mass", 0.45359237, "lb lbs pound pounds lb_av [lb]"],
  ["[oz_av]", "mass", 0.028349523125, "oz ounce ounces"],
  ["m", "length", 1, "meter meters metre metres"],
  ["cm", "length", 1e-2, "cms centimeter centimeters centimetre centimetres"],
  ["mm", "length", 1e-3, "millimeter millimeters millimetre millimetres"],
  ["[in_i]", "length", 0.0254, "in inch inches in_i [in]"],
  ["[ft_i]", "length", 0.3048, "ft foot feet"],
  ["mL/min/{1.73_m2}", "filtration rate", 1, "ml/min/1.73m2 ml/min/{1.73m2} ml/min/1.73 ml/min/1.73sqm ml/min/1.73_m2 ml/min/(1.73m2) ml/min/1.73m"],
  ["mL/min", "filtration rate", 1],
  ["g/d", "mass per day", 1, "g/day gram/day grams/day g/24h"],
  ["g/wk", "mass per day", 1 / 7, "g/week grams/week"],
  // A plain "unit" of alcohol differs by country as a "drink" does: both are the site's drink. Only "UK units" are 8 g.
  ["{drinks}/d", "drinks per day", 1, "/d /day 1/d 1/day {drink}/d drinks/d drinks/day drink/day {#}/d [drinks]/d standarddrinks/day"],
  ["{drinks}/wk", "drinks per day", 1 / 7, "/wk /week 1/wk 1/week {drink}/wk drinks/wk drinks/week drink/week {#}/wk standarddrinks/week"],
  ["{UK_units}/d", "UK units per day", 1, "ukunits/d ukunits/day ukunit/day {ukunits}/d"],
  ["{UK_units}/wk", "UK units per day", 1 / 7, "ukunits/wk ukunits/week {ukunits}/wk"],
  ["d/wk", "days per week", 1, "d/week day/week days/wk days/week {days}/wk"],
  ["min/d", "minutes per day", 1, "min/day mins/day minutes/day min mins minute minutes"],
  ["h/d", "minutes per day", 60, "h/day hours/day hour/day h hour hours"],
  ["min/wk", "minutes per week", 1, "min/week mins/week minutes/week"],
  ["d", "time", 1, "day days"],
  ["{T-score}", "T-score", 1, "{tscore} t-score tscore {t_score}"],
  ["{Zscore}", "Z-score", 1, "{z-score} z-score zscore {z_score}"],
  ["1", "score", 1, "{score} score {sd} sd sds s.d. [none] none {none} {ratio} standarddeviation standarddeviations {count} {#}"],
  ["%", "percent", 1, "percent pct"],
];

/** Every unit this product reads. */
export const knownUnits: readonly Unit[] = table.map(([code, kind, factor]) => ({ code, kind, factor }));

const units = new Map<string, Unit>();
for (const [code, kind, factor, spellings] of table) {
  for (const spelling of [code, ...(spellings?.split(" ") ?? [])]) units.set(plain(spelling), { code, kind, factor });
}

/** The unit a text or a UCUM code stands for; undefined when it is not in the table. Case and spacing do not matter. */
export function unitNamed(written: string): Unit | undefined {
  if (seen.has(written)) return seen.get(written);
  const unit = units.get(plain(written));
  if (seen.size < mostSeen) seen.set(written, unit);
  return unit;
}

/** A long record repeats a few dozen spellings. */
const seen = new Map<string, Unit | undefined>();
const mostSeen = 1000;

/**
 * A value in another unit of the same kind; undefined when the kinds differ. Filtration rates convert only into themselves:
 * per 1.73 m2 and absolute are different things.
 */
export function convert(value: number, from: Unit, to: Unit): number | undefined {
  if (from.kind !== to.kind) return undefined;
  if (from.code === to.code) return value;
  return from.kind === "filtration rate" ? undefined : tidy(value * (from.factor / to.factor));
}

/** Removes the noise of binary fractions (0.1 + 0.2) without rounding anything a laboratory can measure. */
export function tidy(value: number): number {
  return Number(value.toPrecision(12));
}

/** 1 ng/mL of 25(OH)D = 2.496 nmol/L (molar mass 400.64). For display only: classification never converts (guidelines 3.4). */
const nmolPerNgVitaminD = 2.496;
/** 1 mmol/L of calcium = 4.008 mg/dL (40.08 g/mol). */
export const calciumMgDlPerMmolL = 4.008;
/** 1 mg/dL of creatinine = 88.42 umol/L (113.12 g/mol, usual laboratory factor). */
export const creatinineUmolLPerMgDl = 88.42;
/** 1 pmol/L of intact parathyrin = 9.43 pg/mL (9425 g/mol). */
export const parathyrinPgMlPerPmolL = 9.43;
/** Grams of ethanol in one UK unit (10 mL at 0.789 g/mL, rounded as NOGG and the NHS do). */
export const gramsPerUkUnit = 8;

export function vitaminDInNmolPerL(nanogramsPerMl: number): number {
  return tidy(nanogramsPerMl * nmolPerNgVitaminD);
}

export function vitaminDInNgPerMl(nanomolesPerL: number): number {
  return tidy(nanomolesPerL / nmolPerNgVitaminD);
}

/** One spelling for the many of one unit: NFKD (so that cm² is cm2 and the two micro signs are one), lower case, no spaces, words to symbols. */
function plain(written: string): string {
  return written
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\u03bc/g, "u")
    .replace(/\s+per\s+/g, "/")
    .replace(/\bof\b/g, "")
    .replace(/millilit(?:er|re)s?/g, "ml")
    .replace(/decilit(?:er|re)s?/g, "dl")
    .replace(/\blit(?:er|re)s?\b/g, "l")
    .replace(/nanograms?/g, "ng")
    .replace(/picograms?/g, "pg")
    .replace(/micrograms?/g, "ug")
    .replace(/milligrams?/g, "mg")
    .replace(/nanomoles?/g, "nmol")
    .replace(/picomoles?/g, "pmol")
    .replace(/micromoles?/g, "umol")
    .replace(/millimoles?/g, "mmol")
    .replace(/\bmc(?=g|mol)/g, "u")
    .replace(/\bnmole?s?\b/g, "nmol")
    .replace(/[\^\s]|\*{2}|(?<=m)\*(?=\d)/g, "");
}
