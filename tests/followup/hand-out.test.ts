// @vitest-environment node
import { describe, expect, it } from "vitest";
import { groupOf, listOf } from "../../src/followup/cohort";
import { csvOf } from "../../src/followup/csv";
import { followUpOf } from "../../src/followup/follow-up";
import { type FigureId, measureReportOf, qualityFigures } from "../../src/followup/quality";
import type { Known, WorklistRow } from "../../src/followup/row";
import { notLoaded, row } from "./sample-row";

const made = { on: "2026-11-23", from: "File rows.json" };
const followUp = followUpOf({ read: new Map(), known: new Map(), origin: "files", today: "2026-11-23", inWords: () => "" });
const measures = (dxaInTwoYears: Known, vitaminDOnRecord: Known, lowTScore: Known, treated: Known) => ({ dxaInTwoYears, vitaminDOnRecord, lowTScore, treated });

describe("the CSV", () => {
  const csv = (more: Partial<WorklistRow>) => csvOf([row("a", more)], made, followUp);

  it("has one line for each patient, ended and quoted as RFC 4180 says, with day and source", () => {
    const lines = csv({ name: 'Ann "Nan" Lee, MD', top: "two\nlines" }).split("\r\n");
    expect(lines[0]).toMatch(/^\uFEFFPatient id,Name,MRN,/);
    expect(lines[1]).toContain('"Ann ""Nan"" Lee, MD"');
    expect(lines[1]).toContain('"two\nlines"');
    expect(lines[1]).toMatch(/,2026-11-23,File rows.json$/);
    expect(lines[2]).toBe("");
  });

  it.each(["=1+2", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", " =1+1", "\n=1", "\uff1d1+1", '=HYPERLINK("http://x","y")'])(
    "a name of %j is never a formula",
    (name) => {
      const cell = csv({ name }).split("\r\n").slice(1).join("\r\n").split(",").slice(1).join(",").replace(/^"/, "");
      expect(cell.startsWith("'")).toBe(true);
    },
  );

  it("a T-score stays a number, and zero is one", () => {
    expect(csv({ lowestT: -2.5 })).toContain(",-2.5,");
    expect(csv({ lowestT: 0 })).toContain(",0,");
  });

  it("holds what was recorded, with its reason, and guards that too", () => {
    const snoozed = {
      ruleId: "DXA-03",
      ruleVersion: "1",
      disposition: "snoozed",
      reason: "=1+1",
      until: "2027-01-15",
      on: undefined,
      by: undefined,
      task: undefined,
    } as const;
    const known = new Map([["a", { readAt: 0, statuses: new Map([["DXA-03", snoozed]]), orders: [], statusesUnknown: undefined, ordersUnknown: undefined }]]);
    const recorded = followUpOf({ read: new Map(), known, origin: "files", today: "2026-11-23", inWords: ({ reason }) => reason });
    const text = csvOf([row("a", { prompts: [{ id: "DXA-03", priority: "M" }] })], made, recorded);
    expect(text).toContain("snoozed until 15 Jan 2027,Interval since the last DXA: =1+1,");
  });

  it("says who is not fully loaded", () => {
    expect(csv({ notLoaded })).toContain("DXA and vitamin D results");
  });
});

describe("the quality figures", () => {
  const rows = [
    row("1", { measures: measures("yes", "yes", "yes", "yes") }),
    row("2", { measures: measures("no", "no", "yes", "no") }),
    row("3", { measures: measures("unknown", "yes", "unknown", "unknown") }),
    row("4", { measures: measures("yes", "unknown", "no", "no") }),
    row("5", { dxa: "outside", measures: measures("no", "no", "yes", "no") }),
    row("6", { agent: "", measures: measures("yes", "yes", "yes", "yes") }),
    row("7", { measures: measures("yes", "yes", "yes", "unknown") }),
  ];
  const figure = (id: FigureId) => qualityFigures(rows).find((one) => one.id === id);

  it.each([
    ["dxa-in-two-years", { numerator: 3, denominator: 4, notJudged: 2, outside: 1, population: 7 }],
    ["vitamin-d-on-record", { numerator: 3, denominator: 4, notJudged: 2, outside: 1, population: 7 }],
    ["treated-when-osteoporotic", { numerator: 1, denominator: 2, notJudged: 3, outside: 1, population: 7 }],
  ] as const)("%s counts whom it can judge and says whom it cannot", (id, expected) => {
    expect(figure(id)).toMatchObject(expected);
  });

  it("go out as a summary MeasureReport with the same counts and nobody's name", () => {
    const report = JSON.stringify(measureReportOf(qualityFigures(rows), made));
    expect(report).not.toMatch(/Patient\/|Name 1|M-1/);
    expect(JSON.parse(report)).toMatchObject({ resourceType: "MeasureReport", status: "complete", type: "summary", period: { start: "2026-11-23" } });
    expect(JSON.parse(report).group[0]).toMatchObject({
      measureScore: { value: 0.75 },
      population: [{ count: 7 }, { count: 1 }, { count: 4 }, { count: 3 }, { count: 2 }],
    });
  });

  it("a share of nobody is no share", () => {
    const report = measureReportOf(qualityFigures([]), made);
    expect(JSON.stringify(report)).not.toContain("measureScore");
  });
});

describe("the cohort as FHIR", () => {
  it("names the shown patients by reference only, in their order", () => {
    const shown = [row("b"), row("a")];
    expect(JSON.stringify(groupOf(shown, made))).toContain('"member":[{"entity":{"reference":"Patient/b"}},{"entity":{"reference":"Patient/a"}}]');
    expect(JSON.stringify(listOf(shown, made))).toContain('"entry":[{"item":{"reference":"Patient/b"}},{"item":{"reference":"Patient/a"}}]');
    expect(JSON.stringify([groupOf(shown, made), listOf(shown, made)])).not.toContain("Name");
  });
});
