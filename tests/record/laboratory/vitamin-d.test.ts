// @vitest-environment node
import { describe, expect, test } from "vitest";
import { readVitaminD } from "../../../src/record/laboratory/vitamin-d";
import { type ChartOptions, chartOf, searchesWith } from "../chart-of";
import { observation, patient, type Sample } from "../sample-observation";

const total = "62292-8";
const d3 = "1989-3";
const d2 = "49054-0";

function read(samples: readonly Sample[], options: ChartOptions = {}) {
  const chart = chartOf([patient(), ...samples.map(observation)], options);
  const vitaminD = readVitaminD(chart);
  return {
    ...vitaminD,
    shown: vitaminD.results.map((one) => `${one.date.text} ${one.comparator ?? ""}${one.value} ${one.unit} ${one.analyte}`),
    listed: chart.rejected.map((item) => `${item.reference} ${item.kind}`),
    items: chart.rejected,
  };
}

describe("which tests are 25-OH vitamin D", () => {
  test.each([total, "83070-3", "68438-1"])("LOINC %s is a total", (loinc) => {
    expect(read([{ loinc, value: 30, unit: "ng/mL" }]).results).toMatchObject([{ analyte: "total", how: "coded" }]);
  });

  test.each([d3, "14635-7"])("LOINC %s is D3 and is shown as such", (loinc) => {
    const { results, latest } = read([{ loinc, value: 30, unit: "ng/mL" }]);
    expect(results).toMatchObject([{ analyte: "d3-alone", how: "coded" }]);
    expect(latest).toMatchObject({ note: "25-OH vitamin D3 alone, without D2" });
  });

  test.each([
    ["25-OH Vitamin D", "total"],
    ["25(OH)D", "total"],
    ["25OHD", "total"],
    ["Vitamin D, 25-Hydroxy", "total"],
    ["VITAMIN D 25 HYDROXY", "total"],
    ["25-hydroxyvitamin D", "total"],
    ["25-hydroxyvitamine D", "total"],
    ["25-OH-Vitamin D (LC-MS/MS)", "total"],
    ["25-hidroxivitamina D", "total"],
    ["25-idrossi vitamina D", "total"],
    ["25-Hydroxyvitamin D2+D3", "total"],
    ["25-OH Vitamin D3 total", "total"],
    ["25-OH-Vitamin D3", "d3-alone"],
    ["25-Hydroxycholecalciferol", "d3-alone"],
    ["Calcidiol", "d3-alone"],
    ["VITD25", "total"],
    ["Vitamin D-25", "total"],
    ["Vitamin D25-OH", "total"],
  ])('the name "%s" alone is recognised (%s)', (text, analyte) => {
    expect(read([{ text, value: 30, unit: "ng/mL" }]).results).toMatchObject([{ analyte, how: "by-text" }]);
  });

  test.each([
    "1,25-Dihydroxyvitamin D",
    "VITAMIN D, 1,25 (OH)2",
    "1,25-(OH)2-Vitamin D3",
    "1α,25-dihydroxyvitamin D",
    "1-25 OH vitamin D",
    "Vitamin D 1,25-Dihydroxy",
    "Calcitriol",
    "24,25-dihydroxyvitamin D",
    "24R,25-(OH)2-Vitamin D",
    "1,25-dihidroxivitamina D",
    "Free 25-OH vitamin D",
  ])('"%s" is never 25-OH vitamin D, not even under its LOINC code', (text) => {
    for (const loinc of [undefined, total]) {
      const { results, listed } = read([{ ...(loinc === undefined ? {} : { loinc }), text, value: 52, unit: "ng/mL" }]);
      expect(results).toEqual([]);
      expect(listed).toEqual(["Observation/x1 other-analyte"]);
    }
  });

  test.each(["62290-2", "1649-3", "62291-0", "1990-1", "2236-8", "35365-6", "83071-1", "46269-7"])("LOINC %s is listed, not charted", (loinc) => {
    const { results, listed } = read([{ loinc, value: 30, unit: "ng/mL" }]);
    expect(results).toEqual([]);
    expect(listed).toEqual(["Observation/x1 other-analyte"]);
  });

  test("a code not verified here counts by its name, and is marked so", () => {
    const { results } = read([{ loinc: "83071-1", text: "25-hydroxyvitamin D total", value: 60, unit: "nmol/L" }]);
    expect(results).toMatchObject([{ analyte: "total", how: "by-text" }]);
  });

  test('plain "Vitamin D" does not say which, and is listed', () => {
    expect(read([{ text: "Vitamin D", value: 30, unit: "ng/mL" }]).listed).toEqual(["Observation/x1 other-analyte"]);
  });

  test("a site's own code counts where the site says what it means", () => {
    const code = { coding: [{ system: "urn:site", code: "VD25" }], text: "VD" };
    const localCodes = [{ system: "urn:site", code: "VD25", means: "25-hydroxyvitamin-d" }];
    expect(read([{ code, value: 30, unit: "ng/mL" }]).results).toEqual([]);
    expect(read([{ code, value: 30, unit: "ng/mL" }], { settings: { localCodes } }).results).toMatchObject([{ value: 30, how: "coded" }]);
  });

  test.each(["Vitamin B12", "Hemoglobin", "25 g glucose tolerance", "Protein D", "C3-epi-25-hydroxyvitamin D3"])('"%s" is left alone', (text) => {
    expect(read([{ text, value: 30, unit: "ng/mL" }])).toMatchObject({ results: [], items: [] });
  });
});

