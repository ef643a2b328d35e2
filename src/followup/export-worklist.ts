import { followUpTypes } from "../fhir/follow-up-searches";
import type { GuidelineSettings } from "../guidelines/settings";
import { searchedType } from "../record/bundle";
import type { RecordInput } from "../record/build";
import { isRecord } from "../record/chart";
import type { CalendarDate } from "../record/fact";
import { type SearchReport, searchIds } from "../record/searches";
import type { RecordSettings } from "../record/site";
import { type ExportProblem, gather, type Gathered, type GatherOptions, type GatherProgress } from "./gather";
import type { ExportFile } from "./ndjson";
import { idReferred, parseLine, type Resource } from "./resource-line";
import { followUpInExport, type PatientFollowUp } from "./patient-follow-up";
import { type Standing, standingOf, unreadRow } from "./row";
import type { PatientPage } from "./source";

export type EvaluationSettings = { readonly today: CalendarDate; readonly record: RecordSettings; readonly guidelines: GuidelineSettings };

export type ExportProgress = GatherProgress | { readonly phase: "evaluating"; readonly patientsFound: number; readonly evaluated: number };

/** What a worklist made from an export says besides its rows. */
export type ExportSummary = {
  readonly patientsFound: number;
  readonly lines: number;
  readonly problems: readonly ExportProblem[];
};

export type ExportOptions = Omit<GatherOptions, "onProgress"> & {
  readonly onProgress?: (progress: ExportProgress) => void;
  /** Once everybody is found: how to open one patient's resources, for as long as it is kept. */
  readonly onGathered?: (open: (patientId: string) => RecordInput | undefined) => void;
  /** Judges elsewhere, several pages at once; absent: here, one page after the other. */
  readonly judging?: (basis: ExportBasis) => Judging;
};

/** What of an export is the same for all its patients. */
export type ExportBasis = Pick<Gathered, "shared" | "torn" | "tornForAll" | "types">;

/** One patient's resources as raw NDJSON, one line each. */
export type PatientLines = { readonly patientId: string; readonly lines: readonly Uint8Array[] };

export type Judged = { readonly patientId: string; readonly standing: Standing; readonly followUp: PatientFollowUp; readonly unread: number };

/** Who judges a page of patients, and how many pages may be under way. */
export type Judging = { readonly pagesAhead: number; readonly judge: (patients: readonly PatientLines[]) => Promise<readonly Judged[]> };

const pageSize = 50;

/**
 * A Bulk Data export as worklist rows, by the same record and rules as the chart. Pages come as they are made; the caller may
 * pause by the gate or by not asking for the next page, and cancel by the signal (throws its reason).
 */
export async function* exportWorklist(
  files: readonly ExportFile[],
  settings: EvaluationSettings,
  options: ExportOptions = {},
): AsyncGenerator<PatientPage, ExportSummary> {
  const gathered = await gather(files, settings.record, options);
  const linesOf = (patientId: string): PatientLines => ({ patientId, lines: (gathered.patients.get(patientId) ?? []).map(gathered.store.read) });
  options.onGathered?.((patientId) => (gathered.patients.has(patientId) ? inputOf(linesOf(patientId), gathered, settings).input : undefined));
  const { shared, torn, tornForAll, types } = gathered;
  const basis: ExportBasis = { shared, torn, tornForAll, types };
  const { pagesAhead, judge } = options.judging?.(basis) ?? judgingHere(basis, settings);
  const problems = [...gathered.problems];
  const underWay: Promise<readonly Judged[]>[] = [];
  const patientIds = [...gathered.patients.keys()];
  let evaluated = 0;
  for (let given = 0; evaluated < patientIds.length; ) {
    options.signal?.throwIfAborted();
    for (; given < patientIds.length && underWay.length < pagesAhead; given += pageSize) {
      const judging = judge(patientIds.slice(given, given + pageSize).map(linesOf));
      judging.catch(() => undefined); // told when its turn comes, below
      underWay.push(judging);
    }
    const page = (await underWay.shift()) ?? [];
    evaluated += page.length;
    for (const { unread } of page)
      if (unread > 0) problems.push({ file: "", line: undefined, reason: `${unread} damaged resources of one patient were left out.` });
    options.onProgress?.({ phase: "evaluating", patientsFound: patientIds.length, evaluated });
    yield pageOf(page);
    await options.pause?.passed(options.signal);
  }
  return { patientsFound: patientIds.length, lines: gathered.lines, problems };
}

