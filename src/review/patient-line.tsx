import type { ReactElement } from "react";
import type { PatientFacts } from "../record/record";
import { formatDate } from "../ui/format";
import { absentInWords } from "./fact-words";
import styles from "./patient-line.module.css";
import { text } from "./text";

/** Whose chart this is: the title of the page. */
export function PatientLine({ patient }: { readonly patient: PatientFacts }): ReactElement {
  const { name, age, sex, birthDate, identifier, deceased } = patient;
  const details = [
    age.state === "present" ? text("ageYears", { count: age.value }) : undefined,
    sex.state === "present" ? text(`sex-${sex.value}`) : undefined,
    birthDate.state === "present" ? text("born", { date: formatDate(birthDate.value) }) : undefined,
    identifier.state === "present" ? identifier.value : undefined,
  ].filter((detail) => detail !== undefined);
  return (
    <div className={styles["patient"]}>
      <h1 className={styles["name"]}>{name.state === "present" ? name.value : text("patientUnnamed", { why: absentInWords(name) })}</h1>
      <p className={styles["details"]}>
        {details.map((detail) => (
          <span key={detail}>{detail} </span>
        ))}
        {deceased.state === "present" && deceased.value && <strong>{text("deceased")}</strong>}
      </p>
    </div>
  );
}
