import { cleanup, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it } from "vitest";
import { timeDomain } from "../../src/charts/time-axis";
import { VitaminDChart } from "../../src/charts/vitamin-d-chart";
import { VitaminDTable } from "../../src/charts/vitamin-d-table";
import type { VitaminDResult } from "../../src/record/record";
import { onLetrozole, today, vitaminD, withVitaminD } from "../review/record-fixture";

afterEach(cleanup);

function show(results: readonly VitaminDResult[]) {
  return render(
    <VitaminDChart
      vitaminD={withVitaminD(results)}
      therapy={onLetrozole()}
      today={today}
      time={timeDomain(
        results.map((result) => result.date),
        today,
      )}
      width={700}
    />,
  );
}

const nmol = [vitaminD("2025-11-03", 48, { unit: "nmol/L" }), vitaminD("2026-06-02", 81, { unit: "nmol/L" })];

describe("the vitamin D chart", () => {
  it("opens in the unit of the latest result", () => {
    const { container } = show(nmol);
    expect(screen.getByRole("radio", { name: "nmol/L" })).toBeChecked();
    expect(screen.getByRole("img")).toHaveAccessibleName(/from 48 nmol\/L on 3 Nov 2025 to 81 nmol\/L/);
    expect(container).not.toHaveTextContent(/\b(48|81)(\.0)? ng\/mL/);
  });

  it("keeps the value as reported in reach after switching the unit", async () => {
    show(nmol);
    await userEvent.click(screen.getByRole("radio", { name: "ng/mL" }));
    screen.getByRole("application").focus();
    await userEvent.keyboard("{Home}");
    expect(screen.getByRole("status")).toHaveTextContent("3 Nov 2025, 19.2 ng/mL, converted for display; reported as 48 nmol/L");
    expect(screen.getByText(/converted for display \(1 ng\/mL = 2\.496 nmol\/L\)/)).toBeInTheDocument();
  });

  it("names the source of its ranges, and lets it be changed or taken away", async () => {
    show(nmol);
    expect(screen.getByText("inadequate for some")).toBeInTheDocument();
    await userEvent.click(screen.getByRole("radio", { name: "Endocrine Society 2011" }));
    expect(screen.getByText("insufficiency")).toBeInTheDocument();
    expect(screen.getByText(/Ranges of Endocrine Society 2011\. The Endocrine Society \(2024\) no longer endorses cut-offs/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole("radio", { name: "No ranges" }));
    expect(screen.queryByText("insufficiency")).not.toBeInTheDocument();
  });

  it("explains the open triangle of a bound", () => {
    show([vitaminD("2026-02-03", 4, { comparator: "<" })]);
    expect(screen.getByText(/Open triangle: a bound/)).toBeInTheDocument();
  });

  it("has a table with every result as reported, newest first", () => {
    render(<VitaminDTable results={[vitaminD("2024", 4, { comparator: "<", asReported: "<4 ng/mL" }), ...nmol]} />);
    const rows = within(screen.getByRole("table", { name: "25-OH vitamin D, every result" }))
      .getAllByRole("row")
      .slice(1);
    expect(rows.map((row) => row.textContent)).toEqual([
      expect.stringContaining("2 Jun 202681 nmol/L32.5 ng/mL"),
      expect.stringContaining("3 Nov 202548 nmol/L19.2 ng/mL"),
      expect.stringContaining("2024<4 ng/mL<10 nmol/L"),
    ]);
  });
});
