import type { Disagreement, RuleBasis } from "../model";
import { onAi, support } from "./words";

const targets: Disagreement = {
  question: "What level is enough?",
  positions: [
    { body: "NAM 2011", says: "20 ng/mL (50 nmol/L) meets the needs of 97.5%.", citation: "nam-2011" },
    { body: "AACE 2020, BHOF 2022, AME 2018", says: "30 ng/mL (75 nmol/L) for bone, AME for those at risk or on bone medicines.", citation: "ame-2018" },
    { body: "Endocrine Society 2024", says: "Endorses no target in adults without an established indication.", citation: "endocrine-society-2024" },
    {
      body: "B-ABLE cohort 2012",
      says: "40 ng/mL or more at 3 months went with less spine loss: an association in one cohort, not a goal.",
      citation: "b-able-2012",
    },
  ],
};

const limits = "Assays differ by about 10%; a value near a cut-off is near it. No fracture trial of vitamin D in aromatase inhibitor users.";
const nam = support("nam-2011", "At risk of deficiency below 12 ng/mL (30 nmol/L); inadequate for some from 12 to 20.", "reference intake report");

export const vitaminDBasis: Readonly<Record<string, RuleBasis>> = {
  "VITD-01": {
    population: onAi,
    support: [
      support("aromasin-label", "25(OH)D should be tested before treatment (5.2).", 'label, "should"'),
      support("scan", "Check 25(OH)D with T-score below −1.5.", "consensus"),
    ],
    disagreement: {
      question: "Test 25(OH)D?",
      positions: [
        {
          body: "US exemestane label",
          says: "Test before treatment. Labels of anastrozole and letrozole are silent (from memory).",
          citation: "aromasin-label",
        },
        {
          body: "Endocrine Society 2024",
          says: "No routine testing in adults without an established indication; planning aromatase inhibitor or bone treatment is one, by our reading.",
          citation: "endocrine-society-2024",
        },
      ],
    },
    limits: "The window of 12 months before the start is an operational choice. Outside results are not seen.",
    options: ["Order 25(OH)D.", "Record an outside result.", "Not now, with reason."],
    patientText: "A blood test can check your vitamin D.",
  },
  "VITD-02": {
    population: onAi,
    support: [nam, support("aromasin-label", "Supplement women with deficiency.", "label")],
    limits,
    options: [
      "Replete.",
      "Check calcium, ALP and PTH for osteomalacia.",
      "Delay IV bisphosphonate or denosumab until corrected.",
      "Recheck at about 3 months.",
    ],
    patientText: "Your vitamin D is very low and needs treatment.",
  },
  "VITD-03": {
    population: onAi,
    support: [
      nam,
      support("endocrine-society-2011", "Deficient below 20 ng/mL.", "guideline, since replaced", "secondary"),
      support("ekwaru-2014", "About 12 nmol/L (5 ng/mL) for each 1000 IU a day; less in obesity.", "dose-response data"),
    ],
    disagreement: targets,
    limits: `${limits} Annual bolus doses are best avoided (from memory).`,
    options: ["Replete, then maintenance.", "Review intake and absorption.", "Recheck at about 3 months."],
    patientText: "Your vitamin D is low. A supplement is advised.",
  },
  "VITD-04": {
    population: onAi,
    support: [
      support("ame-2018", "Above 30 ng/mL in those at risk, bone-active medicines included.", "position statement"),
      support("aace-2020", "30 to 50 ng/mL.", "guideline", "secondary"),
      support("b-able-2012", "Supplement protocol below 30 ng/mL; each 10 ng/mL at 3 months went with 0.5% less loss.", "observational cohort"),
    ],
    disagreement: targets,
    limits,
    options: ["Modest increase of intake.", "Leave as it is.", "Recheck before an antiresorptive."],
    patientText: "Your level is fair. Ask whether to take more.",
  },
  "VITD-05": {
    population: onAi,
    support: [
      support("nam-2011", "Above 50 ng/mL (125 nmol/L) is cause for concern.", "reference intake report"),
      support("mayo-25hdn", "51 to 80 ng/mL: risk of hypercalciuria.", "laboratory interpretation"),
    ],
    limits,
    options: ["Review all vitamin D and calcium sources.", "Reduce the dose."],
    patientText: "Your vitamin D is higher than needed. Ask whether to take less.",
  },
  "VITD-06": {
    population: onAi,
    support: [
      support("endocrine-society-2011", "100 ng/mL safe upper limit; above 150 toxic.", "guideline, since replaced", "secondary"),
      support("mayo-25hdn", "Above 80 ng/mL toxicity possible; most above 150.", "laboratory interpretation"),
    ],
    limits: `${limits} A wrong unit or assay is a common cause.`,
    options: ["Stop supplements pending review.", "Check calcium and creatinine.", "Check unit and assay."],
    patientText: "Pause vitamin D until your team calls.",
  },
  "VITD-07": {
    population: onAi,
    support: [
      support("b-able-2012", "Sampled 3 months after the change.", "observational cohort"),
      support("ame-2018", "No routine monitoring; after 6 months or more if needed.", "position statement"),
    ],
    disagreement: {
      question: "When to retest?",
      positions: [
        { body: "B-ABLE protocol", says: "3 months after start or change.", citation: "b-able-2012" },
        { body: "Italian AME 2018", says: "No routine monitoring; after at least 6 months if needed.", citation: "ame-2018" },
      ],
    },
    limits: "12 weeks is an operational choice. No yearly prompt once the level is stable.",
    options: ["Order 25(OH)D.", "Not now, with reason."],
    patientText: "A repeat blood test will show if the supplement worked.",
  },
  "VITD-08": {
    population: onAi,
    support: [support("hl7-order-catalog", "The same test is in use in pmol/L, a thousand times smaller.", "implementation example")],
    limits: "Operational rule of this product. 1,25-(OH)2 vitamin D is another analyte.",
    options: ["Open the source result.", "Ask the laboratory to correct unit or code."],
  },
};
