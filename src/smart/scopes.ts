import type { WritableType } from "./registry";

/** Every resource type Boneline reads. The request plan may ask for no other. */
export const readTypes = [
  "Patient",
  "MedicationRequest",
  "MedicationStatement",
  "MedicationAdministration",
  "MedicationDispense",
  "Medication",
  "Observation",
  "Condition",
  "Procedure",
  "DiagnosticReport",
  "DocumentReference",
  "FamilyMemberHistory",
  "Device",
  "Binary", // report files, opened on request
] as const;

/** How the launch came about: from a patient's chart in the EHR, or from our start page. */
export type LaunchMode = "ehr" | "standalone";

/**
 * The scopes to ask for. SMART 2 names read and search (`.rs`); a server that does not advertise `permission-v2` is asked in
 * the words of SMART 1 (`.read`). Writing is asked for only where the site's registry lets Boneline write. `online_access` asks for renewal while the user is at the screen.
 */
export function scopesFor(mode: LaunchMode, version: "v1" | "v2", ofSite: string | undefined, writes: readonly WritableType[] = []): string {
  const context = mode === "ehr" ? "launch" : "launch/patient";
  if (ofSite !== undefined) {
    const site = ofSite.split(/\s+/).filter((scope) => scope && scope !== "launch" && scope !== "launch/patient");
    return [context, ...site].join(" ");
  }
  const types = [...new Set<string>([...readTypes, ...writes])];
  const access = (type: string): string => {
    const written = writes.some((one) => one === type);
    if (version === "v2") return `patient/${type}.${written ? (type === "Task" ? "crus" : "crs") : "rs"}`;
    return written ? `patient/${type}.read patient/${type}.write` : `patient/${type}.read`;
  };
  return [context, "openid", "fhirUser", "online_access", ...types.map(access)].join(" ");
}
