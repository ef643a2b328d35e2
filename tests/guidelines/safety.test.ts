// @vitest-environment node
import { describe, expect, test } from "vitest";
import type { FhirDate } from "../../src/record/fact";
import type { DrugCourse } from "../../src/record/record";
import type { SearchId } from "../../src/record/searches";
import {
  course,
  date,
  denosumab,
  densityOf,
  firedIds,
  judgementOf,
  lab,
  monthsAgo,
  noDxa,
  notRecorded,
  type Overrides,
  present,
  promptOf,
  recordWith,
  scan,
  unavailable,
} from "./record-with";
import { judgeRows, type Row } from "./rule-rows";

const low = { boneDensity: densityOf(scan(monthsAgo(6), [{ t: -2.7 }])) };
const zoledronate = { therapy: { others: [course("bisphosphonate", "zoledronate", { label: "zoledronic acid 5 mg" })] } };
const lastDenosumab = (on: ReturnType<typeof date>, parts = {}): Overrides => ({ therapy: { others: [denosumab(on, parts)] } });
const onDenosumab = (egfr: Overrides["chemistry"]): Overrides => ({ ...lastDenosumab(monthsAgo(2)), chemistry: { ...egfr } });
const pastZoledronate = (first: FhirDate, last: FhirDate) =>
  course("bisphosphonate", "zoledronate", { currency: "past", start: first, doses: [...denosumab(first).doses, ...denosumab(last).doses] });
const incomplete = { medicationListComplete: false };

/** Whatever tells of an injection or of a bone medicine taken since. */
const tellsOfInjections: readonly SearchId[] = [
  "medication-requests",
  "medication-statements",
  "medication-administrations",
  "medication-dispenses",
  "procedures",
];
/** Servers may lack all of these but the orders, where the same facts then stand. */
const mayBeLacking = tellsOfInjections.filter((id) => id !== "medication-requests");

