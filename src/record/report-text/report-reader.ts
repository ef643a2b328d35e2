import { attachmentText, narrativeText } from "../attachment/text";
import { listUnread } from "../unread";
import { readReportText } from "./report-text";

/**
 * All that opens and reads the texts of reports, a third of the record's code, needed only where there is one; and what looks
 * through the chart for entries that nobody read, which no prompt waits for.
 */
export const reportReader = { attachmentText, narrativeText, readReportText, listUnread } as const;

export type ReportReader = typeof reportReader;
