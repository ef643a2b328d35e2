import { addMonths } from "../record/date";
import type { CalendarDate, FhirDate } from "../record/fact";
import { denosumabMonths } from "../record/medication/antiresorptive";
import type { DrugClass, DrugCourse, Therapy } from "../record/record";
import { axisSpan, axisTime, type AxisTime } from "./time-axis";

/** One course, ready to be drawn as a bar under a time axis. */
export type TherapyBar = {
  readonly id: string;
  readonly group: LaneGroup;
  readonly label: string;
  /** Known to be taken between `from` and `to`; possibly already from `earliest` and until `latest` (partial dates). */
  readonly from: AxisTime;
  readonly to: AxisTime;
  readonly earliest: AxisTime;
  readonly latest: AxisTime;
  /** Where the ends are not known: an open bar. */
  readonly startKnown: boolean;
  readonly currency: DrugCourse["currency"];
  /** Taken now, as far as is known: it goes on after today. */
  readonly ongoing: boolean;
  readonly doses: readonly AxisTime[];
};

type LaneGroup = "aromatase-inhibitor" | "antiresorptive" | "ovarian-suppression" | "other";

const groups: Partial<Record<DrugClass, LaneGroup>> = {
  "aromatase-inhibitor": "aromatase-inhibitor",
  bisphosphonate: "antiresorptive",
  denosumab: "antiresorptive",
  "bone-anabolic": "antiresorptive",
  serm: "antiresorptive",
  "other-bone-drug": "antiresorptive",
  "gnrh-agonist": "ovarian-suppression",
};

const order: readonly LaneGroup[] = ["aromatase-inhibitor", "antiresorptive", "ovarian-suppression", "other"];

/**
 * Bars for the courses, aromatase inhibitors first. `bone-relevant` keeps what moves bone density on a trend chart;
 * `all` every recognised drug.
 */
export function therapyBars(therapy: Therapy, today: CalendarDate, which: "bone-relevant" | "all"): readonly TherapyBar[] {
  return [...therapy.aromataseInhibitors, ...therapy.others]
    .map((course, index) => bar(course, index, today))
    .filter((one) => which === "all" || one.group !== "other")
    .toSorted((a, b) => order.indexOf(a.group) - order.indexOf(b.group));
}

/** Every date at which a course starts, ends or is given: for the extent of a shared time axis. */
export function therapyDates(therapy: Therapy): readonly FhirDate[] {
  return [...therapy.aromataseInhibitors, ...therapy.others]
    .filter((course) => course.drugClass in groups)
    .flatMap((course) => [course.start, course.end, ...course.doses.map((dose) => dose.date)])
    .filter((date) => date !== undefined);
}

function bar(course: DrugCourse, index: number, today: CalendarDate): TherapyBar {
  const now = axisTime(today);
  const doses = course.doses.map((dose) => axisSpan(dose.date).at);
  const start = course.start && axisSpan(course.start);
  const end = course.end && axisSpan(course.end);
  const reach = Math.min(now, coverEnd(course) ?? now);
  const lastKnown = end ?? (course.currency === "past" ? lastOf(doses, start?.to ?? now) : { from: reach, to: reach });
  const firstKnown = start ?? lastOf(doses.slice(0, 1), lastKnown.from);
  return {
    id: `${course.agent}-${index}`,
    group: groups[course.drugClass] ?? "other",
    label: course.agent,
    from: Math.min(firstKnown.to, lastKnown.from),
    to: Math.max(firstKnown.to, lastKnown.from),
    earliest: firstKnown.from,
    latest: lastKnown.to,
    startKnown: start !== undefined,
    currency: course.currency,
    ongoing: course.currency === "current" && reach === now,
    doses,
  };
}

/** Denosumab wears off while its order stands: a bar that went on to today would look like cover. */
function coverEnd({ drugClass, doses }: DrugCourse): AxisTime | undefined {
  const last = doses.at(-1);
  return drugClass === "denosumab" && last ? axisTime(addMonths(last.date.latest, denosumabMonths)) : undefined;
}

function lastOf(times: readonly AxisTime[], otherwise: AxisTime): { readonly from: AxisTime; readonly to: AxisTime } {
  const time = times.at(-1) ?? otherwise;
  return { from: time, to: time };
}
