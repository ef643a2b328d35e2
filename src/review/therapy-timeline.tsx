import type { ReactElement } from "react";
import { placeBars, rowHeight, TherapyBars } from "../charts/therapy-bars";
import type { TherapyBar } from "../charts/therapy-lanes";
import { type AxisTime, type TimeDomain, timeTicks } from "../charts/time-axis";
import { useChartWidth } from "../charts/use-chart-width";
import { valueAxisWidth } from "../charts/value-axis";
import { text } from "./panels-text";
import styles from "./therapy-timeline.module.css";

type TherapyTimelineProps = { readonly bars: readonly TherapyBar[]; readonly time: TimeDomain; readonly width?: number };

const axisHeight = 22;
const rightMargin = 14;

/** All courses as bars on the time axis that the trends above use. Its table twin stands beside it. */
export function TherapyTimeline({ bars, time, width: given }: TherapyTimelineProps): ReactElement {
  const { ref, width } = useChartWidth(given);
  return (
    <div ref={ref} className={styles["timeline"]}>
      {width !== undefined && <Drawing bars={bars} time={time} width={width} />}
    </div>
  );
}

function Drawing({ bars, time, width }: { readonly bars: readonly TherapyBar[]; readonly time: TimeDomain; readonly width: number }): ReactElement {
  const left = valueAxisWidth;
  const right = width - rightMargin;
  const x = (at: AxisTime) => left + ((at - time[0]) / (time[1] - time[0])) * (right - left);
  const { placed, rows } = placeBars(bars, x);
  const bottom = rows * rowHeight + 4;
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a drawing made here has no file for an img
    <svg width={width} height={bottom + axisHeight} role="img" aria-label={text("timelineSummary", { count: bars.length })}>
      {timeTicks(time, right - left).map((tick) => (
        <g key={tick.time} className={styles["tick"]}>
          <line x1={x(tick.time)} x2={x(tick.time)} y1={0} y2={bottom + 4} />
          <text x={x(tick.time)} y={bottom + 17} textAnchor="middle">
            {tick.label}
          </text>
        </g>
      ))}
      <line className={styles["axis"]} x1={left} x2={right} y1={bottom} y2={bottom} />
      <TherapyBars placed={placed} x={x} top={0} left={left} right={right} />
    </svg>
  );
}
