/**
 * Where following up on one patient stands: the least settled of her prompts decides, so that one thing done never hides another that
 * is not. `ordered`: nothing recorded, and what would answer the prompt is ordered or booked; `ended`: what was recorded has run out.
 * In the order in which the list sorts them: least followed first.
 */
export const followUpStatuses = [
  "none",
  "ended",
  "part",
  "reached",
  "ordered",
  "scheduled",
  "snoozed",
  "declined",
  "done",
  "not-applicable",
  "unread",
] as const;
export type FollowUpStatus = (typeof followUpStatuses)[number];
