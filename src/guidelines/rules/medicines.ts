import type { BoneHealthRecord, DrugClass, DrugCourse } from "../../record/record";
import type { SearchId } from "../../record/searches";
import { edition } from "../edition";
import type { Judgement, Rule } from "../model";
import { currentCourses, isMan, label, seeAromataseInhibitor, whenOnAi, years } from "../population";
import { givenMedicineSearches, medicationSearches, unread, wholly } from "../searches-read";
import { cannotJudge, fired, notEvaluable, notFired, see, seeCourse, seeIfPresent, together } from "../seen";
import { dateText, listText, monthsText, numberText } from "../wording";

const glucocorticoid: Rule = {
  ...edition,
  id: "MED-01",
  title: "Oral glucocorticoid",
  priority: "M",
  topic: "medicines",
  logic:
    "Oral glucocorticoid taken now, prednisone-equivalent ≥ 2.5 mg/day for ≥ 3 months. Counts as a Hadji/ESMO risk factor only beyond 6 months, and in FRAX from 5 mg for more than 3 months.",
  citations: ["acr-2022", "frax", "hadji-2017"],
  judge: whenOnAi((record): Judgement => {
    const { glucocorticoid: taken } = record.risk;
    if (taken.state === "not-recorded") return notFired("No oral glucocorticoid is on record.", see("Oral glucocorticoid", taken, String));
    if (taken.state !== "present") return cannotJudge("Oral glucocorticoid", taken);
    const { months, mgPerDay, current } = taken.value;
    const dose = mgPerDay === undefined ? "dose not structured" : `${numberText(mgPerDay)} mg/day prednisone-equivalent`;
    const seen = see("Oral glucocorticoid", taken, () => `${dose}, ${monthsText(Math.round(months))}${current ? "" : ", ended"}`);
    if (!current) return notFired("The glucocorticoid has ended; it still counts as a risk factor.", seen);
    if (months < 3) return notFired(`${monthsText(Math.round(months))}: less than 3 months.`, seen);
    if (mgPerDay === undefined) return notEvaluable("The daily dose of the glucocorticoid is not structured.", seen);
    if (mgPerDay < 2.5) return notFired(`${dose}: below 2.5 mg/day.`, seen);
    return fired(
      "Long-term oral glucocorticoid: added fracture risk. Minimise dose; apply glucocorticoid-osteoporosis guidance with AI guidance.",
      `${dose} for ${monthsText(Math.round(months))}; threshold 2.5 mg/day for 3 months.${months > 6 ? " Also a Hadji/ESMO risk factor (> 6 months)." : ""}`,
      seen,
    );
  }),
};

/** Groups of MED-02 with what is said of them; the evidence is mostly observational. */
const boneHarming: readonly { readonly group: string; readonly agents: readonly string[] }[] = [
  { group: "proton-pump inhibitor", agents: ["omeprazole", "esomeprazole", "lansoprazole", "dexlansoprazole", "pantoprazole", "rabeprazole"] },
  { group: "SSRI", agents: ["fluoxetine", "citalopram", "escitalopram", "paroxetine", "sertraline", "fluvoxamine"] },
  { group: "enzyme-inducing anticonvulsant, lowers 25(OH)D", agents: ["phenytoin", "carbamazepine", "phenobarbital", "primidone"] },
  { group: "thiazolidinedione", agents: ["pioglitazone", "rosiglitazone"] },
  { group: "calcineurin inhibitor", agents: ["ciclosporin", "tacrolimus", "voclosporin"] },
];

const otherMedicines: Rule = {
  ...edition,
  id: "MED-02",
  title: "Other medicines linked to bone loss or fracture",
  priority: "L",
  topic: "medicines",
  logic:
    "A proton-pump inhibitor, SSRI, enzyme-inducing anticonvulsant, thiazolidinedione, heparin, depot medroxyprogesterone or calcineurin inhibitor is taken now.",
  citations: ["panday-2014"],
  judge: ifTaken(["bone-harming"], "bone-harming medicine", (courses) => {
    const named = courses.map(({ agent }) => {
      const group = boneHarming.find(({ agents }) => agents.includes(agent))?.group;
      return group ? `${agent} (${group})` : agent;
    });
    return [
      `${listText(named)}: linked to bone loss/fracture (mostly observational). Review need.`,
      `Taken now: ${listText(courses.map((course) => `${course.label}${course.start ? ` since ${dateText(course.start)}` : ""}`))}.`,
    ];
  }),
};

const oestrogen: Rule = {
  ...edition,
  id: "MED-03",
  title: "Oestrogen, tamoxifen or raloxifene beside the aromatase inhibitor",
  priority: "H",
  topic: "medicines",
  logic: "Systemic oestrogen, tamoxifen or toremifene, or a SERM such as raloxifene is taken now, together with the aromatase inhibitor.",
  citations: ["aromasin-label", "asco-2019"],
  judge: ifTaken(["oestrogen", "tamoxifen", "serm"], "systemic oestrogen, tamoxifen or raloxifene", (courses, record) => {
    const ai = record.therapy.currentAromataseInhibitor;
    const agent = ai.state === "present" ? ai.value.agent : "the aromatase inhibitor";
    return [
      `${listText(courses.map((course) => course.agent))} with ${agent}: possible conflict with AI. Verify list and intent.`,
      `On the list as current: ${listText(courses.map((course) => `${course.label}${course.start ? `, since ${dateText(course.start)}` : ""}`))}.`,
    ];
  }),
};

