import { fetchWellKnownJson } from "fhirclient/lib/smart";
import { LaunchProblem } from "./problem";
import { type Ehr, isSafeAddress } from "./registry";

/** What a launch needs of `.well-known/smart-configuration` (SMART App Launch 2.2, section 6). */
export type SmartConfiguration = {
  /** Issuer of the authorization server, when it names one. */
  readonly issuer: string | undefined;
  /** RFC 9207: answers carry `iss`. */
  readonly namesItself: boolean;
  readonly permissions: "v1" | "v2";
  readonly s256: boolean;
};

const patience = 20_000;

/**
 * Reads the EHR's SMART configuration through fhirclient, which keeps the answer: `authorize` will use the same one.
 * @throws LaunchProblem unreachable | not-smart | configuration
 */
export async function discover(ehr: Ehr): Promise<SmartConfiguration> {
  const found: Record<string, unknown> = await readConfiguration(ehr);
  const endpoints = [found["authorization_endpoint"], found["token_endpoint"]];
  const usable = endpoints.every((endpoint) => typeof endpoint === "string" && URL.canParse(endpoint) && isSafeAddress(new URL(endpoint)));
  if (!usable) throw new LaunchProblem({ kind: "not-smart", ehr: ehr.name, detail: "authorization_endpoint or token_endpoint" });
  const tokenOrigin = new URL(String(found["token_endpoint"])).origin;
  if (![new URL(ehr.issuer).origin, ...ehr.origins].includes(tokenOrigin))
    throw new LaunchProblem({ kind: "configuration", ehr: ehr.name, detail: `config.json: "origins" of "${ehr.id}" must name ${tokenOrigin}` });
  return {
    issuer: typeof found["issuer"] === "string" ? found["issuer"] : undefined,
    namesItself: found["authorization_response_iss_parameter_supported"] === true,
    permissions: listed(found["capabilities"], "permission-v2") ? "v2" : "v1",
    s256: listed(found["code_challenge_methods_supported"], "S256"),
  };
}

async function readConfiguration(ehr: Ehr): Promise<Record<string, unknown>> {
  let found: unknown;
  try {
    found = await fetchWellKnownJson(ehr.issuer, { signal: AbortSignal.timeout(patience), credentials: "omit" });
  } catch (error) {
    // fhirclient words an HTTP error as "404 Not Found" and passes the browser's own words for everything else.
    const status = error instanceof Error ? /\b([45]\d\d) /.exec(error.message.split('". ')[1] ?? "")?.[1] : undefined;
    throw new LaunchProblem({ kind: status?.startsWith("4") ? "not-smart" : "unreachable", ehr: ehr.name, ...(status ? { detail: `HTTP ${status}` } : {}) });
  }
  if (typeof found !== "object" || found === null || found instanceof Response) throw new LaunchProblem({ kind: "not-smart", ehr: ehr.name });
  return { ...found };
}

function listed(list: unknown, name: string): boolean {
  return Array.isArray(list) && list.includes(name);
}
