import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { patientsOfBundle } from "./bundles";
import type { PatientSource } from "./store";

/** Every `*.json` Bundle in a directory or one folder below it, as patients. Files that hold no Bundle are left out and named in `skipped`. */
export function bundlesOfDirectory(directory: string): { readonly sources: readonly PatientSource[]; readonly skipped: readonly string[] } {
  const files = readdirSync(directory)
    .sort()
    .flatMap((name) => {
      const path = join(directory, name);
      return statSync(path).isDirectory() ? jsonFiles(path) : name.endsWith(".json") ? [path] : [];
    });
  const sources: PatientSource[] = [];
  const skipped: string[] = [];
  for (const path of files) {
    const bundle = bundleIn(path);
    if (!bundle) {
      if (basename(path) !== "case.json") skipped.push(path);
      continue;
    }
    const file = basename(path, ".json");
    const folder = basename(join(path, ".."));
    const source = patientsOfBundle(bundle, { name: file === "bundle" ? folder : file, ids: "prefixed" });
    if (source.ids.length > 0) sources.push(source);
    else skipped.push(path);
  }
  return { sources, skipped };
}

function jsonFiles(folder: string): readonly string[] {
  return readdirSync(folder)
    .sort()
    .filter((name) => name.endsWith(".json"))
    .map((name) => join(folder, name));
}

function bundleIn(path: string): unknown {
  try {
    const value: unknown = JSON.parse(readFileSync(path, "utf8"));
    return typeof value === "object" && value !== null && "resourceType" in value && value.resourceType === "Bundle" ? value : undefined;
  } catch {
    // Not JSON: reported by the caller as skipped.
    return undefined;
  }
}
