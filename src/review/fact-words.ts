import type { Fact } from "../record/fact";
import { text } from "./text";

/** How a fact that is not present reads in a table: never as a value, and never as absence unless that was established. */
export function absentInWords(fact: Exclude<Fact<unknown>, { state: "present" }>): string {
  switch (fact.state) {
    case "not-recorded":
      return text("notRecorded");
    case "recorded-unknown":
      return text("recordedUnknown");
    case "stale":
      return text("stale", { limit: fact.limit });
    case "unusable":
      return text("unusableFact", { reason: fact.reason });
    default:
      return fact.pending ? text("stillReading") : text("couldNotBeRead");
  }
}
