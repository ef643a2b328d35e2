import { isRecord, type RawResource } from "./chart";
import { identifiersOf } from "./observation";

/** Identifier system of what Boneline stores in an EHR; the value is the entry's UUID. */
export const entrySystem = "urn:boneline:entry";

/** What an Observation that was typed in carries in `meta.tag`. */
export const entryTag = { system: "urn:boneline", code: "entered-here", display: "Entered by hand in Boneline" } as const;

/** Whether a clinician typed this resource in, in this tab. */
export function enteredHere(resource: Readonly<Record<string, unknown>>): boolean {
  const tags = isRecord(resource["meta"]) && Array.isArray(resource["meta"]["tag"]) ? resource["meta"]["tag"] : [];
  return tags.some((one) => isRecord(one) && one["system"] === entryTag.system && one["code"] === entryTag.code);
}

/** Entries, by their UUID, that the EHR does not hold: one that it stored meanwhile is read from there, and counts once. */
export function notInEhr<Entry extends { readonly id: string }>(entries: readonly Entry[], fetched: readonly unknown[]): readonly Entry[] {
  if (entries.length === 0) return entries;
  const stored = new Set(fetched.flatMap((resource) => (isRecord(resource) ? identifiersOf(resource as RawResource) : [])));
  return entries.filter((entry) => !stored.has(`${entrySystem}|${entry.id}`));
}
