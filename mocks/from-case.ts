import { patientsOfBundle } from "./bundles";
import type { Fault, ServerBehaviour } from "./faults";
import { at, isObject } from "./resource";
import { createSandbox, type Sandbox, type SandboxOptions } from "./sandbox";

/** The sandbox of one case of tests/cases/fhir, and the patient whom its expectations are about. */
export type CaseSandbox = { readonly sandbox: Sandbox; readonly patient: string };

/**
 * Loads a case: its bundle as the only record, `faults` and `server` of its case.json as the way the server behaves.
 * Throws on a fault or behaviour that the sandbox does not know: a case must never pass because its fault was overlooked.
 */
export function sandboxFromCase(bundle: unknown, caseJson: unknown = {}, options: SandboxOptions = {}): CaseSandbox {
  const source = patientsOfBundle(bundle, { name: "case", ids: "kept" });
  const [patient] = source.ids;
  if (patient === undefined) throw new Error("The case's bundle has no patient.");
  const sandbox = createSandbox({
    ...options,
    patients: "none",
    sources: [source],
    faults: [...(options.faults ?? []), ...at(caseJson, "faults").map(faultOf)],
    server: { ...options.server, ...serverOf(at(caseJson, "server")[0]) },
  });
  return { sandbox, patient };
}

const faultKeys = {
  type: true,
  on: true,
  page: true,
  times: true,
  delayMs: true,
  kind: true,
  status: true,
  headers: true,
  expose: true,
  body: true,
  withoutCors: true,
} satisfies Record<keyof Fault, true>;

const serverKeys = {
  pageSize: true,
  maxPageSize: true,
  forcePageSize: true,
  noTotal: true,
  nextStyle: true,
  outcomeEntry: true,
  leakOther: true,
  defaultStatus: true,
  requireOneOf: true,
  refuseTogether: true,
  maxUrlLength: true,
  postSearch: true,
  batch: true,
  unknownParameters: true,
} satisfies Record<keyof ServerBehaviour, true>;

function faultOf(value: unknown): Fault {
  if (!isObject(value)) throw new Error("A fault of the case is not an object.");
  const { delay, ...rest } = value;
  const fault = delay === undefined ? rest : { ...rest, delayMs: delay };
  refuseUnknown(fault, faultKeys, "fault");
  return fault;
}

function serverOf(value: unknown): ServerBehaviour {
  if (value === undefined) return {};
  if (!isObject(value)) throw new Error('"server" of the case is not an object.');
  refuseUnknown(value, serverKeys, "server behaviour");
  return value;
}

function refuseUnknown(value: Record<string, unknown>, known: Readonly<Record<string, true>>, what: string): void {
  const unknown = Object.keys(value).find((key) => !(key in known));
  if (unknown !== undefined) throw new Error(`The sandbox does not know the ${what} "${unknown}".`);
}
