import { type ReactElement, useState } from "react";
import { Button } from "../ui/button";
import { CountBars } from "./count-bars";
import styles from "./worklist-screen.module.css";
import { text } from "./text";
import type { PromptCount } from "./view";
import { promptTitle } from "./words";

type PromptChartProps = { readonly counts: readonly PromptCount[]; readonly chosen: string; readonly onChoose: (prompt: string) => void };

const fewest = 6;

/** Patients by prompt. */
export function PromptChart({ counts, chosen, onChoose }: PromptChartProps): ReactElement | null {
  const [extent, setExtent] = useState<"few" | "all">("few");
  if (counts.length === 0) return null;
  const shown = extent === "all" ? counts : counts.slice(0, fewest);
  return (
    <section className={styles["prompts"]} aria-labelledby="prompt-counts">
      <h2 id="prompt-counts">{text("promptsTitle")}</h2>
      <CountBars bars={shown.map(({ id, patients }) => ({ id, title: promptTitle(id), patients }))} chosen={chosen} onChoose={onChoose} />
      {counts.length > fewest && (
        <Button onClick={() => setExtent(extent === "all" ? "few" : "all")}>
          {extent === "all" ? text("fewerPrompts") : text("morePrompts", { count: counts.length })}
        </Button>
      )}
    </section>
  );
}