describe("the unit decides, never the code", () => {
  test.each([
    ["14635-7", 28, "ng/mL", "28 ng/mL"],
    [total, 70, "nmol/L", "70 nmol/L"],
    [total, 28, "ug/L", "28 ng/mL"],
    [total, 28, "mcg/L", "28 ng/mL"],
    [total, 0, "ng/mL", "0 ng/mL"],
    [total, 1000, "ng/mL", "1000 ng/mL"],
    [total, 2496, "nmol/L", "2496 nmol/L"],
  ])("LOINC %s with %d %s is %s", (loinc, value, unit, expected) => {
    const [result] = read([{ loinc, value, unit }]).results;
    expect(`${result?.value} ${result?.unit}`).toBe(expected);
  });

  test.each([
    ["pmol/L", { value: 48000, unit: "pmol/L" }, "unit"],
    ["pg/mL", { value: 28000, unit: "pg/mL" }, "unit"],
    ["ng/dL", { value: 28, unit: "ng/dL" }, "unit"],
    ["an unknown unit", { value: 28, unit: "furlong" }, "unit"],
    ["no unit", { value: 28 }, "unit"],
    ["two units that disagree", { valueQuantity: { value: 28, unit: "ng/mL", system: "http://unitsofmeasure.org", code: "nmol/L" } }, "unit"],
    ["less than nothing", { value: -1, unit: "ng/mL" }, "implausible"],
    ["1001 ng/mL", { value: 1001, unit: "ng/mL" }, "implausible"],
    ["2497 nmol/L", { value: 2497, unit: "nmol/L" }, "implausible"],
    ["0 with the range 0 to 0", { value: 0, unit: "ng/mL", referenceRange: [{ low: { value: 0 }, high: { value: 0 } }] }, "not-numeric"],
    ["a text", { valueString: "See scanned report" }, "not-numeric"],
    ["an answer", { valueCodeableConcept: { text: "Low" } }, "not-numeric"],
    ["a range", { valueRange: { low: { value: 20 }, high: { value: 30 } } }, "not-numeric"],
    ["no value", {}, "malformed"],
    ["a preliminary value", { value: 45, unit: "ng/mL", status: "preliminary" }, "not-final"],
  ] satisfies readonly (readonly [string, Sample, string])[])("%s is not usable, is listed, and is the reason why there is no level", (_name, sample, kind) => {
    const { results, latest, newestUnusable, listed } = read([{ loinc: total, ...sample }]);
    expect(results).toEqual([]);
    expect(listed).toEqual([`Observation/x1 ${kind}`]);
    expect(newestUnusable).toMatchObject({ kind, reference: "Observation/x1" });
    expect(latest).toMatchObject({ state: "unusable", reason: newestUnusable?.reason });
  });
});

