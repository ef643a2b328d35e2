import type { RuleBasis } from "../model";
import { everOnAi, onAi, support } from "./words";

export const safetyBasis: Readonly<Record<string, RuleBasis>> = {
  "SAFE-01": {
    population: onAi,
    support: [
      support("yarom-2019", "Dental assessment and finishing invasive work before a bone-modifying agent.", "guideline", "recalled"),
      support("reclast-label", "Creatinine clearance before each dose; hypocalcaemia contraindicates.", "label", "secondary"),
      support("prolia-label", "Correct hypocalcaemia first; calcium and vitamin D.", "label", "secondary"),
      support("tsourdi-2021", "Plan the exit before starting denosumab.", "expert statement", "recalled"),
    ],
    limits: "Dental records are not searched.",
    options: ["Dental check.", "Calcium, albumin, 25(OH)D, creatinine.", "Write down the exit plan if denosumab."],
    patientText: "See a dentist before starting bone medicine.",
  },
  "SAFE-02": {
    population: onAi,
    support: [
      support("reclast-label", "Contraindicated with creatinine clearance < 35 mL/min.", "contraindication", "secondary"),
      support("zometa-label", "4 mg product: reduced from 60, not recommended below 30 mL/min.", "label"),
      support("reid-2008", "Bisphosphonates: GFR < 30 contraindicates.", "consensus", "secondary"),
    ],
    limits: "Cockcroft-Gault with actual weight. The 4 mg table is for bone metastases; adjuvant use extrapolates. eGFR is not converted.",
    options: ["Seek renal or bone advice.", "Choose another agent.", "Repeat creatinine and weight."],
    patientText: "Your kidney test affects which bone medicine is safe.",
  },
  "SAFE-03": {
    population: onAi,
    support: [
      support("reclast-label", "Hypocalcaemia contraindicates.", "contraindication", "secondary"),
      support("prolia-label", "Hypocalcaemia contraindicates.", "contraindication", "secondary"),
      support("fda-prolia-2024", "Severe hypocalcaemia in advanced kidney disease.", "boxed warning"),
    ],
    limits: "Albumin correction is an estimate; ionised calcium decides in doubt.",
    options: ["Correct calcium and vitamin D.", "Ionised calcium, PTH, magnesium.", "Delay the antiresorptive."],
    patientText: "Your calcium is low and must be treated before bone medicine.",
  },
  "SAFE-04": {
    population: everOnAi,
    support: [
      support("prolia-label", "Multiple vertebral fractures after stopping, as early as 7 months after the last dose.", "warning", "recalled"),
      support("tsourdi-2021", "Bisphosphonate after denosumab, zoledronate about 6 months after the last injection.", "expert statement", "recalled"),
      support("gonzalez-rodriguez-2020", "15 women on an aromatase inhibitor had 60 vertebral fractures.", "case series"),
    ],
    limits: "Injections given elsewhere are often not in the record. The figures of 7 and 19 months are from memory.",
    options: ["Give the dose.", "Transition to a bisphosphonate.", "Ask about back pain; image the spine.", "Record a dose given elsewhere."],
    patientText: "Do not skip or delay this injection. Call your team now.",
  },
  "SAFE-05": {
    population: everOnAi,
    support: [support("prolia-label", "60 mg every 6 months.", "label", "secondary")],
    limits: "Injections given elsewhere are often not in the record.",
    options: ["Book the injection.", "Plan a follow-on bisphosphonate if stopping."],
    patientText: "Your bone injection is due. Please book it and do not skip it.",
  },
  "SAFE-06": {
    population: everOnAi,
    support: [support("fda-prolia-2024", "Severe hypocalcaemia, highest on dialysis or with CKD-MBD.", "boxed warning")],
    limits: "One eGFR may be acute illness.",
    options: ["Check calcium, PTH and CKD-MBD before the next dose.", "Involve nephrology."],
    patientText: "With your kidney condition this injection needs extra blood tests.",
  },
};
