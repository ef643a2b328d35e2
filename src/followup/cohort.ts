import type { CalendarDate } from "../record/fact";
import type { WorklistRow } from "./row";

/** The shown patients as a FHIR R4 Group (type person, actual), by reference only. */
export function groupOf(rows: readonly WorklistRow[], made: { readonly on: CalendarDate; readonly from: string }): object {
  return {
    resourceType: "Group",
    type: "person",
    actual: true,
    active: true,
    name: `Boneline worklist of ${made.on}`,
    code: { text: "On an aromatase inhibitor" },
    quantity: rows.length,
    characteristic: [
      { code: { text: "Source of the list" }, valueCodeableConcept: { text: made.from }, exclude: false, period: { start: made.on, end: made.on } },
    ],
    ...(rows.length > 0 && { member: rows.map(({ patientId }) => ({ entity: { reference: `Patient/${patientId}` } })) }),
  };
}

/** The same as a FHIR R4 List, in the order shown. */
export function listOf(rows: readonly WorklistRow[], made: { readonly on: CalendarDate; readonly from: string }): object {
  return {
    resourceType: "List",
    status: "current",
    mode: "snapshot",
    title: `Boneline worklist of ${made.on}`,
    date: made.on,
    note: [{ text: `Source of the list: ${made.from}` }],
    orderedBy: { text: "As shown on the screen" },
    ...(rows.length > 0 && { entry: rows.map(({ patientId }) => ({ item: { reference: `Patient/${patientId}` } })) }),
  };
}
