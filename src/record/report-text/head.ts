import type { WrittenDate } from "./dates";
import { type Item, type Place, within } from "./places";
import type { Cell, Row, Split } from "./row";
import type { Metric } from "./tokens";

/** A table's heading as it applies to the rows below it. */
export type TableHead = {
  readonly columns: readonly Column[];
  readonly split: Split;
  /** Sites across, labels down. */
  readonly transposed: boolean;
  /** Where its line begins, to compare positions from line to line. */
  readonly lineStart: number;
};

export type Column = {
  readonly role: Metric | "place" | "date" | "ignored";
  readonly place?: Place;
  readonly date?: { readonly date: WrittenDate; readonly written: string };
  /** Earlier values stand under it ("Previous"). */
  readonly past?: true;
  readonly start: number;
  readonly end: number;
};

/**
 * Reads a line as a table's heading: labels in its cells and no values. `title` is the label of a line that stood alone above,
 * `above` a line of words directly above, which may be the upper half of the heading ("Current   Previous" over "T-score   T-score").
 */
export function tableHead(row: Row, title: Metric | undefined, above: Row | undefined): TableHead | undefined {
  if (row.has("number")) return undefined;
  const { split, lineStart } = row;
  const cells = row.cells();
  if (cells.length < 2) return plainHead(row);
  const own = cells.map((cell) => columnOf(cell, title));
  const columns = above === undefined ? own : (underPlaces(above, own) ?? own.map((column) => under(above, column, lineStart)));
  const serial = labelOverDays(columns, cells);
  if (serial !== undefined) return { columns: serial, split, transposed: false, lineStart };
  if (columns.some(isLabel)) return { columns: withPlacesCarried(columns), split, transposed: false, lineStart };
  const days = columns.filter((column, index) => cells[index]?.items.length === 1 && cells[index]?.items[0]?.kind === "date" && column.role === "ignored");
  if (days.length > 1 && days.length >= cells.length - 1)
    return { columns: days.map((column, index) => dayColumn(column, cells.slice(-days.length)[index])), split, transposed: true, lineStart };
  const times = cells.filter(({ items }) => items.length === 1 && (items.some(isPast) || items.some(isCurrent)));
  if (times.length > 1 && times.length >= cells.length - 1 && times.filter(({ items }) => items.some(isCurrent)).length === 1)
    return {
      columns: times.map(({ start, end, items }) => ({ role: "ignored", start, end, ...(items.some(isPast) && { past: true }) })),
      split,
      transposed: true,
      lineStart,
    };
  const sites = cells.filter((cell) => cell.items.length > 0 && cell.items.every((item) => item.kind === "place"));
  if (sites.length < 2 || sites.length < cells.length - 1) return undefined;
  return { columns: sidesOf(sites.map((cell) => siteColumn(cell))), split, transposed: true, lineStart };
}

/** "BMD (g/cm2)   2022-02-03   2026-03-02": one label for a column of each day. */
function labelOverDays([first, ...rest]: readonly Column[], [, ...cells]: readonly Cell[]): Column[] | undefined {
  const days = cells.every(({ items }) => items.length === 1 && items[0]?.kind === "date");
  if (first === undefined || !isLabel(first) || first.date !== undefined || first.place !== undefined || rest.length < 2 || !days) return undefined;
  return [{ ...first, role: "place" }, ...rest.map((column, index) => ({ ...dayColumn(column, cells[index]), role: first.role }))];
}

/** "L1-L4 BMD | T-score | Total hip BMD | T-score": a label without a place stands with the one before it. */
function withPlacesCarried(columns: readonly Column[]): Column[] {
  if (columns.some(({ role }) => role === "place")) return [...columns];
  let place: Place | undefined;
  return columns.map((column) => {
    place = column.place === undefined ? place : within(column.place, place);
    return isLabel(column) && place !== undefined ? { ...column, place } : column;
  });
}

export function isLabel({ role }: Column): boolean {
  return role === "bmd" || role === "t-score" || role === "z-score";
}

/** "Region BMD T-score Z-score" with single spaces: nothing but labels. */
function plainHead({ items, lineStart }: Row): TableHead | undefined {
  const columns: Column[] = [];
  for (const item of items) {
    const { start, end } = item;
    if (item.kind === "metric") columns.push(...item.metrics.map((metric) => ({ role: metric === "other" ? ("ignored" as const) : metric, start, end })));
    else if (item.kind === "word" && /^[tz]$/.test(item.text)) columns.push({ role: item.text === "t" ? "t-score" : "z-score", start, end });
    else if (item.kind === "word" ? !headWords.has(item.text) : item.kind !== "unit" && item.kind !== "cue") return undefined;
  }
  return columns.some(isLabel) ? { columns, split: "none", transposed: false, lineStart } : undefined;
}

