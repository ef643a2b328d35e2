import type { ReactElement } from "react";
import styles from "./therapy-bars.module.css";
import type { TherapyBar } from "./therapy-lanes";
import type { AxisTime } from "./time-axis";

export const rowHeight = 27;
const characterWidth = 6.1; // of the label's font; only to keep labels apart

export type Placed = { readonly bar: TherapyBar; readonly row: number };

/** Rows for bars so that neither bars nor their labels overlap; each group starts on a row of its own. */
export function placeBars(bars: readonly TherapyBar[], x: (time: AxisTime) => number): { readonly placed: readonly Placed[]; readonly rows: number } {
  const ends: number[] = [];
  let firstRow = 0;
  let group: TherapyBar["group"] | undefined;
  const placed = bars.map((bar): Placed => {
    if (bar.group !== group) {
      group = bar.group;
      firstRow = ends.length;
    }
    const from = x(bar.earliest);
    const to = Math.max(x(bar.latest), from + labelOf(bar).length * characterWidth);
    let row = firstRow;
    while ((ends[row] ?? Number.NEGATIVE_INFINITY) + 8 > from) row += 1;
    ends[row] = to;
    return { bar, row };
  });
  return { placed, rows: ends.length };
}

type TherapyBarsProps = {
  readonly placed: readonly Placed[];
  readonly x: (time: AxisTime) => number;
  /** Top of the first row. */
  readonly top: number;
  /** The plot that the bars must stay in. */
  readonly left: number;
  readonly right: number;
};

/** Courses as labelled bars under a time axis; diamonds (strokes where they are many) are doses given, a hatched end is a date known only to the month or year. */
export function TherapyBars({ placed, x, top, left, right }: TherapyBarsProps): ReactElement {
  const inside = (position: number) => Math.min(right, Math.max(left, position));
  return (
    <g className={styles["bars"]}>
      {placed.map(({ bar, row }) => {
        const y = top + row * rowHeight;
        const [from, to, earliest, latest] = [bar.from, bar.to, bar.earliest, bar.latest].map((time) => inside(x(time))) as [number, number, number, number];
        const label = labelOf(bar);
        const labelAt = Math.max(left, Math.min(earliest, right - label.length * characterWidth));
        return (
          <g key={bar.id} data-group={bar.group} data-currency={bar.currency}>
            <text x={labelAt} y={y + 9}>
              {label}
            </text>
            {from - earliest > 1 && <rect className={styles["possible"]} x={earliest} y={y + 16} width={from - earliest} height={5} />}
            {latest - to > 1 && <rect className={styles["possible"]} x={to} y={y + 16} width={latest - to} height={5} />}
            <rect className={styles["certain"]} x={from} y={y + 16} width={Math.max(2, to - from)} height={5} />
            {bar.ongoing && to >= right - 24 && <path className={styles["ongoing"]} d={`M${to} ${y + 14}l5 4.5-5 4.5z`} />}
            {bar.doses.map((dose) => (
              <path key={dose} className={styles["dose"]} d={`M${inside(x(dose))} ${y + 13}${isCrowded(bar, x) ? "v11" : "l4.2 5.5-4.2 5.5-4.2-5.5z"}`} />
            ))}
          </g>
        );
      })}
    </g>
  );
}

/** Monthly doses over years would be one black band of diamonds. */
function isCrowded({ doses }: TherapyBar, x: TherapyBarsProps["x"]): boolean {
  const [first, last] = [doses[0], doses.at(-1)];
  return first !== undefined && last !== undefined && (x(last) - x(first)) / (doses.length - 1) < 11;
}

function labelOf(bar: TherapyBar): string {
  return bar.startKnown ? bar.label : `… ${bar.label}`;
}
