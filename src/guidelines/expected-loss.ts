import type { BoneHealthRecord, DxaSite } from "../record/record";
import { boneTherapy, readingOf } from "./population";
import type { GuidelineSettings } from "./settings";

/** Percent of BMD a year; both are losses, `from` the larger. */
type RateBand = { readonly from: number; readonly to: number };

export type ExpectedLoss = {
  readonly onTreatment: RateBand;
  /** Late postmenopause without an aromatase inhibitor. */
  readonly withoutTreatment: RateBand;
  readonly label: string;
  /** Ids of `citations.ts`. */
  readonly citations: readonly string[];
};

/** Postmenopausal women on an aromatase inhibitor, annualised from trials (dossier 8.3; derived here, operational). */
const bands: Partial<Record<DxaSite, RateBand & { readonly citations: readonly string[] }>> = {
  "lumbar-spine": { from: -2.7, to: -1.2, citations: ["ma17b-2006", "atac-2008"] },
  "total-hip": { from: -2, to: -1.4, citations: ["atac-2006", "atac-2008"] },
  "femoral-neck": { from: -2.3, to: -1.5, citations: ["aromasin-label", "b-able-2012"] },
};

/** Natural loss late after the menopause: 0 to 1% a year (recalled; the placebo arm of MA.17B lost 0.35% a year at the spine). */
const withoutTreatment: RateBand = { from: -1, to: 0 };

/**
 * The band of loss that trials saw on an aromatase inhibitor, for a chart of one site. Undefined where it would mislead: on
 * bone treatment (or when that is not known), off the aromatase inhibitor, in metastatic disease, in men, before the
 * menopause or under ovarian suppression, and at sites without trial figures.
 */
export function expectedLoss(record: BoneHealthRecord, site: DxaSite, settings: GuidelineSettings): ExpectedLoss | undefined {
  const band = bands[site];
  if (band === undefined || boneTherapy(record).state !== "not-recorded") return undefined;
  if (record.therapy.currentAromataseInhibitor.state !== "present" || record.disease.metastatic.state !== "not-recorded") return undefined;
  const { sex } = record.patient;
  if (sex.state !== "present" || sex.value !== "female" || record.menopause.ovarianSuppression.state !== "not-recorded") return undefined;
  if (readingOf(record, settings).kind !== "t-score") return undefined;
  const { citations, ...onTreatment } = band;
  return {
    onTreatment,
    withoutTreatment,
    label: "Trial averages, not a prediction for this patient. Losses are largest in the first 6 to 24 months.",
    citations,
  };
}
