import { delay, HttpResponse, http, type JsonBodyType } from "msw";
import { setupServer } from "msw/node";
import type { PlannedSearch } from "../../src/fhir/plan";
import type { SearchContext } from "../../src/fhir/search";
import type { Credentials } from "../../src/fhir/transport";

export const network = setupServer();
network.listen({ onUnhandledRequest: "error" });

export const base = "https://ehr.example/fhir/r4";

export type Asked = { readonly method: string; readonly url: URL; readonly headers: Headers; readonly body: string };

/** Every request that left, in order. */
export const asked: Asked[] = [];

/** Answers given in turn to requests for one address (path below the base, query not looked at); the last one for ever. */
export function answers(path: string, ...list: readonly (() => Response | Promise<Response>)[]): void {
  let given = 0;
  const respond = async ({ request }: { request: Request }): Promise<Response> => {
    asked.push({ method: request.method, url: new URL(request.url), headers: request.headers, body: request.method === "POST" ? await request.text() : "" });
    const answer = list[Math.min(given, list.length - 1)];
    given += 1;
    return answer ? answer() : HttpResponse.error();
  };
  network.use(http.get(`${base}/${path}`, respond), http.post(`${base}/${path}`, respond));
}

export const json =
  (body: JsonBodyType, init: ResponseInit = {}): (() => Response) =>
  () =>
    HttpResponse.json(body, init);
export const status =
  (code: number, headers: Record<string, string> = {}, body = ""): (() => Response) =>
  () =>
    new HttpResponse(body, { status: code, headers });
export const text =
  (body: string, type = "application/fhir+json"): (() => Response) =>
  () =>
    new HttpResponse(body, { headers: { "content-type": type } });
export const noAnswer = (): Response => HttpResponse.error();
export const neverAnswers = async (): Promise<Response> => {
  await delay("infinite");
  return HttpResponse.error();
};

export type Entry = { readonly resource?: unknown; readonly search?: { readonly mode: string }; readonly fullUrl?: string };

/** A searchset of these entries, with a link to the next page if there is one. */
export function searchset(entry: readonly unknown[], next?: string, more: object = {}): JsonBodyType {
  return { resourceType: "Bundle", type: "searchset", link: next === undefined ? [] : [{ relation: "next", url: next }], entry, ...more } as JsonBodyType;
}

export function observation(id: string, more: object = {}): Entry {
  return { resource: { resourceType: "Observation", id, ...more }, search: { mode: "match" } };
}

export function outcome(severity: string, code: string, diagnostics: string): Record<string, unknown> {
  return { resourceType: "OperationOutcome", issue: [{ severity, code, diagnostics }] };
}

export const tokens: Credentials & { given: string; renewals: string[] } = {
  given: "t1",
  renewals: [],
  accessToken: () => Promise.resolve(tokens.given),
  renew: (refused) => {
    tokens.renewals.push(refused);
    return Promise.resolve(false);
  },
  accepted: () => undefined,
};

export function context(more: Partial<SearchContext> = {}): SearchContext {
  return {
    base,
    grantedScope: "patient/*.rs",
    credentials: tokens,
    lacking: new Set(),
    signal: new AbortController().signal,
    random: () => 0,
    ...more,
  };
}

/** A search for Observations by one code. */
export const search: PlannedSearch = {
  id: "bone-observations",
  resourceType: "Observation",
  interaction: "search",
  urgency: "high",
  queries: ["Observation?patient=p1&code=62292-8"],
};

export function startAfresh(): void {
  network.resetHandlers();
  asked.length = 0;
  tokens.renewals.length = 0;
  tokens.given = "t1";
}
