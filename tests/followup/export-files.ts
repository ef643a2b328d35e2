import { gzipSync } from "node:zlib";
import type { ExportFile } from "../../src/followup/ndjson";

/** A file of an export, in memory. */
export function fileOf(name: string, content: string | Uint8Array): ExportFile {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return { name, size: bytes.byteLength, stream: () => new Blob([bytes as Uint8Array<ArrayBuffer>]).stream() };
}

export function gzipped(name: string, text: string): ExportFile {
  return fileOf(`${name}.gz`, gzipSync(text));
}

type Resource = { readonly resourceType: string; readonly [element: string]: unknown };

/** One file for each resource type, as a Bulk Data server writes them. */
export function exportOf(resources: readonly Resource[]): ExportFile[] {
  const byType = new Map<string, Resource[]>();
  for (const resource of resources) byType.set(resource.resourceType, [...(byType.get(resource.resourceType) ?? []), resource]);
  return [...byType].map(([type, list]) => fileOf(`${type}.ndjson`, ndjson(list)));
}

export function ndjson(resources: readonly unknown[]): string {
  return resources.map((resource) => `${JSON.stringify(resource)}\n`).join("");
}
