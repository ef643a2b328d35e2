import * as social from "../../terminology/social-history";
import { gramsPerUkUnit, tidy, unitNamed } from "../../terminology/units";
import { readBodyMeasures } from "./body-measures";
import { type Chart, codingsOf, labelOf, matchConcept } from "../chart";
import { addMonths, compareDates, dateInWords } from "../date";
import { conditionsOf, firstOf, presentCondition } from "../disease/disease-conditions";
import type { Fact, How, Present } from "../fact";
import { type Candidate, conceptOf, findMeasurements, type Standing, usableMeasurements } from "../observation";
import { type NumberValue, type ReadValue, readValue, unitOf } from "../quantity";
import type { RiskFacts, UnusableItem } from "../record";
import { absentOrUnusable, isResult, notANumber } from "../value";

const search = "context-observations";

type Answer = Candidate & Standing & { readonly how: How };
type Asked<T> = { readonly found: T } | { readonly problem: string; readonly kind: UnusableItem["kind"] };
type Answered<T> = { readonly answer: Answer; readonly found: T };

/** What the chart says about how she lives, where it bears on bone: smoking, alcohol, body measures, falls, exercise. */
export function readLifestyle(chart: Chart): Pick<RiskFacts, "smoking" | "alcohol" | "bmi" | "weight" | "height" | "falls" | "exerciseMinutes"> {
  const ask = questionnaire(chart);
  return {
    smoking: readSmoking(chart, ask),
    alcohol: readAlcohol(chart, ask),
    ...readBodyMeasures(chart),
    falls: readFalls(chart, ask),
    exerciseMinutes: readExercise(chart, ask),
  };
}

/** Answers to one question, oldest first; answers that cannot be used are listed by `read`'s reason. */
type Ask = <T>(
  concept: (typeof questions)[number],
  read: (value: ReadValue, answer: Answer) => Asked<T>,
) => { readonly answers: readonly Answered<T>[]; readonly unusable: readonly UnusableItem[] };

const questions = [
  social.smokingStatus,
  social.alcoholWithoutAmount,
  social.drinksPerDay,
  social.exerciseDaysPerWeek,
  social.exerciseMinutesPerDay,
  social.injuriousFallsInTwelveMonths,
  social.fallsInTwelveMonths,
] as const;

function questionnaire(chart: Chart): Ask {
  const recognised = findMeasurements(chart, (coded) => conceptOf(questions, coded, chart.settings));
  const candidates = recognised.flatMap(({ found: { concept, how }, measurements }) => {
    return measurements.map((one) => ({ ...one, how, what: concept.label, series: concept.id }));
  });
  const before = chart.rejected.length;
  const usable = [...usableMeasurements(chart, candidates)].sort((a, b) => compareDates(a.date, b.date) || (a.instant ?? 0) - (b.instant ?? 0));
  const refused = chart.rejected.slice(before).filter(isResult);

  return <T>(concept: (typeof questions)[number], read: (value: ReadValue, answer: Answer) => Asked<T>) => {
    const answers: Answered<T>[] = [];
    const unusable = refused.filter((item) => item.what === concept.label);
    for (const answer of usable.filter((one) => one.series === concept.id)) {
      const value = readValue(answer.holder);
      const result: Asked<T> =
        answer.standing === "preliminary" ? { problem: "It is preliminary and may still change.", kind: "not-final" } : read(value, answer);
      if ("found" in result) {
        answers.push({ answer, found: result.found });
        continue;
      }
      const { reference, what, date } = answer;
      const asReported = value.asReported === "" ? {} : { asReported: value.asReported };
      const item = { reference, what, date, kind: result.kind, reason: result.problem, ...asReported };
      unusable.push(item);
      chart.reject(item);
    }
    return { answers, unusable };
  };
}

function present<T>({ answer }: Answered<unknown>, value: T, ...notes: readonly string[]): Present<T> {
  const note = [...notes, ...answer.notes].join("; ");
  return { state: "present", value, date: answer.date, sources: [answer.reference], how: answer.how, ...(note === "" ? {} : { note }) };
}

// ---------------------------------------------------------------- smoking

const smokingAnswers = [social.unknownSmoker, social.neverSmoker, social.formerSmoker, social.currentSmoker];
const smokingStates = new Map<unknown, "current" | "former" | "never">([
  [social.currentSmoker, "current"],
  [social.formerSmoker, "former"],
  [social.neverSmoker, "never"],
]);

/**
 * The latest answer counts, "unknown if ever smoked" too: it is recorded as unknown, which is not "never". But neither it nor
 * "never" undoes that she once smoked: they do not lower the count of risk factors (dossier 13). A diagnosis of smoking stands
 * where nobody asked.
 */
