import type { Support, Verification } from "../model";

/** The usual population; a rule that differs says so in its own words. */
export const onAi =
  "Adults on an aromatase inhibitor for non-metastatic breast cancer; the evidence is in women. Not for metastatic disease, children, or after the aromatase inhibitor has ended.";
export const onAiPostmenopausal =
  "Women on an aromatase inhibitor for non-metastatic breast cancer, postmenopausal or under ovarian suppression. Not for premenopausal women without suppression, men, or metastatic disease.";
export const onAiOrMen =
  "Postmenopausal women, women under ovarian suppression, and men from 50 (evidence is in women), on an aromatase inhibitor for non-metastatic breast cancer. Not for metastatic disease.";
export const everOnAi =
  "Anyone who takes or took an aromatase inhibitor for non-metastatic breast cancer and was given denosumab at bone dose. Not for metastatic disease.";

/** One source's support: citation, what it says, strength, how it was checked. */
export function support(citation: string, says: string, strength: string, verification: Verification = "verified"): Support {
  return { citation, says, strength, verification };
}
