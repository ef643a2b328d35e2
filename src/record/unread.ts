import { boneCodes, boneMedicines, boneThings, boneWords } from "../terminology/bone-words";
import { albumin, alkalinePhosphatase, calcium, creatinine, egfr, ionizedCalcium, parathyroidHormone } from "../terminology/chemistry";
import { aromataseInhibitorUse } from "../terminology/conditions";
import { fractures } from "../terminology/conditions-fractures";
import { fold, systemOf } from "../terminology/concept";
import { dxaNames } from "../terminology/dxa";
import { linksOf } from "./bone-density/dxa-links";
import { type Chart, codingsOf, isRecord, lookedUpTypes, matchConcept, type RawResource, textsOf } from "./chart";
import { compareDates, parseFhirDate } from "./date";
import { statusCode } from "./disease/disease-conditions";
import type { FhirDate } from "./fact";
import { unrecognisedMeasurements } from "./observation";
import type { BoneHealthRecord, UnusableItem } from "./record";

/**
 * Puts on the list of unusable data what plainly concerns bones, an aromatase inhibitor or vitamin D and was taken up by no reader:
 * orders, bills, images, questionnaires, results whose code nobody knows. Last of all, when `record` says what was used. It looks
 * at codes, names and titles, never at values or long texts. Entries of one kind that say the same are one line, the newest.
 */
export function listUnread(chart: Chart, record: Omit<BoneHealthRecord, "unusable">): void {
  const used = usedIn(chart, record);
  const lines = new Map<string, Line>();
  const told = new Set<string>();
  const add = (resource: RawResource, what: string) => {
    const line = lineOf(resource, what);
    const key = `${resource.resourceType}|${line.what}|${line.kind}`;
    const known = lines.get(key);
    const [newer, count] = known === undefined ? [line, 1] : [isNewer(line, known.item) ? line : known.item, known.count + 1];
    lines.set(key, { item: newer, count });
  };

  for (const measurements of unrecognisedMeasurements(chart)) {
    const what = measuredThing(chart, measurements[0]?.code);
    if (what === undefined) continue;
    for (const resource of new Set(measurements.map((one) => one.resource))) if (!isHeading(chart, used, resource)) add(resource, what);
  }
  for (const type of [...chart.types()].sort((a, b) => Number(bills.has(a)) - Number(bills.has(b)))) {
    if (type === "Observation" || nobodys.has(type)) continue;
    for (const resource of chart.ofType(type)) {
      const what = subjectOf(chart, resource);
      if (what === undefined) continue;
      // A bill repeats what other entries say.
      if (bills.has(type) ? told.has(what) : isTakenUp(chart, record, used, resource)) {
        told.add(what);
        continue;
      }
      told.add(what);
      add(resource, what);
    }
  }
  for (const { item, count } of lines.values()) {
    chart.reject(count === 1 ? item : { ...item, reason: `${item.reason} There are ${count} such entries; this is the newest.` });
  }
}

type Line = { readonly item: UnusableItem; readonly count: number };

const nobodys: ReadonlySet<string> = new Set(["Patient", ...lookedUpTypes]);

const bills: ReadonlySet<string> = new Set(["Claim", "ClaimResponse", "ExplanationOfBenefit", "ChargeItem", "Invoice", "Account", "Coverage"]);

const ordered = "It is an order or a booking: it does not say that anything was done.";
const pictured = "It tells of images. Boneline knows a scan by its report, its results or its procedure.";
const planned = "It is a plan or an aim, not a result.";
const noMedicine = "It does not name a medicine that Boneline knows.";

const reasons: Readonly<Record<string, string>> = {
  Observation: "Neither its code nor its name is sure enough to use it.",
  DiagnosticReport: "It is not recognised as the report of a bone density scan, and no result of it is used.",
  DocumentReference: "It is not recognised as the report of a bone density scan; letters and notes about one are not read.",
  Procedure: "It does not say that a bone density scan was made or a medicine given.",
  Condition: "Boneline draws nothing from this diagnosis.",
  FamilyMemberHistory: "Of the family's history only a hip fracture of a parent counts.",
  MedicationRequest: noMedicine,
  MedicationStatement: noMedicine,
  MedicationDispense: noMedicine,
  MedicationAdministration: noMedicine,
  ServiceRequest: ordered,
  Appointment: ordered,
  RequestGroup: ordered,
  Task: ordered,
  NutritionOrder: ordered,
  ImagingStudy: pictured,
  Media: pictured,
  Binary: pictured,
  CarePlan: planned,
  Goal: planned,
  AllergyIntolerance: "Boneline does not read allergies and intolerances: look at it before a medicine is chosen.",
  QuestionnaireResponse: "Boneline does not read questionnaires.",
};

