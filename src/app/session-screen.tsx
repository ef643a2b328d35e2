import type { ReactElement } from "react";
import { ReviewScreen } from "../review/review-screen";
import type { Session } from "../smart/live-session";
import type { Configuration } from "./configuration";
import { linkTo, useRoute } from "./route";
import { SessionBar } from "./session-bar";
import { SessionNotices } from "./session-notices";
import styles from "./session-screen.module.css";
import { text } from "./text";
import { usePatientRecord } from "./use-patient-record";

type SessionScreenProps = { readonly session: Session; readonly configuration: Configuration };

/** Everything of one session: the bar, what must be known of it, and the page that the address asks for. */
export function SessionScreen({ session, configuration }: SessionScreenProps): ReactElement {
  const route = useRoute();
  const { record, evaluation, results, retry, reload, confirmReading } = usePatientRecord(session, configuration);
  return (
    <>
      <SessionBar session={session} patient={record.patient} searches={record.searches} onReload={reload} />
      <SessionNotices session={session} results={results} />
      {route === "/" ? (
        <ReviewScreen record={record} evaluation={evaluation} settings={configuration.guidelines} onRetry={retry} onConfirmReading={confirmReading} />
      ) : (
        <NoSuchPage />
      )}
    </>
  );
}

function NoSuchPage(): ReactElement {
  return (
    <main className={styles["page"]}>
      <h1>{text("noSuchPage")}</h1>
      <a href={linkTo("/")}>{text("backToReview")}</a>
    </main>
  );
}
