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

  howCoded: "coded",
  howByText: "recognised by its text",
  howReadFromReport: "read from the report, confirmed",
  howEnteredHere: "entered here",
  howDerived: "calculated here",
  howAssumed: "assumed",
  howUnconfirmed: "read from the report, confirm",

  copy: "Copy text",
  copied: "Copied",
  copyFailed: "The browser did not allow copying. Select the text instead.",

  close: "Close",

  sources: "{count, plural, one {Source} other {Sources}}",
  moreSources: "and {count} more",
  noSource: "no resource",

  tableOf: "{caption}, table",
  rowsShown: "Rows {from} to {to} of {total}",
  earlierRows: "Previous rows",
  laterRows: "Next rows",
});
