import type Client from "fhirclient/lib/Client";
import { ready } from "fhirclient/lib/smart";
import { adapterFor, type Browser, sessionKey, thisBrowser } from "./adapter";
import { appAddress, type Arrival, sessionAddress } from "./arrival";
import { LaunchProblem, type ProblemKind } from "./problem";
import { at, type Ehr, normaliseIssuer } from "./registry";
import { noteExpiry, type Session, sessionOf } from "./live-session";
import { siteRegistry } from "./site-file";
import { canRemember, forget, recall, remember } from "./tab-storage";
import { type LaunchTicket, ticketKey, ticketOf } from "./ticket";

type Return = Extract<Arrival, { kind: "return" }>;
type Opening = Return | Extract<Arrival, { kind: "session" }>;

/**
 * `openSession` for this page and this installation.
 * @throws LaunchProblem, ConfigurationError
 */
export async function openSessionHere(arrival: Opening): Promise<Session> {
  return openSession(arrival, await siteRegistry(appAddress(thisBrowser.address)), thisBrowser);
}

const opening = new Map<string, Promise<Session>>();

/**
 * The session behind the address the EHR sent the browser back to, or behind the address of a running session after a reload.
 * A code is spent once however often this is called: React mounts twice in development, and a code is good for one exchange.
 * @throws LaunchProblem
 */
export function openSession(arrival: Opening, ehrs: readonly Ehr[], browser: Browser): Promise<Session> {
  const key = arrival.kind === "return" ? arrival.state : arrival.key;
  let session = opening.get(key);
  if (session === undefined) {
    session = arrival.kind === "return" ? complete(arrival, ehrs, browser) : reopen(key, ehrs, browser);
    opening.set(key, session);
  }
  return session;
}

async function complete(arrival: Return, ehrs: readonly Ehr[], browser: Browser): Promise<Session> {
  const { state, answer } = arrival;
  const app = appAddress(browser.address);
  // At once, before anything can fail: the code must not be in a bookmark, nor an `iss` where the next launch would read it.
  browser.show("code" in answer ? sessionAddress(browser.address, state) : app);
  if (!canRemember()) throw new LaunchProblem({ kind: "storage-blocked" });
  const ticket = state === "" ? undefined : ticketOf(state);
  if (ticket === undefined) {
    browser.show(app);
    // Whoever made this address wrote its texts; without a launch of ours behind it none of them is shown.
    throw new LaunchProblem({ kind: "error" in answer && answer.error === "access_denied" ? "access-denied" : "state-missing" });
  }
  // The same answer again, in the tab that already had its session out of it (Back, a bookmark): that session stays as it is.
  if (holdsToken(recall(sessionKey(state)))) {
    browser.show(app);
    throw new LaunchProblem({ kind: "stale-code" });
  }
  try {
    const ehr = ehrOf(ticket, ehrs, app);
    checkSender(arrival.iss, ticket, ehr);
    if ("error" in answer) throw new LaunchProblem(refusal(answer, ehr));
    connectAhead(ehr.issuer);
    return await exchange(state, answer.code, ticket, ehr, app);
  } catch (error) {
    forget(ticketKey(state));
    forget(sessionKey(state));
    browser.show(app);
    throw error;
  }
}

/** The data come from an origin that is often not the one that gives the token: the browser may open a connection to it meanwhile. */
function connectAhead(issuer: string): void {
  const link = document.createElement("link");
  link.rel = "preconnect";
  link.crossOrigin = "anonymous";
  link.href = issuer;
  document.head.append(link);
}

async function exchange(state: string, code: string, ticket: LaunchTicket, ehr: Ehr, app: string): Promise<Session> {
  // fhirclient writes the code into the form body as it is.
  const client = await ready(adapterFor(app), { code: encodeURIComponent(code), stateKey: state }).catch((error: unknown): never => {
    throw new LaunchProblem(tokenProblem(error, ehr));
  });
  noteExpiry(client);
  remember(sessionKey(state), client.state);
  return opened(client, state, ticket, ehr);
}

