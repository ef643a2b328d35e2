import type { Disagreement, RuleBasis } from "../model";
import { onAi, onAiOrMen, onAiPostmenopausal, support } from "./words";

const thresholds: Disagreement = {
  question: "When to treat?",
  positions: [
    {
      body: "Hadji 2017, ESMO 2020, UK 2008",
      says: "T-score below −2.0; or T < −1.5 with one risk factor (Hadji); or any two risk factors (ESMO, counting T < −1.5).",
      citation: "hadji-2017",
    },
    { body: "ASCO 2019", says: "T-score −2.5 or below, or high FRAX or clinical risk; therapy may be offered.", citation: "asco-2019" },
  ],
};

const ascoMayOffer = support(
  "asco-2019",
  "Bisphosphonate or denosumab at osteoporosis dose may be offered with T ≤ −2.5, or FRAX ≥ 20% (major) or 3% (hip) (3.4).",
  '"may be offered"; strength not seen',
);
const discuss = [
  "Discuss bone-targeted therapy (bisphosphonate or denosumab).",
  "Refer to a bone clinic.",
  "Look for secondary causes.",
  "Not now, with reason.",
];

export const treatmentBasis: Readonly<Record<string, RuleBasis>> = {
  "TX-01": {
    population: onAiOrMen,
    support: [
      ascoMayOffer,
      support("hadji-2017", "Treat with T < −2.0.", "consensus; fewest fractures with denosumab 60 mg every 6 months"),
      support("esmo-2020", "Treat with T < −2.0.", "consensus", "recalled"),
    ],
    disagreement: {
      question: "Which agent?",
      positions: [
        { body: "Hadji 2017", says: "Denosumab has the strongest fracture evidence on an aromatase inhibitor.", citation: "hadji-2017" },
        { body: "ASCO 2019", says: "Oral or IV bisphosphonate or denosumab may be offered; oestrogens generally avoided.", citation: "asco-2019" },
      ],
    },
    limits:
      "None on the need; agents differ. Below 50 under ovarian suppression no density class is given. Encodes the 2017 statement; its 2025 update was not read.",
    options: discuss,
    patientText: "Your scan shows osteoporosis. Medicines can lower fracture risk; talk through options.",
  },
  "TX-02": {
    population: onAiPostmenopausal,
    support: [
      support("hadji-2017", "Treat with T < −2.0.", "expert consensus on systematic review"),
      support("reid-2008", "Treat with T < −2.", "consensus"),
      support("esmo-2020", "Treat with T < −2.0.", "I-A in an ESMO-era table", "recalled"),
      ascoMayOffer,
    ],
    disagreement: thresholds,
    limits: "The guidelines disagree here; no trial tested the threshold. Encodes the 2017 statement.",
    options: discuss,
    patientText: "Your bone density is low. Experts differ on when to start medicine; discuss what fits you.",
  },
  "TX-03": {
    population: onAiPostmenopausal,
    support: [
      support("hadji-2017", "T < −1.5 and one or more risk factors.", "consensus"),
      support("esmo-2020", "Any two of the list, T < −1.5 counting as one.", "consensus", "recalled"),
      ascoMayOffer,
    ],
    disagreement: thresholds,
    limits: "The exact wording of the six risk factors is from memory; older papers use BMI < 20 or < 22.",
    options: ["Complete the risk factors.", ...discuss],
    patientText: "Low bone density plus another risk. Ask whether medicine would help.",
  },
  "TX-04": {
    population: onAiPostmenopausal,
    support: [
      support("hadji-2017", "Two or more risk factors (without BMD), for the duration of the aromatase inhibitor.", "consensus, ambiguous"),
      support("esmo-2020", "Any two risk factors.", "consensus", "recalled"),
    ],
    disagreement: {
      question: "Treat on risk factors alone?",
      positions: [
        { body: "Hadji 2017, ESMO 2020", says: 'Yes; "without BMD" may mean when none is available, or whatever it is.', citation: "hadji-2017" },
        { body: "ASCO 2019", says: "Not on this alone; raised clinical risk or FRAX.", citation: "asco-2019" },
      ],
    },
    limits: "Age over 65 with former smoking is common; with a normal T-score this is only a thing to consider.",
    options: ["Order DXA if there is none.", "Discuss therapy.", "Not now, with reason."],
    patientText: "You have more than one risk for weak bones. A scan and a talk with your team are worthwhile.",
  },
  "TX-05": {
    population: onAiPostmenopausal,
    support: [ascoMayOffer],
    disagreement: {
      question: "Is FRAX fit for patients on an aromatase inhibitor?",
      positions: [
        { body: "ASCO 2019", says: "Use it with judgement; not validated in cancer.", citation: "asco-2019" },
        { body: "Hadji 2017", says: "Judged not to capture the effect of the aromatase inhibitor.", citation: "hadji-2017" },
        { body: "NOGG 2024", says: "Age-dependent thresholds in the UK, not 20% and 3%.", citation: "nogg-2024" },
      ],
    },
    limits: 'US thresholds only: switch the rule off elsewhere. Blank fields count as "no" in FRAX, so missing data lower it. Not calculated here.',
    options: discuss,
    patientText: "A fracture-risk tool gave a higher score for you.",
  },
  "TX-06": {
    population: onAiOrMen,
    support: [
      support("reid-2008", "Vertebral fragility or low-trauma hip fracture: treat whatever the density.", "consensus"),
      support("racgp-2024", "Such a fracture gives a presumptive diagnosis.", "consensus"),
      support("leboff-2022", "Clinical diagnosis by hip or vertebral fracture.", "guideline", "recalled"),
      support("asco-2019", "A non-traumatic adult fracture is a risk factor.", "Moderate"),
    ],
    limits: "Codes seldom tell the mechanism; fractures in bone metastases must be excluded.",
    options: ["Confirm mechanism and date.", "Exclude metastasis.", ...discuss],
    patientText: "A past low-impact fracture raises your risk. Treatment is usually advised.",
  },
  "TX-07": {
    population: onAiPostmenopausal,
    support: [
      support("esmo-2020", "Loss of 10% a year, or 4–5% when low at baseline: look for secondary causes and treat.", "consensus", "recalled"),
      support("reid-2008", "Loss above 4% a year at spine or hip.", "consensus", "recalled"),
      support("hadji-2017", "T ≥ −1.5 without risk factor: loss in the first year guides care.", "consensus"),
    ],
    disagreement: {
      question: "Which rate of loss calls for therapy?",
      positions: [
        { body: "ESMO 2020", says: "10% a year, or 4–5% with low bone mass at baseline (from memory).", citation: "esmo-2020" },
        { body: "UK 2008", says: "More than 4% a year (from memory).", citation: "reid-2008" },
        { body: "ASCO 2019", says: "Gives no rate; clinical judgement.", citation: "asco-2019" },
      ],
    },
    limits: "Rates are from memory. One-year loss on an aromatase inhibitor is usually smaller than measurement error.",
    options: ["Look for secondary causes.", "Repeat on the same scanner.", ...discuss.slice(0, 2)],
    patientText: "Your scan shows faster bone loss than expected.",
  },
  "TX-08": {
    population: onAiPostmenopausal,
    support: [support("iscd-2023", "A change counts only if it equals or exceeds the least significant change.", "official position")],
    limits: "The default LSC is the worst ISCD accepts; a facility's own is usually smaller.",
    options: ["Ask the facility for its LSC.", "Repeat earlier on the same scanner."],
  },
  "ONTX-01": {
    population: onAi,
    support: [support("hadji-2017", "Check adherence and response.", "consensus"), support("reid-2008", "Review on treatment.", "consensus", "recalled")],
    limits: "Orders do not prove that a medicine is taken.",
    options: ["Check adherence and dosing interval.", "Refer on new fracture or loss above LSC."],
    patientText: "Keep taking/booking your bone medicine.",
  },
  "ADJ-01": {
    population: onAiPostmenopausal,
    support: [
      support(
        "eisen-2022",
        "Discuss adjuvant bisphosphonate with all postmenopausal patients who are candidates for adjuvant systemic therapy; denosumab not recommended for this.",
        "intermediate quality, moderate strength",
      ),
      support("ebctcg-2015", "Postmenopausal recurrence RR 0.86, distant 0.82; no effect before the menopause.", "meta-analysis of 18 766 women"),
    ],
    limits: "The early-start window (3 months from surgery, 2 from chemotherapy) cannot be computed here. Stage and nodes decide the absolute benefit.",
    options: ["Discuss zoledronate, clodronate or ibandronate.", "Estimate benefit with PREDICT.", "Check kidneys and teeth first."],
    patientText: "A bone medicine may also slightly lower the chance of cancer returning. Ask if it suits you.",
  },
};
