import { billed, named, verified } from "./code-table";
import { systems } from "./concept";
import { drug } from "./drugs-concept";
import { sources } from "./drugs-sources";

/**
 * Brands of denosumab by the dose they are sold in. 60 mg: the reference product Prolia and the biosimilars that the NHS
 * Specialist Pharmacy Service lists (2025) or that FDA approved as Prolia's; 120 mg: Xgeva and the brands approved as Xgeva's in the same pairs. A brand in neither
 * list is denosumab whose dose its text must tell.
 */
const denosumab60 =
  "prolia|jubbonti|ospomyv|obodence|stoboclo|conexxence|bildyos|bosaya|enoby|osvyrti|boncresa|izamby|evfraxy|junod|kefdensis|ponlimsi|zadenvi";
const denosumab120 = "xgeva|wyost|xbryk|osenvelt|bomyntra|bilprevda|aukelso|xtrenbo|jubereq|oziltus|denbrayce";

export const denosumab60Brands = named(String.raw`\b(?:${denosumab60})\b`);
export const denosumab120Brands = named(String.raw`\b(?:${denosumab120})\b`);
const denosumabNames = String.raw`\bdenosum\w*|\b(?:${denosumab60}|${denosumab120}|enwylma|yaxwer|vevzuo|acvybra)\b`;

