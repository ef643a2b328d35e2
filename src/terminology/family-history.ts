import { verified } from "./code-table";
import { type Concept, systems } from "./concept";

/** As they are written; the last one by those who leave the system out: as a relationship such a code means nothing else. */
const roleCodes = ["http://terminology.hl7.org/CodeSystem/v3-RoleCode", "http://hl7.org/fhir/v3/RoleCode", "urn:oid:2.16.840.1.113883.5.111", ""];

/** Parents in HL7 v3 RoleCode; grandparents and in-laws are other codes. */
export const parent: Concept = {
  id: "parent",
  label: "parent",
  codes: [
    ...roleCodes.flatMap((system) =>
      verified(system, "HL7 v3 RoleCode (clinical/terminology, family_history)", {
        MTH: "mother",
        FTH: "father",
        NMTH: "natural mother",
        NFTH: "natural father",
        PRN: "parent",
      }),
    ),
    ...verified(systems.snomed, "public FHIR examples", { "72705000": "Mother (person)", "66839005": "Father (person)" }),
  ],
  text: /\b(?:mother|father|mom|mum|dad|parents?|mutter|vater|mere|pere|madre|padre)\b/,
  notText: /grand|step|foster|adopt|in-? ?law|schwieger|belle|beau|suegr|god/,
};

/** The whole statement in one code. ICD-10-CM Z82.62 (family history of osteoporosis) is not a hip fracture. */
export const parentalHipFracture: Concept = {
  id: "parental-hip-fracture",
  label: "hip fracture in a parent",
  codes: verified(systems.snomed, "VSAC 2.16.840.1.113883.3.464.1003.113.12.1040 (cqframework/ecqm-content-qicore-2024)", {
    "445501000124107": "Family history of hip fracture in parent (situation)",
    "391096007": "Family history: Maternal hip fracture (situation)",
    "416072008": "Family history: maternal hip fracture before age 75 (situation)",
    "445121000124105": "Family history of paternal hip fracture (situation)",
  }),
  text: /\b(?:parent\w*|maternal|paternal|mother|father)\b.{0,40}\bhip fracture|\bhip fracture\b.{0,30}\b(?:parents?|mother|father)\b/,
  notText: /grand|step|in-? ?law|aunt|uncle/,
};

/** Somebody asked and the answer was no. Tested on folded text. */
export const deniedHipFracture = /\b(?:no|denies|negative for|without|neither)\b.{0,60}\bhip fracture|\bhip fracture\b.{0,40}\b(?:denied|negative)\b/;
