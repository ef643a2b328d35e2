import type { ReactElement } from "react";
import type { SearchResult } from "../fhir/search";
import type { Session } from "../smart/live-session";
import { clockDifference } from "./today";
import { useSessionStatus } from "./session-bar";
import styles from "./session-notices.module.css";
import { text } from "./text";

/** What the user must know of the session beside the data: that it has ended, or that the clock makes dates wrong. */
export function SessionNotices({ session, results }: { readonly session: Session; readonly results: readonly SearchResult[] }): ReactElement {
  const status = useSessionStatus(session);
  const hours = clockDifference(results);
  return (
    <div className={styles["notices"]} aria-live="polite">
      {status.state === "ended" && status.why !== "signed-out" && (
        <p className={styles["notice"]}>
          <strong>{text("ended", { ehr: session.ehr.name })}</strong> {text(`ended-${status.why}`)} {text("endedMeans")} {text("endedDo")}
        </p>
      )}
      {hours !== undefined && <p className={styles["notice"]}>{text("clockWrong", { hours: Math.abs(hours) })}</p>}
    </div>
  );
}
