// @vitest-environment node
import { describe, expect, it } from "vitest";
import { availableMetrics, densitySeries, scannerBreaks } from "../../src/charts/bone-density-series";
import { regionLabel } from "../../src/charts/region-label";
import { result, session } from "../review/record-fixture";

const hologic = { label: "Hologic Horizon A", maker: "Hologic" } as const;
const lunar = { label: "GE Lunar iDXA", maker: "GE Lunar" } as const;

function regions(...results: Parameters<typeof session>[1][number][]) {
  return densitySeries([session("2026-03-12", results)], "t-score").map((series) => regionLabel(series.region));
}

describe("which results share a line", () => {
  it("never mixes left and right, or L1–L4 and L2–L4", () => {
    expect(
      regions(
        result("total-hip", { t: -1 }, { side: "left" }),
        result("total-hip", { t: -1.2 }, { side: "right" }),
        result("lumbar-spine", { t: -2 }),
        result("lumbar-spine", { t: -2.2 }, { vertebrae: "L2-L4" }),
      ),
    ).toEqual(["lumbar spine L1–L4", "lumbar spine L2–L4", "left total hip", "right total hip"]);
  });

  it("keeps heel, forearm and CT-derived values off the trend, and shows a scan whose site nobody stated as such", () => {
    expect(
      regions(
        result("calcaneus", { t: -3 }),
        result("forearm", { t: -3 }),
        result("spine-ct", { t: -3 }),
        result("humerus", { t: -3 }),
        result("not-stated", { t: -1.8 }),
      ),
    ).toEqual(["site not stated"]);
  });

  it("offers only metrics that have something to draw", () => {
    expect(availableMetrics([session("2026-03-12", [result("lumbar-spine", { bmd: 0.8 }), result("calcaneus", { t: -3, z: -2 })])])).toEqual(["bmd"]);
  });

  it("draws a T-score of zero", () => {
    expect(densitySeries([session("2026-03-12", [result("total-hip", { t: 0 })])], "t-score")[0]?.segments[0]?.[0]?.value).toBe(0);
  });
});

describe("where the scanner changes", () => {
  const spine = (day: string, scanner: typeof hologic | typeof lunar | undefined) => session(day, [result("lumbar-spine", { bmd: 0.8, t: -2 })], { scanner });

  it("breaks the line, and names both scanners", () => {
    const scans = [spine("2022-03-01", hologic), spine("2024-03-01", hologic), spine("2026-03-01", lunar)];
    expect(densitySeries(scans, "bmd")[0]?.segments.map((segment) => segment.length)).toEqual([2, 1]);
    expect(scannerBreaks(scans)).toMatchObject([{ from: "Hologic Horizon A", to: "GE Lunar iDXA" }]);
  });

  it("does not let an unnamed scan in between hide the change", () => {
    const scans = [spine("2022-03-01", hologic), spine("2024-03-01", undefined), spine("2026-03-01", lunar)];
    expect(densitySeries(scans, "bmd")[0]?.segments).toHaveLength(2);
    expect(scannerBreaks(scans)).toHaveLength(1);
  });

  it("leaves the line whole when nobody names a scanner", () => {
    expect(densitySeries([spine("2022-03-01", undefined), spine("2024-03-01", undefined)], "bmd")[0]?.segments).toHaveLength(1);
  });
});
