import type { ReactElement, ReactNode } from "react";
import { formatDay } from "../ui/format";
import { Mark } from "../ui/marks";
import { PriorityMark } from "../ui/priority-mark";
import styles from "./worklist-table.module.css";
import type { WorklistRow } from "./row";
import type { FollowUp } from "./follow-up";
import { text } from "./text";
import type { SortKey } from "./view";
import { durationText, notLoadedText } from "./words";

export const columnIds = ["name", "age", "mrn", "agent", "lastDxa", "dxa", "vitaminD", "top", "status", "loaded", "actions"] as const;
export type ColumnId = (typeof columnIds)[number];
/** Shown until the user chooses others; the MRN stands below the grid with all the rest of the current row. */
export const usualColumns: readonly ColumnId[] = columnIds.filter((id) => id !== "mrn");

/** What clicking the head of a column sorts by. */
export const sortOfColumn: Partial<Record<ColumnId, SortKey>> = {
  name: "name",
  age: "age",
  agent: "monthsOn",
  lastDxa: "lastDxa",
  dxa: "dxa",
  vitaminD: "vitaminD",
  top: "urgency",
  status: "status",
};

/** Every column but the one of buttons. */
export function isTold(column: ColumnId): column is Exclude<ColumnId, "actions"> {
  return column !== "actions";
}

/** What one column says of one patient. An absence is only said where it was established; else that it could not be told. */
export function cellOf(column: Exclude<ColumnId, "name" | "actions">, row: WorklistRow, followUp: FollowUp): ReactNode {
  switch (column) {
    case "age":
      return row.age ?? unknown();
    case "mrn":
      return row.mrn;
    case "agent":
      return (
        <>
          {row.agent === "" ? <Unsure>{text("agentUnknown")}</Unsure> : row.agent}{" "}
          {row.monthsOn !== undefined && <span className={styles["second"]}>{durationText(row.monthsOn)}</span>}
        </>
      );
    case "lastDxa":
      return (
        <>
          {row.lastDxa === "" ? absence(row.measures.dxaInTwoYears === "no", text("noDxa")) : formatDay(row.lastDxa)}{" "}
          {row.lowestTText !== "" && (
            <span className={styles["second"]} title={row.lowestTText}>
              {row.lowestTText}
            </span>
          )}
        </>
      );
    case "dxa":
      return standing(text(`dxa-${row.dxa}`), row.dxa === "not-concluded");
    case "vitaminD":
      return (
        <>
          {row.vitaminDText === "" ? absence(row.measures.vitaminDOnRecord === "no", text("noLevel")) : `${row.vitaminDText}, ${formatDay(row.vitaminDDate)}`}{" "}
          <span className={styles["second"]}>{text(`vitd-${row.vitaminD}`)}</span>
        </>
      );
    case "top":
      return <TopPrompt row={row} />;
    case "status":
      return <Followed row={row} followUp={followUp} />;
    case "loaded":
      return row.notLoaded.length === 0 ? text("fullyLoaded") : <Unsure>{notLoadedText(row.notLoaded)}</Unsure>;
  }
}

function TopPrompt({ row }: { readonly row: WorklistRow }): ReactElement {
  const [first] = row.prompts;
  // With data missing, silence is no good news.
  if (first === undefined)
    return row.notLoaded.length > 0 ? <Unsure>{text("couldNotTell")}</Unsure> : <span className={styles["quiet"]}>{text("nothingDue")}</span>;
  return (
    <span className={styles["clamp"]} title={row.top}>
      <PriorityMark priority={first.priority} /> {row.top}
      {row.prompts.length > 1 && <span className={styles["quiet"]}> {text("more", { count: row.prompts.length - 1 })}</span>}
    </span>
  );
}

function Followed({ row, followUp }: { readonly row: WorklistRow; readonly followUp: FollowUp }): ReactElement {
  const { status, beside } = followUp.briefOf(row);
  return (
    <>
      {followUp.statusOf(row) === "unread" ? <Unsure>{status}</Unsure> : <span className={styles["first"]}>{status}</span>}{" "}
      {beside !== "" && (
        <span className={styles["second"]} title={beside}>
          {beside}
        </span>
      )}
    </>
  );
}

function standing(word: string, isUnsure: boolean): ReactNode {
  return isUnsure ? <Unsure>{word}</Unsure> : word;
}

function absence(isEstablished: boolean, word: string): ReactNode {
  return isEstablished ? word : unknown();
}

function unknown(): ReactElement {
  return <Unsure>{text("couldNotTell")}</Unsure>;
}

function Unsure({ children }: { readonly children: ReactNode }): ReactElement {
  return (
    <span className={styles["unsure"]}>
      <Mark name="partial" /> {children}
    </span>
  );
}
