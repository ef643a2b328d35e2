import { type Answer, outcome } from "./answer";
import { faultsIn, ownerOf, writableTypes } from "./checking";
import { at, isObject, patientOf, type StoredResource } from "./resource";
import { covers, type Permission, scopesFor } from "./scopes";
import { criterion } from "./search-matching";
import { randomText } from "./sessions";
import { findMatches, type SearchContext } from "./search";

export type WriteHeaders = { readonly ifNoneExist: string | undefined; readonly ifMatch: string | undefined };

/** A write that may be taken back while the transaction around it is still open. */
export type WriteResult = { readonly answer: Answer; readonly undo?: () => void };

/** `POST [type]`, conditional with If-None-Exist: 201, 200 (already there), 412 (more than one), 400, 403, 422. */
export function create(context: SearchContext, base: string, type: string, body: unknown, headers: WriteHeaders): WriteResult {
  const checked = checkedResource(context, type, body, "c");
  if ("status" in checked) return { answer: checked };
  if (headers.ifNoneExist !== undefined) {
    const query = [...new URLSearchParams(headers.ifNoneExist.replace(/^.*\?/, ""))];
    const existing =
      query.length === 0 ? outcome(400, "invalid", "If-None-Exist holds no search.") : findMatches(searching(context, type), type, query, "strict");
    if ("status" in existing) return { answer: existing };
    const [only, ...others] = existing.matches;
    if (others.length > 0) return { answer: outcome(412, "conflict", "If-None-Exist matches more than one resource.") };
    if (only) return { answer: withVersion(context, base, only, 200) };
  }
  const resource = { ...checked.resource, resourceType: type, id: `new-${randomText(12).replace(/[^A-Za-z0-9]/g, "-")}` };
  const undo = context.store.put(resource, ownerOf(type, resource, context.store));
  return { answer: withVersion(context, base, resource, 201), undo };
}

/** `PUT [type]/[id]` of a resource that exists: 200, 404, 409 (stale version in the body), 412 (If-Match), 400, 403, 422. */
export function update(context: SearchContext, base: string, type: string, id: string, body: unknown, headers: WriteHeaders): WriteResult {
  const checked = checkedResource(context, type, body, "u");
  if ("status" in checked) return { answer: checked };
  if (checked.resource["id"] !== id) return { answer: outcome(400, "invalid", "The id in the body is not the id in the address.") };
  const current = context.store.version({ type, id });
  const existing = context.store.read({ type, id });
  if (!current || !existing) return { answer: outcome(404, "not-found", `${type}/${id} does not exist.`) };
  if (context.session.patient !== undefined && patientOf(existing) !== undefined && patientOf(existing) !== context.session.patient)
    return { answer: outcome(403, "forbidden", "The session is limited to the patient of the launch.") };
  const wanted = headers.ifMatch?.match(/"?([^"]+)"?$/)?.[1];
  if (wanted !== undefined && wanted !== String(current.number))
    return { answer: outcome(412, "conflict", `Version ${wanted} was expected; the current version is ${current.number}.`) };
  const basis = at(checked.resource, "meta.versionId")[0];
  if (wanted === undefined && basis !== undefined && basis !== String(current.number))
    return { answer: outcome(409, "conflict", `The resource was changed since the version that was sent (now ${current.number}).`) };
  const resource: StoredResource = { ...checked.resource, resourceType: type, id };
  const undo = context.store.put(resource);
  return { answer: withVersion(context, base, resource, 200), undo };
}

/** `POST [type]/$validate` (R4 resource-operation-validate): 200 with what is wrong, or that nothing is; stores nothing. */
export function validate(context: SearchContext, type: string, body: unknown): Answer {
  if (!writableTypes.has(type)) return outcome(405, "not-supported", `${type} is not checked here.`);
  const resource = isObject(body) && body["resourceType"] === "Parameters" ? at(body, "parameter.resource")[0] : body;
  if (!isObject(resource) || resource["resourceType"] !== type) return outcome(400, "invalid", `The body is not a ${type}.`);
  const issue = faultsIn(type, resource, context.store).map((diagnostics) => ({ severity: "error", code: "invalid", diagnostics }));
  const fine = { severity: "information", code: "informational", diagnostics: "Nothing wrong was found." };
  return { status: 200, body: { resourceType: "OperationOutcome", issue: issue.length > 0 ? issue : [fine] } };
}

/** The stored resource with its ETag, Last-Modified and Location. */
export function withVersion(context: SearchContext, base: string, resource: StoredResource, status: number): Answer {
  const version = context.store.version({ type: resource.resourceType, id: resource.id });
  const stored = context.store.read({ type: resource.resourceType, id: resource.id }) ?? resource;
  const headers: Record<string, string> = version ? { etag: `W/"${version.number}"`, "last-modified": new Date(version.lastUpdated).toUTCString() } : {};
  if (status === 201) headers["location"] = `${base}/${resource.resourceType}/${resource.id}/_history/${version?.number ?? 1}`;
  return { status, body: stored, headers };
}

function checkedResource(context: SearchContext, type: string, body: unknown, permission: Permission): { readonly resource: Record<string, unknown> } | Answer {
  if (!writableTypes.has(type)) return outcome(405, "not-supported", `${type} cannot be written here.`);
  if (!isObject(body)) return outcome(400, "invalid", "The body is not a resource.");
  if (body["resourceType"] !== type) return outcome(400, "invalid", `The body is not a ${type}.`);
  const scopes = scopesFor(context.session.resourceScopes, type, permission);
  if (scopes.length === 0) return outcome(403, "forbidden", `The granted scopes do not allow writing ${type}.`);
  const faults = faultsIn(type, body, context.store);
  if (faults.length > 0) return outcome(422, "invalid", faults.join(" "));
  const resource = { ...body, resourceType: type, id: typeof body["id"] === "string" ? body["id"] : "new" };
  if (!covers(scopes, resource, (item, filter) => [...filter].every(([name, value]) => criterion(type, name, value, () => undefined)?.(item) === true)))
    return outcome(403, "forbidden", `The granted scopes do not cover this ${type}.`);
  const owner = ownerOf(type, resource, context.store);
  if (scopes.every((scope) => scope.context === "patient") && owner !== context.session.patient)
    return outcome(403, "forbidden", "The resource is not about the patient of the launch.");
  if (owner !== undefined && !context.store.hasPatient(owner)) return outcome(422, "business-rule", `Patient/${owner} does not exist.`);
  return { resource };
}

/** If-None-Exist is a search that the create permission implies (R4 http, 3.1.0.8.2), also where `s` was not granted. */
function searching(context: SearchContext, type: string): SearchContext {
  const creating = scopesFor(context.session.resourceScopes, type, "c").map((scope) => ({ ...scope, permissions: [...scope.permissions, "s" as const] }));
  return { ...context, session: { ...context.session, resourceScopes: creating } };
}
