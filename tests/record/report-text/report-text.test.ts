// @vitest-environment node
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readReportText } from "../../../src/record/report-text/report-text";

/** "lumbar-spine t-2.3", "femoral-neck left t-1.9", in the order of the text. */
function read(text: string): string[] {
  return readReportText(text).readings.map(({ region, metric, value }) =>
    [region.site, region.side, `${metric.charAt(0)}${value}`].filter((part) => part !== undefined).join(" "),
  );
}

function tScores(text: string): string[] {
  return read(text).filter((reading) => / t-?\d/.test(reading));
}

describe("the narrative formats of terminology section 10", () => {
  const formats: [name: string, text: string, tScores: string[]][] = [
    [
      "F01 one line per region",
      "AP spine (L1-L4): BMD 0.842 g/cm2, T-score -2.3, Z-score -0.8.\nLeft femoral neck: BMD 0.671 g/cm2, T-score -1.9, Z-score -0.6.",
      ["lumbar-spine t-2.3", "femoral-neck left t-1.9"],
    ],
    [
      "F02 column table",
      "Region         BMD (g/cm2)   T-score   Z-score\nL1-L4          0.905         -1.6      -0.2\nNeck Right     0.702         -1.4      -0.1\nTotal Hip Right  0.811       -1.1      -0.3",
      ["lumbar-spine t-1.6", "femoral-neck right t-1.4", "total-hip right t-1.1"],
    ],
    [
      "F03 pipe table with date and change",
      "| Site | Date | BMD | T-score | Change vs prior |\n| Lumbar Spine L1-L4 | 05/11/2024 | 0.873 | -1.9 | -3.4%* |\n| Total hip (left) | 05/11/2024 | 0.790 | -1.3 | -1.2% |",
      ["lumbar-spine t-1.9", "total-hip left t-1.3"],
    ],
    [
      "F04 prose with Unicode minus",
      "Bone mineral density of the lumbar spine corresponds to a T-score of −2.6, in the osteoporotic range. The left total hip T-score is −1.5.",
      ["lumbar-spine t-2.6", "total-hip left t-1.5"],
    ],
    ["F05 score before site", "IMPRESSION: Osteopenia. Lowest T-score of -2.2 at the right femoral neck.", ["femoral-neck right t-2.2"]],
    ["F06 standard deviations without the word T-score", "Lumbar spine density is 1.7 standard deviations below the young adult mean.", ["lumbar-spine t-1.7"]],
    ["F07 unsigned, SD below", "Total hip T-score: 2.4 SD below peak bone mass.", ["total-hip t-2.4"]],
    [
      "F08 prior value in the same sentence",
      "The total hip T-score is -1.8, previously T-score -1.4 on 02/2022, a decline of 4.1%. LSC 0.030 g/cm2.",
      ["total-hip t-1.8"],
    ],
    [
      "F09 WHO legend",
      "L-spine T-score: -0.7 (normal).\nWHO classification: normal T-score -1.0 or above; osteopenia T-score between -1.0 and -2.5; osteoporosis T-score -2.5 or below.",
      ["lumbar-spine t-0.7"],
    ],
    [
      "F10 German",
      "LWS (L1–L4): 0,812 g/cm², T-Score −2,4, Z-Score −1,1; Gesamthüfte links: 0,798 g/cm², T-Score −1,2; Schenkelhals links: T-Wert -1,8.",
      ["lumbar-spine t-2.4", "total-hip left t-1.2", "femoral-neck left t-1.8"],
    ],
    [
      "F11 French",
      "Rachis lombaire (L1-L4) : DMO 0,861 g/cm², T-score : -2,0. Col fémoral gauche : T-score -1,7.",
      ["lumbar-spine t-2", "femoral-neck left t-1.7"],
    ],
    [
      "F12 Spanish",
      "Columna lumbar L1-L4: puntuación T -2,1. Cuello femoral derecho: T-score de -1,6. Cadera total: T-score -0,9.",
      ["lumbar-spine t-2.1", "femoral-neck right t-1.6", "total-hip t-0.9"],
    ],
    [
      "F13 T = on one line",
      "L-spine T= -1.1; L FN T= -1.9; L TH T= -1.2; 1/3 radius T= -0.4",
      ["lumbar-spine t-1.1", "femoral-neck left t-1.9", "total-hip left t-1.2", "radius-33 t-0.4"],
    ],
    ["F14 range over vertebrae", "T-scores range from -1.2 to -2.6 across L1 to L4.", []],
    ["F15 premenopausal, Z only", "Patient is premenopausal; T-scores are not reported. Lumbar spine Z-score -1.3 (within the expected range for age).", []],
    ["F16 words only", "DXA hip and spine: osteopenic range. Repeat in 2 years.", []],
    ["F17 FRAX line", "Femoral neck T-score -2.0. FRAX 10-year probability: major osteoporotic fracture 14.2%, hip fracture 3.1%.", ["femoral-neck t-2"]],
    [
      "F18 positive values",
      "Lumbar spine T-score +0.4 (degenerative change, may be falsely elevated). Total hip T-score 0.1.",
      ["lumbar-spine t0.4", "total-hip t0.1"],
    ],
    ["F19 excluded vertebrae", "L1, L2, L4 (L3 excluded): lumbar spine T-score -2.8.", ["lumbar-spine t-2.8"]],
    ["F20 two sites in one clause", "T-score at the femoral neck is -2.1 and at the total hip is -1.4.", ["femoral-neck t-2.1", "total-hip t-1.4"]],
    ["further: no punctuation", "T score L spine -2.7 fem neck -2.4", ["lumbar-spine t-2.7", "femoral-neck t-2.4"]],
    ["further: no site", "T-Score (Young Adult): -1.5", ["not-stated t-1.5"]],
    ["further: a row without its heading", "L1-L4          0.905         -1.6      -0.2", ["lumbar-spine t-1.6"]],
    ["further: parts in brackets", "Hip T-score -1.9 (total), -2.3 (neck)", ["total-hip t-1.9", "femoral-neck t-2.3"]],
    ["further: Chinese, the side stays with the hip", "腰椎T值 -2.5，左侧全髋T值 -1.8。", ["lumbar-spine t-2.5", "total-hip left t-1.8"]],
    ["further: pairs by slash", "T/Z: spine -2.0/-0.7, total hip -1.5/-0.5", ["lumbar-spine t-2", "total-hip t-1.5"]],
    ["further: words for numbers", "T-score of the spine is minus two point four", ["lumbar-spine t-2.4"]],
    ["further: an arrow of change", "Spine T-score -2.5 → -2.1 after treatment.", []],
    ["further: a sign in brackets", "Total hip T-score of (-)1.5", ["total-hip t-1.5"]],
  ];
  it.each(formats)("%s", (_name, text, expected) => {
    expect(tScores(text)).toEqual(expected);
  });

  it("F15: the Z-score of a premenopausal woman is read, a T-score is not made of it", () => {
    expect(read("Patient is premenopausal; T-scores are not reported. Lumbar spine Z-score -1.3 (within the expected range for age).")).toEqual([
      "lumbar-spine z-1.3",
    ]);
  });

  it("F19: the vertebrae used are named", () => {
    expect(readReportText("L1, L2, L4 (L3 excluded): lumbar spine T-score -2.8.").readings[0]?.region.vertebrae).toBe("L1, L2, L4");
  });
});

