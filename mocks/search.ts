import { type Answer, outcome } from "./answer";
import { type ServerBehaviour } from "./faults";
import { at, localReference, type StoredResource } from "./resource";
import { covers, scopesFor } from "./scopes";
import { type Criterion, criterion, dateRange, UnreadableSearch } from "./search-matching";
import { searchParameter, searchParameterNames } from "./search-parameters";
import { type Session } from "./sessions";
import { type Store } from "./store";

export type SearchContext = { readonly store: Store; readonly session: Session; readonly server: ServerBehaviour };

export type Parameters = readonly (readonly [name: string, value: string])[];

/** A search that ran: its matches in order, and what belongs beside them on a page. */
export type FoundMatches = {
  readonly type: string;
  readonly matches: readonly StoredResource[];
  readonly include: readonly string[];
  readonly revInclude: readonly string[];
};

/** Parameters that shape the answer and select nothing. */
const resultParameters = new Set([
  "_count",
  "_sort",
  "_summary",
  "_total",
  "_elements",
  "_format",
  "_pretty",
  "_include",
  "_revinclude",
  "_include:iterate",
  "_revinclude:iterate",
]);

/** Runs a search inside what the session may see. Errors of the question are answers (400, 403), never thrown. */
export function findMatches(context: SearchContext, type: string, parameters: Parameters, strict: "strict" | "lenient"): FoundMatches | Answer {
  const { session, server, store } = context;
  const scopes = scopesFor(session.resourceScopes, type, "s");
  if (scopes.length === 0) return outcome(403, "forbidden", `The granted scopes do not allow searching ${type}.`);

  const refusal = refusedCombination(type, parameters, server);
  if (refusal) return refusal;

  const patients = askedPatients(type, parameters);
  const outside = patients?.find((id) => session.patient !== undefined && id !== session.patient);
  if (outside !== undefined && onlyPatientScopes(context, type)) return outcome(403, "forbidden", "The session is limited to the patient of the launch.");

  const criteria: Criterion[] = [];
  for (const [name, value] of parameters) {
    if (resultParameters.has(name) || (server.leakOther && isPatientParameter(name))) continue;
    if ((name === "_id" && value === "") || value === "") continue;
    try {
      const found = criterion(type, name, value, (reference) => follow(store, reference));
      // Candidates are the patient's already, as a rule: her parameter rules out least and is asked last.
      if (found) criteria.splice(isPatientParameter(name) ? criteria.length : 0, 0, found);
      else if (strict === "strict" || server.unknownParameters === "refused")
        return outcome(400, "not-supported", `Search parameter "${name}" is not known for ${type}. Known: ${searchParameterNames(type).join(", ")}.`);
    } catch (error) {
      if (error instanceof UnreadableSearch) return outcome(400, "invalid", error.message);
      throw error;
    }
  }
  const statuses = server.defaultStatus?.[type];
  if (statuses && !parameters.some(([name]) => name.startsWith("status"))) criteria.push((resource) => statuses.includes(String(resource["status"])));

  const matches = candidates(context, type, patients).filter(
    (resource) => criteria.every((matchesOne) => matchesOne(resource)) && covers(scopes, resource, (item, filter) => matchesFilter(store, item, filter)),
  );
  const valuesOf = (name: string): readonly string[] => parameters.flatMap(([key, value]) => (key.split(":")[0] === name ? [value] : []));
  return { type, matches: sorted(matches, type, valuesOf("_sort")[0]), include: valuesOf("_include"), revInclude: valuesOf("_revinclude") };
}

/** Resources to send along with a page of matches (search.mode include), each once, in granted scopes only. */
export function includedWith(context: SearchContext, found: FoundMatches, page: readonly StoredResource[]): readonly StoredResource[] {
  const already = new Set(page.map(keyOf));
  const included: StoredResource[] = [];
  const add = (resource: StoredResource | undefined): void => {
    if (!resource || already.has(keyOf(resource)) || !mayRead(context, resource)) return;
    already.add(keyOf(resource));
    included.push(resource);
  };
  for (const text of found.include) {
    const [source = "", name = ""] = text.split(":");
    // Matches first, then what was included so far: `_include=MedicationRequest:medication` also on included orders.
    for (const resource of [...page, ...included].filter((item) => item.resourceType === source)) {
      for (const reference of referencesOf(resource, name)) add(follow(context.store, reference));
    }
  }
  for (const text of found.revInclude) {
    const [source = "", name = ""] = text.split(":");
    const targets = new Set(page.map(keyOf));
    for (const resource of reverseCandidates(context, source)) {
      if (referencesOf(resource, name).some((reference) => targets.has(referenceKey(reference)))) add(resource);
    }
  }
  return included;
}

/** Whether the session may see this one resource: scope of its type, and its patient. */
export function mayRead(context: SearchContext, resource: StoredResource): boolean {
  const scopes = scopesFor(context.session.resourceScopes, resource.resourceType, "r");
  if (scopes.length === 0 || !covers(scopes, resource, (item, filter) => matchesFilter(context.store, item, filter))) return false;
  return (
    context.server.leakOther === true ||
    insidePatient(
      context,
      resource,
      scopes.some((scope) => scope.context !== "patient"),
    )
  );
}

