import { isRecord } from "../chart";
import { compareDates, daysBetween } from "../date";
import { kindOfSite, type SiteKind } from "./dxa-region";
import type { DxaMeasurement } from "./dxa-observations";
import type { DxaStudy } from "./dxa-studies";
import type { FhirDate } from "../fact";
import { identifiersOf } from "../observation";
import { mayBeSamePlace } from "./reading-agreement";
import type { DxaRegion } from "../record";
import { compareScanners } from "./scanner";

/** Everything that tells of one visit to the scanner. */
export type ScanGroup = { readonly date: FhirDate; readonly measurements: readonly DxaMeasurement[]; readonly studies: readonly DxaStudy[] };

/**
 * Days within which resources about one scan are dated: procedure, report and filing of the document differ. Two scans of
 * the skeleton are months apart.
 */
const daysAround = 14;

/** Numbers of one visit may be written in two time zones, on both sides of a midnight. */
const visitMilliseconds = 6 * 60 * 60 * 1000;

/**
 * Puts numbers and studies together into scans, oldest first: numbers of one day are one scan; resources that point at each
 * other join; a study without numbers joins the nearest scan within 14 days, else it stands for a scan itself.
 */
export function groupScans(measurements: readonly DxaMeasurement[], studies: readonly DxaStudy[]): readonly ScanGroup[] {
  const visits = visitsOf(measurements, studies);
  const byLink = new Map<string, Visit[]>();
  for (const visit of visits) for (const link of visit.links) push(byLink, link, visit);
  const nearest = nearestFinder(visits);
  const alone: DxaStudy[] = [];
  for (const study of studies) {
    const linked = [...new Set(study.links.flatMap((link) => byLink.get(link) ?? []))];
    const visit = closest(linked, study.date) ?? nearest(study);
    if (visit) visit.studies.push(study);
    else alone.push(study);
  }
  return [...visits, ...unmeasuredVisits(alone)].sort((a, b) => compareDates(a.date, b.date));
}

/** The kind of scan that measured these regions: one central region makes it central. */
export function kindOfRegions(regions: readonly DxaRegion[]): SiteKind | undefined {
  const kinds = new Set(regions.map((region) => kindOfSite(region.site)));
  return (["central", "unspecified", "peripheral", "ct"] as const).find((kind) => kinds.has(kind));
}

type Visit = { date: FhirDate; readonly measurements: DxaMeasurement[]; readonly studies: DxaStudy[]; readonly links: Set<string> };

/** Numbers of one day, then days joined that one report or order holds together. */
function visitsOf(measurements: readonly DxaMeasurement[], studies: readonly DxaStudy[]): Visit[] {
  const byDay = new Map<string, Visit>();
  for (const one of measurements) {
    const visit = byDay.get(one.date.text) ?? { date: one.date, measurements: [], studies: [], links: new Set<string>() };
    byDay.set(one.date.text, visit);
    visit.measurements.push(one);
    for (const link of [one.reference, ...one.links]) visit.links.add(link);
  }
  const days = [...byDay.values()].sort((a, b) => compareDates(a.date, b.date));
  const byLink = new Map<string, Visit[]>();
  for (const day of days) for (const link of day.links) push(byLink, link, day);
  const together: readonly Visit[][] = [
    ...acrossMidnight(days),
    ...filedAgain(days),
    ...byLink.values(),
    ...studies.map((study) => study.links.flatMap((link) => byLink.get(link) ?? [])),
  ];

  const joinedInto = new Map<Visit, Visit>();
  const leader = (visit: Visit): Visit => {
    let one = visit;
    for (let next = joinedInto.get(one); next !== undefined; next = joinedInto.get(one)) one = next;
    return one;
  };
  for (const linked of together) {
    const ordered = [...new Set(linked.map(leader))].sort((a, b) => compareDates(a.date, b.date));
    let previous = ordered[0];
    for (const visit of ordered.slice(1)) {
      if (previous && gapInDays(previous.date, visit.date) <= daysAround) joinedInto.set(visit, previous);
      else previous = visit; // an order or a report may go on for years
    }
  }
  for (const day of days) {
    const into = leader(day);
    if (into === day) continue;
    into.measurements.push(...day.measurements);
    for (const link of day.links) into.links.add(link);
  }
  return days.filter((day) => !joinedInto.has(day));
}

/**
 * Neighbouring days that are one visit: their last and first instant lie within it, or both hold numbers of one encounter or
 * under one accession number. Without such a link two days are two scans: a patient may be sent back for the hip next day, and on another scanner.
 */
