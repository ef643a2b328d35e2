// @vitest-environment node
import { describe, expect, test } from "vitest";
import type { DrugCourse } from "../../../src/record/record";
import { readTherapy } from "../../../src/record/medication/therapy";
import { chartOf } from "../chart-of";
import { days, dispense, order, patientP1, statement } from "./drug-resources";

const anastrozole = "84857";
const letrozole = "72965";
const exemestane = "258494";

const therapyOf = (resources: readonly unknown[]) => readTherapy(chartOf([patientP1, ...resources]));
const courseOf = (resources: readonly unknown[]): readonly [DrugCourse["currency"] | undefined, string | undefined] => {
  const [course] = therapyOf(resources).aromataseInhibitors;
  return [course?.currency, course?.end?.text];
};
const stopped = (end: string, more = {}) => statement("s1", anastrozole, { status: "stopped", effectivePeriod: { start: "2021-02-01", end }, ...more });
const written = (authoredOn: string | undefined, more = {}) => order("m1", anastrozole, { authoredOn, ...more });
const supplied = (day: string) => dispense("d1", anastrozole, day, { daysSupply: days(90) });

describe("a word about stopping, and what was said before and after it", () => {
  test.each<readonly [string, readonly unknown[], DrugCourse["currency"], string | undefined]>([
    ["an order written the day before the stop", [written("2024-05-09"), stopped("2024-05-10")], "past", "2024-05-10"],
    ["an order written on the day of the stop", [written("2024-05-10"), stopped("2024-05-10")], "current", undefined],
    ["an active order without a date", [written(undefined), stopped("2025-02-01")], "past", "2025-02-01"],
    ["an older order of unknown status", [written("2021-02-01", { status: "unknown" }), stopped("2025-02-01")], "past", "2025-02-01"],
    ["an older order on hold", [written("2026-09-10", { status: "on-hold" }), stopped("2026-10-01")], "past", "2026-10-01"],
    [
      "a statement that it was completed stops an older order too",
      [written("2021-02-01"), stopped("2025-02-01", { status: "completed" })],
      "past",
      "2025-02-01",
    ],
    [
      "of two stops the later one",
      [written("2021-02-01"), stopped("2023-05-10"), statement("s2", anastrozole, { status: "not-taken", effectivePeriod: { start: "2024-05-10" } })],
      "past",
      "2024-05-10",
    ],
    ["a supply handed over on the day of the stop is not taken to its last tablet", [stopped("2026-09-10"), supplied("2026-09-10")], "past", "2026-09-10"],
    ["a supply that ran out before the stop", [stopped("2026-09-10"), supplied("2026-01-10")], "past", "2026-09-10"],
    ["a supply the day after the stop shows that it goes on", [written("2021-02-01"), stopped("2026-09-10"), supplied("2026-09-11")], "current", undefined],
  ])("%s", (_what, resources, currency, end) => {
    expect(courseOf(resources)).toEqual([currency, end]);
  });

  test("a supply on the day of the stop may have been fetched before it", () => {
    expect(courseOf([written("2021-02-01"), stopped("2026-09-10"), supplied("2026-09-10")])[0]).toBe("past");
  });
});

test("an order of nobody may be hers: no aromatase inhibitor is not claimed", () => {
  const nobodys = { ...written("2024-05-09"), subject: undefined };
  expect(therapyOf([nobodys])).toMatchObject({ currentAromataseInhibitor: { state: "unusable" }, medicationListComplete: false });
  expect(therapyOf([{ ...nobodys, subject: { reference: "Patient/p2" } }]).currentAromataseInhibitor.state).toBe("not-recorded");
});

describe("how long a supply speaks for a drug that nothing else names", () => {
  test.each<readonly [string, string, DrugCourse["currency"]]>([
    ["ran out 90 days ago", "2026-05-27", "current"],
    ["ran out 91 days ago", "2026-05-26", "uncertain"],
    ["ran out 180 days ago", "2026-02-26", "uncertain"],
    ["ran out 181 days ago", "2026-02-25", "past"],
  ])("90 days of it that %s", (_what, day, currency) => {
    expect(courseOf([supplied(day)])[0]).toBe(currency);
  });

  test.each<readonly [string, string, DrugCourse["currency"]]>([
    ["90 days ago settles it", "2026-05-27", "current"],
    ["91 days ago does not", "2026-05-26", "uncertain"],
  ])("a newer order was stopped nobody knows when: a supply that ran out %s", (_what, day, currency) => {
    const newer = order("m2", anastrozole, { status: "stopped", authoredOn: "2024-03-01" });
    expect(courseOf([written("2021-02-01"), newer, supplied(day)])[0]).toBe(currency);
  });
});

describe("since when, over several agents", () => {
  const ended = (id: string, drug: string, start: string, end: string) =>
    order(id, drug, { status: "stopped", authoredOn: start, dispenseRequest: { validityPeriod: { start, end } } });
  const taken = order("m9", anastrozole, { authoredOn: "2022-06-01" });

  test.each<readonly [string, readonly unknown[], string]>([
    [
      "three agents without a long break",
      [ended("m1", exemestane, "2020-01-01", "2021-01-01"), ended("m2", letrozole, "2021-03-01", "2022-03-01"), taken],
      "2020-01-01",
    ],
    [
      "the first of three long before",
      [ended("m1", exemestane, "2018-01-01", "2019-01-01"), ended("m2", letrozole, "2021-03-01", "2022-03-01"), taken],
      "2021-03-01",
    ],
    ["another agent without any date", [order("m1", letrozole, { status: "completed" }), taken], "2022-06-01"],
    ["another agent in between, begun and ended later", [taken, ended("m1", letrozole, "2024-06-01", "2024-08-01")], "2022-06-01"],
  ])("%s", (_what, resources, day) => {
    expect(therapyOf(resources).aromataseInhibitorSince).toMatchObject({ state: "present", value: { text: day } });
  });
});
