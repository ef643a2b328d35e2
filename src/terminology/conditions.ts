import { named, verified } from "./code-table";
import { type Concept, systems } from "./concept";

const publicFile = "a public file that shows the code, its repository not named";
const vsacNeoplasms = "VSAC 2.16.840.1.113883.3.464.1003.1194 and .1193 (cqframework/ecqm-content-qicore-2025)";
const vsacOsteoporosis = "VSAC 2.16.840.1.113883.3.464.1003.113.12.1038 (cqframework/ecqm-content-qicore-2024)";
const vsacOsteopenia = "VSAC 2.16.840.1.113883.3.464.1003.113.12.1049 (cqframework/ecqm-content-qicore-2024)";
const vsacRheumatoidArthritis = "VSAC 2.16.840.1.113883.3.464.1003.113.12.1005 (cqframework/ecqm-content-qicore-2024)";

/** ICD-10 as the United States, the WHO and Germany send it: the categories used here mean the same in all three. */
const icdSystems = [systems.icd10cm, systems.icd10, "http://fhir.de/CodeSystem/bfarm/icd-10-gm"] as const;

/** A family of ICD-10 codes, tested without the dot. */
export function icd(pattern: RegExp): NonNullable<Concept["families"]> {
  return icdSystems.map((system) => ({ system, pattern }));
}

/** Words that make a named disease something else than the patient's own. */
const notHers =
  "famil|screening|\\bat risk|risk (?:of|for|factor)|increased risk|susceptib|\\bno (?:history|evidence|signs?) of (?:breast|cancer|malignan|osteo|rheum)|rule out|\\br\\/o\\b|suspect|\\bfear|negative for|prevent|prophyla";

export const breastCancer: Concept = {
  id: "breast-cancer",
  label: "breast cancer",
  families: icd(/^C50/),
  codes: verified(systems.snomed, vsacNeoplasms, {
    "254837009": "Malignant neoplasm of breast (disorder)",
    "372137005": "Primary malignant neoplasm of breast (disorder)",
    "372064008": "Malignant neoplasm of female breast (disorder)",
    "254838004": "Carcinoma of breast (disorder)",
    "353431000119107": "Primary malignant neoplasm of female left breast (disorder)",
  }),
  text: named(
    String.raw`\bbreast (?:cancer|carcinoma|ca\b)|\b(?:cancer|carcinoma|malignan\w*|adenocarcinoma)\b[^.;]{0,60}\bbreast\b|\bmammary carcinoma|\bmammakarzinom|\bmamma-?ca\b|\bbrustkrebs|\bcancer du sein|\bcarcinome mammaire|\bca(?:ncer|rcinoma) de (?:la )?mama\b|\bcarcinoma (?:della )?mammella`,
  ),
  notText: named(`${notHers}|in situ|personal history|history of`),
};

export const breastCancerHistory: Concept = {
  id: "breast-cancer-history",
  label: "history of breast cancer",
  codes: [
    ...verified(systems.icd10cm, publicFile, { "Z85.3": "Personal history of malignant neoplasm of breast" }),
    ...verified(systems.icd10cm, publicFile, { "Z86.000": "Personal history of in-situ neoplasm of breast" }),
    ...verified(systems.snomed, "OHDSI/PhenotypeLibrary cohort 1316", { "429087003": "History of malignant neoplasm of breast" }),
  ],
  text: /\b(?:personal history|history|h\/o)\b[^.;]{0,40}\bbreast\b|\bhistory of breast (?:cancer|carcinoma)/,
  notText: named(notHers),
};

export const ductalCarcinomaInSitu: Concept = {
  id: "ductal-carcinoma-in-situ",
  label: "ductal carcinoma in situ of the breast",
  families: icd(/^D05[1-9]/),
  codes: verified(systems.snomed, "cds-hooks/sandbox pama-reason-codes.json", { "109889007": "Intraductal carcinoma in situ of breast (disorder)" }),
  text: /\bdcis\b|ductal carcinoma in situ/,
  notText: named(notHers),
};

/**
 * Distant metastases: ICD-10 C78, C79 (rule card SCOPE-02), and lymph nodes of the abdomen, groin and pelvis (C77.2, C77.4,
 * C77.5). C77.0, C77.1 and C77.3 are the regional nodes of a breast, C77.8 and C77.9 say nothing of where: none of them may
 * switch off a patient's prompts.
 */
