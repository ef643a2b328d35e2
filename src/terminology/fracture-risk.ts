import { type Concept, systems } from "./concept";

/** FRAX 10-year probabilities. Taken as recorded, never calculated (clinical terminology, section 1, fracture-risk scores). */
export const fraxMajorFracture: Concept = {
  id: "frax-major-fracture",
  label: "FRAX, major osteoporotic fracture",
  codes: [
    {
      system: systems.loinc,
      code: "90265-0",
      display: "Major osteoporotic fracture 10-year probability [Likelihood] Fracture Risk Assessment",
      source: "cqframework/ecqm-content-qicore-2024 input/resources/library/AppropriateDXAScansForWomenUnder65FHIR.json",
      status: "verified",
    },
  ],
  text: /\bfrax\b.*\b(?:major|mof)\b|major osteoporotic fracture.*(?:probabilit|risk)/,
  notText: /threshold|without bmd.*country|\bhip\b/,
};

export const fraxHipFracture: Concept = {
  id: "frax-hip-fracture",
  label: "FRAX, hip fracture",
  codes: [
    {
      system: systems.loinc,
      code: "90266-8",
      display: "Hip fracture 10-year probability [Likelihood] Fracture Risk Assessment",
      source: "healthassure.in test page; single source for the display, sibling of 90265-0",
      status: "verified",
    },
  ],
  text: /\bfrax\b.*\bhip\b|hip fracture.*(?:10|ten).{0,6}year.*(?:probabilit|risk)/,
  notText: /threshold|\bmajor\b/,
};
