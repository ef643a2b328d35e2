import type { ReactElement } from "react";
import styles from "./point-shape.module.css";

/** How many series differ by shape and colour; further ones repeat, and are told apart by their names. */
const seriesStyles = 6;

type PointShapeProps = {
  readonly x: number;
  readonly y: number;
  /** Which of the series styles. */
  readonly series: number;
  readonly radius?: number;
  /** An amended result wears a ring. */
  readonly amended?: "amended" | undefined;
  /** A bound ("<4", ">150") is an open triangle that points away from the value. */
  readonly bound?: "below" | "above" | undefined;
};

/** The mark of one measurement. Series differ in shape as well as in colour. */
export function PointShape({ x, y, series, radius = 4, amended, bound }: PointShapeProps): ReactElement {
  const style = series % seriesStyles;
  return (
    <g className={styles["point"]} data-series={style + 1} transform={`translate(${x} ${y})`}>
      {amended && <circle className={styles["ring"]} r={radius + 3} />}
      {bound === undefined ? (
        <path d={shapes[style]?.(radius)} />
      ) : (
        <path
          className={styles["bound"]}
          d={
            bound === "below"
              ? `M${-radius - 1} ${-radius}h${2 * radius + 2}L0 ${radius + 2}z`
              : `M${-radius - 1} ${radius}h${2 * radius + 2}L0 ${-radius - 2}z`
          }
        />
      )}
    </g>
  );
}

const shapes: readonly ((r: number) => string)[] = [
  (r) => `M${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`, // circle
  (r) => `M${-r + 0.4} ${-r + 0.4}h${2 * r - 0.8}v${2 * r - 0.8}h${-2 * r + 0.8}z`, // square
  (r) => `M0 ${-r - 0.8}L${r + 0.6} ${r - 0.4}H${-r - 0.6}z`, // triangle
  (r) => `M0 ${-r - 1}L${r + 1} 0 0 ${r + 1} ${-r - 1} 0z`, // diamond
  (r) =>
    `M${-r} ${-r / 3}h${(2 * r) / 3}v${(-2 * r) / 3}h${(2 * r) / 3}v${(2 * r) / 3}h${(2 * r) / 3}v${(2 * r) / 3}h${(-2 * r) / 3}v${(2 * r) / 3}h${(-2 * r) / 3}v${(-2 * r) / 3}h${(-2 * r) / 3}z`, // cross
  (r) => `M0 ${-r - 0.8}L${r + 0.6} ${-r / 4} ${r * 0.7} ${r}H${-r * 0.7}L${-r - 0.6} ${-r / 4}z`, // pentagon
];

/** The same mark beside a name, for keys and tables. */
export function SeriesKey({ series }: { readonly series: number }): ReactElement {
  return (
    <svg className={styles["key"]} viewBox="-11 -7 22 14" aria-hidden="true" focusable="false">
      <line x1="-11" x2="11" y1="0" y2="0" className={styles["keyLine"]} data-series={(series % seriesStyles) + 1} />
      <PointShape x={0} y={0} series={series} />
    </svg>
  );
}
