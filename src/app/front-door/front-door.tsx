import { thisBrowser } from "../../smart/adapter";
import { appAddress } from "../../smart/arrival";
import { problemOf } from "../../smart/problem";
import { at, type Ehr } from "../../smart/registry";
import { lastRevocation } from "../../smart/tab-storage";
import { siteRegistry } from "../../smart/site-file";
import { lastWrites } from "../last-writes";
import { show } from "../mount";
import { ProblemPage } from "./problem-page";
import { StartPage } from "./start-page";
import { text } from "./text";

/** The page of somebody without a session. */
export async function showStart(notice?: "signed-out"): Promise<void> {
  const app = appAddress(location.href);
  try {
    const ehrs = (await siteRegistry(app)).map((ehr) => at(app, ehr));
    document.title = text("titleStart");
    show(
      <StartPage
        ehrs={ehrs}
        notice={notice}
        revocation={notice && lastRevocation()}
        writes={notice && lastWrites()}
        app={app}
        onSignIn={(ehr) => void signIn(ehr)}
        onTeam={(ehr) => void openTeam(ehr)}
      />,
    );
  } catch (error) {
    showProblem(error);
  }
}

/** The page of a launch that failed, whatever was thrown. */
export function showProblem(thrown: unknown): void {
  document.title = text("titleProblem");
  show(<ProblemPage problem={problemOf(thrown)} startAddress={appAddress(location.href)} />);
}

/** The team's worklist: signed in at an EHR, or of files on this computer, which needs none. */
async function openTeam(ehr: Ehr | undefined): Promise<void> {
  try {
    if (ehr === undefined) await (await import("../team")).showTeam(undefined);
    else await (await import("../../smart/launch")).launchForTeam(ehr, thisBrowser);
  } catch (error) {
    showProblem(error);
  }
}

async function signIn(ehr: Ehr): Promise<void> {
  try {
    const { launchStandalone } = await import("../../smart/launch");
    await launchStandalone(ehr, thisBrowser);
  } catch (error) {
    showProblem(error);
  }
}
