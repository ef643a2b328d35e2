// @vitest-environment node
import { describe, expect, it } from "vitest";
import { isInForce, isSettled, type PromptStatus } from "../../src/record/follow-up";
import { readFollowUp } from "../../src/record/orders";
import { defaultRecordSettings } from "../../src/record/site";

const subject = { reference: "Patient/p1" };
const dxa = { coding: [{ system: "http://www.ama-assn.org/go/cpt", code: "77080" }], text: "DXA axial" };
const order = (more: object) => ({ resourceType: "ServiceRequest", id: "o1", status: "active", intent: "order", code: dxa, subject, ...more });
const read = (...resources: readonly unknown[]) => readFollowUp("p1", resources, defaultRecordSettings);
const wanted = (...resources: readonly unknown[]) => read(...resources).orders.map((one) => one.wanted);

describe("what is ordered already", () => {
  it.each([
    ["by its CPT code", { code: dxa }, "dxa"],
    ["by its name alone", { code: { text: "Bone density scan (DEXA) hip and spine" } }, "dxa"],
    ["25-OH vitamin D by LOINC", { code: { coding: [{ system: "http://loinc.org", code: "62292-8" }] } }, "vitamin-d"],
    ["25-OH vitamin D by CPT", { code: { coding: [{ system: "http://www.ama-assn.org/go/cpt", code: "82306" }] } }, "vitamin-d"],
  ])("an order is recognised %s", (_how, more, what) => {
    expect(wanted(order(more))).toEqual([what]);
  });

  it.each([
    ["completed", { status: "completed" }],
    ["revoked", { status: "revoked" }],
    ["entered in error", { status: "entered-in-error" }],
    ["a request not to do it", { doNotPerform: true }],
    ["somebody else's", { subject: { reference: "Patient/p2" } }],
    ["for a patient whose id only begins the same", { subject: { reference: "Patient/p11" } }],
    ["a vertebral fracture assessment", { code: { coding: [{ system: "http://www.ama-assn.org/go/cpt", code: "77086" }] } }],
    ["1,25-dihydroxy vitamin D", { code: { coding: [{ system: "http://loinc.org", code: "62290-2" }], text: "1,25-dihydroxyvitamin D" } }],
  ])("an order that is %s is none", (_why, more) => {
    expect(wanted(order(more))).toEqual([]);
  });

  it("a booked appointment and a procedure in preparation count, a completed one does not", () => {
    const appointment = {
      resourceType: "Appointment",
      id: "a1",
      status: "booked",
      start: "2026-12-04T09:00:00Z",
      description: "DXA scan",
      participant: [{ actor: subject }],
    };
    const procedure = { resourceType: "Procedure", id: "x1", status: "preparation", code: dxa, subject };
    expect(read(appointment, procedure, { ...procedure, id: "x2", status: "completed" }).orders.map((one) => one.reference)).toEqual([
      "Appointment/a1",
      "Procedure/x1",
    ]);
  });

  it.each([[null], [42], [{}], [{ resourceType: "ServiceRequest", id: "o", subject: "Patient/p1" }], [order({ code: "DXA", status: ["active"] })]])(
    "malformed entries are passed over (%j)",
    (broken) => {
      expect(read(broken).orders).toEqual([]);
    },
  );
});

describe("what was recorded about a prompt", () => {
  const task = (more: object = {}) => ({
    resourceType: "Task",
    id: "t1",
    meta: { versionId: "3" },
    identifier: [{ system: "urn:boneline:follow-up", value: "DXA-01.p1" }],
    status: "on-hold",
    businessStatus: { coding: [{ system: "urn:boneline:disposition", code: "snoozed" }] },
    code: { coding: [{ system: "urn:boneline:rule", code: "DXA-01", version: "1.0.0" }] },
    for: subject,
    lastModified: "2026-11-20",
    restriction: { period: { start: "2026-11-20", end: "2026-12-20" } },
    note: [{ text: "Travelling", authorString: "Dr. Okoye" }],
    ...more,
  });

  it("holds status, reason, author, end and the version to change it by", () => {
    expect(read(task()).statuses.get("DXA-01")).toMatchObject({
      disposition: "snoozed",
      reason: "Travelling",
      by: "Dr. Okoye",
      until: "2026-12-20",
      task: { reference: "Task/t1", version: "3" },
    });
  });

  it("the newest counts, and Tasks of others or in error do not", () => {
    const newer = task({ id: "t2", lastModified: "2026-11-22", businessStatus: { coding: [{ system: "urn:boneline:disposition", code: "done" }] } });
    expect(read(newer, task()).statuses.get("DXA-01")?.disposition).toBe("done");
    expect(read(task({ identifier: [{ system: "urn:other", value: "x" }] }), task({ status: "entered-in-error" })).statuses.size).toBe(0);
  });

  it.each(["scheduled", "snoozed", "done"])("%s in a Task that was called off in the EHR stands open again, and says so", (code) => {
    const businessStatus = { coding: [{ system: "urn:boneline:disposition", code }] };
    for (const ended of ["cancelled", "rejected", "failed"]) {
      const found = read(task({ status: ended, businessStatus })).statuses.get("DXA-01");
      expect(found && isSettled(found, "2026-11-23")).toBe(false);
      expect(found?.reason).toBe(`Travelling. Ended in the EHR (Task ${ended}): open again`);
    }
  });

  it("is told of the patient whose id it is, letter by letter", () => {
    const other = readFollowUp("a.b", [task({ for: { reference: "Patient/a-b" } })], defaultRecordSettings);
    expect(other.statuses.size).toBe(0);
  });

  const status = (more: Partial<PromptStatus>): PromptStatus => ({
    ruleId: "DXA-01",
    ruleVersion: "1.0.0",
    disposition: "snoozed",
    reason: "",
    until: "2026-12-01",
    on: undefined,
    by: undefined,
    task: undefined,
    ...more,
  });

  it("a snooze ends on its day, not after it", () => {
    expect(isInForce(status({}), "2026-11-30")).toBe(true);
    expect(isInForce(status({}), "2026-12-01")).toBe(false);
  });

  it("reaching the patient settles nothing", () => {
    expect(isSettled(status({ disposition: "reached", until: undefined }), "2026-11-23")).toBe(false);
  });

  it("a status that lost its end settles nothing either", () => {
    expect(isSettled(status({ disposition: "done", until: undefined }), "2026-11-23")).toBe(false);
  });
});
