import { monthsBetween, daysBetween } from "../record/date";
import type { CalendarDate, FhirDate } from "../record/fact";
import { text } from "./text";

/**
 * Time from a date to today in words, never finer than the date allows: "3 years 6 months" from a day, "about 2 years" from
 * a year. Undefined when the date lies in the future.
 */
export function durationSince(start: FhirDate, today: CalendarDate): string | undefined {
  if (start.earliest > today) return undefined;
  if (start.precision === "day") return exact(start.earliest, today);
  const most = monthsBetween(start.earliest, today);
  const least = start.latest > today ? 0 : monthsBetween(start.latest, today);
  const middle = (most + least) / 2;
  if (start.precision === "year") return middle < 12 ? text("aboutUnderAYear") : text("about", { duration: years(Math.round(middle / 12)) });
  return text("about", { duration: inMonths(Math.round(middle)) });
}

function exact(start: CalendarDate, today: CalendarDate): string {
  const months = monthsBetween(start, today);
  if (months < 1) return text("days", { count: daysBetween(start, today) });
  return inMonths(months);
}

function inMonths(months: number): string {
  if (months < 24) return text("monthCount", { count: months });
  const rest = months % 12;
  const whole = years(Math.floor(months / 12));
  return rest === 0 ? whole : `${whole} ${text("monthCount", { count: rest })}`;
}

function years(count: number): string {
  return text("yearCount", { count });
}
