// @vitest-environment node
import { expect, it } from "vitest";
import type { OutsideResult } from "../../src/record/outside-result";
import { outsideInWords } from "../../src/review/outside-result-words";

const spine = { kind: "dxa", id: "a", date: "2025-03-04", region: { site: "lumbar-spine", side: undefined, vertebrae: "L1-L4" } } as const;
const blood = { kind: "vitamin-d", id: "b", date: "2026-01", value: 41, unit: "nmol/L" } as const;

it.each<[OutsideResult, string]>([
  [
    { ...spine, bmd: 0.812, tScore: -2.1, zScore: 0, scanner: "Hologic Horizon" },
    "DXA lumbar spine L1–L4: BMD 0.812 g/cm², T-score −2.1, Z-score 0.0; 4 Mar 2025; scanner Hologic Horizon (outside result, entered by hand)",
  ],
  [{ ...spine, date: "2025", tScore: 0.4 }, "DXA lumbar spine L1–L4: T-score +0.4; 2025; scanner not stated (outside result, entered by hand)"],
  [{ ...blood, comparator: "<=" }, "25-OH vitamin D ≤41 nmol/L, Jan 2026 (outside result, entered by hand)"],
])("says an entry as text for a note, with true signs and dates in words", (entry, words) => expect(outsideInWords(entry)).toBe(words));
