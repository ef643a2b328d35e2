import { axillaryMetastasis, distantMetastasis, metastasisWords, unplacedMetastasis } from "../../terminology/conditions";
import { fold } from "../../terminology/concept";
import { type Chart, codingsOf, labelOf, matchConcept, type RawResource, textsOf } from "../chart";
import { parseFhirDate } from "../date";
import { admitCondition, type ConditionFound, firstOf, onsetOf, presentCondition } from "./disease-conditions";
import type { StageFound } from "./disease-stage";
import type { Fact } from "../fact";
import type { Statement } from "../record";

/**
 * Metastatic disease, by code (ICD-10 C78, C79, distant nodes of C77), by stage IV or M1, or by words. Once on record it
 * stays: disease that responds is still metastatic. Bone metastases are shown before others.
 */
export function readMetastatic(chart: Chart, stages: readonly StageFound[]): Fact<Statement> {
  const conditions = metastaticConditions(chart);
  const shown = firstOf(conditions.filter(isBone)) ?? firstOf(conditions);
  if (shown) return presentCondition(shown, conditions);
  const stage = stages.find((one) => one.group === 4);
  if (stage) return { state: "present", value: { label: stage.label }, date: stage.date, sources: stage.sources, how: stage.how };
  return chart.absent("conditions", "context-observations");
}

function metastaticConditions(chart: Chart): readonly ConditionFound[] {
  return chart.ofType("Condition").flatMap((resource): ConditionFound[] => {
    const coded = resource["code"];
    const how = matchConcept(distantMetastasis, coded, chart.settings) ?? (speaksOfMetastasis(chart, resource) ? "by-text" : undefined);
    if (!how || !admitCondition(chart, resource, distantMetastasis.label)) return [];
    const code = codingsOf(coded).find((coding) => typeof coding.code === "string")?.code;
    return [
      {
        concept: distantMetastasis,
        how,
        resource,
        reference: `Condition/${resource.id}`,
        label: labelOf(coded, distantMetastasis.label),
        code,
        date: onsetOf(resource) ?? parseFhirDate(resource["recordedDate"]),
        course: "active",
        note: undefined,
      },
    ];
  });
}

/** Reads clause by clause, so that "no brain metastases" does not hide "bone metastases"; what is said of a family stays whole. */
function speaksOfMetastasis(chart: Chart, { id, code, bodySite }: RawResource): boolean {
  if (matchConcept(axillaryMetastasis, code, chart.settings)) return false;
  const clauses = textsOf(code).flatMap((text) => {
    const folded = fold(text).replaceAll("r/o", "rule out").replace(metastasisWords.list, "$1 ");
    return folded.includes("famil") ? [folded] : folded.split(metastasisWords.between);
  });
  if (matchConcept(unplacedMetastasis, code, chart.settings)) clauses.push("metastasis");
  const places = (Array.isArray(bodySite) ? bodySite : []).flatMap(textsOf).map(fold);
  const named = clauses
    .filter((clause) => metastasisWords.named.test(clause))
    .flatMap((clause) => (places.length === 0 ? clause : places.map((place) => `${clause} ${place}`)));
  const stated = named.filter(
    (clause) => !metastasisWords.denied.test(clause) && !metastasisWords.doubted.test(clause) && !metastasisWords.nodesOnly.test(clause),
  );
  if (stated.length > 0) return true;
  if (named.some((clause) => metastasisWords.doubted.test(clause) || metastasisWords.nodesOnly.test(clause))) {
    chart.reject({
      reference: `Condition/${id}`,
      kind: "other",
      what: distantMetastasis.label,
      reason: "It speaks of metastases in lymph nodes, or of a possibility; it is not counted as metastatic disease.",
    });
  }
  return false;
}

function isBone(condition: ConditionFound): boolean {
  return condition.code?.replace(".", "").startsWith("C795") === true || condition.code === "94222008" || metastasisWords.bone.test(fold(condition.label));
}
