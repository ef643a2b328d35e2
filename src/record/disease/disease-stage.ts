import { distantMetastasisCategory, stageGroup } from "../../terminology/conditions";
import { type Concept, fold } from "../../terminology/concept";
import { type Chart, codingsOf, isRecord, labelOf, matchConcept, textsOf } from "../chart";
import { compareDates, parseFhirDate } from "../date";
import type { ConditionFound } from "./disease-conditions";
import type { FhirDate, How } from "../fact";
import { findMeasurements } from "../observation";

/** A stage of the patient's breast cancer, as recorded somewhere. */
export type StageFound = {
  /** As a person reads it: "Stage IIB". */
  readonly label: string;
  readonly group: 0 | 1 | 2 | 3 | 4 | undefined;
  readonly date: FhirDate | undefined;
  readonly sources: readonly string[];
  readonly how: How;
};

/** Every stage on record, newest first: Condition.stage of the breast cancer, its text, and stage Observations (mCODE, ICHOM). */
export function readStages(chart: Chart, breastCancer: readonly ConditionFound[]): readonly StageFound[] {
  const found = [...breastCancer.flatMap(stagesOfCondition), ...observedStages(chart)];
  return found.sort(
    (a, b) => (a.date && b.date ? compareDates(b.date, a.date) : a.date ? -1 : b.date ? 1 : 0) || (a.sources.join() < b.sources.join() ? -1 : 1),
  );
}

/** Observations of the M category that say M1: metastases, whatever the stage group says. */
export function observedMetastases(chart: Chart): readonly StageFound[] {
  return observationsOf(chart, distantMetastasisCategory).flatMap(({ value, reference, date, how }) => {
    const text = [...textsOf(value), ...codingsOf(value).flatMap((coding) => (typeof coding.code === "string" ? [coding.code] : []))].map(fold);
    if (!text.some((one) => metastasised.test(one))) return [];
    return [{ label: labelOf(value, "M1"), group: 4, date, sources: [reference], how }];
  });
}

/** The stage group in a text ("AJCC stage IIB", "IV", "anatomic stage/prognostic group 4"): Roman or Arabic, with its letter; or M1, which is stage IV. */
function stageIn(text: string, bare: "bare numeral allowed" | "after the word stage"): Pick<StageFound, "label" | "group"> | undefined {
  const folded = fold(text);
  const match =
    /\b(?:stage|stadium|estadio|stade|stadio)(?:[ :/().-]|group|prognostic|clinical|pathologic|ajcc)*(0|iv|i{1,3}|[1-4])([a-c]\d?)?\b/.exec(folded) ??
    (bare === "bare numeral allowed" ? /^\s*(0|iv|i{1,3}|[1-4])([a-c]\d?)?\s*(?:$|[(,;])/.exec(folded) : null);
  const numeral = numerals.get(match?.[1] ?? "");
  if (numeral !== 4 && metastasised.test(folded)) return { label: "M1", group: 4 };
  return numeral === undefined ? undefined : { label: `Stage ${roman[numeral]}${(match?.[2] ?? "").toUpperCase()}`, group: numeral };
}

/** M1, alone or at the end of "cT2N1cM1". */
const metastasised = /(?:\b|[\dx])[cpuya]*m1[a-c]?\b/;
const roman = ["0", "I", "II", "III", "IV"] as const;
const numerals = new Map<string, 0 | 1 | 2 | 3 | 4>([
  ["0", 0],
  ["i", 1],
  ["ii", 2],
  ["iii", 3],
  ["iv", 4],
  ["1", 1],
  ["2", 2],
  ["3", 3],
  ["4", 4],
]);

function stagesOfCondition(condition: ConditionFound): readonly StageFound[] {
  const entries = Array.isArray(condition.resource["stage"]) ? condition.resource["stage"].filter(isRecord) : [];
  const staged = entries.flatMap((entry) => stageOf(entry["summary"], "coded", condition.date, condition.reference));
  const spoken = textsOf(condition.resource["code"]).flatMap((text) => stageIn(text, "after the word stage") ?? [])[0];
  return [...staged, ...(staged.length === 0 && spoken ? [{ ...spoken, date: condition.date, sources: [condition.reference], how: "by-text" as const }] : [])];
}

function observedStages(chart: Chart): readonly StageFound[] {
  return observationsOf(chart, stageGroup).flatMap(({ value, reference, date, how }) => stageOf(value, how, date, reference));
}

/** Stage groups come as SNOMED displays, AJCC codes ("4", "2B") or words. */
function stageOf(summary: unknown, how: How, date: FhirDate | undefined, reference: string): readonly StageFound[] {
  const words = [
    ...textsOf(summary),
    ...codingsOf(summary).flatMap((coding) => (coding.system === "http://cancerstaging.org" && typeof coding.code === "string" ? [coding.code] : [])),
  ];
  const read = words.flatMap((text) => stageIn(text, "bare numeral allowed") ?? [])[0];
  return read ? [{ ...read, date, sources: [reference], how }] : [];
}

type Observed = { readonly value: unknown; readonly reference: string; readonly date: FhirDate | undefined; readonly how: How };

/** Observations and their components of one concept. An undated stage still counts: it is never safer to overlook it. */
function observationsOf(chart: Chart, concept: Concept): readonly Observed[] {
  const recognised = findMeasurements(chart, (coded) => matchConcept(concept, coded, chart.settings));
  const known = new Set(recognised.flatMap(({ measurements }) => measurements.map((one) => one.resource)));
  return chart.ofType("Observation").flatMap((resource): Observed[] => {
    if (!known.has(resource)) return [];
    const reference = `Observation/${resource.id}`;
    const components = Array.isArray(resource["component"]) ? resource["component"].filter(isRecord) : [];
    const period = isRecord(resource["effectivePeriod"]) ? resource["effectivePeriod"] : {};
    const date = parseFhirDate(resource["effectiveDateTime"]) ?? parseFhirDate(period["start"]) ?? parseFhirDate(resource["issued"]);
    const held = [resource, ...components].flatMap((holder): Observed[] => {
      const how = matchConcept(concept, holder["code"], chart.settings);
      const value = holder["valueCodeableConcept"] ?? (typeof holder["valueString"] === "string" ? { text: holder["valueString"] } : undefined);
      return how && value !== undefined ? [{ value, reference, date, how }] : [];
    });
    if (held.length === 0) return [];
    if (resource["status"] === "entered-in-error" || resource["status"] === "cancelled") {
      const error = resource["status"] === "entered-in-error";
      chart.reject({
        reference,
        kind: error ? "entered-in-error" : "not-final",
        what: concept.label,
        reason: error ? "It was entered in error." : "It was cancelled: there is no valid result.",
      });
      return [];
    }
    return held;
  });
}
