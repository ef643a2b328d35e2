import { type Chart, codingsOf, noOwner, type RawResource } from "../chart";
import { daysBetween, parseDateUpTo } from "../date";
import type { FhirDate } from "../fact";
import type { UnusableItem } from "../record";
import type { DxaCodes } from "./dxa-codes";
import type { MeasuredSession } from "./dxa-sessions";

/**
 * Entries that tell of a scan without counting as one: those that do not say which patient they belong to, and images of which
 * no report or value came. While there are any, no scan is not claimed.
 */
export function scansInDoubt(chart: Chart, codes: DxaCodes, measured: readonly MeasuredSession[]): readonly UnusableItem[] {
  return [...scansOfNobody(chart, codes), ...imagesAlone(chart, codes, measured)];
}

function scansOfNobody(chart: Chart, codes: DxaCodes): readonly UnusableItem[] {
  return chart.strays.flatMap(({ resourceType, id, code }): readonly UnusableItem[] => {
    const meaning = resourceType === "Observation" ? codes.ofObservation(code) : codes.ofStudy(code);
    const mayBeOne = meaning?.kind === "result" || meaning?.kind === "study";
    return mayBeOne ? [{ reference: `${resourceType}/${id}`, kind: "malformed", what: "DXA", reason: noOwner }] : [];
  });
}

/** Report and images of one scan may carry the days of reading and of scanning. */
const sameScanDays = 7;

function imagesAlone(chart: Chart, codes: DxaCodes, measured: readonly MeasuredSession[]): readonly UnusableItem[] {
  return chart.ofType("ImagingStudy").flatMap((images): readonly UnusableItem[] => {
    const date = parseDateUpTo(chart.today, images["started"]);
    const isTold = (of: FhirDate): boolean => measured.some(({ session }) => Math.abs(daysBetween(session.date.earliest, of.earliest)) <= sameScanDays);
    if (images["status"] !== "available" || !isDxa(images, codes) || (date && (date.earliest > chart.today || isTold(date)))) return [];
    const reason = "No report and no value of it came.";
    return [{ reference: `ImagingStudy/${images.id}`, kind: "not-numeric", what: "DXA images", reason, ...(date && { date }) }];
  });
}

/** By its procedure or description, or by DICOM's modality BMD (bone densitometry by X-ray). */
function isDxa({ procedureCode, description, modality }: RawResource, codes: DxaCodes): boolean {
  const [procedure] = Array.isArray(procedureCode) ? procedureCode : [];
  const meaning = codes.ofStudy(procedure, typeof description === "string" ? [description] : []);
  return meaning?.kind === "study" || codingsOf({ coding: modality }).some(({ code }) => code === "BMD");
}
