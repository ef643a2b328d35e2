/** What a test wants to say about one Observation; everything unsaid is ordinary. */
export type Sample = {
  readonly id?: string;
  readonly loinc?: string;
  readonly text?: string;
  readonly day?: string;
  readonly value?: unknown;
  readonly unit?: string;
  readonly [element: string]: unknown;
};

/** A final Observation of Patient/p1. `value` and `unit` become a Quantity; anything else given is set as it is. */
export function observation({ id = "x1", loinc, text, day = "2026-05-05", value, unit, ...elements }: Sample): Record<string, unknown> {
  const quantity = value === undefined ? {} : { valueQuantity: { value, ...(unit === undefined ? {} : { unit }) } };
  return {
    resourceType: "Observation",
    id,
    status: "final",
    code: {
      ...(loinc === undefined ? {} : { coding: [{ system: "http://loinc.org", code: loinc }] }),
      ...(text === undefined ? {} : { text }),
    },
    subject: { reference: "Patient/p1" },
    effectiveDateTime: day,
    ...quantity,
    ...elements,
  };
}

/** A woman born on 12 April 1960. */
export function patient(elements: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return { resourceType: "Patient", id: "p1", gender: "female", birthDate: "1960-04-12", ...elements };
}
