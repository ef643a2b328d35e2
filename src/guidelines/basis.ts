import { dataBasis } from "./basis/data-state";
import { dxaBasis } from "./basis/dxa";
import { interpretationBasis } from "./basis/interpretation";
import { lifestyleBasis } from "./basis/lifestyle";
import { medicineBasis } from "./basis/medicines";
import { safetyBasis } from "./basis/safety";
import { scopeBasis } from "./basis/scope";
import { treatmentBasis } from "./basis/treatment";
import { vitaminDBasis } from "./basis/vitamin-d";
import type { RuleBasis } from "./model";

const byRule: Readonly<Record<string, RuleBasis>> = {
  ...scopeBasis,
  ...dataBasis,
  ...dxaBasis,
  ...treatmentBasis,
  ...safetyBasis,
  ...vitaminDBasis,
  ...lifestyleBasis,
  ...medicineBasis,
  ...interpretationBasis,
};

/** What stands behind a rule; undefined for an id that is not in the catalogue. Loaded only when a basis is opened. */
export function basisOf(ruleId: string): RuleBasis | undefined {
  return byRule[ruleId];
}
