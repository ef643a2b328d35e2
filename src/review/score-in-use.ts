import type { BoneHealthRecord } from "../record/record";

/**
 * Which score describes this person: T after menopause and in men from 50; Z before menopause and in younger men (ISCD 2023);
 * both, without a class, under ovarian suppression or when menopausal status is not known.
 */
export function scoreInUse(record: BoneHealthRecord): "t-score" | "z-score" | "both" {
  const { sex, age } = record.patient;
  if (sex.state === "present" && sex.value === "male") return age.state !== "present" ? "both" : age.value >= 50 ? "t-score" : "z-score";
  const { status, ovarianSuppression } = record.menopause;
  if (status.state !== "present") return "both";
  if (status.value === "postmenopausal") return "t-score";
  return ovarianSuppression.state === "present" ? "both" : "z-score"; // suppressed: biologically postmenopausal, but no class
}
