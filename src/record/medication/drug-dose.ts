import { fold } from "../../terminology/concept";
import { codingsOf, isRecord, textsOf } from "../chart";

/** An amount of a drug, in the units that doses are added up in. */
export type Amount = { readonly amount: number; readonly unit: "mg" | "IU" };

/** What the dosage elements of one medication resource say. */
export type Dosing = {
  /** Folded dosage text, route and method: where forms and routes are looked for. */
  readonly words: string;
  /** One dose as a structured Quantity in mass or international units. */
  readonly dose: Amount | undefined;
  /** Structured count of tablets, capsules, puffs per dose. */
  readonly pieces: number | undefined;
  /** Doses per day from a structured Timing (R4 Timing.repeat, Timing.code). */
  readonly perDay: number | undefined;
};

/** Dosing of an element that may be a list of Dosage (orders, statements, dispenses) or a single one (administrations). */
export function dosingOf(dosages: unknown): Dosing {
  const list = (Array.isArray(dosages) ? dosages : [dosages]).filter(isRecord);
  const words = fold(list.flatMap(wordsOf).join("; "));
  const [first] = list;
  // Two dosage lines may be a taper or morning and evening: they are not added up by guessing.
  if (first === undefined || list.length > 1) return { words, dose: undefined, pieces: undefined, perDay: undefined };
  const quantity = quantityOf(first);
  return { words, dose: amountOf(quantity), pieces: piecesOf(quantity), perDay: timesPerDay(first["timing"], first["asNeededBoolean"]) };
}

/** mg or IU per day when dose and timing are both structured; a count of tablets needs `strength`, the content of one. */
export function structuredDaily(dosing: Dosing, strength: Amount | undefined): Amount | undefined {
  if (dosing.perDay === undefined) return undefined;
  if (dosing.dose) return { amount: dosing.dose.amount * dosing.perDay, unit: dosing.dose.unit };
  if (dosing.pieces === undefined || strength === undefined) return undefined;
  return { amount: strength.amount * dosing.pieces * dosing.perDay, unit: strength.unit };
}

/** mg per day read from words such as "prednisone 5 mg daily" or "5 mg tablet" with "take 2 tablets daily". */
export function spokenDaily(drugText: string, dosing: Dosing): Amount | undefined {
  const drugWords = fold(drugText);
  const perDay = dosing.perDay ?? spokenTimesPerDay(dosing.words) ?? spokenTimesPerDay(drugWords);
  if (perDay === undefined || /taper|as directed|as needed|\bprn\b/.test(dosing.words)) return undefined;
  const strength = strengthOf(drugWords);
  const pieces = dosing.pieces ?? spokenPieces(dosing.words) ?? spokenPieces(drugWords);
  const dose = strengthOf(dosing.words);
  const one = dosing.dose ?? (pieces !== undefined && strength ? { amount: strength.amount * pieces, unit: strength.unit } : (dose ?? strength));
  return one?.unit === "mg" ? { amount: one.amount * perDay, unit: "mg" } : undefined;
}

/** The only strength in a text, in mg; undefined when there is none or more than one ("600 mg / 400 IU" has one of each unit). */
export function strengthOf(text: string): Amount | undefined {
  return only(strengthsIn(text).filter((one) => one.unit === "mg"));
}

export function strengthsIn(text: string): readonly Amount[] {
  const found: Amount[] = [];
  // Not behind a letter: "D3 400 IU" is 400, not 3,400; "2x500 mg" is 500.
  for (const match of fold(text).matchAll(
    /(?<![a-wyz\d])(\d{1,3}(?:[ ,]\d{3})+|\d+(?:[.,]\d+)?)\s*(mg|mcg|ug|µg|μg|microgram\w*|g|iu|i\.u\.|ie|ui|unt|units?|u)\b(?!\s*\/\s*(?:ml|dl|l)\b)/g,
  )) {
    const amount = toAmount(numberOf(match[1] ?? ""), match[2] ?? "");
    // Text and display often repeat the same strength.
    if (amount && !found.some((one) => one.amount === amount.amount && one.unit === amount.unit)) found.push(amount);
  }
  return found;
}

