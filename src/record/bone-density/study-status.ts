import { type Chart, labelOf, type RawResource } from "../chart";
import { identifiersOf } from "../observation";
import type { UnusableItem } from "../record";

/** What a status makes of a study: it tells of a scan that was done (with a caveat, perhaps), or not. */
export type StudyStatus =
  | { readonly state: "usable"; readonly note: string | undefined }
  | { readonly state: "unusable"; readonly kind: UnusableItem["kind"]; readonly reason: string };

/** DiagnosticReport.status of R4. A preliminary report is of a scan that was done. */
export function reportStatus(status: unknown): StudyStatus {
  switch (status) {
    case "final":
    case "amended":
    case "corrected":
    case "appended":
      return { state: "usable", note: undefined };
    case "partial":
    case "preliminary":
      return { state: "usable", note: "the report is preliminary" };
    case "entered-in-error":
      return { state: "unusable", kind: "entered-in-error", reason: "It was entered in error." };
    case "cancelled":
      return { state: "unusable", kind: "not-final", reason: "It was cancelled: there is no report." };
    case "registered":
      return { state: "unusable", kind: "not-final", reason: "It is only registered: there is no report yet." };
    case "unknown":
      return { state: "usable", note: "the status of the report is recorded as unknown" };
    default:
      return { state: "unusable", kind: "malformed", reason: "It has no readable status, so nobody can tell whether it is a final report." };
  }
}

/** DocumentReference.status, which is of the reference, and docStatus, which is of the document (R4). */
export function documentStatus(status: unknown, docStatus: unknown): StudyStatus {
  if (status === "entered-in-error" || docStatus === "entered-in-error")
    return { state: "unusable", kind: "entered-in-error", reason: "It was entered in error." };
  if (status === "superseded") return { state: "unusable", kind: "superseded", reason: "It was replaced by a later document." };
  if (status !== "current") return { state: "unusable", kind: "malformed", reason: "It has no readable status, so nobody can tell whether it is valid." };
  return { state: "usable", note: docStatus === "preliminary" ? "the document is preliminary" : undefined };
}

/** Procedure.status of R4: whether the scan took place. */
export function procedureStatus(status: unknown): StudyStatus {
  switch (status) {
    case "completed":
      return { state: "usable", note: undefined };
    case "entered-in-error":
      return { state: "unusable", kind: "entered-in-error", reason: "It was entered in error." };
    case "not-done":
    case "stopped":
      return { state: "unusable", kind: "other", reason: "The record says it was not done." };
    case "preparation":
    case "in-progress":
    case "on-hold":
      return { state: "unusable", kind: "not-final", reason: "The record does not say that it was done." };
    default:
      return { state: "unusable", kind: "malformed", reason: "It has no readable status, so nobody can tell whether it was done." };
  }
}

const reportRank: Readonly<Record<string, number>> = { partial: 1, preliminary: 1, final: 2, appended: 2, amended: 3, corrected: 3 };

/** Reports of which a more final version stands under the same number and name. */
export function replacedReports(chart: Chart): ReadonlySet<RawResource> {
  const versions = new Map<string, RawResource[]>();
  for (const report of chart.ofType("DiagnosticReport")) {
    for (const identifier of identifiersOf(report)) {
      const key = `${identifier}|${labelOf(report["code"], "")}`;
      const alike = versions.get(key);
      if (alike) alike.push(report);
      else versions.set(key, [report]);
    }
  }
  const rank = (report: RawResource): number => reportRank[String(report["status"])] ?? 0;
  return new Set(
    [...versions.values()].flatMap((alike) => {
      const most = Math.max(...alike.map(rank));
      return alike.filter((report) => rank(report) < most);
    }),
  );
}
