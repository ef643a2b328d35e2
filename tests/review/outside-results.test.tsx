import { cleanup, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { useState, type ReactElement } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { WriteOutcome } from "../../src/fhir/write";
import { parseFhirDate } from "../../src/record/date";
import type { OutsideResult } from "../../src/record/outside-result";
import { OutsideResults } from "../../src/review/outside-results";
import { emptyDraft, type KeptDraft } from "../../src/review/outside-result-draft";
import type { Storing } from "../../src/review/outside-result-store";

afterEach(cleanup);

const refusing: Storing = {
  ehr: "General Hospital",
  patient: "Marta Example",
  permission: () => Promise.resolve({ allowed: false, because: "General Hospital did not grant Boneline the right to write Observation." }),
  store: () => Promise.reject(new Error("not asked")),
  reportPermission: () => Promise.resolve({ allowed: false, because: "General Hospital says that it does not take DiagnosticReport from an app." }),
  storeReport: () => Promise.reject(new Error("not asked")),
  outcomes: new Map(),
  isSame: () => true,
};

type HolderProps = { readonly storing: Storing; readonly onEntries: (entries: readonly OutsideResult[]) => void; readonly kept: KeptDraft };

function Holder({ storing, onEntries, kept }: HolderProps): ReactElement {
  const [entries, setEntries] = useState<readonly OutsideResult[]>([]);
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, WriteOutcome>>(new Map());
  const change = (next: readonly OutsideResult[]) => {
    setEntries(next);
    onEntries(next);
  };
  return (
    <OutsideResults
      entries={entries}
      today="2026-11-23"
      birth={parseFhirDate("1958-04-17")}
      onAdd={(entry) => change([...entries, entry])}
      onRemove={(id) => change(entries.filter((entry) => entry.id !== id))}
      storing={{
        ...storing,
        outcomes,
        store: async (entry) => {
          const outcome = await storing.store(entry);
          setOutcomes((before) => new Map([...before, [entry.id, outcome]]));
          return outcome;
        },
        storeReport: async (study, references) => {
          const outcome = await storing.storeReport(study, references);
          setOutcomes((before) => new Map([...before, [study.id, outcome]]));
          return outcome;
        },
      }}
      kept={kept}
      onClose={() => undefined}
    />
  );
}

/** What the window keeps of the forms. */
function keeping(): KeptDraft {
  let draft = emptyDraft;
  return { read: () => draft, write: (next) => void (draft = next) };
}

function show(storing: Storing = refusing, kept: KeptDraft = keeping()) {
  const onEntries = vi.fn<(entries: readonly OutsideResult[]) => void>();
  const user = userEvent.setup();
  const view = render(<Holder storing={storing} onEntries={onEntries} kept={kept} />);
  const typeIn = async (fields: Readonly<Record<string, string>>) => {
    for (const [label, value] of Object.entries(fields)) {
      const field = screen.getByLabelText(new RegExp(`^${label}`));
      await user.clear(field);
      if (value !== "") await user.type(field, value);
    }
  };
  return { ...view, user, typeIn, onEntries, use: () => user.click(screen.getByRole("button", { name: "Use this result" })) };
}

const spine = { Date: "2024-03-15", Vertebrae: "L1-L4", BMD: "0,842", "T-score": "−2.1", "Z-score": "0", Scanner: "Hologic Horizon" };

describe("typing in a DXA", () => {
  it("puts what was typed in use, and says how long it is kept", async () => {
    const { typeIn, use, onEntries } = show();
    expect(screen.getByRole("dialog", { name: "Results from outside this EHR" })).toHaveTextContent("gone when the window is closed or reloaded");
    await typeIn(spine);
    await use();
    expect(onEntries.mock.lastCall?.[0]).toEqual([
      {
        kind: "dxa",
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        date: "2024-03-15",
        region: { site: "lumbar-spine", side: undefined, vertebrae: "L1-L4" },
        bmd: 0.842,
        tScore: -2.1,
        zScore: 0,
        scanner: "Hologic Horizon",
      },
    ]);
    expect(screen.getByRole("region", { name: "Entered in this window" })).toHaveTextContent("entered here");
  });

  it.each([
    ["2024", "2024"],
    ["2024-03", "2024-03"],
    ["2024/3/5", "2024-03-05"],
  ])("takes a date as far as it is known: %s", async (typed, kept) => {
    const { typeIn, use, onEntries } = show();
    await typeIn({ Date: typed, "T-score": "-2.1" });
    await use();
    expect(onEntries.mock.lastCall?.[0][0]?.date).toBe(kept);
  });

  it.each([
    ["Date", "", "Enter the date"],
    ["Date", "15.03.2024", "Write the date as 2024-03-15"],
    ["Date", "2024-02-30", "Write the date as 2024-03-15"],
    ["Date", "2026-11-24", "after today"],
    ["Date", "1957", "before the patient’s birth"],
    ["BMD", "842", "842 mg/cm² is 0.842 g/cm²"],
    ["BMD", "7", "not possible"],
    ["T-score", "-25", "A T-score of −25 is not possible"],
    ["T-score", "about -2", "Write one number, such as −2.1"],
    ["Z-score", "9", "not possible"],
    ["Vertebrae", "lumbar", "Write the vertebrae as L1-L4"],
    ["Vertebrae", "L3", "A single vertebra"],
  ])("refuses %s “%s” at the field, and puts the focus there", async (label, typed, says) => {
    const { typeIn, use, onEntries } = show();
    await typeIn({ ...spine, [label]: typed });
    await use();
    const field = screen.getByLabelText(new RegExp(`^${label}`));
    expect(field).toBeInvalid();
    expect(field).toHaveFocus();
    expect(field).toHaveAccessibleDescription(expect.stringContaining(says));
    expect(onEntries).not.toHaveBeenCalled();
  });

  it("needs at least one number; a T-score of 0 is one", async () => {
    const { typeIn, use, onEntries } = show();
    await typeIn({ Date: "2024" });
    await use();
    expect(screen.getByLabelText(/^BMD/)).toHaveAccessibleDescription(expect.stringContaining("Enter at least one"));
    await typeIn({ "T-score": "0" });
    await use();
    expect(onEntries.mock.lastCall?.[0]).toMatchObject([{ tScore: 0 }]);
  });

  it("asks about a T-score above the mean, and takes it", async () => {
    const { typeIn, use, onEntries } = show();
    await typeIn({ Date: "2024", "T-score": "2.1" });
    expect(screen.getByLabelText(/^T-score/)).toHaveAccessibleDescription(expect.stringContaining("is a minus sign missing?"));
    await use();
    expect(onEntries.mock.lastCall?.[0]).toMatchObject([{ tScore: 2.1 }]);
  });

  it("keeps date and scanner for the next site of the scan, and asks for the side of a hip", async () => {
    const { typeIn, user, use, onEntries } = show();
    await typeIn(spine);
    await user.click(screen.getByRole("button", { name: /another site/ }));
    expect(screen.getByLabelText(/^Date/)).toHaveValue("2024-03-15");
    expect(screen.getByLabelText(/^Site/)).toHaveDisplayValue("Total hip");
    await user.selectOptions(screen.getByLabelText(/^Side/), "Left");
    await typeIn({ "T-score": "-1.4" });
    await use();
    expect(onEntries.mock.lastCall?.[0][1]).toMatchObject({ region: { site: "total-hip", side: "left", vertebrae: undefined }, tScore: -1.4 });
  });
});

describe("a form that is half filled in", () => {
  it("is as it was left when the dialog is opened again, also the one that was not in sight", async () => {
    const kept = keeping();
    const first = show(refusing, kept);
    await first.typeIn({ Date: "2024-03", "T-score": "-2." });
    await first.user.click(screen.getByLabelText("25-OH vitamin D"));
    await first.typeIn({ Value: "22" });
    first.unmount();
    const { user, onEntries } = show(refusing, kept);
    expect(screen.getByLabelText(/^Value/)).toHaveValue("22");
    await user.click(screen.getByLabelText("Bone density (DXA)"));
    expect(screen.getByLabelText(/^Date/)).toHaveValue("2024-03");
    expect(screen.getByLabelText(/^T-score/)).toHaveValue("-2.");
    expect(screen.getByText(/is not in use yet/)).toBeInTheDocument();
    expect(onEntries).not.toHaveBeenCalled();
  });

  it("is discarded by a word, and leaves nothing behind when it was used", async () => {
    const kept = keeping();
    const first = show(refusing, kept);
    await first.typeIn({ Date: "2024-03" });
    await first.user.click(screen.getByRole("button", { name: "Discard what is typed" }));
    expect(screen.getByLabelText(/^Date/)).toHaveValue("");
    expect(kept.read()).toEqual(emptyDraft);
    await first.typeIn(spine);
    await first.use();
    expect(kept.read()).toEqual(emptyDraft);
    expect(screen.queryByRole("button", { name: "Discard what is typed" })).toBeNull();
  });
});

describe("typing in a vitamin D result", () => {
  it("keeps its unit and that it is a limit", async () => {
    const { typeIn, user, use, onEntries } = show();
    await user.click(screen.getByLabelText("25-OH vitamin D"));
    await user.selectOptions(screen.getByLabelText(/^Unit/), "nmol/L");
    await user.selectOptions(screen.getByLabelText(/^Reported as/), "<");
    await typeIn({ Date: "2026-01", Value: "10" });
    await use();
    expect(onEntries.mock.lastCall?.[0]).toMatchObject([{ kind: "vitamin-d", date: "2026-01", value: 10, unit: "nmol/L", comparator: "<" }]);
  });

  it("refuses a value that cannot be one in its unit", async () => {
    const { typeIn, user, use } = show();
    await user.click(screen.getByLabelText("25-OH vitamin D"));
    await typeIn({ Date: "2026-01", Value: "1200" });
    await use();
    expect(screen.getByLabelText(/^Value/)).toHaveAccessibleDescription("Enter a value from 0 to 1000 ng/mL. Check the unit on the report.");
  });
});

describe("what was entered", () => {
  const allowing = (outcome: WriteOutcome): Storing => ({
    ...refusing,
    permission: () => Promise.resolve({ allowed: true }),
    store: () => Promise.resolve(outcome),
  });
  const enter = async (storing?: Storing) => {
    const view = show(storing);
    await view.typeIn(spine);
    await view.use();
    return view;
  };
  const entered = () => screen.getByRole("region", { name: "Entered in this window" });

  it("can be taken back", async () => {
    const { user, onEntries } = await enter();
    await user.click(screen.getByRole("button", { name: /^Remove: DXA lumbar spine L1–L4/ }));
    expect(onEntries.mock.lastCall?.[0]).toEqual([]);
    expect(screen.queryByRole("region", { name: "Entered in this window" })).toBeNull();
  });

  it("can be copied as text where it cannot be stored, which is said", async () => {
    await enter();
    expect(await screen.findByText(/cannot be stored in the EHR from here: General Hospital did not grant/)).toBeInTheDocument();
    expect(screen.getByRole("button", { name: /^Copy as text/ })).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Store in the EHR…" })).toBeNull();
  });

  it("is stored only after a preview and an explicit word, and the place is said", async () => {
    const store = vi.fn<Storing["store"]>(() =>
      Promise.resolve({
        kind: "written",
        how: "created",
        reference: "Observation/new-1",
        location: "https://ehr.example/Observation/new-1",
        stored: {},
        etag: undefined,
      }),
    );
    const { user } = await enter({ ...allowing({ kind: "unknown", because: "" }), store });
    await user.click(await screen.findByRole("button", { name: "Store in the EHR…" }));
    const preview = screen.getByRole("region", { name: "To be stored in General Hospital" });
    expect(preview).toHaveTextContent("DXA lumbar spine L1–L4: BMD 0.842 g/cm², T-score −2.1, Z-score 0.0; 15 Mar 2024; scanner Hologic Horizon");
    expect(preview).toHaveTextContent("in the chart of Marta Example");
    expect(store).not.toHaveBeenCalled();
    await user.click(within(preview).getByRole("button", { name: "Store it now" }));
    expect(await screen.findByText(/^Stored in the EHR as/)).toBeInTheDocument();
    expect(entered()).toHaveTextContent(
      "Stored in the EHR as Observation/new-1. Address: https://ehr.example/Observation/new-1 Read back: the EHR shows what was entered.",
    );
    expect(store).toHaveBeenCalledTimes(1);
  });

  it("is not stored when the preview is declined", async () => {
    const { user } = await enter(allowing({ kind: "unknown", because: "" }));
    await user.click(await screen.findByRole("button", { name: "Store in the EHR…" }));
    await user.click(screen.getByRole("button", { name: "Do not store" }));
    expect(screen.getByRole("button", { name: "Store in the EHR…" })).toBeInTheDocument();
  });

  it.each<[string, WriteOutcome, string]>([
    [
      "a refusal",
      { kind: "refused", why: "not-accepted", status: 422, because: "Not accepted (422).", details: ["No code."] },
      "Not accepted (422). The EHR says: No code.",
    ],
    ["no answer", { kind: "unknown", because: "It may or may not have been stored." }, "Trying again is safe"],
  ])("after %s it is said as it is, nothing is lost, and it is for the person to try again", async (_what, outcome, says) => {
    const { user, onEntries } = await enter(allowing(outcome));
    await user.click(await screen.findByRole("button", { name: "Store in the EHR…" }));
    await user.click(screen.getByRole("button", { name: "Store it now" }));
    const alert = await screen.findByRole("alert");
    expect(alert).toHaveTextContent(says);
    expect(alert).toHaveTextContent("nothing is lost");
    expect(onEntries.mock.lastCall?.[0]).toHaveLength(1);
    expect(screen.getByRole("button", { name: "Store in the EHR…" })).toBeInTheDocument();
  });
});

describe("a report of what was stored", () => {
  const written = (reference: string, stored: Readonly<Record<string, unknown>> = {}): WriteOutcome => ({
    kind: "written",
    how: "created",
    reference,
    location: `https://ehr.example/${reference}`,
    stored,
    etag: undefined,
  });
  let count = 0;
  const storing = (more: Partial<Storing> = {}): Storing => ({
    ...refusing,
    permission: () => Promise.resolve({ allowed: true }),
    reportPermission: () => Promise.resolve({ allowed: true }),
    store: () => Promise.resolve(written(`Observation/o${(count += 1)}`)),
    ...more,
  });
  const storeAll = async (user: ReturnType<typeof userEvent.setup>) => {
    for (const button of await screen.findAllByRole("button", { name: "Store in the EHR…" })) {
      await user.click(button);
      await user.click(screen.getByRole("button", { name: "Store it now" }));
    }
  };
  const report = () => screen.findByRole("region", { name: "Report of Bone density (DXA), 15 Mar 2024" });

  it("is offered when every site of the scan is in the EHR, lists them all, and is stored after a preview", async () => {
    count = 0;
    const storeReport = vi.fn<Storing["storeReport"]>((_, references) =>
      Promise.resolve(written("DiagnosticReport/d1", { result: references.map((reference) => ({ reference })) })),
    );
    const { user, typeIn, use } = show(storing({ storeReport }));
    await typeIn(spine);
    await user.click(screen.getByRole("button", { name: /another site/ }));
    await typeIn({ "T-score": "-1.4" });
    await use();
    const [first] = await screen.findAllByRole("button", { name: "Store in the EHR…" });
    await user.click(first as HTMLElement);
    await user.click(screen.getByRole("button", { name: "Store it now" }));
    expect(await report()).toHaveTextContent("When each of its results is stored in the EHR");
    await storeAll(user);
    await user.click(within(await report()).getByRole("button", { name: "Store a report in the EHR…" }));
    expect(await report()).toHaveTextContent("lists 2 results: Observation/o1, Observation/o2.");
    expect(storeReport).not.toHaveBeenCalled();
    await user.click(within(await report()).getByRole("button", { name: "Store it now" }));
    expect(await within(await report()).findByText(/^Stored in the EHR as/)).toBeInTheDocument();
    expect(await report()).toHaveTextContent("Read back: it lists 2 of 2.");
    expect(storeReport).toHaveBeenCalledOnce();
  });

  it("says so when a site was entered after its report was stored, instead of making a second report", async () => {
    count = 0;
    const { user, typeIn, use } = show(
      storing({ storeReport: (_, references) => Promise.resolve(written("DiagnosticReport/d1", { result: references.map((reference) => ({ reference })) })) }),
    );
    await typeIn(spine);
    await use();
    await storeAll(user);
    await user.click(within(await report()).getByRole("button", { name: "Store a report in the EHR…" }));
    await user.click(within(await report()).getByRole("button", { name: "Store it now" }));
    await typeIn({ Date: "2024-03-15", Scanner: "Hologic Horizon", "T-score": "-1.1" });
    await user.selectOptions(screen.getByLabelText(/^Site/), "Total hip");
    await use();
    expect(await report()).toHaveTextContent("The report in the EHR lists 1 of 2 results");
    expect(within(await report()).queryByRole("button")).toBeNull();
  });

  it("is not offered where reports may not be written, and that is said", async () => {
    const { user, typeIn, use } = show(storing({ reportPermission: refusing.reportPermission }));
    await typeIn(spine);
    await use();
    await storeAll(user);
    expect(await report()).toHaveTextContent("No report is offered: General Hospital says that it does not take DiagnosticReport");
  });
});

it("axe finds nothing on the dialog, with errors and with an entry", async () => {
  const { baseElement, typeIn, use } = show();
  await typeIn(spine);
  await use();
  await typeIn({ BMD: "842" });
  await use();
  const { violations } = await axe.run(baseElement, { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } });
  expect(violations.map(({ id }) => id)).toEqual([]);
});
