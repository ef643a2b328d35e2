import { followUpSystems } from "../record/follow-up";
import { type Draft, type DraftContext, annotation, identifier, patient, query } from "./follow-up-resources";
import type { WritableResource } from "../fhir/write";

/** A lifestyle goal as it was written in this window. */
export type WrittenGoal = { readonly reference: string; readonly description: string };

export type WrittenPlan = { readonly reference: string; readonly resource: Readonly<Record<string, unknown>>; readonly goals: readonly string[] };

type Written = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

export function goalsWritten(written: Written): readonly WrittenGoal[] {
  return [...written].flatMap(([reference, { resourceType, description }]) =>
    resourceType === "Goal" ? [{ reference, description: textIn(description) }] : [],
  );
}

/** The care plan that was written in this window, with the references of its goals. */
export function planWritten(written: Written): WrittenPlan | undefined {
  const found = [...written].find(([, { resourceType }]) => resourceType === "CarePlan");
  if (found === undefined) return undefined;
  const [reference, resource] = found;
  const goals = Array.isArray(resource["goal"]) ? resource["goal"] : [];
  return { reference, resource, goals: goals.map((one: unknown) => referenceIn(one)) };
}

/**
 * The goals of this window as one lifestyle plan of the day (R4 CarePlan, US Core assess-plan): a draft that somebody in the EHR makes
 * active. A plan that is there is changed, on the condition that nobody else changed it meanwhile.
 */
export function carePlanDraft(goals: readonly WrittenGoal[], context: DraftContext, existing: WrittenPlan | undefined): Draft {
  const resource: WritableResource = {
    resourceType: "CarePlan",
    identifier: identifier(followUpSystems.carePlan, `lifestyle.${context.today}`, context),
    status: "draft",
    intent: "proposal",
    category: [{ coding: [{ system: "http://hl7.org/fhir/us/core/CodeSystem/careplan-category", code: "assess-plan" }] }],
    title: "Lifestyle for bone health",
    subject: patient(context),
    period: { start: context.today },
    created: context.today,
    goal: goals.map(({ reference }) => ({ reference })),
    activity: goals.map(({ reference, description }) => ({ detail: { status: "not-started", description, goal: [{ reference }] } })),
    note: [annotation("Made with Boneline from goals agreed with the patient.", context)],
  };
  if (existing === undefined) return { resource, ifNoneExist: query(resource) };
  const added = goals.filter(({ reference }) => !existing.goals.includes(reference));
  const { meta } = existing.resource;
  const version = typeof meta === "object" && meta !== null && "versionId" in meta && typeof meta.versionId === "string" ? meta.versionId : undefined;
  const before = (name: string): readonly unknown[] => (Array.isArray(existing.resource[name]) ? (existing.resource[name] as readonly unknown[]) : []);
  const changed: WritableResource = {
    ...existing.resource,
    resourceType: "CarePlan",
    id: existing.reference.slice("CarePlan/".length),
    goal: [...before("goal"), ...added.map(({ reference }) => ({ reference }))],
    activity: [
      ...before("activity"),
      ...added.map(({ reference, description }) => ({ detail: { status: "not-started", description, goal: [{ reference }] } })),
    ],
  };
  return { resource: changed, ...(version === undefined ? {} : { ifMatch: `W/"${version}"` }) };
}

function textIn(concept: unknown): string {
  return typeof concept === "object" && concept !== null && "text" in concept && typeof concept.text === "string" ? concept.text : "";
}

function referenceIn(one: unknown): string {
  const written = typeof one === "object" && one !== null && "reference" in one && typeof one.reference === "string" ? one.reference : "";
  return written.split("/").slice(-2).join("/");
}
