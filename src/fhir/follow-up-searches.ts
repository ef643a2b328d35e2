import { lackingTypes } from "./capabilities";
import { grantFor } from "./granted-scopes";
import { readPages } from "./paging";
import { causeOf } from "./reasons";
import type { Credentials } from "./transport";

/** Types that tell what is being done already. Asked for after everything else, and never needed for a prompt. */
const followUpTypes = ["Task", "ServiceRequest", "Appointment"] as const;
export type FollowUpType = (typeof followUpTypes)[number];

/** What became of one of these searches. `not-asked`: the scopes or the server rule it out. */
export type FollowUpAnswer = {
  readonly type: FollowUpType;
  readonly state: "complete" | "not-asked" | "failed";
  /** In words; empty when complete. */
  readonly reason: string;
  /** Untrusted JSON. */
  readonly resources: readonly unknown[];
};

export type FollowUpAccess = {
  readonly base: string;
  readonly patientId: string;
  readonly grantedScope: string;
  readonly credentials: Credentials;
  readonly signal: AbortSignal;
};

/** Asks what the EHR already has, one request for each type at once. Only a search read to its end is `complete`. Rejects only when aborted. */
export function askFollowUp(access: FollowUpAccess): Promise<readonly FollowUpAnswer[]> {
  const lacking = lackingTypes(access.base, followUpTypes);
  return Promise.all(followUpTypes.map((type) => ask(type, access, lacking)));
}

async function ask(type: FollowUpType, access: FollowUpAccess, lacking: ReadonlySet<string>): Promise<FollowUpAnswer> {
  const without = (state: "not-asked" | "failed", reason: string): FollowUpAnswer => ({ type, state, reason, resources: [] });
  const grant = grantFor(type, "search", access.grantedScope);
  if (grant.state === "not-granted") return without("not-asked", `The EHR did not grant this app ${grant.scope}.`);
  if (lacking.has(type)) return without("not-asked", `This EHR does not offer ${type}.`);
  const url = `${access.base}/${type}?patient=${access.patientId}&_count=100`;
  const pages = await readPages(access.base, { url, urgency: "low" }, { credentials: access.credentials, signal: access.signal });
  if (pages.broken === undefined && grant.state === "granted" && !pages.issues.some(({ withheld }) => withheld))
    return { type, state: "complete", reason: "", resources: pages.resources };
  const cause = pages.broken === undefined ? undefined : causeOf(pages.broken, pages.pages);
  if (cause?.state === "unsupported") return without("not-asked", `This EHR does not offer ${type}.`);
  return { type, state: "failed", reason: cause?.because ?? "The EHR sent only part of it.", resources: pages.resources };
}
