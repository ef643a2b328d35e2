import { useSyncExternalStore } from "react";
import type { ListRun } from "./list-run";
import type { WorklistRow } from "./row";

/** The patients a user has chosen on one list: for notes, hand-outs and whatever else is done for several at once. */
export type Selection = {
  readonly chosen: ReadonlySet<string>;
  readonly toggle: (patientId: string) => void;
  readonly add: (patientIds: readonly string[]) => void;
  readonly remove: (patientIds: readonly string[]) => void;
};

type Store = Omit<Selection, "chosen"> & { readonly subscribe: (changed: () => void) => () => void; readonly chosen: () => ReadonlySet<string> };

/** Lives and dies with the list it was made on, and survives opening a chart and coming back. */
const stores = new WeakMap<ListRun, Store>();

/** The selection of one list; draws again whoever shows it after each change. */
export function useSelection(run: ListRun): Selection {
  const { subscribe, chosen, toggle, add, remove } = storeOf(run);
  return { chosen: useSyncExternalStore(subscribe, chosen), toggle, add, remove };
}

/** How many of the rows in sight are chosen. */
export function shareChosen(rows: readonly WorklistRow[], { chosen }: Selection): "none" | "some" | "all" {
  const count = rows.filter(({ patientId }) => chosen.has(patientId)).length;
  return count === 0 ? "none" : count === rows.length ? "all" : "some";
}

/** Space chooses the row that has the focus, Ctrl+A (Cmd+A) all that are shown (ARIA Authoring Practices, grid). */
export function chosenByKey(
  key: { readonly key: string; readonly ctrlKey: boolean; readonly metaKey: boolean },
  row: WorklistRow | undefined,
  rows: readonly WorklistRow[],
  selection: Selection | undefined,
): "chosen" | "not-meant" {
  if (selection === undefined) return "not-meant";
  if (key.key === " " && row !== undefined) selection.toggle(row.patientId);
  else if (key.key.toLowerCase() === "a" && (key.ctrlKey || key.metaKey)) selection.add(rows.map(({ patientId }) => patientId));
  else return "not-meant";
  return "chosen";
}

function storeOf(run: ListRun): Store {
  const store = stores.get(run) ?? createStore();
  stores.set(run, store);
  return store;
}

function createStore(): Store {
  const listeners = new Set<() => void>();
  let chosen: ReadonlySet<string> = new Set();
  const become = (next: Iterable<string>): void => {
    chosen = new Set(next);
    for (const changed of listeners) changed();
  };
  const add = (ids: readonly string[]): void => become([...chosen, ...ids]);
  const remove = (ids: readonly string[]): void => {
    const gone = new Set(ids);
    become([...chosen].filter((id) => !gone.has(id)));
  };
  return {
    subscribe(changed) {
      listeners.add(changed);
      return () => void listeners.delete(changed);
    },
    chosen: () => chosen,
    add,
    remove,
    toggle: (id) => (chosen.has(id) ? remove([id]) : add([id])),
  };
}
