import type { SearchResult } from "../fhir/search";
import type { RecordSettings } from "../record/site";
import { createDesk, type Desk } from "../review/follow-up";
import type { Session } from "../smart/live-session";
import { noteWrite } from "./last-writes";
import { patientData, planOf, searchQuery } from "./patient-queries";

const desks = new WeakMap<Session, Desk>();

/** The one desk of a patient's session: her chart and her row of the team's list record on the same, so that they agree. */
export function deskOf(session: Session, settings: RecordSettings): Desk {
  let desk = desks.get(session);
  if (desk === undefined) desks.set(session, (desk = openDesk(session, settings)));
  return desk;
}

function openDesk(session: Session, settings: RecordSettings): Desk {
  const desk = createDesk({
    base: session.issuer,
    patientId: session.patientId,
    grantedScope: session.grantedScope,
    ehr: session.ehr,
    credentials: session,
    user: session.user,
    settings,
    procedures: () => proceduresOf(session),
  });
  return { ...desk, send: (draft) => noteWrite(session, desk.send(draft)) };
}

/** Those that were read for the open chart. */
function proceduresOf(session: Session): readonly unknown[] {
  const planned = planOf(session).find(({ id }) => id === "procedures");
  return (planned && patientData.getQueryData<SearchResult>(searchQuery(session, planned).queryKey)?.resources) ?? [];
}
