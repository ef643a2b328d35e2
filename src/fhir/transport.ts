import { longestWait, mostRetries, retriesFor, waitBefore } from "./retry";

/** Where tokens come from; `Session` of smart/ is one. */
export type Credentials = {
  readonly accessToken: () => Promise<string | undefined>;
  readonly renew: (refused: string) => Promise<boolean>;
  readonly accepted: () => void;
};

/** A read: GET, or a POST that changes nothing: `_search` for a query too long for an address, a batch of GETs. */
export type Read = {
  readonly url: string;
  readonly post?: { readonly type: "application/x-www-form-urlencoded" | "application/fhir+json"; readonly body: string };
  /** What the screen's first sentence needs goes first where connections are few. */
  readonly urgency: "high" | "low";
};

export type Answer =
  | { readonly kind: "json"; readonly body: unknown; readonly serverDate: string | undefined }
  /** 2xx with a body that is not JSON. */
  | { readonly kind: "unreadable"; readonly why: "empty" | "html" | "broken" }
  /** Any other status; `body` is what came with it, if it was JSON. */
  | { readonly kind: "status"; readonly status: number; readonly body: unknown; readonly tooLongToWait?: true }
  | { readonly kind: "no-answer"; readonly why: "unreachable" | "too-slow" }
  | { readonly kind: "session-ended" };

export type TransportOptions = {
  readonly credentials: Credentials;
  /** Aborts this read and its retries; the promise then rejects with the signal's reason. */
  readonly signal: AbortSignal;
  /** In [0, 1); fixed in tests. */
  readonly random?: () => number;
  /** An answer that is already on its way with others, asked for by address; undefined: ask for it. */
  readonly already?: (url: string) => Promise<Answer | undefined> | undefined;
  /** Waits until one more request may be in flight; returns how to give the place back. Absent: the browser's own limit alone. */
  readonly turn?: (signal: AbortSignal) => Promise<() => void>;
};

/** Time for one attempt, the body included. */
const patience = 20_000;

/**
 * Sends one read to the EHR with the session's token and waits for an answer worth having: renews the token once on a 401,
 * repeats what may pass (see retry.ts). Only reads go this way, so repeating is safe. Never rejects but when aborted.
 */
export async function send(read: Read, options: TransportOptions): Promise<Answer> {
  const given = await options.already?.(read.url);
  if (given !== undefined) return given;
  const done = await options.turn?.(options.signal);
  try {
    return await ask(read, options);
  } finally {
    done?.(); // after the last retry: whoever is told to wait keeps its place, so that a busy server is asked less
  }
}

async function ask(read: Read, options: TransportOptions): Promise<Answer> {
  let renewed = false;
  for (let retry = 0; ; retry += 1) {
    options.signal.throwIfAborted();
    const token = await options.credentials.accessToken();
    if (token === undefined) return { kind: "session-ended" };
    const { answer, headers } = await once(read, token, options.signal);
    options.signal.throwIfAborted();

    if (answer.kind === "status" && answer.status === 401 && !renewed) {
      renewed = true;
      if (!(await options.credentials.renew(token))) return answer;
      continue;
    }
    if (answer.kind === "json") options.credentials.accepted();
    const allowed = retriesOf(answer);
    if (retry >= allowed) return answer;
    const wait = waitBefore(retry + 1, headers?.get("retry-after") ?? null, Date.now(), options.random ?? Math.random);
    if (wait === undefined) return answer.kind === "status" ? { ...answer, tooLongToWait: true } : answer;
    await pause(wait, options.signal);
  }
}

function retriesOf(answer: Answer): number {
  if (answer.kind === "no-answer") return answer.why === "unreachable" ? mostRetries : 1; // a slow server is not helped by more
  return answer.kind === "status" ? retriesFor(answer.status) : 0;
}

export type Attempt = { readonly answer: Answer; readonly headers: Headers | undefined; readonly status: number | undefined };

function once(read: Read, token: string, signal: AbortSignal): Promise<Attempt> {
  const init: RequestInit = read.post === undefined ? { method: "GET" } : { method: "POST", body: read.post.body, headers: { "content-type": read.post.type } };
  return attempt(read.url, { ...init, priority: read.urgency }, token, signal);
}

/** One request with one token, and nothing repeated: what writing needs too. Never rejects. */
export async function attempt(url: string, init: RequestInit, token: string, signal: AbortSignal): Promise<Attempt> {
  const got = await exchange({ url, init, token, signal }, (response) => response.text());
  if ("why" in got) return { answer: { kind: "no-answer", why: got.why }, headers: undefined, status: undefined };
  const { response, body } = got;
  return { answer: answerOf(response, body), headers: response.headers, status: response.status };
}

/** Asks with the token the session has; after a 401 once more with a renewed one. Undefined when the session has ended. */
export async function withToken<T extends { readonly status: number | undefined }>(
  credentials: Credentials,
  attemptWith: (token: string) => Promise<T>,
): Promise<T | undefined> {
  for (let renewed = false; ; renewed = true) {
    const token = await credentials.accessToken();
    if (token === undefined) return undefined;
    const got = await attemptWith(token);
    if (got.status !== 401 || renewed || !(await credentials.renew(token))) return got;
  }
}

export type Exchange = { readonly url: string; readonly init: RequestInit; readonly token: string; readonly signal: AbortSignal };

/** The one place where a token meets the network. `read` takes the body; both must be done in time. Never rejects. */
export async function exchange<T>(
  { url, init, token, signal }: Exchange,
  read: (response: Response) => Promise<T>,
): Promise<{ readonly response: Response; readonly body: T } | { readonly why: "unreachable" | "too-slow" }> {
  const stop = new AbortController();
  const abort = (): void => stop.abort();
  signal.addEventListener("abort", abort, { once: true });
  let slow = false;
  const timer = setTimeout(() => {
    slow = true;
    stop.abort();
  }, patience);
  const headers = new Headers(init.headers);
  if (!headers.has("accept")) headers.set("accept", "application/fhir+json");
  headers.set("authorization", `Bearer ${token}`);
  try {
    const response = await fetch(url, {
      ...init,
      headers,
      signal: stop.signal,
      cache: "no-store", // nothing of a patient stays in the browser's cache, nor comes from the server's: it is sent as no-cache
      credentials: "omit",
      redirect: "error", // the token goes to the registered address and nowhere else
      referrerPolicy: "no-referrer",
    });
    return { response, body: await read(response) };
  } catch {
    return { why: slow ? "too-slow" : "unreachable" };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", abort);
  }
}

function answerOf(response: Response, text: string): Answer {
  const parsed = parse(text);
  if (!response.ok) return { kind: "status", status: response.status, body: parsed.json };
  if (parsed.ok) return { kind: "json", body: parsed.json, serverDate: response.headers.get("date") ?? undefined };
  if (text.trim() === "") return { kind: "unreadable", why: "empty" };
  return { kind: "unreadable", why: /^\s*</.test(text) ? "html" : "broken" };
}

function parse(text: string): { ok: true; json: unknown } | { ok: false; json: undefined } {
  try {
    return { ok: true, json: JSON.parse(text) };
  } catch {
    return { ok: false, json: undefined }; // the caller says what the body was instead
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      clearTimeout(timer);
      reject(signal.reason instanceof Error ? signal.reason : new DOMException("aborted", "AbortError"));
    };
    const timer = setTimeout(
      () => {
        signal.removeEventListener("abort", abort);
        resolve();
      },
      Math.min(milliseconds, longestWait * 2),
    );
    signal.addEventListener("abort", abort, { once: true });
  });
}
