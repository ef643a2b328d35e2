import { type ReactElement, useEffect, useRef } from "react";
import type { WorklistRow } from "./row";
import { type Selection, shareChosen } from "./selection";
import { text } from "./selection-text";
import { text as listText } from "./text";

type SelectAllProps = { readonly rows: readonly WorklistRow[]; readonly selection: Selection };

/** In the head of the list: chooses everybody who is shown, or nobody of them. */
export function SelectAll({ rows, selection }: SelectAllProps): ReactElement {
  const box = useRef<HTMLInputElement>(null);
  const share = shareChosen(rows, selection);
  useEffect(() => {
    if (box.current !== null) box.current.indeterminate = share === "some";
  }, [share]);
  const ids = rows.map(({ patientId }) => patientId);
  return (
    <input
      ref={box}
      type="checkbox"
      checked={share === "all"}
      aria-label={text("selectAll", { count: rows.length })}
      onChange={() => (share === "all" ? selection.remove(ids) : selection.add(ids))}
    />
  );
}

/** One patient's box; not in the order of tabs, because Space on the row does the same. */
export function SelectOne({ row, selection }: { readonly row: WorklistRow; readonly selection: Selection }): ReactElement {
  return (
    <input
      type="checkbox"
      tabIndex={-1}
      checked={selection.chosen.has(row.patientId)}
      aria-label={text("selectOne", { name: row.name === "" ? listText("noName") : row.name })}
      onChange={() => selection.toggle(row.patientId)}
    />
  );
}
