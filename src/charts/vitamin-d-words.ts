import type { VitaminDUnit } from "../record/record";
import { formatDate, formatNumber } from "../ui/format";
import { text } from "./text";
import type { VitaminDPoint } from "./vitamin-d-series";

/** "28.5 ng/mL", "<4 ng/mL": as reported to the digit unless converted, then rounded to what the assay can mean. */
export function shownValue(point: VitaminDPoint, unit: VitaminDUnit): string {
  const number = point.converted ? formatNumber(point.value, unit === "ng/mL" ? 1 : 0) : formatNumber(point.value);
  return `${point.result.comparator ?? ""}${number} ${unit}`;
}

export function vitaminDSummary(points: readonly VitaminDPoint[], unit: VitaminDUnit): string {
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined) return text("nothingCharted", { metric: "25-OH vitamin D" });
  const byValue = points.toSorted((a, b) => a.value - b.value);
  const lowest = byValue[0] ?? first;
  const highest = byValue.at(-1) ?? last;
  return text("vitaminDSummary", {
    unit,
    count: points.length,
    first: shownValue(first, unit),
    firstDate: formatDate(first.result.date),
    last: shownValue(last, unit),
    lastDate: formatDate(last.result.date),
    lowest: shownValue(lowest, unit),
    highest: shownValue(highest, unit),
  });
}
