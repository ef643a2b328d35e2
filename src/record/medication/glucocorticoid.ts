import { glucocorticoidUse } from "../../terminology/conditions";
import { glucocorticoids } from "../../terminology/drugs-hormones";
import type { Chart } from "../chart";
import { addDays, daysBetween } from "../date";
import type { CalendarDate } from "../fact";
import { absentCourse } from "./medication-list";
import { saidByDiagnosis } from "./said-by-diagnosis";
import type { DrugCourse, RiskFacts, Therapy } from "../record";

const daysPerMonth = 30.4375;

/**
 * Systemic glucocorticoids, ever: months of cumulative exposure (bursts are added up, overlaps counted once) and the
 * prednisone-equivalent of the current, else the last course. Courses whose end nobody recorded are not counted, and that is said.
 */
export function readGlucocorticoid(chart: Chart, therapy: Pick<Therapy, "others" | "medicationListComplete">): RiskFacts["glucocorticoid"] {
  const courses = therapy.others.filter((course) => course.drugClass === "glucocorticoid");
  if (courses.length === 0) {
    const coded = saidByDiagnosis(chart, glucocorticoidUse);
    const reason = "A diagnosis code says that a systemic steroid is taken, but no medication entry names it.";
    return coded.length > 0 ? { state: "unusable", reason, sources: coded } : absentCourse(chart, therapy);
  }
  const spans = courses.flatMap((course) => spanOf(course, chart.today) ?? []);
  const current = courses.filter((course) => course.currency === "current");
  const last = current.at(-1) ?? courses.at(-1);
  const uncounted = courses.length - spans.length;
  const unclear = courses.some((course) => course.currency === "uncertain" || course.currency === "on-hold");
  const notes = [
    uncounted > 0 ? `${uncounted} course${uncounted === 1 ? "" : "s"} of unknown length not counted` : undefined,
    unclear ? "it is not clear whether one is still taken" : undefined,
    current.some(
      (course) => course.evidence.every((item) => item.kind === "order" || item.kind === "statement") && daysBetween(newest(course), chart.today) > 548,
    )
      ? "an order from more than 18 months ago is counted up to today"
      : undefined,
  ].filter((note) => note !== undefined);
  return {
    state: "present",
    value: {
      months: Math.round((coveredDays(spans) / daysPerMonth) * 10) / 10,
      mgPerDay: last && prednisonePerDay(last),
      current: current.length > 0,
    },
    date: last?.start,
    sources: courses.flatMap((course) => course.sources),
    how: courses.every((course) => course.how === "coded") ? "coded" : "by-text",
    ...(notes.length > 0 ? { note: notes.join("; ") } : {}),
  };
}

type Span = { readonly from: CalendarDate; readonly to: CalendarDate };

/** The days that are certain: from the latest possible start to the earliest possible end. */
function spanOf(course: DrugCourse, today: CalendarDate): Span | undefined {
  const from = course.start?.latest;
  const ends = course.evidence.map((item) => item.end?.latest ?? "");
  const ended = ends.every((end) => end !== "" && end < today) ? ends.sort().at(-1) : undefined;
  const to = ended ?? (course.currency === "current" ? today : course.end?.earliest);
  return from === undefined || to === undefined || to < from ? undefined : { from, to };
}

function coveredDays(spans: readonly Span[]): number {
  let days = 0;
  let reach: CalendarDate | undefined;
  for (const { from, to } of [...spans].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const begin = reach === undefined || from > reach ? from : addDays(reach, 1);
    if (to >= begin) days += daysBetween(begin, to) + 1;
    if (reach === undefined || to > reach) reach = to;
  }
  return days;
}

function prednisonePerDay(course: DrugCourse): number | undefined {
  const factor = glucocorticoids.find((drug) => drug.label === course.agent)?.prednisonePerMg;
  if (factor === undefined || course.daily?.unit !== "mg") return undefined;
  return Math.round(course.daily.amount * factor * 100) / 100;
}

function newest(course: DrugCourse): CalendarDate {
  return (
    course.evidence
      .flatMap((item) => item.start?.latest ?? [])
      .sort()
      .at(-1) ?? "9999-12-31"
  );
}
