import type { ReactElement } from "react";
import { countListed } from "../record/outside-report";
import { type OutsideStudy, studyInWords } from "./outside-result-scans";
import { Confirmed, type Storing, usePermission } from "./outside-result-store";
import styles from "./outside-result.module.css";
import { text } from "./outside-result-text";

/** Offers a report that lists the results of one study once each of them is in the EHR; where reports may not be written, nothing. */
export function ReportInEhr({ study, storing }: { readonly study: OutsideStudy; readonly storing: Storing }): ReactElement | null {
  const permission = usePermission(storing.reportPermission);
  const references = study.entries.flatMap(({ id }) => {
    const outcome = storing.outcomes.get(id);
    return outcome?.kind === "written" ? [outcome.reference] : [];
  });
  if (references.length === 0 || permission === undefined) return null;
  const title = text("report", { study: studyInWords(study) });
  const count = study.entries.length;
  const outcome = storing.outcomes.get(study.id);
  const listed = outcome?.kind === "written" && outcome.stored !== undefined ? countListed(outcome.stored, references) : undefined;
  return (
    <section className={styles["entry"]} aria-label={title}>
      <h4>{title}</h4>
      {!permission.allowed ? (
        <p className={styles["hint"]}>{text("noReport", { because: permission.because })}</p>
      ) : references.length < count && outcome === undefined ? (
        <p className={styles["hint"]}>{text("reportLater")}</p>
      ) : (
        <Confirmed
          offer={text("storeReport")}
          words={[`${title} ${text("reportWhat", { count, references: references.join(", ") })}.`, text("reportPreview", { patient: storing.patient })]}
          ehr={storing.ehr}
          send={() => storing.storeReport(study, references)}
          outcome={outcome}
          readBack={() => text((listed ?? 0) < count ? "reportShort" : "reportLists", { listed: listed ?? 0, count })}
        />
      )}
    </section>
  );
}
