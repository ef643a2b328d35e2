/** How one search parameter reads a resource: where it looks, and how it compares (R4 search, 3.1.1). */
export type SearchParameter = { readonly kind: "token" | "date" | "reference" | "string"; readonly paths: readonly string[] };

const token = (...paths: string[]): SearchParameter => ({ kind: "token", paths });
const date = (...paths: string[]): SearchParameter => ({ kind: "date", paths });
const reference = (...paths: string[]): SearchParameter => ({ kind: "reference", paths });
const string = (...paths: string[]): SearchParameter => ({ kind: "string", paths });

type Table = Readonly<Record<string, SearchParameter>>;

/** Known for every type, also for those without a table of their own. */
const common: Table = { _id: token("id"), _lastUpdated: date("meta.lastUpdated"), _tag: token("meta.tag"), identifier: token("identifier") };

const ofPatient: Table = { patient: reference("subject"), subject: reference("subject"), encounter: reference("encounter") };

const byType: Readonly<Record<string, Table>> = {
  Patient: {
    name: string("name.family", "name.given", "name.text"),
    family: string("name.family"),
    given: string("name.given"),
    birthdate: date("birthDate"),
    gender: token("gender"),
  },
  Observation: {
    ...ofPatient,
    code: token("code"),
    "combo-code": token("code", "component.code"),
    category: token("category"),
    status: token("status"),
    date: date("effectiveDateTime", "effectivePeriod", "effectiveInstant"),
    device: reference("device"),
    "has-member": reference("hasMember"),
    "derived-from": reference("derivedFrom"),
    "based-on": reference("basedOn"),
    performer: reference("performer"),
  },
  Condition: {
    ...ofPatient,
    code: token("code"),
    category: token("category"),
    "clinical-status": token("clinicalStatus"),
    "verification-status": token("verificationStatus"),
    "onset-date": date("onsetDateTime", "onsetPeriod"),
    "recorded-date": date("recordedDate"),
  },
  MedicationRequest: {
    ...ofPatient,
    code: token("medicationCodeableConcept"),
    medication: reference("medicationReference"),
    status: token("status"),
    intent: token("intent"),
    category: token("category"),
    authoredon: date("authoredOn"),
    date: date("dosageInstruction.timing.event", "dosageInstruction.timing.repeat.boundsPeriod"),
    requester: reference("requester"),
  },
  MedicationStatement: {
    ...ofPatient,
    code: token("medicationCodeableConcept"),
    medication: reference("medicationReference"),
    status: token("status"),
    effective: date("effectiveDateTime", "effectivePeriod"),
  },
  MedicationAdministration: {
    ...ofPatient,
    code: token("medicationCodeableConcept"),
    medication: reference("medicationReference"),
    status: token("status"),
    "effective-time": date("effectiveDateTime", "effectivePeriod"),
    request: reference("request"),
  },
  MedicationDispense: {
    ...ofPatient,
    code: token("medicationCodeableConcept"),
    medication: reference("medicationReference"),
    status: token("status"),
    whenhandedover: date("whenHandedOver"),
    whenprepared: date("whenPrepared"),
    prescription: reference("authorizingPrescription"),
  },
  Procedure: { ...ofPatient, code: token("code"), category: token("category"), status: token("status"), date: date("performedDateTime", "performedPeriod") },
  DiagnosticReport: {
    ...ofPatient,
    code: token("code"),
    category: token("category"),
    status: token("status"),
    date: date("effectiveDateTime", "effectivePeriod"),
    issued: date("issued"),
    result: reference("result"),
    "based-on": reference("basedOn"),
  },
  DocumentReference: {
    ...ofPatient,
    type: token("type"),
    category: token("category"),
    status: token("status"),
    date: date("date"),
    period: date("context.period"),
    relatesto: reference("relatesTo.target"),
  },
  FamilyMemberHistory: {
    patient: reference("patient"),
    code: token("condition.code"),
    relationship: token("relationship"),
    status: token("status"),
    date: date("date"),
  },
  ServiceRequest: {
    ...ofPatient,
    code: token("code"),
    category: token("category"),
    status: token("status"),
    intent: token("intent"),
    authored: date("authoredOn"),
    occurrence: date("occurrenceDateTime", "occurrencePeriod"),
    "based-on": reference("basedOn"),
  },
  Task: {
    patient: reference("for"),
    subject: reference("for"),
    code: token("code"),
    status: token("status"),
    intent: token("intent"),
    focus: reference("focus"),
    owner: reference("owner"),
    "based-on": reference("basedOn"),
    "authored-on": date("authoredOn"),
    modified: date("lastModified"),
    period: date("executionPeriod"),
  },
  Communication: { ...ofPatient, category: token("category"), status: token("status"), sent: date("sent"), "based-on": reference("basedOn") },
  Goal: {
    ...ofPatient,
    category: token("category"),
    "lifecycle-status": token("lifecycleStatus"),
    "start-date": date("startDate"),
    "target-date": date("target.dueDate"),
  },
  CarePlan: { ...ofPatient, category: token("category"), status: token("status"), date: date("period") },
  Encounter: { ...ofPatient, status: token("status"), class: token("class"), type: token("type"), date: date("period") },
  Appointment: { patient: reference("participant.actor"), status: token("status"), date: date("start"), "service-type": token("serviceType") },
  Medication: { code: token("code"), status: token("status") },
  Device: { patient: reference("patient"), type: token("type"), manufacturer: string("manufacturer") },
  Specimen: { ...ofPatient, type: token("type"), collected: date("collection.collectedDateTime") },
  Practitioner: { name: string("name.family", "name.given", "name.text") },
  Organization: { name: string("name") },
  Provenance: { patient: reference("target"), target: reference("target"), recorded: date("recorded"), agent: reference("agent.who") },
  Group: { code: token("code"), type: token("type"), member: reference("member.entity") },
  List: { ...ofPatient, code: token("code"), status: token("status"), item: reference("entry.item"), title: string("title") },
  ImagingStudy: { ...ofPatient, status: token("status"), started: date("started"), modality: token("modality", "series.modality") },
  AllergyIntolerance: { patient: reference("patient"), code: token("code") },
  Immunization: { patient: reference("patient"), status: token("status"), date: date("occurrenceDateTime") },
  MeasureReport: { ...ofPatient, measure: reference("measure"), status: token("status"), date: date("date"), period: date("period") },
};

const fallback: Table = { ...ofPatient, patient: reference("subject", "patient"), code: token("code"), status: token("status"), category: token("category") };

/** The search parameter, or undefined where the sandbox does not know it. */
export function searchParameter(type: string, name: string): SearchParameter | undefined {
  return common[name] ?? (byType[type] ?? fallback)[name];
}

export function searchParameterNames(type: string): readonly string[] {
  return [...Object.keys(common), ...Object.keys(byType[type] ?? fallback)];
}

/** Types the sandbox serves when nothing else is configured, in the order of its CapabilityStatement. */
export const defaultResourceTypes: readonly string[] = [...Object.keys(byType), "Binary"];
