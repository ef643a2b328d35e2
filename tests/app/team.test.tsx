import { Blob as NodeBlob } from "node:buffer";
import { cleanup, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ndjsonExport } from "../../mocks/patients/ndjson-export";
import { storyPatients } from "../../mocks/patients/story-patients";
import type { Sandbox, SandboxOptions } from "../../mocks/sandbox";
import { parseConfiguration } from "../../src/app/configuration";
import { leavePatient } from "../../src/app/patient-queries";
import { TeamScreen } from "../../src/app/team";
import { forgetWorklist } from "../../src/followup/kept-list";
import { writeRowsFile } from "../../src/followup/rows-file";
import type { Session } from "../../src/smart/live-session";
import { SameThreadWorker } from "../followup/same-thread-worker";
import { followUpTask } from "../followup/one-patient";
import { row } from "../followup/sample-row";
import { sandboxEhr, sessionWith } from "./sandbox-ehr";
import { everythingAsTallAs, nothingChangesSize } from "../layout";

beforeEach(() => {
  vi.stubGlobal("Worker", SameThreadWorker);
  nothingChangesSize();
  vi.useFakeTimers({ toFake: ["Date"], now: new Date(2026, 10, 23, 12, 0, 0) });
  everythingAsTallAs(900);
  window.scrollTo = () => undefined;
  location.hash = "#/team";
});

