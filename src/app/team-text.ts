import { phrases } from "../ui/phrases";

/** What the worklist's window says around the list. */
export const text = phrases("team", {
  leaveFiles: "Close and go to the start page",
  backToTeam: "Back to the team worklist",
  recordFor: "Record what was done: {name}",
  nameless: "name not available",
  born: "born {date}",
  mrn: "MRN {mrn}",
  about: "About which prompt",
  nothingToRecord: "No prompt stands on this row, so there is nothing to record about one. Open the chart for the rest.",
  chartOf: "Chart review: {name}",
  rowsOnly: "This list was made beforehand and holds rows only, so there is no chart to open. Open the patient in the EHR.",
  noEhr: "The list was made from files, so there is no EHR to write to.",
});
