import { tidy } from "../../terminology/units";
import { addMonths, compareDates, yearsBetween } from "../date";
import { compareRegions, isFollowedRegion, regionKey, regionLabel } from "./dxa-region";
import type { MeasuredSession } from "./dxa-sessions";
import type { FhirDate } from "../fact";
import { leastSignificantChange } from "./least-significant-change";
import type { BoneDensityChange, DxaRegion, DxaSite, DxaValue } from "../record";
import { compareScanners } from "./scanner";
import type { RecordSettings } from "../site";
import { sameSpelling, standardVertebrae } from "./vertebrae";

/** A scan up to 12 months before the first dose still describes the baseline (guidelines, OP). */
const baselineMonthsBeforeStart = 12;
/** Shorter intervals make a rate of chance (guidelines 8.2, OP). */
const yearsForARate = 0.9;

/**
 * Change of bone density by region: from the baseline of aromatase inhibitor therapy and from the scan before, to the latest
 * scan of the region. Scans that cannot be compared (machine, side, vertebrae) give the reason instead of a number. Single
 * vertebrae, and sites for which no least significant change is known, give neither.
 */
export function boneDensityChanges(
  sessions: readonly MeasuredSession[],
  therapyStart: FhirDate | undefined,
  settings: RecordSettings,
): readonly BoneDensityChange[] {
  const points = pointsBySite(sessions);
  return [...points.values()].flatMap((ofSite) => changesOfSite(ofSite, therapyStart, settings)).sort((a, b) => compareRegions(a.region, b.region));
}

type Point = { readonly in: MeasuredSession; readonly region: DxaRegion; readonly bmd: DxaValue; readonly tScore: number | undefined };

function pointsBySite(sessions: readonly MeasuredSession[]): ReadonlyMap<DxaSite, readonly Point[]> {
  const bySite = new Map<DxaSite, Point[]>();
  for (const session of sessions) {
    for (const { region, bmd, tScore } of session.session.results) {
      if (bmd === undefined || region.site === "not-stated" || !isFollowedRegion(region)) continue;
      const point = { in: session, region, bmd, tScore: tScore?.value };
      const list = bySite.get(region.site);
      if (list) list.push(point);
      else bySite.set(region.site, [point]);
    }
  }
  return bySite;
}

function changesOfSite(points: readonly Point[], start: FhirDate | undefined, settings: RecordSettings): readonly BoneDensityChange[] {
  const byRegion = new Map(points.map((point) => [regionKey(point.region), point])); // oldest first: the last one stays
  const latest = [...byRegion.values()].filter((to) => ![...byRegion.values()].some((other) => isAfter(other, to) && mayFollow(to.region, other.region)));
  const last = points.at(-1);
  const changes: BoneDensityChange[] = [];
  let followed = false;
  for (const to of latest) {
    const earlier = earlierOf(points, to, (point) => mayFollow(point.region, to.region));
    if (earlier.length === 0) continue;
    followed ||= to.in === last?.in;
    changes.push(...spans(earlier, to, start, settings));
  }
  // The site was measured before, but only elsewhere on it: say why there is no change.
  if (last !== undefined && !followed)
    changes.push(
      ...spans(
        earlierOf(points, last, () => true),
        last,
        start,
        settings,
      ),
    );
  return changes;
}

function isAfter(other: Point, point: Point): boolean {
  return compareDates(other.in.session.date, point.in.session.date) > 0;
}

/** Scans before one, one point each: the same region first, else the first that suits. */
function earlierOf(points: readonly Point[], to: Point, suits: (point: Point) => boolean): readonly Point[] {
  const bySession = new Map<MeasuredSession, Point>();
  for (const point of points) {
    if (!isAfter(to, point) || !suits(point)) continue;
    if (!bySession.has(point.in) || regionKey(point.region) === regionKey(to.region)) bySession.set(point.in, point);
  }
  return [...bySession.values()];
}

/** The same region, or a spine of which one scan does not name the vertebrae while the other names the usual four. */
function mayFollow(from: DxaRegion, to: DxaRegion): boolean {
  if (from.side !== to.side) return false;
  return from.vertebrae === to.vertebrae || (from.vertebrae ?? standardVertebrae) === (to.vertebrae ?? standardVertebrae);
}