describe("a laboratory report of the test", () => {
  const report = (more: Readonly<Record<string, unknown>> = {}) => ({
    resourceType: "DiagnosticReport",
    id: "r1",
    status: "final",
    code: { text: "VITAMIN D, 25-HYDROXY" },
    subject: { reference: "Patient/p1" },
    effectiveDateTime: "2026-05-05",
    conclusion: "17 ng/mL (low)",
    ...more,
  });
  const readWith = (reports: readonly unknown[], samples: readonly Sample[] = []) => {
    const chart = chartOf([patient(), ...samples.map(observation), ...reports]);
    return { ...readVitaminD(chart), rejected: chart.rejected.map((item) => item.reference) };
  };

  test("whose number stands in its text only is a level that cannot be used, and no absence", () => {
    expect(readWith([report()])).toMatchObject({ latest: { state: "unusable" }, newestUnusable: { reference: "DiagnosticReport/r1", kind: "not-numeric" } });
  });

  const level: Sample = { id: "a", loinc: total, value: 32, unit: "ng/mL" };
  test.each([
    ["names the result", report({ effectiveDateTime: "2026-05-07", result: [{ reference: "Observation/a" }] }), [level]],
    ["is of the day of the result", report(), [level]],
    ["was cancelled", report({ status: "cancelled" }), [level]],
    ["is of another test", report({ code: { text: "1,25-Dihydroxyvitamin D" } }), [level]],
  ])("that %s adds nothing", (_name, one, samples) => {
    expect(readWith([one], samples)).toMatchObject({ latest: { state: "present" }, newestUnusable: undefined, rejected: [] });
  });

  test("newer than the latest level is pointed out beside it", () => {
    expect(readWith([report({ effectiveDateTime: "2026-09-01" })], [level])).toMatchObject({
      latest: { value: { value: 32 } },
      newestUnusable: { reference: "DiagnosticReport/r1" },
    });
  });
});

