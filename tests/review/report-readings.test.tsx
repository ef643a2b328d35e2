import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { DxaResult, ReportReading } from "../../src/record/record";
import { ReportReadings } from "../../src/review/report-readings";
import { result, textReport } from "./record-fixture";

afterEach(cleanup);

const sentence = "Lumbar spine T-score -2.7, Z-score -0.4.";
const reading = (metric: ReportReading["metric"], value: number, written: string): ReportReading => {
  const start = sentence.indexOf(written);
  return {
    id: `${metric}#`,
    metric,
    region: { site: "lumbar-spine", side: undefined, vertebrae: undefined },
    value,
    sentence,
    at: [start, start + written.length],
    confirmed: false,
  };
};
const report = textReport("2026-02-03", sentence, { readings: [reading("t-score", -2.7, "-2.7"), reading("z-score", -0.4, "-0.4")] });

function show(results: readonly DxaResult[]) {
  const onConfirm = vi.fn<(id: string) => void>();
  render(<ReportReadings report={report} results={results} onConfirm={onConfirm} />);
  return onConfirm;
}
const line = (id: string) => document.querySelector(`[data-reading-id="${id}#"]`);

describe("numbers read out of a report", () => {
  it("are confirmed one by one, or all of a report at once", async () => {
    const onConfirm = show([]);
    await userEvent.click(screen.getByRole("button", { name: /^Confirm: .*T-score −2.7/ }));
    expect(onConfirm.mock.calls).toEqual([["t-score#"]]);
    await userEvent.click(screen.getByRole("button", { name: "Confirm all 2 numbers of this report" }));
    expect(onConfirm.mock.calls.slice(1)).toEqual([["t-score#"], ["z-score#"]]);
  });

  it("ask nothing more once confirmed", () => {
    const confirmed = { ...report, readings: report.readings.map((one) => ({ ...one, confirmed: true })) };
    render(<ReportReadings report={confirmed} results={[]} onConfirm={() => undefined} />);
    expect(line("t-score")).toHaveTextContent("read from the report, confirmed");
    expect(screen.queryByRole("button")).toBeNull();
  });

  it("need no word where the coded result says the same", () => {
    show([result("lumbar-spine", { t: -2.7 })]);
    expect(line("t-score")).toHaveTextContent("T-score −2.7 agrees with the coded result");
    expect(screen.getAllByRole("button")).toHaveLength(1);
    expect(line("z-score")).toHaveTextContent("read from the report, confirm");
  });

  it("are not listed again where the coded results say all of them", () => {
    show([result("lumbar-spine", { t: -2.7, z: -0.4 })]);
    expect(screen.getByText("All 2 numbers in this text agree with the coded results.")).toBeInTheDocument();
    expect(line("t-score")).toBeNull();
    expect(screen.queryByRole("button")).toBeNull();
  });

  it("need no second word where another report of the scan was confirmed to say the same", () => {
    const confirmed = result("lumbar-spine", { t: -2.7 });
    const own = (sources: readonly string[]) => ({
      ...confirmed,
      ...(confirmed.tScore && { tScore: { ...confirmed.tScore, how: "read-from-report" as const, sources } }),
    });
    show([own(["DiagnosticReport/other"])]);
    expect(line("t-score")).toHaveTextContent("confirmed already, from another report");
    cleanup();
    show([own(["t-score"])]); // the number itself, used and marked because the site says so
    expect(line("t-score")).toHaveTextContent("read from the report, confirm");
  });

  it("say from what they differ", () => {
    show([result("lumbar-spine", { t: -2.1 })]);
    expect(line("t-score")).toHaveTextContent("read from the report, confirm differs from the coded result (−2.1), which is used");
  });
});
