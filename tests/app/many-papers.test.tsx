import { cleanup, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { SandboxOptions } from "../../mocks/sandbox";
import { ManyPapers } from "../../src/app/many-papers";
import type { PapersWanted } from "../../src/followup/selection-bar";
import type { OpenChart } from "../../src/followup/source";
import { guidelineSettings } from "../../src/guidelines/settings";
import { defaultRecordSettings } from "../../src/record/site";
import { sandboxEhr, sessionWith } from "./sandbox-ehr";

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const people = { "window-open": "Ingrid Vasquez-Holm", "dense-history": "Wilhelmina R. Castellanos", lifestyle: "Gwendolyn Pruitt" } as const;
const guidelines = guidelineSettings();
const asItIs = <T,>(input: T): T => input;

type Shown = { readonly options?: SandboxOptions; readonly fromFiles?: OpenChart; readonly user?: string };

/** The papers of the three people, made from an EHR in a clinician's own context, or from files. */
function show(kind: PapersWanted["kind"], { options = {}, fromFiles, user = "Dr. Ada Okoye" }: Shown = {}) {
  const sandbox = sandboxEhr({ patients: Object.keys(people), ...options });
  const { patientId: _nobody, ...session } = sessionWith(sandbox, "window-open", { scope: "user/*.rs", vendor: "sandbox" });
  const wanted: PapersWanted = {
    kind,
    patients: Object.entries(people).map(([patientId, name]) => ({
      patientId,
      name,
      followUp: patientId === "lifestyle" ? ["Smoking: Done on 3 Nov 2026."] : [],
    })),
    onClose: () => undefined,
  };
  render(
    <ManyPapers
      wanted={wanted}
      fromFiles={fromFiles}
      access={fromFiles === undefined ? session : undefined}
      amend={asItIs}
      user={user}
      today="2026-11-23"
      record={defaultRecordSettings}
      guidelines={guidelines}
    />,
  );
  return session;
}

const answered = (words: RegExp) => screen.findByText(words);
const onPaper = () => document.querySelector("[data-hand-out]")?.textContent ?? "";
const step = (name: string) => screen.getByRole("region", { name: new RegExp(`: ${name}$`) });
const release = () => screen.getByRole("button", { name: /^Release \d+ lines? and go on$/ });

describe("hand-outs for several patients", () => {
  it("prints nothing before somebody has released a sheet, and each sheet needs a release of its own", async () => {
    show("hand-outs");
    await answered(/All 3 records were read/);
    expect(onPaper()).toBe("None of these hand-outs has been released by a clinician, so there is nothing to print.");
    expect(screen.getByRole("button", { name: "Nothing to print yet" })).toBeDisabled();
    expect(within(step("Ingrid Vasquez-Holm")).getAllByRole("checkbox").length).toBeGreaterThan(5);

    await userEvent.click(release());
    expect(onPaper()).toContain("Ingrid Vasquez-Holm");
    expect(onPaper()).not.toContain("Castellanos");
    expect(screen.getByText(/No sheet will be printed for: Wilhelmina R. Castellanos; Gwendolyn Pruitt\./)).toBeInTheDocument();
    const next = step("Wilhelmina R. Castellanos");
    expect(within(next).getByRole("heading", { name: /^2 of 3/ })).toHaveFocus();
  });

  it("is gone through with the keyboard: Enter among the lines releases and goes on, and at the end the focus is on Print", async () => {
    const print = vi.spyOn(window, "print").mockImplementation(() => undefined);
    show("hand-outs");
    await answered(/All 3 records were read/);
    for (const name of Object.values(people)) {
      within(step(name)).getAllByRole("checkbox")[0]?.focus();
      await userEvent.keyboard("{Enter}");
    }
    expect(screen.getByRole("button", { name: "Print 3 sheets" })).toHaveFocus();
    await userEvent.keyboard("{Enter}");
    expect(print).toHaveBeenCalledOnce();
    expect(document.querySelectorAll("[data-hand-out] article")).toHaveLength(3);
  });

  it("starts in the language that the record gives, and another language takes the release back", async () => {
    show("hand-outs");
    await answered(/All 3 records were read/);
    await userEvent.click(screen.getByRole("button", { name: /Castellanos/ }));
    const choice = within(step("Wilhelmina R. Castellanos")).getByLabelText("Language of the sheet");
    expect(choice).toHaveValue("es");
    expect(screen.getByText("Recorded language: Spanish.")).toBeInTheDocument();
    await userEvent.click(release());
    expect(document.querySelector('[data-hand-out] [lang="es"]')).toHaveTextContent("Sus huesos y su tratamiento");

    await userEvent.click(screen.getByRole("button", { name: /Castellanos/ }));
    await userEvent.selectOptions(within(step("Wilhelmina R. Castellanos")).getByLabelText("Language of the sheet"), "English");
    expect(onPaper()).not.toContain("Castellanos");
  });

  it("leaves off the line that was taken off, and takes a release back when a line changes", async () => {
    show("hand-outs");
    await answered(/All 3 records were read/);
    await userEvent.click(screen.getByRole("checkbox", { name: /Keep from falling/ }));
    await userEvent.click(release());
    expect(onPaper()).toContain("Ingrid Vasquez-Holm");
    expect(onPaper()).not.toContain("Keep from falling");
    await userEvent.click(screen.getByRole("button", { name: /Vasquez-Holm/ }));
    await userEvent.click(screen.getByRole("checkbox", { name: /Keep from falling/ }));
    expect(onPaper()).not.toContain("Vasquez-Holm");
  });

  it("makes no sheet in silence from a record that was not fully read: it says what is missing and lets it be tried again", async () => {
    show("hand-outs", { options: { faults: [{ type: "DiagnosticReport", on: "search", status: 403, times: 1 }] } });
    await answered(/One record could not be read, or not completely/);
    const [open] = screen.getAllByRole("button", { name: /not fully loaded: no sheet yet/ });
    await userEvent.click(open as HTMLElement);
    expect(screen.getByText(/Not everything of this record could be read: diagnostic reports\./)).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: /^Release/ })).toBeNull();
    expect(screen.queryAllByRole("checkbox")).toHaveLength(0);
    await userEvent.click(screen.getByRole("button", { name: "Make a sheet from what could be read" }));
    expect(release()).toBeEnabled();

    await userEvent.click(screen.getByRole("button", { name: "Try the incomplete again" }));
    await answered(/All 3 records were read/);
    expect(screen.queryByText(/Not everything of this record could be read/)).toBeNull();
  });

  it("says of everybody that nothing was read when the session has ended, and makes no sheet", async () => {
    sandboxEhr();
    const wanted: PapersWanted = {
      kind: "hand-outs",
      patients: [{ patientId: "lifestyle", name: "Gwendolyn Pruitt", followUp: [] }],
      onClose: () => undefined,
    };
    render(
      <ManyPapers
        wanted={wanted}
        fromFiles={undefined}
        access={undefined}
        amend={asItIs}
        user={undefined}
        today="2026-11-23"
        record={defaultRecordSettings}
        guidelines={guidelines}
      />,
    );
    expect(await answered(/The session with the EHR has ended/)).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Nothing to print yet" })).toBeDisabled();
  });

  it("asks once for the name of who releases where the EHR gives none", async () => {
    show("hand-outs", { user: "Practitioner/17" });
    await answered(/All 3 records were read/);
    expect(release()).toBeDisabled();
    await userEvent.type(screen.getByRole("textbox", { name: "Released by" }), "Nurse Lind");
    await userEvent.click(release());
    expect(onPaper()).toContain("Checked and released by Nurse Lind on");
    expect(release()).toBeEnabled();
  });

  it("has nothing that axe finds wrong", async () => {
    show("hand-outs");
    await answered(/All 3 records were read/);
    await userEvent.click(release());
    const found = await axe.run(document.body, { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } });
    expect(found.violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  });
});

