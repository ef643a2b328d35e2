import { isRecord, type RawResource } from "../chart";
import { compareDates, parseDateUpTo } from "../date";
import type { DrugStanding } from "./drug-status";
import type { CalendarDate, FhirDate } from "../fact";
import type { DrugEvidence } from "../record";

export type DrugKind = DrugEvidence["kind"];

export type DrugTimes = {
  readonly start: FhirDate | undefined;
  readonly end: FhirDate | undefined;
  readonly written: FhirDate | undefined;
  readonly supplyDays: number | undefined;
};

/** When a drug was taken according to one resource, and when that was said. An end before the start is no end. */
export function timesOf(resource: RawResource, kind: DrugKind, standing: DrugStanding, today: CalendarDate): DrugTimes {
  const times = readers[kind](resource, (written) => parseDateUpTo(today, written), standing);
  const reversed = times.start && times.end && times.end.latest < times.start.earliest;
  return reversed ? { ...times, end: undefined } : times;
}

type ReadDate = (written: unknown) => FhirDate | undefined;

const readers: Readonly<Record<DrugKind, (resource: RawResource, dateOf: ReadDate, standing: DrugStanding) => DrugTimes>> = {
  order(resource, dateOf, standing) {
    const written = dateOf(resource["authoredOn"]);
    const bounds = boundsOf(resource["dosageInstruction"], dateOf);
    const request = record(resource["dispenseRequest"]);
    // The validity of a prescription ends the therapy only when the order itself is over.
    const validity = standing === "over" || standing === "stopped" ? dateOf(record(request["validityPeriod"])["end"]) : undefined;
    const repeats = typeof request["numberOfRepeatsAllowed"] === "number" && request["numberOfRepeatsAllowed"] > 0 ? request["numberOfRepeatsAllowed"] : 0;
    const supply = daysOf(request["expectedSupplyDuration"]);
    const supplyDays = supply === undefined ? undefined : Math.min(supply * (1 + repeats), longestSupplyDays);
    return { start: bounds.start ?? written, end: bounds.end ?? validity, written, supplyDays };
  },
  statement(resource, dateOf) {
    const period = record(resource["effectivePeriod"]);
    // A reported drug sent as an order has an order's elements.
    const asserted = dateOf(resource["dateAsserted"]) ?? dateOf(resource["authoredOn"]);
    const bounds = boundsOf(resource["dosage"] ?? resource["dosageInstruction"], dateOf);
    const effective = dateOf(period["start"]) ?? dateOf(resource["effectiveDateTime"]) ?? bounds.start;
    return { start: effective ?? asserted, end: dateOf(period["end"]), written: asserted ?? effective, supplyDays: undefined };
  },
  dispense(resource, dateOf) {
    const start = dateOf(resource["whenHandedOver"]) ?? dateOf(resource["whenPrepared"]);
    return { start, end: undefined, written: start, supplyDays: daysOf(resource["daysSupply"]) };
  },
  administration(resource, dateOf) {
    const start = dateOf(resource["effectiveDateTime"]) ?? dateOf(record(resource["effectivePeriod"])["start"]);
    return { start, end: undefined, written: start, supplyDays: undefined };
  },
};

/** What is taken for good is handed over by the month, or four weeks: such a supply tells of no end. */
const monthlySupplyDays = 28;

/**
 * How many days an order lasts by its own words ("for 5 days, then 10 mg for 5 days", Timing.repeat.boundsDuration, the supply), when that
 * is a month at most and nothing may be refilled: a burst that was left active, as most are.
 */
export function burstDays(resource: RawResource, words: string, supplyDays: number | undefined): number | undefined {
  if (Number(record(resource["dispenseRequest"])["numberOfRepeatsAllowed"]) > 0) return undefined;
  const spoken = words.split(/\bthen\b/).map((part) => {
    const [, count, unit] = /\b(?:for|x) ?(\d+) ?-?(d|week)/.exec(part) ?? [];
    return Number(count) * (unit === "week" ? 7 : 1);
  });
  const lines = Array.isArray(resource["dosageInstruction"]) ? resource["dosageInstruction"] : [];
  const bound = lines.map((line) => daysOf(repeatOf(line)["boundsDuration"]) ?? Number.NaN);
  const said =
    [spoken, bound].map((days) => days.reduce((sum, one) => sum + one, 0)).find((days) => days > 0) ??
    (supplyDays !== undefined && supplyDays < monthlySupplyDays ? supplyDays : undefined) ??
    (/dose ?pac?k/.test(words) ? 12 : undefined);
  return said !== undefined && said <= 31 ? said : undefined;
}

function repeatOf(dosage: unknown): Readonly<Record<string, unknown>> {
  return record(record(record(dosage)["timing"])["repeat"]);
}

/** The earliest start and the latest end of all dosage lines; no end while one line has none. */
function boundsOf(dosages: unknown, dateOf: ReadDate): { readonly start: FhirDate | undefined; readonly end: FhirDate | undefined } {
  const periods = (Array.isArray(dosages) ? dosages : []).map((dosage) => record(repeatOf(dosage)["boundsPeriod"]));
  const starts = periods.flatMap((period) => dateOf(period["start"]) ?? []).sort(compareDates);
  const ends = periods.flatMap((period) => dateOf(period["end"]) ?? []).sort((a, b) => (a.latest < b.latest ? -1 : 1));
  return { start: starts[0], end: ends.length === periods.length ? ends.at(-1) : undefined };
}

const longestSupplyDays = 3650;
const dayCounts = new Map(Object.entries({ d: 1, day: 1, days: 1, wk: 7, week: 7, weeks: 7, mo: 30.4375, month: 30.4375, months: 30.4375 }));

/** A Duration or SimpleQuantity of time in whole days; without a unit it is days. */
function daysOf(quantity: unknown): number | undefined {
  const { value, code, unit } = record(quantity);
  if (typeof value !== "number" || !(value > 0 && value <= longestSupplyDays)) return undefined;
  const words = [code, unit].filter((word) => typeof word === "string");
  const factor = words.length === 0 ? 1 : words.flatMap((word) => dayCounts.get(word.toLowerCase()) ?? [])[0];
  return factor === undefined ? undefined : Math.round(value * factor);
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}
