import { QueryClient, queryOptions } from "@tanstack/react-query";
import { firstPagesInBatch } from "../fhir/batch";
import { capabilitiesOf, lackingTypes } from "../fhir/capabilities";
import { type PlannedSearch, requestPlan } from "../fhir/plan";
import { keepingWhatArrived, runSearch, type SearchResult } from "../fhir/search";
import type { TransportOptions } from "../fhir/transport";
import type { Session } from "../smart/live-session";

/**
 * Every answer about the patient in this tab, in memory only, under issuer, patient and search. Nothing is asked again by
 * itself: a clinical picture changes when somebody asks for it. Repeating is the transport's business.
 */
export const patientData = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: Number.POSITIVE_INFINITY,
      retry: false,
      refetchOnMount: false,
      refetchOnReconnect: false,
      refetchOnWindowFocus: false,
      networkMode: "always", // offline is an answer too: "could not be reached"
      structuralSharing: false, // comparing thousands of resources finds nothing that an identity check does not
    },
  },
});

const plans = new WeakMap<Session, readonly PlannedSearch[]>();

/** The searches of this session's patient, in the order in which they are asked. */
export function planOf(session: Session): readonly PlannedSearch[] {
  let plan = plans.get(session);
  if (plan === undefined) {
    plan = requestPlan({ patientId: session.patientId, vendor: session.ehr.vendor, localCodes: session.ehr.localCodes });
    plans.set(session, plan);
  }
  return plan;
}

/** One search as a query. Its data are the search's outcome, good or bad; it is in error only when Boneline itself fails. */
export function searchQuery(session: Session, planned: PlannedSearch) {
  const queryKey = [...patientKey(session), planned.id] as const;
  return queryOptions({
    queryKey,
    queryFn: async ({ signal }): Promise<SearchResult> => {
      const before = patientData.getQueryData<SearchResult>(queryKey);
      const after = await runSearch(planned, {
        base: session.issuer,
        grantedScope: session.grantedScope,
        credentials: session,
        lacking: lackingTypes(session.issuer, [planned.resourceType]),
        signal,
        ...(current?.session === session && current.firstPages !== undefined ? { already: current.firstPages } : {}),
      });
      return keepingWhatArrived(before, after);
    },
  });
}

/** Whose record is being read, and what stops the reading. */
let current: { readonly session: Session; readonly firstPages: TransportOptions["already"]; readonly stop: AbortController } | undefined;

/**
 * Asks for everything about the session's patient, at once, as soon as there is a token: before React, and in one level. Whatever
 * was asked about another patient is aborted and forgotten first.
 */
export async function startPatientSearches(session: Session): Promise<void> {
  leavePatient();
  const plan = planOf(session);
  const stop = new AbortController();
  const lacking = lackingTypes(
    session.issuer,
    plan.map(({ resourceType }) => resourceType),
  );
  const firstPages = firstPagesInBatch(plan, { base: session.issuer, grantedScope: session.grantedScope, lacking, credentials: session, signal: stop.signal });
  current = { session, firstPages, stop };
  await Promise.all(plan.map((planned) => patientData.prefetchQuery(searchQuery(session, planned))));
  const odd = plan.some((planned) => isOdd(patientData.getQueryData(searchQuery(session, planned).queryKey)));
  if (odd && !stop.signal.aborted) await capabilitiesOf(session.issuer); // so that the next reading does not ask for what is not there
}

/** Aborts what is still being asked and forgets every answer. */
export function leavePatient(): void {
  current?.stop.abort();
  current = undefined;
  void patientData.cancelQueries();
  patientData.clear();
}

function patientKey(session: Session): readonly string[] {
  return ["patient", session.issuer, session.patientId];
}

function isOdd(result: SearchResult | undefined): boolean {
  return result?.report.state === "unsupported" || (result?.report.state === "failed" && result.report.pages === 0);
}
