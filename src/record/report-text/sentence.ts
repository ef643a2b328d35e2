import { type Label, labelNumbers } from "./labels";
import { type Located, locate } from "./located";
import type { Item, Place } from "./places";
import { Sequence } from "./sequence";
import type { Metric } from "./tokens";
import { type Around, valueOf } from "./value";
import { type DateTie, type NumberItem, whoseNumbers } from "./whose";

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
  /** It stands in place of whatever was said of its site before, other vertebrae included. */
  readonly replaces?: true;
};

/** What the sentences before this one leave open for it. */
export type Context = {
  readonly place?: Place;
  /** Labels already read for `place`: a second one belongs to something else. */
  readonly used: readonly Metric[];
  readonly metric?: Metric;
  /** The label stands above as a title ("T-scores:"): lines without a label of their own are of it. */
  readonly titled?: true;
  /** The heading these lines stand under ("LEFT HIP"): its side holds for the parts named below it. */
  readonly heading?: Place;
};

/** `ties`: the days that any number of the sentence is tied to, read or not: what is newest is judged by all of them. */
export type Read = { readonly findings: readonly Finding[]; readonly ties: readonly DateTie[]; readonly next: Context };

/** Reads one sentence (or one row that carries its own labels). */
export function readSentence(items: readonly Item[], folded: string, context: Context): Read {
  const sequence = new Sequence(items, folded);
  if (sequence.numbers.length === 0) return { findings: [], ties: [], next: contextAfter(items, [], context) };
  const { notHers, dates } = whoseNumbers(items, folded);
  const located = locate(sequence, context);
  const labels = labelNumbers(sequence, located, { notHers, dated: dates }, context);
  const corrects = items.some((item) => item.kind === "cue" && item.cue === "correction");
  const findings: Finding[] = [];
  const claimed = new Set<string>(context.used.map((metric) => `-1 ${metric}`));
  sequence.numbers.forEach((number, position) => {
    const [label, at] = [labels[position], located[position]];
    if (label === undefined || label.metric === "other" || at === undefined || at.by === "nowhere" || notHers.has(number)) return;
    if (isOneOfTwo(sequence, located, labels, position) || isBelowSomething(sequence, number, label)) return;
    const claim = `${at.group} ${label.metric}`;
    const value = valueOf(number, label.metric, around(sequence, number), label.direction);
    if (value === undefined || (at.place !== undefined && claimed.has(claim))) return;
    claimed.add(claim);
    const date = dates.get(number);
    findings.push({
      metric: label.metric,
      place: at.place,
      value,
      number,
      kind: label.direction === undefined ? "sentence" : "sd-wording",
      corrects,
      ...(date && { date }),
    });
  });
  const aboutDensity = items.some((item) => (item.kind === "metric" ? item.metrics[0] !== "other" : item.kind === "word" && /^dx?e?xa$/.test(item.text)));
  return { findings, ties: aboutDensity ? [...dates.values()] : [], next: contextAfter(items, findings, context) };
}

/** "T-score -1.4 and -1.6": two values for one label and place; which of them counts is not said. */
function isOneOfTwo(sequence: Sequence, located: readonly Located[], labels: readonly (Label | undefined)[], position: number): boolean {
  const [number, second] = [sequence.numbers[position], sequence.numbers[position + 1]];
  if (number === undefined || second === undefined || labels[position + 1] !== undefined || number.decimals !== second.decimals) return false;
  const joined = /^\s*(?:sd )?(?:and|und|et|y|e|en)\s*$/.test(sequence.between(number, second));
  return joined && located[position]?.group === located[position + 1]?.group;
}

/** "1.9 below zero" is no 1.9. */
function isBelowSomething(sequence: Sequence, number: NumberItem, label: Label): boolean {
  const next = sequence.next(number);
  const direction = next?.kind === "unit" && next.unit === "sd" ? sequence.next(next) : next;
  return (
    label.direction === undefined && number.sign === "none" && direction?.kind === "direction" && /^\s*(?:\S+\s*)?$/.test(sequence.between(number, direction))
  );
}

function around(sequence: Sequence, number: NumberItem): Around {
  const next = sequence.next(number);
  const before = sequence.items[sequence.at(number) - 1];
  return {
    unit: next?.kind === "unit" && /^[\s([]*$/.test(sequence.between(number, next)) ? next.unit : undefined,
    labelled: before?.kind === "metric" && /^[\s:=(]*(?:of |is |was )?$/.test(sequence.between(before, number)),
    clause: clauseAround(sequence, number),
  };
}

function clauseAround({ items, folded }: Sequence, number: NumberItem): string {
  const before = folded.slice(Math.max(items[0]?.start ?? number.start, number.start - 120), number.start);
  const after = folded.slice(number.end, Math.min(items.at(-1)?.end ?? number.end, number.end + 60));
  const cut = /[;,]|\band\b/;
  return `${before.split(cut).at(-1) ?? ""} ${after.split(cut)[0] ?? ""}`;
}

function contextAfter(items: readonly Item[], findings: readonly Finding[], context: Context): Context {
  const heading = context.heading && { heading: context.heading };
  const places = items.filter((item): item is Place => item.kind === "place" && item.family !== undefined);
  const metrics = findings.map(({ metric }) => metric);
  const [metric] = metrics;
  const oneMetric = metric !== undefined && metrics.every((other) => other === metric) ? { metric } : {};
  if (places.length === 0) {
    const unread = items.some((item) => item.kind === "number") && findings.length === 0;
    return unread ? { used: [], ...heading } : { ...context, used: [...context.used, ...metrics], ...oneMetric };
  }
  const place = findings.find((finding) => finding.place !== undefined)?.place ?? places[0];
  // "Lumbar spine: … from L1-L4" names one place twice.
  const one =
    places.length === 1 ||
    (findings.length > 0 && findings.every((finding) => finding.place === place) && places.every(({ family }) => family === place?.family));
  return one && place !== undefined ? { place, used: metrics, ...oneMetric, ...heading } : { used: [], ...oneMetric, ...heading };
}
