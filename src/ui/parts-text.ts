import { phrases } from "./phrases";

/** What tables, sources and dialogs say. They are loaded after the headline and the prompts, and these texts with them. */
export const text = phrases("parts", {
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

  moreSources: "and {count} more",
  noSource: "no resource",

  tableOf: "{caption}, table",
  rowsShown: "Rows {from} to {to} of {total}",
  earlierRows: "Previous rows",
  laterRows: "Next rows",
});
