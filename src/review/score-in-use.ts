import { readingOf } from "../guidelines/population";
import type { GuidelineSettings } from "../guidelines/settings";
import type { BoneHealthRecord } from "../record/record";

/**
 * Which score the screen shows, as the rules read it: T with its classes after the menopause and in men from 50; Z before
 * the menopause and in younger men; both, without a class, under ovarian suppression or when a deciding fact is missing.
 */
export function scoreInUse(record: BoneHealthRecord, settings: GuidelineSettings): "t-score" | "z-score" | "both" {
  const { kind } = readingOf(record, settings);
  return kind === "t-score" || kind === "z-score" ? kind : "both";
}
