import { useCallback, useMemo, useSyncExternalStore } from "react";
import type { SearchResult } from "../fhir/search";
import { evaluate } from "../guidelines/evaluate";
import type { Evaluation } from "../guidelines/model";
import { assembleRecord } from "../record/assemble";
import { assembleWithoutReader } from "../record/assemble-without-reader";
import type { BoneHealthRecord } from "../record/record";
import type { SearchId } from "../record/searches";
import type { Session } from "../smart/live-session";
import { type Configuration, recordSettingsAt } from "./configuration";
import { type SessionEntries, useSessionEntries, withEntries } from "./session-entries";
import { planOf } from "./patient-queries";
import { askAgain, resultsOf, whenResultsChange } from "./patient-results";
import { loadedReader, loadReportReader, whenReportReaderChanges } from "./report-reader";
import { useToday } from "./today";

type PatientSearches = {
  /** One for each search of the plan; those not answered yet are pending, and hold what an earlier answer brought. */
  readonly results: readonly SearchResult[];
  /** Asks again for these. */
  readonly retry: (ids: readonly SearchId[]) => void;
  /** Asks again for everything. */
  readonly reload: () => void;
};

/** The searches of the session's patient as they are answered. Answers that arrive together are shown together. */
function usePatientSearches(session: Session): PatientSearches {
  const results = useSyncExternalStore(whenResultsChange, () => resultsOf(session));
  const retry = useCallback(
    (ids: readonly SearchId[]) => {
      if (loadedReader().state === "failed") loadReportReader();
      askAgain(session, ids);
    },
    [session],
  );
  const reload = useCallback(
    () =>
      askAgain(
        session,
        planOf(session).map(({ id }) => id),
      ),
    [session],
  );
  return { results, retry, reload };
}

export type PatientRecord = PatientSearches & {
  readonly record: BoneHealthRecord;
  readonly evaluation: Evaluation;
  /** What the clinician has added in this session, and how to add more. */
  readonly entries: SessionEntries;
};

/** What is known of the session's patient now, and what the guidelines say about it. */
export function usePatientRecord(session: Session, configuration: Configuration): PatientRecord {
  const { results, retry, reload } = usePatientSearches(session);
  const entries = useSessionEntries(session);
  const settings = useMemo(() => recordSettingsAt(session.ehr, configuration.record), [session, configuration]);
  const today = useToday();
  const loaded = useSyncExternalStore(whenReportReaderChanges, loadedReader);
  const { record, evaluation } = useMemo(() => {
    const fetched = {
      patientId: session.patientId,
      resources: results.flatMap((result) => result.resources),
      aliases: new Map(results.flatMap((result) => result.aliases)),
      searches: results.map((result) => result.report),
      today,
      settings,
    };
    const input = withEntries(fetched, entries);
    const built = loaded.state === "here" ? assembleRecord(input, loaded.reader) : assembleWithoutReader(input, loaded.because);
    return { record: built, evaluation: evaluate(built, configuration.guidelines) };
  }, [results, today, settings, entries, session, configuration, loaded]);
  return { record, evaluation, results, retry, reload, entries };
}
