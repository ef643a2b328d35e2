import { setupServer } from "msw/node";
import { sandboxHandlers } from "../../mocks/msw";
import { createSandbox, type Sandbox, type SandboxOptions } from "../../mocks/sandbox";
import type { Session, SessionStatus } from "../../src/smart/live-session";
import type { Vendor } from "../../src/smart/registry";

const network = setupServer();
network.listen({ onUnhandledRequest: "error" });

const origin = "https://ehr.example";

/** A sandbox EHR behind msw; today is the day of all cases. */
export function sandboxEhr(options: SandboxOptions = {}): Sandbox {
  const sandbox = createSandbox({ today: "2026-11-23", ...options });
  network.resetHandlers();
  network.use(...sandboxHandlers(sandbox, origin));
  return sandbox;
}

export type TestSession = Session & { readonly become: (status: SessionStatus) => void };

/** A session with a token of the sandbox's, without the redirects. */
export function sessionWith(
  sandbox: Sandbox,
  patient: string,
  more: { readonly scope?: string; readonly vendor?: Vendor; readonly fault?: string } & Partial<Pick<Session, "needsPatientBanner" | "user">> = {},
): TestSession {
  const { scope = "patient/*.rs", vendor = "other", fault, ...rest } = more;
  const token = sandbox.issueAccess({ patient, scope, ...(fault === undefined ? {} : { fault }) });
  const listeners = new Set<() => void>();
  let status: SessionStatus = { state: "open", endsAt: undefined, renews: true };
  const become = (now: SessionStatus): void => {
    status = now;
    for (const listener of listeners) listener();
  };
  return {
    key: `key-${patient}`,
    ehr: {
      id: "sandbox",
      name: "General Hospital",
      vendor,
      issuer: `${origin}/sandbox/fhir`,
      origins: [],
      clientId: "boneline",
      pkce: "required",
      localCodes: [],
    },
    issuer: `${origin}/sandbox/fhir`,
    patientId: patient,
    grantedScope: scope,
    needsPatientBanner: true,
    user: undefined,
    status: () => status,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    accessToken: () => Promise.resolve(status.state === "open" ? token : undefined),
    renew: () => Promise.resolve(false),
    accepted: () => undefined,
    signOut: () => become({ state: "ended", why: "signed-out" }),
    become,
    ...rest,
  };
}

/** Asked for when the record has been read, see follow-up-desk.test.tsx. */
const followUpTypes: readonly (string | undefined)[] = ["Task", "ServiceRequest", "Appointment"];

/** What the EHR was asked for to make the record, in order. */
export function asked(sandbox: Sandbox): readonly string[] {
  return sandbox.log
    .filter(({ kind, resourceType }) => kind === "fhir" && !followUpTypes.includes(resourceType))
    .map(({ method, path }) => `${method} ${path}`);
}
