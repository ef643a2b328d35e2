import { followUpTypes } from "../fhir/follow-up-searches";
import { issuesOf } from "../fhir/operation-outcome";
import { countText } from "../guidelines/wording";
import { searchedType } from "../record/bundle";
import { isRecord } from "../record/chart";
import { followUpSystems } from "../record/follow-up";
import type { RecordSettings } from "../record/site";
import { createLineStore, type LineStore } from "./line-store";
import { namesInhibitor } from "./names-inhibitor";
import { type ExportFile, type FileBreak, type Line, lineBatches, type LineOptions } from "./ndjson";
import type { Pause } from "./pause";
import { idReferred, ownerOf, parseLine, patientsIn, type Resource, typeOfLine } from "./resource-line";

/** A line or a file that could not be read; the rest goes on. `reason` never repeats patient data. */
export type ExportProblem = { readonly file: string; readonly line: number | undefined; readonly reason: string };

/** What was found in an export: the raw lines of each patient's resources, parsed only when her turn comes. */
export type Gathered = {
  /** Lines in `store`, by patient. */
  readonly patients: ReadonlyMap<string, readonly number[]>;
  /** Medication and Device resources that kept lines may refer to, by `Type/id`; the last version in the export wins. */
  readonly shared: ReadonlyMap<string, Resource>;
  readonly store: LineStore;
  readonly problems: readonly ExportProblem[];
  /** Patients who own a line that could not be read, by resource type ("" when even that cannot be told). */
  readonly torn: ReadonlyMap<string, ReadonlySet<string>>;
  /** Types of unreadable lines or files that name no patient: then nobody's search of that type is complete. */
  readonly tornForAll: ReadonlySet<string>;
  /** Resource types of which the export holds at least one. */
  readonly types: ReadonlySet<string>;
  readonly lines: number;
};

export type GatherProgress = {
  readonly phase: "finding" | "gathering";
  readonly bytesRead: number;
  readonly bytesTotal: number;
  readonly patientsFound: number;
};

export type GatherOptions = {
  readonly signal?: AbortSignal;
  readonly pause?: Pause;
  readonly onProgress?: (progress: GatherProgress) => void;
  /** Only this share of the patients, when several workers read the same export. */
  readonly shard?: Shard;
};

export type Shard = { readonly index: number; readonly of: number };

/** What the record reads of a patient. The export may hold more; the chart would not ask for it. */
const keptTypes: ReadonlySet<string> = new Set(Object.values(searchedType));
/** What tells of following up; it is no part of the record. */
const alsoKept: ReadonlySet<string> = new Set(followUpTypes);
const medicationTypes: ReadonlySet<string> = new Set([...keptTypes].filter((type) => type.startsWith("Medication")));
const mostProblemsPerFile = 20;

/**
 * Finds the patients with an aromatase inhibitor in a Bulk Data export and gathers their resources, in two passes over the
 * files, so that the order of files does not matter and memory grows with the patients found, not with the export.
 */
