import type { Ehr, WritableType } from "../smart/registry";
import { type Capabilities, offers } from "./capabilities";
import { grantFor } from "./granted-scopes";
import { isObject, isOutcome, issuesOf } from "./operation-outcome";
import { type Answer, attempt, type Attempt, type Credentials, withToken } from "./transport";

/** Where to write, and with whose token; a `Session` gives `{ base: session.issuer, credentials: session }`. */
export type WriteAccess = {
  readonly base: string;
  readonly credentials: Credentials;
  /** Where they say that the server checks (`$validate`), a resource is checked before it is stored. */
  readonly capabilities?: Capabilities | undefined;
};

/** A resource to be stored; with an id it replaces the one that has it. */
export type WritableResource = { readonly resourceType: WritableType; readonly id?: string; readonly [element: string]: unknown };

export type WriteOptions = {
  /** Create only: the search (`identifier=system|value`) that must find nothing, so that a second try stores nothing twice. */
  readonly ifNoneExist?: string;
  /** Update only: the ETag of the version that was changed (`W/"3"`). */
  readonly ifMatch?: string;
  readonly signal: AbortSignal;
};

export type WriteOutcome =
  | {
      readonly kind: "written";
      /** `found`: it was there already, from an earlier try. */
      readonly how: "created" | "found" | "updated";
      /** `Observation/123`. */
      readonly reference: string;
      /** The address the EHR gave for it, or the one it follows from. */
      readonly location: string;
      /** As it was read back afterwards; undefined when reading back failed, which is then said. */
      readonly stored: Readonly<Record<string, unknown>> | undefined;
      readonly etag: string | undefined;
      /** Who wrote it with what, where the EHR keeps that: see origin.ts. Absent: it does not. */
      readonly origin?: { readonly kind: "recorded"; readonly reference: string } | { readonly kind: "not-recorded"; readonly because: string };
    }
  /** The EHR said no: nothing was stored. */
  | {
      readonly kind: "refused";
      readonly why: "signed-out" | "forbidden" | "changed-meanwhile" | "several-found" | "not-accepted" | "not-offered" | "busy" | "error";
      readonly status: number | undefined;
      /** For a person: what happened, and what to do. */
      readonly because: string;
      /** The EHR's own words, if any; to be shown to the person only, for they may hold what was entered. */
      readonly details: readonly string[];
    }
  /** No answer came, or one that does not say: it may or may not have been stored. */
  | { readonly kind: "unknown"; readonly because: string };

/**
 * Stores one resource in the EHR: `POST [base]/[type]`, or `PUT [base]/[type]/[id]` for one with an id; then reads it back. The
 * token is renewed first if it is about to end, and once after a 401, which stores nothing. A server that offers `$validate` on the
 * type is asked first: what it finds wrong is not sent to be stored. Nothing else is repeated: whether to try again is a person's decision. Never rejects but when aborted before it was sent.
 */
export async function writeResource(access: WriteAccess, resource: WritableResource, options: WriteOptions): Promise<WriteOutcome> {
  options.signal.throwIfAborted();
  const { resourceType, id } = resource;
  if (id !== undefined && options.ifMatch === undefined)
    return refusal(
      "not-accepted",
      undefined,
      "The EHR gives this entry no version, so a change could overwrite somebody else's. Nothing was sent; change it in the EHR.",
    );
  const faults = await faultsFound(access, resource, options.signal);
  options.signal.throwIfAborted();
  if (faults.length > 0) {
    const because = "The EHR checked it and found it not to be in order: nothing was stored.";
    return { kind: "refused", why: "not-accepted", status: undefined, because, details: faults };
  }
  const headers: Record<string, string> = { "content-type": "application/fhir+json", prefer: "return=representation" };
  if (id === undefined && options.ifNoneExist !== undefined) headers["if-none-exist"] = options.ifNoneExist;
  if (id !== undefined && options.ifMatch !== undefined) headers["if-match"] = options.ifMatch;
  const url = id === undefined ? `${access.base}/${resourceType}` : `${access.base}/${resourceType}/${id}`;
  const init: RequestInit = { method: id === undefined ? "POST" : "PUT", body: JSON.stringify(resource), headers };
  const sent = await withToken(access.credentials, (token) => attempt(url, init, token, options.signal));
  if (sent === undefined) return refusal("signed-out", undefined, "The session with the EHR has ended, so nothing was sent. Launch Boneline again.");
  const stored = storedOf(sent);
  if (stored === undefined) return outcomeOf(sent.answer);

  const reference = referenceIn(sent.headers?.get("location"), resourceType) ?? referenceOf(stored.body, resourceType) ?? (id && `${resourceType}/${id}`);
  if (reference === undefined) {
    return { kind: "unknown", because: "The EHR says that it was stored, but not where. Look for it in the EHR before entering it again." };
  }
  access.credentials.accepted();
  const location = sent.headers?.get("location") ?? `${access.base}/${reference}`;
  const back = await withToken(access.credentials, (token) => attempt(`${access.base}/${reference}`, { method: "GET" }, token, options.signal));
  const read = back?.answer.kind === "json" && isObject(back.answer.body) && back.answer.body["resourceType"] === resourceType ? back.answer.body : undefined;
  const how = id === undefined ? (stored.status === 201 ? "created" : "found") : "updated";
  return { kind: "written", how, reference, location, stored: read, etag: back?.headers?.get("etag") ?? sent.headers?.get("etag") ?? undefined };
}

/** Whether a type may be written, or in one sentence why not. */
export type WritePermission = { readonly allowed: true } | { readonly allowed: false; readonly because: string };

