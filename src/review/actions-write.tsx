import { type ReactElement, useRef, useState } from "react";
import type { WriteOutcome } from "../fhir/write";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import styles from "./actions.module.css";
import { text } from "./actions-text";
import type { Desk } from "./follow-up";
import type { Draft } from "./follow-up-resources";

type ConfirmWriteProps = {
  readonly desk: Desk;
  /** Made at the moment of writing, so that it names the version known then. */
  readonly draft: () => Draft;
  /** What will be written, in plain words, one line each. */
  readonly words: readonly string[];
  readonly onBack: () => void;
  readonly onDone: () => void;
};

/** Preview, explicit word, outcome. Nothing is sent twice by a double click, and nothing typed is lost by a refusal. */
export function ConfirmWrite({ desk, draft, words, onBack, onDone }: ConfirmWriteProps): ReactElement {
  const [outcome, setOutcome] = useState<WriteOutcome | "writing" | "not-sent">("not-sent");
  const [sent, setSent] = useState<{ readonly draft: Draft; readonly words: readonly string[] }>();
  const isOnItsWay = useRef(false); // two clicks can come before the screen is drawn again
  const write = async (): Promise<void> => {
    if (isOnItsWay.current) return;
    isOnItsWay.current = true;
    const made = draft();
    setSent({ draft: made, words });
    setOutcome("writing");
    const became = await desk.send(made);
    isOnItsWay.current = false;
    setOutcome(became);
  };
  const isWritten = typeof outcome === "object" && outcome.kind === "written";
  const title = text(isWritten && outcome.how !== "found" ? "wasWritten" : "previewTitle");
  return (
    <section className={styles["preview"]} aria-label={title}>
      <p className={styles["title"]}>{title}</p>
      <Words words={sent?.words ?? words} />
      {outcome === "writing" && <output>{text("writing")}</output>}
      {typeof outcome === "object" && sent !== undefined && <Outcome outcome={outcome} draft={sent.draft} />}
      <div className={styles["buttons"]}>
        {!isWritten && (
          <Button onClick={() => void write()} disabled={outcome === "writing"}>
            {typeof outcome === "object" ? text("tryAgain") : text("confirmWrite")}
          </Button>
        )}
        {typeof outcome === "object" && outcome.kind === "refused" && (outcome.status === 409 || outcome.status === 412) && (
          <Button onClick={() => void desk.check("again")}>{text("readAgain")}</Button>
        )}
        <CopyButton value={words.join("\n")} label={text("copyForNote")} />
        {!isWritten && (
          <Button onClick={onBack} disabled={outcome === "writing"}>
            {text("back")}
          </Button>
        )}
        {isWritten && <Button onClick={onDone}>{text("close")}</Button>}
      </div>
    </section>
  );
}

/** What will be written, one line each. */
export function Words({ words }: { readonly words: readonly string[] }): ReactElement {
  return (
    <ul className={styles["words"]}>
      {words.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

function Outcome({ outcome, draft }: { readonly outcome: WriteOutcome; readonly draft: Draft }): ReactElement {
  if (outcome.kind === "written") {
    const { how, reference, location, stored, origin } = outcome;
    const back = stored === undefined ? "notReadBack" : isAsWritten(draft, stored) ? "readBack" : "readBackDiffers";
    if (how === "found" && back === "readBackDiffers")
      return (
        <p role="alert" className={styles["outcome"]}>
          <strong>{text("foundDiffers", { reference })}</strong> {text("location", { location })}
        </p>
      );
    return (
      <output className={styles["outcome"]}>
        <strong>{text(`written-${how}`, { reference })}</strong> {text("location", { location })} {how !== "found" && text(back)}
        {origin !== undefined &&
          ` ${origin.kind === "recorded" ? text("origin", { reference: origin.reference }) : text("noOrigin", { because: origin.because })}`}
      </output>
    );
  }
  const details = outcome.kind === "refused" ? outcome.details : [];
  return (
    <p role="alert" className={styles["outcome"]}>
      <strong>{outcome.because}</strong> {details.length > 0 && text("ehrSays", { details: details.join(" ") })} {text("notLost")}{" "}
      {outcome.kind === "unknown" && draft.ifNoneExist !== undefined && text("tryAgainSafe")}
    </p>
  );
}

/** The elements that say what it is: a server may add to a resource, but not turn a draft into an order. */
const telling = [
  "identifier",
  "status",
  "docStatus",
  "content",
  "goal",
  "businessStatus",
  "lifecycleStatus",
  "intent",
  "restriction",
  "subject",
  "for",
] as const;

function isAsWritten({ resource }: Draft, stored: Readonly<Record<string, unknown>>): boolean {
  return telling.every((name) => resource[name] === undefined || holds(stored[name], resource[name]));
}

/** Everything of `written` is in `stored`, which may hold more. */
function holds(stored: unknown, written: unknown): boolean {
  if (Array.isArray(written)) return Array.isArray(stored) && written.every((one) => stored.some((other) => holds(other, one)));
  if (typeof written !== "object" || written === null) return stored === written;
  return (
    typeof stored === "object" && stored !== null && Object.entries(written).every(([key, value]) => holds((stored as Record<string, unknown>)[key], value))
  );
}
