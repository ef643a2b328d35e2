import { recalled, verified } from "./code-table";
import { systems } from "./concept";
import { drug } from "./drugs-concept";
import { sources } from "./drugs-sources";

/** Salts whose calcium is not a supplement, and drugs that merely come as calcium salts. */
const notCalcium = {
  notText:
    /channel|folin|dobesil|pantothen|carbimide|alginat|polystyrene|edetate|polycarbophil|carbasalat|acamprosat|(?:vastatin|fenoprofen|heparin\w*) calcium/,
};

/** Calcium, vitamin D, active vitamin D and vitamin K, as products. Elemental calcium per salt by molar mass. */
export const supplements = [
  drug(
    "calcium",
    "calcium carbonate",
    String.raw`\bcalcium[ -]?carbonat\w*|\bcarbonate de calcium\b|\bcarbonato de? calcio\b|\bcaltrate\b|\bcalcichew\b|\badcal\b|\bcalci-?chew\b|\bos-?cal\b|\bcalcimagon\b|\bkalcipos\b|\bideos\b|\boyster shell\b|\btums\b`,
    [
      ...verified(systems.rxnorm, sources.usCoreSubstances, { "1897": "Calcium Carbonate" }),
      ...verified(systems.atc, sources.whoAtc, { A12AA04: "calcium carbonate" }),
      ...verified(systems.snomed, sources.chTerm, { "387307005": "Calcium carbonate (substance)" }),
    ],
    { ...notCalcium, elementalCalcium: 0.4 },
  ),
  drug(
    "calcium",
    "calcium citrate",
    String.raw`\bcalcium[ -]?citrat\w*|\bcitracal\b`,
    [...verified(systems.atc, sources.whoAtc, { A12AA13: "calcium citrate", A12AA09: "calcium citrate lysine complex" })],
    { ...notCalcium, elementalCalcium: 0.21 },
  ),
  drug(
    "calcium",
    "calcium",
    String.raw`^[^a-z]*calcium\b(?! ?-?(?:carbonat|citrat|acetat|chlorid|gluconat))|\bcalcium ?\+|\bcalcium (?:and|with|plus|et|y|und|e) |\bcalcium ?\/|\bcalcium supplement|\b(?:elemental|coral|oral|liquid|chewable) calcium\b|[+\/] ?calcium\b|\bcalcio\b(?! ?carbonat)|\bkalzium\b|(?:with|and|plus) calcium\b`,
    [
      ...verified(systems.atc, sources.whoAtc, { A12AX: "Calcium, combinations with vitamin D and/or other drugs" }),
      ...verified(systems.atc, sources.whoAtc, { A12AA20: "calcium (different salts in combination)" }),
    ],
    notCalcium,
  ),
  drug(
    "vitamin-d",
    "vitamin D",
    String.raw`\b(?:chole|cole)calciferol\w*|\bergocalciferol\w*|\bcalcifediol\w*|\bvit(?:amin[ea]?|\.)? ?d[23]?\b|\bd3 ?\d|\bcholecalcif\w*|\bdrisdol\b|\bvigantol\w*|\bdekristol\b|\buvedose\b|\bzymad\b|\bdibase\b|\bhidroferol\b|\bfultium\b|витамин d`,
    [
      ...verified(systems.rxnorm, sources.usCoreSubstances, { "2418": "Cholecalciferol", "11253": "Vitamin D" }),
      ...verified(systems.rxnorm, sources.osteoporosisPathways, { "1244014": "vitamin D3" }),
      ...verified(systems.rxnorm, sources.cdsHooksSandbox, {
        "1367410": "Ergocalciferol 50000 UNT Oral Capsule",
        "1367416": "Ergocalciferol 50000 UNT Oral Capsule [Drisdol]",
        "199832": "Ergocalciferol 400 UNT Oral Tablet",
        "1233664": "Ergocalciferol 2000 UNT Oral Tablet",
        "197431": "Calcifediol 0.02 MG Oral Capsule",
      }),
      ...verified(systems.atc, sources.whoAtc, {
        A11CC01: "ergocalciferol",
        A11CC05: "colecalciferol",
        A11CC06: "calcifediol",
        A11CC55: "colecalciferol, combinations",
      }),
      ...verified(systems.snomed, sources.chTerm, { "18414002": "Colecalciferol (substance)" }),
      ...recalled(systems.rxnorm, sources.memory, { "4018": "ergocalciferol" }),
    ],
    { notText: /1[,. -]?25|dihydroxy|calcitriol|alfacalcidol|paricalcitol|analog/ },
  ),
  drug(
    "active-vitamin-d",
    "calcitriol",
    String.raw`\bcalcitriol\b|\brocaltrol\b|\bosteotriol\b`,
    [
      ...verified(systems.rxnorm, sources.cdsHooksSandbox, {
        "308867": "Calcitriol 0.00025 MG Oral Capsule",
        "308868": "Calcitriol 0.0005 MG Oral Capsule",
        "209006": "Calcitriol 0.00025 MG Oral Capsule [Rocaltrol]",
        "209007": "Calcitriol 0.0005 MG Oral Capsule [Rocaltrol]",
      }),
      ...verified(systems.atc, sources.whoAtc, { A11CC04: "calcitriol" }),
      ...verified(systems.snomed, sources.chTerm, { "259333003": "Calcitriol (substance)" }),
      ...recalled(systems.rxnorm, sources.memory, { "1894": "calcitriol" }),
    ],
    { notText: /ointment|topical|psoriasis/ },
  ),
  drug("active-vitamin-d", "alfacalcidol", String.raw`\balfacalcidol\b|\balphacalcidol\b|\bone-?alpha\b|\betalpha\b`, [
    ...verified(systems.atc, sources.whoAtc, { A11CC03: "alfacalcidol" }),
  ]),
  drug("active-vitamin-d", "paricalcitol", String.raw`\bparicalcitol\b|\bzemplar\b`, [...verified(systems.atc, sources.whoAtc, { H05BX02: "paricalcitol" })]),
  drug("active-vitamin-d", "doxercalciferol", String.raw`\bdoxercalciferol\b|\bhectorol\b`, [
    ...verified(systems.atc, sources.whoAtc, { H05BX03: "doxercalciferol" }),
  ]),
  drug(
    "vitamin-k",
    "phytomenadione",
    String.raw`\bphyto(?:mena|na)dione?\b|\bphyllochinon\w*|\bphylloquinone\b|\bkonakion\b|\bmephyton\b|\bvit(?:amin[ea]?|\.)? ?k1\b|\bvit(?:amin[ea]?|\.)? ?k\b(?! ?-?\d)`,
    [...verified(systems.atc, sources.whoAtc, { B02BA01: "phytomenadione" })],
    { notText: /antagonist/ },
  ),
  drug(
    "vitamin-k",
    "menaquinone",
    String.raw`\bmenaquinone?\w*|\bmenatetrenone\b|\bvit(?:amin[ea]?|\.)? ?k-?2\b|\bmk[ -]?[47]\b|\bk2 ?mk|\bd3 ?[+\/&-]? ?k2\b|[+\/&-] ?k2\b`,
    [],
  ),
];
