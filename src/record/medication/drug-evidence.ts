import { birthOf } from "../birth";
import { fold } from "../../terminology/concept";
import type { Drug } from "../../terminology/drugs";
import { type Chart, isRecord, labelOf, type RawResource, textsOf } from "../chart";
import { addDays, onDay } from "../date";
import { dailyAmount } from "./drug-daily";
import { type Amount, dosingOf, spokenIntervalDays } from "./drug-dose";
import { drugFinder, drugLabel, formOf } from "./drug-match";
import { dosesGivenAsProcedures, isGivenByOthers } from "./drug-procedures";
import { type PurposeHint, purposeHint } from "./drug-purpose";
import { type DrugStanding, readMedicationStatus } from "./drug-status";
import type { FhirDate, How } from "../fact";
import { burstDays, type DrugKind, type DrugTimes, timesOf } from "./drug-times";
import type { DrugClass } from "../record";

/** What one resource says about one drug that was, or may have been, taken. */
export type DrugReport = {
  readonly reference: string;
  readonly kind: DrugKind;
  readonly status: string;
  readonly standing: DrugStanding;
  readonly drug: Drug;
  readonly how: How;
  /** As it stands in the resource. */
  readonly drugText: string;
  readonly label: string;
  readonly start: FhirDate | undefined;
  readonly end: FhirDate | undefined;
  /** When it was written, asserted, handed over or given: what is newer wins. */
  readonly written: FhirDate | undefined;
  /** Days that the supply lasts, if said. */
  readonly supplyDays: number | undefined;
  /** Given by others (injection, infusion, implant), not taken home. */
  readonly injected: boolean;
  readonly daily: Amount | undefined;
  readonly purpose: PurposeHint | undefined;
  readonly intervalDays: number | undefined;
};

/** Somebody said on a day that a drug is not taken: beats older orders. */
export type Refusal = { readonly reference: string; readonly drug: Drug; readonly on: FhirDate };

export type DrugEvidenceRead = {
  readonly reports: readonly DrugReport[];
  readonly refusals: readonly Refusal[];
  /** Entries in use that name only the class of the aromatase inhibitors. */
  readonly classOnly: readonly string[];
  /** Entries in use whose drug was not sent, or not named in words or by a code that is known here: any drug may be behind them. */
  readonly unidentified: readonly string[];
};

const kinds: Readonly<Record<string, DrugKind>> = {
  MedicationRequest: "order",
  MedicationStatement: "statement",
  MedicationDispense: "dispense",
  MedicationAdministration: "administration",
};

/** Class names for people, in lists and reasons. */
export const drugClassNames: Readonly<Record<DrugClass, string>> = {
  "aromatase-inhibitor": "aromatase inhibitor",
  bisphosphonate: "bisphosphonate",
  denosumab: "denosumab",
  "bone-anabolic": "bone-building drug",
  serm: "selective oestrogen receptor modulator",
  "other-bone-drug": "bone drug",
  tamoxifen: "tamoxifen or toremifene",
  "other-endocrine": "endocrine drug",
  "cdk4-6-inhibitor": "CDK4/6 inhibitor",
  "gnrh-agonist": "GnRH agonist",
  oestrogen: "oestrogen",
  glucocorticoid: "glucocorticoid",
  calcium: "calcium",
  "vitamin-d": "vitamin D",
  "active-vitamin-d": "active vitamin D",
  "vitamin-k": "vitamin K",
  "vitamin-k-antagonist": "vitamin K antagonist",
  "growth-hormone-axis": "growth-hormone product",
  "bone-harming": "medicine linked to bone loss",
};

/**
 * Reads every medication resource, and every Procedure that gave a drug, into what it says about the drugs the record knows. What is no therapy (proposal, draft,
 * cancelled, not taken, entered in error, in the future) goes to the list of unusable data; drugs of no concern are passed over.
 */
export function readDrugEvidence(chart: Chart): DrugEvidenceRead {
  const read: Sink = { find: drugFinder(chart.settings), reports: [], refusals: [], classOnly: [], unidentified: [] };
  for (const [type, kind] of Object.entries(kinds)) {
    for (const resource of chart.ofType(type)) readOne(chart, read, { resource, recordedAs: kind, reference: `${type}/${resource.id}` });
  }
  for (const { reference, administration } of dosesGivenAsProcedures(chart, read.find)) {
    readOne(chart, read, { resource: administration, recordedAs: "administration", reference, counts: isGivenByOthers });
  }
  endReplaced(chart, read.reports);
  for (const { resourceType, id } of chart.strays) if (resourceType in kinds) read.unidentified.push(`${resourceType}/${id}`);
  return read;
}

