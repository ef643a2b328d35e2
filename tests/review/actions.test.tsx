import { act, cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Sandbox, SandboxOptions } from "../../mocks/sandbox";
import type { Prompt } from "../../src/guidelines/model";
import { defaultRecordSettings } from "../../src/record/site";
import { PromptActions } from "../../src/review/actions";
import { createDesk, promptStatusView } from "../../src/review/follow-up";
import { taskDraft } from "../../src/review/follow-up-resources";
import type { WritableType } from "../../src/smart/registry";
import { sandboxEhr, sessionWith } from "../app/sandbox-ehr";
import { story, today } from "../handout/story-record";

afterEach(() => {
  cleanup();
  sessionStorage.clear();
});

const fhir = "https://ehr.example/sandbox/fhir";
const allWrites: readonly WritableType[] = ["Task", "ServiceRequest", "Goal", "Communication"];
const everything = ["patient/*.rs", ...allWrites.map((type) => `patient/${type}.crus`)].join(" ");

type Setting = {
  readonly patient?: string;
  readonly rule?: string;
  readonly scope?: string;
  readonly writes?: readonly WritableType[];
  readonly ehr?: SandboxOptions;
  /** What was read with the record. */
  readonly onRecord?: readonly unknown[];
};

type Desk = ReturnType<typeof createDesk>;

function deskOf(sandbox: Sandbox, { patient = "new-start", scope = everything, writes = allWrites, onRecord = [] }: Setting = {}): Desk {
  const session = sessionWith(sandbox, patient, { scope });
  return createDesk({
    base: session.issuer,
    patientId: patient,
    grantedScope: scope,
    ehr: { ...session.ehr, writes },
    credentials: session,
    user: "Dr. Ada Okoye",
    settings: defaultRecordSettings,
    procedures: () => onRecord,
  });
}

function promptOf(patient: string, rule: string): Prompt {
  const prompt = story(patient).evaluation.prompts.find((one) => one.id === rule);
  if (prompt === undefined) throw new Error(`${rule} does not fire for ${patient}`);
  return prompt;
}

async function open(setting: Setting = {}) {
  const { patient = "new-start", rule = "DXA-01" } = setting;
  const sandbox = sandboxEhr({ patients: [patient], ...setting.ehr });
  const desk = deskOf(sandbox, setting);
  const view = render(<PromptActions desk={desk} prompt={promptOf(patient, rule)} record={story(patient).record} />);
  await waitFor(() => expect(screen.queryByText(/Looking in the EHR/)).toBeNull());
  return { sandbox, desk, ...view };
}

const button = (name: string | RegExp) => screen.getByRole("button", { name });
const click = (name: string | RegExp) => userEvent.click(button(name));
const writes = (sandbox: Sandbox, type: string) =>
  sandbox.log.filter(({ method, path }) => method !== "GET" && path.includes(`/${type}`) && !path.endsWith("$validate"));

async function stored(desk: Desk, type: string): Promise<readonly Record<string, unknown>[]> {
  const token = (await desk.access.credentials.accessToken()) ?? "";
  const answer = await fetch(`${fhir}/${type}?patient=${desk.access.patientId}`, { headers: { authorization: `Bearer ${token}` } });
  const bundle = (await answer.json()) as { entry?: { resource: Record<string, unknown> }[] };
  return (bundle.entry ?? []).map((entry) => entry.resource);
}

