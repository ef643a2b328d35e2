import { memo, useState, type KeyboardEvent, type PointerEvent, type ReactElement, type ReactNode } from "react";
import { type BaseTickContentProps, Line, LineChart, usePlotArea, useXAxisScale, useYAxisScale, XAxis, YAxis } from "recharts";
import { LiveMessage } from "../ui/visually-hidden";
import { placeBars, rowHeight, TherapyBars } from "./therapy-bars";
import type { TherapyBar } from "./therapy-lanes";
import { type AxisTime, type TimeDomain, timeTicks } from "./time-axis";
import { useChartWidth } from "./use-chart-width";
import styles from "./trend-chart.module.css";
import { type ValueAxis, valueAxisWidth } from "./value-axis";

/** Pixels of a chart's own coordinates, for what is drawn between the axes. */
export type Geometry = {
  readonly x: (time: AxisTime) => number;
  /** Clamped to the plot: a label outside the domain would stand on the axis otherwise. */
  readonly y: (value: number) => number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
};

/** One unbroken line. Points are drawn by `renderMarks`. */
type TrendLine = { readonly id: string; readonly series: number; readonly points: readonly { readonly time: AxisTime; readonly value: number }[] };

/** A place where the reading cursor stops: one visit, one specimen. */
type TrendStop = { readonly time: AxisTime; readonly id: string };

type TrendChartProps = {
  /** The chart in one sentence. */
  readonly summary: string;
  /** How to read it by keyboard. */
  readonly instructions: string;
  readonly time: TimeDomain;
  readonly value: ValueAxis;
  readonly formatValue: (value: number) => string;
  /** Unit or score, above the value axis: no number stands without one. */
  readonly valueName: string;
  readonly lines: readonly TrendLine[];
  /** Oldest first. */
  readonly stops: readonly TrendStop[];
  readonly readOut: (stop: number) => { readonly content: ReactNode; readonly spoken: string };
  readonly therapy: readonly TherapyBar[];
  readonly renderUnder: (geometry: Geometry) => ReactNode;
  readonly renderMarks: (geometry: Geometry) => ReactNode;
  readonly plotHeight?: number;
  /** Overrides measuring. */
  readonly width?: number;
};

const margin = { top: 20, right: 14, bottom: 0, left: 0 };
const timeAxisHeight = 24;

/**
 * A trend on a true time axis, with therapy bars under the same axis. Recharts gives axes, scales and lines; what is drawn
 * between them comes from the caller. The reading cursor follows the pointer and the arrow keys, and Escape takes it away.
 */
export function TrendChart(props: TrendChartProps): ReactElement {
  const { ref, width } = useChartWidth(props.width);
  const [active, setActive] = useState<number>();
  const { stops, time } = props;
  const stop = active === undefined ? undefined : stops[active];
  const read = active === undefined || stop === undefined ? undefined : props.readOut(active);
  const x = (at: AxisTime) => xOf(at, time, width ?? 0);

  const onKeyDown = (event: KeyboardEvent) => {
    const to = keyTarget(event.key, active, stops.length);
    if (to === "stay") return;
    event.preventDefault();
    setActive(to);
  };
  const onPointer = (event: PointerEvent<HTMLDivElement>) => {
    const at = event.clientX - event.currentTarget.getBoundingClientRect().left;
    setActive(nearest(stops, (candidate) => Math.abs(x(candidate.time) - at)));
  };

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the arrow keys and the pointer move a reading cursor; the table has it all without
    <div
      ref={ref}
      className={styles["chart"]}
      role="application"
      aria-label={`${props.summary} ${props.instructions}`}
      tabIndex={0} // oxlint-disable-line jsx-a11y/no-noninteractive-tabindex -- an application is reached by Tab
      onKeyDown={onKeyDown}
      onBlur={() => setActive(undefined)}
      onPointerMove={onPointer}
      onPointerDown={onPointer}
      onPointerLeave={() => setActive(undefined)}
    >
      {width !== undefined && <Plot {...props} width={width} />}
      {read !== undefined && stop !== undefined && width !== undefined && (
        <>
          <div className={styles["cursor"]} style={{ left: x(stop.time), top: margin.top, height: plotHeightOf(props) }} />
          <div className={styles["readOut"]} style={x(stop.time) > width / 2 ? { right: width - x(stop.time) + 10 } : { left: x(stop.time) + 10 }}>
            {read.content}
          </div>
        </>
      )}
      <LiveMessage message={read?.spoken ?? ""} />
    </div>
  );
}

