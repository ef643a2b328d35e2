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

/** Everything of one patient, complete enough that intervals can be judged. */
export const everythingOf = (id: string) => [patient(id), cancer(id), letrozole(id), spine(id, -1.2), report(id)];
