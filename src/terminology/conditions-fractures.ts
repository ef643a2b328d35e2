import { named, verified } from "./code-table";
import { type Concept, systems } from "./concept";
import { icd } from "./conditions";

export type FractureConcept = Concept & {
  readonly site: "hip" | "vertebra" | "other";
  /** `neoplastic`: never a fragility fracture. */
  readonly certainty: "fragility" | "possible" | "neoplastic";
};

const vsacFractures = "VSAC 2.16.840.1.113883.3.464.1003.1178 and .113.12.1050 (cqframework/ecqm-content-qicore-2024 and -2025)";
const sandbox = "cds-hooks/sandbox pama-reason-codes.json";
const notFracture = named(
  String.raw`\brisk|without (?:current )?(?:pathologic\w* )?fracture|\bno (?:evidence of |history of )?(?:\w+ )?fracture|famil|rule out|\br\/o\b|suspect|prevent|mother|father|parent|dental|tooth`,
);
const ofTumour = named(String.raw`neoplas|metasta|tumou?r|malignan`);

/** Words of a violent mechanism: such a fracture says nothing about fragile bone. A fall down stairs may be either. */
export const violentMechanism = named(
  String.raw`\bmotor vehicle|\broad traffic|traffic (?:accident|collision)|\b(?:mva|mvc|rta|rtc)\b|\b(?:car|motorcycle|bicycle|cycling|train) (?:accident|collision|crash)|\bhit by (?:a )?(?:car|vehicle|train)|\bfall(?:en)? from (?:a |the )?(?:great |considerable )?(?:height|ladder|roof|tree|scaffold\w*|horse)|\bhigh[- ](?:energy|impact|velocity)|\bgunshot|\bcrush(?:ed|ing)? injur|verkehrsunfall`,
);
/** Words of a fall that sound bone withstands. */
export const slightMechanism = named(
  String.raw`\bstanding height|\bfrom standing\b|\bsame[- ]level|\bground[- ]level fall|\bsimple fall|\blow[- ](?:energy|trauma|impact|velocity)|\bminim(?:al|um)[- ]trauma|\bno trauma\b|\bwithout trauma|\batraumatic|\bnon-?traumatic|\bspontaneous`,
);

/** What a Condition may say about a fracture, most telling first (dossier 9.2, own fragility fracture). */
export const fractures: readonly FractureConcept[] = [
  {
    id: "fracture-in-neoplasm",
    label: "pathological fracture in neoplastic disease",
    site: "other",
    certainty: "neoplastic",
    families: icd(/^M845/),
    codes: [],
    text: /fracture.{0,40}(?:neoplas|metasta|tumou?r|malignan)|(?:neoplas|metasta|tumou?r|malignan).{0,40}fracture/,
    notText: notFracture,
  },
  fragility(
    "osteoporotic-hip-fracture",
    "osteoporotic hip fracture",
    "hip",
    /^M80\d5/,
    verified(systems.snomed, vsacFractures, {
      "431031001": "Osteoporotic fracture of neck of femur (disorder)",
      "704334005": "Osteoporotic fracture of proximal femur (disorder)",
    }),
    /(?:osteoporotic|fragility) .{0,30}(?:hip|femor|femur)|(?:osteoporotic|fragility) fracture of .{0,30}(?:hip|femur)/,
  ),
  fragility(
    "osteoporotic-vertebral-fracture",
    "osteoporotic vertebral fracture",
    "vertebra",
    /^M80\d8/,
    verified(systems.snomed, vsacFractures, {
      "203450003": "Osteoporotic fracture of lumbar vertebra (disorder)",
      "203451004": "Osteoporotic fracture of thoracic vertebra (disorder)",
      "240198002": "Osteoporotic vertebral collapse (disorder)",
    }),
    /(?:osteoporotic|fragility) .{0,30}(?:vertebra|spin)/,
  ),
  fragility(
    "osteoporotic-fracture",
    "osteoporotic fracture",
    "other",
    /^M80/,
    [
      ...verified(systems.snomed, vsacFractures, { "443165006": "Osteoporotic fracture of bone (disorder)" }),
      ...verified(systems.icd10cm, "VSAC 2.16.840.1.113762.1.4.1248.256 (cqframework/ecqm-content-qicore-2024)", {
        "Z87.310": "Personal history of (healed) osteoporosis fracture",
      }),
    ],
    /(?:osteoporotic|fragility|low[- ](?:trauma|energy)|minimal[- ]trauma) (?:\w+ ){0,3}fracture|osteoporosis with (?:current )?(?:pathologic\w* )?fracture|healed osteoporosis fracture/,
  ),
  possible(
    "hip-fracture",
    "hip fracture",
    "hip",
    /^S72[012]/,
    [
      ...verified(systems.snomed, vsacFractures, {
        "5913000": "Fracture of neck of femur (disorder)",
        "700097003": "Fracture of bone of hip region (disorder)",
      }),
    ],
    /\bhip fracture|(?:fractured?|broken?) (?:\w+ ){0,2}hip\b|fracture of (?:the )?(?:\w+ )?(?:neck of (?:the )?)?(?:\w+ )?(?:femur|hip)|femoral neck fracture|\b(?:inter|per|sub)trochanteric fracture|schenkelhalsfraktur|huftfraktur|fracture (?:de la hanche|du col)|fractura de cadera|frattura (?:di|dell.)\s?(?:anca|femore)/,
  ),
  possible(
    "vertebral-fracture",
    "vertebral fracture",
    "vertebra",
    /^S220|^S320|^M485/,
    [
      ...verified(systems.snomed, sandbox, {
        "42942008": "Compression fracture of vertebral column (disorder)",
        "426646004": "Compression fracture of lumbar spine (disorder)",
      }),
    ],
    /vertebra\w* (?:\w+ )?fracture|compression fracture|fracture of (?:\w+ ){0,4}vertebra|collapsed vertebra|wirbel(?:korper)?fraktur|fracture vertebrale|fractura vertebral|frattura vertebrale/,
  ),
  possible(
    "other-major-fracture",
    "fracture at a major osteoporotic site",
    "other",
    /^S72|^S525|^S422|^S22|^S32|^M844/,
    [
      ...verified(systems.snomed, sandbox, { "263199001": "Fracture of distal end of radius (disorder)" }),
      ...verified(systems.snomed, vsacFractures, { "71620000": "Fracture of femur (disorder)" }),
    ],
    /\bcolles|(?:distal radius|wrist|proximal humerus|upper arm|pelvi[cs]|sacral|sacrum) fracture|fracture of (?:\w+ ){0,3}(?:distal (?:end of )?radius|lower end of (?:\w+ )?radius|wrist|upper end of (?:\w+ )?humerus|pelvis|sacrum)/,
  ),
];

function fragility(id: string, label: string, site: FractureConcept["site"], family: RegExp, codes: Concept["codes"], text: RegExp): FractureConcept {
  return { ...possible(id, label, site, family, codes, text), certainty: "fragility" };
}

function possible(id: string, label: string, site: FractureConcept["site"], family: RegExp, codes: Concept["codes"], text: RegExp): FractureConcept {
  return { id, label, site, certainty: "possible", families: icd(family), codes, text, notText: named(`${notFracture.source}|${ofTumour.source}`) };
}
