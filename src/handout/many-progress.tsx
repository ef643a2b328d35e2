import type { ReactElement } from "react";
import { Button } from "../ui/button";
import { isReadPatient, type ManyPatient, missingOf } from "./many-patients";
import styles from "./many.module.css";
import { text } from "./many-text";

type ManyProgressProps = { readonly patients: readonly ManyPatient[]; readonly onRetry: () => void };

/** How many records were read, how many not or not completely, and the way to try those again. */
export function ManyProgress({ patients, onRetry }: ManyProgressProps): ReactElement {
  const count = patients.length;
  const done = patients.filter(({ chart }) => chart.state !== "waiting").length;
  const open = patients.filter((patient) => patient.chart.state === "not-read" || (isReadPatient(patient) && missingOf(patient) !== undefined)).length;
  return (
    <div className={styles["progress"]}>
      <output>{done < count ? text("reading", { done, count }) : open === 0 ? text("allRead", { count }) : text("notRead", { count: open })}</output>
      {done === count && open > 0 && <Button onClick={onRetry}>{text("retry")}</Button>}
    </div>
  );
}
