import type { Coding } from "fhir/r4";
import { type Concept, fold, systemOf, systems } from "../terminology/concept";
import type { CalendarDate, How, NotRecorded, Unavailable } from "./fact";
import type { UnusableItem } from "./record";
import type { SearchId, SearchReport } from "./searches";
import type { RecordSettings } from "./site";

/** A resource as a server sent it: an object with a type and an id, and nothing else believed. */
export type RawResource = { readonly resourceType: string; readonly id: string; readonly [element: string]: unknown };

/**
 * The patient's resources, checked once at the edge: only objects that belong to this patient, found by type or reference;
 * and the list of what could not be used, to which every reader adds.
 */
export type Chart = {
  readonly patientReference: string;
  readonly today: CalendarDate;
  readonly settings: RecordSettings;
  readonly searches: readonly SearchReport[];
  ofType(resourceType: string): readonly RawResource[];
  /** The types that arrived. */
  types(): Iterable<string>;
  /** Resolves a literal, contained (`#id`), absolute or `urn:uuid` reference within what was fetched. */
  resolve(reference: unknown, within?: RawResource): RawResource | undefined;
  reject(item: UnusableItem): void;
  readonly rejected: readonly UnusableItem[];
  /** Entries that do not say which patient they belong to. They count for nothing; but what they may be cannot be said to be absent. */
  readonly strays: readonly RawResource[];
  /** `not-recorded` when every named search is complete, else `unavailable` naming those that are not. */
  absent(...searches: SearchId[]): NotRecorded | Unavailable;
};

export type ChartInput = {
  readonly patientId: string;
  readonly resources: readonly unknown[];
  /** `fullUrl` of a Bundle entry to `Type/id`, for references by urn:uuid. */
  readonly aliases?: ReadonlyMap<string, string>;
  readonly searches: readonly SearchReport[];
  readonly today: CalendarDate;
  readonly settings: RecordSettings;
};

/** Which elements say whose a resource is (R4: subject or patient; a Task is for somebody). */
const ownerElements = ["subject", "patient", "for"] as const;
/** Why an entry of nobody is not used. */
export const noOwner = "It does not say which patient it belongs to.";
/** Types that belong to no patient and are only looked up by reference. */
export const lookedUpTypes: readonly string[] = [
  "Medication",
  "Device",
  "Practitioner",
  "PractitionerRole",
  "Organization",
  "Location",
  "Specimen",
  "BodyStructure",
  "Endpoint",
  "HealthcareService",
];
/** Types that need not belong to a patient. The last two speak of other entries, each of which has its patient. */
const ownerless: ReadonlySet<string> = new Set([...lookedUpTypes, "ImagingStudy", "OperationOutcome", "Binary", "Provenance", "AuditEvent"]);
/** Resource types that an unsupported answer does not leave a hole for: the same facts stand in the types a server must have. */
const optionalTypes: ReadonlySet<SearchId> = new Set([
  "medication-statements",
  "medication-administrations",
  "medication-dispenses",
  "procedures",
  "documents",
  "family-history",
]);

export function openChart(input: ChartInput): Chart {
  const patientReference = `Patient/${input.patientId}`;
  const byType = new Map<string, RawResource[]>();
  const byReference = new Map<string, RawResource>();
  const rejected: UnusableItem[] = [];
  const strays: RawResource[] = [];
  const normalise = (reference: string): string => {
    const alias = input.aliases?.get(reference);
    if (alias !== undefined) return alias;
    const tail = /(?:^|\/)([A-Z][A-Za-z]+\/[A-Za-z0-9.-]+)(?:\/_history\/[^/]+)?$/.exec(reference);
    return tail?.[1] ?? reference;
  };

  const newest = new Map<string, RawResource>();
  for (const candidate of input.resources) {
    if (!isResource(candidate)) {
      rejected.push({ reference: describe(candidate), kind: "malformed", what: "resource", reason: "Not a FHIR resource with a type and an id." });
      continue;
    }
    const reference = `${candidate.resourceType}/${candidate.id}`;
    const known = newest.get(reference);
    newest.set(reference, known === undefined ? candidate : newerVersion(known, candidate)); // two pages, or two searches, may send it
  }
  const inside = [...newest.values()].flatMap(containedResults);
  for (const result of inside) newest.set(`${result.resourceType}/${result.id}`, result);
  for (const [reference, candidate] of newest) {
    if (candidate.resourceType === "OperationOutcome") continue;
    if (candidate.resourceType !== "Patient" && referenceText(candidate["subject"]) !== patientReference) {
      const owners = ownersOf(candidate).map(normalise);
      const mayBeNobodys = ownerless.has(candidate.resourceType) && !owners.some((owner) => owner.startsWith("Patient/"));
      if (!mayBeNobodys && !owners.includes(patientReference)) {
        rejected.push({
          reference,
          kind: "other-patient",
          what: candidate.resourceType,
          reason: owners.length === 0 ? noOwner : "It belongs to another patient; the server should not have sent it.",
        });
        if (owners.length === 0) strays.push(candidate);
        continue;
      }
    }
    if (candidate.resourceType === "Patient" && reference !== patientReference) {
      rejected.push({ reference, kind: "other-patient", what: "Patient", reason: "Another patient's record; the server should not have sent it." });
      continue;
    }
    byReference.set(reference, candidate);
    const ofType = byType.get(candidate.resourceType);
    if (ofType) ofType.push(candidate);
    else byType.set(candidate.resourceType, [candidate]);
  }
  for (const list of byType.values()) list.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)); // order of input never matters

  return {
    patientReference,
    today: input.today,
    settings: input.settings,
    searches: input.searches,
    rejected,
    strays,
    ofType: (resourceType) => byType.get(resourceType) ?? [],
    types: () => byType.keys(),
    resolve(reference, within) {
      const literal = referenceText(reference);
      if (literal === undefined) return undefined;
      if (literal.startsWith("#")) {
        const contained = within?.["contained"];
        if (!Array.isArray(contained)) return undefined;
        const found = contained.find((one): one is RawResource => isRecord(one) && one["id"] === literal.slice(1) && typeof one["resourceType"] === "string");
        return found && (byReference.get(`${found.resourceType}/${within?.id}.${found.id}`) ?? found);
      }
      return byReference.get(normalise(literal));
    },
    reject: (item) => void rejected.push(item),
    absent(...wanted) {
      const open = wanted.filter((id) => {
        const state = input.searches.find((search) => search.id === id)?.state;
        return !(state === "complete" || (state === "unsupported" && optionalTypes.has(id)));
      });
      if (open.length === 0) return { state: "not-recorded", searched: wanted };
      const reports = open.map((id) => input.searches.find((search) => search.id === id));
      const pending = reports.every((report) => report?.state === "pending" || report?.state === "complete");
      const reasons = reports.map((report, index) => report?.reason.replace(/\.$/, "") || `${open[index]} was not asked for`);
      return { state: "unavailable", searches: open, pending, reason: [...new Set(reasons)].join("; ") };
    },
  };
}

