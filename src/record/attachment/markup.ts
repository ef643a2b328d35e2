/**
 * Text of HTML, XHTML or C-CDA narrative: one pass, no DOM. Table rows become lines with cells separated by " | " (spanned
 * cells repeated, so that columns stay under their heads); scripts, styles and comments are dropped; what only looks
 * like a tag ("T-score < -2.5") stays text. The result is text: it is never to be used as HTML.
 */
export function markupText(markup: string): string {
  const page = new Page();
  let at = 0;
  while (at < markup.length) {
    const open = markup.indexOf("<", at);
    if (open < 0) {
      page.text(decodeEntities(markup.slice(at)));
      break;
    }
    if (open > at) page.text(decodeEntities(markup.slice(at, open)));
    at = readMarkup(markup, open, page);
  }
  return page.finish();
}

/** Reads what begins with "<" at `open` and returns where the text goes on. */
function readMarkup(markup: string, open: number, page: Page): number {
  if (markup.startsWith("<!--", open)) return after(markup, "-->", open + 4);
  if (markup.startsWith("<![CDATA[", open)) {
    const close = markup.indexOf("]]>", open);
    page.text(markup.slice(open + 9, close < 0 ? undefined : close));
    return close < 0 ? markup.length : close + 3;
  }
  if (/^<[!?]/.test(markup.slice(open, open + 2))) return after(markup, ">", open);
  const name = /^<\/?([a-z][\w:-]*)/i.exec(markup.slice(open, open + 40))?.[1]?.toLowerCase();
  if (name === undefined) {
    page.text("<");
    return open + 1;
  }
  const end = tagEnd(markup, open);
  const tag = markup.slice(open, end);
  const closing = tag.startsWith("</");
  if (!closing && withoutText.has(name) && !tag.endsWith("/>")) return skipElement(markup, name, end);
  page.tag(name, closing, tag);
  return end;
}

const withoutText = new Set(["script", "style", "head", "template", "svg", "iframe", "object"]);
const blocks = new Set(
  "address article aside blockquote body br caption center dd details div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 header hr html item li list main nav ol p paragraph pre section table tbody text tfoot thead title tr ul".split(
    " ",
  ),
);

/** A page of lines in the making. Cells collect into a row; everything else into a line. */
class Page {
  private readonly lines: string[] = [];
  private line = "";
  private row: string[] | undefined;
  /** How many `<pre>` are open: there lines and spaces are the writer's own. */
  private preformatted = 0;
  private cellSpans: { readonly columns: number; readonly rows: number } | undefined;
  /** Cells of earlier rows that reach down into the coming ones, by column. */
  private reaching = new Map<number, { readonly text: string; left: number }>();

  text(text: string): void {
    if (this.preformatted === 0 || this.cellSpans !== undefined) {
      this.line += text;
      return;
    }
    const [first = "", ...more] = text.split(/\r\n?|\n/);
    this.line += first;
    for (const line of more) {
      this.endLine();
      this.line = line;
    }
  }

  tag(name: string, closing: boolean, tag: string): void {
    if (name === "table") return this.startTable();
    if (name === "tr") return closing ? this.endRow() : this.startRow();
    if (name === "td" || name === "th") return closing ? this.endCell() : this.startCell(tag);
    if (!blocks.has(name)) return;
    if (this.cellSpans === undefined) this.endLine();
    else this.line += " ";
    if (name === "pre") this.preformatted = Math.max(0, this.preformatted + (closing ? -1 : 1));
    if (!closing && name === "li") this.line += "• ";
  }

  finish(): string {
    this.endRow();
    this.endLine();
    return this.lines
      .join("\n")
      .replace(/\n{3,}/g, "\n\n")
      .trim();
  }

  private startTable(): void {
    this.endRow();
    this.endLine();
    this.reaching = new Map();
  }

  private startRow(): void {
    this.endRow();
    this.endLine();
    this.row = [];
  }

