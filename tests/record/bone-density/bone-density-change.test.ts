// @vitest-environment node
import { describe, expect, it } from "vitest";
import type { BoneDensityChange } from "../../../src/record/record";
import { read, type ReadOptions, result } from "./bone-density-support";

type Comparable = Extract<BoneDensityChange, { comparable: true }>;

function changes(resources: readonly unknown[], options?: ReadOptions): readonly BoneDensityChange[] {
  return read(resources, options).boneDensity.changes;
}

function comparable(resources: readonly unknown[], span: BoneDensityChange["span"], options?: ReadOptions): Comparable {
  const found = changes(resources, options).find((change): change is Comparable => change.comparable && change.span === span);
  if (!found) throw new Error(`no comparable change ${span}`);
  return found;
}

const on = (scanner: string) => ({ device: { display: scanner } });

describe("from which scan to which", () => {
  const years = ["2018-05-01", "2020-05-01", "2022-05-01", "2024-05-01", "2026-05-01"];
  const scans = years.map((day, index) => result("spineBmd", 1 - index / 100, day));

  it.each([
    ["the last scan of the year before the first dose", "2023-02-01", "2022-05-01"],
    ["a scan on the day of the first dose", "2022-05-01", "2022-05-01"],
    ["a scan 12 months before it to the day", "2023-05-01", "2022-05-01"],
    ["the first scan after it, when the last before is older", "2023-05-02", "2024-05-01"],
    ["the first scan, when there was no therapy", undefined, "2018-05-01"],
    ["the first scan, when therapy began after all of them and long after", "2027-06-01", "2018-05-01"],
    ["the scan within the window of a start known to the year", "2023", "2022-05-01"],
  ])("baseline is %s", (_case, aiSince, from) => {
    expect(comparable(scans, "since-baseline", aiSince === undefined ? {} : { aiSince })).toMatchObject({
      from: { date: { text: from } },
      to: { date: { text: "2026-05-01" } },
    });
    expect(comparable(scans, "since-previous", aiSince === undefined ? {} : { aiSince })).toMatchObject({ from: { date: { text: "2024-05-01" } } });
  });

  it("the baseline scan itself has no change since baseline", () => {
    const spans = changes(scans, { aiSince: "2026-06-01" }).map((change) => change.span);
    expect(spans).toEqual(["since-previous"]);
  });

  it("one scan has no change", () => {
    expect(changes([result("spineBmd", 0.9, "2026-01-01")])).toEqual([]);
  });

  it("T-scores alone have no change: they are never differenced", () => {
    expect(changes([result("spineT", -1, "2024-01-01"), result("spineT", -2, "2026-01-01")])).toEqual([]);
  });
});

describe("how much", () => {
  const pair = (first: number, second: number, until: string) => [
    result("spineBmd", first, "2024-01-01"),
    result("spineT", -1.3, "2024-01-01"),
    result("spineBmd", second, until),
  ];

  it("a loss of 6 % in 1.1 years, with the T-score it began at (TC16)", () => {
    const change = comparable(pair(0.92, 0.865, "2025-02-05"), "since-baseline", { settings: { leastSignificantChange: { "lumbar-spine": 3 } } });
    expect(change).toMatchObject({ tScoreFrom: -1.3, lsc: { percent: 3, from: "site-configuration" }, exceedsLsc: true });
    expect(change.percent).toBeCloseTo(-5.98, 2);
    expect(change.percentPerYear).toBeCloseTo(-5.45, 1);
  });

  it.each([
    [0.947, true],
    [0.9471, false],
    [1.053, true],
    [1.0529, false],
    [1, false],
  ])("from 1.000 to %d: beyond the least significant change: %s", (to, exceeds) => {
    expect(comparable(pair(1, to, "2026-01-01"), "since-baseline").exceedsLsc).toBe(exceeds);
  });

  it.each([
    ["2024-11-25", true],
    ["2024-11-24", false],
  ])("a rate per year only from 0.9 years: until %s", (until, rated) => {
    expect(comparable(pair(1, 0.98, until), "since-baseline").percentPerYear !== undefined).toBe(rated);
  });

  it("no rate from dates that are not known to the day", () => {
    const change = comparable([result("spineBmd", 1, "2022"), result("spineBmd", 0.95, "2026-01-01")], "since-baseline");
    expect([change.percent, change.percentPerYear]).toEqual([-5, undefined]);
  });
});

describe("the least significant change", () => {
  it.each([
    ["spineBmd", {}, { percent: 5.3, from: "default" }],
    ["leftHipBmd", {}, { percent: 5, from: "default" }],
    ["femurBmd", {}, { percent: 6.9, from: "default" }],
    ["femurBmd", { bodySite: { text: "Left femoral neck" } }, { percent: 6.9, from: "default" }],
    ["femurBmd", { bodySite: { text: "Left total hip" } }, { percent: 5, from: "default" }],
  ] as const)("%s %j", (code, more, lsc) => {
    expect(comparable([result(code, 0.9, "2024-01-01", more), result(code, 0.88, "2026-01-01", more)], "since-previous").lsc).toEqual(lsc);
  });

  it("a site without one gives no change, unless the configuration has it", () => {
    const forearm = [result("forearmBmd", 0.6, "2024-01-01"), result("forearmBmd", 0.5, "2026-01-01")];
    expect(changes(forearm)).toEqual([]);
    expect(comparable(forearm, "since-previous", { settings: { leastSignificantChange: { forearm: 4 } } }).lsc).toEqual({
      percent: 4,
      from: "site-configuration",
    });
  });
});

