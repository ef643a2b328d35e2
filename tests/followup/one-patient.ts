/** Resources of a woman on letrozole since 2024 with a spine T-score, as small as they can be. */
export const patient = (id: string) => ({ resourceType: "Patient", id, gender: "female", birthDate: "1960-05-01", name: [{ text: `Name of ${id}` }] });

export const cancer = (id: string) => ({
  resourceType: "Condition",
  id: `${id}-cancer`,
  subject: { reference: `Patient/${id}` },
  clinicalStatus: { coding: [{ code: "active" }] },
  code: { coding: [{ system: "http://hl7.org/fhir/sid/icd-10-cm", code: "C50.911", display: "Breast cancer" }] },
});

export const letrozole = (id: string, more: object = {}) => ({
  resourceType: "MedicationRequest",
  id: `${id}-letrozole`,
  status: "active",
  intent: "order",
  subject: { reference: `Patient/${id}` },
  authoredOn: "2024-01-10",
  medicationCodeableConcept: { coding: [{ system: "http://www.nlm.nih.gov/research/umls/rxnorm", code: "72965", display: "letrozole" }] },
  ...more,
});

export const spine = (id: string, tScore: number, day = "2026-03-01", more: object = {}) => ({
  resourceType: "Observation",
  id: `${id}-t-${day}`,
  status: "final",
  subject: { reference: `Patient/${id}` },
  code: { coding: [{ system: "http://loinc.org", code: "80948-3", display: "DXA Lumbar spine T-score" }] },
  bodySite: { text: "Lumbar spine" },
  effectiveDateTime: day,
  valueQuantity: { value: tScore, unit: "{T-score}" },
  ...more,
});

export const report = (id: string) => ({
  resourceType: "DiagnosticReport",
  id: `${id}-report`,
  status: "final",
  subject: { reference: `Patient/${id}` },
  code: { text: "Mammography" },
  effectiveDateTime: "2026-02-01",
});

/** What a clinician recorded about a prompt, as Boneline writes it. */
export const followUpTask = (id: string, ruleId: string, disposition: string, more: object = {}) => ({
  resourceType: "Task",
  id: `${id}-${ruleId}`,
  identifier: [{ system: "urn:boneline:follow-up", value: `${ruleId}.${id}` }],
  status: "in-progress",
  businessStatus: { coding: [{ system: "urn:boneline:disposition", code: disposition }] },
  code: { coding: [{ system: "urn:boneline:rule", version: "1.0.0", code: ruleId }] },
  for: { reference: `Patient/${id}` },
  lastModified: "2026-11-02",
  note: [{ authorString: "Ada Okoye", text: "Will come in January" }],
  ...more,
});

const dxaCode = { coding: [{ system: "http://www.ama-assn.org/go/cpt", code: "77080", display: "DXA bone density study" }] };

export const dxaOrder = (id: string, more: object = {}) => ({
  resourceType: "ServiceRequest",
  id: `${id}-order`,
  status: "active",
  intent: "order",
  code: dxaCode,
  subject: { reference: `Patient/${id}` },
  authoredOn: "2026-11-11",
  ...more,
});

export const dxaBooking = (id: string, more: object = {}) => ({
  resourceType: "Appointment",
  id: `${id}-booking`,
  status: "booked",
  serviceType: [dxaCode],
  start: "2026-12-02T09:00:00Z",
  participant: [{ actor: { reference: "Practitioner/1" } }, { actor: { reference: `Patient/${id}` } }],
  ...more,
});

/** Everything of one patient, complete enough that intervals can be judged. */
export const everythingOf = (id: string) => [patient(id), cancer(id), letrozole(id), spine(id, -1.2), report(id)];
