import { type AttachmentFile, readAttachmentFile } from "../fhir/attachment-file";
import type { SearchResult } from "../fhir/search";
import { attachmentsOf } from "../record/attachment/attachments";
import type { Session } from "../smart/live-session";
import { text } from "./text";

/** The bytes of one attachment of a report that was read, or one sentence on why there are none. Loaded when a file is opened. */
export async function openReportFile(
  session: Session,
  results: readonly SearchResult[],
  { reference, index }: { readonly reference: string; readonly index: number },
  signal: AbortSignal,
): Promise<AttachmentFile> {
  const resource = results.flatMap((result) => result.resources).find((one) => referenceOf(one) === reference);
  const attachment = resource === undefined ? undefined : attachmentsOf(resource as Readonly<Record<string, unknown>>)[index];
  if (attachment === undefined) return { kind: "not-read", because: text("reportGone") };
  return readAttachmentFile({ base: session.issuer, credentials: session, signal }, attachment);
}

function referenceOf(resource: unknown): string | undefined {
  if (typeof resource !== "object" || resource === null) return undefined;
  const { resourceType, id } = resource as { resourceType?: unknown; id?: unknown };
  return typeof resourceType === "string" && typeof id === "string" ? `${resourceType}/${id}` : undefined;
}
