/**
 * Text of an RTF document (Rich Text Format 1.9, the part that reports use): control words, groups, `\par`, `\tab`, `\cell`,
 * `\'hh` in the document's ANSI code page, `\uN` with its `\ucN` fallback. Destinations that hold no text (fonts, colours,
 * styles, pictures, `\*`) are skipped. One pass, never throws.
 */
export function rtfText(rtf: string): string {
  const codePage = ansiDecoder(rtf);
  const groups: Group[] = [];
  let group: Group = { skip: false, fallback: 1 };
  let toSkip = 0; // characters of a \uN fallback still to be passed over
  let text = "";
  const write = (written: string): void => {
    if (toSkip > 0) toSkip -= 1;
    else if (!group.skip) text += written;
  };

  for (const token of rtf.matchAll(tokens)) {
    const [written, word, parameter, hex, symbol, brace] = token;
    if (brace === "{") {
      groups.push(group);
      group = { ...group };
      toSkip = 0;
    } else if (brace === "}") {
      group = groups.pop() ?? { skip: false, fallback: 1 };
      toSkip = 0;
    } else if (hex !== undefined) write(codePage(Number.parseInt(hex, 16)));
    else if (symbol !== undefined) {
      if (symbol === "*") group.skip = true;
      else write(symbols.get(symbol) ?? symbol);
    } else if (word !== undefined) {
      const number = parameter === undefined || parameter === "" ? undefined : Number(parameter);
      if (withoutText.has(word)) group.skip = true;
      else if (word === "uc") group.fallback = number ?? 1;
      else if (word === "u" && number !== undefined) {
        if (!group.skip) text += String.fromCharCode(number & 0xffff);
        toSkip = group.fallback;
      } else if (words.has(word) && !group.skip) text += words.get(word) ?? "";
    } else if (toSkip === 0) {
      if (!group.skip) text += written.replace(/[\r\n]/g, "");
    } else {
      const plain = written.replace(/[\r\n]/g, "");
      const passed = Math.min(toSkip, plain.length);
      toSkip -= passed;
      if (!group.skip) text += plain.slice(passed);
    }
  }
  return text
    .replace(/ \| *(?=\n|$)/g, "")
    .replace(/\0/g, "")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

type Group = { skip: boolean; fallback: number };

/** A control word with its number, a hex byte, a control symbol, a brace, or a run of text. */
const tokens = /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([\da-f]{2})|\\([^a-z'])|([{}])|[^\\{}]+/gi;

const withoutText = new Set(
  "fonttbl colortbl stylesheet info pict object listtable listoverridetable rsidtbl generator themedata datastore xmlnstbl fldinst".split(" "),
);
const symbols = new Map([
  ["~", "\u00a0"],
  ["_", "-"],
  ["-", ""],
  ["\n", "\n"],
  ["\r", "\n"],
]);
const words = new Map([
  ["par", "\n"],
  ["line", "\n"],
  ["sect", "\n"],
  ["page", "\n"],
  ["row", "\n"],
  ["tab", "\t"],
  ["cell", " | "],
  ["nestcell", " | "],
  ["nestrow", "\n"],
  ["endash", "–"],
  ["emdash", "—"],
  ["bullet", "•"],
  ["lquote", "‘"],
  ["rquote", "’"],
  ["ldblquote", "“"],
  ["rdblquote", "”"],
]);

function ansiDecoder(rtf: string): (byte: number) => string {
  const page = /\\ansicpg(\d{3,5})/.exec(rtf.slice(0, 2000))?.[1] ?? "1252";
  const decoder = decoderFor(`windows-${page}`) ?? new TextDecoder("windows-1252");
  return (byte) => decoder.decode(Uint8Array.of(byte));
}

function decoderFor(label: string): TextDecoder | undefined {
  try {
    return new TextDecoder(label);
  } catch {
    return undefined;
  }
}
