import { isRecord } from "./chart";
import { saysHeldBack, type SearchId, type SearchReport, type SearchState, searchIds } from "./searches";

/** One patient's record as a Bundle tells it: the input of `buildRecord`, less the date. */
export type BundleRecord = {
  readonly patientId: string;
  readonly resources: readonly unknown[];
  readonly aliases: ReadonlyMap<string, string>;
  readonly searches: readonly SearchReport[];
};

/** The Bundle cannot stand for a patient's record; the message says why, in one line. */
export class BundleError extends Error {
  override readonly name = "BundleError";
}

/** The FHIR type that each search asks for. */
export const searchedType: Readonly<Record<SearchId, string>> = {
  patient: "Patient",
  "medication-requests": "MedicationRequest",
  "medication-statements": "MedicationStatement",
  "medication-administrations": "MedicationAdministration",
  "medication-dispenses": "MedicationDispense",
  "bone-observations": "Observation",
  "context-observations": "Observation",
  conditions: "Condition",
  procedures: "Procedure",
  "diagnostic-reports": "DiagnosticReport",
  documents: "DocumentReference",
  "family-history": "FamilyMemberHistory",
};

/**
 * Reads a Bundle as one patient's whole record. It stands for complete searches unless it says otherwise: an
 * OperationOutcome of severity error or fatal (or a warning whose code means that something was held back), an entry whose
 * response failed, a `next` link that nobody followed, or a `total` above what is there.
 * @throws BundleError when it is no Bundle, or does not say which patient it is about.
 */
export function readBundle(bundle: unknown): BundleRecord {
  if (!isBundle(bundle)) throw new BundleError("This is not a FHIR Bundle (resourceType is not Bundle).");
  const aliases = new Map<string, string>();
  const resources: unknown[] = [];
  const troubles: Trouble[] = [];
  for (const { page, entries, askedBy } of pagesOf(bundle)) {
    for (const entry of entries) {
      if (isRecord(entry["response"])) troubles.push(...failedResponse(entry["response"], entry));
      if (isBundle(entry["resource"])) continue; // a page of its own
      const resource = identified(entry, resources.length);
      if (isRecord(resource) && resource["resourceType"] === "OperationOutcome") troubles.push(...troublesOf(resource, entry));
      else if (resource !== undefined) resources.push(resource);
      if (!isRecord(resource) || typeof resource["id"] !== "string") continue;
      const reference = `${String(resource["resourceType"])}/${resource["id"]}`;
      aliases.set(`urn:uuid:${resource["id"]}`, reference); // bundles that lost their fullUrl still refer by it
      if (typeof entry["fullUrl"] === "string") aliases.set(entry["fullUrl"], reference);
    }
    troubles.push(...truncation(page, entries, askedBy));
  }
  return { patientId: patientIdOf(resources, aliases), resources, aliases, searches: searchReports(resources, troubles) };
}

type Page = {
  readonly page: Record<string, unknown>;
  readonly entries: readonly Record<string, unknown>[];
  /** The entry of the batch that this page answers. */
  readonly askedBy: Record<string, unknown> | undefined;
};

/** The Bundle and every Bundle in it: the answer to a batch holds one searchset per request, and each may be cut short by itself. */
function pagesOf(bundle: Record<string, unknown>): readonly Page[] {
  const pages: Page[] = [];
  const open: { page: Record<string, unknown>; askedBy: Page["askedBy"] }[] = [{ page: bundle, askedBy: undefined }];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    const { page, askedBy } = next;
    const entries = (Array.isArray(page["entry"]) ? page["entry"] : []).filter(isRecord);
    pages.push({ page, entries, askedBy });
    for (const entry of entries) if (isBundle(entry["resource"])) open.push({ page: entry["resource"], askedBy: entry });
  }
  return pages;
}

function isBundle(value: unknown): value is Record<string, unknown> {
  return isRecord(value) && value["resourceType"] === "Bundle";
}

/**
 * A patient's Bundle may leave ids to its `fullUrl` (urn:uuid); a resource without one keeps that as its id, else its place
 * in the file: a result must not be lost for the want of a name.
 */
function identified(entry: Record<string, unknown>, place: number): unknown {
  const resource = entry["resource"];
  if (!isRecord(resource) || typeof resource["resourceType"] !== "string" || typeof resource["id"] === "string") return resource;
  const tail = typeof entry["fullUrl"] === "string" ? /([A-Za-z0-9.-]{1,64})$/.exec(entry["fullUrl"])?.[1] : undefined;
  return { ...resource, id: tail ?? `without-id-${place + 1}` };
}

type Trouble = { readonly types: readonly string[]; readonly severity: "failed" | "refused" | "partial" | "unsupported" | "warning"; readonly text: string };

const refusals = new Set(["forbidden", "security", "login", "expired"]);

