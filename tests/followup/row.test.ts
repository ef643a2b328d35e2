// @vitest-environment node
import { describe, expect, it } from "vitest";
import { standingOf } from "../../src/followup/row";
import { guidelineSettings } from "../../src/guidelines/settings";
import { type SearchReport, type SearchState, searchIds } from "../../src/record/searches";
import { everythingOf, spine } from "./one-patient";

const today = "2026-11-23";

/** The line of a patient of whose DXA results some, or all, were read. */
function rowWith(results: SearchState, tScore: number) {
  const searches = searchIds.map((id): SearchReport => {
    const state = id === "bone-observations" ? results : "complete";
    return { id, resourceType: "", state, reason: state === "complete" ? "" : "Page 2 did not arrive.", pages: 1, resources: 1, warnings: [] };
  });
  const resources = [...everythingOf("p1"), spine("p1", tScore, "2026-05-01")];
  const standing = standingOf({ patientId: "p1", resources, searches, today }, guidelineSettings());
  if (standing.kind !== "row") throw new Error(standing.why);
  return standing.row;
}

describe("what the team's figures count of one patient", () => {
  it.each([
    ["no", "complete", -1.2],
    ["yes", "complete", -2.5],
    ["unknown", "partial", -1.2],
    ["unknown", "partial", -2.5],
  ] as const)("a low T-score: %s where the results are %s and the last one read is %d", (counted, state, tScore) => {
    expect(rowWith(state, tScore).measures.lowTScore).toBe(counted);
  });

  it("shows the score that was read all the same, beside what was not", () => {
    const row = rowWith("partial", -1.2);
    expect(row.lowestT).toBe(-1.2);
    expect(row.notLoaded.map(({ search }) => search)).toEqual(["bone-observations"]);
  });
});
