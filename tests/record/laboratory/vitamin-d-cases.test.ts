// @vitest-environment node
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isRecord } from "../../../src/record/chart";
import { rejectUnidentified } from "../../../src/record/observation";
import { readVitaminD } from "../../../src/record/laboratory/vitamin-d";
import { vitaminDInNmolPerL } from "../../../src/terminology/units";
import { caseBundle, chartOf } from "../chart-of";
import { observation, patient } from "../sample-observation";

function readCase(folder: string) {
  const chart = chartOf(caseBundle(folder));
  const { results, latest, newestUnusable } = readVitaminD(chart);
  rejectUnidentified(chart);
  return {
    series: results.map((one) => `${one.date.text} ${one.asReported}`),
    results,
    latest: latest.state === "present" ? latest.value.asReported : latest.state,
    newestUnusable: newestUnusable?.reference,
    listed: Object.fromEntries(chart.rejected.map((item) => [item.reference.replace("Observation/", ""), item.kind])),
    shown: JSON.stringify(chart.rejected),
  };
}

describe("the cases", () => {
  test("01: results in nmol/L stay in nmol/L", () => {
    expect(readCase("01-vitd-nmol")).toMatchObject({
      results: [
        { value: 48, unit: "nmol/L" },
        { value: 81, unit: "nmol/L" },
      ],
      latest: "81 nmol/L",
      listed: {},
    });
  });

  test("03: every spelling of a unit is read", () => {
    const { results, listed } = readCase("03-vitd-unit-in-text-only");
    expect(results.map((one) => [one.value, one.unit])).toEqual([
      [28, "ng/mL"],
      [29, "ng/mL"],
      [75, "nmol/L"],
      [30, "ng/mL"],
      [31, "ng/mL"],
    ]);
    expect(listed).toEqual({});
  });

  test("05: censored values keep their sign, texts are listed, and what was not done is no recent level", () => {
    const { series, latest, listed, newestUnusable, shown } = readCase("05-vitd-valuestring");
    expect(series).toEqual(["2025-01-01 < 4.0 ng/mL", "2025-12-01 32.1 ng/mL (L)"]);
    expect([latest, newestUnusable]).toEqual(["32.1 ng/mL (L)", "Observation/o7"]);
    expect(listed).toEqual({ o2: "unit", o3: "unit", o5: "unit", o7: "not-numeric", o8: "not-final" });
    for (const asReported of ['"<4"', '">150"', '"28,5"']) expect(shown).toContain(asReported);
    expect(shown).not.toContain("285");
  });

  test("07: 1,25-dihydroxyvitamin D is listed and never in the series", () => {
    expect(readCase("07-vitd-1-25-not-mixed")).toMatchObject({
      series: ["2025-11-01 18 ng/mL"],
      latest: "18 ng/mL",
      newestUnusable: undefined,
      listed: { o3: "other-analyte", o4: "other-analyte", o5: "other-analyte" },
    });
  });

  test("09: withdrawn and unfinished results are listed without their values", () => {
    const { series, listed, shown } = readCase("09-entered-in-error");
    expect(series).toEqual(["2026-01-15 34 ng/mL"]);
    expect(listed).toEqual({ o2: "entered-in-error", o6: "not-final", o7: "not-final" });
    expect(shown).not.toMatch(/asReported/);
  });

  test("10: only the amended version counts, and says that it was amended", () => {
    const { results, listed } = readCase("10-preliminary-then-amended");
    expect(results).toMatchObject([{ value: 31, amended: true }]);
    expect(listed).toEqual({ o2: "superseded", o3: "superseded" });
  });

  test("22: a single coded result", () => expect(readCase("22-med-reference-contained").series).toEqual(["2026-03-05 33 ng/mL"]));

  test("30: 25 results over twelve years, the newest last", () => {
    const { series } = readCase("30-paged-three-pages");
    expect(series).toHaveLength(25);
    expect(series.at(-1)).toBe("2026-02-10 44 ng/mL");
  });

  test("39: of the broken resources each has its own line, and the good results stand", () => {
    const { series, listed } = readCase("39-malformed-resources");
    expect(series).toEqual(["2025-02-01 27 ng/mL", "2026-03-03 29 ng/mL", "2026-03-10 28 ng/mL", "2026-04-01 31.5 ng/mL"]);
    expect(Object.keys(listed).sort()).toEqual(["o10", "o11", "o12", "o3", "o4", "o5", "o9", "ob"]);
    expect(new Set(Object.values(listed))).toEqual(new Set(["malformed"]));
  });

  test("50: results of others are not read, and their values not repeated", () => {
    const { series, shown } = readCase("50-other-patients-rows-leak");
    expect(series).toEqual(["2026-03-03 29 ng/mL"]);
    expect(shown).not.toMatch(/asReported/);
  });

  test("52: one draw in two systems and two units is one measurement with three sources", () => {
    const { results, listed } = readCase("52-same-result-from-two-systems");
    expect(results).toMatchObject([{ value: 29, unit: "ng/mL", sources: ["Observation/o2", "Observation/o3", "Observation/o4"] }]);
    expect(listed).toEqual({});
  });

  test("60: an empty record says that nothing is recorded", () =>
    expect(readCase("60-no-data-at-all")).toMatchObject({ latest: "not-recorded", newestUnusable: undefined }));
});