/** "every 4 weeks", "monthly", "q6mo", "every 28 days" as days between doses. */
export function spokenIntervalDays(words: string): number | undefined {
  const every = /(?:\bevery|\bq|\ball[er]?)\s*\.?\s*(\d+|two|three|four|six|twelve)?\s*-?(day|d|week|wk|w|month|mo|m|year|yr|y|tage|wochen|monate)s?\b/.exec(
    words,
  );
  if (every) return (every[1] === undefined ? 1 : count(every[1])) * (unitDays.get((every[2] ?? "").slice(0, 1)) ?? Number.NaN);
  if (/\b(?:monthly|once a month|per month|mensual)\b/.test(words))
    return /\b(?:6|six)[- ]monthly\b/.test(words) ? 182 : /\b(?:3|three)[- ]monthly\b/.test(words) ? 91 : 30;
  if (/\b(?:twice|2 times|two times) (?:a|per) year|semi-?annual|half-?yearly|biannual/.test(words)) return 182;
  if (/\b(?:yearly|annual\w*|once a year|per year)\b/.test(words)) return 365;
  if (/\b(?:weekly|once a week|per week)\b/.test(words)) return 7;
  return undefined;
}

function wordsOf(dosage: Record<string, unknown>): readonly string[] {
  const texts = [dosage["text"], dosage["patientInstruction"]].filter((text): text is string => typeof text === "string");
  return [...texts, ...textsOf(dosage["route"]), ...textsOf(dosage["method"]), ...textsOf(dosage["site"])];
}

function quantityOf(dosage: Record<string, unknown>): Record<string, unknown> | undefined {
  const rates = Array.isArray(dosage["doseAndRate"]) ? dosage["doseAndRate"].filter(isRecord) : [];
  return [...rates.map((rate) => rate["doseQuantity"]), dosage["doseQuantity"], dosage["dose"]].find(isRecord);
}

function amountOf(quantity: Record<string, unknown> | undefined): Amount | undefined {
  const value = quantity?.["value"];
  if (typeof value !== "number" || !Number.isFinite(value) || value <= 0) return undefined;
  const unit = [quantity?.["code"], quantity?.["unit"]].find((one): one is string => typeof one === "string" && toAmount(1, one) !== undefined);
  return unit === undefined ? undefined : toAmount(value, unit);
}

