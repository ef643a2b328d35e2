import type { ReactElement } from "react";
import { isWaiting } from "../record/bone-density/reading-agreement";
import type { BoneHealthRecord, DxaReport, DxaResult } from "../record/record";
import { isRead } from "../guidelines/searches-read";
import type { SearchId } from "../record/searches";
import { Button } from "../ui/button";
import { Disclosure } from "../ui/disclosure";
import { formatDate } from "../ui/format";
import { Panel } from "../ui/panel";
import { SourceList } from "../ui/source-list";
import { panelState } from "./panel-state";
import { ReportReadings } from "./report-readings";
import { ReportText } from "./report-text";
import styles from "./reports-panel.module.css";
import { text } from "./panels-text";

type ReportsPanelProps = {
  readonly record: BoneHealthRecord;
  readonly onRetry: (ids: readonly SearchId[]) => void;
  readonly onConfirmReading: ((id: string) => void) | undefined;
  readonly onOpenAttachment: ((report: DxaReport, index: number) => void) | undefined;
};

/** DXA reports as text, newest first. Numbers read out of a text are marked in their sentence and wait for a clinician's word. */
export function ReportsPanel({ record, onRetry, onConfirmReading, onOpenAttachment }: ReportsPanelProps): ReactElement {
  const reports = record.boneDensity.sessions.flatMap(({ reports: all, results }) => all.map((report) => ({ report, results }))).toReversed();
  const waiting = reports.reduce((count, { report, results }) => count + waitingIn(report, results), 0);
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
      {reports.map(({ report, results }, index) => (
        <Disclosure
          key={`${report.reference} ${isRead(record, "bone-observations") ? "" : "early"}`} // until the coded results are there, every number seems to wait
          initially={index === 0 || waitingIn(report, results) > 0 ? "open" : "closed"}
          summary={
            <span className={styles["title"]}>
              <span>{report.date === undefined ? text("undated") : formatDate(report.date)}</span> {report.title}
            </span>
          }
        >
          <div className={styles["report"]}>
            <SourceList references={[report.reference]} />
            {report.readings.length > 0 && <ReportReadings report={report} results={results} onConfirm={onConfirmReading} />}
            {report.text.trim() !== "" && <ReportText report={report} />}
            {report.fileOnly && <p>{text("fileOnly")}</p>}
            {report.attachments.map((attachment, position) => (
              <p key={`${position} ${attachment.title}`} className={styles["attachment"]}>
                {attachment.title || text("attachment")} ({kindOf(attachment.contentType)})
                {opens(attachment.contentType, report) === "here" && onOpenAttachment !== undefined && (
                  <Button onClick={() => onOpenAttachment(report, position)}>{text("open")}</Button>
                )}
                {(opens(attachment.contentType, report) === "in-ehr" || onOpenAttachment === undefined) && ` ${text("openInEhr")}`}
              </p>
            ))}
          </div>
        </Disclosure>
      ))}
    </Panel>
  );
}

function waitingIn(report: DxaReport, results: readonly DxaResult[]): number {
  return report.readings.filter((reading) => isWaiting(reading, results)).length;
}

/** What a person calls a file of this media type. */
function kindOf(contentType: string): string {
  if (contentType === "application/pdf") return "PDF";
  const [, kind] = /^(text|image)\//.exec(contentType) ?? [];
  return kind === undefined ? contentType : text(`file-${kind === "text" ? "text" : "image"}`);
}

/** Text that stands above needs no opening; pictures and other files are the EHR's to show. */
function opens(contentType: string, report: DxaReport): "here" | "in-ehr" | "shown-above" {
  if (/pdf|octet-stream|^$/.test(contentType)) return "here";
  if (/^text\/|html|xml|rtf/.test(contentType)) return report.fileOnly ? "here" : "shown-above";
  return "in-ehr";
}