function acrossMidnight(days: readonly Visit[]): readonly Visit[][] {
  const edge = (day: Visit | undefined, further: (a: number, b: number) => number) =>
    day?.measurements.reduce<number | undefined>(
      (found, { instant = found }) => (instant === undefined ? found : further(instant, found ?? instant)),
      undefined,
    );
  return days.flatMap((day, index) => {
    const next = days[index + 1];
    if (next === undefined) return [];
    const [last, first] = [edge(day, Math.max), edge(next, Math.min)];
    const inTime = last !== undefined && first !== undefined && Math.abs(first - last) <= visitMilliseconds;
    return inTime || (gapInDays(day.date, next.date) <= 1 && shareAVisit(day, next)) ? [[day, next]] : [];
  });
}

/** Nobody is scanned again within the week to the same numbers: it is a copy, under the day it was filed or sent. */
const daysUntilFiled = 7;

/** Neighbouring days of which one only repeats numbers of the other. */
function filedAgain(days: readonly Visit[]): readonly Visit[][] {
  return days.flatMap((day, index) => {
    const next = days[index + 1];
    if (next === undefined || gapInDays(day.date, next.date) > daysUntilFiled) return [];
    return repeats(day, next) || repeats(next, day) ? [[day, next]] : [];
  });
}

function repeats({ measurements }: Visit, other: Visit): boolean {
  return measurements.every((one) =>
    other.measurements.some(
      ({ metric, value, region, scanner }) =>
        metric === one.metric && value === one.value && mayBeSamePlace(region, one.region) && compareScanners(scanner, one.scanner).verdict !== "different",
    ),
  );
}

function shareAVisit(day: Visit, next: Visit): boolean {
  const known = new Set(visitNames(day));
  return visitNames(next).some((name) => known.has(name));
}

/** Encounters and identifiers of the numbers: an accession number stands on all that one visit measured. */
function visitNames({ measurements }: Visit): readonly string[] {
  return measurements.flatMap(({ resource }) => {
    if (resource === undefined) return [];
    const encounter = isRecord(resource["encounter"]) ? resource["encounter"]["reference"] : undefined;
    return [...identifiersOf(resource), ...(typeof encounter === "string" ? [encounter] : [])];
  });
}

function nearestFinder(visits: readonly Visit[]): (study: DxaStudy) => Visit | undefined {
  const onADay = visits.filter((visit) => visit.date.precision === "day");
  const vague = visits.filter((visit) => visit.date.precision !== "day");
  return (study) => {
    const near: Visit[] = vague.filter((visit) => fits(visit, study));
    for (let at = firstNotBefore(onADay, study.date); at < onADay.length; at += 1) {
      const visit = onADay[at];
      if (visit === undefined || daysBetween(study.date.latest, visit.date.earliest) > daysAround) break;
      if (fits(visit, study)) near.push(visit);
    }
    return closest(near, study.date);
  };
}

/** Index of the first visit that is at most the tolerated days before a date; the visits are in order. */
function firstNotBefore(visits: readonly Visit[], date: FhirDate): number {
  let [low, high] = [0, visits.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const visit = visits[middle];
    if (visit !== undefined && daysBetween(visit.date.latest, date.earliest) > daysAround) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A heel scan of the same fortnight is another scan than the spine's; what does not say where it was made may be either. */
function fits(visit: Visit, study: DxaStudy): boolean {
  const gap = gapInDays(visit.date, study.date);
  if (gap > daysAround) return false;
  if (visit.date.text === study.date.text) return true;
  const measured = kindOfRegions(visit.measurements.map((one) => one.region)) ?? "unspecified";
  return measured === study.scope || measured === "unspecified" || study.scope === "unspecified";
}

function closest(visits: readonly Visit[], date: FhirDate): Visit | undefined {
  return [...visits].sort((a, b) => distance(a.date, date) - distance(b.date, date) || compareDates(a.date, b.date))[0];
}

/** Scans that only reports, files and procedures tell of. */
function unmeasuredVisits(studies: readonly DxaStudy[]): readonly Visit[] {
  const visits: (Visit & { readonly scopes: Set<string> })[] = [];
  const ordered = [...studies].sort((a, b) => compareDates(a.date, b.date) || (a.reference < b.reference ? -1 : 1));
  for (const study of ordered) {
    const open = visits.findLast(
      (visit) =>
        visit.date.text === study.date.text ||
        (gapInDays(visit.date, study.date) <= daysAround &&
          (study.scope === "unspecified" || visit.scopes.has(study.scope) || visit.scopes.has("unspecified"))),
    );
    if (open) {
      open.studies.push(study);
      open.scopes.add(study.scope);
    } else visits.push({ date: study.date, measurements: [], studies: [study], links: new Set(), scopes: new Set([study.scope]) });
  }
  return visits;
}

/** Days that certainly lie between two dates; 0 when they may be the same day. */
function gapInDays(a: FhirDate, b: FhirDate): number {
  return Math.max(0, daysBetween(a.latest, b.earliest), daysBetween(b.latest, a.earliest));
}

function distance(a: FhirDate, b: FhirDate): number {
  return gapInDays(a, b) * 1000 + Math.abs(daysBetween(a.earliest, b.earliest)) / 1000;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
