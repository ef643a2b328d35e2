import { fold } from "../../terminology/concept";
import type { Drug } from "../../terminology/drugs";
import { procedureStatus } from "../bone-density/study-status";
import { type Chart, isRecord, labelOf, type RawResource, textsOf } from "../chart";
import type { Recognised } from "./drug-match";

/** A Procedure as the administration it tells of. */
export type GivenAsProcedure = { readonly reference: string; readonly administration: RawResource };

/** Drugs that are given by others, and may so be recorded as a procedure or by their billing code. */
export function isGivenByOthers(drug: Drug): boolean {
  return drug.doseCovers !== undefined || drug.drugClass === "bone-anabolic";
}

/**
 * Doses that are on record only as a Procedure, as many clinics bill them: by HCPCS code, by name, or as an injection with the
 * drug among what was used. Only a completed one is a dose. A name needs a word that something was given beside it: "denosumab
 * teaching" is no dose. An injection without its drug (CPT 96372) says nothing and is passed over.
 */
export function dosesGivenAsProcedures(chart: Chart, find: (coded: readonly unknown[]) => Recognised): readonly GivenAsProcedure[] {
  return chart.ofType("Procedure").flatMap((procedure): GivenAsProcedure[] => {
    const coded = [procedure["code"], ...listOf(procedure["usedCode"]), ...usedMedications(chart, procedure)].filter((one) => labelOf(one, "") !== "");
    const found = find(coded);
    if (found.kind !== "drugs" && found.kind !== "denied") return [];
    const match = found.matches.find(({ drug }) => isGivenByOthers(drug));
    if (match === undefined) return [];
    const reference = `Procedure/${procedure.id}`;
    const what = `${match.drug.label} (procedure)`;
    const status = procedureStatus(procedure["status"]);
    if (status.state === "unusable") {
      chart.reject({ reference, what, kind: status.kind, reason: status.reason });
      return [];
    }
    const words = fold(coded.flatMap(textsOf).join(" | "));
    if (match.how === "by-text" && (!given.test(words) || notGiven.test(words))) {
      chart.reject({ reference, what, kind: "other", reason: "It names the drug, but does not say that a dose was given." });
      return [];
    }
    const notes = listOf(procedure["note"]).map((note) => (isRecord(note) && typeof note["text"] === "string" ? note["text"] : ""));
    const administration = {
      resourceType: "MedicationAdministration",
      id: procedure.id,
      status: "completed",
      medicationCodeableConcept: { coding: coded.flatMap((one) => (isRecord(one) ? listOf(one["coding"]) : [])), text: textOf(coded) },
      effectiveDateTime: procedure["performedDateTime"] ?? procedure["occurrenceDateTime"] ?? procedure["performedString"],
      effectivePeriod: procedure["performedPeriod"] ?? procedure["occurrencePeriod"],
      dosage: { text: notes.join("; ") },
    };
    return [{ reference, administration }];
  });
}

const given = /inj|inyec|iniez|infus|administ|\bgiven|implant|subcut|intra|\bdose|\d ?mg\b/;
const notGiven = /teach|educat|counsel|consult|discuss|authori|referral|request|order|schedul|appoint|plan\b|monitor|level|test|screen|consent|review|remov/;

/** Medications the procedure says were used (R4 usedReference). */
function usedMedications(chart: Chart, procedure: RawResource): readonly unknown[] {
  return listOf(procedure["usedReference"]).map((reference) => {
    const used = chart.resolve(reference, procedure);
    if (used?.resourceType === "Medication") return used["code"];
    return isRecord(reference) && typeof reference["display"] === "string" ? { text: reference["display"] } : undefined;
  });
}

function textOf(coded: readonly unknown[]): string {
  return coded.flatMap((one) => (isRecord(one) && typeof one["text"] === "string" ? [one["text"]] : [])).join("; ");
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
