import type { WrittenDate } from "./report-text-dates";
import type { Span } from "./report-text-lines";
import { type Item, type Place, sameFamily, within, withPlaces } from "./report-text-places";
import type { Finding } from "./report-text-sentence";
import { type Metric, type Side, tokenise } from "./report-text-tokens";
import { valueOf } from "./report-text-value";
import type { NumberItem } from "./report-text-whose";

/** A table's heading as it applies to the rows below it. */
export type TableHead = {
  readonly columns: readonly Column[];
  readonly split: Split;
  /** Sites across, labels down. */
  readonly transposed: boolean;
  /** Where its line begins, to compare positions on the line. */
  readonly lineStart: number;
};

type Column = {
  readonly role: Metric | "place" | "date" | "ignored";
  readonly place?: Place;
  readonly date?: { readonly date: WrittenDate; readonly written: string };
  readonly start: number;
  readonly end: number;
};

type Split = "pipe" | "tab" | "comma" | "gaps" | "none";
type Cell = { readonly start: number; readonly end: number; readonly items: readonly Item[]; readonly text: string };

/** Where the rows stand: under a heading ("LEFT HIP"), after earlier rows ("L1 … L4, Total"). */
export type RowContext = { readonly heading?: Place; readonly lastRow?: Place };

/**
 * Reads a line as a table's heading: labels in its cells and no values. `title` is the label of a line that stood alone above,
 * `above` a line of words directly above, which may be the upper half of the heading ("Current   Previous" over "T-score   T-score").
 */
export function tableHead(folded: string, { start, end }: Span, title: Metric | undefined, above: Span | undefined): TableHead | undefined {
  const split = splitOf(folded.slice(start, end));
  const cells = cellsOf(folded, start, end, split);
  if (cells.some((cell) => cell.items.some((item) => item.kind === "number"))) return undefined;
  if (cells.length < 2) return plainHead(folded, start, end);
  const upper = above === undefined ? [] : cellsOf(folded, above.start, above.end, splitOf(folded.slice(above.start, above.end)));
  const columns = cells.map((cell) =>
    underUpper(columnOf(cell, title), cell.start - lineStart(folded, start), cell.end - lineStart(folded, start), upper, lineStart(folded, above?.start ?? 0)),
  );
  const labelled = columns.filter(({ role }) => role === "bmd" || role === "t-score" || role === "z-score");
  if (labelled.length > 0) return { columns, split, transposed: false, lineStart: lineStart(folded, start) };
  const sites = cells.filter((cell) => cell.items.length > 0 && cell.items.every((item) => item.kind === "place"));
  if (sites.length < 2 || sites.length < cells.length - 1) return undefined;
  return { columns: sites.map((cell) => siteColumn(cell)), split, transposed: true, lineStart: lineStart(folded, start) };
}

/** Reads a row under a heading. Undefined when the line is no row of this table; an empty list when it is one without a usable value. */
export function tableRow(
  folded: string,
  start: number,
  end: number,
  head: TableHead,
  context: RowContext,
): { readonly findings: readonly Finding[]; readonly place?: Place } | undefined {
  const items = itemsOf(folded, start, end);
  if (!items.some((item) => item.kind === "number")) return undefined;
  if (head.transposed) return transposedRow(items, head);
  if (items.some((item) => item.kind === "metric" && item.metrics[0] !== "other")) return undefined;
  if (head.split === "none" && items.filter((item) => item.kind === "word").length > 4) return undefined;
  if (items.some((item) => item.kind === "cue" && (item.cue === "prior" || item.cue === "kin" || item.cue === "compare"))) return { findings: [] };
  const cells = cellsOf(folded, start, end, head.split);
  if (head.split !== "none" && cells.length < 2 && items.filter((item) => item.kind === "word").length > 1) return undefined;
  const place = rowPlace(folded, cells, items, context, head);
  if (place === undefined && !head.columns.some((column) => column.place !== undefined)) return undefined;
  const dated = items.find((item) => item.kind === "date");
  const mapped = pairUp(head, cells, items, lineStart(folded, start));
  if (mapped === undefined) return place === undefined ? undefined : { findings: [], place };
  const findings: Finding[] = [];
  for (const [column, number] of mapped) {
    if (column.role === "place" || column.role === "date" || column.role === "ignored") continue;
    const value = valueOf(number, column.role, { unit: unitAfter(items, number), labelled: false, clause: "" });
    const at = column.place ?? place;
    if (value === undefined || at === undefined) continue;
    const written = column.date ?? (dated?.kind === "date" ? { date: dated.date, written: dated.text } : undefined);
    findings.push({
      metric: column.role,
      place: at,
      value,
      number,
      kind: "table",
      corrects: false,
      ...(written && { date: { ...written, link: "leading" as const } }),
    });
  }
  return { findings, ...(place && { place }) };
}

