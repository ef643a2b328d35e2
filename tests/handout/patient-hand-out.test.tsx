import { cleanup, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { afterEach, describe, expect, it, vi } from "vitest";
import { PatientHandOut } from "../../src/handout/patient-hand-out";
import type { Story } from "./story-record";
import { settings, story } from "./story-record";

afterEach(cleanup);

function handOutOf({ record, evaluation }: Story, user: string | undefined = "Dr. Ada Okoye") {
  return <PatientHandOut record={record} evaluation={evaluation} settings={settings} user={user} onClose={() => undefined} />;
}

const boxes = () => screen.getAllByRole("checkbox");
const onPaper = () => document.querySelector("[data-hand-out]")?.textContent ?? "";
const release = () => screen.getByRole("button", { name: "Release" });

describe("releasing a hand-out", () => {
  it("puts nothing on paper and offers neither print nor copy before the release", () => {
    render(handOutOf(story("window-open")));
    expect(boxes().every((box) => !(box as HTMLInputElement).checked)).toBe(true);
    expect(release()).toBeDisabled();
    expect(screen.queryByRole("button", { name: /print|copy/i })).toBeNull();
    expect(onPaper()).toBe("This hand-out has not been released by a clinician, so there is nothing to print.");
  });

  it("does not let unreleased words be copied by hand", () => {
    render(handOutOf(story("window-open")));
    const [line] = screen.getAllByText(/You take/);
    const copy = new Event("copy", { bubbles: true, cancelable: true });
    line?.dispatchEvent(copy);
    expect(copy.defaultPrevented).toBe(true);
  });

  it("prints the ticked lines only, with who released them and when", async () => {
    const print = vi.spyOn(window, "print").mockImplementation(() => undefined);
    render(handOutOf(story("window-open")));
    await userEvent.click(screen.getByRole("checkbox", { name: /Keep from falling/ }));
    await userEvent.click(screen.getByRole("checkbox", { name: /Vitamin K2 pills/ }));
    await userEvent.click(release());
    expect(onPaper()).toContain("Keep from falling.");
    expect(onPaper()).toContain("Vitamin K2 pills are not recommended");
    expect(onPaper()).not.toContain("You take");
    expect(onPaper()).toContain("Checked and released by Dr. Ada Okoye on 23 November 2026.");
    await userEvent.click(screen.getByRole("button", { name: "Print" }));
    expect(print).toHaveBeenCalledOnce();
  });

  it("asks for a name where the EHR does not say who is signed in", async () => {
    const { record, evaluation } = story("window-open");
    render(<PatientHandOut record={record} evaluation={evaluation} settings={settings} user={undefined} onClose={() => undefined} />);
    await userEvent.click(boxes()[0] as HTMLElement);
    expect(release()).toBeDisabled();
    await userEvent.type(screen.getByRole("textbox", { name: "Released by" }), "Nurse Lind");
    await userEvent.click(release());
    expect(onPaper()).toContain("Checked and released by Nurse Lind");
  });

  it("takes the release back when the record no longer says the same", async () => {
    const { rerender } = render(handOutOf(story("window-open")));
    for (const box of boxes()) await userEvent.click(box);
    await userEvent.click(release());
    expect(onPaper()).toContain("You take");
    rerender(handOutOf(story("not-on-ai")));
    expect(onPaper()).not.toContain("You take");
    expect(screen.getByRole("alert")).toHaveTextContent("Review and release it again.");
  });

  it("takes the release back when a line comes up that nobody has read", async () => {
    const whole = story("window-open");
    const some = { ...whole, evaluation: { ...whole.evaluation, prompts: [] } };
    const { rerender } = render(handOutOf(some));
    const few = boxes().length;
    await userEvent.click(boxes()[0] as HTMLElement);
    await userEvent.click(release());
    rerender(handOutOf(some));
    expect(onPaper()).toContain("released by Dr. Ada Okoye");
    rerender(handOutOf(whole));
    expect(onPaper()).not.toContain("released by Dr. Ada Okoye");
    expect(screen.getByRole("alert")).toHaveTextContent("Review and release it again.");
    expect(boxes().length).toBeGreaterThan(few);
  });

  it("starts in the language that the record gives, and says what that is", () => {
    const { record, evaluation } = story("window-open");
    const spoken = { language: "es", how: "recorded", recorded: "Spanish" } as const;
    render(<PatientHandOut record={record} evaluation={evaluation} settings={settings} user="Dr. Ada Okoye" spoken={spoken} onClose={() => undefined} />);
    expect(screen.getByRole("combobox")).toHaveDisplayValue("Español");
    expect(screen.getByText("Recorded language: Spanish.")).toBeInTheDocument();
    expect(boxes().every((box) => !(box as HTMLInputElement).checked)).toBe(true);
  });

  it("starts the review over in Spanish, and says that the translation was not checked", async () => {
    render(handOutOf(story("window-open")));
    await userEvent.click(boxes()[0] as HTMLElement);
    await userEvent.selectOptions(screen.getByRole("combobox", { name: "Language of the sheet" }), "Español");
    expect(boxes().every((box) => !(box as HTMLInputElement).checked)).toBe(true);
    expect(screen.getByText(/have not been checked by a medical translator/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole("checkbox", { name: /Evite las caídas/ }));
    await userEvent.click(release());
    expect(onPaper()).toContain("Revisada y entregada por Dr. Ada Okoye el 23 de noviembre de 2026.");
  });

  it("tells the clinician what was left off and why", () => {
    render(handOutOf(story("metastatic")));
    expect(screen.getByRole("region", { name: "Left off, and why" })).toHaveTextContent("Metastatic disease is on record");
  });

  it("makes no sheet while the record is still being read", () => {
    render(handOutOf(story("window-open", { conditions: "pending" })));
    expect(screen.queryByRole("checkbox")).toBeNull();
    expect(within(screen.getByRole("dialog")).getByText(/still being read/)).toBeInTheDocument();
  });

  it("has no accessibility faults, before and after the release", async () => {
    render(handOutOf(story("lifestyle")));
    const faults = async () =>
      (await axe.run(document.body, { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } })).violations.map((one) => one.id);
    expect(await faults()).toEqual([]);
    for (const box of boxes().slice(0, 4)) await userEvent.click(box);
    await userEvent.click(release());
    expect(await faults()).toEqual([]);
  });
});
