import { named } from "./code-table";
import type { Code, Concept } from "./concept";

/** Which of a drug's forms reach the whole body, told by route, form and dosage text (folded). */
export type SystemicForms = {
  /** A form that stays where it is put (cream, inhaler); it wins over `systemic` ("oral inhalation"). */
  readonly local: RegExp;
  readonly systemic: RegExp;
  /** What to make of an entry that says neither. */
  readonly otherwise: "systemic" | "not-stated";
};

/** A drug the record knows. `label` is its ingredient in lower case; a code of it beats any name. */
export type DrugConcept<Class extends string = string> = Concept & {
  readonly drugClass: Class;
  readonly forms?: SystemicForms;
  /** Days that one dose works for, for drugs that are given and not taken home. */
  readonly doseCovers?: number;
  /** `doseCovers` holds for injections only: the drug also comes as a tablet. */
  readonly alsoOral?: true;
  /** Milligrams of prednisone with the anti-inflammatory effect of 1 mg. */
  readonly prednisonePerMg?: number;
  /** Elemental calcium as a fraction of the salt's mass. */
  readonly elementalCalcium?: number;
};

type Extras = Partial<Pick<DrugConcept, "forms" | "doseCovers" | "alsoOral" | "prednisonePerMg" | "elementalCalcium" | "notText">>;

/** One drug: class, ingredient, pattern over its folded names, codes. */
export function drug<const Class extends string>(
  drugClass: Class,
  agent: string,
  names: string,
  codes: readonly Code[] = [],
  extras: Extras = {},
): DrugConcept<Class> {
  return { id: agent.replaceAll(" ", "-"), label: agent, drugClass, codes, text: named(names), ...extras };
}