/** All of these must allow it: the site's registry, the granted scope, and what the server says it can do. */
export function permissionToWrite(
  type: WritableType,
  interaction: "create" | "update",
  by: { readonly ehr: Ehr; readonly grantedScope: string; readonly capabilities: Capabilities | undefined },
): WritePermission {
  const not = (because: string): WritePermission => ({ allowed: false, because });
  if (!(by.ehr.writes ?? []).includes(type)) return not(`This installation of Boneline is not set up to write ${type} into ${by.ehr.name}.`);
  if (grantFor(type, interaction, by.grantedScope).state === "not-granted") return not(`${by.ehr.name} did not grant Boneline the right to write ${type}.`);
  if (by.capabilities === undefined) return not(`${by.ehr.name} could not be asked whether it takes ${type}.`);
  return offers(by.capabilities, type, interaction) ? { allowed: true } : not(`${by.ehr.name} says that it does not take ${type} from an app.`);
}

/** Answers of `$validate` that are about the resource (R4 resource-operation-validate); any other says that it could not be checked. */
const verdicts: ReadonlySet<number | undefined> = new Set([200, 412, 422]);

/** A HAPI server's first check after its start takes up to a minute, its later ones less than a second. */
const patienceForCheck = 5_000;

/** What the server finds wrong with a resource, in its own words; nothing where it does not check, or could not: storing decides then. */
async function faultsFound({ base, credentials, capabilities }: WriteAccess, resource: WritableResource, signal: AbortSignal): Promise<readonly string[]> {
  if (capabilities === undefined || !offers(capabilities, resource.resourceType, "$validate")) return [];
  const init: RequestInit = { method: "POST", body: JSON.stringify(resource), headers: { "content-type": "application/fhir+json" } };
  const inTime = AbortSignal.any([signal, AbortSignal.timeout(patienceForCheck)]);
  const checked = await withToken(credentials, (token) => attempt(`${base}/${resource.resourceType}/$validate`, init, token, inTime));
  const { answer } = checked ?? {};
  const body = answer?.kind === "json" || answer?.kind === "status" ? answer.body : undefined;
  if (!verdicts.has(checked?.status) || !isOutcome(body)) return [];
  return [...new Set(issuesOf(body).flatMap(({ severity, code, text }) => (/^(?:error|fatal)$/.test(severity) && code !== "not-supported" ? [text] : [])))];
}

/** Any 2xx: with the resource, with an OperationOutcome, or empty (R4 http 3.1.0.8, `Prefer` may be ignored). */
function storedOf({ answer, status }: Attempt): { readonly status: number; readonly body: unknown } | undefined {
  if (answer.kind === "json") return { status: status ?? 200, body: answer.body };
  return answer.kind === "unreadable" && answer.why === "empty" ? { status: status ?? 200, body: undefined } : undefined;
}

function referenceIn(location: string | null | undefined, type: string): string | undefined {
  const id =
    location === null || location === undefined ? undefined : new RegExp(`(?:^|/)${type}/([A-Za-z0-9.-]{1,64})(?:/_history/[^/]+)?/?$`).exec(location)?.[1];
  return id === undefined ? undefined : `${type}/${id}`;
}

function referenceOf(body: unknown, type: string): string | undefined {
  return isObject(body) && body["resourceType"] === type && typeof body["id"] === "string" ? `${type}/${body["id"]}` : undefined;
}

type Refusal = Extract<WriteOutcome, { kind: "refused" }>;

function refusal(why: Refusal["why"], status: number | undefined, because: string, body?: unknown): Refusal {
  const details = isOutcome(body) ? [...new Set(issuesOf(body).map((issue) => issue.text))] : [];
  return { kind: "refused", why, status, because, details };
}

function outcomeOf(answer: Answer): WriteOutcome {
  switch (answer.kind) {
    case "status":
      return ofStatus(answer.status, answer.body);
    case "no-answer":
      return {
        kind: "unknown",
        because:
          answer.why === "too-slow"
            ? "The EHR did not answer in time: it may or may not have been stored."
            : // what a browser says too when a server's CORS does not know the headers on which nothing is stored twice or overwritten
              "The EHR could not be reached: it may or may not have been stored. If this happens each time while reading works, its server does not let web pages send If-None-Exist and If-Match (CORS): tell whoever runs it.",
      };
    case "session-ended":
      return refusal("signed-out", undefined, "The session with the EHR has ended, so nothing was sent. Launch Boneline again.");
    default:
      return { kind: "unknown", because: "The EHR's answer could not be read: it may or may not have been stored." };
  }
}

function ofStatus(status: number, body: unknown): WriteOutcome {
  switch (status) {
    case 401:
      return refusal("signed-out", status, "The EHR did not accept the sign-in (401): nothing was stored. Launch Boneline again.", body);
    case 403:
      return refusal("forbidden", status, "The EHR does not let this user or this app store it (403): nothing was stored.", body);
    case 404:
    case 405:
    case 501:
      return refusal("not-offered", status, `The EHR does not take this from an app (${status}): nothing was stored.`, body);
    case 409:
      return refusal("changed-meanwhile", status, "It was changed in the EHR meanwhile (409): nothing was stored. Read again before changing it.", body);
    case 412: {
      const sentence = "The EHR holds another version, or several that match (412): nothing was stored. Look in the EHR before trying again.";
      return refusal("several-found", status, sentence, body);
    }
    case 400:
    case 422:
      return refusal("not-accepted", status, `The EHR did not accept it as it is (${status}): nothing was stored.`, body);
    case 429:
      return refusal("busy", status, "The EHR is too busy (429): nothing was stored. Try again in a few minutes.", body);
    default:
      if (status >= 500) return { kind: "unknown", because: `The EHR had an error of its own (${status}): it may or may not have been stored.` };
      return refusal("error", status, `The EHR refused it (${status}): nothing was stored.`, body);
  }
}
