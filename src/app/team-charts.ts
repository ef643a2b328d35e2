import type { FollowUpAnswer } from "../fhir/follow-up-searches";
import type { PatientFollowUp } from "../followup/patient-follow-up";
import type { RecordSettings } from "../record/site";
import { type Desk, type DeskState, whyUnknown } from "../review/follow-up";
import { createLocalDesk } from "../review/local-desk";
import type { Session } from "../smart/live-session";
import { text } from "./team-text";
import { deskOf } from "./patient-desk";

/**
 * What this window holds of the patients of one list beside their rows: what was typed into their charts, and what was recorded
 * about them. It lives as long as the list, or the session whose patients they are, and goes with it.
 */
export type TeamCharts<Chart extends object = object> = {
  /** What stands for a patient's chart, the same whenever she is opened: at an EHR a session of hers. */
  readonly chartOf: (patientId: string) => Chart;
  /** `read`: what the list read of her, with which a desk that has no EHR to ask begins. */
  readonly deskOf: (patientId: string, read?: PatientFollowUp) => Desk;
  /** What the desks know, by patient id. The same object until something changes. */
  readonly known: () => ReadonlyMap<string, PatientFollowUp>;
  readonly subscribe: (changed: () => void) => () => void;
};

/** Of patients of an EHR, each with a session of her own alone. */
export function ehrCharts(session: Session, settings: RecordSettings): TeamCharts<Session> {
  const sessionOf = onceEach((patientId): Session => {
    const { context: _provider, ...same } = session;
    return { ...same, patientId, needsPatientBanner: true };
  });
  return { chartOf: sessionOf, ...desksOf((patientId) => deskOf(sessionOf(patientId), settings)) };
}

/** Of patients of whom there are files only. */
export function fileCharts(): TeamCharts {
  return {
    chartOf: onceEach((patientId) => ({ patientId })),
    ...desksOf((patientId, read) => createLocalDesk(patientId, text("noEhr"), read && toldBy(read))),
  };
}

/** What could not be read of the files stays not known, whatever is recorded on top of it. */
function toldBy({ statuses, orders, statusesUnknown, ordersUnknown }: PatientFollowUp): Pick<DeskState, "answers" | "orders" | "statuses"> {
  const notRead = { Task: statusesUnknown, ServiceRequest: ordersUnknown } as const;
  const answers = (["Task", "ServiceRequest"] as const).flatMap((type): FollowUpAnswer[] => {
    const reason = notRead[type];
    return reason === undefined ? [] : [{ type, state: "not-asked", reason, resources: [] }];
  });
  return { statuses, orders, answers };
}

function desksOf(open: (patientId: string, read: PatientFollowUp | undefined) => Desk): Pick<TeamCharts, "deskOf" | "known" | "subscribe"> {
  const listeners = new Set<() => void>();
  let known: ReadonlyMap<string, PatientFollowUp> = new Map();
  const watched = (patientId: string, read: PatientFollowUp | undefined): Desk => {
    const desk = open(patientId, read);
    let told: Pick<PatientFollowUp, "readAt"> & Pick<DeskState, "answers" | "written"> = { ...desk.state(), readAt: 0 };
    desk.subscribe(() => {
      const state = desk.state();
      if (state.check !== "asked") return; // what was known before stands until the EHR has answered
      const { statuses, orders, answers, written } = state;
      if (answers !== told.answers || written !== told.written) told = { answers, written, readAt: Date.now() };
      const now = {
        readAt: told.readAt,
        statuses,
        orders,
        statusesUnknown: whyUnknown(state, ["Task"]),
        ordersUnknown: whyUnknown(state, ["ServiceRequest", "Appointment"]),
      };
      known = new Map([...known, [patientId, now]]);
      for (const changed of listeners) changed();
    });
    return desk;
  };
  return {
    deskOf: onceEach(watched),
    known: () => known,
    subscribe(changed) {
      listeners.add(changed);
      return () => void listeners.delete(changed);
    },
  };
}

function onceEach<T, Told = undefined>(make: (patientId: string, told: Told | undefined) => T): (patientId: string, told?: Told) => T {
  const made = new Map<string, T>();
  return (patientId, told) => {
    const one = made.get(patientId) ?? make(patientId, told);
    made.set(patientId, one);
    return one;
  };
}
