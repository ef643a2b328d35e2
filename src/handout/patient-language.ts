import { type SpokenLanguage, spokenLanguages } from "../record/person/spoken-languages";
import type { Language } from "./sheet-text";

/** The language a patient's sheet starts in: hers where it is recorded and there are sheets in it, else English. */
export type PatientLanguage = {
  readonly language: Language;
  readonly how: "recorded" | "not-recorded" | "other";
  /** As the record words it; empty when nothing is recorded. */
  readonly recorded: string;
};

/** Chooses the language of a patient's sheet by what was fetched of her. */
export function patientLanguage(resources: readonly unknown[], patientId: string): PatientLanguage {
  const spoken = spokenLanguages(resources, patientId);
  if (spoken.length === 0) return { language: "en", how: "not-recorded", recorded: "" };
  const known = spoken.map(languageIn);
  const recorded = spoken.find(({ words }) => words !== "")?.words ?? "";
  // Who speaks both gets the language in which the texts were checked.
  if (known.includes("en")) return { language: "en", how: "recorded", recorded };
  return known.includes("es") ? { language: "es", how: "recorded", recorded } : { language: "en", how: "other", recorded };
}

function languageIn({ codes, words }: SpokenLanguage): Language | undefined {
  const said = words.toLowerCase();
  if (codes.some((code) => /^(?:es|spa)(?:-|$)/.test(code)) || /spanish|español|castellano/.test(said)) return "es";
  return codes.some((code) => /^(?:en|eng)(?:-|$)/.test(code)) || said.includes("english") ? "en" : undefined;
}
