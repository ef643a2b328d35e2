import { type FollowUpAnswer, whyNotKnown } from "../fhir/follow-up-searches";
import { isRecord } from "../record/chart";
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
  /** A search failed: asking again may bring what is missing. */
  readonly failed?: true;
};

/** Of whom it is asked, and her planned procedures: a planned scan is one in preparation, read with her record. */
export type Followed = { readonly patientId: string; readonly procedures: readonly unknown[] };

/** What was asked for several patients, taken apart again; each is given only what names her. */
export function followUpsIn(patients: readonly Followed[], answers: readonly FollowUpAnswer[], settings: RecordSettings): ReadonlyMap<string, PatientFollowUp> {
  const byPatient = new Map<string, unknown[]>(patients.map(({ patientId, procedures }) => [patientId, [...procedures]]));
  for (const resource of answers.flatMap(({ resources }) => resources)) for (const id of patientsNamed(resource)) byPatient.get(id)?.push(resource);
  const unknown = { statusesUnknown: whyNotKnown(answers, ["Task"]), ordersUnknown: whyNotKnown(answers, ["ServiceRequest", "Appointment"]) };
  const failed = answers.some(({ state }) => state === "failed") ? ({ failed: true } as const) : {};
  return new Map([...byPatient].map(([id, resources]) => [id, { ...readFollowUp(id, resources, settings), ...unknown, ...failed }]));
}

/** The newer of two; planned procedures are read with the record alone, so those that the older one knew stay. */
export function withPlanned(newer: PatientFollowUp, older: PatientFollowUp | undefined): PatientFollowUp;
export function withPlanned(newer: PatientFollowUp | undefined, older: PatientFollowUp | undefined): PatientFollowUp | undefined;
export function withPlanned(newer: PatientFollowUp | undefined, older: PatientFollowUp | undefined): PatientFollowUp | undefined {
  if (newer === undefined || older === undefined) return newer ?? older;
  const planned = older.orders.filter(({ kind, reference }) => kind === "procedure" && !newer.orders.some((order) => order.reference === reference));
  return planned.length === 0 ? newer : { ...newer, orders: [...newer.orders, ...planned] };
}

/** Tasks name their patient in `for`, orders in `subject`, appointments among the participants (R4). */
function patientsNamed(resource: unknown): ReadonlySet<string> {
  if (!isRecord(resource)) return new Set();
  const participants = Array.isArray(resource["participant"]) ? resource["participant"].filter(isRecord).map(({ actor }) => actor) : [];
  return new Set([resource["for"], resource["subject"], ...participants].flatMap((one) => idReferred(one, "Patient") ?? []));
}
