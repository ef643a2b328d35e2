import { type Answer, fhirResponse, outcome } from "./answer";
import { batch } from "./batch";
import { type Fault, type FaultContext, type FaultList, type ServerBehaviour } from "./faults";
import { createPager, type PageRequest, pageRequest } from "./paging";
import { isObject } from "./resource";
import { findMatches, mayRead, type SearchContext } from "./search";
import type { Session, Sessions } from "./sessions";
import { sleep } from "./sleep";
import type { Store } from "./store";
import { create, update, validate, withVersion, type WriteHeaders, type WriteResult } from "./writing";

export type FhirServerSetup = {
  readonly store: Store;
  readonly sessions: Sessions;
  readonly faults: FaultList;
  /** Behaviour set on the server as a whole; a session's own comes on top. */
  readonly server: () => ServerBehaviour;
  readonly types: ReadonlySet<string>;
};

/** One FHIR interaction, however it arrived: as a request of its own or as a batch entry. */
export type Interaction = {
  readonly method: string;
  /** Below the base, without leading slash: `Observation`, `Patient/p1`, `Observation/_search`. */
  readonly path: string;
  readonly parameters: URLSearchParams;
  readonly body: unknown;
  readonly headers: WriteHeaders & { readonly handling: "strict" | "lenient"; readonly accept: string };
  /** Address to repeat in the self link. */
  readonly self: string;
};

export type FhirServer = {
  /** Answers one request below the FHIR base (not `/metadata` and discovery, which need no token). */
  readonly handle: (request: Request, base: string) => Promise<Response>;
  /** The resource type a path is about, for the log. */
  readonly typeOf: (path: string, parameters: URLSearchParams) => string | undefined;
};

/** FHIR R4 RESTful API: read, search, paging, batch, create and update, behind bearer tokens and scopes. */
export function createFhirServer({ store, sessions, faults, server, types }: FhirServerSetup): FhirServer {
  const pager = createPager();

  async function handle(request: Request, base: string): Promise<Response> {
    const session = authenticate(request, sessions);
    if ("status" in session) return fhirResponse(session);
    const url = new URL(request.url);
    const context: SearchContext = { store, session, server: { ...server(), ...session.server } };
    if (url.href.length > (context.server.maxUrlLength ?? Number.POSITIVE_INFINITY))
      return fhirResponse(outcome(414, "too-long", "The address is too long. Use POST _search."));
    const read = await interactionOf(request, url, base);
    if ("status" in read) return fhirResponse(read);

    if (read.method === "POST" && read.path === "") {
      if (context.server.batch === "refused") return fhirResponse(outcome(405, "not-supported", "This server does not take batches."));
      return fhirResponse(await batch(read.body, base, (entry) => perform(context, base, entry)));
    }
    const { answer, fault } = await perform(context, base, read);
    return fault ? faultyResponse(fault, answer) : response(answer, read);
  }

  /** Faults first (a delay waits, anything else answers), then the truth. */
  async function perform(context: SearchContext, base: string, interaction: Interaction): Promise<WriteResult & { readonly fault?: Fault }> {
    const paged = pageRequest(interaction.path, interaction.parameters);
    const struck = await strike(context.session, faultContext(interaction, paged));
    if (struck && struck.kind !== "truncated") return { answer: faultAnswer(struck), fault: struck };
    const result = interact(context, base, interaction, paged);
    return struck ? { ...result, fault: struck } : result;
  }

  async function strike(session: Session, context: FaultContext): Promise<Fault | undefined> {
    const own = session.faults.strike(context);
    const general = own.fault ? { delayMs: 0, fault: undefined } : faults.strike(context);
    await sleep(own.delayMs + general.delayMs);
    return own.fault ?? general.fault;
  }

  function interact(context: SearchContext, base: string, interaction: Interaction, paged: PageRequest | undefined): WriteResult {
    const { method, path, parameters, body, headers } = interaction;
    if (paged) return { answer: pager.next(context, base, paged) };
    const [type = "", second, ...rest] = path.split("/");
    if (!types.has(type)) return { answer: outcome(404, "not-supported", `This server has no ${type}.`) };
    if (rest.length > 0) return { answer: outcome(404, "not-supported", "This server does not know that address.") };
    if (method === "POST" && second === "_search" && context.server.postSearch === "refused")
      return { answer: outcome(405, "not-supported", "This server does not take POST _search.") };
    if ((method === "GET" && second === undefined) || (method === "POST" && second === "_search")) {
      const found = findMatches(context, type, [...parameters], headers.handling);
      return { answer: "status" in found ? found : firstPage(context, base, interaction, found) };
    }
    if (method === "GET" && second !== undefined) return { answer: readOne(context, base, type, second) };
    if (method === "POST" && second === "$validate") return { answer: validate(context, type, body) };
    if (method === "POST" && second === undefined) return create(context, base, type, body, headers);
    if (method === "PUT" && second !== undefined) return update(context, base, type, second, body, headers);
    return { answer: outcome(405, "not-supported", `${method} is not possible here.`) };
  }

  function firstPage(context: SearchContext, base: string, { parameters, self }: Interaction, found: Exclude<ReturnType<typeof findMatches>, Answer>): Answer {
    if (parameters.get("_summary") === "count" || parameters.get("_count") === "0")
      return { status: 200, body: { resourceType: "Bundle", type: "searchset", total: found.matches.length, link: [{ relation: "self", url: self }] } };
    const count = parameters.get("_count");
    return pager.first(context, base, found, self, count === null || !/^\d+$/.test(count) ? undefined : Number(count));
  }

  function readOne(context: SearchContext, base: string, type: string, id: string): Answer {
    const resource = store.read({ type, id });
    if (resource && mayRead(context, resource)) return withVersion(context, base, resource, 200);
    if (resource) return outcome(403, "forbidden", `The session may not read ${type}/${id}.`);
    return outcome(404, "not-found", `${type}/${id} does not exist.`);
  }

  function faultContext({ method, path }: Interaction, paged: PageRequest | undefined): FaultContext {
    const described = paged && pager.describe(paged);
    if (described) return { on: "search", ...described };
    const [type = "", second] = path.split("/");
    const search = (method === "GET" && second === undefined) || second === "_search";
    return search ? { on: "search", type, page: 1 } : { on: method === "GET" || second === "$validate" ? "read" : "write", type }; // checking stores nothing
  }

  return {
    handle,
    typeOf: (path, parameters) => {
      const paged = pageRequest(path, parameters);
      return paged ? pager.describe(paged)?.type : /^[A-Z][A-Za-z]+/.exec(path)?.[0];
    },
  };
}

