import { useSyncExternalStore } from "react";
import { capabilitiesOf } from "../fhir/capabilities";
import { askFollowUp, type FollowUpAnswer, type FollowUpType, whyNotKnown } from "../fhir/follow-up-searches";
import { writeWithOrigin } from "../fhir/origin";
import { permissionToWrite, type WritableResource, type WriteAccess, type WriteOutcome, type WritePermission } from "../fhir/write";
import type { Prompt } from "../guidelines/model";
import { dateText } from "../guidelines/wording";
import type { CalendarDate } from "../record/fact";
import { isInForce, isSettled, type OpenOrder, type PromptStatus } from "../record/follow-up";
import { readFollowUp } from "../record/orders";
import type { RecordSettings } from "../record/site";
import { text } from "./actions-text";
import type { Draft } from "./follow-up-resources";
import type { PromptStatusView } from "./prompts";

export type RungType = Extract<WritableResource["resourceType"], "Task" | "ServiceRequest" | "Goal" | "CarePlan" | "Communication" | "DocumentReference">;
/** Lowest first; copying, which needs nobody's leave, stands below them all. */
export const rungTypes: readonly RungType[] = ["ServiceRequest", "Task", "Communication", "Goal", "CarePlan", "DocumentReference"];

export type DeskAccess = {
  readonly base: string;
  readonly patientId: string;
  readonly grantedScope: string;
  readonly ehr: Parameters<typeof permissionToWrite>[2]["ehr"];
  readonly credentials: WriteAccess["credentials"];
  readonly user: string | undefined;
  readonly settings: RecordSettings;
  /** Procedures that were read with the record: a planned scan is one in preparation. */
  readonly procedures: () => readonly unknown[];
};

/** What is known of following up on one patient's prompts, and what may be written about it. */
export type DeskState = {
  readonly check: "not-asked" | "asking" | "asked";
  readonly answers: readonly FollowUpAnswer[];
  readonly orders: readonly OpenOrder[];
  /** Recorded in the EHR, or kept in this window. */
  readonly statuses: ReadonlyMap<string, PromptStatus>;
  readonly rungs: ReadonlyMap<RungType, WritePermission>;
  /** What was written in this window, as it was read back, by reference. */
  readonly written: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
};

export type Desk = {
  /** For whom, by whom, and where to; an empty name where there is no EHR. */
  readonly access: Pick<DeskAccess, "patientId" | "user"> & { readonly ehr: { readonly name: string } };
  readonly subscribe: (listener: () => void) => () => void;
  readonly state: () => DeskState;
  /** Asks what the EHR already has, once; `again` asks anew. Never before the record's own searches: whoever calls sees to that. */
  readonly check: (when?: "once" | "again") => Promise<void>;
  /** Writes once. Never rejects; what was stored is part of the state at once. */
  readonly send: (draft: Draft) => Promise<WriteOutcome>;
  /** Keeps a status for this window only. */
  readonly keep: (status: PromptStatus) => void;
};

