import { fold } from "../../terminology/concept";

export type VertebraeInText = {
  /** "L1-L4", "L1, L2, L4", or "L1" alone; undefined when the text names none. */
  readonly analysed: string | undefined;
  /** Numbers of lumbar vertebrae that the text says were left out. */
  readonly excluded: readonly number[];
};

/** The vertebrae of the posterior-anterior lumbar spine scan by definition, when nobody says otherwise (ISCD: L1-L4). */
export const standardVertebrae = "L1-L4";

/** Reads lumbar vertebrae out of a label or a note: "L1–L4", "L2-4", "L1, L2, L4 (L3 excluded)". */
export function vertebraeIn(text: string): VertebraeInText {
  const plain = fold(text).replace(/[‐-―−]/g, "-");
  const excluded: number[] = [];
  const rest = plain.replace(leftOut, (matched) => {
    excluded.push(...numbersIn(matched));
    return " ";
  });
  const analysed = numbersIn(rest);
  return { analysed: vertebraeLabel(analysed, excluded), excluded };
}

/** One way of writing a set of vertebrae, so that sets can be compared; undefined for none. */
export function vertebraeLabel(analysed: readonly number[], excluded: readonly number[] = []): string | undefined {
  const kept = [...new Set(analysed)].filter((number) => !excluded.includes(number)).sort((a, b) => a - b);
  const [first, last] = [kept[0], kept.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  if (kept.length === 1) return `L${first}`;
  return last - first === kept.length - 1 ? `L${first}-L${last}` : kept.map((number) => `L${number}`).join(", ");
}

/** The same set in one spelling, whoever wrote it; as it is when it names no vertebra. */
export function sameSpelling(vertebrae: string): string {
  return vertebraeIn(vertebrae).analysed ?? vertebrae;
}

/** ISCD: a single vertebra is neither diagnosed from nor followed. */
export function isSingleVertebra(vertebrae: string): boolean {
  return /^L[1-5]$/.test(vertebrae);
}

const one = String.raw`l[1-5](?:\s*-\s*l?[1-5])?`;
const some = String.raw`${one}(?:\s*(?:,|/|\+|&|and|und|et|y|e)\s*${one})*`;
const leftOut = new RegExp(
  [
    String.raw`(?:exclud\w*|except\w*|without|omit\w*|ohne|sans|sin|senza|not\s+including)\s*:?\s*${some}`,
    String.raw`${some}\s*(?:(?:is|was|are|were|wurde[n]?)\s+)?(?:excluded|exclue?s?|esclus[aeio]|excluid[ao]s?|ausgeschlossen|omitted|not\s+(?:evaluated|included|used|analy[sz]ed))\b(?!\s*:?\s*l[1-5])`,
  ].join("|"),
  "g",
);

function numbersIn(text: string): readonly number[] {
  const found: number[] = [];
  for (const match of text.matchAll(/\bl([1-5])(?:\s*(?:-|to|bis|through|thru)\s*l?([1-5])\b)?/g)) {
    const from = Number(match[1]);
    const to = match[2] === undefined ? from : Number(match[2]);
    for (let number = Math.min(from, to); number <= Math.max(from, to); number += 1) found.push(number);
  }
  return found;
}
