import type { ReactElement } from "react";
import type { Figure } from "./quality";
import styles from "./worklist-screen.module.css";
import { text } from "./text";

/** The team's figures with what they count, and whom they could not. */
export function QualityPanel({ figures }: { readonly figures: readonly Figure[] }): ReactElement {
  return (
    <section className={styles["quality"]} aria-labelledby="quality-figures">
      <h2 id="quality-figures">{text("qualityTitle")}</h2>
      <dl>
        {figures.map((figure) => (
          <div key={figure.id}>
            <dt>{text(`figure-${figure.id}`)}</dt>
            <dd>
              {figure.denominator === 0 ? (
                text("noShare")
              ) : (
                <>
                  <strong>{Math.round((100 * figure.numerator) / figure.denominator)}%</strong>{" "}
                  {text("share", { numerator: figure.numerator, denominator: figure.denominator })}
                </>
              )}
              {figure.notJudged > 0 && <span className={styles["unjudged"]}>{text("notJudged", { count: figure.notJudged })}</span>}
              {figure.outside > 0 && <span className={styles["unjudged"]}>{text("outsideCount", { count: figure.outside })}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
