import { lazy, type ReactElement, Suspense, useState } from "react";
import { FollowUpScreen } from "../followup/worklist-screen";
import { forgetWorklist } from "../followup/kept-list";
import type { RecordInput } from "../record/build";
import { appAddress } from "../smart/arrival";
import type { Session } from "../smart/live-session";
import { siteFile } from "../smart/site-file";
import { Button } from "../ui/button";
import { LiveMessage } from "../ui/visually-hidden";
import { type Configuration, parseConfiguration, recordSettingsAt } from "./configuration";
import { FileChart } from "./file-chart";
import { show } from "./mount";
import { leavePatient, startPatientSearches } from "./patient-queries";
import { linkTo, useRoute } from "./route";
import { useSessionStatus } from "./session-bar";
import { SessionScreen } from "./session-screen";
import { leaveForStart, signedOut } from "./start";
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

/** The patient that was opened from the list: by a session of hers alone, or by what the files hold of her. */
type Opened = { readonly kind: "ehr"; readonly session: Session } | { readonly kind: "files"; readonly input: RecordInput };

function TeamScreen({ session, configuration }: { readonly session: Session | undefined; readonly configuration: Configuration }): ReactElement {
  const route = useRoute();
  const today = useToday();
  const [opened, setOpened] = useState<Opened>();
  const [list, setList] = useState(linkTo(teamRoute)); // with the filters it was left with
  const record = session === undefined ? configuration.record : recordSettingsAt(session.ehr, configuration.record);

  const openPatient = async (patientId: string, fromFiles: ((id: string) => Promise<RecordInput | undefined>) | undefined): Promise<void> => {
    leavePatient(); // nothing of whoever was open before
    if (location.hash.startsWith(linkTo(teamRoute))) setList(location.hash);
    const input = await fromFiles?.(patientId);
    if (input !== undefined) setOpened({ kind: "files", input });
    else if (session !== undefined && fromFiles === undefined) {
      const { context: _provider, ...same } = session;
      const own: Session = { ...same, patientId, needsPatientBanner: true };
      void startPatientSearches(own);
      setOpened({ kind: "ehr", session: own });
    } else return;
    location.hash = "/"; // Back returns to the list with its filters
  };

  if (opened === undefined || route.startsWith(teamRoute))
    return (
      <>
        {session === undefined ? <FilesBar /> : <TeamBar session={session} />}
        <FollowUpScreen
          access={session}
          today={today}
          record={record}
          guidelines={configuration.guidelines}
          onOpenPatient={(patientId, fromFiles) => void openPatient(patientId, fromFiles)}
          renderPapers={(wanted, fromFiles) => (
            <Suspense fallback={<LiveMessage message={text("opening")} />}>
              <ManyPapers
                wanted={wanted}
                fromFiles={fromFiles}
                access={session}
                user={session?.user}
                today={today}
                record={record}
                guidelines={configuration.guidelines}
              />
            </Suspense>
          )}
        />
      </>
    );
  return (
    <>
      <nav className={styles["back"]}>
        <a href={list}>{text("backToTeam")}</a>
      </nav>
      {opened.kind === "ehr" ? (
        <SessionScreen key={opened.session.patientId} session={opened.session} configuration={configuration} />
      ) : (
        <FileChart key={opened.input.patientId} input={opened.input} guidelines={configuration.guidelines} />
      )}
    </>
  );
}

/** A list from files has no session to end; leaving it drops what was read. */
function FilesBar(): ReactElement {
  const leave = (): void => {
    forgetWorklist();
    void leaveForStart();
  };
  return (
    <header className={styles["bar"]}>
      <strong>{text("product")}</strong>
      <Button onClick={leave}>{text("leaveFiles")}</Button>
    </header>
  );
}

function TeamBar({ session }: { readonly session: Session }): ReactElement {
  const status = useSessionStatus(session);
  return (
    <header className={styles["bar"]}>
      <strong>{text("product")}</strong>
      <span>{session.ehr.name}</span>
      {session.user !== undefined && <span>{text("user", { user: session.user })}</span>}
      {status.state === "ended" && status.why !== "signed-out" && <span role="alert">{text("ended", { ehr: session.ehr.name })}</span>}
      <Button onClick={() => session.signOut()}>{text("signOut")}</Button>
    </header>
  );
}
