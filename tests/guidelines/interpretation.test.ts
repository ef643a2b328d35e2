// @vitest-environment node
import { describe, expect, test } from "vitest";
import type { BoneDensity, BoneDensityChange } from "../../src/record/record";
import {
  change,
  densityOf,
  firedIds,
  monthsAgo,
  notRecorded,
  type Overrides,
  present,
  promptOf,
  recordWith,
  type Scores,
  scan,
  unavailable,
} from "./record-with";
import { judgeRows } from "./rule-rows";

const spine = { site: "lumbar-spine", side: undefined, vertebrae: "L1-L4" } as const;
const differ = (parts: Partial<Extract<BoneDensityChange, { comparable: false }>> = {}): BoneDensityChange => ({
  comparable: false,
  region: spine,
  reason: "Different scanners (Hologic, then GE Lunar): not comparable.",
  span: "since-previous",
  sources: [],
  ...parts,
});
const changes = (...list: readonly BoneDensityChange[]): Overrides => ({ boneDensity: { ...densityOf(scan(monthsAgo(1), [{ t: -1.4 }])), changes: list } });
const scored = (...scores: readonly Scores[]): Partial<BoneDensity> => densityOf(scan(monthsAgo(6), scores));
const within = change({ percent: -4.6, percentPerYear: -3.5, exceedsLsc: false, lsc: { percent: 5.3, from: "default" } });
const partly = { searches: { "bone-observations": "partial" } } as const;
const aged = (age: number) => ({ patient: { age: present(age, undefined) } });
const spineAbove = scored({ t: -0.4 }, { t: -1.5, site: "total-hip" });

