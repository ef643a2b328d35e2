import type { WorklistRow } from "./row";
import { countPrompts, countsOf, filteredRows, orderOf, type PlacedRow, placedRows, type PromptCount, type StatusOf, type View } from "./view";

/** What a view shows of a list: its rows in order, and the patients by prompt whichever prompt is chosen. */
export type Looked = { readonly shown: readonly WorklistRow[]; readonly counts: readonly PromptCount[] };

/**
 * Looks at a list that grows at its end while it is read: what is new is put in its place among what was in order before, so that
 * the last of 10,000 rows costs the page no more than the first. Any other change is read as a new list.
 */
export function growingView(): (rows: readonly WorklistRow[], view: View, statusOf: StatusOf) => Looked {
  let last: (Seen & Looked) | undefined;
  return (rows, view, statusOf) => {
    const isUsed = view.status !== "" || view.sort === "status";
    const sameStatus = !isUsed || last?.statusOf === statusOf; // what nobody filters or sorts by may change
    const before = last?.view === view && sameStatus && beginsWith(rows, last.rows) ? last : undefined;
    const added = rows.slice(before?.rows.length ?? 0);
    if (before !== undefined && added.length === 0) return before;
    const ordered = [...(before?.ordered ?? []), ...placedRows(filteredRows(added, view, statusOf), view, statusOf)];
    ordered.sort(orderOf(view)); // of rows in order and a few more behind them, which takes hardly more than looking at each
    const counted = countPrompts(filteredRows(added, { ...view, prompt: "" }, statusOf), new Map(before?.counted));
    last = { rows, view, statusOf, ordered, counted, shown: ordered.map(({ row }) => row), counts: countsOf(counted) };
    return last;
  };
}

type Seen = {
  readonly rows: readonly WorklistRow[];
  readonly view: View;
  readonly statusOf: StatusOf;
  readonly ordered: readonly PlacedRow[];
  readonly counted: ReadonlyMap<string, number>;
};

function beginsWith(rows: readonly WorklistRow[], start: readonly WorklistRow[]): boolean {
  return rows.length >= start.length && start.every((row, index) => rows[index] === row);
}
