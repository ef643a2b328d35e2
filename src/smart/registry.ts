import * as v from "valibot";

/** What request plan and advice depend on; `other` is any server that follows US Core. */
export const vendors = ["epic", "oracle", "athenahealth", "meditech", "eclinicalworks", "allscripts", "va", "medplum", "hapi", "sandbox", "other"] as const;
export type Vendor = (typeof vendors)[number];

/** Types that a site may let Boneline write, each only after a person's explicit word. */
export const writableTypes = [
  "Observation",
  "DiagnosticReport",
  "Task",
  "ServiceRequest",
  "Goal",
  "CarePlan",
  "Communication",
  "DocumentReference",
  "Provenance",
] as const;
export type WritableType = (typeof writableTypes)[number];

/** An EHR this installation may talk to. */
export type Ehr = {
  readonly id: string;
  readonly name: string;
  readonly vendor: Vendor;
  /** FHIR base without trailing slash: absolute once `at` resolved it, before that as written. */
  readonly issuer: string;
  /** Origins beside the issuer's own that this EHR's token endpoint may be on; the page's security policy lets it reach no other. */
  readonly origins: readonly string[];
  readonly clientId: string;
  /** Replaces the scopes Boneline would ask for. */
  readonly scopes?: string | undefined;
  /** `if-supported` is a recorded exception for a site whose server does not advertise S256. */
  readonly pkce: "required" | "if-supported";
  readonly localCodes: readonly LocalCode[];
  /** What the site lets Boneline write into this EHR; nothing where it is not said. */
  readonly writes?: readonly WritableType[] | undefined;
};

/** A code of this EHR's own and the concept of Boneline's terminology that it means. */
export type LocalCode = { readonly system: string; readonly code: string; readonly means: string };

/** config.json is not usable. The message is for whoever installs Boneline. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
}

/**
 * The EHR registry of `config.json` (`ehrs`).
 * @throws ConfigurationError naming the entry and what is wrong with it
 */
export function parseRegistry(json: unknown): readonly Ehr[] {
  const parsed = v.safeParse(fileSchema, json);
  if (!parsed.success) throw new ConfigurationError(inWords(parsed.issues[0]));
  const ehrs = parsed.output.ehrs;
  for (const field of ["id", "issuer"] as const) {
    const repeated = ehrs.find((ehr, index) => ehrs.findIndex((other) => other[field] === ehr[field]) !== index);
    if (repeated) throw new ConfigurationError(`config.json names the EHR ${field} "${repeated[field]}" twice.`);
  }
  return ehrs;
}

/** The entry with its issuer resolved against the address the app is served from. */
export function at(app: string, ehr: Ehr): Ehr {
  return { ...ehr, issuer: normaliseIssuer(ehr.issuer, app) ?? ehr.issuer };
}

/** The one EHR whose issuer equals `iss`, compared whole: never by prefix or host. */
export function ehrForIssuer(iss: string, ehrs: readonly Ehr[], app: string): Ehr | undefined {
  const wanted = normaliseIssuer(iss);
  return wanted === undefined ? undefined : ehrs.map((ehr) => at(app, ehr)).find((ehr) => ehr.issuer === wanted);
}

/**
 * A FHIR base in one spelling: lower-case host, no trailing slash. Undefined for anything a FHIR base cannot be: another
 * scheme than https (http on this machine only), a query, a fragment, credentials.
 */
export function normaliseIssuer(written: string, base?: string): string | undefined {
  if (!URL.canParse(written, base)) return undefined;
  const url = new URL(written, base);
  if (url.search || url.hash || url.username || url.password) return undefined;
  return isSafeAddress(url) ? url.origin + url.pathname.replace(/\/+$/, "") : undefined;
}

/** https, or http on this machine. */
export function isSafeAddress(url: URL): boolean {
  return url.protocol === "https:" || (url.protocol === "http:" && /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname));
}

function isOrigin(written: string): boolean {
  return URL.canParse(written) && isSafeAddress(new URL(written)) && new URL(written).origin === written;
}

const text = v.pipe(v.string("must be a text"), v.nonEmpty("must not be empty"));

const ehrSchema = v.strictObject({
  id: text,
  name: text,
  vendor: v.optional(v.picklist(vendors, `must be one of ${vendors.join(", ")}`), "other"),
  issuer: v.pipe(
    text,
    v.check(
      (issuer) => normaliseIssuer(issuer, "https://app.invalid/") !== undefined,
      "must be an https address (or a path below the app) without query or fragment",
    ),
    v.transform((issuer) => issuer.replace(/\/+$/, "")),
  ),
  origins: v.optional(v.array(v.pipe(text, v.check(isOrigin, "must be an https origin such as https://auth.example.org"))), []),
  clientId: text,
  scopes: v.optional(text),
  pkce: v.optional(v.picklist(["required", "if-supported"], 'must be "required" or "if-supported"'), "required"),
  localCodes: v.optional(v.array(v.strictObject({ system: v.string(), code: text, means: text })), []),
  writes: v.optional(v.array(v.picklist(writableTypes, `must be one of ${writableTypes.join(", ")}`), "must be a list of resource types")),
});

const fileSchema = v.object({ ehrs: v.array(ehrSchema, "must be a list") }, "must be an object with a list of ehrs");

function inWords(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue);
  const unknownKey = issue.type === "strict_object" && issue.expected === "never";
  return `config.json: ${path ?? "the file"} ${unknownKey ? "is not a setting that Boneline knows" : issue.message}.`;
}
