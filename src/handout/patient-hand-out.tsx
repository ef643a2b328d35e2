import { type ReactElement, type ReactNode, useEffect, useId, useMemo, useRef, useState } from "react";
import { createPortal } from "react-dom";
import type { Evaluation } from "../guidelines/model";
import type { GuidelineSettings } from "../guidelines/settings";
import { dateText } from "../guidelines/wording";
import type { BoneHealthRecord } from "../record/record";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { LiveMessage } from "../ui/visually-hidden";
import { copyNote } from "./copy-note";
import { type HandOut, handOut, type HandOutLine, type LeftOut, sections } from "./hand-out-text";
import { HandOutSheet, releasedLine } from "./hand-out-sheet";
import styles from "./patient-hand-out.module.css";
import { type Release, sheetAsNote, stillHolds } from "./release";
import { type Language, sheetText } from "./sheet-text";
import { spanishEdition } from "./spanish";
import { text } from "./text";

type PatientHandOutProps = {
  readonly record: BoneHealthRecord;
  readonly evaluation: Evaluation;
  readonly settings: GuidelineSettings;
  /** Who is signed in, as the EHR says; undefined: the clinician writes a name. */
  readonly user: string | undefined;
  readonly onClose: () => void;
  /** Stands beside Print once the sheet is released: recording that it was given. */
  readonly renderAfterRelease?: (release: Release) => ReactNode;
};

/**
 * Review and release of a patient's hand-out. Every line is ticked by a clinician; what is printed or copied is the released
 * snapshot and nothing else, and it loses its release when the record no longer says the same.
 */
export function PatientHandOut({ record, evaluation, settings, user, onClose, renderAfterRelease }: PatientHandOutProps): ReactElement {
  const [language, setLanguage] = useState<Language>("en");
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [release, setRelease] = useState<Release>();
  const draft = useMemo(() => handOut(record, evaluation, language, settings), [record, evaluation, language, settings]);
  const holds = release !== undefined && stillHolds(release, draft);
  const review = (): void => {
    setRelease(undefined);
    setTicked(new Set());
  };
  return (
    <Dialog title={text("handOutDialog")} onClose={onClose}>
      {draft.state === "blocked" ? (
        <p>{draft.because}</p>
      ) : holds ? (
        <Released release={release} record={record} onWithdraw={review} renderAfterRelease={renderAfterRelease} />
      ) : (
        <>
          {release !== undefined && <p role="alert">{text("outOfDate")}</p>}
          <p className={styles["intro"]}>{text("handOutIntro")}</p>
          <LanguageChoice
            language={language}
            onChange={(chosen) => {
              setLanguage(chosen);
              review();
            }}
          />
          <Review
            draft={draft}
            ticked={ticked}
            onTick={(key) => setTicked((before) => (before.has(key) ? new Set([...before].filter((one) => one !== key)) : new Set([...before, key])))}
          />
          <ReleaseForm
            user={user}
            ticked={draft.lines.filter((line) => ticked.has(keyOf(line))).length}
            count={draft.lines.length}
            onRelease={(who) => setRelease({ language, lines: draft.lines.filter((line) => ticked.has(keyOf(line))), who, day: record.today })}
          />
        </>
      )}
      {createPortal(
        <div data-hand-out="" lang={holds ? release.language : undefined} className={styles["print"]}>
          {holds ? <HandOutSheet release={release} patient={record.patient} /> : <p>{text("notReleased")}</p>}
        </div>,
        document.body,
      )}
    </Dialog>
  );
}

/** A tick belongs to the words that were read: other words under the same id are unticked. */
function keyOf(line: HandOutLine): string {
  return `${line.id} ${line.text}`;
}

function LanguageChoice({ language, onChange }: { readonly language: Language; readonly onChange: (language: Language) => void }): ReactElement {
  const id = useId();
  return (
    <div className={styles["language"]}>
      <label htmlFor={id}>{text("language")}</label>
      <select id={id} value={language} onChange={(event) => onChange(event.target.value === "es" ? "es" : "en")}>
        <option value="en">{text("english")}</option>
        <option value="es">{text("spanish")}</option>
      </select>
      {language === "es" && <p className={styles["caution"]}>{text("spanishCaution", { version: spanishEdition.version })}</p>}
    </div>
  );
}

type Draft = Extract<HandOut, { readonly state: "draft" }>;
type ReviewProps = { readonly draft: Draft; readonly ticked: ReadonlySet<string>; readonly onTick: (key: string) => void };

function Review({ draft, ticked, onTick }: ReviewProps): ReactElement {
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

type ReleaseFormProps = { readonly user: string | undefined; readonly ticked: number; readonly count: number; readonly onRelease: (who: string) => void };

function ReleaseForm({ user, ticked, count, onRelease }: ReleaseFormProps): ReactElement {
  const [typed, setTyped] = useState("");
  const id = useId();
  const isNamed = user !== undefined && !user.includes("/"); // some EHRs give a reference such as Practitioner/123, which no patient can read
  const who = isNamed ? user : user === undefined || typed.trim() === "" ? typed.trim() : `${typed.trim()} (${user})`;
  return (
    <form
      className={styles["release"]}
      onSubmit={(event) => {
        event.preventDefault();
        if (ticked > 0 && who !== "") onRelease(who);
      }}
    >
      <output>{text("ticked", { ticked, count })}</output>
      {!isNamed ? (
        <span className={styles["who"]}>
          <label htmlFor={id}>{text("releasedBy")}</label>
          <input id={id} value={typed} onChange={(event) => setTyped(event.target.value)} aria-describedby={`${id}-hint`} autoComplete="name" />
          <span id={`${id}-hint`}>{text("releasedByHint")}</span>
        </span>
      ) : (
        <span>
          {text("releasedBy")}: {user}
        </span>
      )}
      <Button type="submit" disabled={ticked === 0 || who === ""}>
        {text("release")}
      </Button>
    </form>
  );
}

type ReleasedProps = {
  readonly release: Release;
  readonly record: BoneHealthRecord;
  readonly onWithdraw: () => void;
  readonly renderAfterRelease: PatientHandOutProps["renderAfterRelease"] | undefined;
};

function Released({ release, record, onWithdraw, renderAfterRelease }: ReleasedProps): ReactElement {
  const [outcome, setOutcome] = useState<"none" | "copied" | "failed">("none");
  const start = useRef<HTMLParagraphElement>(null);
  useEffect(() => start.current?.focus(), []); // the review was long: begin at the top of what it led to
  const copy = async (): Promise<void> => setOutcome((await copyNote(sheetAsNote(release, releasedLine(release)))) ? "copied" : "failed");
  return (
    <>
      <p ref={start} tabIndex={-1} className={styles["start"]}>
        <output>{text("released", { who: release.who, when: dateText(release.day) })}</output>
      </p>
      <div className={styles["doing"]}>
        <Button onClick={() => window.print()}>{text("print")}</Button>
        <Button onClick={() => void copy()}>{outcome === "copied" ? text("noteCopied") : text("copySheet")}</Button>
        <Button onClick={onWithdraw}>{text("withdraw")}</Button>
      </div>
      <LiveMessage message={outcome === "copied" ? text("noteCopied") : ""} />
      {outcome === "failed" && <p role="alert">{text("copyBlocked")}</p>}
      {renderAfterRelease?.(release)}
      <div lang={release.language} className={styles["preview"]}>
        <HandOutSheet release={release} patient={record.patient} />
      </div>
    </>
  );
}
