import type { CalendarDate } from "../record/fact";
import type { DxaRegion, DxaSite, Therapy } from "../record/record";
import type { DensityPoint, DensitySeries } from "./bone-density-series";
import { axisSpan, axisTime, type AxisTime } from "./time-axis";

/** Average change of BMD per year on an aromatase inhibitor in trials, percent, smallest and largest loss (both negative). */
export type ExpectedLoss = { readonly site: DxaSite; readonly percentPerYear: readonly [number, number] };

/** The band of trial averages, from the patient's own value at the start of treatment. */
export type LossWedge = {
  readonly region: DxaRegion;
  readonly percentPerYear: readonly [number, number];
  readonly from: { readonly time: AxisTime; readonly value: number };
  readonly to: AxisTime;
  /** g/cm2 at `to`. */
  readonly low: number;
  readonly high: number;
};

const year = 365.25 * 86_400_000;

/**
 * The wedge for the first region (in monitoring order) that has a trial average and a scan near the start of the aromatase
 * inhibitor. Undefined during antiresorptive treatment: the averages are of people without it.
 */
export function expectedLossWedge(
  series: readonly DensitySeries[],
  therapy: Therapy,
  today: CalendarDate,
  losses: readonly ExpectedLoss[],
): LossWedge | undefined {
  if (therapy.antiresorptive.state !== "not-recorded" || therapy.aromataseInhibitorSince.state !== "present") return undefined;
  const start = axisSpan(therapy.aromataseInhibitorSince.value).at;
  for (const one of series) {
    const loss = losses.find((candidate) => candidate.site === one.region.site);
    const segment = one.segments.find((points) => baseline(points, start) !== undefined);
    const from = segment && baseline(segment, start);
    if (loss === undefined || segment === undefined || from === undefined) continue;
    const isLast = segment === one.segments.at(-1);
    const to = isLast ? axisTime(today) : (segment.at(-1)?.time ?? from.time);
    if (to <= from.time) continue;
    const begins = Math.max(from.time, start);
    const after = (rate: number) => from.value * (1 + (rate / 100) * ((to - begins) / year));
    const ends = loss.percentPerYear.map(after);
    return {
      region: one.region,
      percentPerYear: loss.percentPerYear,
      from: { time: begins, value: from.value },
      to,
      low: Math.min(...ends),
      high: Math.max(...ends),
    };
  }
  return undefined;
}

/** The last scan in the year before the start, else the first within a year after it. */
function baseline(points: readonly DensityPoint[], start: AxisTime): DensityPoint | undefined {
  const before = points.findLast((point) => point.time <= start && start - point.time <= year);
  return before ?? points.find((point) => point.time > start && point.time - start <= year);
}