/** The drawing itself, which stays as it is while the cursor moves over it. */
const Plot = memo(function Plot(props: TrendChartProps & { readonly width: number }): ReactElement {
  const { width, time } = props;
  const { placed, rows } = placeBars(props.therapy, (at) => xOf(at, time, width));
  const lanes = rows === 0 ? 0 : rows * rowHeight + 8;
  const ticks = timeTicks(time, width - valueAxisWidth - margin.right);
  const labels = new Map(ticks.map((tick) => [tick.time, tick.label]));
  return (
    <LineChart
      width={width}
      height={margin.top + plotHeightOf(props) + timeAxisHeight + lanes}
      margin={{ ...margin, bottom: lanes }}
      accessibilityLayer={false}
      role="img" // oxlint-disable-line jsx-a11y/prefer-tag-over-role -- a drawing made here has no file for an img
      aria-label={props.summary}
    >
      <XAxis
        type="number"
        dataKey="time"
        domain={[...time]}
        ticks={ticks.map((tick) => tick.time)}
        tick={(tick) => tickLabel(tick, labels.get(Number(tick.payload.value)) ?? "")}
        niceTicks="none"
        interval={0}
        height={timeAxisHeight}
        tickSize={5}
        tickMargin={4}
        allowDataOverflow
      />
      <YAxis
        type="number"
        dataKey="value"
        domain={[...props.value.domain]}
        ticks={[...props.value.ticks]}
        tick={(tick) => tickLabel(tick, props.formatValue(Number(tick.payload.value)))}
        niceTicks="none"
        width={valueAxisWidth}
        interval={0}
        axisLine={false}
        tickLine={false}
        allowDataOverflow
      />
      <Drawn render={props.renderUnder} ticks={props.value.ticks} />
      {props.lines.filter(isDrawable).map((line) => (
        <Line
          key={line.id}
          data={[...line.points]}
          dataKey="value"
          type="linear"
          className={styles[`line${line.series + 1}`] ?? ""}
          stroke="currentColor"
          strokeWidth={1.75}
          dot={false}
          activeDot={false}
          isAnimationActive={false}
          zIndex={0}
        />
      ))}
      <Drawn render={props.renderMarks} />
      <text className={styles["valueName"]} x={0} y={11}>
        {props.valueName}
      </text>
      <TherapyLayer placed={placed} />
    </LineChart>
  );
});

/** Recharts' own label measures itself in the page, to break lines that ours never have: a layout of the page for every tick. */
function tickLabel({ x, y, textAnchor, verticalAnchor }: BaseTickContentProps, label: string): ReactElement {
  return (
    <text className={styles["tick"]} x={x} y={y} dy={verticalAnchor === "middle" ? "0.355em" : "0.71em"} textAnchor={textAnchor}>
      {label}
    </text>
  );
}

function plotHeightOf({ plotHeight = 236 }: TrendChartProps): number {
  return plotHeight;
}

/** Where recharts draws a time: its own scale is known only inside the chart. */
function xOf(at: AxisTime, [from, to]: TimeDomain, width: number): number {
  return valueAxisWidth + ((at - from) / (to - from)) * (width - valueAxisWidth - margin.right);
}

/** Recharts marks a lone point with a dot of its own, over ours. */
function isDrawable(line: TrendLine): boolean {
  return line.points.length > 1;
}

function keyTarget(key: string, active: number | undefined, count: number): number | undefined | "stay" {
  if (count === 0) return "stay";
  switch (key) {
    case "ArrowRight":
      return active === undefined ? 0 : Math.min(count - 1, active + 1);
    case "ArrowLeft":
      return active === undefined ? count - 1 : Math.max(0, active - 1);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    case "Escape":
      return active === undefined ? "stay" : undefined;
    default:
      return "stay";
  }
}

/** Must stand inside the chart: recharts' scales are its context. */
function useGeometry(): Geometry | undefined {
  const plot = usePlotArea();
  const xScale = useXAxisScale();
  const yScale = useYAxisScale();
  if (plot === undefined || xScale === undefined || yScale === undefined) return undefined;
  const top = plot.y;
  const bottom = plot.y + plot.height;
  return {
    x: (time) => xScale(time) ?? plot.x,
    y: (value) => Math.min(bottom, Math.max(top, yScale(value) ?? bottom)),
    left: plot.x,
    right: plot.x + plot.width,
    top,
    bottom,
  };
}

function Drawn({ render, ticks = [] }: { readonly render: (geometry: Geometry) => ReactNode; readonly ticks?: readonly number[] }): ReactElement | null {
  const geometry = useGeometry();
  if (geometry === undefined) return null;
  return (
    <g>
      {render(geometry)}
      {ticks.map((tick) => (
        <line key={tick} className={styles["grid"]} x1={geometry.left} x2={geometry.right} y1={geometry.y(tick)} y2={geometry.y(tick)} />
      ))}
    </g>
  );
}

function TherapyLayer({ placed }: { readonly placed: ReturnType<typeof placeBars>["placed"] }): ReactElement | null {
  const geometry = useGeometry();
  if (geometry === undefined) return null;
  return <TherapyBars placed={placed} x={geometry.x} top={geometry.bottom + timeAxisHeight + 4} left={geometry.left} right={geometry.right} />;
}

function nearest<Item>(items: readonly Item[], distance: (item: Item) => number): number | undefined {
  let best: number | undefined;
  let least = Number.POSITIVE_INFINITY;
  items.forEach((item, index) => {
    const away = distance(item);
    if (away >= least) return;
    best = index;
    least = away;
  });
  return best;
}
