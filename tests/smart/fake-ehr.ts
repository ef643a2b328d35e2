import { HttpResponse, http, type JsonBodyType } from "msw";
import { setupServer } from "msw/node";
import type { Browser } from "../../src/smart/adapter";
import type { Ehr } from "../../src/smart/registry";

/** Listening before fhirclient is imported: it takes hold of `fetch` as it is then. Import this file first. */
export const network = setupServer();
network.listen({ onUnhandledRequest: "error" });

export const issuer = "https://ehr.example/fhir/r4";
export const app = "https://boneline.example/";

export const ehr: Ehr = {
  id: "general",
  name: "General Hospital",
  vendor: "other",
  issuer,
  origins: [],
  clientId: "boneline-1",
  pkce: "required",
  localCodes: [],
};

export const smartConfiguration = {
  issuer: "https://ehr.example/auth",
  authorization_endpoint: "https://ehr.example/auth/authorize",
  token_endpoint: "https://ehr.example/auth/token",
  capabilities: ["launch-ehr", "permission-v2"],
  code_challenge_methods_supported: ["S256"],
};

export const tokenResponse = {
  access_token: "opaque.token.1",
  token_type: "Bearer",
  expires_in: 3600,
  scope: "launch patient/Patient.rs patient/Observation.rs",
  patient: "pat-1",
};

/** Every request that left the browser, in order, as "METHOD address". */
export const requests: string[] = [];
network.events.on("request:start", ({ request }) => {
  requests.push(`${request.method} ${request.url}`);
});

/** Form bodies the token endpoint received. */
export const tokenRequests: URLSearchParams[] = [];

/** What a server answers about itself; status 0 is no answer. */
export function smartConfigurationIs(body: JsonBodyType | undefined, status = 200, server = issuer): void {
  network.use(
    http.get(`${server}/.well-known/smart-configuration`, () =>
      body === undefined || status === 0 ? HttpResponse.error() : HttpResponse.json(body, { status }),
    ),
  );
}

/** The token endpoint gives these answers, one for each request; the last one for ever. */
export function tokenAnswers(...answers: readonly (() => Response)[]): void {
  let given = 0;
  network.use(
    http.post("https://ehr.example/auth/token", async ({ request }) => {
      tokenRequests.push(new URLSearchParams(await request.text()));
      const answer = answers[Math.min(given, answers.length - 1)];
      given += 1;
      return answer ? answer() : HttpResponse.error();
    }),
  );
}

export function json(body: JsonBodyType, status = 200): () => Response {
  return () => HttpResponse.json(body, { status });
}

export type FakeBrowser = Browser & { readonly visited: readonly string[]; address: string };

/** A tab at an address: remembers where it was sent. */
export function browserAt(address: string): FakeBrowser {
  const visited: string[] = [];
  return {
    address,
    visited,
    go: (to) => void visited.push(to),
    show(to) {
      this.address = to;
    },
  };
}

export function forgetRequests(): void {
  requests.length = 0;
  tokenRequests.length = 0;
  network.resetHandlers();
  sessionStorage.clear();
}
