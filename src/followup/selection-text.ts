import { phrases } from "../ui/phrases";

export const text = phrases("selection", {
  selectAll: "Select all {count} patients shown",
  selectOne: "Select {name}",
  selected: "{count, plural, =0 {No patient selected} one {# patient selected} other {# patients selected}}",
  hidden: "{count, plural, one {# of them is hidden by the filters and counts too} other {# of them are hidden by the filters and count too}}",
  keys: "Space selects a patient, Ctrl+A all that are shown.",
  notes: "{count, plural, one {Note for # patient} other {Notes for # patients}}",
  handOuts: "{count, plural, one {Hand-out for # patient} other {Hand-outs for # patients}}",
  clear: "Select nobody",
  tooMany: "At most {most} patients at once, and {count} are selected. Select fewer, and do the others after these.",
  region: "For the selected patients",
});
