import type { Column, TableHead } from "./head";
import { type Item, type Place, sameFamily, within } from "./places";
import type { Cell, Row } from "./row";
import type { Finding } from "./sentence";
import type { Metric, Side } from "./tokens";
import { valueOf } from "./value";
import type { NumberItem } from "./whose";

/** Where the rows stand: under a heading ("LEFT HIP"), after earlier rows ("L1 … L4, Total"). */
export type RowContext = { readonly heading?: Place; readonly lastRow?: Place };

export type RowRead = { readonly findings: readonly Finding[]; readonly place?: Place };

/** Reads a row under a heading. Undefined when the line is no row of this table; without findings when it is one with no usable value. */
export function tableRow(row: Row, head: TableHead, context: RowContext): RowRead | undefined {
  if (!row.has("number")) return undefined;
  if (head.transposed) return transposedRow(row, head);
  if (row.items.some((item) => item.kind === "metric" && item.metrics[0] !== "other")) return undefined;
  const cells = row.cells(head.split);
  const words = row.items.filter((item) => item.kind === "word").length;
  if (cells.length < 2 && words > (head.split === "none" ? 4 : 1)) return undefined;
  if (row.items.some((item) => item.kind === "cue" && (item.cue === "prior" || item.cue === "kin" || item.cue === "compare"))) return { findings: [] };
  const place = rowPlace(row, cells, context, head);
  if (place === undefined && !head.columns.some((column) => column.place !== undefined)) return undefined;
  const pairs = pairUp(head, cells, row);
  if (pairs === undefined) return place === undefined ? undefined : { findings: [], place };
  const dated = row.items.find((item) => item.kind === "date");
  const findings = pairs.flatMap(([column, number]) => {
    const { role } = column;
    if (role === "place" || role === "date" || role === "ignored") return [];
    const finding = found(
      row,
      role,
      column.place?.family === undefined && column.place !== undefined && place !== undefined ? within(column.place, place) : (column.place ?? place),
      number,
    );
    const date = column.date ?? (dated && { date: dated.date, written: dated.text });
    return finding === undefined ? [] : [date === undefined ? finding : { ...finding, date: { ...date, link: "leading" as const } }];
  });
  return { findings, ...(place && { place }) };
}

/**
 * A row without any heading, in the one shape that leaves no doubt: a site, a BMD of three decimals, then a T-score and a
 * Z-score of one decimal, the T-score the lower.
 */
export function bareRow(row: Row, context: RowContext): RowRead | undefined {
  const [first, ...rest] = row.items;
  if (first?.kind !== "place" || rest.some(({ kind }) => kind !== "number" && kind !== "unit")) return undefined;
  if (row.split === "none" && !row.has("unit")) return undefined;
  const [bmd, t, z, more] = rest.filter((item) => item.kind === "number");
  if (bmd === undefined || t === undefined || z === undefined || more !== undefined) return undefined;
  if (bmd.decimals !== 3 || bmd.sign !== "none" || t.decimals !== 1 || z.decimals !== 1 || t.value > z.value) return undefined;
  const place = rowPlace(row, row.cells(), context, undefined);
  const findings = [found(row, "bmd", place, bmd), found(row, "t-score", place, t), found(row, "z-score", place, z)].filter((finding) => finding !== undefined);
  return place === undefined || findings.length < 3 ? undefined : { findings, place };
}

/** One label and several values side by side, with no heading to tell them apart ("Spine T-score | -1.2 | -1.9"). */
export function isAmbiguousRow(row: Row): boolean {
  const [label, second] = row.items.filter((item) => item.kind === "metric" && item.metrics[0] !== "other");
  if (row.split === "none" || label === undefined || second !== undefined) return false;
  const alone = row
    .cells()
    .filter(
      (cell) =>
        cell.start >= label.end &&
        cell.items.some((item) => item.kind === "number") &&
        cell.items.every((item) => item.kind === "number" || item.kind === "unit"),
    );
  return alone.length > 1;
}

/** "T-score   -1.6   -1.9" under "Lumbar spine   Left neck", "Femoral neck T-score | -1.9 | -2.1" under "Left | Right". */
function transposedRow(row: Row, head: TableHead): RowRead | undefined {
  const numbers = row.items.filter((item) => item.kind === "number");
  const [own, secondPlace] = row.items.filter((item) => item.kind === "place");
  const [label, secondLabel] = row.items.filter((item) => item.kind === "metric");
  if (label === undefined || secondLabel !== undefined || secondPlace !== undefined || (numbers[0]?.start ?? 0) < label.start) return undefined;
  const [metric] = label.metrics;
  const doubtful = row.has("other-number") || row.has("cue") || label.metrics.length !== 1;
  if (metric === undefined || metric === "other" || doubtful || numbers.length !== head.columns.length) return { findings: [] };
  const findings = numbers.flatMap((number, index) => {
    const column = head.columns[index];
    if (column?.past) return [];
    const across = column?.place;
    const place =
      across !== undefined && across.part === undefined && own !== undefined
        ? within(own, across.family === undefined ? { ...own, ...across } : across)
        : (across ?? own);
    const finding = found(row, metric, place, number);
    return finding === undefined ? [] : [column?.date === undefined ? finding : { ...finding, date: { ...column.date, link: "leading" as const } }];
  });
  return { findings };
}

