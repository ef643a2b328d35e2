import { fhirResponse, jsonResponse, outcome, redirectTo } from "./answer";
import { createAuthorizationServer } from "./authorization-server";
import { capabilityStatement } from "./capability-statement";
import { defaultClients, type RegisteredClient } from "./clients";
import { preflight, withCors } from "./cors";
import { demonstrations } from "./demonstrations";
import { ehrHome } from "./ehr-home";
import { type Fault, faultList, type FaultList, type ServerBehaviour } from "./faults";
import { createFhirServer, faultAnswer, faultyResponse } from "./fhir-server";
import { html, page, styleSheet } from "./html";
import { storyPatients } from "./patients/story-patients";
import { isObject, type StoredResource } from "./resource";
import { type LogEntry, requestKind } from "./request-log";
import { defaultResourceTypes } from "./search-parameters";
import { createSessions } from "./sessions";
import { sharedResources } from "./shared-resources";
import { sleep } from "./sleep";
import { localDay } from "./today";
import { createStore, type PatientSource, type PatientSummary } from "./store";

export type SandboxOptions = {
  /** Calendar day on which the patients' stories end; default: the real day. */
  readonly today?: string;
  /** Where the sandbox is mounted; default "/sandbox". */
  readonly prefix?: string;
  /** Which of the story patients are there; default all. */
  readonly patients?: "stories" | "none" | readonly string[];
  /** More patients: bundles, the big patient, a cohort. */
  readonly sources?: readonly PatientSource[];
  /** More resources that belong to no patient. */
  readonly shared?: readonly StoredResource[];
  /** Where "Open Boneline" leads; default: the sandbox's own origin. */
  readonly appUrl?: string;
  readonly appOrigins?: readonly string[];
  readonly clients?: readonly RegisteredClient[];
  readonly approval?: { readonly ehrLaunch?: "auto" | "ask"; readonly standalone?: "auto" | "ask" };
  readonly smartVersion?: "v1" | "v2";
  /** Sends `iss` with the code (RFC 9207). */
  readonly issParameter?: "sent" | "absent";
  readonly needPatientBanner?: boolean;
  readonly grantScopes?: readonly string[];
  readonly accessTokenSeconds?: number;
  /** Added to every request, preflights included. */
  readonly latencyMs?: number;
  readonly corsMaxAgeSeconds?: number;
  readonly faults?: readonly Fault[];
  readonly server?: ServerBehaviour;
  /** Types that this EHR has; default: all that the sandbox knows. */
  readonly resourceTypes?: readonly string[];
  /** Milliseconds since 1970, for tests of expiry. */
  readonly now?: () => number;
};

export type Sandbox = {
  readonly prefix: string;
  /** Answers any request below the prefix, with CORS, latency and log. */
  readonly handle: (request: Request) => Promise<Response>;
  readonly log: LogEntry[];
  /** Faults of the server as a whole; `replace` them at run time. */
  readonly faults: FaultList;
  readonly setServer: (server: ServerBehaviour) => void;
  readonly setLatency: (latencyMs: number) => void;
  readonly patients: (limit?: number) => readonly PatientSummary[];
  /** Address that starts an EHR launch of the app: `<app>?iss=…&launch=…`. */
  readonly launchAddress: (origin: string, patient: string, options?: { readonly app?: string; readonly fault?: string; readonly consent?: "ask" }) => string;
  /** An access token without the redirects, for tests of the data layer. */
  readonly issueAccess: (details: { readonly patient?: string; readonly scope?: string; readonly expiresIn?: number; readonly fault?: string }) => string;
};

