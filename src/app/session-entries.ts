import type { Observation } from "fhir/r4";
import { useSyncExternalStore } from "react";
import type { WriteOutcome } from "../fhir/write";
import { attachmentKey } from "../record/attachment/attachments";
import type { RecordInput } from "../record/build";
import { notInEhr } from "../record/entered-here";
import type { OutsideResult } from "../record/outside-result";

/** A result from outside with its Observation, made where it is typed: what makes it is then not loaded with the chart. */
export type EnteredResult = OutsideResult & { readonly observation: Observation };

/** What a clinician adds to one patient's record in this window. In memory only: a reload or the end of the tab forgets it. */
export type SessionEntries = {
  /** Ids of numbers in report texts that were confirmed. */
  readonly confirmedReadings: ReadonlySet<string>;
  readonly confirmReading: (id: string) => void;
  /** Texts of opened report files, by `attachmentKey`. */
  readonly attachmentTexts: ReadonlyMap<string, string>;
  readonly noteAttachmentText: (reference: string, index: number, text: string) => void;
  readonly outsideResults: readonly EnteredResult[];
  readonly addOutsideResult: (entry: EnteredResult) => void;
  readonly removeOutsideResult: (id: string) => void;
  /** What became of those that were sent to the EHR, by id. */
  readonly outcomes: ReadonlyMap<string, WriteOutcome>;
  readonly noteOutcome: (id: string, outcome: WriteOutcome) => void;
};

/** Whoever holds it holds the entries: a patient's session, or what stands for her chart in a list from files. */
type Chart = object;

type Store = { readonly subscribe: (changed: () => void) => () => void; readonly entries: () => SessionEntries };

/** They outlive the screen that shows them, so that a chart opened again from the list has what was typed into it before. */
const stores = new WeakMap<Chart, Store>();

/** What was entered in a chart that is on the screen; draws it again after each change. */
export function useSessionEntries(chart: Chart): SessionEntries {
  const { subscribe, entries } = storeOf(chart);
  return useSyncExternalStore(subscribe, entries);
}

/** The same for whoever shows no chart: a new object after each change. */
export function entriesOf(chart: Chart): SessionEntries {
  return storeOf(chart).entries();
}

/** What was fetched of a patient, with what was entered about her: every reading of her record in this window counts it. */
export function withEntries(input: RecordInput, { confirmedReadings, attachmentTexts, outsideResults }: SessionEntries): RecordInput {
  const entered = notInEhr(outsideResults, input.resources).map(({ observation }) => observation);
  return { ...input, resources: entered.length === 0 ? input.resources : [...input.resources, ...entered], confirmedReadings, attachmentTexts };
}

function storeOf(chart: Chart): Store {
  let store = stores.get(chart);
  if (store === undefined) stores.set(chart, (store = createStore()));
  return store;
}

function createStore(): Store {
  const listeners = new Set<() => void>();
  const become = (change: Partial<SessionEntries>): void => {
    entries = { ...entries, ...change };
    for (const changed of listeners) changed();
  };
  let entries: SessionEntries = {
    confirmedReadings: new Set(),
    confirmReading: (id) => become({ confirmedReadings: new Set([...entries.confirmedReadings, id]) }),
    attachmentTexts: new Map(),
    noteAttachmentText: (reference, index, text) => become({ attachmentTexts: new Map([...entries.attachmentTexts, [attachmentKey(reference, index), text]]) }),
    outsideResults: [],
    addOutsideResult: (entry) => become({ outsideResults: [...entries.outsideResults, entry] }),
    removeOutsideResult: (id) => become({ outsideResults: entries.outsideResults.filter((entry) => entry.id !== id) }),
    outcomes: new Map(),
    noteOutcome: (id, outcome) => become({ outcomes: new Map([...entries.outcomes, [id, outcome]]) }),
  };
  return {
    subscribe(changed) {
      listeners.add(changed);
      return () => void listeners.delete(changed);
    },
    entries: () => entries,
  };
}
