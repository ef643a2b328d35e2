import type { ReactElement } from "react";
import { Mark, type MarkName } from "./marks";
import styles from "./priority-mark.module.css";
import { text } from "./text";

type Priority = "H" | "M" | "L" | "gate";

/** The urgency of a prompt as a word, a shape and a colour, in this order of reliance. */
export function PriorityMark({ priority }: { readonly priority: Priority }): ReactElement {
  return (
    <span className={styles["priority"]} data-priority={priority}>
      <Mark name={markOf[priority]} />
      {text(`priority${priority === "gate" ? "Gate" : priority}`)}
    </span>
  );
}

const markOf: Readonly<Record<Priority, MarkName>> = { H: "alert", M: "prompt", L: "info", gate: "gate" };
