/**
 * A resource as the sandbox holds it: anything with a type and an id. Deliberately loose, because cases contain resources
 * that no FHIR type would admit and that must be served as they are.
 */
export type StoredResource = { readonly resourceType: string; readonly id: string; readonly [element: string]: unknown };

export type LocalReference = { readonly type: string; readonly id: string };

/** Every value at a dotted path, arrays flattened; nothing when the path leads nowhere. Never throws on odd shapes. */
export function at(value: unknown, path: string): readonly unknown[] {
  let found: readonly unknown[] = Array.isArray(value) ? value : [value];
  for (const name of path.split(".")) {
    const next: unknown[] = [];
    for (const item of found) {
      const inside = isObject(item) ? item[name] : undefined;
      if (Array.isArray(inside)) next.push(...(inside as unknown[]));
      else if (inside !== undefined && inside !== null) next.push(inside);
    }
    found = next;
  }
  return found;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `Patient/p1`, an absolute address ending so, or a Reference object; undefined for contained, urn and logical references. */
export function localReference(value: unknown): LocalReference | undefined {
  const text = isObject(value) ? value["reference"] : value;
  if (typeof text !== "string") return undefined;
  const match = /(?:^|\/)([A-Z][A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/[^/]+)?$/.exec(text);
  return match?.[1] && match[2] ? { type: match[1], id: match[2] } : undefined;
}

/** Elements that put a resource into a patient's compartment, in the order in which they are looked at. */
const patientPaths = ["subject", "patient", "for", "individual", "beneficiary", "participant.actor"] as const;

/** Id of the patient a resource belongs to; undefined for shared resources and for those that say nobody. */
export function patientOf(resource: StoredResource): string | undefined {
  if (resource.resourceType === "Patient") return resource.id;
  if (resource.resourceType === "Group" || resource.resourceType === "List") return undefined;
  for (const path of patientPaths) {
    const patient = at(resource, path)
      .map(localReference)
      .find((reference) => reference?.type === "Patient");
    if (patient) return patient.id;
  }
  return undefined;
}
