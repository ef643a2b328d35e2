import { cleanup, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { forgetWorklist, keepList, keptListOf } from "../../src/followup/kept-list";
import type { WorklistRow } from "../../src/followup/row";
import type { PapersWanted } from "../../src/followup/selection-bar";
import type { WorklistSource } from "../../src/followup/source";
import { FollowUpScreen } from "../../src/followup/worklist-screen";
import { guidelineSettings } from "../../src/guidelines/settings";
import { defaultRecordSettings } from "../../src/record/site";
import { row } from "./sample-row";
import { everythingAsTallAs } from "../layout";

beforeEach(() => {
  location.hash = "#/team";
  everythingAsTallAs(600);
});
afterEach(() => {
  cleanup();
  forgetWorklist();
});

const three = [row("ada", { name: "Ada Alert", dxa: "overdue" }), row("bea", { name: "Bea Prompt", dxa: "overdue" }), row("cleo", { name: "Cleo Quiet" })];

/** The worklist of these rows, and what papers were asked for. */
async function show(rows: readonly WorklistRow[] = three) {
  const source: WorklistSource = {
    name: "Made here",
    origin: "ehr",
    retries: "none",
    async *pages() {
      yield await Promise.resolve({ rows, leftOut: [] });
    },
  };
  keepList(keptListOf(""), source);
  const renderPapers = vi.fn<(wanted: PapersWanted) => null>(() => null);
  const view = render(
    <FollowUpScreen
      access={undefined}
      today="2026-11-23"
      record={defaultRecordSettings}
      guidelines={guidelineSettings()}
      onOpenPatient={() => undefined}
      renderPapers={renderPapers}
    />,
  );
  await screen.findByText(`${rows.length} of ${rows.length} patients shown.`, { exact: false });
  return { ...view, asked: () => renderPapers.mock.lastCall?.[0] };
}

const box = (name: string | RegExp) => screen.getByRole("checkbox", { name });
const bar = () => screen.getByRole("region", { name: "For the selected patients" });
const names = (wanted: PapersWanted | undefined) => wanted?.patients.map(({ name }) => name);

it("chooses single patients by their boxes, and makes papers for those alone", async () => {
  const { asked } = await show();
  expect(within(bar()).queryByRole("button")).toBeNull();
  await userEvent.click(box("Select Bea Prompt"));
  expect(screen.getByRole("row", { name: /Bea Prompt/ })).toHaveAttribute("aria-selected", "true");
  await userEvent.click(screen.getByRole("button", { name: "Hand-out for 1 patient" }));
  expect(asked()).toMatchObject({ kind: "hand-outs" });
  expect(names(asked())).toEqual(["Bea Prompt"]);
});

it("chooses everybody who is shown, and only those", async () => {
  const { asked } = await show();
  await userEvent.selectOptions(screen.getByRole("combobox", { name: "DXA" }), "overdue");
  await userEvent.click(await screen.findByRole("checkbox", { name: "Select all 2 patients shown" }));
  await userEvent.click(screen.getByRole("button", { name: "Notes for 2 patients" }));
  expect(asked()).toMatchObject({ kind: "notes" });
  expect(names(asked())?.toSorted()).toEqual(["Ada Alert", "Bea Prompt"]);
});

it("says when somebody chosen is hidden by a filter, and still counts her", async () => {
  const { asked } = await show();
  await userEvent.click(box("Select Cleo Quiet"));
  await userEvent.selectOptions(screen.getByRole("combobox", { name: "DXA" }), "overdue");
  await userEvent.click(box(/^Select Ada/));
  expect(bar()).toHaveTextContent("2 patients selected; 1 of them is hidden by the filters and counts too.");
  await userEvent.click(screen.getByRole("button", { name: "Hand-outs for 2 patients" }));
  expect(names(asked())).toEqual(["Ada Alert", "Cleo Quiet"]);
});

it("is worked by keyboard: Space chooses the row, Ctrl+A all, Enter still opens", async () => {
  await show();
  screen.getByRole("row", { name: /Ada Alert/ }).focus();
  await userEvent.keyboard(" ");
  expect(bar()).toHaveTextContent("1 patient selected");
  await userEvent.keyboard("{ArrowDown} ");
  expect(bar()).toHaveTextContent("2 patients selected");
  await userEvent.keyboard("{Control>}a{/Control}");
  expect(bar()).toHaveTextContent("3 patients selected");
  await userEvent.click(screen.getByRole("button", { name: "Select nobody" }));
  expect(bar()).toHaveTextContent("No patient selected");
});

it("makes papers for at most fifty at once, and says so plainly", async () => {
  await show(Array.from({ length: 51 }, (_, index) => row(`p${String(index).padStart(2, "0")}`)));
  await userEvent.click(box("Select all 51 patients shown"));
  expect(screen.getByRole("button", { name: "Hand-outs for 51 patients" })).toBeDisabled();
  expect(bar()).toHaveTextContent("At most 50 patients at once, and 51 are selected.");
  await userEvent.click(box("Select Name p00"));
  expect(screen.getByRole("button", { name: "Hand-outs for 50 patients" })).toBeEnabled();
});

it("keeps who was chosen while a chart is open", async () => {
  const { unmount } = await show();
  await userEvent.click(box("Select Bea Prompt"));
  unmount();
  render(
    <FollowUpScreen
      access={undefined}
      today="2026-11-23"
      record={defaultRecordSettings}
      guidelines={guidelineSettings()}
      onOpenPatient={() => undefined}
      renderPapers={() => null}
    />,
  );
  expect(box("Select Bea Prompt")).toBeChecked();
});

it("has nothing that axe finds wrong", async () => {
  const { container } = await show();
  await userEvent.click(box("Select Bea Prompt"));
  const { violations } = await axe.run(container, { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } });
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
});
