import type { ReactElement } from "react";
import type { Fact } from "../record/fact";
import type { BoneHealthRecord, Chemistry, LabValue } from "../record/record";
import type { SearchId } from "../record/searches";
import { type Column, DataTable } from "../ui/data-table";
import { formatDate, formatNumber } from "../ui/format";
import { HowKnown } from "../ui/how-known";
import { Panel } from "../ui/panel";
import { SourceList } from "../ui/source-list";
import { absentInWords } from "./fact-words";
import styles from "./panels.module.css";
import { panelState } from "./panel-state";
import { text } from "./panels-text";
import { text as screenText } from "./text";

type LaboratoryPanelProps = { readonly record: BoneHealthRecord; readonly onRetry: (ids: readonly SearchId[]) => void };

/** Blood chemistry that matters before and during bone drugs: the latest value of each, with its own reference range. */
export function LaboratoryPanel({ record, onRetry }: LaboratoryPanelProps): ReactElement {
  const rows = tests.map((test): Row => ({ test, fact: record.chemistry[test] }));
  const dialysis = record.chemistry.dialysis;
  return (
    <Panel
      id="laboratory"
      title={text("laboratory")}
      state={panelState({
        record,
        needs: ["context-observations"],
        found: rows.some((row) => row.fact.state === "present" || row.fact.state === "stale") ? "something" : "nothing",
        what: text("laboratoryWhat"),
        empty: text("laboratoryEmpty"),
        onRetry,
      })}
    >
      <DataTable caption={text("laboratory")} columns={columns} rows={rows} rowId={(row) => row.test} />
      {dialysis.state === "present" && <p>{text("dialysis", { label: dialysis.value.label })}</p>}
    </Panel>
  );
}

type Test = Exclude<keyof Chemistry, "dialysis">;
type Row = { readonly test: Test; readonly fact: Fact<LabValue> };

const tests: readonly Test[] = [
  "calcium",
  "albumin",
  "correctedCalcium",
  "creatinine",
  "creatinineClearance",
  "egfr",
  "alkalinePhosphatase",
  "parathyroidHormone",
];

const columns: readonly Column<Row>[] = [
  { id: "test", header: text("test"), cell: (row) => text(`lab-${row.test}`) },
  { id: "value", header: text("value"), align: "number", cell: (row) => <Value fact={row.fact} /> },
  { id: "range", header: text("range"), align: "number", cell: (row) => (hasValue(row.fact) ? rangeOf(row.fact.value) : "") },
  { id: "date", header: text("date"), wrap: "never", cell: (row) => (hasValue(row.fact) && row.fact.date !== undefined ? formatDate(row.fact.date) : "") },
  {
    id: "source",
    header: text("source"),
    cell: (row) =>
      hasValue(row.fact) ? (
        <>
          {row.fact.how !== "coded" && <HowKnown how={row.fact.how} />} <SourceList references={row.fact.sources} />
        </>
      ) : (
        ""
      ),
  },
];

function Value({ fact }: { readonly fact: Fact<LabValue> }): ReactElement {
  if (!hasValue(fact)) return <span className={styles["quiet"]}>{absentInWords(fact)}</span>;
  const { value, unit, comparator, low, high } = fact.value;
  const side = low !== undefined && value < low ? "belowRange" : high !== undefined && value > high ? "aboveRange" : undefined;
  return (
    <>
      <strong>
        {comparator ?? ""}
        {formatNumber(Number(value.toFixed(fact.how === "derived" ? 1 : 2)))} {unit.replace("/1.73m2", "/1.73 m²")}
      </strong>
      {side !== undefined && <> {text(side)}</>}
      {fact.state === "stale" && <span className={styles["quiet"]}> {screenText("stale", { limit: fact.limit })}</span>}
    </>
  );
}

function hasValue(fact: Fact<LabValue>): fact is Extract<Fact<LabValue>, { state: "present" | "stale" }> {
  return fact.state === "present" || fact.state === "stale";
}

function rangeOf({ low, high }: LabValue): string {
  if (low !== undefined && high !== undefined) return `${formatNumber(low)}–${formatNumber(high)}`;
  if (low !== undefined) return `≥ ${formatNumber(low)}`;
  return high === undefined ? "" : `≤ ${formatNumber(high)}`;
}
