import type { CodeableConcept, Coding } from "fhir/r4";
import { systems } from "../../src/terminology/concept";

/** The codes that synthetic patients carry. Written down here on purpose, not taken from the app: the sandbox is the app's second opinion. */

export function loinc(code: string, display: string): Coding {
  return { system: systems.loinc, code, display };
}

export function snomed(code: string, display: string): Coding {
  return { system: systems.snomed, code, display };
}

function rxnorm(code: string, display: string): Coding {
  return { system: systems.rxnorm, code, display };
}

export function icd10(code: string, display: string): Coding {
  return { system: systems.icd10cm, code, display };
}

export function concept(text: string, ...coding: readonly Coding[]): CodeableConcept {
  return coding.length > 0 ? { coding: [...coding], text } : { text };
}

export type LabCode = {
  readonly code: Coding;
  readonly text: string;
  readonly unit: string;
  readonly ucum: string;
  readonly low?: number;
  readonly high?: number;
  readonly digits: number;
};

/** Laboratory tests: those the app asks for, and the bloods of an oncology chart that it should never ask for. */
export const labs = {
  vitaminD: {
    code: loinc("62292-8", "25-Hydroxyvitamin D3+25-Hydroxyvitamin D2 [Mass/volume] in Serum or Plasma"),
    text: "Vitamin D, 25-Hydroxy",
    unit: "ng/mL",
    ucum: "ng/mL",
    low: 30,
    high: 100,
    digits: 0,
  },
  vitaminDMolar: {
    code: loinc("68438-1", "25-Hydroxyvitamin D [Moles/volume] in Serum or Plasma"),
    text: "25-OH Vitamin D",
    unit: "nmol/L",
    ucum: "nmol/L",
    low: 50,
    high: 250,
    digits: 0,
  },
  vitaminD125: {
    code: loinc("62290-2", "1,25-Dihydroxyvitamin D [Mass/volume] in Serum or Plasma"),
    text: "Vitamin D, 1,25-Dihydroxy",
    unit: "pg/mL",
    ucum: "pg/mL",
    low: 19.9,
    high: 79.3,
    digits: 1,
  },
  calcium: {
    code: loinc("17861-6", "Calcium [Mass/volume] in Serum or Plasma"),
    text: "Calcium",
    unit: "mg/dL",
    ucum: "mg/dL",
    low: 8.6,
    high: 10.2,
    digits: 1,
  },
  albumin: { code: loinc("1751-7", "Albumin [Mass/volume] in Serum or Plasma"), text: "Albumin", unit: "g/dL", ucum: "g/dL", low: 3.5, high: 5, digits: 1 },
  creatinine: {
    code: loinc("2160-0", "Creatinine [Mass/volume] in Serum or Plasma"),
    text: "Creatinine",
    unit: "mg/dL",
    ucum: "mg/dL",
    low: 0.51,
    high: 0.95,
    digits: 2,
  },
  egfr: {
    code: loinc(
      "98979-8",
      "Glomerular filtration rate/1.73 sq M.predicted [Volume Rate/Area] in Serum, Plasma or Blood by Creatinine-based formula (CKD-EPI 2021)",
    ),
    text: "eGFR (CKD-EPI 2021)",
    unit: "mL/min/1.73m2",
    ucum: "mL/min/{1.73_m2}",
    low: 60,
    digits: 0,
  },
  alkalinePhosphatase: {
    code: loinc("6768-6", "Alkaline phosphatase [Enzymatic activity/volume] in Serum or Plasma"),
    text: "Alkaline phosphatase",
    unit: "U/L",
    ucum: "U/L",
    low: 35,
    high: 104,
    digits: 0,
  },
  parathyroidHormone: {
    code: loinc("2731-8", "Parathyrin.intact [Mass/volume] in Serum or Plasma"),
    text: "PTH, intact",
    unit: "pg/mL",
    ucum: "pg/mL",
    low: 15,
    high: 65,
    digits: 0,
  },
  haemoglobin: { code: loinc("718-7", "Hemoglobin [Mass/volume] in Blood"), text: "Hemoglobin", unit: "g/dL", ucum: "g/dL", low: 12, high: 15.5, digits: 1 },
  leukocytes: {
    code: loinc("6690-2", "Leukocytes [#/volume] in Blood by Automated count"),
    text: "White blood cells",
    unit: "10*3/uL",
    ucum: "10*3/uL",
    low: 4,
    high: 11,
    digits: 1,
  },
  platelets: {
    code: loinc("777-3", "Platelets [#/volume] in Blood by Automated count"),
    text: "Platelets",
    unit: "10*3/uL",
    ucum: "10*3/uL",
    low: 150,
    high: 400,
    digits: 0,
  },
  potassium: {
    code: loinc("2823-3", "Potassium [Moles/volume] in Serum or Plasma"),
    text: "Potassium",
    unit: "mmol/L",
    ucum: "mmol/L",
    low: 3.5,
    high: 5.1,
    digits: 1,
  },
  sodium: { code: loinc("2951-2", "Sodium [Moles/volume] in Serum or Plasma"), text: "Sodium", unit: "mmol/L", ucum: "mmol/L", low: 136, high: 145, digits: 0 },
  glucose: { code: loinc("2345-7", "Glucose [Mass/volume] in Serum or Plasma"), text: "Glucose", unit: "mg/dL", ucum: "mg/dL", low: 70, high: 99, digits: 0 },
  bilirubin: {
    code: loinc("1975-2", "Bilirubin.total [Mass/volume] in Serum or Plasma"),
    text: "Bilirubin, total",
    unit: "mg/dL",
    ucum: "mg/dL",
    low: 0.1,
    high: 1.2,
    digits: 1,
  },
  alt: {
    code: loinc("1742-6", "Alanine aminotransferase [Enzymatic activity/volume] in Serum or Plasma"),
    text: "ALT",
    unit: "U/L",
    ucum: "U/L",
    low: 7,
    high: 45,
    digits: 0,
  },
  ca153: {
    code: loinc("6875-9", "Cancer Ag 15-3 [Units/volume] in Serum or Plasma"),
    text: "CA 15-3",
    unit: "U/mL",
    ucum: "[arb'U]/mL",
    low: 0,
    high: 30,
    digits: 1,
  },
} as const satisfies Record<string, LabCode>;

