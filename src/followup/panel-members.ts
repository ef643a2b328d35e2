import { causeOf } from "../fhir/reasons";
import { send, type TransportOptions } from "../fhir/transport";
import { countText } from "../guidelines/wording";
import { isRecord } from "../record/chart";
import type { EhrAccess } from "./ehr-access";
import { idReferred } from "./resource-line";
import { SourceStopped } from "./source";

/** A FHIR Group or List by its id. */
export type Panel = { readonly type: "Group" | "List"; readonly id: string };

/**
 * The patients of a panel: active members of a Group (R4 Group.member), entries of a List that are not marked as deleted.
 * @throws SourceStopped when the panel cannot be read, or is not one of patients
 */
export async function panelMembers(
  panel: Panel,
  access: EhrAccess,
  options: TransportOptions,
  onProblem: (reason: string) => void,
): Promise<readonly string[]> {
  const answer = await send({ url: `${access.issuer}/${panel.type}/${encodeURIComponent(panel.id)}`, urgency: "high" }, options);
  const resource = answer.kind === "json" ? answer.body : undefined;
  if (!isRecord(resource) || resource["resourceType"] !== panel.type) {
    const { state, because } = causeOf({ why: "answer", answer });
    const why = state === "unsupported" ? `The EHR does not find this ${panel.type}.` : because;
    throw new SourceStopped(`The ${panel.type} could not be read. ${why}`.trim());
  }
  const listed = resource[panel.type === "Group" ? "member" : "entry"];
  const entries = (Array.isArray(listed) ? listed : []).filter(isRecord).filter((entry) => entry["inactive"] !== true && entry["deleted"] !== true);
  const ids = entries.map((entry) => idReferred(entry[panel.type === "Group" ? "entity" : "item"], "Patient"));
  const others = ids.filter((id) => id === undefined).length;
  if (others > 0) onProblem(`${countText(others, "entry is", "entries are")} of no patient of this EHR: left out of the list.`);
  if (typeof resource["quantity"] === "number" && resource["quantity"] > entries.length)
    onProblem(`The Group counts ${resource["quantity"]} members and names ${entries.length}. Patients may be missing from this list.`);
  return [...new Set(ids.filter((id) => id !== undefined))];
}
