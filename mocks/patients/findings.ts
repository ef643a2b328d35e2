import type { CodeableConcept, Condition, Observation, Quantity } from "fhir/r4";
import { laboratory } from "../shared-resources";
import { addDays } from "./calendar";
import { type Chart, hl7 } from "./chart";
import { concept, icd10, type LabCode, labs, loinc, smoking, snomed, vitals } from "./codes";
import { rounded } from "./random";

/** A laboratory result, final, with its reference range. */
export function addLab(chart: Chart, lab: LabCode, day: string, value: number, status: Observation["status"] = "final"): void {
  chart.add({
    resourceType: "Observation",
    status,
    category: [hl7("observation-category", "laboratory", "Laboratory")],
    code: concept(lab.text, lab.code),
    subject: chart.subject,
    effectiveDateTime: `${day}T08:30:00Z`,
    issued: `${day}T15:10:00Z`,
    performer: [{ reference: `Organization/${laboratory.id}` }],
    valueQuantity: quantity(lab, value),
    ...(lab.low === undefined && lab.high === undefined ? {} : { referenceRange: [range(lab)] }),
  });
}

/** Calcium, albumin, creatinine, eGFR and ALP of one day, ordinary unless said otherwise. */
export function addChemistry(
  chart: Chart,
  day: string,
  values: { calcium?: number; albumin?: number; creatinine?: number; egfr?: number; alp?: number } = {},
): void {
  const { random } = chart;
  addLab(chart, labs.calcium, day, values.calcium ?? random.between(9.1, 9.8));
  addLab(chart, labs.albumin, day, values.albumin ?? random.between(4, 4.5));
  addLab(chart, labs.creatinine, day, values.creatinine ?? random.between(0.66, 0.88, 2));
  addLab(chart, labs.egfr, day, values.egfr ?? random.integer(72, 92));
  addLab(chart, labs.alkalinePhosphatase, day, values.alp ?? random.integer(58, 92));
}

/** Blood counts and the rest of an oncology visit: nothing the app asks for. */
export function addOtherBloods(chart: Chart, day: string): void {
  const { random } = chart;
  addLab(chart, labs.haemoglobin, day, random.between(11.8, 14.2));
  addLab(chart, labs.leukocytes, day, random.between(3.6, 8.4));
  addLab(chart, labs.platelets, day, random.integer(160, 320));
  addLab(chart, labs.potassium, day, random.between(3.7, 4.8));
  addLab(chart, labs.sodium, day, random.integer(137, 143));
  addLab(chart, labs.glucose, day, random.integer(78, 112));
  addLab(chart, labs.bilirubin, day, random.between(0.3, 1));
  addLab(chart, labs.alt, day, random.integer(12, 38));
  addLab(chart, labs.ca153, day, random.between(9, 27));
}

/** Height, weight, BMI and blood pressure of one visit. */
export function addBody(chart: Chart, day: string, heightCm: number, weightKg: number): void {
  const metres = heightCm / 100;
  addVital(chart, vitals.height, day, heightCm);
  addVital(chart, vitals.weight, day, weightKg);
  addVital(chart, vitals.bmi, day, rounded(weightKg / (metres * metres), 1));
  chart.add({
    resourceType: "Observation",
    status: "final",
    category: [hl7("observation-category", "vital-signs", "Vital Signs")],
    code: concept("Blood pressure", loinc("85354-9", "Blood pressure panel with all children optional")),
    subject: chart.subject,
    effectiveDateTime: `${day}T09:05:00Z`,
    component: [
      {
        code: concept("Systolic", loinc("8480-6", "Systolic blood pressure")),
        valueQuantity: { value: chart.random.integer(112, 144), unit: "mmHg", system: ucum, code: "mm[Hg]" },
      },
      {
        code: concept("Diastolic", loinc("8462-4", "Diastolic blood pressure")),
        valueQuantity: { value: chart.random.integer(66, 86), unit: "mmHg", system: ucum, code: "mm[Hg]" },
      },
    ],
  });
}

