import { useState, type ReactElement, type ReactNode } from "react";
import { Button } from "./button";
import styles from "./data-table.module.css";
import { text } from "./parts-text";

export type Column<Row> = {
  readonly id: string;
  readonly header: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  /** Numbers are set to the right, so that their decimals stand under each other. */
  readonly align?: "number";
  /** Dates and other short values stay on one line. */
  readonly wrap?: "never";
  /** A column that says something about few rows takes no room where it says nothing about any. */
  readonly whenEmpty?: "left-out";
};

type DataTableProps<Row> = {
  readonly caption: string;
  readonly captionShown?: "shown" | "hidden";
  /** The first column names the row. */
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowId: (row: Row, index: number) => string;
  /** Long tables come in pages: ten thousand rows at once would freeze the browser. */
  readonly pageSize?: number;
};

/** A real table: caption, column and row headers, its own horizontal scroll on narrow screens, pages when long. */
export function DataTable<Row>({ caption, captionShown = "hidden", columns: all, rows, rowId, pageSize = 200 }: DataTableProps<Row>): ReactElement {
  const [page, setPage] = useState(0);
  const columns = all.filter((column) => column.whenEmpty === undefined || rows.some((row) => (column.cell(row) ?? "") !== ""));
  const pages = Math.max(1, Math.ceil(rows.length / pageSize));
  const current = Math.min(page, pages - 1);
  const from = current * pageSize;
  const shown = rows.slice(from, from + pageSize);
  return (
    <>
      {/* What scrolls must be reachable by keyboard (axe: scrollable-region-focusable); a group, because a landmark for every table would be noise. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/prefer-tag-over-role */}
      <div className={styles["scroll"]} role="group" aria-label={text("tableOf", { caption })} tabIndex={0}>
        <table className={styles["table"]}>
          <caption className={captionShown === "hidden" ? styles["captionHidden"] : styles["caption"]}>{caption}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column.id} scope="col" data-align={column.align} data-wrap={column.wrap}>
                  {column.header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row, index) => (
              <tr key={rowId(row, from + index)}>
                {columns.map((column, position) =>
                  position === 0 ? (
                    <th key={column.id} scope="row" data-align={column.align} data-wrap={column.wrap}>
                      {column.cell(row)}
                    </th>
                  ) : (
                    <td key={column.id} data-align={column.align} data-wrap={column.wrap}>
                      {column.cell(row)}
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {pages > 1 && (
        <div className={styles["pages"]}>
          <Button disabled={current === 0} onClick={() => setPage(current - 1)}>
            {text("earlierRows")}
          </Button>
          <Button disabled={current === pages - 1} onClick={() => setPage(current + 1)}>
            {text("laterRows")}
          </Button>
          <output>{text("rowsShown", { from: from + 1, to: from + shown.length, total: rows.length })}</output>
        </div>
      )}
    </>
  );
}
