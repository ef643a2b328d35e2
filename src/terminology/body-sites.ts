import { type Code, systems } from "./concept";

/** A place of the skeleton where bone density is measured. "hip" and "femur" are as coded: the region within is not said. */
export type BodySite =
  | "lumbar-spine"
  | "total-hip"
  | "femoral-neck"
  | "hip"
  | "femur"
  | "trochanter"
  | "wards-area"
  | "radius-33"
  | "forearm"
  | "calcaneus"
  | "humerus"
  | "total-body";

export type Side = "left" | "right" | "both";

const from = {
  trialMatching: "mcode/clinical-trial-matching-app src/utils/r4_test_patients/TrialMatching_Patient02.json",
  mcode: "HL7/fhir-mCODE-ig data-dictionary/mCODEDataDictionary-STU3_orig.json",
  smartForms: "aehrc/smart-forms resources/EHR_Transaction.json",
  leftModifier: "VSAC 2.16.840.1.113883.3.464.1004.1949 Clinical Left Modifier",
  rightModifier: "VSAC 2.16.840.1.113883.3.464.1004.1950 Clinical Right Modifier",
  bilateralModifier: "VSAC 2.16.840.1.113883.3.464.1004.1951 Clinical Bilateral Modifier",
  spine: "public GitHub file 71175433015",
  hipRegion: "public GitHub file 40673670123",
  entireFemur: "public GitHub file 47419177546",
  forearm: "public GitHub file 4604031495",
  heel: "public GitHub file 1252690311",
} as const;

/** SNOMED CT body structures (clinical terminology, section 8). The spine, without more, is the lumbar spine in DXA. */
export const bodySiteCodes: readonly (Code & { readonly site: BodySite })[] = [
  site("122496007", "Structure of lumbar vertebral column (body structure)", "lumbar-spine", from.trialMatching),
  site("51282000", "Bone structure of spine", "lumbar-spine", from.spine),
  site("29836001", "Hip region structure (body structure)", "hip", from.hipRegion),
  site("24136001", "Hip joint structure (body structure)", "hip", from.mcode),
  site("29627003", "Structure of neck of femur (body structure)", "femoral-neck", from.mcode),
  site("71341001", "Bone structure of femur", "femur", from.smartForms),
  site("182046008", "Entire femur", "femur", from.entireFemur),
  site("62413002", "Bone structure of radius (body structure)", "forearm", from.mcode),
  site("14975008", "Forearm structure (body structure)", "forearm", from.forearm),
  site("80144004", "Bone structure of calcaneum", "calcaneus", from.heel),
  site("38266002", "Entire body as a whole (body structure)", "total-body", from.mcode),
];

export const sideCodes: readonly (Code & { readonly side: Side })[] = [
  { ...snomed("7771000", "Left", from.leftModifier), side: "left" },
  { ...snomed("24028007", "Right", from.rightModifier), side: "right" },
  { ...snomed("51440002", "Right and left", from.bilateralModifier), side: "both" },
];

/** SNOMED CT attribute between a body structure and its side in a post-coordinated expression. */
export const lateralityAttribute: Code = snomed("272741003", "Laterality (attribute)", from.smartForms);

/**
 * Names of regions in folded text (see `fold`), from the most specific to the most general: the first that matches within
 * one part of the body is meant. English, German, French, Spanish, Italian, Portuguese, Dutch, Chinese, Japanese.
 */
