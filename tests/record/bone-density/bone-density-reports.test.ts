// @vitest-environment node
import { describe, expect, it } from "vitest";
import type { DxaReport } from "../../../src/record/record";
import { lines, type Read, read, type ReadOptions, report, result, snomed } from "./bone-density-support";
import { caseBundle } from "../chart-of";

const text = "DXA of 2026, Hologic Horizon W. Lumbar spine L1-L4 BMD 0.781 g/cm2, T-score -2.7. Left total hip T-score -2.0.";
const base64 = (plain: string) => Buffer.from(plain, "utf8").toString("base64");
const reportsOf = ({ boneDensity }: Read): readonly DxaReport[] => boneDensity.sessions.flatMap((session) => session.reports);
const idOf = (got: Read, value: number) =>
  reportsOf(got)
    .flatMap((one) => one.readings)
    .find((reading) => reading.value === value)?.id ?? "not read";

describe("where a report's text stands", () => {
  const html = "<div xmlns='http://www.w3.org/1999/xhtml'><p>Lumbar spine L1-L4: T-score -2.7</p><script>alert(1)</script></div>";
  it("a Binary that came along", () => {
    const binary = { resourceType: "Binary", id: "b1", contentType: "text/plain", data: base64(text) };
    const [only] = reportsOf(
      read([binary, report("2026-02-03", { presentedForm: [{ contentType: "text/plain", url: "https://ehr.example/fhir/Binary/b1" }] })]),
    );
    expect(only).toMatchObject({ fileOnly: false, text });
  });

  it("coded values inside the report are those of its scan", () => {
    const { effectiveDateTime: _day, ...inside } = result("spineT", -2.7, "2026-02-03", { id: "t" });
    const got = read([report("2026-02-03", { id: "r", contained: [inside], result: [{ reference: "#t" }] })]);
    expect(lines(got.boneDensity)).toEqual(["2026-02-03 lumbar spine: T -2.7"]);
    expect(got.boneDensity.sessions.map(({ reports }) => reports.length)).toEqual([1]);
  });

  it.each([
    ["conclusion", { conclusion: text }],
    ["an attachment of plain text", { presentedForm: [{ contentType: "text/plain", data: base64(text) }] }],
    ["an attachment of HTML", { presentedForm: [{ contentType: "text/html", data: base64(html) }] }],
    ["its narrative", { text: { status: "generated", div: html } }],
  ])("%s", (_case, more) => {
    const [only] = reportsOf(read([report("2026-02-03", { id: "r", ...more })]));
    expect(only?.text).toContain("-2.7");
    expect(only?.text).not.toContain("<");
    expect(only?.readings.map((reading) => [reading.metric, reading.region.site, reading.value])).toContainEqual(["t-score", "lumbar-spine", -2.7]);
  });

  it("a document counts like a report", () => {
    const document = {
      resourceType: "DocumentReference",
      id: "d",
      status: "current",
      subject: { reference: "Patient/p1" },
      type: { coding: [{ system: "http://loinc.org", code: "38269-7" }] },
      description: "DXA hip and spine",
      context: { period: { start: "2026-02-03" } },
      content: [{ attachment: { contentType: "text/plain", title: "Report", data: base64(text) } }],
    };
    const got = read([document]);
    expect(got.boneDensity.latest).toMatchObject({ state: "present", date: { text: "2026-02-03" }, value: { kind: "central" } });
    expect(reportsOf(got)).toMatchObject([{ title: "DXA hip and spine", fileOnly: false, attachments: [{ contentType: "text/plain", title: "Report" }] }]);
  });

  it("a PDF is a scan done whose report is a file", () => {
    const got = read([report("2026-02-03", { presentedForm: [{ contentType: "application/pdf", title: "DXA.pdf", url: "Binary/1" }] })]);
    expect(got.boneDensity.latest.state).toBe("present");
    expect(reportsOf(got)).toMatchObject([{ fileOnly: true, text: "", readings: [], attachments: [{ contentType: "application/pdf", title: "DXA.pdf" }] }]);
  });

  it("a corrected report replaces the one before it under the same number", () => {
    const identifier = [{ system: "urn:rad", value: "R-9" }];
    const got = read([
      report("2026-02-03", { id: "first", identifier, conclusion: "Lumbar spine T-score -2.6." }),
      report("2026-02-03", { id: "second", identifier, status: "corrected", conclusion: "Lumbar spine T-score -1.6." }),
    ]);
    expect(reportsOf(got).map((one) => one.reference)).toEqual(["DiagnosticReport/second"]);
    expect(got.rejected).toMatchObject([{ reference: "DiagnosticReport/first", kind: "superseded" }]);
  });

  it("what conclusion and attachment both say is read once", () => {
    const got = read([report("2026-02-03", { conclusion: text, presentedForm: [{ contentType: "text/plain", data: base64(`${text}\nSigned.`) }] })]);
    expect(reportsOf(got)[0]?.readings.filter((reading) => reading.value === -2.7)).toHaveLength(1);
  });

  it("a radiology report known only to its hospital counts when its text gives the numbers of a DXA", () => {
    const category = [{ coding: [{ code: "RAD" }] }];
    const named = (code: unknown, conclusion: string) => read([report("2026-02-03", { code, category, conclusion })]).boneDensity.latest.state;
    expect(named({ text: "IMG 4711" }, `Bone density by DXA. ${text}`)).toBe("present");
    expect(named({ text: "IMG 4711" }, "DXA recommended.")).toBe("not-recorded");
    expect(named({ text: "CT chest" }, `Bone density by DXA. ${text}`)).toBe("not-recorded");
  });
});

