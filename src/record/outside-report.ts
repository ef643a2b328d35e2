import type { DiagnosticReport } from "fhir/r4";
import { systems } from "../terminology/concept";
import { isRecord } from "./chart";
import { observationForEhr, type OutsideResult } from "./outside-result";

/** Identifier system of reports; the value is the id of the report's first entry, so that a second try finds the first. */
const reportSystem = "urn:boneline:report";

/**
 * A report that lists results as the EHR has stored them (R4 DiagnosticReport, US Core): nothing of them is said twice, and it holds
 * no text that could be read for numbers. `references` are theirs in the EHR, in the order of the entries.
 */
export function reportForEhr(
  entries: readonly [OutsideResult, ...OutsideResult[]],
  references: readonly string[],
  patientId: string,
): Omit<DiagnosticReport, "id"> {
  const [first] = entries;
  return {
    resourceType: "DiagnosticReport",
    identifier: [{ system: reportSystem, value: first.id }],
    status: "final",
    category: [{ coding: [first.kind === "dxa" ? { ...section, code: "RAD", display: "Radiology" } : { ...section, code: "LAB", display: "Laboratory" }] }],
    code:
      first.kind === "dxa"
        ? { coding: [{ system: systems.loinc, code: "38269-7", display: "Study report Skeletal system DXA" }], text: "DXA (outside result)" }
        : observationForEhr(first, patientId).code,
    subject: { reference: `Patient/${patientId}` },
    effectiveDateTime: first.date,
    result: references.map((reference) => ({ reference })),
  };
}

/** The search that finds the report in the EHR, for If-None-Exist. */
export function reportQuery([first]: readonly [OutsideResult, ...OutsideResult[]]): string {
  return `identifier=${encodeURIComponent(`${reportSystem}|${first.id}`)}`;
}

/** How many of these results a report in the EHR lists. */
export function countListed(stored: Readonly<Record<string, unknown>>, references: readonly string[]): number {
  const results: unknown = stored["result"];
  const listed = (Array.isArray(results) ? results : []).map((one) => (isRecord(one) && typeof one["reference"] === "string" ? one["reference"] : ""));
  return references.filter((reference) => listed.some((one) => one === reference || one.endsWith(`/${reference}`))).length;
}

const section = { system: "http://terminology.hl7.org/CodeSystem/v2-0074" } as const;
