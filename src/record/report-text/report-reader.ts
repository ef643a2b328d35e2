import { attachmentText, narrativeText } from "../attachment/text";
import { readReportText } from "./report-text";

/** All that opens and reads the texts of reports: a third of the record's code, needed only where there is one. */
export const reportReader = { attachmentText, narrativeText, readReportText } as const;

export type ReportReader = typeof reportReader;
