import type { CalendarDate, FhirDate } from "../record/fact";
import { formatDay } from "../ui/format";

/** Milliseconds since 1970 of a calendar day in UTC. Axes are numeric; the reader's time zone never moves a day. */
export type AxisTime = number;

/** First and last time of an axis, shared by charts that stand below each other. */
export type TimeDomain = readonly [AxisTime, AxisTime];

export function axisTime(day: CalendarDate): AxisTime {
  return Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10)));
}

/** Where a date is drawn: a day at itself; a month or a year at its middle, with the range it may lie in. */
export function axisSpan(date: FhirDate): { readonly at: AxisTime; readonly from: AxisTime; readonly to: AxisTime } {
  const from = axisTime(date.earliest);
  const to = axisTime(date.latest);
  return { at: (from + to) / 2, from, to };
}

const day = 86_400_000;
const year = 365.25 * day;

/** A domain that holds all the dates and today, at least two years wide, with a little air. */
export function timeDomain(dates: readonly FhirDate[], today: CalendarDate): TimeDomain {
  const last = axisTime(today);
  const first = Math.min(last - 2 * year, ...extreme(dates));
  const air = (last - first) * 0.03;
  return [first - air, last + air];
}

function extreme(dates: readonly FhirDate[]): readonly AxisTime[] {
  let first: string | undefined;
  for (const date of dates) if (first === undefined || date.earliest < first) first = date.earliest;
  return first === undefined ? [] : [axisTime(first)];
}

export type TimeTick = { readonly time: AxisTime; readonly label: string };

const steps = [1, 3, 6, 12, 24, 60, 120] as const; // months

/** Ticks on first days of months or years, as many as fit at `minimumGap` pixels. Years are written bare, months with their year. */
export function timeTicks([from, to]: TimeDomain, width: number, minimumGap = 64): readonly TimeTick[] {
  const room = Math.max(2, Math.floor(width / minimumGap));
  const months = (to - from) / (year / 12);
  const step = steps.find((candidate) => months / candidate <= room) ?? 240;
  const start = new Date(from);
  const first = Math.ceil((start.getUTCFullYear() * 12 + start.getUTCMonth()) / step) * step;
  const ticks: TimeTick[] = [];
  for (let index = first; ; index += step) {
    const time = Date.UTC(Math.floor(index / 12), index % 12, 1);
    if (time > to) return ticks;
    if (time < from) continue;
    const fromEdge = (Math.min(to - time, time - from) / (to - from)) * width;
    if (step < 12 && fromEdge < 28) continue; // a long label at the very edge would be cut off
    const iso = new Date(time).toISOString();
    ticks.push({ time, label: formatDay(iso.slice(0, step >= 12 ? 4 : 7)) });
  }
}
