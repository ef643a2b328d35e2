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

/** How the launch came about: from a patient's chart in the EHR, from our start page for one patient, or for the user's own patients. */
export type LaunchMode = "ehr" | "standalone" | "provider";

/** Types that name a panel of patients; asked for by the worklist only. */
const panelTypes = ["Group", "List"] as const;

/**
 * The scopes to ask for. SMART 2 names read and search (`.rs`); a server that does not advertise `permission-v2` is asked in
 * the words of SMART 1 (`.read`). Writing is asked for only where the site's registry lets Boneline write. `online_access` asks for renewal while the user is at the screen.
 */
export function scopesFor(mode: LaunchMode, version: "v1" | "v2", ofSite: string | undefined, writes: readonly WritableType[] = []): string {
  const context = mode === "provider" ? [] : [mode === "ehr" ? "launch" : "launch/patient"];
  const level = mode === "provider" ? "user" : "patient";
  if (ofSite !== undefined) {
    const site = ofSite.split(/\s+/).filter((scope) => scope && scope !== "launch" && scope !== "launch/patient");
    return [...context, ...site.map((scope) => (mode === "provider" ? scope.replace(/^patient\//, "user/") : scope))].join(" ");
  }
  const types = [...new Set<string>([...readTypes, ...(mode === "provider" ? panelTypes : []), ...writes, ...plannedTypes(writes)])];
  const access = (type: string): string => {
    const written = writes.some((one) => one === type);
    if (version === "v2") return `${level}/${type}.${written ? (isChanged(type) ? "crus" : "crs") : "rs"}`;
    return written ? `${level}/${type}.read ${level}/${type}.write` : `${level}/${type}.read`;
  };
  return [...context, "openid", "fhirUser", "online_access", ...types.map(access)].join(" ");
}

/** Types of which Boneline also changes what it has written. */
function isChanged(type: string): boolean {
  return type === "Task" || type === "CarePlan";
}

/** A scan that is booked already is not to be ordered again. */
function plannedTypes(writes: readonly WritableType[]): readonly string[] {
  return writes.includes("ServiceRequest") ? ["Appointment"] : [];
}
