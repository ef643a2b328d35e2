import type { Concept } from "../terminology/concept";
import { type Chart, codingsOf, isRecord, matchConcept, type RawResource, textsOf } from "./chart";
import { parseFhirDate } from "./date";
import type { FhirDate, How } from "./fact";
import { readValue } from "./quantity";
import type { UnusableItem } from "./record";
import type { RecordSettings } from "./site";

/** One code with one value: an Observation, or one component of it. */
export type Measurement = {
  readonly resource: RawResource;
  /** `Observation/123`, for a component too. */
  readonly reference: string;
  /** Unchecked CodeableConcept: what was measured. */
  readonly code: unknown;
  /** The element that carries value[x], dataAbsentReason and referenceRange. */
  readonly holder: Readonly<Record<string, unknown>>;
  readonly part: "whole" | "component";
};

/** A measurement a reader wants. */
export type Candidate = Measurement & {
  /** In words, for the list of unusable data ("25-OH vitamin D"). */
  readonly what: string;
  /** Only candidates of one series can be versions of each other (one accession holds many analytes and regions). */
  readonly series: string;
};

/** When it was measured, and what its status makes of it. */
export type Standing = {
  readonly date: FhirDate;
  /** Milliseconds since 1970, when a time of day with its zone was written. */
  readonly instant: number | undefined;
  readonly standing: "final" | "amended" | "preliminary" | "status-unknown";
  /** Caveats to show with the value. */
  readonly notes: readonly string[];
};

/** Every Observation and every component of one, in the chart's order. */
export function measurementsOf(chart: Chart): readonly Measurement[] {
  const found: Measurement[] = [];
  for (const resource of chart.ofType("Observation")) {
    const reference = `Observation/${resource.id}`;
    found.push({ resource, reference, code: resource["code"], holder: resource, part: "whole" });
    const components = resource["component"];
    if (!Array.isArray(components)) continue;
    for (const component of components) {
      if (isRecord(component)) found.push({ resource, reference, code: component["code"], holder: component, part: "component" });
    }
  }
  return found;
}

/**
 * Finds which of `concepts` a CodeableConcept stands for: a code of any concept beats the text of any other, then the first
 * in order.
 */
export function conceptFinder(concepts: readonly Concept[], settings: RecordSettings): (coded: unknown) => { concept: Concept; how: How } | undefined {
  return rememberedByCode((coded) => {
    const matches = concepts.flatMap((concept) => {
      const how = matchConcept(concept, coded, settings);
      return how === undefined ? [] : [{ concept, how }];
    });
    return matches.find((match) => match.how === "coded") ?? matches[0];
  });
}

/** A reading of a CodeableConcept's codes and texts that remembers what it saw: 10,000 observations repeat a few dozen codes. */
export function rememberedByCode<T>(read: (coded: unknown) => T): (coded: unknown) => T {
  const seen = new Map<string, { readonly result: T }>();
  return (coded) => {
    const key = signature(coded);
    const known = seen.get(key) ?? { result: read(coded) };
    seen.set(key, known);
    return known.result;
  };
}

/**
 * The candidates that may be used: valid status, newest version, a date that is real, not in the future and not before birth.
 * Every other one gets its line in the chart's list of unusable data; entered-in-error, cancelled and superseded values are
 * never repeated there. Preliminary results are returned and marked: whether one counts is the reader's decision.
 */
export function usableMeasurements<C extends Candidate>(chart: Chart, candidates: readonly C[]): readonly (C & Standing)[] {
  const carriers = lazily(() => datesOfCarriers(chart));
  const birth = parseFhirDate(chart.ofType("Patient")[0]?.["birthDate"]);
  const dated = candidates.flatMap((candidate): (C & Standing)[] => {
    const { reference, what } = candidate;
    const status = readStatus(candidate.resource["status"]);
    const when = effectiveDate(candidate.resource, carriers);
    const date = "date" in when ? { date: when.date } : {};
    if ("problem" in status) {
      chart.reject({ reference, what, kind: status.kind, reason: status.problem, ...date });
      return [];
    }
    if ("problem" in when) {
      chart.reject({ reference, what, kind: "malformed", reason: when.problem });
      return [];
    }
    if (when.date.earliest > chart.today) {
      chart.reject({ reference, what, kind: "future-date", reason: "It is dated after today.", ...date });
      return [];
    }
    if (birth && when.date.latest < birth.earliest) {
      chart.reject({ reference, what, kind: "implausible", reason: "It is dated before the patient's birth.", ...date });
      return [];
    }
    const notes = [...when.notes, ...(status.standing === "status-unknown" ? ["the status of this result is recorded as unknown"] : [])];
    return [{ ...candidate, date: when.date, instant: when.instant, standing: status.standing, notes }];
  });
  return newestVersions(chart, dated);
}

