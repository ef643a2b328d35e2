import type { ReactElement } from "react";
import type { VitaminDResult } from "../record/record";
import { type Column, DataTable } from "../ui/data-table";
import { formatDate, formatNumber } from "../ui/format";
import { HowKnown } from "../ui/how-known";
import { SourceList } from "../ui/source-list";
import { text } from "./text";
import { inUnit } from "./vitamin-d-series";

/** The table twin of the vitamin D chart: every result, newest first, as reported and in the other unit. */
export function VitaminDTable({ results }: { readonly results: readonly VitaminDResult[] }): ReactElement {
  return <DataTable caption={text("vitaminDTable")} columns={columns} rows={results.toReversed()} rowId={(result, index) => `${result.date.text} ${index}`} />;
}

const columns: readonly Column<VitaminDResult>[] = [
  { id: "date", header: text("date"), wrap: "never", cell: (result) => formatDate(result.date) },
  { id: "reported", header: text("asReported"), align: "number", cell: (result) => result.asReported },
  { id: "other", header: text("inOtherUnit"), align: "number", cell: otherUnit },
  { id: "analyte", header: text("analyte"), cell: (result) => text(`analyte-${result.analyte}`) },
  { id: "how", header: text("howKnown"), cell: (result) => <HowKnown how={result.how} /> },
  { id: "note", header: text("note"), whenEmpty: "left-out", cell: (result) => (result.amended ? text("amended") : "") },
  { id: "source", header: text("source"), cell: (result) => <SourceList references={result.sources} /> },
];

function otherUnit(result: VitaminDResult): string {
  const unit = result.unit === "ng/mL" ? "nmol/L" : "ng/mL";
  return `${result.comparator ?? ""}${formatNumber(inUnit(result.value, result.unit, unit), unit === "ng/mL" ? 1 : 0)} ${unit}`;
}