export async function gather(files: readonly ExportFile[], settings: RecordSettings, options: GatherOptions = {}): Promise<Gathered> {
  const found = await find(files, settings, options);
  const store = createLineStore();
  const patients = new Map<string, number[]>([...found.wanted].map((id) => [id, []]));
  const torn = new Map<string, Set<string>>();
  const tornForAll = new Set<string>();
  const types = new Set<string>();
  const problems = problemList();
  const medications = new Map<string, Resource>();
  const devices = new Set<string>();
  const twice = new Set<string>();
  const typesOfFile = new Map<string, Set<string>>();
  let lines = 0;

  const tear = (text: string, type: string): void => {
    const owners = patientsIn(text);
    if (owners.length === 0) tornForAll.add(type);
    for (const id of owners) torn.set(id, (torn.get(id) ?? new Set()).add(type));
  };
  const onLine = ({ text, number }: Line, file: ExportFile): void => {
    lines += 1;
    const type = typeOfLine(text);
    if (type === undefined || !isWhole(text)) {
      const frontType = type ?? typeAtFront(text);
      problems.add(file.name, number, type === undefined && isWhole(text) ? "This line is not a FHIR resource." : "This line was cut or damaged.");
      return tear(text, frontType);
    }
    types.add(type);
    within(typesOfFile, file.name).add(type);
    if (type === "OperationOutcome") {
      // The error file of a Bulk Data export: what could not be exported.
      if (!issuesOf(parseLine(text)).some(({ withheld }) => withheld)) return;
      problems.add(file.name, number, "The EHR reports that it could not export everything. What that concerns does not count as completely read.");
      const named = [...keptTypes].filter((one) => text.includes(one) && (one !== "Patient" || !text.includes("Patient/")));
      // The word "Task" alone may mean the server's own work, and with it anything.
      const also = followUpTypes.filter((one) => text.includes(one));
      for (const one of named.length > 0 ? [...named, ...also] : [""]) tear(text, one);
      return;
    }
    if (type === "Medication") return keepMedication(text, found.medicationsUsed, medications);
    if (!keptTypes.has(type) && !alsoKept.has(type)) return;
    if (text.includes("\uFFFD")) {
      problems.add(file.name, number, "This line holds characters that are not UTF-8. It was used as far as it can be read.");
      tear(text, type);
    }
    if (alsoKept.has(type)) return keepFollowUp(text, type, number, file);
    const owner = ownerOfLine(text, type, found.wanted);
    const own = owner === undefined ? undefined : patients.get(owner);
    if (owner === undefined || own === undefined) return;
    if (type === "Patient" && twice.has(owner)) problems.add(file.name, number, "A patient stands here once more. The newer version was used.");
    if (type === "Patient") twice.add(owner);
    own.push(store.add(text));
    if (type === "Observation") for (const match of text.matchAll(deviceReference)) if (match[1] !== undefined) devices.add(match[1]);
  };
  /** Tasks of Boneline's own, orders and appointments; an appointment may be several patients', and whoever reads it looks. */
  const keepFollowUp = (text: string, type: string, number: number, file: ExportFile): void => {
    const owners = patientsIn(text).flatMap((id) => (patients.has(id) ? [patients.get(id) ?? []] : []));
    if (owners.length === 0 || (type === "Task" && !text.includes(followUpSystems.task))) return;
    if (parseLine(text) === undefined) {
      problems.add(file.name, number, "This line was cut or damaged.");
      return tear(text, type);
    }
    const kept = store.add(text);
    for (const own of owners) own.push(kept);
  };
  await readAll(files, "gathering", found.wanted, options, onLine, (file, why, line) => {
    problems.add(file.name, why === "not-utf8" ? undefined : line, breakReasons[why]);
    const held = typesOfFile.get(file.name);
    for (const type of held === undefined || held.size === 0 ? [typeByName(file.name)] : held) tornForAll.add(type);
  });

  const shared = new Map([...medications].map(([id, resource]) => [`Medication/${id}`, resource]));
  const withDevices = files.filter((file) => typesOfFile.get(file.name)?.has("Device") === true);
  if (devices.size > 0) await readDevices(withDevices, devices, shared, options);
  const nameless = found.unnamed.filter((id) => !found.medicationsSeen.has(id)).length;
  if (nameless > 0)
    problems.note(
      `${countText(nameless, "medication entry names its drug", "medication entries name their drug")} only in Medication resources that the export lacks. Patients may be missing from this list.`,
    );
  if (found.tornMedications > 0)
    problems.note(`${countText(found.tornMedications, "line")} about medicines could not be read. Patients may be missing from this list.`);
  return { patients, shared, store, problems: problems.all(), torn, tornForAll, types, lines };
}

