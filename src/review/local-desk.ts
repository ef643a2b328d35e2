import type { PromptStatus } from "../record/follow-up";
import { type Desk, type DeskState, rungTypes } from "./follow-up";

/**
 * The desk of a patient of whom there are files only: it begins with what they tell, what is recorded is kept in this window, and
 * `because` says why.
 */
export function createLocalDesk(patientId: string, because: string, told: Partial<Pick<DeskState, "answers" | "orders" | "statuses">> = {}): Desk {
  const listeners = new Set<() => void>();
  let state: DeskState = {
    check: "asked",
    answers: [],
    orders: [],
    statuses: new Map(),
    rungs: new Map(rungTypes.map((type) => [type, { allowed: false, because }])),
    written: new Map(),
    ...told,
  };
  return {
    access: { patientId, user: undefined, ehr: { name: "" } },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    state: () => state,
    check: () => Promise.resolve(),
    send: () => Promise.resolve({ kind: "refused", why: "not-offered", status: undefined, because, details: [] }),
    keep(status: PromptStatus) {
      state = { ...state, statuses: new Map([...state.statuses, [status.ruleId, status]]) };
      for (const listener of listeners) listener();
    },
  };
}
