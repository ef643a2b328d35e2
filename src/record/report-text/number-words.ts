import { datePattern, readDate } from "./dates";
import { type Meaning, type Rule, end, otherNumber } from "./rule";

/** Numbers that are no results: dates, times, telephone, accession and serial numbers. */
export const numbersAside: readonly Rule[] = [
  [
    String.raw`(?:tel|phone|fax|ext|mrn|accession|acc|s/n|serial(?: no)?|order|id|case|ref|account|npi)\.?(?: ?(?:no|number|#|nr))?\.?[ :#.]{0,3}[a-z]{0,3}\d[\d./-]*`,
    otherNumber,
  ],
  [String.raw`\d\)(?= [a-z])(?<=(?:^|[\s:;,])\d\))`, otherNumber],
  [datePattern, (matched) => dateToken(matched)],
  [String.raw`\d{1,2}:\d{2}(?::\d{2})?`, otherNumber],
  [String.raw`\d{2,}-\d[\d./-]*`, otherNumber],
  [String.raw`\d{3,}[./]\d+[./-][\d./-]*`, otherNumber],
];

/** Percentages, doses, ages, lengths: numbers that their unit makes something else. */
export const quantities: readonly Rule[] = [
  [String.raw`(?:[-+] ?)?\d+(?:[.,]\d+)?(?: ?(?:-|to) ?\d+(?:[.,]\d+)?)? ?(?:%|percent${end}|prozent${end}|pour cent|por ciento)`, otherNumber],
  [
    String.raw`[-+]?\d+(?:[.,]\d+)*(?: ?(?:-|to) ?\d+(?:[.,]\d+)?)?[ -]?(?:mg/cm3|g/cm3|mg(?! ?/ ?cm)|mcg|ug|iu|units?|kg(?:/m2)?|cm2|cm(?!\d)|mm|years?|yrs?|yo|y/o|months?|mos?|weeks?|wks?|days?|hours?|jahren?|monaten?|ans|anos|anni|jaar|ng/ml|nmol/l|pmol/l|pg/ml|mg/dl|g/dl|mmol/l|u/l|hu|packs?|usv|msv|mgy|kv|points?|pounds?|lbs?|fold|times)${end}`,
    otherNumber,
  ],
  [String.raw`\d+(?:[.,]\d+)? ?g(?![a-z/]| ?/| ?per | ?cm)`, otherNumber],
];

const numeral = "zero|one|two|three|four|five|six|seven|eight|nine";
const germanNumeral = "null|eins|ein|zwei|drei|vier|funf|sechs|sieben|acht|neun";
const minusWord = "minus|negative|neg\\.?|moins|menos|meno|min";

/** Numbers as digits or words, with their sign. What is unreadable or glued to something stays a number, and no result. */
export const plainNumbers: readonly Rule[] = [
  [String.raw`(?:(?:${minusWord}) )?(?:${numeral}) point (?:${numeral}|oh)(?: (?:${numeral}))?${end}`, (matched) => spokenNumber(matched)],
  [String.raw`(?:minus )?(?:${germanNumeral}) komma (?:${germanNumeral})${end}`, (matched) => spokenNumber(matched)],
  [String.raw`(?:(?:${minusWord}) )\d{1,2}(?= [.,] ?\d)`, otherNumber],
  [String.raw`(?:(?:${minusWord}) |\(-\) ?)(?:\d{1,2}(?:[.,]\d{1,3})?|[.]\d{1,3})(?!\d|[.,]?[?\d])`, (matched) => writtenNumber(matched)],
  // "?1.9": the sign was lost on the way.
  [String.raw`[?\ufffd¿\u25a1] ?\d+(?:[.,]\d+)?`, otherNumber],
  // A minus behind its number, or a dash: unreadable.
  [String.raw`\d{1,2}[.,]\d{1,2}-(?=[\s;,)]|$)`, otherNumber],
  // "-2 . 1", "-2. 1": a number taken apart is not its first half.
  [String.raw`(?:[-+] ?)?\d{1,2}(?= [.,] ?\d(?![\d.,/])|[.,] \d(?![\d.,/):a-z]| ?[a-z%]))`, otherNumber],
  [String.raw`\+/-|±`, () => ({ kind: "word" })],
  [String.raw`(?:[-+] ?)?(?:\d+[.,]\d+[.,]\d[\d.,]*|\d+(?:[.,]\d*)?[?_]|\d+(?:[.,]\d+)?(?=[a-zß]{1,3}\d))`, otherNumber],
  [String.raw`(?:[-+—] ?)?(?:\d{1,4}(?:[.,]\d{1,4})?|[.]\d{2,4}|(?<=[-+])[.]\d)(?!\d)`, (matched) => writtenNumber(matched)],
  [String.raw`\d+`, otherNumber],
];

function dateToken(matched: string): Meaning {
  const date = readDate(matched);
  return date === undefined ? { kind: "other-number" } : { kind: "date", date };
}

function writtenNumber(matched: string): Meaning {
  const negative = /^\(?(?:-|[a-z])/.test(matched);
  const sign = matched.startsWith("—") ? "dash" : /^[-+] /.test(matched) ? "spaced" : /^\(?[-+a-z]/.test(matched) ? "written" : "none";
  const plain = matched.replace(/^[^\d.]+/, "").replace(",", ".");
  const magnitude = Number(plain.startsWith(".") ? `0${plain}` : plain);
  const decimals = plain.includes(".") ? plain.length - plain.indexOf(".") - 1 : 0;
  // 0 - x and not -x: there is no minus zero in a report.
  return { kind: "number", value: negative ? 0 - magnitude : magnitude, decimals, sign };
}

const spokenDigits = new Map<string, number>();
for (const names of [numeral, germanNumeral.replace("eins|ein", "eins"), "oh"]) names.split("|").forEach((name, value) => spokenDigits.set(name, value));

function spokenNumber(matched: string): Meaning | undefined {
  const [whole = "", fraction = ""] = matched.split(/ (?:point|komma) /);
  const ones = spokenDigits.get(whole.replace(/^.* /, "").replace(/^ein$/, "eins"));
  const tenths = fraction.split(" ").map((name) => spokenDigits.get(name.replace(/^ein$/, "eins")));
  if (ones === undefined || tenths.some((digit) => digit === undefined)) return undefined;
  const magnitude = Number(`${ones}.${tenths.join("")}`);
  const negative = whole.includes(" ");
  return { kind: "number", value: negative ? 0 - magnitude : magnitude, decimals: tenths.length, sign: negative ? "written" : "none" };
}
