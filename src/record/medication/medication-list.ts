import type { Chart } from "../chart";
import type { DrugEvidenceRead } from "./drug-evidence";
import type { NotRecorded, Unavailable, Unusable } from "../fact";
import type { Therapy } from "../record";
import type { SearchId } from "../searches";

/** The searches that a medication may stand in. */
const medicationSearches = [
  "medication-requests",
  "medication-statements",
  "medication-dispenses",
  "medication-administrations",
] as const satisfies readonly SearchId[];

/**
 * What may be said of a drug that was not found: absence only when every search is complete and every entry names its drug.
 * `others`: further searches it may stand in.
 */
export function absentDrug(chart: Chart, read: Pick<DrugEvidenceRead, "unidentified">, ...others: readonly SearchId[]): NotRecorded | Unavailable | Unusable {
  const absent = chart.absent(...medicationSearches, ...others);
  if (absent.state === "unavailable" || read.unidentified.length === 0) return absent;
  return {
    state: "unusable",
    reason: "Some medication entries do not say which drug they mean, or whose they are, so any drug may be behind them.",
    sources: read.unidentified,
  };
}

/** The same, for readers of the courses. */
export function absentCourse(chart: Chart, therapy: Pick<Therapy, "medicationListComplete">): NotRecorded | Unavailable | Unusable {
  const absent = chart.absent(...medicationSearches);
  if (absent.state === "unavailable" || therapy.medicationListComplete) return absent;
  return { state: "unusable", reason: "Some medication entries do not say which drug they mean.", sources: [] };
}