/** An order that is over and does not say since when lasted until the order that names it as the one before. */
function endReplaced(chart: Chart, reports: DrugReport[]): void {
  for (const next of reports) {
    if (next.kind !== "order" || !next.start) continue;
    const order = chart.resolve(next.reference);
    const before = order && chart.resolve(order["priorPrescription"], order);
    if (!before) continue;
    reports.forEach((one, index) => {
      const over = one.standing === "over" || one.standing === "stopped";
      if (over && !one.end && one.reference === `MedicationRequest/${before.id}`) reports[index] = { ...one, end: next.start };
    });
  }
}

/** The last day a dose or supply is known to work. */
export function worksUntil(report: DrugReport): FhirDate["earliest"] | undefined {
  if (!report.start) return undefined;
  // A depot whose interval is stated works at least that long (six-month forms of the GnRH agonists).
  const injectedDays = Math.max(report.drug.doseCovers ?? 0, Math.min(Math.ceil(report.intervalDays ?? 0), longestDoseDays));
  const days = report.injected ? injectedDays : report.kind === "administration" ? 0 : (report.supplyDays ?? unstatedSupplyDays);
  return addDays(report.start.latest, days);
}

const longestDoseDays = 395;
/** A dispense that does not say how long it lasts is taken for a month's supply. */
const unstatedSupplyDays = 30;

type Entry = {
  readonly resource: RawResource;
  readonly recordedAs: DrugKind;
  readonly reference: string;
  /** Which of the drugs it names it can tell of; all, if not given. */
  readonly counts?: (drug: Drug) => boolean;
};

type Sink = {
  readonly find: ReturnType<typeof drugFinder>;
  readonly reports: DrugReport[];
  readonly refusals: Refusal[];
  readonly classOnly: string[];
  readonly unidentified: string[];
};

function readOne(chart: Chart, sink: Sink, entry: Entry): void {
  const { resource, recordedAs, reference } = entry;
  const status = readMedicationStatus(resource, recordedAs);
  const mayBeTaken = status.use === "evidence" && status.standing !== "over" && status.standing !== "stopped";
  const medication = medicationOf(chart, resource);
  if (medication.coded.length === 0) {
    chart.reject({ reference, kind: medication.problem, what: "medication", reason: problemText[medication.problem] });
    if (mayBeTaken) sink.unidentified.push(reference);
    return;
  }
  const recognised = sink.find(medication.coded);
  if (recognised.kind === "unknown") {
    if (!mayBeTaken || medication.coded.some((one) => textsOf(one).length > 0)) return;
    chart.reject({ reference, kind: "other", what: "medication", reason: "It names no drug but by a code that is not known here." });
    sink.unidentified.push(reference);
    return;
  }
  if (recognised.kind === "class-only") {
    const unnamed = { kind: "other", reason: "It names the class of drug, not the drug; a class proves no therapy." } as const;
    const { kind, reason } = status.use === "none" ? status : unnamed;
    chart.reject({ reference, kind, what: "aromatase inhibitor", reason });
    if (mayBeTaken) sink.classOnly.push(reference);
    return;
  }
  const what = `${drugClassNames[recognised.matches[0].drug.drugClass]} (${recordedAs})`;
  if (recognised.kind === "denied") {
    chart.reject({ reference, kind: "other", what, reason: "It names the drug in words that say it is not taken; a name alone proves no therapy." });
    return;
  }
  if (status.use === "none") {
    const { start, written } = timesOf(resource, recordedAs, "unknown", chart.today);
    const date = status.kind === "not-taken" && start ? { date: start } : {};
    chart.reject({ reference, kind: status.kind, what, reason: status.reason, ...date });
    const on = start ?? written;
    if (status.refusal && on && on.earliest <= chart.today) sink.refusals.push(...recognised.matches.map(({ drug }) => ({ reference, drug, on })));
    return;
  }
  const times = usableTimes(chart, entry, what, status.standing);
  if (!times) return;
  const dosing = dosingOf(resource["dosageInstruction"] ?? resource["dosage"]);
  const drugWords = fold(medication.coded.flatMap(textsOf).join(" | "));
  const words = [drugWords, medication.form, dosing.words].join("; ");
  for (const { drug, how } of recognised.matches.filter((match) => entry.counts?.(match.drug) ?? true)) {
    const form = formOf(drug, medication.coded, words);
    if (form === "not-stated") {
      chart.reject({ reference, kind: "other", what, reason: "It does not say by which route it is used, so it is not counted as acting on the whole body." });
    }
    if (form !== "systemic") continue;
    const burst = drug.drugClass === "glucocorticoid" && times.start && !times.end ? burstDays(resource, words, times.supplyDays) : undefined;
    sink.reports.push({
      reference,
      kind: status.reported ? "statement" : recordedAs,
      status: status.status,
      standing: status.standing,
      drug,
      how,
      drugText: labelOf(medication.coded[0], drug.label),
      label: drugLabel(medication.coded, drug),
      ...times,
      ...(burst !== undefined && times.start && { end: onDay(addDays(times.start.latest, burst - 1)) }),
      injected: drug.doseCovers !== undefined && !(drug.alsoOral && isOral(words)),
      daily: dailyAmount(drug, drugWords, dosing),
      purpose: purposeHint(drug, medication.coded, words, dosing),
      intervalDays: spokenIntervalDays(words) ?? (dosing.perDay === undefined ? undefined : 1 / dosing.perDay),
    });
  }
}

