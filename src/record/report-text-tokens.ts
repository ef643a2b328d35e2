import { type WrittenDate, datePattern, readDate } from "./report-text-dates";

/** Anatomical family of a word; `part` narrows it. `unread`: recognised, so that its number goes nowhere else. */
export type Family = "spine" | "hip" | "femur" | "forearm" | "heel" | "body" | "humerus" | "elsewhere";
export type Part = "total" | "neck" | "trochanter" | "wards" | "third" | "unread";
export type Side = "left" | "right" | "both";

/** What of a place one word tells. */
export type PlaceWord = { readonly family?: Family; readonly part?: Part; readonly side?: Side; readonly vertebrae?: readonly number[]; readonly weak?: true };

export type Metric = "bmd" | "t-score" | "z-score";

/** Words that decide whose value a number is, and when. */
export type Cue =
  | "prior" // previous, baseline, Voruntersuchung
  | "compare" // compared to, versus
  | "current" // now, today, current
  | "kin" // mother, sister
  | "patient"
  | "others" // women with, in the trial, another patient
  | "supposed" // if, goal, threshold
  | "legend" // WHO classification:
  | "not"
  | "bound" // below, at least, <=
  | "or-beyond" // or below, and above
  | "changed" // decreased, improved
  | "correction" // should read, corrected
  | "void" // invalid, entered in error
  | "by"; // by, loss of: what follows is a difference

export type Token = { readonly start: number; readonly end: number; readonly text: string } & (
  | { readonly kind: "place"; readonly place: PlaceWord }
  | { readonly kind: "metric"; readonly metrics: readonly (Metric | "other")[] }
  | {
      readonly kind: "number";
      readonly value: number;
      readonly decimals: number;
      /** How the sign was written. `spaced`: "- 1.9"; `dash`: an em dash and a space, which may be a minus or not. */
      readonly sign: "none" | "written" | "spaced" | "dash";
    }
  | { readonly kind: "other-number" } // a percentage, a dose, an age, a telephone number
  | { readonly kind: "date"; readonly date: WrittenDate }
  | { readonly kind: "unit"; readonly unit: "g/cm2" | "mg/cm2" | "sd" }
  | { readonly kind: "direction"; readonly sign: 1 | -1 } // "below" after "SD"
  | { readonly kind: "reference"; readonly metric: "t-score" | "z-score" } // young adult, age-matched
  | { readonly kind: "excluded"; readonly vertebrae: readonly number[] }
  | { readonly kind: "cue"; readonly cue: Cue }
  | { readonly kind: "word" }
);

/** Distributes over the union, so that `Omit` keeps each kind's own fields. */
type Bare<T> = T extends unknown ? Omit<T, "start" | "end" | "text"> : never;
type Reader = (matched: string) => Bare<Token> | undefined;

/** Splits folded text into what a reader of DXA reports recognises. Linear: one pass, one expression. */
export function tokenise(folded: string, from: number, to: number): Token[] {
  const text = folded.slice(from, to);
  const found: Token[] = [];
  scanner.lastIndex = 0;
  for (let match = scanner.exec(text); match !== null; match = scanner.exec(text)) {
    const matched = match[0];
    if (matched === "") {
      scanner.lastIndex += 1;
      continue;
    }
    const read = readerOf(match)?.(matched) ?? { kind: "word" as const };
    found.push({ ...read, start: from + match.index, end: from + match.index + matched.length, text: matched });
  }
  return found.map((token, index) => settled(token, found[index - 1], folded));
}

function readerOf(match: RegExpExecArray): Reader | undefined {
  for (let group = 1; group < match.length; group += 1) if (match[group] !== undefined) return rules[group - 1]?.[1];
  return undefined;
}

/** A sign written against a letter or digit ("XR-46", "83-2.4") is a hyphen of that word, unless the word is a label or a place. */
function settled(token: Token, before: Token | undefined, folded: string): Token {
  if (token.kind !== "number" || before === undefined || before.end !== token.start) return token;
  const glued = /[a-z0-9]/.test(folded.charAt(token.start - 1));
  if (!glued || before.kind === "metric" || before.kind === "place") return token;
  return { kind: "other-number", start: token.start, end: token.end, text: token.text };
}

const end = String.raw`(?![a-z0-9ß])`;
const words = (...alternatives: readonly string[]): string => `(?:${alternatives.join("|")})${end}`;
const place =
  (what: PlaceWord): Reader =>
  () => ({ kind: "place", place: what });
const cue =
  (what: Cue): Reader =>
  () => ({ kind: "cue", cue: what });
const metric =
  (...metrics: readonly (Metric | "other")[]): Reader =>
  () => ({ kind: "metric", metrics });
const otherNumber: Reader = () => ({ kind: "other-number" });

