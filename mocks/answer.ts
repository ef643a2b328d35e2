/** What the sandbox answers, before it becomes a `Response`: batch entries and plain requests share it. */
export type Answer = {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

/** R4 issue-type codes used here (http://hl7.org/fhir/ValueSet/issue-type). */
export type IssueCode =
  | "invalid"
  | "required"
  | "login"
  | "expired"
  | "forbidden"
  | "not-found"
  | "not-supported"
  | "conflict"
  | "processing"
  | "too-long"
  | "throttled"
  | "exception"
  | "business-rule";

export function outcome(status: number, code: IssueCode, diagnostics: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers, body: { resourceType: "OperationOutcome", issue: [{ severity: "error", code, diagnostics }] } };
}

export function fhirResponse(answer: Answer): Response {
  const body = answer.body === undefined ? null : JSON.stringify(answer.body);
  return new Response(body, { status: answer.status, headers: { "content-type": "application/fhir+json; charset=utf-8", ...answer.headers } });
}

/** JSON of the OAuth endpoints, never to be cached (RFC 6749, 5.1). */
export function jsonResponse(body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json", "cache-control": "no-store", pragma: "no-cache", ...headers },
  });
}

export function redirectTo(address: string): Response {
  return new Response(null, { status: 302, headers: { location: address, "cache-control": "no-store" } });
}