describe("what was not measured is no result", () => {
  const absent = (code: string) => ({ dataAbsentReason: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/data-absent-reason", code }] } });
  test.each([
    ["a sample that could not be used", { valueString: "HEMOLYZED - NOT DONE" }, "not-recorded", "not-final"],
    ["a test that was not performed", absent("not-performed"), "not-recorded", "not-final"],
    ["a value that is withheld", absent("masked"), "unusable", "not-numeric"],
    ["a sample of next year", { value: 34, unit: "ng/mL", day: "2027-10-20" }, "not-recorded", "future-date"],
    ["a sample of tomorrow, which may be today elsewhere", { value: 34, unit: "ng/mL", day: "2026-11-24" }, "unusable", "future-date"],
  ] satisfies readonly (readonly [string, Sample, string, string])[])("%s", (_name, sample, state, kind) => {
    const { latest, listed } = read([{ loinc: total, ...sample }]);
    expect([latest.state, listed]).toEqual([state, [`Observation/x1 ${kind}`]]);
  });
});

describe("the latest level", () => {
  const usable: Sample = { id: "a", loinc: total, value: 32, unit: "ng/mL", day: "2025-12-01" };

  test("an unusable result newer than it is pointed out; an older one is only listed", () => {
    const unusable = { id: "b", loinc: total, valueString: "See scanned report" };
    expect(read([usable, { ...unusable, day: "2026-01-01" }])).toMatchObject({
      latest: { value: { value: 32 } },
      newestUnusable: { reference: "Observation/b" },
    });
    expect(read([usable, { ...unusable, day: "2025-01-01" }]).newestUnusable).toBeUndefined();
  });

  test("a newer test of another vitamin D does not make the level doubtful", () => {
    expect(read([usable, { id: "b", loinc: "62290-2", value: 52, unit: "pg/mL", day: "2026-03-01" }])).toMatchObject({
      latest: { state: "present", value: { value: 32 } },
      newestUnusable: undefined,
    });
  });

  test("with only 1,25-dihydroxyvitamin D no 25-OH vitamin D is recorded, and the other test is pointed out", () => {
    const { latest, newestUnusable } = read([{ loinc: "62290-2", value: 52, unit: "pg/mL" }]);
    expect(latest).toEqual({ state: "not-recorded", searched: ["bone-observations", "diagnostic-reports"] });
    expect(newestUnusable).toMatchObject({ kind: "other-analyte" });
  });

  test("with only an unspecified vitamin D it is unusable, not absent", () => {
    expect(read([{ loinc: "35365-6", value: 30, unit: "ng/mL" }]).latest.state).toBe("unusable");
  });

  test("a withdrawn or unfinished result is not a level", () => {
    for (const status of ["entered-in-error", "cancelled", "registered"]) {
      expect(read([{ loinc: total, value: 8, unit: "ng/mL", status }])).toMatchObject({ latest: { state: "not-recorded" }, newestUnusable: undefined });
    }
  });

  test.each(["failed", "refused", "partial", "pending"] as const)("a search that is %s never says that no level is recorded", (state) => {
    const searches = searchesWith({ "bone-observations": state });
    expect(read([], { searches }).latest.state).toBe("unavailable");
    expect(read([{ loinc: total, value: 28 }], { searches }).latest.state).toBe("unavailable");
    expect(read([usable], { searches }).latest.state).toBe("present");
  });

  test("two different results that cannot be put in order: the lower one leads and the other is named", () => {
    const { latest, results } = read([usable, { ...usable, id: "b", value: 45 }]);
    expect(results).toHaveLength(2);
    expect(latest).toMatchObject({ value: { value: 32 }, note: "another result of that day is 45 ng/mL" });
  });

  test("a comparator stays with its value", () => {
    expect(read([{ loinc: total, valueString: "< 4.0 ng/mL" }]).latest).toMatchObject({ value: { comparator: "<", value: 4, asReported: "< 4.0 ng/mL" } });
  });
});

describe("one result per specimen", () => {
  const nine = "2026-03-03T09:00:00-05:00";
  test.each([
    [
      "the same value from two systems",
      [
        { id: "a", loinc: total, value: 29, unit: "ng/mL", day: nine },
        { id: "b", loinc: total, value: 29, unit: "ng/mL", day: "2026-03-03T14:00:00Z" },
      ],
    ],
    [
      "rounded by one of them",
      [
        { id: "a", loinc: total, value: 29, unit: "ng/mL", day: "2026-03-03" },
        { id: "b", loinc: total, value: 29.3, unit: "ng/mL", day: "2026-03-03" },
      ],
    ],
    [
      "in the other unit",
      [
        { id: "a", loinc: total, value: 29, unit: "ng/mL", day: nine },
        { id: "b", loinc: "14635-7", value: 72.4, unit: "nmol/L", day: "2026-03-03" },
      ],
    ],
  ] satisfies readonly (readonly [string, readonly Sample[]])[])("%s", (_name, samples) => {
    const { results, items } = read(samples);
    expect(results).toMatchObject([{ value: 29, unit: "ng/mL", analyte: "total", sources: ["Observation/a", "Observation/b"] }]);
    expect(items).toEqual([]);
  });

  test("a copy under the same accession, issued later, is a source and not a new version", () => {
    const copy = { loinc: total, value: 29, unit: "ng/mL", identifier: [{ system: "urn:lab", value: "ACC-77" }] };
    const { results, items } = read([
      { ...copy, id: "a", issued: "2026-05-05T12:00:00Z" },
      { ...copy, id: "b", issued: "2026-05-06T12:00:00Z" },
    ]);
    expect(results).toMatchObject([{ value: 29, sources: ["Observation/a", "Observation/b"] }]);
    expect(items).toEqual([]);
  });

  test("the direct copy is kept in its own unit, the relayed one is a source", () => {
    const relayed = { id: "a", loinc: total, value: 29, unit: "ng/mL", day: nine, meta: { source: "https://exchange.example" } };
    const direct = { id: "b", loinc: total, value: 72, unit: "nmol/L", day: nine };
    expect(read([relayed, direct]).results).toMatchObject([{ value: 72, unit: "nmol/L", sources: ["Observation/b", "Observation/a"] }]);
  });

  test("the copy that was timed is kept before the one that was only dated", () => {
    const copy = { loinc: total, value: 29, unit: "ng/mL" };
    const { results } = read([
      { ...copy, id: "a", day: "2026-03-03" },
      { ...copy, id: "b", day: nine },
    ]);
    expect(results).toMatchObject([{ sources: ["Observation/b", "Observation/a"] }]);
  });

  test("another value or another day is another result", () => {
    const one = { id: "a", loinc: total, value: 29, unit: "ng/mL", day: "2026-03-03" };
    expect(read([one, { ...one, id: "b", value: 31 }]).results).toHaveLength(2);
    expect(read([one, { ...one, id: "b", day: "2026-03-04" }]).results).toHaveLength(2);
    expect(read([one, { id: "b", loinc: total, valueString: "<29 ng/mL", day: "2026-03-03" }]).results).toHaveLength(2);
  });

  const fractions: readonly Sample[] = [
    { id: "a", loinc: d3, value: 18, unit: "ng/mL" },
    { id: "b", loinc: d2, value: 6, unit: "ng/mL" },
  ];
  test("D2 and D3 of one specimen are summed once", () => {
    expect(read(fractions)).toMatchObject({
      results: [{ value: 24, analyte: "d2+d3-summed", how: "derived", asReported: "D3 18 ng/mL + D2 6 ng/mL", sources: ["Observation/a", "Observation/b"] }],
      items: [],
    });
  });

  test("fractions of one moment are summed though two time zones put midnight between them", () => {
    const [evening, night] = [{ day: "2026-04-30T23:30:00-05:00" }, { day: "2026-05-01T04:30:00Z" }];
    expect(
      read([
        { id: "a", loinc: d3, value: 14, unit: "ng/mL", ...evening },
        { id: "b", loinc: d2, value: 9, unit: "ng/mL", ...night },
      ]).results,
    ).toMatchObject([{ value: 23, analyte: "d2+d3-summed" }]);
  });

  test("copies of one moment are one result though two time zones put midnight between them", () => {
    const copies = [
      { id: "a", loinc: total, value: 29, unit: "ng/mL", day: "2026-04-30T23:30:00-05:00" },
      { id: "b", loinc: total, value: 72.4, unit: "nmol/L", day: "2026-05-01T04:30:00Z" },
    ];
    expect(read(copies).results).toMatchObject([{ sources: ["Observation/a", "Observation/b"] }]);
    expect(read(copies.toReversed()).results).toEqual(read(copies).results);
  });

  test("the total of the same specimen is taken instead, and the fractions are listed", () => {
    const { shown, listed, newestUnusable } = read([...fractions, { id: "c", loinc: total, value: 24, unit: "ng/mL" }]);
    expect(shown).toEqual(["2026-05-05 24 ng/mL total"]);
    expect(listed).toEqual(["Observation/a other-analyte", "Observation/b other-analyte"]);
    expect(newestUnusable).toBeUndefined();
  });

  test("a fraction below detection counts as nothing, and the result says so", () => {
    const { results } = read([
      { id: "a", loinc: d3, value: 18, unit: "ng/mL" },
      { id: "b", loinc: d2, valueString: "<4 ng/mL" },
    ]);
    expect(results).toMatchObject([{ value: 18, comparator: undefined, note: "25-OH vitamin D2 <4 ng/mL counted as 0" }]);
  });

  test("both fractions below detection give a bound", () => {
    const { results } = read([
      { id: "a", loinc: d3, valueString: "<4 ng/mL" },
      { id: "b", loinc: d2, valueString: "<4 ng/mL" },
    ]);
    expect(results).toMatchObject([{ value: 8, comparator: "<" }]);
  });

  test.each([
    ["another day", { day: "2026-05-06" }],
    ["another time of day", { day: "2026-05-05T16:00:00Z" }],
    ["another specimen", { specimen: { reference: "Specimen/2" } }],
    ["another unit", { unit: "nmol/L" }],
  ] satisfies readonly (readonly [string, Sample])[])("D2 of %s is not added to D3, and alone it is only listed", (_name, differs) => {
    const { shown, listed } = read([
      { id: "a", loinc: d3, value: 18, unit: "ng/mL", day: "2026-05-05T08:00:00Z", specimen: { reference: "Specimen/1" } },
      { id: "b", loinc: d2, value: 6, unit: "ng/mL", day: "2026-05-05T08:00:00Z", ...differs },
    ]);
    expect(shown).toEqual(["2026-05-05 18 ng/mL d3-alone"]);
    expect(listed).toEqual(["Observation/b other-analyte"]);
  });

  test("one order links D2 and D3 that were timed apart", () => {
    const basedOn = [{ reference: "ServiceRequest/1" }];
    const { shown } = read([
      { id: "a", loinc: d3, value: 18, unit: "ng/mL", day: "2026-05-05T08:00:00Z", basedOn },
      { id: "b", loinc: d2, value: 6, unit: "ng/mL", day: "2026-05-05T08:10:00Z", basedOn },
    ]);
    expect(shown).toEqual(["2026-05-05 24 ng/mL d2+d3-summed"]);
  });

  const coded = (loinc: string) => ({ coding: [{ system: "http://loinc.org", code: loinc }] });
  test("the components of one panel are one specimen, and the heading is not a result without value", () => {
    const component = [
      { code: coded(d3), valueQuantity: { value: 18, unit: "ng/mL" } },
      { code: coded(d2), valueQuantity: { value: 6, unit: "ng/mL" } },
    ];
    expect(read([{ loinc: total, component }])).toMatchObject({ shown: ["2026-05-05 24 ng/mL d2+d3-summed"], items: [] });
  });

  test("a heading whose members carry the values is not a result without value either", () => {
    const heading = { id: "z", text: "Vitamin D panel", hasMember: [{ reference: "Observation/a" }] };
    expect(read([heading, { id: "a", loinc: total, value: 24, unit: "ng/mL" }])).toMatchObject({ shown: ["2026-05-05 24 ng/mL total"], items: [] });
  });

  test("a heading that holds nothing readable is listed", () => {
    expect(read([{ loinc: total, component: [{ code: { text: "Comment" }, valueString: "ok" }] }]).listed).toEqual(["Observation/x1 malformed"]);
  });
});

test.each(["bone-observations", "diagnostic-reports"] as const)("no result is not claimed while %s failed: it may stand there", (search) => {
  expect(readVitaminD(chartOf([patient], { searches: searchesWith({ [search]: "failed" }) })).latest).toMatchObject({
    state: "unavailable",
    searches: [search],
  });
});
