import { readAntiresorptive } from "./antiresorptive";
import { readAromataseInhibitors } from "./aromatase-inhibitor";
import type { Chart } from "../chart";
import { compareCourses, readCourses } from "./drug-courses";
import { drugClassNames, readDrugEvidence } from "./drug-evidence";
import { absentDrug } from "./medication-list";
import type { Therapy } from "../record";

/**
 * The drugs that matter for bones: orders, statements, dispenses and administrations reconciled into courses. Each course keeps
 * what every resource said and why it counted or lost (`evidence[].verdict`).
 */
export function readTherapy(chart: Chart): Therapy {
  const read = readDrugEvidence(chart);
  const courses = readCourses(read.reports, read.refusals, chart.today);
  const inhibitors = courses.filter(({ course }) => course.drugClass === "aromatase-inhibitor");
  const others = courses.filter(({ course }) => course.drugClass !== "aromatase-inhibitor");
  const classOrder = Object.keys(drugClassNames);
  return {
    ...readAromataseInhibitors(chart, read, inhibitors),
    others: others.map(({ course }) => course).sort((a, b) => classOrder.indexOf(a.drugClass) - classOrder.indexOf(b.drugClass) || compareCourses(a, b)),
    antiresorptive: readAntiresorptive(chart, read, others),
    medicationListComplete: absentDrug(chart, read).state === "not-recorded",
  };
}
