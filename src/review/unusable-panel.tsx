import type { ReactElement } from "react";
import type { BoneHealthRecord, UnusableItem } from "../record/record";
import { type SearchId, searchIds } from "../record/searches";
import { type Column, DataTable } from "../ui/data-table";
import { formatDate } from "../ui/format";
import { Panel } from "../ui/panel";
import { SourceList } from "../ui/source-list";
import styles from "./panels.module.css";
import { panelState } from "./panel-state";
import { text } from "./text";

type UnusablePanelProps = { readonly record: BoneHealthRecord; readonly onRetry: (ids: readonly SearchId[]) => void };

/** Everything that arrived and was not used, with the reason: nothing is dropped in silence. */
export function UnusablePanel({ record, onRetry }: UnusablePanelProps): ReactElement {
  const { unusable } = record;
  const anythingRead = record.searches.some((search) => search.state === "complete" || search.state === "partial");
  return (
    <Panel
      id="unusable"
      title={text("unusable")}
      aside={unusable.length > 0 ? text("itemCount", { count: unusable.length }) : undefined}
      state={panelState({
        record,
        needs: searchIds,
        found: unusable.length > 0 || anythingRead ? "something" : "nothing",
        what: text("unusableWhat"),
        empty: text("allUsable"),
        onRetry,
      })}
    >
      {unusable.length === 0 ? (
        <p className={styles["words"]}>{text("allUsable")}</p>
      ) : (
        <DataTable caption={text("unusable")} columns={columns} rows={unusable} rowId={(item, index) => `${item.reference} ${index}`} pageSize={50} />
      )}
    </Panel>
  );
}

const columns: readonly Column<UnusableItem>[] = [
  { id: "what", header: text("seemedToBe"), cell: (item) => item.what },
  { id: "date", header: text("date"), wrap: "never", cell: (item) => item.date && formatDate(item.date) },
  { id: "reason", header: text("reason"), cell: (item) => item.reason },
  { id: "reported", header: text("asReported"), cell: (item) => item.asReported ?? "" },
  { id: "source", header: text("source"), cell: (item) => <SourceList references={[item.reference]} /> },
];
