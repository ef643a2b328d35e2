import { type ReactElement, useState } from "react";
import { Button } from "../ui/button";
import { text } from "./actions-text";
import { ConfirmWrite } from "./actions-write";
import { carePlanDraft, goalsWritten, planWritten } from "./care-plan";
import { type Desk, useDesk } from "./follow-up";
import type { DraftContext } from "./follow-up-resources";

/** Puts the goals that were written in this window into one care plan, where the EHR takes it. Nothing before there is a goal. */
export function CarePlanOffer({ desk, context }: { readonly desk: Desk; readonly context: DraftContext }): ReactElement | null {
  const state = useDesk(desk);
  const [step, setStep] = useState<"offered" | "preview">("offered");
  const goals = goalsWritten(state.written);
  const plan = planWritten(state.written);
  const isOpen = state.rungs.get("CarePlan")?.allowed === true;
  const listed = goals.every(({ reference }) => plan?.goals.includes(reference) === true);
  if (!isOpen || goals.length === 0) return null;
  const close = (): void => setStep("offered");
  if (step === "offered") {
    if (plan !== undefined && listed) return <p>{text("planListsAll", { reference: plan.reference })}</p>;
    return <Button onClick={() => setStep("preview")}>{text(plan === undefined ? "makePlan" : "addToPlan")}</Button>;
  }
  const { name } = desk.access.ehr;
  return (
    <ConfirmWrite
      desk={desk}
      draft={() => carePlanDraft(goalsWritten(desk.state().written), context, planWritten(desk.state().written))}
      words={[
        ...goals.map(({ description, reference }) => text("planGoal", { goal: description, reference })),
        plan === undefined ? text("writesPlan", { ehr: name }) : text("changesPlan", { ehr: name, reference: plan.reference }),
      ]}
      onBack={close}
      onDone={close}
    />
  );
}
