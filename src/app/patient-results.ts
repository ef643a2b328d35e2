import type { Query } from "@tanstack/react-query";
import { type PlannedSearch } from "../fhir/plan";
import { pendingReport, type SearchResult } from "../fhir/search";
import type { SearchId } from "../record/searches";
import type { Session } from "../smart/live-session";
import { patientData, planOf, searchQuery } from "./patient-queries";

/**
 * Answers that arrive within this many milliseconds are told as one, and the last one at once: each telling rebuilds the record
 * and draws it, which costs more than the wait, and would hold up the answers behind it. Nobody notices a twelfth of a second.
 */
const together = 80;

let known: { readonly session: Session; readonly results: readonly SearchResult[] } | undefined;
let waiting: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

/**
 * What each search of the session's patient has brought so far, in the order of the plan. The same array until something
 * changes. A search that is being asked, for the first time or again, is pending and keeps what it brought before.
 */
export function resultsOf(session: Session): readonly SearchResult[] {
  if (known?.session !== session) known = { session, results: read(session) };
  return known.results;
}

/** Calls back when results have changed; returns how to stop. */
export function whenResultsChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Asks again for these searches, at once; one that is still being asked is left alone. */
export function askAgain(session: Session, ids: readonly SearchId[]): void {
  for (const planned of planOf(session)) {
    if (!ids.includes(planned.id)) continue;
    // A failure of Boneline's own is in the query's state, and shown from there.
    patientData.fetchQuery({ ...searchQuery(session, planned), staleTime: 0 }).catch(() => undefined);
  }
}

patientData.getQueryCache().subscribe(() => {
  if (known === undefined) return;
  waiting ??= setTimeout(tell, together);
  if (patientData.isFetching() > 0) return;
  clearTimeout(waiting);
  waiting = setTimeout(tell);
});

function tell(): void {
  waiting = undefined;
  if (known === undefined) return;
  known = { session: known.session, results: read(known.session) };
  for (const listener of listeners) listener();
}

function read(session: Session): readonly SearchResult[] {
  return planOf(session).map((planned) =>
    resultOf(planned, patientData.getQueryCache().find<SearchResult>({ queryKey: searchQuery(session, planned).queryKey })),
  );
}

function resultOf(planned: PlannedSearch, query: Query<SearchResult> | undefined): SearchResult {
  const { data, error, fetchStatus } = query?.state ?? { data: undefined, error: null, fetchStatus: "idle" };
  const brought = { resources: data?.resources ?? [], aliases: data?.aliases ?? [] };
  if (fetchStatus === "fetching" || (data === undefined && error === null)) return { ...brought, report: pendingReport(planned) };
  if (data !== undefined && error === null) return data;
  const reason = "Boneline itself failed while reading it. Try again; if it stays, report it.";
  return { ...brought, report: { ...pendingReport(planned), state: "failed", reason } };
}
