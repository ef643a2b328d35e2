import { type ReactElement, useEffect, useId, useState } from "react";
import { answeredBy } from "../guidelines/answered-by";
import type { Prompt } from "../guidelines/model";
import { dateText } from "../guidelines/wording";
import type { CalendarDate } from "../record/fact";
import { isStillAhead, type OpenOrder } from "../record/follow-up";
import type { BoneHealthRecord } from "../record/record";
import { Button } from "../ui/button";
import { Disclosure } from "../ui/disclosure";
import { FocusStage } from "../ui/focus-stage";
import styles from "./actions.module.css";
import { CarePlanOffer } from "./actions-care-plan";
import { StatusForm } from "./actions-status";
import { text } from "./actions-text";
import { ConfirmWrite } from "./actions-write";
import { type Desk, type DeskState, rungTypes, statusInWords, useDesk, whyUnknown } from "./follow-up";
import { type DraftContext, type FollowedPrompt, goalDraft, orderDraft } from "./follow-up-resources";

type PromptActionsProps = { readonly desk: Desk; readonly prompt: Prompt; readonly record: BoneHealthRecord };

const goals = ["EX-01", "EX-02", "SMK-01", "ALC-01", "BMI-01", "FALL-01", "CA-01", "CA-02"] as const;
type GoalRule = (typeof goals)[number];

/**
 * What a clinician may do about one prompt: record what was done, draft an order or a goal. Shows what the EHR has already, offers
 * no second order, and says of each rung that is shut why it is.
 */
export function PromptActions({ desk, prompt, record }: PromptActionsProps): ReactElement {
  const state = useDesk(desk);
  const [open, setOpen] = useState<"status" | "order" | "goal">();
  useEffect(() => void desk.check(), [desk]);
  const { access } = desk;
  const context: DraftContext = { patientId: access.patientId, today: record.today, user: access.user };
  const status = state.statuses.get(prompt.id);
  const wanted = answeredBy[prompt.id];
  const goalRule = goals.find((id) => id === prompt.id);
  return (
    <section className={styles["actions"]} aria-label={text("actionsOf", { rule: prompt.rule.title })}>
      <h4>{text("actions")}</h4>
      <OnRecord desk={desk} prompt={prompt} today={record.today} />
      <FocusStage>
        {open === undefined && state.check === "asked" && (
          <div className={styles["buttons"]}>
            <Button onClick={() => setOpen("status")}>{text(status === undefined ? "record" : "change")}</Button>
            {wanted !== undefined && mayDraft(state, wanted, record.today) && (
              <Button onClick={() => setOpen("order")}>{text(wanted === "dxa" ? "draftDxa" : "draftVitaminD")}</Button>
            )}
            {goalRule !== undefined && state.rungs.get("Goal")?.allowed === true && <Button onClick={() => setOpen("goal")}>{text("setGoal")}</Button>}
          </div>
        )}
        {open === "status" && <StatusForm desk={desk} prompt={prompt} context={context} onClose={() => setOpen(undefined)} />}
        {open === "order" && wanted !== undefined && (
          <OrderDraft desk={desk} prompt={prompt} record={record} wanted={wanted} context={context} onClose={() => setOpen(undefined)} />
        )}
        {open === "goal" && goalRule !== undefined && (
          <GoalForm desk={desk} prompt={prompt} rule={goalRule} context={context} onClose={() => setOpen(undefined)} />
        )}
        {open === undefined && goalRule !== undefined && <CarePlanOffer desk={desk} context={context} />}
      </FocusStage>
      {state.check === "asked" && <Ladder state={state} />}
    </section>
  );
}

type PromptFollowUpProps = { readonly desk: Desk; readonly prompt: FollowedPrompt; readonly today: CalendarDate; readonly onClose: () => void };

/** The same for one row of the team's list: what the EHR has already, and the form for what was done. Orders are drafted in the chart. */
export function PromptFollowUp({ desk, prompt, today, onClose }: PromptFollowUpProps): ReactElement {
  const state = useDesk(desk);
  const [hasLooked, setLooked] = useState(false); // reading again must not take away what is being typed
  if (!hasLooked && state.check === "asked") setLooked(true);
  const context: DraftContext = { patientId: desk.access.patientId, today, user: desk.access.user };
  return (
    <div className={styles["actions"]}>
      <OnRecord desk={desk} prompt={prompt} today={today} />
      <FocusStage>{hasLooked && <StatusForm desk={desk} prompt={prompt} context={context} first="reached" onClose={onClose} />}</FocusStage>
      {state.check === "asked" && <Ladder state={state} />}
    </div>
  );
}

/** What is recorded and ordered already, or why that is not known. */
function OnRecord({ desk, prompt, today }: Omit<PromptFollowUpProps, "onClose">): ReactElement {
  const state = useDesk(desk);
  const status = state.statuses.get(prompt.id);
  const wanted = answeredBy[prompt.id];
  const unknown = state.check === "asked" ? whyUnknown(state, ["Task"]) : undefined;
  return (
    <>
      {state.check !== "asked" && <output>{text("waiting")}</output>}
      {status !== undefined && <p className={styles["status"]}>{statusInWords(status, today)}</p>}
      {unknown !== undefined && <CouldNotCheck desk={desk} message={text("couldNotCheckTasks", { reason: unknown })} />}
      {wanted !== undefined && <Existing desk={desk} state={state} wanted={wanted} today={today} />}
    </>
  );
}

