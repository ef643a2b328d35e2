import { type ReactElement, useState } from "react";
import type { CalendarDate } from "../record/fact";
import { Button } from "../ui/button";
import { text } from "./actions-text";
import { ConfirmWrite } from "./actions-write";
import { type Desk, useDesk } from "./follow-up";
import { communicationDraft, type GivenHandOut } from "./follow-up-resources";

type HandOutGivenProps = { readonly desk: Desk; readonly given: GivenHandOut; readonly today: CalendarDate };

/** Records in the EHR that a released hand-out was given, where the EHR takes it; else says why not. */
export function HandOutGiven({ desk, given, today }: HandOutGivenProps): ReactElement {
  const [step, setStep] = useState<"offered" | "preview">("offered");
  const { access } = desk;
  const permission = useDesk(desk).rungs.get("Communication");
  if (permission?.allowed !== true) return <p>{text("rungShut", { what: text("rung-Communication"), because: permission?.because ?? text("checking") })}</p>;
  if (step === "offered") return <Button onClick={() => setStep("preview")}>{text("recordGiven")}</Button>;
  const close = (): void => setStep("offered");
  return (
    <ConfirmWrite
      desk={desk}
      draft={() => communicationDraft(given, { patientId: access.patientId, today, user: access.user })}
      words={[text("writesCommunication", { ehr: access.ehr.name, language: given.language === "es" ? "Español" : "English", who: given.who })]}
      onBack={close}
      onDone={close}
    />
  );
}
