import type { OutsideResult } from "../record/outside-result";
import type { DxaDraft, VitaminDDraft } from "./outside-result-check";

/** Everything that stands in the forms, sent or not. */
export type OutsideDraft = { readonly kind: OutsideResult["kind"]; readonly dxa: DxaDraft; readonly vitaminD: VitaminDDraft };

/** Where the forms are kept while their dialog is closed. */
export type KeptDraft = { readonly read: () => OutsideDraft; readonly write: (draft: OutsideDraft) => void };

export const emptyDxa: DxaDraft = { date: "", site: "lumbar-spine", side: "", vertebrae: "", bmd: "", tScore: "", zScore: "", scanner: "" };
export const emptyVitaminD: VitaminDDraft = { date: "", value: "", unit: "ng/mL", comparator: "" };
export const emptyDraft: OutsideDraft = { kind: "dxa", dxa: emptyDxa, vitaminD: emptyVitaminD };

/** Whether anything was typed; a choice among offered words alone is nothing to keep. */
export function isTyped({ dxa, vitaminD }: OutsideDraft): boolean {
  const { date, vertebrae, bmd, tScore, zScore, scanner } = dxa;
  return [date, vertebrae, bmd, tScore, zScore, scanner, vitaminD.date, vitaminD.value].some((written) => written.trim() !== "");
}
