import { asked, sandboxEhr, sessionWith, type TestSession } from "./sandbox-ehr";
import { act, cleanup, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { parseConfiguration } from "../../src/app/configuration";
import { leavePatient, startPatientSearches } from "../../src/app/patient-queries";
import { SessionScreen } from "../../src/app/session-screen";
import { nothingChangesSize } from "../layout";

// In a page it comes while the token is fetched; here it would have to be compiled while a test waits.
beforeAll(() => import("../../src/record/report-text/report-reader"));
beforeEach(nothingChangesSize);
afterEach(() => {
  cleanup();
  leavePatient();
  vi.unstubAllGlobals();
  location.hash = "";
});

const configuration = parseConfiguration({ ehrs: [] });

async function shown(session: TestSession): Promise<void> {
  void startPatientSearches(session);
  render(<SessionScreen session={session} configuration={configuration} />);
  await screen.findByText(/of 12 searches complete|All 12 searches complete/);
}

const bar = (): HTMLElement => screen.getByRole("banner", { name: "EHR session" });

describe("the screen of a session", () => {
  it("reads the record, says whose session it is, and shows the headline when the answers are there", async () => {
    await shown(sessionWith(sandboxEhr(), "falling-fast", { user: "Dr. Ada Test" }));
    expect(bar()).toHaveTextContent("General Hospital");
    expect(bar()).toHaveTextContent("Signed in: Dr. Ada Test");
    expect(await screen.findByText(/All 12 searches complete/)).toBeInTheDocument();
    expect(screen.getByRole("main")).toHaveTextContent(/letrozole/i);
    expect(bar()).toHaveTextContent(/Data as of \d\d:\d\d/);
  });

  it("says only that somebody is signed in where the EHR names the user by an address", async () => {
    await shown(sessionWith(sandboxEhr(), "falling-fast", { user: "Practitioner/sandbox-clinician" }));
    expect(bar()).toHaveTextContent("Signed in");
    expect(bar()).not.toHaveTextContent("Practitioner");
  });

  it("names the page in the title, and never the patient", async () => {
    await shown(sessionWith(sandboxEhr(), "falling-fast"));
    await screen.findByText(/All 12 searches complete/);
    expect(document.title).toBe("Chart review – Boneline");
    act(() => void (location.hash = "#/catalogue"));
    await waitFor(() => expect(document.title).toBe("Rules – Boneline"));
  });

  it("shows whose chart it is at all times, where the EHR does not", async () => {
    await shown(sessionWith(sandboxEhr(), "falling-fast", { needsPatientBanner: true }));
    await screen.findByText(/All 12 searches complete/);
    const banner = within(bar()).getByRole("region", { name: "Patient" });
    expect(banner).toHaveTextContent(/Beatrix Okafor-Lane.*18 Oct 1962.*female.*SBX-000103/);
  });

  it("leaves that to the EHR where the EHR says that it does it", async () => {
    await shown(sessionWith(sandboxEhr(), "falling-fast", { needsPatientBanner: false }));
    await screen.findByText(/All 12 searches complete/);
    expect(within(bar()).queryByRole("region", { name: "Patient" })).toBeNull();
  });

  it("asks for everything again when told to, and only then", async () => {
    const sandbox = sandboxEhr();
    await shown(sessionWith(sandbox, "man"));
    await screen.findByText(/All 12 searches complete/);
    expect(asked(sandbox)).toHaveLength(12);
    await userEvent.click(within(bar()).getByRole("button", { name: "Read again" }));
    await waitFor(() => expect(asked(sandbox)).toHaveLength(24));
  });

  it("a failed search is named, claims nothing, and is asked for again on its own", async () => {
    const sandbox = sandboxEhr({ faults: [{ type: "MedicationRequest", kind: "broken-json", times: 1 }] });
    await shown(sessionWith(sandbox, "falling-fast"));
    await screen.findByText(/11 of 12 searches complete/);
    expect(screen.getByRole("main")).not.toHaveTextContent(/no aromatase inhibitor/i);
    sandbox.log.length = 0;
    await userEvent.click(screen.getByRole("button", { name: /Try this search again/ }));
    await screen.findByText(/All 12 searches complete/);
    expect(asked(sandbox).map((request) => request.split("/").at(-1))).toEqual(["MedicationRequest"]);
  });

  it.each([
    ["expired", "Its time was up"],
    ["not-renewed", "did not renew"],
    ["refused", "no longer accepts"],
    ["other-patient", "another patient"],
  ] as const)("a session that ended (%s) keeps what is on screen, says so and what to do, and offers no reading that would fail", async (why, says) => {
    const session = sessionWith(sandboxEhr(), "falling-fast");
    await shown(session);
    await screen.findByText(/All 12 searches complete/);
    act(() => session.become({ state: "ended", why }));
    const notice = screen.getByText(/The session with General Hospital has ended/).closest("p");
    expect(notice).toHaveTextContent(says);
    expect(notice).toHaveTextContent(/launch Boneline again/);
    expect(screen.getByRole("main")).toHaveTextContent("Beatrix Okafor-Lane");
    expect(within(bar()).getByRole("button", { name: "Read again" })).toBeDisabled();
  });

  it("says how long the session lasts where it will not be renewed", async () => {
    const session = sessionWith(sandboxEhr(), "man");
    session.become({ state: "open", endsAt: Date.now() + 5 * 60_000 + 1_000, renews: false });
    await shown(session);
    expect(bar()).toHaveTextContent("Session ends in 5 minutes");
    expect(bar()).not.toHaveTextContent("renews");
  });

  it("an address that names no page says so and leads back", async () => {
    location.hash = "#/nowhere";
    const session = sessionWith(sandboxEhr(), "man");
    render(<SessionScreen session={session} configuration={configuration} />);
    expect(screen.getByRole("main")).toHaveTextContent("There is no such page.");
    expect(screen.getByRole("link", { name: /chart review/ })).toHaveAttribute("href", "#/");
    act(() => {
      location.hash = "#/";
      window.dispatchEvent(new HashChangeEvent("hashchange"));
    });
    expect(await screen.findByText(/searches complete/)).toBeInTheDocument();
  });
});
