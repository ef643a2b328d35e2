import type { Concept } from "../../terminology/concept";
import { type Chart, isRecord, matchConcept } from "../chart";
import { daysBetween, parseFhirDate } from "../date";

/** How old a diagnosis code "long-term use of ..." may be to speak of today. */
const diagnosisCodeDays = 365;

/** Diagnosis codes by which a drug is taken now, as references: they prove no course, but forbid the claim that there is none. */
export function saidByDiagnosis(chart: Chart, use: Concept): readonly string[] {
  return chart.ofType("Condition").flatMap((condition) => {
    if (matchConcept(use, condition["code"], chart.settings) !== "coded" || !isCurrent(condition["clinicalStatus"])) return [];
    if (isRefuted(condition["verificationStatus"])) return [];
    const said = parseFhirDate(condition["recordedDate"]) ?? parseFhirDate(condition["onsetDateTime"]);
    return said && daysBetween(said.latest, chart.today) > diagnosisCodeDays ? [] : [`Condition/${condition.id}`];
  });
}

function isCurrent(status: unknown): boolean {
  return !/inactive|remission|resolved/.test(JSON.stringify(status ?? ""));
}

function isRefuted(status: unknown): boolean {
  return isRecord(status) && /refuted|entered-in-error/.test(JSON.stringify(status));
}
