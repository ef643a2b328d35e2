import type { ReactElement } from "react";
import type { DxaResult, DxaSession, DxaValue } from "../record/record";
import { type Column, DataTable } from "../ui/data-table";
import { formatDate } from "../ui/format";
import { HowKnown, type KnownHow } from "../ui/how-known";
import { SourceList } from "../ui/source-list";
import { densityValue } from "./density-words";
import { regionId, regionLabel } from "./region-label";
import { text } from "./text";

type Row = { readonly session: DxaSession; readonly result: DxaResult };

/** The table twin of the bone density chart: every result of every session, newest first, also those no chart may show. */
export function BoneDensityTable({ sessions }: { readonly sessions: readonly DxaSession[] }): ReactElement {
  const rows = sessions.toReversed().flatMap((session) => session.results.map((result): Row => ({ session, result })));
  return (
    <DataTable
      caption={text("densityTable")}
      columns={columns}
      rows={rows}
      rowId={({ session, result }, index) => `${session.id} ${regionId(result.region)} ${index}`}
    />
  );
}

const columns: readonly Column<Row>[] = [
  { id: "date", header: text("date"), wrap: "never", cell: ({ session }) => formatDate(session.date) },
  { id: "region", header: text("region"), wrap: "never", cell: ({ result }) => regionLabel(result.region) },
  {
    id: "t",
    header: text("metric-t-score"),
    align: "number",
    whenEmpty: "left-out",
    cell: ({ result }) => result.tScore && densityValue(result.tScore, "t-score"),
  },
  {
    id: "z",
    header: text("metric-z-score"),
    align: "number",
    whenEmpty: "left-out",
    cell: ({ result }) => result.zScore && densityValue(result.zScore, "z-score"),
  },
  {
    id: "bmd",
    header: text("metric-bmd"),
    align: "number",
    whenEmpty: "left-out",
    cell: ({ result }) => result.bmd && densityValue(result.bmd, "bmd").replace(" g/cm²", ""),
  },
  { id: "scanner", header: text("scanner"), cell: ({ session }) => session.scanner?.label ?? text("notNamed") },
  { id: "how", header: text("howKnown"), cell: ({ result }) => hows(result).map((how) => <HowKnown key={how} how={how} />) },
  { id: "note", header: text("note"), whenEmpty: "left-out", cell: ({ result }) => notes(result).join("; ") },
  { id: "source", header: text("source"), cell: ({ result }) => <SourceList references={[...new Set(values(result).flatMap((value) => value.sources))]} /> },
];

function values(result: DxaResult): readonly DxaValue[] {
  return [result.tScore, result.zScore, result.bmd].filter((value) => value !== undefined);
}

function hows(result: DxaResult): readonly KnownHow[] {
  return [...new Set(values(result).map((value) => value.how))];
}

function notes(result: DxaResult): readonly string[] {
  const said = values(result).flatMap((value) => [value.amended ? text("amended") : undefined, value.note]);
  return [...new Set(said.filter((note) => note !== undefined))];
}
