import { type Place, isComplete, sameFamily, within } from "./places";
import type { Context } from "./sentence";
import type { Sequence } from "./sequence";
import type { NumberItem } from "./whose";

/** Where a number was measured. `nowhere`: the sentence names places, and none of them is surely this number's. */
export type Located =
  | { readonly by: "sentence"; readonly place: Place | undefined; readonly group: number }
  | { readonly by: "context"; readonly place: Place | undefined; readonly group: -1 }
  | { readonly by: "nowhere"; readonly place: undefined; readonly group: -2 };

/**
 * Finds the place of each number of a sentence. A number before its place is linked to it ("-2.2 at the right femoral neck",
 * "-1.9 (total)", "-1.9 femoral neck, -1.4 total hip"); else its place is the nearest before it, else the only one after it,
 * else what the lines above speak of. Numbers of one place share its `group`.
 */
export function locate(sequence: Sequence, context: Context): Located[] {
  return new Locator(sequence, context).all();
}

class Locator {
  /** Places that were named after their number. */
  private readonly named = new Set<number>();

  /** For each item the index of the nearest place before it. */
  private readonly placesBefore: (number | undefined)[] = [];

  constructor(
    private readonly sequence: Sequence,
    private readonly context: Context,
  ) {
    let last: number | undefined;
    sequence.items.forEach((item, index) => {
      this.placesBefore.push(last);
      if (item.kind === "place") last = index;
    });
  }

  all(): Located[] {
    const located: Located[] = [];
    const { numbers } = this.sequence;
    while (located.length < numbers.length) {
      const number = numbers[located.length];
      if (number === undefined) break;
      located.push(...(this.zip(located.length) ?? [this.one(number, located)]));
    }
    return this.settled(this.sharedForward(located));
  }

  private one(number: NumberItem, before: readonly Located[]): Located {
    const following = this.placeAfter(number);
    const preceding = this.placeBefore(number);
    if (following !== undefined && this.isLinked(number, following, preceding, before)) return this.after(following);
    if (preceding !== undefined) {
      const spent = this.named.has(preceding) && before.some(({ group }) => group === preceding) && this.parts(preceding, number);
      if (spent || (this.conjoinedBefore(preceding) !== undefined && !this.isSideOnly(preceding)) || this.isEitherSide(preceding)) return nowhere;
      return { by: "sentence", place: this.resolve(preceding), group: preceding };
    }
    const near = following === undefined ? undefined : this.sequence.items[following];
    if (following !== undefined && near !== undefined && !this.hasNumberOfItsOwn(following) && !this.sequence.between(number, near).includes(";"))
      return this.after(following);
    return { by: "context", place: this.context.place, group: -1 };
  }

  private after(following: number): Located {
    this.named.add(following);
    return this.conjoinedAfter(following) ? nowhere : { by: "sentence", place: this.resolve(following), group: following };
  }

  private isLinked(number: NumberItem, following: number, preceding: number | undefined, before: readonly Located[]): boolean {
    const place = this.sequence.items[following];
    if (place === undefined) return false;
    const gap = this.sequence.betweenWithoutDates(number, place);
    if (link.test(gap)) return true;
    if (place.text.startsWith("(") && /^\s*(?:sd)?\s*$/.test(gap)) return true;
    const free = preceding === undefined || (this.named.has(preceding) && this.parts(preceding, number)) || this.isPartOf(following, preceding);
    if (/^\s*[([]\s*$/.test(gap)) return free || before.at(-1)?.group === preceding;
    return free && /^[)\]]?\s*(?:sd|g\/cm2)?\s*[-:]?\s*$/.test(gap) && (!this.hasNumberOfItsOwn(following) || this.standsApart(following));
  }

  /** "Hip: T-score -1.4 left total; -1.9 left neck": the part behind the number says which of the hip's it is. */
  private isPartOf(following: number, preceding: number): boolean {
    const [part, whole] = [this.sequence.items[following], this.sequence.items[preceding]];
    if (part?.kind !== "place" || whole?.kind !== "place" || whole.family === undefined || whole.part !== undefined) return false;
    return part.family === undefined && part.part !== undefined && this.standsApart(following);
  }

