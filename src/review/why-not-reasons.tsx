import type { ReactElement } from "react";
import type { Missing, Rule, RuleResult } from "../guidelines/model";
import { MissingList } from "./missing-list";
import styles from "./why-not.module.css";

/** Why rules stayed silent, those with the same reason together over it. */
export function WhyNotReasons({ results }: { readonly results: readonly RuleResult[] }): ReactElement {
  return (
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
  );
}

type Reason = { readonly because: string; readonly rules: readonly Rule[]; readonly missing: readonly Missing[] };

/** In the order of the catalogue. */
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
