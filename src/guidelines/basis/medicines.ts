import type { RuleBasis } from "../model";
import { onAi, support } from "./words";

export const medicineBasis: Readonly<Record<string, RuleBasis>> = {
  "MED-01": {
    population: onAi,
    support: [
      support("acr-2022", "2.5 mg/day or more for more than 3 months: assess and act.", "guideline", "recalled"),
      support("frax", "5 mg or more for more than 3 months, ever, is a risk factor.", "risk model"),
    ],
    disagreement: {
      question: "When does a glucocorticoid count?",
      positions: [
        { body: "Hadji 2017, ESMO 2020", says: "Oral, more than 6 months (from memory).", citation: "hadji-2017" },
        { body: "FRAX", says: "5 mg or more, more than 3 months, ever.", citation: "frax" },
        { body: "CMS249", says: "90 cumulative days or more.", citation: "cms249" },
      ],
    },
    limits: "Short courses with chemotherapy are summed, not taken as continuous. Doses as text cannot be read.",
    options: ["Minimise the dose.", "Apply guidance on glucocorticoid-induced osteoporosis."],
    patientText: "Steroid tablets can thin bones. Do not stop them suddenly; ask for a review.",
  },
  "MED-02": {
    population: onAi,
    support: [support("panday-2014", "Lists the classes.", "review, mostly observational", "secondary")],
    limits: 'Evidence for proton-pump inhibitors and SSRIs is observational; need comes first. TSH-suppressing thyroxine is not detected. Never "stop".',
    options: ["Review the need.", "Choose an alternative."],
    patientText: "Some of your medicines may affect bones. Keep taking them and ask for a review.",
  },
  "MED-03": {
    population: onAi,
    support: [
      support("aromasin-label", "Do not give with systemic oestrogen (5.3).", "label"),
      support("asco-2019", "Oestrogens generally avoided in hormone-responsive cancer (3.4).", "recommendation"),
      support("hadji-2017", "Raloxifene and tamoxifen are not combined with an aromatase inhibitor.", "consensus", "recalled"),
    ],
    limits: "The list may hold a medicine that ended with a switch. Vaginal oestrogen is not meant.",
    options: ["Verify the list.", "Clarify intent with oncology."],
    patientText: "Two of your medicines may work against each other. Check with your team.",
  },
  "OFS-01": {
    population: "Women under 50 on an aromatase inhibitor with ovarian function suppression or oophorectomy. Not for metastatic disease.",
    support: [
      support("reid-2008", "DXA within 3 months of starting; loss of 7–8% a year; treat with T < −1.0.", "consensus"),
      support("racgp-2024", "Loss of about 7–9% in the first 12 months.", "guideline text"),
      support("abcsg-12", "Goserelin and anastrozole: spine −17.4% at 36 months.", "trial sub-study", "secondary"),
    ],
    disagreement: {
      question: "Which cut-off?",
      positions: [
        { body: "UK 2008", says: "T < −1.0 with ovarian suppression and an aromatase inhibitor (read in a review table).", citation: "reid-2008" },
        { body: "Other expert groups", says: "Z < −2.0 (read in a review table).", citation: "hadji-2017" },
        { body: "ESMO 2020", says: "Consider in all on a GnRH agonist and an aromatase inhibitor (from memory).", citation: "esmo-2020" },
      ],
    },
    limits: "Before natural menopause no density class is given; T and Z are both shown.",
    options: ["DXA within 3 months.", "Consider early prevention.", "Calcium, vitamin D, exercise."],
    patientText: "This combination can thin bones quickly, so we watch closely.",
  },
  "PEP-01": {
    population: onAi,
    support: [
      support("humatrope-label", "Contraindicated with active malignancy; treatment must be complete first.", "contraindication"),
      support("endogenous-hormones-2010", "Highest against lowest fifth of IGF-1: OR 1.28 for breast cancer.", "association in healthy women"),
      support("murphy-2001", "MK-677 with alendronate raised turnover, resorption included.", "trial in osteoporosis"),
      support("svensson-2000", "Bone mineral content in rats; volumetric density unchanged.", "rats", "recalled"),
    ],
    limits: "No human trial of bone benefit on an aromatase inhibitor. Online and compounded use is seldom recorded. No guideline supports it.",
    options: ["Ask about compounded and online peptides.", "Discuss stopping with the oncologist."],
    patientText: "Please do not use growth-hormone peptides. Tell your oncologist.",
  },
  "K2-01": {
    population: onAi,
    support: [
      support("cockayne-2006", "Fracture signal of vitamin K came from trials later called problematic.", "meta-analysis"),
      support("torgerson-2018", "Caution on that meta-analysis.", "correction"),
      support("mott-2019", "Re-analysis without them.", "systematic review"),
    ],
    limits: "The interaction is pharmacology, not a guideline. No oncology or major osteoporosis guideline recommends vitamin K2 for bone.",
    options: ["Check INR.", "Review the supplement."],
    patientText: "Vitamin K can change how your blood thinner works. Tell your clinic.",
  },
};
