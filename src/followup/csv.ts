import type { CalendarDate } from "../record/fact";
import { searchWords } from "../guidelines/searches-read";
import type { WorklistRow } from "./row";
import type { FollowUp } from "./follow-up";

type Cell = string | number | undefined;

const columns: readonly (readonly [header: string, cell: (row: WorklistRow, followUp: FollowUp) => Cell])[] = [
  ["Patient id", (row) => row.patientId],
  ["Name", (row) => row.name],
  ["MRN", (row) => row.mrn],
  ["Birth date", (row) => row.birthDate],
  ["Age", (row) => row.age],
  ["Aromatase inhibitor", (row) => row.agent],
  ["On it since", (row) => row.onSince],
  ["Months on it", (row) => row.monthsOn],
  ["Last DXA", (row) => row.lastDxa],
  ["Lowest T-score", (row) => row.lowestT],
  ["Lowest T-score, site", (row) => row.lowestTText],
  ["DXA standing", (row) => row.dxa],
  ["Last 25-OH vitamin D", (row) => row.vitaminDText],
  ["25-OH vitamin D date", (row) => row.vitaminDDate],
  ["25-OH vitamin D band", (row) => row.vitaminD],
  ["Bone medicine in force", (row) => row.measures.treated],
  ["Prompts", (row) => row.prompts.map(({ id, priority }) => `${id} (${priority})`).join("; ")],
  ["Top prompt", (row) => row.top],
  ["Follow-up", (row, followUp) => followUp.briefOf(row).status],
  ["Follow-up in full", (row, followUp) => followUp.linesOf(row).join(" | ")],
  ["Not fully loaded", (row) => row.notLoaded.map(({ search }) => searchWords[search]).join("; ")],
];

/** The rows as a table for a spreadsheet: RFC 4180, UTF-8 with a byte order mark, with the day and the source in every line. */
export function csvOf(rows: readonly WorklistRow[], made: { readonly on: CalendarDate; readonly from: string }, followUp: FollowUp): string {
  const header = [...columns.map(([title]) => title), "As of", "Source"];
  const lines = rows.map((row) => [...columns.map(([, cell]) => cell(row, followUp)), made.on, made.from]);
  return `\uFEFF${[header, ...lines].map((cells) => `${cells.map(written).join(",")}\r\n`).join("")}`;
}

/** A text that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, CSV injection); a number is written as one. */
function written(cell: Cell): string {
  if (cell === undefined) return "";
  if (typeof cell === "number") return String(cell);
  const guarded = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
