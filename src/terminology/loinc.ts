import { type Code, systems } from "./concept";

/** A LOINC code that was seen beside its meaning in `source`. */
export function loinc(code: string, display: string, source: string): Code {
  return { system: systems.loinc, code, display, source, status: "verified" };
}

/** A LOINC code known from memory only: it may explain a line in a list, never give a value. */
export function recalledLoinc(code: string, display: string, source: string): Code {
  return { system: systems.loinc, code, display, source, status: "recalled" };
}
