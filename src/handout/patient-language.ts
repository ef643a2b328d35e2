import type { Language } from "./sheet-text";

/** The language a patient's sheet starts in: hers where it is recorded and there are sheets in it, else English. */
export type PatientLanguage = {
  readonly language: Language;
  readonly how: "recorded" | "not-recorded" | "other";
  /** As the record words it; empty when nothing is recorded. */
  readonly recorded: string;
};

/** Reads `Patient.communication` (R4; BCP 47 codes, or words where there is no code) out of what was fetched. Preferred languages go before others. */
export function patientLanguage(resources: readonly unknown[], patientId: string): PatientLanguage {
  const patient = resources.find((one) => field(one, "resourceType") === "Patient" && field(one, "id") === patientId);
  const all = listOf(field(patient, "communication"));
  const preferred = all.filter((one) => field(one, "preferred") === true);
  const spoken = (preferred.length > 0 ? preferred : all).map((one) => field(one, "language"));
  const known = spoken.map(languageIn);
  const recorded = spoken.map(wordsOf).find((words) => words !== "") ?? "";
  if (spoken.length === 0) return { language: "en", how: "not-recorded", recorded: "" };
  // Who speaks both gets the language in which the texts were checked.
  if (known.includes("en")) return { language: "en", how: "recorded", recorded };
  return known.includes("es") ? { language: "es", how: "recorded", recorded } : { language: "en", how: "other", recorded };
}

function languageIn(concept: unknown): Language | undefined {
  const codes = listOf(field(concept, "coding")).map((coding) => textOf(field(coding, "code")).toLowerCase());
  const words = wordsOf(concept).toLowerCase();
  if (codes.some((code) => /^(?:es|spa)(?:-|$)/.test(code)) || /spanish|español|castellano/.test(words)) return "es";
  return codes.some((code) => /^(?:en|eng)(?:-|$)/.test(code)) || words.includes("english") ? "en" : undefined;
}

function wordsOf(concept: unknown): string {
  const coding = listOf(field(concept, "coding"))[0];
  return textOf(field(concept, "text") ?? field(coding, "display") ?? field(coding, "code"));
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function field(holder: unknown, name: string): unknown {
  return typeof holder === "object" && holder !== null ? (holder as Readonly<Record<string, unknown>>)[name] : undefined;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}
