import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { afterEach, describe, expect, it } from "vitest";
import { attachmentsOf } from "../../src/record/attachment/attachments";
import { attachmentText } from "../../src/record/attachment/text";
import { buildRecord } from "../../src/record/build";
import { defaultRecordSettings } from "../../src/record/site";
import { PromptActions } from "../../src/review/actions";
import { createDesk } from "../../src/review/follow-up";
import { noteDraft } from "../../src/review/note-document";
import { StoreNote } from "../../src/review/store-note";
import { type WritableType, writableTypes } from "../../src/smart/registry";
import { sandboxEhr, sessionWith } from "../app/sandbox-ehr";
import { settings, story, today } from "../handout/story-record";
import { noteText } from "../../src/handout/note-text";
import { searchesWith } from "../record/chart-of";

afterEach(() => {
  cleanup();
  sessionStorage.clear();
});

const patient = "lifestyle";
const fhir = "https://ehr.example/sandbox/fhir";

type Setting = { readonly writes?: readonly WritableType[]; readonly scope?: string; readonly user?: string | undefined };

function ladder({ writes = writableTypes, scope = "patient/*.cruds", ...more }: Setting = {}) {
  const sandbox = sandboxEhr({ patients: [patient] });
  const session = sessionWith(sandbox, patient, { scope });
  const desk = createDesk({
    base: session.issuer,
    patientId: patient,
    grantedScope: scope,
    ehr: { ...session.ehr, writes },
    credentials: session,
    user: "user" in more ? more.user : "Dr. Ada Okoye",
    settings: defaultRecordSettings,
    procedures: () => [],
  });
  const stored = async (type: string): Promise<readonly Record<string, unknown>[]> => {
    const answer = await fetch(`${fhir}/${type}?patient=${patient}`, { headers: { authorization: `Bearer ${await session.accessToken()}` } });
    const bundle = (await answer.json()) as { entry?: { resource: Record<string, unknown> }[] };
    return (bundle.entry ?? []).map(({ resource }) => resource);
  };
  const posted = (type: string) => sandbox.log.filter(({ method, path }) => method === "POST" && path.endsWith(`/${type}`)).length;
  return { sandbox, desk, stored, posted };
}

const { record, evaluation, headline } = story(patient);
const plain = noteText(record, evaluation, { selected: evaluation.prompts.map(({ id }) => id), headline, settings }).plain.trim();
const click = async (name: string | RegExp) => userEvent.click(await screen.findByRole("button", { name }));

