import { billed, named, recalled, verified } from "./code-table";
import { type Concept, systems } from "./concept";
import { drug } from "./drugs-concept";
import { sources } from "./drugs-sources";

/** Letrozole with ribociclib in one box (Kisqali Femara Co-Pack): both drugs. "Kisqali" alone is ribociclib only. */
const coPack = [
  ...verified(systems.rxnorm, sources.vsacAromataseInhibitors, {
    "1923053": "{28 (letrozole 2.5 MG Oral Tablet) / 21 (ribociclib 200 MG Oral Tablet) } Pack",
    "1923055": "{28 (letrozole 2.5 MG Oral Tablet) / 42 (ribociclib 200 MG Oral Tablet) } Pack",
    "1923057": "{28 (letrozole 2.5 MG Oral Tablet) / 63 (ribociclib 200 MG Oral Tablet) } Pack",
  }),
  ...verified(systems.rxnorm, sources.mcodeApp, {
    "1923054": "Kisqali 200 MG - Femara 2.5 MG Daily Dose Carton",
    "1923056": "Kisqali 400 MG - Femara 2.5 MG Daily Dose Carton",
    "1923058": "Kisqali 600 MG - Femara 2.5 MG Daily Dose Carton",
  }),
];

/** Aromatase inhibitors (clinical/terminology 3). Names: German, French and Italian verified in hl7ch/ch-term, the others recalled. */
export const aromataseInhibitors = [
  drug(
    "aromatase-inhibitor",
    "anastrozole",
    String.raw`\b(?:anastr[oa][zs]ol(?:[eo]|um)?|arimidex|anaromat|anadex|anablock|armotraz)\b|анастрозол|阿那曲唑|アナストロゾール|아나스트로졸`,
    [
      ...verified(systems.rxnorm, sources.ohdsi1318, { "84857": "anastrozole" }),
      ...verified(systems.rxnorm, sources.vsacAromataseInhibitors, { "199224": "anastrozole 1 MG Oral Tablet" }),
      ...verified(systems.rxnorm, sources.cdsHooksSandbox, {
        "151124": "anastrozole 1 MG Oral Tablet [Arimidex]",
        "315382": "anastrozole 1 MG",
        "564931": "anastrozole 1 MG [Arimidex]",
        "1157703": "anastrozole Pill",
        "1170753": "Arimidex Pill",
      }),
      ...verified(systems.rxnorm, sources.mcodeApp, {
        "370588": "Anastrozole Oral Tablet",
        "367866": "Anastrozole Oral Tablet [Arimidex]",
        "1157702": "Anastrozole Oral Product",
        "1170752": "Arimidex Oral Product",
        "262485": "Arimidex",
      }),
      ...verified(systems.atc, sources.whoAtc, { L02BG03: "anastrozole" }),
      ...verified(systems.snomed, sources.chTerm, { "386910003": "Anastrozole (substance)" }),
      ...verified(systems.snomed, sources.fhirIps, { "108774000": "Product containing anastrozole" }),
    ],
  ),
  drug(
    "aromatase-inhibitor",
    "letrozole",
    String.raw`\b(?:letr[oa][zs]ol(?:[eo]|um)?|letroz|trozet|femara|letromedac|letrohexal|letroblock)\b|летрозол|来曲唑|來曲唑|レトロゾール|레트로졸`,
    [
      ...verified(systems.rxnorm, sources.mcodeApp, {
        "72965": "Letrozole",
        "372571": "Letrozole Oral Tablet",
        "368318": "Letrozole Oral Tablet [Femara]",
        "1163195": "Letrozole Oral Product",
        "1176624": "Femara Oral Product",
        "203769": "Femara",
      }),
      ...verified(systems.rxnorm, sources.vsacAromataseInhibitors, { "200064": "letrozole 2.5 MG Oral Tablet" }),
      ...verified(systems.rxnorm, sources.cdsHooksSandbox, {
        "153124": "letrozole 2.5 MG Oral Tablet [Femara]",
        "316135": "letrozole 2.5 MG",
        "565177": "letrozole 2.5 MG [Femara]",
        "1163196": "letrozole Pill",
        "1176625": "Femara Pill",
      }),
      ...verified(systems.atc, sources.whoAtc, { L02BG04: "letrozole" }),
      ...verified(systems.snomed, sources.chTerm, { "386911004": "Letrozole (substance)" }),
      ...coPack,
    ],
  ),
  drug(
    "aromatase-inhibitor",
    "exemestane",
    String.raw`\be(?:x|ks)[ea]m[ea]sta(?:n|ne|no|an)\b|\b(?:aromasin|aromasine|exemedac|exestan)\b|эксеместан|依西美坦|エキセメスタン|엑스메스탄|엑세메스탄`,
    [
      ...verified(systems.rxnorm, sources.mcodeApp, {
        "258494": "Exemestane",
        "375061": "Exemestane Oral Tablet",
        "368218": "Exemestane Oral Tablet [Aromasin]",
        "1163788": "Exemestane Oral Product",
        "1170770": "Aromasin Oral Product",
        "262105": "Aromasin",
      }),
      ...verified(systems.rxnorm, sources.vsacAromataseInhibitors, { "310261": "exemestane 25 MG Oral Tablet" }),
      ...verified(systems.rxnorm, sources.cdsHooksSandbox, {
        "261317": "exemestane 25 MG Oral Tablet [Aromasin]",
        "330333": "exemestane 25 MG",
        "574539": "exemestane 25 MG [Aromasin]",
        "1163789": "exemestane Pill",
        "1170771": "Aromasin Pill",
      }),
      ...verified(systems.atc, sources.whoAtc, { L02BG06: "exemestane" }),
      ...verified(systems.snomed, sources.chTerm, { "387017005": "Exemestane (substance)" }),
    ],
  ),
];

