import { type Item, type Place, isComplete, sameFamily, within } from "./report-text-places";
import type { Metric } from "./report-text-tokens";
import { type DateTie, type NumberItem, whoseNumbers } from "./report-text-whose";

/** A number with its label and place, before the report as a whole has been heard. */
export type Finding = {
  readonly metric: Metric;
  readonly place: Place | undefined;
  readonly value: number;
  readonly number: NumberItem;
  readonly kind: "sentence" | "table" | "sd-wording";
  readonly date?: DateTie;
  /** The sentence says that it puts an earlier figure right. */
  readonly corrects: boolean;
};

/** What the sentences before this one leave open for it. */
export type Context = {
  readonly place?: Place;
  /** Labels already read for `place` through the context: a second one belongs to something else. */
  readonly used: readonly Metric[];
  readonly metric?: Metric;
  /** The heading these lines stand under ("LEFT HIP"): its side holds for the parts named below it. */
  readonly heading?: Place;
};

/** `ties`: the days that any number of the sentence is tied to, read or not: what is newest is judged by all of them. */
export type Read = { readonly findings: readonly Finding[]; readonly ties: readonly DateTie[]; readonly next: Context };

type Label = Metric | "other" | undefined;
type Located = { readonly place: Place | undefined; readonly group: number; readonly fromContext: boolean };

/** Reads one sentence (or one row that carries its own labels). */
export function readSentence(items: readonly Item[], folded: string, context: Context): Read {
  const numbers = items.filter((item) => item.kind === "number");
  if (numbers.length === 0) return { findings: [], ties: [], next: contextAfter(items, [], context) };
  const { notHers, dates } = whoseNumbers(items, folded);
  const sentence = new Sentence(items, folded, context);
  const located = sentence.locate(numbers);
  const labels = sentence.label(numbers, located, notHers);
  const corrects = items.some((item) => item.kind === "cue" && item.cue === "correction");
  const findings: Finding[] = [];
  const usedByContext: Metric[] = [];
  const claimed = new Set<string>();
  numbers.forEach((number, index) => {
    const label = labels[index];
    const at = located[index];
    const metric = label?.metric;
    if (label === undefined || metric === undefined || metric === "other" || at === undefined || at.group === ambiguous) return;
    const claim = `${at.group} ${metric}`;
    const value = notHers.has(number) ? undefined : valueOf(number, metric, sentence.around(number), label.direction);
    if (at.fromContext && at.place !== undefined) {
      if (context.used.includes(metric)) return;
      if (value !== undefined) usedByContext.push(metric);
    }
    if (value === undefined || (at.place !== undefined && claimed.has(claim))) return;
    claimed.add(claim);
    const date = dates.get(number);
    findings.push({ metric, place: at.place, value, number, kind: label.direction === undefined ? "sentence" : "sd-wording", corrects, ...(date && { date }) });
  });
  const aboutDensity = items.some((item) => item.kind === "metric" && item.metrics[0] !== "other");
  return { findings, ties: aboutDensity ? [...dates.values()] : [], next: contextAfter(items, findings, { ...context, used: [...context.used, ...usedByContext] }) };
}

/**
 * The value of a number under its label, if it can be one: BMD 0.2 to 2.5 g/cm2 (mg/cm2 divided by 1000), T-score -8 to 6, Z-score
 * -8 to 8. A positive score in a clause that speaks of osteoporosis has lost its sign and gives nothing.
 */
export function valueOf(number: NumberItem, metric: Metric, around: Around, direction?: 1 | -1): number | undefined {
  if (metric === "bmd") {
    const magnitude = number.sign === "spaced" ? Math.abs(number.value) : number.value;
    const value = around.unit === "mg/cm2" ? magnitude / 1000 : magnitude;
    const precise = number.decimals >= 2 || around.unit !== undefined;
    return precise && value >= 0.2 && value <= 2.5 && around.unit !== "sd" ? Math.round(value * 1e6) / 1e6 : undefined;
  }
  if (number.sign === "dash" || number.decimals > 2 || around.unit === "g/cm2" || around.unit === "mg/cm2") return undefined;
  if (number.decimals === 0 && number.sign === "none" && !around.labelled) return undefined;
  if (direction !== undefined && number.value < 0 && direction > 0) return undefined;
  const value = direction === undefined ? number.value : direction * Math.abs(number.value);
  if (number.sign === "none" && value >= 1 && /osteop|low bone (?:mass|density)|faible masse|massa ossea/.test(around.clause)) return undefined;
  return value >= -8 && value <= (metric === "t-score" ? 6 : 8) ? value : undefined;
}

