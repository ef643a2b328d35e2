import { type FollowUpStatus, followUpStatuses } from "./follow-up-status";
import { type DxaStanding, dxaStandings, urgencyOf, type VitaminDStanding, vitaminDStandings, type WorklistRow } from "./row";

/** Columns by which the list can be sorted. */
export const sortKeys = ["urgency", "name", "age", "monthsOn", "lastDxa", "lowestT", "dxa", "vitaminD", "status"] as const;
export type SortKey = (typeof sortKeys)[number];

/** What of the list is shown, in which order. Holds nothing of a patient but `search`, which never leaves the screen. */
export type View = {
  readonly search: string;
  /** Rule id. */
  readonly prompt: string;
  readonly dxa: DxaStanding | "";
  readonly vitaminD: VitaminDStanding | "";
  readonly status: string;
  readonly loaded: "" | "incomplete";
  readonly sort: SortKey;
  readonly direction: "ascending" | "descending";
};

export const wholeList: View = { search: "", prompt: "", dxa: "", vitaminD: "", status: "", loaded: "", sort: "urgency", direction: "descending" };

/** The view as the query of a link: filters and order only, never what was typed into the search, which may be a name. */
export function queryOf(view: View): string {
  const query = new URLSearchParams();
  for (const key of ["prompt", "dxa", "vitaminD", "status", "loaded", "sort", "direction"] as const) {
    if (view[key] !== wholeList[key]) query.set(key, view[key]);
  }
  return query.toString();
}

/** The view of a link. Whatever it does not know, it leaves at its default. */
export function viewOf(query: string): View {
  const given = new URLSearchParams(query);
  const one = <Value extends string>(key: string, allowed: readonly Value[], otherwise: Value): Value =>
    allowed.find((value) => value === given.get(key)) ?? otherwise;
  const word = (key: string, pattern: RegExp): string => (pattern.test(given.get(key) ?? "") ? (given.get(key) ?? "") : "");
  return {
    search: "",
    prompt: word("prompt", /^[A-Z]{2,8}-[A-Z0-9]{2,4}$/),
    dxa: one<DxaStanding | "">("dxa", dxaStandings, ""),
    vitaminD: one<VitaminDStanding | "">("vitaminD", vitaminDStandings, ""),
    status: word("status", /^[a-z-]{1,20}$/),
    loaded: one("loaded", ["", "incomplete"], ""),
    sort: one("sort", sortKeys, wholeList.sort),
    direction: one("direction", ["ascending", "descending"], wholeList.direction),
  };
}

export type StatusOf = (row: WorklistRow) => FollowUpStatus;

/** The rows that pass the view's filters, in the order of `rows`. */
export function filteredRows(rows: readonly WorklistRow[], view: View, statusOf: StatusOf): readonly WorklistRow[] {
  const wanted = fold(view.search.trim());
  return rows.filter(
    (row) =>
      (view.prompt === "" || row.prompts.some(({ id }) => id === view.prompt)) &&
      (view.dxa === "" || row.dxa === view.dxa) &&
      (view.vitaminD === "" || row.vitaminD === view.vitaminD) &&
      (view.loaded === "" || row.notLoaded.length > 0) &&
      (view.status === "" || statusOf(row) === view.status) &&
      (wanted === "" || searchText(row).includes(wanted)),
  );
}

/** A row with what it is sorted by, made out once. */
export type PlacedRow = { readonly row: WorklistRow; readonly key: Key; readonly urgency: number };

/** Rows with what the view sorts them by. */
export function placedRows(rows: readonly WorklistRow[], { sort }: View, statusOf: StatusOf): PlacedRow[] {
  return rows.map((row) => ({ row, key: sortKeyOf(row, sort, statusOf), urgency: sort === "urgency" ? 0 : urgencyOf(row) }));
}

/** Compares two rows in the view's order; no two patients are equal. */
export function orderOf({ direction }: View): (a: PlacedRow, b: PlacedRow) => number {
  const sign = direction === "ascending" ? 1 : -1;
  return (a, b) =>
    compare(a.key, b.key, sign) ||
    b.urgency - a.urgency ||
    (a.row.lastDxa < b.row.lastDxa ? -1 : a.row.lastDxa > b.row.lastDxa ? 1 : 0) ||
    (a.row.patientId < b.row.patientId ? -1 : 1);
}

/** How many patients have a prompt. */
export type PromptCount = { readonly id: string; readonly patients: number };

/** Adds the prompts of these rows to `counts`. */
export function countPrompts(rows: readonly WorklistRow[], counts: Map<string, number>): ReadonlyMap<string, number> {
  for (const row of rows) for (const { id } of row.prompts) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

/** Counts as a list, most patients first. */
export function countsOf(counts: ReadonlyMap<string, number>): readonly PromptCount[] {
  return [...counts].map(([id, patients]) => ({ id, patients })).sort((a, b) => b.patients - a.patients || (a.id < b.id ? -1 : 1));
}

/** How many of these rows have each status, in the order of `statuses`; those that nobody has are left out. */
export function statusCounts<Status extends string>(
  rows: readonly WorklistRow[],
  statuses: readonly Status[],
  statusOf: (row: WorklistRow) => Status,
): readonly { readonly id: Status; readonly patients: number }[] {
  const counts = new Map<Status, number>();
  for (const row of rows) counts.set(statusOf(row), (counts.get(statusOf(row)) ?? 0) + 1);
  return statuses.flatMap((id) => (counts.has(id) ? [{ id, patients: counts.get(id) ?? 0 }] : []));
}

type Key = number | string | undefined;

function sortKeyOf(row: WorklistRow, sort: SortKey, statusOf: StatusOf): Key {
  switch (sort) {
    case "urgency":
      return urgencyOf(row);
    case "name":
      return row.name === "" ? undefined : fold(row.name);
    case "age":
      return row.age;
    case "monthsOn":
      return row.monthsOn;
    case "lastDxa":
      return row.lastDxa === "" ? undefined : row.lastDxa;
    case "lowestT":
      return row.lowestT;
    case "dxa":
      return dxaStandings.indexOf(row.dxa);
    case "vitaminD":
      return vitaminDStandings.indexOf(row.vitaminD);
    case "status": {
      const status = statusOf(row);
      return status === "unread" ? undefined : followUpStatuses.indexOf(status);
    }
  }
}

/** What is not known stands last, whichever way the list is sorted. */
function compare(a: Key, b: Key, sign: 1 | -1): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? 1 : -1;
  return a < b ? -sign : a > b ? sign : 0;
}

const searchTexts = new WeakMap<WorklistRow, string>();

function searchText(row: WorklistRow): string {
  let text = searchTexts.get(row);
  if (text === undefined) searchTexts.set(row, (text = fold(`${row.name}\n${row.mrn}`)));
  return text;
}

function fold(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
