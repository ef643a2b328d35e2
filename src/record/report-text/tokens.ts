import { cues } from "./cue-words";
import type { WrittenDate } from "./dates";
import { labels, units } from "./label-words";
import { numbersAside, plainNumbers, quantities } from "./number-words";
import { distalThird, places, vertebrae } from "./place-words";
import type { Rule } from "./rule";

/** Anatomical family of a word; `part` narrows it. `unread`: recognised, so that its number goes nowhere else. */
export type Family = "spine" | "hip" | "femur" | "forearm" | "heel" | "body" | "humerus" | "elsewhere";
export type Part = "total" | "neck" | "trochanter" | "wards" | "third" | "unread";
export type Side = "left" | "right" | "both";

/** What of a place one word tells. */
export type PlaceWord = { readonly family?: Family; readonly part?: Part; readonly side?: Side; readonly vertebrae?: readonly number[]; readonly weak?: true };

export type Metric = "bmd" | "t-score" | "z-score";

/** Words that decide whose value a number is, and when. */
export type Cue =
  | "prior" // previous, baseline, Voruntersuchung
  | "compare" // compared to, versus
  | "current" // now, today, current
  | "kin" // mother, sister
  | "patient"
  | "others" // women with, in the trial, another patient
  | "supposed" // if, goal, threshold
  | "legend" // WHO classification:
  | "not"
  | "bound" // below, at least, <=
  | "or-beyond" // or below, and above
  | "changed" // decreased, improved
  | "correction" // should read, corrected
  | "void" // invalid, entered in error
  | "by"; // by, loss of: what follows is a difference

export type Token = { readonly start: number; readonly end: number; readonly text: string } & (
  | { readonly kind: "place"; readonly place: PlaceWord }
  | { readonly kind: "metric"; readonly metrics: readonly (Metric | "other")[] }
  | {
      readonly kind: "number";
      readonly value: number;
      readonly decimals: number;
      /** How the sign was written. `spaced`: "- 1.9"; `dash`: an em dash and a space, which may be a minus or not. */
      readonly sign: "none" | "written" | "spaced" | "dash";
    }
  | { readonly kind: "other-number" } // a percentage, a dose, an age, a telephone number
  | { readonly kind: "date"; readonly date: WrittenDate }
  | { readonly kind: "unit"; readonly unit: "g/cm2" | "mg/cm2" | "sd" }
  | { readonly kind: "direction"; readonly sign: 1 | -1 } // "below" after "SD"
  | { readonly kind: "reference"; readonly metric: "t-score" | "z-score" } // young adult, age-matched
  | { readonly kind: "excluded"; readonly vertebrae: readonly number[] }
  | { readonly kind: "cue"; readonly cue: Cue }
  | { readonly kind: "word" }
);

/** Splits folded text into what a reader of DXA reports recognises. Linear: one pass, each place looked at once. */
export function tokenise(folded: string, from: number, to: number): Token[] {
  const text = folded.slice(from, to);
  const found: Token[] = [];
  let at = 0;
  let next: RegExpExecArray | null | undefined;
  while (at < text.length) {
    if (next === undefined || (next !== null && next.index < at)) {
      plain.expression.lastIndex = at;
      next = plain.expression.exec(text);
    }
    const first = tellingIn(text, at, next?.index ?? text.length - 1);
    const match = first ?? next;
    if (match === null) break;
    const [written] = match;
    const start = from + match.index;
    const read = readerOf(match, first === undefined ? plain : telling);
    found.push({ ...(read?.(written) ?? { kind: "word" as const }), start, end: start + written.length, text: written });
    at = match.index + written.length;
  }
  return found.map((token, index) => settled(token, found[index - 1], folded));
}

/** The first telling expression that begins between two places. It never begins within a word or a row of digits, which `plain` takes whole. */
function tellingIn(text: string, from: number, to: number): RegExpExecArray | undefined {
  for (let at = from; at <= to; at += 1) {
    if (text.charAt(at) === " ") continue;
    telling.expression.lastIndex = at;
    const match = telling.expression.exec(text);
    if (match !== null) return match;
  }
  return undefined;
}

function readerOf(match: RegExpExecArray, { rules }: Scanner): Rule[1] | undefined {
  for (let group = 1; group < match.length; group += 1) if (match[group] !== undefined) return rules[group - 1]?.[1];
  return undefined;
}

/** A sign written against a letter or digit ("XR-46", "83-2.4") is a hyphen of that word, unless the word is a label or a place. */
function settled(token: Token, before: Token | undefined, folded: string): Token {
  if (token.kind !== "number" || before === undefined || before.end !== token.start) return token;
  const glued = /[a-z0-9]/.test(folded.charAt(token.start - 1));
  if (!glued || before.kind === "metric" || before.kind === "place") return token;
  return { kind: "other-number", start: token.start, end: token.end, text: token.text };
}

type Scanner = { readonly expression: RegExp; readonly rules: readonly Rule[] };

/**
 * First match wins: longer and more telling expressions stand before shorter ones, any other word last. Two expressions, because
 * V8 optimises none of more than 20 kB: one of 21 kB took five times as long.
 */
const telling = scannerOf("y", [...numbersAside, ...distalThird, ...quantities, ...vertebrae, ...labels, ...units]);
const plain = scannerOf("g", [...places, ...cues, ...plainNumbers, [String.raw`[a-zß][a-z0-9ß]*(?:'[a-z]+)?`, () => ({ kind: "word" })]]);

function scannerOf(flag: "g" | "y", rules: readonly Rule[]): Scanner {
  return { expression: new RegExp(rules.map(([source]) => `(${source})`).join("|"), flag), rules };
}