describe("a number that is not the patient's current result gives no reading", () => {
  it.each([
    ["a prior value", "Compared to the prior study T-score was -1.8 at L1-L4.", []],
    ["a negated threshold", "No T-score of -2.5 or below.", []],
    ["her mother's", "Her mother's hip T-score was -3.1.", []],
    [
      "her sister's, while her own in the next clause is read",
      "Her sister's T-score is -2.8 (spine); the patient's spine T-score is -1.2.",
      ["lumbar-spine t-1.2"],
    ],
    ["a bound", "Lumbar spine T-score: <= -2.5", []],
    ["a treatment goal", "Goal: hip T-score above -2.0.", []],
    ["a hypothesis", "If the T-score at the hip falls to -2.5, start treatment.", []],
    ["a guideline's patients", "Treatment is advised in patients with T-scores of -2.0 at the hip.", []],
    ["what she was told", "She was told her T-score was -2.3.", []],
    ["a scan of years ago", "The T-score at the hip was -1.5 five years ago.", []],
    ["a scan dated by the year alone", "2019 DXA: T-score -2.8 at the spine.", []],
    ["single vertebrae", "L1 T-score -1.3, L2 T-score -1.7, L3 T-score -2.0, L4 T-score -0.4.", []],
    ["a comparison section", "COMPARISON: 2023 DXA, lumbar spine T-score -1.6, total hip T-score -1.1.", []],
    ["the history in the indication", "INDICATION: osteopenia, T-score -1.8 at the hip.", []],
    ["an invalid value", "Spine T-score invalid (-0.2) because of hardware.", []],
    ["an ultrasound of the spine", "REMS spine T-score -2.0", []],
    ["a trabecular bone score", "TBS-adjusted T-score of the spine -2.3", []],
    ["a telephone number and a serial number", "Call 555-0142 ext. 1.8 about the spine T-score; scanner serial 83-2.4.", []],
    ["an implausible score", "Lumbar spine T-score -23. Femoral neck BMD 7.02 g/cm2.", []],
    ["a dash that may be a minus or a pause", "Lumbar spine T-score — 1.4", []],
    ["a positive score that its own clause contradicts", "Lumbar spine T-score 2.8 (osteoporosis).", []],
    ["a change", "Spine T-score change: -0.3; total hip BMD decreased by 0.031 g/cm2.", []],
    ["one number for two sites", "The T-score of the spine and hip is -2.1.", []],
    ["columns that nothing tells apart", "Visit | First | Second\nSpine T-score | -1.2 | -1.9", []],
    ["a T-score label over a density", "Spine T-score 0.842 g/cm2", []],
  ])("%s", (_name, text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});

describe("what changed between two scans", () => {
  it.each([
    ["from A to B: B is current", "The T-score of the spine has decreased from -1.5 to -2.0.", ["lumbar-spine t-2"]],
    ["was A, is now B: B is current", "Spine T-score was -1.4 in 2023 and is now -1.9.", ["lumbar-spine t-1.9"]],
    ["rows of two dates: the newest is current", "Site | Date | T-score\nSpine | 04/12/2026 | -2.1\nSpine | 03/30/2024 | -1.8", ["lumbar-spine t-2.1"]],
    ["columns of two dates: the newest is current", "| | 2023 | 2026 |\n| Spine T-score | -1.5 | -1.9 |", ["lumbar-spine t-1.9"]],
    ["a correction replaces what it corrects", "Spine T-score -1.2.\nADDENDUM: The spine T-score is corrected to -2.1.", ["lumbar-spine t-2.1"]],
    [
      "two different values for one region contradict each other: neither",
      "Spine T-score -2.6. Hip T-score -1.8.\nIMPRESSION: Spine T-score -2.2.",
      ["hip t-1.8"],
    ],
    [
      "the same value said twice is one reading",
      "Left femoral neck T-score -2.2.\nIMPRESSION: lowest T-score -2.2 (femoral neck).",
      ["femoral-neck left t-2.2"],
    ],
  ])("%s", (_name, text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});

describe("what else a report tells", () => {
  it.each([
    ["Hologic Horizon W. Spine T-score -2.7.", { label: "Hologic Horizon W", maker: "Hologic" }],
    ["SCANNER: GE Lunar iDXA, software enCORE 17.0", { label: "GE Lunar iDXA", maker: "GE Lunar" }],
    ["Lunar Prodigy Advance", { label: "Lunar Prodigy Advance", maker: "GE Lunar" }],
    ["Norland XR-46", { label: "Norland XR-46", maker: "Norland" }],
    ["DMS Stratos", { label: "DMS Stratos", maker: "other" }],
    ["Old scan on a Hologic Discovery, new scan on a Lunar Prodigy.", undefined],
    ["Performed on a Lunar Prodigy. The prior scan was made with another maker (Hologic).", { label: "Lunar Prodigy", maker: "GE Lunar" }],
    ["Bone density of the spine.", undefined],
  ])("the scanner in %j", (text, scanner) => {
    expect(readReportText(text).scanner).toEqual(scanner);
  });

  it("the facility's least significant change, by site, in percent and in g/cm2", () => {
    expect(readReportText("LSC 0.030 g/cm2 at the spine and 0.027 g/cm2 at the total hip.").lsc).toEqual({
      percent: {},
      absolute: { "lumbar-spine": 0.03, "total-hip": 0.027 },
    });
    expect(readReportText("LSC 3.1%.").lsc).toEqual({ percent: { "not-stated": 3.1 }, absolute: {} });
    expect(readReportText("Least significant change: lumbar spine 3.1%, total hip 4.0%.").lsc).toEqual({
      percent: { "lumbar-spine": 3.1, "total-hip": 4 },
      absolute: {},
    });
    expect(readReportText("Spine T-score -1.2.").lsc).toBeUndefined();
  });

  it.each([
    ["FRAX 10-year probability: major osteoporotic fracture 14.2%, hip fracture 3.1%.", { major: 14.2, hip: 3.1 }],
    ["FRAX: 14.2% risk of major osteoporotic fracture and 3.1% of hip fracture", { major: 14.2, hip: 3.1 }],
    ["FRAX 10-year major osteoporotic 18%, hip 3.4%.", { major: 18, hip: 3.4 }],
    ["FRAX not calculated.", undefined],
    ["Treat when FRAX major osteoporotic risk is > 20% or hip > 3%.", undefined],
  ])("FRAX in %j", (text, frax) => {
    expect(readReportText(text).frax).toEqual(frax);
  });

  it.each([
    ["Spine (L2-L4) T-score -1.5", "L2-L4"],
    ["L1 through L4 BMD 0.812 g/cm2", "L1-L4"],
    ["L3 was excluded because of a fracture. Lumbar spine T-score -1.5.", "L1, L2, L4"],
    ["Hip T-score -1.5", undefined],
  ])("the vertebrae in %j", (text, vertebrae) => {
    expect(readReportText(text).vertebrae).toBe(vertebrae);
  });
});

describe("where a number stands", () => {
  it("the highlighted stretch of the sentence is the number as written", () => {
    const text = "FINDINGS: Normal views.\nThe left total hip T-score is −1.5 (low).\n";
    const [reading] = readReportText(text).readings;
    expect(reading?.sentence).toBe("The left total hip T-score is −1.5 (low).");
    expect(reading?.sentence.slice(...(reading?.at ?? []))).toBe("−1.5");
    expect(text.slice(reading?.offset, (reading?.offset ?? 0) + 4)).toBe("−1.5");
  });

  it("says how it was written", () => {
    expect(readReportText("Spine is 2.1 SD below the young adult mean.").readings[0]?.kind).toBe("sd-wording");
    expect(readReportText("Region | T-score\nSpine | -2.1").readings[0]?.kind).toBe("table");
    expect(readReportText("Spine T-score -2.1").readings[0]?.kind).toBe("sentence");
  });
});

describe("signs that were damaged on the way", () => {
  it.each([
    ["an undecoded dash of Windows-1252", "Lumbar spine T-score \u00962.1", ["lumbar-spine t-2.1"]],
    ["a dash of UTF-8 read as Windows-1252", "Lumbar spine T-score \u00e2\u20ac\u201c2.1", ["lumbar-spine t-2.1"]],
    ["a minus of UTF-8 read as Windows-1252", "Lumbar spine T-score \u00e2\u02c6\u20192.1", ["lumbar-spine t-2.1"]],
    ["a minus of UTF-8 read as Latin-1", "Lumbar spine T-score \u00e2\u0088\u00922.1", ["lumbar-spine t-2.1"]],
    ["a soft hyphen", "Lumbar spine T-score \u00ad2.1", ["lumbar-spine t-2.1"]],
    ["the Symbol font's minus", "Lumbar spine T-score \uf02d2.1", ["lumbar-spine t-2.1"]],
    ["a character that was replaced: no value rather than one without its sign", "Lumbar spine T-score \ufffd2.1", []],
    ["a question mark in its place", "Lumbar spine T-score ?2.1", []],
    ["a minus behind the number", "Lumbar spine T-score 2.1- ; hip", []],
    ["letters for digits", "Lumbar spine BMD O.842 T-score -l.9", ["lumbar-spine b0.842", "lumbar-spine t-1.9"]],
  ])("%s", (_name, text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});

describe("layouts", () => {
  it.each([
    [
      "a cell on each line",
      "Region\nBMD\nT-score\nL1-L4\n0.912\n-1.2\nLeft neck\n0.688\n-1.5",
      ["lumbar-spine b0.912", "lumbar-spine t-1.2", "femoral-neck left b0.688", "femoral-neck left t-1.5"],
    ],
    ["cells parted by semicolons", "site;side;bmd;tscore\ntotal hip;left;0.820;-1.0", ["total-hip left b0.82", "total-hip left t-1"]],
    [
      "a side over its columns",
      "             Left           Right\n          BMD    T-score   BMD    T-score\nNeck      0.655  -1.8      0.671  -1.7",
      ["femoral-neck left b0.655", "femoral-neck left t-1.8", "femoral-neck right b0.671", "femoral-neck right t-1.7"],
    ],
    ["a heading under a heading that gives the side", "HIP (RIGHT)\n  Femoral neck\n    T score: -1.3", ["femoral-neck right t-1.3"]],
    ["columns named by time", "            Baseline   Previous   Current\nL1-L4 BMD   0.921      0.899      0.871", ["lumbar-spine b0.871"]],
    [
      "a density and two scores without labels",
      "AP spine, 0.889, -1.4, -0.1; left neck, 0.650, -1.8, -0.4 (BMD, T-score, Z-score).",
      ["lumbar-spine b0.889", "lumbar-spine t-1.4", "lumbar-spine z-0.1", "femoral-neck left b0.65", "femoral-neck left t-1.8", "femoral-neck left z-0.4"],
    ],
    [
      "character references that an interface left behind",
      "Lumbar&nbsp;spine:&nbsp;T-score&nbsp;&minus;2.3. Osteopenia: T-score &lt; &minus;1.0",
      ["lumbar-spine t-2.3"],
    ],
    ["the mean of both hips", "Neck Mean T-score -1.7. Total hip (mean): T-score -1.2.", ["femoral-neck both t-1.7", "total-hip both t-1.2"]],
    ["vertebrae that GE leaves out in brackets", "L1-L4 (L3): T-score -2.7", ["lumbar-spine t-2.7"]],
  ])("%s", (_name, text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it("counts the vertebrae in GE's brackets as left out", () => {
    expect(readReportText("L1-L4 (L3): T-score -2.7").readings[0]?.region.vertebrae).toBe("L1, L2, L4");
  });
});

describe("whose value it is", () => {
  it.each([
    ["a notice afterwards that the results are another patient's", "Lumbar spine T-score -2.9.\nThe above results belong to another patient.", []],
    ["a notice before", "RELEASED ON THE WRONG PATIENT\nLumbar spine T-score -2.9.", []],
    ["what is put right after such a notice", "Filed to the wrong patient.\nCorrect results: lumbar spine T-score -1.9.", ["lumbar-spine t-1.9"]],
    [
      "a side that an addendum puts right",
      "Right total hip T-score -1.9.\nADDENDUM: the left hip was scanned. Left total hip T-score -1.9.",
      ["total-hip left t-1.9"],
    ],
    ["a value that the same sentence puts right", "Lumbar spine T-score -2.9 [sic; should be -1.9].", ["lumbar-spine t-1.9"]],
    ["two values of one site, neither preferred", "Left total hip was scanned twice: T-score -1.4 and -1.6.", []],
    ["a value called invalid", "Lumbar spine T-score 0.9, invalid due to degenerative change. Right total hip T-score -1.7.", ["total-hip right t-1.7"]],
    ["the average of women of her age", "For a woman of 62 the average spine T-score is -1.3.", []],
    ["the mean of a group of a trial", "Mean total hip T-score in the placebo group was -1.2. Total hip T-score -1.9.", ["total-hip t-1.9"]],
    ["three numbers that nothing names", "L1-L4 0.871 -3.1 -1.6", []],
    ["no left hip in Spanish for 'without'", "Cadera total sin cambios T-score -1,2.", ["total-hip t-1.2"]],
    ["a spine seen from the side", "Lateral spine L2-L4 T-score -2.9. AP spine L1-L4 T-score -1.1.", ["lumbar-spine t-1.1"]],
    ["one value for either side", "Hips (lowest of R/L): T-score -1.9.", []],
  ])("%s", (_name, text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});

describe("any text", () => {
  const fragments = fc.constantFrom(
    ..."T-score|Z-score|BMD|spine|L1-L4|left hip|neck|total|-2.1|0.842 g/cm2|prior|No|<=|(|)|;|:|,|.|\n|\t|  ||T=|2.4 SD below|young adult|03/2024|L3 excluded|and|from|to|mother|ADDENDUM:|—|½|é|腰椎|<td>|LSC 3.1%|FRAX".split(
      "|",
    ),
    "|",
  );

  it("never throws, and what it reads stands in its sentence and is plausible", () => {
    const anything = fc.oneof(
      fc.string({ maxLength: 300 }),
      fc.string({ unit: "binary", maxLength: 300 }),
      fc.array(fragments, { maxLength: 60 }).map((parts) => parts.join(" ")),
    );
    fc.assert(
      fc.property(anything, (text) => {
        for (const { sentence, at, offset, metric, value } of readReportText(text).readings) {
          const written = sentence.slice(...at);
          expect(written).toMatch(/\d|zero|one|two|three|four|five|six|seven|eight|nine/i);
          expect(text.normalize("NFC").slice(offset, offset + written.length)).toBe(written);
          const [low, high] = metric === "bmd" ? [0.2, 2.5] : metric === "t-score" ? [-8, 6] : [-8, 8];
          expect(value).toBeGreaterThanOrEqual(low);
          expect(value).toBeLessThanOrEqual(high);
        }
      }),
      { numRuns: 400 },
    );
  });

  // Processor time, not the clock: the machine that runs the tests is shared. What grows with the square of the length takes tens of seconds.
  it.each([
    "a",
    "1",
    "-",
    "1/1/",
    "-1.2, ",
    ". ",
    "l1,",
    "T-score -2.1 spine and ",
    "Region  T-score\nL1-L4  -2.1\n",
    "prior ",
    "骨密度",
    "<p>",
    "from -1.2 to ",
    "(",
  ])("200 kB of %j take no time that grows with the square of their length", (unit) => {
    const text = unit.repeat(200_000 / unit.length);
    readReportText(text.slice(0, 1000));
    const before = process.cpuUsage();
    readReportText(text);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(10_000);
  });
});
