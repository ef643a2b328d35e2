import type { ReactElement } from "react";
import { regionLabel } from "../charts/region-label";
import type { How } from "../record/fact";
import { agreementOf, isWaiting } from "../record/bone-density/reading-agreement";
import type { DxaReport, DxaResult, ReportReading } from "../record/record";
import { Button } from "../ui/button";
import { FocusStage } from "../ui/focus-stage";
import { formatNumber, formatScore } from "../ui/format";
import { HowKnown } from "../ui/how-known";
import { MarkedText } from "./report-text";
import styles from "./reports-panel.module.css";
import { text } from "./panels-text";

type ReportReadingsProps = {
  readonly report: DxaReport;
  /** Of the report's session: what is coded there needs no confirming. */
  readonly results: readonly DxaResult[];
  readonly onConfirm: ((id: string) => void) | undefined;
};

/** The numbers read out of a report, each in its sentence: waiting for a clinician's word, confirmed, or said by a result anyway. */
export function ReportReadings({ report, results, onConfirm }: ReportReadingsProps): ReactElement {
  const waiting = report.readings.filter((reading) => isWaiting(reading, results));
  if (report.readings.every((reading) => isCoded(reading, results)))
    return <p className={styles["agrees"]}>{text("allAgree", { count: report.readings.length })}</p>;
  return (
    <>
      <FocusStage>
        {waiting.length > 1 && onConfirm !== undefined && (
          <Button onClick={() => waiting.forEach((reading) => onConfirm(reading.id))}>{text("confirmAll", { count: waiting.length })}</Button>
        )}
      </FocusStage>
      <ul className={styles["sentences"]}>
        {sentencesOf(report.readings).map(([sentence, readings]) => (
          <li key={sentence}>
            <q className={styles["sentence"]}>
              <MarkedText text={sentence} marks={readings.map((reading) => reading.at)} />
            </q>
            <ul className={styles["readings"]}>
              {readings.map((reading) => (
                <Reading key={reading.id} reading={reading} results={results} onConfirm={onConfirm} />
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </>
  );
}

function Reading({ reading, results, onConfirm }: Omit<ReportReadingsProps, "report"> & { readonly reading: ReportReading }): ReactElement {
  const what = text("readingOf", {
    region: regionLabel(reading.region),
    metric: text(`metric-${reading.metric}`),
    value: inWords(reading.metric, reading.value),
  });
  const agreement = agreementOf(reading, results);
  const other = agreement.kind === "differs" ? text("differs", { value: inWords(reading.metric, agreement.result.value) }) : undefined;
  return (
    <li className={styles["reading"]} data-reading-id={reading.id}>
      <strong>{what}</strong>{" "}
      <FocusStage className={styles["said"]}>
        {agreement.kind === "agrees" ? (
          <span className={styles["agrees"]}>{text(agreesKeys[agreement.result.how] ?? "agrees")}</span>
        ) : (
          <span>
            <HowKnown how={reading.confirmed ? "read-from-report" : "unconfirmed"} />
            {other !== undefined && <span className={styles["differs"]}> {other}</span>}
          </span>
        )}{" "}
        {isWaiting(reading, results) && onConfirm !== undefined && (
          <Button onClick={() => onConfirm(reading.id)} aria-label={text("confirmWhat", { what })}>
            {text("confirm")}
          </Button>
        )}
      </FocusStage>
    </li>
  );
}

/** A report that only repeats the coded results needs no list of its numbers: they are marked in its text. */
function isCoded(reading: ReportReading, results: readonly DxaResult[]): boolean {
  const agreement = agreementOf(reading, results);
  return agreement.kind === "agrees" && agreesKeys[agreement.result.how] === undefined;
}

const agreesKeys: Partial<Record<How, "agreesWithEntered" | "agreesWithConfirmed">> = {
  "entered-here": "agreesWithEntered",
  "read-from-report": "agreesWithConfirmed",
};

/** Readings by the sentence they stand in, in the order of the report. */
function sentencesOf(readings: readonly ReportReading[]): readonly (readonly [string, readonly ReportReading[]])[] {
  const bySentence = new Map<string, ReportReading[]>();
  for (const reading of readings) {
    const group = bySentence.get(reading.sentence);
    if (group) group.push(reading);
    else bySentence.set(reading.sentence, [reading]);
  }
  return [...bySentence.entries()];
}

function inWords(metric: ReportReading["metric"], value: number): string {
  return metric === "bmd" ? `${formatNumber(value, 3)} g/cm²` : formatScore(value);
}
