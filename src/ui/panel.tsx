import { useId, type ReactElement, type ReactNode } from "react";
import { Button } from "./button";
import { Mark } from "./marks";
import styles from "./panel.module.css";
import { text } from "./text";

/**
 * What a panel can say about its own data. `message` always says what that means for what is on screen; only `empty` may
 * claim that there is nothing, and only its owner knows when that is true.
 */
export type PanelState =
  | { readonly kind: "ready" }
  | { readonly kind: "loading"; readonly message: string }
  | { readonly kind: "empty"; readonly message: string; readonly detail?: string }
  | { readonly kind: "partial"; readonly message: string; readonly onRetry?: () => void }
  | { readonly kind: "refused"; readonly message: string; readonly detail?: string }
  | { readonly kind: "failed"; readonly message: string; readonly onRetry: () => void };

type PanelProps = {
  readonly id: string;
  readonly title: string;
  readonly state: PanelState;
  /** Stands beside the title: a switch, a date. Not shown while there is nothing to switch. */
  readonly aside?: ReactNode;
  /** Shown when ready or partial. */
  readonly children?: ReactNode;
};

/** A titled region of the chart review. Every state differs in words and in shape, not only in colour. */
export function Panel({ id, title, state, aside, children }: PanelProps): ReactElement {
  const heading = useId();
  const hasContent = state.kind === "ready" || state.kind === "partial";
  return (
    <section id={id} className={styles["panel"]} aria-labelledby={heading} aria-busy={state.kind === "loading"} data-state={state.kind} tabIndex={-1}>
      <header className={styles["header"]}>
        <h2 id={heading} className={styles["title"]}>
          {title}
        </h2>
        {hasContent && aside !== undefined && <div className={styles["aside"]}>{aside}</div>}
      </header>
      {state.kind !== "ready" && <StateNote title={title} state={state} />}
      {hasContent && children}
    </section>
  );
}

function StateNote({ title, state }: { readonly title: string; readonly state: Exclude<PanelState, { kind: "ready" }> }): ReactElement {
  const onRetry = state.kind === "failed" || state.kind === "partial" ? state.onRetry : undefined;
  return (
    <div className={styles["note"]} data-kind={state.kind}>
      <p className={styles["message"]}>
        {state.kind !== "loading" && (
          <strong className={styles["word"]}>
            <Mark name={state.kind} />
            {text(`${state.kind}Mark`)}
          </strong>
        )}{" "}
        {state.kind === "loading" ? <output>{state.message}</output> : <span>{state.message}</span>}
      </p>
      {"detail" in state && state.detail !== undefined && <p className={styles["detail"]}>{state.detail}</p>}
      {state.kind === "loading" && <Skeleton />}
      {onRetry !== undefined && (
        <Button
          onClick={({ currentTarget }) => {
            currentTarget.closest("section")?.focus({ preventScroll: true }); // the button goes: the keyboard stays where it was
            onRetry();
          }}
          aria-label={text("retryWhat", { what: title })}
        >
          {text("retry")}
        </Button>
      )}
    </div>
  );
}

function Skeleton(): ReactElement {
  return (
    <div className={styles["skeleton"]} aria-hidden="true">
      <span />
      <span />
      <span />
    </div>
  );
}