  private startCell(tag: string): void {
    this.endCell();
    this.row ??= [];
    this.line = "";
    this.cellSpans = { columns: span(tag, "colspan"), rows: span(tag, "rowspan") };
  }

  private endCell(): void {
    if (this.cellSpans === undefined || this.row === undefined) return;
    this.fillFromAbove(this.row);
    const text = collapsed(this.line);
    for (let extra = 0; extra < this.cellSpans.columns; extra += 1) {
      if (this.cellSpans.rows > 1) this.reaching.set(this.row.length, { text, left: this.cellSpans.rows - 1 });
      this.row.push(extra === 0 ? text : "");
    }
    this.cellSpans = undefined;
    this.line = "";
  }

  private endRow(): void {
    this.endCell();
    if (this.row !== undefined) {
      this.fillFromAbove(this.row);
      if (this.row.some((cell) => cell !== "")) this.lines.push(this.row.join(" | ").trimEnd());
    }
    this.row = undefined;
  }

  /** Cells spanning down from earlier rows take their columns before the next own cell does. */
  private fillFromAbove(row: string[]): void {
    for (let above = this.reaching.get(row.length); above !== undefined; above = this.reaching.get(row.length)) {
      const column = row.length;
      above.left -= 1;
      if (above.left <= 0) this.reaching.delete(column);
      row.push(above.text);
    }
  }

  private endLine(): void {
    const text = this.preformatted > 0 ? this.line.replaceAll("\u00a0", " ").trimEnd() : collapsed(this.line);
    if (text !== "") this.lines.push(text);
    else if (this.lines.at(-1) !== "" && this.lines.length > 0 && /\n\s*\n/.test(this.line)) this.lines.push("");
    this.line = "";
  }
}

function span(tag: string, name: "colspan" | "rowspan"): number {
  const written = new RegExp(`\\b${name}\\s*=\\s*["']?(\\d{1,3})`, "i").exec(tag)?.[1];
  return Math.min(Math.max(Number(written ?? 1), 1), 12);
}

function collapsed(text: string): string {
  return text.replace(/[\s\u00a0]+/g, " ").trim();
}

/** End of a tag. A ">" inside quotes belongs to the attribute, unless the quote never closes. */
function tagEnd(markup: string, open: number): number {
  const limit = Math.min(markup.length, open + 1000);
  let quote = "";
  for (let index = open + 1; index < limit; index += 1) {
    const character = markup.charAt(index);
    if (quote !== "") quote = character === quote ? "" : quote;
    else if (character === ">") return index + 1;
    else if (character === '"' || character === "'") quote = character;
  }
  return after(markup, ">", open);
}

function skipElement(markup: string, name: string, from: number): number {
  const close = new RegExp(`</${name}\\s*>`, "gi");
  close.lastIndex = from;
  return close.exec(markup) ? close.lastIndex : markup.length;
}

function after(markup: string, end: string, from: number): number {
  const found = markup.indexOf(end, from);
  return found < 0 ? markup.length : found + end.length;
}

/** Character references ("&minus;") as what they stand for; unknown ones stay as written. */
export function decodeEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z][a-z\d]{1,11}));?/gi, (written: string, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return named.get(name) ?? named.get(name.toLowerCase()) ?? written;
    const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : written;
  });
}

/** The HTML 4 names that reports use: Latin-1 letters, signs and punctuation. */
const latin1Names =
  "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";
const named = new Map<string, string>([
  ...latin1Names.split(" ").map((name, index): [string, string] => [name, String.fromCharCode(160 + index)]),
  ...Object.entries({ amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", minus: "−", ndash: "–", mdash: "—", le: "≤", ge: "≥", ne: "≠", asymp: "≈" }),
  ...Object.entries({ lsquo: "‘", rsquo: "’", ldquo: "“", rdquo: "”", bull: "•", hellip: "…", thinsp: " ", ensp: " ", emsp: " ", percnt: "%", lowbar: "_" }),
]);
