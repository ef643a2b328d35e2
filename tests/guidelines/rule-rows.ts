import { expect, test } from "vitest";
import type { Judgement } from "../../src/guidelines/model";
import { judgementOf, type Overrides, recordWith } from "./record-with";

/** What is true of the patient, the rule, the record, and what the rule must say. */
export type Row = readonly [sentence: string, rule: string, overrides: Overrides, outcome: Judgement["outcome"]];

/** One test a row; a failure shows the whole judgement. */
export function judgeRows(rows: readonly Row[]): void {
  test.each(rows)("%s (%s)", (_sentence, rule, overrides, outcome) => {
    expect(judgementOf(rule, recordWith(overrides))).toMatchObject({ outcome });
  });
}
