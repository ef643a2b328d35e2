import { isRecord, type RawResource } from "./chart";
import { compareDates, parseFhirDate } from "./date";
import type { DrugStanding } from "./drug-status";
import type { FhirDate } from "./fact";
import type { DrugEvidence } from "./record";

export type DrugKind = DrugEvidence["kind"];

export type DrugTimes = {
  readonly start: FhirDate | undefined;
  readonly end: FhirDate | undefined;
  readonly written: FhirDate | undefined;
  readonly supplyDays: number | undefined;
};

/** When a drug was taken according to one resource, and when that was said. An end before the start is no end. */
export function timesOf(resource: RawResource, kind: DrugKind, standing: DrugStanding): DrugTimes {
  const times = readTimes(resource, kind, standing);
  const reversed = times.start && times.end && times.end.latest < times.start.earliest;
  return reversed ? { ...times, end: undefined } : times;
}

function readTimes(resource: RawResource, kind: DrugKind, standing: DrugStanding): DrugTimes {
  switch (kind) {
    case "order": {
      const written = parseFhirDate(resource["authoredOn"]);
      const bounds = boundsOf(resource["dosageInstruction"]);
      const request = record(resource["dispenseRequest"]);
      // The validity of a prescription ends the therapy only when the order itself is over.
      const validity = standing === "over" || standing === "stopped" ? parseFhirDate(record(request["validityPeriod"])["end"]) : undefined;
      const repeats = typeof request["numberOfRepeatsAllowed"] === "number" && request["numberOfRepeatsAllowed"] > 0 ? request["numberOfRepeatsAllowed"] : 0;
      const supply = daysOf(request["expectedSupplyDuration"]);
      return { start: bounds.start ?? written, end: bounds.end ?? validity, written, supplyDays: supply === undefined ? undefined : supply * (1 + repeats) };
    }
    case "statement": {
      // A reported order has an order's elements.
      const period = record(resource["effectivePeriod"]);
      const asserted = parseFhirDate(resource["dateAsserted"]) ?? parseFhirDate(resource["authoredOn"]);
      const effective =
        parseFhirDate(period["start"]) ?? parseFhirDate(resource["effectiveDateTime"]) ?? boundsOf(resource["dosage"] ?? resource["dosageInstruction"]).start;
      return { start: effective ?? asserted, end: parseFhirDate(period["end"]), written: asserted ?? effective, supplyDays: undefined };
    }
    case "dispense": {
      const start = parseFhirDate(resource["whenHandedOver"]) ?? parseFhirDate(resource["whenPrepared"]);
      return { start, end: undefined, written: start, supplyDays: daysOf(resource["daysSupply"]) };
    }
    case "administration": {
      const period = record(resource["effectivePeriod"]);
      const start = parseFhirDate(resource["effectiveDateTime"]) ?? parseFhirDate(period["start"]);
      return { start, end: undefined, written: start, supplyDays: undefined };
    }
  }
}

/** The earliest start and the latest end of all dosage lines; no end while one line has none. */
function boundsOf(dosages: unknown): { readonly start: FhirDate | undefined; readonly end: FhirDate | undefined } {
  const periods = (Array.isArray(dosages) ? dosages : []).map((dosage) => record(record(record(record(dosage)["timing"])["repeat"])["boundsPeriod"]));
  const starts = periods.flatMap((period) => parseFhirDate(period["start"]) ?? []).sort(compareDates);
  const ends = periods.flatMap((period) => parseFhirDate(period["end"]) ?? []).sort((a, b) => (a.latest < b.latest ? -1 : 1));
  return { start: starts[0], end: ends.length === periods.length ? ends.at(-1) : undefined };
}

const dayCounts: Readonly<Record<string, number>> = { d: 1, day: 1, days: 1, wk: 7, week: 7, weeks: 7, mo: 30.4375, month: 30.4375, months: 30.4375 };

/** A Duration or SimpleQuantity of time in whole days; without a unit it is days. */
function daysOf(quantity: unknown): number | undefined {
  const { value, code, unit } = record(quantity) as { value?: unknown; code?: unknown; unit?: unknown };
  if (typeof value !== "number" || !Number.isFinite(value) || value <= 0 || value > 3650) return undefined;
  const factor = code === undefined && unit === undefined ? 1 : (dayCounts[String(code).toLowerCase()] ?? dayCounts[String(unit).toLowerCase()]);
  return factor === undefined ? undefined : Math.round(value * factor);
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}