describe("numbers read from a report's text", () => {
  it("wait until they are confirmed", () => {
    const got = read([report("2026-02-03", { id: "r", conclusion: text })]);
    expect(lines(got.boneDensity)).toEqual([]);
    expect(got.boneDensity.lowestTScore.state).toBe("unusable");
    expect(reportsOf(got)[0]?.readings.map((reading) => [reading.id, reading.confirmed])).toContainEqual([
      expect.stringContaining("DiagnosticReport/r#"),
      false,
    ]);
  });

  it("enter one by one, marked as read from the report", () => {
    const resources = [report("2026-02-03", { id: "r", conclusion: text })];
    const confirmed = idOf(read(resources), -2);
    const got = read(resources, { confirmed: [confirmed] });
    expect(lines(got.boneDensity)).toEqual(["2026-02-03 left total hip: T -2"]);
    expect(got.boneDensity.lowestTScore).toMatchObject({ state: "present", value: { value: -2 }, how: "read-from-report", sources: ["DiagnosticReport/r"] });
    expect(
      reportsOf(got)
        .flatMap((one) => one.readings)
        .filter((reading) => reading.confirmed)
        .map((reading) => reading.id),
    ).toEqual([confirmed]);
  });

  it("all enter, marked as unconfirmed, where the site's settings say so", () => {
    const { boneDensity } = read([report("2026-02-03", { conclusion: text })], { settings: { reportReadings: "use-marked" } });
    expect(lines(boneDensity)).toEqual(["2026-02-03 lumbar spine L1-L4: BMD 0.781, T -2.7", "2026-02-03 left total hip: T -2"]);
    expect(boneDensity.lowestTScore).toMatchObject({ how: "read-from-report", note: expect.stringContaining("not confirmed") });
  });

  const useMarked: ReadOptions = { settings: { reportReadings: "use-marked" } };

  it("join the coded number they repeat, and give way to one that differs", () => {
    const coded = (value: number) => result("spineT", value, "2026-02-03", { id: "coded" });
    const same = read([coded(-2.7), report("2026-02-03", { id: "r", conclusion: "Lumbar spine L1-L4 T-score -2.7." })], useMarked);
    expect(lines(same.boneDensity)).toEqual(["2026-02-03 lumbar spine: T -2.7"]);
    expect(same.boneDensity.lowestTScore).toMatchObject({ how: "coded", sources: ["Observation/coded", "DiagnosticReport/r"] });
    const other = read([coded(-2.1), report("2026-02-03", { id: "r", conclusion: "Lumbar spine L1-L4 T-score -2.7." })], useMarked);
    expect(lines(other.boneDensity)).toEqual(["2026-02-03 lumbar spine: T -2.1"]);
    expect(other.rejected).toMatchObject([{ reference: "DiagnosticReport/r", kind: "inconsistent" }]);
  });

  it("a prior value, a legend and a negation are nobody's result", () => {
    const conclusion = "Compared to the prior study T-score was -1.8 at L1-L4. No T-score of -2.5 or below.";
    expect(lines(read([report("2026-02-03", { conclusion })], useMarked).boneDensity)).toEqual([]);
  });

  it("12: of the case's two reports only the current one gives numbers", () => {
    const { boneDensity } = read(caseBundle("12-dxa-conclusion-only"), useMarked);
    expect(boneDensity.sessions.map((session) => session.hasValues)).toEqual([false, true]);
    const scores = boneDensity.sessions[1]?.results.map((one) => [one.region.site, one.tScore?.value]);
    expect(scores).toEqual([
      ["lumbar-spine", -2.7],
      ["total-hip", -2],
      ["femoral-neck", -2.4],
    ]);
    expect(boneDensity.fraxMajor).toMatchObject({ state: "present", value: 18, how: "read-from-report" });
    expect(read(caseBundle("12-dxa-conclusion-only")).boneDensity.fraxMajor.state).toBe("not-recorded");
  });
});