function troublesOf(outcome: Record<string, unknown>, entry: Record<string, unknown>): Trouble[] {
  const issues = (Array.isArray(outcome["issue"]) ? outcome["issue"] : [outcome["issue"]]).filter(isRecord);
  return issues.map((issue) => {
    const code = typeof issue["code"] === "string" ? issue["code"] : "";
    const bad = issue["severity"] === "error" || issue["severity"] === "fatal";
    const severity = bad ? badSeverity(code) : saysHeldBack(issue) ? "partial" : "warning";
    return { types: typesNamed(JSON.stringify([issue, entry["fullUrl"], entry["request"], entry["link"]])), severity, text: issueText(issue) };
  });
}

function badSeverity(code: string): Trouble["severity"] {
  if (code === "not-supported") return "unsupported";
  return refusals.has(code) ? "refused" : "failed";
}

function failedResponse(response: Record<string, unknown>, entry: Record<string, unknown>): Trouble[] {
  const status = typeof response["status"] === "string" ? Number.parseInt(response["status"], 10) : Number(response["status"]);
  const outcome = isRecord(response["outcome"]) ? troublesOf(response["outcome"], entry) : [];
  if (!(status >= 400)) return outcome;
  const severity = status === 401 || status === 403 ? "refused" : "failed";
  return [
    {
      types: typesNamed(JSON.stringify([entry["request"], entry["fullUrl"], response])),
      severity,
      text: `A request of the bundle was answered with status ${status}.`,
    },
    ...outcome,
  ];
}

/** A searchset that is only a first page must not pass for the whole. It touches what was asked for, else all of the record. */
function truncation(page: Record<string, unknown>, entries: readonly Record<string, unknown>[], askedBy: Page["askedBy"]): Trouble[] {
  const links = (Array.isArray(page["link"]) ? page["link"] : []).filter(isRecord);
  const matches = entries.filter((entry) => !isRecord(entry["search"]) || entry["search"]["mode"] === "match").length;
  const next = links.some((link) => link["relation"] === "next");
  const short = page["type"] === "searchset" && typeof page["total"] === "number" && page["total"] > matches;
  if (!next && !short) return [];
  const types = askedBy === undefined ? [] : typesNamed(JSON.stringify([links, askedBy["request"], askedBy["fullUrl"]]));
  return [{ types, severity: "partial", text: "The bundle is one page of a longer search result." }];
}

function issueText(issue: Record<string, unknown>): string {
  const details = isRecord(issue["details"]) ? issue["details"] : {};
  const coding = Array.isArray(details["coding"]) && isRecord(details["coding"][0]) ? details["coding"][0]["display"] : undefined;
  return (
    [details["text"], issue["diagnostics"], coding, issue["code"]].find((text): text is string => typeof text === "string" && text !== "") ??
    "The server gave no details."
  );
}

function typesNamed(text: string): string[] {
  return [...new Set(Object.values(searchedType))].filter((type) => new RegExp(`\\b${type}s?\\b`).test(text));
}

function searchReports(resources: readonly unknown[], troubles: readonly Trouble[]): SearchReport[] {
  return searchIds.map((id) => {
    const resourceType = searchedType[id];
    const count = resources.filter((resource) => isRecord(resource) && resource["resourceType"] === resourceType).length;
    const own = troubles.filter((trouble) => trouble.types.length === 0 || trouble.types.includes(resourceType));
    const serious = own.filter((trouble) => trouble.severity !== "warning");
    return {
      id,
      resourceType,
      state: stateOf(serious, count),
      reason: serious.map((trouble) => `${resourceType}: ${trouble.text}`).join(" "),
      pages: 1,
      resources: count,
      warnings: own.filter((trouble) => trouble.severity === "warning").map((trouble) => trouble.text),
    };
  });
}

function stateOf(serious: readonly Trouble[], count: number): SearchState {
  if (serious.length === 0) return "complete";
  if (count > 0 || serious.every((trouble) => trouble.severity === "partial")) return "partial";
  if (serious.some((trouble) => trouble.severity === "failed")) return "failed";
  return serious.some((trouble) => trouble.severity === "refused") ? "refused" : "unsupported";
}

/** The one Patient; of several (a server that leaks), the one that most resources belong to. */
function patientIdOf(resources: readonly unknown[], aliases: ReadonlyMap<string, string>): string {
  const patients = resources
    .filter((one) => isRecord(one) && one["resourceType"] === "Patient")
    .flatMap((one) => (isRecord(one) && typeof one["id"] === "string" ? [one["id"]] : []));
  const owned = new Map<string, number>();
  for (const resource of resources) {
    const owner = isRecord(resource) ? (resource["subject"] ?? resource["patient"]) : undefined;
    const reference = isRecord(owner) && typeof owner["reference"] === "string" ? (aliases.get(owner["reference"]) ?? owner["reference"]) : undefined;
    const id = reference === undefined ? undefined : /(?:^|\/)Patient\/([A-Za-z0-9.-]+)/.exec(reference)?.[1];
    if (id !== undefined) owned.set(id, (owned.get(id) ?? 0) + 1);
  }
  const candidates = patients.length > 0 ? [...new Set(patients)] : [...owned.keys()];
  const [first] = candidates.toSorted((a, b) => (owned.get(b) ?? 0) - (owned.get(a) ?? 0));
  if (first === undefined) throw new BundleError("The Bundle holds no Patient and no resource that names one.");
  return first;
}
