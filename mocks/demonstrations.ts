import type { Fault, ServerBehaviour } from "./faults";

/** What can go wrong with one launch, by name. It follows the session, so two tabs can show two faults. */
export type Demonstration = {
  readonly title: string;
  readonly faults?: readonly Fault[];
  readonly server?: ServerBehaviour;
  /** Seconds that the access token lives; no refresh token is given. */
  readonly shortSession?: number;
  /** Only these of the requested scopes are granted. */
  readonly grantScopes?: readonly string[];
  /** The person says no. */
  readonly denied?: true;
  /** The launch address names a server that nobody registered. */
  readonly foreignIssuer?: string;
  /** The launch token was used before. */
  readonly launchUsed?: true;
};

const html500 = { status: 500, headers: { "content-type": "text/html" }, body: "<html><h1>Application error</h1></html>" } as const;

export const demonstrations: Readonly<Record<string, Demonstration>> = {
  slow: { title: "Every search takes three seconds", faults: [{ on: "search", delayMs: 3000 }] },
  "reports-forbidden": {
    title: "DiagnosticReport and DocumentReference are refused (403)",
    faults: [
      { type: "DiagnosticReport", status: 403 },
      { type: "DocumentReference", status: 403 },
    ],
  },
  "medication-500": {
    title: "Medication searches answer 500 with an HTML page",
    faults: [
      { type: "MedicationRequest", ...html500 },
      { type: "MedicationStatement", ...html500 },
    ],
  },
  throttled: {
    title: "The first two Observation searches answer 429, Retry-After 2",
    faults: [{ type: "Observation", status: 429, times: 2, headers: { "retry-after": "2" }, expose: "Retry-After" }],
  },
  "broken-json": { title: "Condition searches answer half a resource", faults: [{ type: "Condition", kind: "broken-json" }] },
  truncated: { title: "Observation answers are cut in the middle", faults: [{ type: "Observation", kind: "truncated" }] },
  "missing-page": { title: "Page 2 of the observations is gone (410)", server: { forcePageSize: 10 }, faults: [{ type: "Observation", page: 2, status: 410 }] },
  "leak-other": { title: "The server also sends other patients' results", server: { leakOther: true } },
  warnings: { title: "Each search ends with a warning, as Epic sends it", server: { outcomeEntry: true, noTotal: true } },
  "foreign-next": { title: "The next page is on a foreign server", server: { forcePageSize: 10, nextStyle: "other-origin" } },
  "endless-next": { title: "The next link never ends", server: { forcePageSize: 10, nextStyle: "endless" } },
  unreachable: { title: "Connections are closed without an answer", faults: [{ kind: "drop" }] },
  unauthorized: { title: "Every search answers 401", faults: [{ on: "search", status: 401 }] },
  denied: { title: "The person refuses consent (access_denied)", denied: true },
  "short-session": { title: "The session ends after one minute and cannot be renewed", shortSession: 60 },
  "narrow-scopes": {
    title: "Only Patient and Observation are granted",
    grantScopes: [
      "launch",
      "launch/patient",
      "openid",
      "fhirUser",
      "patient/Patient.read",
      "patient/Patient.rs",
      "patient/Patient.r",
      "patient/Observation.read",
      "patient/Observation.rs",
      "patient/Observation.crs", // what an app asks for that also writes
    ],
  },
  "wrong-iss": { title: "The launch names an EHR that is not registered", foreignIssuer: "https://ehr.not-registered.example/fhir" },
  "used-launch": { title: "The launch link was used before", launchUsed: true },
};

/** The OperationOutcome that Epic appends (code 4119). */
export const incompleteWarning = {
  resourceType: "OperationOutcome",
  issue: [
    {
      severity: "warning",
      code: "processing",
      details: {
        coding: [{ system: "urn:oid:1.2.840.114350.1.13.0.1.7.2.657369", code: "4119" }],
        text: "This response includes information available to the authorized user at the time of the request. It may not contain the entire record available in the system.",
      },
      diagnostics: "Not all resources may be included.",
    },
  ],
} as const;
