// @vitest-environment node
import { describe, expect, it } from "vitest";
import { type FollowUpStatus, followUpStatuses } from "../../src/followup/follow-up-status";
import { growingView } from "../../src/followup/growing-view";
import { queryOf, viewOf, wholeList } from "../../src/followup/view";
import { notLoaded, row } from "./sample-row";

const alert = row("alert", { prompts: [{ id: "TX-01", priority: "H" }], dxa: "overdue", lastDxa: "2023-01-01", lowestT: -3 });
const prompts = row("prompts", { prompts: [{ id: "DXA-03", priority: "M" }], dxa: "overdue", lastDxa: "2024-01-01", lowestT: 0 });
const unread = row("unread", { notLoaded, dxa: "not-concluded", lastDxa: "", lowestT: undefined, name: "", mrn: "" });
const quiet = row("quiet", { name: "Zoé Ångström", mrn: "SBC-77" });
const rows = [quiet, unread, prompts, alert];
const status = () => "none" as const;
const ids = (view: Partial<typeof wholeList>) => growingView()(rows, { ...wholeList, ...view }, status).shown.map(({ patientId }) => patientId);

describe("the order of the worklist", () => {
  it("puts alerts first, then who could not be read, then prompts, and who needs nobody last", () => {
    expect(ids({})).toEqual(["alert", "unread", "prompts", "quiet"]);
  });
  it("keeps what is not known at the end, whichever way it is sorted", () => {
    expect(ids({ sort: "lowestT", direction: "ascending" })).toEqual(["alert", "quiet", "prompts", "unread"]);
    expect(ids({ sort: "lowestT", direction: "descending" })).toEqual(["prompts", "quiet", "alert", "unread"]);
  });
  it("by follow-up begins with those whom nobody has contacted, and keeps those of whom it is not known at the end", () => {
    const everybody = followUpStatuses.map((one) => row(one)).toReversed();
    const statusOf = ({ patientId }: { readonly patientId: string }): FollowUpStatus => followUpStatuses.find((one) => one === patientId) ?? "unread";
    const sorted = (direction: "ascending" | "descending") =>
      growingView()(everybody, { ...wholeList, sort: "status", direction }, statusOf).shown.map(({ patientId }) => patientId);
    const followed = ["none", "ended", "part", "reached", "ordered", "scheduled", "snoozed", "declined", "done", "not-applicable"];
    expect(sorted("ascending")).toEqual([...followed, "unread"]);
    expect(sorted("descending")).toEqual([...followed.toReversed(), "unread"]);
  });
  it("by follow-up puts whoever is worst first among those of one status", () => {
    expect(ids({ sort: "status", direction: "ascending" })).toEqual(["alert", "unread", "prompts", "quiet"]);
    expect(ids({ sort: "status", direction: "descending" })).toEqual(["alert", "unread", "prompts", "quiet"]);
  });
});

describe("filters", () => {
  it("find a name without its accents, and an MRN", () => {
    expect(ids({ search: "angstrom" })).toEqual(["quiet"]);
    expect(ids({ search: "sbc-77" })).toEqual(["quiet"]);
  });
  it("narrow by prompt, standing and incomplete data", () => {
    expect(ids({ prompt: "DXA-03" })).toEqual(["prompts"]);
    expect(ids({ dxa: "overdue" })).toEqual(["alert", "prompts"]);
    expect(ids({ loaded: "incomplete" })).toEqual(["unread"]);
    expect(ids({ status: "done" })).toEqual([]);
  });
  it("travel in a link without what was typed into the search", () => {
    const view = { ...wholeList, search: "Ångström", prompt: "DXA-03", dxa: "overdue", vitaminD: "severe", loaded: "incomplete", sort: "age" } as const;
    const link = queryOf(view);
    expect(decodeURIComponent(link)).not.toContain("ngstr");
    expect(viewOf(link)).toEqual({ ...view, search: "" });
    expect(viewOf(queryOf({ ...wholeList, sort: "status", direction: "ascending" }))).toMatchObject({ sort: "status", direction: "ascending" });
    expect(queryOf(wholeList)).toBe("");
  });
  it("ignore what a link says that no filter knows", () => {
    expect(viewOf("dxa=%3Cscript%3E&prompt=<b>&sort=salary&search=Anna&status=NO SUCH")).toEqual(wholeList);
  });
  it("count patients by prompt, most first, whichever prompt is chosen", () => {
    const many = [alert, prompts, row("more", { prompts: [{ id: "DXA-03", priority: "M" }] })];
    expect(growingView()(many, { ...wholeList, prompt: "TX-01" }, status).counts).toEqual([
      { id: "DXA-03", patients: 2 },
      { id: "TX-01", patients: 1 },
    ]);
  });
});
