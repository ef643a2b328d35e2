import type { Credentials } from "../fhir/transport";
import type { Ehr } from "../smart/registry";

/**
 * An EHR that the signed-in user may read in a context of their own, with scopes for more than one patient (`user/`). A provider
 * session of smart/ is one.
 */
export type EhrAccess = Credentials & {
  /** FHIR base, without trailing slash. */
  readonly issuer: string;
  readonly ehr: Pick<Ehr, "name" | "vendor" | "localCodes">;
  readonly grantedScope: string;
};

/** Vendors whose servers want a patient in every search of medicines (design notes G.1: Epic, Oracle Health). */
const wantsPatient: ReadonlySet<string> = new Set(["epic", "oracle", "athenahealth", "meditech", "eclinicalworks", "allscripts", "va"]);

/** Whether a list may be made by searching from the drug. */
export function allowsDrugSearch({ ehr }: EhrAccess): boolean {
  return !wantsPatient.has(ehr.vendor);
}
