import type { BoneDensityChange, DxaRegion, DxaResult, DxaSession, DxaSite, DxaValue, LeastSignificantChange, Scanner } from "../record/record";
import { compareScanners } from "../record/bone-density/scanner";
import { regionId } from "./region-label";
import { axisSpan, type AxisTime } from "./time-axis";

export type Metric = "bmd" | "t-score" | "z-score";

/** One measurement of one region, ready to be drawn. */
export type DensityPoint = {
  readonly session: DxaSession;
  readonly result: DxaResult;
  readonly measured: DxaValue;
  readonly value: number;
  readonly time: AxisTime;
  readonly from: AxisTime;
  readonly to: AxisTime;
};

export type DensitySeries = {
  readonly id: string;
  readonly region: DxaRegion;
  /** Which mark and colour. */
  readonly style: number;
  /** Broken where the scanner changes: numbers on both sides are not comparable. */
  readonly segments: readonly (readonly DensityPoint[])[];
};

export type ScannerBreak = { readonly time: AxisTime; readonly from: string; readonly to: string };

/** Regions that a trend may show: central DXA, the one-third radius, and scans whose site nobody stated. Heel, forearm and CT stay in the table. */
const charted: readonly DxaSite[] = ["lumbar-spine", "total-hip", "femoral-neck", "hip", "femur", "radius-33", "not-stated"];

/** One series per region (site, side and vertebrae), oldest point first, in the order in which sites are monitored. */
export function densitySeries(sessions: readonly DxaSession[], metric: Metric): readonly DensitySeries[] {
  const byRegion = new Map<string, DensityPoint[]>();
  for (const session of sessions) {
    for (const result of session.results) {
      const measured = measuredOf(result, metric);
      if (measured === undefined || !charted.includes(result.region.site)) continue;
      const { at, from, to } = axisSpan(session.date);
      const point = { session, result, measured, value: measured.value, time: at, from, to };
      const id = regionId(result.region);
      const points = byRegion.get(id);
      if (points) points.push(point);
      else byRegion.set(id, [point]);
    }
  }
  return [...byRegion.entries()]
    .map(([id, points]) => ({ id, region: regionOf(points), segments: segmentsOf(points) }))
    .toSorted((a, b) => charted.indexOf(a.region.site) - charted.indexOf(b.region.site) || (a.id < b.id ? -1 : 1))
    .map((series, style) => ({ ...series, style }));
}

export function measuredOf(result: DxaResult, metric: Metric): DxaValue | undefined {
  if (metric === "bmd") return result.bmd;
  return metric === "t-score" ? result.tScore : result.zScore;
}

/** Which metrics have at least one point to draw. */
export function availableMetrics(sessions: readonly DxaSession[]): readonly Metric[] {
  const metrics: readonly Metric[] = ["t-score", "bmd", "z-score"];
  return metrics.filter((metric) => sessions.some((session) => session.results.some((one) => charted.includes(one.region.site) && measuredOf(one, metric))));
}

/** Where the scanner changed between two sessions that name theirs. */
export function scannerBreaks(sessions: readonly DxaSession[]): readonly ScannerBreak[] {
  const named = sessions.filter((session) => session.scanner !== undefined && session.results.length > 0);
  return named.flatMap((session, index) => {
    const before = named[index - 1];
    if (before?.scanner === undefined || session.scanner === undefined || sameScanner(before.scanner, session.scanner)) return [];
    return [{ time: (axisSpan(before.date).at + axisSpan(session.date).at) / 2, from: before.scanner.label, to: session.scanner.label }];
  });
}

/** Absolute least significant change of a point, g/cm2, from the change computed for its region; undefined when none was. */
export function leastSignificantChange(point: DensityPoint, changes: readonly BoneDensityChange[]): number | undefined {
  const lsc = lscOf(point.result.region, changes);
  return lsc === undefined ? undefined : (point.value * lsc.percent) / 100;
}

export function lscOf(region: DxaRegion, changes: readonly BoneDensityChange[]): LeastSignificantChange | undefined {
  const id = regionId(region);
  for (const change of changes) if (change.comparable && regionId(change.region) === id) return change.lsc;
  return undefined;
}

function segmentsOf(points: readonly DensityPoint[]): readonly (readonly DensityPoint[])[] {
  const segments: DensityPoint[][] = [];
  let scanner: Scanner | undefined; // the last one named: an unnamed scan between two different ones must not hide the change
  for (const point of points) {
    const current = segments.at(-1);
    const now = point.session.scanner;
    const changed = scanner !== undefined && now !== undefined && !sameScanner(scanner, now);
    if (current === undefined || changed) segments.push([point]);
    else current.push(point);
    scanner = now ?? scanner;
  }
  return segments;
}

/** Only scanners that are known to differ break a line; the record computes no change across an unnamed one either way. */
function sameScanner(a: Scanner, b: Scanner): boolean {
  return compareScanners(a, b).verdict !== "different";
}

function regionOf(points: readonly DensityPoint[]): DxaRegion {
  return points[0]?.result.region ?? { site: "not-stated", side: undefined, vertebrae: undefined };
}
