import type { WorklistRow } from "../../src/followup/row";

export function row(patientId: string, more: Partial<WorklistRow> = {}): WorklistRow {
  return {
    patientId,
    name: `Name ${patientId}`,
    mrn: `M-${patientId}`,
    birthDate: "1960-05-01",
    age: 66,
    agent: "letrozole",
    onSince: "2024-01-10",
    monthsOn: 34,
    lastDxa: "2026-03-01",
    lowestT: -1.2,
    lowestTText: "−1.2 lumbar spine",
    dxa: "not-due",
    vitaminDText: "31 ng/mL",
    vitaminDDate: "2026-03-01",
    vitaminD: "adequate",
    prompts: [],
    top: "",
    notLoaded: [],
    measures: { dxaInTwoYears: "yes", vitaminDOnRecord: "yes", lowTScore: "no", treated: "no" },
    ...more,
  };
}

export const notLoaded: WorklistRow["notLoaded"] = [{ search: "bone-observations", state: "failed", reason: "The EHR had an error of its own (500)." }];
