import type { ReactElement } from "react";
import { isRead, searchWords } from "../guidelines/searches-read";
import type { BoneHealthRecord } from "../record/record";
import type { SearchId, SearchReport } from "../record/searches";
import { Button } from "../ui/button";
import { type Column, DataTable } from "../ui/data-table";
import { Disclosure } from "../ui/disclosure";
import { formatTime } from "../ui/format";
import { Mark } from "../ui/marks";
import styles from "./completeness.module.css";
import { text } from "./text";

type CompletenessProps = { readonly record: BoneHealthRecord; readonly onRetry: (ids: readonly SearchId[]) => void };

/**
 * The line under the headline that says what was asked and answered, and, where something is missing, what can therefore not
 * be concluded. It opens on every search with its pages, time, warnings and reason.
 */
export function Completeness({ record, onRetry }: CompletenessProps): ReactElement {
  const { searches } = record;
  const open = searches.filter((report) => !isRead(record, report.id));
  const pending = open.filter((report) => report.state === "pending");
  const broken = open.filter((report) => report.state !== "pending");
  const again = broken.filter((report) => report.state === "failed" || report.state === "partial").map((report) => report.id);
  const warnings = searches.reduce((count, report) => count + report.warnings.length, 0);
  const state = broken.length > 0 ? "broken" : pending.length > 0 ? "pending" : "complete";

  return (
    <section className={styles["completeness"]} data-state={state} aria-label={text("whatWasAsked")}>
      {broken.length > 0 && (
        <div className={styles["broken"]}>
          <p>
            <strong className={styles["word"]}>
              <Mark name="failed" />
              {text("notEverything")}
            </strong>{" "}
            {broken.map((report) => `${searchWords[report.id]} (${text(`state-${report.state}`)})`).join(", ")}.
          </p>
          <p>{text("cannotConclude")}:</p>
          <ul className={styles["consequences"]}>
            {[...new Set(broken.map((report) => text(`cannot-${report.id}`)))].map((consequence) => (
              <li key={consequence}>{consequence}</li>
            ))}
          </ul>
          {again.length > 0 && <Button onClick={() => onRetry(again)}>{text("retryAll", { count: again.length })}</Button>}
        </div>
      )}
      <Disclosure mount="when-opened" summary={<output>{summary(searches, pending, broken, warnings)}</output>}>
        <div className={styles["details"]}>
          <DataTable caption={text("whatWasAsked")} columns={columns} rows={searches} rowId={(report) => report.id} />
          {searches
            .filter((report) => report.warnings.length > 0)
            .map((report) => (
              <p key={report.id} className={styles["warning"]}>
                {text("serverSays", { search: searchWords[report.id] })} {report.warnings.join(" · ")}
              </p>
            ))}
        </div>
      </Disclosure>
    </section>
  );
}

function summary(searches: readonly SearchReport[], pending: readonly SearchReport[], broken: readonly SearchReport[], warnings: number): string {
  const complete = searches.length - pending.length - broken.length;
  const times = searches.flatMap((report) => (report.answeredAt === undefined ? [] : [report.answeredAt])).sort();
  const last = times.at(-1);
  return [
    complete === searches.length ? text("allComplete", { count: complete }) : text("someComplete", { complete, count: searches.length }),
    pending.length > 0 ? text("stillOpen", { count: pending.length }) : undefined,
    last === undefined ? undefined : text("asOf", { time: formatTime(last) }),
    text("pages", { count: searches.reduce((count, report) => count + report.pages, 0) }),
    warnings > 0 ? text("warnings", { count: warnings }) : undefined,
  ]
    .filter((part) => part !== undefined)
    .join(" · ");
}

const columns: readonly Column<SearchReport>[] = [
  { id: "what", header: text("searchFor"), cell: (report) => `${searchWords[report.id]}${report.resourceType === "" ? "" : ` (${report.resourceType})`}` },
  { id: "state", header: text("outcome"), cell: (report) => text(`state-${report.state}`) },
  { id: "pages", header: text("pagesHeader"), align: "number", cell: (report) => report.pages },
  { id: "resources", header: text("resourcesHeader"), align: "number", cell: (report) => report.resources },
  { id: "when", header: text("answered"), cell: (report) => (report.answeredAt === undefined ? "" : formatTime(report.answeredAt)) },
  { id: "reason", header: text("reason"), cell: (report) => report.reason },
  {
    id: "cannot",
    header: text("cannotConclude"),
    cell: (report) => (report.state === "complete" || report.state === "pending" ? "" : text(`cannot-${report.id}`)),
  },
];
