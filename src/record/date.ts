import type { CalendarDate, FhirDate } from "./fact";

const fhirDate = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T.*)?)?)?$/;

/**
 * Reads a FHIR date or dateTime as the calendar day that was written, whatever the reader's time zone: a scan at 23:30 in
 * its hospital's zone stays on its day. Returns undefined for anything that is not a real date (R4 datatypes `date`, `dateTime`).
 */
export function parseFhirDate(written: unknown): FhirDate | undefined {
  if (typeof written !== "string") return undefined;
  const match = fhirDate.exec(written.trim());
  if (!match) return undefined;
  const [, year = "", month, day] = match;
  if (Number(year) < 1850 || Number(year) > 2200) return undefined;
  if (month === undefined) return { text: year, precision: "year", earliest: `${year}-01-01`, latest: `${year}-12-31` };
  if (Number(month) < 1 || Number(month) > 12) return undefined;
  const lastDay = daysInMonth(Number(year), Number(month));
  if (day === undefined) return { text: `${year}-${month}`, precision: "month", earliest: `${year}-${month}-01`, latest: `${year}-${month}-${lastDay}` };
  if (Number(day) < 1 || Number(day) > lastDay) return undefined;
  const text = `${year}-${month}-${day}`;
  return { text, precision: "day", earliest: text, latest: text };
}

/**
 * The same, for what has happened: a moment whose stamp already says tomorrow and which still is today somewhere is of today.
 * Servers stamp in UTC, half a day and more ahead of a clinic in the west: a scan made there this evening is not of the future.
 * A bare date is its writer's own and stays as written.
 */
export function parseDateUpTo(today: CalendarDate, written: unknown): FhirDate | undefined {
  const date = parseFhirDate(written);
  if (date === undefined || date.earliest <= today) return date;
  const moment = instantOf(written);
  return moment !== undefined && moment < Date.parse(`${addDays(today, 1)}T12:00Z`) ? onDay(today) : date; // midnight at UTC-12
}

const monthNames = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

/** A date at the precision it was written with: "3 Feb 2026", "Mar 2021", "2021". Never an invented day. */
export function dateInWords({ text }: FhirDate): string {
  const [year, month, day] = text.split("-");
  const name = month === undefined ? undefined : monthNames[Number(month) - 1];
  if (name === undefined) return text;
  return day === undefined ? `${name} ${year}` : `${Number(day)} ${name} ${year}`;
}

/** Milliseconds since 1970. Only a time with its zone is an instant; anything else would depend on the reader's clock. */
export function instantOf(written: unknown): number | undefined {
  if (typeof written !== "string" || !/T.*(?:Z|[+-]\d{2}:\d{2})$/.test(written)) return undefined;
  const instant = Date.parse(written);
  return Number.isNaN(instant) ? undefined : instant;
}

/** The date of a calendar day. */
export function onDay(day: CalendarDate): FhirDate {
  return { text: day, precision: "day", earliest: day, latest: day };
}

/** Calendar months added; the day is clamped to the month's end (31 Aug + 6 months = 28 or 29 Feb). */
export function addMonths(day: CalendarDate, months: number): CalendarDate {
  const [year, month, date] = parts(day);
  const index = year * 12 + (month - 1) + months;
  const toYear = Math.floor(index / 12);
  const toMonth = (index % 12) + 1;
  return iso(toYear, toMonth, Math.min(date, daysInMonth(toYear, toMonth)));
}

export function addDays(day: CalendarDate, days: number): CalendarDate {
  const [year, month, date] = parts(day);
  const moved = new Date(Date.UTC(year, month - 1, date + days));
  return iso(moved.getUTCFullYear(), moved.getUTCMonth() + 1, moved.getUTCDate());
}

/** Days from one calendar day to another; negative when `to` is earlier. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  const [y1, m1, d1] = parts(from);
  const [y2, m2, d2] = parts(to);
  return Math.round((Date.UTC(y2, m2 - 1, d2) - Date.UTC(y1, m1 - 1, d1)) / 86_400_000);
}

/** Completed calendar months from one day to another (24 months to the day is 24). */
export function monthsBetween(from: CalendarDate, to: CalendarDate): number {
  const [y1, m1] = parts(from);
  const [y2, m2] = parts(to);
  const months = (y2 - y1) * 12 + (m2 - m1);
  return addMonths(from, months) > to ? months - 1 : months;
}

/** Years as a decimal number, for rates. */
export function yearsBetween(from: CalendarDate, to: CalendarDate): number {
  return daysBetween(from, to) / 365.25;
}

/** Orders dates by when they may have begun, then by precision: "2021" before "2021-03" before "2021-03-05". */
export function compareDates(a: FhirDate, b: FhirDate): number {
  if (a.earliest !== b.earliest) return a.earliest < b.earliest ? -1 : 1;
  return a.latest === b.latest ? 0 : a.latest > b.latest ? -1 : 1;
}

function parts(day: CalendarDate): [number, number, number] {
  return [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))];
}

function iso(year: number, month: number, day: number): CalendarDate {
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

function daysInMonth(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
}
