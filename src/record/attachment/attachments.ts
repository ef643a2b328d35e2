/** What an attachment says as plain text. `fileOnly`: there is a file, and no text can be had from it here. */
export type AttachmentText = { readonly text: string; readonly fileOnly: boolean; readonly contentType: string };

/** The attachments of a DiagnosticReport or DocumentReference, in order: `DxaReport.attachments` counts the same way. */
export function attachmentsOf(resource: Readonly<Record<string, unknown>>): readonly Readonly<Record<string, unknown>>[] {
  if (resource["resourceType"] === "DocumentReference") {
    return objectsIn(resource["content"]).flatMap((content) => objectsIn([content["attachment"]]));
  }
  return objectsIn(resource["presentedForm"]);
}

/** Under which a file's text is handed to the record once the clinician has opened it. */
export function attachmentKey(reference: string, index: number): string {
  return `${reference}#${index}`;
}

/** Of an attachment without `data`: there is a file somewhere, or nothing. */
export function withoutData(attachment: unknown): AttachmentText {
  const { contentType, url } = fieldsOf(attachment);
  return { text: "", fileOnly: url !== "", contentType: mediaType(contentType) };
}

/** The texts of a FHIR Attachment that say what it is; empty when missing or malformed. */
export function fieldsOf(attachment: unknown): { contentType: string; data: string; url: string } {
  const of = (name: string): string => {
    if (typeof attachment !== "object" || attachment === null) return "";
    const value: unknown = Reflect.get(attachment, name);
    return typeof value === "string" ? value : "";
  };
  return { contentType: of("contentType"), data: of("data"), url: of("url") };
}

/** A content type without its parameters. */
export function mediaType(contentType: string): string {
  return (contentType.split(";")[0] ?? "").trim().toLowerCase();
}

function objectsIn(list: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(list) ? list.filter((one): one is Record<string, unknown> => typeof one === "object" && one !== null && !Array.isArray(one)) : [];
}
