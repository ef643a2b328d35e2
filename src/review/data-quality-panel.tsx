import type { ReactElement, ReactNode } from "react";
import { searchWords } from "../guidelines/searches-read";
import type { BoneHealthRecord, UnusableItem } from "../record/record";
import { type SearchId, searchIds } from "../record/searches";
import { Button } from "../ui/button";
import { type Column, DataTable } from "../ui/data-table";
import { Disclosure } from "../ui/disclosure";
import { formatDate } from "../ui/format";
import { Panel } from "../ui/panel";
import { SourceList } from "../ui/source-list";
import {
  assumptions,
  caveats,
  enteredValues,
  matchedByText,
  notComparable,
  type QualityLine,
  unconfirmedReadings,
  type UnusableGroup,
  unusableGroups,
} from "./data-quality";
import styles from "./data-quality.module.css";
import { text } from "./data-quality-text";
import { panelState } from "./panel-state";
import { showPanel } from "./show-panel";

type DataQualityPanelProps = { readonly record: BoneHealthRecord; readonly onRetry: (ids: readonly SearchId[]) => void };

/**
 * How far the record can be trusted: what arrived and was not used, by reason, and what is in use although it was only
 * recognised by name, assumed, typed in, or cannot be compared. Nothing is dropped in silence.
 */
export function DataQualityPanel({ record, onRetry }: DataQualityPanelProps): ReactElement {
  const { unusable, searches } = record;
  const groups = unusableGroups(unusable);
  const waiting = unconfirmedReadings(record);
  const warned = searches.filter((search) => search.warnings.length > 0);
  const anythingRead = searches.some((search) => search.state === "complete" || search.state === "partial");
  return (
    <Panel
      id="unusable"
      title={text("title")}
      aside={unusable.length > 0 ? text("counts", { count: unusable.length }) : undefined}
      state={panelState({
        record,
        needs: searchIds,
        found: unusable.length > 0 || anythingRead ? "something" : "nothing",
        what: text("what"),
        empty: text("nothing"),
        onRetry,
      })}
    >
      <div className={styles["parts"]}>
        <section className={styles["part"]} aria-label={text("notUsed")}>
          <h3>{text("notUsed")}</h3>
          {groups.length === 0 && <p className={styles["means"]}>{text("notUsedNone")}</p>}
          {groups.map((group) => (
            <NotUsed key={group.kind} group={group} startsOpen={groups.length === 1} />
          ))}
        </section>
        {waiting > 0 && (
          <p className={styles["waiting"]}>
            {text("unconfirmed", { count: waiting })} <Button onClick={() => showPanel("reports")}>{text("toReports")}</Button>
          </p>
        )}
        <Lines title={text("assumed")} means={text("assumedMeans")} lines={assumptions(record)} />
        <Lines title={text("matched")} means={text("matchedMeans")} lines={matchedByText(record)} />
        <Lines title={text("notComparable")} means={text("notComparableMeans")} lines={notComparable(record)} />
        <Lines title={text("caveats")} means={text("caveatsMeans")} lines={caveats(record)} />
        <Lines title={text("enteredHere")} means={text("enteredHereMeans")} lines={enteredValues(record)} />
        {warned.length > 0 && (
          <Part title={text("warnings")} count={warned.reduce((count, search) => count + search.warnings.length, 0)}>
            <ul className={styles["warnings"]}>
              {warned.flatMap((search) =>
                search.warnings.map((says) => <li key={`${search.id} ${says}`}>{text("warning", { search: searchWords[search.id], says })}</li>),
              )}
            </ul>
          </Part>
        )}
      </div>
    </Panel>
  );
}

function NotUsed({ group: { kind, items }, startsOpen }: { readonly group: UnusableGroup; readonly startsOpen: boolean }): ReactElement {
  const title = text(`kind-${kind}`);
  const means = text(`kind-${kind}-means`);
  return (
    <Part title={title} count={items.length} initially={startsOpen || items.length <= 3 ? "open" : "closed"}>
      {means !== "" && <p className={styles["means"]}>{means}</p>}
      <DataTable caption={title} columns={columnsOf(kind)} rows={items} rowId={(item, index) => `${item.reference} ${index}`} pageSize={50} />
    </Part>
  );
}

function Lines({ title, means, lines }: { readonly title: string; readonly means: string; readonly lines: readonly QualityLine[] }): ReactElement | null {
  if (lines.length === 0) return null;
  return (
    <Part title={title} count={lines.length}>
      <p className={styles["means"]}>{means}</p>
      <DataTable caption={title} columns={lineColumns} rows={lines} rowId={(line, index) => `${line.what} ${index}`} pageSize={50} />
    </Part>
  );
}

type PartProps = { readonly title: string; readonly count: number; readonly initially?: "open" | "closed"; readonly children: ReactNode };

function Part({ title, count, initially = "closed", children }: PartProps): ReactElement {
  return (
    <Disclosure mount={count > 50 ? "when-opened" : "at-once"} initially={initially} summary={`${title} (${count})`}>
      <div className={styles["lines"]}>{children}</div>
    </Disclosure>
  );
}

const columns: readonly Column<UnusableItem>[] = [
  { id: "what", header: text("seemedToBe"), cell: (item) => item.what },
  { id: "date", header: text("date"), wrap: "never", cell: (item) => item.date && formatDate(item.date) },
  { id: "reason", header: text("reason"), cell: (item) => item.reason },
  { id: "reported", header: text("asReported"), cell: (item) => item.asReported ?? "" },
  { id: "source", header: text("source"), cell: (item) => <SourceList references={[item.reference]} /> },
];

/** Where no value may be shown, there is no column for it either. */
function columnsOf(kind: UnusableItem["kind"]): readonly Column<UnusableItem>[] {
  return kind === "entered-in-error" || kind === "other-patient" ? columns.filter((column) => column.id !== "reported") : columns;
}

const lineColumns: readonly Column<QualityLine>[] = [
  { id: "what", header: text("value"), cell: (line) => line.what },
  { id: "date", header: text("date"), wrap: "never", cell: (line) => line.date && formatDate(line.date) },
  { id: "says", header: text("says"), cell: (line) => line.says },
  { id: "source", header: text("source"), cell: (line) => <SourceList references={line.sources} /> },
];
