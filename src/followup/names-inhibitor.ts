import { isRecord, matchConcept } from "../record/chart";
import type { RecordSettings } from "../record/site";
import { aromataseInhibitorClass, aromataseInhibitors } from "../terminology/drugs-endocrine";
import type { Resource } from "./resource-line";

/**
 * Whether a medication entry, or a Medication, may be about an aromatase inhibitor. Generous on purpose: whoever is named here is
 * judged by the record itself, but whoever is not is never looked at.
 */
export function namesInhibitor(resource: Resource, settings: RecordSettings): boolean {
  const ingredients = Array.isArray(resource["ingredient"]) ? resource["ingredient"].filter(isRecord) : [];
  const pointer = resource["medicationReference"];
  const coded = [
    resource["code"], // of a Medication
    ...ingredients.map((ingredient) => ingredient["itemCodeableConcept"]),
    resource["medicationCodeableConcept"],
    isRecord(pointer) && typeof pointer["display"] === "string" ? { text: pointer["display"] } : undefined,
  ];
  if (coded.some((one) => one !== undefined && [...aromataseInhibitors, aromataseInhibitorClass].some((drug) => matchConcept(drug, one, settings))))
    return true;
  const contained = resource["contained"];
  return Array.isArray(contained) && contained.some((one) => isRecord(one) && one["resourceType"] === "Medication" && namesInhibitor(one, settings));
}
