import { type Code, fold, systems } from "./concept";

/** Codes seen beside their meaning in `source`: `{ code: display }`. */
export function verified(system: string, source: string, table: Readonly<Record<string, string>>): readonly Code[] {
  return Object.entries(table).map(([code, display]) => ({ system, code, display, source, status: "verified" }));
}

/** Codes remembered, not seen beside their meaning: kept for the reader, never used to trigger anything. */
export function recalled(system: string, source: string, table: Readonly<Record<string, string>>): readonly Code[] {
  return Object.entries(table).map(([code, display]) => ({ system, code, display, source, status: "recalled" }));
}

/**
 * A pattern over folded text. The pattern is folded too, because folding takes Hangul and Kana apart; it therefore cannot
 * use escapes that differ by case (`\S`, `\D`, `\W`, `\B`).
 */
export function named(pattern: string): RegExp {
  return new RegExp(fold(pattern));
}

/** HCPCS codes; some file them with CPT, which has none like them. */
export function billed(codes: readonly Code[]): readonly Code[] {
  return codes.flatMap((code) => hcpcsSystems.map((system) => ({ ...code, system })));
}

const hcpcsSystems = [systems.hcpcs, systems.cpt];
