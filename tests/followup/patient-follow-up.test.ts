// @vitest-environment node
import { describe, expect, it } from "vitest";
import type { FollowUpAnswer } from "../../src/fhir/follow-up-searches";
import { followUpsIn, laterOf } from "../../src/followup/patient-follow-up";
import { defaultRecordSettings } from "../../src/record/site";

const dxa = { coding: [{ system: "http://loinc.org", code: "83012-5" }] };
const person = (id: string) => ({ reference: `https://ehr.example/fhir/Patient/${id}` });
const complete = (type: FollowUpAnswer["type"], ...resources: readonly unknown[]): FollowUpAnswer => ({ type, state: "complete", reason: "", resources });
const everybody = (...ids: readonly string[]) => ids.map((patientId) => ({ patientId, procedures: [] }));

describe("what was asked for several patients at once", () => {
  it("is each patient's own: her order, her booking among the participants, and her planned scan", () => {
    const order = { resourceType: "ServiceRequest", id: "o", status: "active", intent: "order", code: dxa, subject: person("ada") };
    const booking = {
      resourceType: "Appointment",
      id: "b",
      status: "booked",
      serviceType: [dxa],
      start: "2026-12-02T09:00:00Z",
      participant: [{ actor: { reference: "Practitioner/1" } }, { actor: person("bea") }],
    };
    const planned = { resourceType: "Procedure", id: "p", status: "preparation", code: dxa, subject: person("cleo") };
    const followUps = followUpsIn(
      [...everybody("ada", "bea"), { patientId: "cleo", procedures: [planned] }],
      [complete("Task"), complete("ServiceRequest", order), complete("Appointment", booking, null, "not a resource")],
      defaultRecordSettings,
      0,
    );
    const kinds = [...followUps].map(([id, { orders }]) => [id, orders.map(({ kind }) => kind)]);
    expect(kinds).toEqual([
      ["ada", ["order"]],
      ["bea", ["appointment"]],
      ["cleo", ["procedure"]],
    ]);
  });

  it("does not count before what was written while its answer was on its way", () => {
    const [asked] = followUpsIn(
      everybody("ada"),
      [complete("Task"), complete("ServiceRequest"), complete("Appointment")],
      defaultRecordSettings,
      1000,
    ).values();
    const written = { readAt: 1500, statuses: new Map(), orders: [], statusesUnknown: undefined, ordersUnknown: undefined };
    expect(laterOf(written, asked)).toBe(written);
  });

  it("that failed is not known of any of them, and may be asked for again", () => {
    const failed: FollowUpAnswer = { type: "Task", state: "failed", reason: "The EHR had an error of its own (500).", resources: [] };
    const followUps = followUpsIn(everybody("ada", "bea"), [failed, complete("ServiceRequest"), complete("Appointment")], defaultRecordSettings, 0);
    for (const known of followUps.values()) expect(known).toMatchObject({ statusesUnknown: failed.reason, ordersUnknown: undefined, failed: true });
  });
});