describe("what a report says beside its numbers", () => {
  const scan = (on: string, bmd: number, conclusion: string) => [result("spineBmd", bmd, on), report(on, { conclusion })];

  it("names the scanner of a scan whose numbers do not", () => {
    const { boneDensity } = read([
      ...scan("2024-02-03", 0.9, "Performed on a Hologic Horizon W."),
      ...scan("2026-02-03", 0.99, "Performed on a GE Lunar iDXA."),
    ]);
    expect(boneDensity.sessions.map((session) => session.scanner?.maker)).toEqual(["Hologic", "GE Lunar"]);
    expect(boneDensity.changes.map((change) => change.comparable)).toEqual([false, false]);
  });

  it("gives the facility's least significant change, which beats configuration and default", () => {
    const resources = [...scan("2024-02-03", 0.9, ""), ...scan("2026-02-03", 0.87, "Least significant change for the lumbar spine is 2.8%.")];
    const { boneDensity } = read(resources, { settings: { leastSignificantChange: { "lumbar-spine": 4 } } });
    expect(boneDensity.sessions[1]?.facilityLsc).toEqual({ "lumbar-spine": 2.8 });
    expect(boneDensity.changes[0]).toMatchObject({ comparable: true, lsc: { percent: 2.8, from: "report" }, exceedsLsc: true });
  });

  it("gives it in g/cm2, taken relative to the earlier density", () => {
    const { changes } = read([...scan("2024-02-03", 1, ""), ...scan("2026-02-03", 0.975, "LSC for lumbar spine 0.030 g/cm2.")]).boneDensity;
    expect(changes[0]).toMatchObject({ comparable: true, exceedsLsc: false, lsc: { from: "report" } });
    const [first] = changes;
    expect(first?.comparable === true ? first.lsc.percent : undefined).toBeCloseTo(3);
  });

  it("shows that vertebrae were left out, which forbids the comparison", () => {
    const { changes } = read([...scan("2024-02-03", 0.9, ""), ...scan("2026-02-03", 0.8, "Lumbar spine (L2-L4) T-score -1.1.")]).boneDensity;
    expect(changes.map((change) => (change.comparable ? "compared" : change.reason))).toContain(
      "Different vertebrae by the reports (L1-L4, then L2-L4): not comparable.",
    );
  });

  it("says which part of the body was scanned, where its code does not", () => {
    const kind = (conclusion: string) => read([report("2026-02-03", { conclusion })]).boneDensity.sessions[0]?.kind;
    expect(kind("Osteopenia of the lumbar spine and left hip. No CT available.")).toBe("central");
    expect(kind("Heel densitometry: normal.")).toBe("peripheral");
    expect(kind("Osteopenia.")).toBe("unspecified");
  });

  it("a panel with a text as its value is a report", () => {
    const panel = result("spineT", 0, "2026-02-03", {
      code: { coding: [{ system: "http://loinc.org", code: "83311-1" }] },
      valueQuantity: undefined,
      valueString: text,
    });
    const got = read([panel]);
    expect(got.boneDensity.latest.state).toBe("present");
    expect(reportsOf(got)[0]?.text).toBe(text);
  });

  it("a coded category as the value of a study is listed, and the scan counts", () => {
    const panel = result("spineT", 0, "2026-02-03", {
      code: { coding: [{ system: "http://loinc.org", code: "38269-7" }] },
      valueQuantity: undefined,
      valueCodeableConcept: { coding: [{ system: snomed, code: "312894000", display: "Osteopenia" }] },
    });
    const got = read([panel]);
    expect(got.boneDensity.latest.state).toBe("present");
    expect(got.rejected).toMatchObject([{ kind: "not-numeric", asReported: "Osteopenia" }]);
  });
});

describe("the date of the report tells the numbers of its own scan from earlier ones", () => {
  const columns = (first: string, second: string) => `Date: ${first}  Lumbar spine L1-L4 T-score -2.4.\nDate: ${second}  Lumbar spine L1-L4 T-score -2.0.`;
  it.each([
    ["the only number is dated like the report", "2026-02-03", "Lumbar spine T-score -2.4 on 3 February 2026.", [-2.4]],
    ["the only number is dated years before it", "2026-02-03", "Lumbar spine T-score -2.4 on 3 February 2021.", []],
    ["the report knows its month only", "2026-02", "Lumbar spine T-score -2.4 on 3 February 2026.", [-2.4]],
    ["the report knows its year only, which decides nothing", "2026", "Lumbar spine T-score -2.4 on 3 February 2026.", []],
    ["one line is of the report's day", "2026-02-03", columns("2026-02-03", "2022-02-01"), [-2.4]],
    ["day and month can be told only by the report's date", "2025-11-05", columns("05/11/2025", "10/05/2025"), [-2.4]],
    ["the same text in the other order of day and month", "2025-05-11", columns("05/11/2025", "10/05/2024"), [-2.4]],
    ["the text names a later day, of a scan to come", "2024-02-03", columns("2024-02-03", "2026-02-03"), [-2.4]],
    ["a report filed years after its scan changes nothing", "2026-02-03", columns("2022-02-03", "2019-02-03"), [-2.4]],
    ["what the text calls the day of the scan counts more", "2026-02-03", "Date of exam: 2025-12-20. Lumbar spine T-score -2.4.", [-2.4]],
  ])("%s", (_case, on, conclusion, expected) => {
    const values = reportsOf(read([report(on, { conclusion })])).flatMap((one) => one.readings.map((reading) => reading.value));
    expect(values).toEqual(expected);
  });
});
