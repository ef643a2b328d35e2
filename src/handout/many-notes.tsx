import { type ReactElement, useId, useMemo, useState } from "react";
import type { GuidelineSettings } from "../guidelines/settings";
import type { CalendarDate } from "../record/fact";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { download } from "../ui/download";
import { LiveMessage } from "../ui/visually-hidden";
import { copyNote } from "./copy-note";
import { isReadPatient, type ManyPatient, nameOf } from "./many-patients";
import { ManyProgress } from "./many-progress";
import { text } from "./many-text";
import { heading, list, type Note, noteOf, notesOneAfterOther, paragraph } from "./note-markup";
import { noteText } from "./note-text";
import styles from "./note-tool.module.css";
import { text as handOutText } from "./text";

type ManyNotesProps = {
  readonly patients: readonly ManyPatient[];
  readonly settings: GuidelineSettings;
  readonly today: CalendarDate;
  readonly onRetry: () => void;
  readonly onClose: () => void;
};

/** The notes of several patients as one text: to copy, plain and rich, or to save. Who could not be read is named in it. */
export function ManyNotes({ patients, settings, today, onRetry, onClose }: ManyNotesProps): ReactElement {
  const [outcome, setOutcome] = useState<"none" | "copied" | "failed">("none");
  const id = useId();
  const isRead = patients.every(({ chart }) => chart.state !== "waiting");
  const note = useMemo(() => (isRead ? manyNotes(patients, settings) : undefined), [isRead, patients, settings]);
  const copy = async (one: Note): Promise<void> => setOutcome((await copyNote(one)) ? "copied" : "failed");
  return (
    <Dialog title={text("notesTitle")} onClose={onClose}>
      <p>{text("notesIntro")}</p>
      <ManyProgress patients={patients} onRetry={onRetry} />
      {note !== undefined && (
        <div className={styles["preview"]}>
          <div className={styles["buttons"]}>
            <Button onClick={() => void copy(note)}>{outcome === "copied" ? handOutText("noteCopied") : text("copyNotes")}</Button>
            <Button onClick={() => download(`notes-${today}.txt`, "text/plain;charset=utf-8", `${note.plain}\n`)}>{text("downloadNotes")}</Button>
          </div>
          <p className={styles["how"]}>{text("downloadHow")}</p>
          <LiveMessage message={outcome === "copied" ? handOutText("noteCopied") : ""} />
          {outcome === "failed" && <p role="alert">{handOutText("copyBlocked")}</p>}
          <label htmlFor={id}>{text("notesPreview")}</label>
          <textarea id={id} readOnly rows={18} value={note.plain} />
        </div>
      )}
    </Dialog>
  );
}

/** One note after the other, in the order of the patients, each under her name. Nobody is left out in silence. */
function manyNotes(patients: readonly ManyPatient[], settings: GuidelineSettings): Note {
  return notesOneAfterOther(
    patients.flatMap((patient, index) => {
      const title = heading(text("noteOf", { index: index + 1, count: patients.length, name: nameOf(patient) }));
      if (!isReadPatient(patient)) {
        const because = patient.chart.state === "not-read" ? patient.chart.because : "";
        return [noteOf([title, paragraph(text("noNote", { because }))])];
      }
      const { record, evaluation, headline } = patient.chart;
      const selected = evaluation.prompts.map((prompt) => prompt.id);
      const { followUp } = patient;
      const done = followUp.length === 0 ? [] : [noteOf([heading(text("followUp")), list(followUp)])];
      return [noteOf([title]), noteText(record, evaluation, { selected, headline, settings }), ...done];
    }),
  );
}
