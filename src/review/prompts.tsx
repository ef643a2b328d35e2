import { lazy, type ReactElement, type ReactNode } from "react";
import type { Evaluation, Prompt } from "../guidelines/model";
import type { BoneHealthRecord } from "../record/record";
import { Disclosure } from "../ui/disclosure";
import { Panel, type PanelState } from "../ui/panel";
import { PriorityMark } from "../ui/priority-mark";
import { LatePart } from "./late-part";
import styles from "./prompts.module.css";
import { text } from "./text";
import { searchWords } from "../guidelines/searches-read";

/** The texts behind a prompt are long and read one at a time: they load when a basis is opened. */
const Basis = lazy(() => import("./basis").then((module) => ({ default: module.Basis })));

type PromptsProps = {
  readonly record: BoneHealthRecord;
  readonly evaluation: Evaluation;
  /** What else may be done about a prompt (note, order, snooze), from whoever owns the doing. */
  readonly actions?: ((prompt: Prompt) => ReactNode) | undefined;
  /** What was recorded about a prompt, if anything. */
  readonly status?: ((prompt: Prompt) => PromptStatusView | undefined) | undefined;
};

/** One line on what was done; a folded prompt stands in its place without its numbers until it comes back. */
export type PromptStatusView = { readonly line: string; readonly folded: boolean };

/** What fired, most urgent first. Each prompt is a native `details` that opens on its basis. */
export function Prompts({ record, evaluation, actions, status }: PromptsProps): ReactElement {
  const { prompts } = evaluation;
  const listed = prompts.map((prompt) => ({ prompt, view: status?.(prompt) })); // folded in place: nothing jumps away under a clinician's hand
  return (
    <Panel
      id="prompts"
      title={text("prompts")}
      state={promptsState(record, evaluation)}
      aside={prompts.length > 0 ? text("promptCount", { count: prompts.length }) : undefined}
    >
      {prompts.length === 0 && (
        <p className={styles["none"]}>
          {text("noPrompts")} {text("noPromptsDetail", { count: evaluation.results.filter((result) => result.judgement.outcome === "not-evaluable").length })}
        </p>
      )}
      <ol className={styles["list"]}>
        {listed.map(({ prompt, view }) => (
          <li key={prompt.id} className={styles["prompt"]} data-prompt-id={prompt.id} data-priority={prompt.priority} data-folded={view?.folded ?? false}>
            <Disclosure
              mount="when-opened"
              className={styles["disclosure"] ?? ""}
              summary={
                <>
                  <PriorityMark priority={prompt.priority} /> <h3 className={styles["headline"]}>{prompt.headline}</h3>{" "}
                  {view?.folded !== true && <span className={styles["why"]}>{prompt.whyNow}</span>}{" "}
                  {view !== undefined && <span className={styles["status"]}>{view.line}</span>} <span className={styles["basis"]}>{text("basis")}</span>
                </>
              }
            >
              <LatePart what={text("basis")}>
                <Basis prompt={prompt} actions={actions?.(prompt)} />
              </LatePart>
            </Disclosure>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function promptsState(record: BoneHealthRecord, { prompts }: Evaluation): PanelState {
  const open = record.searches.filter((search) => search.state === "pending");
  if (open.length > 0) {
    if (prompts.length === 0) return { kind: "loading", message: text("promptsLoading") };
    return { kind: "partial", message: text("promptsComing", { searches: open.map((search) => searchWords[search.id]).join(", ") }) };
  }
  return { kind: "ready" };
}
