import { lazy, type ReactElement } from "react";
import type { Evaluation, RuleResult } from "../guidelines/model";
import type { BoneHealthRecord } from "../record/record";
import { Disclosure } from "../ui/disclosure";
import { Panel } from "../ui/panel";
import { LatePart } from "./late-part";
import { text } from "./text";

const WhyNotReasons = lazy(() => import("./why-not-reasons").then((module) => ({ default: module.WhyNotReasons })));

/** The rules that said nothing, and why: so that silence is never mistaken for health. */
export function WhyNot({ record, evaluation }: { readonly record: BoneHealthRecord; readonly evaluation: Evaluation }): ReactElement | null {
  const unjudged = evaluation.results.filter((result) => result.judgement.outcome === "not-evaluable");
  const quiet = evaluation.results.filter((result) => result.judgement.outcome === "not-fired");
  const waiting = record.searches.some((search) => search.state === "pending"); // what still waits is no reason yet
  if (waiting || unjudged.length + quiet.length === 0) return null;
  return (
    <Panel id="why-not" title={text("whyNot")} state={{ kind: "ready" }}>
      {unjudged.length > 0 && <Outcomes summary={text("notJudged", { count: unjudged.length })} results={unjudged} />}
      {quiet.length > 0 && <Outcomes summary={text("didNotFire", { count: quiet.length })} results={quiet} />}
    </Panel>
  );
}

function Outcomes({ summary, results }: { readonly summary: string; readonly results: readonly RuleResult[] }): ReactElement {
  return (
    <Disclosure summary={summary} mount="when-opened">
      <LatePart what={text("reasons")}>
        <WhyNotReasons results={results} />
      </LatePart>
    </Disclosure>
  );
}