async function reopen(key: string, ehrs: readonly Ehr[], browser: Browser): Promise<Session> {
  if (!canRemember()) throw new LaunchProblem({ kind: "storage-blocked" });
  const app = appAddress(browser.address);
  const ticket = ticketOf(key);
  if (ticket === undefined || recall(sessionKey(key)) === undefined) throw new LaunchProblem({ kind: "session-missing" });
  const ehr = ehrOf(ticket, ehrs, app);
  const client = await ready(adapterFor(app), { stateKey: key });
  if (!client.state.tokenResponse?.access_token) throw new LaunchProblem({ kind: "session-ended", ehr: ehr.name });
  const session = opened(client, key, ticket, ehr);
  if ((await session.accessToken()) === undefined) throw new LaunchProblem({ kind: "session-ended", ehr: ehr.name });
  return session;
}

function opened(client: Client, key: string, ticket: LaunchTicket, ehr: Ehr): Session {
  if (ticket.mode === "provider") return sessionOf(client, key, ehr, undefined, ticket.scope);
  const patient: unknown = client.state.tokenResponse?.patient;
  if (typeof patient !== "string" || !/^[A-Za-z0-9\-.]{1,64}$/.test(patient)) throw new LaunchProblem({ kind: "no-patient", ehr: ehr.name });
  return sessionOf(client, key, ehr, patient, ticket.scope);
}

function holdsToken(stored: unknown): boolean {
  return typeof (stored as Partial<Client["state"]> | undefined)?.tokenResponse?.access_token === "string";
}

/** The registry may have changed since the launch; only what it names now is sent anything. */
function ehrOf(ticket: LaunchTicket, ehrs: readonly Ehr[], app: string): Ehr {
  const ehr = ehrs.find(({ id }) => id === ticket.ehr);
  if (ehr === undefined) throw new LaunchProblem({ kind: "unknown-issuer", detail: ticket.ehr });
  return at(app, ehr);
}

/** RFC 9207: an answer that names its sender must name the one that was asked, and must name it where that was promised. */
function checkSender(iss: string | undefined, ticket: LaunchTicket, ehr: Ehr): void {
  const named = iss === undefined ? undefined : (normaliseIssuer(iss) ?? iss);
  const expected = ticket.answerFrom.map((issuer) => normaliseIssuer(issuer) ?? issuer);
  if (named === undefined ? ticket.mustNameItself : !expected.includes(named)) throw new LaunchProblem({ kind: "issuer-mismatch", ehr: ehr.name });
}

function refusal(answer: Exclude<Return["answer"], { code: string }>, ehr: Ehr): LaunchProblem["problem"] {
  const detail = [answer.error, answer.description].filter(Boolean).join(": ").slice(0, 300);
  const link = answer.uri !== undefined && URL.canParse(answer.uri) && new URL(answer.uri).protocol === "https:" ? answer.uri : undefined;
  return { kind: answer.error === "access_denied" ? "access-denied" : "server-error", ehr: ehr.name, detail, ...(link === undefined ? {} : { link }) };
}

/** What the token endpoint's answer means. fhirclient puts `error: description` of the answer on the last line of its message. */
function tokenProblem(error: unknown, ehr: Ehr): LaunchProblem["problem"] {
  const status = error instanceof Error && "status" in error ? Number(error.status) : undefined;
  if (status === undefined && error instanceof TypeError) return { kind: "unreachable", ehr: ehr.name };
  const words = error instanceof Error ? /\n([a-z_]+)(?:: ([^\n]*))?$/.exec(error.message) : undefined;
  const kind: ProblemKind = words?.[1] === "invalid_grant" ? "stale-code" : "server-error";
  const detail = [status === undefined ? undefined : `HTTP ${status}`, words?.[0]?.trim()].filter(Boolean).join(" ").slice(0, 300);
  return { kind, ehr: ehr.name, ...(detail ? { detail } : {}) };
}
