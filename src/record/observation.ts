import { birthOf } from "./birth";
import type { Concept } from "../terminology/concept";
import { type Chart, isRecord, matchConcept, type RawResource } from "./chart";
import { instantOf, parseDateUpTo } from "./date";
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

/** Measurements whose codes say the same, and what that is. */
export type Recognised<T> = { readonly found: T; readonly measurements: readonly Measurement[] };

/**
 * The Observations, and the components of Observations, that `recognise` knows by their CodeableConcept. It is asked once per
 * kind of code, because 10,000 observations repeat a few dozen.
 */
export function findMeasurements<T>(chart: Chart, recognise: (coded: unknown) => T | undefined): readonly Recognised<T>[] {
  const known = knownKinds(chart);
  return [...measurementsByCode(chart)].flatMap(([kind, measurements]) => {
    const found = recognise(measurements[0]?.code);
    if (found === undefined) return [];
    known.add(kind);
    return [{ found, measurements }];
  });
}

/** What no reader has asked for so far, by what the codes say. */
export function unrecognisedMeasurements(chart: Chart): readonly (readonly Measurement[])[] {
  const known = knownKinds(chart);
  return [...measurementsByCode(chart)].flatMap(([kind, measurements]) => (kind === "" || known.has(kind) ? [] : [measurements]));
}

/** Which of `concepts` a CodeableConcept stands for: a code of any beats the text of any other, then the first in order. */
export function conceptOf(
  concepts: readonly Concept[],
  coded: unknown,
  settings: RecordSettings,
): { readonly concept: Concept; readonly how: How } | undefined {
  let byText: Concept | undefined;
  for (const concept of concepts) {
    const how = matchConcept(concept, coded, settings);
    if (how === "coded") return { concept, how };
    if (how === "by-text") byText ??= concept;
  }
  return byText && { concept: byText, how: "by-text" };
}

/**
 * The candidates that may be used: valid status, newest version, a date that is real, not in the future and not before birth.
 * Every other one gets its line in the chart's list of unusable data; entered-in-error, cancelled and superseded values are
 * never repeated there. Preliminary results are returned and marked: whether one counts is the reader's decision.
 */
export function usableMeasurements<C extends Candidate>(chart: Chart, candidates: readonly C[]): readonly (C & Standing)[] {
  const carriers = lazily(() => datesOfCarriers(chart));
  const birth = birthOf(chart);
  const dated: (C & Standing)[] = [];
  for (const candidate of candidates) {
    const read = readStanding(candidate.resource, { today: chart.today, birth, carriers });
    if ("problem" in read) {
      const { kind, problem, date } = read;
      chart.reject({ reference: candidate.reference, what: candidate.what, kind, reason: problem, ...(date === undefined ? {} : { date }) });
      continue;
    }
    dated.push({ ...candidate, date: read.date, instant: read.instant, standing: read.standing, notes: read.notes });
  }
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
  const found: string[] = [];
  for (const identifier of Array.isArray(identifiers) ? identifiers : []) {
    const value = isRecord(identifier) && typeof identifier["value"] === "string" ? identifier["value"].trim() : "";
    if (value !== "") found.push(`${String(identifier["system"])}|${value}`);
  }
  return found;
}

type Problem = { readonly problem: string; readonly kind: UnusableItem["kind"]; readonly date?: FhirDate | undefined };
type Calendar = { readonly today: string; readonly birth: FhirDate | undefined; readonly carriers: () => ReadonlyMap<string, FhirDate> };

function readStanding(resource: RawResource, { today, birth, carriers }: Calendar): Standing | Problem {
  const status = statuses.get(resource["status"]) ?? unreadableStatus;
  const when = effectiveDate(resource, today, carriers);
  if (typeof status !== "string") return "date" in when ? { ...status, date: when.date } : status;
  if ("problem" in when) return when;
  const { date, instant } = when;
  if (date.earliest > today) return { problem: "It is dated after today.", kind: "future-date", date };
  if (birth && date.latest < birth.earliest) return { problem: "It is dated before the patient's birth.", kind: "implausible", date };
  const notes = status === "status-unknown" ? [...when.notes, "the status of this result is recorded as unknown"] : when.notes;
  return { date, instant, standing: status, notes };
}

const onlyRegistered: Problem = { problem: "It is only registered: there is no result yet.", kind: "not-final" };
const unreadableStatus: Problem = { problem: "It has no readable status, so nobody can tell whether it is a final result.", kind: "malformed" };

/** ObservationStatus of R4, and the words of R5 that arrive from newer servers. */
const statuses: ReadonlyMap<unknown, Standing["standing"] | Problem> = new Map<unknown, Standing["standing"] | Problem>([
  ["final", "final"],
  ["amended", "amended"],
  ["corrected", "amended"],
  ["appended", "amended"],
  ["preliminary", "preliminary"],
  ["unknown", "status-unknown"],
  ["entered-in-error", { problem: "It was entered in error.", kind: "entered-in-error" }],
  ["cancelled", { problem: "It was cancelled: there is no valid result.", kind: "not-final" }],
  ["registered", onlyRegistered],
  ["specimen-in-process", onlyRegistered],
]);

type Effective =
  | { readonly date: FhirDate; readonly instant: number | undefined; readonly notes: readonly string[] }
  | { readonly problem: string; readonly kind: "malformed" };

const asMeasured: readonly string[] = [];
const asIssued: readonly string[] = ["date of issue; the date of the measurement is not readable"];
const asReported: readonly string[] = ["date of the report it belongs to; it has no date of its own"];