function columnOf(cell: Cell, title: Metric | undefined): Column {
  const { start, end, items, text } = cell;
  const ignored: Column = { role: "ignored", start, end };
  const metrics = items.flatMap((item) => (item.kind === "metric" ? item.metrics : []));
  const dateItem = items.find((item) => item.kind === "date");
  const date = dateItem && { date: { date: dateItem.date, written: dateItem.text } };
  const place = items.find((item) => item.kind === "place");
  if (text === "" || metrics.includes("other") || items.some(isPast) || /%|percent|change|δ|delta/.test(text)) return ignored;
  // "BMD T-score" is the T-score, beside the "TBS T-score".
  const metric = /^bmd [tz]/.test(text) ? metrics[1] : metrics[0];
  const label = (metrics.length === 1 || metric !== metrics[0]) && metric !== undefined && metric !== "other" ? metric : bareLabel(items, text);
  if (label !== undefined) return { role: label, start, end, ...(place && { place }), ...date };
  if (metrics.length > 0) return ignored;
  if (date !== undefined && title !== undefined && items.length === 1) return { role: title, start, end, ...date };
  if (/^(?:scan |exam |study |measured |measurement )?(?:date|datum|fecha|data|measured)$/.test(text)) return { role: "date", start, end };
  return items.every((item) => item.kind === "place" || (item.kind === "word" && headWords.has(item.text))) ? { role: "place", start, end } : ignored;
}

/** "T", "Z", and a unit alone under "BMD". */
function bareLabel(items: readonly Item[], text: string): Metric | undefined {
  const letter = /(?:^|\s)([tz])(?: ?\(now\)| ?\(current\))?$/.exec(text)?.[1];
  if (letter !== undefined) return letter === "t" ? "t-score" : "z-score";
  return items.length > 0 && items.every((item) => item.kind === "unit" && item.unit !== "sd") ? "bmd" : undefined;
}

/** What the upper half of a heading says of a column: that it is prior, or of a date. */
function under(above: Row, column: Column, lineStart: number): Column {
  const over = above
    .cells()
    .find((cell) => cell.text !== "" && cell.start - above.lineStart < column.end - lineStart && cell.end - above.lineStart > column.start - lineStart);
  if (over === undefined) return column;
  if (over.items.some(isPast)) return { ...column, role: "ignored" };
  const date = over.items.find((item) => item.kind === "date");
  return date === undefined || column.date !== undefined ? column : { ...column, date: { date: date.date, written: date.text } };
}

/** "Left   Right" over "BMD   T-score   BMD   T-score": each place stands over as many labels. */
function underPlaces(above: Row, columns: readonly Column[]): Column[] | undefined {
  const places = above.cells().flatMap(({ items }) => (items.length === 1 && items[0]?.kind === "place" ? [items[0]] : []));
  const labels = columns.filter(isLabel);
  if (places.length < 2 || labels.length % places.length !== 0) return undefined;
  return columns.map((column) => {
    const place = places[Math.floor((labels.indexOf(column) * places.length) / labels.length)];
    return isLabel(column) && place !== undefined ? { ...column, place } : column;
  });
}

function siteColumn({ start, end, items }: Cell): Column {
  const [first] = items;
  return { role: "place", start, end, ...(first?.kind === "place" && { place: first }) };
}

/** "Hip   Left   Right": the first is what the others are sides of. */
function sidesOf(columns: readonly Column[]): readonly Column[] {
  const [first, ...rest] = columns;
  const whole = first?.place;
  if (whole?.family === undefined || rest.some(({ place }) => place?.side === undefined || place.family !== undefined || place.part !== undefined))
    return columns;
  return rest.map((column) => (column.place === undefined ? column : { ...column, place: within(column.place, whole) }));
}

function dayColumn(column: Column, cell: Cell | undefined): Column {
  const date = cell?.items.find((item) => item.kind === "date");
  return date === undefined ? column : { ...column, date: { date: date.date, written: date.text } };
}

function isPast(item: Item): boolean {
  return item.kind === "cue" && (item.cue === "prior" || item.cue === "compare");
}

function isCurrent(item: Item): boolean {
  return item.kind === "cue" && item.cue === "current";
}

const headWords = new Set(
  "region regions site sites roi location area scan type side laterality bereich ort seite lokalisation regie regio zona sitio localizacion localisation sede regione sector anatomical skeletal body part value values results result by date dxa dexa the lowest worst summary parameter measured serial trend trends".split(
    " ",
  ),
);
