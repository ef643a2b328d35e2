import { useState, type ReactElement } from "react";
import type { CalendarDate, FhirDate } from "../record/fact";
import type { OutsideResult } from "../record/outside-result";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import { Dialog } from "../ui/dialog";
import { HowKnown } from "../ui/how-known";
import { SegmentedControl } from "../ui/segmented-control";
import { emptyDraft, isTyped, type KeptDraft, type OutsideDraft } from "./outside-result-draft";
import { DxaForm, VitaminDForm } from "./outside-result-forms";
import { ReportInEhr } from "./outside-result-report";
import { studiesOf } from "./outside-result-scans";
import { type Storing, StoreInEhr } from "./outside-result-store";
import styles from "./outside-result.module.css";
import { text } from "./outside-result-text";
import { outsideInWords } from "./outside-result-words";

export type OutsideResultsProps = {
  readonly entries: readonly OutsideResult[];
  readonly today: CalendarDate;
  /** Nothing is dated before it. */
  readonly birth: FhirDate | undefined;
  readonly onAdd: (entry: OutsideResult) => void;
  readonly onRemove: (id: string) => void;
  readonly storing: Storing;
  /** What is half typed outlives the dialog. */
  readonly kept: KeptDraft;
  readonly onClose: () => void;
};

/** Where a clinician types in a DXA or vitamin D result from outside, sees what was typed in, and takes it back or stores it. */
export function OutsideResults({ entries, today, birth, onAdd, onRemove, storing, kept, onClose }: OutsideResultsProps): ReactElement {
  const [draft, setDraft] = useState(kept.read);
  const change = (part: Partial<OutsideDraft>): void => {
    const next = { ...draft, ...part };
    setDraft(next);
    kept.write(next);
  };
  const context = { today, birth };
  return (
    <Dialog title={text("title")} onClose={onClose}>
      <p className={styles["kept"]}>{text("keptHere")}</p>
      <SegmentedControl
        legend={text("which")}
        value={draft.kind}
        onChange={(kind) => change({ kind })}
        options={[
          { value: "dxa", label: text("dxa") },
          { value: "vitamin-d", label: text("vitaminD") },
        ]}
      />
      {draft.kind === "dxa" ? (
        <DxaForm draft={draft.dxa} onDraft={(dxa) => change({ dxa })} context={context} onAdd={onAdd} />
      ) : (
        <VitaminDForm draft={draft.vitaminD} onDraft={(vitaminD) => change({ vitaminD })} context={context} onAdd={onAdd} />
      )}
      {isTyped(draft) && (
        <div className={styles["actions"]}>
          <span className={styles["hint"]}>{text("typed")}</span>
          <Button onClick={() => change({ ...emptyDraft, kind: draft.kind })}>{text("discard")}</Button>
        </div>
      )}
      {entries.length > 0 && (
        <section className={styles["entries"]} aria-label={text("entered")}>
          <h3>{text("entered")}</h3>
          <ul>
            {entries.map((entry) => (
              <Entry key={entry.id} entry={entry} onRemove={onRemove} storing={storing} />
            ))}
          </ul>
          {studiesOf(entries).map((study) => (
            <ReportInEhr key={study.id} study={study} storing={storing} />
          ))}
        </section>
      )}
    </Dialog>
  );
}

type EntryProps = Pick<OutsideResultsProps, "onRemove" | "storing"> & { readonly entry: OutsideResult };

function Entry({ entry, onRemove, storing }: EntryProps): ReactElement {
  const words = outsideInWords(entry);
  const isStored = storing.outcomes.get(entry.id)?.kind === "written";
  return (
    <li className={styles["entry"]}>
      <p>
        {words} <HowKnown how="entered-here" />
      </p>
      <div className={styles["actions"]}>
        <Button onClick={() => onRemove(entry.id)} aria-label={text("removeWhat", { what: words })}>
          {text("remove")}
        </Button>
        <CopyButton value={words} what={words} label={text("copy")} />
        {isStored && <span className={styles["hint"]}>{text("stays")}</span>}
      </div>
      <StoreInEhr entry={entry} storing={storing} />
    </li>
  );
}