/** Puts Observations that do not say what was measured on the list of unusable data. To be called once per chart. */
export function rejectUnidentified(chart: Chart): void {
  for (const resource of chart.ofType("Observation")) {
    const components = Array.isArray(resource["component"]) ? resource["component"] : [];
    const codes = [resource["code"], ...components.map((component) => (isRecord(component) ? component["code"] : undefined))];
    if (codes.some((code) => signature(code) !== "")) continue;
    chart.reject({ reference: `Observation/${resource.id}`, what: "Observation", kind: "malformed", reason: "It does not say what was measured." });
  }
}

/** Identifiers (accession numbers included) as `system|value`; those without a value are left out. */
export function identifiersOf(resource: RawResource): readonly string[] {
  const identifiers = resource["identifier"];
  if (!Array.isArray(identifiers)) return [];
  return identifiers.flatMap((identifier) => {
    if (!isRecord(identifier) || typeof identifier["value"] !== "string" || identifier["value"].trim() === "") return [];
    return [`${typeof identifier["system"] === "string" ? identifier["system"] : ""}|${identifier["value"].trim()}`];
  });
}

type ReadStatus = { readonly standing: Standing["standing"] } | { readonly problem: string; readonly kind: UnusableItem["kind"] };

/** ObservationStatus of R4 (and R5, whose words arrive from newer servers). */
function readStatus(status: unknown): ReadStatus {
  switch (status) {
    case "final":
      return { standing: "final" };
    case "amended":
    case "corrected":
    case "appended":
      return { standing: "amended" };
    case "preliminary":
      return { standing: "preliminary" };
    case "unknown":
      return { standing: "status-unknown" };
    case "entered-in-error":
      return { problem: "It was entered in error.", kind: "entered-in-error" };
    case "cancelled":
      return { problem: "It was cancelled: there is no valid result.", kind: "not-final" };
    case "registered":
    case "specimen-in-process":
      return { problem: "It is only registered: there is no result yet.", kind: "not-final" };
    default:
      return { problem: "It has no readable status, so nobody can tell whether it is a final result.", kind: "malformed" };
  }
}

type Effective = { readonly date: FhirDate; readonly instant: number | undefined; readonly notes: readonly string[] } | { readonly problem: string };

function effectiveDate(resource: RawResource, carriers: () => ReadonlyMap<string, FhirDate>): Effective {
  const period = isRecord(resource["effectivePeriod"]) ? resource["effectivePeriod"] : {};
  const timing = isRecord(resource["effectiveTiming"]) ? resource["effectiveTiming"]["event"] : undefined;
  const measured = [resource["effectiveDateTime"], resource["effectiveInstant"], period["start"], period["end"], ...(Array.isArray(timing) ? timing : [])];
  for (const written of measured) {
    const date = parseFhirDate(written);
    if (date) return { date, instant: instantOf(written), notes: [] };
  }
  const issued = parseFhirDate(resource["issued"]);
  if (issued) return { date: issued, instant: undefined, notes: ["date of issue; the date of the measurement is not readable"] };
  const carrier = carriers().get(`Observation/${resource.id}`);
  if (carrier) return { date: carrier, instant: undefined, notes: ["date of the report it belongs to; it has no date of its own"] };
  const said = measured.some((written) => written !== undefined && written !== null);
  return { problem: said ? "Its date is not a real date." : "It has no date." };
}

/** Dates of panels and reports, by the Observations they hold: members often leave their own date out. */
function datesOfCarriers(chart: Chart): ReadonlyMap<string, FhirDate> {
  const dates = new Map<string, FhirDate>();
  for (const carrier of [...chart.ofType("Observation"), ...chart.ofType("DiagnosticReport")]) {
    const members = carrier["hasMember"] ?? carrier["result"];
    if (!Array.isArray(members) || carrier["status"] === "entered-in-error") continue;
    const when = effectiveDate(carrier, () => new Map());
    if (!("date" in when)) continue;
    for (const member of members) {
      const resource = chart.resolve(member, carrier);
      if (resource) dates.set(`${resource.resourceType}/${resource.id}`, when.date);
    }
  }
  return dates;
}

