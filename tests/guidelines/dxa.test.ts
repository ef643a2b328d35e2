// @vitest-environment node
import { describe, expect, test } from "vitest";
import type { DxaSession, UnusableItem } from "../../src/record/record";
import {
  date,
  densityOf,
  firedIds,
  judgementOf,
  monthsAgo,
  noDxa,
  notRecorded,
  onAromataseInhibitor,
  present,
  promptOf,
  recordWith,
  scan,
  unavailable,
  type Overrides,
} from "./record-with";
import { judgeRows } from "./rule-rows";

const scannedOn = (on: ReturnType<typeof date>, t = -0.6): Overrides => ({ boneDensity: densityOf(scan(on, [{ t }])) });
const longOnAi = { therapy: onAromataseInhibitor(monthsAgo(72)) };
const textReport = scan(monthsAgo(9), [], {
  reports: [{ reference: "DiagnosticReport/1", date: monthsAgo(9), title: "DXA", text: "T-score minus 2.4", fileOnly: false, attachments: [], readings: [] }],
});

const category: UnusableItem = {
  reference: "Observation/category",
  kind: "not-numeric",
  what: "T-score lumbar spine",
  reason: "It gives a category, not a number.",
  date: monthsAgo(2),
};
const unusableScan = { state: "unusable", reason: category.reason, sources: [category.reference] } as const;

