import { Fragment, type ReactElement } from "react";
import type { DxaReport } from "../record/record";
import styles from "./reports-panel.module.css";

type Range = readonly [number, number];

/** A report's plain text with the numbers that were read out of it marked. Text only: markup in it stands as characters. */
export function ReportText({ report: { text, readings } }: { readonly report: DxaReport }): ReactElement {
  const marks = readings.flatMap(({ sentence, at }): Range[] => {
    const start = text.indexOf(sentence);
    return start === -1 ? [] : [[start + at[0], start + at[1]]];
  });
  return (
    <p className={styles["text"]}>
      <MarkedText text={text} marks={marks} />
    </p>
  );
}

/** A text with character ranges marked; of overlapping ranges the first. */
export function MarkedText({ text, marks }: { readonly text: string; readonly marks: readonly Range[] }): ReactElement {
  const ordered = marks.toSorted((a, b) => a[0] - b[0]).filter(([start], index, all) => index === 0 || start >= (all[index - 1]?.[1] ?? 0));
  return (
    <>
      {ordered.map(([start, end], index) => (
        <Fragment key={start}>
          {text.slice(ordered[index - 1]?.[1] ?? 0, start)}
          <mark>{text.slice(start, end)}</mark>
        </Fragment>
      ))}
      {text.slice(ordered.at(-1)?.[1] ?? 0)}
    </>
  );
}