/** The desk of one session. It lives and dies with the window: nothing of it is stored in the browser. */
export function createDesk(access: DeskAccess): Desk & { readonly access: DeskAccess } {
  const listeners = new Set<() => void>();
  const stored = new Map<string, unknown>();
  const kept = new Map<string, PromptStatus>();
  let state: DeskState = { check: "not-asked", answers: [], orders: [], statuses: new Map(), rungs: new Map(), written: new Map() };
  let asking: Promise<void> | undefined;

  function tell(changes: Partial<DeskState>): void {
    const next = { ...state, ...changes };
    const found = byReference([...next.answers.flatMap((answer) => answer.resources), ...access.procedures(), ...stored.values()]);
    const { orders, statuses } = readFollowUp(access.patientId, found, access.settings);
    state = { ...next, orders, statuses: new Map([...statuses, ...kept]) };
    for (const listener of listeners) listener();
  }

  async function ask(): Promise<void> {
    tell({ check: "asking" });
    const before = [...stored.keys()];
    const [answers, rungs] = await Promise.all([askFollowUp(access.patientId, { ...access, signal: new AbortController().signal }), rungsOf(access)]);
    // What was written meanwhile is newer than the answer, and an answer that did not come takes nothing back.
    const answered = answers.filter((answer) => answer.state === "complete").map(({ type }) => `${type}/`);
    for (const reference of before) if (answered.some((type) => reference.startsWith(type))) stored.delete(reference);
    tell({ check: "asked", answers, rungs });
  }

  return {
    access,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    state: () => state,
    check(when = "once") {
      if (asking === undefined || (when === "again" && state.check === "asked")) asking = ask();
      return asking;
    },
    async send(draft) {
      const { resource, ...conditions } = draft;
      // Never aborted: once sent, what became of it must be known.
      const writer = { ...access, capabilities: await capabilitiesOf(access.base) };
      const outcome = await writeWithOrigin(writer, resource, { ...conditions, signal: new AbortController().signal });
      if (outcome.kind === "written" && outcome.stored !== undefined) {
        stored.set(outcome.reference, outcome.stored);
        tell({ written: new Map([...state.written, [outcome.reference, outcome.stored]]) });
      }
      return outcome;
    },
    keep(status) {
      kept.set(status.ruleId, status);
      tell({});
    },
  };
}

export function useDesk(desk: Desk): DeskState {
  return useSyncExternalStore(desk.subscribe, desk.state);
}

/** The server is asked what it can do only where the site lets Boneline write at all. */
async function rungsOf({ ehr, grantedScope, base }: DeskAccess): Promise<DeskState["rungs"]> {
  const capabilities = rungTypes.some((type) => ehr.writes?.includes(type)) ? await capabilitiesOf(base) : undefined;
  return new Map(rungTypes.map((type) => [type, permissionToWrite(type, "create", { ehr, grantedScope, capabilities })]));
}

/** Of two copies the later one: what was read back stands for what was searched before. */
function byReference(resources: readonly unknown[]): readonly unknown[] {
  const found = new Map<unknown, unknown>();
  for (const resource of resources) {
    const { resourceType, id } = typeof resource === "object" && resource !== null ? (resource as { resourceType?: unknown; id?: unknown }) : {};
    found.set(typeof id === "string" ? `${String(resourceType)}/${id}` : resource, resource);
  }
  return [...found.values()];
}

/** Why it is not known whether something is ordered already; undefined when it is known, or when the EHR has no such type. */
export function whyUnknown(state: DeskState, types: readonly [FollowUpType, ...FollowUpType[]]): string | undefined {
  if (state.check !== "asked") return text("checking");
  return whyNotKnown(state.answers, types);
}

/** A status as one line, with its reason, author and end. */
export function statusInWords(status: PromptStatus, today: CalendarDate): string {
  const parts = [
    text(`is-${status.disposition}`),
    status.on === undefined ? undefined : text("onDay", { date: dateText(status.on) }),
    status.by === undefined ? undefined : text("byWhom", { by: status.by }),
  ];
  const done = parts.filter((part) => part !== undefined).join(" ");
  const end = status.until === undefined ? undefined : text(isInForce(status, today) ? "until" : "ended", { date: dateText(status.until) });
  return [
    `${done}.`,
    status.reason === "" ? undefined : text("reasonWas", { reason: status.reason.replace(/\.$/, "") }),
    end,
    status.task === undefined ? text("hereOnly") : undefined,
  ]
    .filter((part) => part !== undefined)
    .join(" ");
}

/** How the list of prompts shows a status: alerts are never folded away. */
export function promptStatusView(state: DeskState, prompt: Pick<Prompt, "id" | "priority">, today: CalendarDate): PromptStatusView | undefined {
  const status = state.statuses.get(prompt.id);
  if (status === undefined) return undefined;
  // What could not be read today is not what could not be read when this was recorded.
  const staysOpen = prompt.priority === "H" || prompt.priority === "gate" || prompt.id === "STATE-ERR";
  return { line: statusInWords(status, today), folded: !staysOpen && isSettled(status, today) };
}
