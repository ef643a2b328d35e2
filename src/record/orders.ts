import { hydroxyvitaminD, vitaminDTestCode } from "../terminology/vitamin-d";
import { hydroxyvitaminD2, hydroxyvitaminD3 } from "../terminology/vitamin-d-kinds";
import { codingsOf, isRecord, isResource, labelOf, matchConcept, ownersOf, type RawResource } from "./chart";
import { compareDates, parseFhirDate } from "./date";
import { dxaCodes } from "./bone-density/dxa-codes";
import type { FhirDate } from "./fact";
import { type Disposition, dispositions, followUpSystems, type OpenOrder, type PromptStatus } from "./follow-up";
import type { RecordSettings } from "./site";

/** What the EHR already holds about following up: open orders and bookings, and the status of prompts. */
export type FollowUpOnRecord = {
  readonly orders: readonly OpenOrder[];
  /** The newest of each rule. */
  readonly statuses: ReadonlyMap<string, PromptStatus>;
};

/**
 * Reads ServiceRequest, Appointment, Procedure and Task of one patient. Orders that are over (completed, revoked, cancelled,
 * entered in error) and those that say "do not" are no open orders; whatever belongs to another patient is passed over.
 */
export function readFollowUp(patientId: string, resources: readonly unknown[], settings: RecordSettings): FollowUpOnRecord {
  const own = resources.filter((one) => isOwn(one, patientId));
  const orders = own.flatMap((resource) => orderIn(resource, settings));
  const statuses = new Map<string, PromptStatus>();
  for (const status of own.flatMap(statusIn)) {
    const known = statuses.get(status.ruleId);
    if (known === undefined || isNewer(status, known)) statuses.set(status.ruleId, status);
  }
  return { orders: orders.toSorted((a, b) => byDate(b.date, a.date)), statuses };
}

function isOwn(resource: unknown, patientId: string): resource is RawResource {
  const reference = `Patient/${patientId}`;
  return isResource(resource) && ownersOf(resource).some((owner) => owner === reference || owner.endsWith(`/${reference}`));
}

const openStatuses: Readonly<Record<string, { readonly kind: OpenOrder["kind"]; readonly open: readonly string[]; readonly dates: readonly string[] }>> = {
  ServiceRequest: { kind: "order", open: ["draft", "active", "on-hold"], dates: ["occurrenceDateTime", "authoredOn"] },
  Appointment: { kind: "appointment", open: ["proposed", "pending", "booked", "waitlist"], dates: ["start"] },
  Procedure: { kind: "procedure", open: ["preparation", "in-progress", "on-hold"], dates: ["performedDateTime"] },
};

function orderIn(resource: RawResource, settings: RecordSettings): OpenOrder[] {
  const type = openStatuses[resource.resourceType];
  const status = resource["status"];
  if (type === undefined || typeof status !== "string" || !type.open.includes(status) || resource["doNotPerform"] === true) return [];
  const coded = [resource["code"], ...listOf(resource["serviceType"]), resource["appointmentType"], ...listOf(resource["reasonCode"])];
  const described = typeof resource["description"] === "string" ? [{ text: resource["description"] }] : [];
  // An appointment says what it is for wherever it likes; an order and a procedure in their code alone.
  const wanted = (type.kind === "appointment" ? [...coded, ...described] : [resource["code"]]).map((one) => wantedOf(one, settings)).find((one) => one);
  if (wanted === undefined) return [];
  const label = labelOf(resource["code"], labelOf(listOf(resource["serviceType"])[0], described[0]?.text ?? wantedWords[wanted]));
  const date = type.dates.map((name) => parseFhirDate(resource[name])).find((one) => one !== undefined);
  return [{ wanted, kind: type.kind, reference: `${resource.resourceType}/${resource.id}`, status, label, date }];
}

const wantedWords = { dxa: "DXA", "vitamin-d": "25-OH vitamin D" } as const;

function wantedOf(coded: unknown, settings: RecordSettings): OpenOrder["wanted"] | undefined {
  const meaning = dxaCodes(settings).ofStudy(coded);
  if (meaning?.kind === "study" && meaning.scope !== "ct") return "dxa";
  const isVitaminD = [hydroxyvitaminD, hydroxyvitaminD3, hydroxyvitaminD2].some((concept) => matchConcept(concept, coded, settings) !== undefined);
  const isTest = codingsOf(coded).some(({ system, code }) => system === vitaminDTestCode.system && code === vitaminDTestCode.code);
  return isVitaminD || isTest ? "vitamin-d" : undefined;
}

/** A Task of Boneline's, by the system of its identifier. Cancelled as entered in error it says nothing. */
function statusIn(resource: RawResource): PromptStatus[] {
  if (resource.resourceType !== "Task" || resource["status"] === "entered-in-error") return [];
  const isOurs = listOf(resource["identifier"]).some((one) => isRecord(one) && one["system"] === followUpSystems.task);
  const rule = codingsOf(resource["code"]).find(({ system }) => system === followUpSystems.rule);
  const disposition = codingsOf(resource["businessStatus"]).find(({ system }) => system === followUpSystems.disposition)?.code;
  if (!isOurs || rule?.code === undefined || !isDisposition(disposition)) return [];
  const period = isRecord(resource["restriction"]) ? resource["restriction"]["period"] : undefined;
  const notes = listOf(resource["note"]).filter(isRecord);
  const last = notes.at(-1);
  const reason = typeof last?.["text"] === "string" ? last["text"] : "";
  const isEnded = endedStatuses[disposition]?.includes(resource["status"]) === true;
  const meta = isRecord(resource["meta"]) ? resource["meta"] : {};
  return [
    {
      ruleId: rule.code,
      ruleVersion: rule.version ?? "",
      disposition,
      reason: isEnded ? `${reason === "" ? "" : `${reason.replace(/\.$/, "")}. `}Ended in the EHR (Task ${String(resource["status"])}): open again` : reason,
      until: isEnded ? undefined : parseFhirDate(isRecord(period) ? period["end"] : undefined)?.earliest,
      on: parseFhirDate(resource["lastModified"]) ?? parseFhirDate(resource["authoredOn"]),
      by: typeof last?.["authorString"] === "string" ? last["authorString"] : undefined,
      task: {
        reference: `Task/${resource.id}`,
        version: typeof meta["versionId"] === "string" ? meta["versionId"] : undefined,
        resource,
      },
    },
  ];
}

/** Statuses of a Task that somebody called off elsewhere: what it says was planned or put off is no longer so, whatever else it says. */
const calledOff: readonly unknown[] = ["cancelled", "rejected", "failed"];
const endedStatuses: Readonly<Partial<Record<Disposition, readonly unknown[]>>> = { scheduled: calledOff, snoozed: calledOff, done: calledOff };

function isDisposition(code: string | undefined): code is Disposition {
  return dispositions.some((one) => one === code);
}

function isNewer(one: PromptStatus, other: PromptStatus): boolean {
  const order = byDate(one.on, other.on);
  return order === 0 ? (one.task?.reference ?? "") > (other.task?.reference ?? "") : order > 0;
}

function byDate(a: FhirDate | undefined, b: FhirDate | undefined): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1;
  return compareDates(a, b);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
