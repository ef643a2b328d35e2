import type { Located } from "./located";
import type { Item } from "./places";
import type { Context } from "./sentence";
import type { Sequence } from "./sequence";
import type { Metric } from "./tokens";
import type { NumberItem } from "./whose";

/** What a number is. `other` is known to be no DXA value. `direction`: written as "SD below" (-1) or "SD above" (1). */
export type Label = { readonly metric: Metric | "other"; readonly direction?: 1 | -1 };

type MetricItem = Extract<Item, { readonly kind: "metric" }>;

/**
 * Finds what each number of a sentence is: by "SD below the young adult mean", by the label before it, by its unit, by a label right
 * behind it; then by what a first place's numbers were called ("T-score at the neck is -2.1 and at the total hip -1.4").
 */
export function labelNumbers(
  sequence: Sequence,
  located: readonly Located[],
  { notHers, dated }: { readonly notHers: ReadonlySet<NumberItem>; readonly dated: ReadonlyMap<NumberItem, unknown> },
  context: Context,
): (Label | undefined)[] {
  const reader = new LabelReader(sequence);
  const labels = sequence.numbers.map((number, position) => reader.sdWording(number, position) ?? reader.own(number, position));
  labelTriples(sequence, located, labels);
  repeatLabels(sequence, located, labels, (number) => notHers.has(number) || dated.has(number), context);
  labelDensities(sequence, located, labels);
  labelPresentValues(sequence, located, labels, notHers);
  labelFromBehind(sequence, located, labels, notHers);
  labelTexture(sequence, labels);
  return labels;
}

class LabelReader {
  constructor(private readonly sequence: Sequence) {}

  /** "2.4 SD below the young adult mean", "T-score: 2.4 below". The reference must agree with the label, if both are there. */
  sdWording(number: NumberItem, position: number): Label | undefined {
    const { items } = this.sequence;
    const index = this.sequence.at(number);
    const unit = items[index + 1];
    const unitSaid = unit?.kind === "unit" && unit.unit === "sd";
    const direction = items[index + (unitSaid ? 2 : 1)];
    const label = this.before(number, position);
    if (direction?.kind !== "direction" || (!unitSaid && (label === undefined || !this.endsThought(direction)))) return undefined;
    const reference = items.slice(index + 2, index + 11).find((item) => item.kind === "reference" || item.kind === "number");
    const said = reference?.kind === "reference" ? reference.metric : undefined;
    const [labelled] = label?.metrics.length === 1 ? label.metrics : [];
    const score = labelled === "t-score" || labelled === "z-score" ? labelled : undefined;
    const agree = score === undefined || said === undefined || score === said;
    return { metric: agree ? (score ?? said ?? "other") : "other", direction: direction.sign };
  }

