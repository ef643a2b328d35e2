import { bisphosphonateUse } from "../../terminology/conditions";
import type { Chart } from "../chart";
import { addMonths } from "../date";
import type { CourseRead } from "./drug-courses";
import type { DrugEvidenceRead } from "./drug-evidence";
import type { CalendarDate, Fact } from "../fact";
import { absentDrug } from "./medication-list";
import { saidByDiagnosis } from "./said-by-diagnosis";
import type { DrugCourse } from "../record";

/** A yearly infusion, with a month for the appointment. */
const zoledronateMonths = 13;
/** Prolia label: rebound fractures as early as 7 months after the last dose. */
export const denosumabMonths = 7;
/** A three-monthly bisphosphonate injection, with a month for the appointment. */
const otherInfusionMonths = 4;

/**
 * The bisphosphonate or denosumab at bone dose that is in force today. Oncology doses, bone-building drugs and raloxifene are
 * none. Denosumab with an active order is in force even when a dose is overdue: its own rules speak of that.
 */
export function readAntiresorptive(chart: Chart, read: DrugEvidenceRead, courses: readonly CourseRead[]): Fact<DrugCourse> {
  const candidates = courses.filter(({ course }) => isAntiresorptive(course) && course.purpose !== "oncology-dose");
  const inForce = candidates.filter(({ course }) => isInForce(course, chart.today)).sort((a, b) => newestDay(b.course).localeCompare(newestDay(a.course)));
  const [found] = inForce;
  if (found) {
    const { course, note } = found;
    const date = course.doses.at(-1)?.date ?? course.start;
    return { state: "present", value: course, date, sources: course.sources, how: course.how, ...(note ? { note } : {}) };
  }
  const unclear = candidates.filter(({ course }) => course.currency === "uncertain");
  if (unclear.length > 0) {
    const reason = unclear.map((one) => `${one.course.agent}: ${one.note ?? "what is on record does not agree"}`).join("; ");
    return {
      state: "unusable",
      reason: `It is not clear whether a bone medicine is taken (${reason}).`,
      sources: unclear.flatMap((one) => one.course.sources),
    };
  }
  const coded = saidByDiagnosis(chart, bisphosphonateUse);
  if (coded.length > 0)
    return { state: "unusable", reason: "A diagnosis code says that a bisphosphonate is taken, but no medication entry names it.", sources: coded };
  return absentDrug(chart, read, "procedures"); // infusions and injections may be recorded as such
}

function isAntiresorptive(course: DrugCourse): boolean {
  return course.drugClass === "bisphosphonate" || course.drugClass === "denosumab";
}

function isInForce(course: DrugCourse, today: CalendarDate): boolean {
  const lastDose = course.doses.at(-1)?.date.latest;
  const within = (months: number) => lastDose !== undefined && lastDose >= addMonths(today, -months);
  if (course.drugClass === "denosumab") return course.currency === "current" || within(denosumabMonths);
  if (course.agent === "zoledronate") return within(zoledronateMonths);
  return course.doses.length > 0 ? within(otherInfusionMonths) : course.currency === "current";
}

function newestDay(course: DrugCourse): CalendarDate {
  return course.doses.at(-1)?.date.latest ?? course.start?.latest ?? "";
}
