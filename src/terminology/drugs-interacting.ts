import { verified } from "./code-table";
import { systems } from "./concept";
import { drug } from "./drugs-concept";
import { sources } from "./drugs-sources";

/** Growth hormone, its analogues and what makes the body release it (dossier section 7). Peptides are known by name only. */
export const growthHormoneAxis = [
  drug(
    "growth-hormone-axis",
    "somatropin",
    String.raw`\bsomatropin\w*|\bsomatotropin\w*|\bgenotropin\b|\bhumatrope\b|\bnorditropin\b|\bomnitrope\b|\bnutropin\b|\bsaizen\b|\bserostim\b|\bzomacton\b|\bzorbtive\b|\bhuman growth hormone\b|\bhgh\b`,
    [...verified(systems.atc, sources.whoAtc, { H01AC01: "somatropin" })],
  ),
  drug("growth-hormone-axis", "somapacitan", String.raw`\bsomapacitan\w*|\bsogroya\b`, [...verified(systems.atc, sources.whoAtc, { H01AC07: "somapacitan" })]),
  drug("growth-hormone-axis", "somatrogon", String.raw`\bsomatrogon\w*|\bngenla\b`, [...verified(systems.atc, sources.whoAtc, { H01AC08: "somatrogon" })]),
  drug("growth-hormone-axis", "lonapegsomatropin", String.raw`\blonapegsomatropin\w*|\bskytrofa\b`, [
    ...verified(systems.atc, sources.whoAtc, { H01AC09: "lonapegsomatropin" }),
  ]),
  drug("growth-hormone-axis", "tesamorelin", String.raw`\btesamorelin\w*|\begrifta\b`, [...verified(systems.atc, sources.whoAtc, { H01AC06: "tesamorelin" })]),
  drug("growth-hormone-axis", "sermorelin", String.raw`\bsermorelin\w*|\bgeref\b`, [...verified(systems.atc, sources.whoAtc, { H01AC04: "sermorelin" })]),
  drug("growth-hormone-axis", "cjc-1295", String.raw`\bcjc[ -]?1295\b|\bmodified grf\b|\bmod[ -]?grf\b`, []),
  drug("growth-hormone-axis", "ipamorelin", String.raw`\bipamorelin\w*`, []),
  drug("growth-hormone-axis", "ghrp-2", String.raw`\bghrp[ -]?2\b|\bpralmorelin\b`, []),
  drug("growth-hormone-axis", "ghrp-6", String.raw`\bghrp[ -]?6\b`, []),
  drug("growth-hormone-axis", "hexarelin", String.raw`\bhexarelin\b|\bexamorelin\b`, []),
  drug("growth-hormone-axis", "ibutamoren", String.raw`\bibutamoren\w*|\bmk[ -]?0?677\b`, []),
];

/** Vitamin K antagonists. */
export const vitaminKAntagonists = [
  drug("vitamin-k-antagonist", "warfarin", String.raw`\bwarfarin\w*|\bcoumadine?\b|\bjantoven\b|\bmarevan\b|\bwaran\b|варфарин`, [
    ...verified(systems.atc, sources.whoAtc, { B01AA03: "warfarin" }),
  ]),
  drug("vitamin-k-antagonist", "phenprocoumon", String.raw`\b(?:phenprocoumon|fenprocoumon)\w*|\bmar(?:c|k)oumar\b|\bmarcumar\b|\bfalithrom\b`, [
    ...verified(systems.atc, sources.whoAtc, { B01AA04: "phenprocoumon" }),
  ]),
  drug("vitamin-k-antagonist", "acenocoumarol", String.raw`\bacenoco?umarol\w*|\bnicoumalone\b|\bsintrom\b`, [
    ...verified(systems.atc, sources.whoAtc, { B01AA07: "acenocoumarol" }),
  ]),
  drug("vitamin-k-antagonist", "fluindione", String.raw`\bfluindione\b|\bpreviscan\b`, [...verified(systems.atc, sources.whoAtc, { B01AA12: "fluindione" })]),
  drug("vitamin-k-antagonist", "phenindione", String.raw`\bphenindione\b`, [...verified(systems.atc, sources.whoAtc, { B01AA02: "phenindione" })]),
];

