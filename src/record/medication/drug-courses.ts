import { addDays, compareDates, dateInWords, daysBetween, monthsBetween, onDay } from "../date";
import { dosesOf } from "./drug-doses";
import { type Endings, isSupply, readEndings, supplyGraceDays, supplyReach } from "./drug-endings";
import { type DrugReport, type Refusal, worksUntil } from "./drug-evidence";
import { purposeOf } from "./drug-purpose";
import type { CalendarDate, FhirDate } from "../fact";
import type { DrugCourse } from "../record";

/** A course with what the reconciliation knows beyond it. */
export type CourseRead = {
  readonly course: DrugCourse;
  /** Days on which the drug was taken, as far as known: for gaps. `sure` is false where an order's end had to be assumed. */
  readonly spans: readonly Span[];
  /** Newest order or statement about it; supplies may arrive after a switch. */
  readonly lastWord: CalendarDate | undefined;
  /** A caveat for a fact made of this course. */
  readonly note: string | undefined;
};

export type Span = { readonly from: CalendarDate; readonly to: CalendarDate; readonly sure: boolean };

/** Interruptions up to here are one course (dossier 9.2, operational choice). */
export const continuousGapDays = 180;
/** Steroid bursts are counted one by one, never as continuous (dossier 9.2). */
const burstGapDays = 14;
/** An order that ended on an unknown day is taken to have reached the next evidence within a year: the usual validity of a prescription. */
const assumedOrderDays = 365;
const onHoldCurrentDays = 90;
const staleAfterMonths = 18;
const openEnd: CalendarDate = "9999-12-31";

/**
 * Reconciles everything said about each agent into courses, oldest first: renewals never reset a start, the newest dated word
 * about stopping beats an older active order, supplies and doses show what went on.
 */
export function readCourses(reports: readonly DrugReport[], refusals: readonly Refusal[], today: CalendarDate): readonly CourseRead[] {
  const courses = agentGroups(reports).flatMap((group) => {
    const endings = readEndings(
      group,
      refusals.filter((refusal) => refusal.drug.id === group[0]?.drug.id),
      today,
    );
    return split(group, endings, today).map((members, index, all) =>
      courseOf(members, { endings, today, place: index === all.length - 1 ? "last" : "earlier", group }),
    );
  });
  return courses.sort((a, b) => compareCourses(a.course, b.course));
}

/** Oldest start first, those without a start last; then by agent. */
export function compareCourses(a: DrugCourse, b: DrugCourse): number {
  if (a.start && b.start) return compareDates(a.start, b.start) || (a.agent < b.agent ? -1 : a.agent > b.agent ? 1 : 0);
  if (a.start || b.start) return a.start ? -1 : 1;
  return a.agent < b.agent ? -1 : a.agent > b.agent ? 1 : 0;
}

/** One agent is one group; denosumab 60 mg and 120 mg (zoledronate 5 mg and 4 mg) are two. */
function agentGroups(reports: readonly DrugReport[]): readonly (readonly DrugReport[])[] {
  const byAgent = groupBy(reports, (report) => report.drug.id);
  return byAgent.flatMap((group) => {
    const purposes = new Set(group.flatMap((report) => report.purpose ?? []));
    return purposes.size > 1 ? groupBy(group, (report) => report.purpose ?? "") : [group];
  });
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}

function split(group: readonly DrugReport[], endings: Endings, today: CalendarDate): readonly (readonly DrugReport[])[] {
  const dated = group.flatMap((report) => {
    const span = spanOf(report, endings, today);
    return span ? [{ report, span }] : [];
  });
  dated.sort((a, b) => (a.span.from < b.span.from ? -1 : a.span.from > b.span.from ? 1 : a.report.reference < b.report.reference ? -1 : 1));
  const allowed = group[0]?.drug.drugClass === "glucocorticoid" ? burstGapDays : continuousGapDays;
  const courses: DrugReport[][] = [];
  let reach: CalendarDate | undefined;
  for (const { report, span } of dated) {
    const current = courses.at(-1);
    if (current && reach !== undefined && (reach === openEnd || span.from <= addDays(reach, allowed))) current.push(report);
    else courses.push([report]);
    reach = reach === undefined || span.to > reach ? span.to : reach;
  }
  const undated = group.filter((report) => report.start === undefined);
  if (undated.length === 0) return courses;
  const last = courses.pop() ?? [];
  return [...courses, [...last, ...undated]];
}

