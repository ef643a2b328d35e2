import type { Sandbox } from "../../mocks/sandbox";
import { s256 } from "../../mocks/token-endpoint";

export const origin = "https://ehr.example";
export const base = `${origin}/sandbox/fhir`;
export const redirectUri = `${origin}/app/`;
const verifier = "a-verifier-of-forty-three-characters-or-more-0123";

/** Parameters of a correct standalone authorize request; tests spoil one at a time. */
async function authorizeParameters(changes: Readonly<Record<string, string | undefined>> = {}): Promise<URLSearchParams> {
  const correct: Record<string, string | undefined> = {
    response_type: "code",
    client_id: "boneline",
    redirect_uri: redirectUri,
    scope: "launch/patient openid fhirUser patient/*.rs",
    state: "0123456789abcdefXYZ",
    aud: base,
    code_challenge: await s256(verifier),
    code_challenge_method: "S256",
    ...changes,
  };
  return new URLSearchParams(Object.entries(correct).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

export async function authorize(sandbox: Sandbox, changes: Readonly<Record<string, string | undefined>> = {}): Promise<Response> {
  return sandbox.handle(new Request(`${origin}/sandbox/auth/authorize?${(await authorizeParameters(changes)).toString()}`));
}

/** Where a response sends the browser. */
export function target(response: Response): URL {
  return new URL(response.headers.get("location") ?? "about:blank", origin);
}

/** Clicks the EHR's "Open Boneline": the launch token of the address it leads to. */
export async function launchToken(sandbox: Sandbox, patient: string, options: { fault?: string; consent?: "ask" } = {}): Promise<string> {
  const response = await sandbox.handle(new Request(sandbox.launchAddress(origin, patient, { app: redirectUri, ...options })));
  return target(response).searchParams.get("launch") ?? "";
}

/** An EHR launch up to the code. */
export async function ehrLaunchCode(sandbox: Sandbox, patient: string, scope = "launch openid fhirUser patient/*.rs"): Promise<string> {
  const response = await authorize(sandbox, { scope, launch: await launchToken(sandbox, patient) });
  return target(response).searchParams.get("code") ?? "";
}

export function post(sandbox: Sandbox, path: string, form: Readonly<Record<string, string>> | URLSearchParams): Promise<Response> {
  return sandbox.handle(new Request(`${origin}/sandbox/auth/${path}`, { method: "POST", body: new URLSearchParams(form) }));
}

export function exchange(sandbox: Sandbox, code: string, changes: Readonly<Record<string, string>> = {}): Promise<Response> {
  return post(sandbox, "token", {
    grant_type: "authorization_code",
    client_id: "boneline",
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
    ...changes,
  });
}

export type Json = Readonly<Record<string, unknown>>;

export async function json(response: Response | Promise<Response>): Promise<Json> {
  return (await (await response).json()) as Json;
}

export type Searchset = {
  readonly resourceType: string;
  readonly total?: number;
  readonly link: readonly { readonly relation: string; readonly url: string }[];
  readonly entry?: readonly {
    readonly fullUrl?: string;
    readonly resource: Json & { readonly resourceType: string; readonly id: string };
    readonly search: { readonly mode: string };
  }[];
};

/** A FHIR client that holds one token. */
export function fhirClient(sandbox: Sandbox, token: string) {
  const request = (address: string, init: RequestInit = {}): Promise<Response> =>
    sandbox.handle(
      new Request(new URL(address, `${base}/`), {
        ...init,
        headers: { authorization: `Bearer ${token}`, ...(init.headers as Record<string, string> | undefined) },
      }),
    );
  const search = async (query: string): Promise<Searchset> => (await (await request(query)).json()) as Searchset;
  return {
    request,
    search,
    /** Ids of the matches of the first page. */
    ids: async (query: string): Promise<readonly string[]> =>
      ((await search(query)).entry ?? []).flatMap((entry) => (entry.search.mode === "match" ? [entry.resource.id] : [])),
    send: (method: "POST" | "PUT", address: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
      request(address, { method, body: JSON.stringify(body), headers: { "content-type": "application/fhir+json", ...headers } }),
  };
}

export function nextLink(bundle: Searchset): string | undefined {
  return bundle.link.find(({ relation }) => relation === "next")?.url;
}