/** Replaced versions go to the list of unusable data; what cannot be put in order stays beside each other. */
function newestVersions<C extends Candidate & Standing>(chart: Chart, dated: readonly C[]): readonly C[] {
  const superseded = new Set<C>();
  for (const group of groupsBy(dated, (one) => identifiersOf(one.resource).map((id) => `${one.series}|${id}`))) {
    // A reused number on another day is another result, unless somebody says it was amended.
    const amends = group.some((one) => one.standing === "amended");
    for (const sameResult of amends ? [group] : groupsBy(group, (one) => [one.date.text])) markOlder(sameResult, superseded);
  }
  for (const group of groupsBy(dated, (one) => (superseded.has(one) ? [] : [`${one.series}|${one.instant ?? one.date.text}`]))) {
    const final = Math.max(...group.map((one) => rank[one.standing]));
    for (const one of group) {
      const replaced = one.standing === "preliminary" ? final > rank.preliminary : final === rank.amended && one.standing !== "amended";
      if (replaced) superseded.add(one);
    }
  }
  for (const { reference, what, date } of superseded) {
    chart.reject({ reference, what, kind: "superseded", reason: "It was replaced by a later version of the same result.", date });
  }
  return dated.filter((one) => !superseded.has(one));
}

const rank = { preliminary: 0, "status-unknown": 1, final: 2, amended: 3 } as const;

function markOlder<C extends Candidate & Standing>(versions: readonly C[], superseded: Set<C>): void {
  const standing = Math.max(...versions.map((one) => rank[one.standing]));
  const settled = versions.filter((one) => rank[one.standing] === standing);
  const written = Math.max(...settled.map((one) => writtenAt(one.resource)));
  const newest = settled.filter((one) => writtenAt(one.resource) === written);
  const values = new Set(newest.map((one) => readValue(one.holder).asReported));
  for (const one of versions) {
    if (newest.includes(one)) continue;
    const sentTwice = rank[one.standing] === standing && values.has(readValue(one.holder).asReported); // copies are joined by the reader
    if (!sentTwice) superseded.add(one);
  }
}

/** When this version was written: issued, else last updated; 0 when neither is said. */
export function writtenAt(resource: RawResource): number {
  const meta = isRecord(resource["meta"]) ? resource["meta"] : {};
  return instantOf(resource["issued"]) ?? instantOf(meta["lastUpdated"]) ?? 0;
}

/** Items that share a key, directly or through another item, end up together; an item without keys stands alone. */
function groupsBy<T extends object>(items: readonly T[], keysOf: (item: T) => readonly string[]): readonly (readonly T[])[] {
  const leaderOf = new Map<T, T>();
  const leader = (item: T): T => {
    let one = item;
    for (let above = leaderOf.get(one); above !== undefined; above = leaderOf.get(one)) one = above;
    return one;
  };
  const firstWith = new Map<string, T>();
  for (const item of items) {
    for (const key of keysOf(item)) {
      const first = firstWith.get(key);
      if (first === undefined) firstWith.set(key, item);
      else if (leader(first) !== leader(item)) leaderOf.set(leader(item), leader(first));
    }
  }
  const groups = new Map<T, T[]>();
  for (const item of items) {
    const group = groups.get(leader(item));
    if (group) group.push(item);
    else groups.set(leader(item), [item]);
  }
  return [...groups.values()];
}

/** Only a time with its zone is an instant; anything else would depend on the reader's clock. */
function instantOf(written: unknown): number | undefined {
  if (typeof written !== "string" || !/T.*(?:Z|[+-]\d{2}:\d{2})$/.test(written)) return undefined;
  const instant = Date.parse(written);
  return Number.isNaN(instant) ? undefined : instant;
}

function signature(coded: unknown): string {
  const codes = codingsOf(coded).flatMap((coding) => (typeof coding.code === "string" ? [`${String(coding.system)}|${coding.code}`] : []));
  return [...codes, ...textsOf(coded)].join("\n");
}

function lazily<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
