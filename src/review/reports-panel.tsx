import type { ReactElement } from "react";
import { regionLabel } from "../charts/region-label";
import type { BoneHealthRecord, DxaReport, ReportReading } from "../record/record";
import type { SearchId } from "../record/searches";
import { Button } from "../ui/button";
import { Disclosure } from "../ui/disclosure";
import { formatDate, formatNumber, formatScore } from "../ui/format";
import { HowKnown } from "../ui/how-known";
import { Panel } from "../ui/panel";
import { SourceList } from "../ui/source-list";
import { panelState } from "./panel-state";
import { MarkedText, ReportText } from "./report-text";
import styles from "./reports-panel.module.css";
import { text } from "./text";

type ReportsPanelProps = {
  readonly record: BoneHealthRecord;
  readonly onRetry: (ids: readonly SearchId[]) => void;
  readonly onConfirmReading: ((id: string) => void) | undefined;
  readonly onOpenAttachment: ((report: DxaReport, index: number) => void) | undefined;
};

/** DXA reports as text, newest first. Numbers read out of a text are marked in their sentence and wait for a clinician's word. */
export function ReportsPanel({ record, onRetry, onConfirmReading, onOpenAttachment }: ReportsPanelProps): ReactElement {
  const reports = record.boneDensity.sessions.flatMap((session) => session.reports).toReversed();
  const waiting = reports.reduce((count, report) => count + report.readings.filter((reading) => !reading.confirmed).length, 0);
  return (
    <Panel
      id="reports"
      title={text("reports")}
      aside={waiting > 0 ? text("waiting", { count: waiting }) : undefined}
      state={panelState({
        record,
        needs: ["diagnostic-reports", "documents"],
        found: reports.length > 0 ? "something" : "nothing",
        what: text("reportsWhat"),
        empty: text("reportsEmpty"),
        onRetry,
      })}
    >
      {reports.map((report, index) => (
        <Disclosure
          key={report.reference}
          initially={index === 0 || report.readings.some((reading) => !reading.confirmed) ? "open" : "closed"}
          summary={
            <span className={styles["title"]}>
              <span>{report.date === undefined ? text("undated") : formatDate(report.date)}</span> {report.title}
            </span>
          }
        >
          <div className={styles["report"]}>
            <SourceList references={[report.reference]} />
            {report.readings.length > 0 && (
              <ul className={styles["sentences"]}>
                {sentencesOf(report.readings).map(([sentence, readings]) => (
                  <li key={sentence}>
                    <q className={styles["sentence"]}>
                      <MarkedText text={sentence} marks={readings.map((reading) => reading.at)} />
                    </q>
                    <ul className={styles["readings"]}>
                      {readings.map((reading) => (
                        <Reading key={reading.id} reading={reading} onConfirm={onConfirmReading} />
                      ))}
                    </ul>
                  </li>
                ))}
              </ul>
            )}
            {report.text.trim() !== "" && <ReportText report={report} />}
            {report.fileOnly && <p>{text("fileOnly")}</p>}
            {report.attachments.map((attachment, position) => (
              <p key={`${attachment.title} ${attachment.contentType}`} className={styles["attachment"]}>
                {attachment.title || text("attachment")} ({attachment.contentType})
                {onOpenAttachment === undefined ? ` ${text("openInEhr")}` : <Button onClick={() => onOpenAttachment(report, position)}>{text("open")}</Button>}
              </p>
            ))}
          </div>
        </Disclosure>
      ))}
    </Panel>
  );
}

function Reading({ reading, onConfirm }: { readonly reading: ReportReading; readonly onConfirm: ((id: string) => void) | undefined }): ReactElement {
  const what = readingInWords(reading);
  return (
    <li className={styles["reading"]} data-reading-id={reading.id}>
      <strong>{what}</strong> <HowKnown how={reading.confirmed ? "read-from-report" : "unconfirmed"} />{" "}
      {!reading.confirmed && onConfirm !== undefined && (
        <Button onClick={() => onConfirm(reading.id)} aria-label={text("confirmWhat", { what })}>
          {text("confirm")}
        </Button>
      )}
    </li>
  );
}

/** Readings by the sentence they stand in, in the order of the report. */
function sentencesOf(readings: readonly ReportReading[]): readonly (readonly [string, readonly ReportReading[]])[] {
  const bySentence = new Map<string, ReportReading[]>();
  for (const reading of readings) {
    const group = bySentence.get(reading.sentence);
    if (group) group.push(reading);
    else bySentence.set(reading.sentence, [reading]);
  }
  return [...bySentence.entries()];
}

function readingInWords({ metric, region, value }: ReportReading): string {
  const number = metric === "bmd" ? `${formatNumber(value, 3)} g/cm²` : formatScore(value);
  return text("readingOf", { region: regionLabel(region), metric: text(`metric-${metric}`), value: number });
}
