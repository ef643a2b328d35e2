import type { RuleBasis } from "./model";

const byRule: Readonly<Record<string, RuleBasis>> = {};

/** What stands behind a rule; undefined for an id that is not in the catalogue. */
export function basisOf(ruleId: string): RuleBasis | undefined {
  return byRule[ruleId];
}
