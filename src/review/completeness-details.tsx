import type { ReactElement } from "react";
import { searchWords } from "../guidelines/searches-read";
import type { SearchReport } from "../record/searches";
import { type Column, DataTable } from "../ui/data-table";
import { formatTime } from "../ui/format";
import styles from "./completeness.module.css";
import { text } from "./panels-text";
import { text as screenText } from "./text";

/** Every search with its outcome, pages, time and reason, and what the server said beside the data. */
export function CompletenessDetails({ searches }: { readonly searches: readonly SearchReport[] }): ReactElement {
  return (
    <div className={styles["details"]}>
      <DataTable caption={screenText("whatWasAsked")} columns={columns} rows={searches} rowId={(report) => report.id} />
      {searches
        .filter((report) => report.warnings.length > 0)
        .map((report) => (
          <p key={report.id} className={styles["warning"]}>
            {text("serverSays", { search: searchWords[report.id] })} {report.warnings.join(" · ")}
          </p>
        ))}
    </div>
  );
}

const columns: readonly Column<SearchReport>[] = [
  { id: "what", header: text("searchFor"), cell: (report) => `${searchWords[report.id]}${report.resourceType === "" ? "" : ` (${report.resourceType})`}` },
  { id: "state", header: text("outcome"), cell: (report) => screenText(`state-${report.state}`) },
  { id: "pages", header: text("pagesHeader"), align: "number", cell: (report) => report.pages },
  { id: "resources", header: text("resourcesHeader"), align: "number", cell: (report) => report.resources },
  { id: "when", header: text("answered"), cell: (report) => (report.answeredAt === undefined ? "" : formatTime(report.answeredAt)) },
  { id: "reason", header: text("reason"), whenEmpty: "left-out", cell: (report) => report.reason },
  {
    id: "cannot",
    header: screenText("cannotConclude"),
    whenEmpty: "left-out",
    cell: (report) => (report.state === "complete" || report.state === "pending" ? "" : screenText(`cannot-${report.id}`)),
  },
];
