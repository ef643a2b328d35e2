import { basisOf } from "../guidelines/basis";
import { lowestT } from "../guidelines/density";
import type { Evaluation, Prompt, Rule } from "../guidelines/model";
import { boneTherapy, currentCourses, readingOf } from "../guidelines/population";
import { failedSearches, searchWords, wholly } from "../guidelines/searches-read";
import { reasonOf } from "../guidelines/seen";
import type { GuidelineSettings } from "../guidelines/settings";
import { vitaminDText } from "../guidelines/vitamin-d-class";
import { inline, listText, numberText, scoreText, sentence } from "../guidelines/wording";
import type { BoneHealthRecord, DxaSite } from "../record/record";
import { adviceEdition, type Language, sheetDate, type SheetKey, sheetText } from "./sheet-text";
import { spanishOf } from "./spanish";
import { text } from "./text";

export type Section = "medicine" | "results" | "next" | "food" | "moving" | "habits" | "call";
export const sections: readonly Section[] = ["medicine", "results", "next", "food", "moving", "habits", "call"];

/** One paragraph that a clinician reads and ticks. `text` is in the patient's language; `from` tells the clinician where it comes from. */
export type HandOutLine = { readonly id: string; readonly section: Section; readonly text: string; readonly from: string; readonly table?: readonly Food[] };

type Food = { readonly name: string; readonly amount: string };

/** What may not be said to this patient, and why; for the clinician only. */
export type LeftOut = { readonly what: string; readonly why: string };

/** Everything that may be put on one patient's sheet, or the reason why there can be none. */
export type HandOut =
  | { readonly state: "draft"; readonly language: Language; readonly lines: readonly HandOutLine[]; readonly leftOut: readonly LeftOut[] }
  | { readonly state: "blocked"; readonly because: string };

/**
 * The paragraphs of a patient's hand-out: the patient texts of the rules that fired, and general advice as specific as the
 * record allows. A line that rests on something the record does not hold for certain is left out with its reason. Nothing of
 * this may be shown to a patient before a clinician has released it.
 */
export function handOut(record: BoneHealthRecord, evaluation: Evaluation, language: Language, settings: GuidelineSettings): HandOut {
  const { age, deceased } = record.patient;
  if (record.searches.some(({ state }) => state === "pending")) return { state: "blocked", because: text("blocked-pending") };
  if (deceased.state === "present" && deceased.value) return { state: "blocked", because: text("blocked-deceased") };
  if (age.state === "present" && age.value < 18) return { state: "blocked", because: text("blocked-minor", { age: age.value }) };
  const sheet = writing(language, evaluation);
  const failed = failedSearches(record);
  if (failed.length > 0)
    sheet.leave(text("out-incomplete"), text("why-incomplete", { searches: listText([...new Set(failed.map(({ id }) => searchWords[id]))]) }));

  if (mayBeMetastatic(record)) {
    for (const prompt of evaluation.prompts) if (prompt.id === "SCOPE-02") sheet.rule(prompt, "next");
    sheet.leave(text("out-metastatic"), text(record.disease.metastatic.state === "present" ? "why-metastatic" : "why-metastatic-unknown"));
    return { state: "draft", language, ...sheet.written() };
  }
  medicine(record, sheet);
  results(record, settings, sheet);
  for (const prompt of evaluation.prompts) sheet.rule(prompt, sectionOf[prompt.rule.topic]);
  food(record, sheet);
  moving(record, sheet);
  habits(record, sheet);
  sheet.advice("call", "call");
  if (boneTherapy(record).state === "present") sheet.advice("callBoneMedicine", "call");
  return { state: "draft", language, ...sheet.written() };
}

/** Where a rule's own words stand; lifestyle rules stand with the general advice on the same matter. */
const sectionOf: Readonly<Record<Rule["topic"], Section>> = {
  scope: "next",
  dxa: "next",
  treatment: "next",
  safety: "next",
  "vitamin-d": "next",
  medicines: "next",
  data: "next",
  interpretation: "results",
  calcium: "food",
  lifestyle: "moving",
};
const sectionOfRule: Readonly<Record<string, Section>> = {
  "SMK-01": "habits",
  "ALC-01": "habits",
  "BMI-01": "food",
  "VITD-04": "results",
  "VITD-05": "results",
};

type Sheet = ReturnType<typeof writing>;