function insidePatient({ session, store }: SearchContext, resource: StoredResource, alsoOthers: boolean): boolean {
  if (session.patient === undefined || alsoOthers) return true;
  const owner = ownerOf(store, resource);
  return owner === undefined ? !["Group", "List"].includes(resource.resourceType) : owner === session.patient;
}

function candidates(context: SearchContext, type: string, patients: readonly string[] | undefined): readonly StoredResource[] {
  const { session, store, server } = context;
  if (server.leakOther) return store.all(type);
  const confined = session.patient !== undefined && onlyPatientScopes(context, type);
  if (type === "Patient")
    return (confined ? [session.patient] : (patients ?? store.all("Patient").map(({ id }) => id))).flatMap((id) => (id && store.read({ type, id })) || []);
  if (type === "Provenance") return patients ? patients.flatMap((id) => store.ofPatient(id, type)) : store.all(type);
  const wanted = patients ?? (confined && session.patient !== undefined && !sharedTypes.has(type) ? [session.patient] : undefined);
  return wanted ? wanted.flatMap((id) => store.ofPatient(id, type)) : store.all(type).filter((resource) => insidePatient(context, resource, !confined));
}

/** Types that belong to no patient: a patient session may still read them when the scope is granted. */
const sharedTypes = new Set(["Medication", "Practitioner", "Organization", "Device", "Group", "List"]);

function onlyPatientScopes({ session }: SearchContext, type: string): boolean {
  return scopesFor(session.resourceScopes, type, "s").every((scope) => scope.context === "patient");
}

function reverseCandidates({ store, session }: SearchContext, type: string): readonly StoredResource[] {
  return session.patient === undefined ? store.all(type) : store.ofPatient(session.patient, type);
}

function ownerOf(store: Store, resource: StoredResource): string | undefined {
  const direct = at(resource, "subject")
    .concat(at(resource, "patient"), at(resource, "for"))
    .map(localReference)
    .find((reference) => reference?.type === "Patient");
  if (resource.resourceType === "Patient") return resource.id;
  if (direct) return direct.id;
  const context = at(resource, "securityContext").map(localReference)[0];
  return context?.type === "Patient" && store.hasPatient(context.id) ? context.id : undefined;
}

function isPatientParameter(name: string): boolean {
  return /^(patient|subject)(:|$)/.test(name);
}

function askedPatients(type: string, parameters: Parameters): readonly string[] | undefined {
  const text = parameters.find(([name]) => isPatientParameter(name) || (type === "Patient" && name === "_id"))?.[1];
  return text === undefined || text === "" ? undefined : text.split(",").map((part) => localReference(part)?.id ?? part);
}

function refusedCombination(type: string, parameters: Parameters, server: ServerBehaviour): Answer | undefined {
  const names = new Set(parameters.map(([name]) => name.split(":")[0] ?? name));
  const required = server.requireOneOf?.[type];
  if (required && !required.some((name) => names.has(name))) return outcome(400, "required", `A search of ${type} needs one of: ${required.join(", ")}.`);
  const together = server.refuseTogether?.find((group) => group.every((name) => names.has(name)));
  return together && outcome(400, "not-supported", `${together.join(" and ")} cannot be combined.`);
}

function referencesOf(resource: StoredResource, name: string): readonly unknown[] {
  const names = name === "*" || name === "" ? searchParameterNames(resource.resourceType) : [name];
  return names.flatMap((each) => {
    const parameter = searchParameter(resource.resourceType, each);
    return parameter?.kind === "reference" ? parameter.paths.flatMap((path) => at(resource, path)) : [];
  });
}

function matchesFilter(store: Store, resource: StoredResource, filter: URLSearchParams): boolean {
  return [...filter].every(([name, value]) => criterion(resource.resourceType, name, value, (reference) => follow(store, reference))?.(resource) === true);
}

function follow(store: Store, reference: unknown): StoredResource | undefined {
  const local = localReference(reference);
  return local && store.read(local);
}

function keyOf(resource: StoredResource): string {
  return `${resource.resourceType}/${resource.id}`;
}

function referenceKey(reference: unknown): string {
  const local = localReference(reference);
  return local ? `${local.type}/${local.id}` : "";
}

function sorted(matches: readonly StoredResource[], type: string, rule: string | undefined): readonly StoredResource[] {
  const [first] = rule?.split(",") ?? [];
  if (!first) return matches;
  const direction = first.startsWith("-") ? -1 : 1;
  const parameter = searchParameter(type, first.replace(/^-/, ""));
  if (!parameter) return matches;
  const key = (resource: StoredResource): number | string => {
    const value = parameter.paths.flatMap((path) => at(resource, path))[0];
    return parameter.kind === "date" ? (dateRange(value)?.[0] ?? Number.NEGATIVE_INFINITY) : typeof value === "string" ? value : JSON.stringify(value ?? "");
  };
  return matches
    .map((resource) => ({ resource, key: key(resource) }))
    .sort((a, b) => (a.key < b.key ? -direction : a.key > b.key ? direction : 0))
    .map(({ resource }) => resource);
}
