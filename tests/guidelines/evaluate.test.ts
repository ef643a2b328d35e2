// @vitest-environment node
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { catalogue } from "../../src/guidelines/catalogue";
import { evaluate } from "../../src/guidelines/evaluate";
import { guidelineSettings } from "../../src/guidelines/settings";
import type { Fact } from "../../src/record/fact";
import type { BoneHealthRecord } from "../../src/record/record";
import { searchIds, type SearchState } from "../../src/record/searches";
import {
  change,
  course,
  denosumab,
  densityOf,
  judgementOf,
  lab,
  monthsAgo,
  noDxa,
  notRecorded,
  noVitaminD,
  onAromataseInhibitor,
  type Overrides,
  present,
  recordWith,
  scan,
  vitaminD,
  weeksAgo,
} from "./record-with";

/** Properties over many records; the machine may be busy. */

const ids = (record: BoneHealthRecord) => new Set(evaluate(record).prompts.map(({ id }) => id));

/** Stories that together reach every rule; merged at random for the properties. */
const stories: readonly Overrides[] = [
  { patient: { age: present(71, undefined) }, risk: { smoking: present("current"), bmi: present(19) } },
  { patient: { age: present(43, undefined) }, menopause: { status: notRecorded("conditions") } },
  { patient: { age: present(43, undefined) }, menopause: { status: present("premenopausal"), ovarianSuppression: present({ label: "goserelin" }) } },
  { patient: { age: present(52, undefined) }, menopause: { status: present("premenopausal") } },
  { patient: { age: present(40, undefined) }, disease: { breastCancer: notRecorded("conditions") } },
  { patient: { age: present(66, undefined), sex: present("male", undefined) }, menopause: { status: notRecorded("conditions") } },
  { disease: { metastatic: present({ label: "Bone metastasis" }) } },
  { boneDensity: noDxa },
  { boneDensity: densityOf(scan(monthsAgo(30), [{ t: -2.7 }])) },
  { boneDensity: densityOf(scan(monthsAgo(13), [{ t: -2.1 }])) },
  { boneDensity: densityOf(scan(monthsAgo(13), [{ t: -1.6 }])), therapy: onAromataseInhibitor(monthsAgo(4)) },
  { boneDensity: { ...densityOf(scan(monthsAgo(2), [{ t: -0.2 }, { t: -1.5, site: "total-hip" }])), changes: [change()] } },
  { boneDensity: { fraxMajor: present(24), changes: [change({ percent: -4, percentPerYear: -4.2, exceedsLsc: false })] } },
  { therapy: { others: [denosumab(monthsAgo(9))] } },
  { therapy: { antiresorptive: present(denosumab(monthsAgo(6))), others: [denosumab(monthsAgo(6))] } },
  { therapy: { others: [course("oestrogen", "estradiol"), course("bone-harming", "omeprazole"), course("growth-hormone-axis", "ipamorelin")] } },
  { vitaminD: noVitaminD },
  { vitaminD: vitaminD(9, { date: weeksAgo(20) }) },
  { vitaminD: vitaminD(120) },
  {
    risk: {
      fractures: present([{ label: "Vertebral fracture", site: "vertebra", certainty: "fragility", age: 61 }]),
      falls: present({ count: 3, injurious: false }),
    },
  },
  { risk: { glucocorticoid: present({ months: 8, mgPerDay: 5, current: true }), alcohol: present(30), calciumSupplement: present(2600) } },
  { chemistry: { creatinineClearance: lab(30, "mL/min"), egfr: lab(25, "mL/min/1.73m2"), correctedCalcium: lab(8, "mg/dL", { low: 8.5 }) } },
];

function merged(parts: readonly Overrides[]): Overrides {
  const sections = ["patient", "disease", "menopause", "therapy", "boneDensity", "vitaminD", "chemistry", "risk"] as const;
  return Object.fromEntries(sections.map((name) => [name, Object.assign({}, ...parts.map((part) => part[name] ?? {}))]));
}

const anyRecord = fc.subarray([...stories]).map((parts) => recordWith(merged(parts)));

/** A scan of which the start is lost moves from "predates the start" (DXA-02) to its age (DXA-03, DXA-04): both are true. */
const sameClaim = (before: ReadonlySet<string>, id: string) => before.has("DXA-02") && (id === "DXA-03" || id === "DXA-04");

function added(before: BoneHealthRecord, after: BoneHealthRecord): readonly string[] {
  const had = ids(before);
  return [...ids(after)].filter((id) => !had.has(id) && id !== "STATE-ERR" && !sameClaim(had, id));
}

