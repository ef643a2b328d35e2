import type { StoredResource } from "./resource";

/** The person who is signed in to the sandbox: `fhirUser` of every id_token. */
export const clinician = {
  resourceType: "Practitioner",
  id: "sandbox-clinician",
  identifier: [{ system: "http://hl7.org/fhir/sid/us-npi", value: "9999999994" }],
  active: true,
  name: [{ use: "official", family: "Okonjo-Lindqvist", given: ["Maren"], prefix: ["Dr."] }],
  qualification: [{ code: { text: "Medical oncology" } }],
} as const satisfies StoredResource;

export const clinic = {
  resourceType: "Organization",
  id: "sandbox-clinic",
  active: true,
  type: [{ coding: [{ system: "http://terminology.hl7.org/CodeSystem/organization-type", code: "prov", display: "Healthcare Provider" }] }],
  name: "Sandbox Breast Centre",
} as const satisfies StoredResource;

export const laboratory = {
  resourceType: "Organization",
  id: "sandbox-laboratory",
  active: true,
  name: "Sandbox Clinical Laboratory",
} as const satisfies StoredResource;

export const densitometry = {
  resourceType: "Organization",
  id: "sandbox-densitometry",
  active: true,
  name: "Sandbox Bone Densitometry",
} as const satisfies StoredResource;

/** Scanners. Two makers, because their numbers must never be compared. */
export const scanners = {
  hologic: {
    resourceType: "Device",
    id: "scanner-hologic-horizon",
    status: "active",
    manufacturer: "Hologic, Inc.",
    deviceName: [{ name: "Horizon A", type: "model-name" }],
    serialNumber: "HZ-300127M",
    type: { text: "Bone densitometer" },
  },
  lunar: {
    resourceType: "Device",
    id: "scanner-lunar-idxa",
    status: "active",
    manufacturer: "GE Healthcare",
    deviceName: [{ name: "Lunar iDXA", type: "model-name" }],
    serialNumber: "ME+210455",
    type: { text: "Bone densitometer" },
  },
} as const satisfies Record<string, StoredResource>;

export const sharedResources: readonly StoredResource[] = [clinician, clinic, laboratory, densitometry, scanners.hologic, scanners.lunar];
