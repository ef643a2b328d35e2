import type { CodeableConcept, FhirResource, Patient, Reference } from "fhir/r4";
import type { StoredResource } from "../resource";
import { clinic, clinician } from "../shared-resources";
import { addDays, ageOn } from "./calendar";
import { concept } from "./codes";
import { type Random, seededRandom } from "./random";

export type Person = {
  readonly id: string;
  readonly family: string;
  readonly given: readonly [string, ...string[]];
  readonly gender: "female" | "male";
  /** Age on `today`; the birthday is invented from the seed. */
  readonly age: number;
  readonly mrn: string;
  /** Preferred language; English unless told. */
  readonly language?: "en" | "es";
};

/** One patient's record in the making. Ids are counted per type, so the same story always gives the same resources. */
export type Chart = {
  readonly id: string;
  readonly today: string;
  readonly birthDate: string;
  readonly subject: Reference;
  readonly random: Random;
  /** Age in completed years on a day. */
  readonly ageOn: (day: string) => number;
  /** Adds a resource, gives it an id when it has none, and returns a reference to it. */
  readonly add: (resource: FhirResource) => Reference & { readonly reference: string };
  readonly resources: () => readonly StoredResource[];
};

/** A chart that holds the patient and today's visit, and nothing else yet. */
export function openChart(person: Person, today: string): Chart {
  const random = seededRandom(`boneline ${person.id}`);
  const birthDate = addDays(`${Number(today.slice(0, 4)) - person.age}${today.slice(4)}`.replace("-02-29", "-02-28"), -random.integer(20, 340));
  const held: StoredResource[] = [];
  const counts = new Map<string, number>();
  const name = [...person.given, person.family].join(" ");
  const chart: Chart = {
    id: person.id,
    today,
    birthDate,
    subject: { reference: `Patient/${person.id}`, display: name },
    random,
    ageOn: (day) => ageOn(birthDate, day),
    add: (resource) => {
      const count = (counts.get(resource.resourceType) ?? 0) + 1;
      counts.set(resource.resourceType, count);
      const id = resource.id ?? `${person.id}-${abbreviation(resource.resourceType)}${count}`;
      held.push({ ...resource, id });
      return { reference: `${resource.resourceType}/${id}` };
    },
    resources: () => held,
  };
  chart.add(patient(person, birthDate));
  return chart;
}

/** Today's visit, still going on: the encounter that an EHR launch passes along. */
export function addTodaysVisit(chart: Chart): void {
  chart.add({
    resourceType: "Encounter",
    id: `${chart.id}-today`,
    status: "in-progress",
    class: { system: "http://terminology.hl7.org/CodeSystem/v3-ActCode", code: "AMB", display: "ambulatory" },
    type: [concept("Oncology follow-up visit")],
    subject: chart.subject,
    participant: [{ individual: { reference: `Practitioner/${clinician.id}` } }],
    period: { start: `${chart.today}T09:00:00Z` },
    serviceProvider: { reference: `Organization/${clinic.id}` },
  });
}

/** `[system, code]` of HL7's small terminologies, as a CodeableConcept. */
export function hl7(system: string, code: string, display?: string): CodeableConcept {
  return { coding: [{ system: `http://terminology.hl7.org/CodeSystem/${system}`, code, ...(display === undefined ? {} : { display }) }] };
}

const languages = { en: "English", es: "Spanish" } as const;

function patient({ id, family, given, gender, mrn, language = "en" }: Person, birthDate: string): Patient {
  return {
    resourceType: "Patient",
    id,
    meta: { profile: ["http://hl7.org/fhir/us/core/StructureDefinition/us-core-patient"] },
    identifier: [
      {
        use: "usual",
        type: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/v2-0203", code: "MR", display: "Medical record number" }], text: "MRN" },
        system: "urn:oid:2.16.840.1.113883.19.5.99999.1",
        value: mrn,
      },
    ],
    active: true,
    name: [{ use: "official", text: [...given, family].join(" "), family, given: [...given] }],
    telecom: [{ system: "phone", value: "555-0100", use: "home" }],
    gender,
    birthDate,
    address: [{ use: "home", line: ["1 Example Street"], city: "Sampleton", country: "US" }],
    communication: [
      { language: { coding: [{ system: "urn:ietf:bcp:47", code: language, display: languages[language] }], text: languages[language] }, preferred: true },
    ],
  };
}

function abbreviation(type: string): string {
  return type.replace(/[a-z]/g, "").toLowerCase() + type.slice(-1);
}
