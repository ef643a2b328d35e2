import { type ReactElement, useEffect, useId, useRef, useState } from "react";
import type { FollowUpTools } from "../followup/follow-up";
import type { WorklistRow } from "../followup/row";
import { catalogue } from "../guidelines/catalogue";
import { dateText } from "../guidelines/wording";
import type { CalendarDate } from "../record/fact";
import { PromptFollowUp } from "../review/actions";
import { type Desk, statusInWords } from "../review/follow-up";
import type { FollowedPrompt } from "../review/follow-up-resources";
import { Dialog } from "../ui/dialog";
import { text } from "./team-text";
import type { TeamCharts } from "./team-charts";
import styles from "./team-follow-up.module.css";

/** What the worklist needs to show and record what was done about its patients. */
export function followUpToolsOf(charts: TeamCharts, today: CalendarDate): FollowUpTools {
  return {
    subscribe: charts.subscribe,
    known: charts.known,
    inWords: statusInWords,
    act: (row, read, onClose) => <FollowUpDialog key={row.patientId} desk={charts.deskOf(row.patientId, read)} row={row} today={today} onClose={onClose} />,
  };
}

type FollowUpDialogProps = { readonly desk: Desk; readonly row: WorklistRow; readonly today: CalendarDate; readonly onClose: () => void };

/** Records what was done about one prompt of a row, by the same form as the chart, after looking at what the EHR has now. */
function FollowUpDialog({ desk, row, today, onClose }: FollowUpDialogProps): ReactElement {
  useEffect(() => void desk.check("again"), [desk]); // others record too
  const [prompts] = useState(() => promptsOf(row)); // the list behind the dialog may go on changing
  const [chosen, setChosen] = useState(prompts[0]?.id);
  const id = useId();
  const choice = useRef<HTMLSelectElement>(null);
  useEffect(() => choice.current?.focus(), []); // a dialog begins at its close button, which is where nobody wants to begin
  const prompt = prompts.find((one) => one.id === chosen);
  const name = row.name === "" ? text("nameless") : row.name;
  const known = [
    row.birthDate === "" ? undefined : text("born", { date: dateText(row.birthDate) }),
    row.mrn === "" ? undefined : text("mrn", { mrn: row.mrn }),
  ].filter((one) => one !== undefined);
  return (
    <Dialog title={text("recordFor", { name })} onClose={onClose}>
      {known.length > 0 && <p>{known.join(", ")}</p>}
      {prompts.length > 1 && (
        <p className={styles["prompt"]}>
          <label htmlFor={id}>{text("about")}</label>
          <select ref={choice} id={id} value={chosen} onChange={(event) => setChosen(event.currentTarget.value)}>
            {prompts.map((one) => (
              <option key={one.id} value={one.id}>
                {one.rule.title}
              </option>
            ))}
          </select>
        </p>
      )}
      {prompt === undefined ? (
        <p>{text("nothingToRecord")}</p>
      ) : (
        <>
          <p>{prompt.headline}</p>
          <PromptFollowUp key={prompt.id} desk={desk} prompt={prompt} today={today} onClose={onClose} />
        </>
      )}
    </Dialog>
  );
}

/** A row tells the words of its first prompt only; of the others their rule. */
function promptsOf({ prompts, top }: WorklistRow): readonly FollowedPrompt[] {
  return prompts.flatMap(({ id }, index) => {
    const rule = catalogue.find((one) => one.id === id);
    return rule === undefined ? [] : [{ id, version: rule.version, headline: index === 0 ? top : rule.title, inputs: [], rule }];
  });
}
