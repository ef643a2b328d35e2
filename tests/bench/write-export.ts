import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { cohort } from "../../mocks/patients/cohort";
import { ndjsonExport } from "../../mocks/patients/ndjson-export";

/** The day of every bench's synthetic patients. */
export const benchDay = "2026-11-23";

/** Writes a synthetic Bulk Data export, one `Type.ndjson` for each type; returns its size in bytes. */
export function writeExport(directory: string, size: number, onAi: "mix" | "all"): number {
  const files = new Map<string, number>();
  let bytes = 0;
  for (const { type, line } of ndjsonExport(cohort({ size, onAi, today: benchDay }))) {
    const file = files.get(type) ?? openSync(join(directory, `${type}.ndjson`), "w");
    files.set(type, file);
    bytes += writeSync(file, line);
  }
  for (const file of files.values()) closeSync(file);
  return bytes;
}
