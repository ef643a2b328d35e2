// @vitest-environment node
import { describe, expect, test } from "vitest";
import { readTherapy } from "../../../src/record/medication/therapy";
import { chartOf } from "../chart-of";
import { administration, dispense, order, patientP1, statement } from "./drug-resources";

const anastrozole = "84857";
const letrozole = "72965";
const zoledronate = "77655";
const therapyOf = (resources: readonly unknown[]) => readTherapy(chartOf([patientP1, ...resources]));
const currency = (resource: unknown) => therapyOf([resource]).aromataseInhibitors[0]?.currency;

const line = (start: string | undefined, end: string | undefined) => ({ timing: { repeat: { boundsPeriod: { start, end } } } });
const ordered = (...dosageInstruction: readonly unknown[]) => order("m1", anastrozole, { authoredOn: "2022-01-01", dosageInstruction });

describe("when an order or a statement ends", () => {
  test.each<readonly [string, unknown, string]>([
    ["its period over for years", ordered(line("2022-01-01", "2023-01-01")), "uncertain"],
    ["an end before its start is no end", ordered(line("2023-01-01", "2022-06-01")), "current"],
    ["of two dosages the later end counts", ordered(line("2022-01-01", "2023-01-01"), line("2023-01-01", "2026-10-10")), "current"],
    ["of two dosages the later end counts, in the other order", ordered(line("2023-01-01", "2026-10-10"), line("2022-01-01", "2023-01-01")), "current"],
    ["a dosage without an end leaves it open", ordered(line("2022-01-01", "2023-01-01"), line("2023-01-01", undefined)), "current"],
    [
      "the validity of a prescription does not end an active order",
      order("m1", anastrozole, { authoredOn: "2022-01-01", dispenseRequest: { validityPeriod: { end: "2023-01-01" } } }),
      "current",
    ],
    [
      "an active statement whose end precedes its start",
      statement("s1", anastrozole, { effectivePeriod: { start: "2026-01-01", end: "2025-01-01" } }),
      "current",
    ],
    ["an active statement over for years", statement("s1", anastrozole, { effectivePeriod: { start: "2022-01-01", end: "2023-01-01" } }), "uncertain"],
  ])("%s", (_what, resource, expected) => {
    expect(currency(resource)).toBe(expected);
  });
});

describe("how long a supply lasts", () => {
  test.each<readonly [string, unknown, lastsUntil90DaysAgo: string, aDayLess: string]>([
    ["90 days", { value: 90, unit: "days" }, "2026-05-27", "2026-05-26"],
    ["90, in the unit 'day'", { value: 90, unit: "day" }, "2026-05-27", "2026-05-26"],
    ["90, by the code d", { value: 90, code: "d" }, "2026-05-27", "2026-05-26"],
    ["90 of no unit", { value: 90 }, "2026-05-27", "2026-05-26"],
    ["12 weeks", { value: 12, code: "wk" }, "2026-06-02", "2026-06-01"],
    ["3 months", { value: 3, unit: "months" }, "2026-05-26", "2026-05-25"],
  ])("%s", (_what, daysSupply, day, dayBefore) => {
    expect(currency(dispense("d1", anastrozole, day, { daysSupply }))).toBe("current");
    expect(currency(dispense("d1", anastrozole, dayBefore, { daysSupply }))).toBe("uncertain");
  });

  test.each([
    ["0 days", 0, "2026-07-10"],
    ["−30 days", -30, "2026-07-10"],
    ["99,999 days", 99_999, "2026-04-01"],
  ])("%s are no length: it counts as one that states none", (_what, value, day) => {
    const stated = currency(dispense("d1", anastrozole, day, { daysSupply: { value, code: "d" } }));
    expect(stated).toBe(currency(dispense("d1", anastrozole, day)));
  });

  const taken = order("m2", anastrozole, { authoredOn: "2024-09-27" });
  const supplied = (dispenseRequest: unknown) => order("m1", letrozole, { status: "completed", authoredOn: "2024-01-01", dispenseRequest });
  const month = { value: 30, code: "d" };
  test.each<readonly [string, unknown, string]>([
    ["30 days and two repeats reach within 180 days of the next", { expectedSupplyDuration: month, numberOfRepeatsAllowed: 2 }, "2024-01-01"],
    ["30 days and one repeat do not", { expectedSupplyDuration: month, numberOfRepeatsAllowed: 1 }, "2024-09-27"],
    ["30 days and no repeat do not", { expectedSupplyDuration: month, numberOfRepeatsAllowed: 0 }, "2024-09-27"],
    ["30 days, repeats not stated, do not", { expectedSupplyDuration: month }, "2024-09-27"],
  ])("a completed order of %s", (_what, request, since) => {
    expect(therapyOf([supplied(request), taken]).aromataseInhibitorSince).toMatchObject({ value: { text: since } });
  });
});

test("a bone medicine in force carries the date of its last dose", () => {
  const infusions = ["2024-10-01", "2025-10-28"].map((day, index) => administration(`a${index}`, zoledronate, day));
  expect(therapyOf(infusions).antiresorptive).toMatchObject({ state: "present", date: { text: "2025-10-28" } });
  const tablets = order("m1", "46041", { authoredOn: "2025-01-01" });
  expect(therapyOf([tablets]).antiresorptive).toMatchObject({ state: "present", date: { text: "2025-01-01" } });
});
