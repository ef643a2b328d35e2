import { codingsOf, isRecord, labelOf } from "../chart";

/** A language that a patient can be spoken to in, as it is recorded. */
export type SpokenLanguage = {
  /** Lower case; BCP 47, as R4 wants it, or what was sent instead. */
  readonly codes: readonly string[];
  /** As the record words it; empty when nothing of it can be read. */
  readonly words: string;
};

/** `Patient.communication` (R4) of one patient among what was fetched: the preferred languages, or all of them where none is preferred. */
export function spokenLanguages(resources: readonly unknown[], patientId: string): readonly SpokenLanguage[] {
  const patient = resources.filter(isRecord).find(({ resourceType, id }) => resourceType === "Patient" && id === patientId);
  const communication = patient?.["communication"];
  const all: readonly unknown[] = Array.isArray(communication) ? communication : [];
  const preferred = all.filter((one) => isRecord(one) && one["preferred"] === true);
  return (preferred.length > 0 ? preferred : all).map((one) => {
    const language = isRecord(one) ? one["language"] : undefined;
    const codes = codingsOf(language).flatMap(({ code }) => (typeof code === "string" ? [code.toLowerCase()] : []));
    return { codes, words: labelOf(language, "") };
  });
}
