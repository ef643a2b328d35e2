import { at, isObject, localReference, patientOf, type StoredResource } from "./resource";
import type { PatientSource } from "./store";

export type BundleNaming = {
  /** Told on the EHR's home page, and the prefix of renamed ids. */
  readonly name: string;
  /** kept: ids as they are; prefixed: every id that is not a UUID gets the name in front, so that several bundles with a "p1" can live together. */
  readonly ids: "kept" | "prefixed";
};

/**
 * A Bundle of any type as a source of patients. Resources stay as they are, down to their mistakes; only ids and the
 * references to them change: `urn:uuid:` and absolute references become `Type/id` (without a fullUrl, by the id: some generators leave
 * it out), missing ids are given.
 * A patient who is only referred to gets an empty Patient, as no EHR opens a chart of nobody.
 */
export function patientsOfBundle(bundle: unknown, { name, ids }: BundleNaming): PatientSource {
  const given = at(bundle, "entry").flatMap((entry, index) => namedEntry(entry, index, name, ids) ?? []);
  const entries = [
    ...given,
    ...unnamedPatients(given).flatMap((id, index) => namedEntry({ resource: { resourceType: "Patient", id } }, given.length + index, name, ids) ?? []),
  ];
  const targets = new Map(entries.flatMap(({ aliases, type, id }) => aliases.map((alias) => [alias, `${type}/${id}`] as const)));
  const resources = entries.map(({ resource, type, id }) => ({ ...(relinked(resource, targets) as Record<string, unknown>), resourceType: type, id }));
  const owned = new Map<string, StoredResource[]>();
  for (const resource of resources) if (resource.resourceType === "Patient") owned.set(resource.id, []);
  const [firstPatient] = owned.keys();
  for (const resource of resources) {
    const owner = patientOf(resource) ?? firstPatient;
    if (owner !== undefined) owned.get(owner)?.push(resource);
  }
  return {
    ids: [...owned.keys()],
    types: [...new Set(resources.map(({ resourceType }) => resourceType))],
    story: () => `Loaded from ${name}.`,
    load: (id) => owned.get(id) ?? [],
  };
}

type NamedEntry = { readonly resource: Record<string, unknown>; readonly type: string; readonly id: string; readonly aliases: readonly string[] };

/** Ids of patients to whom resources belong and who are not in the Bundle. */
function unnamedPatients(entries: readonly NamedEntry[]): readonly string[] {
  const present = new Set(entries.flatMap(({ aliases }) => aliases));
  const owners = entries.flatMap(({ resource, type, id }) => {
    const owner = type === "Patient" ? undefined : patientOf({ ...resource, resourceType: type, id });
    return owner === undefined || present.has(`Patient/${owner}`) ? [] : [owner];
  });
  return [...new Set(owners)];
}

/** An entry with the id it will have and every way in which others may refer to it; nothing for an entry that names no type. */
function namedEntry(entry: unknown, index: number, name: string, ids: BundleNaming["ids"]): NamedEntry | undefined {
  const resource = at(entry, "resource")[0];
  if (!isObject(resource) || typeof resource["resourceType"] !== "string") return undefined;
  const type = resource["resourceType"];
  const fullUrl = at(entry, "fullUrl")[0];
  const url = typeof fullUrl === "string" ? fullUrl : undefined;
  const own = typeof resource["id"] === "string" ? resource["id"] : (/^urn:uuid:(.+)$/.exec(url ?? "")?.[1] ?? localReference(url)?.id);
  const before = own ?? `entry-${index + 1}`;
  const id = ids === "kept" || uuid.test(before) ? before : `${name}-${before}`.replace(/[^A-Za-z0-9\-.]/g, "-").slice(-64);
  return { resource, type, id, aliases: [url ?? `urn:uuid:${before}`, `${type}/${before}`] };
}

const uuid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

function relinked(value: unknown, targets: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item) => relinked(item, targets));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, key === "reference" && typeof item === "string" ? link(item, targets) : relinked(item, targets)]),
  );
}

function link(reference: string, targets: ReadonlyMap<string, string>): string {
  const local = localReference(reference);
  return targets.get(reference) ?? (local ? targets.get(`${local.type}/${local.id}`) : undefined) ?? reference;
}