/**
 * A row without any heading, in the one shape that leaves no doubt: a site, a BMD of three decimals, then a T-score and a
 * Z-score of one decimal, the T-score the lower.
 */
export function bareRow(
  folded: string,
  start: number,
  end: number,
  context: RowContext,
): { readonly findings: readonly Finding[]; readonly place?: Place } | undefined {
  const split = splitOf(folded.slice(start, end));
  if (split === "none") return undefined;
  const items = itemsOf(folded, start, end);
  const [first, ...rest] = items;
  const numbers = rest.filter((item) => item.kind === "number");
  if (first?.kind !== "place" || rest.some((item) => item.kind !== "number" && item.kind !== "unit")) return undefined;
  const [bmd, t, z] = numbers;
  if (bmd === undefined || t === undefined || z === undefined || numbers.length !== 3) return undefined;
  if (bmd.decimals !== 3 || bmd.sign !== "none" || t.decimals !== 1 || z.decimals !== 1 || t.value > z.value) return undefined;
  const place = rowPlace(folded, cellsOf(folded, start, end, split), items, context, undefined);
  if (place === undefined) return undefined;
  const findings: Finding[] = [];
  for (const [metric, number] of [
    ["bmd", bmd],
    ["t-score", t],
    ["z-score", z],
  ] as const) {
    const value = valueOf(number, metric, { unit: unitAfter(items, number), labelled: false, clause: "" });
    if (value === undefined) return undefined;
    findings.push({ metric, place, value, number, kind: "table", corrects: false });
  }
  return { findings, place };
}

// ---------------------------------------------------------------- heads

/** "Region BMD T-score Z-score" with single spaces: nothing but labels. */
function plainHead(folded: string, start: number, end: number): TableHead | undefined {
  const items = itemsOf(folded, start, end);
  const columns: Column[] = [];
  for (const item of items) {
    if (item.kind === "metric")
      for (const metric of item.metrics) columns.push({ role: metric === "other" ? "ignored" : metric, start: item.start, end: item.end });
    else if (item.kind === "word" && /^[tz]$/.test(item.text))
      columns.push({ role: item.text === "t" ? "t-score" : "z-score", start: item.start, end: item.end });
    else if (item.kind === "word" && !headWords.has(item.text)) return undefined;
    else if (item.kind !== "word" && item.kind !== "unit" && item.kind !== "cue") return undefined;
  }
  const labelled = columns.filter(({ role }) => role !== "ignored");
  return labelled.length === 0 ? undefined : { columns, split: "none", transposed: false, lineStart: lineStart(folded, start) };
}

function columnOf(cell: Cell, title: Metric | undefined): Column {
  const { start, end, items, text } = cell;
  const base = { start, end };
  const ignored: Column = { ...base, role: "ignored" };
  const metrics = items.flatMap((item) => (item.kind === "metric" ? item.metrics : []));
  const date = items.find((item) => item.kind === "date");
  const place = items.find((item) => item.kind === "place");
  if (
    metrics.includes("other") ||
    items.some((item) => item.kind === "cue" && (item.cue === "prior" || item.cue === "compare")) ||
    /%|percent|change|δ|delta/.test(text)
  )
    return ignored;
  const [label] = metrics;
  const role = metrics.length === 1 && label !== undefined && label !== "other" ? label : bareLabel(items, text);
  if (role !== undefined) return { ...base, role, ...(place && { place }), ...(date && { date: { date: date.date, written: date.text } }) };
  if (metrics.length > 0) return ignored;
  if (date !== undefined && title !== undefined && items.length === 1) return { ...base, role: title, date: { date: date.date, written: date.text } };
  if (/^(?:scan |exam |study |measured |measurement )?(?:date|datum|fecha|data|measured)$/.test(text)) return { ...base, role: "date" };
  if (text === "") return ignored;
  if (items.every((item) => item.kind === "place" || (item.kind === "word" && headWords.has(item.text)))) return { ...base, role: "place" };
  return ignored;
}