function spanOf(report: DrugReport, endings: Endings, today: CalendarDate): Span | undefined {
  if (!report.start) return undefined;
  const from = report.start.earliest;
  const until = (to: CalendarDate, sure = true): Span => ({ from, to: to < from ? from : to, sure });
  const closing = endings.closed.get(report);
  if (closing) return until(closing.on.latest);
  if (isSupply(report)) return until(worksUntil(report) ?? from);
  if (report.standing === "over" || report.standing === "stopped") {
    if (report.end) return until(report.end.latest);
    return until(addDays(report.start.latest, report.supplyDays ?? assumedOrderDays), false);
  }
  return report.end && report.end.latest < today ? until(report.end.latest) : until(openEnd);
}

type Frame = {
  readonly endings: Endings;
  readonly today: CalendarDate /** Only the last course of an agent can still run. */;
  readonly place: "last" | "earlier";
  /** Everything said about the agent, in this course or another. */
  readonly group: readonly DrugReport[];
};

function courseOf(members: readonly DrugReport[], { endings, today, place, group }: Frame): CourseRead {
  const ordered = [...members].sort(byTime);
  const newestFirst = [...ordered].reverse();
  const spans = ordered.flatMap((report) => spanOf(report, endings, today) ?? []);
  const start = ordered.flatMap((report) => report.start ?? []).sort(compareDates)[0];
  const state: Currency = place === "last" ? currencyOf(ordered, endings, today) : { currency: "past", note: undefined };
  const doses = dosesOf(ordered, group);
  const shown = newestFirst.find((report) => report.standing === "in-use") ?? newestFirst[0];
  const daily = (newestFirst.find((report) => report.daily && report.standing === "in-use") ?? newestFirst.find((report) => report.daily))?.daily;
  const words = ordered.filter((report) => !isSupply(report)).flatMap((report) => (report.written ?? report.start)?.latest ?? []);
  const drug = ordered[0]?.drug;
  const course: DrugCourse = {
    drugClass: drug?.drugClass ?? "bone-harming",
    agent: drug?.label ?? "",
    label: shown?.label ?? "",
    start,
    end: state.currency === "past" ? endOf(ordered, endings, today) : undefined,
    currency: state.currency,
    doses,
    purpose: purposeOf(
      new Set(ordered.flatMap((report) => report.purpose ?? [])),
      doses.map((dose) => dose.date.earliest),
      newestFirst.find((report) => report.intervalDays !== undefined)?.intervalDays,
    ),
    ...(daily ? { daily } : {}),
    how: ordered.some((report) => report.how === "coded") ? "coded" : "by-text",
    evidence: ordered.map((report, index) => ({
      reference: report.reference,
      kind: report.kind,
      status: report.status,
      drugText: report.drugText,
      start: report.start,
      end: report.end,
      how: report.how,
      verdict: {
        standing: report.standing,
        first: index === 0,
        courseStart: start,
        closing: endings.closed.get(report),
        contestedBy: endings.contested.get(report),
        supplyDays: report.supplyDays,
        note: state.note,
      },
    })),
    sources: ordered.map((report) => report.reference),
  };
  return { course, spans, lastWord: words.sort().at(-1), note: state.note };
}

type Currency = { readonly currency: DrugCourse["currency"]; readonly note: string | undefined };

function currencyOf(members: readonly DrugReport[], endings: Endings, today: CalendarDate): Currency {
  const standing = members.filter((report) => !endings.closed.has(report) && !endings.contested.has(report));
  const daysPast = (report: DrugReport) => (report.end ? daysBetween(report.end.latest, today) : 0);
  const lapse = members[0]?.drug.drugClass === "glucocorticoid" ? burstGapDays : continuousGapDays;
  const inUse = standing.filter((report) => report.standing === "in-use" && daysPast(report) <= lapse);
  const held = standing.filter((report) => report.standing === "on-hold");
  const newest = (reports: readonly DrugReport[]) =>
    reports
      .flatMap((report) => (report.written ?? report.start)?.latest ?? [])
      .sort()
      .at(-1);
  const heldLast = held.length > 0 && (inUse.length === 0 || (newest(held) ?? "") > (newest(inUse) ?? ""));
  const lastHeard = newest(members);
  if (heldLast) {
    // R4 does not say since when an order is on hold: its newest sign of life is the earliest the hold can have begun.
    const short = lastHeard !== undefined && daysBetween(lastHeard, today) < onHoldCurrentDays;
    return short
      ? { currency: "current", note: "on hold, for less than 90 days" }
      : { currency: "on-hold", note: "on hold for 90 days or more, or since an unknown day" };
  }
  if (inUse.length > 0) {
    const stale = lastHeard !== undefined && monthsBetween(lastHeard, today) >= staleAfterMonths;
    return { currency: "current", note: stale ? `still marked active, but nothing newer than ${lastHeard} is on record` : lapsedNote(inUse) };
  }
  const supply = bySupply(members, endings, today);
  if (supply) return supply;
  const lapsed = standing.find((report) => report.standing === "in-use");
  if (lapsed) return { currency: "uncertain", note: `still marked active, but its period ended on ${lapsed.end?.text ?? "an unknown day"}` };
  if (endings.contested.size > 0 && members.some((report) => endings.contested.has(report))) {
    return { currency: "uncertain", note: "an older order is active, a newer one was stopped on an unknown day" };
  }
  if (standing.some((report) => report.standing === "unknown" && !(report.end && report.end.latest < today))) {
    return { currency: "uncertain", note: "an entry about it has the status unknown, and nothing else says that it goes on" };
  }
  return { currency: "past", note: undefined };
}

