import { sheetInEnglish } from "./sheet-in-english";
import { sheetInSpanish } from "./sheet-in-spanish";

/** Language of a sheet: the patient's, whatever the clinician's screen speaks. */
export type Language = "en" | "es";

/** Edition of the general advice, in both languages. */
export const adviceEdition = { version: "1.0.0", reviewed: "2026-11-23" } as const;

export type SheetKey = Parameters<typeof sheetInEnglish>[0];

/** A text of the sheet in the patient's language. */
export function sheetText(language: Language, key: SheetKey, values?: Readonly<Record<string, string | number>>): string {
  return inLanguage[language](key, values);
}

/** "12 March 2026", "March 2021" or "2021", in the patient's language and never more precise than what was written. */
export function sheetDate(language: Language, written: string): string {
  const [year = "", month, day] = written.slice(0, 10).split("-");
  const name = month === undefined ? undefined : sheetText(language, "months").split(" ")[Number(month) - 1];
  if (name === undefined) return year;
  return day === undefined
    ? sheetText(language, "monthOfYear", { month: name, year })
    : sheetText(language, "dayOfMonth", { day: String(Number(day)), month: name, year });
}

/** A key that one language lacks does not compile. */
const inLanguage: Readonly<Record<Language, (key: SheetKey, values?: Readonly<Record<string, string | number>>) => string>> = {
  en: sheetInEnglish,
  es: sheetInSpanish,
};
