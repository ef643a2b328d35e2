import type { SearchId } from "../record/searches";

/** What each search is for, as it reads inside a sentence. */
export const searchNames: Readonly<Record<SearchId, string>> = {
  patient: "the patient's own data",
  "medication-requests": "medication orders",
  "medication-statements": "medication statements",
  "medication-administrations": "medication administrations",
  "medication-dispenses": "medication dispenses",
  "bone-observations": "bone density, vitamin D and FRAX results",
  "context-observations": "laboratory results, vital signs and social history",
  conditions: "diagnoses",
  procedures: "procedures",
  "diagnostic-reports": "diagnostic reports",
  documents: "documents",
  "family-history": "family history",
};
