import { cleanup, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { forgetWorklist } from "../../src/followup/kept-list";
import type { WorklistRow } from "../../src/followup/row";
import { writeRowsFile } from "../../src/followup/rows-file";
import { FollowUpScreen } from "../../src/followup/worklist-screen";
import { guidelineSettings } from "../../src/guidelines/settings";
import { defaultRecordSettings } from "../../src/record/site";
import { SameThreadWorker } from "./same-thread-worker";
import { notLoaded, row } from "./sample-row";
import { everythingAsTallAs } from "../layout";

const today = "2026-11-23";
const rows: readonly WorklistRow[] = [
  row("ada", { name: "Ada Alert", prompts: [{ id: "TX-01", priority: "H" }], top: "T-score −3.1 at lumbar spine. Discuss therapy.", dxa: "overdue" }),
  row("bea", { name: "Bea Prompt", prompts: [{ id: "DXA-03", priority: "M" }], top: "DXA overdue.", dxa: "overdue" }),
  row("cleo", {
    name: "Cleo Unread",
    notLoaded,
    lastDxa: "",
    dxa: "not-concluded",
    measures: { dxaInTwoYears: "unknown", vitaminDOnRecord: "yes", lowTScore: "unknown", treated: "unknown" },
  }),
  row("dora", { name: "Dora Quiet" }),
];

beforeEach(() => {
  vi.stubGlobal("Worker", SameThreadWorker);
  location.hash = "#/team";
  everythingAsTallAs(600);
});

afterEach(() => {
  cleanup();
  forgetWorklist();
  vi.unstubAllGlobals();
});

function show() {
  const onOpenPatient = vi.fn<(patientId: string) => void>();
  const view = render(
    <FollowUpScreen access={undefined} today={today} record={defaultRecordSettings} guidelines={guidelineSettings()} onOpenPatient={onOpenPatient} />,
  );
  return { ...view, onOpenPatient };
}

async function showList() {
  const shown = show();
  const file = new File([writeRowsFile({ madeOn: today, problems: 0, rows })], "rows.json", { type: "application/json" });
  await userEvent.upload(screen.getByLabelText("Choose files", { selector: "input" }), file);
  await screen.findByText("Dora Quiet");
  return shown;
}

const names = () => screen.getAllByRole("rowheader").map((cell) => cell.textContent);
const lineOf = (name: string) => screen.getByRole("row", { name: new RegExp(name) });

describe("the team's worklist", () => {
  it("can be made without an EHR, and says so", () => {
    show();
    expect(screen.getByText(/from files only/)).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: /^Search/ })).toBeNull();
  });

  it("shows alerts first, and who needs nobody last", async () => {
    await showList();
    expect(names()).toEqual(["Ada Alert", "Cleo Unread", "Bea Prompt", "Dora Quiet"]);
    expect(screen.getByRole("grid")).toHaveAttribute("aria-rowcount", "5");
  });

  it("says of a patient whose data did not all load that it is so, never that nothing is due", async () => {
    await showList();
    const line = lineOf("Cleo Unread");
    expect(within(line).getByText(/not fully loaded: DXA and vitamin D results/)).toBeInTheDocument();
    expect(within(line).queryByText("No prompt")).toBeNull();
    expect(within(line).queryByText("not due")).toBeNull();
    expect(within(line).queryByText("none found")).toBeNull();
    expect(within(lineOf("Dora Quiet")).getByText("No prompt")).toBeInTheDocument();
  });

  it("filters by a bar of the chart, and keeps the filter in the link but not what is searched for", async () => {
    await showList();
    await userEvent.click(screen.getByRole("button", { name: /Interval since the last DXA 1 patient/ }));
    await waitFor(() => expect(names()).toEqual(["Bea Prompt"]));
    await userEvent.type(screen.getByRole("searchbox", { name: "Name or MRN" }), "bea");
    expect(location.hash).toBe("#/team?prompt=DXA-03");
    await userEvent.click(screen.getByRole("button", { name: "Show everybody" }));
    await waitFor(() => expect(names()).toHaveLength(4));
    expect(location.hash).toBe("#/team");
  });

  it("is walked by arrow keys and opens a patient on Enter", async () => {
    const { onOpenPatient } = await showList();
    lineOf("Ada Alert").focus();
    await userEvent.keyboard("{ArrowDown}{ArrowDown}");
    await waitFor(() => expect(lineOf("Bea Prompt")).toHaveFocus());
    await userEvent.keyboard("{Enter}");
    expect(onOpenPatient).toHaveBeenCalledWith("bea", expect.anything(), expect.anything());
    await userEvent.keyboard("{End}");
    await waitFor(() => expect(lineOf("Dora Quiet")).toHaveFocus());
  });

  it("is found again as it was left: list, filter, search and row", async () => {
    const { unmount } = await showList();
    await userEvent.selectOptions(screen.getByRole("combobox", { name: "DXA" }), "overdue");
    await userEvent.type(screen.getByRole("searchbox", { name: "Name or MRN" }), "prompt");
    await waitFor(() => expect(names()).toEqual(["Bea Prompt"]));
    lineOf("Bea Prompt").focus();
    unmount();
    show();
    await waitFor(() => expect(lineOf("Bea Prompt")).toHaveFocus());
    expect(names()).toEqual(["Bea Prompt"]);
    expect(screen.getByRole("searchbox", { name: "Name or MRN" })).toHaveValue("prompt");
  });

  it("leaves nothing of anybody after sign-out", async () => {
    const { unmount } = await showList();
    unmount();
    forgetWorklist();
    show();
    expect(document.body.textContent).not.toMatch(/Ada|Bea|Cleo|Dora/);
  });

  it("hides and shows columns", async () => {
    await showList();
    await userEvent.click(screen.getByText("Columns"));
    await userEvent.click(screen.getByRole("checkbox", { name: "DXA" }));
    expect(screen.queryByRole("columnheader", { name: "DXA" })).toBeNull();
    await userEvent.click(screen.getByRole("checkbox", { name: "MRN" }));
    expect(screen.getByRole("columnheader", { name: "MRN" })).toBeInTheDocument();
  });

  it("says how old rows made beforehand are", async () => {
    show();
    const file = new File([writeRowsFile({ madeOn: "2026-10-01", problems: 2, rows })], "rows.json");
    await userEvent.upload(screen.getByLabelText("Choose files", { selector: "input" }), file);
    expect(await screen.findByText(/made on 2026-10-01/)).toBeInTheDocument();
    expect(screen.getByText(/2 problems were met/)).toBeInTheDocument();
  });

  it("says what is wrong with a file that is no list", async () => {
    show();
    await userEvent.upload(screen.getByLabelText("Choose files", { selector: "input" }), new File(["{"], "rows.json"));
    expect(await screen.findByText(/not readable as JSON/)).toBeInTheDocument();
    expect(screen.queryByRole("grid")).toBeNull();
  });

  it.each([
    ["somebody", rows],
    ["nobody", []],
  ])("that met problems and found %s is not simply all read, and does not say that nobody is on an aromatase inhibitor", async (_, found) => {
    show();
    const file = new File([writeRowsFile({ madeOn: today, problems: 2, rows: found })], "rows.json", { type: "application/json" });
    await userEvent.upload(screen.getByLabelText("Choose files", { selector: "input" }), file);
    expect(await screen.findByRole("heading", { name: "Read, with problems" })).toBeInTheDocument();
    expect(screen.queryByText("Nobody on an aromatase inhibitor was found.")).toBeNull();
    expect(screen.queryAllByText(/Nobody was found, but not everything could be read/)).toHaveLength(found.length === 0 ? 1 : 0);
    expect(screen.getByText(/rows\.json \(read with problems or not to the end: patients may be missing\), as of/)).toBeInTheDocument();
  });

  it("prints every row that is shown, with source and day", async () => {
    await showList();
    window.dispatchEvent(new Event("beforeprint"));
    const printed = await screen.findByRole("table");
    expect(within(printed).getAllByRole("row")).toHaveLength(5);
    expect(within(printed).getByRole("rowheader", { name: /Ada Alert born 1 May 1960, MRN M-ada/ })).toBeInTheDocument();
    expect(within(printed).getAllByRole("cell", { name: "1 Mar 2026 −1.2 lumbar spine" }).length).toBeGreaterThan(0);
    expect(screen.getByText(/as of 23 Nov 2026. 4 of 4 patients/)).toBeInTheDocument();
    window.dispatchEvent(new Event("afterprint"));
    await waitFor(() => expect(screen.queryByRole("table")).toBeNull());
  });

  it("has nothing that axe finds wrong, before and with a list", async () => {
    const rules = { rules: { "color-contrast": { enabled: false } } }; // needs layout; tokens have a test of their own
    const { unmount } = show();
    expect((await axe.run(document.body, rules)).violations).toEqual([]);
    unmount();
    await showList();
    expect((await axe.run(document.body, rules)).violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  });
});
