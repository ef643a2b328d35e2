import { recalled, verified } from "./code-table";
import { type Code, type Concept, systems } from "./concept";

/**
 * Vitamin D in the laboratory. Only 25-hydroxyvitamin D tells of the stores; 1,25-dihydroxyvitamin D, 24,25 and the parent
 * vitamins are other tests and are never mixed in. Texts are matched folded, in English, German, French, Spanish,
 * Portuguese, Italian, Dutch and the Scandinavian spellings.
 */
/** The spellings of "hydroxy", for folded text. */
export const hydroxy = String.raw`(?:hydroxy|hydroxi|hidroxi|idrossi|hydroksy|hydroksi)`;
/** The names of 25-hydroxyvitamin D, for folded text. */
export const is25Hydroxy = String.raw`(?<![\d.,])25\s*[-–(\[ ]*\s*(?:oh\b|oh(?=d|v)|${hydroxy})|${hydroxy}[\s-]*vit(?:amin[aes]?)?[\s-]*d[23]?\s*[,(]?\s*25\b|vit(?:amin[aes]?)?\.?\s*d\s*-?\s*25(?!\d)|calci(?:fe)?diol`;
/** "1,25", "1-25", "1α,25", "24,25", dihydroxy, calcitriol, the free part, the C3 epimer: forbids a reading as 25(OH)D whatever the code says. */
export const notStoredVitaminD = new RegExp(
  String.raw`\b1\s*(?:[,.\-–/]|a\b|alpha|α)[\s,.\-–]*25|\b24\s*[,.\-–/]\s*25|\bdi\s*-?\s*${hydroxy}|diidrossi|dihydr|calcitriol|\(oh\)2(?!\d)|\bfree\b|bioavailable|^[^a-z]*(?:c-?)?3-?epi`,
);

/** D2 and D3 together, or 25(OH)D without a word on fractions. */
export const hydroxyvitaminD: Concept = {
  id: "25-hydroxyvitamin-d",
  label: "25-OH vitamin D",
  codes: [
    ...verified(systems.loinc, "hl7ch/ch-lab-order", { "62292-8": "25-Hydroxyvitamin D3+25-Hydroxyvitamin D2 [Mass/volume] in Serum or Plasma" }),
    ...verified(systems.loinc, "three public laboratory maps", {
      "83070-3": "25-Hydroxyvitamin D2+25-Hydroxyvitamin D3 [Mass/volume] in Serum or Plasma by Immunoassay",
    }),
    ...verified(systems.loinc, "three public laboratory maps; unit from LHNCBC", { "68438-1": "25-Hydroxyvitamin D [Moles/volume] in Serum or Plasma" }),
    ...recalled(systems.loinc, "unit from LHNCBC; meaning from memory", { "83071-1": "25-Hydroxyvitamin D total [Moles/volume] by Immunoassay" }),
  ],
  text: new RegExp(is25Hydroxy),
  notText: notStoredVitaminD,
};

/** The test as it is ordered and billed. */
export const vitaminDTestCode: Code = { system: systems.cpt, code: "82306", display: "Vitamin D 25-Hydroxy", source: "a public file", status: "verified" };
