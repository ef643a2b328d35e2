import { type ReactElement, type ReactNode, useMemo, useState } from "react";
import type { GuidelineSettings } from "../guidelines/settings";
import type { RecordInput } from "../record/build";
import type { CalendarDate } from "../record/fact";
import type { RecordSettings } from "../record/site";
import type { EhrAccess } from "./ehr-access";
import type { FollowUpTools } from "./follow-up";
import { keepList, keptListOf } from "./kept-list";
import { LeaveList, recordedCount } from "./leave-list";
import type { ListRun } from "./list-run";
import type { PapersWanted } from "./selection-bar";
import type { OpenChart, WorklistSource } from "./source";
import { SourceChooser } from "./source-chooser";
import { text } from "./text";
import { Worklist } from "./worklist";
import styles from "./worklist-screen.module.css";

export type FollowUpScreenProps = {
  /** An EHR in the provider's own context; undefined when lists can be made from files only. */
  readonly access: EhrAccess | undefined;
  readonly today: CalendarDate;
  readonly record: RecordSettings;
  readonly guidelines: GuidelineSettings;
  /** The user wants to see a patient of this list. `fromFiles` is given when the list was made from files in this tab. */
  readonly onOpenPatient: (patientId: string, fromFiles: OpenChart | undefined, list: ListRun) => void;
  /** What this window knows of following up on the patients of a source, and how to act on them. */
  readonly followUpOf?: (source: WorklistSource) => FollowUpTools;
  /** Notes and hand-outs for several patients; patients can be chosen only where it is given. */
  readonly renderPapers?: (wanted: PapersWanted, fromFiles: OpenChart | undefined, source: WorklistSource) => ReactNode;
  /** Adds what was entered about a patient of the EHR in this window, so that her row counts it as her chart does. */
  readonly amend?: (input: RecordInput) => RecordInput;
};

/**
 * The care team's worklist. Only for a provider's own context (a session with `user/` scopes and no patient) or for local files: the
 * app must never route to it inside a launch on one patient, because some EHRs forbid it and because one patient's data would
 * stand beside another's. Opening a patient must start from nothing: clear what the chart held before.
 */
export function FollowUpScreen(props: FollowUpScreenProps): ReactElement {
  const { access, today, record, guidelines, onOpenPatient, followUpOf, renderPapers, amend } = props;
  const kept = keptListOf(access?.issuer ?? "");
  const [run, setRun] = useState(kept.run);
  const [arrival, setArrival] = useState<"started" | "returned">("returned");
  const settings = useMemo(() => ({ today, record, guidelines }), [today, record, guidelines]);
  const tools = useMemo(() => (run === undefined ? undefined : followUpOf?.(run.source)), [run, followUpOf]);
  return (
    <main className={styles["page"]}>
      <header className={styles["head"]}>
        <h1>{text("title")}</h1>
        <p>{run === undefined ? text("purpose") : run.source.name}</p>
        {run !== undefined && (
          <LeaveList
            key={run.source.name}
            label={text("another")}
            className={styles["screenOnly"] ?? ""}
            recorded={() => (run.source.origin === "ehr" ? 0 : recordedCount(tools?.known() ?? new Map()))}
            onLeave={() => {
              keepList(kept, undefined);
              setRun(undefined);
            }}
          />
        )}
      </header>
      {run === undefined ? (
        <SourceChooser
          access={access}
          settings={settings}
          amend={amend}
          onSource={(source) => {
            keepList(kept, source);
            setArrival("started");
            setRun(kept.run);
          }}
        />
      ) : (
        <Worklist
          key={run.source.name}
          run={run}
          arrival={arrival}
          owner={access?.issuer ?? ""}
          today={today}
          tools={tools}
          onOpen={(patientId) => onOpenPatient(patientId, run.source.chart, run)}
          renderPapers={renderPapers && ((wanted) => renderPapers(wanted, run.source.chart, run.source))}
        />
      )}
    </main>
  );
}
