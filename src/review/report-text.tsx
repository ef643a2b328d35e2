import { Fragment, type ReactElement } from "react";
import type { ReportReading } from "../record/record";
import styles from "./reports-panel.module.css";

/** A report's plain text with the numbers that were read out of it marked. Text only: markup in it stands as characters. */
export function ReportText({ text, readings }: { readonly text: string; readonly readings: readonly ReportReading[] }): ReactElement {
  const marks = marksIn(text, readings);
  let from = 0;
  return (
    <p className={styles["text"]}>
      {marks.map(([start, end]) => {
        const before = text.slice(from, start);
        from = end;
        return (
          <Fragment key={start}>
            {before}
            <mark>{text.slice(start, end)}</mark>
          </Fragment>
        );
      })}
      {text.slice(from)}
    </p>
  );
}

function marksIn(text: string, readings: readonly ReportReading[]): readonly (readonly [number, number])[] {
  const marks = new Map<number, number>();
  for (const { sentence, at } of readings) {
    const start = text.indexOf(sentence);
    if (start !== -1) marks.set(start + at[0], start + at[1]);
  }
  let end = 0;
  return [...marks.entries()]
    .sort((a, b) => a[0] - b[0])
    .filter(([start, stop]) => {
      if (start < end) return false;
      end = stop;
      return true;
    });
}