function effectiveDate(resource: RawResource, today: string, carriers: () => ReadonlyMap<string, FhirDate>): Effective {
  const written = resource["effectiveDateTime"] ?? otherEffective(resource);
  const date = parseDateUpTo(today, written);
  if (date) return { date, instant: instantOf(written), notes: asMeasured };
  const issued = parseDateUpTo(today, resource["issued"]);
  if (issued) return { date: issued, instant: undefined, notes: asIssued };
  const carrier = carriers().get(`Observation/${resource.id}`);
  if (carrier) return { date: carrier, instant: undefined, notes: asReported };
  return { problem: written === undefined || written === null ? "It has no date." : "Its date is not a real date.", kind: "malformed" };
}

/** effectiveInstant, the start of effectivePeriod (its end when only that is said), or the first event of effectiveTiming. */
function otherEffective(resource: RawResource): unknown {
  const period = isRecord(resource["effectivePeriod"]) ? resource["effectivePeriod"] : undefined;
  const events = isRecord(resource["effectiveTiming"]) ? resource["effectiveTiming"]["event"] : undefined;
  return resource["effectiveInstant"] ?? period?.["start"] ?? period?.["end"] ?? (Array.isArray(events) ? events[0] : undefined);
}

/** Dates of panels and reports, by the Observations they hold: members often leave their own date out. */
function datesOfCarriers(chart: Chart): ReadonlyMap<string, FhirDate> {
  const dates = new Map<string, FhirDate>();
  for (const carrier of [...chart.ofType("Observation"), ...chart.ofType("DiagnosticReport")]) {
    const members = carrier["hasMember"] ?? carrier["result"];
    if (!Array.isArray(members) || carrier["status"] === "entered-in-error") continue;
    const when = effectiveDate(carrier, chart.today, () => new Map());
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
  for (const group of sharing(dated, (one) => identifiersOf(one.resource).map((id) => `${one.series}|${id}`))) {
    // A reused number on another day is another result, unless somebody says it was amended.
    const amends = group.some((one) => one.standing === "amended");
    for (const sameResult of amends ? [group] : sharing(group, (one) => [one.date.text])) markOlder(sameResult, superseded);
  }
  const ranked = dated.filter((one) => one.standing === "preliminary" || one.standing === "amended");
  const moments = new Set(ranked.map(momentOf));
  const rivals = moments.size === 0 ? [] : dated.filter((one) => !superseded.has(one) && moments.has(momentOf(one)));
  for (const group of sharing(rivals, (one) => [momentOf(one)])) {
    const final = Math.max(...group.map((one) => rank[one.standing]));
    for (const one of group) {
      const replaced = one.standing === "preliminary" ? final > rank.preliminary : final === rank.amended && one.standing !== "amended";
      if (replaced) superseded.add(one);
    }
  }
  for (const { reference, what, date } of superseded) {
    chart.reject({ reference, what, kind: "superseded", reason: "It was replaced by a later version of the same result.", date });
  }
  return superseded.size === 0 ? dated : dated.filter((one) => !superseded.has(one));
}

function momentOf(one: Candidate & Standing): string {
  return `${one.series}|${one.instant ?? one.date.text}`;
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

/** The groups of two or more items that share a key, directly or through another item. */
function sharing<T extends object>(items: readonly T[], keysOf: (item: T) => readonly string[]): readonly (readonly T[])[] {
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
  if (leaderOf.size === 0) return [];
  const groups = new Map<T, T[]>();
  for (const item of items) {
    const group = groups.get(leader(item));
    if (group) group.push(item);
    else groups.set(leader(item), [item]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

/** Every measurement under all that its code says; sorted out once per chart, for several readers. */
function measurementsByCode(chart: Chart): ReadonlyMap<string, readonly Measurement[]> {
  const known = sortedOut.get(chart);
  if (known) return known;
  const byCode = new Map<string, Measurement[]>();
  const add = (measurement: Measurement) => {
    const key = signature(measurement.code);
    const alike = byCode.get(key);
    if (alike) alike.push(measurement);
    else byCode.set(key, [measurement]);
  };
  for (const resource of chart.ofType("Observation")) {
    const reference = `Observation/${resource.id}`;
    add({ resource, reference, code: resource["code"], holder: resource, part: "whole" });
    const components = resource["component"];
    if (!Array.isArray(components)) continue;
    for (const component of components) {
      if (isRecord(component)) add({ resource, reference, code: component["code"], holder: component, part: "component" });
    }
  }
  sortedOut.set(chart, byCode);
  return byCode;
}

const sortedOut = new WeakMap<Chart, ReadonlyMap<string, readonly Measurement[]>>();

/** The codes that some reader knows. */
function knownKinds(chart: Chart): Set<string> {
  const known = recognised.get(chart) ?? new Set();
  recognised.set(chart, known);
  return known;
}

const recognised = new WeakMap<Chart, Set<string>>();

/** All that a CodeableConcept says, as one text; empty when it says nothing. Written for speed: it runs for every observation. */
function signature(coded: unknown): string {
  if (!isRecord(coded)) return "";
  let said = typeof coded["text"] === "string" ? coded["text"] : "";
  const codings = coded["coding"];
  for (const coding of Array.isArray(codings) ? codings : []) {
    if (!isRecord(coding)) continue;
    if (typeof coding["code"] === "string") said += `\n${typeof coding["system"] === "string" ? coding["system"] : ""}|${coding["code"]}`;
    if (typeof coding["display"] === "string") said += `\t${coding["display"]}`;
  }
  return said;
}

function lazily<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