/** Drugs that treat bone (clinical/terminology 4). */
export const boneDrugs = [
  drug("bisphosphonate", "alendronate", String.raw`\balendron\w*|\bacide? alendroni\w*|\bfosamax\b|\bfosavance\b|\bbinosto\b|\badrovance\b`, [
    ...verified(systems.rxnorm, sources.usCoreSubstances, { "46041": "Alendronate" }),
    ...verified(systems.rxnorm, sources.osteoporosisPathways, {
      "904419": "alendronic acid 10 MG Oral Tablet",
      "904421": "alendronic acid 10 MG Oral Tablet [Fosamax]",
      "904425": "alendronic acid 5 MG Oral Tablet",
      "904431": "alendronic acid 70 MG Oral Tablet",
      "904433": "alendronic acid 70 MG Oral Tablet [Fosamax]",
      "904462": "alendronic acid 70 MG / cholecalciferol 5600 UNT Oral Tablet",
    }),
    ...verified(systems.rxnorm, sources.cdsHooksSandbox, {
      "904396": "Alendronic acid 35 MG Oral Tablet",
      "904399": "Alendronic acid 35 MG Oral Tablet [Fosamax]",
      "904492": "Alendronic acid 70 MG / Cholecalciferol 2800 UNT Oral Tablet",
      "904420": "Alendronic acid 10 MG [Fosamax]",
    }),
    ...verified(systems.atc, sources.whoAtc, {
      M05BA04: "alendronic acid",
      M05BB03: "alendronic acid and colecalciferol",
      M05BB05: "alendronic acid, calcium and colecalciferol, sequential",
      M05BB06: "alendronic acid and alfacalcidol, sequential",
    }),
    ...verified(systems.snomed, sources.chTerm, { "391730008": "Alendronic acid (substance)" }),
  ]),
  drug("bisphosphonate", "risedronate", String.raw`\brisedron\w*|\bactonel\b|\batelvia\b`, [
    ...verified(systems.rxnorm, sources.usCoreSubstances, { "73056": "Risedronate" }),
    ...verified(systems.rxnorm, sources.osteoporosisPathways, {
      "905024": "risedronate sodium 35 MG Oral Tablet",
      "905026": "risedronate sodium 35 MG Oral Tablet [Actonel]",
      "905028": "risedronate sodium 150 MG Oral Tablet",
      "905030": "risedronate sodium 150 MG Oral Tablet [Actonel]",
      "905041": "risedronate sodium 5 MG Oral Tablet",
      "905043": "risedronate sodium 5 MG Oral Tablet [Actonel]",
      "1020064": "risedronate sodium 35 MG Delayed Release Oral Tablet",
    }),
    ...verified(systems.atc, sources.whoAtc, {
      M05BA07: "risedronic acid",
      M05BB02: "risedronic acid and calcium, sequential",
      M05BB04: "risedronic acid, calcium and colecalciferol, sequential",
      M05BB07: "risedronic acid and colecalciferol",
    }),
    ...verified(systems.snomed, sources.chTerm, { "768539002": "Risedronic acid (substance)", "387064005": "Risedronate sodium (substance)" }),
  ]),
  drug(
    "bisphosphonate",
    "ibandronate",
    String.raw`\bibandron\w*|\bboniva\b|\bbonviva\b|\bbondronat\b`,
    [
      ...verified(systems.rxnorm, sources.usCoreSubstances, { "115264": "Ibandronate" }),
      ...verified(systems.rxnorm, sources.osteoporosisPathways, {
        "904932": "ibandronic acid 150 MG Oral Tablet",
        "904952": "3 ML ibandronic acid 1 MG/ML Prefilled Syringe",
      }),
      ...verified(systems.rxnorm, sources.emaToRxNorm, { "904946": "ibandronic acid 50 MG Oral Tablet" }),
      ...verified(systems.atc, sources.whoAtc, { M05BA06: "ibandronic acid", M05BB09: "ibandronic acid and colecalciferol" }),
      ...verified(systems.snomed, sources.chTerm, { "420936009": "Ibandronic acid (substance)" }),
      ...billed(verified(systems.hcpcs, sources.hcpcs, { J1740: "Injection, ibandronate sodium, 1 mg" })),
    ],
    { doseCovers: 122, alsoOral: true },
  ),
  drug(
    "bisphosphonate",
    "zoledronate",
    String.raw`\bzoledron\w*|\bzometa\b|\breclast\b|\baclasta\b`,
    [
      ...verified(systems.rxnorm, sources.osteoporosisPathways, { "77655": "zoledronic acid", "705824": "100 ML zoledronic acid 0.05 MG/ML Injection" }),
      ...verified(systems.rxnorm, sources.mcodeApp, { "705872": "Reclast", "705875": "Reclast 5 MG per 100 ML Injection", "285143": "Zometa" }),
      ...verified(systems.rxnorm, sources.emaToRxNorm, {
        "351114": "5 ML zoledronic acid 0.8 MG/ML Injection",
        "351945": "5 ML zoledronic acid 0.8 MG/ML Injection [Zometa]",
        "1114085": "100 ML zoledronic acid 0.04 MG/ML Injection",
        "1114087": "100 ML zoledronic acid 0.04 MG/ML Injection [Zometa]",
        "1865665": "zoledronic acid 4 MG Injection",
      }),
      ...verified(systems.atc, sources.whoAtc, { M05BA08: "zoledronic acid", M05BB08: "zoledronic acid, calcium and colecalciferol, sequential" }),
      ...verified(systems.snomed, sources.chTerm, { "395926009": "Zoledronic acid (substance)" }),
      ...billed(verified(systems.hcpcs, sources.hcpcs, { J3489: "Injection, zoledronic acid, 1 mg" })),
    ],
    { doseCovers: 395 },
  ),
  drug(
    "bisphosphonate",
    "pamidronate",
    String.raw`\bpamidron\w*|\baredia\b`,
    [
      ...verified(systems.rxnorm, sources.osteoporosisPathways, { "11473": "pamidronate" }),
      ...verified(systems.rxnorm, sources.mcodeApp, {
        "1737457": "Pamidronate disodium 60 MG Injection",
        "1737459": "Pamidronate disodium 30 MG Injection",
        "1737461": "Pamidronate disodium 90 MG Injection",
      }),
      ...verified(systems.atc, sources.whoAtc, { M05BA03: "pamidronic acid" }),
      ...billed(verified(systems.hcpcs, sources.hcpcs, { J2430: "Injection, pamidronate disodium, per 30 mg" })),
    ],
    { doseCovers: 122 },
  ),
  drug("bisphosphonate", "etidronate", String.raw`\betidron\w*|\bdidronel\b`, [
    ...verified(systems.rxnorm, sources.osteoporosisPathways, { "42682": "Etidronate" }),
    ...verified(systems.atc, sources.whoAtc, { M05BA01: "etidronic acid" }),
  ]),
  drug("bisphosphonate", "clodronate", String.raw`\bclodron\w*|\bbonefos\b|\bloron\b`, [
    ...verified(systems.atc, sources.whoAtc, { M05BA02: "clodronic acid" }),
  ]),
  drug("bisphosphonate", "tiludronate", String.raw`\btiludron\w*|\bskelid\b`, [
    ...verified(systems.rxnorm, sources.osteoporosisPathways, { "57230": "Tiludronate" }),
    ...verified(systems.atc, sources.whoAtc, { M05BA05: "tiludronic acid" }),
  ]),
  drug(
    "denosumab",
    "denosumab",
    denosumabNames,
    [
      ...verified(systems.rxnorm, sources.osteoporosisPathways, {
        "993449": "denosumab",
        "993452": "1 ML denosumab 60 MG/ML Prefilled Syringe",
        "993456": "1 ML denosumab 60 MG/ML Prefilled Syringe [Prolia]",
      }),
      ...verified(systems.rxnorm, sources.mcodeApp, { "993453": "Prolia", "1046399": "Xgeva" }),
      ...verified(systems.rxnorm, sources.emaToRxNorm, {
        "1046398": "1.7 ML denosumab 70 MG/ML Injection",
        "1046402": "1.7 ML denosumab 70 MG/ML Injection [Xgeva]",
      }),
      ...verified(systems.atc, sources.whoAtc, { M05BX04: "denosumab" }),
      ...verified(systems.snomed, sources.chTerm, { "446321003": "Denosumab (substance)" }),
      ...billed(verified(systems.hcpcs, sources.hcpcs, { J0897: "Injection, denosumab, 1 mg" })),
    ],
    { doseCovers: 214 },
  ),
  drug("bone-anabolic", "teriparatide", String.raw`\bteriparatid\w*|\bforteo\b|\bforsteo\b|\bterrosa\b|\bmovymia\b`, [
    ...verified(systems.rxnorm, sources.osteoporosisPathways, { "32915": "Teriparatide" }),
    ...verified(systems.rxnorm, sources.emaToRxNorm, { "1435118": "teriparatide 0.02 MG/ACTUAT Pen Injector" }),
    ...verified(systems.atc, sources.whoAtc, { H05AA02: "teriparatide" }),
    ...verified(systems.snomed, sources.chTerm, { "425438001": "Teriparatide (substance)" }),
    ...billed(verified(systems.hcpcs, sources.hcpcs, { J3110: "Injection, teriparatide, 10 mcg" })),
  ]),
  drug("bone-anabolic", "abaloparatide", String.raw`\babaloparatid\w*|\btymlos\b|\beladynos\b`, [
    ...verified(systems.rxnorm, sources.osteoporosisPathways, { "1921069": "abaloparatide" }),
    ...verified(systems.rxnorm, sources.emaToRxNorm, { "1921075": "1.56 ML abaloparatide 2 MG/ML Pen Injector" }),
    ...verified(systems.atc, sources.whoAtc, { H05AA04: "abaloparatide" }),
  ]),
  drug(
    "bone-anabolic",
    "romosozumab",
    String.raw`\bromosozumab\w*|\bevenity\b`,
    [
      ...verified(systems.rxnorm, sources.osteoporosisPathways, {
        "2123126": "romosozumab",
        "2123184": "1.17 ML romosozumab-aqqg 89.7 MG/ML Prefilled Syringe",
      }),
      ...verified(systems.rxnorm, sources.emaToRxNorm, { "2123190": "1.17 ML romosozumab-aqqg 89.7 MG/ML Prefilled Syringe [Evenity]" }),
      ...verified(systems.atc, sources.whoAtc, { M05BX06: "romosozumab" }),
      ...billed(verified(systems.hcpcs, sources.hcpcs, { J3111: "Injection, romosozumab-aqqg, 1 mg" })),
    ],
    { doseCovers: 45 },
  ),
  drug("serm", "raloxifene", String.raw`\braloxifen\w*|\bevista\b|\boptruma\b`, [
    ...verified(systems.rxnorm, sources.usCoreSubstances, { "72143": "Raloxifene" }),
    ...verified(systems.rxnorm, sources.mcodeApp, { "217010": "Evista" }),
    ...verified(systems.rxnorm, sources.osteoporosisPathways, {
      "1490065": "raloxifene hydrochloride 60 MG Oral Tablet",
      "1490067": "raloxifene hydrochloride 60 MG Oral Tablet [Evista]",
    }),
    ...verified(systems.atc, sources.whoAtc, { G03XC01: "raloxifene" }),
    ...verified(systems.snomed, sources.chTerm, { "109029006": "Raloxifene (substance)" }),
  ]),
  drug("serm", "bazedoxifene", String.raw`\bbazedoxifen\w*|\bconbriza\b|\bduavee\b|\bduavive\b`, [
    ...verified(systems.rxnorm, sources.osteoporosisPathways, { "1441386": "bazedoxifene" }),
    ...verified(systems.atc, sources.whoAtc, { G03XC02: "bazedoxifene" }),
  ]),
  drug("other-bone-drug", "strontium ranelate", String.raw`\bstrontium ranelat\w*|\bprotelos\b|\bosseor\b`, [
    ...verified(systems.atc, sources.whoAtc, { M05BX03: "strontium ranelate", M05BX53: "strontium ranelate and colecalciferol" }),
  ]),
  drug("other-bone-drug", "calcitonin", String.raw`\bcalcitonin\w*|\bmiacalcin\b|\bmiacalcic\b`, [
    ...verified(systems.atc, sources.whoAtc, { H05BA01: "calcitonin (salmon synthetic)" }),
  ]),
];

/** RxNorm products that fix the dose by themselves; the ingredient and its ATC code do not. */
export const productPurposes: Readonly<Record<string, "osteoporosis-dose" | "oncology-dose" | "zoledronate-4-mg">> = {
  "993453": "osteoporosis-dose", // Prolia
  "993452": "osteoporosis-dose", // 1 ML denosumab 60 MG/ML
  "993456": "osteoporosis-dose", // the same, Prolia
  "1046399": "oncology-dose", // Xgeva
  "1046398": "oncology-dose", // 1.7 ML denosumab 70 MG/ML: 120 mg
  "1046402": "oncology-dose", // the same, Xgeva
  "705824": "osteoporosis-dose", // 100 ML zoledronic acid 0.05 MG/ML: 5 mg
  "705872": "osteoporosis-dose", // Reclast
  "705875": "osteoporosis-dose", // Reclast 5 MG per 100 ML
  "351114": "zoledronate-4-mg",
  "351945": "zoledronate-4-mg",
  "285143": "zoledronate-4-mg", // Zometa
  "1114085": "zoledronate-4-mg",
  "1114087": "zoledronate-4-mg",
  "1865665": "zoledronate-4-mg",
};
