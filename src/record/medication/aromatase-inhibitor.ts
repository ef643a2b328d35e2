import { aromataseInhibitorUse } from "../../terminology/conditions";
import type { Chart } from "../chart";
import { addDays, compareDates, daysBetween } from "../date";
import { type CourseRead, continuousGapDays, type Span } from "./drug-courses";
import type { DrugEvidenceRead } from "./drug-evidence";
import type { Fact, FhirDate } from "../fact";
import { absentDrug } from "./medication-list";
import { saidByDiagnosis } from "./said-by-diagnosis";
import type { DrugCourse, Therapy, TherapyGap, TherapySwitch } from "../record";

type AromataseInhibitors = Pick<Therapy, "currentAromataseInhibitor" | "aromataseInhibitorSince" | "aromataseInhibitors" | "gaps" | "switches">;

/** Shorter interruptions than this are late refills, not gaps. */
const reportedGapDays = 30;

/**
 * Which aromatase inhibitor is taken now, since when without a break of more than 180 days, and what came before.
 * `courses`: the aromatase inhibitors among all courses, oldest first.
 */
export function readAromataseInhibitors(chart: Chart, read: DrugEvidenceRead, courses: readonly CourseRead[]): AromataseInhibitors {
  const settled = onlyOneCurrent(courses);
  const current = settled.find((one) => one.course.currency === "current");
  const run = current ? runUpTo(current, settled) : [];
  return {
    currentAromataseInhibitor: current ? presentCourse(current) : withoutCurrent(chart, read, settled),
    aromataseInhibitorSince: current ? sinceOf(run) : withoutCurrent(chart, read, settled),
    aromataseInhibitors: settled.map((one) => one.course),
    gaps: gapsOf(settled.flatMap((one) => one.spans)),
    switches: switchesOf(settled),
  };
}

/** Two aromatase inhibitors are never taken together: an order left active loses to the one written later. */
function onlyOneCurrent(courses: readonly CourseRead[]): readonly CourseRead[] {
  const current = courses.filter((one) => one.course.currency === "current");
  const [newest, ...older] = [...current].sort((a, b) => compareNewest(b, a));
  if (!newest || older.length === 0) return courses;
  return courses.map((one) => {
    if (one === newest) {
      const others = older.map((other) => other.course.agent).join(", ");
      return { ...one, note: [one.note, `an older entry for ${others} is still marked active`].filter((text) => text !== undefined).join("; ") };
    }
    if (!older.includes(one)) return one;
    const evidence = one.course.evidence.map((item) => ({ ...item, verdict: { ...item.verdict, lostTo: newest.course.agent } }));
    return { ...one, course: { ...one.course, currency: "uncertain", evidence } };
  });
}

function compareNewest(a: CourseRead, b: CourseRead): number {
  const word = (one: CourseRead) => one.lastWord ?? "";
  const start = (one: CourseRead) => one.course.start?.earliest ?? "";
  return word(a).localeCompare(word(b)) || start(a).localeCompare(start(b)) || b.course.agent.localeCompare(a.course.agent);
}

function presentCourse({ course, note }: CourseRead): Fact<DrugCourse> {
  return { state: "present", value: course, date: course.start, sources: course.sources, how: course.how, ...(note ? { note } : {}) };
}

/** The courses of the continuous run that ends with `current`, newest first. */
function runUpTo(current: CourseRead, courses: readonly CourseRead[]): readonly CourseRead[] {
  const run = [current];
  let begin = current.course.start?.earliest;
  for (const one of [...courses].reverse()) {
    if (one === current || begin === undefined || one.course.start === undefined || one.course.start.earliest > begin) continue;
    const reach = one.spans
      .map((span) => span.to)
      .sort()
      .at(-1);
    if (reach === undefined || addDays(reach < begin ? reach : begin, continuousGapDays) < begin) continue;
    run.push(one);
    begin = one.course.start.earliest;
  }
  return run;
}

function sinceOf(run: readonly CourseRead[]): Fact<FhirDate> {
  const first = run.at(-1);
  const sources = run.flatMap((one) => one.course.sources);
  const start = first?.course.start;
  if (!start) return { state: "unusable", reason: "The aromatase inhibitor has no readable start date.", sources };
  const assumed = run.slice(1).find((one) => one.spans.every((span) => !span.sure));
  const note = assumed ? `the end of ${assumed.course.agent} is not recorded; it is taken to have reached the next course` : undefined;
  return {
    state: "present",
    value: start,
    date: start,
    sources,
    how: run.every((one) => one.course.how === "coded") ? "coded" : "by-text",
    ...(note ? { note } : {}),
  };
}

/** Why no current aromatase inhibitor can be named: unclear evidence is never told as absence. */
function withoutCurrent(chart: Chart, read: DrugEvidenceRead, courses: readonly CourseRead[]): Exclude<Fact<never>, { state: "present" | "stale" }> {
  const unclear = courses.filter((one) => one.course.currency === "uncertain");
  if (unclear.length > 0) {
    const reason = unclear.map((one) => `${one.course.agent}: ${one.note ?? "what is on record does not agree"}`).join("; ");
    return {
      state: "unusable",
      reason: `It is not clear whether an aromatase inhibitor is taken (${reason}).`,
      sources: unclear.flatMap((one) => one.course.sources),
    };
  }
  if (read.classOnly.length > 0) {
    return { state: "unusable", reason: "An entry says that an aromatase inhibitor is taken, but not which.", sources: read.classOnly };
  }
  const coded = saidByDiagnosis(chart, aromataseInhibitorUse);
  if (coded.length > 0) {
    return { state: "unusable", reason: "A diagnosis code says that an aromatase inhibitor is taken, but no medication entry names it.", sources: coded };
  }
  return absentDrug(chart, read);
}

/** Days without cover between courses, refills and agents, where both sides are known. */
function gapsOf(spans: readonly Span[]): readonly TherapyGap[] {
  const ordered = [...spans].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.to < b.to ? -1 : 1));
  const gaps: TherapyGap[] = [];
  let reach: Span | undefined;
  for (const span of ordered) {
    if (reach && reach.sure && span.from > reach.to) {
      const days = daysBetween(reach.to, span.from);
      if (days > reportedGapDays) gaps.push({ from: reach.to, to: span.from, days });
    }
    if (!reach || span.to > reach.to || (span.to === reach.to && span.sure)) reach = span;
  }
  return gaps;
}

function switchesOf(courses: readonly CourseRead[]): readonly TherapySwitch[] {
  const dated = courses.filter((one) => one.course.start !== undefined).sort((a, b) => compareStarts(a.course, b.course));
  return dated.flatMap((one, index): TherapySwitch[] => {
    const before = dated[index - 1];
    const date = one.course.start;
    if (!before || !date || before.course.agent === one.course.agent) return [];
    const reach = before.spans
      .map((span) => span.to)
      .sort()
      .at(-1);
    if (reach === undefined) return [];
    return reach < date.earliest && addDays(reach, continuousGapDays) < date.earliest ? [] : [{ date, from: before.course.agent, to: one.course.agent }];
  });
}

function compareStarts(a: DrugCourse, b: DrugCourse): number {
  return a.start && b.start ? compareDates(a.start, b.start) || a.agent.localeCompare(b.agent) : 0;
}