/** The sandbox EHR: authorization server, FHIR API and home page behind one function from Request to Response. */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const now = options.now ?? Date.now;
  const prefix = options.prefix ?? "/sandbox";
  const today = options.today ?? localDay(new Date(now()));
  const sources = [...stories(options.patients, today), ...(options.sources ?? [])];
  const store = createStore([...sharedResources, ...sources.flatMap(panelsOf), ...(options.shared ?? [])], sources, now);
  const sessions = createSessions(now, options.accessTokenSeconds ?? 3600);
  const faults = faultList(options.faults ?? []);
  const log: LogEntry[] = [];
  let server = options.server ?? {};
  let latencyMs = options.latencyMs ?? 0;
  const types = options.resourceTypes ?? [...new Set([...defaultResourceTypes, ...sources.flatMap((source) => source.types ?? [])])];
  const fhir = createFhirServer({ store, sessions, faults, server: () => server, types: new Set(types) });
  const authorization = createAuthorizationServer({
    prefix,
    store,
    sessions,
    clients: options.clients ?? defaultClients(options.appOrigins ?? []),
    approval: { ehrLaunch: options.approval?.ehrLaunch ?? "auto", standalone: options.approval?.standalone ?? "auto" },
    smartVersion: options.smartVersion ?? "v2",
    issParameter: options.issParameter ?? "absent",
    needPatientBanner: options.needPatientBanner,
    grantScopes: options.grantScopes,
    now,
  });

  async function handle(request: Request): Promise<Response> {
    const startedAt = performance.now();
    await sleep(latencyMs);
    const url = new URL(request.url);
    const path = url.pathname.slice(prefix.length);
    const answered = request.method === "OPTIONS" ? preflight(request, options.corsMaxAgeSeconds) : await route(request, url, path);
    const response = withCors(request, answered);
    const kind = requestKind(request.method, path);
    const resourceType = kind === "fhir" ? fhir.typeOf(path.replace(/^\/fhir\/?/, ""), url.searchParams) : undefined;
    if (kind !== "control")
      log.push({
        method: request.method,
        path: url.pathname,
        query: [...new Set(url.searchParams.keys())],
        kind,
        resourceType,
        status: response.status,
        startedAt,
        endedAt: performance.now(),
      });
    return response;
  }

  async function route(request: Request, url: URL, path: string): Promise<Response> {
    const base = `${url.origin}${prefix}/fhir`;
    switch (requestKind(request.method, path)) {
      case "discovery":
        if (path !== "/fhir/.well-known/smart-configuration") return fhirResponse(outcome(404, "not-found", "Nothing is here."));
        return unlessFault("discovery", () => jsonResponse(authorization.smartConfiguration(url.origin)));
      case "metadata":
        return unlessFault("metadata", () => fhirResponse({ status: 200, body: capabilityStatement(types, base, authorization.addresses(url.origin), today) }));
      case "fhir":
        return fhir.handle(request, base);
      case "token":
        return unlessFault("token", () => authorization.handle(request, "token"));
      case "authorization":
        return authorization.handle(request, path.slice("/auth/".length));
      default:
        return pages(request, url, path);
    }
  }

  async function unlessFault(on: "discovery" | "metadata" | "token", truth: () => Response | Promise<Response>): Promise<Response> {
    const { delayMs, fault } = faults.strike({ on });
    await sleep(delayMs);
    return fault ? faultyResponse(fault, faultAnswer(fault)) : truth();
  }

  async function pages(request: Request, url: URL, path: string): Promise<Response> {
    switch (`${request.method} ${path}`) {
      case "GET ":
        return redirectTo(`${prefix}/`);
      case "GET /":
        return ehrHome(prefix, options.appUrl ?? `${url.origin}/`, `${url.origin}${prefix}/fhir`, store.patients(60));
      case "GET /launch":
        return launch(url);
      case "GET /style.css":
        return styleSheet();
      case "GET /smart-style.json":
        return jsonResponse(smartStyle);
      case "GET /log":
        return jsonResponse(log);
      case "DELETE /log":
        log.length = 0;
        return new Response(null, { status: 204 });
      case "PUT /control":
        return control(await request.text());
      default:
        return page(prefix, "Nothing is here", html`<p><a href="${prefix}/">Back to the patient list</a></p>`, 404);
    }
  }

  function launch(url: URL): Response {
    const patient = url.searchParams.get("patient") ?? "";
    const name = url.searchParams.get("fault") ?? undefined;
    const demonstration = name === undefined ? undefined : demonstrations[name];
    if (!store.hasPatient(patient))
      return page(prefix, "No such patient", html`<p>There is no patient with this id. <a href="${prefix}/">Back to the patient list</a></p>`, 404);
    if (name !== undefined && !demonstration) return page(prefix, "No such fault", html`<p><a href="${prefix}/">Back to the patient list</a></p>`, 404);
    // Loaded now, so that no latency measurement includes making the patient up.
    store.ofPatient(patient, "Patient");
    const consent = url.searchParams.get("consent") === "ask" ? "ask" : undefined;
    const app = new URL(url.searchParams.get("app") ?? options.appUrl ?? "/", url.origin);
    app.searchParams.set("iss", demonstration?.foreignIssuer ?? `${url.origin}${prefix}/fhir`);
    app.searchParams.set("launch", authorization.createLaunch({ patient, demonstration, consent }));
    return redirectTo(app.href);
  }

  function control(text: string): Response {
    const wanted: unknown = JSON.parse(text);
    if (!isObject(wanted)) return jsonResponse({ error: "not an object" }, 400);
    if (Array.isArray(wanted["faults"])) faults.replace(wanted["faults"] as readonly Fault[]);
    if (isObject(wanted["server"])) server = wanted["server"];
    if (typeof wanted["latencyMs"] === "number") latencyMs = wanted["latencyMs"];
    return jsonResponse({ faults: faults.list(), server, latencyMs });
  }

  return {
    prefix,
    handle,
    log,
    faults,
    setServer: (behaviour) => {
      server = behaviour;
    },
    setLatency: (ms) => {
      latencyMs = ms;
    },
    patients: (limit = 60) => store.patients(limit),
    launchAddress: (origin, patient, { app, fault, consent } = {}) => {
      const address = new URL(`${origin}${prefix}/launch`);
      address.searchParams.set("patient", patient);
      for (const [name, value] of Object.entries({ app, fault, consent })) if (value !== undefined) address.searchParams.set(name, value);
      return address.href;
    },
    issueAccess: ({ patient, scope = patient === undefined ? "user/*.cruds" : "patient/*.cruds", expiresIn, fault }) => {
      const demonstration = fault === undefined ? undefined : demonstrations[fault];
      if (fault !== undefined && !demonstration) throw new Error(`There is no demonstration called "${fault}".`);
      if (patient !== undefined) store.ofPatient(patient, "Patient");
      const session = sessions.start({
        clientId: "boneline",
        patient,
        launchedBy: "test",
        scopes: scope.split(" "),
        demonstration,
        accessTokenSeconds: expiresIn,
      });
      return sessions.issue(session).accessToken;
    },
  };
}

