import type { RawResource } from "../chart";
import type { DrugVerdict } from "../record";
import type { DrugKind } from "./drug-times";

/** What a status makes of a resource that tells of a drug taken. */
export type DrugStanding = DrugVerdict["standing"];

export type MedicationStatus =
  | {
      readonly use: "evidence";
      /** As recorded, or "not stated". */
      readonly status: string;
      readonly standing: DrugStanding;
      /** A drug that the patient reports taking, sent as an order. */
      readonly reported: boolean;
    }
  | {
      readonly use: "none";
      readonly kind: "entered-in-error" | "not-taken";
      readonly reason: string;
      /** It says that the drug is not taken, and so speaks against older orders. */
      readonly refusal: boolean;
    };

/**
 * What the status, intent and doNotPerform of a medication resource make of it (R4 value sets medicationrequest-status,
 * -intent, medication-statement-status, medicationdispense-status, medication-admin-status). A word outside them is "unknown".
 */
export function readMedicationStatus(resource: RawResource, kind: DrugKind): MedicationStatus {
  const status = typeof resource["status"] === "string" ? resource["status"] : "not stated";
  if (status === "entered-in-error") return { use: "none", kind: "entered-in-error", reason: "It was entered in error.", refusal: false };
  // Some pharmacies leave the status behind when the drug has been handed over.
  const handedOver = kind === "dispense" && resource["whenHandedOver"] !== undefined && (status === "in-progress" || status === "on-hold");
  const reason = handedOver ? undefined : unused[kind].get(status);
  if (reason !== undefined) return { use: "none", kind: "not-taken", reason, refusal: status === "not-taken" };
  if (kind === "order" && resource["doNotPerform"] === true) {
    return { use: "none", kind: "not-taken", reason: "It asks not to give the drug.", refusal: true };
  }
  const intent = kind === "order" ? resource["intent"] : undefined;
  // US Core sends what the patient reports taking as intent "plan" with the reported flag.
  const reported = intent === "plan" && (resource["reportedBoolean"] === true || resource["reportedReference"] !== undefined);
  if (!reported && (intent === "proposal" || intent === "plan" || intent === "option")) {
    return { use: "none", kind: "not-taken", reason: `It is ${intent === "option" ? "an" : "a"} ${intent}, not an order.`, refusal: false };
  }
  return { use: "evidence", status, standing: standings[kind].get(status) ?? "unknown", reported };
}

const ordered: ReadonlyMap<string, DrugStanding> = new Map([
  ["active", "in-use"],
  ["on-hold", "on-hold"],
  ["completed", "over"],
  ["stopped", "stopped"],
]);

const standings: Readonly<Record<DrugKind, ReadonlyMap<string, DrugStanding>>> = {
  order: ordered,
  statement: ordered,
  dispense: new Map([
    ["completed", "supplied"],
    ["stopped", "supplied"],
    ["in-progress", "supplied"],
    ["on-hold", "supplied"],
  ]),
  // An infusion that was stopped or is running has been given in part.
  administration: new Map([
    ["completed", "given"],
    ["stopped", "given"],
    ["in-progress", "given"],
  ]),
};

const unused: Readonly<Record<DrugKind, ReadonlyMap<string, string>>> = {
  order: new Map([
    ["cancelled", "The order was cancelled before it took effect."],
    ["draft", "It is a draft, not an order."],
  ]),
  statement: new Map([
    ["intended", "It says that the drug was going to be taken, not that it was."],
    ["not-taken", "It says that the drug is not taken."],
  ]),
  dispense: new Map([
    ["preparation", "It was prepared, not handed over."],
    ["in-progress", "It was not handed over yet."],
    ["on-hold", "It was not handed over."],
    ["cancelled", "The dispense was cancelled."],
    ["declined", "The dispense was declined."],
  ]),
  administration: new Map([
    ["not-done", "The dose was not given."],
    ["on-hold", "The dose was put on hold."],
  ]),
};
