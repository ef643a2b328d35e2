import type { MouseEvent, ReactElement, ReactNode } from "react";
import { capital } from "../ui/format";
import { Mark } from "../ui/marks";
import type { HeadlineClause } from "./headline";
import styles from "./headline-sentence.module.css";
import { showPanel } from "./show-panel";
import { text } from "./text";

/** The headline as one sentence; each clause leads to the panel that proves it. */
export function HeadlineSentence({ clauses }: { readonly clauses: readonly HeadlineClause[] }): ReactElement {
  if (clauses.every((clause) => clause.knowledge === "pending"))
    return (
      <output className={styles["headline"]} data-knowledge="pending">
        {text("reading")}
      </output>
    );
  return (
    <p className={styles["headline"]}>
      {clauses.map((clause, index) => (
        <span key={clause.topic}>
          <a
            className={styles["clause"]}
            data-topic={clause.topic}
            data-knowledge={clause.knowledge}
            href={`#${clause.panel}`}
            onClick={(event: MouseEvent) => {
              event.preventDefault(); // the address belongs to the router
              showPanel(clause.panel);
            }}
          >
            {(clause.knowledge === "unavailable" || clause.knowledge === "unusable") && (
              <span className={styles["mark"]}>
                <Mark name="failed" />
              </span>
            )}
            {emphasised(index === 0 ? capital(clause.text) : clause.text, clause.strong)}
          </a>
          {index === clauses.length - 1 ? "." : "; "}
        </span>
      ))}
    </p>
  );
}

function emphasised(sentence: string, strong: readonly string[]): ReactNode {
  const [first, ...rest] = strong;
  if (first === undefined) return sentence;
  const at = sentence.toLowerCase().indexOf(first.toLowerCase());
  if (at === -1) return emphasised(sentence, rest);
  return (
    <>
      {sentence.slice(0, at)}
      <strong>{sentence.slice(at, at + first.length)}</strong>
      {emphasised(sentence.slice(at + first.length), rest)}
    </>
  );
}
