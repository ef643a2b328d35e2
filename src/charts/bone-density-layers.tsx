import type { ReactElement } from "react";
import type { DensityPoint, Metric, ScannerBreak } from "./bone-density-series";
import type { LossWedge } from "./expected-loss";
import { freePlace, type Spot } from "./free-place";
import styles from "./layers.module.css";
import { text } from "./text";
import type { Geometry } from "./trend-chart";

type Marked = { readonly point: DensityPoint; readonly style: number };

type ThresholdsProps = { readonly geometry: Geometry; readonly metric: Metric; readonly classes: "who-classes" | "z-score-line" };
/** `lines` are what is drawn over the fields, in pixels: their names keep clear of it. */
type RangesProps = ThresholdsProps & { readonly lines: readonly (readonly Spot[])[] };

/** The fields of the ranges, behind everything. */
export function DensityRanges({ geometry, metric, classes, lines }: RangesProps): ReactElement {
  const field = { geometry, lines };
  return (
    <>
      {metric === "t-score" && classes === "who-classes" && (
        <>
          <Band {...field} from={geometry.top} to={geometry.y(-1)} tone={1} label={text("normal")} />
          <Band {...field} from={geometry.y(-1)} to={geometry.y(-2.5)} tone={2} label={text("lowBoneMass")} />
          <Band {...field} from={geometry.y(-2.5)} to={geometry.bottom} tone={3} label={text("osteoporosisRange")} />
        </>
      )}
      {metric === "z-score" && <Band {...field} from={geometry.y(-2)} to={geometry.bottom} tone={2} label={text("belowExpected")} />}
    </>
  );
}

/** The thresholds between the ranges, over the grid and under the lines. */
export function DensityThresholds({ geometry, metric, classes }: ThresholdsProps): ReactElement {
  const thresholds = metric === "z-score" ? [-2] : metric === "t-score" && classes === "who-classes" ? [-1, -2.5] : [];
  return (
    <>
      {thresholds.map((threshold) => {
        const y = geometry.y(threshold);
        return y <= geometry.top || y >= geometry.bottom ? null : (
          <line key={threshold} className={styles["threshold"]} x1={geometry.left} x2={geometry.right} y1={y} y2={y} />
        );
      })}
    </>
  );
}

/** A double line where the scanner changed, with the words that forbid a comparison. */
export function ScannerBreaks({ geometry, breaks }: { readonly geometry: Geometry; readonly breaks: readonly ScannerBreak[] }): ReactElement {
  return (
    <>
      {breaks.map((one) => {
        const x = geometry.x(one.time);
        const leftOfLine = x > (geometry.left + geometry.right) / 2;
        return (
          <g key={one.time} className={styles["break"]}>
            <path d={`M${x - 2} ${geometry.top}V${geometry.bottom}M${x + 2} ${geometry.top}V${geometry.bottom}`} />
            <text x={leftOfLine ? x - 7 : x + 7} y={geometry.top + 11} textAnchor={leftOfLine ? "end" : "start"}>
              {text("scannerBreak")}
            </text>
          </g>
        );
      })}
    </>
  );
}

type BandProps = {
  readonly geometry: Geometry;
  readonly from: number;
  readonly to: number;
  readonly tone: 1 | 2 | 3;
  readonly label: string;
  readonly lines: readonly (readonly Spot[])[];
};

const characterWidth = 5.4; // of the label's font; only to keep it clear of the lines

/** A range as a field with its name at the lower right, or where no line runs through it; nothing when it lies outside the plot. */
export function Band({ geometry, from, to, tone, label, lines }: BandProps): ReactElement | null {
  const height = to - from;
  if (height < 1) return null;
  const { left, right } = geometry;
  const length = label.length * characterWidth + 10;
  const low = { top: to - 17, bottom: to - 1 };
  const atEnd = { anchor: "end", left: right - length, right } as const;
  const atStart = { anchor: "start", left, right: left + length } as const;
  const place = freePlace(lines, [
    { ...low, ...atEnd },
    { ...low, ...atStart },
    { top: from + 1, bottom: from + 17, ...atEnd },
  ]);
  return (
    <g className={styles["band"]} data-tone={tone}>
      <rect x={left} y={from} width={right - left} height={height} />
      {height > 15 && (
        <text x={place.anchor === "end" ? right - 5 : left + 5} y={place.bottom - 4} textAnchor={place.anchor}>
          {label}
        </text>
      )}
    </g>
  );
}

type ErrorBarsProps = { readonly geometry: Geometry; readonly points: readonly Marked[]; readonly reach: (point: DensityPoint) => number | undefined };

/** Whiskers of one least significant change up and down. */
export function ErrorBars({ geometry, points, reach }: ErrorBarsProps): ReactElement {
  return (
    <>
      {points.map(({ point, style }) => {
        const change = reach(point);
        if (change === undefined) return null;
        const x = geometry.x(point.time);
        const [high, low] = [geometry.y(point.value + change), geometry.y(point.value - change)];
        return (
          <path
            key={`${style}-${point.session.id}`}
            className={styles["whisker"]}
            data-series={(style % 6) + 1}
            d={`M${x - 3} ${high}h6M${x} ${high}V${low}M${x - 3} ${low}h6`}
          />
        );
      })}
    </>
  );
}

/** A date known only to the month or year is drawn as the span it may lie in. */
export function DateRanges({ geometry, points }: { readonly geometry: Geometry; readonly points: readonly Marked[] }): ReactElement {
  return (
    <>
      {points
        .filter(({ point }) => point.to > point.from)
        .map(({ point, style }) => {
          const [from, to, y] = [geometry.x(point.from), geometry.x(point.to), geometry.y(point.value)];
          return (
            <path
              key={`${style}-${point.session.id}`}
              className={styles["range"]}
              data-series={(style % 6) + 1}
              d={`M${from} ${y - 3}v6M${from} ${y}H${to}M${to} ${y - 3}v6`}
            />
          );
        })}
    </>
  );
}

/** Trial averages as a field that opens from the value at the start of treatment. */
export function ExpectedLossWedge({ geometry, wedge }: { readonly geometry: Geometry; readonly wedge: LossWedge }): ReactElement {
  const { from, to, low, high } = wedge;
  const end = geometry.x(to);
  return <path className={styles["wedge"]} d={`M${geometry.x(from.time)} ${geometry.y(from.value)}L${end} ${geometry.y(high)}V${geometry.y(low)}z`} />;
}