function lineOf(resource: RawResource, what: string): UnusableItem {
  const { resourceType } = resource;
  const reference = referenceOf(resource);
  if ([resource["status"], resource["docStatus"], resource["verificationStatus"]].some((status) => statusCode(status) === "entered-in-error")) {
    return { reference, what, kind: "entered-in-error", reason: "It was entered in error." };
  }
  const reason = bills.has(resourceType)
    ? "It is a bill: it does not say what was done, or how much was given."
    : (reasons[resourceType] ?? `Boneline does not read this kind of entry (${resourceType}).`);
  const date = dateOf(resource);
  return { reference, what, kind: "other", reason, ...(date && { date }) };
}

// ---------------------------------------------------------------- what it is about

/** Elements that say what an entry is; neither why it was made, nor what it found. */
const saying: ReadonlySet<string> = new Set(
  "code coding text display title description type category serviceType appointmentType procedureCode productOrService modality series content attachment presentedForm item activity detail condition orderDetail topic payload contentString section medicationCodeableConcept medicationReference supplement method prediction outcome".split(
    " ",
  ),
);

/** The name by which an entry concerns us; undefined for all that does not. */
function subjectOf(chart: Chart, resource: RawResource): string | undefined {
  const texts: string[] = [];
  const codes: string[] = [];
  const listen = (value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) listen(one);
    else if (isRecord(value)) {
      if (typeof value["code"] === "string") codes.push(`${systemOf(value["system"])}|${value["code"]}`);
      for (const name in value) {
        const said = value[name];
        if (!saying.has(name)) continue;
        if (typeof said !== "string") listen(said);
        else if (name !== "code" && name !== "type") texts.push(said);
      }
    }
  };
  listen(resource);
  const medication = chart.resolve(resource["medicationReference"], resource);
  if (medication) listen(medication["code"]);
  const words = wordsFor(resource.resourceType);
  const named = texts.find((text) => concerns(text, words)) ?? (resource.resourceType === "FamilyMemberHistory" ? brokenHip(chart, resource) : undefined);
  const coded = named === undefined && codes.some((code) => boneCodes.has(code) || code.endsWith("|BMD")); // the DICOM modality
  const what = named ?? (coded ? (texts[0] ?? codes.find((code) => boneCodes.has(code))?.replace(/^.*\|/, "") ?? "bone density") : undefined);
  return what === undefined ? undefined : shortened(what);
}

/** Bills repeat diagnoses; in a list of medicines "Dexa" is none of a scan. */
function wordsFor(resourceType: string): RegExp {
  if (bills.has(resourceType)) return boneThings;
  return reasons[resourceType] === noMedicine || resourceType === "AllergyIntolerance" ? boneMedicines : boneWords;
}

/** An Observation by its code: the words, or the name of a blood test that the record knows. */
function measuredThing(chart: Chart, code: unknown): string | undefined {
  const named = textsOf(code).find((text) => concerns(text, boneWords));
  if (named !== undefined) return shortened(named);
  const isTest = blood.some((test) => matchConcept(test, code, chart.settings)) && !matchConcept(ionizedCalcium, code, chart.settings);
  return isTest ? shortened(textsOf(code)[0] ?? "") : undefined;
}

const blood = [calcium, albumin, creatinine, egfr, alkalinePhosphatase, parathyroidHormone];

function concerns(text: string, words: RegExp): boolean {
  const known = judged.get(words)?.get(text);
  if (known !== undefined) return known;
  const folded = fold(text);
  const found = words.test(folded) && !(dxaNames.notScore.test(folded) && !boneThings.test(folded)); // T-scores of questionnaires
  const kept = judged.get(words) ?? new Map<string, boolean>();
  judged.set(words, kept);
  if (kept.size < mostKept) kept.set(text, found);
  return found;
}