describe("notes for several patients", () => {
  it("are one text, each note under the name it belongs to", async () => {
    show("notes");
    await answered(/All 3 records were read/);
    const text = screen.getByLabelText<HTMLTextAreaElement>("The notes").value;
    const places = ["1 OF 3: INGRID VASQUEZ-HOLM", "2 OF 3: WILHELMINA R. CASTELLANOS", "3 OF 3: GWENDOLYN PRUITT"].map((title) => text.indexOf(title));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(text.match(/BONE HEALTH ON AN AROMATASE INHIBITOR/g)).toHaveLength(3);
    expect(text.slice(places[2])).toContain("FOLLOW-UP\n- Smoking: Done on 3 Nov 2026.");
    expect(text.match(/FOLLOW-UP/g)).toHaveLength(1);
    expect(screen.getByRole("button", { name: "Copy all" })).toBeEnabled();
    expect(screen.getByRole("button", { name: "Download as text" })).toBeEnabled();
  });

  it("name a patient whose record is not in the files, instead of leaving her out", async () => {
    show("notes", { fromFiles: () => Promise.resolve(undefined) });
    await answered(/3 records could not be read/);
    const text = screen.getByLabelText<HTMLTextAreaElement>("The notes").value;
    expect(text).toContain("GWENDOLYN PRUITT\nNo note: These files hold no record of this patient");
  });
});