function stories(wanted: SandboxOptions["patients"], today: string): readonly PatientSource[] {
  if (wanted === "none") return [];
  const all = storyPatients(today);
  if (wanted === undefined || wanted === "stories") return [all];
  const unknown = wanted.find((id) => !all.ids.includes(id));
  if (unknown !== undefined) throw new Error(`There is no story patient "${unknown}". There are: ${all.ids.join(", ")}.`);
  return [{ ...all, ids: wanted }];
}

/** A source's patients as Group and as List: the two ways in which EHRs hand out a panel. */
function panelsOf({ group, ids }: PatientSource): readonly StoredResource[] {
  if (!group) return [];
  const references = ids.map((id) => ({ reference: `Patient/${id}` }));
  return [
    {
      resourceType: "Group",
      id: group.id,
      active: true,
      type: "person",
      actual: true,
      name: group.name,
      quantity: ids.length,
      member: references.map((entity) => ({ entity })),
    },
    { resourceType: "List", id: group.id, status: "current", mode: "working", title: group.name, entry: references.map((item) => ({ item })) },
  ];
}

const smartStyle = {
  color_background: "#ffffff",
  color_error: "#b3261e",
  color_highlight: "#0b5cad",
  color_modal_backdrop: "",
  color_success: "#1b6e3c",
  color_text: "#1c2430",
  dim_border_radius: "6px",
  dim_font_size: "16px",
  dim_spacing_size: "16px",
  font_family_body: "system-ui, sans-serif",
  font_family_heading: "system-ui, sans-serif",
} as const;
