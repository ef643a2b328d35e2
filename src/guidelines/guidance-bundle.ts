import type { Annotation, Bundle, BundleEntry, CodeableConcept, DetectedIssue, GuidanceResponse } from "fhir/r4";
import type { Evaluation, Input, Missing, Priority, Prompt, RuleResult } from "./model";
import { ruleUrl } from "./plan-definition";

export type GuidanceInput = {
  readonly evaluation: Evaluation;
  /** `Patient/id`, as the EHR knows it. */
  readonly subject: string;
  /** ISO instant of the evaluation, with its time zone. */
  readonly occurrenceDateTime: string;
  /** Address under which the rules are published (see `ruleUrl`). */
  readonly base: string;
  /** A new id for each resource and the bundle, such as a UUID. */
  readonly newId: () => string;
};

/**
 * A patient's prompts as a FHIR R4 collection Bundle: a GuidanceResponse for every rule that fired or could not be judged
 * (status `success` or `data-required`), and a DetectedIssue for each safety and medicine prompt that fired. Pure: ids and
 * time come from the caller.
 */
export function guidanceBundle(input: GuidanceInput): Bundle<GuidanceResponse | DetectedIssue> {
  const fired = input.evaluation.prompts.flatMap((prompt) => [guidanceOf(prompt, input), ...(isIssue(prompt) ? [issueOf(prompt, input)] : [])]);
  const open = input.evaluation.results.flatMap((result) => dataRequired(result, input));
  const entry = [...fired, ...open].map((resource): BundleEntry<GuidanceResponse | DetectedIssue> => ({ fullUrl: `urn:uuid:${resource.id}`, resource }));
  return { resourceType: "Bundle", id: input.newId(), type: "collection", timestamp: input.occurrenceDateTime, ...(entry.length > 0 && { entry }) };
}

type Identified<T> = T & { readonly id: string };

function guidanceOf(prompt: Prompt, { subject, occurrenceDateTime, base, newId }: GuidanceInput): Identified<GuidanceResponse> {
  return {
    resourceType: "GuidanceResponse",
    id: newId(),
    moduleUri: ruleUrl(base, prompt),
    status: "success",
    subject: { reference: subject },
    occurrenceDateTime,
    reasonCode: [ruleCode(prompt, base)],
    note: [{ text: prompt.headline }, { text: prompt.whyNow }, ...prompt.inputs.map(inputNote), ...prompt.missing.map(missingNote)],
  };
}

function dataRequired({ rule, judgement }: RuleResult, { subject, occurrenceDateTime, base, newId }: GuidanceInput): Identified<GuidanceResponse>[] {
  if (judgement.outcome !== "not-evaluable") return [];
  return [
    {
      resourceType: "GuidanceResponse",
      id: newId(),
      moduleUri: ruleUrl(base, rule),
      status: "data-required",
      subject: { reference: subject },
      occurrenceDateTime,
      reasonCode: [ruleCode({ id: rule.id, rule }, base)],
      note: [{ text: judgement.because }, ...judgement.missing.map(missingNote)],
    },
  ];
}

function issueOf(prompt: Prompt, { subject, occurrenceDateTime, base, newId }: GuidanceInput): Identified<DetectedIssue> {
  const implicated = [...new Set(prompt.inputs.flatMap(({ sources }) => sources))];
  return {
    resourceType: "DetectedIssue",
    id: newId(),
    status: "preliminary",
    code: ruleCode(prompt, base),
    severity: severities[prompt.priority],
    patient: { reference: subject },
    identifiedDateTime: occurrenceDateTime,
    detail: `${prompt.headline} ${prompt.whyNow}`,
    ...(implicated.length > 0 && { implicated: implicated.map((reference) => ({ reference })) }),
  };
}

const severities: Readonly<Record<Priority, "high" | "moderate" | "low">> = { H: "high", gate: "low", M: "moderate", L: "low" };

function isIssue({ rule }: Prompt): boolean {
  return rule.topic === "safety" || rule.topic === "medicines";
}

function ruleCode({ id, rule }: Pick<Prompt, "id" | "rule">, base: string): CodeableConcept {
  return {
    coding: [{ system: `${base.replace(/\/$/, "")}/CodeSystem/rules`, version: rule.version, code: id, display: rule.title }],
    text: `${id} ${rule.title}`,
  };
}

function inputNote({ label, value, date, sources, note }: Input): Annotation {
  return { text: `Used: ${label} ${value}${date ? `, ${date}` : ""}${sources.length > 0 ? ` (${sources.join(", ")})` : ""}${note ? `. ${note}` : ""}` };
}

function missingNote({ label, reason, couldChange }: Missing): Annotation {
  return { text: `Missing: ${label}: ${reason}${couldChange ? `. ${couldChange}` : ""}` };
}
