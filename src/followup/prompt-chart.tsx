import { type ReactElement, useState } from "react";
import { Button } from "../ui/button";
import styles from "./worklist-screen.module.css";
import { text } from "./text";
import type { PromptCount } from "./view";
import { promptTitle } from "./words";

type PromptChartProps = { readonly counts: readonly PromptCount[]; readonly chosen: string; readonly onChoose: (prompt: string) => void };

const fewest = 6;

/** Patients by prompt, as bars that are also the filter. */
export function PromptChart({ counts, chosen, onChoose }: PromptChartProps): ReactElement | null {
  const [extent, setExtent] = useState<"few" | "all">("few");
  const most = counts[0]?.patients ?? 0;
  if (most === 0) return null;
  const shown = extent === "all" ? counts : counts.slice(0, fewest);
  return (
    <section className={styles["prompts"]} aria-labelledby="prompt-counts">
      <h2 id="prompt-counts">{text("promptsTitle")}</h2>
      <ul>
        {shown.map(({ id, patients }) => (
          <li key={id}>
            <button
              type="button"
              aria-pressed={id === chosen}
              aria-label={text("promptCount", { title: promptTitle(id), count: patients })}
              onClick={() => onChoose(id === chosen ? "" : id)}
            >
              <span className={styles["promptTitle"]}>{promptTitle(id)}</span>{" "}
              <span className={styles["bar"]} aria-hidden="true">
                <span style={{ inlineSize: `${(100 * patients) / most}%` }} />
              </span>
              <span className={styles["count"]}>{patients}</span>
            </button>
          </li>
        ))}
      </ul>
      {counts.length > fewest && (
        <Button onClick={() => setExtent(extent === "all" ? "few" : "all")}>
          {extent === "all" ? text("fewerPrompts") : text("morePrompts", { count: counts.length })}
        </Button>
      )}
    </section>
  );
}
