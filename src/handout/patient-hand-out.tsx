import { type ReactElement, type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import type { Evaluation } from "../guidelines/model";
import type { GuidelineSettings } from "../guidelines/settings";
import { dateText } from "../guidelines/wording";
import type { BoneHealthRecord } from "../record/record";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { LiveMessage } from "../ui/visually-hidden";
import { copyNote } from "./copy-note";
import { keyOf, LanguageChoice, Review } from "./hand-out-review";
import { HandOutSheet, releasedLine } from "./hand-out-sheet";
import { handOut } from "./hand-out-text";
import styles from "./patient-hand-out.module.css";
import type { PatientLanguage } from "./patient-language";
import { type Release, sheetAsNote, stillHolds } from "./release";
import { PrintedSheets } from "./printed-sheets";
import { Releaser, useReleaser } from "./releaser";
import type { Language } from "./sheet-text";
import { text } from "./text";

type PatientHandOutProps = {
  readonly record: BoneHealthRecord;
  readonly evaluation: Evaluation;
  readonly settings: GuidelineSettings;
  /** Who is signed in, as the EHR says; undefined: the clinician writes a name. */
  readonly user: string | undefined;
  /** The language her record gives; absent, the sheet starts in English. */
  readonly spoken?: PatientLanguage;
  readonly onClose: () => void;
  /** Stands beside Print once the sheet is released: recording that it was given. */
  readonly renderAfterRelease?: (release: Release) => ReactNode;
};

/**
 * Review and release of a patient's hand-out. Every line is ticked by a clinician; what is printed or copied is the released
 * snapshot and nothing else, and it loses its release when the record no longer says the same.
 */
export function PatientHandOut({ record, evaluation, settings, user, spoken, onClose, renderAfterRelease }: PatientHandOutProps): ReactElement {
  const [language, setLanguage] = useState<Language>(spoken?.language ?? "en");
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
            spoken={spoken}
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
            onRelease={(who) =>
              setRelease({ language, lines: draft.lines.filter((line) => ticked.has(keyOf(line))), offered: draft.lines, who, day: record.today })
            }
          />
        </>
      )}
      <PrintedSheets sheets={holds ? [{ release, patient: record.patient }] : []} otherwise={text("notReleased")} />
    </Dialog>
  );
}

type ReleaseFormProps = { readonly user: string | undefined; readonly ticked: number; readonly count: number; readonly onRelease: (who: string) => void };

function ReleaseForm({ user, ticked, count, onRelease }: ReleaseFormProps): ReactElement {
  const releaser = useReleaser(user);
  return (
    <form
      className={styles["release"]}
      onSubmit={(event) => {
        event.preventDefault();
        if (ticked > 0 && releaser.who !== "") onRelease(releaser.who);
      }}
    >
      <output>{text("ticked", { ticked, count })}</output>
      <Releaser releaser={releaser} />
      <Button type="submit" disabled={ticked === 0 || releaser.who === ""}>
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
