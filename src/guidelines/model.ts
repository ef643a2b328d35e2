import type { BoneHealthRecord } from "../record/record";
import type { CalendarDate, Fact, How, Sources } from "../record/fact";
import type { GuidelineSettings, SettingName } from "./settings";

/** H alert, M prompt, L info; gate switches other prompts off (rule catalogue 11.1). */
export type Priority = "H" | "M" | "L" | "gate";

/** How the text of a source was checked (dossier section 0). The reader is told. */
export type Verification = "verified" | "secondary" | "recalled";

/** A guideline, label or study. */
export type Citation = {
  readonly id: string;
  readonly body: string;
  readonly title: string;
  readonly journal: string;
  readonly year: number;
  readonly doi?: string;
  readonly pmid?: string;
  readonly link: string;
  readonly verification: Verification;
  /** What was read, and how. */
  readonly checked: string;
};

/** What one source says in support of a rule. */
export type Support = {
  readonly citation: string;
  readonly says: string;
  readonly strength: string;
  readonly verification: Verification;
};

/** Where guidelines disagree: shown as columns, never merged. */
export type Disagreement = {
  readonly question: string;
  readonly positions: readonly { readonly body: string; readonly says: string; readonly citation: string }[];
};

/** A fact as the reader of a prompt sees it. */
export type Input = {
  readonly label: string;
  /** With its unit. */
  readonly value: string;
  readonly date?: string;
  readonly sources: Sources;
  readonly how: How;
  readonly note?: string;
};

export type Missing = {
  readonly label: string;
  readonly state: Exclude<Fact<unknown>["state"], "present">;
  readonly reason: string;
  /** Set when this fact could turn the result around. */
  readonly couldChange?: string;
};

export type Judgement =
  | {
      readonly outcome: "fired";
      /** Overrides the rule's priority (TX-04: M if no DXA else L). */
      readonly priority?: Priority;
      readonly headline: string;
      /** One line with the numbers that made it fire. */
      readonly whyNow: string;
      /** Replaces the basis' patient text where the usual words would be wrong for this patient. */
      readonly patientText?: string;
      readonly inputs: readonly Input[];
      readonly missing: readonly Missing[];
    }
  | { readonly outcome: "not-fired"; readonly because: string; readonly inputs: readonly Input[]; readonly missing: readonly Missing[] }
  | { readonly outcome: "not-evaluable"; readonly because: string; readonly inputs: readonly Input[]; readonly missing: readonly Missing[] };

export type Topic = "scope" | "dxa" | "treatment" | "safety" | "vitamin-d" | "calcium" | "lifestyle" | "medicines" | "interpretation" | "data";

/**
 * A rule of the catalogue: data, and one small pure predicate. What only a reader of the basis needs (support, limits,
 * hand-out text) is its `RuleBasis`, found by `basisOf(id)`, so that prompts can stand before those texts are loaded.
 */
export type Rule = {
  readonly id: string;
  readonly version: string;
  /** ISO day the rule was last compared with its sources. */
  readonly reviewed: CalendarDate;
  /** Neutral: what the rule is about, not its verdict ("Interval since the last DXA"). */
  readonly title: string;
  readonly priority: Priority;
  readonly topic: Topic;
  /** The exact logic and thresholds in words. */
  readonly logic: string;
  /** Ids of its sources in `citations.ts`, main source first. */
  readonly citations: readonly string[];
  /** Operational settings the rule reads; an overridden one is shown among the inputs. */
  readonly settings?: readonly SettingName[];
  readonly judge: Judge;
};

export type Judge = (record: BoneHealthRecord, context: RuleContext) => Judgement;

/** What stands behind a rule, for the basis drawer, the catalogue page, hand-outs and exports. */
export type RuleBasis = {
  /** Who it is for, and who it excludes. */
  readonly population: string;
  readonly support: readonly Support[];
  readonly disagreement?: Disagreement;
  /** Limits of the evidence. */
  readonly limits: string;
  /** What a clinician may do; options, never orders. */
  readonly options: readonly string[];
  /** Plain words for the patient; only in hand-outs that a clinician releases. */
  readonly patientText?: string;
};

export type RuleContext = {
  readonly today: CalendarDate;
  readonly settings: GuidelineSettings;
  /** Results of the rules that come earlier in the catalogue, by id (ONTX-01 and SAFE-01 look at TX). */
  readonly earlier: ReadonlyMap<string, Judgement>;
};

export type RuleResult = { readonly rule: Rule; readonly judgement: Judgement };

/** A rule that fired, ready for a person. */
export type Prompt = {
  readonly id: string;
  readonly version: string;
  readonly priority: Priority;
  readonly headline: string;
  readonly whyNow: string;
  /** Replaces the basis' patient text for this patient. */
  readonly patientText?: string;
  readonly inputs: readonly Input[];
  readonly missing: readonly Missing[];
  readonly rule: Rule;
};

export type Evaluation = {
  /** What fired, most urgent first. */
  readonly prompts: readonly Prompt[];
  /** Every rule of the catalogue with its outcome. */
  readonly results: readonly RuleResult[];
};
