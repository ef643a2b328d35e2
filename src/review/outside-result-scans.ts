import { dateText } from "../guidelines/wording";
import type { OutsideResult } from "../record/outside-result";
import { text } from "./outside-result-text";

/** Entries that one report tells of: the sites of one scan, or one blood test. In the order in which they were typed in. */
export type OutsideStudy = { readonly id: string; readonly entries: readonly [OutsideResult, ...OutsideResult[]] };

/** Sites of the same day and scanner are one scan. */
export function studiesOf(entries: readonly OutsideResult[]): readonly OutsideStudy[] {
  const studies = new Map<string, OutsideStudy>();
  for (const entry of entries) {
    const key = entry.kind === "dxa" ? `dxa ${entry.date} ${entry.scanner ?? ""}` : entry.id;
    const known = studies.get(key);
    studies.set(key, known === undefined ? { id: `report-${entry.id}`, entries: [entry] } : { ...known, entries: [...known.entries, entry] });
  }
  return [...studies.values()];
}

/** "Bone density (DXA), 15 Mar 2024". */
export function studyInWords({ entries: [first] }: OutsideStudy): string {
  return `${text(first.kind === "dxa" ? "dxa" : "vitaminD")}, ${dateText(first.date)}`;
}
