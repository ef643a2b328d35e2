/** What an attachment says as plain text. `fileOnly`: there is a file, and no text can be had from it here. */
export type AttachmentText = { readonly text: string; readonly fileOnly: boolean; readonly contentType: string };

/** Plain text of a FHIR Attachment (R4 datatypes, Attachment). Never throws: what cannot be read is `fileOnly` or empty. */
export function attachmentText(_attachment: unknown): AttachmentText {
  return { text: "", fileOnly: false, contentType: "" };
}

/** Plain text of an XHTML narrative `div`. */
export function narrativeText(_div: unknown): string {
  return "";
}

/** Bytes of a base64 string (RFC 4648, whitespace and the URL alphabet tolerated); undefined when it is not base64. */
export function base64Bytes(_base64: string): Uint8Array<ArrayBuffer> | undefined {
  return undefined;
}
