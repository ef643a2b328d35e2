import type { ReactElement } from "react";
import { dateText } from "../guidelines/wording";
import type { PatientFacts } from "../record/record";
import { type HandOutLine, type Section, sections } from "./hand-out-text";
import styles from "./hand-out-sheet.module.css";
import { editionLine, type Release } from "./release";
import { sheetDate, sheetText } from "./sheet-text";

/** A released sheet as the patient gets it: one page of A4 or Letter for most patients. */
export function HandOutSheet({ release, patient }: { readonly release: Release; readonly patient: PatientFacts }): ReactElement {
  const { language, lines, day } = release;
  const { name, birthDate } = patient;
  return (
    <article className={styles["sheet"]} data-density={lines.length > manyLines ? "compact" : "roomy"}>
      <header className={styles["top"]}>
        <h1>{sheetText(language, "title")}</h1>
        <p className={styles["for"]}>
          {name.state === "present" && (
            <span>
              {sheetText(language, "for")} <strong>{name.value}</strong>
              {birthDate.state === "present" && ` (${language === "en" ? dateText(birthDate.value) : sheetDate(language, birthDate.value.text)})`}
            </span>
          )}
          <span>{sheetDate(language, day)}</span>
        </p>
      </header>
      <div className={styles["parts"]}>
        {sections
          .map((section) => ({ section, lines: lines.filter((line) => line.section === section) }))
          .filter((part) => part.lines.length > 0)
          .map((part) => (
            <Part key={part.section} section={part.section} lines={part.lines} release={release} />
          ))}
      </div>
      <footer className={styles["foot"]}>
        <p className={styles["blank"]}>
          <span>{sheetText(language, "phone")}</span>
          <span>{sheetText(language, "questions")}</span>
        </p>
        <p>{sheetText(language, "foot")}</p>
        <p>
          {releasedLine(release)} {editionLine(language)}.
        </p>
      </footer>
    </article>
  );
}

/** More lines than this would not fit one page in the larger type. */
const manyLines = 22;

/** "Checked and released by … on …", in the patient's language. */
export function releasedLine({ language, who, day }: Release): string {
  const name = who.replace(/ \([A-Za-z]+\/[^)]*\)$/, ""); // the EHR's reference beside a typed name says nothing to a patient
  return sheetText(language, "releasedBy", { who: name, when: sheetDate(language, day) });
}

type PartProps = { readonly section: Section; readonly lines: readonly HandOutLine[]; readonly release: Release };

function Part({ section, lines, release }: PartProps): ReactElement {
  return (
    <section className={styles["part"]} data-section={section}>
      <h2>{sheetText(release.language, `section-${section}`)}</h2>
      {lines.map((line) =>
        line.table === undefined ? (
          <p key={line.id}>{line.text}</p>
        ) : (
          <table key={line.id} className={styles["foods"]}>
            <caption>{line.text}</caption>
            <tbody>
              {line.table.map((food) => (
                <tr key={food.name}>
                  <th scope="row">{food.name}</th>
                  <td>{food.amount}</td>
                </tr>
              ))}
            </tbody>
          </table>
        ),
      )}
    </section>
  );
}