export const vitals = {
  height: { code: loinc("8302-2", "Body height"), text: "Height", unit: "cm", ucum: "cm", digits: 1 },
  weight: { code: loinc("29463-7", "Body weight"), text: "Weight", unit: "kg", ucum: "kg", digits: 1 },
  bmi: { code: loinc("39156-5", "Body mass index (BMI) [Ratio]"), text: "BMI", unit: "kg/m2", ucum: "kg/m2", digits: 1 },
  heartRate: { code: loinc("8867-4", "Heart rate"), text: "Pulse", unit: "beats/minute", ucum: "/min", digits: 0 },
} as const satisfies Record<string, LabCode>;

export const smoking = {
  current: snomed("449868002", "Smokes tobacco daily (finding)"),
  former: snomed("8517006", "Ex-smoker (finding)"),
  never: snomed("266919005", "Never smoked tobacco (finding)"),
  unknown: snomed("266927001", "Unknown if ever smoked"),
} as const;

export type Drug = {
  readonly codings: readonly [Coding, ...Coding[]];
  readonly text: string;
  readonly sig: string;
  readonly dose: { readonly value: number; readonly unit: string };
  readonly route: "oral" | "subcutaneous" | "intravenous";
};

export const drugs = {
  anastrozole: {
    codings: [rxnorm("199224", "anastrozole 1 MG Oral Tablet")],
    text: "anastrozole 1 mg tablet",
    sig: "Take 1 tablet by mouth daily",
    dose: { value: 1, unit: "tablet" },
    route: "oral",
  },
  letrozole: {
    codings: [rxnorm("200064", "letrozole 2.5 MG Oral Tablet")],
    text: "letrozole 2.5 mg tablet",
    sig: "Take 1 tablet by mouth daily",
    dose: { value: 1, unit: "tablet" },
    route: "oral",
  },
  exemestane: {
    codings: [rxnorm("310261", "exemestane 25 MG Oral Tablet")],
    text: "exemestane 25 mg tablet",
    sig: "Take 1 tablet by mouth daily after a meal",
    dose: { value: 1, unit: "tablet" },
    route: "oral",
  },
  tamoxifen: {
    codings: [rxnorm("313195", "Tamoxifen 20 MG Oral Tablet")],
    text: "tamoxifen 20 mg tablet",
    sig: "Take 1 tablet by mouth daily",
    dose: { value: 1, unit: "tablet" },
    route: "oral",
  },
  ribociclib: {
    codings: [rxnorm("1873983", "Ribociclib 200 MG Oral Tablet")],
    text: "ribociclib 200 mg tablet",
    sig: "Take 3 tablets by mouth daily on days 1 to 21 of each 28-day cycle",
    dose: { value: 3, unit: "tablet" },
    route: "oral",
  },
  goserelin: {
    codings: [rxnorm("310592", "goserelin 3.6 MG Drug Implant")],
    text: "goserelin 3.6 mg implant",
    sig: "3.6 mg subcutaneously every 28 days",
    dose: { value: 3.6, unit: "mg" },
    route: "subcutaneous",
  },
  zoledronate: {
    codings: [rxnorm("705824", "100 ML zoledronic acid 0.05 MG/ML Injection")],
    text: "zoledronic acid 5 mg/100 mL infusion",
    sig: "5 mg intravenously once a year",
    dose: { value: 5, unit: "mg" },
    route: "intravenous",
  },
  denosumab60: {
    codings: [rxnorm("993456", "1 ML denosumab 60 MG/ML Prefilled Syringe [Prolia]")],
    text: "denosumab 60 mg/mL (Prolia) syringe",
    sig: "60 mg subcutaneously every 6 months",
    dose: { value: 60, unit: "mg" },
    route: "subcutaneous",
  },
  denosumab120: {
    codings: [rxnorm("1046402", "1.7 ML denosumab 70 MG/ML Injection [Xgeva]")],
    text: "denosumab 120 mg/1.7 mL (Xgeva) vial",
    sig: "120 mg subcutaneously every 4 weeks",
    dose: { value: 120, unit: "mg" },
    route: "subcutaneous",
  },
  prednisone: {
    codings: [rxnorm("8640", "Prednisone")],
    text: "prednisone 7.5 mg daily",
    sig: "Take 7.5 mg by mouth every morning",
    dose: { value: 7.5, unit: "mg" },
    route: "oral",
  },
  omeprazole: {
    codings: [rxnorm("7646", "Omeprazole")],
    text: "omeprazole 20 mg capsule",
    sig: "Take 1 capsule by mouth daily",
    dose: { value: 20, unit: "mg" },
    route: "oral",
  },
  cholecalciferol: {
    codings: [rxnorm("2418", "Cholecalciferol")],
    text: "cholecalciferol (vitamin D3) 1,000 unit tablet",
    sig: "Take 1 tablet by mouth daily",
    dose: { value: 1000, unit: "[iU]" },
    route: "oral",
  },
  calciumCarbonate: {
    codings: [rxnorm("1897", "Calcium Carbonate")],
    text: "calcium carbonate 1,250 mg (500 mg calcium) tablet",
    sig: "Take 1 tablet by mouth daily with a meal",
    dose: { value: 1250, unit: "mg" },
    route: "oral",
  },
} as const satisfies Record<string, Drug>;

export const routes = {
  oral: snomed("26643006", "Oral route"),
  subcutaneous: snomed("34206005", "Subcutaneous route"),
  intravenous: snomed("47625008", "Intravenous route"),
} as const;
