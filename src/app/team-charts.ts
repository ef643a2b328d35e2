import type { PatientFollowUp } from "../followup/patient-follow-up";
import type { RecordSettings } from "../record/site";
import { type Desk, type DeskState, whyUnknown } from "../review/follow-up";
import { createLocalDesk } from "../review/local-desk";
import type { Session } from "../smart/live-session";
import { text } from "./follow-up-text";
import { deskOf } from "./patient-desk";

/**
 * What this window holds of the patients of one list beside their rows: what was typed into their charts, and what was recorded
 * about them. It lives as long as the list, or the session whose patients they are, and goes with it.
 */
export type TeamCharts<Chart extends object = object> = {
  /** What stands for a patient's chart, the same whenever she is opened: at an EHR a session of hers. */
  readonly chartOf: (patientId: string) => Chart;
  readonly deskOf: (patientId: string) => Desk;
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
  return { chartOf: onceEach((patientId) => ({ patientId })), ...desksOf((patientId) => createLocalDesk(patientId, text("noEhr"))) };
}

function desksOf(open: (patientId: string) => Desk): Pick<TeamCharts, "deskOf" | "known" | "subscribe"> {
  const listeners = new Set<() => void>();
  let known: ReadonlyMap<string, PatientFollowUp> = new Map();
  const watched = (patientId: string): Desk => {
    const desk = open(patientId);
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

function onceEach<T>(make: (patientId: string) => T): (patientId: string) => T {
  const made = new Map<string, T>();
  return (patientId) => {
    const one = made.get(patientId) ?? make(patientId);
    made.set(patientId, one);
    return one;
  };
}
