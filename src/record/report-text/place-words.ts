import type { Family, Side } from "./tokens";
import { type Meaning, type Rule, end, place, words } from "./rule";

const third = String.raw`(?:33 ?%|1 ?/ ?3|⅓|one[ -]third)`;
const forearm = "(?:radius|radial|radio|forearm|unterarm|avant-bras|antebrazo|avambraccio)";

/** "1/3 radius", "33% radius", "forearm - 1/3", "distal third of the left radius". A side between the words stays a word of its own. */
export const distalThird: readonly Rule[] = [
  [String.raw`${third}[ -]{0,2}(?:\(?33 ?%?\)? ?)?(?:\(?distal\)? )?(?:radius|radial|radio|forearm)${end}`, place({ family: "forearm", part: "third" })],
  [
    String.raw`(?:distal )?${forearm}(?:[ ,(]{1,3}|(?: ?[:-] ?))${third}(?! ?(?:of|lower|higher|below|above|decrease|decline|loss|less|increase|gain))`,
    place({ family: "forearm", part: "third" }),
  ],
  [String.raw`distal (?:1 ?/ ?3|⅓|one[ -]third|third)(?: of the)? (?:radius|forearm)${end}`, place({ family: "forearm", part: "third" })],
  [
    String.raw`(?:tiers distal du radius|tercio distal del radio|terzo distale del radio|distales drittel des radius|(?:distales )?(?:radius|unterarm)drittel)${end}`,
    place({ family: "forearm", part: "third" }),
  ],
  [
    String.raw`(?:1/3|⅓)(?!\d)|(?:distal (?:one[ -])?third|one[ -]third|tiers distal|tercio distal|terzo distale|distales drittel)${end}`,
    place({ part: "third", weak: true }),
  ],
];

const vertebra = String.raw`l(?:wk)?\.? ?`;
const exclusion = String.raw`(?:excluded|omitted|not included|not evaluable|exkludiert|ausgeschlossen|nicht (?:verwertbar|auswertbar)|exclue?s?|excluid[ao]s?|esclus[aoie]|uitgesloten)`;
const vertebraList = String.raw`(?:l(?:wk ?)?[1-5](?:(?:,? (?:and|und|et|y|e|en|&) |, ?| ?[+/&] ?)l?(?:wk ?)?[1-5])*)`;

