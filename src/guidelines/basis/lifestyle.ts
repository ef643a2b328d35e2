import type { RuleBasis } from "../model";
import { onAi, support } from "./words";

export const lifestyleBasis: Readonly<Record<string, RuleBasis>> = {
  "CA-01": {
    population: onAi,
    support: [
      support(
        "asco-2019",
        "Diet adequate in calcium; supplement only the shortfall to 1000–1200 mg/day; vitamin D at least 800–1000 IU/day (3.1).",
        "Moderate; evidence-based, intermediate quality",
      ),
      support("hadji-2017", "Calcium 1200 mg and vitamin D 800–1000 IU/day at least.", "consensus"),
      support("nam-2011", "Allowance 1000 mg (19–50 years), 1200 mg (women from 51); vitamin D 600 IU, from 71 800 IU.", "reference intake report"),
    ],
    disagreement: {
      question: "How much calcium?",
      positions: [
        { body: "ASCO 2019", says: "1000–1200 mg/day in total, diet first.", citation: "asco-2019" },
        { body: "Hadji 2017", says: "1200 mg/day at least.", citation: "hadji-2017" },
        { body: "NOGG 2024", says: "700 mg/day or more, from diet if possible.", citation: "nogg-2024" },
      ],
    },
    limits:
      "Supplements did not prevent loss on an aromatase inhibitor: arms with calcium 500–1500 mg and vitamin D 200–1000 IU lost bone in nearly all of 16 trials, none with an unsupplemented control (Datta 2013). Splitting doses and citrate with acid suppressants are from memory.",
    options: ["Ask about diet.", "Supplement only the gap.", "Check sources against the upper level."],
    patientText: "Aim for calcium from food first; use a supplement only to top up.",
  },
  "CA-02": {
    population: onAi,
    support: [support("nam-2011", "Upper level 2000 mg/day above 50 years, 2500 mg/day from 19 to 50; from kidney-stone data.", "upper level", "recalled")],
    limits: "Only structured supplement doses are counted; diet comes on top.",
    options: ["Reduce the supplement.", "Check calcium and stones."],
    patientText: "You may be taking more calcium than you need.",
  },
  "EX-01": {
    population: onAi,
    support: [
      support("asco-2019", "Balance, flexibility, endurance and resistance exercise against fractures from falls; tailor (3.2).", "Moderate; low quality"),
      support("ligibel-2022", "Regular aerobic and resistance exercise during treatment with curative intent (1.1).", "Strong; moderate to low quality"),
      support("nogg-2024", "Weight-bearing and muscle strengthening, tailored.", "Strong"),
      support("campbell-2019", "Exercise is generally safe; avoid inactivity.", "consensus"),
      support("kwan-2023", "Less than 150 min/week aerobic after diagnosis went with more osteoporotic fractures (HR 2.42, 1.34–4.37).", "observational"),
    ],
    disagreement: {
      question: "Does exercise raise bone density here?",
      positions: [
        {
          body: "Yale HOPE trial 2017, aromatase inhibitor users",
          says: "No difference in bone density at 12 months; lean mass and fat improved.",
          citation: "thomas-2017",
        },
        {
          body: "Winters-Stone 2011, survivors",
          says: "Spine +0.47% against −2.13% with resistance and jumps; osteoporosis excluded.",
          citation: "winters-stone-2011",
        },
      ],
    },
    limits:
      "150 minutes is a general-health figure (ACS, NCCN; secondary). High-intensity training (LIFTMOR) was supervised and excluded bone medicines: not to be started unsupervised.",
    options: ["Refer to an exercise programme.", "Agree a weekly plan.", "Supervised start if EX-02 applies."],
    patientText: "Regular walking, strength and balance work are good for you. Build up slowly.",
  },
  "EX-02": {
    population: onAi,
    support: [
      support("asco-2019", "Rehabilitation referral when gait or balance is impaired (3.2).", "Moderate; low quality"),
      support("nogg-2024", "Tailored exercise and falls assessment.", "Strong"),
      support("liftmor-2018", "High-intensity training was supervised throughout.", "trial"),
    ],
    limits: "Avoiding loaded spinal flexion is expert opinion, from memory.",
    options: ["Refer to physiotherapy or rehabilitation.", "Give safe-movement advice."],
    patientText: "Ask for a physiotherapist before starting new exercise.",
  },
  "SMK-01": {
    population: onAi,
    support: [support("asco-2019", "Encourage stopping (3.3).", "Moderate; low quality"), support("nogg-2024", "Stop smoking.", "Strong")],
    disagreement: {
      question: "Which smoking counts as a risk factor?",
      positions: [
        { body: "Hadji 2017, ESMO 2020", says: "Current or former (from memory).", citation: "hadji-2017" },
        { body: "ASCO 2019, FRAX", says: "Current.", citation: "frax" },
      ],
    },
    limits: "Smoking status may be out of date.",
    options: ["Offer counselling and medicine.", "Refer to a cessation service."],
    patientText: "Stopping smoking helps your bones and health. Help is available.",
  },
  "ALC-01": {
    population: onAi,
    support: [
      support("nogg-2024", "At most 2 UK units a day.", "Strong"),
      support("asco-2019", "Limit alcohol (3.3).", "Moderate"),
      support("frax", "3 or more units a day is a risk factor.", "risk model"),
    ],
    limits: "A unit is 8 g, a US drink 14 g (from memory); the size of a recorded drink is set by the site.",
    options: ["Brief advice.", "Ask about the size of a drink.", "Refer if dependent."],
    patientText: "Cutting down on alcohol protects bones and lowers falls.",
  },
  "BMI-01": {
    population: onAi,
    support: [
      support("racgp-2024", "BMI below 20 doubles hip fracture risk.", "guideline"),
      support("cms249", "BMI 20 or less is a risk factor.", "quality measure"),
    ],
    limits: "Cut-offs of 24, 22 and 20 are in use; 24 counts as a risk factor here. No advice to lose weight for bone.",
    options: ["Check weight loss and nutrition.", "Refer to a dietitian."],
    patientText: "Eating enough helps keep bones strong. A dietitian can help.",
  },
  "FALL-01": {
    population: onAi,
    support: [
      support("nogg-2024", "Falls assessment.", "Strong"),
      support("asco-2019", "Falls are a risk factor; exercise against falls (1.1, 3.2).", "Moderate"),
    ],
    limits: "The trigger of two falls or one injurious in 12 months is an operational choice. Falls are seldom recorded.",
    options: ["Gait, vision, neuropathy, sedatives, home safety.", "Refer to rehabilitation."],
    patientText: "Tell us about falls. Small changes at home help.",
  },
};
