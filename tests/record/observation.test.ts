// @vitest-environment node
import { describe, expect, test } from "vitest";
import { findMeasurements, rejectUnidentified, usableMeasurements } from "../../src/record/observation";
import { readValue } from "../../src/record/quantity";
import { chartOf } from "./chart-of";
import { observation, patient, type Sample } from "./sample-observation";

/** What is usable of these observations, as "id: value (standing)", and what is listed, as "id: kind". */
function sort(samples: readonly Sample[], more: readonly unknown[] = []) {
  const chart = chartOf([patient(), ...samples.map(observation), ...more]);
  const candidates = findMeasurements(chart, () => "anything").flatMap(({ measurements }) =>
    measurements.map((one) => ({ ...one, what: "test", series: "test" })),
  );
  const usable = usableMeasurements(chart, candidates);
  return {
    used: usable.map((one) => `${one.resource.id}: ${readValue(one.holder).asReported} (${one.standing})`),
    listed: chart.rejected.map((item) => `${item.reference.replace("Observation/", "")}: ${item.kind}`),
    dates: usable.map((one) => one.date.text),
    notes: usable.flatMap((one) => one.notes),
    shown: chart.rejected.map((item) => JSON.stringify(item)).join("\n"),
  };
}

describe("status", () => {
  test.each([
    ["final", "used: x1: 9 (final)"],
    ["amended", "used: x1: 9 (amended)"],
    ["corrected", "used: x1: 9 (amended)"],
    ["preliminary", "used: x1: 9 (preliminary)"],
    ["unknown", "used: x1: 9 (status-unknown)"],
    ["entered-in-error", "listed: x1: entered-in-error"],
    ["cancelled", "listed: x1: not-final"],
    ["registered", "listed: x1: not-final"],
    ["", "listed: x1: malformed"],
    [undefined, "listed: x1: malformed"],
    [7, "listed: x1: malformed"],
  ])("%s", (status, expected) => {
    const { used, listed } = sort([{ value: 9, status }]);
    expect([...used.map((one) => `used: ${one}`), ...listed.map((one) => `listed: ${one}`)]).toEqual([expected]);
  });

  test("a value entered in error or cancelled is not repeated in the list", () => {
    expect(sort([{ value: 987, status: "entered-in-error" }]).shown).not.toContain("987");
    expect(sort([{ value: 987, status: "cancelled" }]).shown).not.toContain("987");
  });
});

describe("versions of one result", () => {
  const accession = [{ system: "urn:lab", value: "ACC-77" }];
  test("the amended version replaces preliminary and final ones of its accession, whose values are not repeated", () => {
    const result = sort([
      { id: "a", status: "preliminary", value: 912, identifier: accession, issued: "2026-05-05T12:00:00Z" },
      { id: "b", status: "final", value: 921, identifier: accession, issued: "2026-05-05T20:00:00Z" },
      { id: "c", status: "amended", value: 931, identifier: accession, issued: "2026-05-07T09:00:00Z" },
    ]);
    expect(result.used).toEqual(["c: 931 (amended)"]);
    expect(result.listed.sort()).toEqual(["a: superseded", "b: superseded"]);
    expect(result.shown).not.toMatch(/912|921/);
  });

  test("of two final versions of one accession and day the later issue counts", () => {
    const { used } = sort([
      { id: "a", value: 21, identifier: accession, issued: "2026-05-06T00:00:00Z" },
      { id: "b", value: 20, identifier: accession, issued: "2026-05-05T00:00:00Z" },
    ]);
    expect(used).toEqual(["a: 21 (final)"]);
  });

  test("the same number on another day is another result", () => {
    const { used } = sort([
      { id: "a", value: 21, identifier: accession, issued: "2026-05-06T00:00:00Z" },
      { id: "b", value: 20, identifier: accession, day: "2025-05-05", issued: "2025-05-05T00:00:00Z" },
    ]);
    expect(used).toHaveLength(2);
  });

  test("without an accession a preliminary result gives way to a final one of the same moment only", () => {
    const at = "2026-05-05T08:00:00Z";
    expect(
      sort([
        { id: "a", status: "preliminary", value: 1, day: at },
        { id: "b", value: 2, day: at },
      ]).used,
    ).toEqual(["b: 2 (final)"]);
    expect(
      sort([
        { id: "a", status: "preliminary", value: 1, day: "2026-05-04" },
        { id: "b", value: 2, day: at },
      ]).used,
    ).toHaveLength(2);
  });

  test("two final results that cannot be put in order both stay", () => {
    expect(
      sort([
        { id: "a", value: 1 },
        { id: "b", value: 2 },
      ]).used,
    ).toHaveLength(2);
  });

  test("an entry in error does not take the valid one of its accession with it", () => {
    const { used } = sort([
      { id: "a", value: 21, identifier: accession },
      { id: "b", value: 99, identifier: accession, status: "entered-in-error", issued: "2026-06-01T00:00:00Z" },
    ]);
    expect(used).toEqual(["a: 21 (final)"]);
  });
});

describe("date", () => {
  test("a period counts from its start, an instant by its day as written", () => {
    expect(sort([{ value: 1, effectiveDateTime: undefined, effectivePeriod: { start: "2026-01-02", end: "2026-01-09" } }]).dates).toEqual(["2026-01-02"]);
    expect(sort([{ value: 1, effectiveDateTime: undefined, effectiveInstant: "2026-01-02T23:30:00-08:00" }]).dates).toEqual(["2026-01-02"]);
  });

  test("without a date of its own it has the date of issue, and says so", () => {
    const { dates, notes } = sort([{ value: 1, effectiveDateTime: "yesterday", issued: "2026-01-02T08:00:00Z" }]);
    expect([dates, notes]).toEqual([["2026-01-02"], ["date of issue; the date of the measurement is not readable"]]);
  });

  test("a member without any date has the date of its report, and says so", () => {
    const report = { resourceType: "DiagnosticReport", id: "r", status: "final", subject: { reference: "Patient/p1" }, effectiveDateTime: "2026-01-02" };
    const { dates, notes } = sort([{ value: 1, effectiveDateTime: undefined }], [{ ...report, result: [{ reference: "Observation/x1" }] }]);
    expect([dates, notes]).toEqual([["2026-01-02"], ["date of the report it belongs to; it has no date of its own"]]);
  });

  test.each([
    ["tomorrow", "2026-11-24", ["x1: future-date"]],
    ["tomorrow in UTC, tonight in the west", "2026-11-24T04:00:00Z", []],
    ["tomorrow wherever the clinic is", "2026-11-24T12:00:00Z", ["x1: future-date"]],
    ["today", "2026-11-23", []],
    ["this year, no month", "2026", []],
    ["before birth", "1959-01-01", ["x1: implausible"]],
    ["the year of birth", "1960", []],
    ["the day of birth", "1960-04-12", []],
    ["no real day", "2026-13-45", ["x1: malformed"]],
    ["no date", undefined, ["x1: malformed"]],
    ["a number", 20260505, ["x1: malformed"]],
  ])("%s", (_name, effectiveDateTime, listed) => expect(sort([{ value: 1, effectiveDateTime }]).listed).toEqual(listed));
});

test("an observation that does not say what it measured is listed, once", () => {
  const chart = chartOf([
    patient(),
    observation({ value: 17, unit: "ng/mL" }),
    observation({ id: "x2", code: { coding: [null] }, component: [null, {}, { code: null }] }),
  ]);
  rejectUnidentified(chart);
  expect(chart.rejected.map((item) => [item.reference, item.kind])).toEqual([
    ["Observation/x1", "malformed"],
    ["Observation/x2", "malformed"],
  ]);
});
