import { evaluate } from "../guidelines/evaluate";
import { assembleRecord, type RecordInput } from "../record/assemble";
import { patientData } from "./patient-queries";
import { loadedReader, whenReportReaderChanges } from "./report-reader";

/**
 * Reads a made-up record once, while the EHR is still answering and the page has nothing else to do, and throws the result away:
 * the browser has then compiled the readers and their patterns by the time the real record comes (docs/decisions/speed.md says
 * what that saves). Nothing of it is ever shown.
 */
export function rehearse(input: RecordInput = madeUp): void {
  // Safari has no requestIdleCallback: there the readers are compiled when the record comes.
  if (typeof requestIdleCallback === "function") requestIdleCallback(() => read(input));
}

function read(input: RecordInput): void {
  if (patientData.isFetching() === 0) return; // too late to help
  const loaded = loadedReader();
  if (loaded.state === "here") {
    evaluate(assembleRecord(input, loaded.reader));
    return;
  }
  const stop = whenReportReaderChanges(() => {
    stop();
    rehearse(input);
  });
}

const patientId = "rehearsal";
const subject = { reference: `Patient/${patientId}` };
const loinc = (code: string) => ({ coding: [{ system: "http://loinc.org", code }] });
const measured = { resourceType: "Observation", status: "final", subject, effectiveDateTime: "2020-05-01" };

/** One of each kind of entry that an ordinary record has. */
export const madeUp: RecordInput = {
  patientId,
  today: "2020-06-01",
  searches: [],
  resources: [
    { resourceType: "Patient", id: patientId, gender: "female", birthDate: "1950-01-01" },
    { ...measured, id: "t-score", code: loinc("80946-7"), valueQuantity: { value: -1.5, unit: "{T-score}" } },
    { ...measured, id: "vitamin-d", code: loinc("62292-8"), valueQuantity: { value: 30, unit: "ng/mL" } },
    { ...measured, id: "calcium", code: loinc("17861-6"), valueQuantity: { value: 9.5, unit: "mg/dL" } },
    {
      resourceType: "MedicationRequest",
      id: "inhibitor",
      status: "active",
      intent: "order",
      subject,
      authoredOn: "2019-01-01",
      medicationCodeableConcept: { text: "anastrozole 1 mg tablet" },
      dosageInstruction: [{ text: "1 mg daily", timing: { repeat: { frequency: 1, period: 1, periodUnit: "d" } } }],
    },
    { resourceType: "Condition", id: "cancer", subject, code: { text: "Malignant neoplasm of breast" }, recordedDate: "2019-01-01" },
    {
      resourceType: "DiagnosticReport",
      id: "report",
      status: "final",
      subject,
      effectiveDateTime: "2020-05-01",
      code: { text: "DXA bone density" },
      conclusion:
        "Lumbar spine L1-L4: BMD 0.950 g/cm2, T-score -1.5, Z-score -0.4. Compared with 03/01/2018 there is no significant change. Left total hip T-score -1.1.",
    },
  ],
};
