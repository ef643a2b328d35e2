import { lazy, type ReactElement } from "react";
import { isRead, searchWords } from "../guidelines/searches-read";
import type { BoneHealthRecord } from "../record/record";
import type { SearchId, SearchReport } from "../record/searches";
import { Button } from "../ui/button";
import { Disclosure } from "../ui/disclosure";
import { formatTime } from "../ui/format";
import { Mark } from "../ui/marks";
import styles from "./completeness.module.css";
import { LatePart } from "./late-part";
import { text } from "./text";

const CompletenessDetails = lazy(() => import("./completeness-details").then((module) => ({ default: module.CompletenessDetails })));

type CompletenessProps = { readonly record: BoneHealthRecord; readonly onRetry: (ids: readonly SearchId[]) => void };

/**
 * The line under the headline that says what was asked and answered, and, where something is missing, what can therefore not
 * be concluded. It opens on every search with its pages, time, warnings and reason.
 */
export function Completeness({ record, onRetry }: CompletenessProps): ReactElement {
  const { searches } = record;
  const open = searches.filter((report) => !isRead(record, report.id));
  const pending = open.filter((report) => report.state === "pending");
  const broken = open.filter((report) => report.state !== "pending");
  const again = broken.filter((report) => report.state === "failed" || report.state === "partial").map((report) => report.id);
  const warnings = searches.reduce((count, report) => count + report.warnings.length, 0);
  const state = broken.length > 0 ? "broken" : pending.length > 0 ? "pending" : "complete";

  return (
    <section className={styles["completeness"]} data-state={state} aria-label={text("whatWasAsked")}>
      {broken.length > 0 && (
        <div className={styles["broken"]}>
          <p>
            <strong className={styles["word"]}>
              <Mark name="failed" />
              {text("notEverything")}
            </strong>{" "}
            {broken.map((report) => `${searchWords[report.id]} (${text(`state-${report.state}`)})`).join(", ")}.
          </p>
          <p>{text("cannotConclude")}:</p>
          <ul className={styles["consequences"]}>
            {[...new Set(broken.map((report) => text(`cannot-${report.id}`)))].map((consequence) => (
              <li key={consequence}>{consequence}</li>
            ))}
          </ul>
          {again.length > 0 && <Button onClick={() => onRetry(again)}>{text("retryAll", { count: again.length })}</Button>}
        </div>
      )}
      <Disclosure mount="when-opened" summary={<output>{summary(searches, pending, broken, warnings)}</output>}>
        <LatePart what={text("whatWasAsked")}>
          <CompletenessDetails searches={searches} />
        </LatePart>
      </Disclosure>
    </section>
  );
}

function summary(searches: readonly SearchReport[], pending: readonly SearchReport[], broken: readonly SearchReport[], warnings: number): string {
  const complete = searches.length - pending.length - broken.length;
  const times = searches.flatMap((report) => (report.answeredAt === undefined ? [] : [report.answeredAt])).sort();
  const last = times.at(-1);
  return [
    complete === searches.length ? text("allComplete", { count: complete }) : text("someComplete", { complete, count: searches.length }),
    pending.length > 0 ? text("stillOpen", { count: pending.length }) : undefined,
    last === undefined ? undefined : text("asOf", { time: formatTime(last) }),
    text("pages", { count: searches.reduce((count, report) => count + report.pages, 0) }),
    warnings > 0 ? text("warnings", { count: warnings }) : undefined,
  ]
    .filter((part) => part !== undefined)
    .join(" · ");
}
