/** Where the drug codes were seen beside their meaning. */
export const sources = {
  whoAtc: "WHO ATC/DDD index of 2026-04-25 (fabkury/atcd)",
  vsacAromataseInhibitors: 'VSAC 2.16.840.1.113883.3.464.1003.196.12.1265 "Aromatase Inhibitors" (cqframework/ecqm-content-qicore-2024)',
  vsacAndrogenDeprivation: 'VSAC 2.16.840.1.113762.1.4.1248.352 "Androgen Deprivation Therapy" (cqframework/ecqm-content-qicore-2025)',
  usCoreSubstances: "US Core common substances value set (cqframework/ecqm-content-qicore-2024)",
  cdsHooksSandbox: "cds-hooks/sandbox medication-list.js",
  mcodeApp: "mcode/clinical-trial-matching-app medications.json",
  emaToRxNorm: "mi-erasmusmc/ema-authorised-to-rxnorm-mappings ema-to-rxnorm.tsv",
  osteoporosisPathways: "dr-you-group/OsteoporosisTreatmentPathways cohorts (OHDSI concepts)",
  ohdsi1318: "OHDSI/PhenotypeLibrary cohort 1318",
  ohdsi793: "OHDSI/PhenotypeLibrary cohort 793",
  ohdsi1181: "OHDSI/PhenotypeLibrary cohort 1181",
  chTerm: "hl7ch/ch-term ActivePharmaceuticalIngredient (SNOMED CT)",
  fhirIps: "HL7/fhir-ips example",
  ichom: "HL7/fhir-ichom-breast-cancer-ig",
  publicFile: "a public file that shows the code, its repository not named",
  memory: "memory only",
} as const;
