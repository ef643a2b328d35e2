import { boneDrugs } from "./drugs-bone";
import { aromataseInhibitors, otherEndocrineDrugs } from "./drugs-endocrine";
import { glucocorticoids, oestrogens } from "./drugs-hormones";
import { boneHarmingDrugs, growthHormoneAxis, vitaminKAntagonists } from "./drugs-interacting";
import { supplements } from "./drugs-supplements";

/** Every drug the record recognises, by code or by name. A drug known by name only has no codes. */
export const drugs = [
  ...aromataseInhibitors,
  ...otherEndocrineDrugs,
  ...boneDrugs,
  ...supplements,
  ...glucocorticoids,
  ...oestrogens,
  ...growthHormoneAxis,
  ...vitaminKAntagonists,
  ...boneHarmingDrugs,
] as const;

export type Drug = (typeof drugs)[number];
