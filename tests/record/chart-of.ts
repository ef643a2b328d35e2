import { readFileSync } from "node:fs";
import { type Chart, isRecord, openChart } from "../../src/record/chart";
import { type SearchId, type SearchReport, type SearchState, searchIds } from "../../src/record/searches";
import { defaultRecordSettings, type RecordSettings } from "../../src/record/site";

/** Every search answered completely, except those named. */
export function searchesWith(exceptions: Partial<Record<SearchId, SearchState>> = {}): readonly SearchReport[] {
  return searchIds.map((id) => {
    const state = exceptions[id] ?? "complete";
    return { id, resourceType: id, state, reason: state === "complete" ? "" : `${id}: ${state}`, pages: 1, resources: 0, warnings: [] };
  });
}

export type ChartOptions = {
  readonly today?: string;
  readonly searches?: readonly SearchReport[];
  readonly settings?: Partial<RecordSettings>;
  readonly patientId?: string;
};

/** The Chart of a case bundle, as if every search had answered completely (or of a plain list of resources). */
export function chartOf(bundle: unknown, options: ChartOptions = {}): Chart {
  const entries = isRecord(bundle) && Array.isArray(bundle["entry"]) ? bundle["entry"] : [];
  const resources: unknown[] = Array.isArray(bundle) ? bundle : entries.map((entry) => (isRecord(entry) ? entry["resource"] : undefined));
  const patient = resources.find((resource) => isRecord(resource) && resource["resourceType"] === "Patient");
  return openChart({
    patientId: options.patientId ?? (isRecord(patient) ? String(patient["id"]) : "p1"),
    resources,
    aliases: new Map(entries.flatMap((entry) => aliasOf(entry))),
    searches: options.searches ?? searchesWith(),
    today: options.today ?? "2026-11-23",
    settings: { ...defaultRecordSettings, ...options.settings },
  });
}

/** The Bundle of a folder of tests/cases/fhir, such as `01-vitd-nmol`. */
export function caseBundle(folder: string): unknown {
  return JSON.parse(readFileSync(new URL(`../cases/fhir/${folder}/bundle.json`, import.meta.url), "utf8"));
}

function aliasOf(entry: unknown): readonly [string, string][] {
  if (!isRecord(entry) || !isRecord(entry["resource"]) || typeof entry["fullUrl"] !== "string") return [];
  return [[entry["fullUrl"], `${String(entry["resource"]["resourceType"])}/${String(entry["resource"]["id"])}`]];
}