/** What a fault says instead of the truth; also used for the token and discovery addresses. */
export function faultAnswer(fault: Fault): Answer {
  const status = fault.status ?? (fault.kind === "broken-json" || fault.body !== undefined ? 200 : 500);
  return outcome(
    status,
    status === 401 ? "login" : status === 403 ? "forbidden" : status === 429 ? "throttled" : "exception",
    `The sandbox was asked to answer ${status}.`,
    fault.headers,
  );
}

export function faultyResponse(fault: Fault, answer: Answer): Response {
  if (fault.kind === "drop") return Response.error();
  const truth = JSON.stringify(answer.body);
  const body =
    fault.body ??
    (fault.kind === "broken-json"
      ? '{"resourceType":"Bundle","type":"searchset","entry":[{"resource":{"resourceType":'
      : fault.kind === "truncated"
        ? truth.slice(0, truth.length / 2)
        : truth);
  const headers = new Headers({ "content-type": "application/fhir+json; charset=utf-8", ...answer.headers, ...fault.headers });
  if (fault.expose !== undefined) headers.set("access-control-expose-headers", fault.expose);
  if (fault.withoutCors) headers.set(withoutCorsMark, "1");
  return new Response(body, { status: fault.kind === "truncated" ? (fault.status ?? answer.status) : answer.status, headers });
}

/** Set on a response that must leave without CORS headers; never sent. */
export const withoutCorsMark = "x-sandbox-without-cors";

function authenticate(request: Request, sessions: Sessions): Session | Answer {
  const token = /^Bearer (.+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  if (token === undefined) return outcome(401, "login", "A bearer token is needed.", { "www-authenticate": "Bearer" });
  const found = sessions.byAccessToken(token);
  if (!found) return outcome(401, "login", "The token is not known here.", { "www-authenticate": 'Bearer error="invalid_token"' });
  return found.expired ? outcome(401, "expired", "The token has expired.", { "www-authenticate": 'Bearer error="invalid_token"' }) : found.session;
}

async function interactionOf(request: Request, url: URL, base: string): Promise<Interaction | Answer> {
  const path = decodeURIComponent(url.pathname.slice(new URL(base).pathname.length)).replace(/^\/+|\/+$/g, "");
  const parameters = new URLSearchParams(url.search);
  const text = request.method === "GET" || request.method === "HEAD" ? "" : await request.text();
  const form = /^application\/x-www-form-urlencoded/i.test(request.headers.get("content-type") ?? "");
  let body: unknown;
  if (form) for (const [name, value] of new URLSearchParams(text)) parameters.append(name, value);
  else if (text !== "") {
    try {
      body = JSON.parse(text);
    } catch {
      // The parser's own words may quote the body, which may hold patient data.
      return outcome(400, "invalid", "The body is not JSON.");
    }
  }
  if (path.endsWith("_search") && !form && text !== "") return outcome(415, "invalid", "POST _search takes a form.");
  return {
    method: request.method === "HEAD" ? "GET" : request.method,
    path,
    parameters,
    body,
    headers: {
      ifNoneExist: request.headers.get("if-none-exist") ?? undefined,
      ifMatch: request.headers.get("if-match") ?? undefined,
      handling: /handling=strict/.test(request.headers.get("prefer") ?? "") ? "strict" : "lenient",
      accept: request.headers.get("accept") ?? "",
    },
    self: path.endsWith("_search") ? `${base}/${path.replace(/\/?_search$/, "")}?${parameters.toString()}` : url.href,
  };
}

/** JSON, except a Binary asked for as what it is (R4 binary, 2.44.1). */
function response(answer: Answer, interaction: Interaction): Response {
  const { body } = answer;
  if (answer.status !== 200 || !isObject(body) || body["resourceType"] !== "Binary" || /json/.test(interaction.headers.accept)) return fhirResponse(answer);
  const { data, contentType } = body;
  const bytes = Uint8Array.from(atob(typeof data === "string" ? data : ""), (character) => character.charCodeAt(0));
  return new Response(bytes, {
    status: 200,
    headers: { ...answer.headers, "content-type": typeof contentType === "string" ? contentType : "application/octet-stream" },
  });
}
