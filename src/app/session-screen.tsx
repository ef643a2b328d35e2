import { lazy, type ReactElement, Suspense, useEffect, useMemo } from "react";
import type { Evaluation } from "../guidelines/model";
import type { BoneHealthRecord } from "../record/record";
import { ReviewScreen } from "../review/review-screen";
import { appAddress } from "../smart/arrival";
import type { Session } from "../smart/live-session";
import { type Configuration, recordSettingsAt } from "./configuration";
import { LaterTools, useFollowUp } from "./follow-up-desk";
import { OutsideResultTool } from "./outside-result-tool";
import { ReportFiles } from "./report-files";
import { linkTo, useRoute } from "./route";
import { SessionBar } from "./session-bar";
import { SessionNotices } from "./session-notices";
import styles from "./session-screen.module.css";
import { text } from "./text";
import { usePatientRecord } from "./use-patient-record";

const CataloguePage = lazy(() => import("../catalogue/catalogue-page").then((module) => ({ default: module.CataloguePage })));

type SessionScreenProps = {
  readonly session: Session;
  readonly configuration: Configuration;
  /** Told of what the chart shows, whenever that changes. */
  readonly onChart?: (record: BoneHealthRecord, evaluation: Evaluation) => void;
};

/** Everything of one session: the bar, what must be known of it, and the page that the address asks for. */
export function SessionScreen({ session, configuration, onChart }: SessionScreenProps): ReactElement {
  const route = useRoute();
  const { record, evaluation, results, retry, reload, entries } = usePatientRecord(session, configuration);
  const settings = useMemo(() => recordSettingsAt(session.ehr, configuration.record), [session, configuration]);
  const followUp = useFollowUp(session, record, settings);
  useEffect(() => onChart?.(record, evaluation), [onChart, record, evaluation]);
  return (
    <>
      <SessionBar session={session} patient={record.patient} searches={record.searches} onReload={reload} />
      <SessionNotices session={session} results={results} />
      {route === "/" ? (
        <ReportFiles session={session} results={results} record={record} entries={entries}>
          {(open) => (
            <ReviewScreen
              record={record}
              evaluation={evaluation}
              settings={configuration.guidelines}
              onRetry={retry}
              onConfirmReading={entries.confirmReading}
              onOpenAttachment={open}
              promptActions={followUp.actions}
              promptStatus={followUp.status}
              tools={
                <>
                  <OutsideResultTool session={session} record={record} entries={entries} onStored={retry} />
                  <LaterTools
                    record={record}
                    evaluation={evaluation}
                    settings={configuration.guidelines}
                    user={session.user}
                    desk={followUp.desk}
                    lines={followUp.lines}
                    read={results}
                  />
                </>
              }
            />
          )}
        </ReportFiles>
      ) : route === "/catalogue" ? (
        <Suspense fallback={<p className={styles["page"]}>{text("loadingPage")}</p>}>
          <CataloguePage settings={configuration.guidelines} base={appAddress(location.href)} back={linkTo("/")} />
        </Suspense>
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
