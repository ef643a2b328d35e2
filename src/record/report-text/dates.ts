/** A date as written in a report, with what its writer did not say left open. */
export type WrittenDate = {
  readonly year: number;
  readonly month?: number;
  readonly day?: number;
  /** "05/11/2024": whether day or month comes first is for the whole report to decide. */
  readonly ambiguous?: true;
};

const monthNames =
  "jan(?:uary|uar|vier|eiro)?|ene(?:ro)?|gen(?:naio)?|feb(?:ruary|ruar|rero|braio|ruari)?|fevr?(?:ier|ereiro)?|mar(?:ch|s|zo|co)?|marz|maart|apr(?:il|ile)?|avr(?:il)?|abr(?:il)?|may|mai|mayo|maggio|maio|mei|jun[ei]?|juin|juni|junio|giugno|junho|jul[iy]?|juillet|julio|luglio|julho|aug(?:ust|ustus)?|aout|ago(?:sto)?|sep(?:t(?:ember|embre|iembre)?|tember)?|set(?:tembre|embro)?|o[ck]t(?:ober|obre|ubre)?|ott(?:obre)?|out(?:ubro)?|nov(?:ember|embre|iembre|embro)?|de[cz](?:ember|embre|embro)?|dic(?:iembre|embre)?";

/** Source of an expression for a date in folded text; years from 1900 to 2099. */
export const datePattern = [
  String.raw`\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:t\d{2}[\d:.]*(?:z|[+-]\d\d:?\d\d)?)?(?!\d)`,
  String.raw`\d{1,2}[/.-]\d{1,2}[/.-](?:(?:19|20)\d{2}|\d{2})(?!\d|%|[.,]\d)`,
  String.raw`\d{1,2} \d{1,2} (?:19|20)\d{2}(?!\d)`,
  String.raw`(?:${monthNames})\.? \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d{2}(?!\d)`,
  String.raw`\d{1,2}\.?(?:st|nd|rd|th)?[ -](?:de |di )?(?:${monthNames})\.?,?[ -](?:de |di )?(?:19|20)\d{2}(?!\d)`,
  String.raw`(?:${monthNames})\.?,? (?:de |di )?(?:19|20)\d{2}(?!\d)`,
  String.raw`(?:\d{1,2}/|(?:0\d|1[0-2])\.)(?:19|20)\d{2}(?!\d)`,
  String.raw`(?:19|20)\d{2}-\d{2}(?![\d-])`,
  String.raw`(?:19|20)\d{2}(?!\d|[.,]\d| ?m?g(?![a-z]))`,
].join("|");

const monthInitials: readonly (readonly [RegExp, number])[] = [
  [/^(?:jan|ene|gen)/, 1],
  [/^fe[bv]/, 2],
  [/^ma(?:r|art)/, 3],
  [/^a[pbv]r/, 4],
  [/^ma[yig]|^mei/, 5],
  [/^(?:jun|juin|giu)/, 6],
  [/^(?:jul|juil|lug)/, 7],
  [/^(?:aug|aou|ago)/, 8],
  [/^se[pt]/, 9],
  [/^(?:o[ckt]t|out)/, 10],
  [/^nov/, 11],
  [/^d[ei][czs]/, 12],
];

/** Reads what `datePattern` matched. Undefined for what cannot be a date. */
export function readDate(written: string): WrittenDate | undefined {
  const name = /[a-z]{3,}/.exec(written.replace(/\d(?:st|nd|rd|th)\b/g, (ordinal) => ordinal.charAt(0)));
  const numbers = (written.replace(/t\d{2}.*$/, "").match(/\d+/g) ?? []).map(Number);
  const year = numbers.find((number) => number >= 1900) ?? shortYear(numbers);
  if (year === undefined) return undefined;
  if (name !== null) {
    const month = monthInitials.find(([initial]) => initial.test(name[0]))?.[1];
    const day = numbers.find((number) => number !== year);
    if (month === undefined) return undefined;
    return day === undefined ? { year, month } : { year, month, day };
  }
  const [first = 0, second = 0, third = 0] = numbers;
  if (numbers.length === 1) return { year };
  if (numbers.length === 2) return { year, month: first === year ? second : first };
  if (first === year) return { year, month: second, day: third };
  if (first > 12 || written.includes(".")) return { year, month: second, day: first };
  if (second > 12) return { year, month: first, day: second };
  return first === second ? { year, month: first, day: first } : { year, month: first, day: second, ambiguous: true };
}

function shortYear(numbers: readonly number[]): number | undefined {
  const last = numbers.at(-1);
  return numbers.length === 3 && last !== undefined && last < 100 ? 2000 + last : undefined;
}

/** Which number comes first in the report's dates, as far as its unambiguous dates tell. */
export function dayComesFirst(written: readonly string[]): boolean {
  return written.some((date) => Number(/^(\d{1,2})[/-]\d{1,2}[/-]\d{2,4}$/.exec(date)?.[1] ?? 0) > 12);
}

/** A number that orders dates: days, roughly, with the middle of what was not written. */
export function dayNumber(date: WrittenDate, dayFirst: boolean): number {
  const swapped = date.ambiguous === true && dayFirst;
  const month = swapped ? date.day : date.month;
  const day = swapped ? date.month : date.day;
  return date.year * 372 + ((month ?? 6.5) - 1) * 31 + (day ?? 15);
}

/** Whether two dates can be of one examination: within a month of each other as far as they are written. */
export function sameExamination(a: WrittenDate, b: WrittenDate, dayFirst: boolean): boolean {
  if (a.month === undefined || b.month === undefined) return a.year === b.year;
  return Math.abs(dayNumber(a, dayFirst) - dayNumber(b, dayFirst)) <= 31;
}