export const siteNames: readonly { readonly site: BodySite; readonly text: RegExp }[] = [
  { site: "total-body", text: /\b(?:total|whole)[\s-]body\b|ganzkorper|corps\s+entier|cuerpo\s+(?:entero|total)|corpo\s+intero|全身/ },
  {
    site: "radius-33",
    text: /(?:33\s*%|\b1\s*[/⁄]\s*3|\bone[\s-]third|\bdistal\s+third|\bun\s+tiers|\bun\s+tercio|\bein\s+drittel)[^.;]{0,20}(?:radi[uo]s?|forearm|unterarm|avant[\s-]bras|antebrazo)|(?:radi[uo]s?|forearm|unterarm|avant[\s-]bras|antebrazo)[^.;]{0,16}(?:33\s*%?|1\s*[/⁄]\s*3|one[\s-]third|tiers|tercio|drittel)/,
  },
  {
    site: "forearm",
    text: /forearm|\bradius\b|\bradial\b|\bulnar?\b|\bwrist\b|unterarm|handgelenk|avant[\s-]bras|poignet|antebra[zc]o|avambraccio|onderarm|前腕|前臂|橈骨|桡骨/,
  },
  { site: "calcaneus", text: /calcane|\bheel\b|\bos\s+calcis\b|\bferse|\btalone?\b|跟骨|踵骨/ },
  { site: "humerus", text: /\bhumer(?:us|al)\b|oberarm/ },
  { site: "wards-area", text: /\bward[’'`]?s?[\s-]+(?:triangle|area|region|dreieck)|\bward[’'`]s\b|\bwards\b|triangle\s+de\s+ward|triangulo\s+de\s+ward/ },
  { site: "trochanter", text: /trochant|trocanter/ },
  {
    site: "femoral-neck",
    text: /\bneck\b|schenkelhals|femurhals|\bhals\b|\bcol\s+(?:du\s+)?fem|\bcol\s+(?:gauche|droit)|\bcuello\b|\bcollo\b|\bcolo\s+(?:do\s+)?fem|\bfn\b|股骨[頸颈]|大腿骨[頸頚]/,
  },
  {
    site: "total-hip",
    text: /\b(?:total|gesamt)\s*(?:left|right|lt|rt|l|r)?\.?\s*(?:proximal\s+)?(?:hip|femur|femoral)|\b(?:hip|femur|femoral)\b[\s,:(-]*(?:left|right|lt|rt|l|r)?[\s,:)-]*total\b|\bth\b|gesamthufte|hufte[\s,]+(?:links[\s,]+|rechts[\s,]+)?(?:gesamt|total)|hanche\s+totale|femur\s+(?:total|gesamt)|cadera\s+total|anca\s+totale|femore\s+totale|totale\s+heup|heup\s+totaal|全髖|全髋|total\s+proximal/,
  },
  { site: "hip", text: /\bhips?\b|hufte|\bhanche|\bcadera|\banca\b|\bheup|\bquadril|\bcoxa|髖|髋|股関節/ },
  { site: "femur", text: /\bfem[uo]r|\bdual\s*fem|股骨|大腿骨/ },
  {
    site: "lumbar-spine",
    text: /lumba[lr]|\bspine\b|\blws\b|lendenwirbel|wirbelsaule|\brachis\b|\bcolumna\b|\bcolonna\b|\bcoluna\b|wervelkolom|\bls\b|\bl[1-4]\s*(?:[-–—]|to|bis|a|,|\+)?\s*(?:l?[2-5])\b|\bl[1-5]\b|腰椎/,
  },
];

export const sideNames: readonly { readonly side: Side; readonly text: RegExp }[] = [
  { side: "both", text: /\b(?:both|bilateral|beidseit\w*|bilaterale?s?|dual\s*(?:fem\w*|hips?)|mean|average)\b|両側|双侧/ },
  {
    side: "left",
    text: /\b(?:left|lt|links?|linke[rsnm]?|gauche|izquierd[oa]|sinistr[oa]|esquerd[oa])\b|\bl\.?\s+(?=fn\b|th\b|hip|fem|neck|total|forearm|radius|troch)|(?:hip|femur|neck|total|forearm|radius)[\s,(-]+l\b|[左]/,
  },
  {
    side: "right",
    text: /\b(?:right|rt|rechts?|rechte[rsnm]?|droite?|derech[oa]|destr[oa]|direit[oa])\b|\br\.?\s+(?=fn\b|th\b|hip|fem|neck|total|forearm|radius|troch)|(?:hip|femur|neck|total|forearm|radius)[\s,(-]+r\b|[右]/,
  },
];

function site(code: string, display: string, meaning: BodySite, source: string): Code & { readonly site: BodySite } {
  return { ...snomed(code, display, source), site: meaning };
}

function snomed(code: string, display: string, source: string): Code {
  return { system: systems.snomed, code, display, source, status: "verified" };
}
