import type { DxaValue } from "../record/record";
import { formatDate, formatNumber, formatScore } from "../ui/format";
import { type DensityPoint, type DensitySeries, type Metric, scannerBreaks } from "./bone-density-series";
import { regionLabel } from "./region-label";
import { text } from "./text";

/** "−2.6" for scores, "0.842 g/cm²" for BMD. */
export function densityValue(measured: DxaValue, metric: Metric): string {
  return metric === "bmd" ? `${formatNumber(measured.value, 3)} g/cm²` : formatScore(measured.value);
}

/** The chart in words, one sentence a region: what a screen reader says, and what a reader without the picture needs. */
export function densitySummary(series: readonly DensitySeries[], metric: Metric): string {
  const name = text(`metric-${metric}`);
  const regions = series.map((one) => regionSentence(one, metric)).filter((sentence) => sentence !== undefined);
  if (regions.length === 0) return text("nothingCharted", { metric: name });
  const sessions = [...new Set(series.flatMap((one) => one.segments.flat().map((point) => point.session)))].sort((a, b) =>
    a.date.earliest < b.date.earliest ? -1 : 1,
  );
  const breaks = scannerBreaks(sessions).length;
  return text("densitySummary", { metric: name, regions: regions.join(" "), breaks: breaks === 0 ? "" : text("densityBreaks", { count: breaks }) });
}

function regionSentence(series: DensitySeries, metric: Metric): string | undefined {
  const points: readonly DensityPoint[] = series.segments.flat();
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined) return undefined;
  return text("densityRegion", {
    region: regionLabel(series.region),
    count: points.length,
    first: densityValue(first.measured, metric),
    firstDate: formatDate(first.session.date),
    last: densityValue(last.measured, metric),
    lastDate: formatDate(last.session.date),
  });
}
