import type { ReactElement } from "react";
import type { Evaluation, Missing, Rule, RuleResult } from "../guidelines/model";
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
        {byReason(results).map(({ because, rules, missing }) => (
          <div key={because}>
            {rules.map((rule) => (
              <dt key={rule.id}>
                {rule.title} <span className={styles["id"]}>{rule.id}</span>
              </dt>
            ))}
            <dd>
              {because}
              {missing.length > 0 && <MissingList missing={missing} />}
            </dd>
          </div>
        ))}
      </dl>
    </Disclosure>
  );
}

type Reason = { readonly because: string; readonly rules: readonly Rule[]; readonly missing: readonly Missing[] };

/** Rules that stayed silent for the same reason stand together over it, in the order of the catalogue. */
function byReason(results: readonly RuleResult[]): readonly Reason[] {
  const reasons = new Map<string, Reason>();
  for (const { rule, judgement } of results) {
    if (judgement.outcome === "fired") continue;
    const { because, missing } = judgement;
    const same = reasons.get(because) ?? { because, rules: [], missing: [] };
    // What the reason has said already is not said again, unless it could change the result.
    const isSaid = (one: Missing) => one.couldChange === undefined && because.startsWith(`${one.label}: ${one.reason}`);
    const isNew = (one: Missing) =>
      !isSaid(one) && !same.missing.some((other) => other.label === one.label && other.reason === one.reason && other.couldChange === one.couldChange);
    reasons.set(because, { because, rules: [...same.rules, rule], missing: [...same.missing, ...missing.filter(isNew)] });
  }
  return [...reasons.values()];
}
