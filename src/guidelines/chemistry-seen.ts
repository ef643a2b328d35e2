import type { Fact } from "../record/fact";
import type { BoneHealthRecord, LabValue } from "../record/record";
import type { Answer } from "./intervals";
import { wholly } from "./searches-read";
import { numberText } from "./wording";

/** The latest value of a laboratory test, trusted only when the chemistry was read completely. */
export function labOf(record: BoneHealthRecord, fact: Fact<LabValue>): Fact<LabValue> {
  return wholly(record, fact, "context-observations");
}

export function labText({ value, unit, comparator }: LabValue): string {
  return `${comparator ?? ""}${numberText(value)} ${unit}`;
}

/** Is the value below the limit? A bound such as "<60" may leave it open. */
export function belowLimit({ value, comparator }: LabValue, limit: number): Answer {
  if (comparator === "<" || comparator === "<=") return value < limit || (comparator === "<" && value === limit) ? "yes" : "unclear";
  if (comparator === ">" || comparator === ">=") return value >= limit ? "no" : "unclear";
  return value < limit ? "yes" : "no";
}
