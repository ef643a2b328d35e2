import { verified } from "./code-table";
import { systems } from "./concept";
import { drug, type SystemicForms } from "./drugs-concept";
import { sources } from "./drugs-sources";

const localSteroid =
  /inhal|nasal|\bnose\b|topical|cream|creme|ointment|\bgel\b|lotion|\beyes?\b|ophth|\bears?\b|\botic\b|cutaneous|scalp|shampoo|foam|enema|rectal|suppos|intra-?articular|\bjoint\b|intravitre|intralesion|epidural|spray|nebuli|mouthwash|vaginal|turbuhaler|flexhaler|aerosol|per actuation|\/actuat|dental/;
const systemicSteroid =
  /\boral|by mouth|\bp\.?o\.?\b|per os|tablet|\btabs?\b|tablett|comprim|\bcp\b|capsul|\bcaps?\b|intraven|\bi\.?v\.?\b|intramus|\bi\.?m\.?\b|inject|infusion|syrup|solution for|dose pa(?:ck|k)|medrol|dexpak/;

/** Only ever taken by mouth unless the entry says otherwise. */
const systemicUnlessLocal: SystemicForms = { local: localSteroid, systemic: systemicSteroid, otherwise: "systemic" };
/** Also sold as cream, drops or inhaler: the ingredient alone does not say (clinical/terminology, steroid). */
const routeNeeded: SystemicForms = { local: localSteroid, systemic: systemicSteroid, otherwise: "not-stated" };

/** Systemic glucocorticoids, with the usual table of equivalents (5 mg prednisone = 4 mg methylprednisolone = 0.75 mg dexamethasone ...). */
export const glucocorticoids = [
  drug(
    "glucocorticoid",
    "prednisone",
    String.raw`\bprednison[ea]?\b|\bdeltasone\b|\brayos\b|\blodotra\b|\bdecortin\b(?!-h)`,
    [
      ...verified(systems.rxnorm, sources.usCoreSubstances, { "8640": "Prednisone" }),
      ...verified(systems.atc, sources.whoAtc, { H02AB07: "prednisone" }),
      ...verified(systems.snomed, sources.chTerm, { "116602009": "Prednisone (substance)" }),
    ],
    { forms: systemicUnlessLocal, prednisonePerMg: 1 },
  ),
  drug(
    "glucocorticoid",
    "prednisolone",
    String.raw`\b(?:prednisolon[ea]?|predniso?lon)\b|\borapred\b|\bmillipred\b|\bdecortin-h\b|\bdeltacortril\b|\bsolupred\b`,
    [
      ...verified(systems.rxnorm, sources.usCoreSubstances, { "8638": "prednisolone" }),
      ...verified(systems.atc, sources.whoAtc, { H02AB06: "prednisolone" }),
      ...verified(systems.snomed, sources.chTerm, { "116601002": "Prednisolone (substance)" }),
    ],
    { forms: routeNeeded, prednisonePerMg: 1 },
  ),
  drug(
    "glucocorticoid",
    "methylprednisolone",
    String.raw`\bmethylprednisolon[ea]?\b|\bmedrol\b|\bmedrone\b|\burbason\b|\bsolu-?medrol\b|\bdepo-?medrol\b`,
    [
      ...verified(systems.rxnorm, sources.usCoreSubstances, { "6902": "Methylprednisolone" }),
      ...verified(systems.atc, sources.whoAtc, { H02AB04: "methylprednisolone" }),
      ...verified(systems.snomed, sources.chTerm, { "116593003": "Methylprednisolone (substance)" }),
    ],
    { forms: routeNeeded, prednisonePerMg: 1.25 },
  ),
  drug(
    "glucocorticoid",
    "dexamethasone",
    String.raw`\bdexamethason[ea]?\b|\bdexametason[ea]?\b|\bdecadron\b|\bfortecortin\b|\bdexpak\b`,
    [
      ...verified(systems.rxnorm, sources.usCoreSubstances, { "3264": "Dexamethasone" }),
      ...verified(systems.atc, sources.whoAtc, { H02AB02: "dexamethasone" }),
      ...verified(systems.snomed, sources.chTerm, { "372584003": "Dexamethasone (substance)" }),
    ],
    { forms: routeNeeded, prednisonePerMg: 5 / 0.75 },
  ),
  drug(
    "glucocorticoid",
    "hydrocortisone",
    String.raw`\bhydrocortison[ea]?\b|\bidrocortison[ea]\b|\bcortef\b|\bplenadren\b|\bsolu-?cortef\b|\balkindi\b`,
    [
      ...verified(systems.rxnorm, sources.usCoreSubstances, { "5492": "Hydrocortisone" }),
      ...verified(systems.atc, sources.whoAtc, { H02AB09: "hydrocortisone" }),
      ...verified(systems.snomed, sources.chTerm, { "396458002": "Hydrocortisone (substance)" }),
    ],
    { forms: routeNeeded, prednisonePerMg: 0.25 },
  ),
  drug(
    "glucocorticoid",
    "cortisone",
    String.raw`\bcortison[ea]?\b`,
    [...verified(systems.rxnorm, sources.usCoreSubstances, { "2878": "Cortisone" }), ...verified(systems.atc, sources.whoAtc, { H02AB10: "cortisone" })],
    { forms: systemicUnlessLocal, prednisonePerMg: 0.2 },
  ),
  drug(
    "glucocorticoid",
    "betamethasone",
    String.raw`\bbetamethason[ea]?\b|\bcelestone\b|\bcelestan\b`,
    [
      ...verified(systems.rxnorm, sources.usCoreSubstances, { "1514": "Betamethasone" }),
      ...verified(systems.atc, sources.whoAtc, { H02AB01: "betamethasone" }),
    ],
    { forms: routeNeeded, prednisonePerMg: 5 / 0.6 },
  ),
  drug(
    "glucocorticoid",
    "triamcinolone",
    String.raw`\btriamcinolon[ea]?\b|\bkenalog\b|\bvolon\b`,
    [
      ...verified(systems.rxnorm, sources.usCoreSubstances, { "10759": "Triamcinolone" }),
      ...verified(systems.atc, sources.whoAtc, { H02AB08: "triamcinolone" }),
    ],
    { forms: routeNeeded, prednisonePerMg: 1.25 },
  ),
  drug(
    "glucocorticoid",
    "deflazacort",
    String.raw`\bdeflazacort\b|\bemflaza\b|\bcalcort\b`,
    [...verified(systems.rxnorm, sources.ohdsi1181, { "22396": "deflazacort" }), ...verified(systems.atc, sources.whoAtc, { H02AB13: "deflazacort" })],
    { forms: systemicUnlessLocal, prednisonePerMg: 5 / 6 },
  ),
  drug(
    "glucocorticoid",
    "budesonide",
    String.raw`\bbudesonid[ea]?\b|\bentocort\b|\buceris\b|\bbudenofalk\b|\bcortiment\b|\btarpeyo\b`,
    [...verified(systems.rxnorm, sources.usCoreSubstances, { "19831": "Budesonide" })],
    { forms: routeNeeded },
  ),
];

