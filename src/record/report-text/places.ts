import type { DxaRegion, DxaSite } from "../record";
import type { Family, Part, PlaceWord, Side, Token } from "./tokens";

/** A measured place as the text names it in one go: "left femoral neck", "AP spine (L1-L4)", "Total Hip Right". */
export type Place = {
  readonly kind: "place";
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly family?: Family;
  readonly part?: Part;
  readonly side?: Side;
  readonly vertebrae?: readonly number[];
  /** "Left hip: neck …, total …": what stands before the colon holds for the parts that follow. */
  readonly leads?: true;
};

/** What a sentence is made of once the words for places are put together. */
export type Item = Place | Exclude<Token, { readonly kind: "place" }>;

/** Puts neighbouring words for one place together; what contradicts the place so far begins another. */
export function withPlaces(tokens: readonly Token[], folded: string): Item[] {
  const items: Item[] = [];
  let cluster: Word[] = [];
  const flush = (): void => {
    items.push(...placesOf(cluster));
    cluster = [];
  };
  for (const token of tokens) {
    const last = cluster.at(-1);
    const gap = last === undefined ? "" : folded.slice(last.end, token.start);
    if (token.kind === "place" || token.kind === "excluded") {
      if (last !== undefined && !joins.test(gap)) flush();
      const before = cluster.at(-1);
      cluster.push({ token, start: token.start, end: token.end, gap: before === undefined ? "" : folded.slice(before.end, token.start) });
    } else if (!(token.kind === "word" && last !== undefined && fillers.has(token.text))) {
      flush();
      items.push(token);
    }
  }
  flush();
  return items;
}

/** The place in the record's words; undefined when no series is its own (a single vertebra, the shaft) or it is not known yet. */
export function regionOf(place: Place): DxaRegion | undefined {
  const site = siteOf(place);
  if (site === undefined) return undefined;
  const sided = site !== "lumbar-spine" && site !== "total-body";
  return { site, side: sided ? place.side : undefined, vertebrae: site === "lumbar-spine" ? vertebraeText(place.vertebrae) : undefined };
}

/** Whether the place names a region by itself, so that it needs no context. */
export function isComplete(place: Place): boolean {
  return place.family !== undefined;
}

/** Fills in from the context what a place leaves open: "total" after "left hip". A place of another family is left alone. */
export function within(place: Place, context: Place | undefined): Place {
  if (context?.family === undefined) return place;
  // "Left total" below the spine's row is the hip's.
  const sided = place.family === undefined && (place.side === "left" || place.side === "right");
  if (sided && (context.family === "spine" || context.family === "body")) return place.part === "total" ? { ...place, family: "hip" } : place;
  const family = place.family ?? context.family;
  if (!sameFamily(family, context.family)) return place;
  // "Both" of a forearm are its two bones.
  const side = family === "forearm" && place.side === "both" ? context.side : (place.side ?? context.side);
  const part = place.part ?? (place.family === undefined ? context.part : undefined);
  // "Total" under single vertebrae is the spine as a whole.
  const vertebrae = place.vertebrae ?? (context.vertebrae?.length === 1 ? undefined : context.vertebrae);
  const { side: _own, ...rest } = place;
  return { ...rest, family, ...(side && { side }), ...(part && { part }), ...(vertebrae && family === "spine" && { vertebrae }) };
}

/** Hip and femur are two words for one family. */
export function sameFamily(a: Family, b: Family): boolean {
  const one = (family: Family): Family => (family === "femur" ? "hip" : family);
  return one(a) === one(b);
}

/** "L1-L4", "L2-L4", "L1, L2, L4". */
export function vertebraeText(vertebrae: readonly number[] | undefined): string | undefined {
  if (vertebrae === undefined || vertebrae.length < 2) return undefined;
  const ordered = [...vertebrae].sort((a, b) => a - b);
  const first = ordered[0] ?? 1;
  const last = ordered.at(-1) ?? 4;
  if (last - first === ordered.length - 1) return `L${first}-L${last}`;
  return ordered.map((number) => `L${number}`).join(", ");
}

type Word = { readonly token: Token; readonly start: number; readonly end: number; readonly gap: string };
type Draft = {
  start: number;
  end: number;
  text: string;
  family?: Family;
  part?: Part;
  side?: Side;
  vertebrae?: readonly number[];
  leads?: true;
  excluded: number[];
};

