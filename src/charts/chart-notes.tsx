import type { ReactElement } from "react";
import styles from "./chart.module.css";

/** What the marks of a chart mean, and what was left out: only the lines that apply. */
export function ChartNotes({ notes }: { readonly notes: readonly (string | undefined)[] }): ReactElement | null {
  const said = notes.filter((note) => note !== undefined);
  if (said.length === 0) return null;
  return (
    <ul className={styles["notes"]}>
      {said.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
}
