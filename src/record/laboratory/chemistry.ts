import * as tests from "../../terminology/chemistry";
import { calciumMgDlPerMmolL, creatinineUmolLPerMgDl, parathyrinPgMlPerPmolL } from "../../terminology/units";
import type { Chart } from "../chart";
import { compareDates } from "../date";
import { correctCalcium, estimateClearance } from "./chemistry-derived";
import type { Fact } from "../fact";
import type { Chemistry, LabValue, PatientFacts } from "../record";
import { latestOf, type Quantitative, type Reading, readSeries, type Series } from "../value";

const search = "context-observations";

/**
 * Conversions and plausible ranges, in the record's unit. The ranges are wide: they catch slips of unit, not disease. Albumin in
 * umol/L is not converted: its molar mass is given as anything from 65 to 69 kDa.
 */
const ofCalcium: Omit<Quantitative, "concept"> = {
  unit: "mg/dL",
  also: [
    { unit: "mmol/L", factor: calciumMgDlPerMmolL },
    { unit: "meq/L", factor: calciumMgDlPerMmolL / 2 }, // Ca2+: 1 mmol is 2 mEq
  ],
  plausible: [4, 25],
};
/** ">60" stands without a unit in most laboratories, and its code leaves no other. */
const ofFiltration: Omit<Quantitative, "concept"> = {
  unit: "mL/min/{1.73_m2}",
  shownUnit: "mL/min/1.73m2",
  also: [{ unit: "mL/min", factor: 1 }],
  withoutUnit: "accepted",
  plausible: [1, 250],
};
const quantities: readonly Quantitative[] = [
  { concept: tests.calcium, ...ofCalcium },
  { concept: tests.correctedCalcium, ...ofCalcium },
  { concept: tests.albumin, unit: "g/dL", plausible: [0.5, 8] },
  { concept: tests.creatinine, unit: "mg/dL", also: [{ unit: "umol/L", factor: 1 / creatinineUmolLPerMgDl }], plausible: [0.1, 30] },
  { concept: tests.egfr, ...ofFiltration },
  { concept: tests.egfrByRace, ...ofFiltration },
  { concept: tests.alkalinePhosphatase, unit: "U/L", plausible: [1, 10_000] },
  { concept: tests.parathyroidHormone, unit: "pg/mL", also: [{ unit: "pmol/L", factor: parathyrinPgMlPerPmolL }], plausible: [0, 10_000] },
];

/**
 * The blood chemistry a bone drug depends on: latest valid value of each test in the record's units (see `Chemistry`), and
 * what follows from them: calcium corrected for albumin, and Cockcroft-Gault clearance with the weight given.
 */
export function readChemistry(
  chart: Chart,
  patient: { readonly age: Fact<number>; readonly sex: PatientFacts["sex"]; readonly weight: Fact<number> },
): Omit<Chemistry, "dialysis"> {
  const of = readSeries(chart, quantities, [tests.ionizedCalcium]);
  const latest = (series: Series) => latestOf(chart, series, search);
  const calcium = latest(of(tests.calcium));
  const albumin = latest(of(tests.albumin));
  const creatinine = latest(of(tests.creatinine));
  return {
    calcium,
    albumin,
    correctedCalcium: byLaboratory(latest(of(tests.correctedCalcium)), calcium) ?? correctCalcium(calcium, albumin, of(tests.albumin).readings),
    creatinine,
    egfr: latestEgfr(chart, of(tests.egfr, tests.egfrByRace)),
    creatinineClearance: estimateClearance(chart.today, { ...patient, creatinine }),
    alkalinePhosphatase: latest(of(tests.alkalinePhosphatase)),
    parathyroidHormone: latest(of(tests.parathyroidHormone)),
  };
}

/** The laboratory's own correction, unless a total calcium is newer: that one may have fallen since. */
function byLaboratory(corrected: Fact<LabValue>, total: Fact<LabValue>): Fact<LabValue> | undefined {
  const date = total.state === "present" ? total.date : undefined;
  return corrected.state === "present" && !(date && corrected.date && compareDates(date, corrected.date) > 0) ? corrected : undefined;
}

/** Of estimates of one day, one without race in its formula; of race-specific ones alone, the lower, which is the safer to dose by. */
function latestEgfr(chart: Chart, series: Series): Fact<LabValue> {
  const newest = series.readings.at(-1);
  if (newest === undefined) return latestOf(chart, series, search);
  const sameDay = series.readings.filter((one) => one.date.text === newest.date.text);
  const raceFree = sameDay.filter((one) => one.concept === tests.egfr).at(-1);
  const chosen = raceFree ?? lowest(sameDay, newest);
  return latestOf(chart, { ...series, readings: [withCaveat(chosen, raceFree === undefined ? "race-specific formula" : undefined)] }, search);
}

function lowest(readings: readonly Reading[], start: Reading): Reading {
  return readings.reduce((low, one) => (one.value.value < low.value.value ? one : low), start);
}

function withCaveat(reading: Reading, caveat: string | undefined): Reading {
  return caveat === undefined ? reading : { ...reading, note: reading.note === undefined ? caveat : `${reading.note}; ${caveat}` };
}
