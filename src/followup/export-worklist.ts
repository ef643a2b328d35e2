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
import { standingOf, unreadRow } from "./row";
import type { LeftOut, PatientPage } from "./source";
import type { WorklistRow } from "./row";

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
};

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
  options.onGathered?.((patientId) => (gathered.patients.has(patientId) ? inputOf(gathered, patientId, settings).input : undefined));
  const problems = [...gathered.problems];
  let rows: WorklistRow[] = [];
  let leftOut: LeftOut[] = [];
  let evaluated = 0;
  for (const patientId of gathered.patients.keys()) {
    options.signal?.throwIfAborted();
    const { input, unread } = inputOf(gathered, patientId, settings);
    if (unread > 0) problems.push({ file: "", line: undefined, reason: `${unread} damaged resources of one patient were left out.` });
    const standing = judged(input, settings.guidelines);
    if (standing.kind === "row") rows.push(standing.row);
    else leftOut.push({ patientId, why: standing.why });
    evaluated += 1;
    if (rows.length + leftOut.length < pageSize) continue;
    options.onProgress?.({ phase: "evaluating", patientsFound: gathered.patients.size, evaluated });
    yield { rows, leftOut };
    rows = [];
    leftOut = [];
    await options.pause?.passed(options.signal);
  }
  options.onProgress?.({ phase: "evaluating", patientsFound: gathered.patients.size, evaluated });
  if (rows.length + leftOut.length > 0) yield { rows, leftOut };
  return { patientsFound: gathered.patients.size, lines: gathered.lines, problems };
}

/** One patient who cannot be judged must not keep the others from being judged. */
function judged(input: RecordInput, guidelines: GuidelineSettings): ReturnType<typeof standingOf> {
  try {
    return standingOf(input, guidelines);
  } catch {
    return { kind: "row", row: unreadRow(input.patientId, "Boneline itself failed on this record. Report it; judge by the chart.") };
  }
}

function inputOf(gathered: Gathered, patientId: string, settings: EvaluationSettings): { readonly input: RecordInput; readonly unread: number } {
  const lines = gathered.patients.get(patientId) ?? [];
  const own = lines.map((line) => parseLine(gathered.store.read(line))).filter((one) => one !== undefined);
  const unread = lines.length - own.length;
  const referred = own.flatMap((resource) => sharedOf(resource, gathered));
  const searches = searchReports(gathered, patientId, own, unread);
  return { input: { patientId, resources: [...own, ...referred], searches, today: settings.today, settings: settings.record }, unread };
}

/** The Medications and Devices that one resource refers to. */
function sharedOf(resource: Resource, { shared }: Gathered): readonly Resource[] {
  const medication = idReferred(resource["medicationReference"], "Medication");
  const device = idReferred(resource["device"], "Device");
  return [shared.get(`Medication/${medication}`), shared.get(`Device/${device}`)].filter((one) => one !== undefined);
}

/** Without these types an export does not tell what their searches would have told. */
const neededTypes: ReadonlySet<string> = new Set(["Patient", "Observation", "MedicationRequest", "DiagnosticReport", "Condition"]);

/** An export stands for complete searches, except of types it holds nothing of at all and of lines that could not be read. */
function searchReports(gathered: Gathered, patientId: string, own: readonly Resource[], unread: number): SearchReport[] {
  const torn = gathered.torn.get(patientId);
  return searchIds.map((id) => {
    const resourceType = searchedType[id];
    const mine = own.filter((resource) => resource["resourceType"] === resourceType);
    const damaged = unread > 0 || [gathered.tornForAll, torn].some((types) => types?.has(resourceType) === true || types?.has("") === true);
    const base = { id, resourceType, pages: 1, resources: mine.length, warnings: [] };
    if (damaged) return { ...base, state: "partial", reason: "A line or a file of the export could not be read." };
    const nameless = mine.filter((resource) => lacksMedication(resource, gathered)).length;
    if (nameless > 0) return { ...base, state: "partial", reason: `${nameless} of the entries name their drug in a record that the export lacks.` };
    if (id === "patient" && mine.length === 0) return { ...base, state: "failed", reason: "The export has no Patient resource for her." };
    if (gathered.types.has(resourceType)) return { ...base, state: "complete", reason: "" };
    if (neededTypes.has(resourceType)) return { ...base, state: "partial", reason: "The export holds none of anybody, so it was probably not exported." };
    return { ...base, state: "unsupported", reason: "It is not part of the export." };
  });
}

function lacksMedication(resource: Resource, { shared }: Gathered): boolean {
  const pointer = resource["medicationReference"];
  const id = idReferred(pointer, "Medication");
  return id !== undefined && !shared.has(`Medication/${id}`) && !(isRecord(pointer) && typeof pointer["display"] === "string");
}
