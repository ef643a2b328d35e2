import { type ReactElement, useEffect, useState } from "react";
import { flushSync } from "react-dom";
import { formatDay } from "../ui/format";
import { type ColumnId, cellOf, isTold } from "./columns";
import type { FollowUp } from "./follow-up";
import type { WorklistRow } from "./row";
import { text } from "./text";
import styles from "./worklist-table.module.css";

type PrintedListProps = { readonly rows: readonly WorklistRow[]; readonly columns: readonly ColumnId[]; readonly followUp: FollowUp };

/** Every row that is shown, drawn only while the browser prints: the grid on the screen draws no more than is in sight. */
export function PrintedList({ rows, columns: shown, followUp }: PrintedListProps): ReactElement | null {
  const isPrinting = useIsPrinting();
  if (!isPrinting) return null;
  const columns = shown.filter(isTold);
  return (
    <table className={styles["printed"]}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {text(`column-${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.patientId}>
            {columns.map((column) =>
              column === "name" ? (
                <th key={column} scope="row">
                  {row.name === "" ? text("noName") : row.name} <span className={styles["second"]}>{whoIs(row)}</span>
                </th>
              ) : (
                <td key={column}>{cellOf(column, row, followUp)}</td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** On paper a name alone does not say who she is. */
function whoIs({ birthDate, mrn }: WorklistRow): string {
  const known = [birthDate === "" ? "" : text("born", { date: formatDay(birthDate) }), mrn === "" ? "" : text("mrnIs", { mrn })];
  return known.filter((one) => one !== "").join(", ");
}

function useIsPrinting(): boolean {
  const [isPrinting, setPrinting] = useState(false);
  useEffect(() => {
    const begin = (): void => flushSync(() => setPrinting(true)); // the browser takes the page as it stands when this returns
    const end = (): void => setPrinting(false);
    window.addEventListener("beforeprint", begin);
    window.addEventListener("afterprint", end);
    return () => {
      window.removeEventListener("beforeprint", begin);
      window.removeEventListener("afterprint", end);
    };
  }, []);
  return isPrinting;
}
