import type { MedicationRequest, Reference } from "fhir/r4";
import { clinician } from "../shared-resources";
import { addDays, addMonths } from "./calendar";
import type { Chart } from "./chart";
import { concept, type Drug, routes } from "./codes";

export type Course = {
  readonly start: string;
  /** Last day; absent: still taken. */
  readonly end?: string;
  /** How it ended; only with `end`. */
  readonly ended?: "stopped" | "completed";
  readonly endedBecause?: string;
  /** Months between prescriptions; a course is a chain of orders, all but the last completed. */
  readonly renewEvery?: number;
  /** How the drug is named: in the order, or in a Medication of its own that has to be included. */
  readonly naming?: "inline" | "medication";
  readonly reason?: string;
};

/** Orders for a drug taken at home, renewed as clinics do. Returns the reference of the last order. */
export function addCourse(chart: Chart, drug: Drug, course: Course): string {
  const { start, end, renewEvery = 12, naming = "inline" } = course;
  const last = end ?? chart.today;
  const medication =
    naming === "medication" ? chart.add({ resourceType: "Medication", status: "active", code: concept(drug.text, ...drug.codings) }) : undefined;
  let reference = "";
  for (let from = start; from <= last; from = addMonths(from, renewEvery)) {
    const to = addDays(addMonths(from, renewEvery), -1);
    const isLast = to >= last;
    const status = !isLast ? "completed" : end === undefined ? "active" : (course.ended ?? "completed");
    reference = chart.add(order(chart, drug, { status, from, to: isLast ? end : to, medication, course })).reference;
  }
  return reference;
}

/** Pharmacy fills of 90 days, until the course ends. */
export function addDispenses(chart: Chart, drug: Drug, from: string, until: string, prescription: string): void {
  for (let day = addDays(from, 1); day <= until; day = addDays(day, 90)) {
    chart.add({
      resourceType: "MedicationDispense",
      status: "completed",
      medicationCodeableConcept: concept(drug.text, ...drug.codings),
      subject: chart.subject,
      authorizingPrescription: [{ reference: prescription }],
      quantity: { value: 90, unit: "tablet", system: "http://unitsofmeasure.org", code: "{tbl}" },
      daysSupply: { value: 90, unit: "days", system: "http://unitsofmeasure.org", code: "d" },
      whenHandedOver: day,
    });
  }
}

/** An injection or infusion given in the clinic, one MedicationAdministration for each day, with its order. */
export function addInjections(chart: Chart, drug: Drug, days: readonly [string, ...string[]], status: MedicationRequest["status"] = "active"): void {
  const request = chart.add(order(chart, drug, { status, from: days[0], to: undefined, medication: undefined, course: { start: days[0] } }));
  for (const day of days) {
    chart.add({
      resourceType: "MedicationAdministration",
      status: "completed",
      medicationCodeableConcept: concept(drug.text, ...drug.codings),
      subject: chart.subject,
      effectiveDateTime: `${day}T10:30:00Z`,
      performer: [{ actor: { reference: `Practitioner/${clinician.id}` } }],
      request: { reference: request.reference },
      dosage: { text: drug.sig, route: concept(drug.route, routes[drug.route]), dose: dose(drug) },
    });
  }
}

/** What the patient says she takes: MedicationStatement without an order of ours. */
export function addStatement(chart: Chart, drug: Drug, since: string): void {
  chart.add({
    resourceType: "MedicationStatement",
    status: "active",
    medicationCodeableConcept: concept(drug.text, ...drug.codings),
    subject: chart.subject,
    effectivePeriod: { start: since },
    dateAsserted: chart.today,
    informationSource: chart.subject,
    dosage: [{ text: drug.sig, route: concept(drug.route, routes[drug.route]), doseAndRate: [{ doseQuantity: dose(drug) }], timing: daily }],
  });
}

type Order = {
  readonly status: MedicationRequest["status"];
  readonly from: string;
  readonly to: string | undefined;
  readonly medication: Reference | undefined;
  readonly course: Course;
};

function order(chart: Chart, drug: Drug, { status, from, to, medication, course }: Order): MedicationRequest {
  return {
    resourceType: "MedicationRequest",
    meta: { profile: ["http://hl7.org/fhir/us/core/StructureDefinition/us-core-medicationrequest"] },
    status,
    intent: "order",
    category: [{ coding: [{ system: "http://terminology.hl7.org/CodeSystem/medicationrequest-category", code: "outpatient", display: "Outpatient" }] }],
    ...(medication
      ? { medicationReference: { reference: medication.reference ?? "", display: drug.text } }
      : { medicationCodeableConcept: concept(drug.text, ...drug.codings) }),
    subject: chart.subject,
    authoredOn: `${from}T11:20:00Z`,
    requester: { reference: `Practitioner/${clinician.id}` },
    ...(status === "stopped" && course.endedBecause !== undefined ? { statusReason: concept(course.endedBecause) } : {}),
    ...(course.reason === undefined ? {} : { reasonReference: [{ reference: course.reason }] }),
    dosageInstruction: [
      {
        text: drug.sig,
        timing: { repeat: { ...(drug.route === "oral" ? daily.repeat : {}), boundsPeriod: { start: from, ...(to === undefined ? {} : { end: to }) } } },
        route: concept(drug.route, routes[drug.route]),
        doseAndRate: [{ doseQuantity: dose(drug) }],
      },
    ],
  };
}

const daily = { repeat: { frequency: 1, period: 1, periodUnit: "d" as const } };

function dose(drug: Drug): { value: number; unit: string } {
  return { value: drug.dose.value, unit: drug.dose.unit };
}
