import { dateInWords, parseFhirDate } from "../record/date";
import type { CalendarDate, FhirDate } from "../record/fact";
import type { DxaRegion, DxaSite } from "../record/record";

/** A date at the precision it was written with: "3 Feb 2026", "Mar 2021", "2021". Never an invented day. */
export function dateText(date: FhirDate | CalendarDate): string {
  if (typeof date !== "string") return dateInWords(date);
  const written = parseFhirDate(date);
  return written === undefined ? date : dateInWords(written);
}

/** A T- or Z-score with a true minus sign; one decimal, or two where rounding would cross a threshold (−2.46 is not −2.5). */
export function scoreText(score: number): string {
  return signed(score, Number(score.toFixed(1)) === score ? 1 : 2);
}

/** A change in percent with its sign: "−6.0%", "+1.2%". */
export function changeText(percent: number): string {
  const rounded = Number(percent.toFixed(1));
  return `${rounded > 0 ? "+" : ""}${signed(rounded, 1)}%`;
}

/** A number without needless zeros, at most `digits` decimals, with a true minus sign. */
export function numberText(value: number, digits = 1): string {
  return String(Number(value.toFixed(digits))).replace("-", "\u2212");
}

export function countText(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

export function monthsText(months: number): string {
  return countText(months, "month");
}

/** "a, b and c" */
export function listText(items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? "") : `${items.slice(0, -1).join(", ")} and ${items[items.length - 1]}`;
}

/** The first letter in lower case, for labels inside a sentence; "25(OH)D" and "PTH" stay. */
export function inline(label: string): string {
  return /^[A-Z][a-z]/.test(label) ? `${label.charAt(0).toLowerCase()}${label.slice(1)}` : label;
}

/** A sentence without its full stop, to be put into another. */
export function withoutStop(text: string): string {
  return text.replace(/\.$/, "");
}

/** The first letter in upper case, for words that start a sentence. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const siteNames: Readonly<Record<DxaSite, string>> = {
  "lumbar-spine": "lumbar spine",
  "total-hip": "total hip",
  "femoral-neck": "femoral neck",
  hip: "hip (region not stated)",
  femur: "femur (region not stated)",
  trochanter: "trochanter",
  "wards-area": "Ward's area",
  "radius-33": "one-third radius",
  forearm: "forearm",
  calcaneus: "heel",
  humerus: "humerus",
  "total-body": "total body",
  "spine-ct": "spine (CT-derived)",
  "not-stated": "site not stated",
};

/** "lumbar spine L1–L4", "left femoral neck". */
export function regionText(region: DxaRegion): string {
  const side = region.side === undefined || region.side === "both" ? "" : `${region.side} `;
  return `${side}${siteNames[region.site]}${region.vertebrae === undefined ? "" : ` ${region.vertebrae.replace(/-/g, "–")}`}`;
}

function signed(value: number, digits: number): string {
  const text = Math.abs(value).toFixed(digits);
  return value < 0 && Number(text) !== 0 ? `\u2212${text}` : text;
}
