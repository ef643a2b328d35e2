import type { ReactElement } from "react";
import type { CalendarDate } from "../record/fact";
import { Button } from "../ui/button";
import { download } from "../ui/download";
import { groupOf, listOf } from "./cohort";
import { csvOf } from "./csv";
import type { FollowUp } from "./follow-up";
import { measureReportOf, type qualityFigures } from "./quality";
import type { WorklistRow } from "./row";
import { text } from "./text";
import styles from "./worklist-screen.module.css";

type HandOutProps = {
  readonly shown: readonly WorklistRow[];
  readonly made: { readonly on: CalendarDate; readonly from: string };
  readonly followUp: FollowUp;
  readonly figures: ReturnType<typeof qualityFigures>;
};

/** The shown list as files and on paper. */
export function HandOut({ shown, made, followUp, figures }: HandOutProps): ReactElement {
  const fhir = (name: string, resource: object): void => download(`${name}-${made.on}.json`, "application/fhir+json", `${JSON.stringify(resource, null, 2)}\n`);
  return (
    <section className={`${styles["handOut"]} ${styles["screenOnly"]}`} aria-labelledby="hand-out">
      <h2 id="hand-out">{text("out")}</h2>
      <div className={styles["buttons"]}>
        <Button onClick={() => download(`worklist-${made.on}.csv`, "text/csv;charset=utf-8", csvOf(shown, made, followUp))}>{text("csv")}</Button>
        <Button onClick={() => window.print()}>{text("print")}</Button>
        <Button onClick={() => fhir("group", groupOf(shown, made))}>{text("group")}</Button>
        <Button onClick={() => fhir("list", listOf(shown, made))}>{text("list")}</Button>
        <Button onClick={() => fhir("measure-report", measureReportOf(figures, made))}>{text("measureReport")}</Button>
      </div>
      <p>{text("outHow")}</p>
    </section>
  );
}