export const vertebrae: readonly Rule[] = [
  [
    String.raw`\(?${vertebraList} (?:(?:wegen|aufgrund|due to|because of|owing to|pour|por|per) [a-z ]{2,40} )?(?:(?:was|were|is|are|has been|have been|wurden?|ist|sind) )?${exclusion}`,
    (matched) => ({ kind: "excluded", vertebrae: digits(matched) }),
  ],
  [
    String.raw`(?:excluding|exclude[sd]?|except(?: for)?|ohne|sauf|excluyendo|escludendo|without|unter ausschluss von|exclusion of) ${vertebraList}`,
    (matched) => ({ kind: "excluded", vertebrae: digits(matched) }),
  ],
  // GE prints what it leaves out in brackets: "L1-L4 (L3)".
  [
    String.raw`${vertebra}1 ?- ?(?:${vertebra})?4 ?\( ?l[1-4](?: ?[,&+] ?l[1-4])? ?\)`,
    (matched) => ({ kind: "place", place: { family: "spine", vertebrae: [1, 2, 3, 4].filter((one) => !digits(matched.replace(/^.*\(/, "")).includes(one)) } }),
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
];

/** Two letters are a place only with a side, a label or a value behind them. */
const abbreviated = String.raw`(?= ?(?:(?:li|re|links|rechts|izq|der|dcha|sin|dx|sx|[lrgd])[ .:=]{1,3})?[:=]? ?(?:t[ =:-]|z[ =:-]|bmd|dmo|[-+]? ?\d[.,]\d|moins |minus |menos |meno )|(?: (?:links|rechts|l[1-5])))`;
const mean = "(?:mean|average|mittel(?:wert)?|moyennes?|medi[oa]|gemiddelde?|medeltal)";
/** Before the German abbreviations of the sides; alone they are other words. */
const sided = String.raw`(?:huft[a-z]{0,8}|femurs?|[a-z]{0,14}hals(?:es)?|gesamt|ges\.|total|neck|sh|gh|li|re)[ (,/]{1,2}`;

const sideWord = String.raw`(?:left|right|lt\.?|rt\.?|l\.?|r\.?|linke[rsn]?|rechte[rsn]?)`;
const hipPart = String.raw`(?:hips?|h[il1]p|femurs?|femora|femoral|huft(?:e|en|gelenk)?|hueft(?:e|en|gelenk)?|hanches?|caderas?|anca|femore|quadril|heup|prox(?:imal|\.)? (?:femur|hip))`;

/** Regions, parts and sides, in the languages reports come in; longer expressions first. */
export const places: readonly Rule[] = [
  [
    words(
      "(?:(?:left|right|lt\\.?|rt\\.?|bilateral) )?(?:total )?(?:hips?|femur|femoral(?: neck)?|spin(?:e|al)|lumbar(?: spine)?|wrist|forearm|heel) (?:fractures?|replacements?|prosthes[ie]s|arthroplast(?:y|ies)|surgery|fusion|pain|x-?rays?|radiographs?|osteoarthritis|stenosis|hardware|mri)",
      // A side said of a prosthesis is not the side that was measured.
      "(?:(?:left|right|lt\\.?|rt\\.?|l|r|bilateral) )?(?:thr|tha|tkr|tka|h?-?tep|(?:huft)?endoprothese|huftprothese|huft-?tep)(?: (?:der hufte )?(?:links|rechts|li\\.?|re\\.?|left|right|beidseits|bds\\.?))?",
      "(?:prothese (?:totale )?(?:de )?(?:la )?hanche|protesis (?:total )?(?:de )?cadera|protesi (?:d'|di )?(?:totale )?anca)(?: (?:gauche|droite|bilaterale?|izquierda|derecha|sinistra|destra))?",
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
      "lateral (?:lumbar )?spine(?:[ (,]{1,2}l[1-5](?: ?- ?l?[1-5])?)?",
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
      "l[/-]?s(?:[ -]spine)?",
      "sp[il1]ne",
      "(?:lower|low) back",
      "lws|lendenwirbelsaule|lendenwirbelkorper|wirbelsaule|lwk",
      "rachis(?: lombaire)?|colonne(?: vertebrale)?(?: lombaire)?|lombaires?",
      "columna(?: vertebral)?(?: lumbar)?|raquis(?: lumbar)?",
      "colonna(?: vertebrale)?(?: lombare)?|rachide(?: lombare)?|lombare",
      "coluna(?: vertebral)?(?: lombar)?|lombar",
      "lumbale? (?:wervelkolom|wervels?)|wervelkolom",
      "(?:land|lande|kors)rygg?(?:en|gen)?|lumbalcolumna",
      "(?:kregoslup|odcinek)(?: ledzwiowy)?|kregoslupa(?: ledzwiowego)?",
    ),
    place({ family: "spine" }),
  ],
  [`(?:rl|cl)${abbreviated}`, place({ family: "spine" })],
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
  [String.raw`(?:l|lt|r|rt)\.? ?t[hf]${end}`, (matched) => ({ kind: "place", place: { family: "hip", part: "total", side: sideOf(matched) } })],
  [String.raw`th${end}|(?:tf|ht|ft|gh|gf|ct(?= ?(?:izq|der|dcha|[gd] )))${abbreviated}`, place({ family: "hip", part: "total" })],
  [`(?:cf|sh|osh|fh)${abbreviated}`, place({ family: "hip", part: "neck" })],
  [String.raw`(?:l|lt|r|rt)\.? ?fn${end}`, (matched) => ({ kind: "place", place: { family: "hip", part: "neck", side: sideOf(matched) } })],
  [
    String.raw`fem(?:oral|ur|\.)? ?${sideWord} neck${end}|${sideWord} fem(?:oral|ur|\.)?[ -]neck${end}`,
    (matched) => ({ kind: "place", place: { family: "hip", part: "neck", side: sideOf(matched) } }),
  ],
  [words("inter(?:[ -]?troch[a-z.]*)?", "(?:upper|lower) (?:femoral )?neck", "(?:femoral )?shaft", "diaphys[a-z]*"), place({ family: "hip", part: "unread" })],
  [
    words(
      "fem(?:oral|ur|\\.)?[ -]{0,2}n(?:ec)?ks?",
      "neck of (?:the )?(?:femur|hip)",
      "fn",
      "(?:ober)?schenkelhals(?:es?)?|femurhals|huft-?hals|femur hals",
      "col (?:du )?(?:femur|femoral)|col",
      "coll(?:um)?\\.? fem(?:oris)?\\.?",
      "cuello (?:de |del )?(?:femoral|femur|cadera)|cuellos?",
      "collo (?:del |di )?(?:femore|femorale)|collo",
      "colo (?:do |de )?(?:femur|femoral)|colo",
      "femurhals|heuphals|dijbeenhals",
      "lar(?:ben)?s?hals(?:en)?|szyjk[ai](?: kosci udow(?:ej|ych))?",
      "neck(?! (?:pain|mass|cancer|surgery|dissection))|hals",
    ),
    place({ family: "hip", part: "neck" }),
  ],
  ["股骨颈", place({ family: "hip", part: "neck" })],
  ["全髋(?:部|关节)?|髋部总体|髋总", place({ family: "hip", part: "total" })],
  ["髋部|髋关节|髋", place({ family: "hip" })],
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
      "hoft(?:en?)?|biodr[ao]",
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
  // The mean of both hips: alone before its number, or in one breath with the part ("Neck Mean", "mean total hip").
  [String.raw`${mean}(?= (?:of |is |was )?[-+]?\d| ?[:=] ?[-+]?\d)`, place({ side: "both" })],
  [`${mean}${end}`, place({ side: "both", weak: true })],
  [words("tot(?:alt?)?\\.?|gesamt|ges\\.|totale|totaal|totaux"), place({ part: "total", weak: true })],
  [
    words("left|lt\\.?|links|linke[rnsm]?|gauche|izquierd[oa]s?|izq\\.?|sinistr[oa]|sin\\.|sx|esquerd[oa]|esq\\.?|vanst(?:er|ra)|venstre|lew(?:y|a|e|ej|ego)"),
    place({ side: "left" }),
  ],
  [
    words(
      "right|rt\\.?|rechts|rechte[rnsm]?|rechter|droite?|derech[oa]s?|dcha?\\.?|der\\.|destr[oa]|dx|direit[oa]|dir\\.?|hoger|hogra|hojre|hoyre|praw(?:y|a|e|ej|ego)",
    ),
    place({ side: "right" }),
  ],
  // "Total hip (L/R): -1.4/-1.6"
  [String.raw`(?:l(?= ?/ ?r${end})|l(?<=\br ?/ ?l)|g(?= ?/ ?d\))|g(?<=\(d ?/ ?g)|li(?= ?/ ?re${end})|li(?<=\bre ?/ ?li))${end}`, place({ side: "left" })],
  [String.raw`(?:r(?= ?/ ?l${end})|r(?<=\bl ?/ ?r)|d(?= ?/ ?g\))|d(?<=\(g ?/ ?d)|re(?= ?/ ?li${end})|re(?<=\bli ?/ ?re))${end}`, place({ side: "right" })],
  // Latin; in Spanish "sin" is "without".
  [String.raw`s(?:i?n)(?= ?[:,]| [tz][ :=-])(?<=(?:hip|fem|femoris|coll|femore|collo) si?n)`, place({ side: "left" })],
  [String.raw`dext?(?= ?[:,]| [tz][ :=-])(?<=(?:hip|fem|femoris|coll) dext?)`, place({ side: "right" })],
  [String.raw`\(lt?\.?\)`, place({ side: "left" })],
  [String.raw`\(rt?\.?\)`, place({ side: "right" })],
  [String.raw`li\.${end}|li${end}(?<=${sided}li)`, place({ side: "left", weak: true })],
  [String.raw`re\.${end}|re${end}(?<=${sided}re)`, place({ side: "right", weak: true })],
  ["左侧?", place({ side: "left" })],
  ["右侧?", place({ side: "right" })],
  [words("both|bilateral(?:e|es)?|beidseits|beide[rn]?|amb[oa]s|entramb[ie]|les deux|begge|bada"), place({ side: "both", weak: true })],
  // "L: -1.9 R: -2.1"
  [String.raw`l\.?(?= ?[:=] ?[-+(]{0,2}\d| [-+]\d[.,]\d)`, place({ side: "left" })],
  [String.raw`r\.?(?= ?[:=] ?[-+(]{0,2}\d| [-+]\d[.,]\d)`, place({ side: "right" })],
  [String.raw`[lg]\.?${end}(?! ?=)`, place({ side: "left", weak: true })],
  [String.raw`[rd]\.?${end}(?! ?=)`, place({ side: "right", weak: true })],
];

function digits(matched: string): number[] {
  return [...new Set((matched.match(/[1-5]/g) ?? []).map(Number))];
}

function vertebraRange(matched: string): Meaning {
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
