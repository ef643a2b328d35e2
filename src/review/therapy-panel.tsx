import type { ReactElement } from "react";
import { therapyBars } from "../charts/therapy-lanes";
import type { TimeDomain } from "../charts/time-axis";
import { verdictOf } from "../record/medication/drug-verdict";
import type { BoneHealthRecord, DrugCourse, DrugEvidence, Dose } from "../record/record";
import type { SearchId } from "../record/searches";
import { type Column, DataTable } from "../ui/data-table";
import { Disclosure } from "../ui/disclosure";
import { formatDate, formatDay, formatNumber } from "../ui/format";
import { HowKnown } from "../ui/how-known";
import { Panel } from "../ui/panel";
import { SourceList } from "../ui/source-list";
import { panelState } from "./panel-state";
import { text } from "./panels-text";
import { text as screenText } from "./text";
import styles from "./therapy-panel.module.css";
import { TherapyTimeline } from "./therapy-timeline";

type TherapyPanelProps = {
  readonly record: BoneHealthRecord;
  readonly time: TimeDomain;
  readonly onRetry: (ids: readonly SearchId[]) => void;
  readonly width?: number;
};

/** Who took what and when: courses, gaps, switches and doses, with what each resource said and why it counted. */
export function TherapyPanel({ record, time, onRetry, width }: TherapyPanelProps): ReactElement {
  const { therapy } = record;
  const courses = [...therapy.aromataseInhibitors, ...therapy.others];
  const evidence = courses.flatMap((course) => course.evidence.map((said) => ({ course, said })));
  const changes = [
    ...therapy.switches.map((one) => text("switched", { from: one.from, to: one.to, date: formatDate(one.date) })),
    ...therapy.gaps.map((gap) => text("gap", { from: formatDay(gap.from), to: formatDay(gap.to), days: gap.days })),
  ];
  return (
    <Panel
      id="therapy"
      title={screenText("therapy")}
      state={panelState({
        record,
        needs: ["medication-requests", "medication-statements", "medication-administrations", "medication-dispenses", "procedures"],
        found: courses.length > 0 ? "something" : "nothing",
        what: screenText("therapyWhat"),
        empty: text("therapyEmpty"),
        onRetry,
      })}
    >
      <TherapyTimeline bars={therapyBars(therapy, record.today, "all")} time={time} {...(width === undefined ? {} : { width })} />
      {changes.length > 0 && (
        <ul className={styles["changes"]}>
          {changes.map((change) => (
            <li key={change}>{change}</li>
          ))}
        </ul>
      )}
      <Disclosure summary={text("coursesAsTable", { count: courses.length })} mount={courses.length > 100 ? "when-opened" : "at-once"}>
        <DataTable caption={text("courses")} columns={courseColumns} rows={courses} rowId={(course, index) => `${course.agent} ${index}`} />
      </Disclosure>
      <Disclosure summary={text("evidence", { count: evidence.length })} mount="when-opened">
        <DataTable caption={text("evidenceCaption")} columns={evidenceColumns} rows={evidence} rowId={({ said }, index) => `${said.reference} ${index}`} />
      </Disclosure>
    </Panel>
  );
}

const courseColumns: readonly Column<DrugCourse>[] = [
  { id: "agent", header: text("drug"), cell: (course) => course.label },
  { id: "class", header: text("drugClass"), cell: (course) => text(`class-${course.drugClass}`) },
  { id: "start", header: text("start"), wrap: "never", cell: (course) => (course.start === undefined ? screenText("notRecorded") : formatDate(course.start)) },
  { id: "end", header: text("end"), wrap: "never", cell: endOf },
  { id: "dose", header: text("dose"), cell: doseOf },
  { id: "how", header: text("howKnown"), cell: (course) => <HowKnown how={course.how} /> },
  { id: "source", header: text("source"), cell: (course) => <SourceList references={course.sources} /> },
];

type Said = { readonly course: DrugCourse; readonly said: DrugEvidence };

const evidenceColumns: readonly Column<Said>[] = [
  { id: "resource", header: text("source"), cell: ({ said }) => <SourceList references={[said.reference]} /> },
  { id: "kind", header: text("kind"), cell: ({ said }) => text(`kind-${said.kind}`) },
  { id: "status", header: text("status"), cell: ({ said }) => said.status },
  { id: "text", header: text("drug"), cell: ({ said }) => said.drugText },
  { id: "start", header: text("start"), wrap: "never", cell: ({ said }) => said.start && formatDate(said.start) },
  { id: "end", header: text("end"), wrap: "never", cell: ({ said }) => said.end && formatDate(said.end) },
  { id: "verdict", header: text("verdict"), cell: ({ said }) => verdictOf(said) },
];

function endOf(course: DrugCourse): string {
  if (course.end !== undefined) return formatDate(course.end);
  return text(`currency-${course.currency}`);
}

function doseOf(course: DrugCourse): ReactElement {
  const parts = [
    course.daily === undefined ? undefined : text("daily", { amount: formatNumber(course.daily.amount), unit: course.daily.unit }),
    course.purpose === "not-stated" ? undefined : text(`purpose-${course.purpose}`),
    course.doses.length === 0 ? undefined : text("given", { dates: givenOn(course.doses) }),
  ].filter((part) => part !== undefined);
  return <>{parts.join("; ")}</>;
}

function givenOn(doses: readonly Dose[]): string {
  return doses.map((dose) => formatDate(dose.date)).join(", ");
}