/** Medicines linked to bone loss or fracture, mostly by observation (dossier section 6). */
export const boneHarmingDrugs = [
  drug("bone-harming", "omeprazole", String.raw`\bomeprazol[ea]?\w*|\bprilosec\b|\blosec\b|\bantra\b`, [
    ...verified(systems.rxnorm, sources.usCoreSubstances, { "7646": "Omeprazole" }),
    ...verified(systems.atc, sources.whoAtc, { A02BC01: "omeprazole" }),
    ...verified(systems.snomed, sources.chTerm, { "387137007": "Omeprazole (substance)" }),
    ...verified(systems.atc, sources.whoAtc, { A02BC51: "omeprazole, combinations" }),
  ]),
  drug("bone-harming", "pantoprazole", String.raw`\bpantoprazol[ea]?\w*|\bprotonix\b|\bpantozol\b|\bsomac\b`, [
    ...verified(systems.rxnorm, sources.usCoreSubstances, { "40790": "pantoprazole" }),
    ...verified(systems.atc, sources.whoAtc, { A02BC02: "pantoprazole" }),
    ...verified(systems.snomed, sources.chTerm, { "395821003": "Pantoprazole (substance)" }),
  ]),
  drug("bone-harming", "lansoprazole", String.raw`\blansoprazol[ea]?\w*|\bprevacid\b|\bzoton\b|\bagopton\b`, [
    ...verified(systems.rxnorm, sources.usCoreSubstances, { "17128": "lansoprazole" }),
    ...verified(systems.atc, sources.whoAtc, { A02BC03: "lansoprazole" }),
    ...verified(systems.snomed, sources.chTerm, { "386888004": "Lansoprazole (substance)" }),
    ...verified(systems.atc, sources.whoAtc, { A02BC53: "lansoprazole, combinations" }),
  ]),
  drug("bone-harming", "esomeprazole", String.raw`\besomeprazol[ea]?\w*|\bnexium\b|\bvimovo\b`, [
    ...verified(systems.rxnorm, sources.usCoreSubstances, { "283742": "Esomeprazole" }),
    ...verified(systems.atc, sources.whoAtc, { A02BC05: "esomeprazole" }),
    ...verified(systems.snomed, sources.chTerm, { "396047003": "Esomeprazole (substance)" }),
  ]),
  drug("bone-harming", "rabeprazole", String.raw`\brabeprazol[ea]?\w*|\baciphex\b|\bpariet\b`, [
    ...verified(systems.rxnorm, sources.usCoreSubstances, { "114979": "rabeprazole" }),
    ...verified(systems.atc, sources.whoAtc, { A02BC04: "rabeprazole" }),
    ...verified(systems.snomed, sources.chTerm, { "422225001": "Rabeprazole (substance)" }),
    ...verified(systems.atc, sources.whoAtc, { A02BC54: "rabeprazole, combinations" }),
  ]),
  drug("bone-harming", "dexlansoprazole", String.raw`\bdexlansoprazol[ea]?\w*|\bdexilant\b`, [
    ...verified(systems.rxnorm, sources.usCoreSubstances, { "816346": "dexlansoprazole" }),
    ...verified(systems.atc, sources.whoAtc, { A02BC06: "dexlansoprazole" }),
    ...verified(systems.snomed, sources.chTerm, { "441863009": "Dexlansoprazole (substance)" }),
  ]),
  drug("bone-harming", "fluoxetine", String.raw`\bfluoxetin[ea]?\w*|\bprozac\b|\bsarafem\b`, [
    ...verified(systems.atc, sources.whoAtc, { N06AB03: "fluoxetine" }),
  ]),
  drug("bone-harming", "citalopram", String.raw`\bcitalopram\w*|\bcelexa\b|\bcipramil\b`, [
    ...verified(systems.atc, sources.whoAtc, { N06AB04: "citalopram" }),
  ]),
  drug("bone-harming", "paroxetine", String.raw`\bparoxetin[ea]?\w*|\bpaxil\b|\bseroxat\b|\bbrisdelle\b`, [
    ...verified(systems.atc, sources.whoAtc, { N06AB05: "paroxetine" }),
  ]),
  drug("bone-harming", "sertraline", String.raw`\bsertralin[ea]?\w*|\bzoloft\b|\blustral\b`, [
    ...verified(systems.atc, sources.whoAtc, { N06AB06: "sertraline" }),
  ]),
  drug("bone-harming", "fluvoxamine", String.raw`\bfluvoxamin[ea]?\w*|\bluvox\b`, [...verified(systems.atc, sources.whoAtc, { N06AB08: "fluvoxamine" })]),
  drug("bone-harming", "escitalopram", String.raw`\bescitalopram\w*|\blexapro\b|\bcipralex\b`, [
    ...verified(systems.atc, sources.whoAtc, { N06AB10: "escitalopram" }),
  ]),
  drug("bone-harming", "phenytoin", String.raw`\b(?:fos)?phenytoin\w*|\bdilantin\b|\bepanutin\b|\bcerebyx\b`, [
    ...verified(systems.atc, sources.whoAtc, { N03AB02: "phenytoin", N03AB05: "fosphenytoin" }),
  ]),
  drug(
    "bone-harming",
    "carbamazepine",
    String.raw`\bcarbamazepin[ea]?\w*|\btegretol\b|\bcarbatrol\b`,
    [...verified(systems.atc, sources.whoAtc, { N03AF01: "carbamazepine" })],
    { notText: /\boxcarb|eslicarb/ },
  ),
  drug("bone-harming", "phenobarbital", String.raw`\bphenobarbit(?:al|one)\w*|\bluminal\b`, [
    ...verified(systems.atc, sources.whoAtc, { N03AA02: "phenobarbital" }),
  ]),
  drug("bone-harming", "primidone", String.raw`\bprimidon[ea]?\b|\bmysoline\b`, [...verified(systems.atc, sources.whoAtc, { N03AA03: "primidone" })]),
  drug("bone-harming", "pioglitazone", String.raw`\bpioglitazon[ea]?\w*|\bactos\b`, [
    ...verified(systems.atc, sources.whoAtc, { A10BG03: "pioglitazone", A10BD05: "metformin and pioglitazone", A10BD06: "glimepiride and pioglitazone" }),
  ]),
  drug("bone-harming", "rosiglitazone", String.raw`\brosiglitazon[ea]?\w*|\bavandia\b`, [
    ...verified(systems.atc, sources.whoAtc, { A10BG02: "rosiglitazone" }),
  ]),
  drug("bone-harming", "heparin", String.raw`\bheparin\b`, [...verified(systems.atc, sources.whoAtc, { B01AB01: "heparin" })], {
    notText: /flush|lock\b|topical|gel\b|cream/,
  }),
  drug(
    "bone-harming",
    "medroxyprogesterone depot",
    String.raw`\bdepo-?(?:provera|clinovir)\b|\bdepo-?subq\b|\bsayana\b|\bmedroxyprogesteron\w*[^;]*(?:inject|depot|\b1(?:50|04) ?mg|intramus|suspension)|\bdmpa\b`,
    [...verified(systems.atc, sources.whoAtc, { G03AC06: "medroxyprogesterone" })],
    { doseCovers: 105 },
  ),
  drug(
    "bone-harming",
    "ciclosporin",
    String.raw`\bc[iy]closporin[ea]?\w*|\bneoral\b|\bsandimmune?\b|\bgengraf\b`,
    [...verified(systems.atc, sources.whoAtc, { L04AD01: "ciclosporin" })],
    { notText: /ophth|\beye|emulsion|drops|topical/ },
  ),
  drug(
    "bone-harming",
    "tacrolimus",
    String.raw`\btacrolimus\w*|\bprograf\b|\badvagraf\b|\benvarsus\b|\bastagraf\b`,
    [...verified(systems.atc, sources.whoAtc, { L04AD02: "tacrolimus" })],
    { notText: /ointment|topical|cutaneous|protopic/ },
  ),
  drug("bone-harming", "voclosporin", String.raw`\bvoclosporin\w*|\blupkynis\b`, [...verified(systems.atc, sources.whoAtc, { L04AD03: "voclosporin" })]),
];
