import type { ReactElement, ReactNode } from "react";
import type { Disagreement, RuleBasis } from "../guidelines/model";
import styles from "./basis-texts.module.css";
import { SupportList } from "./support-list";
import { text } from "./text";

/** What stands behind a rule whoever the patient: guidelines with strength, where they disagree, limits, population. */
export function BasisTexts({ basis }: { readonly basis: RuleBasis }): ReactElement {
  return (
    <>
      <Part title={text("guidelines")}>{basis.support.length === 0 ? <p>{text("noGuideline")}</p> : <SupportList support={basis.support} />}</Part>
      {basis.disagreement !== undefined && (
        <Part title={text("disagreement")}>
          <Positions disagreement={basis.disagreement} />
        </Part>
      )}
      <Part title={text("limits")}>
        <p>{basis.limits}</p>
      </Part>
      <Part title={text("population")}>
        <p>{basis.population}</p>
      </Part>
    </>
  );
}

/** One titled part of a basis. */
export function Part({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactElement {
  return (
    <section className={styles["part"]}>
      <h4>{title}</h4>
      {children}
    </section>
  );
}

/** Side by side, never merged into one verdict; below each other on a narrow screen. */
function Positions({ disagreement }: { readonly disagreement: Disagreement }): ReactElement {
  return (
    <>
      <p>{disagreement.question}</p>
      <dl className={styles["positions"]}>
        {disagreement.positions.map((position) => (
          <div key={`${position.body} ${position.says}`}>
            <dt>{position.body}</dt>
            <dd>{position.says}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