/** The dates of an entry, or nothing when they say that it is no therapy up to today. */
function usableTimes(chart: Chart, { resource, recordedAs, reference }: Entry, what: string, standing: DrugStanding): DrugTimes | undefined {
  const times = timesOf(resource, recordedAs, standing, chart.today);
  if (!times.start) {
    if (recordedAs === "order" || recordedAs === "statement") return times;
    chart.reject({ reference, kind: "malformed", what, reason: "It has no readable date, so it does not say when the drug was taken." });
    return undefined;
  }
  if (times.start.earliest > chart.today) {
    chart.reject({ reference, kind: "future-date", what, reason: "It starts after today; the drug is not taken yet.", date: times.start });
    return undefined;
  }
  const birth = birthOf(chart);
  if (birth && times.start.latest < birth.earliest) {
    const dateless = recordedAs === "order" || recordedAs === "statement";
    const reason = `Its date lies before the patient's birth; it is ${dateless ? "used without a date" : "not used"}.`;
    chart.reject({ reference, kind: "implausible", what, reason });
    return dateless ? { ...times, start: undefined, end: undefined, written: undefined } : undefined;
  }
  return times;
}

type Medication = { readonly coded: readonly unknown[]; readonly form: string; readonly problem: "malformed" | "unresolved-reference" };

const problemText = {
  malformed: "It names no drug.",
  "unresolved-reference": "The drug it points to was not sent and is not named.",
} as const;

/** The names and codes of the drug: inline, contained, fetched, or only as the text beside a reference that leads nowhere. */
function medicationOf(chart: Chart, resource: RawResource): Medication {
  const inline = resource["medicationCodeableConcept"];
  if (labelOf(inline, "") !== "") return { coded: [inline], form: "", problem: "malformed" };
  const pointer = resource["medicationReference"];
  if (!isRecord(pointer)) return { coded: [], form: "", problem: "malformed" };
  const display = typeof pointer["display"] === "string" && pointer["display"].trim() !== "" ? [{ text: pointer["display"] }] : [];
  const target = chart.resolve(pointer, resource);
  if (target?.resourceType !== "Medication") return { coded: display, form: "", problem: "unresolved-reference" };
  const ingredients = Array.isArray(target["ingredient"]) ? target["ingredient"].filter(isRecord) : [];
  const coded = [target["code"], ...ingredients.map((ingredient) => ingredient["itemCodeableConcept"])].filter((one) => labelOf(one, "") !== "");
  return { coded: coded.length > 0 ? coded : display, form: fold(labelOf(target["form"], "")), problem: "malformed" };
}

function isOral(words: string): boolean {
  return /\boral|by mouth|\bp\.?o\.?\b|tablet|tablett|comprim|capsul|\b(?:150|50) ?mg\b/.test(words);
}