describe("drafting a DXA order", () => {
  it("previews in plain words, writes a draft proposal once although clicked twice, reads it back and says where it is", async () => {
    const { sandbox, desk } = await open();
    await click("Draft a DXA order…");
    const preview = screen.getByRole("region", { name: "This is what will be written" });
    expect(preview).toHaveTextContent("DXA bone density, spine and hip.");
    expect(preview).toHaveTextContent("It is not an order until somebody signs it there.");
    expect(writes(sandbox, "ServiceRequest")).toHaveLength(0);
    await userEvent.dblClick(button("Write it"));
    expect(await screen.findByText(/Read back: it is as written/)).toHaveTextContent(/Written: ServiceRequest\/.* Address: https:\/\/ehr\.example/);
    expect(writes(sandbox, "ServiceRequest")).toHaveLength(1);
    const [order] = await stored(desk, "ServiceRequest");
    expect(order).toMatchObject({
      status: "draft",
      intent: "proposal",
      instantiatesUri: ["urn:boneline:rule:DXA-01:1.0.0"],
      subject: { reference: "Patient/new-start" },
    });
  });

  it("two clicks before the screen is drawn again send one request", async () => {
    const { sandbox } = await open();
    await click("Draft a DXA order…");
    const write = button("Write it");
    act(() => {
      write.click();
      write.click();
    });
    await screen.findByText(/Written: ServiceRequest/);
    expect(writes(sandbox, "ServiceRequest")).toHaveLength(1);
  });

  it("shows the order that is open in the EHR and offers no second one", async () => {
    await open({ patient: "denosumab-overdue", rule: "DXA-03" });
    expect(screen.getByText(/Already in the EHR, so no other is offered/)).toBeInTheDocument();
    expect(screen.getByText(/DXA bone density, axial skeleton, order, active, 11 Nov 2026/)).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: /Draft a DXA/ })).toBeNull();
  });

  it.each([
    ["2026-11-23", /Already in the EHR, so no other is offered/, 0],
    ["2026-11-22", /Booked in the EHR for a day that has passed/, 1],
  ])("a scan booked for %s", async (day, said, drafts) => {
    const participant = [{ actor: { reference: "Patient/new-start" } }];
    const booked = {
      resourceType: "Appointment",
      id: "a",
      status: "booked",
      start: `${day}T09:00:00Z`,
      serviceType: [{ text: "DXA bone density" }],
      participant,
    };
    await open({ onRecord: [booked] });
    expect(screen.getByText(said)).toBeInTheDocument();
    expect(screen.queryAllByRole("button", { name: /Draft a DXA/ })).toHaveLength(drafts);
  });

  it("offers none while it could not be checked whether there is one, and can check again", async () => {
    const { sandbox } = await open({ ehr: { faults: [{ type: "ServiceRequest", on: "search", status: 403 }] } });
    expect(screen.getByText(/Could not check for an existing order: .*\(403\)/)).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: /Draft a DXA/ })).toBeNull();
    sandbox.faults.replace([]);
    await click("Try again");
    expect(await screen.findByRole("button", { name: "Draft a DXA order…" })).toBeInTheDocument();
  });

  it.each([
    [403, /does not let this user or this app store it \(403\)/],
    [409, /changed in the EHR meanwhile \(409\)/],
    [412, /\(412\)/],
    [422, /did not accept it as it is \(422\)/],
    [500, /may or may not have been stored/],
  ])("says what a %i means, keeps the preview, and can be tried again", async (status, words) => {
    const { sandbox } = await open({ ehr: { faults: [{ type: "ServiceRequest", on: "write", status, times: 1 }] } });
    await click("Draft a DXA order…");
    await click("Write it");
    expect(await screen.findByRole("alert")).toHaveTextContent(words);
    expect(screen.getByRole("alert")).toHaveTextContent("What you entered is still here.");
    expect(writes(sandbox, "ServiceRequest")).toHaveLength(1); // never repeated by itself
    await click("Try again");
    expect(await screen.findByText(/Written: ServiceRequest/)).toBeInTheDocument();
  });

  it("after a lost connection it is unknown whether it was stored, and trying again doubles nothing", async () => {
    const { desk } = await open();
    const send = globalThis.fetch;
    vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
      const answer = await send(input, init);
      if (init?.method !== "POST" || (typeof input === "string" && input.endsWith("$validate"))) return answer;
      vi.restoreAllMocks();
      throw new TypeError("Failed to fetch"); // it arrived, the answer did not
    });
    await click("Draft a DXA order…");
    await click("Write it");
    expect(await screen.findByRole("alert")).toHaveTextContent(/may or may not have been stored.*Trying again is safe/);
    await click("Try again");
    expect(await screen.findByText(/It was there already .*nothing was written twice/)).toBeInTheDocument();
    expect(await stored(desk, "ServiceRequest")).toHaveLength(1);
  });
});

function gate(): { readonly passed: Promise<void>; readonly open: () => void } {
  let pass = (): void => undefined;
  const passed = new Promise<void>((resolve) => (pass = resolve));
  return { passed, open: () => pass() };
}