function lapsedNote(inUse: readonly DrugReport[]): string | undefined {
  const ends = inUse.map((report) => report.end);
  const last = ends.every((end) => end !== undefined) ? ends.at(-1) : undefined;
  return last ? `marked active; its period is recorded as ending on ${dateInWords(last)}` : undefined;
}

/** What supplies and doses alone say when nothing is marked active. */
function bySupply(members: readonly DrugReport[], endings: Endings, today: CalendarDate): Currency | undefined {
  const reach = supplyReach(members);
  if (reach === undefined) return undefined;
  if (members.some((report) => report.injected && isSupply(report)))
    return reach >= today ? { currency: "current", note: `the last dose works until about ${reach}` } : undefined;
  if (stopAfter(members, endings)) return undefined;
  const late = daysBetween(reach, today);
  if (late > continuousGapDays) return undefined;
  if (late > supplyGraceDays) return { currency: "uncertain", note: `the last supply ran out about ${reach}` };
  if (members.some((report) => report.standing === "stopped" && report.end === undefined)) {
    return { currency: "uncertain", note: "the order was stopped on an unknown day, and a recent supply is on record" };
  }
  return { currency: "current", note: late > 0 ? `the last supply ran out about ${reach}` : undefined };
}

/** The last word about stopping, if it came when all supplies were handed over: what is left of them is not taken. */
function stopAfter(members: readonly DrugReport[], { lastStop }: Endings): FhirDate | undefined {
  const lastSupply = members
    .filter(isSupply)
    .flatMap((report) => report.start?.latest ?? [])
    .sort()
    .at(-1);
  return lastStop && lastSupply !== undefined && lastStop.earliest >= lastSupply ? lastStop : undefined;
}

/** The last day of a past course, or undefined when the record does not tell it. */
function endOf(members: readonly DrugReport[], endings: Endings, today: CalendarDate): FhirDate | undefined {
  const latest = (dates: readonly FhirDate[]) => [...dates].sort((a, b) => (a.latest < b.latest ? -1 : a.latest > b.latest ? 1 : compareDates(a, b))).at(-1);
  const said = latest(members.flatMap((report) => endings.closed.get(report)?.on ?? (report.end && report.end.latest < today ? report.end : []) ?? []));
  const supplies = members.filter(isSupply);
  const lastDose = latest(supplies.flatMap((report) => (report.injected ? (report.start ?? []) : [])));
  if (lastDose) return said && said.latest >= lastDose.latest ? said : lastDose;
  const reach = supplyReach(supplies);
  const stop = stopAfter(supplies, endings);
  const used = reach === undefined ? [] : [stop && stop.latest < reach ? stop : onDay(reach)];
  const known = latest([...(said ? [said] : []), ...used]);
  const openEnded = members.filter((report) => !isSupply(report) && !report.end && !endings.closed.has(report));
  const lastOpen = latest(openEnded.flatMap((report) => report.start ?? []));
  if (lastOpen === undefined) return openEnded.length > 0 ? undefined : known;
  return known && known.earliest > lastOpen.latest ? known : undefined;
}

function byTime(a: DrugReport, b: DrugReport): number {
  const [first, second] = [a.start ?? a.written, b.start ?? b.written];
  if (first && second) return compareDates(first, second) || (a.reference < b.reference ? -1 : 1);
  if (first || second) return first ? -1 : 1;
  return a.reference < b.reference ? -1 : 1;
}
