import { lazy, type ReactElement, Suspense, useCallback, useEffect, useMemo } from "react";
import { evaluate } from "../guidelines/evaluate";
import type { Evaluation, Prompt } from "../guidelines/model";
import type { GuidelineSettings } from "../guidelines/settings";
import { buildRecord, type RecordInput } from "../record/build";
import type { BoneHealthRecord } from "../record/record";
import { PromptActions } from "../review/actions";
import { type Desk, promptStatusView, statusInWords, useDesk } from "../review/follow-up";
import { ReviewScreen } from "../review/review-screen";
import { useSessionEntries, withEntries } from "./session-entries";

const PatientTools = lazy(() => import("./patient-tools").then((module) => ({ default: module.PatientTools })));

type FileChartProps = {
  readonly input: RecordInput;
  readonly guidelines: GuidelineSettings;
  /** What stands for this chart while its list does, and where what is done about it is kept. */
  readonly chart: object;
  readonly desk: Desk;
  /** The row of the list follows the chart. */
  readonly onChart: (record: BoneHealthRecord, evaluation: Evaluation) => void;
};

/** The chart review of one patient of an export on this computer: what the files hold, with nothing to ask again. */
export function FileChart({ input, guidelines, chart, desk, onChart }: FileChartProps): ReactElement {
  const entries = useSessionEntries(chart);
  const state = useDesk(desk);
  const record = useMemo(() => buildRecord(withEntries(input, entries)), [input, entries]);
  const evaluation = useMemo(() => evaluate(record, guidelines), [record, guidelines]);
  useEffect(() => onChart(record, evaluation), [onChart, record, evaluation]);
  const lines = useMemo(() => new Map([...state.statuses].map(([id, status]) => [id, statusInWords(status, record.today)])), [state, record]);
  const actions = useCallback((prompt: Prompt) => <PromptActions desk={desk} prompt={prompt} record={record} />, [desk, record]);
  return (
    <ReviewScreen
      record={record}
      evaluation={evaluation}
      settings={guidelines}
      onRetry={nothingToAsk}
      onConfirmReading={entries.confirmReading}
      promptActions={actions}
      promptStatus={(prompt) => promptStatusView(state, prompt, record.today)}
      tools={
        <Suspense fallback={null}>
          <PatientTools record={record} evaluation={evaluation} settings={guidelines} user={undefined} desk={desk} lines={lines} read={[input]} />
        </Suspense>
      }
    />
  );
}

function nothingToAsk(): void {
  // an export says once what it holds
}
