import { base64Bytes } from "../record/attachment/text";
import { isObject } from "./operation-outcome";
import { type Credentials, exchange, withToken } from "./transport";

/** The bytes of a file, or one sentence for a person on why there are none. */
export type AttachmentFile = { readonly kind: "bytes"; readonly bytes: Uint8Array<ArrayBuffer> } | { readonly kind: "not-read"; readonly because: string };

export type FileAccess = { readonly base: string; readonly credentials: Credentials; readonly signal: AbortSignal };

/** Larger files are left to the EHR's own viewer. */
const mostBytes = 25_000_000;

/**
 * The content of a FHIR Attachment: its own `data`, or its `url` when that is on the FHIR server of the session: the token goes
 * nowhere else. A Binary may come as the file itself or as JSON with base64 (R4 Binary, 2.40.5). Never rejects.
 */
export async function readAttachmentFile(access: FileAccess, attachment: Readonly<Record<string, unknown>>): Promise<AttachmentFile> {
  const { data, url } = attachment;
  if (typeof data === "string" && data !== "") {
    const bytes = base64Bytes(data);
    return bytes === undefined ? notRead("What the EHR sent for this file cannot be decoded.") : checked(bytes);
  }
  if (typeof url !== "string" || url === "") return notRead("The EHR names this file but gives neither its content nor its address.");
  const address = addressOf(access.base, url);
  if (address === undefined) {
    return notRead("This file is kept outside the EHR's FHIR server. Boneline sends patient data and its access to no other place: open it in the EHR.");
  }
  const init: RequestInit = { method: "GET", headers: { accept: "application/pdf, application/fhir+json;q=0.9" } };
  const got = await withToken(access.credentials, async (token) => {
    const sent = await exchange({ url: address, init, token, signal: access.signal }, (response) => response.arrayBuffer());
    return "why" in sent ? { status: undefined, why: sent.why } : { status: sent.response.status, bytes: new Uint8Array(sent.body) };
  });
  if (got === undefined) return notRead("The session with the EHR has ended. Launch Boneline from the EHR again.");
  if ("why" in got) return notRead(got.why === "too-slow" ? "The EHR did not send this file in time. Try again." : "The EHR could not be reached. Try again.");
  if (got.status < 200 || got.status > 299) return notRead(refusals.get(got.status) ?? `The EHR did not send this file (${got.status}).`);
  access.credentials.accepted();
  const inBinary = contentOfBinary(got.bytes);
  return inBinary === "broken" ? notRead("What the EHR sent for this file cannot be decoded.") : checked(inBinary ?? got.bytes);
}

const refusals: ReadonlyMap<number, string> = new Map([
  [401, "The EHR did not accept the sign-in (401). Launch Boneline from the EHR again."],
  [403, "The EHR does not show this file to this user or to this app (403): open it in the EHR."],
  [404, "The EHR does not have this file at the address it gave (404): look for it in the EHR."],
  [410, "The EHR says that this file was removed (410)."],
]);

/** An address on the same FHIR base, relative or absolute; undefined for any other place. */
function addressOf(base: string, url: string): string | undefined {
  if (!URL.canParse(url, `${base}/`)) return undefined;
  const address = new URL(url, `${base}/`);
  const home = new URL(`${base}/`);
  return address.origin === home.origin && address.pathname.startsWith(home.pathname) && !address.username ? address.href : undefined;
}

/** Of a Binary resource in JSON its bytes; undefined when it is the file itself. */
function contentOfBinary(bytes: Uint8Array): Uint8Array<ArrayBuffer> | "broken" | undefined {
  if (bytes[0] !== 0x7b) return undefined; // "{"
  try {
    const binary: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (!isObject(binary) || binary["resourceType"] !== "Binary" || typeof binary["data"] !== "string") return "broken";
    return base64Bytes(binary["data"]) ?? "broken";
  } catch {
    return "broken";
  }
}

function checked(bytes: Uint8Array<ArrayBuffer>): AttachmentFile {
  if (bytes.length === 0) return notRead("This file is empty.");
  if (bytes.length > mostBytes) return notRead("This file is too large to be opened here: open it in the EHR.");
  return { kind: "bytes", bytes };
}

function notRead(because: string): AttachmentFile {
  return { kind: "not-read", because };
}