afterEach(() => {
  cleanup();
  leavePatient();
  forgetWorklist();
  SameThreadWorker.beforeChart = () => Promise.resolve();
  sessionStorage.clear();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const people = ["new-start", "window-open", "denosumab-overdue"];
const configuration = parseConfiguration({ ehrs: [] });

function provider(
  sandbox: Sandbox,
  { scope = "user/*.cruds", writes = ["Task", "ServiceRequest", "Observation"] }: Partial<{ scope: string; writes: Session["ehr"]["writes"] }> = {},
): Session {
  const session = sessionWith(sandbox, "", { scope, user: "Ada Okoye" });
  return { ...session, context: "provider", patientId: "", ehr: { ...session.ehr, writes } };
}

const button = (name: string | RegExp) => screen.getByRole("button", { name });
const lineOf = (name: RegExp) => screen.getByRole("row", { name });
const dialog = () => screen.getByRole("dialog");

/** The rows follow the counts when the page has time. */
async function isRead(standing = "All read"): Promise<void> {
  await screen.findByRole("heading", { name: standing });
  await screen.findByRole("row", { name: /Marguerite/ });
}

async function listFromEhr(options: SandboxOptions = {}, access: Parameters<typeof provider>[1] = {}) {
  const sandbox = sandboxEhr({ patients: people, ...options });
  const session = provider(sandbox, access);
  render(<TeamScreen session={session} configuration={configuration} />);
  await userEvent.click(button(/^Search /));
  await isRead();
  return { sandbox, session };
}

const opened = async (): Promise<void> => void (await screen.findByRole("region", { name: "What we could not use" }));

async function backToList(): Promise<void> {
  await userEvent.click(screen.getByRole("link", { name: "Back to the team worklist" }));
  await screen.findByRole("grid");
}

async function record(what: string, reason = ""): Promise<void> {
  await userEvent.selectOptions(await within(dialog()).findByRole("combobox", { name: "What was done" }), what);
  if (reason !== "") await userEvent.type(within(dialog()).getByRole("textbox", { name: "Reason" }), reason);
  await userEvent.click(within(dialog()).getByRole("button", { name: "Preview" }));
}

describe("the worklist of an EHR", () => {
  it("records from a row by keyboard what was done, writes it once, and row, chart and the next clinician's list say the same", async () => {
    const { sandbox, session } = await listFromEhr();
    const line = lineOf(/Marguerite/);
    line.focus();
    await userEvent.keyboard("{Tab}{Enter}");
    expect(dialog()).toHaveTextContent(/Record what was done: Marguerite/);
    await record("Scheduled", "DXA on 2 December");
    await userEvent.click(within(dialog()).getByRole("button", { name: "Write it" }));
    expect(await within(dialog()).findByText(/Read back: it is as written/)).toBeInTheDocument();
    await userEvent.click(within(dialog()).getAllByRole("button", { name: "Close" }).at(-1) as HTMLElement);
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(sandbox.log.filter(({ method, path }) => method === "POST" && path.endsWith("/Task"))).toHaveLength(1);
    const told = /DXA.*: Scheduled on 23 Nov 2026 by Ada Okoye\. Reason: DXA on 2 December\. Comes back on 23 Feb 2027\./;
    lineOf(/Marguerite/).focus();
    expect(await screen.findByText(told)).toBeInTheDocument();

    await userEvent.keyboard("{Enter}");
    await opened();
    expect(await screen.findByText(/^Scheduled on 23 Nov 2026 by Ada Okoye/)).toBeInTheDocument();
    await backToList();
    expect(lineOf(/Marguerite/)).toHaveFocus();

    cleanup();
    forgetWorklist();
    render(<TeamScreen session={{ ...session }} configuration={configuration} />);
    await userEvent.click(button(/^Search /));
    await isRead();
    lineOf(/Marguerite/).focus();
    expect(await screen.findByText(told)).toBeInTheDocument();
  });

  it("tells on the row what was recorded in the chart", async () => {
    await listFromEhr();
    await userEvent.click(within(lineOf(/Marguerite/)).getByRole("button", { name: /Open the chart/ }));
    await opened();
    const prompt = document.querySelector<HTMLElement>('[data-prompt-id="DXA-01"]');
    if (prompt === null) throw new Error("DXA-01 is not on the screen");
    await userEvent.click(prompt.getElementsByTagName("summary")[0] as HTMLElement);
    await userEvent.click(await within(prompt).findByRole("button", { name: "Record what was done…" }));
    await userEvent.selectOptions(within(prompt).getByRole("combobox", { name: "What was done" }), "Patient reached");
    await userEvent.click(within(prompt).getByRole("button", { name: "Preview" }));
    await userEvent.click(within(prompt).getByRole("button", { name: "Write it" }));
    await within(prompt).findByText(/Read back: it is as written/);
    await backToList();
    expect(lineOf(/Marguerite/)).toHaveTextContent("reached");
  });

  it("shows an order that the EHR has, on the row and before anything is recorded", async () => {
    await listFromEhr();
    await waitFor(() => expect(lineOf(/Augusta/)).toHaveTextContent(/DXA order \(active\), 11 Nov 2026/));
  });

  it("says that follow-up could not be read, and never that nothing was recorded", async () => {
    await listFromEhr({ faults: [{ type: "Task", on: "search", status: 403 }] });
    expect(await screen.findByText(/Follow-up status could not be read\. The EHR does not show it .*\(403\)\. This concerns 3 patients\./)).toBeInTheDocument();
    for (const name of [/Marguerite/, /Ingrid/]) expect(lineOf(name)).toHaveTextContent("not known");
    expect(within(screen.getByRole("grid")).queryByText("nothing recorded")).toBeNull();
  });

  it("filters by follow-up, counts it, keeps it in the link without a patient, and leaves the focus on the next row when one goes", async () => {
    await listFromEhr({}, { writes: [] });
    await userEvent.click(button(/^nothing recorded \d patients?$/));
    await waitFor(() => expect(location.hash).toBe("#/team?status=none"));
    const before = screen.getAllByRole("rowheader").length;
    await userEvent.click(within(lineOf(/Marguerite/)).getByRole("button", { name: /Record/ }));
    await record("Patient reached");
    expect(dialog()).toHaveTextContent(/In this window only, because: This installation of Boneline is not set up to write Task/);
    await userEvent.click(within(dialog()).getByRole("button", { name: "Keep it" }));
    await waitFor(() => expect(screen.getAllByRole("rowheader")).toHaveLength(before - 1));
    expect(document.activeElement?.closest("tr")).not.toBeNull();
    expect(button("reached 1 patient")).toBeInTheDocument();
  });

  it("is sorted by follow-up with the keyboard, says so, and takes a row to its new place when something is recorded, with the focus on it", async () => {
    await listFromEhr({ patients: ["new-start", "window-open"] }, { writes: [] });
    await userEvent.click(button(/^nothing recorded 2 patients$/));
    await userEvent.click(button("Show everybody"));
    const head = screen.getByRole("columnheader", { name: /^Follow-up/ });
    expect(head).not.toHaveAttribute("aria-sort");
    within(head).getByRole("button").focus();
    await userEvent.keyboard("{Enter}");
    expect(head).toHaveAttribute("aria-sort", "ascending");
    expect(location.hash).toBe("#/team?sort=status&direction=ascending");
    const names = (): readonly string[] => screen.getAllByRole("rowheader").map((cell) => cell.textContent ?? "");
    const [first = "", second = ""] = names();
    await userEvent.click(within(lineOf(new RegExp(first))).getByRole("button", { name: /Record/ }));
    await record("Patient reached");
    await userEvent.click(within(dialog()).getByRole("button", { name: "Keep it" }));
    await waitFor(() => expect(names()).toEqual([second, first]));
    expect(document.activeElement?.closest("tr")).toBe(lineOf(new RegExp(first)));
    within(head).getByRole("button").focus();
    await userEvent.keyboard(" ");
    expect(head).toHaveAttribute("aria-sort", "descending");
    await waitFor(() => expect(names()).toEqual([first, second]));
  });

  it("keeps what was typed into a chart, and the row says what the chart says", async () => {
    await listFromEhr();
    expect(lineOf(/Marguerite/)).toHaveTextContent("none found");
    await userEvent.click(within(lineOf(/Marguerite/)).getByRole("button", { name: /Open the chart/ }));
    await opened();
    await userEvent.click(await screen.findByRole("button", { name: "Enter an outside result" }));
    const form = await screen.findByRole("dialog");
    await userEvent.click(within(form).getByRole("radio", { name: /vitamin D/ }));
    await userEvent.type(within(form).getByRole("textbox", { name: /Date/ }), "2026-11-02");
    await userEvent.type(within(form).getByRole("textbox", { name: /^Value/ }), "41");
    await userEvent.click(within(form).getByRole("button", { name: /^Use/ }));
    await userEvent.click(within(form).getAllByRole("button", { name: "Close" })[0] as HTMLElement);
    await screen.findByRole("button", { name: "Outside results (1 entered)" });
    await backToList();
    expect(lineOf(/Marguerite/)).toHaveTextContent("41 ng/mL, 2 Nov 2026");
    await userEvent.keyboard("{Enter}");
    expect(await screen.findByRole("button", { name: "Outside results (1 entered)" })).toBeInTheDocument();
  });

  it("has nothing that axe finds wrong, with the dialog open too", async () => {
    await listFromEhr();
    await userEvent.click(within(lineOf(/Marguerite/)).getByRole("button", { name: /Record/ }));
    await within(dialog()).findByRole("combobox", { name: "What was done" });
    const rules = { rules: { "color-contrast": { enabled: false } } };
    expect((await axe.run(document.body, rules)).violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  });
});

/** jsdom's files have no stream. */
const streamed = (file: File, text: string): File => Object.assign(file, { stream: () => new NodeBlob([text]).stream() });

describe("a worklist from files", () => {
  /** `tasks`: what stands in the export's file of Tasks. */
  async function listFromFiles(tasks = "", standing = "All read"): Promise<void> {
    const lines = new Map<string, string>(tasks === "" ? [] : [["Task", tasks]]);
    for (const { type, line } of ndjsonExport(storyPatients("2026-11-23"))) lines.set(type, (lines.get(type) ?? "") + line);
    render(<TeamScreen session={undefined} configuration={configuration} />);
    await userEvent.upload(
      screen.getByLabelText("Choose files", { selector: "input" }),
      [...lines].map(([type, text]) => streamed(new File([text], `${type}.ndjson`), text)),
    );
    await isRead(standing);
  }

  const column = () => screen.getByRole("region", { name: "Patients by follow-up" });

  it("keeps what was recorded for this window, says so, shows it in the chart, and hands it out in the CSV", async () => {
    await listFromFiles();
    expect(screen.getByText(/kept in this window only.*download the CSV/)).toBeInTheDocument();
    await userEvent.click(within(lineOf(/Marguerite/)).getByRole("button", { name: /Record/ }));
    await record("Snoozed", "=On holiday");
    expect(dialog()).toHaveTextContent(/The list was made from files, so there is no EHR to write to/);
    await userEvent.click(within(dialog()).getByRole("button", { name: "Keep it" }));
    lineOf(/Marguerite/).focus();
    const told = /Snoozed on 23 Nov 2026\. Reason: =On holiday\. Comes back on 23 Dec 2026\. Kept in this window only\./;
    expect(await screen.findByText(told)).toBeInTheDocument();

    const closing = new Event("beforeunload", { cancelable: true });
    window.dispatchEvent(closing);
    expect(closing.defaultPrevented).toBe(true); // the browser asks first

    const made: Blob[] = [];
    vi.stubGlobal("URL", Object.assign(URL, { createObjectURL: (blob: Blob) => `blob:${made.push(blob)}`, revokeObjectURL: () => undefined }));
    await userEvent.click(button("Download CSV"));
    expect(await made[0]?.text()).toMatch(told);

    await userEvent.click(within(lineOf(/Marguerite/)).getByRole("button", { name: /Open the chart/ }));
    await opened();
    expect(screen.getByText(/^Snoozed on 23 Nov 2026\. Reason: =On holiday/)).toBeInTheDocument();
  });

  it("shows what the export tells of following up, on the row and in the chart, and what is recorded here stands beside it", async () => {
    await listFromFiles(JSON.stringify(followUpTask("new-start", "DXA-01", "reached")));
    expect(lineOf(/Marguerite/)).toHaveTextContent("reached");
    expect(lineOf(/Augusta/)).toHaveTextContent(/DXA order \(active\), 11 Nov 2026/);
    expect(column()).toHaveTextContent("Follow-up not in these files: appointments (Appointment). It may stand in the EHR.");
    const fromExport = /Patient reached on 2 Nov 2026 by Ada Okoye\. Reason: Will come in January\.$/;
    await userEvent.click(within(lineOf(/Marguerite/)).getByRole("button", { name: /Record/ }));
    expect(within(dialog()).getByText(fromExport)).toBeInTheDocument();
    const about = within(dialog()).getByRole("combobox", { name: "About which prompt" });
    await userEvent.selectOptions(about, [...within(about).getAllByRole("option")].at(-1) as HTMLElement);
    await record("Done");
    await userEvent.click(within(dialog()).getByRole("button", { name: "Keep it" }));
    lineOf(/Marguerite/).focus();
    expect(await screen.findByText(fromExport)).toBeInTheDocument();
    expect(screen.getByText(/: Done on 23 Nov 2026\..*Kept in this window only\.$/)).toBeInTheDocument();
    await userEvent.click(within(lineOf(/Marguerite/)).getByRole("button", { name: /Open the chart/ }));
    await opened();
    expect(screen.getByText(fromExport)).toBeInTheDocument();
  });

  it("where the file of Tasks is damaged it is not known who was contacted, in the row and after something is recorded", async () => {
    await listFromFiles('{"resourceType":"Task","id":"', "Read, with problems");
    expect(column()).toHaveTextContent(/Follow-up status could not be read\. A line or a file of the export could not be read\. This concerns \d+ patients\./);
    expect(lineOf(/Marguerite/)).toHaveTextContent("not known");
    await userEvent.click(within(lineOf(/Marguerite/)).getByRole("button", { name: /Record/ }));
    expect(dialog()).toHaveTextContent(/Could not check what others recorded: A line or a file/);
    const about = within(dialog()).getByRole("combobox", { name: "About which prompt" });
    await userEvent.selectOptions(about, [...within(about).getAllByRole("option")].at(-1) as HTMLElement);
    await record("Done");
    await userEvent.click(within(dialog()).getByRole("button", { name: "Keep it" }));
    expect(lineOf(/Marguerite/)).toHaveTextContent("not known");
  });

  it("opens the last of two patients clicked quickly, and the first never comes after her", async () => {
    await listFromFiles();
    let answerFirst = (): void => undefined;
    SameThreadWorker.beforeChart = (patientId) => (patientId === "new-start" ? new Promise((resolve) => (answerFirst = resolve)) : Promise.resolve());
    await userEvent.click(within(lineOf(/Marguerite/)).getByRole("button", { name: /Open the chart/ }));
    await userEvent.click(within(lineOf(/Ingrid/)).getByRole("button", { name: /Open the chart/ }));
    expect(await screen.findByRole("group", { name: /Chart review: Ingrid/ })).toHaveFocus();
    answerFirst();
    await opened();
    expect(screen.getByRole("group", { name: /Chart review: Ingrid/ })).toBeInTheDocument();
    expect(document.body).not.toHaveTextContent("Marguerite");
  });

  it("made beforehand has no charts, and says so instead of doing nothing", async () => {
    render(<TeamScreen session={undefined} configuration={configuration} />);
    const rows = writeRowsFile({ madeOn: "2026-11-23", problems: 0, rows: [row("ada", { name: "Ada Alert" })] });
    await userEvent.upload(screen.getByLabelText("Choose files", { selector: "input" }), new File([rows], "rows.json"));
    await userEvent.click(within(await screen.findByRole("row", { name: /Ada Alert/ })).getByRole("button", { name: /Open the chart/ }));
    expect(await screen.findByRole("alert")).toHaveTextContent(/holds rows only.*Open the patient in the EHR/);
  });
});
