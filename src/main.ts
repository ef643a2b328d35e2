import { preloadCharts } from "./app/chart-chunk";
import { appAddress, type Arrival, arrivalAt } from "./smart/arrival";

/** Decides why the page was opened and loads only what that needs: a launch never loads React, a session starts everything at once. */
async function open(arrival: Arrival): Promise<void> {
  switch (arrival.kind) {
    case "start":
      return (await import("./app/front-door/front-door")).showStart();
    case "launch":
      return launch(arrival);
    case "return":
    case "session":
      return openChart(arrival);
  }
}

async function launch(asked: Extract<Arrival, { kind: "launch" }>): Promise<void> {
  const [{ launchFromEhr }, { thisBrowser }, ehrs] = await Promise.all([import("./smart/launch"), import("./smart/adapter"), registry()]);
  await launchFromEhr(asked, ehrs, thisBrowser);
}

/**
 * The code of the sign-in is asked for first, because the token waits for it; everything else travels beside it: what asks for the
 * data, the screen, the charts. The data are asked for the moment there is a token.
 */
async function openChart(arrival: Extract<Arrival, { kind: "return" | "session" }>): Promise<void> {
  const signIn = Promise.all([import("./smart/session"), import("./smart/adapter"), registry()]);
  const asking = import("./app/patient-queries");
  const screen = Promise.all([import("./app/start"), import("./smart/site-file")]);
  preloadCharts();
  for (const part of [asking, screen]) part.catch(() => undefined); // told below, unless the sign-in fails first

  const [{ openSession }, { thisBrowser }, ehrs] = await signIn;
  const session = await openSession(arrival, ehrs, thisBrowser);
  void (await asking).startPatientSearches(session);
  const [{ showSession }, { siteFile }] = await screen;
  showSession(session, await siteFile(appAddress(location.href)));
}

async function registry() {
  const { siteRegistry } = await import("./smart/site-file");
  return siteRegistry(appAddress(location.href));
}

open(arrivalAt(location.href)).catch(async (thrown: unknown) => {
  const { showProblem } = await import("./app/front-door/front-door");
  showProblem(thrown);
});
