import type { Rule } from "./model";
import { boneLossRules } from "./rules/bone-loss";
import { calciumRules } from "./rules/calcium";
import { dataStateRules } from "./rules/data-state";
import { denosumabRules } from "./rules/denosumab";
import { dxaRules } from "./rules/dxa";
import { interpretationRules } from "./rules/interpretation";
import { lifestyleRules } from "./rules/lifestyle";
import { medicineRules } from "./rules/medicines";
import { onTreatmentRules } from "./rules/on-treatment";
import { safetyRules } from "./rules/safety";
import { scopeRules } from "./rules/scope";
import { treatmentRules } from "./rules/treatment";
import { vitaminDRules } from "./rules/vitamin-d";

/** Every rule, in the order in which it is evaluated (dossier 11.1): the SAFE rules look at the TX rules before them. */
export const catalogue: readonly Rule[] = [
  ...scopeRules,
  ...dataStateRules,
  ...dxaRules,
  ...treatmentRules,
  ...boneLossRules,
  ...onTreatmentRules,
  ...safetyRules,
  ...denosumabRules,
  ...vitaminDRules,
  ...calciumRules,
  ...lifestyleRules,
  ...medicineRules,
  ...interpretationRules,
];
