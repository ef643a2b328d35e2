import type { Concept } from "../../terminology/concept";
import { type Chart, codingsOf, labelOf, matchConcept, type RawResource, textsOf } from "../chart";
import { compareDates, parseFhirDate } from "../date";
import type { FhirDate, How, Present } from "../fact";
import type { Statement } from "../record";

/** A Condition that stands for a concept and may be used. */
export type ConditionFound<C extends Concept = Concept> = {
  readonly concept: C;
  readonly how: How;
  readonly resource: RawResource;
  readonly reference: string;
  readonly label: string;
  readonly code: string | undefined;
  /** Onset, else the day it was recorded. */
  readonly date: FhirDate | undefined;
  /** `over`: inactive, in remission or resolved. */
  readonly course: "active" | "over";
  readonly note: string | undefined;
};

/**
 * The Conditions that stand for one of `concepts`: any code beats any text, then the first concept in order. Refuted,
 * entered-in-error and merely considered ones go to the list of unusable data under the concept's name.
 */
export function conditionsOf<C extends Concept>(chart: Chart, concepts: readonly C[]): readonly ConditionFound<C>[] {
  return chart.ofType("Condition").flatMap((resource): ConditionFound<C>[] => {
    const match = bestConcept(chart, concepts, resource["code"]) ?? bestConcept(chart, concepts, placed(resource));
    return match && admitCondition(chart, resource, match.concept.label) ? [found(resource, match.concept, match.how)] : [];
  });
}

/** The name with the place that stands beside it: "Malignant neoplastic disease", "Breast structure" (mCODE). */
function placed({ code, bodySite }: RawResource): unknown {
  const places = (Array.isArray(bodySite) ? bodySite : []).flatMap(textsOf);
  return places.length === 0 ? undefined : { text: [...textsOf(code), ...places].join(" ") };
}

/** Which concept a CodeableConcept stands for. */
export function bestConcept<C extends Concept>(chart: Chart, concepts: readonly C[], coded: unknown): { readonly concept: C; readonly how: How } | undefined {
  const matches = concepts.flatMap((concept) => {
    const how = matchConcept(concept, coded, chart.settings);
    return how === undefined ? [] : [{ concept, how }];
  });
  return matches.find((match) => match.how === "coded") ?? matches[0];
}

/** Whether a Condition is stated as a fact; if not, it is listed as `what`. */
export function admitCondition(chart: Chart, resource: RawResource, what: string): boolean {
  const reference = `Condition/${resource.id}`;
  switch (statusCode(resource["verificationStatus"])) {
    case "entered-in-error":
      chart.reject({ reference, kind: "entered-in-error", what, reason: "It was entered in error." });
      return false;
    case "refuted":
      chart.reject({ reference, kind: "other", what, reason: "It was refuted: the patient does not have it." });
      return false;
    case "differential":
    case "unconfirmed":
      chart.reject({ reference, kind: "other", what, reason: "It is only considered, not confirmed." });
      return false;
    default:
      return true;
  }
}

/** Puts Conditions that do not say what they are on the list of unusable data. To be called once per chart. */
export function rejectUnnamedConditions(chart: Chart): void {
  for (const resource of chart.ofType("Condition")) {
    if (labelOf(resource["code"], "") !== "") continue;
    chart.reject({ reference: `Condition/${resource.id}`, kind: "malformed", what: "Condition", reason: "It does not say which condition it is." });
  }
}

/** The one to show: coded before named, active before over, then the newest. */
export function firstOf<C extends Concept>(conditions: readonly ConditionFound<C>[]): ConditionFound<C> | undefined {
  const rank = (one: ConditionFound<C>) => (one.how === "coded" ? 0 : 2) + (one.course === "active" ? 0 : 1);
  const byDate = (a: ConditionFound<C>, b: ConditionFound<C>) => (a.date && b.date ? compareDates(b.date, a.date) : a.date ? -1 : b.date ? 1 : 0);
  return [...conditions].sort((a, b) => rank(a) - rank(b) || byDate(a, b) || (a.reference < b.reference ? -1 : 1))[0];
}

/** A fact made of one Condition, with all those that say the same as sources. */
export function presentCondition(shown: ConditionFound, all: readonly ConditionFound[] = [shown]): Present<Statement> {
  return {
    state: "present",
    value: { label: shown.label, ...(shown.code === undefined ? {} : { code: shown.code }) },
    date: shown.date,
    sources: [shown.reference, ...all.map((one) => one.reference).filter((reference) => reference !== shown.reference)],
    how: shown.how,
    ...(shown.note ? { note: shown.note } : {}),
  };
}

/** The code of a status element; a plain string (not R4) is read too. */
export function statusCode(status: unknown): string | undefined {
  if (typeof status === "string") return status;
  const code = codingsOf(status).find((coding) => typeof coding.code === "string")?.code;
  return code ?? textsOf(status)[0]?.toLowerCase();
}

function found<C extends Concept>(resource: RawResource, concept: C, how: How): ConditionFound<C> {
  const status = statusCode(resource["clinicalStatus"]);
  const over = status === "inactive" || status === "remission" || status === "resolved" || resource["abatementDateTime"] !== undefined;
  const provisional = statusCode(resource["verificationStatus"]) === "provisional";
  const notes = [over ? `recorded as ${status ?? "over"}` : undefined, provisional ? "provisional diagnosis" : undefined].filter((note) => note !== undefined);
  const code = codingsOf(resource["code"]).find((coding) => typeof coding.code === "string")?.code;
  return {
    concept,
    how,
    resource,
    reference: `Condition/${resource.id}`,
    label: labelOf(resource["code"], concept.label),
    code,
    date: onsetOf(resource) ?? parseFhirDate(resource["recordedDate"]),
    course: over ? "over" : "active",
    note: notes.length > 0 ? notes.join("; ") : undefined,
  };
}

/** When it began, as far as a date says so. */
export function onsetOf(resource: RawResource): FhirDate | undefined {
  const period = resource["onsetPeriod"];
  const start = typeof period === "object" && period !== null && "start" in period ? period.start : undefined;
  return parseFhirDate(resource["onsetDateTime"]) ?? parseFhirDate(start);
}
