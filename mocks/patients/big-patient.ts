import type { StoredResource } from "../resource";
import type { PatientSource } from "../store";
import { localDay } from "../today";
import { addDays, addMonths } from "./calendar";
import { addTodaysVisit, type Chart, hl7, openChart } from "./chart";
import { concept, drugs, type LabCode, labs, vitals } from "./codes";
import { addDxa } from "./dxa";
import { addBody, addBreastCancer, addLab, addMenopause, addSmoking } from "./findings";
import { rounded } from "./random";
import { addCourse } from "./therapy";

export type BigPatientOptions = {
  readonly today?: string;
  /** few: 45 of the observations concern bone health, the rest are an oncology chart's bloods; all: every one concerns it. */
  readonly relevant?: "few" | "all";
};

/** Observations of a few-relevant big patient that the app may ask for. */
const relevantObservations = 45;

/**
 * One patient with `observations` Observations, for speed: `big-20000` with 45 that matter, or `big-relevant-10000` of which all matter.
 */
export function bigPatient(observations: number, { today = localDay(new Date()), relevant = "few" }: BigPatientOptions = {}): PatientSource {
  const id = relevant === "few" ? `big-${observations}` : `big-relevant-${observations}`;
  return {
    ids: [id],
    story: () =>
      `${observations.toLocaleString("en")} observations, ${relevant === "few" ? `of which ${relevantObservations} concern her bones` : "all of which concern her bones"}.`,
    load: () => {
      const chart = openChart(
        { id, family: relevant === "few" ? "Longfellow" : "Thickchart", given: ["Maximiliane"], gender: "female", age: 72, mrn: `SBX-${observations}` },
        today,
      );
      const cancer = addBreastCancer(chart, addMonths(today, -130), "Stage IIIA");
      addMenopause(chart, addMonths(today, -220));
      addCourse(chart, drugs.letrozole, { start: addMonths(today, -70), reason: cancer });
      addTodaysVisit(chart);
      if (relevant === "few") addFewAmongMany(chart, observations);
      else addAllRelevant(chart, observations);
      return chart.resources();
    },
  };
}

/** 45: five scans of three sites with BMD and T-score (30), eight 25(OH)D, and one each of seven others. */
function addFewAmongMany(chart: Chart, observations: number): void {
  const { today } = chart;
  const noise: readonly LabCode[] = [
    labs.haemoglobin,
    labs.leukocytes,
    labs.platelets,
    labs.potassium,
    labs.sodium,
    labs.glucose,
    labs.bilirubin,
    labs.alt,
    labs.ca153,
    vitals.heartRate,
  ];
  const many = observations - relevantObservations;
  for (let index = 0; index < many; index += 1)
    addNoise(chart, noise[index % noise.length] ?? labs.glucose, addDays(today, -Math.floor((index * 4380) / many)));
  for (const [index, months] of [71, 56, 40, 24, 7].entries()) {
    const loss = index * 0.016;
    addDxa(chart, {
      day: addMonths(today, -months),
      maker: "hologic",
      scores: "T",
      bmd: { spine: 0.955 - loss, hip: 0.85 - loss * 0.7, neck: 0.74 - loss * 0.7 },
    });
  }
  for (const months of [70, 60, 50, 40, 30, 20, 10, 3]) addLab(chart, labs.vitaminD, addMonths(today, -months), chart.random.integer(25, 45));
  const recent = addMonths(today, -2);
  addLab(chart, labs.calcium, recent, 9.4);
  addLab(chart, labs.albumin, recent, 4.2);
  addLab(chart, labs.creatinine, recent, 0.8);
  addLab(chart, labs.egfr, recent, 76);
  addLab(chart, labs.alkalinePhosphatase, recent, 81);
  addLab(chart, labs.parathyroidHormone, recent, 48);
  addSmoking(chart, recent, "never");
}

/** Scans, vitamin D and chemistry, evenly over twenty-five years. No real chart is so full; the app must bear it. */
function addAllRelevant(chart: Chart, observations: number): void {
  const { today, random } = chart;
  const scans = Math.floor(observations / 45);
  for (let index = 0; index < scans; index += 1) {
    const day = addDays(today, -Math.floor(((scans - index) * 9000) / scans));
    const loss = (index / scans) * 0.16;
    const wobble = random.between(-0.008, 0.008, 3);
    addDxa(chart, {
      day,
      maker: "hologic",
      bmd: { spine: rounded(1.02 - loss + wobble, 3), hip: rounded(0.9 - loss + wobble, 3), neck: rounded(0.79 - loss + wobble, 3) },
      report: "none",
    });
  }
  addBody(chart, today, 164, 68);
  addSmoking(chart, today, "never");
  const tests = [labs.vitaminD, labs.calcium, labs.albumin, labs.creatinine, labs.egfr, labs.alkalinePhosphatase] as const;
  const rest = observations - scans * 9 - 5;
  for (let index = 0; index < rest; index += 1) {
    const day = addDays(today, -Math.floor((index * 9000) / rest));
    const test = tests[index % tests.length] ?? labs.vitaminD;
    const middle = ((test as LabCode).low ?? 0) + (((test as LabCode).high ?? 100) - ((test as LabCode).low ?? 0)) / 2;
    addLab(chart, test, day, test === labs.vitaminD ? random.integer(18, 52) : random.between(middle * 0.9, middle * 1.1, test.digits));
  }
}

/** A bare laboratory result: the shortest that is still valid. */
function addNoise(chart: Chart, lab: LabCode, day: string): void {
  const middle = (lab.low ?? 60) + ((lab.high ?? 90) - (lab.low ?? 60)) / 2;
  chart.add({
    resourceType: "Observation",
    status: "final",
    category: [hl7("observation-category", "laboratory")],
    code: concept(lab.text, lab.code),
    subject: { reference: chart.subject.reference ?? "" },
    effectiveDateTime: day,
    valueQuantity: { value: chart.random.between(middle * 0.8, middle * 1.2, lab.digits), unit: lab.unit, system: "http://unitsofmeasure.org", code: lab.ucum },
  });
}

export function observationCount(resources: readonly StoredResource[]): number {
  return resources.filter(({ resourceType }) => resourceType === "Observation").length;
}
