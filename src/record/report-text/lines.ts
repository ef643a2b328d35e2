/** A stretch of the text, end exclusive. */
export type Span = { readonly start: number; readonly end: number };

/**
 * The folded text with the line breaks of hard-wrapped sentences turned into spaces (positions stay). A break is kept where a line
 * ends a sentence, is short, or looks like a table row.
 */
export function unwrapped(written: string, original: string): string {
  const folded = restacked(written);
  const joins: number[] = [];
  let start = 0;
  for (let end = folded.indexOf("\n"); end >= 0; end = folded.indexOf("\n", start)) {
    const after = folded.indexOf("\n", end + 1);
    const next = { start: end + 1, end: after < 0 ? folded.length : after };
    if (continues(folded, original, { start, end }, next)) joins.push(end);
    start = end + 1;
  }
  return joins.length === 0 ? folded : withReplaced(folded, joins, " ");
}

export function linesOf(text: string): Span[] {
  const lines: Span[] = [];
  let start = 0;
  for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", start)) {
    lines.push({ start, end });
    start = end + 1;
  }
  lines.push({ start, end: text.length });
  return lines;
}

/** Sentences of one line. Long stretches without a full stop are cut, so that reading stays linear. */
export function sentencesOf(folded: string, original: string, line: Span): Span[] {
  const sentences: Span[] = [];
  let start = line.start;
  const text = folded.slice(line.start, line.end);
  for (const match of text.matchAll(/[.!?](?=\s|$|[^\x20-\x7e])/g)) {
    const stop = line.start + match.index + match[0].length;
    if (endsSentence(folded, original, line.start + match.index, stop, line.end)) {
      sentences.push({ start, end: stop });
      start = stop;
    }
  }
  if (start < line.end) sentences.push({ start, end: line.end });
  return sentences.flatMap((sentence) => cut(folded, trimmed(folded, sentence))).filter(({ start: from, end }) => end > from);
}

/** The span without the white space around it. */
export function trimmed(text: string, { start, end }: Span): Span {
  let from = start;
  let to = end;
  while (from < to && /\s/.test(text.charAt(from))) from += 1;
  while (to > from && /\s/.test(text.charAt(to - 1))) to -= 1;
  return { start: from, end: to };
}

const longest = 800;

function cut(folded: string, sentence: Span): Span[] {
  const pieces: Span[] = [];
  let { start } = sentence;
  while (sentence.end - start > longest) {
    const space = folded.lastIndexOf(" ", start + longest);
    const stop = space > start ? space : start + longest;
    pieces.push({ start, end: stop });
    start = stop;
  }
  pieces.push({ start, end: sentence.end });
  return pieces;
}

const abbreviations = new Set(
  "li re dr mr mrs ms prof st no nr vs approx appr ca fem tot prox lumb max min resp incl excl fig bzw ggf evtl inkl exkl ext tel geb izq der dcha esq dir lt rt cf eg ie sog vgl ant post lat neg pos std dev avg inc dept".split(
    " ",
  ),
);

function endsSentence(folded: string, original: string, at: number, stop: number, end: number): boolean {
  const word = /[a-z]+$/.exec(folded.slice(Math.max(0, at - 12), at))?.[0] ?? "";
  if (/^[lrtzgd]$/.test(word) || abbreviations.has(word)) return false;
  if (stop >= end) return true;
  const next = /\S/.exec(original.slice(stop, stop + 20))?.[0] ?? "";
  const lowerCase = next !== next.toUpperCase();
  // After a number or a bracket even a small letter begins something new ("-2.3. z-score -0.8").
  return !lowerCase || /[\d)]/.test(folded.charAt(at - 1));
}

/**
 * A table that came as one cell per line ("Region", "BMD", "T-score", "L1-L4", "0.912", "-1.2"): the line breaks within its rows
 * become tabs, so that it is a table again.
 */
function restacked(folded: string): string {
  const lines = linesOf(folded);
  const cell = (index: number): string => {
    const { start, end } = lines[index] ?? { start: 0, end: 0 };
    return end - start > 40 ? "?" : folded.slice(start, end).trim();
  };
  const joins: number[] = [];
  for (let index = 0; index + 2 < lines.length; index += 1) {
    if (!stackedSite.test(cell(index))) continue;
    let labels = 0;
    while (stackedLabel.test(cell(index + 1 + labels))) labels += 1;
    if (labels < 2) continue;
    const isRow = (first: number): boolean =>
      first + labels < lines.length && /[a-z]/.test(cell(first)) && range(labels).every((next) => stackedValue.test(cell(first + 1 + next)));
    let row = index;
    do {
      joins.push(...range(labels).map((next) => lines[row + next]?.end ?? 0));
      row += labels + 1;
    } while (isRow(row));
    index = row - 1;
  }
  return withReplaced(folded, joins, "\t");
}

const stackedSite = /^(?:region|site|roi|messort|lokalisation|site de mesure|region anatomique|zona|sede|regio)$/;
const stackedLabel = /^(?:bmd|dmo|[tz][ -]?(?:score|wert)|[tz])(?: ?[([][a-z/0-9]{1,6}[)\]])?$/;
const stackedValue = /^(?:[-+]? ?\d{0,2}[.,]\d{1,4}|[-+]?\d{1,2}|-{1,2}|n\/a)?$/;

function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}

function withReplaced(text: string, at: readonly number[], by: string): string {
  let result = "";
  let from = 0;
  for (const position of at) {
    result += text.slice(from, position) + by;
    from = position + 1;
  }
  return result + text.slice(from);
}

const labelOnly = /^\W{0,4}(?:[tz][ -]{0,2}scores?|[tz]-wert|bmd|dmo)\W{0,4}$/;
const numberOnly = /^\s{0,8}(?:[-+] ?)?\d{1,2}[.,]\d{1,3}\W{0,4}$/;
const tabular = /\||\t|\S {2,}\S/;
const item = /^\s*(?:[-*•·–]\s+[a-z]|\d{1,2}[.)]\s)/;
const openEnd = /(?:,|\b(?:of|is|the|a|an|at|and|with|in|was|to|for|von|der|die|et|de|la|y|con|score|bmd|t-score|z-score|einem|einer|beträgt|du|del))$/i;

function continues(folded: string, original: string, line: Span, next: Span): boolean {
  const a = folded.slice(line.start, line.end).trim();
  const b = folded.slice(next.start, next.end).trim();
  if (a === "" || b === "") return false;
  if (labelOnly.test(a) && numberOnly.test(b)) return true;
  if (a.length < 45 || tabular.test(a) || tabular.test(b) || item.test(b) || /[.:;!?]$/.test(a)) return false;
  const first = original.slice(next.start, next.end).trim().charAt(0);
  return /[a-zà-ÿ(\d+\-−–]/.test(first) || openEnd.test(a);
}
