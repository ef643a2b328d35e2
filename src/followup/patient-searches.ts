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
  const results = await run(planFor([patientId], loading.access), loading);
  return answersOf([patientId], results).get(patientId) ?? { resources: [], searches: [], aliases: new Map() };
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
  return { kind: "answered", patients: answersOf(ids, results) };
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

/** To each her own resources, and those that belong to nobody (Medication, Device). */
function answersOf(ids: readonly string[], results: readonly SearchResult[]): ReadonlyMap<string, PatientAnswers> {
  const aliases = new Map(results.flatMap((result) => result.aliases));
  const searches = results.map((result) => result.report);
  const hers = new Map(ids.map((id): [string, unknown[]] => [id, []]));
  for (const resource of results.flatMap((result) => result.resources)) {
    if (!isRecord(resource)) continue;
    const { resourceType, id } = resource;
    const owner = resourceType === "Patient" ? String(id) : ownerOf(resource, aliases);
    if (owner !== undefined) hers.get(owner)?.push(resource);
    else if (resourceType === "Medication" || resourceType === "Device") for (const resources of hers.values()) resources.push(resource);
  }
  return new Map([...hers].map(([id, resources]) => [id, { resources, searches, aliases }]));
}
