// @vitest-environment node
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, addMonths, compareDates, daysBetween, monthsBetween, onDay, parseFhirDate, yearsBetween } from "../../src/record/date";

describe("dates as they were written", () => {
  it.each([
    ["2021", "year", "2021-01-01", "2021-12-31"],
    ["2021-02", "month", "2021-02-01", "2021-02-28"],
    ["2024-02", "month", "2024-02-01", "2024-02-29"],
    ["2024-02-29", "day", "2024-02-29", "2024-02-29"],
    ["2026-02-03T23:30:00-11:00", "day", "2026-02-03", "2026-02-03"],
    ["2026-02-03T00:30:00+14:00", "day", "2026-02-03", "2026-02-03"],
    [" 2026-02-03 ", "day", "2026-02-03", "2026-02-03"],
  ])("%s keeps its calendar day and its precision", (written, precision, earliest, latest) => {
    expect(parseFhirDate(written)).toMatchObject({ precision, earliest, latest });
  });

  it.each(["yesterday", "2026-13-45", "2025-02-29", "2026-00", "2026-2-3", "20260203", "", "1066", "9999-01-01", null, undefined, 20260203, {}, []])(
    "%s is not a date",
    (written) => {
      expect(parseFhirDate(written)).toBeUndefined();
    },
  );

  it("orders a year before its first month, and that before its first day", () => {
    const written = ["2021-03-05", "2021-03", "2021", "2020-12-31", "2021-01"];
    const sorted = written.flatMap((text) => parseFhirDate(text) ?? []).sort(compareDates);
    expect(sorted.map((date) => date.text)).toEqual(["2020-12-31", "2021", "2021-01", "2021-03", "2021-03-05"]);
  });
});

describe("counting in calendar days", () => {
  it.each([
    ["2024-08-31", 6, "2025-02-28"],
    ["2023-08-31", 6, "2024-02-29"],
    ["2024-02-29", 12, "2025-02-28"],
    ["2026-01-15", -12, "2025-01-15"],
    ["2026-01-31", -2, "2025-11-30"],
  ])("%s plus %i months is %s", (day, months, expected) => {
    expect(addMonths(day, months)).toBe(expected);
  });

  it.each([
    ["2024-11-23", "2026-11-23", 24],
    ["2024-11-24", "2026-11-23", 23],
    ["2024-08-31", "2025-02-28", 6],
    ["2026-11-23", "2026-11-23", 0],
  ])("from %s to %s are %i completed months", (from, to, months) => {
    expect(monthsBetween(from, to)).toBe(months);
  });

  it("counts a day as a day when clocks change", () => {
    expect(daysBetween("2026-03-28", "2026-03-30")).toBe(2);
    expect(daysBetween("2026-03-30", "2026-03-28")).toBe(-2);
    expect(yearsBetween("2024-05-01", "2026-05-01")).toBeCloseTo(2, 2);
  });

  const day = fc.integer({ min: 0, max: 60_000 }).map((days) => addDays("1900-01-01", days));

  it("adding the days between two days gives the second", () => {
    fc.assert(
      fc.property(day, day, (from, to) => {
        expect(addDays(from, daysBetween(from, to))).toBe(to);
      }),
    );
  });

  it("adding completed months never goes beyond the day they were counted to", () => {
    fc.assert(
      fc.property(day, day, (one, other) => {
        const [from = one, to = other] = [one, other].sort();
        expect(addMonths(from, monthsBetween(from, to)) <= to).toBe(true);
      }),
    );
  });

  it("a day reads back as itself", () => {
    fc.assert(
      fc.property(day, (text) => {
        expect(parseFhirDate(text)).toEqual(onDay(text));
      }),
    );
  });
});
