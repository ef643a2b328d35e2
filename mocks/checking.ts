import { at, isObject, localReference, patientOf, type StoredResource } from "./resource";
import type { Store } from "./store";

/** What R4 requires of each type that a client may write. */
const requiredElements: Readonly<Record<string, readonly string[]>> = {
  Task: ["status", "intent"],
  ServiceRequest: ["status", "intent", "subject"],
  Observation: ["status", "code"],
  DiagnosticReport: ["status", "code"],
  DocumentReference: ["status", "content"],
  Communication: ["status"],
  Goal: ["lifecycleStatus", "description", "subject"],
  CarePlan: ["status", "intent", "subject"],
  Group: ["type", "actual"],
  List: ["status", "mode"],
  MeasureReport: ["status", "type", "measure", "period"],
  Provenance: ["target", "recorded", "agent"],
};

export const writableTypes: ReadonlySet<string> = new Set(Object.keys(requiredElements));

/** Elements with a required binding, and what they may hold (R4). */
const codes: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
  DocumentReference: { status: /^(current|superseded|entered-in-error)$/, docStatus: /^(preliminary|final|amended|entered-in-error)$/ },
  DiagnosticReport: { status: /^(registered|partial|preliminary|final|amended|corrected|appended|cancelled|entered-in-error|unknown)$/ },
  CarePlan: {
    status: /^(draft|active|on-hold|revoked|completed|entered-in-error|unknown)$/,
    intent: /^(proposal|plan|order|option)$/,
    "activity.detail.status": /^(not-started|scheduled|in-progress|on-hold|completed|cancelled|stopped|unknown|entered-in-error)$/,
  },
  Provenance: { recorded: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/ },
};

/** References that must lead to something of the same patient. */
const links: Readonly<Record<string, readonly string[]>> = { DiagnosticReport: ["result"], CarePlan: ["goal"], Provenance: ["target"] };

/** What is wrong with a resource, one sentence each; what a server that validates would say. */
export function faultsIn(type: string, resource: Readonly<Record<string, unknown>>, store: Store): readonly string[] {
  const missing = (requiredElements[type] ?? []).filter((element) => resource[element] === undefined);
  const wrong = Object.entries(codes[type] ?? {}).filter(([path, allowed]) =>
    at(resource, path).some((value) => typeof value !== "string" || !allowed.test(value)),
  );
  const lost = (links[type] ?? []).flatMap((path) => at(resource, path)).filter((link) => !leadsToHers(link, ownerOf(type, resource, store), store));
  return [
    ...(missing.length > 0 ? [`${type} needs: ${missing.join(", ")}.`] : []),
    ...wrong.map(([path]) => `${type}.${path} holds a code that R4 does not know.`),
    ...lost.map(() => `${type} refers to something that is not in this patient's record.`),
    ...(type === "DocumentReference" ? faultsInContent(resource) : []),
    ...(type === "Provenance" && at(resource, "agent").some((agent) => !isObject(agent) || !isObject(agent["who"])) ? ["Provenance.agent needs: who."] : []),
  ];
}

/** Whose record a resource belongs to. A Provenance names its targets, not its patient. */
export function ownerOf(type: string, resource: Readonly<Record<string, unknown>>, store: Store): string | undefined {
  if (type !== "Provenance") return patientOf({ ...resource, resourceType: type, id: "new" });
  const targets = at(resource, "target").map(localReference);
  return targets.flatMap((target) => (target === undefined ? [] : (patientIn(store.read(target)) ?? [])))[0];
}

function patientIn(resource: StoredResource | undefined): string | undefined {
  return resource && patientOf(resource);
}

function leadsToHers(link: unknown, patient: string | undefined, store: Store): boolean {
  const reference = localReference(link);
  const found = reference && store.read(reference);
  return found !== undefined && patientOf(found) === patient;
}

/** Text is base64 of UTF-8, and is not empty. */
function faultsInContent(resource: Readonly<Record<string, unknown>>): readonly string[] {
  return at(resource, "content.attachment").flatMap((attachment) => {
    const { contentType, data, url } = isObject(attachment) ? attachment : {};
    if (typeof url === "string" && data === undefined) return [];
    if (typeof contentType !== "string") return ["DocumentReference.content.attachment needs: contentType."];
    if (typeof data !== "string" || !/^(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$|^(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)$/.test(data))
      return ["DocumentReference.content.attachment.data is not base64."];
    return [];
  });
}
