import type { Fact, Present } from "../record/fact";
import type { BoneHealthRecord } from "../record/record";
import type { SearchId, SearchReport } from "../record/searches";
import type { Missing } from "./model";
import type { Seen } from "./seen";
import { withoutStop } from "./wording";

/** What each search was to bring, in words. */
export const searchWords: Readonly<Record<SearchId, string>> = {
  patient: "patient details",
  "medication-requests": "medication orders",
  "medication-statements": "reported medicines",
  "medication-administrations": "injections and infusions given",
  "medication-dispenses": "pharmacy dispenses",
  "bone-observations": "DXA and vitamin D results",
  "context-observations": "chemistry, weight and lifestyle results",
  conditions: "diagnoses",
  procedures: "procedures",
  "diagnostic-reports": "diagnostic reports",
  documents: "documents",
  "family-history": "family history",
};

/** A scan may be told of by any of these, so an interval may be claimed only when all of them were read. */
export const dxaSearches = ["bone-observations", "diagnostic-reports", "procedures", "documents"] as const satisfies readonly SearchId[];

/** Medicines may stand in any of these. */
export const medicationSearches = [
  "medication-requests",
  "medication-statements",
  "medication-administrations",
  "medication-dispenses",
] as const satisfies readonly SearchId[];

/** What is given by others may stand as a procedure besides: of an injection or infusion many clinics record no more. */
export const givenMedicineSearches = [...medicationSearches, "procedures"] as const satisfies readonly SearchId[];

/** A server may lack these types: then the same facts stand in the types it has (architecture; lead's decision). */
const mayBeUnsupported: ReadonlySet<SearchId> = new Set([
  "medication-statements",
  "medication-administrations",
  "medication-dispenses",
  "procedures",
  "documents",
  "family-history",
]);
/** Unsupported is a failure only where no other type can hold the same facts. */
const neededFromEveryServer: ReadonlySet<SearchId> = new Set(["bone-observations", "medication-requests", "diagnostic-reports", "conditions"]);

/** Whether what a search did not bring is known not to be there. */
export function isRead(record: BoneHealthRecord, id: SearchId): boolean {
  const state = record.searches.find((search) => search.id === id)?.state;
  return state === "complete" || (state === "unsupported" && mayBeUnsupported.has(id));
}

/** The searches among these that leave a hole: not asked, pending, partial, refused or failed. */
export function unread(record: BoneHealthRecord, ids: readonly SearchId[]): readonly SearchId[] {
  return ids.filter((id) => !isRead(record, id));
}

/** Every search that did not end well, for STATE-ERR. Pending is not yet an error. */
export function failedSearches(record: BoneHealthRecord): readonly SearchReport[] {
  return record.searches.filter(
    ({ id, state }) => state === "refused" || state === "failed" || state === "partial" || (state === "unsupported" && neededFromEveryServer.has(id)),
  );
}

/** The unread searches as missing facts. */
export function seeUnread(record: BoneHealthRecord, ids: readonly SearchId[], couldChange?: string): Seen {
  const missing = unread(record, ids).map((id): Missing => {
    const fact = holeOf(record, [id]);
    return {
      label: searchWords[id],
      state: "unavailable",
      reason: fact.pending ? "still loading" : fact.reason,
      ...(couldChange !== undefined && { couldChange }),
    };
  });
  return { inputs: [], missing };
}

/**
 * A "latest" or "lowest" value may be taken as such only when its searches were read to the end: a page that is missing
 * may hold a newer one. A present fact from an unread search is handed on as unavailable.
 */
export function wholly<T>(record: BoneHealthRecord, fact: Fact<T>, ...ids: readonly SearchId[]): Fact<T> {
  if (!isPresent(fact) || fact.how === "entered-here") return fact;
  const open = unread(record, ids);
  return open.length === 0 ? fact : holeOf(record, open);
}

function isPresent<T>(fact: Fact<T>): fact is Present<T> {
  return fact.state === "present";
}

function holeOf(record: BoneHealthRecord, ids: readonly SearchId[]) {
  const reports = ids.map((id) => record.searches.find((search) => search.id === id));
  const pending = reports.every((report) => report?.state === "pending");
  const reason = reports.map((report, index) => `${searchWords[ids[index] ?? "patient"]}: ${withoutStop(report?.reason || why(report))}`).join("; ");
  return { state: "unavailable", searches: ids, pending, reason } as const;
}

function why(report: SearchReport | undefined): string {
  if (report === undefined) return "not asked for";
  return report.state === "partial" ? "only partly loaded" : report.state === "unsupported" ? "not offered by this server" : report.state;
}
