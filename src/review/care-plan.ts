import type { WritableResource } from "../fhir/write";
import { isRecord } from "../record/chart";
import { followUpSystems } from "../record/follow-up";
import { annotation, type Draft, type DraftContext, identifier, patient, query } from "./follow-up-resources";

/** A lifestyle goal as it was written in this window. */
export type WrittenGoal = { readonly reference: string; readonly description: string };

export type WrittenPlan = { readonly reference: string; readonly resource: Readonly<Record<string, unknown>>; readonly goals: readonly string[] };

type Written = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

/** The goals among what was written in this window, by reference. */
export function goalsWritten(written: Written): readonly WrittenGoal[] {
  return [...written].flatMap(([reference, { resourceType, description }]) =>
    resourceType === "Goal" ? [{ reference, description: textIn(description, "text") }] : [],
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
    goal: goals.map(linkOf),
    activity: goals.map(activityOf),
    note: [annotation("Made with Boneline from goals agreed with the patient.", context)],
  };
  if (existing === undefined) return { resource, ifNoneExist: query(resource) };
  const added = goals.filter(({ reference }) => !existing.goals.includes(reference));
  const version = textIn(existing.resource["meta"], "versionId");
  const before = (name: string): readonly unknown[] => {
    const listed: unknown = existing.resource[name];
    return Array.isArray(listed) ? listed : [];
  };
  const changed: WritableResource = {
    ...existing.resource,
    resourceType: "CarePlan",
    id: existing.reference.slice("CarePlan/".length),
    goal: [...before("goal"), ...added.map(linkOf)],
    activity: [...before("activity"), ...added.map(activityOf)],
  };
  return { resource: changed, ...(version !== "" && { ifMatch: `W/"${version}"` }) };
}

function linkOf({ reference }: WrittenGoal): unknown {
  return { reference };
}

function activityOf(goal: WrittenGoal): unknown {
  return { detail: { status: "not-started", description: goal.description, goal: [linkOf(goal)] } };
}

function textIn(holder: unknown, name: string): string {
  const said = isRecord(holder) ? holder[name] : undefined;
  return typeof said === "string" ? said : "";
}

function referenceIn(one: unknown): string {
  return textIn(one, "reference").split("/").slice(-2).join("/");
}
