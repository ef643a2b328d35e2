import { useState, type ReactElement } from "react";
import type { CalendarDate } from "../record/fact";
import type { BoneDensity, DxaSession, Therapy } from "../record/record";
import { formatDate, formatNumber } from "../ui/format";
import { howInWords } from "../ui/how-known";
import { SegmentedControl } from "../ui/segmented-control";
import {
  availableMetrics,
  type DensityPoint,
  type DensitySeries,
  densitySeries,
  leastSignificantChange,
  lscOf,
  measuredOf,
  type Metric,
  scannerBreaks,
} from "./bone-density-series";
import { DateRanges, DensityRanges, DensityThresholds, ErrorBars, ExpectedLossWedge, ScannerBreaks } from "./bone-density-layers";
import { ChartNotes } from "./chart-notes";
import styles from "./chart.module.css";
import { densitySummary, densityValue } from "./density-words";
import { type ExpectedLoss, expectedLossWedge } from "./expected-loss";
import { PointShape, SeriesKey } from "./point-shape";
import { regionId, regionLabel } from "./region-label";
import { text } from "./text";
import { therapyBars } from "./therapy-lanes";
import { thin } from "./thin";
import { axisSpan, type TimeDomain } from "./time-axis";
import { TrendChart } from "./trend-chart";
import { type ValueAxis, valueAxis } from "./value-axis";

type BoneDensityChartProps = {
  readonly boneDensity: BoneDensity;
  readonly therapy: Therapy;
  readonly today: CalendarDate;
  readonly time: TimeDomain;
  /** WHO classes belong behind T-scores only after menopause and in men from 50; otherwise the Z-score line at −2.0 counts. */
  readonly classes: "who-classes" | "z-score-line";
  /** Trial averages by site; leave out where they would mislead. */
  readonly expectedLoss?: readonly ExpectedLoss[];
  readonly width?: number;
};

/** Above this many points a drawing thins out; error bars go first. */
const drawnPoints = 300;
const errorBarPoints = 40;

/** Bone density by region on a true time axis, with the treatment under it. */
export function BoneDensityChart({ boneDensity, therapy, today, time, classes, expectedLoss, width }: BoneDensityChartProps): ReactElement {
  const { sessions } = boneDensity;
  const metrics = availableMetrics(sessions);
  const preferred: Metric = classes === "z-score-line" && metrics.includes("z-score") ? "z-score" : (metrics[0] ?? "t-score");
  const [chosen, setMetric] = useState<Metric>();
  const metric = chosen !== undefined && metrics.includes(chosen) ? chosen : preferred;
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [withWedge, setWithWedge] = useState(false);

  const all = densitySeries(sessions, metric);
  const series = all.filter((one) => !hidden.has(one.id));
  const drawn = thinned(all).filter((one) => !hidden.has(one.id));
  const points = drawn.flatMap((one) => one.segments.flat().map((point) => ({ point, style: one.style })));
  const total = series.reduce((sum, one) => sum + one.segments.reduce((count, segment) => count + segment.length, 0), 0);
  const breaks = scannerBreaks(sessions);
  const stops = sessionsOf(series).map((session) => ({ id: session.id, time: axisSpan(session.date).at, session }));
  const bars = therapyBars(therapy, today, "bone-relevant");

  const wedge = metric === "bmd" ? expectedLossWedge(series, therapy, today, expectedLoss ?? []) : undefined;
  const wedgeShown = withWedge ? wedge : undefined;
  const lsc = metric === "bmd" && total <= errorBarPoints * Math.max(1, series.length) ? boneDensity.changes : [];
  const reaches = points.flatMap(({ point }) => {
    const change = leastSignificantChange(point, lsc) ?? 0;
    return [point.value - change, point.value + change];
  });
  const axis = axisOf(metric, [...reaches, ...(wedgeShown === undefined ? [] : [wedgeShown.low, wedgeShown.high])]);

  return (
    <figure className={styles["figure"]}>
      <div className={styles["controls"]}>
        {metrics.length > 1 && (
          <SegmentedControl
            legend={text("metric")}
            options={metrics.map((value) => ({ value, label: text(`metric-${value}`) }))}
            value={metric}
            onChange={setMetric}
          />
        )}
        {wedge !== undefined && (
          <label className={styles["check"]}>
            <input type="checkbox" checked={withWedge} onChange={(event) => setWithWedge(event.target.checked)} />
            {text("expectedLoss")}
          </label>
        )}
      </div>
      <RegionKey series={all} metric={metric} hidden={hidden} onChange={setHidden} />
      <TrendChart
        summary={densitySummary(series, metric)}
        instructions={text("instructions")}
        time={time}
        value={axis}
        valueName={text(`axis-${metric}`)}
        formatValue={(value) => formatNumber(value, axis.digits)}
        lines={drawn.flatMap((one) =>
          one.segments.map((segment, index) => ({
            id: `${one.id}#${index}`,
            series: one.style % 6,
            points: segment.map((point) => ({ time: point.time, value: point.value })),
          })),
        )}
        stops={stops}
        readOut={(index) => readOut(stops[index]?.session, series, metric)}
        therapy={bars}
        renderUnder={(geometry) => (
          <DensityRanges
            geometry={geometry}
            metric={metric}
            classes={classes}
            lines={drawn.flatMap((one) => one.segments.map((segment) => segment.map((point) => ({ x: geometry.x(point.time), y: geometry.y(point.value) }))))}
          />
        )}
        renderMarks={(geometry) => (
          <>
            <DensityThresholds geometry={geometry} metric={metric} classes={classes} />
            <ScannerBreaks geometry={geometry} breaks={breaks} />
            {wedgeShown !== undefined && <ExpectedLossWedge geometry={geometry} wedge={wedgeShown} />}
            <ErrorBars geometry={geometry} points={points} reach={(point) => leastSignificantChange(point, lsc)} />
            <DateRanges geometry={geometry} points={points} />
            {points.map(({ point, style }) => (
              <PointShape
                key={`${style}-${point.session.id}-${regionId(point.result.region)}`}
                x={geometry.x(point.time)}
                y={geometry.y(point.value)}
                series={style}
                radius={points.length > 120 ? 2.5 : 4}
                amended={point.measured.amended ? "amended" : undefined}
              />
            ))}
          </>
        )}
        {...(width === undefined ? {} : { width })}
      />
      <ChartNotes
        notes={[
          metric === "t-score" && classes === "z-score-line" ? text("noClasses") : undefined,
          ...breaks.map((one) => text("scannerBreakNote", { from: one.from, to: one.to })),
          errorBarNote(series, lsc),
          wedgeShown === undefined
            ? undefined
            : text("expectedLossNote", {
                region: regionLabel(wedgeShown.region),
                low: formatNumber(wedgeShown.percentPerYear[0]),
                high: formatNumber(wedgeShown.percentPerYear[1]),
              }),
          points.some(({ point }) => point.measured.amended) ? text("amendedNote") : undefined,
          points.some(({ point }) => point.from !== point.to) ? text("partialNote") : undefined,
          bars.some((bar) => bar.doses.length > 0) ? text("doseNote") : undefined,
          points.length < total ? text("thinnedNote", { drawn: points.length, total }) : undefined,
        ]}
      />
    </figure>
  );
}

