import { useEffect, useState, type ReactElement } from "react";
import type { WriteOutcome, WritePermission } from "../fhir/write";
import type { OutsideResult } from "../record/outside-result";
import { Button } from "../ui/button";
import { FocusStage } from "../ui/focus-stage";
import styles from "./outside-result.module.css";
import type { OutsideStudy } from "./outside-result-scans";
import { text } from "./outside-result-text";
import { outsideInWords } from "./outside-result-words";

/** The way from an entry into the EHR, for those EHRs that take it. */
export type Storing = {
  readonly ehr: string;
  readonly patient: string;
  readonly permission: () => Promise<WritePermission>;
  /** Sends it once. Never rejects. */
  readonly store: (entry: OutsideResult) => Promise<WriteOutcome>;
  /** Whether a report that lists stored results may be stored too. */
  readonly reportPermission: () => Promise<WritePermission>;
  /** Sends the report of a study whose results are stored under these references. Never rejects. */
  readonly storeReport: (study: OutsideStudy, references: readonly string[]) => Promise<WriteOutcome>;
  /** What became of each entry and report that was sent, by its id. */
  readonly outcomes: ReadonlyMap<string, WriteOutcome>;
  /** Whether what was read back is what was entered. */
  readonly isSame: (entry: OutsideResult, stored: Readonly<Record<string, unknown>>) => boolean;
};

/** Offers to store one entry where site, scope and server allow it: preview, explicit word, outcome as it is. */
export function StoreInEhr({ entry, storing }: { readonly entry: OutsideResult; readonly storing: Storing }): ReactElement {
  const permission = usePermission(storing.permission);
  if (permission === undefined) return <output>{text("asking")}</output>;
  if (!permission.allowed) return <p className={styles["hint"]}>{text("cannotStore", { because: permission.because })}</p>;
  return (
    <Confirmed
      offer={text("store")}
      words={[outsideInWords(entry), text("preview", { patient: storing.patient })]}
      ehr={storing.ehr}
      send={() => storing.store(entry)}
      outcome={storing.outcomes.get(entry.id)}
      readBack={(stored) => text(storing.isSame(entry, stored) ? "readBack" : "readBackDiffers")}
    />
  );
}

type ConfirmedProps = {
  readonly offer: string;
  /** What will be stored and what that means, one paragraph each. */
  readonly words: readonly string[];
  readonly ehr: string;
  readonly send: () => Promise<WriteOutcome>;
  readonly outcome: WriteOutcome | undefined;
  /** What reading it back shows. */
  readonly readBack: (stored: Readonly<Record<string, unknown>>) => string;
};

/** Offer, preview, explicit word, outcome as it is. */
export function Confirmed({ offer, words, ehr, send, outcome, readBack }: ConfirmedProps): ReactElement {
  const [step, setStep] = useState<"offered" | "preview" | "sending">("offered");
  const confirm = (): void => {
    setStep("sending");
    void send().finally(() => setStep("offered"));
  };
  return (
    <FocusStage>
      {step === "offered" && outcome?.kind !== "written" && (
        <div className={styles["actions"]}>
          <Button onClick={() => setStep("preview")}>{offer}</Button>
        </div>
      )}
      {step === "preview" && (
        <section className={styles["store"]} aria-label={text("previewTitle", { ehr })}>
          <h3>{text("previewTitle", { ehr })}</h3>
          {words.map((line) => (
            <p key={line}>{line}</p>
          ))}
          <div className={styles["actions"]}>
            <Button onClick={confirm}>{text("confirmStore")}</Button>
            <Button onClick={() => setStep("offered")}>{text("cancel")}</Button>
          </div>
        </section>
      )}
      {step === "sending" && <output>{text("storing")}</output>}
      {step !== "sending" && outcome !== undefined && <Outcome outcome={outcome} readBack={readBack} />}
    </FocusStage>
  );
}

function Outcome({ outcome, readBack }: { readonly outcome: WriteOutcome; readonly readBack: ConfirmedProps["readBack"] }): ReactElement {
  if (outcome.kind === "written") {
    const { how, reference, location, stored, origin } = outcome;
    const back = stored === undefined ? text("notReadBack") : readBack(stored);
    return (
      <output className={styles["outcome"]}>
        <strong>{text(`stored-${how}`, { reference })}</strong> {text("address", { location })} {back}
        {origin !== undefined &&
          ` ${origin.kind === "recorded" ? text("origin", { reference: origin.reference }) : text("noOrigin", { because: origin.because })}`}
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

/** What may be stored, once it is known. */
export function usePermission(ask: () => Promise<WritePermission>): WritePermission | undefined {
  const [known, setKnown] = useState<WritePermission>();
  useEffect(() => {
    let current = true;
    void ask().then((answer) => {
      if (current) setKnown(answer);
    });
    return () => {
      current = false;
    };
  }, [ask]);
  return known;
}
