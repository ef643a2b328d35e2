import { type LocalReference, patientOf, type StoredResource } from "./resource";

/** Where patients come from. `load` is called once for each patient, when first asked for, so that thousands cost nothing until opened. */
export type PatientSource = {
  readonly ids: readonly string[];
  readonly load: (id: string) => readonly StoredResource[];
  /** One sentence for the EHR's home page. */
  readonly story?: (id: string) => string | undefined;
  /** Resource types that its patients bring and that the sandbox would not serve otherwise. */
  readonly types?: readonly string[];
  /** Served as a Group and as a List of these patients, for worklists. */
  readonly group?: { readonly id: string; readonly name: string };
};

export type PatientSummary = {
  readonly id: string;
  readonly name: string;
  readonly sex: string;
  readonly birthDate: string;
  readonly identifier: string;
  readonly story: string;
};

type Version = { readonly number: number; readonly lastUpdated: string };

/** The sandbox's database: in memory, by type and by patient. */
export type Store = {
  readonly read: (reference: LocalReference) => StoredResource | undefined;
  readonly version: (reference: LocalReference) => Version | undefined;
  readonly ofPatient: (patient: string, type: string) => readonly StoredResource[];
  /** Every resource of a type; loads every patient of every source. */
  readonly all: (type: string) => readonly StoredResource[];
  readonly hasPatient: (id: string) => boolean;
  /** Adds or replaces, as a new version; returns what takes it back (for a transaction that fails). `owner`: whose it is, where it does not say. */
  readonly put: (resource: StoredResource, owner?: string) => () => void;
  readonly patients: (limit: number) => readonly PatientSummary[];
};

export function createStore(shared: readonly StoredResource[], sources: readonly PatientSource[], now: () => number): Store {
  const byType = new Map<string, Map<string, StoredResource>>();
  const byPatient = new Map<string, Map<string, Map<string, StoredResource>>>();
  const versions = new Map<string, Version>();
  const sourceOf = new Map(sources.flatMap((source) => source.ids.map((id) => [id, source] as const)));
  const unloaded = new Set(sourceOf.keys());
  const loadedAt = new Date(now()).toISOString();

  function index(resource: StoredResource, loadedFor?: string): void {
    within(byType, resource.resourceType).set(resource.id, resource);
    // A Provenance names its targets, not its patient: it belongs to whoever's record it came with.
    const patient = patientOf(resource) ?? (resource.resourceType === "Provenance" ? loadedFor : undefined);
    if (patient === undefined) return;
    within(within2(byPatient, patient), resource.resourceType).set(resource.id, resource);
  }

  function remove(resource: StoredResource): void {
    byType.get(resource.resourceType)?.delete(resource.id);
    const patient = patientOf(resource);
    if (patient !== undefined) byPatient.get(patient)?.get(resource.resourceType)?.delete(resource.id);
  }

  function load(patient: string): void {
    if (!unloaded.delete(patient)) return;
    for (const resource of sourceOf.get(patient)?.load(patient) ?? []) index(resource, patient);
  }

  function loadAll(): void {
    for (const patient of unloaded) load(patient);
  }

  function read({ type, id }: LocalReference): StoredResource | undefined {
    if (type === "Patient") load(id);
    return byType.get(type)?.get(id);
  }

  for (const resource of shared) index(resource);

  return {
    read,
    version: ({ type, id }) => {
      const found = read({ type, id });
      if (!found) return undefined;
      return versions.get(`${type}/${id}`) ?? { number: 1, lastUpdated: metaLastUpdated(found) ?? loadedAt };
    },
    ofPatient: (patient, type) => {
      load(patient);
      return [...(byPatient.get(patient)?.get(type)?.values() ?? [])];
    },
    all: (type) => {
      loadAll();
      return [...(byType.get(type)?.values() ?? [])];
    },
    hasPatient: (id) => sourceOf.has(id) || byType.get("Patient")?.has(id) === true,
    put: (resource, owner) => {
      const key = `${resource.resourceType}/${resource.id}`;
      const before = byType.get(resource.resourceType)?.get(resource.id);
      const versionBefore = versions.get(key);
      const number = before === undefined ? 1 : (versionBefore?.number ?? 1) + 1;
      const lastUpdated = new Date(now()).toISOString();
      const meta = typeof resource["meta"] === "object" && resource["meta"] !== null ? resource["meta"] : {};
      if (before) remove(before);
      index({ ...resource, meta: { ...meta, versionId: String(number), lastUpdated } }, owner);
      versions.set(key, { number, lastUpdated });
      return () => {
        remove(resource);
        if (before) index(before);
        if (versionBefore) versions.set(key, versionBefore);
        else versions.delete(key);
      };
    },
    patients: (limit) =>
      [...sourceOf].slice(0, limit).map(([id, source]) => {
        load(id);
        return summary(id, byType.get("Patient")?.get(id), source.story?.(id) ?? "");
      }),
  };
}

/** What a person reads in the EHR's lists. Public bundles may lack any of it. */
function summary(id: string, patient: StoredResource | undefined, story: string): PatientSummary {
  const name = first<{ text?: unknown; given?: unknown; family?: unknown }>(patient?.["name"]);
  const given = Array.isArray(name?.given) ? name.given.filter((part) => typeof part === "string").join(" ") : "";
  const family = typeof name?.family === "string" ? name.family : "";
  const full = `${given} ${family}`.trim();
  const identifier = first<{ value?: unknown }>(patient?.["identifier"])?.value;
  return {
    id,
    name: full !== "" ? full : typeof name?.text === "string" ? name.text : `Patient ${id}`,
    sex: typeof patient?.["gender"] === "string" ? patient["gender"] : "sex not recorded",
    birthDate: typeof patient?.["birthDate"] === "string" ? patient["birthDate"] : "not recorded",
    identifier: typeof identifier === "string" ? identifier : id,
    story,
  };
}

function first<T>(value: unknown): Partial<T> | undefined {
  const item: unknown = Array.isArray(value) ? value[0] : undefined;
  return typeof item === "object" && item !== null ? item : undefined;
}

function metaLastUpdated(resource: StoredResource): string | undefined {
  const meta = resource["meta"];
  const updated = typeof meta === "object" && meta !== null && "lastUpdated" in meta ? meta.lastUpdated : undefined;
  return typeof updated === "string" ? updated : undefined;
}

function within<V>(map: Map<string, Map<string, V>>, key: string): Map<string, V> {
  const found = map.get(key) ?? new Map<string, V>();
  map.set(key, found);
  return found;
}

function within2<V>(map: Map<string, Map<string, Map<string, V>>>, key: string): Map<string, Map<string, V>> {
  const found = map.get(key) ?? new Map<string, Map<string, V>>();
  map.set(key, found);
  return found;
}
