import type { PatientSource } from "../store";

export type ExportLine = { readonly type: string; readonly line: string };

/** A Bulk Data export: one NDJSON line for each resource of a source, patient after patient. Lazy: memory stays with one patient. */
export function* ndjsonExport(source: PatientSource): Generator<ExportLine> {
  for (const id of source.ids) {
    for (const resource of source.load(id)) yield { type: resource.resourceType, line: `${JSON.stringify(resource)}\n` };
  }
}
