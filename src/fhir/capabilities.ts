import { canRemember, hasForgotten, recall, remember } from "../smart/tab-storage";

/** What a CapabilityStatement says a server can do: interactions by resource type (`read`, `search-type`, `create`, …), operations as `$name`. */
export type Capabilities = { readonly types: ReadonlyMap<string, ReadonlySet<string>> };

/** Types every server in reach of this app must have (US Core): a statement that leaves one out is not believed about it. */
const indispensable = new Set(["Patient", "Observation", "Condition", "MedicationRequest", "DiagnosticReport"]);

const reading = new Map<string, Promise<Capabilities | undefined>>();
const storageKey = (base: string): string => `capabilities.${base}`;

/**
 * The server's CapabilityStatement, read once per server and tab. It is large and slow on many servers, so nothing waits for it:
 * it is asked for after the first answers, when one of them was odd, or when something is to be written. Undefined when it
 * cannot be had. Holds nothing of a patient, and is asked for without a token.
 */
export function capabilitiesOf(base: string): Promise<Capabilities | undefined> {
  const known = reading.get(base);
  if (known !== undefined) return known;
  const read = import("./capability-statement") // not among the files that the headline waits for
    .then(({ readStatement }) => readStatement(base))
    .catch(() => undefined)
    .then((statement) => {
      if (statement === undefined)
        reading.delete(base); // not had now does not mean never
      else if (!hasForgotten()) keep(base, statement);
      return statement;
    });
  reading.set(base, read);
  return read;
}

/** The types that this server, as far as this tab already knows, does not let an app search. Never waits and never asks. */
export function lackingTypes(base: string, types: readonly string[]): ReadonlySet<string> {
  const capabilities = kept(base);
  if (capabilities === undefined || capabilities.types.size === 0) return new Set();
  return new Set(types.filter((type) => !indispensable.has(type) && !searchable(capabilities.types.get(type))));
}

/** A type listed without any interaction says nothing about them. */
function searchable(interactions: ReadonlySet<string> | undefined): boolean {
  return interactions !== undefined && (interactions.size === 0 || interactions.has("search-type"));
}

/** Whether the server says that it takes this interaction (R4 type-restful-interaction) or operation (`$validate`) on this type. */
export function offers(capabilities: Capabilities, type: string, interaction: string): boolean {
  return capabilities.types.get(type)?.has(interaction) ?? false;
}

/** Kept for the tab, so that a reload does not ask for types that are not there; sign-out removes it with everything else. */
function keep(base: string, { types }: Capabilities): void {
  if (canRemember())
    remember(
      storageKey(base),
      [...types].map(([type, codes]) => [type, [...codes]]),
    );
}

function kept(base: string): Capabilities | undefined {
  const stored = canRemember() ? recall(storageKey(base)) : undefined;
  if (!Array.isArray(stored)) return undefined;
  const entries = stored as readonly (readonly [string, readonly string[]])[]; // only `keep` writes under this key
  return { types: new Map(entries.map(([type, codes]) => [type, new Set(codes)])) };
}