type RegionKeyProps = {
  readonly series: readonly DensitySeries[];
  readonly metric: Metric;
  readonly hidden: ReadonlySet<string>;
  readonly onChange: (hidden: ReadonlySet<string>) => void;
};

/** The key of the chart: each region's mark, name and latest value; a region can be switched off. */
function RegionKey({ series, metric, hidden, onChange }: RegionKeyProps): ReactElement {
  const toggle = (id: string) => {
    const next = new Set(hidden);
    if (!next.delete(id)) next.add(id);
    onChange(next);
  };
  return (
    <ul className={styles["key"]} aria-label={text("regions")}>
      {series.map((one) => {
        const last = one.segments.at(-1)?.at(-1);
        return (
          <li key={one.id}>
            <button type="button" className={styles["keyItem"]} aria-pressed={!hidden.has(one.id)} onClick={() => toggle(one.id)}>
              <SeriesKey series={one.style} />
              <span>{regionLabel(one.region)}</span> {last !== undefined && <strong>{densityValue(last.measured, metric)}</strong>}
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function readOut(session: DxaSession | undefined, series: readonly DensitySeries[], metric: Metric) {
  if (session === undefined) return { content: null, spoken: "" };
  const date = formatDate(session.date);
  const rows = series.flatMap((one) => {
    const result = session.results.find((candidate) => regionId(candidate.region) === one.id);
    const measured = result && measuredOf(result, metric);
    if (measured === undefined) return [];
    const caveats = [measured.amended ? text("amended") : undefined, measured.how === "coded" ? undefined : howInWords(measured.how)].filter(
      (word) => word !== undefined,
    );
    return [{ id: one.id, style: one.style, region: regionLabel(one.region), value: densityValue(measured, metric), caveat: caveats.join(", ") }];
  });
  return {
    spoken: [date, ...rows.map((row) => `${row.region} ${row.value} ${row.caveat}`.trim())].join(", "),
    content: (
      <>
        <strong>{date}</strong>
        <ul className={styles["rows"]}>
          {rows.map((row) => (
            <li key={row.id}>
              <SeriesKey series={row.style} /> {row.region} <strong>{row.value}</strong> {row.caveat}
            </li>
          ))}
        </ul>
        <span className={styles["quiet"]}>{session.scanner?.label ?? `${text("scanner")}: ${text("notNamed")}`}</span>
      </>
    ),
  };
}

function axisOf(metric: Metric, values: readonly number[]): ValueAxis {
  if (metric !== "bmd") return valueAxis(values, [-3, 0], 1, 0, 7);
  const low = Math.min(...values);
  const high = Math.max(...values);
  const middle = values.length === 0 ? 0.9 : (low + high) / 2;
  return valueAxis(values, [middle - 0.08, middle + 0.08], 0.05, 2, 7); // a flat line must not look like a cliff
}

function thinned(series: readonly DensitySeries[]): readonly DensitySeries[] {
  const total = series.reduce((sum, one) => sum + one.segments.reduce((count, segment) => count + segment.length, 0), 0);
  if (total <= drawnPoints) return series;
  const share = (segment: readonly DensityPoint[]) => Math.max(8, Math.floor((drawnPoints * segment.length) / total));
  return series.map((one) => ({ ...one, segments: one.segments.map((segment) => thin(segment, share(segment), (point) => point.value)) }));
}

function sessionsOf(series: readonly DensitySeries[]): readonly DxaSession[] {
  const sessions = new Set(series.flatMap((one) => one.segments.flat().map((point) => point.session)));
  return [...sessions].sort((a, b) => axisSpan(a.date).at - axisSpan(b.date).at);
}

function errorBarNote(series: readonly DensitySeries[], changes: BoneDensity["changes"]): string | undefined {
  const parts = series.flatMap((one) => {
    const lsc = lscOf(one.region, changes);
    return lsc === undefined
      ? []
      : [text("errorBarsPart", { percent: formatNumber(lsc.percent), region: regionLabel(one.region), origin: text(`lsc-${lsc.from}`) })];
  });
  return parts.length === 0 ? undefined : text("errorBars", { percents: parts.join("; ") });
}
