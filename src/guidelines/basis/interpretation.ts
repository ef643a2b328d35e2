import type { RuleBasis } from "../model";
import { onAi, support } from "./words";

export const interpretationBasis: Readonly<Record<string, RuleBasis>> = {
  "INT-01": {
    population: onAi,
    support: [
      support("iscd-2023", "LSC must be recomputed for a new device; compare the same region.", "official position"),
      support("shepherd-2005", "Cross-calibration between densitometers.", "official position", "recalled"),
    ],
    limits: "The scanner is often not recorded; then the comparison holds only if it was the same.",
    options: ["Ask for cross-calibration.", "Repeat on one scanner."],
    patientText: "Your scans came from different machines, so they cannot be compared directly.",
  },
  "INT-02": {
    population: onAi,
    support: [
      support("iscd-2023", "LSC is 2.77 times the precision error; a change counts if it equals or exceeds it.", "official position"),
      support("rosen-2024", "LSC is specific to the number of vertebrae.", "official position"),
    ],
    limits:
      "Default LSC (spine 5.3%, total hip 5.0%, neck 6.9%) is the worst ISCD accepts, from memory; even the two-year mean loss on anastrozole lies below it.",
    options: ["Ask the facility for its LSC.", "Repeat at the usual interval."],
    patientText: "Your bone density has not clearly changed.",
  },
  "INT-03": {
    population: "Premenopausal women, women under 50 with unconfirmed menopause, and men under 50, on an aromatase inhibitor.",
    support: [
      support(
        "iscd-2023",
        "Z-score before menopause and in men under 50; ≤ −2.0 is below the expected range for age; no diagnosis by density alone.",
        "official position",
        "secondary",
      ),
      support("racgp-2024", "The same.", "guideline"),
    ],
    limits:
      "Women under 50 on ovarian suppression are biologically postmenopausal but young: both scores, no category (operational choice). Uniform reference; race is not used.",
    options: ["Confirm menopausal status.", "Read the Z-score."],
    patientText: "Your scan is compared with people your age.",
  },
  "INT-04": {
    population: "Adults over 60 on an aromatase inhibitor for non-metastatic breast cancer.",
    support: [support("iscd-2023", "Exclude vertebrae with artefact; degenerative change raises spine density.", "official position", "recalled")],
    limits: "The difference of 1.0 with age over 60 is from memory.",
    options: ["Rely on the hip.", "Vertebral fracture assessment.", "Look at the image for excluded vertebrae."],
  },
};