/** A draft is offered only when it may be written and it is known that there is none. */
function mayDraft(state: DeskState, wanted: OpenOrder["wanted"], today: CalendarDate): boolean {
  return (
    state.rungs.get("ServiceRequest")?.allowed === true &&
    whyUnknown(state, ["ServiceRequest", "Appointment"]) === undefined &&
    !state.orders.some((order) => order.wanted === wanted && isStillAhead(order, today))
  );
}

type ExistingProps = { readonly desk: Desk; readonly state: DeskState; readonly wanted: OpenOrder["wanted"]; readonly today: CalendarDate };

function Existing({ desk, state, wanted, today }: ExistingProps): ReactElement | null {
  if (state.check !== "asked") return null;
  const orders = state.orders.filter((order) => order.wanted === wanted);
  const unknown = whyUnknown(state, ["ServiceRequest", "Appointment"]);
  return (
    <>
      {orders.length > 0 && (
        <div className={styles["existing"]}>
          <p>{text(orders.some((order) => isStillAhead(order, today)) ? "already" : "passed")}</p>
          <ul>
            {orders.map((order) => (
              <li key={order.reference}>
                {order.label}, {text(`kind-${order.kind}`)}, {order.status}
                {order.date !== undefined && `, ${dateText(order.date)}`} <code>{order.reference}</code>
              </li>
            ))}
          </ul>
        </div>
      )}
      {unknown !== undefined && <CouldNotCheck desk={desk} message={text("couldNotCheck", { reason: unknown })} />}
    </>
  );
}

function CouldNotCheck({ desk, message }: { readonly desk: Desk; readonly message: string }): ReactElement {
  return (
    <div className={styles["unknown"]}>
      <p>{message}</p>
      {useDesk(desk).answers.some((answer) => answer.state === "failed") && <Button onClick={() => void desk.check("again")}>{text("tryAgain")}</Button>}
    </div>
  );
}

type OrderDraftProps = PromptActionsProps & { readonly wanted: OpenOrder["wanted"]; readonly context: DraftContext; readonly onClose: () => void };

function OrderDraft({ desk, prompt, record, wanted, context, onClose }: OrderDraftProps): ReactElement {
  const { resource } = orderDraft(wanted, prompt, record, context);
  const named = [...new Set(prompt.inputs.flatMap((input) => input.sources))];
  const code = resource["code"] as { readonly text: string };
  return (
    <ConfirmWrite
      desk={desk}
      draft={() => orderDraft(wanted, prompt, record, context)}
      words={[
        `${code.text}.`,
        text("orderReason", { reason: prompt.headline }),
        text("orderRule", { id: prompt.id, version: prompt.version, sources: named.length === 0 ? text("nothingNamed") : named.join(", ") }),
        text("writesOrder", { ehr: desk.access.ehr.name }),
      ]}
      onBack={onClose}
      onDone={onClose}
    />
  );
}

type GoalFormProps = Omit<PromptActionsProps, "record"> & { readonly rule: GoalRule; readonly context: DraftContext; readonly onClose: () => void };

function GoalForm({ desk, prompt, rule, context, onClose }: GoalFormProps): ReactElement {
  const [goal, setGoal] = useState(text(`goal-${rule}`));
  const [step, setStep] = useState<"form" | "preview">("form");
  const id = useId();
  if (step === "preview")
    return (
      <ConfirmWrite
        desk={desk}
        draft={() => goalDraft(prompt, goal.trim(), context)}
        words={[goal.trim(), text("writesGoal", { ehr: desk.access.ehr.name })]}
        onBack={() => setStep("form")}
        onDone={onClose}
      />
    );
  return (
    <form
      className={styles["form"]}
      aria-label={text("setGoal")}
      onSubmit={(event) => {
        event.preventDefault();
        if (goal.trim() !== "") setStep("preview");
      }}
    >
      <label htmlFor={id}>{text("goal")}</label>
      <textarea id={id} rows={2} value={goal} onChange={(event) => setGoal(event.target.value)} />
      {goal.trim() === "" && <p role="alert">{text("needGoal")}</p>}
      <div className={styles["buttons"]}>
        <Button type="submit">{text("preview")}</Button>
        <Button onClick={onClose}>{text("cancel")}</Button>
      </div>
    </form>
  );
}

/** Every rung, with the reason where it is shut: site configuration, granted scope, or the server. */
function Ladder({ state }: { readonly state: DeskState }): ReactElement {
  return (
    <Disclosure summary={text("ladder")}>
      <ul className={styles["ladder"]}>
        <li>{text("rungCopy")}</li>
        {rungTypes.map((type) => {
          const permission = state.rungs.get(type);
          const what = text(`rung-${type}`);
          return (
            <li key={type}>{permission?.allowed === true ? text("rungOpen", { what }) : text("rungShut", { what, because: permission?.because ?? "" })}</li>
          );
        })}
      </ul>
    </Disclosure>
  );
}
