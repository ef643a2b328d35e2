import type { ColumnId } from "./columns";
import { type ListRun, startList } from "./list-run";
import type { WorklistSource } from "./source";
import type { Place } from "./worklist-table";

/** What the worklist keeps in memory while a chart is open, so that coming back finds the same list at the same place. */
export type KeptList = {
  /** Issuer it belongs to; "" for files only. */
  readonly owner: string;
  run: ListRun | undefined;
  search: string;
  columns: readonly ColumnId[] | undefined;
  place: Place;
};

const topOfList: Place = { scrollTop: 0, pageTop: 0, patientId: undefined };

let kept: KeptList | undefined;

/** The list of this owner; that of another is forgotten first, so that no list outlives the session it was made in. */
export function keptListOf(owner: string): KeptList {
  if (kept?.owner !== owner) forgetWorklist();
  kept ??= { owner, run: undefined, search: "", columns: undefined, place: topOfList };
  return kept;
}

/** Ends the list that was kept and starts one of this source; undefined: none. */
export function keepList(list: KeptList, source: WorklistSource | undefined): void {
  endRun(list);
  list.run = source === undefined ? undefined : startList(source);
  list.place = topOfList;
  list.search = "";
}

/** Notes how the user left the list. */
export function keepSettings(list: KeptList, change: Partial<Pick<KeptList, "search" | "columns" | "place">>): void {
  Object.assign(list, change);
}

/** Stops the list being made and forgets every row of it: at sign-out, and when another EHR is signed in to. */
export function forgetWorklist(): void {
  if (kept !== undefined) endRun(kept);
  kept = undefined;
}

function endRun(list: KeptList): void {
  list.run?.cancel();
  list.run?.source.close?.();
}