const sideWord = String.raw`(?:left|right|lt\.?|rt\.?|l\.?|r\.?|linke[rsn]?|rechte[rsn]?)`;
const hipPart = String.raw`(?:hips?|h[il1]p|femurs?|femora|femoral|huft(?:e|en|gelenk)?|hueft(?:e|en|gelenk)?|hanches?|caderas?|anca|femore|quadril|heup|prox(?:imal|\.)? (?:femur|hip))`;
const score = String.raw`s?[s5]c[o0]r[ec]s?`;
const label = (letter: string): string[] => [
  String.raw`${letter}[ -]{0,3}\.?[ -]?${score}(?: values?)?${end}`,
  String.raw`${letter}[ -]?(?:werte?s?|values?|waarde|index)${end}`,
  String.raw`(?:puntuacion(?:es)?|scores?|punteggio|escore|indice|valor|valore|valeur) ${letter}${end}`,
  `${letter} ?(?:值|评分|分数)`,
  // A bare letter is a label only with a value behind it.
  String.raw`${letter}(?= ?[=:] ?(?:[-+(]{0,2}[\d.]|minus|negative|neg))`,
  String.raw`${letter}(?= ?[-+] ?\d[.,]\d)`,
  String.raw`${letter}(?= {1,3}\d[.,]\d(?!\d))`,
];
const numeral = "zero|one|two|three|four|five|six|seven|eight|nine";
const germanNumeral = "null|eins|ein|zwei|drei|vier|funf|sechs|sieben|acht|neun";
const minusWord = "minus|negative|neg\\.?|moins|menos|meno|min";
const vertebra = String.raw`l(?:wk)?\.? ?`;
const exclusion = String.raw`(?:excluded|omitted|not included|not evaluable|exkludiert|ausgeschlossen|nicht (?:verwertbar|auswertbar)|exclue?s?|excluid[ao]s?|esclus[aoie]|uitgesloten)`;
const vertebraList = String.raw`(?:l(?:wk ?)?[1-5](?:(?:,? (?:and|und|et|y|e|en|&) |, ?| ?[+/&] ?)l?(?:wk ?)?[1-5])*)`;

