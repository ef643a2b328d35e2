import { edition } from "./edition";

/** One of the 13 source attributes of an evidence-based decision support intervention, 45 CFR 170.315(b)(11). */
export type SourceAttribute = { readonly number: number; readonly name: string; readonly value: string };

/** For the catalogue page and for export. Items 5 to 13 say whether such data are used as input. */
export const sourceAttributes: readonly SourceAttribute[] = [
  { number: 1, name: "Bibliographic citation", value: "Named for each rule; the list of sources is part of the catalogue, each with how it was checked." },
  { number: 2, name: "Developer", value: "The Boneline project." },
  { number: 3, name: "Funding source of the technical implementation", value: "None declared." },
  {
    number: 4,
    name: "Release and revision dates",
    value: `Version ${edition.version}, last compared with its sources on ${edition.reviewed}. Each rule carries its own.`,
  },
  { number: 5, name: "Race", value: "Not used. Bone density is read against a uniform reference." },
  { number: 6, name: "Ethnicity", value: "Not used." },
  { number: 7, name: "Language", value: "Not used." },
  { number: 8, name: "Sexual orientation", value: "Not used." },
  { number: 9, name: "Gender identity", value: "Not used." },
  { number: 10, name: "Sex", value: "Used: guideline evidence is in women; some rules do not apply to men." },
  { number: 11, name: "Date of birth", value: "Used: age decides thresholds and counts as a risk factor." },
  { number: 12, name: "Social determinants of health data", value: "Not used." },
  { number: 13, name: "Health status assessments", value: "Used: smoking, alcohol, falls and physical activity, where recorded." },
];

export const intendedUse = {
  statement:
    "For clinicians who care for adults on an aromatase inhibitor for non-metastatic breast cancer: shows bone density, vitamin D and therapy as recorded, and options that guidelines give, with their basis, so that the clinician can judge each independently. It places no order, is not time-critical, and decides nothing.",
  users: "Oncology, breast and bone-health clinicians and their care teams. Patient texts are hand-outs that a clinician releases.",
  excludedPopulations: [
    "Metastatic breast cancer: values are shown, bone-loss prompts are off.",
    "Children and adolescents.",
    "People who take no aromatase inhibitor now (denosumab warnings excepted).",
    "Emergencies.",
    "Men: values and safety warnings are shown; guideline evidence is in women.",
  ],
  kind: "Evidence-based decision support intervention: fixed rules, no prediction, no machine learning. FRAX is read, never calculated; DXA images are not read.",
} as const;
