import { cleanup, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { afterEach, describe, expect, it } from "vitest";
import { CataloguePage } from "../../src/catalogue/catalogue-page";
import { catalogue } from "../../src/guidelines/catalogue";
import { guidelineSettings } from "../../src/guidelines/settings";

afterEach(cleanup);

const show = (settings = guidelineSettings()) => render(<CataloguePage settings={settings} base="https://boneline.example" back="#/" />);
const ruleIds = () => [...document.querySelectorAll("[data-rule-id]")].map((item) => item.getAttribute("data-rule-id"));

describe("the catalogue of rules", () => {
  it("lists every rule and who the product is not for", () => {
    show();
    expect(ruleIds()).toEqual(catalogue.map(({ id }) => id));
    expect(screen.getByRole("heading", { name: "Intended use" })).toBeVisible();
    expect(screen.getByText(/Children and adolescents/)).toBeVisible();
  });

  it("shows the 13 source attributes", () => {
    show();
    expect(within(screen.getByRole("table", { name: /Source attributes/ })).getAllByRole("row")).toHaveLength(14);
  });

  it.each([
    ["an id", "TX-02", ["TX-02"]],
    ["words in any case and order", "LABEL denosumab 7", ["SAFE-04"]],
  ])("is searched by %s", async (_what, wanted, ids) => {
    show();
    await userEvent.type(screen.getByRole("searchbox", { name: "Search rules" }), wanted);
    expect(ruleIds()).toEqual(expect.arrayContaining(ids));
    expect(ruleIds().length).toBeLessThan(8);
  });

  it("opens a rule on its logic, its guidelines with strength, and where they disagree", async () => {
    show();
    await userEvent.type(screen.getByRole("searchbox", { name: "Search rules" }), "TX-02");
    await userEvent.click(screen.getByText("TX-02"));
    expect(screen.getByRole("heading", { name: "Exact logic" })).toBeInTheDocument();
    expect(screen.getByRole("heading", { name: "Where guidelines disagree" })).toBeInTheDocument();
    expect(screen.getAllByText(/^Strength:/).length).toBeGreaterThan(0);
  });

  it("tells the reader of a recalled source that it was not re-read", async () => {
    show();
    await userEvent.type(screen.getByRole("searchbox", { name: "Search rules" }), "TX-02");
    await userEvent.click(screen.getByText("TX-02"));
    expect(screen.getAllByText("from secondary source, not re-read").length).toBeGreaterThan(0);
  });

  it("says when the site changed an operational choice", async () => {
    show(guidelineSettings({ dxaOverdueMonths: 30 }));
    await userEvent.type(screen.getByRole("searchbox", { name: "Search rules" }), "DXA-03");
    await userEvent.click(screen.getByText("DXA-03"));
    expect(screen.getByText(/30 months, set by this site \(default 24\)/)).toBeInTheDocument();
  });

  it("has nothing that axe finds", async () => {
    const { container } = show();
    const { violations } = await axe.run(container, { rules: { "color-contrast": { enabled: false } } }); // jsdom has no layout
    expect(violations.map(({ id }) => id)).toEqual([]);
  });
});