function spans(earlier: readonly Point[], to: Point, start: FhirDate | undefined, settings: RecordSettings): readonly BoneDensityChange[] {
  const baseline = baselineOf([...earlier, to], start);
  const previous = earlier.at(-1);
  return [
    ...(baseline === undefined || baseline === to ? [] : change(baseline, to, "since-baseline", settings)),
    ...(previous === undefined ? [] : change(previous, to, "since-previous", settings)),
  ];
}

/** The last scan of the year before the first dose; else the first after it; else the first there is. */
function baselineOf(points: readonly Point[], start: FhirDate | undefined): Point | undefined {
  if (start === undefined) return points[0];
  const opens = addMonths(start.earliest, -baselineMonthsBeforeStart);
  const before = points.findLast(({ in: { session } }) => session.date.latest >= opens && session.date.earliest <= start.latest);
  return before ?? points.find(({ in: { session } }) => session.date.earliest > start.latest) ?? points[0];
}

function change(from: Point, to: Point, span: BoneDensityChange["span"], settings: RecordSettings): readonly BoneDensityChange[] {
  const sources = [...new Set([...from.bmd.sources, ...to.bmd.sources])];
  const { region } = to;
  const lsc = leastSignificantChange(region.site, from.bmd.value, [from.in, to.in], settings);
  if (lsc === undefined) return [];
  const reason = differenceOfRegions(from, to) ?? differenceOfVertebraeInText(from, to);
  if (reason !== undefined) return [{ comparable: false, region, reason, span, sources }];
  const scanners = compareScanners(from.in.scannerOf(regionKey(from.region)), to.in.scannerOf(regionKey(region)));
  if (scanners.verdict === "different") return [{ comparable: false, region, reason: scanners.reason, span, sources }];
  const [start, end] = [from.in.session.date, to.in.session.date];
  const percent = tidy(((to.bmd.value - from.bmd.value) / from.bmd.value) * 100);
  const years = tidy((yearsBetween(start.earliest, end.earliest) + yearsBetween(start.latest, end.latest)) / 2);
  const dated = start.precision === "day" && end.precision === "day"; // a rate from dates that are not known would be made up
  const note = assumedVertebrae(from.region, region);
  return [
    {
      comparable: true,
      region,
      from: { session: from.in.session.id, date: start, bmd: from.bmd.value },
      to: { session: to.in.session.id, date: end, bmd: to.bmd.value },
      tScoreFrom: from.tScore,
      years,
      percent,
      percentPerYear: dated && years >= yearsForARate ? tidy(percent / years) : undefined,
      lsc,
      exceedsLsc: Math.abs(percent) >= lsc.percent,
      scannerKnown: scanners.verdict === "same",
      span,
      sources,
      ...(note !== undefined && { note }),
    },
  ];
}

function differenceOfRegions(from: Point, to: Point): string | undefined {
  if (mayFollow(from.region, to.region)) return undefined;
  const [first, second] = [from.region, to.region];
  if (first.side !== second.side) {
    if (first.side === undefined || second.side === undefined) return "One of the scans does not say which side was measured: not comparable.";
    return `Different sides (${regionLabel(first)}, then ${regionLabel(second)}): not comparable.`;
  }
  return `Different vertebrae (${first.vertebrae ?? "not stated"}, then ${second.vertebrae ?? "not stated"}): not comparable.`;
}

/** What only the reports' texts say about vertebrae cannot make scans comparable, but it can show that they are not. */
function differenceOfVertebraeInText(from: Point, to: Point): string | undefined {
  if (to.region.site !== "lumbar-spine") return undefined;
  const vertebraeOf = (point: Point): string | undefined => point.region.vertebrae ?? point.in.vertebraeInText;
  const [first, second] = [vertebraeOf(from), vertebraeOf(to)].map((text) => (text === undefined ? standardVertebrae : sameSpelling(text)));
  return first === second ? undefined : `Different vertebrae by the reports (${first}, then ${second}): not comparable.`;
}

function assumedVertebrae(from: DxaRegion, to: DxaRegion): string | undefined {
  return from.vertebrae === to.vertebrae ? undefined : `One of the scans does not name its vertebrae; ${standardVertebrae} is taken for it.`;
}
