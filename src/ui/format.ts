import { text } from "./text";

/** A date with the precision it was written with; `FhirDate` has this shape. */
export type WrittenDate = { readonly text: string; readonly precision: "year" | "month" | "day" };

/** "5 Mar 2026", "Mar 2021" or "2021": never more precise than what was written. Day before month name, so that nobody can misread it. */
export function formatDate(date: WrittenDate): string {
  return formatDay(date.text);
}

/** The same for an ISO day, month or year as text. */
export function formatDay(iso: string): string {
  const [year = "", month, day] = iso.split("-");
  if (month === undefined) return year;
  const name = text("months").split(" ")[Number(month) - 1] ?? month;
  return day === undefined ? `${name} ${year}` : `${Number(day)} ${name} ${year}`;
}

/** A number with a true minus sign, and with exactly `digits` decimals if given. */
export function formatNumber(value: number, digits?: number): string {
  const written = digits === undefined ? String(value) : value.toFixed(digits);
  const isZero = Number(written) === 0;
  return isZero ? written.replace("-", "") : written.replace("-", "−");
}

/** A T-score, Z-score or percentage change always shows its sign: "+0.4", "−2.1", "0.0". */
export function formatSigned(value: number, digits: number): string {
  const written = formatNumber(value, digits);
  return value > 0 && Number(value.toFixed(digits)) !== 0 ? `+${written}` : written;
}

/** A T- or Z-score: one decimal, or two where rounding could cross a threshold (−2.46 is not −2.5). */
export function formatScore(score: number): string {
  return formatSigned(score, Number(score.toFixed(1)) === score ? 1 : 2);
}

/** The local time of day of an instant, "09:41". Empty for something that is not an instant. */
export function formatTime(instant: string): string {
  const time = new Date(instant);
  if (Number.isNaN(time.getTime())) return "";
  return `${String(time.getHours()).padStart(2, "0")}:${String(time.getMinutes()).padStart(2, "0")}`;
}

/** A sentence begins with a capital letter, whatever it was put together from. */
export function capital(sentence: string): string {
  return `${sentence.charAt(0).toLocaleUpperCase()}${sentence.slice(1)}`;
}
