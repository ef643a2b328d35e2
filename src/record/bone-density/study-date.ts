import { birthOf } from "../birth";
import { type Chart, isRecord, type RawResource } from "../chart";
import { parseDateUpTo } from "../date";
import type { FhirDate } from "../fact";
import type { UnusableItem } from "../record";

export type StudyDate =
  | { readonly state: "dated"; readonly date: FhirDate /** Set when it is not the day of the scan itself. */; readonly note: string | undefined }
  | { readonly state: "unusable"; readonly kind: UnusableItem["kind"]; readonly reason: string; readonly date?: FhirDate };

type Candidate = readonly [written: unknown, note: string | undefined];

/**
 * The day of the scan a DiagnosticReport, DocumentReference or Procedure tells of; else the day it was issued or filed, and
 * says so. Dates that are not real, after today or before birth are not used.
 */
export function studyDate(chart: Chart, study: RawResource): StudyDate {
  const candidates = candidatesOf(study).filter(([written]) => written !== undefined && written !== null);
  for (const [written, note] of candidates) {
    const date = parseDateUpTo(chart.today, written);
    if (!date) continue;
    if (date.earliest > chart.today) return { state: "unusable", kind: "future-date", reason: "It is dated after today.", date };
    const birth = birthOf(chart);
    if (birth && date.latest < birth.earliest) return { state: "unusable", kind: "implausible", reason: "It is dated before the patient's birth.", date };
    return { state: "dated", date, note };
  }
  return { state: "unusable", kind: "malformed", reason: candidates.length > 0 ? "Its date is not a real date." : "It has no date." };
}

function candidatesOf(study: RawResource): readonly Candidate[] {
  switch (study.resourceType) {
    case "Procedure": // occurrence[x] is R5's name of performed[x]
      return [
        [study["performedDateTime"], undefined],
        ...periodOf(study["performedPeriod"]),
        [study["performedString"], undefined],
        [study["occurrenceDateTime"], undefined],
        ...periodOf(study["occurrencePeriod"]),
      ];
    case "DocumentReference": {
      const context = isRecord(study["context"]) ? study["context"] : {};
      const contents = Array.isArray(study["content"]) ? study["content"].filter(isRecord) : [];
      const attachments = contents.map((content) => content["attachment"]).filter(isRecord);
      return [
        ...periodOf(context["period"]),
        ...attachments.map((attachment): Candidate => [attachment["creation"], "dated by when the document was made, not by the scan"]),
        [study["date"], "dated by when the document was filed, not by the scan"],
      ];
    }
    default:
      return [
        [study["effectiveDateTime"], undefined],
        ...periodOf(study["effectivePeriod"]),
        [study["issued"], "dated by when the report was issued, not by the scan"],
      ];
  }
}

function periodOf(period: unknown): readonly Candidate[] {
  return isRecord(period)
    ? [
        [period["start"], undefined],
        [period["end"], undefined],
      ]
    : [];
}
