import { type ReactElement, useEffect, useRef } from "react";
import { Button } from "../ui/button";
import { FocusStage } from "../ui/focus-stage";
import { LiveMessage } from "../ui/visually-hidden";
import { evaluatedOf, type ListRun, type ListState, shareOf, standingOfList, timeLeft } from "./list-run";
import styles from "./worklist-screen.module.css";
import { text } from "./text";

type ListProgressProps = { readonly run: ListRun; readonly state: ListState; readonly arrival: "started" | "returned" };

/** How far the list is, what went wrong on the way, and what can be done about it. */
export function ListProgress({ run, state, arrival }: ListProgressProps): ReactElement {
  const heading = useRef<HTMLHeadingElement>(null);
  // What was clicked to make the list is gone: the focus would fall to the top of the page.
  useEffect(() => {
    if (arrival === "started") heading.current?.focus();
  }, [arrival]);
  const { phase, progress, leftOut, problems } = state;
  const standing = standingOfList(state);
  const isBusy = phase === "running" || phase === "paused";
  const failed = state.rows.filter(({ notLoaded }) => notLoaded.length > 0).length;
  const unfollowed = state.rows.some(({ patientId }) => state.followUps.get(patientId)?.failed === true);
  const left = phase === "running" ? timeLeft(state) : undefined;
  const out = leftOut["not-on-ai"] + leftOut.deceased;
  const facts = [
    text(progress.more === "maybe" && isBusy ? "foundSoFar" : "found", { count: progress.found }),
    text("evaluated", { count: evaluatedOf(state) }),
    text("failed", { count: failed }),
    ...(out > 0 ? [text("leftOut", { count: out, off: leftOut["not-on-ai"], dead: leftOut.deceased })] : []),
    ...(progress.requests === undefined ? [] : [text("requests", { count: progress.requests })]),
    ...(left === undefined ? [] : [text("timeLeft", { minutes: Math.round(left / 60_000) })]),
  ];
  const share = shareOf(state);
  return (
    <section className={styles["progress"]} aria-label={text("progress")}>
      {isBusy && <progress aria-label={text("progress")} max={1} {...(share === undefined ? {} : { value: share })} />}
      <h2 ref={heading} tabIndex={-1}>
        {text(`phase-${standing}`)}
      </h2>
      <p>{facts.join(" · ")}</p>
      <LiveMessage message={isBusy ? "" : text(`phase-${standing}`)} />
      {state.stoppedBecause !== undefined && <p className={styles["warning"]}>{state.stoppedBecause}</p>}
      {(phase === "cancelled" || phase === "stopped") && <p className={styles["warning"]}>{text("notComplete")}</p>}
      <FocusStage className={styles["buttons"]}>
        {phase === "running" && <Button onClick={run.pause}>{text("pause")}</Button>}
        {phase === "paused" && <Button onClick={run.resume}>{text("resume")}</Button>}
        {isBusy && <Button onClick={run.cancel}>{text("cancel")}</Button>}
        {(phase === "cancelled" || phase === "stopped") && <Button onClick={run.goOn}>{text("goOn")}</Button>}
        {!isBusy && failed > 0 && run.source.retries === "each" && <Button onClick={run.retryFailed}>{text("retryFailed")}</Button>}
        {!isBusy && unfollowed && <Button onClick={run.retryFollowUp}>{text("retryFollowUp")}</Button>}
      </FocusStage>
      {problems.length > 0 && (
        <details className={styles["problems"]} open={problems.length <= 3}>
          <summary>{text("problems", { count: problems.length })}</summary>
          <ul>
            {problems.map(({ where, reason }) => (
              <li key={`${where} ${reason}`}>{where === "" ? reason : `${where}: ${reason}`}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
