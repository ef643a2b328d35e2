import { lazy, type ReactElement, type ReactNode, Suspense, useCallback, useState } from "react";
import type { AttachmentFile } from "../fhir/attachment-file";
import type { SearchResult } from "../fhir/search";
import type { BoneHealthRecord, DxaReport } from "../record/record";
import type { Session } from "../smart/live-session";
import { LiveMessage } from "../ui/visually-hidden";
import type { openReportFile } from "./report-file-opening";
import type { SessionEntries } from "./session-entries";
import { text } from "./text";

const ReportFile = lazy(() => import("../review/report-file").then((module) => ({ default: module.ReportFile })));

type ReportFilesProps = {
  readonly session: Session;
  readonly results: readonly SearchResult[];
  readonly record: BoneHealthRecord;
  readonly entries: SessionEntries;
  /** The screen, given the way to open an attachment of a report. */
  readonly children: (open: (report: DxaReport, index: number) => void) => ReactNode;
};

/** Opens files of reports over the screen; what they say becomes part of the record of this session. */
export function ReportFiles({ session, results, record, entries, children }: ReportFilesProps): ReactElement {
  const [opened, setOpened] = useState<{ readonly reference: string; readonly index: number; readonly title: string; readonly contentType: string }>();
  const open = useCallback(({ reference, title, attachments }: DxaReport, index: number) => {
    setOpened({ reference, index, title: attachments[index]?.title || title, contentType: attachments[index]?.contentType ?? "" });
  }, []);
  const reports = record.boneDensity.sessions.flatMap((one) => one.reports);
  const report = opened && reports.find(({ reference }) => reference === opened.reference);
  return (
    <>
      {children(open)}
      {opened !== undefined && (
        <Suspense fallback={<LiveMessage message={text("opening")} />}>
          <ReportFile
            key={`${opened.reference} ${opened.index}`}
            title={opened.title}
            contentType={opened.contentType}
            load={(signal) => load(session, results, opened, signal)}
            onText={(found) => entries.noteAttachmentText(opened.reference, opened.index, found)}
            readings={report?.readings.length}
            onClose={() => setOpened(undefined)}
          />
        </Suspense>
      )}
    </>
  );
}

async function load(...asked: Parameters<typeof openReportFile>): Promise<AttachmentFile> {
  const code = await import("./report-file-opening").catch(() => undefined);
  return code === undefined ? { kind: "not-read", because: text("codeNotLoaded") } : code.openReportFile(...asked);
}
