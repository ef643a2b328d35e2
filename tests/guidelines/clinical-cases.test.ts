// @vitest-environment node
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate } from "../../src/guidelines/evaluate";
import { type SearchState, searchIds } from "../../src/record/searches";
import cases from "../cases/clinical-cases.json";
import { type CaseFacts, recordOfFacts } from "./record-of-facts";
import { firedIds } from "./record-with";

type Case = { readonly id: string; readonly facts: CaseFacts; readonly expect: readonly string[] };

/** Properties over many records; the machine may be busy. */

const worked = cases.cases as readonly Case[];
/** Combinations that the worked cases leave out, by the same rule cards. */
const more: readonly Case[] = [
  {
    id: "heel measurement only: central DXA is still missing",
    facts: { meno: true, age: 60, bmi: 27, smoke: "never", dxa: "peripheral", vitd: 33 },
    expect: ["DXA-01", "DXA-06"],
  },
  {
    id: "45, menopause not recorded, T −2.6: the caution for exercise stays",
    facts: { age: 45, bmi: 27, smoke: "never", t: -2.6, dxa_ago: 6, vitd: 33 },
    expect: ["EX-02", "INT-03", "SCOPE-03"],
  },
  { id: "61, nothing recorded on menopause, T −2.1", facts: { age: 61, bmi: 27, smoke: "never", t: -2.1, dxa_ago: 6, vitd: 33 }, expect: ["SAFE-01", "TX-02"] },
  {
    id: "prednisone 5 mg for 7 months is a risk factor too",
    facts: { meno: true, age: 60, bmi: 27, smoke: "never", t: -1.6, dxa_ago: 6, vitd: 33, gc_mg: 5, gc_months: 7 },
    expect: ["MED-01", "SAFE-01", "TX-03"],
  },
  { id: "two falls", facts: { meno: true, age: 60, bmi: 27, smoke: "never", t: -0.5, dxa_ago: 6, vitd: 33, falls: 2 }, expect: ["EX-02", "FALL-01"] },
  { id: "alcohol 24 g a day", facts: { meno: true, age: 60, bmi: 27, smoke: "never", t: -0.5, dxa_ago: 6, vitd: 33, alc_g: 24 }, expect: ["ALC-01"] },
  {
    id: "denosumab 6.5 months ago",
    facts: { meno: true, age: 60, bmi: 27, smoke: "never", t: -0.5, dxa_ago: 6, vitd: 33, antires: "deno", deno_months: 6.5 },
    expect: ["SAFE-05"],
  },
  {
    id: "denosumab with eGFR 25",
    facts: { meno: true, age: 60, bmi: 27, smoke: "never", t: -0.5, dxa_ago: 6, vitd: 33, antires: "deno", deno_months: 2, egfr: 25 },
    expect: ["SAFE-06"],
  },
  {
    id: "on zoledronate with T −2.6",
    facts: { meno: true, age: 60, bmi: 27, smoke: "never", t: -2.6, dxa_ago: 6, vitd: 33, antires: "zol" },
    expect: ["EX-02", "ONTX-01"],
  },
  {
    id: "forearm fragility fracture after 50, current smoker, BMI 19",
    facts: { meno: true, age: 60, bmi: 19, smoke: "current", t: -0.5, dxa_ago: 6, vitd: 33, fx_after50: true },
    expect: ["BMI-01", "SAFE-01", "SMK-01", "TX-04", "TX-06"],
  },
];

describe("the worked cases of the dossier, from FHIR resources to prompts", () => {
  test.each([...worked, ...more])("$id", ({ facts, expect: ids }) => {
    expect(firedIds(recordOfFacts(facts))).toEqual([...ids].sort());
  });

  test.each(worked.filter(({ facts }) => !facts.metastatic && facts.dxa !== "error"))("$id also counsels on calcium and exercise", ({ facts }) => {
    expect(evaluate(recordOfFacts(facts)).prompts.map(({ id }) => id)).toEqual(expect.arrayContaining(["CA-01", "EX-01"]));
  });

  test("whatever search fails, nothing new is concluded but that it failed", () => {
    const states = fc.constantFrom<SearchState>("failed", "refused");
    fc.assert(
      fc.property(fc.constantFrom(...worked, ...more), fc.constantFrom(...searchIds), states, ({ facts }, id, state) => {
        const before = firedIds(recordOfFacts(facts));
        const after = firedIds(recordOfFacts(facts, { [id]: state }));
        const moved = (rule: string) => before.includes("DXA-02") && (rule === "DXA-03" || rule === "DXA-04");
        expect(after.filter((rule) => !before.includes(rule) && !moved(rule))).toEqual(facts.dxa === "error" ? [] : ["STATE-ERR"]);
      }),
      { numRuns: 120 },
    );
  });
});