/** Collects the lines of a sheet in one language. */
function writing(language: Language, evaluation: Evaluation) {
  const lines: HandOutLine[] = [];
  const leftOut: LeftOut[] = [];
  const leave = (what: string, why: string): void => void leftOut.push({ what, why: sentence(why.replace(/\.+$/, ".")) });
  return {
    language,
    leave,
    /** EX-01 fires for everyone whom the rules are for; for others the rules that hold back harmful advice are off. */
    isGuarded: evaluation.prompts.some((prompt) => prompt.id === "EX-01"),
    fired: (id: string): boolean => evaluation.prompts.some((prompt) => prompt.id === id),
    /** "25(OH)D below 12 ng/mL (30 nmol/L) (VITD-02)": as the prompt is called on the screen. */
    promptNamed(id: string): string {
      const title = evaluation.prompts.find((prompt) => prompt.id === id)?.rule.title;
      return title === undefined ? id : text("out-rule", { id, title: inline(title) });
    },
    openReason(id: string): string | undefined {
      const judgement = evaluation.results.find(({ rule }) => rule.id === id)?.judgement;
      return judgement?.outcome === "not-evaluable" ? judgement.because : undefined;
    },
    /** General advice: the same for everybody whom it may be given to. */
    advice(key: SheetKey, section: Section): void {
      lines.push({ id: key, section, text: sheetText(language, key), from: text("generalAdvice", { version: adviceEdition.version }) });
    },
    /** A sentence with this patient's values. */
    value(key: SheetKey, section: Section, values: Readonly<Record<string, string | number>>): void {
      lines.push({ id: key, section, text: sheetText(language, key, values), from: text("fromRecord") });
    },
    table(key: SheetKey, section: Section, table: readonly Food[]): void {
      lines.push({ id: key, section, text: sheetText(language, key), from: text("calciumSource"), table });
    },
    rule(prompt: Prompt, section: Section): void {
      const english = prompt.patientText ?? basisOf(prompt.id)?.patientText;
      const what = text("out-rule", { id: prompt.id, title: prompt.rule.title });
      if (english === undefined) return leave(what, text("why-no-patient-text"));
      const said = language === "en" ? english : spanishOf(prompt.id, english);
      if (said === undefined) return leave(what, text("why-no-translation", { english }));
      lines.push({
        id: prompt.id,
        section: sectionOfRule[prompt.id] ?? section,
        text: said,
        from: text("fromPrompt", { title: prompt.rule.title, id: prompt.id, version: prompt.version }),
      });
    },
    written: () => ({ lines: sections.flatMap((section) => lines.filter((line) => line.section === section)), leftOut }),
  };
}

function mayBeMetastatic({ disease }: BoneHealthRecord): boolean {
  return disease.metastatic.state !== "not-recorded";
}

function medicine({ therapy }: BoneHealthRecord, sheet: Sheet): void {
  const taken = therapy.currentAromataseInhibitor;
  if (taken.state === "present" && taken.value.currency !== "current") return sheet.leave(text("out-medicine"), text("why-ai-on-hold"));
  if (taken.state !== "present")
    return sheet.leave(text("out-medicine"), taken.state === "not-recorded" ? text("why-no-ai") : text("why-ai-unknown", { reason: reasonOf(taken) }));
  const { agent } = taken.value;
  const known = (["agent-letrozole", "agent-anastrozole", "agent-exemestane"] as const).find((key) => key === `agent-${agent}`);
  sheet.value("medicine", "medicine", { agent: known === undefined ? agent : sheetText(sheet.language, known) });
  sheet.advice("medicineKeep", "medicine");
}

const plainSites: Partial<Readonly<Record<DxaSite, SheetKey>>> = {
  "lumbar-spine": "site-lumbar-spine",
  "total-hip": "site-total-hip",
  "femoral-neck": "site-femoral-neck",
  hip: "site-hip",
  femur: "site-femur",
};

function results(record: BoneHealthRecord, settings: GuidelineSettings, sheet: Sheet): void {
  const { language } = sheet;
  const latest = wholly(record, record.boneDensity.latest, "bone-observations", "diagnostic-reports", "procedures", "documents");
  if (latest.state === "present") {
    const { text: written, precision } = latest.value.date;
    sheet.value(precision === "day" ? "scan" : "scanMonth", "results", { date: sheetDate(language, written) });
  } else sheet.leave(text("out-scan"), text("why-fact", { reason: reasonOf(latest) }));

  const lowest = wholly(record, lowestT(record), "diagnostic-reports", "documents"); // a class is a verdict: a newer scan may say otherwise
  const site = lowest.state === "present" ? plainSites[lowest.value.region.site] : undefined;
  if (lowest.state !== "present") sheet.leave(text("out-score"), text("why-fact", { reason: reasonOf(lowest) }));
  else if (site === undefined || lowest.date === undefined || readingOf(record, settings).kind !== "t-score") sheet.leave(text("out-score"), text("why-not-t"));
  else {
    const { value } = lowest.value;
    // WHO ranges of the T-score, as everywhere in Boneline: osteoporosis at −2.5 and below, normal from −1.0.
    const range = value <= -2.5 ? "scoreOsteoporosis" : value < -1 ? "scoreLow" : "scoreNormal";
    sheet.value(range, "results", { date: sheetDate(language, lowest.date.text), score: scoreText(value), site: sheetText(language, site) });
  }

  const level = wholly(record, record.vitaminD.latest, "bone-observations");
  if (level.state === "present") sheet.value("level", "results", { date: sheetDate(language, level.value.date.text), value: vitaminDText(level.value) });
  else sheet.leave(text("out-level"), text("why-fact", { reason: reasonOf(level) }));
}