describe("whatever arrives", () => {
  const bands = { "ng/mL": [12, 20, 30, 50, 100, 150], "nmol/L": [30, 50, 75, 125, 250, 375] } as const;
  const band = (value: number, unit: "ng/mL" | "nmol/L") => bands[unit].filter((edge) => value >= edge).length;
  const readOne = (value: number, unit: string) => readVitaminD(chartOf([patient(), observation({ loinc: "62292-8", value, unit })])).results[0];

  test("every spelling of a unit gives the same value in the same band", () => {
    const spellings = {
      "ng/mL": ["ng/ml", "NG/ML", "ug/L", "µg/L", "mcg/l", "nanograms per milliliter"],
      "nmol/L": ["nmol/l", "NMOL/L", "nmol/litre"],
    } as const;
    const unit = fc.constantFrom("ng/mL" as const, "nmol/L" as const);
    fc.assert(
      fc.property(unit, fc.integer({ min: 0, max: 9000 }), fc.nat(), (written, tenths, pick) => {
        const spelling = spellings[written][pick % spellings[written].length] ?? written;
        const result = readOne(tenths / 10, spelling);
        expect(result).toMatchObject({ value: tenths / 10, unit: written });
        expect(result && band(result.value, result.unit)).toBe(band(tenths / 10, written));
      }),
    );
  });

  test("the same quantity in the other unit is plausible or not alike", () => {
    fc.assert(
      fc.property(fc.integer({ min: -100, max: 15_000 }), (tenths) => {
        const value = tenths / 10;
        expect(readOne(value, "ng/mL") === undefined).toBe(readOne(vitaminDInNmolPerL(value), "nmol/L") === undefined);
      }),
    );
  });

  const good = [
    observation({ id: "good1", loinc: "62292-8", value: 29, unit: "ng/mL", day: "2026-03-03" }),
    observation({ id: "good2", loinc: "1989-3", value: 55, unit: "nmol/L", day: "2025-03-03" }),
  ];
  const template = observation({ id: "odd", loinc: "62292-8", value: 17, unit: "ng/mL", day: "2026-10-10", component: [], identifier: [], meta: {} });
  const elements = Object.keys(template).filter((name) => name !== "resourceType" && name !== "id");
  const mangled = fc
    .dictionary(
      fc.constantFrom(...elements, "valueString", "valueRange", "effectivePeriod", "issued", "specimen", "hasMember", "referenceRange"),
      fc.jsonValue(),
    )
    .map((changes) => ({ ...template, ...changes }));

  test("a mangled observation changes nothing but its own line", () => {
    const undisturbed = readVitaminD(chartOf([patient(), ...good])).results;
    fc.assert(
      fc.property(mangled, (odd) => {
        const chart = chartOf([patient(), ...good, odd]);
        const { results } = readVitaminD(chart);
        const others = results.filter((one) => !one.sources.includes("Observation/odd"));
        expect(others).toEqual(undisturbed);
        expect(chart.rejected.every((item) => item.reference === "Observation/odd")).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test("the order in which resources arrive never matters", () => {
    const bundle = caseBundle("52-same-result-from-two-systems");
    const entries = isRecord(bundle) && Array.isArray(bundle["entry"]) ? bundle["entry"].flatMap((entry) => (isRecord(entry) ? [entry["resource"]] : [])) : [];
    const expected = readVitaminD(chartOf(entries));
    fc.assert(
      fc.property(fc.shuffledSubarray(entries, { minLength: entries.length }), (shuffled) => {
        expect(readVitaminD(chartOf(shuffled, { patientId: "p1" }))).toEqual(expected);
      }),
    );
  });
});
