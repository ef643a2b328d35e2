/** Small builders for medication resources of patient p1; `more` overrides any element. */
type Elements = Readonly<Record<string, unknown>>;

export const rxnorm = "http://www.nlm.nih.gov/research/umls/rxnorm";
export const patientP1: Elements = { resourceType: "Patient", id: "p1", gender: "female", birthDate: "1960-04-12" };

/** A drug by its RxNorm code (`"84857"`) or, with any other text, by name only. */
export function medication(drug: string, text?: string): Elements {
  return /^\d+$/.test(drug) ? { coding: [{ system: rxnorm, code: drug }], ...(text === undefined ? {} : { text }) } : { text: drug };
}

export function order(id: string, drug: string, more: Elements = {}): Elements {
  return resource("MedicationRequest", id, { status: "active", intent: "order", medicationCodeableConcept: medication(drug), ...more });
}

export function statement(id: string, drug: string, more: Elements = {}): Elements {
  return resource("MedicationStatement", id, { status: "active", medicationCodeableConcept: medication(drug), ...more });
}

export function dispense(id: string, drug: string, day: string, more: Elements = {}): Elements {
  return resource("MedicationDispense", id, { status: "completed", medicationCodeableConcept: medication(drug), whenHandedOver: day, ...more });
}

export function administration(id: string, drug: string, day: string, more: Elements = {}): Elements {
  return resource("MedicationAdministration", id, { status: "completed", medicationCodeableConcept: medication(drug), effectiveDateTime: day, ...more });
}

export function days(value: number): Elements {
  return { value, unit: "days", system: "http://unitsofmeasure.org", code: "d" };
}

export function condition(id: string, code: unknown, more: Elements = {}): Elements {
  return resource("Condition", id, {
    clinicalStatus: { coding: [{ code: "active" }] },
    verificationStatus: { coding: [{ code: "confirmed" }] },
    code: typeof code === "string" ? { text: code } : code,
    ...more,
  });
}

export function icd(code: string, display?: string): Elements {
  return { coding: [{ system: "http://hl7.org/fhir/sid/icd-10-cm", code, ...(display === undefined ? {} : { display }) }] };
}

export function snomed(code: string, display?: string): Elements {
  return { coding: [{ system: "http://snomed.info/sct", code, ...(display === undefined ? {} : { display }) }] };
}

export function resource(resourceType: string, id: string, elements: Elements): Elements {
  return { resourceType, id, subject: { reference: "Patient/p1" }, ...elements };
}
