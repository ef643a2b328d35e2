import { verified } from "./code-table";
import { type Concept, systems } from "./concept";

/** FRAX 10-year probabilities. Taken as recorded, never calculated (clinical terminology, section 1, fracture-risk scores). */
export const fraxMajorFracture: Concept = {
  id: "frax-major-fracture",
  label: "FRAX, major osteoporotic fracture",
  codes: verified(systems.loinc, "cqframework/ecqm-content-qicore-2024 input/resources/library/AppropriateDXAScansForWomenUnder65FHIR.json", {
    "90265-0": "Major osteoporotic fracture 10-year probability [Likelihood] Fracture Risk Assessment",
  }),
  text: /\bfrax\b.*\b(?:major|mof)\b|major osteoporotic fracture.*(?:probabilit|risk)/,
  notText: /threshold|without bmd.*country|\bhip\b/,
};

export const fraxHipFracture: Concept = {
  id: "frax-hip-fracture",
  label: "FRAX, hip fracture",
  codes: verified(systems.loinc, "healthassure.in test page; single source for the display, sibling of 90265-0", {
    "90266-8": "Hip fracture 10-year probability [Likelihood] Fracture Risk Assessment",
  }),
  text: /\bfrax\b.*\bhip\b|hip fracture.*(?:10|ten).{0,6}year.*(?:probabilit|risk)/,
  notText: /threshold|\bmajor\b/,
};