describe("the note as a document", () => {
  const open = async (setting: Setting = {}) => {
    const made = ladder(setting);
    await made.desk.check();
    render(<StoreNote desk={made.desk} plain={plain} today={today} />);
    return made;
  };
  const ours = async ({ stored }: ReturnType<typeof ladder>) =>
    (await stored("DocumentReference")).filter(({ identifier }) => JSON.stringify(identifier ?? "").includes("urn:boneline:note"));

  it("is written only after a preview and an explicit word, as preliminary, with the very words as text", async () => {
    const made = await open();
    await click("Store in the EHR as a document…");
    expect(screen.getByRole("region", { name: "This is what will be written" })).toHaveTextContent("As a preliminary document: not signed.");
    expect(made.posted("DocumentReference")).toBe(0);
    await click("Write it");
    expect(await screen.findByText(/Read back: it is as written/)).toHaveTextContent(/Who wrote it was recorded as Provenance\//);
    const [document] = await ours(made);
    expect(document).toMatchObject({
      status: "current",
      docStatus: "preliminary",
      author: [{ display: "Dr. Ada Okoye" }],
      subject: { reference: "Patient/lifestyle" },
    });
    expect(document).not.toHaveProperty("authenticator");
    expect(document).toMatchObject({ content: [{ attachment: { contentType: expect.stringMatching(/^text\/plain/) } }] });
    expect(attachmentText(attachmentsOf(document ?? {})[0]).text).toBe(plain);
  });

  it("is final, under the clinician's name, only when the clinician signs it", async () => {
    const made = await open();
    await click("Store in the EHR as a document…");
    await userEvent.click(screen.getByRole("checkbox", { name: "I have read this note and sign it" }));
    expect(screen.getByText("As a final document, signed by Dr. Ada Okoye.")).toBeInTheDocument();
    await click("Write it");
    await screen.findByText(/Read back: it is as written/);
    expect((await ours(made))[0]).toMatchObject({ docStatus: "final", authenticator: { display: "Dr. Ada Okoye" } });
  });

  it("cannot be signed when the EHR does not say who is signed in", async () => {
    await open({ user: undefined });
    await click("Store in the EHR as a document…");
    expect(screen.queryByRole("checkbox")).toBeNull();
    expect(screen.getByText(/cannot be signed from here/)).toBeInTheDocument();
  });

  it("is not doubled when the same words are stored again", async () => {
    const made = await open();
    for (const again of [/Read back/, /It was there already/]) {
      await click("Store in the EHR as a document…");
      await click("Write it");
      await screen.findByText(again);
      await click("Close");
    }
    expect(await ours(made)).toHaveLength(1);
  });

  it("is not sent when the EHR checks it and finds a fault, and the fault is shown", async () => {
    const made = await open();
    made.sandbox.faults.replace([
      {
        type: "DocumentReference",
        on: "read",
        status: 200,
        body: JSON.stringify({
          resourceType: "OperationOutcome",
          issue: [{ severity: "error", code: "required", diagnostics: "context.encounter is required here." }],
        }),
      },
    ]);
    await click("Store in the EHR as a document…");
    await click("Write it");
    expect(await screen.findByRole("alert")).toHaveTextContent(/nothing was stored.*context\.encounter is required here/);
    expect(made.posted("DocumentReference")).toBe(0);
  });

  it.each<[string, Setting, RegExp]>([
    ["the site's configuration", { writes: ["Task"] }, /not set up to write DocumentReference/],
    ["the scope", { scope: "patient/*.rs patient/Task.crus" }, /did not grant/],
  ])("is not offered where %s does not allow it, and it says so", async (_, setting, why) => {
    await open(setting);
    expect(await screen.findByText(why)).toBeInTheDocument();
    expect(screen.queryByRole("button")).toBeNull();
  });

  it("is no scan to whoever reads the chart afterwards, although it tells of scans", () => {
    expect(plain).toMatch(/T-score/);
    const { resource } = noteDraft(plain, "final", "2026-11-23T10:00:00Z", { patientId: "p1", today, user: "Dr. Ada Okoye" });
    const chart = buildRecord({
      patientId: "p1",
      resources: [
        { resourceType: "Patient", id: "p1" },
        { ...resource, id: "note" },
      ],
      searches: searchesWith(),
      today,
    });
    expect(chart.boneDensity.sessions).toEqual([]);
    expect(chart.boneDensity.latest.state).toBe("not-recorded");
    expect(chart.vitaminD.latest.state).toBe("not-recorded");
  });
});

describe("a care plan of the goals", () => {
  const goalOf = async (rule: string) => {
    const prompt = evaluation.prompts.find(({ id }) => id === rule);
    if (prompt === undefined) throw new Error(`${rule} does not fire`);
    return prompt;
  };
  const setGoal = async () => {
    await click("Set a goal…");
    await click("Preview");
    await click("Write it");
    await screen.findByText(/Written: Goal/);
    await click("Close");
  };

  it("refers to the goals written in this window, and takes up a later one instead of a second plan", async () => {
    const { desk, stored, posted } = ladder();
    const view = render(<PromptActions desk={desk} prompt={await goalOf("SMK-01")} record={record} />);
    await waitFor(() => expect(screen.queryByText(/Looking in the EHR/)).toBeNull());
    expect(screen.queryByRole("button", { name: /care plan/ })).toBeNull();
    await setGoal();
    await click("Put the goals into a care plan…");
    expect(screen.getByRole("region", { name: "This is what will be written" })).toHaveTextContent(/Goal: Stop smoking \(Goal\//);
    await click("Write it");
    await screen.findByText(/Written: CarePlan/);
    await click("Close");
    expect(screen.getByText(/The goals written in this window stand in CarePlan\//)).toBeInTheDocument();

    view.rerender(<PromptActions desk={desk} prompt={await goalOf("ALC-01")} record={record} />);
    await setGoal();
    await click("Add the new goals to the care plan…");
    await click("Write it");
    await screen.findByText(/Changed: CarePlan/);
    const plans = (await stored("CarePlan")).filter(({ title }) => title === "Lifestyle for bone health");
    const goals = await stored("Goal");
    expect(plans).toHaveLength(1);
    expect(plans[0]).toMatchObject({ status: "draft", goal: goals.map(({ id }) => ({ reference: `Goal/${String(id)}` })) });
    expect(posted("Provenance")).toBe(4);
  });

  it("is not offered where the EHR does not take it, and the ladder says so", async () => {
    const { desk } = ladder({ writes: ["Goal"] });
    const { container } = render(<PromptActions desk={desk} prompt={await goalOf("SMK-01")} record={record} />);
    await waitFor(() => expect(screen.queryByText(/Looking in the EHR/)).toBeNull());
    await setGoal();
    expect(screen.queryByRole("button", { name: /care plan/ })).toBeNull();
    expect(
      screen.getByText(/Lifestyle plan of the goals \(CarePlan\): no\. This installation of Boneline is not set up to write CarePlan/),
    ).toBeInTheDocument();
    expect((await axe.run(container)).violations.map(({ id }) => id)).toEqual([]);
  });
});
