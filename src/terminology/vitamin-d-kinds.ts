import { recalled, verified } from "./code-table";
import { type Concept, systems } from "./concept";
import { hydroxy, is25Hydroxy, notStoredVitaminD } from "./vitamin-d";

const d2 = String.raw`\bd\s*-?2\b|ohd2|vit(?:amin[aes]?)?\.?\s*d2(?!\d)|ergocalciferol`;
const d3 = String.raw`\bd\s*-?3\b|ohd3|vit(?:amin[aes]?)?\.?\s*d3|cholecalciferol|colecalciferol|calci(?:fe)?diol`;

/** D2 named, D3 not: the small fraction. */
export const hydroxyvitaminD2: Concept = {
  id: "25-hydroxyvitamin-d2",
  label: "25-OH vitamin D2",
  codes: [
    ...verified(systems.loinc, "Corewell Health test catalogue", { "49054-0": "25-Hydroxyvitamin D2 [Mass/volume] in Serum or Plasma" }),
    ...recalled(systems.loinc, "miracum/loinc-conversion, unit pair only", { "46269-7": "25-Hydroxyvitamin D2 [Moles/volume]" }),
  ],
  text: new RegExp(`^(?=.*(?:${is25Hydroxy}))(?=.*(?:${d2}))`),
  notText: new RegExp(`${notStoredVitaminD.source}|${d3}|d2\\s*[+&/]|\\btotal\\b|\\bgesamt`),
};

export const hydroxyvitaminD3: Concept = {
  id: "25-hydroxyvitamin-d3",
  label: "25-OH vitamin D3",
  codes: [
    ...verified(systems.loinc, "smart-on-fhir/generated-sample-data", { "1989-3": "25-Hydroxyvitamin D3 [Mass/volume] in Serum or Plasma" }),
    ...verified(systems.loinc, "medizininformatik-initiative/loincsnomed-lab-concepts", {
      "14635-7": "25-hydroxyvitamin D3 [Moles/volume] in Serum or Plasma",
    }),
  ],
  text: new RegExp(`^(?=.*(?:${is25Hydroxy}))(?=.*(?:${d3}))`),
  notText: new RegExp(`${notStoredVitaminD.source}|${d2}|d2?\\s*[+&/]\\s*d?[23]|\\btotal\\b|\\bgesamt`),
};

/** Other tests: known not to be 25(OH)D. */
export const otherVitaminD: Concept = {
  id: "other-vitamin-d",
  label: "another vitamin D test",
  codes: [
    ...verified(systems.loinc, "public laboratory map", {
      "62290-2": "1,25-Dihydroxyvitamin D [Mass/volume] in Serum or Plasma",
      "1649-3": "Calcitriol [Mass/volume] in Serum or Plasma",
    }),
    ...recalled(systems.loinc, "unit from LHNCBC", { "62291-0": "1,25-dihydroxyvitamin D fraction" }),
    ...verified(systems.loinc, "kiranma72/loinc-india", { "1990-1": "Cholecalciferol (Vit D3) [Mass/volume] in Serum or Plasma" }),
    ...verified(systems.loinc, "public laboratory map; unit LHNCBC", { "2236-8": "Calciferol (Vit D2) [Mass/volume] in Serum or Plasma" }),
  ],
  text: new RegExp(
    String.raw`calcitriol|\bdi\s*-?\s*${hydroxy}[\s-]*(?:vit|chole|kole|cole|d\b|d[23])|\b(?:1|24)\s*[,.\-–]\s*25[^a-z]*(?:\(oh\)2|\(oh\)|oh|d)`,
  ),
};

/** Could be 25(OH)D and does not say so: listed, never charted. */
export const unspecifiedVitaminD: Concept = {
  id: "unspecified-vitamin-d",
  label: "vitamin D, form not said",
  codes: verified(systems.loinc, "arbiterski/loincAI", { "35365-6": "Vitamin D+Metabolites [Mass/volume] in Serum or Plasma" }),
  text: /\bvit(?:amin[aes]?)?\.?\s*-?\s*d[23]?(?![a-z])|cholecalciferol|colecalciferol|ergocalciferol/,
};