/** What may stand between two words of one place. A semicolon or a full stop may not. */
const joins =
  /^(?:[\s,:()[\]|/*#<>•&.-]|;(?! )|of|the|in|at|region|area|side|roi|proximal|non|dominant|distal|du|de|la|le|der|die|das|des|del|do|da|della|delle|au|van|ap|dual|scan|bereich|regio)*$/;
const fillers = new Set(
  "of the in at region area side roi proximal non dominant distal du de la le der die das des del do da della delle au van ap dual scan bereich regio".split(
    " ",
  ),
);
const separates = /[,:|/]|- /;

function placesOf(cluster: readonly Word[]): Item[] {
  const drafts: Draft[] = [];
  const loose: Item[] = [];
  cluster.forEach((word, index) => {
    const { token } = word;
    const current = drafts.at(-1);
    if (token.kind === "excluded") {
      if (current !== undefined) current.excluded.push(...token.vertebrae);
      else loose.push(token);
    } else if (token.kind === "place") {
      if (current !== undefined && belongs(current, token.place, word, cluster[index + 1], cluster[index + 2])) extend(current, token.place, word);
      else drafts.push(begin(token.place, word));
    }
  });
  const wholes = drafts.filter((draft) => !isLetterOnly(cluster, draft));
  const excludedBefore = loose.flatMap((item) => (item.kind === "excluded" ? item.vertebrae : []));
  const first = wholes[0];
  if (first !== undefined) first.excluded.push(...excludedBefore);
  return [...loose, ...wholes.map((draft) => finished(draft))];
}

/** A bare "L" or "R" that found no hip or forearm to belong to is not a side. */
function isLetterOnly(cluster: readonly Word[], draft: Draft): boolean {
  if (draft.family !== undefined || draft.part !== undefined) return false;
  const own = cluster.filter(({ start, end }) => start >= draft.start && end <= draft.end);
  return own.every(({ token }) => token.kind === "place" && token.place.weak === true);
}

function belongs(current: Draft, place: PlaceWord, word: Word, next: Word | undefined, afterNext: Word | undefined): boolean {
  if (conflicts(current, place)) return false;
  const onlySide = place.side !== undefined && place.family === undefined && place.part === undefined;
  if (onlySide) {
    if (current.family === "spine" || current.family === "body") return false;
    if (place.weak && !/^[ ,(|;-]{0,3}$/.test(word.gap) && (place.side !== "both" || word.gap.includes("/"))) return false;
    return sideBelongsBefore(current, word, next, afterNext);
  }
  // "femoral neck, hip": a general word after a special one begins anew, unless it is "neck of the left hip" or "neck (hip)".
  const general = place.part === undefined && place.family !== undefined && place.family !== "spine";
  if (general && current.part !== undefined && current.family !== undefined) return /of|de|du|do|\(|^ $/.test(word.gap);
  return true;
}

/** A side between two places ("neck left total left") goes with the one it is not separated from. */
function sideBelongsBefore(current: Draft, word: Word, next: Word | undefined, afterNext: Word | undefined): boolean {
  if (next?.token.kind !== "place" || !differ(current, next.token.place)) return true;
  const before = separates.test(word.gap);
  const after = separates.test(next.gap) || next.gap.includes(")");
  if (before !== after) return after;
  const nextHasItsOwn = next.token.place.side !== undefined || (afterNext?.token.kind === "place" && afterNext.token.place.side !== undefined);
  return before || nextHasItsOwn;
}

function conflicts(current: Draft, place: PlaceWord): boolean {
  if (current.side !== undefined && place.side !== undefined && current.side !== place.side) return true;
  if (current.side !== undefined && (place.family === "spine" || place.family === "body")) return true;
  return differ(current, place);
}

function differ(current: Draft, place: PlaceWord): boolean {
  if (current.family !== undefined && place.family !== undefined && !sameFamily(current.family, place.family)) return true;
  if (current.part !== undefined && place.part !== undefined && current.part !== place.part) return true;
  return current.vertebrae !== undefined && place.vertebrae !== undefined && current.vertebrae.join() !== place.vertebrae.join();
}

function begin(place: PlaceWord, word: Word): Draft {
  const { family, part, side, vertebrae } = place;
  return {
    start: word.start,
    end: word.end,
    text: word.token.text,
    ...(family && { family }),
    ...(part && { part }),
    ...(side && { side }),
    ...(vertebrae && { vertebrae }),
    excluded: [],
  };
}

function extend(current: Draft, place: PlaceWord, word: Word): void {
  if (place.part !== undefined && current.part === undefined && current.family !== undefined && /[:(]/.test(word.gap)) current.leads = true;
  if (place.family !== undefined) current.family = current.family === undefined || place.part !== undefined ? place.family : current.family;
  if (place.part !== undefined) current.part = place.part;
  if (place.side !== undefined) current.side = place.side;
  if (place.vertebrae !== undefined) current.vertebrae = place.vertebrae;
  current.end = word.end;
  current.text += word.gap + word.token.text;
}

function finished({ excluded, vertebrae, ...draft }: Draft): Place {
  const all = vertebrae ?? (excluded.length > 0 && draft.family === "spine" ? [1, 2, 3, 4] : undefined);
  const used = all?.filter((vertebra) => vertebrae?.length === 1 || !excluded.includes(vertebra));
  return { kind: "place", ...draft, ...(used && { vertebrae: used }) };
}

function siteOf({ family, part, vertebrae }: Place): DxaSite | undefined {
  if (part === "unread") return undefined;
  switch (family) {
    case "spine":
      return vertebrae?.length === 1 ? undefined : "lumbar-spine";
    case "hip":
    case "femur":
      if (part === "total") return "total-hip";
      if (part === "neck") return "femoral-neck";
      if (part === "trochanter") return "trochanter";
      if (part === "wards") return "wards-area";
      return part === undefined ? family : undefined;
    case "forearm":
      return part === "third" ? "radius-33" : "forearm";
    case "heel":
      return "calcaneus";
    case "body":
      return "total-body";
    case "humerus":
      return "humerus";
    default:
      return undefined;
  }
}
