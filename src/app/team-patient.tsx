import { type ReactElement, useCallback, useEffect, useRef } from "react";
import type { ListRun } from "../followup/list-run";
import { standingOfChart } from "../followup/row";
import type { Evaluation } from "../guidelines/model";
import type { RecordInput } from "../record/build";
import type { BoneHealthRecord } from "../record/record";
import type { Desk } from "../review/follow-up";
import type { Session } from "../smart/live-session";
import type { Configuration } from "./configuration";
import { FileChart } from "./file-chart";
import { text } from "./team-text";
import { entriesOf } from "./session-entries";
import { SessionScreen } from "./session-screen";
import styles from "./team.module.css";

/** The patient that was opened from the list: by a session of hers alone, or by what the files hold of her. */
export type OpenedPatient = { readonly run: ListRun } & (
  | { readonly kind: "ehr"; readonly session: Session }
  | { readonly kind: "files"; readonly input: RecordInput; readonly chart: object; readonly desk: Desk }
);

/** The id of the patient who was opened. */
export function patientOf(opened: OpenedPatient): string {
  return opened.kind === "ehr" ? opened.session.patientId : opened.input.patientId;
}

/** Her chart review, for one patient as long as it is mounted. Her row of the list follows it, so that the two never disagree. */
export function TeamPatient({ opened, configuration }: { readonly opened: OpenedPatient; readonly configuration: Configuration }): ReactElement {
  const { run } = opened;
  const patientId = patientOf(opened);
  const chart = opened.kind === "ehr" ? opened.session : opened.chart;
  const told = useRef(entriesOf(chart));
  const onChart = useCallback(
    (record: BoneHealthRecord, evaluation: Evaluation): void => {
      const entries = entriesOf(chart);
      const isRead = !record.searches.some(({ state }) => state === "pending");
      // Left before it is read, a chart says less than the row did; but the row must not go without what was entered.
      if (!isRead && entries === told.current) return;
      told.current = entries;
      run.replace(patientId, standingOfChart(record, evaluation));
    },
    [run, patientId, chart],
  );
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    window.scrollTo?.({ top: 0 });
    place.current?.focus({ preventScroll: true });
  }, []);
  const name = run.state().rows.find((row) => row.patientId === patientId)?.name ?? "";
  return (
    <div ref={place} tabIndex={-1} role="group" className={styles["chart"]} aria-label={text("chartOf", { name: name === "" ? text("nameless") : name })}>
      {opened.kind === "ehr" ? (
        <SessionScreen session={opened.session} configuration={configuration} onChart={onChart} />
      ) : (
        <FileChart input={opened.input} guidelines={configuration.guidelines} chart={opened.chart} desk={opened.desk} onChart={onChart} />
      )}
    </div>
  );
}
