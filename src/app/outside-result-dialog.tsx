import { useCallback, useMemo, type ReactElement } from "react";
import { capabilitiesOf } from "../fhir/capabilities";
import { permissionToWrite, type WritableResource, type WriteOutcome, type WritePermission, writeResource } from "../fhir/write";
import { entryQuery, isAsEntered, observationForEhr, type OutsideResult } from "../record/outside-result";
import type { BoneHealthRecord } from "../record/record";
import type { SearchId } from "../record/searches";
import { OutsideResults } from "../review/outside-results";
import type { Session } from "../smart/live-session";
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
  const permission = useCallback(() => permissionOf(session), [session]);
  const { birthDate, name } = record.patient;
  const patient = name.state === "present" ? name.value : record.patient.reference;
  const storing = useMemo(
    () => ({
      ehr: session.ehr.name,
      patient,
      permission,
      outcomes,
      store: async (entry: OutsideResult): Promise<WriteOutcome> => {
        const outcome = await store(session, entry);
        noteOutcome(entry.id, outcome);
        if (outcome.kind === "written") onStored(["bone-observations"]);
        return outcome;
      },
      isSame: (entry: OutsideResult, stored: Readonly<Record<string, unknown>>) => isAsEntered(entry, session.patientId, stored),
    }),
    [session, patient, permission, outcomes, noteOutcome, onStored],
  );
  return (
    <OutsideResults
      entries={outsideResults}
      today={record.today}
      birth={birthDate.state === "present" ? birthDate.value : undefined}
      onAdd={addOutsideResult}
      onRemove={removeOutsideResult}
      storing={storing}
      onClose={onClose}
    />
  );
}

/** The server is asked what it can do only where the site lets Boneline write at all. */
async function permissionOf({ ehr, grantedScope, issuer }: Session): Promise<WritePermission> {
  const capabilities = ehr.writes?.includes("Observation") ? await capabilitiesOf(issuer) : undefined;
  return permissionToWrite("Observation", "create", { ehr, grantedScope, capabilities });
}

function store(session: Session, entry: OutsideResult): Promise<WriteOutcome> {
  const resource: WritableResource = { ...observationForEhr(entry, session.patientId), resourceType: "Observation" };
  // Never aborted: once sent, what became of it must be known.
  return writeResource({ base: session.issuer, credentials: session }, resource, { ifNoneExist: entryQuery(entry), signal: new AbortController().signal });
}
