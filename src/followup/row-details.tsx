import type { ReactElement } from "react";
import { searchWords } from "../guidelines/searches-read";
import { Button } from "../ui/button";
import { formatDay } from "../ui/format";
import { PriorityMark } from "../ui/priority-mark";
import type { FollowUp } from "./follow-up";
import type { WorklistRow } from "./row";
import { text } from "./text";
import { durationText, promptTitle } from "./words";
import styles from "./row-details.module.css";

type RowDetailsProps = {
  readonly row: WorklistRow;
  readonly followUp: FollowUp;
  readonly onOpen: () => void;
  readonly onAct: (() => void) | undefined;
};

/** One row in full: what the grid cuts short to keep its lines even, every prompt, and everything recorded about it. */
export function RowDetails({ row, followUp, onOpen, onAct }: RowDetailsProps): ReactElement {
  const name = row.name === "" ? text("noName") : row.name;
  const followed = followUp.linesOf(row);
  const facts = [
    row.birthDate === "" ? "" : text("born", { date: formatDay(row.birthDate) }),
    row.mrn === "" ? "" : text("mrnIs", { mrn: row.mrn }),
    row.agent === "" ? "" : [row.agent, ...(row.monthsOn === undefined ? [] : [durationText(row.monthsOn)])].join(", "),
    row.lastDxa === "" ? "" : text("dxaOn", { date: formatDay(row.lastDxa) }),
    row.lowestTText === "" ? "" : text("lowestTIs", { score: row.lowestTText }),
    row.vitaminDText === "" ? "" : text("vitaminDIs", { level: row.vitaminDText, date: formatDay(row.vitaminDDate) }),
  ].filter((fact) => fact !== "");
  return (
    <section className={styles["details"]} aria-label={text("inFull", { name })}>
      <div className={styles["who"]}>
        <h2>{name}</h2>
        <Button onClick={onOpen}>{text("openChart")}</Button>
        {onAct !== undefined && <Button onClick={onAct}>{text("act")}</Button>}
      </div>
      <p>{facts.join(" · ")}</p>
      <div className={styles["lists"]}>
        {row.prompts.length > 0 && (
          <ul aria-label={text("promptsOf")}>
            {row.prompts.map(({ id, priority }, index) => (
              <li key={id}>
                <PriorityMark priority={priority} /> {index === 0 ? row.top : promptTitle(id)}
              </li>
            ))}
          </ul>
        )}
        {followed.length > 0 && <Lines label={text("column-status")} lines={followed} />}
        {row.notLoaded.length > 0 && (
          <Lines label={text("filterLoaded")} lines={row.notLoaded.map(({ search, reason }) => text("notLoadedOf", { what: searchWords[search], reason }))} />
        )}
      </div>
    </section>
  );
}

function Lines({ label, lines }: { readonly label: string; readonly lines: readonly string[] }): ReactElement {
  return (
    <ul aria-label={label}>
      {[...new Set(lines)].map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