function piecesOf(quantity: Record<string, unknown> | undefined): number | undefined {
  const value = quantity?.["value"];
  if (typeof value !== "number" || !Number.isFinite(value) || value <= 0) return undefined;
  const unit = fold([quantity?.["unit"], quantity?.["code"]].find((one) => typeof one === "string") ?? "");
  return unit === "" || unit === "1" || /tab|cap|pill|chew|\{|each|piece|stuck|comprim/.test(unit) ? value : undefined;
}

/** Units of one dose by their UCUM code or the spellings seen; 1 microgram of vitamin D is 40 IU, which the caller knows. */
function toAmount(value: number, unit: string): Amount | undefined {
  const plain = unit
    .trim()
    .toLowerCase()
    .replaceAll(/[[\]{}.]/g, "");
  if (plain === "mg" || plain === "milligram" || plain === "milligrams") return { amount: value, unit: "mg" };
  if (plain === "g" || plain === "gram" || plain === "grams") return { amount: value * 1000, unit: "mg" };
  if (/^(?:mcg|ug|µg|μg|microgram\w*)$/.test(plain)) return { amount: value / 1000, unit: "mg" };
  if (/^(?:iu|ie|ui|unt|u|units?|international units?)$/.test(plain)) return { amount: value, unit: "IU" };
  return undefined;
}

/** By first letter: day, tag, week, woche, month, monat, year. */
const unitDays = new Map(Object.entries({ d: 1, t: 1, w: 7, m: 30.4375, y: 365.25 }));
const repeatUnitDays = new Map(Object.entries({ h: 1 / 24, d: 1, wk: 7, mo: 30.4375, a: 365.25 }));
/** HL7 v3 GTSAbbreviation, doses per day. */
const timingCodes = new Map(
  Object.entries({ QD: 1, BID: 2, TID: 3, QID: 4, AM: 1, PM: 1, BED: 1, QOD: 0.5, WK: 1 / 7, MO: 1 / 30.4375, Q24H: 1, Q12H: 2, Q8H: 3, Q6H: 4 }),
);
const countWords = new Map(Object.entries({ one: 1, two: 2, three: 3, four: 4, six: 6, twelve: 12, half: 0.5, "1\u20442": 0.5, "1/2": 0.5 }));

function timesPerDay(timing: unknown, asNeeded: unknown): number | undefined {
  if (!isRecord(timing) || asNeeded === true) return undefined;
  const repeat = isRecord(timing["repeat"]) ? timing["repeat"] : {};
  const frequency = typeof repeat["frequency"] === "number" && repeat["frequency"] > 0 ? repeat["frequency"] : 1;
  const period = typeof repeat["period"] === "number" && repeat["period"] > 0 ? repeat["period"] : undefined;
  const unit = typeof repeat["periodUnit"] === "string" ? repeatUnitDays.get(repeat["periodUnit"]) : undefined;
  if (period !== undefined && unit !== undefined) return frequency / (period * unit);
  const moments = Array.isArray(repeat["timeOfDay"]) ? repeat["timeOfDay"].length : Array.isArray(repeat["when"]) ? repeat["when"].length : 0;
  if (moments > 0) return moments;
  const code = codingsOf(timing["code"]).find((coding) => typeof coding.code === "string")?.code;
  return (
    (code === undefined ? undefined : timingCodes.get(code)) ??
    textsOf(timing["code"])
      .map((text) => spokenTimesPerDay(fold(text)))
      .find((times) => times !== undefined)
  );
}

function spokenTimesPerDay(words: string): number | undefined {
  const interval = spokenIntervalDays(words);
  if (interval !== undefined && Number.isFinite(interval)) return 1 / interval;
  if (/\b(?:every other day|alternate days|qod)\b/.test(words)) return 0.5;
  if (/\b(?:twice|two times|2 times|2x|bid|b\.i\.d|zweimal)\b/.test(words)) return 2;
  if (/\b(?:three times|3 times|3x|tid|t\.i\.d|dreimal)\b/.test(words)) return 3;
  if (/\b(?:four times|4 times|4x|qid|q\.i\.d)\b/.test(words)) return 4;
  if (
    /\b(?:daily|once a day|a day|per day|qd|q\.d|od|o\.d|in the morning|each morning|at bedtime|nightly|taglich|par jour|al dia|al giorno)\b|\/(?:day|d|tag)\b/.test(
      words,
    )
  )
    return 1;
  return undefined;
}

function spokenPieces(words: string): number | undefined {
  const match = /(\d+(?:[.,]\d+)?|one|two|three|four|half|1[/\u2044]2)\s*(?:a )?(?:tab|tablet|cap|capsule|pill|cp\b|comprim)/.exec(words);
  return match?.[1] === undefined ? undefined : count(match[1]);
}

function count(word: string): number {
  return countWords.get(word) ?? numberOf(word);
}

/** "1,250" and "1 250" are thousands, "2,5" and "2.5" are decimals. */
function numberOf(written: string): number {
  if (/^\d{1,3}(?:[ ,]\d{3})+$/.test(written)) return Number(written.replaceAll(/[ ,]/g, ""));
  return Number(written.replace(",", "."));
}

function only<T>(list: readonly T[]): T | undefined {
  return list.length === 1 ? list[0] : undefined;
}
