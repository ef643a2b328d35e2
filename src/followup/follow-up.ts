import type { ReactNode } from "react";
import type { WorklistRow } from "./row";
import { text } from "./text";

/** What has been done about a patient, and what can be: filled by the part that records it. */
export type FollowUp = {
  /** Ids of `[a-z-]`, for the filter and its link. */
  readonly statuses: readonly string[];
  readonly statusOf: (row: WorklistRow) => string;
  readonly labelOf: (status: string) => string;
  /** Buttons of one row; the column is not there without it. */
  readonly actions?: (row: WorklistRow) => ReactNode;
};

/** Nothing is recorded about anybody. */
export const noFollowUp: FollowUp = { statuses: ["none"], statusOf: () => "none", labelOf: () => text("noStatus") };