  // ---------------------------------------------------------------- several at once

  /** "The T-scores of the spine and the left hip are -2.3 and -1.7": as many places as numbers, in the same order. */
  private zip(first: number): Located[] | undefined {
    const number = this.sequence.numbers[first];
    const last = number === undefined ? undefined : this.placeBefore(number);
    if (number === undefined || last === undefined || this.sequence.items.slice(last + 1, this.sequence.at(number)).some((item) => item.kind === "number"))
      return undefined;
    const places = [last];
    for (let place = this.conjoinedBefore(last); place !== undefined; place = this.conjoinedBefore(places[0] ?? 0)) places.unshift(place);
    const list = this.sequence.listOf(first);
    if (places.length < 2 || list.first !== first || list.length !== places.length) return undefined;
    return places.map((index) => ({ by: "sentence", place: this.resolveInList(index, last), group: index }));
  }

  /** "Left and right total hip", "femur (left/right) neck": the last place of a list completes the sides before it. */
  private resolveInList(index: number, last: number): Place | undefined {
    const [own, whole] = [this.sequence.items[index], this.sequence.items[last]];
    if (index === last || own?.kind !== "place" || whole?.kind !== "place" || own.side === undefined || own.part !== undefined) return this.resolve(index);
    if (own.family === undefined) return whole.family === undefined ? this.resolve(index) : within(own, withoutSide(whole));
    return whole.family !== undefined && sameFamily(own.family, whole.family) && whole.part !== undefined ? { ...own, part: whole.part } : this.resolve(index);
  }

  /** "BMD 0.842 g/cm2 and T-score -2.3 at the lumbar spine": the place after the second number is also the first one's. */
  private sharedForward(located: readonly Located[]): Located[] {
    const result = [...located];
    for (let index = result.length - 2; index >= 0; index -= 1) {
      const [number, next] = [this.sequence.numbers[index], this.sequence.numbers[index + 1]];
      const [at, after] = [result[index], result[index + 1]];
      if (number === undefined || next === undefined || at === undefined || after === undefined) continue;
      const open = at.by === "nowhere" || (at.by === "context" && at.place === undefined);
      if (open && this.placeAfter(number) === undefined && this.named.has(after.group) && !this.sequence.between(number, next).includes(";"))
        result[index] = after;
    }
    return result;
  }

  /** A number without a place, in a sentence that names places, belongs nowhere, not to a site "not stated". */
  private settled(located: readonly Located[]): Located[] {
    const hasPlaces = this.sequence.items.some((item) => item.kind === "place");
    return located.map((at) => (hasPlaces && at.by === "context" && at.place === undefined ? nowhere : at));
  }

  // ---------------------------------------------------------------- neighbours

  private placeBefore(number: NumberItem): number | undefined {
    return this.placesBefore[this.sequence.at(number)];
  }

  /** The next place before any further number. */
  private placeAfter(number: NumberItem): number | undefined {
    for (let index = this.sequence.at(number) + 1; index < this.sequence.items.length; index += 1) {
      const kind = this.sequence.items[index]?.kind;
      if (kind === "place") return index;
      if (kind === "number") return undefined;
    }
    return undefined;
  }

  /** Whether a place is followed by a number before the next place, that is not itself linked to that next place. */
  private hasNumberOfItsOwn(place: number): boolean {
    for (const item of this.sequence.items.slice(place + 1)) {
      if (item.kind === "place" || (item.kind === "cue" && (item.cue === "prior" || item.cue === "compare"))) return false;
      if (item.kind === "number") {
        const after = this.placeAfter(item);
        const next = after === undefined ? undefined : this.sequence.items[after];
        return next === undefined || !link.test(this.sequence.between(item, next));
      }
    }
    return false;
  }