/** What the upper half of a heading says of a column: prior, or of a date. */
function underUpper(column: Column, from: number, to: number, upper: readonly Cell[], upperStart: number): Column {
  const over = upper.find((cell) => cell.text !== "" && cell.start - upperStart < to && cell.end - upperStart > from);
  if (over === undefined) return column;
  if (over.items.some((item) => item.kind === "cue" && (item.cue === "prior" || item.cue === "compare"))) return { ...column, role: "ignored" };
  const date = over.items.find((item) => item.kind === "date");
  return date === undefined || column.date !== undefined ? column : { ...column, date: { date: date.date, written: date.text } };
}

function bareLabel(items: readonly Item[], text: string): Metric | undefined {
  if (/^t$/.test(text)) return "t-score";
  if (/^z$/.test(text)) return "z-score";
  return items.length > 0 && items.every((item) => item.kind === "unit" && item.unit !== "sd") ? "bmd" : undefined;
}

function siteColumn(cell: Cell): Column {
  const [first] = cell.items;
  return { role: "place", start: cell.start, end: cell.end, ...(first?.kind === "place" && { place: first }) };
}

const headWords = new Set(
  "region regions site sites roi location area scan type side laterality bereich ort seite lokalisation region regie zona sitio localizacion localisation sede regione sector anatomical skeletal body part value values results result by date dxa dexa the summary parameter measured".split(
    " ",
  ),
);

// ---------------------------------------------------------------- rows

function transposedRow(items: readonly Item[], head: TableHead): { readonly findings: readonly Finding[] } | undefined {
  const numbers = items.filter((item) => item.kind === "number");
  const places = items.filter((item) => item.kind === "place");
  const [label, second] = items.filter((item) => item.kind === "metric");
  if (label === undefined || second !== undefined || places.length > 1 || (numbers[0]?.start ?? 0) < label.start) return undefined;
  const [metric] = label.metrics;
  const doubtful = items.some((item) => item.kind === "other-number" || item.kind === "cue");
  if (label.metrics.length !== 1 || metric === undefined || metric === "other" || doubtful || numbers.length !== head.columns.length) return { findings: [] };
  const findings: Finding[] = [];
  numbers.forEach((number, index) => {
    const column = head.columns[index]?.place;
    const place = column?.family === undefined && column !== undefined && places[0] !== undefined ? within(column, places[0]) : column;
    const value = valueOf(number, metric, { unit: unitAfter(items, number), labelled: false, clause: "" });
    if (place !== undefined && value !== undefined) findings.push({ metric, place, value, number, kind: "table", corrects: false });
  });
  return { findings };
}

/** The place in the cells under "Region" or before the first value, completed by what the row stands under. */
function rowPlace(folded: string, cells: readonly Cell[], items: readonly Item[], context: RowContext, head: TableHead | undefined): Place | undefined {
  const firstValue = items.find((item) => item.kind === "number" || item.kind === "other-number" || item.kind === "date");
  const placed =
    head !== undefined && head.columns.length === cells.length && head.columns[0]?.role !== "place"
      ? cells.filter((_, index) => head.columns[index]?.role === "place")
      : [];
  const leading = placed.length > 0 ? placed : cells.length > 1 ? cells.filter((cell) => firstValue === undefined || cell.end <= firstValue.start) : [];
  const from = leading[0]?.start ?? items[0]?.start;
  const to = leading.at(-1)?.end ?? firstValue?.start;
  if (from === undefined || to === undefined) return context.heading;
  const places = itemsOf(folded, from, to).filter((item) => item.kind === "place");
  const [own] = places;
  if (places.length > 1) return undefined;
  if (own === undefined) return firstValue?.kind === "date" ? context.heading : undefined;
  const above = context.lastRow ?? context.heading;
  const completed = own.family === undefined && above !== undefined ? within(own, withSide(above, generalSide(above, context.heading))) : own;
  if (completed.family === undefined) return undefined;
  const heading = context.heading;
  const sided = heading?.family !== undefined && heading.part === undefined && sameFamily(heading.family, completed.family) && completed.side === undefined;
  return sided && heading.side !== undefined ? { ...completed, side: heading.side } : completed;
}

/** A row's own side ("Neck Left") does not hold for the next row; the heading's does. */
function generalSide(above: Place, heading: Place | undefined): Side | undefined {
  return heading?.family !== undefined && above.family !== undefined && sameFamily(heading.family, above.family) ? heading.side : undefined;
}

function withSide({ side: _side, ...rest }: Place, side: Side | undefined): Place {
  return side === undefined ? rest : { ...rest, side };
}

