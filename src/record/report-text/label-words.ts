import { type Rule, end, metric, words } from "./rule";

const score = String.raw`s?[s5]c[o0]r[ec]s?`;
const label = (letter: string): string[] => [
  String.raw`${letter}[ -]{0,3}\.?[ -]?${score}(?: values?)?${end}`,
  String.raw`${letter}[ -]?(?:werte?s?|values?|waarde|index)${end}`,
  String.raw`(?:puntuacion(?:es)?|scores?|punteggio|escore|indice|valor|valore|valeur) ${letter}${end}`,
  `${letter} ?(?:值|评分|分数)`,
  // A bare letter is a label only with a value behind it.
  String.raw`${letter}(?= ?[=:] ?(?:[-+(]{0,2}[\d.]|minus|negative|neg))`,
  String.raw`${letter}\.?(?= ?[-+] ?\d[.,]\d)`,
  String.raw`${letter}(?= (?:minus|moins|menos|meno|negative) [\d.])`,
  String.raw`${letter}(?=\))(?<=\(${letter})`,
  String.raw`${letter}(?= {1,3}\d[.,]\d(?!\d))`,
  String.raw`${letter}(?= (?:de|del|du|di|della) )(?<=\b(?:la|el|le|il) ${letter})`,
];

/** T-score, Z-score and BMD; other measured things, so that their numbers go to nobody else; the populations compared with. */
export const labels: readonly Rule[] = [
  [
    String.raw`(?:young|peak|jung|jeune|joven|giovan|jovem|jove[mn]|jonge?|30[ -]year)[a-z]*(?:[ -](?:adults?|normals?|healthy|reference|women|bone mass|erwachsene[rn]?|adultes?|adulto?s?|adulti|volwassenen?|female|population|mean)){0,4}`,
    () => ({ kind: "reference", metric: "t-score" }),
  ],
  [
    String.raw`(?:age|gender|sex)[ -](?:and[ -](?:sex|gender)[ -])?(?:matched|related|adjusted)(?: (?:mean|controls?|peers|normals?))?|same age|(?:her|his|their) (?:own )?age|fur (?:ihr|das) alter|alters(?:norm|entsprechend|gleich)[a-z]*|peers|(?:meme|misma|stessa|mesma) (?:age|edad|eta|idade)`,
    () => ({ kind: "reference", metric: "z-score" }),
  ],
  [
    String.raw`(?:reference|normal|population|expected)[ -](?:mean|average|value|bmd|density)s?(?: for (?:her |his |the )?age)?${end}|mean for (?:her |his |the )?age${end}`,
    () => ({ kind: "reference", metric: "z-score" }),
  ],
  [String.raw`(?:tbs|height|bmi|ethnicity)[ -]{0,2}(?:adjusted|corrected)?[ -]{0,2}[tz][ -]{0,2}${score}${end}`, metric("other")],
  [
    String.raw`(?:change|difference|decrease|increase|drop|variation|veranderung|cambio|variazione|verschil)s? (?:in|of|der|des|du|de|del|della|van) (?:the |her |his )?(?:[tz][ -]{0,2}(?:${score}|wert[es]*)|bmd|dmo)${end}`,
    metric("other"),
  ],
  [String.raw`(?:[tz][ -]{0,2}${score}|bmd) (?:change|difference)s?${end}`, metric("other")],
  [String.raw`t(?:[ -]{0,2}${score})? ?(?:/|and|und|et|y|e|en|&|,)[ -]{0,2}z[ -]{0,2}(?:${score}|werte)?${end}`, metric("t-score", "z-score")],
  [String.raw`t- ?(?:and|und|et|y|e|en) z-?${score}${end}`, metric("t-score", "z-score")],
  [label("t").join("|"), metric("t-score")],
  [label("z").join("|"), metric("z-score")],
  [
    String.raw`(?:a?bmd|dmo|kmd|bone (?:mineral )?densit(?:y|ies)|(?:bone )?mineral density|densidad (?:mineral )?osea|densite (?:minerale )?osseuse|densita (?:minerale )?ossea|densidade (?:mineral )?ossea|(?:bot)?(?:mineraal)?dichtheid|botdichtheid|knochen(?:mineral)?dichte|knochendichtewerte?|density)(?: values?)?${end}`,
    metric("bmd"),
  ],
  ["骨密度", metric("bmd")],
  [
    words(
      "bmc|bone mineral content|area|tbs|trabecular bone score|frax|lsc|least significant change|cv|precision(?: error)?|age|alter|edad|eta|bmi|height|weight|grosse|gewicht",
      "(?:annualized |% |percent |rate of )?change(?: (?:of|since|in))?|difference|delta|veranderung|variation|cambio|variazione|variacao|verschil",
      "(?:loss|decrease|decline|increase|gain|drop|reduction|fall|rise|improvement|zunahme|abnahme|perte|baisse|perdida|disminucion|descenso|aumento|calo|perda|afname|toename) (?:of|von|de|di|van|um)",
      "software|version|encore|apex|percentile|peak reference|vitamin d3?|25-?\\(?oh\\)?(?:-?d3?)?(?: vitamin d)?|calcium|pth|creatinine|egfr|alkaline phosphatase|ctx|p1np|attenuation|lean mass|fat mass|deformity|score de risque",
      "prec\\.?|sd of|fracture risk|10[- ]year|radiation dose|dose",
    ),
    metric("other"),
  ],
];

export const units: readonly Rule[] = [
  [String.raw`(?:g|gm|gms|gr|grams?|gramm) ?(?:/|per) ?(?:cm|sq\.? ?cm|square cm)(?: ?\^? ?2|\*\*2)?(?![3\d])`, () => ({ kind: "unit", unit: "g/cm2" })],
  [String.raw`g[ /.]?cm ?\^?-2`, () => ({ kind: "unit", unit: "g/cm2" })],
  [String.raw`mg ?/ ?cm(?: ?\^? ?2)(?![3\d])`, () => ({ kind: "unit", unit: "mg/cm2" })],
  [
    words(
      "sd'?s?",
      "s\\.d\\.",
      "ds",
      "standard[ -]deviations?",
      "standardabweichung(?:en)?",
      "ecarts?[ -]types?",
      "desviacion(?:es)? (?:estandar|tipicas?)",
      "deviazion[ei] standard",
      "desvios?[ -]padr(?:ao|oes)",
      "standaarddeviaties?",
    ),
    () => ({ kind: "unit", unit: "sd" }),
  ],
];