/**
 * Vaginal creams, tablets and low-dose rings act locally (Femring, a systemic-dose ring, stands by itself below). Gels and patches
 * do not, though many charts file them under the topical route. VA, TD and PTTW are Medi-Span's words.
 */
const oestrogenForms: SystemicForms = {
  local: /vagin|\bva\b|cream|creme|ovul|pessar|\bovestin\b|\bestring\b|\bvagifem\b|\byuvafem\b|\bimvexxy\b/,
  systemic:
    /\boral|by mouth|\bp\.?o\.?\b|tablet|\btabs?\b|tablett|comprim|patch|pflaster|transderm|\btd\b|\/24 ?h|\bgel\b|spray|inject|intramus|\bim\b|implant|pellet|capsul/,
  otherwise: "not-stated",
};

/** Systemic oestrogens, tibolone among them. */
export const oestrogens = [
  drug(
    "oestrogen",
    "estradiol",
    String.raw`\bo?estradiol\w*|\bclimara\b|\bvivelle\b|\bestraderm\b|\bestradot\b|\bevorel\b|\bestrace\b|\bestrofem\b|\bzumenon\b|\bprogynova\b|\bdivigel\b|\bo?estrogel\b|\bevamist\b|\blenzetto\b|\bminivelle\b|\bactivella\b|\bcombipatch\b|\bangeliq\b|\bbijuva\b`,
    [...verified(systems.atc, sources.whoAtc, { G03CA03: "estradiol" })],
    { forms: oestrogenForms, notText: /ethinyl|ethinil|\bee\b/ },
  ),
  drug(
    "oestrogen",
    "conjugated oestrogens",
    String.raw`\bconjugated o?estrogens?\b|\bo?estrogens?,? conjugated\b|\besterified o?estrogens?\b|\bpremarin\b|\bprempro\b|\bpremphase\b|\benjuvia\b|\bmenest\b|\bpresomen\b`,
    [...verified(systems.atc, sources.whoAtc, { G03CA57: "conjugated estrogens", G03CC07: "conjugated estrogens and bazedoxifene" })],
    { forms: oestrogenForms },
  ),
  drug(
    "oestrogen",
    "ethinylestradiol",
    String.raw`\beth?(?:inyl)?[ -]?o?estrad(?:iol\w*)?\b|\bfemhrt\b|\bfyavolv\b|\bjinteli\b|\bnuvaring\b|\bxulane\b|\betinilestradiol\w*|\bethinyl oestradiol\b`,
    [...verified(systems.atc, sources.whoAtc, { G03CA01: "ethinylestradiol" })],
  ),
  drug("oestrogen", "femring", String.raw`\bfemring\b`, []),
  drug("oestrogen", "estriol", String.raw`\bo?estriol\w*`, [...verified(systems.atc, sources.whoAtc, { G03CA04: "estriol" })], { forms: oestrogenForms }),
  drug("oestrogen", "tibolone", String.raw`\btibolon[ea]?\b|\blivial\b|\bliviella\b`, [...verified(systems.atc, sources.whoAtc, { G03CX01: "tibolone" })]),
];
