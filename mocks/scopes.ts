import { type StoredResource } from "./resource";

export type Permission = "c" | "r" | "u" | "d" | "s";

export type ResourceScope = {
  readonly text: string;
  readonly context: "patient" | "user" | "system";
  /** Resource type, or `*`. */
  readonly type: string;
  readonly permissions: readonly Permission[];
  readonly syntax: "v1" | "v2";
  /** Granular part of a v2 scope (`?category=…`): only resources that match it are covered. */
  readonly filter: URLSearchParams | undefined;
};

/** Scopes that are not about resource types. */
const contextScopes = new Set(["launch", "launch/patient", "launch/encounter", "openid", "fhirUser", "profile", "online_access", "offline_access"]);

export function isContextScope(text: string): boolean {
  return contextScopes.has(text);
}

/** SMART App Launch 2.2, "Scopes for requesting FHIR Resources"; undefined for what is no resource scope. */
export function resourceScope(text: string): ResourceScope | undefined {
  const match = /^(patient|user|system)\/(\*|[A-Z][A-Za-z]+)\.(read|write|\*|c?r?u?d?s?)(?:\?(.+))?$/.exec(text);
  const [, context, type, access, query] = match ?? [];
  if (!context || !type || !access) return undefined;
  const version1: Readonly<Record<string, readonly Permission[]>> = { read: ["r", "s"], write: ["c", "u", "d"], "*": ["c", "r", "u", "d", "s"] };
  const inVersion1 = version1[access];
  if (inVersion1 && query) return undefined;
  return {
    text,
    context: context as ResourceScope["context"],
    type,
    permissions: inVersion1 ?? (access.split("") as Permission[]),
    syntax: inVersion1 ? "v1" : "v2",
    filter: query ? new URLSearchParams(query) : undefined,
  };
}

export function splitScopes(scope: string): readonly string[] {
  return scope.split(/\s+/).filter((text) => text !== "");
}

/** The granted scopes that allow this on this type; empty means: forbidden. */
export function scopesFor(granted: readonly ResourceScope[], type: string, permission: Permission): readonly ResourceScope[] {
  return granted.filter((scope) => (scope.type === "*" || scope.type === type) && scope.permissions.includes(permission));
}

/** Whether at least one of `scopes` covers this resource, granular filters included. */
export function covers(
  scopes: readonly ResourceScope[],
  resource: StoredResource,
  matches: (resource: StoredResource, filter: URLSearchParams) => boolean,
): boolean {
  return scopes.some((scope) => scope.filter === undefined || matches(resource, scope.filter));
}
