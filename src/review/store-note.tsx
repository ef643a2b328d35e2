import { type ReactElement, useId, useState } from "react";
import type { CalendarDate } from "../record/fact";
import { Button } from "../ui/button";
import { FocusStage } from "../ui/focus-stage";
import styles from "./actions.module.css";
import { text } from "./actions-text";
import { ConfirmWrite } from "./actions-write";
import { type Desk, useDesk } from "./follow-up";
import { noteDraft } from "./note-document";

type StoreNoteProps = { readonly desk: Desk; readonly plain: string; readonly today: CalendarDate };

/** The highest rung: the note as a document in the EHR, on an explicit click, after a preview; else it says why not. */
export function StoreNote(props: StoreNoteProps): ReactElement {
  return (
    <FocusStage className={styles["document"]}>
      <Steps {...props} />
    </FocusStage>
  );
}

function Steps({ desk, plain, today }: StoreNoteProps): ReactElement {
  const [step, setStep] = useState<"offered" | "preview">("offered");
  const [signed, setSigned] = useState<"preliminary" | "final">("preliminary");
  const id = useId();
  const { access } = desk;
  const permission = useDesk(desk).rungs.get("DocumentReference");
  if (permission?.allowed !== true)
    return <p>{text("rungShut", { what: text("rung-DocumentReference"), because: permission?.because ?? text("checking") })}</p>;
  if (step === "offered") return <Button onClick={() => setStep("preview")}>{text("storeNote")}</Button>;
  const close = (): void => setStep("offered");
  const { user } = access;
  return (
    <>
      {user === undefined ? (
        <p>{text("cannotSign")}</p>
      ) : (
        <div>
          <label>
            <input
              type="checkbox"
              checked={signed === "final"}
              aria-describedby={id}
              onChange={(event) => setSigned(event.currentTarget.checked ? "final" : "preliminary")}
            />{" "}
            {text("signNote")}
          </label>
          <p id={id}>{text("signHint")}</p>
        </div>
      )}
      <ConfirmWrite
        key={signed}
        desk={desk}
        draft={() => noteDraft(plain, signed, new Date().toISOString(), { patientId: access.patientId, today, user })}
        words={[
          text("noteWords", { lines: plain.split("\n").length }),
          text(`noteIs-${signed}`, { who: user ?? "" }),
          text("writesNote", { ehr: access.ehr.name }),
        ]}
        onBack={close}
        onDone={close}
      />
    </>
  );
}
