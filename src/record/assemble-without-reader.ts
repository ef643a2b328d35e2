import { assembleRecord, type RecordInput } from "./assemble";
import { fieldsOf, withoutData } from "./attachment/attachments";
import type { BoneHealthRecord } from "./record";
import type { ReportReader } from "./report-text/report-reader";
import type { SearchId, SearchReport } from "./searches";

type HeldBack = { readonly types: readonly string[]; readonly searches: readonly SearchId[] };

const reports: HeldBack = { types: ["DiagnosticReport", "DocumentReference"], searches: ["diagnostic-reports", "documents"] };
/** DXA panels, too, may have a text of their own. */
const reportsAndPanels: HeldBack = { types: [...reports.types, "Observation"], searches: [...reports.searches, "bone-observations", "context-observations"] };

/**
 * The record while the reader of report texts is not there. As long as there is nothing for it to read, it is the record, less
 * the list of what nobody reads. Else
 * the searches that brought a text, and all they brought, count as not answered, with the state and reason of `because`: a
 * report half read would let a scanner, an LSC or a scan seem absent.
 */
export function assembleWithoutReader(input: RecordInput, because: Pick<SearchReport, "state" | "reason">): BoneHealthRecord {
  let unread = false;
  const noReader: ReportReader = {
    attachmentText(attachment) {
      unread ||= fieldsOf(attachment).data !== "";
      return withoutData(attachment);
    },
    narrativeText(div) {
      unread ||= typeof div === "string";
      return "";
    },
    readReportText(text) {
      unread ||= text.trim() !== "";
      return { readings: [] };
    },
    listUnread() {
      // No prompt rests on the entries that nobody reads: they are listed when the reader is there.
    },
  };
  let record = assembleRecord(input, noReader);
  for (const held of [reports, reportsAndPanels]) {
    if (!unread) break;
    unread = false;
    record = assembleRecord(without(input, held, because), noReader);
  }
  return record;
}

function without(input: RecordInput, held: HeldBack, because: Pick<SearchReport, "state" | "reason">): RecordInput {
  return {
    ...input,
    resources: input.resources.filter((resource) => !held.types.includes(typeOf(resource))),
    searches: input.searches.map((search) => (held.searches.includes(search.id) ? { ...search, ...because } : search)),
  };
}

function typeOf(resource: unknown): string {
  return typeof resource === "object" && resource !== null && "resourceType" in resource ? String(resource.resourceType) : "";
}