describe("what may not be compared", () => {
  const reasons = (resources: readonly unknown[]) => changes(resources).map((change) => (change.comparable ? "compared" : change.reason));

  it.each([
    [
      "makers",
      [result("spineBmd", 0.85, "2024-05-01", on("Hologic Horizon W")), result("spineBmd", 0.99, "2026-05-01", on("GE Lunar Prodigy"))],
      "Different scanners (Hologic Horizon W, then GE Lunar Prodigy): not comparable.",
    ],
    [
      "models",
      [result("spineBmd", 0.85, "2024-05-01", on("GE Lunar Prodigy")), result("spineBmd", 0.99, "2026-05-01", on("GE Lunar iDXA"))],
      "Different scanner models (GE Lunar Prodigy, then GE Lunar iDXA), not cross-calibrated: not comparable.",
    ],
    [
      "sides",
      [result("leftHipBmd", 0.85, "2024-05-01"), result("rightHipBmd", 0.82, "2026-05-01")],
      "Different sides (left hip, then right hip): not comparable.",
    ],
    [
      "a side that one does not say",
      [result("femurBmd", 0.85, "2024-05-01"), result("femurBmd", 0.82, "2026-05-01", { bodySite: { text: "Left femur" } })],
      "One of the scans does not say which side was measured: not comparable.",
    ],
    [
      "vertebrae",
      [result("spineBmd", 0.85, "2024-05-01", { bodySite: { text: "L1-L4" } }), result("spineBmd", 0.82, "2026-05-01", { bodySite: { text: "L2-L4" } })],
      "Different vertebrae (L1-L4, then L2-L4): not comparable.",
    ],
    [
      "vertebrae left out by a note",
      [result("spineBmd", 0.85, "2024-05-01"), result("spineBmd", 0.82, "2026-05-01", { note: [{ text: "L3 excluded" }] })],
      "Different vertebrae (not stated, then L1, L2, L4): not comparable.",
    ],
  ])("%s", (_case, resources, reason) => {
    expect(reasons(resources)).toEqual([reason, reason]);
  });

  it("a change of scanner breaks only the spans across it", () => {
    const scans = [
      result("spineBmd", 0.9, "2022-05-01", on("Hologic Horizon W")),
      result("spineBmd", 1.0, "2024-05-01", on("GE Lunar Prodigy")),
      result("spineBmd", 0.98, "2026-05-01", on("GE Lunar Prodigy")),
    ];
    expect(changes(scans).map((change) => [change.span, change.comparable])).toEqual([
      ["since-baseline", false],
      ["since-previous", true],
    ]);
  });

  it("both hips are followed, each on its own", () => {
    const scans = [
      result("leftHipBmd", 0.9, "2024-05-01"),
      result("rightHipBmd", 0.8, "2024-05-01"),
      result("leftHipBmd", 0.85, "2026-05-01"),
      result("rightHipBmd", 0.79, "2026-05-01"),
    ];
    expect(changes(scans).map((change) => `${change.region.side} ${change.span} ${change.comparable}`)).toEqual([
      "left since-baseline true",
      "left since-previous true",
      "right since-baseline true",
      "right since-previous true",
    ]);
  });

  it("a hip that was never scanned before does not hide that the other one was", () => {
    const scans = [result("leftHipBmd", 0.9, "2022-05-01"), result("rightHipBmd", 0.8, "2024-05-01"), result("leftHipBmd", 0.85, "2026-05-01")];
    expect(changes(scans)).toMatchObject([
      { comparable: true, region: { side: "left" } },
      { comparable: true, region: { side: "left" } },
    ]);
  });

  it("single vertebrae listed beside the spine are neither followed nor held against it", () => {
    const scans = [
      result("spineBmd", 0.9, "2024-05-01", { bodySite: { text: "L1-L4" } }),
      result("spineBmd", 0.85, "2026-05-01", { bodySite: { text: "L1-L4" } }),
      result("spineBmd", 0.8, "2026-05-01", { bodySite: { text: "L2" } }),
    ];
    expect(reasons(scans)).toEqual(["compared", "compared"]);
  });

  it.each([
    ["neither scan names its scanner", false, {}, {}],
    ["only one does", false, on("Hologic Horizon W"), {}],
    ["one names only the maker", false, on("Hologic"), on("Hologic Horizon W")],
    ["both name the same", true, on("Hologic Horizon W"), on("Hologic Horizon W")],
  ])("%s: compared, scanner known %s", (_case, known, first, second) => {
    const change = comparable([result("spineBmd", 0.9, "2024-05-01", first), result("spineBmd", 0.88, "2026-05-01", second)], "since-previous");
    expect(change.scannerKnown).toBe(known);
  });

  it("a spine without named vertebrae is compared with L1-L4, and that is said", () => {
    const change = comparable(
      [result("spineBmd", 0.9, "2024-05-01"), result("spineBmd", 0.88, "2026-05-01", { bodySite: { text: "L1-L4" } })],
      "since-previous",
    );
    expect(change.note).toContain("L1-L4 is taken");
  });

  it("a BMD of an unnamed site is never followed", () => {
    expect(changes([result("bone", 0.9, "2024-05-01"), result("bone", 0.8, "2026-05-01")])).toEqual([]);
  });
});
