import { type FollowUpAnswer, followUpTypes, type FollowUpType, whyNotKnown } from "../fhir/follow-up-searches";
import { isRecord, isResource, newerVersion, type RawResource } from "../record/chart";
import type { OpenOrder, PromptStatus } from "../record/follow-up";
import { readFollowUp } from "../record/orders";
import type { RecordSettings } from "../record/site";
import { idReferred } from "./resource-line";

/** What is known of following up on one patient: what was recorded about her prompts, and what is ordered or booked. */
export type PatientFollowUp = {
  /** By rule id; one without a Task is kept in this window only. */
  readonly statuses: ReadonlyMap<string, PromptStatus>;
  readonly orders: readonly OpenOrder[];
  /** Why it is not known what others recorded; undefined when it is. */
  readonly statusesUnknown: string | undefined;
  /** Why it is not known what is ordered; undefined when it is. */
  readonly ordersUnknown: string | undefined;
  /** Milliseconds since 1970 from which the EHR was asked, or at which it was written. */
  readonly readAt: number;
  /** A search failed: asking again may bring what is missing. */
  readonly failed?: true;
  /** Types of which files hold nothing of anybody: of these nothing is known, neither that something stands nor that nothing does. */
  readonly notInFiles?: readonly FollowUpType[];
};

/** Of whom it is asked, and her planned procedures: a planned scan is one in preparation, read with her record. */
export type Followed = { readonly patientId: string; readonly procedures: readonly unknown[] };

/**
 * What was asked for several patients, taken apart again; each is given only what names her. `askedAt`: an answer on its way while
 * something was written knows nothing of it.
 */
export function followUpsIn(
  patients: readonly Followed[],
  answers: readonly FollowUpAnswer[],
  settings: RecordSettings,
  askedAt: number,
): ReadonlyMap<string, PatientFollowUp> {
  const byPatient = new Map<string, unknown[]>(patients.map(({ patientId, procedures }) => [patientId, [...procedures]]));
  for (const resource of answers.flatMap(({ resources }) => resources)) for (const id of patientsNamed(resource)) byPatient.get(id)?.push(resource);
  const unknown = {
    readAt: askedAt,
    statusesUnknown: whyNotKnown(answers, ["Task"]),
    ordersUnknown: whyNotKnown(answers, ["ServiceRequest", "Appointment"]),
  };
  const failed = answers.some(({ state }) => state === "failed") ? ({ failed: true } as const) : {};
  return new Map([...byPatient].map(([id, resources]) => [id, { ...readFollowUp(id, resources, settings), ...unknown, ...failed }]));
}

/**
 * The same of a patient in an export: `types`, of which it holds anything; `damaged`, of which something of hers could not be read.
 * A resource that stands twice counts as its newer version says.
 */
export function followUpInExport(
  patientId: string,
  resources: readonly unknown[],
  settings: RecordSettings,
  { types, damaged }: { readonly types: ReadonlySet<string>; readonly damaged: (type: FollowUpType) => boolean },
): PatientFollowUp {
  const newest = new Map<string, RawResource>();
  for (const one of resources) {
    if (!isResource(one)) continue;
    const reference = `${one.resourceType}/${one.id}`;
    const known = newest.get(reference);
    newest.set(reference, known === undefined ? one : newerVersion(known, one));
  }
  const whyNot = (...asked: readonly FollowUpType[]): string | undefined =>
    asked.some(damaged) ? "A line or a file of the export could not be read." : undefined;
  return {
    ...readFollowUp(patientId, [...newest.values()], settings),
    readAt: 0,
    statusesUnknown: whyNot("Task"),
    ordersUnknown: whyNot("ServiceRequest", "Appointment"),
    notInFiles: followUpTypes.filter((type) => !types.has(type)),
  };
}

/** What was read last; planned procedures are read with the record alone, so those that the earlier reading knew stay. */
export function withPlanned(newer: PatientFollowUp, older: PatientFollowUp | undefined): PatientFollowUp {
  const known = new Set(newer.orders.map(({ reference }) => reference));
  const planned = older?.orders.filter(({ kind, reference }) => kind === "procedure" && !known.has(reference)) ?? [];
  return planned.length === 0 ? newer : { ...newer, orders: [...newer.orders, ...planned] };
}

/** Of what the list read and what a patient's desk knows the later; what is kept in this window only stands in no EHR, and stays. */
export function laterOf(desk: PatientFollowUp | undefined, list: PatientFollowUp | undefined): PatientFollowUp | undefined {
  if (desk === undefined || list === undefined) return desk ?? list;
  if (desk.readAt >= list.readAt) {
    const later = withPlanned(desk, list);
    return list.notInFiles === undefined ? later : { ...later, notInFiles: list.notInFiles };
  }
  const kept = [...desk.statuses].filter(([, { task }]) => task === undefined);
  return kept.length === 0 ? list : { ...list, statuses: new Map([...list.statuses, ...kept]) };
}

/** Tasks name their patient in `for`, orders in `subject`, appointments among the participants (R4). */
function patientsNamed(resource: unknown): ReadonlySet<string> {
  if (!isRecord(resource)) return new Set();
  const participants = Array.isArray(resource["participant"]) ? resource["participant"].filter(isRecord).map(({ actor }) => actor) : [];
  return new Set([resource["for"], resource["subject"], ...participants].flatMap((one) => idReferred(one, "Patient") ?? []));
}
