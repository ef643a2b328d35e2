import { type ReactElement, useId, useState } from "react";
import { dateText } from "../guidelines/wording";
import { addDays, addMonths, onDay } from "../record/date";
import type { CalendarDate } from "../record/fact";
import { type Disposition, dispositions, type PromptStatus } from "../record/follow-up";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import styles from "./actions.module.css";
import { text } from "./actions-text";
import { ConfirmWrite, Words } from "./actions-write";
import { type Desk, useDesk } from "./follow-up";
import { type DraftContext, type FollowedPrompt, type NewStatus, taskDraft } from "./follow-up-resources";

type StatusFormProps = {
  readonly desk: Desk;
  readonly prompt: FollowedPrompt;
  readonly context: DraftContext;
  /** What is chosen before anybody chooses. */
  readonly first?: Disposition;
  readonly onClose: () => void;
};

/** After so many months a prompt that still fires comes back, whatever was recorded. Reaching the patient settles nothing. */
const comesBackAfterMonths: Readonly<Record<Disposition, number | undefined>> = {
  done: 6,
  "not-applicable": 12,
  snoozed: 1,
  reached: undefined,
  scheduled: 3,
  declined: 12,
};
/** No status silences a prompt for longer. A snooze, behind which is no decision, no longer than usual for what was done. */
function latestDay(disposition: Disposition, today: CalendarDate): CalendarDate {
  return addMonths(today, disposition === "snoozed" ? 6 : 12);
}
const needsReason: readonly Disposition[] = ["not-applicable", "snoozed", "declined"];

/** What was done about a prompt: choice, reason and day, then a preview, then an explicit word. */
export function StatusForm({ desk, prompt, context, first = "done", onClose }: StatusFormProps): ReactElement {
  const { today } = context;
  const state = useDesk(desk);
  const [disposition, setDisposition] = useState<Disposition>(first);
  const [reason, setReason] = useState("");
  const [until, setUntil] = useState<string>(addMonths(today, comesBackAfterMonths[first] ?? 1));
  const [step, setStep] = useState<"form" | "preview">("form");
  const [fault, setFault] = useState<"needReason" | "needDay" | "tooLate">();
  const id = useId();
  const hasDay = comesBackAfterMonths[disposition] !== undefined;
  const status: NewStatus = { disposition, reason: reason.trim(), until: hasDay ? until : undefined };
  const permission = state.rungs.get("Task");
  const existing = state.statuses.get(prompt.id)?.task;
  const latest = latestDay(disposition, today);
  const check = (): void => {
    const found = faultIn(status, today);
    setFault(found);
    if (found === undefined) setStep("preview");
  };

  if (step === "preview") {
    const sentence = statusSentence(prompt, status);
    const reasonLine = status.reason === "" ? [] : [text("orderReason", { reason: status.reason })];
    if (permission?.allowed !== true)
      return (
        <KeepHere
          words={[sentence, ...reasonLine, text("keptHere", { because: permission?.because ?? text("checking") })]}
          onKeep={() => {
            desk.keep(keptStatus(prompt, status, context));
            onClose();
          }}
          onBack={() => setStep("form")}
        />
      );
    const where =
      existing === undefined
        ? text("writesTask", { ehr: desk.access.ehr.name })
        : text("changesTask", { ehr: desk.access.ehr.name, reference: existing.reference });
    return (
      <ConfirmWrite
        desk={desk}
        draft={() => taskDraft(prompt, status, text(`is-${disposition}`), context, desk.state().statuses.get(prompt.id)?.task)}
        words={[sentence, ...reasonLine, where]}
        onBack={() => setStep("form")}
        onDone={onClose}
      />
    );
  }
  return (
    <form
      className={styles["form"]}
      aria-label={text("record")}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        check();
      }}
    >
      <label htmlFor={`${id}-what`}>{text("disposition")}</label>
      <select
        id={`${id}-what`}
        value={disposition}
        onChange={(event) => {
          const chosen = dispositions.find((one) => one === event.target.value) ?? "done";
          setDisposition(chosen);
          setFault(undefined);
          setUntil(addMonths(today, comesBackAfterMonths[chosen] ?? 1));
        }}
      >
        {dispositions.map((one) => (
          <option key={one} value={one}>
            {text(`is-${one}`)}
          </option>
        ))}
      </select>
      <label htmlFor={`${id}-why`}>{text("reason")}</label>
      <div>
        <textarea
          id={`${id}-why`}
          rows={2}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          aria-invalid={fault === "needReason"}
          aria-describedby={needsReason.includes(disposition) ? `${id}-why-hint` : undefined}
        />
        {needsReason.includes(disposition) && <p id={`${id}-why-hint`}>{text("reasonHint")}</p>}
      </div>
      {hasDay && (
        <>
          <label htmlFor={`${id}-day`}>{text("comesBack")}</label>
          <div>
            <input
              id={`${id}-day`}
              type="date"
              min={addDays(today, 1)}
              max={latest}
              value={until}
              onChange={(event) => setUntil(event.target.value)}
              aria-invalid={fault === "needDay" || fault === "tooLate"}
              aria-describedby={`${id}-day-hint`}
            />
            <p id={`${id}-day-hint`}>{text("comesBackHint", { latest: dateText(latest) })}</p>
          </div>
        </>
      )}
      {fault !== undefined && <p role="alert">{text(fault, { latest: dateText(latest) })}</p>}
      <div className={styles["buttons"]}>
        <Button type="submit">{text("preview")}</Button>
        <Button onClick={onClose}>{text("cancel")}</Button>
      </div>
    </form>
  );
}

/** Said here in words that stay, where the browser's own message goes away by itself. */
function faultIn({ disposition, reason, until }: NewStatus, today: CalendarDate): "needReason" | "needDay" | "tooLate" | undefined {
  if (needsReason.includes(disposition) && reason === "") return "needReason";
  if (until === undefined) return undefined;
  if (!(until > today)) return "needDay";
  return until > latestDay(disposition, today) ? "tooLate" : undefined;
}

function KeepHere({ words, onKeep, onBack }: { readonly words: readonly string[]; readonly onKeep: () => void; readonly onBack: () => void }): ReactElement {
  return (
    <section className={styles["preview"]} aria-label={text("previewTitleHere")}>
      <p className={styles["title"]}>{text("previewTitleHere")}</p>
      <Words words={words} />
      <div className={styles["buttons"]}>
        <Button onClick={onKeep}>{text("confirmKeep")}</Button>
        <CopyButton value={words.slice(0, -1).join("\n")} label={text("copyForNote")} />
        <Button onClick={onBack}>{text("back")}</Button>
      </div>
    </section>
  );
}

function statusSentence(prompt: FollowedPrompt, { disposition, until }: NewStatus): string {
  const words = text("statusWords", { id: prompt.id, title: prompt.rule.title, done: text(`is-${disposition}`) });
  return `${until === undefined ? words : text("statusUntil", { words, date: dateText(until) })}.`;
}

function keptStatus(prompt: FollowedPrompt, status: NewStatus, { today, user }: DraftContext): PromptStatus {
  const day: CalendarDate = today;
  return { ...status, ruleId: prompt.id, ruleVersion: prompt.version, on: onDay(day), by: user, task: undefined };
}