export function addSmoking(chart: Chart, day: string, status: keyof typeof smoking): void {
  addSocial(chart, day, concept("Tobacco smoking status", loinc("72166-2", "Tobacco smoking status NHIS")), {
    valueCodeableConcept: concept(smoking[status].display ?? "", smoking[status]),
  });
}

/** Drinks per day, as recorded; what a drink is, the record does not say. */
export function addAlcohol(chart: Chart, day: string, drinksPerDay: number): void {
  addSocial(chart, day, concept("Alcoholic drinks per day", loinc("74013-4", "Alcoholic drinks per day")), {
    valueQuantity: { value: drinksPerDay, unit: "drinks/day", system: ucum, code: "{drinks}/d" },
  });
}

/** Falls in the past year; LOINC 52552-7 as the eCQM value set "Falls Screening" names it. */
export function addFalls(chart: Chart, day: string, count: number): void {
  addSocial(chart, day, concept("Falls in the past 12 months", loinc("52552-7", "Falls in the past year")), { valueInteger: count });
}

export type Diagnosis = {
  readonly code: CodeableConcept;
  readonly onset: string;
  readonly recorded?: string;
  readonly status?: "active" | "resolved" | "remission";
  readonly stage?: string;
};

export function addCondition(chart: Chart, { code, onset, recorded, status = "active", stage }: Diagnosis): string {
  const condition: Condition = {
    resourceType: "Condition",
    clinicalStatus: hl7("condition-clinical", status),
    verificationStatus: hl7("condition-ver-status", "confirmed"),
    category: [hl7("condition-category", "problem-list-item", "Problem List Item")],
    code,
    subject: chart.subject,
    onsetDateTime: onset,
    recordedDate: recorded ?? onset,
  };
  if (stage !== undefined) condition.stage = [{ summary: concept(stage), type: concept("Pathologic stage group") }];
  return chart.add(condition).reference;
}

/** Hormone-receptor positive breast cancer with its stage: the reason why everyone is here. */
export function addBreastCancer(
  chart: Chart,
  onset: string,
  stage: string,
  code = icd10("C50.411", "Malignant neoplasm of upper-outer quadrant of right female breast"),
): string {
  const reference = addCondition(chart, {
    code: concept("Invasive ductal carcinoma of breast, ER positive", code, snomed("254837009", "Malignant neoplasm of breast (disorder)")),
    onset,
    stage,
  });
  addCondition(chart, {
    code: concept("Estrogen receptor positive status", icd10("Z17.0", "Estrogen receptor positive status [ER+]")),
    onset: addDays(onset, 9),
  });
  return reference;
}

export function addMenopause(chart: Chart, onset: string): void {
  addCondition(chart, {
    code: concept("Postmenopausal", icd10("Z78.0", "Asymptomatic menopausal state"), snomed("76498008", "Postmenopausal state (finding)")),
    onset,
  });
}

function addVital(chart: Chart, vital: LabCode, day: string, value: number): void {
  chart.add({
    resourceType: "Observation",
    status: "final",
    category: [hl7("observation-category", "vital-signs", "Vital Signs")],
    code: concept(vital.text, vital.code),
    subject: chart.subject,
    effectiveDateTime: `${day}T09:00:00Z`,
    valueQuantity: quantity(vital, value),
  });
}

function addSocial(
  chart: Chart,
  day: string,
  code: CodeableConcept,
  value: Pick<Observation, "valueCodeableConcept" | "valueQuantity" | "valueInteger">,
): void {
  chart.add({
    resourceType: "Observation",
    status: "final",
    category: [hl7("observation-category", "social-history", "Social History")],
    code,
    subject: chart.subject,
    effectiveDateTime: day,
    ...value,
  });
}

const ucum = "http://unitsofmeasure.org";

function quantity(lab: LabCode, value: number): Quantity {
  return { value: rounded(value, lab.digits), unit: lab.unit, system: ucum, code: lab.ucum };
}

function range(lab: LabCode): { low?: Quantity; high?: Quantity } {
  return {
    ...(lab.low === undefined ? {} : { low: { value: lab.low, unit: lab.unit, system: ucum, code: lab.ucum } }),
    ...(lab.high === undefined ? {} : { high: { value: lab.high, unit: lab.unit, system: ucum, code: lab.ucum } }),
  };
}
