import { useCallback, useMemo, type ReactElement } from "react";
import { capabilitiesOf } from "../fhir/capabilities";
import { writeWithOrigin } from "../fhir/origin";
import { permissionToWrite, type WritableResource, type WriteOutcome, type WritePermission } from "../fhir/write";
import { reportForEhr, reportQuery } from "../record/outside-report";
import { entryQuery, isAsEntered, observationForEhr, outsideObservation, type OutsideResult } from "../record/outside-result";
import type { BoneHealthRecord } from "../record/record";
import type { SearchId } from "../record/searches";
import type { OutsideStudy } from "../review/outside-result-scans";
import { OutsideResults } from "../review/outside-results";
import type { Session } from "../smart/live-session";
import type { WritableType } from "../smart/registry";
import { noteWrite } from "./last-writes";
import { keptDraftOf } from "./outside-draft";
import type { SessionEntries } from "./session-entries";

export type OutsideResultDialogProps = {
  readonly session: Session;
  readonly record: BoneHealthRecord;
  readonly entries: SessionEntries;
  /** Asks these searches again, so that what was stored is read from the EHR. */
  readonly onStored: (ids: readonly SearchId[]) => void;
  readonly onClose: () => void;
};

/** The dialog for results from outside, on this session: what is in use, and the way into the EHR. */
export function OutsideResultDialog({ session, record, entries, onStored, onClose }: OutsideResultDialogProps): ReactElement {
  const { outsideResults, addOutsideResult, removeOutsideResult, outcomes, noteOutcome } = entries;
  const permission = useCallback(() => permissionOf(session, "Observation"), [session]);
  const reportPermission = useCallback(() => permissionOf(session, "DiagnosticReport"), [session]);
  const kept = useMemo(() => keptDraftOf(session), [session]);
  const { birthDate, name } = record.patient;
  const patient = name.state === "present" ? name.value : record.patient.reference;
  const storing = useMemo(
    () => ({
      ehr: session.ehr.name,
      patient,
      permission,
      reportPermission,
      outcomes,
      store: async (entry: OutsideResult): Promise<WriteOutcome> => {
        const outcome = await noteWrite(
          session,
          store(session, { ...observationForEhr(entry, session.patientId), resourceType: "Observation" }, entryQuery(entry)),
        );
        noteOutcome(entry.id, outcome);
        if (outcome.kind === "written") onStored(["bone-observations"]);
        return outcome;
      },
      storeReport: async ({ id, entries: listed }: OutsideStudy, references: readonly string[]): Promise<WriteOutcome> => {
        const report: WritableResource = { ...reportForEhr(listed, references, session.patientId), resourceType: "DiagnosticReport" };
        const outcome = await noteWrite(session, store(session, report, reportQuery(listed)));
        noteOutcome(id, outcome);
        if (outcome.kind === "written") onStored(["diagnostic-reports"]);
        return outcome;
      },
      isSame: (entry: OutsideResult, stored: Readonly<Record<string, unknown>>) => isAsEntered(entry, session.patientId, stored),
    }),
    [session, patient, permission, reportPermission, outcomes, noteOutcome, onStored],
  );
  return (
    <OutsideResults
      entries={outsideResults}
      today={record.today}
      birth={birthDate.state === "present" ? birthDate.value : undefined}
      onAdd={(entry) => addOutsideResult({ ...entry, observation: outsideObservation(entry, session.patientId) })}
      onRemove={removeOutsideResult}
      storing={storing}
      kept={kept}
      onClose={onClose}
    />
  );
}

/** The server is asked what it can do only where the site lets Boneline write at all. */
async function permissionOf({ ehr, grantedScope, issuer }: Session, type: WritableType): Promise<WritePermission> {
  const capabilities = ehr.writes?.includes(type) ? await capabilitiesOf(issuer) : undefined;
  return permissionToWrite(type, "create", { ehr, grantedScope, capabilities });
}

async function store(session: Session, resource: WritableResource, ifNoneExist: string): Promise<WriteOutcome> {
  const { issuer, ehr, grantedScope, user } = session;
  const writer = { base: issuer, credentials: session, capabilities: await capabilitiesOf(issuer), ehr, grantedScope, user };
  // Never aborted: once sent, what became of it must be known.
  return writeWithOrigin(writer, resource, { ifNoneExist, signal: new AbortController().signal });
}
