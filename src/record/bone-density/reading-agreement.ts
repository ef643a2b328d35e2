import type { DxaRegion, DxaResult, DxaValue, ReportReading } from "../record";

/** What the same session's results say about a number that was read from a report's text. */
export type Agreement =
  /** No other source gives this number: it waits for a clinician's word. */
  | { readonly kind: "only-in-text" }
  /** The same number, as far as the text gives decimals: there is nothing to confirm. */
  | { readonly kind: "agrees"; readonly result: DxaValue }
  | { readonly kind: "differs"; readonly result: DxaValue };

/** Compares a reading with the results of its session: coded, entered here, or confirmed from another report. */
export function agreementOf(reading: ReportReading, results: readonly DxaResult[]): Agreement {
  const rivals = results.flatMap((result): readonly DxaValue[] => {
    const value = result[elements[reading.metric]];
    return value !== undefined && !isOwn(reading, value) && mayBeSamePlace(result.region, reading.region) ? [value] : [];
  });
  const same = rivals.find((value) => isSameNumber(reading, value.value));
  if (same !== undefined) return { kind: "agrees", result: same };
  const other = rivals.find((value) => value.how !== "read-from-report");
  return other === undefined ? { kind: "only-in-text" } : { kind: "differs", result: other };
}

/** Whether a reading still needs a clinician's word: nobody confirmed it, and no result says the same. */
export function isWaiting(reading: ReportReading, results: readonly DxaResult[]): boolean {
  return !reading.confirmed && agreementOf(reading, results).kind !== "agrees";
}

/** A text that leaves side or vertebrae out may mean the place that names them. */
export function mayBeSamePlace(one: DxaRegion, other: DxaRegion): boolean {
  const unsaid = (a: string | undefined, b: string | undefined): boolean => a === undefined || b === undefined || a === b;
  return one.site === other.site && unsaid(one.side, other.side) && unsaid(one.vertebrae, other.vertebrae);
}

/** Whether the result is this very number, read from this report. */
function isOwn(reading: ReportReading, value: DxaValue): boolean {
  return value.how === "read-from-report" && value.sources.some((source) => reading.id.startsWith(`${source}#`));
}

const elements = { bmd: "bmd", "t-score": "tScore", "z-score": "zScore" } as const satisfies Record<ReportReading["metric"], keyof DxaResult>;

/** A text that says -2.1 says the same as a result of -2.14. */
function isSameNumber(reading: ReportReading, value: number): boolean {
  const decimals = /[.,](\d+)/.exec(reading.sentence.slice(...reading.at))?.[1]?.length ?? 0;
  const scale = reading.metric === "bmd" && decimals === 0 ? 3 : Math.max(1, decimals); // 862 mg/cm2 is 0.862; "-2" is not -2.4
  return Math.abs(reading.value - value) < 0.5001 * 10 ** -scale;
}
