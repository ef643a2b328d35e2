import { fold } from "../../terminology/concept";
import { fractures } from "../../terminology/conditions-fractures";
import { deniedHipFracture, parent, parentalHipFracture } from "../../terminology/family-history";
import { type Chart, codingsOf, isRecord, matchConcept, type RawResource, textsOf } from "../chart";
import { parseFhirDate } from "../date";
import { statusCode } from "../disease/disease-conditions";
import type { Fact, FhirDate, How } from "../fact";
import { findMeasurements } from "../observation";

/**
 * Whether a parent broke a hip. Only a written "no" is a no: an empty family history, or one that speaks of other diseases, is
 * not recorded. A family history of osteoporosis (ICD-10-CM Z82.62) is not a hip fracture.
 */
export function readFamilyHistory(chart: Chart): Fact<boolean> {
  const answers = [...membersSay(chart), ...statementsSay(chart)].sort((a, b) => (a.reference < b.reference ? -1 : 1));
  const yes = answers.filter((one) => one.answer === "yes");
  const no = answers.filter((one) => one.answer === "no");
  const unknown = answers.filter((one) => one.answer === "unknown");
  if (yes.length > 0 || no.length > 0) {
    const [first, ...more] = yes.length > 0 ? yes : no;
    const all = [first, ...more].filter((one) => one !== undefined);
    const note = yes.length > 0 && no.length > 0 ? { note: "another entry says no" } : {};
    return {
      state: "present",
      value: yes.length > 0,
      date: first?.date,
      sources: [...new Set(all.map((one) => one.reference))],
      how: first?.how ?? "coded",
      ...note,
    };
  }
  const absent = chart.absent("family-history", "conditions", "context-observations");
  if (unknown[0] && absent.state === "not-recorded") {
    return { state: "recorded-unknown", date: unknown[0].date, sources: unknown.map((one) => one.reference) };
  }
  return absent;
}

type Said = { readonly answer: "yes" | "no" | "unknown"; readonly reference: string; readonly date: FhirDate | undefined; readonly how: How };

const hipFractures = fractures.filter((one) => one.site === "hip");
const what = "hip fracture in a parent";

function membersSay(chart: Chart): readonly Said[] {
  return chart.ofType("FamilyMemberHistory").flatMap((member): Said[] => {
    if (!matchConcept(parent, member["relationship"], chart.settings)) return [];
    const reference = `FamilyMemberHistory/${member.id}`;
    const date = parseFhirDate(member["date"]);
    if (member["status"] === "entered-in-error") {
      chart.reject({ reference, kind: "entered-in-error", what, reason: "It was entered in error." });
      return [];
    }
    if (member["status"] === "health-unknown") return [{ answer: "unknown", reference, date, how: "coded" }];
    const conditions = Array.isArray(member["condition"]) ? member["condition"].filter(isRecord) : [];
    return conditions.flatMap((condition): Said[] => {
      const code = condition["code"];
      if (textsOf(code).some((text) => deniedHipFracture.test(fold(text)))) return [{ answer: "no", reference, date, how: "by-text" }];
      const how = hipFractures.map((concept) => matchConcept(concept, code, chart.settings)).find((match) => match !== undefined);
      return how ? [{ answer: "yes", reference, date, how }] : [];
    });
  });
}

/** Conditions ("family history of hip fracture in parent") and Observations with a yes or a no. */
function statementsSay(chart: Chart): readonly Said[] {
  const conditions = chart.ofType("Condition").flatMap((condition): Said[] => {
    const spoken = answerOf(chart, condition["code"], undefined);
    return spoken && admitted(chart, condition, statusCode(condition["verificationStatus"])) ? [said(condition, spoken, condition["recordedDate"])] : [];
  });
  const named = new Set(
    findMeasurements(chart, (code) => answerOf(chart, code, undefined)).flatMap(({ measurements }) => measurements.map((one) => one.resource)),
  );
  const observations = chart.ofType("Observation").flatMap((observation): Said[] => {
    if (!named.has(observation) && observation["valueCodeableConcept"] === undefined) return []; // 20,000 others have no say
    const value = observation["valueBoolean"] ?? observation["valueCodeableConcept"] ?? observation["valueString"];
    const spoken = answerOf(chart, observation["code"], value);
    return spoken && admitted(chart, observation, observation["status"]) ? [said(observation, spoken, observation["effectiveDateTime"])] : [];
  });
  return [...conditions, ...observations];
}

type Answer = { readonly answer: Said["answer"]; readonly how: How };

function answerOf(chart: Chart, code: unknown, value: unknown): Answer | undefined {
  const how = matchConcept(parentalHipFracture, code, chart.settings);
  if (how !== "coded" && textsOf(code).some((text) => deniedHipFracture.test(fold(text)))) return { answer: "no", how: "by-text" };
  if (!how) {
    const valued = typeof value === "object" ? matchConcept(parentalHipFracture, value, chart.settings) : undefined;
    return valued === "coded" ? { answer: "yes", how: "coded" } : undefined;
  }
  if (value === undefined) return { answer: "yes", how };
  if (typeof value === "boolean") return { answer: value ? "yes" : "no", how };
  const words = (typeof value === "string" ? [value] : textsOf(value)).map(fold);
  const codes = codingsOf(value).map((coding) => coding.code);
  // SNOMED CT 373066001 yes, 373067005 no; HL7 v2 table 0136 Y and N.
  if (codes.includes("373067005") || codes.includes("N") || words.some((word) => /^(?:no|none|negative|absent|denies)\b/.test(word)))
    return { answer: "no", how };
  if (words.some((word) => /unknown|not known|unsure|adopted/.test(word))) return { answer: "unknown", how };
  const yes = codes.includes("373066001") || codes.includes("Y") || words.some((word) => /^(?:yes|positive|present|mother|father|parent)\b/.test(word));
  return yes ? { answer: "yes", how } : { answer: "unknown", how };
}

function admitted(chart: Chart, resource: RawResource, status: unknown): boolean {
  if (status !== "entered-in-error" && status !== "refuted" && status !== "cancelled") return true;
  const error = status === "entered-in-error";
  chart.reject({
    reference: `${resource.resourceType}/${resource.id}`,
    kind: error ? "entered-in-error" : "other",
    what,
    reason: error ? "It was entered in error." : "It was refuted or cancelled.",
  });
  return false;
}

function said(resource: RawResource, { answer, how }: Answer, written: unknown): Said {
  return { answer, how, reference: `${resource.resourceType}/${resource.id}`, date: parseFhirDate(written) };
}
