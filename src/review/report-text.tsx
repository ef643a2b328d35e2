import { Fragment, type ReactElement } from "react";
import type { ReportReading } from "../record/record";
import styles from "./reports-panel.module.css";

/** A report's plain text with the numbers that were read out of it marked. Text only: markup in it stands as characters. */
export function ReportText({ text, readings }: { readonly text: string; readonly readings: readonly ReportReading[] }): ReactElement {
  const marks = marksIn(text, readings);
  return (
    <p className={styles["text"]}>
      {marks.map(([start, end], index) => (
        <Fragment key={start}>
          {text.slice(marks[index - 1]?.[1] ?? 0, start)}
          <mark>{text.slice(start, end)}</mark>
        </Fragment>
      ))}
      {text.slice(marks.at(-1)?.[1] ?? 0)}
    </p>
  );
}

type Range = readonly [number, number];

/** Where the numbers stand in the whole text, in order; of overlapping ones the first. */
function marksIn(text: string, readings: readonly ReportReading[]): readonly Range[] {
  const found = readings.flatMap(({ sentence, at }): Range[] => {
    const start = text.indexOf(sentence);
    return start === -1 ? [] : [[start + at[0], start + at[1]]];
  });
  return found.toSorted((a, b) => a[0] - b[0]).filter(([start], index, all) => index === 0 || start >= (all[index - 1]?.[1] ?? 0));
}