type Found = {
  readonly wanted: ReadonlySet<string>;
  /** Medication ids that entries refer to. */
  readonly medicationsUsed: ReadonlySet<string>;
  readonly medicationsSeen: ReadonlySet<string>;
  /** For each entry that names its drug by reference alone, the Medication it needs. */
  readonly unnamed: readonly string[];
  readonly tornMedications: number;
};

/** First pass: whose record names an aromatase inhibitor, in any medication entry of any status. */
async function find(files: readonly ExportFile[], settings: RecordSettings, options: GatherOptions): Promise<Found> {
  const wanted = new Set<string>();
  const { index, of } = options.shard ?? { index: 0, of: 1 };
  const want = (id: string): void => void (shardOf(id, of) === index && wanted.add(id));
  const inhibitors = new Set<string>();
  const medicationsSeen = new Set<string>();
  const usersOf = new Map<string, Set<string>>();
  const unnamed: string[] = [];
  let tornMedications = 0;
  const onLine = ({ text }: Line): void => {
    const type = typeOfLine(text) ?? typeAtFront(text);
    if (type !== "" && type !== "Medication" && !medicationTypes.has(type)) return;
    const resource = type === "" ? undefined : parseLine(text);
    if (resource === undefined) {
      tornMedications += 1;
      // She may be on one: she is shown, as not fully loaded. A line of no known type names too many for that.
      if (type !== "") for (const id of patientsIn(text)) want(id);
      return;
    }
    const named = namesInhibitor(resource, settings);
    const id = resource["id"];
    if (type === "Medication") {
      if (typeof id === "string") medicationsSeen.add(id);
      if (named && typeof id === "string") inhibitors.add(id);
      return;
    }
    const owner = ownerOf(resource);
    if (owner === undefined) return;
    if (named) want(owner);
    const pointer = resource["medicationReference"];
    const medication = idReferred(pointer, "Medication");
    if (medication === undefined) return;
    within(usersOf, medication).add(owner);
    if (isRecord(pointer) && typeof pointer["display"] !== "string") unnamed.push(medication);
  };
  const onBreak = (file: ExportFile): void => {
    const type = typeByName(file.name);
    if (type === "" || type.startsWith("Medication")) tornMedications += 1;
  };
  await readAll(files, "finding", wanted, { ...options, skip: isNoMedication }, onLine, onBreak);
  for (const medication of inhibitors) for (const patient of usersOf.get(medication) ?? []) want(patient);
  return { wanted, medicationsUsed: new Set(usersOf.keys()), medicationsSeen, unnamed, tornMedications };
}

/** Whether a line certainly is of a type that names no medicine, by its first bytes; most lines of an export are. */
function isNoMedication(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start <= typeFront.length) return false;
  for (let index = 0; index < typeFront.length; index += 1) if (bytes[start + index] !== typeFront.charCodeAt(index)) return false;
  const from = start + typeFront.length;
  const quote = bytes.indexOf(0x22, from);
  if (quote < 0 || quote - from > 40 || quote >= end) return false;
  const type = String.fromCharCode(...bytes.subarray(from, quote));
  return /^[A-Za-z]+$/.test(type) && type !== "Medication" && !medicationTypes.has(type);
}

const typeFront = '{"resourceType":"';

function shardOf(patientId: string, of: number): number {
  let sum = 0;
  for (let index = 0; index < patientId.length; index += 1) sum = (sum * 31 + patientId.charCodeAt(index)) % 1_000_003;
  return sum % of;
}

async function readAll(
  files: readonly ExportFile[],
  phase: GatherProgress["phase"],
  wanted: ReadonlySet<string>,
  { signal, pause, onProgress, skip }: GatherOptions & Pick<LineOptions, "skip">,
  onLine: (line: Line, file: ExportFile) => void,
  onBreak: (file: ExportFile, why: FileBreak, line: number) => void,
): Promise<void> {
  const once = files.reduce((sum, file) => sum + file.size, 0);
  let bytesRead = phase === "finding" ? 0 : once;
  const onBytes = (bytes: number): void => {
    bytesRead += bytes;
    onProgress?.({ phase, bytesRead, bytesTotal: once * 2, patientsFound: wanted.size });
  };
  for (const file of files) {
    const reading = { onBytes, onBreak: (why: FileBreak, line: number) => onBreak(file, why, line), ...(signal && { signal }), ...(skip && { skip }) };
    for await (const batch of lineBatches(file, reading)) {
      for (const line of batch) onLine(line, file);
      await pause?.passed(signal);
    }
  }
}

