import type { Concept } from "./concept";
import { boneDrugs } from "./drugs-bone";
import { aromataseInhibitorClass, aromataseInhibitors } from "./drugs-endocrine";
import { dxaNames, dxaResultCodes } from "./dxa";
import { dxaStudyCodes } from "./dxa-studies";
import { fraxHipFracture, fraxMajorFracture } from "./fracture-risk";
import { hydroxyvitaminD, vitaminDTestCode } from "./vitamin-d";
import { hydroxyvitaminD2, hydroxyvitaminD3, unspecifiedVitaminD } from "./vitamin-d-kinds";

/** What can be taken. Vitamin D may be the medicine or the test. */
const medicines: readonly Concept[] = [...aromataseInhibitors, aromataseInhibitorClass, ...boneDrugs, hydroxyvitaminD, unspecifiedVitaminD];
const tests: readonly Concept[] = [hydroxyvitaminD2, hydroxyvitaminD3, fraxMajorFracture, fraxHipFracture];

/** Codes of scans, tests and medicines of this product, as `system|code`. Recalled ones too: they only make somebody look. */
export const boneCodes: ReadonlySet<string> = new Set(
  [...[...medicines, ...tests].flatMap((concept) => concept.codes), ...dxaResultCodes, ...dxaStudyCodes, vitaminDTestCode].map(
    ({ system, code }) => `${system}|${code}`,
  ),
);

/** Folded names of medicines. "Dexa" is no scan in them but dexamethasone. */
export const boneMedicines = anyOf(...medicines.flatMap(({ text }) => text ?? []), /bisphosphonat|\banti-?resorptiv/);

/** Folded names of scans, tests and medicines: what can be ordered or billed. */
export const boneThings = anyOf(boneMedicines, dxaNames.study, ...tests.flatMap(({ text }) => text ?? []), /\bfrax\b/);

/** Folded words by which an entry plainly concerns bones, an aromatase inhibitor or vitamin D. Bone scans of nuclear medicine do not. */
export const boneWords = anyOf(boneThings, dxaNames.tScore, dxaNames.zScore, /osteopor|osteopen|\bbone (?:loss|health|thinning)\b|low bone mass/);

function anyOf(...patterns: readonly RegExp[]): RegExp {
  return new RegExp(patterns.map(({ source }) => source).join("|"));
}
