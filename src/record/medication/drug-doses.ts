import { addDays, compareDates } from "../date";
import { isSupply } from "./drug-endings";
import type { DrugReport } from "./drug-evidence";
import type { Dose } from "../record";

/** A dispense, order or statement this close to a dose speaks of the same dose. */
const sameDoseDays = 13;

/**
 * Doses of a drug that others give, oldest first. An administration beats a dispense of the same days; orders and
 * statements count only where neither was recorded of this drug (`ofTheAgent`), because an order is not a dose: where doses are
 * recorded, a renewed order without one is a dose that nobody saw given.
 */
export function dosesOf(reports: readonly DrugReport[], ofTheAgent: readonly DrugReport[] = reports): readonly Dose[] {
  const injected = reports.filter((report) => report.injected);
  const dosesAreRecorded = ofTheAgent.some((report) => report.injected && report.start !== undefined && isSupply(report));
  const doses: Dose[] = [];
  for (const kind of ["administration", "dispense", "statement", "order"] as const) {
    if ((doses.length > 0 || dosesAreRecorded) && (kind === "statement" || kind === "order")) break;
    const found = injected.flatMap((report): Dose[] =>
      report.kind === kind && report.start && report.standing !== "unknown" ? [{ date: report.start, reference: report.reference, kind }] : [],
    );
    found.sort((a, b) => compareDates(a.date, b.date) || (a.reference < b.reference ? -1 : 1));
    const apart = kind === "administration" ? 0 : sameDoseDays;
    for (const dose of found) if (!doses.some((known) => within(known, dose, apart))) doses.push(dose);
  }
  return doses.sort((a, b) => compareDates(a.date, b.date) || (a.reference < b.reference ? -1 : 1));
}

function within(a: Dose, b: Dose, days: number): boolean {
  return a.date.earliest <= addDays(b.date.latest, days) && b.date.earliest <= addDays(a.date.latest, days);
}