export const distantMetastasis: Concept = {
  id: "distant-metastasis",
  label: "metastatic disease",
  families: icd(/^C77[245]|^C7[89]/),
  codes: verified(systems.snomed, "mcode/clinical-trial-matching-app r4_test_patients", {
    "94222008": "Secondary malignant neoplasm of bone (disorder)",
    "94381002": "Secondary malignant neoplasm of liver (disorder)",
  }),
};

/** Metastases in axillary nodes only: still early breast cancer. */
export const axillaryMetastasis: Concept = {
  id: "axillary-metastasis",
  label: "axillary lymph-node metastasis",
  families: icd(/^C773/),
  codes: verified(systems.snomed, "mcode/clinical-trial-matching-app r4_test_patients", {
    "94181007": "Secondary malignant neoplasm of axillary lymph nodes (disorder)",
  }),
};

/** Metastases of a place that stands beside the code (mCODE). */
export const unplacedMetastasis: Concept = {
  id: "unplaced-metastasis",
  label: distantMetastasis.label,
  codes: verified(systems.snomed, "HL7/fhir-mCODE-ig", { "128462008": "Secondary malignant neoplastic disease (disorder)" }),
};

/** How free text speaks of metastases, tested clause by clause on folded text. "< 4 METS" is what a heart can do. */
export const metastasisWords = {
  named:
    /metasta|\b(?:bon[ey]|oss\w+|brain|liver|hepatic|lung|spin[ae]l?|skelet\w+|distant|widespread) mets\b|\bmets? to\b|secondary (?:malignan\w+ (?:neoplas|of|to|in)|cancer|carcinoma)|carcinomatosis|disseminated malignan|malignant pleural effusion|\bbone[- ]only disease/,
  /** A denial stands before what it denies, or ends it: "metastatic triple-negative breast cancer" denies nothing. */
  denied:
    /\b(?:no|never|without|negative for|free of|absence of|denies|excluded?|keine|sans|sin|senza|geen)\b.*(?:metasta|mets|secondary)|\bnot (?:\w+ )?metasta|\bnon-? ?metasta|(?:metastas[ei]s|metastatic disease|mets)\W*(?:(?:was|were|is|are) )?(?:none|no$|absent|excluded|negative|ruled out|denied|not (?:seen|found|present|identified))\b|\bm0\b/,
  doubted:
    /\b(?:possibl[ey]|suspected|suspicious|suspicion|suspect|concern\w*|cannot|unlikely|equivocal|rule out|query|risk|screen\w*|fear|evaluat\w*)\b|\?|famil/,
  nodesOnly: /axill|sentinel|\bnodes?\b|\bnodal\b|lymphknoten|ganglion|linfonod/,
  bone: /\bbone|\bosseous|\bskelet|knochen|osseuse|\boseas?\b|\boss[eo]a/,
  /** Between two clauses; not before what only ends one ("bone metastasis, ruled out"). */
  between:
    /[.;)\n/]|[,(](?!\s*(?:ruled out|none|negative$|absent|unlikely|suspected|possible|not (?:seen|found|present|identified))\b)| but | with | and |(?=\b(?:no|without) )/,
  /** What opens a list of places is said of all of them: "no brain, bone or liver metastases". */
  list: /\b(no|without|rule out|negative for) (?:(?!metasta| but |with )[^.;()\n]){1,60}(?:\bor|\band) (?:(?!metasta)[^.,;()\n]){0,20}(?=metastas)/g,
} as const;

/** Which Observation is a stage group, and which the M category (mCODE, ICHOM). */
export const stageGroup: Concept = {
  id: "stage-group",
  label: "cancer stage group",
  codes: [
    ...verified(systems.loinc, "HL7/fhir-ichom-breast-cancer-ig TNMStageGroupVS", {
      "21908-9": "Stage group.clinical Cancer",
      "21902-2": "Stage group.pathology Cancer",
    }),
    ...verified(systems.loinc, "HL7/fhir-mCODE-ig", { "21914-7": "Stage group.other Cancer" }),
    ...verified(systems.snomed, "HL7/fhir-mCODE-ig", { "399537006": "Clinical TNM stage grouping", "399588009": "Pathologic TNM stage grouping" }),
  ],
  text: /\bstage group|\btnm stage|\bajcc\b|\b(?:cancer|tumou?r) stage/,
};

