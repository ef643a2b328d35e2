import { markupText } from "./markup";
import { rtfText } from "./rtf";
import { type AttachmentText, fieldsOf, mediaType, withoutData } from "./attachments";

/**
 * Plain text of a FHIR Attachment (R4 datatypes, Attachment): text, HTML, XML and RTF from base64 `data`. A PDF, an image, an
 * address without data and data that cannot be read are `fileOnly`. The content decides over its label (a PDF sent as
 * text/plain is a PDF). Never throws.
 */
export function attachmentText(attachment: unknown): AttachmentText {
  const { contentType, data } = fieldsOf(attachment);
  if (data === "") return withoutData(attachment);
  const bytes = base64Bytes(data);
  return bytes === undefined ? { text: "", fileOnly: true, contentType: mediaType(contentType) } : textOfBytes(bytes, contentType);
}

/** The same of a file's bytes, whatever its label says. Never throws. */
export function textOfBytes(bytes: Uint8Array, written: string): AttachmentText {
  const [, ...parameters] = written.toLowerCase().split(";");
  const contentType = mediaType(written);
  const kind = contentKind(bytes, contentType);
  if (kind === "file") return { text: "", fileOnly: true, contentType: startsWith(bytes, "%PDF") ? "application/pdf" : contentType };
  const decoded = decode(bytes, charset(parameters));
  const text = kind === "rtf" ? rtfText(decoded) : kind === "markup" ? markupText(decoded) : plainText(decoded);
  return { text, fileOnly: false, contentType: contentType === "" ? "text/plain" : contentType };
}

/** Plain text of an XHTML narrative `div` (R4 Narrative): table rows as lines, cells separated by " | ". Never throws. */
export function narrativeText(div: unknown): string {
  return typeof div === "string" ? markupText(div) : "";
}

/**
 * Bytes of a base64 string (RFC 4648; white space, missing padding and the URL alphabet are tolerated). Undefined when it is
 * not base64. Uses `atob`, which browsers, workers and Node share.
 */
export function base64Bytes(base64: string): Uint8Array<ArrayBuffer> | undefined {
  const compact = base64
    .replace(/^data:[^,]{0,200},/, "")
    .replace(/\s+/g, "")
    .replace(/-/g, "+")
    .replace(/_/g, "/")
    .replace(/=+$/, "");
  if (compact.length % 4 === 1 || !/^[A-Za-z0-9+/]*$/.test(compact)) return undefined;
  const binary = atob(compact);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index);
  return bytes;
}

function contentKind(bytes: Uint8Array, contentType: string): "plain" | "markup" | "rtf" | "file" {
  if (startsWith(bytes, "%PDF")) return "file";
  if (startsWith(bytes, "{\\rtf")) return "rtf";
  if (/html|xml/.test(contentType)) return "markup";
  if (startsWith(bytes, "<?xml") || startsWith(bytes, "<!doctype") || startsWith(bytes, "<html") || startsWith(bytes, "<div")) return "markup";
  const mayBeText = contentType.startsWith("text/") || contentType === "" || contentType === "application/octet-stream" || contentType === "application/rtf";
  return mayBeText && !looksBinary(bytes) ? "plain" : "file";
}

/** Whether the content begins so (ASCII, letter case ignored), after a byte order mark and white space. */
function startsWith(bytes: Uint8Array, beginning: string): boolean {
  const head = String.fromCharCode(...bytes.subarray(0, 64)).replace(/^(?:\xef\xbb\xbf)?\s*/, "");
  return head.slice(0, beginning.length).toLowerCase() === beginning.toLowerCase();
}

/** Control characters that no text has. */
function looksBinary(bytes: Uint8Array): boolean {
  if (utf16(bytes) !== undefined) return false;
  const head = bytes.subarray(0, 4096);
  const odd = head.filter((byte) => byte < 9 || (byte > 13 && byte < 27) || (byte > 27 && byte < 32)).length;
  return odd > head.length / 50;
}

function charset(parameters: readonly string[]): string {
  const named = parameters.map((parameter) => /^\s*charset\s*=\s*"?([\w.:-]+)/.exec(parameter)?.[1]).find((name) => name !== undefined);
  return named ?? "utf-8";
}

/** A wrong or unknown charset label must not lose the report: UTF-8 if it is that, else Windows-1252, which reads any byte. */
function decode(bytes: Uint8Array, label: string): string {
  for (const candidate of [utf16(bytes) ?? label, "utf-8"]) {
    try {
      return new TextDecoder(candidate, { fatal: true }).decode(bytes);
    } catch {
      continue;
    }
  }
  return new TextDecoder("windows-1252").decode(bytes);
}

/** UTF-16 by its byte order mark; without one by the zero byte beside nearly every letter. */
function utf16(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const head = bytes.subarray(0, 400);
  const zeros = [0, 1].map((parity) => head.filter((byte, index) => byte === 0 && index % 2 === parity).length / (head.length / 2));
  const [even = 0, odd = 0] = zeros;
  if (head.length < 8 || Math.min(even, odd) > 0.05) return undefined;
  return odd > 0.6 ? "utf-16le" : even > 0.6 ? "utf-16be" : undefined;
}

function plainText(text: string): string {
  const lines = text
    .replace(/\r\n?|[\f\v\u0085]/g, "\n")
    .replace(/\0/g, "")
    .split("\n");
  return lines
    .map((line) => line.trimEnd()) // a pattern for spaces before a line's end takes hours over a page of spaces
    .join("\n")
    .trim();
}