  own(number: NumberItem, position: number): Label | undefined {
    const before = this.before(number, position);
    if (before !== undefined) {
      const run = this.run(before);
      const list = this.sequence.listOf(position);
      return labelOf(run.length === 1 || (list.first === position && list.length === run.length) ? run[0] : undefined);
    }
    const shared = this.fromRun(position);
    if (shared !== undefined) return labelOf(shared);
    const next = this.sequence.next(number);
    const unit = next?.kind === "unit" && /^[\s([]*$/.test(this.sequence.between(number, next)) ? next.unit : undefined;
    if (unit === "g/cm2" || unit === "mg/cm2") return labelOf("bmd");
    const behind = next?.kind === "unit" ? this.sequence.next(next) : next;
    const isBehind = behind?.kind === "metric" && behind.metrics.length === 1 && this.isAttached(number, behind) && !this.labelsNext(behind);
    return isBehind ? labelOf(behind.metrics[0]) : undefined;
  }

  /** The label nearest before a number and after the number before it. */
  private before(number: NumberItem, position: number): MetricItem | undefined {
    const previous = this.sequence.numbers[position - 1];
    const label = this.lastLabel(previous === undefined ? 0 : this.sequence.at(previous) + 1, this.sequence.at(number));
    if (label === undefined || this.isTooFar(label, number)) return undefined;
    if (previous === undefined) return label;
    // "a -2.5 T-score was obtained; …": that label belongs to the number before it.
    const trailing = this.isAttached(previous, label) && !this.labelsNext(label) && this.labelBefore(previous, position - 1) === undefined;
    return trailing ? undefined : label;
  }

  /** "A lower T-score …, risk rises 2.6": the more is said between, and the less the number looks like a score, the less it is one. */
  private isTooFar(label: MetricItem, number: NumberItem): boolean {
    const between = this.sequence.items.slice(this.sequence.at(label) + 1, this.sequence.at(number));
    const strange = between.filter((item) => item.kind === "word" && !linking.has(item.text)).length;
    return strange > (number.sign === "none" && label.metrics[0] !== "bmd" ? 2 : 7);
  }

  private labelBefore(number: NumberItem, position: number): MetricItem | undefined {
    const previous = this.sequence.numbers[position - 1];
    return this.lastLabel(previous === undefined ? 0 : this.sequence.at(previous) + 1, this.sequence.at(number));
  }

  private lastLabel(from: number, to: number): MetricItem | undefined {
    for (let index = to - 1; index >= from; index -= 1) {
      const item = this.sequence.items[index];
      if (item?.kind === "metric") return item;
    }
    return undefined;
  }

  /** Labels written together: "BMD/T/Z", "T-score and Z-score". "BMD T-score" is one label, the T-score. */
  private run(last: MetricItem): readonly (Metric | "other")[] {
    let run = [...last.metrics];
    let first: Item = last;
    for (;;) {
      const index = this.sequence.at(first);
      const word = this.sequence.items[index - 1];
      const previous: Item | undefined = word?.kind === "word" ? this.sequence.items[index - 2] : word;
      if (previous?.kind !== "metric" || !together.test(this.sequence.between(previous, first))) return run;
      run = [...previous.metrics, ...run];
      first = previous;
    }
  }

  /** The second, third … number of "T/Z: -2.3/-0.8". */
  private fromRun(position: number): Metric | "other" | undefined {
    const { first, length } = this.sequence.listOf(position);
    const start = this.sequence.numbers[first];
    const label = start === undefined || first === position ? undefined : this.before(start, first);
    const run = label === undefined ? [] : this.run(label);
    return run.length > 1 && length === run.length ? run[position - first] : undefined;
  }

  private isAttached(number: NumberItem, label: Item): boolean {
    return /^[\s(-]*(?:sd|g\/cm2)?[\s(-]*$/.test(this.sequence.between(number, label));
  }

  private labelsNext(label: Item): boolean {
    const next = this.sequence.next(label);
    return next?.kind === "number" && /^[\s:=]*(?:of |is |was )?$/.test(this.sequence.between(label, next));
  }

  /** "T-score: 2.6 below": nothing follows that the value could be below of. */
  private endsThought(direction: Item): boolean {
    const next = this.sequence.next(direction);
    return next === undefined || next.kind === "reference" || /[;,)]/.test(this.sequence.between(direction, next));
  }
}

const linking = new Set(
  "is was are were be been of at the a an in on for with and or its his her value values measures measured equals equal reads score result results to left right total mean average approximately approx about est de la le el il von der die das ist betragt liegt bei un una e y et en es bedraagt van".split(
    " ",
  ),
);
const together = /^\s*(?:[/,&|-]+\s*(?:and|und|et|y|e|en)?|and|und|et|y|e|en)\s*$/;

function labelOf(metric: Metric | "other" | undefined): Label | undefined {
  return metric === undefined ? undefined : { metric };
}

/** A further place repeats the labels of the first, when it has as many numbers. */
function repeatLabels(
  sequence: Sequence,
  located: readonly Located[],
  labels: (Label | undefined)[],
  isAside: (number: NumberItem) => boolean,
  context: Context,
): void {
  const { items, numbers } = sequence;
  const groups = new Map<number, number[]>();
  located.forEach(({ group }, position) => groups.set(group, [...(groups.get(group) ?? []), position]));
  let template: readonly (Metric | "other" | undefined)[] =
    context.metric !== undefined && (context.titled === true || speaksOn(items)) ? [context.metric] : [];
  for (const [group, all] of groups) {
    // "-2.4 (previous -2.1)" is one value of hers.
    const hers = all.filter((position) => {
      const number = numbers[position];
      return number !== undefined && !isAside(number);
    });
    const members = all.length === template.length || hers.length === 0 ? all : hers;
    const own = members.map((position) => labels[position]?.metric);
    const fits = template.length === members.length && own.every((metric, at) => metric === undefined || metric === template[at]);
    if (group >= 0 && fits && own.includes(undefined) && members.every((position) => numbers[position]?.decimals !== 0)) {
      members.forEach((position, at) => {
        const metric = template[at];
        if (metric !== undefined) labels[position] ??= { metric, ...directionAfter(sequence, position) };
      });
    }
    const known = own.filter((metric) => metric !== undefined && metric !== "other");
    if (known.length > 0) template = known;
  }
}

/** "TBS: L1-L4 1.198, Z-score -1.6": a score that follows the trabecular bone score of a place is its score, not the density's. */
function labelTexture({ items, folded }: Sequence, labels: (Label | undefined)[]): void {
  let texture = false;
  let numberSeen = false;
  let position = -1;
  items.forEach((item, index) => {
    const before = items[index - 1];
    if (before !== undefined && folded.slice(before.end, item.start).includes(";")) texture = false;
    if (item.kind === "metric" && /^(?:tbs|trabecular)/.test(item.text)) {
      texture = true;
      numberSeen = false;
    } else if ((item.kind === "metric" && item.metrics.includes("bmd")) || (item.kind === "place" && numberSeen)) texture = false;
    else if (item.kind === "number") {
      position += 1;
      if (texture) labels[position] = { metric: "other" };
      numberSeen = true;
    }
  });
}

/** "1.4 SD below", said of a further place without what it is below of. */
function directionAfter(sequence: Sequence, position: number): { readonly direction?: 1 | -1 } {
  const { items, numbers } = sequence;
  const number = numbers[position];
  const index = number === undefined ? items.length : sequence.at(number);
  const [unit, direction] = items.slice(index + 1, index + 3);
  return unit?.kind === "unit" && unit.unit === "sd" && direction?.kind === "direction" ? { direction: direction.sign } : {};
}

/** "L1-L4, 0.889, -1.4, -0.1 (BMD, T-score, Z-score)": a density and two scores, the lower first, in a sentence that speaks of them. */
function labelTriples({ items, numbers }: Sequence, located: readonly Located[], labels: (Label | undefined)[]): void {
  if (!items.some((item) => item.kind === "metric" && item.metrics.includes("t-score"))) return;
  numbers.forEach((density, first) => {
    const [t, z] = [numbers[first + 1], numbers[first + 2]];
    const at = located[first];
    if (t === undefined || z === undefined || at?.by !== "sentence" || labels[first + 1] !== undefined) return;
    if (labels[first] !== undefined && labels[first].metric !== "bmd") return;
    if (density.decimals !== 3 || density.sign !== "none" || t.decimals !== 1 || z.decimals !== 1 || t.value > z.value) return;
    const alone = located.filter(({ group }) => group === at.group).length === 3 && located[first + 2]?.group === at.group;
    if (!alone) return;
    const triple = ["bmd", "t-score", "z-score"] as const;
    triple.forEach((metric, next) => (labels[first + next] = { metric }));
  });
}

/** "L1-L4 0.866 (T-score -1.6)": three decimals between a place and its score are the density the score was made of. */
function labelDensities(sequence: Sequence, located: readonly Located[], labels: (Label | undefined)[]): void {
  sequence.numbers.forEach((number, position) => {
    if (labels[position] !== undefined || number.decimals !== 3 || number.sign !== "none") return;
    const before = sequence.items[sequence.at(number) - 1];
    const score = labels[position + 1]?.metric;
    const same = located[position]?.by === "sentence" && located[position + 1]?.group === located[position]?.group;
    if (before?.kind === "place" && same && (score === "t-score" || score === "z-score")) labels[position] = labelOf("bmd");
  });
}

/** "At the present examination it is -1.6 at the spine": what "it" is, the sentence before said. */
function speaksOn(items: readonly Item[]): boolean {
  if (items.some((item) => item.kind === "metric")) return false;
  // "Left total hip: -1.5 (previously -1.4)"
  const bare = (item: Item): boolean =>
    item.kind === "place" ||
    (item.kind === "cue" && (item.cue === "prior" || item.cue === "compare")) ||
    (item.kind === "number" && item.decimals === 1 && (item.sign === "written" || item.value < 1));
  if (items.every(bare)) return true;
  // In Italian and Spanish "il" and "el" are articles: only with their verb.
  const heSheIt = items.some(
    (item, index) => /^(?:il|elle|er|sie|es)$/.test(item.text) && /^(?:est|reste|ist|bleibt|liegt)$/.test(items[index + 1]?.text ?? ""),
  );
  if (heSheIt) return true;
  return items.some((item) => (item.kind === "word" && /^(?:it|this|they|these)$/.test(item.text)) || (item.kind === "cue" && item.cue === "current"));
}

/** "was -1.4 in 2023 and is now -1.9", "from -2.7 to -2.3": the value of today has the label of the one it is compared with. */
function labelPresentValues(sequence: Sequence, located: readonly Located[], labels: (Label | undefined)[], notHers: ReadonlySet<NumberItem>): void {
  sequence.numbers.forEach((number, position) => {
    const earlier = sequence.numbers[position - 1];
    if (labels[position] !== undefined || earlier === undefined || notHers.has(number) || !notHers.has(earlier)) return;
    const same = located[position]?.group === located[position - 1]?.group;
    const alone = located[position - 1]?.by === "nowhere" || located[position - 1]?.by === "context";
    if ((!same && !alone) || number.decimals !== earlier.decimals) return;
    const present = sequence.items
      .slice(sequence.at(earlier) + 1, sequence.at(number))
      .some((item) => item.kind === "cue" && (item.cue === "current" || item.cue === "correction"));
    // "T-score (ref. -1.0 to 4.0): -1.6": the range's first number has the label.
    const label = labels[position - 1] ?? labels[position - 2];
    if ((present || /^\s*(?:to|auf|a|al|tot|naar)\s*$|^ ?\) ?[:=] ?$/.test(sequence.betweenWithoutDates(earlier, number))) && label !== undefined)
      labels[position] = { metric: label.metric };
  });
}

/** "LS -2.1, TH -1.6, FN -2.0 (T-scores)". */
function labelFromBehind({ items, numbers }: Sequence, located: readonly Located[], labels: (Label | undefined)[], notHers: ReadonlySet<NumberItem>): void {
  const last = numbers.findLast((number) => !notHers.has(number));
  const said = items.filter((item) => item.kind === "metric");
  const [only] = said;
  if (last === undefined || said.length !== 1 || only?.metrics.length !== 1 || only.start < last.start) return;
  if (labels.some((label, position) => label !== undefined && numbers[position] !== last)) return;
  numbers.forEach((number, position) => {
    if (number.decimals > 0 && number.sign !== "none" && located[position]?.by === "sentence") labels[position] = labelOf(only.metrics[0]);
  });
}