async function snooze(reason: string): Promise<void> {
  await click(/Record what was done|Change what was recorded/);
  await userEvent.selectOptions(screen.getByRole("combobox", { name: "What was done" }), "Snoozed");
  if (reason !== "") await userEvent.type(screen.getByRole("textbox", { name: "Reason" }), reason);
  await click("Preview");
}

describe("recording what was done", () => {
  it("asks for a reason where the next clinician needs one", async () => {
    await open();
    await snooze("");
    expect(screen.getByRole("alert")).toHaveTextContent("Give a reason.");
  });

  it("keeps a snooze in the EHR as a Task with reason and end, and the next clinician sees it", async () => {
    const { sandbox, desk } = await open();
    await snooze("On holiday until the new year");
    await click("Write it");
    expect(await screen.findByText(/Read back: it is as written/)).toBeInTheDocument();
    const [task] = await stored(desk, "Task");
    expect(task).toMatchObject({ status: "on-hold", for: { reference: "Patient/new-start" }, restriction: { period: { end: "2026-12-23" } } });
    const next = deskOf(sandbox);
    await next.check();
    const view = promptStatusView(next.state(), promptOf("new-start", "DXA-01"), today);
    expect(view?.folded).toBe(true);
    expect(view?.line).toBe("Snoozed on 23 Nov 2026 by Dr. Ada Okoye. Reason: On holiday until the new year. Comes back on 23 Dec 2026.");
  });

  it.each([
    ["Snoozed", "23 May 2027", "2027-05-23", "2027-05-24"],
    ["Patient declined", "23 Nov 2027", "2027-11-23", "2099-01-01"],
  ])("%s comes back on %s at the latest: the form says so, and takes that day but none after it", async (what, said, latest, tooLate) => {
    await open();
    await click(/Record what was done/);
    await userEvent.selectOptions(screen.getByRole("combobox", { name: "What was done" }), what);
    await userEvent.type(screen.getByRole("textbox", { name: "Reason" }), "Away");
    const day = screen.getByLabelText("Prompt comes back on");
    expect(day).toHaveAccessibleDescription(`At the latest on ${said}: a prompt is never put away for ever.`);
    fireEvent.change(day, { target: { value: tooLate } });
    await click("Preview");
    expect(screen.getByRole("alert")).toHaveTextContent(`Give a day no later than ${said}.`);
    expect(day).toBeInvalid();
    expect(screen.queryByRole("button", { name: "Write it" })).toBeNull();
    fireEvent.change(day, { target: { value: latest } });
    await click("Preview");
    expect(screen.getByRole("region", { name: "This is what will be written" })).toHaveTextContent(`comes back on ${said}`);
  });

  it("an expired snooze comes back, and says so", async () => {
    const { desk } = await open();
    await snooze("On holiday");
    await click("Write it");
    await screen.findByText(/Read back/);
    const later = promptStatusView(desk.state(), promptOf("new-start", "DXA-01"), "2026-12-23");
    expect(later?.folded).toBe(false);
    expect(later?.line).toContain("Came back on 23 Dec 2026: open again.");
  });

  it("never folds an alert", async () => {
    const { desk } = await open({ patient: "denosumab-overdue", rule: "SAFE-04" });
    await snooze("Patient is in hospital");
    await click("Write it");
    await screen.findByText(/Read back/);
    expect(promptStatusView(desk.state(), promptOf("denosumab-overdue", "SAFE-04"), today)).toMatchObject({
      folded: false,
      line: expect.stringContaining("Snoozed"),
    });
  });

  it("does not overwrite what somebody else recorded meanwhile: 412, read again, then it goes on top of theirs", async () => {
    const { sandbox, desk } = await open();
    await snooze("On holiday");
    await click("Write it");
    await screen.findByText(/Read back/);
    await click("Close");
    const other = deskOf(sandbox);
    await other.check();
    const theirs = other.state().statuses.get("DXA-01")?.task;
    if (theirs === undefined) throw new Error("the other clinician does not see the Task");
    await other.send({
      resource: { ...theirs.resource, resourceType: "Task", id: theirs.reference.slice(5), description: "changed by another" },
      ifMatch: `W/"${theirs.version}"`,
    });
    await snooze("Longer holiday");
    await click("Write it");
    expect(await screen.findByRole("alert")).toHaveTextContent("(412)");
    await click("Read again what the EHR has");
    await waitFor(() => expect(desk.state().statuses.get("DXA-01")?.task?.version).toBe("2"));
    await click("Try again");
    expect(await screen.findByText(/Changed: Task/)).toBeInTheDocument();
    expect(await stored(desk, "Task")).toHaveLength(1);
  });

  it("a change whose answer was lost is not noted twice when it is tried again", async () => {
    const { desk } = await open();
    await snooze("On holiday");
    await click("Write it");
    await screen.findByText(/Read back/);
    await click("Close");
    await snooze("Longer holiday");
    const send = globalThis.fetch;
    vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
      const answer = await send(input, init);
      if (init?.method !== "PUT") return answer;
      vi.restoreAllMocks();
      throw new TypeError("Failed to fetch"); // it arrived, the answer did not
    });
    await click("Write it");
    expect(await screen.findByRole("alert")).toHaveTextContent(/may or may not have been stored/);
    await click("Try again");
    await waitFor(() => expect(screen.getByRole("alert")).toHaveTextContent("(412)"));
    await click("Read again what the EHR has");
    await waitFor(() => expect(desk.state().statuses.get("DXA-01")?.task?.version).toBe("2"));
    await click("Try again");
    expect(await screen.findByText(/Changed: Task/)).toBeInTheDocument();
    const [task] = await stored(desk, "Task");
    expect(task).toMatchObject({ note: [{ text: "On holiday" }, { text: "Longer holiday" }] });
  });

  it("says that nothing was written when the Task that is there says something else", async () => {
    const { sandbox } = await open(); // asked before the other clinician wrote
    const other = deskOf(sandbox);
    await other.check();
    const prompt = promptOf("new-start", "DXA-01");
    const done = { disposition: "done", reason: "", until: "2027-05-23" } as const;
    await other.send(taskDraft(prompt, done, "Done", { patientId: "new-start", today, user: "Dr. Bea Lind" }, undefined));
    await snooze("On holiday");
    await click("Write it");
    expect(await screen.findByRole("alert")).toHaveTextContent(/Not written: the EHR holds Task\/\S+ already, and it says something else/);
    expect(screen.queryByText(/nothing was written twice/)).toBeNull();
    await click("Close");
    expect(screen.getByText(/Done on 23 Nov 2026 by Dr\. Bea Lind/)).toBeInTheDocument();
  });

  it("a Task that was entered in error keeps nobody from recording anew, and the new one is not doubled", async () => {
    const sandbox = sandboxEhr({ patients: ["new-start"] });
    const desk = deskOf(sandbox);
    await desk.check();
    const done = { disposition: "done", reason: "", until: "2027-05-23" } as const;
    const draft = taskDraft(promptOf("new-start", "DXA-01"), done, "Done", { patientId: "new-start", today, user: undefined }, undefined);
    const mistaken = await desk.send(draft);
    if (mistaken.kind !== "written" || mistaken.stored === undefined) throw new Error("the first Task was not written");
    const { id } = mistaken.stored;
    await desk.send({ resource: { ...draft.resource, id: String(id), status: "entered-in-error" }, ifMatch: 'W/"1"' });
    expect(await desk.send(draft)).toMatchObject({ kind: "written", how: "created" });
    expect(await desk.send(draft)).toMatchObject({ kind: "written", how: "found" });
    expect((await stored(desk, "Task")).map(({ status }) => status)).toEqual(expect.arrayContaining(["completed", "entered-in-error"]));
  });

  it("what is written while the EHR is being asked stays, although the answer knows nothing of it", async () => {
    const desk = deskOf(sandboxEhr({ patients: ["new-start"] }));
    await desk.check();
    const send = globalThis.fetch;
    const [looked, written] = [gate(), gate()];
    vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
      const got = await send(input, init);
      if (typeof input !== "string" || !input.includes("/Task?")) return got;
      looked.open();
      await written.passed;
      return got;
    });
    const asking = desk.check("again");
    const done = { disposition: "done", reason: "", until: "2027-05-23" } as const;
    await looked.passed;
    const draft = taskDraft(promptOf("new-start", "DXA-01"), done, "Done", { patientId: "new-start", today, user: undefined }, undefined);
    expect((await desk.send(draft)).kind).toBe("written");
    written.open();
    await asking;
    vi.restoreAllMocks();
    expect(desk.state().statuses.get("DXA-01")?.disposition).toBe("done");
  });

  it("what was written stays also when asking again fails", async () => {
    const sandbox = sandboxEhr({ patients: ["new-start"] });
    const desk = deskOf(sandbox);
    await desk.check();
    const done = { disposition: "done", reason: "", until: "2027-05-23" } as const;
    await desk.send(taskDraft(promptOf("new-start", "DXA-01"), done, "Done", { patientId: "new-start", today, user: undefined }, undefined));
    sandbox.faults.replace([{ type: "Task", on: "search", status: 403 }]);
    await desk.check("again");
    expect(desk.state().answers.map(({ type, state }) => [type, state])).toContainEqual(["Task", "failed"]);
    expect(desk.state().statuses.get("DXA-01")?.disposition).toBe("done");
  });

  it("never folds that something could not be read: what failed today is not what failed when it was recorded", async () => {
    const desk = deskOf(sandboxEhr({ patients: ["new-start"] }));
    desk.keep({ ruleId: "STATE-ERR", ruleVersion: "1", disposition: "done", reason: "", until: "2027-05-23", on: undefined, by: undefined, task: undefined });
    expect(promptStatusView(desk.state(), { id: "STATE-ERR", priority: "M" }, today)?.folded).toBe(false);
  });

  it("where the EHR takes no Task it is kept in this window, says so and why, and can be copied", async () => {
    const { sandbox, desk } = await open({ scope: "patient/*.rs" });
    await snooze("On holiday");
    const preview = screen.getByRole("region", { name: "This is what will be kept in this window" });
    expect(preview).toHaveTextContent(/In this window only, because: .*did not grant/);
    expect(within(preview).getByRole("button", { name: "Copy for the note" })).toBeInTheDocument();
    await click("Keep it");
    expect(screen.getByText(/Snoozed .*Kept in this window only\./)).toBeInTheDocument();
    expect(promptStatusView(desk.state(), promptOf("new-start", "DXA-01"), today)?.folded).toBe(true);
    expect(writes(sandbox, "Task")).toHaveLength(0);
  });
});