async function readDevices(files: readonly ExportFile[], wanted: ReadonlySet<string>, shared: Map<string, Resource>, options: GatherOptions): Promise<void> {
  for (const file of files) {
    for await (const batch of lineBatches(file, { onBreak: () => undefined, ...(options.signal && { signal: options.signal }) })) {
      for (const { text } of batch) {
        const resource = typeOfLine(text) === "Device" ? parseLine(text) : undefined;
        const id = resource?.["id"];
        if (resource !== undefined && typeof id === "string" && wanted.has(id)) shared.set(`Device/${id}`, resource);
      }
    }
  }
}

const deviceReference = /"device"\s*:\s*\{[^{}]*"reference"\s*:\s*"(?:[^"]*\/)?Device\\?\/([A-Za-z0-9.-]+)/g;

const breakReasons: Readonly<Record<FileBreak, string>> = {
  "breaks-off": "The file breaks off or cannot be unpacked. What came before was read; nothing of this kind counts as completely read.",
  "not-utf8": "The file is not in UTF-8 and was not read. Export it again; nothing of this kind counts as completely read.",
};

function isWhole(text: string): boolean {
  return text.startsWith("{") && text.endsWith("}");
}

/** The type of a line that cannot be parsed, where its front still says it. */
function typeAtFront(text: string): string {
  return /^\{[^{}[\]]*"resourceType"\s*:\s*"([A-Za-z]+)"/.exec(text)?.[1] ?? "";
}

/** Bulk Data servers name files after the type ("Observation.ndjson", "1.Observation.ndjson.gz"). */
function typeByName(name: string): string {
  return name.split(/[^A-Za-z]+/).find((part) => keptTypes.has(part) || alsoKept.has(part) || part === "Medication") ?? "";
}

function ownerOfLine(text: string, type: string, wanted: ReadonlySet<string>): string | undefined {
  if (type === "Patient") {
    const id = parseLine(text)?.["id"];
    return typeof id === "string" ? id : undefined;
  }
  const named = patientsIn(text);
  if (!named.some((id) => wanted.has(id))) return undefined;
  return named.length === 1 ? named[0] : ownerOf(parseLine(text)); // a performer may be a patient too
}

function keepMedication(text: string, used: ReadonlySet<string>, kept: Map<string, Resource>): void {
  const resource = parseLine(text);
  const id = resource?.["id"];
  if (resource !== undefined && typeof id === "string" && used.has(id)) kept.set(id, resource);
}

function within<V>(map: Map<string, Set<V>>, key: string): Set<V> {
  const found = map.get(key) ?? new Set<V>();
  map.set(key, found);
  return found;
}

/** The first problems of each file with their lines, the others counted. */
function problemList() {
  const listed: ExportProblem[] = [];
  const counts = new Map<string, number>();
  return {
    add(file: string, line: number | undefined, reason: string): void {
      const count = (counts.get(file) ?? 0) + 1;
      counts.set(file, count);
      if (count <= mostProblemsPerFile) listed.push({ file, line, reason });
    },
    note: (reason: string): void => void listed.push({ file: "", line: undefined, reason }),
    all(): readonly ExportProblem[] {
      const more = [...counts].filter(([, count]) => count > mostProblemsPerFile);
      return [...listed, ...more.map(([file, count]) => ({ file, line: undefined, reason: `${count - mostProblemsPerFile} more problems like these.` }))];
    },
  };
}
