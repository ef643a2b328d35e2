import { tidy } from "../../terminology/units";
import { bodyHeight, bodyMassIndex, bodyWeight } from "../../terminology/vital-signs";
import type { Chart } from "../chart";
import { addMonths } from "../date";
import type { CalendarDate, Fact, FhirDate, Present, Stale } from "../fact";
import type { LabValue, RiskFacts } from "../record";
import { latestOf, type Quantitative, readSeries } from "../value";

const freshMonths = 12;
const leastBmi = 10;
const mostBmi = 80;

const quantities: readonly Quantitative[] = [
  { concept: bodyMassIndex, unit: "kg/m2", withoutUnit: "accepted", plausible: [leastBmi, mostBmi] },
  { concept: bodyWeight, unit: "kg", plausible: [20, 400] },
  { concept: bodyHeight, unit: "cm", plausible: [100, 230] },
];

/**
 * Weight (kg), height (cm) and body mass index (kg/m2), the latest of each; older than 12 months they are `stale`. Without a
 * recorded index of the last 12 months it is derived from weight and height of that time (guidelines 9.2).
 */
export function readBodyMeasures(chart: Chart): Pick<RiskFacts, "bmi" | "weight" | "height"> {
  const of = readSeries(chart, quantities);
  const latest = (concept: Quantitative["concept"]) => fresh(chart.today, numberOf(latestOf(chart, of(concept), "context-observations")));
  const [recorded, weight, height] = [latest(bodyMassIndex), latest(bodyWeight), latest(bodyHeight)];
  if (recorded.state === "present") return { bmi: recorded, weight, height };
  const derived = deriveBmi(weight, height);
  if (derived?.state === "present") return { bmi: derived, weight, height };
  return { bmi: recorded.state === "stale" ? recorded : (derived ?? recorded), weight, height };
}

function deriveBmi(weight: Fact<number>, height: Fact<number>): Fact<number> | undefined {
  if (!isKnown(weight) || !isKnown(height)) return undefined;
  const value = tidy(weight.value / (height.value / 100) ** 2);
  const sources = [...weight.sources, ...height.sources];
  if (value < leastBmi || value > mostBmi) {
    return { state: "unusable", reason: `Weight and height give a body mass index outside ${leastBmi} to ${mostBmi} kg/m2.`, sources };
  }
  const fact = { value, date: earlier(weight.date, height.date), sources, how: "derived", note: `from ${weight.value} kg and ${height.value} cm` } as const;
  const isFresh = weight.state === "present" && height.state === "present";
  return isFresh ? { state: "present", ...fact } : { state: "stale", limit: limitText, ...fact };
}

const limitText = `within ${freshMonths} months`;

function fresh(today: CalendarDate, fact: Fact<number>): Fact<number> {
  if (fact.state !== "present") return fact;
  const isFresh = fact.date !== undefined && fact.date.earliest >= addMonths(today, -freshMonths);
  return isFresh ? fact : { ...fact, state: "stale", limit: limitText };
}

/** The number alone. A bound (">200 kg") is no number to calculate with. */
function numberOf(fact: Fact<LabValue>): Fact<number> {
  if (fact.state !== "present" && fact.state !== "stale") return fact;
  if (fact.value.comparator !== undefined) return { state: "unusable", reason: "It is a bound (< or >), not a value.", sources: fact.sources };
  return { ...fact, value: fact.value.value };
}

function isKnown<T>(fact: Fact<T>): fact is Present<T> | Stale<T> {
  return fact.state === "present" || fact.state === "stale";
}

function earlier(a: FhirDate | undefined, b: FhirDate | undefined): FhirDate | undefined {
  if (a === undefined || b === undefined) return undefined;
  return a.earliest <= b.earliest ? a : b;
}
