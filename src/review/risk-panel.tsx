import type { ReactElement } from "react";
import { type RiskFactor, riskFactors } from "../guidelines/risk-factors";
import type { GuidelineSettings } from "../guidelines/settings";
import type { Fact } from "../record/fact";
import type { BoneHealthRecord } from "../record/record";
import type { SearchId } from "../record/searches";
import { type Column, DataTable } from "../ui/data-table";
import { Disclosure } from "../ui/disclosure";
import { formatDate, formatNumber } from "../ui/format";
import { Panel } from "../ui/panel";
import { SourceList } from "../ui/source-list";
import { absentInWords } from "./fact-words";
import styles from "./panels.module.css";
import { panelState } from "./panel-state";
import { text } from "./panels-text";
import { text as screenText } from "./text";

type RiskPanelProps = { readonly record: BoneHealthRecord; readonly settings: GuidelineSettings; readonly onRetry: (ids: readonly SearchId[]) => void };

/** The six counted risk factors with what is known of each, and the other facts that bear on fracture risk. */
export function RiskPanel({ record, settings, onRetry }: RiskPanelProps): ReactElement {
  const count = riskFactors(record, settings);
  const others = otherFacts(record);
  return (
    <Panel
      id="risk"
      title={text("risk")}
      aside={text("riskCount", { count: count.text })}
      state={panelState({
        record,
        needs: ["context-observations", "conditions", "family-history", "medication-requests"],
        found: count.all.some((factor) => factor.state === "present" || factor.state === "absent") ? "something" : "nothing",
        what: text("riskWhat"),
        empty: text("riskEmpty"),
        onRetry,
      })}
    >
      <DataTable caption={text("riskCaption")} columns={factorColumns} rows={count.all} rowId={(factor) => factor.id} />
      <Disclosure summary={text("otherFacts", { count: others.filter((row) => row.fact.state === "present").length })}>
        <DataTable caption={text("otherFactsCaption")} columns={factColumns} rows={others} rowId={(row) => row.label} />
      </Disclosure>
    </Panel>
  );
}

const factorColumns: readonly Column<RiskFactor>[] = [
  { id: "label", header: text("riskFactor"), cell: (factor) => factor.label },
  {
    id: "state",
    header: text("known"),
    wrap: "never",
    cell: (factor) => (factor.state === "present" ? <strong>{text("risk-present")}</strong> : <span className={styles["quiet"]}>{stateOf(factor)}</span>),
  },
  { id: "detail", header: text("detail"), cell: detailOf },
  { id: "source", header: text("source"), cell: sourcesOf },
];

/** What still loads has not failed. */
function stateOf({ state, pending }: RiskFactor): string {
  return pending === true ? screenText("stillReading") : text(`risk-${state}`);
}

/**
 * What is not recorded, or still loads, has nothing more to say. What could not be read says why, and so does what is there and
 * settles nothing: a fracture of unclear mechanism is not the same as none on record.
 */
function detailOf({ state, pending, detail, seen }: RiskFactor): string {
  if (state === "present" || state === "absent") return detail;
  if (pending === true) return "";
  return seen.missing.flatMap((one) => (one.state === "not-recorded" ? [] : [one.reason])).join("; ");
}

function sourcesOf({ state, seen }: RiskFactor): ReactElement | null {
  if (state !== "present" && state !== "absent") return null;
  return <SourceList references={[...new Set(seen.inputs.flatMap((input) => input.sources))]} />;
}

type OtherFact = { readonly label: string; readonly fact: Fact<unknown>; readonly value: string };

const factColumns: readonly Column<OtherFact>[] = [
  { id: "label", header: text("fact"), cell: (row) => row.label },
  {
    id: "value",
    header: text("value"),
    cell: (row) => (row.fact.state === "present" ? <strong>{row.value}</strong> : <span className={styles["quiet"]}>{absentInWords(row.fact)}</span>),
  },
  {
    id: "date",
    header: text("date"),
    wrap: "never",
    cell: (row) => (row.fact.state === "present" && row.fact.date !== undefined ? formatDate(row.fact.date) : ""),
  },
  { id: "source", header: text("source"), cell: (row) => (row.fact.state === "present" ? <SourceList references={row.fact.sources} /> : "") },
];

function otherFacts({ risk, boneDensity, disease, menopause }: BoneHealthRecord): readonly OtherFact[] {
  const row = <Value,>(label: string, fact: Fact<Value>, inWords: (value: Value) => string): OtherFact => ({
    label,
    fact,
    value: fact.state === "present" ? inWords(fact.value) : "",
  });
  const amount = (unit: string) => (value: number) => `${formatNumber(Number(value.toFixed(1)))} ${unit}`;
  return [
    row(text("menopause"), menopause.status, (value) => text(`menopause-${value}`)),
    row(text("ovarianSuppression"), menopause.ovarianSuppression, (value) => value.label),
    row(text("fraxMajor"), boneDensity.fraxMajor, amount("%")),
    row(text("fraxHip"), boneDensity.fraxHip, amount("%")),
    row(text("osteoporosis"), disease.osteoporosis, (value) => value.label),
    row(text("rheumatoidArthritis"), risk.rheumatoidArthritis, (value) => value.label),
    row(text("falls"), risk.falls, (value) => text("fallCount", { count: value.count, injurious: value.injurious ? "yes" : "no" })),
    row(text("alcohol"), risk.alcohol, amount("g/day")),
    row(text("weight"), risk.weight, amount("kg")),
    row(text("height"), risk.height, amount("cm")),
    row(text("exercise"), risk.exerciseMinutes, amount("min/week")),
    row(text("calciumSupplement"), risk.calciumSupplement, amount("mg/day")),
    row(text("vitaminDSupplement"), risk.vitaminDSupplement, amount("IU/day")),
  ];
}
