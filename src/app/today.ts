import { useSyncExternalStore } from "react";
import type { CalendarDate } from "../record/fact";

/** The day it is; a screen that stays open over midnight counts from the new one when it is looked at again. */
export function useToday(): CalendarDate {
  return useSyncExternalStore(whenLookedAt, () => calendarDay(new Date()));
}

/** The day it is where the user is. */
export function calendarDay(now: Date): CalendarDate {
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}-${String(now.getDate()).padStart(2, "0")}`;
}

/** Beyond this, "today" may be another day than the EHR's, and every interval on the screen wrong. */
const mostDifference = 12 * 60 * 60 * 1000;

/**
 * How far this computer's clock is from the EHR's, in hours, when it is far enough to make dates wrong; undefined otherwise, or
 * where the browser may not see the EHR's time.
 */
export function clockDifference(answers: readonly { readonly serverDate?: string; readonly report: { readonly answeredAt?: string } }[]): number | undefined {
  for (const { serverDate, report } of answers) {
    const difference = Date.parse(serverDate ?? "") - Date.parse(report.answeredAt ?? "");
    if (Math.abs(difference) > mostDifference) return Math.round(difference / 3_600_000);
  }
  return undefined;
}

function whenLookedAt(changed: () => void): () => void {
  document.addEventListener("visibilitychange", changed);
  return () => document.removeEventListener("visibilitychange", changed);
}