/** Milligrams of calcium in a helping, rounded (from memory of the NIH Office of Dietary Supplements fact sheet). */
const foods: readonly { readonly key: SheetKey; readonly milligrams: number }[] = [
  { key: "food-milk", milligrams: 300 },
  { key: "food-plant", milligrams: 300 },
  { key: "food-yogurt", milligrams: 300 },
  { key: "food-cheese", milligrams: 200 },
  { key: "food-sardines", milligrams: 325 },
  { key: "food-salmon", milligrams: 180 },
  { key: "food-tofu", milligrams: 250 },
  { key: "food-kale", milligrams: 95 },
];

/** ASCO 2019 (3.1), Hadji 2017: calcium 1000 to 1200 mg, vitamin D 800 to 1000 IU a day; never on top of too much. */
function food(record: BoneHealthRecord, sheet: Sheet): void {
  const { language } = sheet;
  const { correctedCalcium } = record.chemistry;
  const high = correctedCalcium.state === "present" && correctedCalcium.value.high !== undefined && correctedCalcium.value.value > correctedCalcium.value.high;
  if (!sheet.isGuarded) sheet.leave(text("out-calcium"), text("why-unguarded"));
  else if (sheet.fired("CA-02")) sheet.leave(text("out-calcium"), text("why-calcium-much", { prompt: sheet.promptNamed("CA-02") }));
  else if (high) sheet.leave(text("out-calcium"), text("why-calcium-high"));
  else {
    sheet.advice("calciumAmount", "food");
    const { calciumSupplement } = record.risk;
    if (calciumSupplement.state === "present" && calciumSupplement.value > 0)
      sheet.value("calciumTablets", "food", { amount: numberText(calciumSupplement.value, 0) });
    sheet.table(
      "foods",
      "food",
      foods.map(({ key, milligrams }) => ({ name: sheetText(language, key), amount: sheetText(language, "about", { amount: milligrams }) })),
    );
  }
  const dosing = ["VITD-02", "VITD-03", "VITD-05", "VITD-06"].find((id) => sheet.fired(id));
  if (!sheet.isGuarded) sheet.leave(text("out-vitamin-d"), text("why-unguarded"));
  else if (dosing !== undefined) sheet.leave(text("out-vitamin-d"), text("why-vitamin-d-team", { prompt: sheet.promptNamed(dosing) }));
  else if (high) sheet.leave(text("out-vitamin-d"), text("why-calcium-high"));
  else if (currentCourses(record, "active-vitamin-d").length > 0) sheet.leave(text("out-vitamin-d"), text("why-active-vitamin-d"));
  else sheet.advice("vitaminD", "food");

  protein(record, sheet);
  sheet.advice("vitaminK", "food");
  sheet.advice("saltCoffee", "food");
}

/** Below this, mL/min (CKD stage 4 and 5), protein is the nephrologist's matter (dossier 7, protein). */
const lowKidneyFunction = 30;

function protein({ chemistry }: BoneHealthRecord, sheet: Sheet): void {
  const { egfr, creatinineClearance, dialysis } = chemistry;
  const isLow = [egfr, creatinineClearance].some((measure) => measure.state === "present" && measure.value.value < lowKidneyFunction);
  if (isLow || dialysis.state === "present") return sheet.leave(text("out-protein"), text("why-kidney"));
  const unknown = [egfr, dialysis].find((one) => one.state === "unavailable");
  if (unknown !== undefined) return sheet.leave(text("out-protein"), text("why-kidney-unknown", { reason: reasonOf(unknown) }));
  sheet.advice("protein", "food");
}

function moving(record: BoneHealthRecord, sheet: Sheet): void {
  const unjudged = sheet.openReason("EX-02");
  const minutes = wholly(record, record.risk.exerciseMinutes, "context-observations");
  const caution = !sheet.isGuarded
    ? text("why-unguarded")
    : sheet.fired("EX-02")
      ? text("why-supervised", { prompt: sheet.promptNamed("EX-02") })
      : unjudged === undefined
        ? undefined
        : text("why-supervision-unknown", { reason: unjudged });
  if (caution !== undefined) {
    sheet.leave(text("out-exercise"), caution);
    sheet.advice("exerciseAsk", "moving");
  } else {
    sheet.advice("exercise", "moving");
    if (minutes.state === "present") sheet.value("exerciseRecorded", "moving", { minutes: numberText(minutes.value, 0) });
  }
  sheet.advice("falls", "moving");
}

function habits(record: BoneHealthRecord, sheet: Sheet): void {
  const smoking = wholly(record, record.risk.smoking, "context-observations");
  if (smoking.state !== "present") sheet.advice("smoking", "habits");
  else if (smoking.value !== "current") sheet.leave(text("out-smoking"), text("why-smoking", { status: smoking.value }));
  else if (!sheet.fired("SMK-01")) sheet.advice("smoking", "habits");
  sheet.advice("alcohol", "habits");
}
