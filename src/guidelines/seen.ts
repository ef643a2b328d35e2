import type { Fact } from "../record/fact";
import type { DrugCourse } from "../record/record";
import type { Input, Judgement, Missing, Priority } from "./model";
import { dateText, withoutStop } from "./wording";

/** The facts a rule looked at: those it could use, and those it could not. */
export type Seen = { readonly inputs: readonly Input[]; readonly missing: readonly Missing[] };

export const nothing: Seen = { inputs: [], missing: [] };

/** Shows a fact to the reader of a prompt: as an input when it is present, as missing with its reason when it is not. */
export function see<T>(label: string, fact: Fact<T>, show: (value: T) => string, couldChange?: string): Seen {
  if (fact.state === "present") {
    const { value, date, sources, how, note } = fact;
    const input: Input = { label, value: show(value), sources, how, ...(date && { date: dateText(date) }), ...(note !== undefined && { note }) };
    return { inputs: [input], missing: [] };
  }
  const missing: Missing = { label, state: fact.state, reason: reasonOf(fact, show), ...(couldChange !== undefined && { couldChange }) };
  return { inputs: [], missing: [missing] };
}

/** Shows a fact only when it is present: context that no conclusion rests on. */
export function seeIfPresent<T>(label: string, fact: Fact<T>, show: (value: T) => string): Seen {
  return fact.state === "present" ? see(label, fact, show) : nothing;
}

/** Shows one medicine course. */
export function seeCourse(label: string, course: DrugCourse): Seen {
  const since = course.start === undefined ? "start not recorded" : `since ${dateText(course.start)}`;
  const until = course.end === undefined ? "" : `, until ${dateText(course.end)}`;
  const input: Input = { label, value: `${course.label} (${course.currency}, ${since}${until})`, sources: course.sources, how: course.how };
  return { inputs: [input], missing: [] };
}

export function together(...parts: readonly Seen[]): Seen {
  return { inputs: parts.flatMap((part) => part.inputs), missing: parts.flatMap((part) => part.missing) };
}

export function fired(headline: string, whyNow: string, seen: Seen, priority?: Priority): Judgement {
  return { outcome: "fired", headline, whyNow, ...seen, ...(priority !== undefined && { priority }) };
}

export function notFired(because: string, seen: Seen = nothing): Judgement {
  return { outcome: "not-fired", because, ...seen };
}

export function notEvaluable(because: string, seen: Seen = nothing): Judgement {
  return { outcome: "not-evaluable", because, ...seen };
}

/** The judgement of a rule whose one needed fact is not present. */
export function cannotJudge(label: string, fact: Fact<unknown>, seen: Seen = nothing): Judgement {
  const missing: Missing[] = fact.state === "present" ? [] : [{ label, state: fact.state, reason: reasonOf(fact) }];
  return notEvaluable(`${label}: ${reasonOf(fact)}.`, together({ inputs: [], missing }, seen));
}

/** Why a fact cannot be used, in words. */
export function reasonOf<T>(fact: Fact<T>, show?: (value: T) => string): string {
  switch (fact.state) {
    case "present":
      return "recorded";
    case "not-recorded":
      return "not recorded";
    case "recorded-unknown":
      return "recorded as unknown";
    case "stale":
      return `too old to use (${fact.limit})${show && fact.date ? `: ${show(fact.value)}, ${dateText(fact.date)}` : ""}`;
    case "unusable":
      return withoutStop(fact.reason);
    case "unavailable":
      break;
  }
  return fact.pending ? "still loading" : `could not be loaded (${withoutStop(fact.reason)})`;
}
