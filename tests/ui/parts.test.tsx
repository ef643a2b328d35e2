import { cleanup, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { CopyButton } from "../../src/ui/copy-button";
import { DataTable } from "../../src/ui/data-table";
import { Disclosure } from "../../src/ui/disclosure";
import { HowKnown } from "../../src/ui/how-known";
import { PriorityMark } from "../../src/ui/priority-mark";
import { SegmentedControl } from "../../src/ui/segmented-control";
import { SourceList } from "../../src/ui/source-list";

afterEach(cleanup);

describe("a data table", () => {
  const columns = [
    { id: "n", header: "Number", cell: (row: number) => row },
    { id: "s", header: "Square", align: "number" as const, cell: (row: number) => row * row },
  ];
  const rows = Array.from({ length: 450 }, (_, index) => index);

  it("has a caption, column headers and row headers", () => {
    render(<DataTable caption="Squares" columns={columns} rows={[3]} rowId={String} />);
    const table = screen.getByRole("table", { name: "Squares" });
    expect(
      within(table)
        .getAllByRole("columnheader")
        .map((header) => header.textContent),
    ).toEqual(["Number", "Square"]);
    expect(within(table).getByRole("rowheader")).toHaveTextContent("3");
  });

  it("leaves a column out while it says nothing about any row", () => {
    const odd = { id: "odd", header: "Odd", whenEmpty: "left-out" as const, cell: (row: number) => (row % 2 === 1 ? "odd" : "") };
    const { rerender } = render(<DataTable caption="Squares" columns={[...columns, odd]} rows={[2, 4]} rowId={String} />);
    expect(screen.queryByRole("columnheader", { name: "Odd" })).toBeNull();
    rerender(<DataTable caption="Squares" columns={[...columns, odd]} rows={[2, 3]} rowId={String} />);
    expect(screen.getByRole("columnheader", { name: "Odd" })).toBeInTheDocument();
  });

  it("can be scrolled by keyboard when it is wider than the screen", () => {
    render(<DataTable caption="Squares" columns={columns} rows={[3]} rowId={String} />);
    expect(screen.getByRole("group", { name: "Squares, table" })).toHaveAttribute("tabindex", "0");
  });

  it("shows long content in pages, to the last row", async () => {
    render(<DataTable caption="Squares" columns={columns} rows={rows} rowId={String} />);
    expect(screen.getAllByRole("rowheader")).toHaveLength(200);
    expect(screen.getByRole("status")).toHaveTextContent("Rows 1 to 200 of 450");
    await userEvent.click(screen.getByRole("button", { name: "Next rows" }));
    await userEvent.click(screen.getByRole("button", { name: "Next rows" }));
    expect(screen.getByRole("status")).toHaveTextContent("Rows 401 to 450 of 450");
    expect(screen.getAllByRole("rowheader").at(-1)).toHaveTextContent("449");
    expect(screen.getByRole("button", { name: "Next rows" })).toBeDisabled();
  });
});

describe("small parts", () => {
  it.each([
    ["H", "Alert", "alert"],
    ["M", "Prompt", "prompt"],
    ["L", "For information", "info"],
    ["gate", "Scope", "gate"],
  ] as const)("priority %s is the word %s with a shape of its own", (priority, word, mark) => {
    const { container } = render(<PriorityMark priority={priority} />);
    expect(container).toHaveTextContent(word);
    expect(container.querySelector("[data-mark]")).toHaveAttribute("data-mark", mark);
  });

  it("a number read from a report asks to be confirmed", () => {
    render(<HowKnown how="unconfirmed" />);
    expect(screen.getByText("read from the report, confirm")).toBeInTheDocument();
  });

  it("a choice of a few works by arrow keys", async () => {
    function Choice() {
      const [unit, setUnit] = useState<"ng/mL" | "nmol/L">("ng/mL");
      return (
        <SegmentedControl
          legend="Unit"
          options={[
            { value: "ng/mL", label: "ng/mL" },
            { value: "nmol/L", label: "nmol/L" },
          ]}
          value={unit}
          onChange={setUnit}
        />
      );
    }
    render(<Choice />);
    await userEvent.tab();
    await userEvent.keyboard("{ArrowRight}");
    expect(screen.getByRole("radio", { name: "nmol/L" })).toBeChecked();
    expect(screen.getByRole("group", { name: "Unit" })).toBeInTheDocument();
  });

  it("a disclosure can wait with its content until it is opened", async () => {
    render(
      <Disclosure summary="Basis" mount="when-opened">
        long text
      </Disclosure>,
    );
    expect(screen.queryByText("long text")).not.toBeInTheDocument();
    await userEvent.click(screen.getByText("Basis"));
    expect(await screen.findByText("long text")).toBeInTheDocument();
  });

  it("a long list of sources folds after the third, and a missing one is said", () => {
    const { rerender } = render(<SourceList references={["Observation/1", "Observation/2", "Observation/3", "Observation/4", "Observation/5"]} />);
    expect(screen.getByText("and 2 more")).toBeInTheDocument();
    rerender(<SourceList references={[]} />);
    expect(screen.getByText("no resource")).toBeInTheDocument();
  });
});

describe("the copy button", () => {
  it("copies, and says so to everybody", async () => {
    const user = userEvent.setup();
    render(<CopyButton value="T-score −2.6" what="Lowest T-score" />);
    await user.click(screen.getByRole("button", { name: "Copy text: Lowest T-score" }));
    expect(await navigator.clipboard.readText()).toBe("T-score −2.6");
    expect(screen.getByRole("status")).toHaveTextContent("Copied");
  });

  it("says what to do when the browser refuses", async () => {
    const user = userEvent.setup();
    vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new Error("not allowed"));
    render(<CopyButton value="text" />);
    await user.click(screen.getByRole("button"));
    expect((await screen.findAllByText(/Select the text instead/))[0]).toBeInTheDocument();
  });
});