function readSmoking(chart: Chart, ask: Ask): RiskFacts["smoking"] {
  const { answers, unusable } = ask(social.smokingStatus, (value): Asked<"current" | "former" | "never" | "unknown"> => {
    const coded = value.kind === "coded" ? value.coded : value.kind === "text" ? { text: value.text } : undefined;
    if (coded === undefined) return value.kind === "absent" ? notANumber(value) : { problem: "Its answer is not a smoking status.", kind: "other" };
    const answer = conceptOf(smokingAnswers, coded, chart.settings)?.concept;
    if (answer === social.unknownSmoker) return { found: "unknown" };
    const state = smokingStates.get(answer);
    return state === undefined ? { problem: "Its answer does not say whether she smokes, smoked or never smoked.", kind: "other" } : { found: state };
  });
  const diagnosis = firstOf(conditionsOf(chart, [social.smokerByDiagnosis]));
  const latest = answers.at(-1);
  if (latest === undefined || latest.found === "unknown") {
    const smoked = answers.findLast((one) => one.found === "current" || one.found === "former");
    if (latest !== undefined && (smoked?.found === "current" || smoked?.found === "former"))
      return present(smoked, smoked.found, `answered as unknown on ${dateInWords(latest.answer.date)}`);
    if (diagnosis !== undefined) return { ...presentCondition(diagnosis), value: diagnosis.course === "over" ? "former" : "current" };
    if (latest !== undefined) return { state: "recorded-unknown", date: latest.answer.date, sources: [latest.answer.reference] };
    return absentOrUnusable(chart, unusable, search);
  }
  if (latest.found !== "never") return present(latest, latest.found);
  // Nobody who smoked has never smoked: "never" on a later form is the slip, and the risk factor stays (Hadji counts former smoking).
  const smoked = answers.findLast((one) => one.found === "current" || one.found === "former");
  if (smoked) return present(latest, "former", `recorded as never, but as ${smoked.found} smoker on ${dateInWords(smoked.answer.date)}`);
  if (diagnosis) return present(latest, "former", `recorded as never, but a diagnosis says: ${diagnosis.label}`);
  return present(latest, "never");
}

// ---------------------------------------------------------------- alcohol

const mostGramsPerDay = 600;

/** Mean grams of ethanol a day. Drinks per drinking day, scores and "social drinker" are no daily mean and are only listed. */
function readAlcohol(chart: Chart, ask: Ask): Fact<number> {
  const other = ask(social.alcoholWithoutAmount, () => ({ problem: "It does not give an average amount a day.", kind: "other" }));
  const { answers, unusable } = ask(social.drinksPerDay, (value, answer): Asked<{ grams: number; note: string | undefined }> => {
    if (value.kind !== "number") return notANumber(value);
    if (value.comparator !== undefined) return { problem: "It is a bound (< or >), not an amount.", kind: "not-numeric" };
    const perUnit = gramsPer(value, answer.how, chart.settings.gramsPerDrink);
    if ("problem" in perUnit) return { problem: perUnit.problem, kind: "unit" };
    const grams = tidy(value.value * perUnit.grams);
    if (grams < 0 || grams > mostGramsPerDay) return { problem: `It is outside 0 to ${mostGramsPerDay} g a day.`, kind: "implausible" };
    return { found: { grams, note: perUnit.note } };
  });
  const latest = answers.at(-1);
  if (latest === undefined) return absentOrUnusable(chart, [...unusable, ...other.unusable], search);
  return present(latest, latest.found.grams, ...(latest.found.note === undefined ? [] : [latest.found.note]));
}

type GramsPerUnit = { readonly grams: number; readonly note: string | undefined } | { readonly problem: string };

function gramsPer(value: NumberValue, how: How, gramsPerDrink: number): GramsPerUnit {
  const found = unitOf(value);
  const unitless = value.unit === undefined && value.unitCode === undefined;
  // LOINC 74013-4 says drinks per day, so its plain numbers are; a name without a unit might mean a week.
  const plainNumber = unitless || ("unit" in found && found.unit.kind === "score");
  if (plainNumber && how === "coded") return { grams: gramsPerDrink, note: `${value.value} drinks a day, ${gramsPerDrink} g a drink` };
  if ("problem" in found) return found;
  switch (found.unit.kind) {
    case "mass per day":
      return { grams: found.unit.factor, note: undefined };
    case "UK units per day":
      return { grams: found.unit.factor * gramsPerUkUnit, note: `${value.asReported}, ${gramsPerUkUnit} g a unit` };
    case "drinks per day":
      return { grams: found.unit.factor * gramsPerDrink, note: `${value.asReported}, ${gramsPerDrink} g a drink` };
    default:
      return { problem: `Its unit, ${found.unit.code}, is not an amount of alcohol a day.` };
  }
}

