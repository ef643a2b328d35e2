import { cleanup, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { afterEach, describe, expect, it } from "vitest";
import { guidelineSettings } from "../../src/guidelines/settings";
import type { BoneHealthRecord, UnusableItem } from "../../src/record/record";
import { unusableGroups } from "../../src/review/data-quality";
import { DataQualityPanel } from "../../src/review/data-quality-panel";
import { boneDensity, date, notRecorded, present, record, report, result, searches, session, textReport, vitaminD, withVitaminD } from "./record-fixture";

afterEach(cleanup);
guidelineSettings();

const item = (kind: UnusableItem["kind"], more: Partial<UnusableItem> = {}): UnusableItem => ({
  reference: `Observation/${kind}`,
  kind,
  what: "T-score lumbar spine",
  reason: `Because of ${kind}.`,
  date: date("2025-03-04"),
  asReported: "-2.1 SD",
  ...more,
});

function show(of: BoneHealthRecord) {
  return render(<DataQualityPanel record={of} onRetry={() => undefined} />);
}
const panel = () => screen.getByRole("region", { name: "Data quality" });
const part = (summary: RegExp): HTMLElement => {
  const found = within(panel()).getByText(summary).closest("details");
  if (found === null) throw new Error("no such part");
  return found;
};

describe("what was not used", () => {
  it("stands by reason, in plain words, with how many and with each one's what, date, reason, value and source", () => {
    show(record({ unusable: [item("unit"), item("unit", { reference: "Observation/u2" }), item("future-date")] }));
    expect(panel()).toHaveTextContent("3 items not used");
    const units = part(/^Unit missing or unknown \(2\)$/);
    expect(units).toHaveTextContent("it is never guessed");
    expect(within(units).getAllByRole("row")[1]).toHaveTextContent("T-score lumbar spine4 Mar 2025Because of unit.-2.1 SDObservation/unit");
    expect(part(/^Dated after today \(1\)$/)).toHaveTextContent("Because of future-date.");
  });

  it.each(["entered-in-error", "other-patient"] as const)("no value of what is %s is shown, even if the record holds one", (kind) => {
    show(record({ unusable: [item(kind)] }));
    expect(panel()).toHaveTextContent(`Observation/${kind}`);
    expect(panel()).not.toHaveTextContent("-2.1");
    expect(within(panel()).queryByRole("columnheader", { name: "As reported" })).toBeNull();
  });

  it.each(["entered-in-error", "other-patient"] as const)("and none is handed on to any other part of the screen: %s", (kind) => {
    expect(unusableGroups([item(kind)])[0]?.items[0]).not.toHaveProperty("asReported");
  });

  it("says so when everything could be used", () => {
    show(record());
    expect(panel()).toHaveTextContent("Everything that arrived could be used.");
  });
});

describe("what is in use and should be looked at", () => {
  it("was recognised by its name only", () => {
    const scan = session("2025-03-04", [result("lumbar-spine", { t: -2.1 })]);
    const byName = { ...scan, results: scan.results.map((one) => ({ ...one, ...(one.tScore && { tScore: { ...one.tScore, how: "by-text" as const } }) })) };
    show(record({ boneDensity: boneDensity([byName]) }));
    expect(part(/^Recognised by their name, not by a code \(1\)$/)).toHaveTextContent("lumbar spine L1–L4 T-score4 Mar 2025");
  });

  it("was assumed, with the reason", () => {
    const status = present<"premenopausal" | "postmenopausal">("postmenopausal", { how: "assumed", note: "from age 50 or more, nothing is recorded" });
    show(record({ menopause: { status, ovarianSuppression: notRecorded } }));
    expect(part(/^Assumed \(1\)$/)).toHaveTextContent("Menopausal status");
    expect(part(/^Assumed \(1\)$/)).toHaveTextContent("from age 50 or more");
  });

  it("carries a caveat", () => {
    show(record({ vitaminD: withVitaminD([{ ...vitaminD("2026-01-05", 21), note: "date of issue" }]) }));
    expect(part(/^Used with a caveat \(1\)$/)).toHaveTextContent("25-OH vitamin D5 Jan 2026date of issue");
  });

  it("was typed in here", () => {
    show(record({ vitaminD: withVitaminD([{ ...vitaminD("2026-01-05", 21), how: "entered-here" }]) }));
    expect(part(/^Entered here \(1\)$/)).toHaveTextContent("Typed in in this window");
  });

  it("comes from scanners that cannot be compared", () => {
    const region = { site: "lumbar-spine", side: undefined, vertebrae: "L1-L4" } as const;
    const reason = "Different scanners (Hologic, then GE Lunar): not comparable.";
    const hip = { site: "total-hip", side: "left", vertebrae: undefined } as const;
    const changes = [
      { comparable: false, region, reason, span: "since-previous", sources: ["Observation/a"] },
      { comparable: false, region: hip, reason, span: "since-previous", sources: ["Observation/b"] },
    ] as const;
    show(record({ boneDensity: boneDensity([], { changes }) }));
    expect(part(/^Comparisons of scans to be careful with \(1\)$/)).toHaveTextContent(`lumbar spine L1–L4, left total hip${reason}Observation/aObservation/b`);
  });

  it("waits for a clinician's word, unless a coded result says the same", async () => {
    const region = { site: "lumbar-spine", side: undefined, vertebrae: undefined } as const;
    const reading = { id: "r", metric: "t-score", region, value: -2.1, sentence: "T-score -2.1", at: [8, 12], confirmed: false } as const;
    const scan = session("2025-03-04", [result("lumbar-spine", { t: -2.1 })], { reports: [textReport("2025-03-04", "T-score -2.1", { readings: [reading] })] });
    const { rerender } = show(record({ boneDensity: boneDensity([scan]) }));
    expect(panel()).not.toHaveTextContent("for confirmation");
    rerender(<DataQualityPanel record={record({ boneDensity: boneDensity([{ ...scan, results: [] }]) })} onRetry={() => undefined} />);
    expect(panel()).toHaveTextContent("1 number read from a report waits for confirmation");
    await userEvent.click(screen.getByRole("button", { name: "To the reports" }));
  });

  it("came with a remark of the EHR's own", () => {
    show(record({ searches: [...searches().slice(1), report("patient", "complete", ["This may not be the entire record."])] }));
    expect(part(/^What the EHR itself remarked \(1\)$/)).toHaveTextContent("patient details: This may not be the entire record.");
  });
});

it("axe finds nothing on a panel with everything in it", async () => {
  const { container } = show(
    record({ unusable: [item("unit"), item("entered-in-error"), item("other")], searches: [report("patient", "partial", ["Slow."])] }),
  );
  const { violations } = await axe.run(container, { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } });
  expect(violations.map(({ id }) => id)).toEqual([]);
});