describe("evaluate", () => {
  test("every rule gives a judgement for every patient", () => {
    fc.assert(
      fc.property(anyRecord, (record) => {
        const { results } = evaluate(record);
        expect(results.map(({ rule }) => rule.id)).toEqual(catalogue.map(({ id }) => id));
        const reasons = results.map(({ judgement }) => (judgement.outcome === "fired" ? judgement.headline : judgement.because));
        expect(reasons).not.toContain("");
        expect(JSON.stringify(results)).not.toMatch(/undefined|NaN|\[object/);
      }),
    );
  });

  test("prompts stand by urgency, then in the order of the catalogue", () => {
    fc.assert(
      fc.property(anyRecord, (record) => {
        const { prompts } = evaluate(record);
        const rank = prompts.map(({ priority, id }) => ["H", "gate", "M", "L"].indexOf(priority) * 1000 + catalogue.findIndex((rule) => rule.id === id));
        expect(rank).toEqual([...rank].sort((a, b) => a - b));
      }),
    );
  });

  test("a search that failed, was refused, cut short or is still running never adds a conclusion", () => {
    const states = fc.constantFrom<SearchState>("failed", "refused", "partial", "pending");
    fc.assert(
      fc.property(anyRecord, fc.constantFrom(...searchIds), states, (record, id, state) => {
        const searches = record.searches.map((search) => (search.id === id ? { ...search, state, reason: "the server answered 500" } : search));
        expect(added(record, { ...record, searches })).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test("a fact that becomes unavailable never adds a conclusion", () => {
    const sections = ["patient", "disease", "menopause", "therapy", "boneDensity", "vitaminD", "chemistry", "risk"] as const;
    const facts = sections.flatMap((section) =>
      Object.entries(recordWith()[section])
        .filter(([name, value]) => isFact(value) && name !== "sex") // without sex no man can be told from a woman
        .map(([name]) => [section, name] as const),
    );
    expect(facts.length).toBeGreaterThan(40);
    fc.assert(
      fc.property(anyRecord, fc.constantFrom(...facts), (record, [section, name]) => {
        const lost: Fact<never> = { state: "unavailable", searches: ["patient"], pending: false, reason: "the server answered 500" };
        const after = { ...record, [section]: { ...record[section], [name]: lost } };
        expect(added(record, after), `${section}.${name}`).toEqual([]);
      }),
      { numRuns: 800 },
    );
  });

  test("the therapy without a complete medication list adds no conclusion", () => {
    fc.assert(
      fc.property(anyRecord, (record) => {
        expect(added(record, { ...record, therapy: { ...record.therapy, medicationListComplete: false } })).toEqual([]);
      }),
    );
  });

  test("never a scan prompt less than 12 months after the last scan", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 11 }), fc.integer({ min: 0, max: 11 }), fc.subarray([...stories]), (ago, start, parts) => {
        const record = recordWith({
          ...merged(parts),
          boneDensity: densityOf(scan(monthsAgo(ago), [{ t: -1 }])),
          therapy: onAromataseInhibitor(monthsAgo(start)),
        });
        expect([...ids(record)].filter((id) => ["DXA-01", "DXA-02", "DXA-03", "DXA-04"].includes(id))).toEqual([]);
      }),
    );
  });

  test("a site's own number is shown in the basis of every rule that reads it", () => {
    const settings = guidelineSettings({ dxaOverdueMonths: 36 });
    const record = recordWith({ boneDensity: densityOf(scan(monthsAgo(30), [{ t: -0.5 }])), therapy: onAromataseInhibitor(monthsAgo(60)) });
    expect(judgementOf("DXA-03", record, settings).outcome).toBe("not-fired");
    const input = judgementOf("DXA-03", record, settings).inputs.find(({ label }) => label === "Set by this site");
    expect(input).toMatchObject({ value: "36 months (default 24 months)", note: expect.stringContaining("ASCO 2019") });
    expect(judgementOf("DXA-01", record, settings).inputs.map(({ label }) => label)).not.toContain("Set by this site");
  });

  test("a setting that does not exist is a configuration error", () => {
    expect(() => guidelineSettings({ dxaOverdue: 36 })).toThrow("not a guideline setting");
  });

  test("every present input names what it is and how it is known", () => {
    fc.assert(
      fc.property(anyRecord, (record) => {
        for (const { inputs } of evaluate(record).prompts) {
          for (const input of inputs) expect([input.label, input.value, input.how].every((text) => text !== "")).toBe(true);
        }
      }),
    );
  });
});

function isFact(value: unknown): boolean {
  return typeof value === "object" && value !== null && "state" in value;
}