// ---------------------------------------------------------------- falls

/** Counts only as recorded: a history of falling (ICD-10-CM Z91.81) has no number and no period, and none is made up for it. */
function readFalls(chart: Chart, ask: Ask): RiskFacts["falls"] {
  const injured = ask(social.injuriousFallsInTwelveMonths, readCount).answers.at(-1);
  const { answers, unusable } = ask(social.fallsInTwelveMonths, readCount);
  const latest = answers.at(-1) ?? injured;
  if (latest === undefined) {
    const sources = chart.ofType("Condition").flatMap((condition) => {
      const verification = codingsOf(condition["verificationStatus"])[0]?.code;
      if (verification === "entered-in-error" || verification === "refuted") return [];
      return matchConcept(social.historyOfFalling, condition["code"], chart.settings) ? [`Condition/${condition.id}`] : [];
    });
    if (sources.length > 0) return { state: "unusable", reason: "A history of falling is recorded, without a number of falls in the last 12 months.", sources };
    return absentOrUnusable(chart, unusable, search);
  }
  const injurious = injured !== undefined && injured.found.count > 0 && injured.answer.date.text === latest.answer.date.text;
  const fact = present(latest, { count: latest.found.count, injurious }, ...(latest.found.atLeast ? [`${latest.found.count} or more`] : []));
  const isFresh = latest.answer.date.earliest >= addMonths(chart.today, -12);
  return isFresh ? fact : { ...fact, state: "stale", limit: "asked within 12 months" };
}

function readCount(value: ReadValue): Asked<{ count: number; atLeast: boolean }> {
  if (value.kind !== "number") return notANumber(value);
  const count = value.comparator === ">" ? value.value + 1 : value.value;
  if (!Number.isInteger(count) || count < 0 || count > 1000) return { problem: "It is not a number of falls.", kind: "implausible" };
  if (value.comparator === "<" || value.comparator === "<=") return { problem: "It is an upper bound, not a number of falls.", kind: "not-numeric" };
  return { found: { count, atLeast: value.comparator !== undefined } };
}

// ---------------------------------------------------------------- exercise

/** Exercise vital sign: days a week times minutes on such a day, both of one day's answers; minutes a week. */
function readExercise(chart: Chart, ask: Ask): Fact<number> {
  const days = ask(social.exerciseDaysPerWeek, boundedBy(7, "days per week"));
  const minutes = ask(social.exerciseMinutesPerDay, boundedBy(1440, "minutes per day"));
  for (const day of days.answers.toReversed()) {
    if (day.found === 0) return present(day, 0);
    const onThoseDays = minutes.answers.findLast((one) => one.answer.date.text === day.answer.date.text);
    if (onThoseDays === undefined) continue;
    const note = `${day.found} days a week, ${onThoseDays.found} minutes a day`;
    return {
      ...present(day, tidy(day.found * onThoseDays.found), note),
      sources: [...new Set([day.answer.reference, onThoseDays.answer.reference])],
      how: "derived",
    };
  }
  const halves = [...days.answers, ...minutes.answers];
  if (halves.length === 0) return absentOrUnusable(chart, [...days.unusable, ...minutes.unusable], search);
  const reason = "Days a week and minutes a day were not recorded on the same day.";
  return { state: "unusable", reason, sources: halves.map((one) => one.answer.reference) };
}

function boundedBy(most: number, kind: "days per week" | "minutes per day"): (value: ReadValue, answer: Answer) => Asked<number> {
  return (value, answer) => {
    if (value.kind !== "number") return notANumber(value);
    if (value.comparator !== undefined) return { problem: "It is a bound (< or >), not a value.", kind: "not-numeric" };
    const found = unitOf(value);
    const unitless = value.unit === undefined && value.unitCode === undefined;
    const unit = "unit" in found ? found.unit : undefined;
    const plainNumber = unitless || unit?.kind === "score" || (kind === "days per week" && unit?.code === unitNamed("d")?.code);
    if (!plainNumber && unit?.kind !== kind) {
      return { problem: "problem" in found ? found.problem : `Its unit is not one of ${labelOf(answer.code, answer.what)}.`, kind: "unit" };
    }
    const amount = plainNumber ? value.value : tidy(value.value * (unit?.factor ?? 1));
    return amount < 0 || amount > most ? { problem: `It is outside 0 to ${most}.`, kind: "implausible" } : { found: amount };
  };
}