/** How a CodeableConcept matches a concept: by code (the site's own map included), by its text, or not at all. */
export function matchConcept(concept: Concept, coded: unknown, settings: RecordSettings): How | undefined {
  const read = readCoded(coded);
  const known = read.matches.get(concept);
  if (known?.settings === settings) return known.how;
  const how = judgeMatch(concept, read, settings);
  read.matches.set(concept, { settings, how });
  return how;
}

function judgeMatch(concept: Concept, { codings, texts }: ReadCoded, settings: RecordSettings): How | undefined {
  if (codings.some((coding) => codeMatches(concept, coding, settings))) return "coded";
  if (!concept.text) return undefined;
  if (concept.notText && texts.some((text) => concept.notText?.test(text))) return undefined;
  return texts.some((text) => concept.text?.test(text)) ? "by-text" : undefined;
}

type ReadCoded = {
  readonly codings: readonly Coding[];
  /** Folded. */
  readonly texts: readonly string[];
  readonly matches: Map<Concept, { readonly settings: RecordSettings; readonly how: How | undefined }>;
};

/**
 * Dozens of concepts are tried on each of 20,000 CodeableConcepts, which are a few hundred kinds: each kind is read once. Kinds
 * are forgotten when there are too many, and with the page.
 */
const readByObject = new WeakMap<object, ReadCoded>();
const readByKind = new Map<string, ReadCoded>();
const kindsKept = 5000;

function readCoded(coded: unknown): ReadCoded {
  const known = isRecord(coded) ? readByObject.get(coded) : undefined;
  if (known) return known;
  const kind = kindOf(coded);
  let read = readByKind.get(kind);
  if (read === undefined) {
    read = { codings: codingsOf(coded), texts: textsOf(coded).map(fold), matches: new Map() };
    if (readByKind.size >= kindsKept) readByKind.clear();
    readByKind.set(kind, read);
  }
  if (isRecord(coded)) readByObject.set(coded, read);
  return read;
}

/** What two CodeableConcepts have in common when they say the same: codes with their systems, text and displays. */
function kindOf(coded: unknown): string {
  if (!isRecord(coded)) return "";
  let kind = typeof coded["text"] === "string" ? `${coded["text"]}\n` : "\n";
  const codings = coded["coding"];
  if (!Array.isArray(codings)) return kind;
  for (const coding of codings) {
    if (isRecord(coding)) kind += `${plain(coding["system"])}|${plain(coding["code"])}|${plain(coding["display"])}\n`;
  }
  return kind;
}

