import type { WritableResource } from "../fhir/write";
import type { Prompt, Rule } from "../guidelines/model";
import type { CalendarDate } from "../record/fact";
import { type Disposition, followUpSystems, type StoredTask } from "../record/follow-up";
import type { BoneHealthRecord } from "../record/record";
import { systems } from "../terminology/concept";
import { hydroxyvitaminD, vitaminDTestCode } from "../terminology/vitamin-d";

/** One resource that a clinician is about to write, with the condition under which it may be. */
export type Draft = { readonly resource: WritableResource; readonly ifNoneExist?: string; readonly ifMatch?: string };

export type DraftContext = {
  readonly patientId: string;
  readonly today: CalendarDate;
  /** Name or reference as the EHR gave it; shown as the author. */
  readonly user: string | undefined;
};

/** As much of a prompt as its status needs: a row of the team's list knows no more. */
export type FollowedPrompt = Pick<Prompt, "id" | "version" | "headline" | "inputs"> & { readonly rule: Pick<Rule, "title"> };

export type NewStatus = { readonly disposition: Disposition; readonly reason: string; readonly until: CalendarDate | undefined };

/** R4 task-status that fits best; what exactly was done is `businessStatus`. */
const taskStatus: Readonly<Record<Disposition, string>> = {
  done: "completed",
  "not-applicable": "rejected",
  snoozed: "on-hold",
  reached: "in-progress",
  scheduled: "accepted",
  declined: "cancelled",
};

/** Every R4 task-status but entered-in-error. By name, because not every server knows `status:not`. */
const standingStatuses = "draft,requested,received,accepted,rejected,ready,cancelled,in-progress,on-hold,failed,completed";

/**
 * The status of a prompt as a Task: one for each rule and patient. A Task that is there is changed, on the condition that nobody
 * else changed it meanwhile; a new one is created only if there is none. One that was entered in error says nothing and stands in
 * nobody's way.
 */
export function taskDraft(prompt: FollowedPrompt, status: NewStatus, words: string, context: DraftContext, existing: StoredTask | undefined): Draft {
  const { today } = context;
  const earlierNotes: readonly unknown[] = Array.isArray(existing?.resource["note"]) ? existing.resource["note"] : [];
  const note = annotation(status.reason === "" ? words : status.reason, context);
  // A change whose answer was lost is there already when it is tried again: its note is not doubled.
  const isThere = isSameNote(earlierNotes.at(-1), note);
  const resource: WritableResource = {
    ...existing?.resource,
    resourceType: "Task",
    ...(existing === undefined ? {} : { id: existing.reference.slice("Task/".length) }),
    identifier: existing === undefined ? identifier(followUpSystems.task, prompt.id, context) : existing.resource["identifier"],
    instantiatesUri: ruleUri(prompt),
    status: taskStatus[status.disposition],
    businessStatus: { coding: [{ system: followUpSystems.disposition, code: status.disposition }], text: words },
    intent: "plan",
    code: ruleCode(prompt),
    description: prompt.headline,
    for: patient(context),
    authoredOn: existing?.resource["authoredOn"] ?? today,
    lastModified: today,
    note: isThere ? earlierNotes : [...earlierNotes, note],
    ...focusOf(prompt),
  };
  const { restriction: _ended, ...rest } = resource;
  const limited: WritableResource =
    status.until === undefined ? { ...rest, resourceType: "Task" } : { ...resource, restriction: { period: { start: today, end: status.until } } };
  if (existing === undefined) return { resource: limited, ifNoneExist: `${query(limited)}&status=${standingStatuses}` };
  return { resource: limited, ...(existing.version === undefined ? {} : { ifMatch: `W/"${existing.version}"` }) };
}

function isSameNote(one: unknown, note: ReturnType<typeof annotation>): boolean {
  return typeof one === "object" && one !== null && Object.entries(note).every(([name, value]) => (one as Readonly<Record<string, unknown>>)[name] === value);
}

