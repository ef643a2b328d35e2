import type { Cue, Metric, PlaceWord, Token } from "./tokens";

/** An expression over folded text, without capture groups, and what it means when it matches. */
export type Rule = readonly [source: string, read: (matched: string) => Meaning | undefined];

/** What a token says, without where it stands. Distributes over the union, so that each kind keeps its own fields. */
export type Meaning = Bare<Token>;
type Bare<T> = T extends unknown ? Omit<T, "start" | "end" | "text"> : never;

/** The end of a word: no letter or digit follows. Its beginning needs no check, words are taken whole. */
export const end = String.raw`(?![a-z0-9ß])`;

export function words(...alternatives: readonly string[]): string {
  return `(?:${alternatives.join("|")})${end}`;
}

export function place(what: PlaceWord): () => Meaning {
  return () => ({ kind: "place", place: what });
}

export function cue(what: Cue): () => Meaning {
  return () => ({ kind: "cue", cue: what });
}

export function metric(...metrics: readonly (Metric | "other")[]): () => Meaning {
  return () => ({ kind: "metric", metrics });
}

export function otherNumber(): Meaning {
  return { kind: "other-number" };
}