function found(row: Row, metric: Metric, place: Place | undefined, number: NumberItem): Finding | undefined {
  const next = row.items[row.items.findIndex((item) => item.start === number.start) + 1];
  const value = valueOf(number, metric, { unit: next?.kind === "unit" ? next.unit : undefined, labelled: false, clause: "" });
  return value === undefined || place === undefined ? undefined : { metric, place, value, number, kind: "table", corrects: false };
}

// ---------------------------------------------------------------- places

/** The place in the cells under "Region" or before the first value, completed by what the row stands under. */
function rowPlace(row: Row, cells: readonly Cell[], context: RowContext, head: TableHead | undefined): Place | undefined {
  const items = head?.split === "comma" ? cells.flatMap((cell) => cell.items) : row.items;
  const firstValue = items.find(({ kind }) => kind === "number" || kind === "other-number" || kind === "date");
  const placed =
    head !== undefined && head.columns.length === cells.length && head.columns[0]?.role !== "place"
      ? cells.filter((_, index) => head.columns[index]?.role === "place")
      : [];
  const leading = cells.length > 1 ? cells.filter((cell) => firstValue === undefined || cell.end <= firstValue.start) : [];
  const named = placed.length > 0 ? placed : leading;
  const from = named[0]?.start ?? row.items[0]?.start;
  const to = named.at(-1)?.end ?? firstValue?.start;
  if (from === undefined || to === undefined) return context.heading;
  const [own, second] = row.part(from, to, head?.split).filter((item) => item.kind === "place");
  if (second !== undefined) return undefined;
  if (own === undefined) return firstValue?.kind === "date" ? context.heading : undefined;
  // An empty cell under "Site" repeats the one above it, side and all.
  const [site, region] = head?.columns ?? [];
  if (cells[0]?.text === "" && site?.role === "place" && region?.role === "place" && context.lastRow !== undefined && own.family === undefined) {
    const { part: _part, ...above } = context.lastRow;
    return within(own, above);
  }
  return completed(own, context);
}

function completed(own: Place, { heading, lastRow }: RowContext): Place | undefined {
  const above = lastRow ?? heading;
  const general = above !== undefined && isUnder(heading, above) ? heading?.side : undefined;
  // A row's own side ("Neck Left") does not hold for the next row; the heading's does.
  const place = own.family === undefined && above !== undefined ? within(own, withSide(above, general)) : own;
  if (place.family === undefined) return undefined;
  return place.side === undefined && heading?.part === undefined && isUnder(heading, place) ? withSide(place, heading?.side) : place;
}

function isUnder(heading: Place | undefined, place: Place): boolean {
  return heading?.family !== undefined && place.family !== undefined && sameFamily(heading.family, place.family);
}

function withSide({ side: _side, ...rest }: Place, side: Side | undefined): Place {
  return side === undefined ? rest : { ...rest, side };
}

// ---------------------------------------------------------------- columns

type Pair = readonly [Column, NumberItem];

/** By cell when heading and row have the same cells, in order when they have the same count, else by position on the line. */
function pairUp(head: TableHead, cells: readonly Cell[], row: Row): readonly Pair[] | undefined {
  const columns = head.columns[0]?.role === "place" || head.columns.length === cells.length ? head.columns : [leadingPlace, ...head.columns];
  const ruled = head.split === "pipe" || head.split === "tab" || head.split === "semicolon" || head.split === "comma";
  if (head.split !== "none" && cells.length > 1 && (cells.length === columns.length || (ruled && cells.length < columns.length))) return byCell(columns, cells);
  const values = row.items.filter(({ kind }) => kind === "number" || kind === "other-number" || kind === "date");
  const wanted = head.columns.filter(({ role }) => role !== "place");
  if (values.length === wanted.length) {
    return wanted.flatMap((column, index) => {
      const value = values[index];
      return value?.kind === "number" ? [[column, value] as const] : [];
    });
  }
  return head.split === "gaps" ? byPosition(wanted, cells, row.lineStart - head.lineStart) : undefined;
}

const leadingPlace: Column = { role: "place", start: -1, end: -1 };

function byCell(columns: readonly Column[], cells: readonly Cell[]): Pair[] {
  return columns.flatMap((column, index) => {
    const number = soleNumber(cells[index]);
    return number === undefined ? [] : [[column, number] as const];
  });
}

/** For rows with empty cells: a value goes to the one column it stands under. */
function byPosition(columns: readonly Column[], cells: readonly Cell[], shift: number): Pair[] | undefined {
  const pairs: Pair[] = [];
  const taken = new Set<Column>();
  for (const cell of cells) {
    const number = soleNumber(cell);
    if (number === undefined) continue;
    const [column, second] = columns.filter(({ start, end }) => start + shift < cell.end && end + shift > cell.start);
    if (second !== undefined || column === undefined || taken.has(column)) return undefined;
    taken.add(column);
    pairs.push([column, number]);
  }
  return pairs;
}

function soleNumber(cell: Cell | undefined): NumberItem | undefined {
  const [number, second] = (cell?.items ?? []).filter((item) => item.kind === "number");
  const bound = cell?.items.some((item: Item) => item.kind === "cue" && (item.cue === "bound" || item.cue === "or-beyond"));
  return second === undefined && !bound ? number : undefined;
}
