import { type ReactElement, useId } from "react";
import styles from "./hand-out-review.module.css";
import { type HandOut, type HandOutLine, type LeftOut, sections } from "./hand-out-text";
import type { PatientLanguage } from "./patient-language";
import { type Language, sheetText } from "./sheet-text";
import { spanishEdition } from "./spanish";
import { text } from "./text";

/** A tick belongs to the words that were read: other words under the same id are unticked. */
export function keyOf(line: HandOutLine): string {
  return `${line.id} ${line.text}`;
}

type LanguageChoiceProps = {
  readonly language: Language;
  /** What her record says; undefined where it was not asked. */
  readonly spoken: PatientLanguage | undefined;
  readonly onChange: (language: Language) => void;
};

const recordedWords = { recorded: "languageRecorded", "not-recorded": "languageNotRecorded", other: "languageOther" } as const;

/** The language of one sheet, and what the record says of hers. */
export function LanguageChoice({ language, spoken, onChange }: LanguageChoiceProps): ReactElement {
  const id = useId();
  return (
    <div className={styles["language"]}>
      <label htmlFor={id}>{text("language")}</label>
      <select id={id} value={language} onChange={(event) => onChange(event.target.value === "es" ? "es" : "en")}>
        <option value="en">{text("english")}</option>
        <option value="es">{text("spanish")}</option>
      </select>
      {spoken !== undefined && <p className={styles["spoken"]}>{text(recordedWords[spoken.how], { recorded: spoken.recorded })}</p>}
      {language === "es" && <p className={styles["caution"]}>{text("spanishCaution", { version: spanishEdition.version })}</p>}
    </div>
  );
}

export type Draft = Extract<HandOut, { readonly state: "draft" }>;
type ReviewProps = { readonly draft: Draft; readonly ticked: ReadonlySet<string>; readonly onTick: (key: string) => void };

/** Every line of a draft with a box, and what was left off with its reason. */
export function Review({ draft, ticked, onTick }: ReviewProps): ReactElement {
  return (
    <div className={styles["columns"]}>
      {/* Unreleased words must not leave the screen by way of the clipboard either. */}
      <div className={styles["lines"]} onCopy={(event) => event.preventDefault()}>
        {sections
          .map((section) => ({ section, lines: draft.lines.filter((line) => line.section === section) }))
          .filter(({ lines }) => lines.length > 0)
          .map(({ section, lines }) => (
            <fieldset key={section} className={styles["section"]}>
              <legend>{sheetText(draft.language, `section-${section}`)}</legend>
              {lines.map((line) => (
                <Line key={keyOf(line)} line={line} language={draft.language} isTicked={ticked.has(keyOf(line))} onTick={() => onTick(keyOf(line))} />
              ))}
            </fieldset>
          ))}
      </div>
      <LeftOff leftOut={draft.leftOut} />
    </div>
  );
}

type LineProps = { readonly line: HandOutLine; readonly language: Language; readonly isTicked: boolean; readonly onTick: () => void };

function Line({ line, language, isTicked, onTick }: LineProps): ReactElement {
  return (
    <div className={styles["line"]}>
      <label>
        <input type="checkbox" checked={isTicked} onChange={onTick} />
        <span lang={language}>{line.text}</span>
      </label>
      {line.table !== undefined && (
        <ul className={styles["foods"]} lang={language}>
          {line.table.map(({ name, amount }) => (
            <li key={name}>
              {name}: {amount}
            </li>
          ))}
        </ul>
      )}
      <span className={styles["from"]}>{text("lineFrom", { from: line.from })}</span>
    </div>
  );
}

function LeftOff({ leftOut }: { readonly leftOut: readonly LeftOut[] }): ReactElement {
  const heading = useId();
  return (
    <section aria-labelledby={heading} className={styles["left"]}>
      <h3 id={heading}>{text("leftOut")}</h3>
      {leftOut.length === 0 ? (
        <p>{text("nothingLeftOut")}</p>
      ) : (
        <ul>
          {leftOut.map(({ what, why }) => (
            <li key={`${what} ${why}`}>
              <strong>{what}.</strong> {why}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
