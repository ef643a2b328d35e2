import { lazy, type ReactElement, Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { forgetWorklist, keptListOf } from "../followup/kept-list";
import { LeaveList, recordedCount } from "../followup/leave-list";
import type { ListRun } from "../followup/list-run";
import type { OpenChart, WorklistSource } from "../followup/source";
import { FollowUpScreen } from "../followup/worklist-screen";
import type { RecordInput } from "../record/build";
import { appAddress } from "../smart/arrival";
import type { Session } from "../smart/live-session";
import { siteFile } from "../smart/site-file";
import { Button } from "../ui/button";
import { LiveMessage } from "../ui/visually-hidden";
import { type Configuration, parseConfiguration, recordSettingsAt } from "./configuration";
import { text as teamText } from "./team-text";
import { show } from "./mount";
import { leavePatient, startPatientSearches } from "./patient-queries";
import { linkTo, useRoute } from "./route";
import { signedInAs, useSessionStatus } from "./session-bar";
import { entriesOf, withEntries } from "./session-entries";
import { leaveForStart, signedOut } from "./start";
import { ehrCharts, fileCharts, type TeamCharts } from "./team-charts";
import { followUpToolsOf } from "./team-follow-up";
import { type OpenedPatient, patientOf, TeamPatient } from "./team-patient";
import styles from "./team.module.css";
import { text } from "./text";
import { useToday } from "./today";

const ManyPapers = lazy(() => import("./many-papers").then((module) => ({ default: module.ManyPapers })));

/**
 * Shows the team's worklist: with a session in the user's own context, or (undefined) from files alone. Never called for a session
 * of one patient.
 * @throws ConfigurationError when the site's settings cannot be used
 */
export async function showTeam(session: Session | undefined): Promise<void> {
  const configuration = parseConfiguration(await siteFile(appAddress(location.href)));
  if (!location.hash.startsWith(`#${teamRoute}`)) history.replaceState(history.state, "", `${location.pathname}${location.search}#${teamRoute}`);
  show(<TeamScreen session={session} configuration={configuration} />);
  session?.subscribe(() => {
    const status = session.status();
    if (status.state !== "ended" || status.why !== "signed-out") return;
    forgetWorklist();
    void signedOut();
  });
}

const teamRoute = "/team";

/** The list and, opened from it, one patient at a time. */
export function TeamScreen({ session, configuration }: { readonly session: Session | undefined; readonly configuration: Configuration }): ReactElement {
  const route = useRoute();
  const today = useToday();
  const [opened, setOpened] = useState<OpenedPatient>();
  const [notice, setNotice] = useState<string>();
  const [list, setList] = useState(linkTo(teamRoute)); // with the filters it was left with
  const { guidelines } = configuration;
  const record = useMemo(() => (session === undefined ? configuration.record : recordSettingsAt(session.ehr, configuration.record)), [session, configuration]);
  const ofEhr = useMemo(() => session && ehrCharts(session, record), [session, record]);
  const [ofFiles] = useState(() => new WeakMap<WorklistSource, TeamCharts>()); // another list from files has other patients, whatever their ids
  const chartsOf = useCallback(
    (source: WorklistSource): TeamCharts => {
      if (source.origin === "ehr" && ofEhr !== undefined) return ofEhr;
      const charts = ofFiles.get(source) ?? fileCharts();
      ofFiles.set(source, charts);
      return charts;
    },
    [ofEhr, ofFiles],
  );
  const followUpOf = useCallback((source: WorklistSource) => followUpToolsOf(chartsOf(source), today), [chartsOf, today]);
  const amend = useCallback((input: RecordInput) => (ofEhr === undefined ? input : withEntries(input, entriesOf(ofEhr.chartOf(input.patientId)))), [ofEhr]);

  const recordedInWindow = (): number => {
    const { run } = keptListOf("");
    return run === undefined ? 0 : recordedCount(chartsOf(run.source).known());
  };

  const opening = useRef<AbortController>(undefined);
  useEffect(() => () => opening.current?.abort(), []);
  const openPatient = async (patientId: string, fromFiles: OpenChart | undefined, run: ListRun): Promise<void> => {
    opening.current?.abort(); // of two quick clicks the last one counts
    const mine = new AbortController();
    opening.current = mine;
    leavePatient(); // nothing of whoever was open before
    setNotice(undefined);
    if (location.hash.startsWith(linkTo(teamRoute))) setList(location.hash);
    const charts = chartsOf(run.source);
    if (fromFiles !== undefined) {
      const input = await fromFiles(patientId);
      if (mine.signal.aborted) return;
      if (input === undefined) return setNotice(teamText("rowsOnly"));
      setOpened({ kind: "files", input, chart: charts.chartOf(patientId), desk: charts.deskOf(patientId, run.state().followUps.get(patientId)), run });
    } else if (ofEhr !== undefined) {
      const own = ofEhr.chartOf(patientId);
      void startPatientSearches(own);
      ofEhr.deskOf(patientId); // the row hears of what is recorded in the chart
      setOpened({ kind: "ehr", session: own, run });
    }
    location.hash = "/"; // Back returns to the list with its filters
  };

  if (opened === undefined || route.startsWith(teamRoute))
    return (
      <>
        {session === undefined ? <FilesBar recorded={recordedInWindow} /> : <TeamBar session={session} />}
        {notice !== undefined && (
          <p role="alert" className={styles["notice"]}>
            {notice}
          </p>
        )}
        <FollowUpScreen
          access={session}
          today={today}
          record={record}
          guidelines={guidelines}
          onOpenPatient={(patientId, fromFiles, run) => void openPatient(patientId, fromFiles, run)}
          followUpOf={followUpOf}
          amend={amend}
          renderPapers={(wanted, fromFiles, source) => (
            <Suspense fallback={<LiveMessage message={text("opening")} />}>
              <ManyPapers
                wanted={wanted}
                fromFiles={fromFiles}
                access={session}
                amend={(input) => withEntries(input, entriesOf(chartsOf(source).chartOf(input.patientId)))}
                user={session?.user}
                today={today}
                record={record}
                guidelines={guidelines}
              />
            </Suspense>
          )}
        />
      </>
    );
  return (
    <>
      <nav className={styles["back"]}>
        <a href={list}>{teamText("backToTeam")}</a>
      </nav>
      <TeamPatient key={patientOf(opened)} opened={opened} configuration={configuration} />
    </>
  );
}

/** A list from files has no session to end; leaving it drops what was read. */
function FilesBar({ recorded }: { readonly recorded: () => number }): ReactElement {
  const leave = (): void => {
    forgetWorklist();
    void leaveForStart();
  };
  return (
    <header className={styles["bar"]}>
      <strong>{text("product")}</strong>
      <LeaveList label={teamText("leaveFiles")} recorded={recorded} onLeave={leave} />
    </header>
  );
}

function TeamBar({ session }: { readonly session: Session }): ReactElement {
  const status = useSessionStatus(session);
  return (
    <header className={styles["bar"]}>
      <strong>{text("product")}</strong>
      <span>{session.ehr.name}</span>
      {session.user !== undefined && <span>{signedInAs(session.user)}</span>}
      {status.state === "ended" && status.why !== "signed-out" && <span role="alert">{text("ended", { ehr: session.ehr.name })}</span>}
      <Button onClick={() => session.signOut()}>{text("signOut")}</Button>
    </header>
  );
}
