// @vitest-environment node
import { describe, expect, test } from "vitest";
import type { DrugCourse } from "../../src/record/record";
import type { SearchId, SearchState } from "../../src/record/searches";
import {
  course,
  denosumab,
  densityOf,
  judgementOf,
  monthsAgo,
  noDxa,
  type Overrides,
  present,
  promptOf,
  recordWith,
  scan,
  unavailable,
  vitaminD,
} from "./record-with";
import { judgeRows } from "./rule-rows";

const state = (id: SearchId, is: SearchState) => ({ searches: { [id]: is } });

describe("searches that did not end well", () => {
  judgeRows([
    ["DXA results failed", "STATE-ERR", state("bone-observations", "failed"), "fired"],
    ["reports were refused", "STATE-ERR", state("diagnostic-reports", "refused"), "fired"],
    ["a page of diagnoses is missing", "STATE-ERR", state("conditions", "partial"), "fired"],
    ["family history failed", "STATE-ERR", state("family-history", "failed"), "fired"],
    ["the server has no documents", "STATE-ERR", state("documents", "unsupported"), "not-fired"],
    ["the server has no reports", "STATE-ERR", state("diagnostic-reports", "unsupported"), "fired"],
    ["the server has no medication orders", "STATE-ERR", state("medication-requests", "unsupported"), "fired"],
    ["the server has no laboratory or DXA results", "STATE-ERR", state("bone-observations", "unsupported"), "fired"],
    ["the server has no diagnoses", "STATE-ERR", state("conditions", "unsupported"), "fired"],
    ["the server has no reported medicines", "STATE-ERR", state("medication-statements", "unsupported"), "not-fired"],
    ["documents failed while procedures are still loading", "STATE-ERR", { searches: { documents: "failed", procedures: "pending" } }, "fired"],
    ["still loading is no error", "STATE-ERR", state("procedures", "pending"), "not-evaluable"],
    ["everything was read", "STATE-ERR", {}, "not-fired"],
    ["an aromatase inhibitor, and another entry without a name", "STATE-ERR", { therapy: { medicationListComplete: false } }, "not-fired"],
  ]);

  test("a medicine that was not sent, or entries that disagree, leave the aromatase inhibitor open, and that is said", () => {
    const unclear = { state: "unusable", reason: "Some medication entries do not say which drug they mean.", sources: [] } as const;
    const prompt = promptOf("STATE-ERR", { therapy: { currentAromataseInhibitor: unclear } });
    expect(prompt.headline).toBe("Whether an aromatase inhibitor is taken now cannot be said. This is not the same as none. Open the chart.");
    expect(prompt.missing).toHaveLength(1);
  });

  test("what could not be loaded is named, and is not the same as no DXA", () => {
    const prompt = promptOf("STATE-ERR", { searches: { "diagnostic-reports": "failed", procedures: "refused" } });
    expect(prompt.headline).toBe("Procedures and diagnostic reports could not be loaded. This is not the same as no DXA. Retry or open the chart.");
    expect(prompt.whyNow).toBe("Cannot be concluded: whether and when the last DXA was done and when injections and infusions for bone were last given.");
    expect(prompt.missing).toMatchObject([
      { label: "procedures", state: "unavailable", reason: "the server answered refused" },
      { label: "diagnostic reports", state: "unavailable", reason: "the server answered failed" },
    ]);
  });

  test("a search of which a page is missing was loaded in part", () => {
    expect(promptOf("STATE-ERR", state("bone-observations", "partial")).headline).toBe(
      "DXA and vitamin D results could be loaded only in part. This is not the same as no DXA. Retry or open the chart.",
    );
  });

  test("a medication search that failed is not said to concern DXA", () => {
    expect(promptOf("STATE-ERR", state("medication-dispenses", "failed")).priority).toBe("M");
    expect(promptOf("STATE-ERR", state("medication-dispenses", "failed")).headline).toBe("Pharmacy dispenses could not be loaded. Retry or open the chart.");
  });

  test("a low T-score does not vanish behind a failed search", () => {
    const overrides = {
      boneDensity: densityOf(scan(monthsAgo(6), [{ t: -2.7 }])),
      therapy: { others: [denosumab(monthsAgo(9))], medicationListComplete: false },
      ...state("medication-administrations", "failed"),
    };
    expect(promptOf("STATE-ERR", overrides).priority).toBe("H"); // it holds back an alert
    expect(promptOf("STATE-ERR", overrides).whyNow).toBe(
      "Cannot be concluded: when injections and infusions for bone were last given. T-score −2.7 at lumbar spine (23 May 2026) is on record and the last denosumab dose found is of 23 Feb 2026; judge by the chart.",
    );
  });

  test("what holds back the alert of osteoporosis is as urgent as the alert", () => {
    const boneDensity = densityOf(scan(monthsAgo(6), [{ t: -2.7 }]));
    expect(promptOf("STATE-ERR", { boneDensity, ...state("conditions", "refused") }).priority).toBe("H");
    expect(promptOf("STATE-ERR", { boneDensity, ...state("family-history", "refused") }).priority).toBe("M");
    const spine = (t: number) => ({ boneDensity: densityOf(scan(monthsAgo(6), [{ t }])), ...state("conditions", "refused") });
    expect(promptOf("STATE-ERR", spine(-2.5)).priority).toBe("H");
    expect(promptOf("STATE-ERR", spine(-2.4)).priority).toBe("M");
    expect(promptOf("STATE-ERR", { boneDensity, ...state("bone-observations", "partial") }).priority).toBe("H"); // a newer scan may be missing
  });

  test("what holds back the alert of a late injection is as urgent as the alert", () => {
    const given = (months: number) => ({ therapy: { others: [denosumab(monthsAgo(months))] } });
    const prompt = promptOf("STATE-ERR", { ...given(9), ...state("procedures", "failed") });
    expect(prompt.priority).toBe("H");
    expect(prompt.whyNow).toContain("The last denosumab dose found is of 23 Feb 2026; judge by the chart.");
    expect(promptOf("STATE-ERR", { ...given(6), ...state("procedures", "failed") }).priority).toBe("M");
    expect(promptOf("STATE-ERR", { ...given(9), ...state("documents", "failed") }).priority).toBe("M");
    expect(promptOf("STATE-ERR", { ...given(7), ...state("procedures", "failed") }).priority).toBe("H");
  });

  test.each<readonly [string, DrugCourse]>([
    ["an infusion of zoledronate", course("bisphosphonate", "zoledronate", { doses: denosumab(monthsAgo(9)).doses })],
    ["120 mg of denosumab, given for metastases", denosumab(monthsAgo(9), { purpose: "oncology-dose" })],
  ])("%s nine months ago is no late injection of denosumab", (_what, other) => {
    const prompt = promptOf("STATE-ERR", { therapy: { others: [other] }, ...state("procedures", "failed") });
    expect(prompt.priority).toBe("M");
    expect(prompt.whyNow).not.toContain("denosumab");
  });

  test("of several injections the last one counts", () => {
    const [first, second] = [monthsAgo(9), monthsAgo(3)].map((on) => denosumab(on).doses);
    const doses = [...(first ?? []), ...(second ?? [])];
    const prompt = promptOf("STATE-ERR", { therapy: { others: [denosumab(monthsAgo(3), { doses })] }, ...state("procedures", "failed") });
    expect(prompt.priority).toBe("M");
    expect(prompt.whyNow).toContain("The last denosumab dose found is of 23 Aug 2026");
  });

  test("an injection is mentioned only where what was not loaded bears on it", () => {
    const given = { therapy: { others: [denosumab(monthsAgo(2))] } };
    const gated = { disease: { metastatic: unavailable("conditions") } };
    expect(promptOf("STATE-ERR", { ...given, ...state("documents", "failed") }).whyNow).not.toContain("denosumab");
    expect(promptOf("STATE-ERR", { ...given, ...gated, ...state("conditions", "failed") }).whyNow).toContain("last denosumab dose found is of 23 Sep 2026");
  });

  test("a severe deficiency does not vanish while nobody knows whether the disease is metastatic", () => {
    const overrides = { vitaminD: vitaminD(8), disease: { metastatic: unavailable("conditions") }, ...state("conditions", "failed") };
    expect(promptOf("STATE-ERR", overrides).whyNow).toContain("25(OH)D 8 ng/mL (16 Nov 2026) is on record; judge by the chart.");
    expect(promptOf("STATE-ERR", { ...overrides, vitaminD: vitaminD(34) }).whyNow).not.toContain("25(OH)D");
  });

  test("it is said also of patients without an aromatase inhibitor", () => {
    const record = recordWith({ therapy: { currentAromataseInhibitor: { state: "not-recorded", searched: [] } }, ...state("documents", "failed") });
    expect(judgementOf("STATE-ERR", record).outcome).toBe("fired");
  });
});

