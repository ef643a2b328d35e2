import type { DxaSite } from "./record";

/** A site's own code for something the terminology does not know: `system|code` to a concept of `terminology/`. */
export type LocalCode = { readonly system: string; readonly code: string; readonly means: string };

/** What a site may configure about reading its data. Every setting has a safe default. */
export type RecordSettings = {
  readonly localCodes: readonly LocalCode[];
  /** Facility least significant change in percent, by site. */
  readonly leastSignificantChange: Partial<Record<DxaSite, number>>;
  /** Numbers read from report text: used only when confirmed in this session, or used and marked. */
  readonly reportReadings: "confirm" | "use-marked";
  /** Grams of ethanol in one recorded "drink" (US 14, UK unit 8). */
  readonly gramsPerDrink: number;
};

export const defaultRecordSettings: RecordSettings = {
  localCodes: [],
  leastSignificantChange: {},
  reportReadings: "confirm",
  gramsPerDrink: 14,
};
