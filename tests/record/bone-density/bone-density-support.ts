import { readBoneDensity } from "../../../src/record/bone-density/bone-density";
import { reportReader } from "../../../src/record/report-text/report-reader";
import type { Chart } from "../../../src/record/chart";
import { onDay, parseFhirDate } from "../../../src/record/date";
import { regionLabel } from "../../../src/record/bone-density/dxa-region";
import type { BoneDensity, Therapy, UnusableItem } from "../../../src/record/record";
import { type ChartOptions, chartOf } from "../chart-of";

type Json = Readonly<Record<string, unknown>>;

export const loinc = "http://loinc.org";
export const snomed = "http://snomed.info/sct";
export const patient = { resourceType: "Patient", id: "p1", gender: "female", birthDate: "1960-04-12" };

/** LOINC codes the tests use, by what they mean. */
export const codes = {
  spineT: "38267-1",
  spineBmd: "24966-4",
  spineZ: "85394-5",
  hipT: "38264-8",
  leftHipT: "80946-7",
  rightHipT: "80945-9",
  leftHipBmd: "46278-8",
  rightHipBmd: "46279-6",
  femurBmd: "24701-5",
  leftFemurT: "80948-3",
  forearmBmd: "24890-6",
  anyT: "38265-5",
  heelT: "38266-3",
  ctSpineT: "104938-6",
  bone: "46383-6",
} as const;

let nextId = 0;

/** A final DXA Observation of the patient; T-scores and Z-scores by code, BMD in g/cm2 unless `more` says otherwise. */
export function result(code: keyof typeof codes, value: number, on: string, more: Json = {}): Json {
  const unit = code.endsWith("Bmd") || code === "bone" ? "g/cm2" : code.endsWith("Z") ? "{Zscore}" : "{T-score}";
  return {
    resourceType: "Observation",
    id: `o${(nextId += 1)}`,
    status: "final",
    code: { coding: [{ system: loinc, code: codes[code] }] },
    subject: { reference: "Patient/p1" },
    effectiveDateTime: on,
    valueQuantity: { value, unit, system: "http://unitsofmeasure.org", code: unit },
    ...more,
  };
}

/** A DXA report without coded values. */
export function report(on: string, more: Json = {}): Json {
  return {
    resourceType: "DiagnosticReport",
    id: `r${(nextId += 1)}`,
    status: "final",
    code: { coding: [{ system: loinc, code: "38269-7" }], text: "DXA" },
    subject: { reference: "Patient/p1" },
    effectiveDateTime: on,
    ...more,
  };
}

export function procedure(on: string, code: readonly [system: string, code: string], more: Json = {}): Json {
  const [system, value] = code;
  return {
    resourceType: "Procedure",
    id: `x${(nextId += 1)}`,
    status: "completed",
    code: { coding: [{ system, code: value }] },
    subject: { reference: "Patient/p1" },
    performedDateTime: on,
    ...more,
  };
}

export const cpt = "http://www.ama-assn.org/go/cpt";
export const boneDensityScan = [snomed, "312681000"] as const;
export const axialDxa = [cpt, "77080"] as const;

export type Read = { readonly boneDensity: BoneDensity; readonly rejected: readonly UnusableItem[]; readonly chart: Chart };

export type ReadOptions = ChartOptions & { readonly aiSince?: string; readonly confirmed?: readonly string[] };

/** The bone density of a patient with these resources (or of a whole case bundle). */
export function read(bundle: unknown, { aiSince, confirmed, ...options }: ReadOptions = {}): Read {
  const chart = chartOf(Array.isArray(bundle) ? [patient, ...bundle] : bundle, options);
  const boneDensity = readBoneDensity(
    chart,
    { aromataseInhibitorSince: since(aiSince) },
    { reader: reportReader, confirmed: new Set(confirmed), opened: new Map() },
  );
  return { boneDensity, rejected: chart.rejected, chart };
}

function since(day: string | undefined): Therapy["aromataseInhibitorSince"] {
  if (day === undefined) return { state: "not-recorded", searched: ["medication-requests"] };
  return { state: "present", value: parseFhirDate(day) ?? onDay(day), date: undefined, sources: [], how: "coded" };
}

/** Scans as one line per region, the way a clinician would read them out: "2026-02-03 lumbar spine: BMD 0.902, T -1.4". */
export function lines(boneDensity: BoneDensity): readonly string[] {
  return boneDensity.sessions.flatMap((session) =>
    session.results.map(({ region, bmd, tScore, zScore }) => {
      const values = [bmd && `BMD ${bmd.value}`, tScore && `T ${tScore.value}`, zScore && `Z ${zScore.value}`].filter((value) => value !== undefined);
      return `${session.date.text} ${regionLabel(region)}: ${values.join(", ")}`;
    }),
  );
}
