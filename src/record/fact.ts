import type { SearchId } from "./searches";

/** An ISO calendar day, `YYYY-MM-DD`. Never an instant: ages, intervals and windows are counted in days. */
export type CalendarDate = string & { readonly __brand?: "CalendarDate" };

/**
 * A FHIR date kept at the precision it was written with (R4 datatypes: `YYYY`, `YYYY-MM`, `YYYY-MM-DD`, or a dateTime,
 * of which the calendar day as written is kept). Rules compare `earliest` and `latest` and never invent a day.
 */
export type FhirDate = {
  readonly text: string;
  readonly precision: "year" | "month" | "day";
  readonly earliest: CalendarDate;
  readonly latest: CalendarDate;
};

/** How a value came to be known; shown beside every value. */
export type How =
  | "coded" // a code said what it is
  | "by-text" // no known code; recognised by its name
  | "read-from-report" // read out of a report's sentence, confirmed by a clinician in this session (or site setting "use, marked")
  | "entered-here" // typed in by a clinician in this session
  | "derived" // calculated here from other facts
  | "assumed"; // an operational assumption, always said with its reason

/** References of the resources a fact came from, such as `Observation/123`. */
export type Sources = readonly string[];

export type Present<T> = {
  readonly state: "present";
  readonly value: T;
  readonly date: FhirDate | undefined;
  readonly sources: Sources;
  readonly how: How;
  /** A caveat to show with the value ("amended", "D3 fraction stands for the total"). */
  readonly note?: string;
};

/** Absence that was established: the searches named here ran, completely, and held nothing. */
export type NotRecorded = { readonly state: "not-recorded"; readonly searched: readonly SearchId[] };
/** Somebody recorded that it is not known (SNOMED 266927001 "unknown if ever smoked"). */
export type RecordedUnknown = {
  readonly state: "recorded-unknown";
  readonly date: FhirDate | undefined;
  readonly sources: Sources;
};
/** Present, but too old for the use the record makes of it. */
export type Stale<T> = Omit<Present<T>, "state"> & { readonly state: "stale"; readonly limit: string };
/** Something is there and cannot be used. */
export type Unusable = { readonly state: "unusable"; readonly reason: string; readonly sources: Sources };
/** We do not know, because a search failed, was refused, was cut short or has not answered yet. */
export type Unavailable = {
  readonly state: "unavailable";
  readonly searches: readonly SearchId[];
  /** True while the answer may still come: the screen waits, it does not warn. */
  readonly pending: boolean;
  readonly reason: string;
};

/** A fact knows how it is known. A rule may conclude only from `present` (architecture, first idea). */
export type Fact<T> = Present<T> | NotRecorded | RecordedUnknown | Stale<T> | Unusable | Unavailable;