/** A proposal for the EHR's order list; nothing is ordered until somebody there signs it. */
export function orderDraft(wanted: "dxa" | "vitamin-d", prompt: Prompt, record: BoneHealthRecord, context: DraftContext): Draft {
  // The same need gives the same identifier, so that a second try finds the first; a later scan or level is another need.
  const last = wanted === "dxa" ? record.boneDensity.latest : record.vitaminD.latest;
  const since = last.state === "present" || last.state === "stale" ? last.value.date.text : "none";
  const references = [...new Set(prompt.inputs.flatMap((input) => input.sources))].filter((one) => /^[A-Z][A-Za-z]+\/[A-Za-z0-9.-]+$/.test(one));
  const reasons = references.filter((one) => /^(Condition|Observation|DiagnosticReport|DocumentReference)\//.test(one)); // all that R4 allows there
  const resource: WritableResource = {
    resourceType: "ServiceRequest",
    identifier: identifier(followUpSystems.order, `${wanted}.after-${since}`, context),
    instantiatesUri: [ruleUri(prompt)],
    status: "draft",
    intent: "proposal",
    code: orderCodes[wanted],
    subject: patient(context),
    authoredOn: context.today,
    reasonCode: [{ text: prompt.headline }],
    ...(reasons.length > 0 && { reasonReference: reasons.map(asReference) }),
    ...(references.length > 0 && { supportingInfo: references.map(asReference) }),
    note: [annotation(`Drafted with Boneline: rule ${prompt.id} ${prompt.version}. ${prompt.whyNow}`, context)],
  };
  return { resource, ifNoneExist: query(resource) };
}

const orderCodes = {
  dxa: {
    coding: [
      { system: systems.loinc, code: "83012-5", display: "DXA Skeletal system.axial Views for bone density" },
      { system: systems.cpt, code: "77080", display: "DXA bone density study, axial skeleton" },
    ],
    text: "DXA bone density, spine and hip",
  },
  "vitamin-d": {
    coding: [
      ...hydroxyvitaminD.codes.filter(({ code }) => code === "62292-8").map(({ system, code, display }) => ({ system, code, display })),
      { system: vitaminDTestCode.system, code: vitaminDTestCode.code, display: vitaminDTestCode.display },
    ],
    text: "25-OH vitamin D, total, serum",
  },
} as const;

/** A lifestyle target agreed with the patient, in the clinician's own words. */
export function goalDraft(prompt: Prompt, description: string, context: DraftContext): Draft {
  const resource: WritableResource = {
    resourceType: "Goal",
    identifier: identifier(followUpSystems.goal, `${prompt.id}.${context.today}`, context),
    lifecycleStatus: "proposed",
    description: { text: description },
    subject: patient(context),
    startDate: context.today,
    note: [annotation(`Set with Boneline: rule ${prompt.id} ${prompt.version}.`, context)],
  };
  return { resource, ifNoneExist: query(resource) };
}

export type GivenHandOut = { readonly language: string; readonly who: string; readonly lineIds: readonly string[] };

/** That a released hand-out was given; the sheet itself stays on paper. */
export function communicationDraft(given: GivenHandOut, context: DraftContext): Draft {
  const resource: WritableResource = {
    resourceType: "Communication",
    identifier: identifier(followUpSystems.communication, `${given.language}.${context.today}`, context),
    status: "completed",
    category: [
      {
        coding: [{ system: "http://terminology.hl7.org/CodeSystem/communication-category", code: "instruction", display: "Instruction" }],
        text: "Patient hand-out",
      },
    ],
    subject: patient(context),
    recipient: [patient(context)],
    sent: context.today,
    payload: [
      { contentString: `Boneline bone health hand-out (${given.language}) given on paper, released by ${given.who}. Lines: ${given.lineIds.join(", ")}.` },
    ],
  };
  return { resource, ifNoneExist: query(resource) };
}

/** What finds a resource again in any EHR: one of Boneline's own words and the patient. */
export function identifier(system: string, value: string, { patientId }: DraftContext) {
  return [{ system, value: `${value}.${patientId}` }];
}

/** The search by its identifier, for If-None-Exist. */
export function query(resource: WritableResource): string {
  const [first] = resource["identifier"] as readonly { readonly system: string; readonly value: string }[];
  return first === undefined ? "" : `identifier=${encodeURIComponent(`${first.system}|${first.value}`)}`;
}

export function patient({ patientId }: DraftContext) {
  return asReference(`Patient/${patientId}`);
}

function asReference(reference: string) {
  return { reference };
}

function ruleUri(prompt: FollowedPrompt): string {
  return `${followUpSystems.rule}:${prompt.id}:${prompt.version}`;
}

function ruleCode({ id, version, rule }: FollowedPrompt) {
  return { coding: [{ system: followUpSystems.rule, version, code: id, display: rule.title }], text: `${id} ${rule.title}` };
}

/** The first resource that the prompt rests on. */
function focusOf(prompt: FollowedPrompt) {
  const first = prompt.inputs.flatMap((input) => input.sources)[0];
  return first === undefined ? {} : { focus: asReference(first) };
}

export function annotation(text: string, { user, today }: DraftContext) {
  return { ...(user === undefined ? {} : { authorString: user }), time: today, text };
}
