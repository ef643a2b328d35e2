import { useCallback, useMemo, useState } from "react";
import type { WriteOutcome } from "../fhir/write";
import { attachmentKey } from "../record/attachment/attachments";
import type { OutsideResult } from "../record/outside-result";

/** What a clinician adds to the record in this session. In memory only: a reload or the end of the tab forgets it. */
export type SessionEntries = {
  /** Ids of numbers in report texts that were confirmed. */
  readonly confirmedReadings: ReadonlySet<string>;
  readonly confirmReading: (id: string) => void;
  /** Texts of opened report files, by `attachmentKey`. */
  readonly attachmentTexts: ReadonlyMap<string, string>;
  readonly noteAttachmentText: (reference: string, index: number, text: string) => void;
  readonly outsideResults: readonly OutsideResult[];
  readonly addOutsideResult: (entry: OutsideResult) => void;
  readonly removeOutsideResult: (id: string) => void;
  /** What became of those that were sent to the EHR, by id. */
  readonly outcomes: ReadonlyMap<string, WriteOutcome>;
  readonly noteOutcome: (id: string, outcome: WriteOutcome) => void;
};

export function useSessionEntries(): SessionEntries {
  const [confirmedReadings, setConfirmed] = useState<ReadonlySet<string>>(new Set());
  const [attachmentTexts, setTexts] = useState<ReadonlyMap<string, string>>(new Map());
  const [outsideResults, setOutside] = useState<readonly OutsideResult[]>([]);
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, WriteOutcome>>(new Map());
  const confirmReading = useCallback((id: string) => setConfirmed((before) => new Set([...before, id])), []);
  const noteAttachmentText = useCallback(
    (reference: string, index: number, text: string) => setTexts((before) => new Map([...before, [attachmentKey(reference, index), text]])),
    [],
  );
  const addOutsideResult = useCallback((entry: OutsideResult) => setOutside((before) => [...before, entry]), []);
  const removeOutsideResult = useCallback((id: string) => setOutside((before) => before.filter((entry) => entry.id !== id)), []);
  const noteOutcome = useCallback((id: string, outcome: WriteOutcome) => setOutcomes((before) => new Map([...before, [id, outcome]])), []);
  return useMemo(
    () => ({
      confirmedReadings,
      confirmReading,
      attachmentTexts,
      noteAttachmentText,
      outsideResults,
      addOutsideResult,
      removeOutsideResult,
      outcomes,
      noteOutcome,
    }),
    [confirmedReadings, confirmReading, attachmentTexts, noteAttachmentText, outsideResults, addOutsideResult, removeOutsideResult, outcomes, noteOutcome],
  );
}
