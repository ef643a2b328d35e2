// @vitest-environment node
import { describe, expect, it } from "vitest";
import { calendarDay, clockDifference } from "../../src/app/today";

it("today is the user's own day, not Greenwich's", () => {
  expect(calendarDay(new Date(2026, 10, 23, 23, 59))).toBe("2026-11-23");
  expect(calendarDay(new Date(2026, 0, 1, 0, 0))).toBe("2026-01-01");
});

describe("a clock that is wrong", () => {
  const answer = (serverDate: string | undefined, answeredAt = "2026-11-23T10:00:00Z") => ({
    ...(serverDate === undefined ? {} : { serverDate }),
    report: { answeredAt },
  });

  it.each([
    ["agrees", "Mon, 23 Nov 2026 10:04:00 GMT", undefined],
    ["is a few hours off", "Mon, 23 Nov 2026 17:00:00 GMT", undefined],
    ["is a day behind", "Tue, 24 Nov 2026 10:00:00 GMT", 24],
    ["is a year ahead", "Sun, 23 Nov 2025 10:00:00 GMT", -8760],
    ["cannot be compared", undefined, undefined],
    ["meets nonsense", "soon", undefined],
  ])("that %s", (_what, serverDate, hours) => {
    expect(clockDifference([answer(serverDate)])).toBe(hours);
  });
});
