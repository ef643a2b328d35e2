import { useEffect, useState, type ReactElement } from "react";
import type { WriteOutcome, WritePermission } from "../fhir/write";
import { type OutsideResult, outsideInWords } from "../record/outside-result";
import { Button } from "../ui/button";
import { FocusStage } from "../ui/focus-stage";
import styles from "./outside-result.module.css";
import { text } from "./outside-result-text";

/** The way from an entry into the EHR, for those EHRs that take it. */
export type Storing = {
  readonly ehr: string;
  readonly patient: string;
  readonly permission: () => Promise<WritePermission>;
  /** Sends it once. Never rejects. */
  readonly store: (entry: OutsideResult) => Promise<WriteOutcome>;
  /** What became of each entry that was sent, by its id. */
  readonly outcomes: ReadonlyMap<string, WriteOutcome>;
  /** Whether what was read back is what was entered. */
  readonly isSame: (entry: OutsideResult, stored: Readonly<Record<string, unknown>>) => boolean;
};

/** Offers to store one entry where site, scope and server allow it: preview, explicit word, outcome as it is. */
export function StoreInEhr({ entry, storing }: { readonly entry: OutsideResult; readonly storing: Storing }): ReactElement {
  const permission = usePermission(storing);
  const [step, setStep] = useState<"offered" | "preview" | "sending">("offered");
  const outcome = storing.outcomes.get(entry.id);
  if (permission === undefined) return <output>{text("asking")}</output>;
  if (!permission.allowed) return <p className={styles["hint"]}>{text("cannotStore", { because: permission.because })}</p>;

  const send = (): void => {
    setStep("sending");
    void storing.store(entry).finally(() => setStep("offered"));
  };
  const isStored = outcome?.kind === "written";
  return (
    <FocusStage>
      {step === "offered" && !isStored && (
        <div className={styles["actions"]}>
          <Button onClick={() => setStep("preview")}>{text("store")}</Button>
        </div>
      )}
      {step === "preview" && (
        <section className={styles["store"]} aria-label={text("previewTitle", { ehr: storing.ehr })}>
          <h3>{text("previewTitle", { ehr: storing.ehr })}</h3>
          <p>{outsideInWords(entry)}</p>
          <p>{text("preview", { patient: storing.patient })}</p>
          <div className={styles["actions"]}>
            <Button onClick={send}>{text("confirmStore")}</Button>
            <Button onClick={() => setStep("offered")}>{text("cancel")}</Button>
          </div>
        </section>
      )}
      {step === "sending" && <output>{text("storing")}</output>}
      {step !== "sending" && outcome !== undefined && <Outcome entry={entry} outcome={outcome} isSame={storing.isSame} />}
    </FocusStage>
  );
}

function Outcome({
  entry,
  outcome,
  isSame,
}: {
  readonly entry: OutsideResult;
  readonly outcome: WriteOutcome;
  readonly isSame: Storing["isSame"];
}): ReactElement {
  if (outcome.kind === "written") {
    const { how, reference, location, stored } = outcome;
    const back = stored === undefined ? "notReadBack" : isSame(entry, stored) ? "readBack" : "readBackDiffers";
    return (
      <output className={styles["outcome"]}>
        <strong>{text(`stored-${how}`, { reference })}</strong> {text("address", { location })} {text(back)}
      </output>
    );
  }
  const details = outcome.kind === "refused" ? outcome.details : [];
  return (
    <p role="alert" className={styles["outcome"]}>
      <strong>{outcome.because}</strong> {details.length > 0 && text("ehrSays", { details: details.join(" ") })} {text("kept")}{" "}
      {outcome.kind === "unknown" && text("tryAgain")}
    </p>
  );
}

function usePermission({ permission }: Storing): WritePermission | undefined {
  const [known, setKnown] = useState<WritePermission>();
  useEffect(() => {
    let current = true;
    void permission().then((answer) => {
      if (current) setKnown(answer);
    });
    return () => {
      current = false;
    };
  }, [permission]);
  return known;
}
