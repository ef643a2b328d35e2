// @vitest-environment node
import { describe, expect, it } from "vitest";
import { followUpOf } from "../../src/followup/follow-up";
import type { FollowUpStatus } from "../../src/followup/follow-up-status";
import type { PatientFollowUp } from "../../src/followup/patient-follow-up";
import type { Disposition, OpenOrder, PromptStatus } from "../../src/record/follow-up";
import { parseFhirDate } from "../../src/record/date";
import { row } from "./sample-row";

const today = "2026-11-23";
const later = "2027-01-15";
const patient = row("ada", {
  prompts: [
    { id: "DXA-03", priority: "M" },
    { id: "VITD-03", priority: "M" },
    { id: "EX-01", priority: "L" },
  ],
});

function recorded(ruleId: string, disposition: Disposition, until: string | undefined = later): PromptStatus {
  return { ruleId, ruleVersion: "1.0.0", disposition, reason: "asked for it", until, on: undefined, by: "Ada Okoye", task: undefined };
}

const order: OpenOrder = { wanted: "dxa", kind: "order", reference: "ServiceRequest/1", status: "active", label: "DXA", date: undefined };

function booked(day: string): OpenOrder {
  return { ...order, kind: "appointment", reference: "Appointment/1", status: "booked", date: parseFhirDate(day) };
}

function known(more: Partial<PatientFollowUp> & { readonly recorded?: readonly PromptStatus[] } = {}): PatientFollowUp {
  const { recorded: statuses = [], ...rest } = more;
  return { readAt: 0, statuses: new Map(statuses.map((one) => [one.ruleId, one])), orders: [], statusesUnknown: undefined, ordersUnknown: undefined, ...rest };
}

function followUp(of: PatientFollowUp | undefined, origin: "ehr" | "files" = "ehr") {
  return followUpOf({
    read: of === undefined ? new Map() : new Map([["ada", of]]),
    known: new Map(),
    origin,
    today,
    inWords: ({ disposition }) => disposition,
  });
}

const unreadable = "The EHR does not show it to this user or to this app (403).";