/** What stands by a number: its unit, whether a label is directly before it, and the clause it is in. */
export type Around = { readonly unit: "g/cm2" | "mg/cm2" | "sd" | undefined; readonly labelled: boolean; readonly clause: string };

const ambiguous = -1;

class Sentence {
  private readonly indexOf = new Map<Item, number>();

  constructor(
    private readonly items: readonly Item[],
    private readonly folded: string,
    private readonly context: Context,
  ) {
    items.forEach((item, index) => this.indexOf.set(item, index));
  }

  around(number: NumberItem): Around {
    const index = this.at(number);
    const next = this.items[index + 1];
    const before = this.items[index - 1];
    const unit = next?.kind === "unit" && /^[\s([]*$/.test(this.folded.slice(number.end, next.start)) ? next.unit : undefined;
    const labelled = before?.kind === "metric" && /^[\s:=(]*$/.test(this.folded.slice(before.end, number.start));
    return { unit, labelled, clause: this.clauseAround(number) };
  }

  // ---------------------------------------------------------------- places

  locate(numbers: readonly NumberItem[]): Located[] {
    const located: Located[] = [];
    const linkedPlaces = new Set<number>();
    for (let index = 0; index < numbers.length; index += 1) {
      const number = numbers[index];
      if (number === undefined) continue;
      const zipped = this.zip(numbers, index);
      if (zipped !== undefined) {
        located.push(...zipped);
        index += zipped.length - 1;
      } else located.push(this.locateOne(number, linkedPlaces, located));
    }
    return located;
  }

  private locateOne(number: NumberItem, linkedPlaces: Set<number>, before: readonly Located[]): Located {
    const following = this.placeAfter(number);
    const preceding = this.placeBefore(number);
    if (following !== undefined) {
      const gap = this.folded.slice(number.end, this.items[following]?.start);
      const spent = preceding === undefined || linkedPlaces.has(preceding) || before.at(-1)?.group === preceding;
      const plain =
        /^\s*(?:sd|g\/cm2)?\s*[-:]?\s*$/.test(gap) && (preceding === undefined || linkedPlaces.has(preceding)) && !this.hasNumberOfItsOwn(following);
      const bracketed = this.items[following]?.text.startsWith("(") === true && /^\s*(?:sd)?\s*$/.test(gap);
      if (link.test(gap) || plain || bracketed || (spent && bracket.test(gap))) {
        linkedPlaces.add(following);
        return this.isConjoined(following, following + 1) ? nowhere : { place: this.resolve(following), group: following, fromContext: false };
      }
    }
    if (preceding !== undefined) {
      if (linkedPlaces.has(preceding) && before.some(({ group }) => group === preceding) && this.separates(preceding, number)) return nowhere;
      if (this.isConjoined(preceding - 1, preceding) && !this.isSideOnly(preceding)) return nowhere;
      return { place: this.resolve(preceding), group: preceding, fromContext: false };
    }
    const near = following === undefined ? undefined : this.items[following];
    if (following !== undefined && near !== undefined && !this.hasNumberOfItsOwn(following) && !/[;]/.test(this.folded.slice(number.end, near.start))) {
      if (this.isConjoined(following, following + 1)) return nowhere;
      linkedPlaces.add(following);
      return { place: this.resolve(following), group: following, fromContext: false };
    }
    return { place: this.context.place, group: -2, fromContext: true };
  }

  /** "The T-scores of the spine and the left hip are -2.3 and -1.7": as many places as numbers, in the same order. */
  private zip(numbers: readonly NumberItem[], first: number): Located[] | undefined {
    const number = numbers[first];
    if (number === undefined) return undefined;
    const last = this.placeBefore(number);
    if (last === undefined || this.items.slice(last + 1, this.at(number)).some((item) => item.kind === "number")) return undefined;
    const places = [last];
    for (let place = this.conjoinedBefore(last); place !== undefined; place = this.conjoinedBefore(places[0] ?? 0)) places.unshift(place);
    if (places.length < 2) return undefined;
    const run = [number];
    for (let next = numbers[first + run.length]; next !== undefined; next = numbers[first + run.length]) {
      const previous = run.at(-1);
      if (previous === undefined || !listed.test(this.folded.slice(previous.end, next.start))) break;
      run.push(next);
    }
    if (run.length !== places.length) return undefined;
    const whole = this.items[last];
    return places.map((place) => {
      const own = this.items[place];
      const resolved = own?.kind === "place" && own.family === undefined && whole?.kind === "place" ? within(own, whole) : this.resolve(place);
      return { place: resolved, group: place, fromContext: false };
    });
  }

  private conjoinedBefore(place: number): number | undefined {
    for (let back = place - 1; back >= Math.max(0, place - 3); back -= 1) {
      if (this.items[back]?.kind === "place") return this.isConjoined(back, place) ? back : undefined;
    }
    return undefined;
  }

  /** Two places named in one breath ("spine and hip"): a single number after them could be either's. */
  private isConjoined(first: number, second: number): boolean {
    let a = first;
    let b = second;
    while (a > 0 && a > first - 3 && this.items[a]?.kind === "word") a -= 1;
    while (b < this.items.length && b < second + 3 && this.items[b]?.kind === "word") b += 1;
    const one = this.items[a];
    const two = this.items[b];
    if (one?.kind !== "place" || two?.kind !== "place") return false;
    return conjunction.test(this.folded.slice(one.end, two.start));
  }

  private isSideOnly(index: number): boolean {
    const item = this.items[index];
    return item?.kind === "place" && item.family === undefined && item.part === undefined;
  }

  private separates(place: number, number: NumberItem): boolean {
    return this.items.slice(place + 1, this.at(number)).some((item) => item.kind === "number" || /^(?:and|und|et|y|e)$/.test(item.text));
  }

  private placeBefore(number: NumberItem): number | undefined {
    for (let index = this.at(number) - 1; index >= 0; index -= 1) if (this.items[index]?.kind === "place") return index;
    return undefined;
  }

  /** The next place before any further number. */
  private placeAfter(number: NumberItem): number | undefined {
    for (let index = this.at(number) + 1; index < this.items.length; index += 1) {
      if (this.items[index]?.kind === "place") return index;
      if (this.items[index]?.kind === "number") return undefined;
    }
    return undefined;
  }

  /** Whether a place is followed by a number before the next place, without being linked to the number before it. */
  private hasNumberOfItsOwn(place: number): boolean {
    for (let index = place + 1; index < this.items.length; index += 1) {
      const item = this.items[index];
      if (item?.kind === "place") return false;
      if (item?.kind === "number") {
        const after = this.placeAfter(item);
        const next = after === undefined ? undefined : this.items[after];
        return next === undefined || !link.test(this.folded.slice(item.end, next.start));
      }
    }
    return false;
  }

  /** Completes "total", "left" or a part under "Left hip:" from what the sentence named before, else from the heading. */
  private resolve(index: number): Place | undefined {
    const place = this.items[index];
    if (place?.kind !== "place" || (isComplete(place) && place.side !== undefined)) return place?.kind === "place" ? place : undefined;
    const heading = this.context.heading;
    for (let back = index - 1; back >= 0; back -= 1) {
      const earlier = this.items[back];
      if (earlier?.kind !== "place" || earlier.family === undefined) continue;
      const speaksForParts = earlier.part === undefined || earlier.leads === true;
      if (place.family === undefined) return within(place, place.part === undefined || speaksForParts ? earlier : withoutSide(earlier));
      if (!sameFamily(place.family, earlier.family)) return place;
      if (earlier.side !== undefined) return speaksForParts ? within(place, sideOf(earlier)) : place;
    }
    if (place.family === undefined) {
      const around = heading ?? this.context.place;
      return around === undefined ? undefined : within(place, around);
    }
    return heading?.family !== undefined && sameFamily(place.family, heading.family) ? within(place, sideOf(heading)) : place;
  }

  // ---------------------------------------------------------------- labels

  label(
    numbers: readonly NumberItem[],
    located: readonly Located[],
    notHers: ReadonlySet<NumberItem>,
  ): ({ readonly metric: Label; readonly direction?: 1 | -1 } | undefined)[] {
    const labels = numbers.map((number, index) => this.sdWording(number, numbers[index - 1]) ?? this.ownLabel(numbers, index));
    this.fillFromTemplate(numbers, located, labels);
    this.fillFromEarlierValue(numbers, located, labels, notHers);
    this.fillFromTrailingLabel(numbers, located, labels, notHers);
    return labels;
  }

  /** "2.4 SD below the young adult mean". The reference must agree with the label, if both are there. */
  private sdWording(number: NumberItem, previous: NumberItem | undefined): { metric: Label; direction: 1 | -1 } | undefined {
    const index = this.at(number);
    const [unit, direction] = [this.items[index + 1], this.items[index + 2]];
    if (unit?.kind !== "unit" || unit.unit !== "sd" || direction?.kind !== "direction") return undefined;
    const label = this.labelBetween(previous, number);
    const reference = this.items.slice(index + 3, index + 11).find((item) => item.kind === "reference" || item.kind === "number");
    const said = reference?.kind === "reference" ? reference.metric : undefined;
    const labelled = label?.kind === "metric" && label.metrics.length === 1 ? label.metrics[0] : undefined;
    const score = labelled === "t-score" || labelled === "z-score" ? labelled : undefined;
    if (score !== undefined && said !== undefined && score !== said) return { metric: "other", direction: direction.sign };
    return { metric: score ?? said ?? "other", direction: direction.sign };
  }

  private ownLabel(numbers: readonly NumberItem[], position: number): { metric: Label } | undefined {
    const number = numbers[position];
    if (number === undefined) return undefined;
    const before = this.labelBetween(numbers[position - 1], number);
    if (before !== undefined) {
      const run = this.labelRun(before);
      if (run.length > 1) {
        const offset = this.offsetInRun(numbers, position, before);
        return { metric: offset === undefined ? undefined : run[offset] };
      }
      return { metric: run[0] };
    }
    // The second, third … number of "T/Z: -2.3/-0.8".
    const run = this.runningLabels(numbers, position);
    if (run !== undefined) return { metric: run };
    const unit = this.around(number).unit;
    if (unit === "g/cm2" || unit === "mg/cm2") return { metric: "bmd" };
    const next = this.items[this.at(number) + 1];
    const afterUnit = next?.kind === "unit" ? this.items[this.at(number) + 2] : next;
    if (
      afterUnit?.kind === "metric" &&
      afterUnit.metrics.length === 1 &&
      /^[\s(-]*(?:sd)?[\s(-]*$/.test(this.folded.slice(number.end, afterUnit.start)) &&
      !this.labelsNext(afterUnit)
    ) {
      return { metric: afterUnit.metrics[0] };
    }
    return undefined;
  }

  /** The label nearest before a number, after any number before it. */
  private labelBetween(previous: NumberItem | undefined, number: NumberItem): Extract<Item, { kind: "metric" }> | undefined {
    const stop = previous === undefined ? -1 : this.at(previous);
    for (let index = this.at(number) - 1; index > stop; index -= 1) {
      const item = this.items[index];
      if (item?.kind === "metric") return previous !== undefined && this.isTrailing(item, previous) ? undefined : item;
    }
    return undefined;
  }

  /** "a -2.5 T-score was obtained; …": that label belongs to the number before it. */
  private isTrailing(label: Item, previous: NumberItem): boolean {
    const attached = /^[\s(-]*(?:sd)?[\s(-]*$/.test(this.folded.slice(previous.end, label.start));
    return attached && !this.labelsNext(label) && this.labelBefore(previous) === undefined;
  }

  private labelBefore(number: NumberItem): Item | undefined {
    for (let index = this.at(number) - 1; index >= 0; index -= 1) {
      const item = this.items[index];
      if (item?.kind === "number") return undefined;
      if (item?.kind === "metric") return item;
    }
    return undefined;
  }

  private labelsNext(label: Item): boolean {
    const next = this.items[this.at(label) + 1];
    return next?.kind === "number" && /^[\s:=]*(?:of |is |was )?$/.test(this.folded.slice(label.end, next.start));
  }

  /** Labels written together: "BMD/T/Z", "T-score and Z-score", "T-score / Z-score". */
  private labelRun(last: Extract<Item, { kind: "metric" }>): readonly (Metric | "other")[] {
    let run = [...last.metrics];
    for (let index = this.at(last); index > 0; index -= 1) {
      const item = this.items[index];
      const before = this.items[index - 1];
      const previous = before?.kind === "word" && /^(?:and|und|et|y|e|en)$/.test(before.text) ? this.items[index - 2] : before;
      if (item === undefined || previous?.kind !== "metric" || !/^[\s/,&|-]*(?:and|und|et|y|e|en)?\s*$/.test(this.folded.slice(previous.end, item.start)))
        break;
      run = [...previous.metrics, ...run];
      if (previous !== before) index -= 1;
    }
    return run;
  }

  /** 0 when exactly as many numbers as labels follow the run; else nothing can be told. */
  private offsetInRun(numbers: readonly NumberItem[], position: number, label: Extract<Item, { kind: "metric" }>): number | undefined {
    const run = this.labelRun(label);
    let count = 1;
    for (let next = position + 1; next < numbers.length; next += 1) {
      const [a, b] = [numbers[next - 1], numbers[next]];
      if (a === undefined || b === undefined || !listed.test(this.folded.slice(a.end, b.start))) break;
      count += 1;
    }
    return count === run.length ? 0 : undefined;
  }

  private runningLabels(numbers: readonly NumberItem[], position: number): Label {
    let first = position;
    while (first > 0) {
      const [a, b] = [numbers[first - 1], numbers[first]];
      if (a === undefined || b === undefined || !listed.test(this.folded.slice(a.end, b.start))) break;
      first -= 1;
    }
    const start = numbers[first];
    const label = start === undefined || first === position ? undefined : this.labelBetween(numbers[first - 1], start);
    if (label === undefined) return undefined;
    const run = this.labelRun(label);
    return run.length > 1 && this.offsetInRun(numbers, first, label) === 0 ? run[position - first] : undefined;
  }

  /** "T-score at the femoral neck is -2.1 and at the total hip is -1.4": a further place repeats the labels of the first. */
  private fillFromTemplate(numbers: readonly NumberItem[], located: readonly Located[], labels: ({ metric: Label; direction?: 1 | -1 } | undefined)[]): void {
    const groups = new Map<number, number[]>();
    located.forEach(({ group }, index) => groups.set(group, [...(groups.get(group) ?? []), index]));
    let template: Label[] =
      this.context.metric !== undefined && !this.items.some((item) => item.kind === "metric") && this.refersBack() ? [this.context.metric] : [];
    for (const [group, members] of groups) {
      const own = members.map((index) => labels[index]?.metric);
      const open = own.every((label) => label === undefined);
      const fits =
        template.length === members.length &&
        members.every((index) => numbers[index]?.decimals !== 0) &&
        own.every((label, at) => label === undefined || label === template[at]);
      if (group >= 0 && fits && own.includes(undefined)) members.forEach((index, at) => (labels[index] ??= { metric: template[at] }));
      else if (!open) {
        const known = own.filter((label) => label !== undefined && label !== "other");
        if (known.length > 0) template = known;
      }
    }
  }

  /** "was -1.4 in 2023 and is now -1.9", "from -2.7 to -2.3": the value of today has the label of the one it is compared with. */
  private fillFromEarlierValue(
    numbers: readonly NumberItem[],
    located: readonly Located[],
    labels: ({ metric: Label; direction?: 1 | -1 } | undefined)[],
    notHers: ReadonlySet<NumberItem>,
  ): void {
    numbers.forEach((number, index) => {
      const earlier = numbers[index - 1];
      if (labels[index] !== undefined || earlier === undefined || notHers.has(number) || !notHers.has(earlier)) return;
      if (located[index]?.group !== located[index - 1]?.group || number.decimals !== earlier.decimals) return;
      const between = this.items.slice(this.at(earlier) + 1, this.at(number));
      const now = between.some((item) => item.kind === "cue" && item.cue === "current") || /^\s*(?:to|auf|a|al|tot|naar)\s*$/.test(this.folded.slice(earlier.end, number.start));
      const label = labels[index - 1];
      if (now && label !== undefined) labels[index] = { metric: label.metric };
    });
  }

  /** "LS -2.1, TH -1.6, FN -2.0 (T-scores)". */
  private fillFromTrailingLabel(
    numbers: readonly NumberItem[],
    located: readonly Located[],
    labels: ({ metric: Label; direction?: 1 | -1 } | undefined)[],
    notHers: ReadonlySet<NumberItem>,
  ): void {
    const first = numbers[0];
    const hers = numbers.filter((number) => !notHers.has(number));
    const last = hers.at(-1);
    if (first === undefined || last === undefined || labels.some((label, index) => label?.metric !== undefined && numbers[index] !== last)) return;
    const said = this.items.filter((item) => item.kind === "metric");
    const [only] = said;
    if (said.length !== 1 || only?.metrics.length !== 1 || only.start < last.start) return;
    numbers.forEach((number, index) => {
      if (number.decimals > 0 && number.sign !== "none" && (located[index]?.group ?? ambiguous) >= 0) labels[index] = { metric: only.metrics[0] };
    });
  }

  private refersBack(): boolean {
    return this.items.some((item) => (item.kind === "word" && /^(?:it|this|they|these)$/.test(item.text)) || (item.kind === "cue" && item.cue === "current"));
  }

  private clauseAround(number: NumberItem): string {
    const begin = this.items[0]?.start ?? number.start;
    const before = this.folded.slice(Math.max(begin, number.start - 120), number.start);
    const after = this.folded.slice(number.end, Math.min(this.items.at(-1)?.end ?? number.end, number.end + 60));
    const cut = /[;,]|\band\b/;
    return `${before.split(cut).at(-1) ?? ""} ${after.split(cut)[0] ?? ""}`;
  }

  private at(item: Item): number {
    return this.indexOf.get(item) ?? 0;
  }
}

const nowhere: Located = { place: undefined, group: ambiguous, fromContext: false };

/** "-2.2 at the right femoral neck", "-1.9 (total)". */
const link =
  /^\s*(?:sd)?\s*(?:\([^()]{0,40}\)\s*)?(?:\(\s*(?:at |in )?(?:the )?|(?:at|in|for|of|on|over|within|am|an|im|in der|an der|auf|bei|beim|au|aux|a la|en|del|de la|del la|al|alla|nel|nella|della|na|no|da|do|op|bij|van) (?:the |her |his |your |their |its |der |die |das |la |le |el |il |lo |de |het |level of |level of the |region of the )?|a livello (?:del |della |dell')?|a nivel (?:de |del |de la )?|au niveau (?:du |de la |des )?|at (?:the )?level of (?:the )?)$/;
const bracket = /^\s*[([]\s*$/;
const listed = /^\s*(?:sd|g\/cm2|gm\/cm2)?\s*(?:[,;/|&]\s*)?(?:(?:and|und|et|y|e|en|bzw\.?)\s+)?$/;
const conjunction =
  /^\s*(?:,|\/|&|\+|,?\s*\b(?:and|or|und|oder|et|ou|y|o|e|en|of)\b)\s*(?:the |the patient's |der |die |das |la |le |el |il |de |het |at |an |in )*$/;

function sideOf(place: Place): Place {
  const { part: _part, ...rest } = place;
  return rest;
}

function withoutSide(place: Place): Place {
  const { side: _side, ...rest } = place;
  return rest;
}

function contextAfter(items: readonly Item[], findings: readonly Finding[], context: Context): Context {
  const heading = context.heading && { heading: context.heading };
  const places = items.filter((item): item is Place => item.kind === "place" && item.family !== undefined);
  const metrics = new Set(findings.map((finding) => finding.metric));
  const [metric] = metrics;
  const lastMetric = metrics.size === 1 && metric !== undefined ? { metric } : {};
  const place = findings.find((finding) => finding.place !== undefined)?.place ?? places[0];
  if (places.length === 0) {
    const unread = items.some((item) => item.kind === "number") && findings.length === 0;
    return unread ? { used: [], ...heading } : { ...context, ...lastMetric };
  }
  if (places.length > 1 || place === undefined) return { used: [], ...lastMetric, ...heading };
  return { place, used: findings.map((finding) => finding.metric), ...lastMetric, ...heading };
}
