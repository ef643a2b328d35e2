import type { WriteOutcome } from "../fhir/write";
import type { Session } from "../smart/live-session";

const onTheirWay = new Set<Promise<WriteOutcome>>();

/**
 * Keeps a write until the screen that asked for it can say what became of it. A sign-out takes that screen away: what was on its
 * way then is told by the page that follows. Nothing of it is stored.
 */
export function noteWrite(session: Session, sent: Promise<WriteOutcome>): Promise<WriteOutcome> {
  onTheirWay.add(sent);
  const settled = (): void => {
    const status = session.status();
    if (status.state === "open" || status.why !== "signed-out") onTheirWay.delete(sent);
  };
  sent.then(settled, settled);
  return sent;
}

/** What was confirmed and not answered when this page was signed out of. */
export function lastWrites(): readonly Promise<WriteOutcome>[] {
  return [...onTheirWay];
}
