import type { Span } from "./lines";
import { type Item, withPlaces } from "./places";
import { type Token, tokenise } from "./tokens";

/** What parts a row's cells: "|", tabs, semicolons, commas without spaces, gaps of two or more spaces, or nothing but single spaces. */
export type Split = "pipe" | "tab" | "semicolon" | "comma" | "gaps" | "none";

export type Cell = Span & { readonly text: string; readonly items: readonly Item[] };

/** One line of the text, taken as a row of a table. */
export class Row {
  readonly items: readonly Item[];
  readonly text: string;
  readonly split: Split;
  /** Where its line begins, to compare positions from line to line. */
  readonly lineStart: number;

  constructor(
    private readonly folded: string,
    readonly span: Span,
    private readonly tokens: readonly Token[],
  ) {
    this.text = folded.slice(span.start, span.end);
    this.items = withPlaces(tokens, folded);
    this.split = splitOf(this.text);
    this.lineStart = folded.lastIndexOf("\n", span.start - 1) + 1;
  }

  has(kind: Item["kind"]): boolean {
    return this.items.some((item) => item.kind === kind);
  }

  /** The cells, by this row's own separator or by its heading's. */
  cells(split: Split = this.split): readonly Cell[] {
    const cells: Cell[] = [];
    let from = 0;
    for (const match of this.text.matchAll(separators[split])) {
      cells.push(this.cell(from, match.index, split));
      from = match.index + match[0].length;
    }
    cells.push(this.cell(from, this.text.length, split));
    if (split === "pipe") {
      if (cells[0]?.text === "" && this.text.startsWith("|")) cells.shift();
      if (cells.at(-1)?.text === "" && this.text.endsWith("|")) cells.pop();
    }
    return cells;
  }

  /** The items of a stretch of the row, read as if it stood alone. */
  part(start: number, end: number, split: Split = this.split): readonly Item[] {
    // A comma between cells looks like a decimal comma to the row as a whole.
    if (split === "comma") return withPlaces(tokenise(this.folded, start, end), this.folded);
    return withPlaces(
      this.tokens.filter((token) => token.start >= start && token.end <= end),
      this.folded,
    );
  }

  private cell(from: number, to: number, split: Split): Cell {
    const written = this.text.slice(from, to);
    const text = written.trim();
    const start = this.span.start + from + (text === "" ? 0 : written.indexOf(text));
    const end = start + text.length;
    return { start, end, text, items: this.part(start, end, split) };
  }
}

const separators: Record<Split, RegExp> = { pipe: /\|/g, tab: /\t/g, semicolon: /;/g, comma: /,/g, gaps: / {2,}|\t/g, none: /$^/g };

function splitOf(line: string): Split {
  if (line.includes("|")) return "pipe";
  if (/\S\t/.test(line)) return "tab";
  if (/^[^;]{0,24};[^;]{0,24};[^\d]*$|^[^;]{0,24};[^; ]{0,24};(?! )/.test(line)) return "semicolon";
  if (/\S {2,}\S/.test(line)) return "gaps";
  return (line.match(/,(?! )/g) ?? []).length >= 2 && !/, /.test(line) ? "comma" : "none";
}