/** Pairs of column and number. By cell when heading and row have the same cells, in order when they have the same count, else by position on the line. */
function pairUp(head: TableHead, cells: readonly Cell[], items: readonly Item[], start: number): readonly (readonly [Column, NumberItem])[] | undefined {
  const columns = head.columns[0]?.role === "place" || head.columns.length === cells.length ? head.columns : [leadingPlace, ...head.columns];
  if (head.split !== "none" && cells.length > 1 && cells.length === columns.length) return byCell(columns, cells);
  if ((head.split === "pipe" || head.split === "tab" || head.split === "comma") && cells.length < columns.length && cells.length > 1)
    return byCell(columns, cells);
  const values = valuesOf(items);
  const wanted = head.columns.filter(({ role }) => role !== "place");
  if (values.length === wanted.length) {
    return wanted.flatMap((column, index) => {
      const value = values[index];
      return value?.kind === "number" ? [[column, value] as const] : [];
    });
  }
  return head.split === "gaps" ? byPosition(wanted, cells, start - head.lineStart) : undefined;
}

const leadingPlace: Column = { role: "place", start: -1, end: -1 };

function byCell(columns: readonly Column[], cells: readonly Cell[]): (readonly [Column, NumberItem])[] {
  return columns.flatMap((column, index) => {
    const number = soleNumber(cells[index]);
    return number === undefined ? [] : [[column, number] as const];
  });
}

/** For rows with empty cells: a value goes to the one column it stands under. */
function byPosition(columns: readonly Column[], cells: readonly Cell[], shift: number): (readonly [Column, NumberItem])[] | undefined {
  const pairs: (readonly [Column, NumberItem])[] = [];
  const taken = new Set<Column>();
  for (const cell of cells) {
    const number = soleNumber(cell);
    if (number === undefined) continue;
    const under = columns.filter((column) => column.start + shift < cell.end && column.end + shift > cell.start);
    const [column] = under;
    if (under.length !== 1 || column === undefined || taken.has(column)) return undefined;
    taken.add(column);
    pairs.push([column, number]);
  }
  return pairs;
}

function soleNumber(cell: Cell | undefined): NumberItem | undefined {
  const numbers = cell?.items.filter((item) => item.kind === "number") ?? [];
  const doubtful = cell?.items.some((item) => item.kind === "cue" && (item.cue === "bound" || item.cue === "or-beyond")) ?? true;
  return numbers.length === 1 && !doubtful ? numbers[0] : undefined;
}

/** Values of a row in order, with "-" for an empty one. */
function valuesOf(items: readonly Item[]): readonly Item[] {
  return items.filter((item) => item.kind === "number" || item.kind === "other-number" || item.kind === "date");
}

function unitAfter(items: readonly Item[], number: NumberItem): "g/cm2" | "mg/cm2" | "sd" | undefined {
  const next = items[items.findIndex((item) => item.start === number.start) + 1];
  return next?.kind === "unit" ? next.unit : undefined;
}

// ---------------------------------------------------------------- cells

function splitOf(line: string): Split {
  if (line.includes("|")) return "pipe";
  if (/\S\t/.test(line)) return "tab";
  if (/\S {2,}\S/.test(line)) return "gaps";
  return (line.match(/,(?! )/g) ?? []).length >= 2 && !/, /.test(line) ? "comma" : "none";
}

function cellsOf(folded: string, start: number, end: number, split: Split): Cell[] {
  const separator = { pipe: /\|/g, tab: /\t/g, comma: /,/g, gaps: / {2,}|\t/g, none: /$^/g }[split];
  const line = folded.slice(start, end);
  const cells: Cell[] = [];
  let from = 0;
  const push = (to: number): void => {
    const text = line.slice(from, to);
    const lead = text.length - text.trimStart().length;
    const trimmed = text.trim();
    const at = start + from + (trimmed === "" ? 0 : lead);
    cells.push({ start: at, end: at + trimmed.length, text: trimmed, items: itemsOf(folded, at, at + trimmed.length) });
  };
  for (const match of line.matchAll(separator)) {
    push(match.index);
    from = match.index + match[0].length;
  }
  push(line.length);
  if (split === "pipe" || split === "gaps") {
    if (cells[0]?.text === "" && (split === "pipe" ? line.trimStart().startsWith("|") : true)) cells.shift();
    if (cells.at(-1)?.text === "" && (split === "pipe" ? line.trimEnd().endsWith("|") : true)) cells.pop();
  }
  return cells;
}

function lineStart(folded: string, at: number): number {
  return folded.lastIndexOf("\n", at - 1) + 1;
}

function itemsOf(folded: string, start: number, end: number): Item[] {
  return withPlaces(tokenise(folded, start, end), folded);
}
