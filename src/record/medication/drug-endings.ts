import { addDays, compareDates } from "../date";
import { type DrugReport, type Refusal, worksUntil } from "./drug-evidence";
import type { CalendarDate, FhirDate } from "../fact";
import type { DrugVerdict } from "../record";

/** What stopped an entry that is still marked active. */
type Closing = NonNullable<DrugVerdict["closing"]>;

export type Endings = {
  /** Active entries that a newer, dated word about stopping beats. */
  readonly closed: ReadonlyMap<DrugReport, Closing>;
  /** Active entries older than an order that was stopped nobody knows when. */
  readonly contested: ReadonlyMap<DrugReport, string>;
  /** The newest dated word about stopping. */
  readonly lastStop: FhirDate | undefined;
};

/** Days of grace after a supply ran out, before anyone calls it stopped. */
export const supplyGraceDays = 90;

type Stop = {
  readonly by: string;
  readonly on: FhirDate | undefined;
  /** What was said before this is beaten: a statement speaks for its day, a stopped order for the orders older than itself. */
  readonly beatsBefore: FhirDate | undefined;
};

/**
 * Decides which active entries of one agent lose to a word about stopping: the newest dated explicit statement wins over older
 * active orders; a later supply or dose shows that the drug went on.
 */
export function readEndings(reports: readonly DrugReport[], refusals: readonly Refusal[], today: CalendarDate): Endings {
  const stops: readonly Stop[] = [
    ...refusals.map(({ reference, on }) => ({ by: reference, on, beatsBefore: on })),
    ...reports.flatMap((report): Stop[] => {
      const over = report.standing === "stopped" || (report.kind === "statement" && report.standing === "over");
      if (!over) return [];
      const on = report.kind === "statement" ? (report.end ?? report.written) : report.end;
      return [{ by: report.reference, on, beatsBefore: report.kind === "statement" ? on : (report.written ?? report.start) }];
    }),
  ];
  const closed = new Map<DrugReport, Closing>();
  const contested = new Map<DrugReport, string>();
  for (const report of reports) {
    if (report.standing !== "in-use" && report.standing !== "on-hold" && report.standing !== "unknown") continue;
    const said = report.written ?? report.start;
    const beating = stops.filter((stop) => stop.beatsBefore && (said === undefined || said.latest < stop.beatsBefore.earliest));
    const dated = beating
      .flatMap(({ by, on }) => (on && !suppliedAfter(reports, on) ? [{ by, on }] : []))
      .sort((a, b) => compareDates(b.on, a.on) || (a.by < b.by ? -1 : 1));
    const undated = beating
      .filter((stop) => stop.on === undefined)
      .map((stop) => stop.by)
      .sort();
    if (dated[0]) closed.set(report, dated[0]);
    else if (undated[0] !== undefined && !supplyReaches(reports, addDays(today, -supplyGraceDays))) contested.set(report, undated[0]);
  }
  const days = stops.flatMap((stop) => stop.on ?? []).sort((a, b) => (a.latest < b.latest ? -1 : 1));
  return { closed, contested, lastStop: days.at(-1) };
}

/** The newest day up to which a supply or dose works. */
export function supplyReach(reports: readonly DrugReport[]): CalendarDate | undefined {
  return reports
    .filter(isSupply)
    .flatMap((report) => worksUntil(report) ?? [])
    .sort()
    .at(-1);
}

export function isSupply(report: DrugReport): boolean {
  return report.standing === "supplied" || report.standing === "given";
}

function suppliedAfter(reports: readonly DrugReport[], on: FhirDate): boolean {
  return reports.some((report) => isSupply(report) && report.start !== undefined && report.start.earliest > on.latest);
}

function supplyReaches(reports: readonly DrugReport[], day: CalendarDate): boolean {
  const reach = supplyReach(reports);
  return reach !== undefined && reach >= day;
}
