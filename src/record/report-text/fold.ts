/**
 * The text as the reader of words sees it: lower case, no accents, one kind of dash, space and quote, markup left over from HL7 or
 * HTML blanked. Every character keeps its place, so a position in the result is a position in the text.
 */
export function fold(text: string): string {
  const legible = text
    .replace(misreadDash, "  -")
    .replace(/\u00ad(?=[\d.])/g, "-")
    .replaceAll("\u00ad", " ");
  let folded = "";
  for (let index = 0; index < legible.length; index += 1) folded += foldedUnit(legible.charAt(index));
  // The raised decimal point of British print: "-2·1".
  folded = folded.replace(/(?<=\d)[·∙•⋅‧](?=\d)/g, ".");
  // A dash as a pause ("T-score — 2.3") is kept apart from a minus; one that is written against its word is a hyphen.
  folded = folded.replace(/[—―](?=[a-z\d])/g, "-");
  folded = folded.replace(/(?<=[a-z])_(?=[a-z])/g, " ");
  // What a scanner of paper makes of digits: "O.842", "-O.5", "0.91O", "-l.2".
  folded = folded.replace(/o(?=[.,]\d)(?<![a-z\d]o)|o(?![a-z])(?<=\d[.,]\d{1,2}o)/g, "0").replace(/[li](?=[.,]\d)(?<=[-+] ?[li])/g, "1");
  return folded.replace(hl7Break, (written) => "\n".padEnd(written.length)).replace(htmlTag, (written, name: string) => blankedTag(written, name));
}

/** A dash or minus of UTF-8 that was read as Windows-1252 or Latin-1: "â€“", "âˆ’". Three characters, and three stay. */
const misreadDash = /\u00e2(?:\u20ac[\u201c\u201d\u0090-\u0094]|\u02c6[\u2019\u0092]|\u0088\u0092|\u0080[\u0090-\u0095])/g;

const known = new Map<string, string>();

function foldedUnit(unit: string): string {
  if (unit < "\u0080") return unit >= "A" && unit <= "Z" ? unit.toLowerCase() : unit === "\r" || unit === "\f" || unit === "\v" ? " " : unit;
  const before = known.get(unit);
  if (before !== undefined) return before;
  const special = specials.get(unit);
  const plain = special ?? unit.toLowerCase().normalize("NFD").charAt(0);
  // Surrogate halves and characters that fold to nothing stay as they are.
  const folded = plain === "" ? unit : plain;
  known.set(unit, folded);
  return folded;
}

const specials = new Map<string, string>();
for (const [units, folded] of [
  // U+0096 is the en dash of Windows-1252 that nobody decoded, U+F02D the minus of the Symbol font.
  ["\u2010\u2011\u2012\u2013\u2212\ufe58\ufe63\uff0d\u0096\uf02d", "-"],
  ["\u0097", "\u2014"],
  ["\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u200b\ufeff", " "],
  ["\u2018\u2019\u02bc\u00b4", "'"],
  ["\uff1a", ":"],
  ["\uff0c\u3001", ","],
  ["\uff1b", ";"],
  ["\uff08", "("],
  ["\uff09", ")"],
  ["\u3002", "."],
  ["\u2264", "\u2264"],
  ["\u2265", "\u2265"],
  ["\u00b2", "2"],
  ["\u00b3", "3"],
  ["\u0153\u00f8\u00d8", "o"],
  ["\u00e6\u00c6", "a"],
  ["\u0142\u0141", "l"],
  ["\u2028\u2029\u0085", "\n"],
] satisfies [string, string][]) {
  for (const unit of units) specials.set(unit, folded);
}

/** HL7 v2 escape sequences for a line break, often left in text that came through an interface. */
const hl7Break = /\\\.(?:br|sp\d?|in\d?|ti\d?)\\/g;

/** Only names of HTML elements: "<<l1-l4>>" is text. */
const htmlTag = /<\/?(p|br|b|i|u|div|span|td|tr|th|table|tbody|thead|li|ul|ol|strong|em|font|pre|hr|h[1-6]|sup|sub)(?:\s[^<>]{0,200})?\/?>/g;

function blankedTag(written: string, name: string): string {
  const instead = /^(?:p|br|div|tr|table|li|ul|ol|pre|hr|h\d)$/.test(name) ? "\n" : name === "td" || name === "th" ? " |" : " ";
  return instead.padEnd(written.length);
}
