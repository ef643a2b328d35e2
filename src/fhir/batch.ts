import { grantFor } from "./granted-scopes";
import { isObject } from "./operation-outcome";
import type { PlannedSearch } from "./plan";
import { type Answer, send, type TransportOptions } from "./transport";

/** A batch is as slow as its slowest part; after this long its parts are asked for one by one. */
const patience = 4_000;

export type BatchContext = TransportOptions & { readonly base: string; readonly grantedScope: string; readonly lacking: ReadonlySet<string> };

/**
 * Sends the searches of the plan that join a batch as one request, and gives out their first pages by address, each once. Only
 * a part that succeeded is given out: a search that the batch does not answer, or answers with an error, is asked for as if
 * there had been no batch, and then says for itself what is wrong. Undefined when there is nothing to send together.
 */
export function firstPagesInBatch(plan: readonly PlannedSearch[], context: BatchContext): TransportOptions["already"] {
  const together = plan.filter((search) => search.joins === "batch" && mayBeAsked(search, context));
  const queries = together.flatMap((search) => search.queries);
  if (queries.length < 2) return undefined;
  const answers = withinPatience(sendBatch(queries, context));
  const waiting = new Map(queries.map((query, index) => [`${context.base}/${query}`, index]));
  return (url) => {
    const index = waiting.get(url);
    if (index === undefined) return undefined;
    waiting.delete(url); // asked for again, it is asked of the server
    return answers.then((list) => list[index]);
  };
}

function mayBeAsked({ resourceType, interaction }: PlannedSearch, { lacking, grantedScope }: BatchContext): boolean {
  return !lacking.has(resourceType) && grantFor(resourceType, interaction, grantedScope).state !== "not-granted";
}

async function sendBatch(queries: readonly string[], context: BatchContext): Promise<readonly (Answer | undefined)[]> {
  const bundle = { resourceType: "Bundle", type: "batch", entry: queries.map((url) => ({ request: { method: "GET", url } })) };
  const answer = await send({ url: context.base, urgency: "high", post: { type: "application/fhir+json", body: JSON.stringify(bundle) } }, context);
  const entries = answer.kind === "json" && isObject(answer.body) && Array.isArray(answer.body["entry"]) ? answer.body["entry"] : [];
  // The entries of the answer stand in the order of the questions (R4, 3.1.0.11.1); a different number means that they do not.
  if (answer.kind !== "json" || entries.length !== queries.length) return [];
  return entries.map((entry: unknown) => {
    const isPage = isObject(entry) && isObject(entry["resource"]) && entry["resource"]["resourceType"] === "Bundle" && succeeded(entry["response"]);
    return isPage ? { kind: "json", body: entry["resource"], serverDate: answer.serverDate } : undefined;
  });
}

function succeeded(response: unknown): boolean {
  return isObject(response) && typeof response["status"] === "string" && response["status"].startsWith("200");
}

async function withinPatience(answers: Promise<readonly (Answer | undefined)[]>): Promise<readonly (Answer | undefined)[]> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<readonly undefined[]>((resolve) => {
    timer = setTimeout(() => resolve([]), patience);
  });
  try {
    return await Promise.race([answers, late]);
  } catch {
    return []; // aborted: whoever waits for a page is aborted too
  } finally {
    clearTimeout(timer);
  }
}
