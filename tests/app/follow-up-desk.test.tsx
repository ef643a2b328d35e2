import { cleanup, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { parseConfiguration } from "../../src/app/configuration";
import { leavePatient, startPatientSearches } from "../../src/app/patient-queries";
import { SessionScreen } from "../../src/app/session-screen";
import type { Session } from "../../src/smart/live-session";
import { asked, sandboxEhr, sessionWith } from "./sandbox-ehr";
import { nothingChangesSize } from "../layout";

beforeEach(() => {
  nothingChangesSize();
  vi.useFakeTimers({ toFake: ["Date"], now: new Date(2026, 10, 23, 12, 0, 0) });
});
afterEach(() => {
  cleanup();
  leavePatient();
  sessionStorage.clear();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function shown(session: Session): void {
  void startPatientSearches(session);
  render(<SessionScreen session={session} configuration={parseConfiguration({ ehrs: [] })} />);
}

const followUp = (sandbox: ReturnType<typeof sandboxEhr>) =>
  sandbox.log.filter(({ resourceType }) => ["Task", "ServiceRequest", "Appointment"].includes(resourceType ?? ""));

describe("what was done about prompts", () => {
  it("is looked for once, and only when every search of the record has been answered", async () => {
    const sandbox = sandboxEhr({ patients: ["denosumab-overdue"], faults: [{ type: "DocumentReference", delayMs: 300 }] });
    shown(sessionWith(sandbox, "denosumab-overdue"));
    await screen.findByRole("button", { name: "Copy note" });
    await waitFor(() => expect(followUp(sandbox)).toHaveLength(3));
    const record = sandbox.log.filter((entry) => entry.kind === "fhir" && !followUp(sandbox).includes(entry));
    const lastAnswer = Math.max(...record.map(({ endedAt }) => endedAt));
    for (const { startedAt } of followUp(sandbox)) expect(startedAt).toBeGreaterThanOrEqual(lastAnswer);
    expect(asked(sandbox)).toHaveLength(12);
  });

  it("stands beside the prompt: an open order, the actions, and why nothing can be written", async () => {
    const sandbox = sandboxEhr({ patients: ["denosumab-overdue"] });
    shown(sessionWith(sandbox, "denosumab-overdue"));
    await screen.findByRole("button", { name: "Copy note" });
    const prompt = document.querySelector<HTMLElement>('[data-prompt-id="DXA-03"]');
    if (prompt === null) throw new Error("DXA-03 is not on the screen");
    const [summary] = prompt.getElementsByTagName("summary");
    await userEvent.click(summary as HTMLElement);
    expect(await within(prompt).findByText(/DXA bone density, axial skeleton, order, active, 11 Nov 2026/)).toBeInTheDocument();
    await userEvent.click(within(prompt).getByText("What may be written here, and what not"));
    expect(within(prompt).getByText(/Task\): no\. This installation of Boneline is not set up/)).toBeInTheDocument();
  });

  it("the note and the hand-out are made from the whole record", async () => {
    const sandbox = sandboxEhr({ patients: ["falling-fast"] });
    shown(sessionWith(sandbox, "falling-fast"));
    await userEvent.click(await screen.findByRole("button", { name: "Review note…" }));
    const note = screen.getByRole("textbox", { name: "The note" });
    expect((note as HTMLTextAreaElement).value).toContain("12 of 12 searches complete");
    await userEvent.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Close" }));
    await userEvent.click(screen.getByRole("button", { name: "Patient hand-out" }));
    expect(await screen.findByRole("checkbox", { name: /You take letrozole/ })).not.toBeChecked();
  });
});