describe("safety before and during an antiresorptive", () => {
  judgeRows([
    ["a T-score of −2.7", "SAFE-01", low, "fired"],
    ["no TX rule fired", "SAFE-01", {}, "not-fired"],
    [
      "TX rules could not be judged",
      "SAFE-01",
      { boneDensity: { lowestTScore: unavailable("bone-observations") }, searches: { "bone-observations": "failed" } },
      "not-evaluable",
    ],

    ["only a recorded FRAX could not be judged", "SAFE-01", { boneDensity: { fraxMajor: unavailable("bone-observations") } }, "not-evaluable"],

    [
      "CrCl 20 while zoledronate is in force by its last infusion",
      "SAFE-02",
      { therapy: { antiresorptive: present(pastZoledronate(monthsAgo(20), monthsAgo(8))) }, chemistry: { creatinineClearance: lab(20, "mL/min") } },
      "fired",
    ],
    [
      "CrCl 20 on denosumab",
      "SAFE-02",
      { therapy: { antiresorptive: present(denosumab(monthsAgo(2))) }, chemistry: { creatinineClearance: lab(20, "mL/min") } },
      "not-fired",
    ],
    ["CrCl 34.9 with a T-score of −2.7", "SAFE-02", { ...low, chemistry: { creatinineClearance: lab(34.9, "mL/min") } }, "fired"],
    ["CrCl exactly 35", "SAFE-02", { ...low, chemistry: { creatinineClearance: lab(35, "mL/min") } }, "not-fired"],
    ["CrCl 20 while on zoledronate", "SAFE-02", { ...zoledronate, chemistry: { creatinineClearance: lab(20, "mL/min") } }, "fired"],
    ["CrCl 20 with nothing considered", "SAFE-02", { chemistry: { creatinineClearance: lab(20, "mL/min") } }, "not-fired"],
    ["only an eGFR of 28", "SAFE-02", { ...low, chemistry: { egfr: lab(28, "mL/min/1.73m2") } }, "not-evaluable"],
    ["chemistry failed", "SAFE-02", { ...low, chemistry: { creatinineClearance: unavailable("context-observations") } }, "not-evaluable"],

    ["corrected calcium 8.3, limit 8.5", "SAFE-03", { ...low, chemistry: { correctedCalcium: lab(8.3, "mg/dL", { low: 8.5 }) } }, "fired"],
    ["corrected calcium at the limit", "SAFE-03", { ...low, chemistry: { correctedCalcium: lab(8.5, "mg/dL", { low: 8.5 }) } }, "not-fired"],
    ["low calcium with nothing considered", "SAFE-03", { chemistry: { correctedCalcium: lab(8.3, "mg/dL", { low: 8.5 }) } }, "not-fired"],
    [
      "low calcium on denosumab",
      "SAFE-03",
      { therapy: { antiresorptive: present(denosumab(monthsAgo(2))) }, chemistry: { correctedCalcium: lab(8.3, "mg/dL", { low: 8.5 }) } },
      "fired",
    ],
    ["laboratory without lower limit", "SAFE-03", { ...low, chemistry: { correctedCalcium: lab(8.3, "mg/dL") } }, "not-evaluable"],
    ["total calcium below the limit, albumin never measured", "SAFE-03", { ...low, chemistry: { calcium: lab(8.1, "mg/dL", { low: 8.5 }) } }, "fired"],
    ["total calcium not low, albumin never measured", "SAFE-03", { ...low, chemistry: { calcium: lab(9, "mg/dL", { low: 8.5 }) } }, "not-evaluable"],
    ["chemistry failed", "SAFE-03", { ...low, chemistry: { correctedCalcium: unavailable("context-observations") } }, "not-evaluable"],

    ["denosumab 7 months ago to the day", "SAFE-04", lastDenosumab(monthsAgo(7)), "fired"],
    ["a day less than 7 months", "SAFE-04", lastDenosumab(monthsAgo(7, -1)), "not-fired"],
    ["stopped 16 months ago, nothing after", "SAFE-04", lastDenosumab(date("2025-07-12"), { currency: "past", end: date("2025-07-12") }), "fired"],
    [
      "followed by zoledronate",
      "SAFE-04",
      { therapy: { others: [denosumab(monthsAgo(12)), course("bisphosphonate", "zoledronate", { currency: "past", start: monthsAgo(6) })] } },
      "not-fired",
    ],
    [
      "alendronate taken now",
      "SAFE-04",
      { therapy: { others: [denosumab(monthsAgo(12)), course("bisphosphonate", "alendronate", { start: monthsAgo(13) })] } },
      "not-fired",
    ],
    [
      "zoledronate from before denosumab does not cover",
      "SAFE-04",
      { therapy: { others: [course("bisphosphonate", "zoledronate", { currency: "past", start: monthsAgo(40) }), denosumab(monthsAgo(9))] } },
      "fired",
    ],
    [
      "zoledronate begun years before denosumab, and given again since",
      "SAFE-04",
      { therapy: { others: [denosumab(monthsAgo(12)), pastZoledronate(monthsAgo(40), monthsAgo(3))] } },
      "not-fired",
    ],
    [
      "zoledronate last given before denosumab",
      "SAFE-04",
      { therapy: { others: [denosumab(monthsAgo(12)), pastZoledronate(monthsAgo(40), monthsAgo(13))] } },
      "fired",
    ],
    [
      "120 mg given since covers the bone too",
      "SAFE-04",
      { therapy: { others: [denosumab(monthsAgo(12)), denosumab(monthsAgo(2), { currency: "past", purpose: "oncology-dose" })] } },
      "not-fired",
    ],
    ["of April 2026, day unknown: 7 months or not", "SAFE-04", lastDenosumab(date("2026-04")), "not-evaluable"],
    ["of March 2026, day unknown: 7 months in any case", "SAFE-04", lastDenosumab(date("2026-03")), "fired"],
    ["of May 2026, day unknown: 6 months or not", "SAFE-05", lastDenosumab(date("2026-05")), "not-evaluable"],
    ["120 mg monthly is another use", "SAFE-04", lastDenosumab(monthsAgo(9), { purpose: "oncology-dose" }), "not-fired"],
    [
      "medicines not loaded completely",
      "SAFE-04",
      { therapy: { ...lastDenosumab(monthsAgo(9)).therapy, ...incomplete }, searches: { "medication-administrations": "failed" } },
      "not-evaluable",
    ],
    ["medicines all loaded, one without a name", "SAFE-04", { therapy: { ...lastDenosumab(monthsAgo(9)).therapy, ...incomplete } }, "fired"],
    [
      "alendronate since, of which nobody knows whether it is taken",
      "SAFE-04",
      { therapy: { others: [denosumab(monthsAgo(9)), course("bisphosphonate", "alendronate", { start: monthsAgo(6), currency: "uncertain" })] } },
      "fired",
    ],
    ["doses without dates", "SAFE-04", lastDenosumab(monthsAgo(9), { doses: [] }), "not-evaluable"],
    ["only the end of the course is known", "SAFE-04", lastDenosumab(monthsAgo(9), { doses: [], currency: "past", end: monthsAgo(9) }), "fired"],
    ["only the end of the course is known, and it is today", "SAFE-04", lastDenosumab(monthsAgo(9), { doses: [], end: monthsAgo(0) }), "not-fired"],
    ["the end of the course is planned for tomorrow", "SAFE-04", lastDenosumab(monthsAgo(9), { doses: [], end: monthsAgo(0, -1) }), "not-evaluable"],
    ["no denosumab", "SAFE-04", {}, "not-fired"],
    ["no denosumab found among incomplete medicines", "SAFE-04", { therapy: incomplete }, "not-evaluable"],
    ...tellsOfInjections.map(
      (id): Row => [
        `${id} refused: an injection may stand there`,
        "SAFE-04",
        { ...lastDenosumab(monthsAgo(9)), searches: { [id]: "refused" } },
        "not-evaluable",
      ],
    ),
    ...mayBeLacking.map(
      (id): Row => [
        `a server without ${id} tells of injections elsewhere`,
        "SAFE-04",
        { ...lastDenosumab(monthsAgo(9)), searches: { [id]: "unsupported" } },
        "fired",
      ],
    ),
    ["no denosumab found, procedures failed", "SAFE-04", { searches: { procedures: "failed" } }, "not-evaluable"],

    ["denosumab 6 months ago to the day", "SAFE-05", lastDenosumab(monthsAgo(6)), "fired"],
    ["a day less than 6 months", "SAFE-05", lastDenosumab(monthsAgo(6, -1)), "not-fired"],
    ["7 months is SAFE-04", "SAFE-05", lastDenosumab(monthsAgo(7)), "not-fired"],
    ["April 2026 may be 6 or 7 months ago: due at least", "SAFE-05", lastDenosumab(date("2026-04")), "fired"],
    ["procedures read in part", "SAFE-05", { ...lastDenosumab(monthsAgo(6)), searches: { procedures: "partial" } }, "not-evaluable"],
    ["May 2026 may be less than 6 months ago", "SAFE-05", lastDenosumab(date("2026-05")), "not-evaluable"],

    ["denosumab with eGFR 29", "SAFE-06", onDenosumab({ egfr: lab(29, "mL/min/1.73m2") }), "fired"],
    ["denosumab with eGFR exactly 30", "SAFE-06", onDenosumab({ egfr: lab(30, "mL/min/1.73m2") }), "not-fired"],
    ["denosumab with eGFR <30 as the laboratory writes it", "SAFE-06", onDenosumab({ egfr: lab(30, "mL/min/1.73m2", { comparator: "<" }) }), "fired"],
    ["denosumab with eGFR <60", "SAFE-06", onDenosumab({ egfr: lab(60, "mL/min/1.73m2", { comparator: "<" }) }), "not-evaluable"],
    [
      "denosumab in force by its last injection, eGFR 20",
      "SAFE-06",
      { therapy: { antiresorptive: present(denosumab(monthsAgo(2), { currency: "past" })) }, chemistry: { egfr: lab(20, "mL/min/1.73m2") } },
      "fired",
    ],
    [
      "zoledronate in force, eGFR 20",
      "SAFE-06",
      { therapy: { antiresorptive: present(course("bisphosphonate", "zoledronate")) }, chemistry: { egfr: lab(20, "mL/min/1.73m2") } },
      "not-fired",
    ],
    ["denosumab on dialysis, eGFR unknown", "SAFE-06", onDenosumab({ dialysis: present({ label: "Haemodialysis" }) }), "fired"],
    ["denosumab, kidney function not loaded", "SAFE-06", onDenosumab({ egfr: unavailable("context-observations") }), "not-evaluable"],
    ["eGFR 20 without denosumab", "SAFE-06", { chemistry: { egfr: lab(20, "mL/min/1.73m2") } }, "not-fired"],
  ]);

  test("the rebound warning does not end with the aromatase inhibitor", () => {
    const none = notRecorded("medication-requests");
    const record = recordWith({ therapy: { ...lastDenosumab(monthsAgo(9)).therapy, currentAromataseInhibitor: none, aromataseInhibitorSince: none } });
    expect(firedIds(record)).toEqual(["SAFE-04"]);
  });

  test("the overdue headline counts from the day the injection was due", () => {
    expect(promptOf("SAFE-04", lastDenosumab(date("2026-04-08"))).headline).toContain("Denosumab overdue by 6 weeks: rebound vertebral-fracture risk.");
    expect(promptOf("SAFE-04", lastDenosumab(date("2025-07-12"))).headline).toContain("overdue by 10 months");
    expect(promptOf("SAFE-04", lastDenosumab(date("2025-11-26"))).headline).toContain("overdue by 25 weeks");
    expect(promptOf("SAFE-04", lastDenosumab(date("2025-11-25"))).headline).toContain("overdue by 5 months");
  });

  test("dialysis is named beside the eGFR", () => {
    const kidney = { egfr: lab(12, "mL/min/1.73m2"), dialysis: present({ label: "Haemodialysis" }) };
    expect(promptOf("SAFE-06", onDenosumab(kidney)).whyNow).toMatch(/eGFR 12 mL\/min\/1\.73m2.*; Haemodialysis\.$/);
  });

  test("of several courses the last injection counts, and a course begun since without one is shown", () => {
    const [earlier, later] = [denosumab(monthsAgo(30), { start: monthsAgo(40) }), denosumab(monthsAgo(9), { start: monthsAgo(20) })];
    const since = denosumab(monthsAgo(1), { doses: [], start: monthsAgo(1) });
    const before = denosumab(monthsAgo(50), { doses: [], start: monthsAgo(50) });
    const labels = (...others: readonly DrugCourse[]) => promptOf("SAFE-04", { therapy: { others } }).inputs.map(({ label, date: on }) => [label, on]);
    const last = ["Last denosumab", "23 Feb 2026"];
    const unseen = ["Denosumab since, without a recorded dose", undefined];
    expect(labels(later, earlier)).toEqual([["Denosumab", undefined], last]);
    expect(labels(earlier, later, since)).toEqual([["Denosumab", undefined], last, unseen]);
    expect(labels(before, later)).toEqual([["Denosumab", undefined], last]);
  });

  test("medicines that were not loaded are said to be unavailable, never not recorded", () => {
    const lost = { searches: { "medication-administrations": "failed" } } as const;
    const unavailableMedicines = (label: string, reason: string) => expect.objectContaining({ label, state: "unavailable", reason });
    expect(judgementOf("SAFE-04", recordWith({ ...lastDenosumab(monthsAgo(9)), ...lost })).missing).toContainEqual(
      unavailableMedicines("Injections and medicines since", "Medicines were not loaded completely."),
    );
    expect(judgementOf("SAFE-04", recordWith(lost)).missing).toContainEqual(unavailableMedicines("Medicines", "not loaded completely"));
  });

  test("an entry without a name is said beside the alert, which it could settle", () => {
    const unnamed = { state: "unusable", reason: "Some medication entries do not say which drug they mean." };
    const prompt = promptOf("SAFE-04", { therapy: { ...lastDenosumab(monthsAgo(9)).therapy, ...incomplete } });
    expect(prompt.missing).toContainEqual(expect.objectContaining({ ...unnamed, couldChange: expect.stringContaining("follow-on bisphosphonate") }));
    expect(promptOf("SAFE-04", lastDenosumab(monthsAgo(9))).missing).toEqual([]);
  });

  test("a dose known only from an order says so", () => {
    const ordered = denosumab(monthsAgo(9), { doses: [{ date: monthsAgo(9), reference: "MedicationRequest/1", kind: "order" }] });
    const input = promptOf("SAFE-04", { therapy: { others: [ordered] } }).inputs.find(({ label }) => label === "Last denosumab");
    expect(input?.note).toContain("Known only from an order");
  });

  test("an eGFR alone is shown as not the measure of the label", () => {
    const judgement = judgementOf("SAFE-02", recordWith({ ...low, chemistry: { egfr: lab(28, "mL/min/1.73m2") } }));
    expect(judgement).toMatchObject({ because: expect.stringContaining("eGFR 28 mL/min/1.73m2 is not the label measure") });
  });

  const twoRisks: Overrides = { patient: { age: present(66, undefined) }, risk: { smoking: present("former") } };
  test.each<readonly [string, Overrides, "H" | "M" | "L"]>([
    ["a T-score of −2.5", { boneDensity: densityOf(scan(monthsAgo(6), [{ t: -2.5 }])) }, "H"],
    ["two risk factors with a normal T-score", twoRisks, "L"],
    ["two risk factors without a DXA", { ...twoRisks, boneDensity: noDxa }, "M"],
    ["a hip fracture of unknown mechanism", { risk: { fractures: present([{ label: "Hip fracture", site: "hip", certainty: "possible", age: 62 }]) } }, "M"],
    ["a hip fragility fracture", { risk: { fractures: present([{ label: "Hip fracture", site: "hip", certainty: "fragility", age: 62 }]) } }, "H"],
  ])("the checks are as urgent as what calls for them: %s", (_what, overrides, priority) => {
    expect(promptOf("SAFE-01", overrides).priority).toBe(priority);
  });

  test("the checks carry the urgency and the numbers of this patient", () => {
    const prompt = promptOf("SAFE-01", low);
    expect(prompt.priority).toBe("H");
    expect(prompt.whyNow).toContain(
      "Because of T-score at or below −2.5 (TX-01). Known: 25(OH)D 35 ng/mL (16 Nov 2026). To be checked: corrected calcium, creatinine clearance, dental check.",
    );
    expect(prompt.missing.map(({ label }) => label)).toContain("Dental check");
    expect(promptOf("SAFE-01", { boneDensity: densityOf(scan(monthsAgo(6), [{ t: -2.2 }])) }).priority).toBe("M");
  });
});