  /** "-1.9 femoral neck, -1.4 total hip": a comma parts the place from the next number. */
  private standsApart(place: number): boolean {
    const item = this.sequence.items[place];
    const next = this.sequence.items.slice(place + 1).find(({ kind }) => kind === "number");
    return item !== undefined && next !== undefined && /[,;(]|\b(?:and|und|et|y|e|en)\b/.test(this.sequence.between(item, next));
  }

  /** Whether punctuation, "and" or another number parts a number from the place before it. */
  private parts(place: number, number: NumberItem): boolean {
    const item = this.sequence.items[place];
    if (item !== undefined && /[,;]/.test(this.sequence.between(item, number))) return true;
    return this.sequence.items.slice(place + 1, this.sequence.at(number)).some(({ kind, text }) => kind === "number" || /^(?:and|und|et|y|e)$/.test(text));
  }

  /** Two places named in one breath ("spine and hip"): a single number by them could be either's. */
  private conjoinedBefore(place: number): number | undefined {
    for (let back = place - 1; back >= Math.max(0, place - 3); back -= 1) {
      const [one, two] = [this.sequence.items[back], this.sequence.items[place]];
      if (one?.kind === "place" && two !== undefined) return conjunction.test(this.sequence.between(one, two)) ? back : undefined;
    }
    return undefined;
  }

  private conjoinedAfter(place: number): boolean {
    const next = this.sequence.items.findIndex((item, index) => index > place && item.kind === "place");
    return next > place && next <= place + 3 && this.conjoinedBefore(next) === place;
  }

  /** "R/L" before a single number. */
  private isEitherSide(index: number): boolean {
    const [other, own] = [this.sequence.items[index - 1], this.sequence.items[index]];
    return other?.kind === "place" && own !== undefined && this.isSideOnly(index) && this.sequence.between(other, own).includes("/");
  }

  private isSideOnly(index: number): boolean {
    const item = this.sequence.items[index];
    return item?.kind === "place" && item.family === undefined && item.part === undefined;
  }

  /** Completes "total", "left" or a part under "Left hip:" from what the sentence named before, else from the heading. */
  private resolve(index: number): Place | undefined {
    const place = this.sequence.items[index];
    if (place?.kind !== "place") return undefined;
    if (isComplete(place) && place.side !== undefined) return place;
    for (let back = index - 1; back >= 0; back -= 1) {
      const earlier = this.sequence.items[back];
      if (earlier?.kind !== "place" || earlier.family === undefined) continue;
      const speaksForParts = earlier.part === undefined || earlier.leads === true;
      if (place.family === undefined) return within(place, place.part === undefined || speaksForParts ? earlier : withoutSide(earlier));
      if (!sameFamily(place.family, earlier.family)) return place;
      if (earlier.side !== undefined) return speaksForParts ? within(place, withoutPart(earlier)) : place;
    }
    const { heading } = this.context;
    if (place.family === undefined) {
      const above = heading ?? this.context.place;
      return above === undefined ? undefined : within(place, above);
    }
    return heading?.family !== undefined && sameFamily(place.family, heading.family) ? within(place, withoutPart(heading)) : place;
  }
}

const nowhere: Located = { by: "nowhere", place: undefined, group: -2 };

const article = "(?:the|her|his|your|their|its|der|die|das|la|le|el|il|lo|de|het)";
const preposition =
  "(?:at|in|for|of|on|over|within|am|an|im|in der|an der|auf|bei|beim|au|aux|a la|en|del|de la|del la|al|alla|nel|nella|della|na|no|da|do|op|bij|van)";
const level =
  "(?:a livello(?: del| della| dell')?|a nivel(?: de| del| de la)?|au niveau(?: du| de la| des)?|at (?:the )?(?:level|region) of(?: the)?|in (?:the )?region of(?: the)?)";
/** "-2.2 at the right femoral neck", "-1.9 (total)". */
const link = new RegExp(String.raw`^[)\]]?\s*(?:sd)?\s*(?:\([^()]{0,40}\)\s*)?(?:\(\s*(?:at |in )?(?:the )?|${preposition} (?:${article} )?|${level} ?)$`);
const conjunction = /^\s*(?:,|\/|&|\+|,?\s*\b(?:and|or|und|oder|et|ou|y|o|e|en|of)\b)\s*(?:the |der |die |das |la |le |el |il |de |het |at |an |in )*$/;

function withoutPart(place: Place): Place {
  const { part: _part, ...rest } = place;
  return rest;
}

function withoutSide(place: Place): Place {
  const { side: _side, ...rest } = place;
  return rest;
}