describe("the ladder", () => {
  it.each<[string, Setting, RegExp]>([
    ["the site's configuration", { writes: ["ServiceRequest"] }, /Task\): no\. This installation of Boneline is not set up to write Task/],
    ["the granted scope", { scope: "patient/*.rs patient/ServiceRequest.crs" }, /Task\): no\. .*did not grant Boneline the right to write Task/],
  ])("says of a rung shut by %s why it is", async (_what, setting, words) => {
    await open(setting);
    await userEvent.click(screen.getByText("What may be written here, and what not"));
    expect(screen.getByText(words)).toBeInTheDocument();
    expect(screen.getByText("Copy for the note: always")).toBeInTheDocument();
  });
});

describe("a lifestyle goal", () => {
  it("is written in the clinician's own words", async () => {
    const { desk } = await open({ patient: "lifestyle", rule: "SMK-01" });
    await click("Set a goal…");
    const field = screen.getByRole("textbox", { name: /Goal, as agreed/ });
    await userEvent.clear(field);
    await userEvent.type(field, "Stop smoking by Easter");
    await click("Preview");
    await click("Write it");
    await screen.findByText(/Written: Goal/);
    expect(await stored(desk, "Goal")).toMatchObject([{ lifecycleStatus: "proposed", description: { text: "Stop smoking by Easter" } }]);
  });
});

it("has no accessibility faults in any step", async () => {
  await open();
  const faults = async () =>
    (
      await axe.run(document.body, { rules: { "color-contrast": { enabled: false }, region: { enabled: false }, "heading-order": { enabled: false } } })
    ).violations.map((one) => one.id);
  expect(await faults()).toEqual([]);
  await click(/Record what was done/);
  expect(await faults()).toEqual([]);
  await click("Cancel");
  await click("Draft a DXA order…");
  await click("Write it");
  await screen.findByText(/Read back/);
  expect(await faults()).toEqual([]);
});
