import { preloadCharts } from "./app/chart-chunk";
import { loadReportReader } from "./app/report-reader";
import { type Arrival, arrivalAt } from "./smart/arrival";

/** Decides why the page was opened and loads only what that needs: a launch never loads React, a session starts everything at once. */
async function open(arrival: Arrival): Promise<void> {
  switch (arrival.kind) {
    case "start":
      return (await import("./app/front-door/front-door")).showStart();
    case "launch":
      return (await import("./smart/launch")).launchHere(arrival);
    case "return":
    case "session":
      return openChart(arrival);
  }
}

/**
 * The sign-in comes first, because the data wait for its token; while the token is fetched, everything else is on its way: what
 * asks for the data, the screen, what reads reports, the charts. The data are asked for the moment there is a token, before
 * anything is drawn.
 */
async function openChart(arrival: Extract<Arrival, { kind: "return" | "session" }>): Promise<void> {
  const { openSessionHere } = await import("./smart/session");
  const opening = openSessionHere(arrival);
  const asking = import("./app/patient-queries");
  const screen = import("./app/start");
  loadReportReader();
  preloadCharts();
  for (const part of [asking, screen]) part.catch(() => undefined); // told below, unless the sign-in fails first

  const session = await opening;
  if (session.context === "provider") return (await import("./app/team")).showTeam(session);
  void (await asking).startPatientSearches(session);
  await (await screen).showSession(session);
  (await import("./app/rehearsal")).rehearse();
}

open(arrivalAt(location.href)).catch(async (thrown: unknown) => {
  const { showProblem } = await import("./app/front-door/front-door");
  showProblem(thrown);
});
