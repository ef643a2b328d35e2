import { regionLabel } from "../charts/region-label";
import type { Fact, FhirDate, How, Sources } from "../record/fact";
import { confirmedNote } from "../record/bone-density/dxa-sessions";
import { isWaiting } from "../record/bone-density/reading-agreement";
import type { BoneHealthRecord, UnusableItem } from "../record/record";
import { text } from "./data-quality-text";

/** One value in use, and what should be known about it. */
export type QualityLine = { readonly what: string; readonly date: FhirDate | undefined; readonly says: string; readonly sources: Sources };

export type UnusableGroup = { readonly kind: UnusableItem["kind"]; readonly items: readonly UnusableItem[] };

/** In the order in which a clinician should look at them: what may hide a result first, what is settled last. */
const kinds = [
  "other-patient",
  "entered-in-error",
  "unit",
  "inconsistent",
  "implausible",
  "future-date",
  "not-numeric",
  "malformed",
  "unresolved-reference",
  "not-final",
  "other-analyte",
  "not-central-dxa",
  "not-taken",
  "other",
  "superseded",
  "duplicate",
] as const satisfies readonly UnusableItem["kind"][];

/** What was not used, by reason. Values of what was withdrawn or is another patient's are left out, whatever the record holds. */
export function unusableGroups(items: readonly UnusableItem[]): readonly UnusableGroup[] {
  return kinds.flatMap((kind) => {
    const own = items.filter((item) => item.kind === kind).map((item) => (secret.has(kind) ? withoutValue(item) : item));
    return own.length === 0 ? [] : [{ kind, items: own }];
  });
}

/** Values in use that were recognised by their name only. */
export function matchedByText(record: BoneHealthRecord): readonly QualityLine[] {
  return valuesOf(record)
    .filter((value) => value.how === "by-text")
    .map(lineOf);
}

/** What the record takes to be so without anybody having said it. */
export function assumptions(record: BoneHealthRecord): readonly QualityLine[] {
  return valuesOf(record)
    .filter((value) => value.how === "assumed")
    .map(lineOf);
}

export function enteredValues(record: BoneHealthRecord): readonly QualityLine[] {
  return valuesOf(record)
    .filter((value) => value.how === "entered-here")
    .map(lineOf);
}

/** Values in use that carry a remark. Assumptions have a list of their own, and how something was calculated stands with it. */
export function caveats(record: BoneHealthRecord): readonly QualityLine[] {
  return valuesOf(record)
    .filter((value) => value.note !== undefined && value.note !== confirmedNote && value.how !== "assumed" && value.how !== "derived")
    .map(lineOf);
}

/** Changes that were not calculated, and those that hold only if the scanner was the same; one line for each thing to be said. */
export function notComparable(record: BoneHealthRecord): readonly QualityLine[] {
  const lines = new Map<string, { readonly regions: Set<string>; readonly sources: Set<string> }>();
  for (const change of record.boneDensity.changes) {
    if (change.comparable && change.scannerKnown) continue;
    const says = change.comparable ? text("scannerUnknown") : change.reason;
    const line = lines.get(says) ?? { regions: new Set(), sources: new Set() };
    lines.set(says, line);
    line.regions.add(regionLabel(change.region));
    for (const source of change.sources) line.sources.add(source);
  }
  return [...lines].map(([says, { regions, sources }]) => ({ what: [...regions].join(", "), date: undefined, says, sources: [...sources] }));
}

/** Numbers read from report texts that wait for a clinician's word. */
export function unconfirmedReadings(record: BoneHealthRecord): number {
  return record.boneDensity.sessions.reduce(
    (count, { reports, results }) => count + reports.flatMap((report) => report.readings).filter((reading) => isWaiting(reading, results)).length,
    0,
  );
}

const secret: ReadonlySet<UnusableItem["kind"]> = new Set(["entered-in-error", "other-patient"]);

function withoutValue({ asReported: _withheld, ...item }: UnusableItem): UnusableItem {
  return item;
}

type Value = { readonly what: string; readonly date: FhirDate | undefined; readonly how: How; readonly note: string | undefined; readonly sources: Sources };

function lineOf({ what, date, note, sources }: Value): QualityLine {
  return { what, date, says: note ?? "", sources };
}

/** Every value of the record that is in use, with how it is known. */
function valuesOf(record: BoneHealthRecord): readonly Value[] {
  const scans = record.boneDensity.sessions.flatMap((session) =>
    session.results.flatMap((result) =>
      (["bmd", "tScore", "zScore"] as const).flatMap((metric): readonly Value[] => {
        const value = result[metric];
        if (value === undefined) return [];
        return [
          { what: `${regionLabel(result.region)} ${text(`metric-${metric}`)}`, date: session.date, how: value.how, note: value.note, sources: value.sources },
        ];
      }),
    ),
  );
  const blood = record.vitaminD.results.map(({ date, how, note, sources }): Value => ({ what: text("vitaminD"), date, how, note, sources }));
  const courses = [...record.therapy.aromataseInhibitors, ...record.therapy.others].map(
    ({ label, start, how, sources }): Value => ({ what: label, date: start, how, note: undefined, sources }),
  );
  return [...scans, ...blood, ...courses, ...factsOf(record)];
}

function factsOf(record: BoneHealthRecord): readonly Value[] {
  const { disease, menopause, chemistry, risk, boneDensity } = record;
  const { status, ovarianSuppression } = menopause;
  const { fraxMajor, fraxHip } = boneDensity;
  const facts = { ...disease, menopause: status, ovarianSuppression, ...chemistry, ...risk, fraxMajor, fraxHip };
  return namesOf(facts).flatMap((name): readonly Value[] => {
    const fact: Fact<unknown> = facts[name];
    if (fact.state !== "present") return [];
    return [{ what: text(name), date: fact.date, how: fact.how, note: fact.note, sources: fact.sources }];
  });
}

function namesOf<Key extends string>(object: Readonly<Record<Key, unknown>>): readonly Key[] {
  return Object.keys(object) as Key[];
}
