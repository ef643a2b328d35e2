import { addDays, addMonths, daysBetween, monthsBetween } from "../record/date";
import type { CalendarDate, FhirDate } from "../record/fact";
import { monthsText } from "./wording";

/** `unclear`: a date known only to the month or year allows both answers. */
export type Answer = "yes" | "no" | "unclear";

/** Was it at least `months` calendar months ago? 12 months to the day is yes. */
export function atLeastMonthsAgo(date: FhirDate, months: number, today: CalendarDate): Answer {
  return answer(addMonths(date.latest, months) <= today, addMonths(date.earliest, months) > today);
}

/** Was it more than `months` calendar months ago? 24 months to the day is no. */
export function moreThanMonthsAgo(date: FhirDate, months: number, today: CalendarDate): Answer {
  return answer(addMonths(date.latest, months) < today, addMonths(date.earliest, months) >= today);
}

export function atLeastWeeksAgo(date: FhirDate, weeks: number, today: CalendarDate): Answer {
  return answer(addDays(date.latest, weeks * 7) <= today, addDays(date.earliest, weeks * 7) > today);
}

/** Was `date` more than `months` months before `event`? */
export function moreThanMonthsBefore(date: FhirDate, months: number, event: FhirDate): Answer {
  return answer(addMonths(date.latest, months) < event.earliest, addMonths(date.earliest, months) >= event.latest);
}

/** "13 months", or "22 to 33 months" when the date is known only to the month or year. */
export function sinceText(date: FhirDate, today: CalendarDate): string {
  const least = Math.max(0, monthsBetween(date.latest, today));
  const most = Math.max(0, monthsBetween(date.earliest, today));
  if (least === most) return monthsText(least);
  if (date.precision === "month") return `about ${monthsText(most)}`;
  return `${least} to ${most} months`;
}

/** Weeks completed since the latest day the date may stand for. */
export function weeksSince(date: FhirDate, today: CalendarDate): number {
  return Math.floor(daysBetween(date.latest, today) / 7);
}

function answer(surely: boolean, surelyNot: boolean): Answer {
  return surely ? "yes" : surelyNot ? "no" : "unclear";
}
