import { phrases } from "./phrases";

export const text = phrases("ui", {
  months: "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",

  loadingMark: "Loading",
  emptyMark: "Nothing recorded",
  partialMark: "Incomplete",
  refusedMark: "Not permitted",
  failedMark: "Could not be read",
  retry: "Try again",
  retryWhat: "Try again: {what}",

  priorityH: "Alert",
  priorityM: "Prompt",
  priorityL: "For information",
  priorityGate: "Scope",
});
