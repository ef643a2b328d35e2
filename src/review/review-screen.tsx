import { lazy, type ReactElement, type ReactNode, Suspense, useDeferredValue, useState } from "react";
import type { Evaluation, Prompt } from "../guidelines/model";
import { type GuidelineSettings, guidelineSettings } from "../guidelines/settings";
import type { BoneHealthRecord, DxaReport } from "../record/record";
import type { SearchId } from "../record/searches";
import { Panel } from "../ui/panel";
import { Completeness } from "./completeness";
import { headline } from "./headline";
import { HeadlineSentence } from "./headline-sentence";
import { PatientLine } from "./patient-line";
import { Prompts, type PromptStatusView } from "./prompts";
import styles from "./review-screen.module.css";
import { text } from "./text";
import { WhyNot } from "./why-not";

const Panels = lazy(() => import("./panels").then((module) => ({ default: module.Panels })));

export type ReviewScreenProps = {
  readonly record: BoneHealthRecord;
  readonly evaluation: Evaluation;
  /** The settings the evaluation was made with. */
  readonly settings?: GuidelineSettings;
  readonly onRetry: (ids: readonly SearchId[]) => void;
  readonly onConfirmReading?: (id: string) => void;
  readonly onOpenAttachment?: (report: DxaReport, index: number) => void;
  /** Stands at the end of each prompt's basis. */
  readonly promptActions?: (prompt: Prompt) => ReactNode;
  /** What was recorded about a prompt: shown with it, and folded where it is settled for now. */
  readonly promptStatus?: (prompt: Prompt) => PromptStatusView | undefined;
  /** Stands beside the patient's name: copy the note, print, enter an outside result. */
  readonly tools?: ReactNode;
  /** Fixed width of the charts, where nothing can be measured. */
  readonly chartWidth?: number;
};

/**
 * One patient's chart review: the sentence that answers the question, what was asked of the EHR, prompts in order of urgency
 * with the rules that stayed silent, and the evidence. Headline and prompts need no code beyond this module; the rest loads.
 */
export function ReviewScreen(props: ReviewScreenProps): ReactElement {
  // Only the searches that the record was built from: newer ones would let an older record claim that something is absent.
  const { record, evaluation, settings = guidelineSettings(), onRetry } = props;
  // Headline and prompts stand a moment before the charts are drawn. An older record is safe: it claims by its own searches only.
  const evidence = useDeferredValue(record);
  const [belowPrompts, setBelowPrompts] = useState<Element | null>(null);
  return (
    <main className={styles["screen"]}>
      <header className={styles["top"]}>
        <div className={styles["who"]}>
          <PatientLine patient={record.patient} />
          {props.tools !== undefined && <div className={styles["tools"]}>{props.tools}</div>}
        </div>
        <HeadlineSentence clauses={headline(record, evaluation, settings)} />
        <Completeness record={record} onRetry={onRetry} />
      </header>
      <div className={styles["columns"]}>
        <div className={styles["decide"]}>
          <Prompts record={record} evaluation={evaluation} actions={props.promptActions} status={props.promptStatus} />
          <WhyNot record={record} evaluation={evaluation} />
          <div ref={setBelowPrompts} className={styles["below"]} />
        </div>
        <div className={styles["evidence"]}>
          <Suspense fallback={<EvidenceLoading />}>
            <Panels
              record={evidence}
              settings={settings}
              onRetry={onRetry}
              onConfirmReading={props.onConfirmReading}
              onOpenAttachment={props.onOpenAttachment}
              chartWidth={props.chartWidth}
              belowPrompts={belowPrompts}
            />
          </Suspense>
        </div>
      </div>
    </main>
  );
}

function EvidenceLoading(): ReactElement {
  const loading = (what: string) => ({ kind: "loading", message: text("loading", { what }) }) as const;
  return (
    <>
      <Panel id="bone-density" title={text("boneDensity")} state={loading(text("boneDensityWhat"))} />
      <Panel id="vitamin-d" title={text("vitaminDTitle")} state={loading(text("vitaminDWhat"))} />
      <Panel id="therapy" title={text("therapy")} state={loading(text("therapyWhat"))} />
    </>
  );
}