describe("where following up on a patient stands", () => {
  it.each<[string, PatientFollowUp | undefined, FollowUpStatus]>([
    ["nothing recorded, when the EHR was read to the end and has nothing", known(), "none"],
    ["not known, while it has not been read", undefined, "unread"],
    ["not known, when it could not be read", known({ statusesUnknown: unreadable }), "unread"],
    ["partly recorded, when one prompt is settled and another is open", known({ recorded: [recorded("DXA-03", "done")] }), "part"],
    [
      "scheduled, when the prompts that press are settled; advice does not keep her open",
      known({ recorded: [recorded("DXA-03", "scheduled"), recorded("VITD-03", "done")] }),
      "scheduled",
    ],
    ["reached, which settles nothing", known({ recorded: [recorded("DXA-03", "reached", undefined)] }), "reached"],
    ["came back, from the day on which a snooze ends", known({ recorded: [recorded("DXA-03", "snoozed", today)] }), "ended"],
    ["snoozed, until that day", known({ recorded: [recorded("DXA-03", "snoozed"), recorded("VITD-03", "snoozed")] }), "snoozed"],
    ["declined", known({ recorded: [recorded("DXA-03", "declined"), recorded("VITD-03", "declined")] }), "declined"],
    ["ordered, when what answers the first open prompt is ordered", known({ orders: [order] }), "ordered"],
    ["ordered, when it is booked for today", known({ orders: [booked(today)] }), "ordered"],
    ["nothing recorded, when the day it was booked for has passed", known({ orders: [booked("2026-11-22")] }), "none"],
    ["nothing recorded, when what is ordered answers another prompt", known({ orders: [{ ...order, wanted: "vitamin-d" }] }), "none"],
    [
      "not known, when what is recorded could not be read although part of it was",
      known({ recorded: [recorded("VITD-03", "done")], statusesUnknown: unreadable }),
      "unread",
    ],
  ])("%s", (_words, of, status) => {
    expect(followUp(of).statusOf(patient)).toBe(status);
  });

  it.each([["L"], ["gate"]] as const)("of somebody with prompts of priority %s alone is that of those", (priority) => {
    const quiet = row("ada", { prompts: [{ id: "SCOPE-01", priority }] });
    const { statusOf } = followUp(known({ recorded: [recorded("SCOPE-01", "reached", undefined)] }));
    expect(statusOf(quiet)).toBe("reached");
  });

  it("is told with its day, and with the prompt that is still open", () => {
    const snoozed = followUp(known({ recorded: [recorded("DXA-03", "snoozed"), recorded("VITD-03", "done")] }));
    expect(snoozed.briefOf(patient).status).toBe("snoozed until 15 Jan 2027");
    const part = followUp(known({ recorded: [recorded("DXA-03", "done")] }));
    expect(part.briefOf(patient)).toEqual({ status: "partly recorded", beside: expect.stringMatching(/^open: 25\(OH\)D/) });
  });

  it("a search that failed is said once for the column and never told as nothing recorded", () => {
    const { notices, labelOf, statusOf, linesOf } = followUp(known({ statusesUnknown: unreadable }));
    expect(notices).toEqual([`Follow-up status could not be read. ${unreadable} This concerns 1 patient.`]);
    expect(labelOf(statusOf(patient))).toBe("not known");
    expect(linesOf(patient)).toContain(`Follow-up status could not be read. ${unreadable}`);
  });

  it("of a list from files is what this window knows, and says so", () => {
    const files = followUp(undefined, "files");
    expect(files.labelOf(files.statusOf(patient))).toBe("nothing recorded here");
    expect(files.notices[0]).toMatch(/kept in this window only/);
  });

  it("of a list from an export is what the export tells, and what is recorded in this window on top of it", () => {
    const statusOf = (read: PatientFollowUp) => followUp({ ...read, notInFiles: [] }, "files").statusOf(patient);
    expect(statusOf(known({ recorded: [recorded("DXA-03", "reached", undefined)] }))).toBe("reached");
    expect(statusOf(known({ orders: [order] }))).toBe("ordered");
    expect(statusOf(known({ statusesUnknown: unreadable }))).toBe("unread");
    expect(statusOf(known())).toBe("none");
  });

  it("says of an export what it lacks, on the column, on the row, and on what is recorded on top of it", () => {
    const lacking = { ...known(), notInFiles: ["Task", "Appointment"] } as const;
    const words = "Follow-up not in these files: what was recorded about prompts (Task), appointments (Appointment). It may stand in the EHR.";
    const files = followUp(lacking, "files");
    expect(files.notices).toEqual([expect.stringMatching(/kept in this window only/), words]);
    expect(files.linesOf(patient)).toContain(words);
    expect(files.isTold, "there is nothing to count").toBe(false);
    const onTop = followUpOf({
      read: new Map([["ada", lacking]]),
      known: new Map([["ada", known({ recorded: [recorded("DXA-03", "reached", undefined)] })]]),
      origin: "files",
      today,
      inWords: ({ disposition }) => disposition,
    });
    expect(onTop.linesOf(patient)).toContain(words);
    expect(onTop.isTold).toBe(true);
  });

  it("a list that was read after the chart was open counts before what the chart knew, but not before what is kept in this window only", () => {
    const task = { reference: "Task/1", version: "1", resource: {} };
    const before = known({ readAt: 1000, recorded: [{ ...recorded("DXA-03", "snoozed"), task }, recorded("VITD-03", "declined")] });
    const after = known({ readAt: 2000, recorded: [{ ...recorded("DXA-03", "done"), task }] });
    const { linesOf } = followUpOf({
      read: new Map([["ada", after]]),
      known: new Map([["ada", before]]),
      origin: "ehr",
      today,
      inWords: ({ disposition }) => disposition,
    });
    expect(linesOf(patient).map((line) => line.split(": ")[1])).toEqual(["done", "declined"]);
  });

  it("what was recorded in this window counts before what the list read, and a planned scan that only the record told of stays", () => {
    const { statusOf, linesOf } = followUpOf({
      read: new Map([["ada", known({ orders: [{ ...order, kind: "procedure", reference: "Procedure/9" }] })]]),
      known: new Map([["ada", known({ recorded: [recorded("DXA-03", "reached", undefined)] })]]),
      origin: "ehr",
      today,
      inWords: ({ disposition }) => disposition,
    });
    expect(statusOf(patient)).toBe("reached");
    expect(linesOf(patient)).toEqual(["Interval since the last DXA: reached", "DXA planned (active)"]);
  });
});