/** A long record repeats a few hundred names. */
const judged = new Map<RegExp, Map<string, boolean>>();
const mostKept = 2000;
const longestName = 120;

function shortened(name: string): string {
  const plain = name.replace(/\s+/g, " ").trim();
  return plain.length > longestName ? `${plain.slice(0, longestName - 1)}…` : plain;
}

/** A broken hip of somebody who is not said to be a parent. */
function brokenHip(chart: Chart, member: RawResource): string | undefined {
  const conditions = Array.isArray(member["condition"]) ? member["condition"].filter(isRecord) : [];
  const isHip = conditions.some(({ code }) => fractures.some((one) => one.site === "hip" && matchConcept(one, code, chart.settings)));
  return isHip ? "hip fracture in the family" : undefined;
}

// ---------------------------------------------------------------- was it used

/** Both are worked out only when something is found that may have been used: in most charts there is no such thing. */
type Used = {
  /** References of all that the record stands on, and of all that is listed. */
  readonly itself: () => ReadonlySet<string>;
  /** What these point at: their orders, their images. */
  readonly pointedAt: () => ReadonlySet<string>;
};

/** An Observation that was used or listed by another of its parts, or that only heads others. */
function isHeading(chart: Chart, { itself }: Used, resource: RawResource): boolean {
  const isEmpty = !Object.keys(resource).some((name) => /^value[A-Z]/.test(name));
  return itself().has(referenceOf(resource)) || (isEmpty && linksOf(chart, resource).some((link) => itself().has(link)));
}

/** Used or listed already; the order, the images or the heading of something that was. */
function isTakenUp(chart: Chart, record: Omit<BoneHealthRecord, "unusable">, { itself, pointedAt }: Used, resource: RawResource): boolean {
  const reference = referenceOf(resource);
  if (itself().has(reference) || linksOf(chart, resource).some((link) => itself().has(link))) return true;
  const reason = reasons[resource.resourceType];
  if ((reason === ordered || reason === pictured || reason === planned) && pointedAt().has(reference)) return true;
  // A diagnosis code for taking an aromatase inhibitor adds nothing to the medicine itself.
  return (
    resource.resourceType === "Condition" &&
    record.therapy.aromataseInhibitors.length > 0 &&
    codingsOf(resource["code"]).some(({ code }) => aromataseInhibitorUse.codes.some((known) => known.code === code))
  );
}

function usedIn(chart: Chart, record: Omit<BoneHealthRecord, "unusable">): Used {
  const before = chart.rejected.map((item) => item.reference);
  const itself = lazily(() => {
    const found = new Set(before);
    const collect = (value: unknown): void => {
      if (typeof value === "string") found.add(value);
      else if (Array.isArray(value)) for (const one of value) collect(one);
      else if (isRecord(value)) for (const name in value) collect(value[name]);
    };
    const { boneDensity, ...others } = record;
    collect(others);
    for (const session of boneDensity.sessions) collect(session.sources); // all of its results' and reports', once
    collect([boneDensity.fraxMajor, boneDensity.fraxHip]);
    return found;
  });
  const pointedAt = lazily(() => {
    const resources = [...itself()].flatMap((text) => (text.includes("/") ? (chart.resolve(text) ?? []) : []));
    return new Set(resources.flatMap((resource) => linksOf(chart, resource)));
  });
  return { itself, pointedAt };
}

// ---------------------------------------------------------------- when

const dates =
  "effectiveDateTime effectivePeriod occurrenceDateTime occurrencePeriod performedDateTime performedPeriod started start onsetDateTime recordedDate authored authoredOn date issued created createdDateTime billablePeriod period".split(
    " ",
  );

function dateOf(resource: RawResource): FhirDate | undefined {
  for (const name of dates) {
    const value = resource[name];
    const date = parseFhirDate(isRecord(value) ? value["start"] : value);
    if (date) return date;
  }
  return undefined;
}

function isNewer(one: UnusableItem, other: UnusableItem): boolean {
  if (!one.date || !other.date) return one.date !== undefined && other.date === undefined;
  return compareDates(one.date, other.date) > 0;
}

function referenceOf(resource: RawResource): string {
  return `${resource.resourceType}/${resource.id}`;
}

function lazily<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
