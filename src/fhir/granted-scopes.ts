/** Whether the granted scopes let a search run. */
export type Grant =
  | { readonly state: "granted" }
  /** Only some resources of the type, such as `category=laboratory` (SMART 2.2, granular scopes). */
  | { readonly state: "limited"; readonly to: readonly string[] }
  | { readonly state: "not-granted"; readonly scope: string };

type Interaction = "read" | "search" | "create" | "update";
const letters = { create: "c", read: "r", update: "u", search: "s" } as const satisfies Record<Interaction, string>;

const resourceScope = /^(patient|user|system)\/(\*|[A-Za-z]+)\.([a-z*]+)(?:\?(.+))?$/;

/**
 * What the scope of a token response allows for one resource type: SMART 1 (`.read`, `.*`), SMART 2 (`.rs`), wildcards and
 * granular scopes. A response without a single resource scope (some servers shorten it) forbids no reading: the server decides.
 * Nothing is written without a scope that says so.
 */
export function grantFor(resourceType: string, interaction: Interaction, granted: string): Grant {
  const scopes = scopesIn(granted);
  if (scopes.length === 0 && (interaction === "read" || interaction === "search")) return { state: "granted" };
  const fitting = scopes.filter((scope) => (scope.type === "*" || scope.type === resourceType) && allows(scope.access, interaction));
  if (fitting.length === 0) return { state: "not-granted", scope: `patient/${resourceType}.${interaction === "search" ? "rs" : letters[interaction]}` };
  const limits = fitting.flatMap(({ limit }) => (limit === undefined ? [] : [limit]));
  return limits.length < fitting.length ? { state: "granted" } : { state: "limited", to: limits };
}

/** Why a type was not asked for, in words a clinician can pass on; the scope is for whoever grants it. */
export function notGranted(scope: string): string {
  return `The EHR did not allow this app to read this (${scope} not granted).`;
}

type GrantedScope = { readonly type: string; readonly access: string; readonly limit: string | undefined };

function scopesIn(granted: string): readonly GrantedScope[] {
  return granted.split(/\s+/).flatMap((scope) => {
    const [, , type = "", access = "", limit] = resourceScope.exec(scope) ?? [];
    return type === "" ? [] : [{ type, access, limit }];
  });
}

function allows(access: string, interaction: Interaction): boolean {
  if (access === "*") return true;
  if (access === "read") return interaction === "read" || interaction === "search";
  if (access === "write") return interaction === "create" || interaction === "update";
  return /^c?r?u?d?s?$/.test(access) && access.includes(letters[interaction]);
}
