import {
  breastCancer,
  breastCancerHistory,
  dialysis,
  ductalCarcinomaInSitu,
  osteopenia,
  osteoporosis,
  rheumatoidArthritis,
} from "../../terminology/conditions";
import { type Chart, labelOf } from "../chart";
import { addMonths, parseFhirDate } from "../date";
import { bestConcept, type ConditionFound, conditionsOf, firstOf, presentCondition, rejectUnnamedConditions } from "./disease-conditions";
import { readMetastatic } from "./disease-metastasis";
import { observedMetastases, readStages } from "./disease-stage";
import type { Fact, FhirDate, How } from "../fact";
import type { Disease, Statement } from "../record";

/** Breast cancer and bone diagnoses on record. A resolved breast cancer is still her history. */
export function readDisease(chart: Chart): Disease {
  rejectUnnamedConditions(chart);
  const cancers = conditionsOf(chart, [breastCancer, breastCancerHistory, ductalCarcinomaInSitu]);
  const invasive = cancers.filter((one) => one.concept === breastCancer);
  const stages = readStages(chart, invasive);
  const metastases = observedMetastases(chart);
  const [stage] = stages;
  return {
    breastCancer: presentOrAbsent(
      chart,
      firstOf(invasive) ?? firstOf(cancers.filter((one) => one.concept === breastCancerHistory)) ?? firstOf(cancers),
      cancers,
    ),
    metastatic: readMetastatic(chart, [...metastases, ...stages]),
    stage: stage
      ? { state: "present", value: { label: stage.label }, date: stage.date, sources: stage.sources, how: stage.how }
      : chart.absent("conditions", "context-observations"),
    osteoporosis: readOne(chart, osteoporosis),
    osteopenia: withCaveat(readOne(chart, osteopenia)),
  };
}

/** Rheumatoid arthritis, ever. */
export function readRheumatoidArthritis(chart: Chart): Fact<Statement> {
  return readOne(chart, rheumatoidArthritis);
}

/** A dialysis procedure older than this may have been for an acute illness. */
const dialysisMonths = 12;

/** Dialysis now: an active diagnosis (Z99.2, N18.6), or a procedure of the last 12 months. */
export function readDialysis(chart: Chart): Fact<Statement> {
  const diagnosed = conditionsOf(chart, [dialysis]).filter((one) => one.course === "active");
  const shown = firstOf(diagnosed);
  if (shown) return presentCondition(shown, diagnosed);
  const done = proceduresOf(chart).sort((a, b) => ((a.date?.latest ?? "") > (b.date?.latest ?? "") ? -1 : 1));
  const [newest] = done;
  if (!newest) return chart.absent("conditions", "procedures");
  const fact = { value: { label: newest.label }, date: newest.date, sources: done.map((one) => one.reference), how: newest.how };
  const recent = newest.date !== undefined && newest.date.latest >= addMonths(chart.today, -dialysisMonths);
  return recent ? { state: "present", ...fact } : { state: "stale", ...fact, limit: `a dialysis procedure counts for ${dialysisMonths} months` };
}

type ProcedureFound = { readonly reference: string; readonly label: string; readonly date: FhirDate | undefined; readonly how: How };

function proceduresOf(chart: Chart): ProcedureFound[] {
  return chart.ofType("Procedure").flatMap((resource): ProcedureFound[] => {
    const match = bestConcept(chart, [dialysis], resource["code"]);
    if (!match) return [];
    const reference = `Procedure/${resource.id}`;
    const status = resource["status"];
    if (status === "entered-in-error" || status === "not-done" || status === "preparation") {
      const error = status === "entered-in-error";
      chart.reject({
        reference,
        kind: error ? "entered-in-error" : "other",
        what: dialysis.label,
        reason: error ? "It was entered in error." : "It was not done.",
      });
      return [];
    }
    const period = resource["performedPeriod"];
    const start = typeof period === "object" && period !== null && "start" in period ? period.start : undefined;
    return [
      {
        reference,
        label: labelOf(resource["code"], dialysis.label),
        date: parseFhirDate(resource["performedDateTime"]) ?? parseFhirDate(start),
        how: match.how,
      },
    ];
  });
}

function readOne(chart: Chart, concept: typeof osteoporosis): Fact<Statement> {
  const found = conditionsOf(chart, [concept]);
  return presentOrAbsent(chart, firstOf(found), found);
}

function presentOrAbsent(chart: Chart, shown: ConditionFound | undefined, all: readonly ConditionFound[]): Fact<Statement> {
  return shown ? presentCondition(shown, all) : chart.absent("conditions");
}

/** ICD-10-CM M85.8 is the usual code for osteopenia in the United States, but not only for it. */
function withCaveat(fact: Fact<Statement>): Fact<Statement> {
  if (fact.state !== "present" || fact.value.code?.startsWith("M85") !== true) return fact;
  const caveat = "this code also stands for other disorders of bone density";
  return { ...fact, note: fact.note ? `${fact.note}; ${caveat}` : caveat };
}