/**
 * Words and codes for the class. They never prove which drug, nor that one is taken, so they are no therapy; but an entry that
 * says nothing more forbids the claim that she takes none.
 */
export const aromataseInhibitorClass: Concept = {
  id: "aromatase-inhibitor-class",
  label: "aromatase inhibitor, drug not named",
  codes: [
    ...verified(systems.snomed, sources.ichom, { "413575009": "Substance with aromatase inhibitor mechanism of action" }),
    ...recalled(systems.snomed, sources.publicFile, { "108775004": "aromatase inhibitor product (name unseen)" }),
    ...verified(systems.atc, sources.whoAtc, { L02BG: "Aromatase inhibitors" }),
  ],
  families: [{ system: systems.atc, pattern: /^L02BG/ }], // formestane and other old ones among them
  text: named(
    String.raw`\b(?:formestan|aminogluteth?imid|vorozol)e?\b|\baromatase[ -]?(?:inhibitor|inhibitors|hemmer|inhibitoren)\b|\binhibiteurs? de l.?aromatase|\binhibidor(?:es)? de (?:la )?aromatasa`,
  ),
};

/** A dose of a GnRH agonist covers 13 weeks: the three-month forms (goserelin 10.8 mg, leuprorelin 11.25 mg, triptorelin 11.25 mg). */
const gnrhDays = 91;

