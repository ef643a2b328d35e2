import { vi } from "vitest";
import { createSandbox, type Sandbox, type SandboxOptions } from "../../mocks/sandbox";
import type { EhrAccess } from "../../src/followup/ehr-access";

const origin = "https://ehr.example";
export const today = "2026-11-23";

/** A sandbox EHR behind `fetch`, and a provider's access to it. */
export function provider(options: SandboxOptions = {}, scope = "user/*.rs"): { readonly sandbox: Sandbox; readonly access: EhrAccess } {
  const sandbox = createSandbox({ today, ...options });
  vi.stubGlobal("fetch", (url: string, init?: RequestInit) => sandbox.handle(new Request(url, init)));
  const token = sandbox.issueAccess({ scope });
  const access: EhrAccess = {
    issuer: `${origin}/sandbox/fhir`,
    ehr: { name: "Sandbox EHR", vendor: "sandbox", localCodes: [] },
    grantedScope: scope,
    accessToken: () => Promise.resolve(token),
    renew: () => Promise.resolve(false),
    accepted: () => undefined,
  };
  return { sandbox, access };
}