/** One patient's row, or why she has none. One who cannot be judged must not keep the others from being judged. */
export function judgeLines(patient: PatientLines, basis: ExportBasis, settings: EvaluationSettings): Judged {
  const { patientId } = patient;
  const { input, unread, followUp } = inputOf(patient, basis, settings);
  try {
    return { patientId, standing: standingOf(input, settings.guidelines), followUp, unread };
  } catch {
    const row = unreadRow(patientId, "Boneline itself failed on this record. Report it; judge by the chart.");
    return { patientId, standing: { kind: "row", row }, followUp, unread };
  }
}

function judgingHere(basis: ExportBasis, settings: EvaluationSettings): Judging {
  return { pagesAhead: 1, judge: (patients) => Promise.resolve(patients.map((patient) => judgeLines(patient, basis, settings))) };
}

function pageOf(judged: readonly Judged[]): PatientPage {
  return {
    rows: judged.flatMap(({ standing }) => (standing.kind === "row" ? [standing.row] : [])),
    followUps: new Map(judged.flatMap(({ patientId, standing, followUp }) => (standing.kind === "row" ? [[patientId, followUp] as const] : []))),
    leftOut: judged.flatMap(({ patientId, standing }) => (standing.kind === "left-out" ? [{ patientId, why: standing.why }] : [])),
  };
}

function inputOf(
  { patientId, lines }: PatientLines,
  basis: ExportBasis,
  settings: EvaluationSettings,
): { readonly input: RecordInput; readonly unread: number; readonly followUp: PatientFollowUp } {
  const decoder = new TextDecoder();
  const read = lines.map((line) => parseLine(decoder.decode(line))).filter((one) => one !== undefined);
  const unread = lines.length - read.length;
  const own = read.filter((one) => !followUpTypes.some((type) => type === one["resourceType"]));
  const referred = own.flatMap((resource) => sharedOf(resource, basis));
  const searches = searchReports(basis, patientId, own, unread);
  const damaged = (type: string): boolean => isDamaged(basis, patientId, type);
  return {
    input: { patientId, resources: [...own, ...referred], searches, today: settings.today, settings: settings.record },
    unread,
    followUp: followUpInExport(patientId, read, settings.record, { types: basis.types, damaged }),
  };
}

/** The Medications and Devices that one resource refers to. */
function sharedOf(resource: Resource, { shared }: ExportBasis): readonly Resource[] {
  const medication = idReferred(resource["medicationReference"], "Medication");
  const device = idReferred(resource["device"], "Device");
  return [shared.get(`Medication/${medication}`), shared.get(`Device/${device}`)].filter((one) => one !== undefined);
}

/** Without these types an export does not tell what their searches would have told. */
const neededTypes: ReadonlySet<string> = new Set(["Patient", "Observation", "MedicationRequest", "DiagnosticReport", "Condition"]);

/** An export stands for complete searches, except of types it holds nothing of at all and of lines that could not be read. */
function searchReports(basis: ExportBasis, patientId: string, own: readonly Resource[], unread: number): SearchReport[] {
  return searchIds.map((id) => {
    const resourceType = searchedType[id];
    const mine = own.filter((resource) => resource["resourceType"] === resourceType);
    const damaged = unread > 0 || isDamaged(basis, patientId, resourceType);
    const base = { id, resourceType, pages: 1, resources: mine.length, warnings: [] };
    if (damaged) return { ...base, state: "partial", reason: "A line or a file of the export could not be read." };
    const nameless = mine.filter((resource) => lacksMedication(resource, basis)).length;
    if (nameless > 0) return { ...base, state: "partial", reason: `In ${nameless} of the entries the drug is named in a record that the export lacks.` };
    if (id === "patient" && mine.length === 0) return { ...base, state: "failed", reason: "The export has no Patient resource for her." };
    if (basis.types.has(resourceType)) return { ...base, state: "complete", reason: "" };
    if (neededTypes.has(resourceType)) return { ...base, state: "partial", reason: "The export holds none of anybody, so it was probably not exported." };
    return { ...base, state: "unsupported", reason: "It is not part of the export." };
  });
}

/** Whether something of this type, of hers or of nobody known, could not be read. */
function isDamaged({ torn, tornForAll }: ExportBasis, patientId: string, type: string): boolean {
  return [tornForAll, torn.get(patientId)].some((types) => types?.has(type) === true || types?.has("") === true);
}

function lacksMedication(resource: Resource, { shared }: ExportBasis): boolean {
  const pointer = resource["medicationReference"];
  const id = idReferred(pointer, "Medication");
  return id !== undefined && !shared.has(`Medication/${id}`) && !(isRecord(pointer) && typeof pointer["display"] === "string");
}
