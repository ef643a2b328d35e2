import type { Capabilities } from "./capabilities";
import { isObject } from "./operation-outcome";

/** Asks a server for its CapabilityStatement, without a token. Undefined when it cannot be had. */
export async function readStatement(base: string): Promise<Capabilities | undefined> {
  try {
    const response = await fetch(`${base}/metadata`, {
      headers: { accept: "application/fhir+json" },
      signal: AbortSignal.timeout(30_000),
      credentials: "omit",
      redirect: "error",
      referrerPolicy: "no-referrer",
      priority: "low",
    });
    const statement: unknown = response.ok ? await response.json() : undefined;
    return isObject(statement) && statement["resourceType"] === "CapabilityStatement" ? capabilitiesIn(statement) : undefined;
  } catch {
    return undefined; // an aid only: without it everything is asked for and the server decides
  }
}

function capabilitiesIn(statement: Record<string, unknown>): Capabilities {
  const rests = listOf(statement["rest"]).filter((rest) => rest["mode"] === undefined || rest["mode"] === "server");
  const types = new Map<string, ReadonlySet<string>>();
  for (const resource of rests.flatMap((rest) => listOf(rest["resource"]))) {
    if (typeof resource["type"] !== "string") continue;
    const codes = listOf(resource["interaction"]).flatMap(({ code }) => (typeof code === "string" ? [code] : []));
    // Beside interactions only: a type listed with operations alone still says nothing about interactions.
    if (codes.length > 0) codes.push(...listOf(resource["operation"]).map(({ name }) => `$${String(name)}`));
    types.set(resource["type"], new Set([...(types.get(resource["type"]) ?? []), ...codes]));
  }
  return { types };
}

function listOf(value: unknown): readonly Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
