import type { RuleBasis } from "../model";
import { support } from "./words";

export const scopeBasis: Readonly<Record<string, RuleBasis>> = {
  "SCOPE-02": {
    population: "Everyone with breast cancer.",
    support: [support("asco-2019", "The guideline covers adults with non-metastatic disease only.", "scope of the guideline")],
    limits: "Stage and metastases are read from coded diagnoses; an uncoded recurrence is not seen.",
    options: ["Follow the metastatic bone pathway.", "Correct the problem list if the entry is wrong."],
    patientText: "Your team uses a different plan for your bones.",
  },
  "SCOPE-03": {
    population: "Women under 50 on an aromatase inhibitor for non-metastatic breast cancer. Not for men.",
    support: [
      support("aromasin-label", "Indicated after the menopause.", "label", "secondary"),
      support("reid-2008", "Ovarian suppression with an aromatase inhibitor is a track of its own.", "consensus"),
    ],
    limits: "Labels of anastrozole and letrozole were not re-read. Amenorrhoea after chemotherapy is not proof of menopause.",
    options: ["Record menopausal status.", "Record ovarian suppression or oophorectomy.", "Check oestradiol and FSH if in doubt."],
    patientText: "Tell your team if you still have periods.",
  },
};