/** Only texts tell codings apart; anything else matches nothing, and an object may not even survive being turned into text. */
function plain(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function codeMatches(concept: Concept, coding: Coding, settings: RecordSettings): boolean {
  const code = coding.code;
  if (typeof code !== "string") return false;
  const system = systemOf(coding.system);
  if (settings.localCodes.some((local) => local.means === concept.id && local.code === code && local.system === (coding.system ?? ""))) return true;
  if (verifiedCodes(concept).has(codeKey(system, code))) return true;
  return concept.families?.some((family) => family.system === system && family.pattern.test(code.replace(".", ""))) ?? false;
}

const codesOfConcept = new WeakMap<Concept, ReadonlySet<string>>();

/** Codes seen beside their meaning, as keys; recalled codes never match. */
function verifiedCodes(concept: Concept): ReadonlySet<string> {
  const known = codesOfConcept.get(concept);
  if (known) return known;
  const keys = new Set(concept.codes.filter((code) => code.status === "verified").map((code) => codeKey(code.system, code.code)));
  codesOfConcept.set(concept, keys);
  return keys;
}

/** ICD codes arrive with and without their dot. */
function codeKey(system: string, code: string): string {
  return `${system}|${system === systems.icd10cm || system === systems.icd10 ? code.replace(".", "") : code}`;
}

/** The well-formed codings of something that should be a CodeableConcept. */
export function codingsOf(coded: unknown): readonly Coding[] {
  const coding = isRecord(coded) ? coded["coding"] : undefined;
  return Array.isArray(coding) ? coding.filter((one): one is Coding => isRecord(one)) : [];
}

/** A name is never longer; two megabytes of one would keep its readers busy for hours. */
const longestName = 1000;

/** Every text of a CodeableConcept: its own, then the displays. */
export function textsOf(coded: unknown): readonly string[] {
  const own = isRecord(coded) && typeof coded["text"] === "string" ? [coded["text"].slice(0, longestName)] : [];
  return [...own, ...codingsOf(coded).flatMap((coding) => (typeof coding.display === "string" ? [coding.display.slice(0, longestName)] : []))];
}

/** The best single text of a CodeableConcept for a person, or the fallback. */
export function labelOf(coded: unknown, fallback: string): string {
  return textsOf(coded).find((text) => text.trim() !== "") ?? codingsOf(coded).find((coding) => typeof coding.code === "string")?.code ?? fallback;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isResource(value: unknown): value is RawResource {
  return isRecord(value) && typeof value["resourceType"] === "string" && typeof value["id"] === "string" && value["id"] !== "";
}

/** Of two versions of one resource the one updated last; when nothing tells, the choice does not depend on which came first. */
export function newerVersion(one: RawResource, other: RawResource): RawResource {
  if (one === other) return one;
  const [first, second] = [versionOf(one), versionOf(other)];
  if (first.updated !== second.updated) return first.updated > second.updated ? one : other;
  if (first.number !== second.number) return first.number > second.number ? one : other;
  return JSON.stringify(one) >= JSON.stringify(other) ? one : other;
}

function versionOf(resource: RawResource): { readonly updated: number; readonly number: number } {
  const meta = isRecord(resource["meta"]) ? resource["meta"] : {};
  const updated = typeof meta["lastUpdated"] === "string" ? Date.parse(meta["lastUpdated"]) : Number.NaN;
  const number = typeof meta["versionId"] === "string" && /^\d{1,12}$/.test(meta["versionId"]) ? Number(meta["versionId"]) : 0;
  return { updated: Number.isNaN(updated) ? 0 : updated, number };
}

function referenceText(reference: unknown): string | undefined {
  if (typeof reference === "string") return reference;
  return isRecord(reference) && typeof reference["reference"] === "string" ? reference["reference"] : undefined;
}

/** Whose a resource is, as written: one reference, or all participants of an Appointment. */
export function ownersOf(resource: RawResource): readonly string[] {
  for (const element of ownerElements) {
    const owner = referenceText(resource[element]);
    if (owner !== undefined) return [owner];
  }
  const participants = Array.isArray(resource["participant"]) ? resource["participant"] : [];
  return participants.flatMap((one) => (isRecord(one) ? (referenceText(one["actor"]) ?? []) : []));
}

const carriesResults: ReadonlySet<string> = new Set(["Observation", "DiagnosticReport"]);
/** What a result inside another resource leaves to it (R4: a contained resource has no life of its own). */
const inherited = ["effectiveDateTime", "effectivePeriod", "issued"] as const;

/** The results that stand inside a resource, as resources of their own: `DiagnosticReport/r1` with `#a` gives `Observation/r1.a`. */
function containedResults(holder: RawResource): readonly RawResource[] {
  const contained = holder["contained"];
  if (!Array.isArray(contained)) return [];
  return contained.flatMap((one): RawResource[] => {
    if (!isResource(one) || !carriesResults.has(one.resourceType)) return [];
    const [owner] = ownersOf(one);
    const dated = inherited.some((element) => one[element] !== undefined);
    const withdrawn = holder["status"] === "entered-in-error" || holder["status"] === "cancelled";
    const left = ["status", ...inherited].filter((element) => holder[element] !== undefined && (element === "status" ? withdrawn : !dated));
    return [
      {
        ...one,
        ...(owner === undefined || owner.startsWith("#") ? { subject: { reference: ownersOf(holder)[0] } } : {}),
        ...Object.fromEntries(left.map((element) => [element, holder[element]])),
        id: `${holder.id}.${one.id}`,
        resourceType: one.resourceType,
        contained,
      },
    ];
  });
}

function describe(value: unknown): string {
  return isRecord(value) && typeof value["resourceType"] === "string" ? `${value["resourceType"]} without id` : "entry without resource";
}