describe("reading bone density", () => {
  judgeRows([
    ["the last two scans are of two makers", "INT-01", changes(differ()), "fired"],
    [
      "the last two are comparable, an older one is not",
      "INT-01",
      changes(differ({ span: "since-baseline" }), change({ span: "since-previous" })),
      "not-fired",
    ],
    ["only two scans, of two makers", "INT-01", changes(differ({ span: "since-baseline" })), "fired"],
    ["one scan", "INT-01", {}, "not-fired"],
    ["results incomplete", "INT-01", { ...changes(differ()), ...partly }, "not-evaluable"],

    ["−4.6% with LSC 5.3%", "INT-02", changes(within), "fired"],
    ["no change at all is a value", "INT-02", changes(change({ percent: 0, percentPerYear: 0, exceedsLsc: false })), "fired"],
    ["a gain within error", "INT-02", changes(change({ percent: 2, percentPerYear: 1.8, exceedsLsc: false })), "fired"],
    ["a loss that reaches LSC", "INT-02", changes(change()), "not-fired"],
    [
      "the spine decides before the hip",
      "INT-02",
      changes(change({ region: { site: "total-hip", side: "left", vertebrae: undefined }, exceedsLsc: false }), change()),
      "not-fired",
    ],
    ["scans that differ give no change", "INT-02", changes(differ()), "not-fired"],
    ["results incomplete", "INT-02", { ...changes(within), ...partly }, "not-evaluable"],
    [
      "three scans, and medicines that may move the start: which scan is the baseline is open",
      "INT-02",
      {
        boneDensity: { ...changes(within).boneDensity, sessions: [40, 26, 1].map((ago) => scan(monthsAgo(ago))) },
        searches: { "medication-requests": "partial" },
      },
      "not-evaluable",
    ],
    ["within an assumed LSC, reports refused", "INT-02", { ...changes(within), searches: { "diagnostic-reports": "refused" } }, "not-evaluable"],

    ["premenopausal", "INT-03", { ...aged(44), menopause: { status: present("premenopausal") } }, "fired"],
    [
      "premenopausal under suppression",
      "INT-03",
      { ...aged(40), menopause: { status: present("premenopausal"), ovarianSuppression: present({ label: "goserelin" }) } },
      "fired",
    ],
    ["49 and not confirmed", "INT-03", { ...aged(49), menopause: { status: notRecorded("conditions") } }, "fired"],
    [
      "suppressed at 43, status not recorded",
      "INT-03",
      { ...aged(43), menopause: { status: notRecorded("conditions"), ovarianSuppression: present({ label: "goserelin" }) } },
      "not-fired",
    ],
    ["postmenopausal at 45", "INT-03", aged(45), "not-fired"],
    ["a man of 49", "INT-03", { patient: { sex: present("male", undefined), age: present(49, undefined) } }, "fired"],
    ["a man of 50", "INT-03", { patient: { sex: present("male", undefined), age: present(50, undefined) } }, "not-fired"],
    ["45 and diagnoses failed", "INT-03", { ...aged(45), menopause: { status: unavailable("conditions") } }, "not-evaluable"],

    ["spine 1.1 above hip at 61", "INT-04", { ...aged(61), boneDensity: spineAbove }, "fired"],
    ["at 60", "INT-04", { ...aged(60), boneDensity: spineAbove }, "not-fired"],
    ["spine exactly 1.0 above hip", "INT-04", { ...aged(70), boneDensity: scored({ t: -0.3 }, { t: -1.3, site: "total-hip" }) }, "not-fired"],
    ["a T-score of 0.0 is a score", "INT-04", { ...aged(70), boneDensity: scored({ t: 0 }, { t: -1.1, site: "femoral-neck" }) }, "fired"],
    ["hip not measured", "INT-04", { ...aged(70), boneDensity: scored({ t: 0 }) }, "not-evaluable"],
    ["results incomplete", "INT-04", { ...aged(61), boneDensity: spineAbove, ...partly }, "not-evaluable"],
  ]);

  test("a reason that holds for two regions is told once", () => {
    const hip = { site: "total-hip", side: "left", vertebrae: undefined } as const;
    const { whyNow } = promptOf("INT-01", changes(differ(), differ({ region: hip })));
    expect(whyNow).toBe("Lumbar spine L1–L4 and left total hip: different scanners (Hologic, then GE Lunar): not comparable.");
  });

  test("of each region the most recent pair is told, or the only one", () => {
    const hip = { site: "total-hip", side: "left", vertebrae: undefined } as const;
    const older = differ({ span: "since-baseline", reason: "Different vertebrae (L1-L4, then L2-L4): not comparable." });
    expect(promptOf("INT-01", changes(differ(), older)).whyNow).toBe("Lumbar spine L1–L4: different scanners (Hologic, then GE Lunar): not comparable.");
    const both = promptOf("INT-01", changes(differ(), differ({ region: hip, span: "since-baseline" })));
    expect(both.inputs.map(({ label }) => label)).toEqual(["Scans of lumbar spine L1–L4", "Scans of left total hip"]);
  });

  test("no percentage is given across two machines", () => {
    const prompt = promptOf("INT-01", changes(differ()));
    expect(prompt.headline).toBe("Scans not comparable. No change calculated.");
    expect(prompt.whyNow).toBe("Lumbar spine L1–L4: different scanners (Hologic, then GE Lunar): not comparable.");
    expect(firedIds(recordWith(changes(differ())))).toEqual(["INT-01"]);
  });

  test("the least significant change names its source, and the default is called one", () => {
    expect(promptOf("INT-02", changes(within)).headline).toBe(
      "Change −4.6% at lumbar spine L1–L4 is within measurement error (LSC 5.3%, default, ISCD worst acceptable).",
    );
  });

  test("before the menopause the Z-score is read and the T-score keeps no class", () => {
    const prompt = promptOf("INT-03", { ...aged(44), menopause: { status: present("premenopausal") }, boneDensity: scored({ t: -2.6, z: -2.2 }) });
    expect(prompt.headline).toBe(
      "Lowest Z-score −2.2 at lumbar spine: below the expected range for age. Use Z-score (≤ −2.0 is below the expected range). T-score category withheld.",
    );
    expect(prompt.whyNow).toContain("T-score −2.6 at lumbar spine without a class");
  });
});
