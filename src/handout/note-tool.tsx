import { type ReactElement, type ReactNode, useId, useMemo, useState } from "react";
import type { Evaluation } from "../guidelines/model";
import type { GuidelineSettings } from "../guidelines/settings";
import type { BoneHealthRecord } from "../record/record";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { LiveMessage } from "../ui/visually-hidden";
import { copyNote } from "./copy-note";
import type { Note } from "./note-markup";
import styles from "./note-tool.module.css";
import { noteText } from "./note-text";
import { priorityInWords } from "./priority-words";
import { text } from "./text";

type NoteToolProps = {
  readonly record: BoneHealthRecord;
  readonly evaluation: Evaluation;
  readonly settings: GuidelineSettings;
  readonly headline: string;
  readonly followUp?: ReadonlyMap<string, string>;
  /** Stands under the note that was chosen: the way to store it. */
  readonly renderStore?: (note: Note) => ReactNode;
};

type Outcome = "none" | "copied" | "failed";

/** "Copy note" copies everything in one click; "Review note…" lets the clinician see it first and leave prompts out. */
export function NoteTool({ record, evaluation, settings, headline, followUp, renderStore }: NoteToolProps): ReactElement {
  const [outcome, setOutcome] = useState<Outcome>("none");
  const [isChoosing, setChoosing] = useState(false);
  const [leftOut, setLeftOut] = useState<ReadonlySet<string>>(new Set());
  const all = useMemo(() => evaluation.prompts.map((prompt) => prompt.id), [evaluation]);
  const note = (selected: readonly string[]) => noteText(record, evaluation, { selected, headline, settings, ...(followUp === undefined ? {} : { followUp }) });
  const copy = async (selected: readonly string[]): Promise<void> => {
    const isCopied = await copyNote(note(selected));
    setOutcome(isCopied ? "copied" : "failed");
    if (!isCopied) setChoosing(true); // the text itself, to be copied by hand
  };
  const chosen = all.filter((id) => !leftOut.has(id));
  return (
    <>
      <Button onClick={() => void copy(all)}>{outcome === "copied" && !isChoosing ? text("noteCopied") : text("copyNote")}</Button>
      <Button onClick={() => setChoosing(true)}>{text("chooseNote")}</Button>
      <LiveMessage message={outcome === "copied" ? text("noteCopied") : outcome === "failed" ? text("copyBlocked") : ""} />
      {isChoosing && (
        <Dialog title={text("noteDialog")} onClose={() => setChoosing(false)}>
          <div className={styles["columns"]}>
            <fieldset>
              <legend>{text("notePromptsChoice")}</legend>
              {evaluation.prompts.map((prompt) => (
                <label key={prompt.id} className={styles["choice"]}>
                  <input
                    type="checkbox"
                    checked={!leftOut.has(prompt.id)}
                    onChange={() => {
                      setOutcome("none");
                      setLeftOut((before) => (before.has(prompt.id) ? new Set([...before].filter((id) => id !== prompt.id)) : new Set([...before, prompt.id])));
                    }}
                  />
                  <span>
                    {priorityInWords(prompt.priority)}: {prompt.headline}
                  </span>
                </label>
              ))}
            </fieldset>
            <Preview plain={note(chosen).plain} outcome={outcome} onCopy={() => void copy(chosen)}>
              {renderStore?.(note(chosen))}
            </Preview>
          </div>
        </Dialog>
      )}
    </>
  );
}

type PreviewProps = { readonly plain: string; readonly outcome: Outcome; readonly onCopy: () => void; readonly children: ReactNode };

function Preview({ plain, outcome, onCopy, children }: PreviewProps): ReactElement {
  const id = useId();
  return (
    <div className={styles["preview"]}>
      <label htmlFor={id}>{text("notePreview")}</label>
      {outcome === "failed" && <p role="alert">{text("copyBlocked")}</p>}
      <textarea id={id} readOnly rows={18} value={plain.trim()} />
      <Button onClick={onCopy}>{outcome === "copied" ? text("noteCopied") : text("noteAgain")}</Button>
      {children}
    </div>
  );
}