describe("DXA intervals", () => {
  judgeRows([
    ["nothing on record after complete searches", "DXA-01", { boneDensity: noDxa }, "fired"],
    ["a scan on record", "DXA-01", {}, "not-fired"],
    ["nothing found, but reports were refused", "DXA-01", { boneDensity: noDxa, searches: { "diagnostic-reports": "refused" } }, "not-evaluable"],
    ["nothing found, but a page of results is missing", "DXA-01", { boneDensity: noDxa, searches: { "bone-observations": "partial" } }, "not-evaluable"],
    ["nothing found yet, documents still loading", "DXA-01", { boneDensity: noDxa, searches: { documents: "pending" } }, "not-evaluable"],
    ["a server without documents and procedures", "DXA-01", { boneDensity: noDxa, searches: { documents: "unsupported", procedures: "unsupported" } }, "fired"],
    ["a scan that could not be dated", "DXA-01", { boneDensity: { ...noDxa, latest: { state: "unusable", reason: "no date", sources: [] } } }, "not-evaluable"],

    ["last scan 19 months before the start, none since", "DXA-02", { ...scannedOn(monthsAgo(23)), therapy: onAromataseInhibitor(monthsAgo(4)) }, "fired"],
    ["last scan exactly 12 months before the start", "DXA-02", { ...scannedOn(monthsAgo(16)), therapy: onAromataseInhibitor(monthsAgo(4)) }, "not-fired"],
    ["last scan 12 months and a day before the start", "DXA-02", { ...scannedOn(monthsAgo(16, 1)), therapy: onAromataseInhibitor(monthsAgo(4)) }, "fired"],
    ["a scan since the start", "DXA-02", { ...scannedOn(monthsAgo(3)), therapy: onAromataseInhibitor(monthsAgo(4)) }, "not-fired"],
    ["start unknown", "DXA-02", { ...scannedOn(monthsAgo(30)), therapy: { aromataseInhibitorSince: unavailable("medication-dispenses") } }, "not-evaluable"],
    [
      "start known only as a year that leaves it open",
      "DXA-02",
      { ...scannedOn(date("2024-06-10")), therapy: onAromataseInhibitor(date("2025")) },
      "not-evaluable",
    ],
    [
      "reports failed",
      "DXA-02",
      { ...scannedOn(monthsAgo(23)), therapy: onAromataseInhibitor(monthsAgo(4)), searches: { "diagnostic-reports": "failed" } },
      "not-evaluable",
    ],

    ["25 months", "DXA-03", { ...longOnAi, ...scannedOn(monthsAgo(25)) }, "fired"],
    ["24 months and a day", "DXA-03", { ...longOnAi, ...scannedOn(monthsAgo(24, 1)) }, "fired"],
    ["exactly 24 months is due, not overdue", "DXA-03", { ...longOnAi, ...scannedOn(monthsAgo(24)) }, "not-fired"],
    ["the year 2023 is overdue whatever the day", "DXA-03", { ...longOnAi, ...scannedOn(date("2023")) }, "fired"],
    ["the year 2024 does not tell", "DXA-03", { ...longOnAi, ...scannedOn(date("2024")) }, "not-evaluable"],
    [
      "overdue, but documents failed: a newer scan may be there",
      "DXA-03",
      { ...longOnAi, ...scannedOn(monthsAgo(25)), searches: { documents: "failed" } },
      "not-evaluable",
    ],

    [
      "overdue, but a newer result gives only a category",
      "DXA-03",
      { ...longOnAi, boneDensity: { ...scannedOn(monthsAgo(25)).boneDensity, newestUnusable: category } },
      "not-evaluable",
    ],
    [
      "window open, but a newer result gives only a category",
      "DXA-04",
      { ...longOnAi, boneDensity: { ...scannedOn(monthsAgo(13)).boneDensity, newestUnusable: category } },
      "not-evaluable",
    ],
    [
      "overdue, and the newer result that cannot be used is as old",
      "DXA-03",
      { ...longOnAi, boneDensity: { ...scannedOn(monthsAgo(40)).boneDensity, newestUnusable: { ...category, date: monthsAgo(30) } } },
      "fired",
    ],
    [
      "overdue, and what is newer is malformed",
      "DXA-03",
      { ...longOnAi, boneDensity: { ...scannedOn(monthsAgo(25)).boneDensity, newestUnusable: { ...category, kind: "malformed" } } },
      "fired",
    ],
    [
      "overdue, and a newer scan waits for its result",
      "DXA-03",
      { ...longOnAi, boneDensity: { ...scannedOn(monthsAgo(25)).boneDensity, newestUnusable: { ...category, kind: "not-final" } } },
      "fired",
    ],

    ["12 months to the day opens the window", "DXA-04", { ...longOnAi, ...scannedOn(monthsAgo(12)) }, "fired"],
    ["a day before 12 months it is closed", "DXA-04", { ...longOnAi, ...scannedOn(monthsAgo(12, -1)) }, "not-fired"],
    ["exactly 24 months is still in the window", "DXA-04", { ...longOnAi, ...scannedOn(monthsAgo(24)) }, "fired"],
    ["24 months and a day is DXA-03", "DXA-04", { ...longOnAi, ...scannedOn(monthsAgo(24, 1)) }, "not-fired"],
    ["the year 2024: at least the window is open", "DXA-04", { ...longOnAi, ...scannedOn(date("2024")) }, "fired"],
    ["November 2025 may be less than 12 months ago", "DXA-04", { ...longOnAi, ...scannedOn(date("2025-11")) }, "not-evaluable"],
    ["procedures failed", "DXA-04", { ...longOnAi, ...scannedOn(monthsAgo(13)), searches: { procedures: "failed" } }, "not-evaluable"],

    ["a report without numbers", "DXA-05", { boneDensity: densityOf(textReport) }, "fired"],
    ["a procedure entry without report", "DXA-05", { boneDensity: densityOf(scan(monthsAgo(9))) }, "not-fired"],
    ["a scan with numbers", "DXA-05", {}, "not-fired"],
    ["a scan with numbers, and a newer result that cannot be used", "DXA-05", { boneDensity: { newestUnusable: category } }, "fired"],
    ["only a result that cannot be used", "DXA-05", { boneDensity: { ...noDxa, latest: unusableScan, newestUnusable: category } }, "fired"],
    ["only a report that is not written yet", "DXA-05", { boneDensity: { ...noDxa, newestUnusable: { ...category, kind: "not-final" } } }, "not-fired"],
    [
      "a report, but the numbers may be in the results that failed",
      "DXA-05",
      { boneDensity: densityOf(textReport), searches: { "bone-observations": "failed" } },
      "not-evaluable",
    ],

    ["only a heel measurement", "DXA-06", { boneDensity: { ...noDxa, onlyPeripheral: present(true) } }, "fired"],
    ["central scans", "DXA-06", {}, "not-fired"],
    [
      "only a heel measurement among results that are incomplete",
      "DXA-06",
      { boneDensity: { ...noDxa, onlyPeripheral: present(true) }, searches: { "bone-observations": "partial" } },
      "not-evaluable",
    ],
  ]);

  test.each([
    ["no scan", { boneDensity: noDxa }, ["DXA-01"]],
    ["stale baseline beats the open window", { ...scannedOn(monthsAgo(23)), therapy: onAromataseInhibitor(monthsAgo(8)) }, ["DXA-02"]],
    ["stale baseline beats overdue", { ...scannedOn(monthsAgo(40)), therapy: onAromataseInhibitor(monthsAgo(8)) }, ["DXA-02"]],
    ["overdue", { ...longOnAi, ...scannedOn(monthsAgo(30)) }, ["DXA-03"]],
    ["a text report within the year", { boneDensity: densityOf(textReport) }, ["DXA-05"]],
  ] as readonly (readonly [string, Overrides, readonly string[]])[])("one interval at a time: %s", (_name, overrides, ids) => {
    expect(firedIds(recordWith(overrides)).filter((id) => id.startsWith("DXA"))).toEqual(ids);
  });

  test("no scan: the prompt names the medicine, its start and what was searched, and never says overdue", () => {
    const prompt = promptOf("DXA-01", { boneDensity: noDxa });
    expect(prompt.headline).toBe("No DXA found in connected records. Order baseline spine + hip DXA, or record an outside result.");
    expect(prompt.whyNow).toContain("letrozole since 23 Mar 2025 (20 months)");
    expect(prompt.whyNow).toContain("diagnostic reports");
    expect(JSON.stringify(prompt)).not.toMatch(/overdue/i);
  });

  test("dates are shown as precisely as they were written", () => {
    const prompt = promptOf("DXA-03", { ...longOnAi, ...scannedOn(date("2021-03")) });
    expect(prompt.headline).toContain("last Mar 2021");
    expect(prompt.headline).not.toMatch(/\b(1|28|31) Mar/);
    expect(promptOf("DXA-03", { ...longOnAi, ...scannedOn(date("2023")) }).headline).toContain("last 2023 (34 to 46 months ago)");
    expect(judgementOf("DXA-03", recordWith(scannedOn(date("2026-11-13"))))).toMatchObject({ because: expect.stringContaining("13 Nov 2026 (0 months ago)") });
    expect(judgementOf("DXA-03", recordWith(scannedOn(date("2026-11"))))).toMatchObject({ because: expect.stringContaining("Nov 2026 (0 months ago)") });
  });

  test("an earlier scan is favoured for this patient's own reasons", () => {
    const prompt = promptOf("DXA-04", {
      ...scannedOn(monthsAgo(13), -1.8),
      therapy: onAromataseInhibitor(monthsAgo(11)),
      risk: { glucocorticoid: present({ months: 2, mgPerDay: 5, current: true }) },
    });
    expect(prompt.headline).toContain("Earlier scan favoured: T-score −1.8 near threshold, oral glucocorticoid and first year on the AI.");
  });

  const inWindow = (t: number, parts: Overrides = {}): Overrides => ({ ...longOnAi, ...scannedOn(monthsAgo(13), t), ...parts });
  const steroid = (current: boolean): Overrides => ({ risk: { glucocorticoid: present({ months: 8, mgPerDay: 5, current }) } });
  test.each<readonly [string, Overrides, string]>([
    ["T-score −2.1", inWindow(-2.1), "Earlier scan favoured if near threshold"],
    ["T-score −2.0", inWindow(-2), "Earlier scan favoured: T-score −2.0 near threshold."],
    ["T-score −1.5", inWindow(-1.5), "Earlier scan favoured: T-score −1.5 near threshold."],
    ["T-score −1.4", inWindow(-1.4), "Earlier scan favoured if near threshold"],
    ["an oral glucocorticoid taken now", inWindow(-1, steroid(true)), "Earlier scan favoured: oral glucocorticoid."],
    ["an oral glucocorticoid of the past", inWindow(-1, steroid(false)), "Earlier scan favoured if near threshold"],
    ["goserelin", inWindow(-1, { menopause: { ovarianSuppression: present({ label: "goserelin" }) } }), "Earlier scan favoured: ovarian suppression."],
    ["12 months on the aromatase inhibitor", inWindow(-1, { therapy: onAromataseInhibitor(monthsAgo(12)) }), "Earlier scan favoured: first year on the AI."],
    ["12 months and a day on it", inWindow(-1, { therapy: onAromataseInhibitor(monthsAgo(12, 1)) }), "Earlier scan favoured if near threshold"],
  ])("what favours an earlier scan: %s", (_what, overrides, words) => {
    expect(promptOf("DXA-04", overrides).headline).toContain(words);
  });

  test("no scan: every search that could tell of one is named, those the server lacks as such", () => {
    const searches = { documents: "unsupported" } as const;
    expect(promptOf("DXA-01", { boneDensity: noDxa, searches }).inputs).toContainEqual(
      expect.objectContaining({
        label: "Searched",
        value: "DXA and vitamin D results, procedures, diagnostic reports and documents (not offered by this server)",
      }),
    );
  });

  test("of several measurements that are no central DXA the last one is named", () => {
    const heel = (months: number) => scan(monthsAgo(months), [{ t: -1 }], { kind: "peripheral" });
    const ct = (months: number) => scan(monthsAgo(months), [{ t: -1 }], { kind: "ct" });
    const unspecified = scan(monthsAgo(1), [{ t: -1, site: "not-stated" }], { kind: "unspecified" });
    const whyNow = (...sessions: readonly DxaSession[]) => promptOf("DXA-06", { boneDensity: { ...noDxa, sessions, onlyPeripheral: present(true) } }).whyNow;
    expect(whyNow(heel(30), ct(8))).toContain("Last: CT-derived measurement (lumbar spine), 23 Mar 2026.");
    expect(whyNow(ct(30), heel(8), unspecified)).toContain("Last: peripheral measurement (lumbar spine), 23 Mar 2026.");
  });

  test("readings waiting for confirmation are counted", () => {
    const reading = {
      id: "r",
      metric: "t-score",
      region: { site: "lumbar-spine", side: undefined, vertebrae: undefined },
      value: -2.4,
      sentence: "",
      at: [0, 1],
      confirmed: false,
    } as const;
    const report = { reference: "DiagnosticReport/1", date: monthsAgo(9), title: "DXA", text: "", fileOnly: false, attachments: [], readings: [reading] };
    expect(promptOf("DXA-05", { boneDensity: densityOf(scan(monthsAgo(9), [], { reports: [report] })) }).whyNow).toContain(
      "1 number read from its text awaits confirmation",
    );
    expect(promptOf("DXA-05", { boneDensity: densityOf(textReport) }).whyNow).toMatch(/^The report is text\. It counts as a DXA done/);
  });

  test("an earlier course of treatment may be hidden in medicines that failed: the scan is not said to predate it", () => {
    const record = recordWith({ ...scannedOn(monthsAgo(30)), therapy: { ...onAromataseInhibitor(monthsAgo(4)), medicationListComplete: false } });
    expect(judgementOf("DXA-02", record)).toMatchObject({
      outcome: "not-evaluable",
      because: expect.stringContaining("an earlier course may be in medicines"),
    });
    expect(judgementOf("DXA-03", record).outcome).toBe("fired");
  });

  test("the rule that cannot judge says which search is missing", () => {
    const judgement = judgementOf("DXA-01", recordWith({ boneDensity: { ...noDxa, latest: notRecorded() }, searches: { "diagnostic-reports": "refused" } }));
    expect(judgement.missing).toContainEqual(
      expect.objectContaining({ label: "diagnostic reports", state: "unavailable", couldChange: "May hold a DXA, or a newer one." }),
    );
  });
});