/** First match wins: longer and more telling expressions stand before shorter ones. */
const rules: readonly (readonly [source: string, read: Reader])[] = [
  // ------------------------------------------------ numbers that are no results
  [
    String.raw`(?:tel|phone|fax|ext|mrn|accession|acc|s/n|serial(?: no)?|order|id|case|ref|account|npi)\.?(?: ?(?:no|number|#|nr))?\.?[ :#.]{0,3}[a-z]{0,3}\d[\d./-]*`,
    otherNumber,
  ],
  [datePattern, (matched) => dateToken(matched)],
  [String.raw`\d{1,2}:\d{2}(?::\d{2})?`, otherNumber],
  [String.raw`\d{2,}-\d[\d./-]*`, otherNumber],
  [String.raw`\d{3,}[./]\d+[./-][\d./-]*`, otherNumber],
  [
    String.raw`(?:33 ?%|1 ?/ ?3|⅓|one[ -]third)[ -]{0,2}(?:\(?33 ?%?\)? ?)?(?:\(?distal\)? )?(?:radius|radial|radio|forearm)${end}`,
    place({ family: "forearm", part: "third" }),
  ],
  [String.raw`(?:radius|radial|radio|forearm)[ ,(]{1,3}(?:33 ?%|1 ?/ ?3|⅓|one[ -]third)`, place({ family: "forearm", part: "third" })],
  [String.raw`distal (?:1 ?/ ?3|⅓|one[ -]third|third)(?: of the)?(?: (?:left|right))? (?:radius|forearm)${end}`, place({ family: "forearm", part: "third" })],
  [
    String.raw`(?:tiers distal du radius|tercio distal del radio|terzo distale del radio|distales drittel des radius)${end}`,
    place({ family: "forearm", part: "third" }),
  ],
  [String.raw`(?:1/3|⅓)(?!\d)`, place({ part: "third", weak: true })],
  [String.raw`(?:[-+] ?)?\d+(?:[.,]\d+)?(?: ?(?:-|to) ?\d+(?:[.,]\d+)?)? ?(?:%|percent${end}|prozent${end}|pour cent|por ciento)`, otherNumber],
  [
    String.raw`[-+]?\d+(?:[.,]\d+)*(?: ?(?:-|to) ?\d+(?:[.,]\d+)?)?[ -]?(?:mg/cm3|g/cm3|mg(?! ?/ ?cm)|mcg|ug|iu|units?|kg(?:/m2)?|cm2|cm(?!\d)|mm|years?|yrs?|yo|y/o|months?|mos?|weeks?|wks?|days?|hours?|jahren?|monaten?|ans|anos|anni|jaar|ng/ml|nmol/l|pmol/l|pg/ml|mg/dl|g/dl|mmol/l|u/l|hu|packs?|usv|msv|mgy|kv|points?|pounds?|lbs?|fold|times)${end}`,
    otherNumber,
  ],
  [String.raw`\d+(?:[.,]\d+)? ?g(?![a-z/]| ?/| ?per | ?cm)`, otherNumber],

  // ------------------------------------------------ vertebrae
  [
    String.raw`\(?${vertebraList} (?:(?:was|were|is|are|has been|have been|wurden?|ist|sind) )?${exclusion}`,
    (matched) => ({ kind: "excluded", vertebrae: digits(matched) }),
  ],
  [
    String.raw`(?:excluding|exclude[sd]?|except(?: for)?|ohne|sauf|excluyendo|escludendo|without|unter ausschluss von|exclusion of) ${vertebraList}`,
    (matched) => ({ kind: "excluded", vertebrae: digits(matched) }),
  ],
  [String.raw`${vertebra}[1li] ?(?:-|/|to|through|thru|bis|a|al|tot|t/m|until)[ -]?(?:${vertebra})?[2-5](?!\d|[.,]\d)`, (matched) => vertebraRange(matched)],
  [String.raw`${vertebra}[2-4] ?(?:-|to|through|thru|bis|a|al|tot|t/m|until)[ -]?(?:${vertebra})?[2-5](?!\d|[.,]\d)`, (matched) => vertebraRange(matched)],
  [String.raw`${vertebra}[1-5] ?(?:-|to|through)[ -]?s ?1${end}`, place({ family: "elsewhere" })],
  [
    String.raw`l(?:wk ?)?[1-5](?:(?:, ?| ?[+/&] ?|-| and | und | et | y | e )l?[1-5](?![\d.,]\d|\d))+${end}`,
    (matched) => ({ kind: "place", place: { family: "spine", vertebrae: digits(matched) } }),
  ],
  [String.raw`l(?:wk ?|v)?[1-5]${end}`, (matched) => ({ kind: "place", place: { family: "spine", vertebrae: digits(matched) } })],
  [String.raw`t(?:h|hx)?(?:[1-9]|1[0-2])${end}(?![.,]\d)`, place({ family: "elsewhere" })],

  // ------------------------------------------------ labels
  [
    String.raw`(?:young|peak|jung|jeune|joven|giovan|jovem|jove[mn]|jonge?|30[ -]year)[a-z]*(?:[ -](?:adults?|normals?|healthy|reference|women|bone mass|erwachsene[rn]?|adultes?|adulto?s?|adulti|volwassenen?|female|population|mean)){0,4}`,
    () => ({ kind: "reference", metric: "t-score" }),
  ],
  [
    String.raw`(?:age|gender|sex)[ -](?:and[ -](?:sex|gender)[ -])?(?:matched|related|adjusted)(?: (?:mean|controls?|peers|normals?))?|same age|(?:her|his|their) (?:own )?age|fur (?:ihr|das) alter|alters(?:norm|entsprechend|gleich)[a-z]*|peers|(?:meme|misma|stessa|mesma) (?:age|edad|eta|idade)`,
    () => ({ kind: "reference", metric: "z-score" }),
  ],
  [String.raw`(?:tbs|height|bmi|ethnicity)[ -]{0,2}(?:adjusted|corrected)?[ -]{0,2}[tz][ -]{0,2}${score}${end}`, metric("other")],
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

  // ------------------------------------------------ units and how "SD below" is said
  [String.raw`(?:g|gm|gms|gr|grams?|gramm) ?(?:/|per) ?(?:cm|sq\.? ?cm|square cm)(?: ?\^? ?2|\*\*2)?(?![3\d])`, () => ({ kind: "unit", unit: "g/cm2" })],
  [String.raw`g[ /.]?cm ?\^?-2`, () => ({ kind: "unit", unit: "g/cm2" })],
  [String.raw`mg ?/ ?cm(?: ?\^? ?2)(?![3\d])`, () => ({ kind: "unit", unit: "mg/cm2" })],
  [
    words(
      "sd'?s?",
      "s\\.d\\.",
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

  // ------------------------------------------------ places
  [
    words(
      "(?:hips?|femur|femoral(?: neck)?|spin(?:e|al)|lumbar(?: spine)?|wrist|forearm|heel) (?:fractures?|replacements?|prosthes[ie]s|arthroplast(?:y|ies)|surgery|fusion|pain|x-?rays?|radiographs?|osteoarthritis|stenosis|hardware|mri)",
    ),
    () => ({ kind: "word" }),
  ],
  [
    words(
      "fra[ct]t?u+r[aes]*n? (?:of |de |du |del |di |da |van )?(?:the |la |le |l')?(?:left |right )?(?:hip|femur|femoral neck|spine|wrist|hanche|col(?: du femur| femoral)?|rachis|cadera|cuello|columna|anca|femore|quadril|heup|pols|radius)",
    ),
    () => ({ kind: "word" }),
  ],
  [
    words(
      "lateral (?:lumbar )?spine",
      "thoracic spine",
      "t-spine",
      "bws",
      "cervical spine",
      "c-spine",
      "trunk",
      "android",
      "gynoid",
      "ribs?",
      "pelvis",
      "arms?",
      "legs?",
      "skull",
    ),
    place({ family: "elsewhere" }),
  ],
  [
    words(
      "(?:(?:a\\.?p\\.?|p\\.?a\\.?)[ -]?)?(?:lumbar|lumb\\.?)(?:[ -]{1,2}(?:sp[il1]ne|spinal|vertebrae?|vertebral column|column|region))?",
      "(?:a\\.?p\\.?|p\\.?a\\.?) sp[il1]ne",
      "l[ ./-]{0,2}sp(?:ine)?",
      "ls(?:[ -]spine)?",
      "sp[il1]ne",
      "(?:lower|low) back",
      "lws|lendenwirbelsaule|lendenwirbelkorper|wirbelsaule|lwk",
      "rachis(?: lombaire)?|colonne(?: vertebrale)?(?: lombaire)?|lombaires?",
      "columna(?: vertebral)?(?: lumbar)?|raquis(?: lumbar)?",
      "colonna(?: vertebrale)?(?: lombare)?|rachide(?: lombare)?|lombare",
      "coluna(?: vertebral)?(?: lombar)?|lombar",
      "lumbale? (?:wervelkolom|wervels?)|wervelkolom",
    ),
    place({ family: "spine" }),
  ],
  ["腰椎", place({ family: "spine" })],
  [
    String.raw`tot(?:al)?\.?[ -](?:of the )?${sideWord} ${hipPart}${end}`,
    (matched) => ({ kind: "place", place: { family: familyOf(matched), part: "total", side: sideOf(matched) } }),
  ],
  [
    String.raw`(?:tot(?:al|ale|aal|aler?)?e?\.?|gesamte?)[ -](?:de |do |of |der )?${hipPart}${end}`,
    (matched) => ({ kind: "place", place: { family: familyOf(matched), part: "total" } }),
  ],
  [String.raw`gesamt(?:huft(?:e|gelenk)?|hueft(?:e|gelenk)?|femur)${end}|totalheup${end}`, place({ family: "hip", part: "total" })],
  [String.raw`(?:l|lt|r|rt)\.? ?th${end}`, (matched) => ({ kind: "place", place: { family: "hip", part: "total", side: sideOf(matched) } })],
  [String.raw`th${end}`, place({ family: "hip", part: "total" })],
  [String.raw`(?:l|lt|r|rt)\.? ?fn${end}`, (matched) => ({ kind: "place", place: { family: "hip", part: "neck", side: sideOf(matched) } })],
  [
    String.raw`fem(?:oral|ur|\.)? ?${sideWord} neck${end}|${sideWord} fem(?:oral|ur|\.)?[ -]neck${end}`,
    (matched) => ({ kind: "place", place: { family: "hip", part: "neck", side: sideOf(matched) } }),
  ],
  [
    words(
      "fem(?:oral|ur|\\.)?[ -]{0,2}n(?:ec)?ks?",
      "neck of (?:the )?(?:femur|hip)",
      "fn",
      "(?:ober)?schenkelhals(?:es)?|femurhals|huft-?hals|femur hals",
      "col (?:du )?(?:femur|femoral)|col",
      "cuello (?:de |del )?(?:femoral|femur|cadera)|cuello",
      "collo (?:del |di )?(?:femore|femorale)|collo",
      "colo (?:do |de )?(?:femur|femoral)|colo",
      "femurhals|heuphals|dijbeenhals",
      "neck(?! (?:pain|mass|cancer|surgery|dissection))|hals",
    ),
    place({ family: "hip", part: "neck" }),
  ],
  ["股骨颈", place({ family: "hip", part: "neck" })],
  ["全髋(?:部|关节)?|髋部总体|髋总", place({ family: "hip", part: "total" })],
  ["髋部|髋关节|髋", place({ family: "hip" })],
  [words("inter(?:[ -]?troch[a-z.]*)?", "(?:femoral )?shaft", "diaphys[a-z]*"), place({ family: "hip", part: "unread" })],
  [
    words("(?:greater )?troch(?:anter(?:ic)?)?\\.?(?: region)?", "trochanterique", "trocanter[ei]?[a-z]*", "trochanterregion"),
    place({ family: "hip", part: "trochanter" }),
  ],
  [
    words("ward(?:'?s)?'?(?: (?:triangle|area|region|dreieck))?", "triangle de ward", "triangulo de ward", "triangolo di ward", "driehoek van ward"),
    place({ family: "hip", part: "wards" }),
  ],
  [
    words(
      "hips?",
      "h[l1]p",
      "prox(?:imal|\\.)? (?:femur|femora)",
      "huft(?:e|en|gelenk|bereich)?|hueft(?:e|en|gelenk)?",
      "hanches?",
      "caderas?",
      "anca|anche",
      "quadril",
      "heup(?:en)?",
      "femore prossimale",
      "femur proximal",
    ),
    place({ family: "hip" }),
  ],
  [words("dual ?femur", "femurs?|femora|femore|femoral(?:e)?|oberschenkel"), place({ family: "femur" })],
  ["股骨", place({ family: "femur" })],
  [
    words("ultra ?-?distal(?: (?:radius|forearm))?", "ud(?: radius)?", "mid(?:[ -](?:radius|forearm))?", "middle radius"),
    place({ family: "forearm", part: "unread", weak: true }),
  ],
  [
    words(
      "fore ?arm",
      "(?:distal )?radius",
      "wrist",
      "unterarm",
      "handgelenk",
      "avant-bras",
      "antebrazo",
      "avambraccio",
      "antebraco",
      "onderarm",
      "poignet",
      "muneca",
    ),
    place({ family: "forearm" }),
  ],
  [words("calcane(?:us|al|um)|calcaneo|calcaneum", "os calcis", "heels?", "fersenbein|ferse", "talon", "hielbeen|hiel"), place({ family: "heel" })],
  [
    words(
      "(?:total|whole|subtotal)[ -]body(?: less head)?(?: \\(tblh\\))?",
      "tblh",
      "ganzkorper",
      "corps entier",
      "cuerpo (?:entero|total)",
      "corpo (?:intero|inteiro|total)",
      "hele lichaam",
    ),
    place({ family: "body" }),
  ],
  [words("humerus"), place({ family: "humerus" })],
  [String.raw`(?<=neck |total |troch )mean${end}`, place({ side: "both", weak: true })],
  [words("tot(?:al)?\\.?|gesamt|totale|totaal|totaux"), place({ part: "total", weak: true })],
  [words("left|lt\\.?|links|linke[rnsm]?|gauche|izquierd[oa]s?|izq\\.?|sinistr[oa]|sx|esquerd[oa]|esq\\.?"), place({ side: "left" })],
  [words("right|rt\\.?|rechts|rechte[rnsm]?|rechter|droite?|derech[oa]s?|dcha?\\.?|der\\.|destr[oa]|dx|direit[oa]|dir\\.?"), place({ side: "right" })],
  [String.raw`\(lt?\.?\)`, place({ side: "left" })],
  [String.raw`\(rt?\.?\)`, place({ side: "right" })],
  [String.raw`li\.${end}`, place({ side: "left", weak: true })],
  [String.raw`re\.${end}`, place({ side: "right", weak: true })],
  ["左侧?", place({ side: "left" })],
  ["右侧?", place({ side: "right" })],
  [words("both|bilateral(?:e|es)?|beidseits|beide[rn]?"), place({ side: "both", weak: true })],
  // "L: -1.9 R: -2.1"
  [String.raw`l\.?(?= ?[:=] ?[-+(]{0,2}\d| [-+]\d[.,]\d)`, place({ side: "left" })],
  [String.raw`r\.?(?= ?[:=] ?[-+(]{0,2}\d| [-+]\d[.,]\d)`, place({ side: "right" })],
  [String.raw`[lg]\.?${end}(?! ?=)`, place({ side: "left", weak: true })],
  [String.raw`[rd]\.?${end}(?! ?=)`, place({ side: "right", weak: true })],

  // ------------------------------------------------ whose value, and when
  [
    words(
      "(?:no|without|not any|kein[a-z]*|pas d[e'] ?|aucun[a-z]*|sin|ningun[a-z]*|nessun[a-z]*|geen) ?(?:available )?(?:prior|previous|earlier|comparison|vorbefund[a-z]*|examen (?:anterieur|precedent)|estudios? previos?)(?: (?:dxa|dexa|study|studies|exams?|scans?|examinations?))?(?: (?:is|are) available)?(?: for comparison)?",
    ),
    () => ({ kind: "word" }),
  ],
  [
    words(
      "compar(?:ed|ison) (?:to|with) (?:a |an |the |that of )?(?:age|normal|healthy|reference)[a-z -]{0,40}",
      "comparison database",
      "relative to (?:a |the )?(?:normal|reference)[a-z -]{0,30}",
      "database[a-z -]{0,30}",
    ),
    () => ({ kind: "word" }),
  ],
  [
    words(
      "prior (?:to|authorization|fractures?|treatment)",
      "previous(?:ly)? (?:fractures?|treated|treatment)",
      "anterior(?:[ /-]{0,2}posterior)",
      "antero[ -]?posterior",
      "baseline risk",
    ),
    () => ({ kind: "word" }),
  ],
  [
    words(
      "prior(?:s|ly)?|previous(?:ly)?|baseline|earlier|former(?:ly)?|initial(?:ly)?|historic(?:al(?:ly)?)?|outside (?:study|dxa|scan|report)|at diagnosis|in the past",
      "last (?:known )?(?:dxa|dexa|scan|study|exam(?:ination)?|year|bmd|visit|time|measurement|report|t-?scores?|bone density|densitometry)|(?:(?:one|two|three|four|five|six|seven|eight|nine|ten|several|few|some|many) )?(?:years?|months?) ago",
      "reports (?:that|a|her)|states|stated|was told|recalls|remembers|reportedly|self-reported|per (?:patient|pt)|by history",
      "pre-?(?:treatment|therapy|op)|before (?:treatment|therapy|starting)|had been|used to be|nadir|worst ever",
      "vorher(?:ig[a-z]*)?|zuvor|vorbefund[a-z]*|voruntersuchung[a-z]*|vormessung[a-z]*|voraufnahme|vorwerte?s?|fruher[a-z]*|damals|zuletzt|ausgangswert",
      "precedent[a-z]*|anterieur[a-z]*|auparavant|dernier examen",
      "anterior(?:es|mente)?|previ[oa]s?|previamente|antes",
      "prece[ds][a-z]*|in passato",
      "vorige?|eerder[a-z]*|voorheen|destijds",
    ),
    cue("prior"),
  ],
  [
    words(
      "compared? (?:to|with|against)",
      "in comparison (?:to|with)",
      "comparisons?(?: (?:to|with))?",
      "vs\\.?|versus",
      "relative to",
      "gegenuber|im vergleich (?:zu[rm]?|mit)|verglichen mit|vergleich",
      "par rapport (?:a|au)|comparativement|comparaison",
      "comparad[oa] con|en comparacion(?: con)?|respecto a|frente a",
      "rispetto a(?:l|lla)?",
      "em comparacao|comparad[oa] com",
      "vergeleken met|ten opzichte van",
    ),
    cue("compare"),
  ],
  [
    words(
      "current(?:ly)?|now|today(?:'s)?|present(?:ly)?|most recent|latest|this (?:exam(?:ination)?|study|scan)",
      "aktuell[a-z]*|heute|heutig[a-z]*|jetzt|derzeit[a-z]*",
      "actuel[a-z]*|aujourd'hui",
      "actual(?:mente)?|hoy",
      "attual[a-z]*|oggi",
      "atual(?:mente)?|hoje",
      "huidig[a-z]*|nu",
    ),
    cue("current"),
  ],
  [
    words(
      "mothers?(?:'s)?|mom(?:'s)?|fathers?(?:'s)?|sisters?(?:'s)?|brothers?(?:'s)?|aunt(?:'s)?|uncle(?:'s)?|grand(?:mother|father|ma)(?:'s)?|daughter(?:'s)?|parent(?:al|s|'s)?|sibling(?:'s)?|twin(?:'s)?|husband(?:'s)?|wife(?:'s)?|cousin(?:'s)?|niece(?:'s)?|friend(?:'s)?|neighbou?r(?:'s)?|colleague(?:'s)?|relatives?|family|familial",
      "mutter|vater|schwester|bruder|tante|gro(?:ss|ß)mutter|tochter|eltern|familien?[a-z]*",
      "mere|pere|so?eur|sour|frere|fille|familiaux|familiale?",
      "madre|padre|herman[ao]|abuela|hija|familiar(?:es)?|sorella|fratello|nonna|figlia|famigliare",
      "mae|irma|avo|moeder|vader|zus|oma|dochter",
    ),
    cue("kin"),
  ],
  [words("patient(?:'s|in)?|paciente|paziente|her own|this woman"), cue("patient")],
  [
    words(
      "(?:women|patients|people|men|individuals|those|anyone|someone|subjects|persons|adults|participants) (?:with|whose|who|having|in whom|under|over|aged)",
      "trials?|cohort|study population|studies|on average|average t|(?:another|other|different|wrong) patients?(?:'s)?|someone else(?:'s)?",
      "frauen mit|patient(?:inn)?en mit|patientes? (?:avec|ayant)|femmes avec|mujeres con|pacientes con|donne con|pazienti con|mulheres com|pacientes com|vrouwen met|patienten met",
    ),
    cue("others"),
  ],
  [
    words(
      "if|unless|until|whenever|when the|once (?:the|her|t)|goals?|targets?|aim(?:s|ing)?|thresholds?|cut-?offs?|eligib[a-z]*|covered|indicated (?:for|when|if|in)|recommended (?:for|when|if|in)|consider(?:ed)? (?:for|when|if|in)|would|could|e\\.g\\.|for (?:example|instance)|example|hypothetical(?:ly)?|defin(?:ed|ition|itions|es)(?: as| of)?|expected",
      "wenn|sofern|sobald|ziel[a-z]*|schwellen?[a-z]*|grenzwert[a-z]*|definition|definiert",
      "si (?:le|la|el)|objectif|seuil|objetivo|umbral|se il|se lo|obiettivo|soglia|alvo|limiar|doel|drempel|indien|als de",
    ),
    cue("supposed"),
  ],
  [
    String.raw`(?:who|world health organi[sz]ation|oms)[ -]{0,2}(?:\(who\) )?(?:classif|criteri|defin|kateg|krit|klass|categ|reference|range)[a-z ]{0,60}:|(?:who|oms) ?:|nach who[a-z ]{0,20}:|classif[a-z]*[a-z ]{0,40}:|world health organi[sz]ation (?:criteria|classification|definition)|(?:legend|key|referenz|leyenda|legende|reference (?:values?|ranges?)) ?:`,
    cue("legend"),
  ],
  [
    words(
      "no|not|without|neither|nor|never|none|cannot",
      "kein[a-z]*|nicht|ohne",
      "aucun[a-z]*|sans|pas d[e']|jamais",
      "ningun[a-z]*|sin|nunca",
      "nessun[a-z]*|senza|non(?= )",
      "nenhum[a-z]*|sem|nao",
      "geen|niet|zonder",
    ),
    cue("not"),
  ],
  [
    String.raw`(?:(?:or|oder|ou|o|of|and|und|et|y|e) |[&,] ?)(?:below|lower|less|worse|above|higher|greater|better|more|under|over|weniger|niedriger|darunter|hoher|daruber|moins|plus bas|inferieure?s?|superieure?s?|menos|inferior|superior|menor|mayor|meno|inferiore|superiore|lager|minder|hoger|kleiner|beyond)${end}`,
    cue("or-beyond"),
  ],
  [String.raw`(?:<=|>=|=<|=>|<|>|≤|≥)`, cue("bound")],
  [
    words(
      "(?:below|under|less than|lower than|above|greater than|more than|higher than|better than|worse than|at least|at most|no (?:lower|less|worse|higher) than|at or (?:below|above)|equal to or (?:less|lower|greater|higher) than|exceed[a-z]*|between|betweeen|ranged?s?|ranging|from)",
      "unter(?:halb)?(?: von)?|uber|kleiner(?: als)?(?: oder gleich)?|gro(?:ss|ß)er(?: als)?(?: oder gleich)?|niedriger als|hoher als|zwischen|mindestens|hochstens|ab",
      "inferieure?s? (?:ou egale? )?a|superieure?s? (?:ou egale? )?a|entre|au-dessous de|en dessous de|sous|moins de|plus de",
      "(?:inferior|superior|menor|mayor)(?:es)?(?: o igual)?(?: ou igual)?(?: a| que| de| do que)?|menos de|mas de|por debajo de|por encima de|abaixo de|acima de|maior que",
      "(?:inferiore|superiore|minore|maggiore)(?: o uguale)?(?: a| di)?|tra|fra|sotto|sopra|al di sotto di",
      "lager dan|hoger dan|kleiner dan|groter dan|tussen|beneden|boven|onder|minder dan",
      "vanaf",
    ),
    (matched) => boundOrDirection(matched),
  ],
  [
    words(
      "(?:has |have |had )?(?:significantly |slightly |mildly |further )?(?:decreas|declin|worsen|improv|increas|chang|deteriorat|progress|regress|dropp|fall|fell|rose|risen|gone|went)(?:ed|ing|en|es|s|d)?|verschlechtert|verbessert|gesunken|gestiegen|passe|diminue|ameliore|disminuido|mejorado|empeorado|bajado|peggiorat[oa]|migliorat[oa]|gedaald|gestegen|piorou|melhorou",
    ),
    cue("changed"),
  ],
  [
    words(
      "should (?:read|be|have (?:read|been))|correct(?:ed|ion|ions)?(?: to| values?)?|amended|erratum|revised|statt|anstatt|instead of|korrigiert|korrektur|corrigee?|corregid[oa]|rectific[a-z]*|rettific[a-z]*|gecorrigeerd",
    ),
    cue("correction"),
  ],
  [
    words(
      "do not use|not valid|invalid|erroneous|in error|disregard|misreported|(?:should|must|can) ?not be used|wrong (?:region|side|site|level|value)|nicht verwertbar|ungultig|non valide|no valid[oa]|non valido",
    ),
    cue("void"),
  ],
  [words("by|um"), cue("by")],

  // ------------------------------------------------ numbers
  [String.raw`(?:(?:${minusWord}) )?(?:${numeral}) point (?:${numeral}|oh)(?: (?:${numeral}))?${end}`, (matched) => spokenNumber(matched)],
  [String.raw`(?:minus )?(?:${germanNumeral}) komma (?:${germanNumeral})${end}`, (matched) => spokenNumber(matched)],
  [String.raw`(?:(?:${minusWord}) |\(-\) ?)(?:\d{1,2}(?:[.,]\d{1,3})?|[.]\d{1,3})(?!\d|[.,]?[?\d])`, (matched) => writtenNumber(matched)],
  [String.raw`\+/-|±`, () => ({ kind: "word" })],
  [String.raw`(?:[-+] ?)?(?:\d+[.,]\d+[.,]\d[\d.,]*|\d+(?:[.,]\d*)?[?_]|\d+(?:[.,]\d+)?(?=[a-zß]{1,3}\d))`, otherNumber],
  [String.raw`(?:[-+—] ?)?(?:\d{1,4}(?:[.,]\d{1,4})?|[.]\d{2,4}|(?<=[-+])[.]\d)(?!\d)`, (matched) => writtenNumber(matched)],
  [String.raw`\d+`, otherNumber],
  [String.raw`[a-zß][a-z0-9ß]*(?:'[a-z]+)?`, () => ({ kind: "word" })],
];

const scanner = new RegExp(rules.map(([source]) => `(${source})`).join("|"), "g");

function dateToken(matched: string): Bare<Token> {
  const date = readDate(matched);
  return date === undefined ? { kind: "other-number" } : { kind: "date", date };
}

function digits(matched: string): number[] {
  return [...new Set((matched.match(/[1-5]/g) ?? []).map(Number))];
}

function vertebraRange(matched: string): Bare<Token> {
  // OCR reads the 1 of "L1" as l or i.
  const numbers = digits(matched.replace(/^(l(?:wk)?\.? ?)[li]/, "$11"));
  const [first, last] = numbers;
  if (first === undefined || last === undefined || last <= first) return { kind: "place", place: { family: "spine", vertebrae: numbers } };
  return { kind: "place", place: { family: "spine", vertebrae: Array.from({ length: last - first + 1 }, (_, index) => first + index) } };
}

function familyOf(matched: string): Family {
  return /fem/.test(matched) && !/prox/.test(matched) ? "femur" : "hip";
}

function sideOf(matched: string): Side {
  return /(?:^|[ -])(?:r|rt|right|rechte[rsn]?)\.?(?: |-|$|th|fn)/.test(matched) || /^r[tf]/.test(matched) ? "right" : "left";
}

/** "below" is a bound before a number and a direction behind "SD"; the reader of the sentence decides by its neighbours. */
function boundOrDirection(matched: string): Bare<Token> {
  if (/^(?:below|under|unter|lower than|less than|en dessous|sous|por debajo|sotto|abaixo|beneden|onder)/.test(matched)) return { kind: "direction", sign: -1 };
  if (/^(?:above|uber|higher than|greater than|por encima|sopra|acima|boven)/.test(matched)) return { kind: "direction", sign: 1 };
  return { kind: "cue", cue: "bound" };
}

function writtenNumber(matched: string): Bare<Token> {
  const negative = /^\(?(?:-|[a-z])/.test(matched);
  const sign = matched.startsWith("—") ? "dash" : /^[-+] /.test(matched) ? "spaced" : /^\(?[-+a-z]/.test(matched) ? "written" : "none";
  const plain = matched.replace(/^[^\d.]+/, "").replace(",", ".");
  const magnitude = Number(plain.startsWith(".") ? `0${plain}` : plain);
  const decimals = plain.includes(".") ? plain.length - plain.indexOf(".") - 1 : 0;
  // 0 - x and not -x: there is no minus zero in a report.
  return { kind: "number", value: negative ? 0 - magnitude : magnitude, decimals, sign };
}

const spokenDigits = new Map<string, number>();
for (const names of [numeral, germanNumeral.replace("eins|ein", "eins"), "oh"]) names.split("|").forEach((name, value) => spokenDigits.set(name, value));

function spokenNumber(matched: string): Bare<Token> | undefined {
  const [whole = "", fraction = ""] = matched.split(/ (?:point|komma) /);
  const ones = spokenDigits.get(whole.replace(/^.* /, "").replace(/^ein$/, "eins"));
  const tenths = fraction.split(" ").map((name) => spokenDigits.get(name.replace(/^ein$/, "eins")));
  if (ones === undefined || tenths.some((digit) => digit === undefined)) return undefined;
  const magnitude = Number(`${ones}.${tenths.join("")}`);
  const negative = whole.includes(" ");
  return { kind: "number", value: negative ? 0 - magnitude : magnitude, decimals: tenths.length, sign: negative ? "written" : "none" };
}
