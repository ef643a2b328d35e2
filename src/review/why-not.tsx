import type { ReactElement } from "react";
import type { Evaluation, RuleResult } from "../guidelines/model";
import type { BoneHealthRecord } from "../record/record";
import { Disclosure } from "../ui/disclosure";
import { Panel } from "../ui/panel";
import { MissingList } from "./missing-list";
import { text } from "./text";
import styles from "./why-not.module.css";

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
      <dl className={styles["rules"]}>
        {results.map(({ rule, judgement }) => (
          <div key={rule.id} data-rule-id={rule.id}>
            <dt>
              {rule.title} <span className={styles["id"]}>{rule.id}</span>
            </dt>
            <dd>
              {judgement.outcome === "fired" ? "" : judgement.because}
              {judgement.missing.length > 0 && <MissingList missing={judgement.missing} />}
            </dd>
          </div>
        ))}
      </dl>
    </Disclosure>
  );
}
