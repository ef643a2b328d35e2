import { type UseQueryResult, useQueries } from "@tanstack/react-query";
import { useCallback, useDeferredValue, useMemo, useState } from "react";
import { pendingReport, type SearchResult } from "../fhir/search";
import { evaluate } from "../guidelines/evaluate";
import type { Evaluation } from "../guidelines/model";
import { buildRecord } from "../record/build";
import type { BoneHealthRecord } from "../record/record";
import type { SearchId, SearchReport } from "../record/searches";
import type { Session } from "../smart/live-session";
import { type Configuration, recordSettingsAt } from "./configuration";
import { useToday } from "./today";
import { patientData, planOf, searchQuery } from "./patient-queries";

export type PatientSearches = {
  /** One for each search of the plan; those not answered yet are pending, and hold what an earlier answer brought. */
  readonly results: readonly SearchResult[];
  /** Asks again for these. */
  readonly retry: (ids: readonly SearchId[]) => void;
  /** Asks again for everything. */
  readonly reload: () => void;
};

/** The searches of the session's patient as they are answered. */
export function usePatientSearches(session: Session): PatientSearches {
  const plan = planOf(session);
  const combine = useCallback((queries: readonly UseQueryResult<SearchResult>[]) => queries.map((query, index) => resultOf(query, plan[index])), [plan]);
  const results = useQueries({ queries: plan.map((planned) => searchQuery(session, planned)), combine }, patientData);
  const retry = useCallback(
    (ids: readonly SearchId[]) => {
      for (const planned of plan) {
        if (!ids.includes(planned.id)) continue;
        const { queryKey } = searchQuery(session, planned);
        void patientData.refetchQueries({ queryKey, exact: true }, { cancelRefetch: false });
      }
    },
    [plan, session],
  );
  const reload = useCallback(() => retry(plan.map(({ id }) => id)), [plan, retry]);
  return { results, retry, reload };
}

export type PatientRecord = PatientSearches & {
  readonly record: BoneHealthRecord;
  readonly evaluation: Evaluation;
  /** Of this moment; the record may be built from slightly older ones. */
  readonly searches: readonly SearchReport[];
  /** A number read from a report's text that the clinician has confirmed, for this session. */
  readonly confirmReading: (id: string) => void;
};

/** What is known of the session's patient now, and what the guidelines say about it. */
export function usePatientRecord(session: Session, configuration: Configuration): PatientRecord {
  const { results, retry, reload } = usePatientSearches(session);
  const [confirmedReadings, setConfirmed] = useState<ReadonlySet<string>>(new Set());
  const confirmReading = useCallback((id: string) => setConfirmed((confirmed) => new Set([...confirmed, id])), []);
  const arrived = useDeferredValue(results); // while a record is being built, answers that arrive wait for the next one
  const settings = useMemo(() => recordSettingsAt(session.ehr, configuration.record), [session, configuration]);
  const today = useToday();
  const { record, evaluation } = useMemo(() => {
    const built = buildRecord({
      patientId: session.patientId,
      resources: arrived.flatMap((result) => result.resources),
      aliases: new Map(arrived.flatMap((result) => result.aliases)),
      searches: arrived.map((result) => result.report),
      today,
      settings,
      confirmedReadings,
    });
    return { record: built, evaluation: evaluate(built, configuration.guidelines) };
  }, [arrived, today, settings, confirmedReadings, session, configuration]);
  const searches = useMemo(() => results.map((result) => result.report), [results]);
  return { record, evaluation, searches, results, retry, reload, confirmReading };
}

function resultOf(query: UseQueryResult<SearchResult>, planned: ReturnType<typeof planOf>[number] | undefined): SearchResult {
  if (planned === undefined) throw new Error("a query without a plan"); // the two lists are made from each other
  const { data } = query;
  if (query.isFetching || (data === undefined && query.error === null))
    return { resources: data?.resources ?? [], aliases: data?.aliases ?? [], report: pendingReport(planned) };
  if (data !== undefined && query.error === null) return data;
  const reason = "Boneline itself failed while reading it. Try again; if it stays, report it.";
  return { resources: data?.resources ?? [], aliases: data?.aliases ?? [], report: { ...pendingReport(planned), state: "failed", reason } };
}
