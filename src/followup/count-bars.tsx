import type { ReactElement } from "react";
import styles from "./worklist-screen.module.css";
import { text } from "./text";

export type CountBar = { readonly id: string; readonly title: string; readonly patients: number };

type CountBarsProps = { readonly bars: readonly CountBar[]; readonly chosen: string; readonly onChoose: (id: string) => void };

/** Patients by something, as bars that are also the filter. */
export function CountBars({ bars, chosen, onChoose }: CountBarsProps): ReactElement {
  const most = Math.max(1, ...bars.map(({ patients }) => patients));
  return (
    <ul>
      {bars.map(({ id, title, patients }) => (
        <li key={id}>
          <button
            type="button"
            aria-pressed={id === chosen}
            aria-label={text("promptCount", { title, count: patients })}
            onClick={() => onChoose(id === chosen ? "" : id)}
          >
            <span>{title}</span>{" "}
            <span className={styles["bar"]} aria-hidden="true">
              <span style={{ inlineSize: `${(100 * patients) / most}%` }} />
            </span>
            <span className={styles["count"]}>{patients}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
