// @vitest-environment node
import { describe, expect, it } from "vitest";
import { lines, read } from "./bone-density-support";
import { caseBundle } from "../chart-of";

const readCase = (folder: string) => read(caseBundle(folder), { aiSince: "2023-02-01" });

describe("the DXA part of the FHIR cases", () => {
  it("09: what was entered in error is on no line, and its value nowhere", () => {
    const { boneDensity, rejected } = readCase("09-entered-in-error");
    expect(lines(boneDensity)).toEqual(["2026-01-20 lumbar spine: T -1.1"]);
    expect(boneDensity.lowestTScore).toMatchObject({ state: "present", value: { value: -1.1 } });
    expect(rejected).toContainEqual(expect.objectContaining({ reference: "Observation/o4", kind: "entered-in-error" }));
    expect(JSON.stringify([boneDensity, rejected])).not.toContain("3.4");
  });

  it("10: only the corrected T-score counts, and it is marked as amended", () => {
    const { boneDensity, rejected } = readCase("10-preliminary-then-amended");
    expect(lines(boneDensity)).toEqual(["2026-02-02 lumbar spine: T -1.6"]);
    expect(boneDensity.sessions[0]?.results[0]?.tScore?.amended).toBe(true);
    expect(boneDensity.lowestTScore).toMatchObject({ value: { value: -1.6 }, note: "amended" });
    expect(rejected).toContainEqual(expect.objectContaining({ reference: "Observation/o5", kind: "superseded" }));
  });

  it("12: a report without coded values is a DXA done, and its numbers wait to be confirmed", () => {
    const { boneDensity } = readCase("12-dxa-conclusion-only");
    expect(boneDensity.latest).toMatchObject({ state: "present", date: { text: "2026-02-03" } });
    expect(boneDensity.sessions.map((session) => [session.id, session.kind, session.hasValues])).toEqual([
      ["dxa-2024-01-30", "central", false],
      ["dxa-2026-02-03", "central", false],
    ]);
    expect(boneDensity.sessions[1]?.reports[0]?.text).toContain("T-score -2.7");
    expect([boneDensity.lowestTScore.state, boneDensity.latestWithValues.state]).toEqual(["unusable", "unusable"]);
    expect(boneDensity.sessions.flatMap((session) => session.reports.flatMap((report) => report.readings)).every((reading) => !reading.confirmed)).toBe(true);
  });

  it("13: report, panel and members are one scan with three measurements; a dangling result breaks nothing", () => {
    const { boneDensity, rejected } = readCase("13-dxa-report-hasmember");
    expect(lines(boneDensity)).toEqual(["2026-02-03 lumbar spine: BMD 0.902, T -1.4", "2026-02-03 left hip: T -0.9"]);
    expect(boneDensity.sessions).toHaveLength(1);
    expect(rejected).toEqual([]);
  });

  it("15: no change is computed from Hologic to Lunar", () => {
    const { changes } = readCase("15-two-scanner-makers").boneDensity;
    expect(changes.map((change) => change.comparable)).toEqual([false, false]);
    expect(JSON.stringify(changes)).not.toMatch(/16\.\d/);
  });

  it("17: a T-score in g/cm² is neither a T-score nor a BMD", () => {
    const { boneDensity, rejected } = readCase("17-tscore-code-with-bmd-value");
    expect(boneDensity.sessions).toEqual([]);
    expect(boneDensity.lowestTScore.state).toBe("unusable");
    expect(rejected.map((item) => [item.reference, item.kind])).toEqual([
      ["Observation/o2", "inconsistent"],
      ["Observation/o3", "inconsistent"],
    ]);
  });

  it("19: a year and a month stay a year and a month", () => {
    const { boneDensity } = readCase("19-partial-dates");
    expect(boneDensity.sessions.map((session) => [session.date.text, session.date.precision])).toEqual([
      ["2021-03", "month"],
      ["2024", "year"],
    ]);
    expect(boneDensity.lowestTScore).toMatchObject({ value: { value: -1.5 }, date: { text: "2024" } });
  });

  it("29: a Z-score whose unit code says T-score is a Z-score", () => {
    const { boneDensity } = readCase("29-premenopausal-ofs-zscore");
    expect(boneDensity.lowestZScore).toMatchObject({ state: "present", value: { value: -2.2, region: { site: "lumbar-spine" } } });
    expect(boneDensity.lowestTScore).toMatchObject({ value: { value: -2.6 } });
  });

  it("39: a T-score without a number is listed and breaks nothing", () => {
    const { boneDensity, rejected } = readCase("39-malformed-resources");
    expect(boneDensity.lowestTScore.state).toBe("unusable");
    expect(rejected).toContainEqual(expect.objectContaining({ reference: "Observation/o13", kind: "malformed" }));
  });

  it("50: another patient's T-score is nowhere", () => {
    const { boneDensity, rejected } = readCase("50-other-patients-rows-leak");
    expect(boneDensity.latest.state).toBe("not-recorded");
    expect(JSON.stringify([boneDensity, rejected])).not.toContain("4.1");
  });

  it("52: the same T-score from two systems is one value with two sources", () => {
    const { boneDensity } = readCase("52-same-result-from-two-systems");
    expect(lines(boneDensity)).toEqual(["2026-03-03 lumbar spine L1-L4: T -1.4"]);
    expect(boneDensity.lowestTScore).toMatchObject({ sources: ["Observation/o5", "Observation/o6"] });
  });

  it("57: every odd value is read or listed as it stands, with the reason of an absence", () => {
    const { boneDensity, rejected } = readCase("57-tscore-odd-value-types");
    expect(lines(boneDensity)).toEqual(["2026-01-01 left femur: T -2", "2026-01-01 site not stated: T -2.4"]);
    expect(rejected.map((item) => [item.reference, item.kind, item.asReported])).toEqual([
      ["Observation/o2", "not-numeric", "Osteopenia"],
      ["Observation/o3", "not-numeric", "-2 to -1.5"],
      ["Observation/o5", "other", undefined],
      ["Observation/o7", "malformed", undefined],
    ]);
    expect(rejected[2]?.reason).toContain("bilateral hip replacement");
  });
});
