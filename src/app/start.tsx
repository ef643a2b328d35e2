import { appAddress } from "../smart/arrival";
import type { Session } from "../smart/live-session";
import { siteFile } from "../smart/site-file";
import { parseConfiguration } from "./configuration";
import { show } from "./mount";
import { leavePatient } from "./patient-queries";
import { SessionScreen } from "./session-screen";

/**
 * Shows the session's patient, and after sign-out nothing of her.
 * @throws ConfigurationError when the site's settings cannot be used
 */
export async function showSession(session: Session): Promise<void> {
  const configuration = parseConfiguration(await siteFile(appAddress(location.href)));
  show(<SessionScreen session={session} configuration={configuration} />);
  session.subscribe(() => {
    const status = session.status();
    if (status.state === "ended" && status.why === "signed-out") void signedOut();
  });
}

/** Shows nothing of anybody any more, and where to sign in again. */
export async function signedOut(): Promise<void> {
  await toStart("signed-out");
}

/** The same where nobody was signed in. */
export async function leaveForStart(): Promise<void> {
  await toStart();
}

async function toStart(notice?: "signed-out"): Promise<void> {
  show(null); // at once: what comes in its place has to be loaded first
  leavePatient();
  history.replaceState(null, "", appAddress(location.href));
  const { showStart } = await import("./front-door/front-door");
  await showStart(notice);
}