export const distantMetastasisCategory: Concept = {
  id: "distant-metastasis-category",
  label: "M category of the TNM classification",
  codes: [
    ...verified(systems.loinc, "HL7/fhir-mCODE-ig", {
      "21907-1": "Distant metastases.clinical [Class] Cancer",
      "21901-4": "Distant metastases.pathology [Class] Cancer",
    }),
    ...verified(systems.snomed, "HL7/fhir-mCODE-ig", { "399387003": "cM category" }),
  ],
  text: /\bdistant metasta|\b[cp]?m category/,
};

export const osteoporosis: Concept = {
  id: "osteoporosis",
  label: "osteoporosis",
  families: icd(/^M8[01]/),
  codes: verified(systems.snomed, vsacOsteoporosis, {
    "64859006": "Osteoporosis (disorder)",
    "102447009": "Postmenopausal osteoporosis (disorder)",
    "18040001": "Senile osteoporosis (disorder)",
    "32369003": "Menopausal osteoporosis (disorder)",
    "14651005": "Drug-induced osteoporosis (disorder)",
    "390833005": "Osteoporosis caused by corticosteroid (disorder)",
  }),
  text: /osteoporo(?:sis|se|tic)/,
  notText: named(`${notHers}|without osteoporosis|no osteoporosis`),
};

export const osteopenia: Concept = {
  id: "osteopenia",
  label: "osteopenia",
  codes: [
    ...verified(systems.snomed, vsacOsteopenia, { "312894000": "Osteopenia (disorder)", "735614005": "Osteopenia following menopause (disorder)" }),
    ...verified(systems.icd10cm, vsacOsteopenia, {
      "M85.80": "Other specified disorders of bone density and structure, unspecified site",
      "M85.88": "Other specified disorders of bone density and structure, other site",
      "M85.89": "Other specified disorders of bone density and structure, multiple sites",
      "M85.851": "Other specified disorders of bone density and structure, right thigh",
    }),
  ],
  text: /osteopeni|low bone (?:mass|density)/,
  notText: named(`${notHers}|no osteopenia|without osteopenia`),
};

/** M06.1 (Still's disease) and M06.4 (inflammatory polyarthropathy) are not rheumatoid arthritis (terminology's own choice). */
export const rheumatoidArthritis: Concept = {
  id: "rheumatoid-arthritis",
  label: "rheumatoid arthritis",
  families: icd(/^M05|^M06(?![14])/),
  codes: verified(systems.snomed, vsacRheumatoidArthritis, {
    "69896004": "Rheumatoid arthritis (disorder)",
    "239791005": "Seropositive rheumatoid arthritis (disorder)",
    "239792003": "Seronegative rheumatoid arthritis (disorder)",
  }),
  text: /rheumatoid arthritis|rheumatoide arthritis|polyarthrite rhumatoide|artritis reumatoide|artrite reumatoide/,
  notText: named(notHers),
};

export const dialysis: Concept = {
  id: "dialysis",
  label: "dialysis",
  families: icd(/^Z992|^N186/),
  codes: verified(systems.snomed, publicFile, {
    "265764009": "Renal dialysis (procedure)",
    "108241001": "Dialysis procedure (procedure)",
    "302497006": "Hemodialysis",
    "71192002": "Peritoneal dialysis (procedure)",
  }),
  text: /dialys/,
  notText: named(`${notHers}|\\bpre-?dialys|not on dialys|no dialys|off dialys|non-?dialys`),
};

/** Long-term use of an aromatase inhibitor as a diagnosis code: says that she takes one, not which nor since when. */
export const aromataseInhibitorUse: Concept = {
  id: "aromatase-inhibitor-use",
  label: "long-term use of an aromatase inhibitor",
  codes: verified(systems.icd10cm, publicFile, { "Z79.811": "Long term (current) use of aromatase inhibitors" }),
};

/** The same of a bisphosphonate, and of glucocorticoids that reach the whole body (Z79.51 is the inhaled ones). */
export const bisphosphonateUse: Concept = {
  id: "bisphosphonate-use",
  label: "long-term use of a bisphosphonate",
  codes: verified(systems.icd10cm, publicFile, { "Z79.83": "Long term (current) use of bisphosphonates" }),
};

export const glucocorticoidUse: Concept = {
  id: "glucocorticoid-use",
  label: "long-term use of systemic steroids",
  codes: verified(systems.icd10cm, publicFile, { "Z79.52": "Long term (current) use of systemic steroids" }),
};
