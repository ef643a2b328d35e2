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

/** The token, the code of the screen and the code of the charts are fetched side by side; the data follow the token at once. */
async function openChart(arrival: Extract<Arrival, { kind: "return" | "session" }>): Promise<void> {
  const parts = Promise.all([import("./app/start"), import("./app/patient-queries"), import("./smart/site-file")]);
  parts.catch(() => undefined); // told below, unless the sign-in fails first
  preloadCharts();
  const [{ openSession }, { thisBrowser }, ehrs] = await Promise.all([import("./smart/session"), import("./smart/adapter"), registry()]);
  const session = await openSession(arrival, ehrs, thisBrowser);
  const [{ showSession }, { startPatientSearches }, { siteFile }] = await parts;
  void startPatientSearches(session);
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