/** Other breast-cancer drugs, and the agonists that suppress the ovaries. */
export const otherEndocrineDrugs = [
  drug("tamoxifen", "tamoxifen", String.raw`\btamoxif[eè]n[eo]?\b|\bnolvadex\b|\bsoltamox\b|тамоксифен`, [
    ...verified(systems.rxnorm, sources.usCoreSubstances, { "10324": "Tamoxifen" }),
    ...verified(systems.rxnorm, sources.cdsHooksSandbox, { "198240": "Tamoxifen 10 MG Oral Tablet", "313195": "Tamoxifen 20 MG Oral Tablet" }),
    ...verified(systems.rxnorm, sources.mcodeApp, { "250423": "Tamoxifen 40 MG Oral Tablet", "498464": "Soltamox" }),
    ...verified(systems.atc, sources.whoAtc, { L02BA01: "tamoxifen" }),
    ...verified(systems.snomed, sources.chTerm, { "373345002": "Tamoxifen (substance)" }),
  ]),
  drug("tamoxifen", "toremifene", String.raw`\btoremifen[eo]?\b|\bfareston\b`, [
    ...verified(systems.rxnorm, sources.mcodeApp, { "38409": "Toremifene" }),
    ...verified(systems.rxnorm, sources.cdsHooksSandbox, { "313428": "Toremifene 60 MG Oral Tablet", "152880": "Toremifene 60 MG Oral Tablet [Fareston]" }),
    ...verified(systems.atc, sources.whoAtc, { L02BA02: "toremifene" }),
  ]),
  drug(
    "other-endocrine",
    "fulvestrant",
    String.raw`\bfulvestrant\w*|\bfaslodex\b`,
    [
      ...verified(systems.rxnorm, sources.mcodeApp, { "282357": "Fulvestrant", "203870": "Faslodex" }),
      ...verified(systems.rxnorm, sources.emaToRxNorm, {
        "727762": "5 ML fulvestrant 50 MG/ML Prefilled Syringe",
        "727954": "5 ML fulvestrant 50 MG/ML Prefilled Syringe [Faslodex]",
      }),
      ...verified(systems.atc, sources.whoAtc, { L02BA03: "fulvestrant" }),
      ...verified(systems.snomed, sources.chTerm, { "385519002": "Fulvestrant (substance)" }),
    ],
    { doseCovers: 42 },
  ),
  drug("other-endocrine", "elacestrant", String.raw`\belacestrant\b|\borserdu\b|\bkorserdu\b`, [
    ...verified(systems.atc, sources.whoAtc, { L02BA04: "elacestrant" }),
  ]),
  drug("cdk4-6-inhibitor", "palbociclib", String.raw`\bpalbociclib\w*|\bibrance\b`, [...verified(systems.atc, sources.whoAtc, { L01EF01: "palbociclib" })]),
  drug("cdk4-6-inhibitor", "ribociclib", String.raw`\bribociclib\w*|\bkisqali\b`, [
    ...verified(systems.rxnorm, sources.ohdsi1318, { "1873916": "ribociclib" }),
    ...verified(systems.rxnorm, sources.emaToRxNorm, { "1873989": "ribociclib 200 MG Oral Tablet [Kisqali]" }),
    ...verified(systems.rxnorm, sources.mcodeApp, { "1873984": "Kisqali", "1873983": "Ribociclib 200 MG Oral Tablet" }),
    ...verified(systems.atc, sources.whoAtc, { L01EF02: "ribociclib" }),
    ...coPack,
  ]),
  drug("cdk4-6-inhibitor", "abemaciclib", String.raw`\babemaciclib\w*|\bverzenios?\b`, [...verified(systems.atc, sources.whoAtc, { L01EF03: "abemaciclib" })]),
  drug(
    "gnrh-agonist",
    "goserelin",
    String.raw`\bgoserelin\w*|\bzoladex\b`,
    [
      ...verified(systems.rxnorm, sources.ohdsi793, { "50610": "goserelin" }),
      ...verified(systems.rxnorm, sources.mcodeApp, { "58328": "Zoladex", "105641": "Zoladex 3.6 MG Drug Implant", "211544": "Zoladex 10.8 MG Drug Implant" }),
      ...verified(systems.rxnorm, sources.vsacAndrogenDeprivation, { "310592": "goserelin 3.6 MG Drug Implant", "314008": "goserelin 10.8 MG Drug Implant" }),
      ...verified(systems.atc, sources.whoAtc, { L02AE03: "goserelin" }),
      ...verified(systems.snomed, sources.chTerm, { "108771008": "Goserelin (substance)" }),
      ...billed(verified(systems.hcpcs, sources.hcpcs, { J9202: "Goserelin acetate implant, per 3.6 mg" })),
    ],
    { doseCovers: gnrhDays },
  ),
  drug(
    "gnrh-agonist",
    "leuprorelin",
    String.raw`\bleupror?elin\w*|\bleuprolid\w*|\blupron\b|\beligard\b|\benantone?\b|\bprostap\b|\bfensolvi\b|\bcamcevi\b`,
    [
      ...verified(systems.rxnorm, sources.ohdsi793, { "42375": "leuprolide" }),
      ...verified(systems.atc, sources.whoAtc, { L02AE02: "leuprorelin" }),
      ...verified(systems.snomed, sources.chTerm, { "397198002": "Leuprorelin (substance)" }),
      ...billed(
        verified(systems.hcpcs, sources.hcpcs, {
          J1950: "Injection, leuprolide acetate (for depot suspension), per 3.75 mg",
          J9217: "Leuprolide acetate (for depot suspension), 7.5 mg",
        }),
      ),
    ],
    { doseCovers: gnrhDays },
  ),
  drug(
    "gnrh-agonist",
    "triptorelin",
    String.raw`\btriptorelin\w*|\bdecapeptyl\b|\btrelstar\b|\bpamorelin\b|\btriptodur\b`,
    [
      ...verified(systems.rxnorm, sources.ohdsi793, { "38782": "triptorelin" }),
      ...verified(systems.atc, sources.whoAtc, { L02AE04: "triptorelin" }),
      ...verified(systems.snomed, sources.chTerm, { "395915003": "Triptorelin (substance)" }),
      ...billed(verified(systems.hcpcs, sources.hcpcs, { J3315: "Injection, triptorelin pamoate, 3.75 mg" })),
    ],
    { doseCovers: gnrhDays },
  ),
  drug(
    "gnrh-agonist",
    "buserelin",
    String.raw`\bbuserelin\w*|\bsuprefact\b|\bprofact\b`,
    [...verified(systems.atc, sources.whoAtc, { L02AE01: "buserelin" }), ...verified(systems.snomed, sources.chTerm, { "395744006": "Buserelin (substance)" })],
    { doseCovers: gnrhDays },
  ),
  drug("gnrh-agonist", "histrelin", String.raw`\bhistrelin\w*|\bvantas\b|\bsupprelin\b`, [...verified(systems.atc, sources.whoAtc, { L02AE05: "histrelin" })], {
    doseCovers: 365,
  }),
];