describe("why a fact is missing, in words", () => {
  const reasonsOf = (rule: string, overrides: Overrides) => judgementOf(rule, recordWith(overrides)).missing.map(({ label, reason }) => [label, reason]);
  const withoutReason = (overrides: Overrides, drop: readonly SearchId[] = []) => {
    const record = recordWith({ boneDensity: noDxa, ...overrides });
    return { ...record, searches: record.searches.filter(({ id }) => !drop.includes(id)).map((search) => ({ ...search, reason: "" })) };
  };

  test("each search that was not read is named with its own reason", () => {
    const overrides = { boneDensity: noDxa, searches: { "diagnostic-reports": "refused", procedures: "pending", documents: "failed" } } as const;
    expect(reasonsOf("DXA-01", overrides)).toEqual([
      ["diagnostic reports", "diagnostic reports: the server answered refused"],
      ["procedures", "still loading"],
      ["documents", "documents: the server answered failed"],
    ]);
  });

  test("what has failed is not said to be still loading because something else is", () => {
    const overrides = { boneDensity: { onlyPeripheral: present(true) }, searches: { "bone-observations": "pending", documents: "failed" } } as const;
    expect(judgementOf("DXA-06", recordWith(overrides))).toMatchObject({ because: expect.stringContaining("the server answered failed") });
    const pending = { boneDensity: { onlyPeripheral: present(true) }, searches: { "bone-observations": "pending", documents: "pending" } } as const;
    expect(judgementOf("DXA-06", recordWith(pending))).toMatchObject({ because: expect.stringContaining("still loading") });
  });

  test.each<readonly [SearchState, string]>([
    ["partial", "DXA and vitamin D results: only partly loaded"],
    ["unsupported", "DXA and vitamin D results: not offered by this server"],
    ["failed", "DXA and vitamin D results: failed"],
    ["refused", "DXA and vitamin D results: refused"],
  ])("%s without a reason is said in words", (is, reason) => {
    expect(judgementOf("DXA-01", withoutReason(state("bone-observations", is))).missing).toContainEqual(expect.objectContaining({ reason }));
  });

  test("a search that was never asked for is not one that found nothing", () => {
    const judgement = judgementOf("DXA-01", withoutReason({}, ["documents"]));
    expect(judgement.outcome).toBe("not-evaluable");
    expect(judgement.missing).toContainEqual(expect.objectContaining({ label: "documents", reason: "documents: not asked for" }));
  });
});
