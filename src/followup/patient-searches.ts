import { firstPagesInBatch } from "../fhir/batch";
import { type PlannedSearch, requestPlan } from "../fhir/plan";
import { runSearch, type SearchContext, type SearchResult } from "../fhir/search";
import { isRecord } from "../record/chart";
import type { SearchId, SearchReport } from "../record/searches";
import type { EhrAccess } from "./ehr-access";
import { ownerOf } from "./resource-line";

/** What the EHR holds of one patient, as `buildRecord` takes it. */
export type PatientAnswers = {
  readonly resources: readonly unknown[];
  readonly searches: readonly SearchReport[];
  readonly aliases: ReadonlyMap<string, string>;
};

type Loading = Pick<SearchContext, "signal" | "turn"> & { readonly access: EhrAccess; readonly lacking: ReadonlySet<string> };

/** Room that patient ids may take in an address; the codes of an observation search take some 600 characters of `longestQuery`. */
export const longestIds = 1000;

/** Asks everything that the chart review asks about one patient, in the same words. */
export async function loadPatient(patientId: string, loading: Loading): Promise<PatientAnswers> {
  return answersOf(patientId, await run(planFor([patientId], loading.access), loading));
}

export type ChunkAnswers =
  | { readonly kind: "answered"; readonly patients: ReadonlyMap<string, PatientAnswers> }
  /** The server does not take a list of patients: the answer lacks, or refused, what asking one by one may bring. */
  | { readonly kind: "lists-not-taken" };

/**
 * The same searches for several patients at once (`patient=a,b,c`), taken apart again. What became of a search became of it for
 * every patient of the chunk. `known` are patients who have an order by another search: a server that returns none of theirs
 * does not read the list as it must, and nothing of its answer may be believed to be complete.
 */
export async function loadChunk(ids: readonly string[], known: ReadonlySet<string>, loading: Loading): Promise<ChunkAnswers> {
  const results = await run(planFor(ids, loading.access), loading);
  const orders = results.find(({ report }) => report.id === "medication-requests");
  const people = results.find(({ report }) => report.id === "patient");
  const ordered = new Set(orders?.resources.map((resource) => ownerOf(resource)));
  const named = new Set(people?.resources.map((resource) => (isRecord(resource) ? resource["id"] : undefined)));
  const lostOrder = orders?.report.state === "complete" && ids.some((id) => known.has(id) && !ordered.has(id));
  const lostPerson = people?.report.state === "complete" && ids.some((id) => !named.has(id));
  const nothingRead = results.every(({ report }) => report.state === "failed" && report.pages === 0);
  if (lostOrder || lostPerson || nothingRead) return { kind: "lists-not-taken" };
  return { kind: "answered", patients: new Map(ids.map((id) => [id, answersOf(id, results)])) };
}

function run(plan: readonly PlannedSearch[], { access, lacking, signal, turn }: Loading): Promise<readonly SearchResult[]> {
  const context = { base: access.issuer, grantedScope: access.grantedScope, credentials: access, lacking, signal, ...(turn && { turn }) };
  const already = firstPagesInBatch(plan, context);
  return Promise.all(plan.map((planned) => runSearch(planned, { ...context, ...(already && { already }) })));
}

/** Of many patients these are long, and each is better asked for beside the others. */
const ownRequest: ReadonlySet<SearchId> = new Set(["medication-requests", "bone-observations"]);

function planFor(ids: readonly string[], { ehr }: EhrAccess): readonly PlannedSearch[] {
  const plan = requestPlan({ patientId: ids.join(","), vendor: ehr.vendor, localCodes: ehr.localCodes });
  if (ids.length === 1) return plan;
  const takesBatch = plan.some(({ joins }) => joins === "batch");
  return plan.map((planned): PlannedSearch => {
    const asked: PlannedSearch =
      planned.id === "patient" ? { ...planned, interaction: "search", queries: [`Patient?_id=${ids.join(",")}&_count=${ids.length}`] } : planned;
    return takesBatch && !ownRequest.has(asked.id) ? { ...asked, joins: "batch" } : asked; // no single headline waits for them here
  });
}

/** Her own resources, and those that belong to nobody (Medication, Device). */
function answersOf(patientId: string, results: readonly SearchResult[]): PatientAnswers {
  const aliases = new Map(results.flatMap((result) => result.aliases));
  const isHers = (resource: unknown): boolean => {
    if (!isRecord(resource)) return false;
    if (resource["resourceType"] === "Patient") return resource["id"] === patientId;
    const owner = ownerOf(resource, aliases);
    return owner === patientId || (owner === undefined && (resource["resourceType"] === "Medication" || resource["resourceType"] === "Device"));
  };
  return { resources: results.flatMap((result) => result.resources.filter(isHers)), searches: results.map((result) => result.report), aliases };
}
