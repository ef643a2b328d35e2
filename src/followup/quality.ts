import type { CalendarDate } from "../record/fact";
import type { Known, WorklistRow } from "./row";

export const figureIds = ["dxa-in-two-years", "vitamin-d-on-record", "treated-when-osteoporotic"] as const;
export type FigureId = (typeof figureIds)[number];

/** One share, with everybody it does and does not count. */
export type Figure = {
  readonly id: FigureId;
  /** Patients on the list. */
  readonly population: number;
  /** Outside these rules (metastatic disease). */
  readonly outside: number;
  /** Those who could be judged and whom the figure is about. */
  readonly denominator: number;
  readonly numerator: number;
  /** Not counted, because what decides it was not loaded, cannot be used or is not on record. */
  readonly notJudged: number;
};

/** The team's quality figures over a list. A patient who could not be judged is in no share and is counted as such. */
export function qualityFigures(rows: readonly WorklistRow[]): readonly Figure[] {
  return figureIds.map((id) => {
    const counted = { yes: 0, no: 0, unknown: 0, "not-about-her": 0 };
    let outside = 0;
    for (const row of rows) {
      if (row.dxa === "outside") outside += 1;
      else counted[answer(id, row)] += 1;
    }
    const { yes, no, unknown } = counted;
    return { id, population: rows.length, outside, denominator: yes + no, numerator: yes, notJudged: unknown };
  });
}

function answer(id: FigureId, { measures, agent }: WorklistRow): Known | "not-about-her" {
  if (agent === "") return "unknown"; // whether she takes one at all is not known
  if (id === "dxa-in-two-years") return measures.dxaInTwoYears;
  if (id === "vitamin-d-on-record") return measures.vitaminDOnRecord;
  if (measures.lowTScore !== "yes") return measures.lowTScore === "no" ? "not-about-her" : "unknown";
  return measures.treated;
}

const meanings: Readonly<Record<FigureId, string>> = {
  "dxa-in-two-years": "DXA done in the 24 months before the day of the report, among patients on an aromatase inhibitor",
  "vitamin-d-on-record": "A usable 25-OH vitamin D result on record, among patients on an aromatase inhibitor",
  "treated-when-osteoporotic": "Bone-targeted medicine in force, among patients on an aromatase inhibitor whose lowest T-score is −2.5 or below",
};

const populationSystem = "http://terminology.hl7.org/CodeSystem/measure-population";

/** The figures as a FHIR R4 MeasureReport of type summary. Holds counts only, nobody's identity. */
export function measureReportOf(figures: readonly Figure[], made: { readonly on: CalendarDate; readonly from: string }): object {
  return {
    resourceType: "MeasureReport",
    status: "complete",
    type: "summary",
    measure: "urn:boneline:measure:team-bone-health",
    date: made.on,
    reporter: { display: made.from },
    period: { start: made.on, end: made.on },
    group: figures.map((figure) => ({
      code: { text: meanings[figure.id], coding: [{ system: "urn:boneline:figure", code: figure.id }] },
      population: [
        population("initial-population", "Patients on the list", figure.population),
        population("denominator-exclusion", "Outside these rules (metastatic disease)", figure.outside),
        population("denominator", "Judged, and the figure is about them", figure.denominator),
        population("numerator", "Met", figure.numerator),
        { code: { text: "Could not be judged; in no share", coding: [{ system: "urn:boneline:population", code: "not-judged" }] }, count: figure.notJudged },
      ],
      // 0 of 0 is no share at all
      ...(figure.denominator > 0 ? { measureScore: { value: Number((figure.numerator / figure.denominator).toFixed(4)), unit: "1" } } : {}),
    })),
  };
}

function population(code: string, text: string, count: number): object {
  return { code: { coding: [{ system: populationSystem, code }], text }, count };
}
