import { type Answer, outcome } from "./answer";
import type { Interaction } from "./fhir-server";
import { at, isObject } from "./resource";
import type { WriteResult } from "./writing";

/** `POST [base]`: a batch answers each entry on its own; a transaction does all or nothing (R4 http, 3.1.0.11). */
export async function batch(body: unknown, base: string, perform: (entry: Interaction) => Promise<WriteResult>): Promise<Answer> {
  const type = at(body, "type")[0];
  if (at(body, "resourceType")[0] !== "Bundle" || (type !== "batch" && type !== "transaction"))
    return outcome(400, "invalid", "The body is not a batch or transaction Bundle.");
  const answers: Answer[] = [];
  const undo: (() => void)[] = [];
  const created = new Map<string, string>();
  for (const entry of at(body, "entry")) {
    const interaction = entryInteraction(entry, base, created);
    const result = "status" in interaction ? { answer: interaction } : await perform(interaction);
    if (result.undo) undo.push(result.undo);
    answers.push(result.answer);
    const placeholder = at(entry, "fullUrl")[0];
    const id = at(result.answer.body, "id")[0];
    if (typeof placeholder === "string" && typeof id === "string") created.set(placeholder, `${String(at(result.answer.body, "resourceType")[0])}/${id}`);
    if (type === "transaction" && result.answer.status >= 400) {
      for (const takeBack of undo.reverse()) takeBack();
      return result.answer;
    }
  }
  return {
    status: 200,
    body: {
      resourceType: "Bundle",
      type: `${type}-response`,
      entry: answers.map((answer) => {
        const { etag, location } = answer.headers ?? {};
        const failed = answer.status >= 400;
        return {
          ...(failed ? {} : { resource: answer.body }),
          response: {
            status: String(answer.status),
            ...(etag ? { etag } : {}),
            ...(location ? { location } : {}),
            ...(failed ? { outcome: answer.body } : {}),
          },
        };
      }),
    },
  };
}

function entryInteraction(entry: unknown, base: string, created: ReadonlyMap<string, string>): Interaction | Answer {
  const request = at(entry, "request")[0];
  if (!isObject(request) || typeof request["method"] !== "string" || typeof request["url"] !== "string")
    return outcome(400, "invalid", "An entry has no request.");
  const url = new URL(request["url"], `${base}/`);
  const path = decodeURIComponent(url.pathname.slice(new URL(`${base}/`).pathname.length));
  return {
    method: request["method"],
    path,
    parameters: url.searchParams,
    body: resolved(at(entry, "resource")[0], created),
    headers: {
      ifNoneExist: typeof request["ifNoneExist"] === "string" ? request["ifNoneExist"] : undefined,
      ifMatch: typeof request["ifMatch"] === "string" ? request["ifMatch"] : undefined,
      handling: "lenient",
      accept: "application/fhir+json",
    },
    self: url.href,
  };
}

/** References to entries created earlier in the same Bundle become real ones. */
function resolved(value: unknown, created: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item) => resolved(item, created));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, key === "reference" && typeof item === "string" ? (created.get(item) ?? item) : resolved(item, created)]),
  );
}