const suppression: Rule = {
  ...edition,
  id: "OFS-01",
  title: "Ovarian suppression with an aromatase inhibitor",
  priority: "M",
  topic: "medicines",
  logic: "Ovarian function suppression (GnRH agonist or oophorectomy) below 50 years together with an aromatase inhibitor.",
  citations: ["reid-2008", "racgp-2024", "abcsg-12", "hadji-2017"],
  settings: ["premenopausalBelowAge"],
  judge: whenOnAi((record, { settings }) => {
    const { ovarianSuppression } = record.menopause;
    const { age } = record.patient;
    if (isMan(record)) return notFired("The rule is about women.", see("Sex", record.patient.sex, String));
    const seen = together(see("Ovarian suppression", ovarianSuppression, label), see("Age", age, years), seeAromataseInhibitor(record));
    if (ovarianSuppression.state === "not-recorded") return notFired("No ovarian suppression is on record.", seen);
    if (ovarianSuppression.state !== "present") return cannotJudge("Ovarian suppression", ovarianSuppression);
    if (age.state !== "present") return cannotJudge("Age", age);
    if (age.value >= settings.values.premenopausalBelowAge) return notFired(`Age ${age.value}: ${settings.values.premenopausalBelowAge} or over.`, seen);
    const latest = record.boneDensity.latest;
    const scan =
      latest.state === "present" ? `last DXA ${dateText(latest.value.date)}` : latest.state === "not-recorded" ? "no DXA on record" : "DXA not known";
    const since = record.therapy.aromataseInhibitorSince;
    return fired(
      "AI + ovarian suppression: expect about 7–9% loss in year 1. DXA within 3 months; consider early prevention. UK cut-off T < −1.0; others Z < −2.0.",
      `${ovarianSuppression.value.label}, age ${age.value}${since.state === "present" ? `, aromatase inhibitor since ${dateText(since.value)}` : ""}; ${scan}.`,
      together(
        seen,
        seeIfPresent("Lowest T-score", wholly(record, record.boneDensity.lowestTScore, "bone-observations"), ({ value }) => numberText(value)),
      ),
    );
  }),
};

const growthHormone: Rule = {
  ...edition,
  id: "PEP-01",
  title: "Growth hormone, its releasing peptides and secretagogues",
  priority: "H",
  topic: "medicines",
  logic: "Somatropin or its analogues, tesamorelin, sermorelin, CJC-1295, ipamorelin, GHRP-2, GHRP-6 or ibutamoren is on the list and has not ended.",
  citations: ["humatrope-label", "murphy-2001", "svensson-2000", "endogenous-hormones-2010"],
  judge: whenOnAi((record) => {
    const courses = record.therapy.others.filter((course) => course.drugClass === "growth-hormone-axis" && course.currency !== "past");
    const ask = {
      label: "Products bought online or compounded",
      state: "not-recorded",
      reason: "Seldom recorded: ask.",
      couldChange: "Any use would raise this warning.",
    } as const;
    if (courses.length === 0) return noneFound(record, "growth-hormone product", { inputs: [], missing: [ask] });
    return fired(
      `${listText(courses.map((course) => course.agent))}: growth-hormone-raising agent during breast-cancer treatment: not recommended; no human bone-benefit evidence on AI; growth-hormone products contraindicated in active malignancy. Discuss stopping.`,
      `On the list: ${listText(courses.map((course) => `${course.label} (${course.currency})`))}, together with an aromatase inhibitor.`,
      together(...courses.map((course) => seeCourse("Growth-hormone axis", course))),
    );
  }),
};

const vitaminK: Rule = {
  ...edition,
  id: "K2-01",
  title: "Vitamin K with a vitamin K antagonist",
  priority: "H",
  topic: "medicines",
  logic: "A vitamin K product (K1 or K2) and warfarin or another vitamin K antagonist are both taken now. No guideline recommends vitamin K2 for bone here.",
  citations: ["cockayne-2006", "mott-2019"],
  judge: whenOnAi((record) => {
    const vitamin = currentCourses(record, "vitamin-k");
    const antagonist = currentCourses(record, "vitamin-k-antagonist");
    const seen = together(...[...vitamin, ...antagonist].map((course) => seeCourse(course.agent, course)));
    if (vitamin.length === 0 || antagonist.length === 0) return noneFound(record, "pair of vitamin K and a vitamin K antagonist", seen);
    return fired(
      `${listText(vitamin.map((course) => course.agent))} with ${listText(antagonist.map((course) => course.agent))}: vitamin K may alter INR. Review.`,
      `Both taken now: ${listText([...vitamin, ...antagonist].map((course) => course.label))}.`,
      seen,
    );
  }),
};

export const medicineRules: readonly Rule[] = [glucocorticoid, otherMedicines, oestrogen, suppression, growthHormone, vitaminK];

/** A rule that fires when a medicine of these classes is taken now. `say` gives headline and why-now. */
function ifTaken(classes: readonly DrugClass[], none: string, say: (courses: readonly DrugCourse[], record: BoneHealthRecord) => readonly [string, string]) {
  return whenOnAi((record) => {
    const courses = currentCourses(record, ...classes);
    if (courses.length === 0) return noneFound(record, none, together(), givenMedicineSearches); // depots and implants
    const [headline, whyNow] = say(courses, record);
    return fired(headline, whyNow, together(...courses.map((course) => seeCourse(course.agent, course))));
  });
}

function noneFound(record: BoneHealthRecord, what: string, seen = together(), searches: readonly SearchId[] = medicationSearches): Judgement {
  if (record.therapy.medicationListComplete && unread(record, searches).length === 0)
    return notFired(`No ${what} is taken now, by the medicines on record.`, seen);
  const missing = { label: "Medicines", state: "unavailable", reason: "not loaded completely", couldChange: `May hold a ${what}.` } as const;
  return notEvaluable(`Whether a ${what} is taken cannot be said: medicines were not loaded completely.`, together(seen, { inputs: [], missing: [missing] }));
}
