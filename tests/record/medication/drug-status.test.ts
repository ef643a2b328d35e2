// @vitest-environment node
import { describe, expect, test } from "vitest";
import { readTherapy } from "../../../src/record/medication/therapy";
import { chartOf } from "../chart-of";
import { administration, days, dispense, order, patientP1, statement } from "./drug-resources";

const letrozole = "72965";
const denosumab = "993449";
const taken = (resource: unknown) => readTherapy(chartOf([patientP1, resource])).currentAromataseInhibitor.state;
const doses = (resource: unknown) => readTherapy(chartOf([patientP1, resource])).others.flatMap((course) => course.doses).length;

const recent = { authoredOn: "2026-09-01" };
const ordered = (status: string | undefined, more = {}) => order("m1", letrozole, { ...recent, status, ...more });
const reported = (status: string, more = {}) => statement("s1", letrozole, { status, dateAsserted: "2026-09-01", ...more });
const supplied = (status: string, more = {}) => dispense("d1", letrozole, "2026-10-01", { status, daysSupply: days(90), ...more });
const prepared = (status: string) => supplied(status, { whenHandedOver: undefined, whenPrepared: "2026-10-01" });
const given = (status: string) => administration("a1", denosumab, "2026-09-01", { status });

describe("what a status says of an aromatase inhibitor (R4 value sets)", () => {
  test.each<readonly [string, unknown, string]>([
    ["an active order", ordered("active"), "present"],
    ["a draft", ordered("draft"), "not-recorded"],
    ["an order cancelled before it took effect", ordered("cancelled"), "not-recorded"],
    ["an order entered in error", ordered("entered-in-error"), "not-recorded"],
    ["an order without a status", ordered(undefined), "unusable"],
    ["an order whose status is no word of FHIR", ordered("ongoing"), "unusable"],
    ["an order not to give it", ordered("active", { doNotPerform: true }), "not-recorded"],
    ["an order to give it, said expressly", ordered("active", { doNotPerform: false }), "present"],
    ["a proposal", ordered("active", { intent: "proposal" }), "not-recorded"],
    ["a plan", ordered("active", { intent: "plan" }), "not-recorded"],
    ["an option", ordered("active", { intent: "option" }), "not-recorded"],
    ["a renewal order", ordered("active", { intent: "reflex-order" }), "present"],
    ["a plan that the patient reports to follow", ordered("active", { intent: "plan", reportedBoolean: true }), "present"],
    ["a plan that somebody reports to be followed", ordered("active", { intent: "plan", reportedReference: { reference: "Practitioner/1" } }), "present"],
    ["a plan that nobody reports to be followed", ordered("active", { intent: "plan", reportedBoolean: false }), "not-recorded"],
    ["a proposal that the patient reports", ordered("active", { intent: "proposal", reportedBoolean: true }), "not-recorded"],

    ["a statement that it is taken", reported("active"), "present"],
    ["a statement that it was going to be taken", reported("intended"), "not-recorded"],
    ["a statement that it is not taken", reported("not-taken"), "not-recorded"],
    ["a statement of unknown status", reported("unknown"), "unusable"],
    ["a statement has no intent: 'plan' there means nothing", reported("active", { intent: "plan" }), "present"],
    ["a statement that must not be performed is no word of FHIR", reported("active", { doNotPerform: true }), "present"],

    ["handed over", supplied("completed"), "present"],
    ["handed over, the status left at in progress", supplied("in-progress"), "present"],
    ["handed over, the status left on hold", supplied("on-hold"), "present"],
    ["prepared and still in progress", prepared("in-progress"), "not-recorded"],
    ["prepared and on hold", prepared("on-hold"), "not-recorded"],
    ["handed over, and declined", supplied("declined"), "not-recorded"],
    ["handed over, and cancelled", supplied("cancelled"), "not-recorded"],
    ["handed over, and entered in error", supplied("entered-in-error"), "not-recorded"],
    ["in preparation", supplied("preparation"), "not-recorded"],
    ["a supply that was stopped after it began", supplied("stopped"), "present"],
  ])("%s", (_what, resource, state) => {
    expect(taken(resource)).toBe(state);
  });
});

describe("what a status says of an injection", () => {
  test.each<readonly [string, number]>([
    ["completed", 1],
    ["stopped", 1], // given in part
    ["in-progress", 1],
    ["not-done", 0],
    ["on-hold", 0],
    ["entered-in-error", 0],
  ])("%s: %i doses", (status, count) => {
    expect(doses(given(status))).toBe(count);
  });
});

describe("a refusal speaks against older orders, a cancelled order does not", () => {
  const older = order("m0", letrozole, { authoredOn: "2025-01-01" });
  test.each<readonly [string, unknown, string]>([
    ["an order not to give it", ordered("active", { doNotPerform: true }), "not-recorded"],
    ["a statement that it is not taken", reported("not-taken"), "not-recorded"],
    ["a cancelled order", ordered("cancelled"), "present"],
    ["a draft", ordered("draft"), "present"],
    ["a proposal", ordered("active", { intent: "proposal" }), "present"],
    ["an order entered in error", ordered("entered-in-error"), "present"],
    ["an order not to give it, entered in error", ordered("entered-in-error", { doNotPerform: true }), "present"],
    ["a statement that it was going to be taken", reported("intended"), "present"],
    ["a declined dispense", supplied("declined"), "present"],
  ])("%s", (_what, newer, state) => {
    expect(readTherapy(chartOf([patientP1, older, newer])).currentAromataseInhibitor.state).toBe(state);
  });
});
