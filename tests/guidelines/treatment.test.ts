// @vitest-environment node
import { describe, expect, test } from "vitest";
import type { BoneDensity, DxaSite, Fracture } from "../../src/record/record";
import {
  change,
  course,
  date,
  denosumab,
  densityOf,
  firedIds,
  judgementOf,
  monthsAgo,
  noDxa,
  notRecorded,
  onAromataseInhibitor,
  type Overrides,
  present,
  promptOf,
  recordWith,
  type Scores,
  scan,
  unavailable,
} from "./record-with";
import { judgeRows } from "./rule-rows";

const scored = (...scores: readonly Scores[]): Partial<BoneDensity> => densityOf(scan(monthsAgo(8), scores));
const t = (score: number): Overrides => ({ boneDensity: scored({ t: score }) });
const besideSpine = (score: number, site: DxaSite = "not-stated"): Overrides => ({
  boneDensity: { ...scored({ t: -1.2 }), sessions: [scan(monthsAgo(8), [{ t: -1.2 }, { t: score, site }])] },
});
const beforeScanWithoutValues = (score: number): Overrides => ({
  boneDensity: densityOf(scan(monthsAgo(36), [{ t: score }]), { latest: present(scan(monthsAgo(8)), monthsAgo(8)) }),
});
const unreadable = { state: "unusable", reason: "Its unit, 1, is not percent.", sources: ["Observation/frax"] } as const;
const sexNotRecorded = (age: number): Overrides => ({
  patient: { age: present(age, undefined), sex: notRecorded("patient") },
  menopause: { status: notRecorded("conditions") },
});
const assumedMenopause = (age: number): Overrides => ({
  patient: { age: present(age, undefined) },
  menopause: { status: { ...present("postmenopausal" as const), how: "assumed" } },
  searches: { "context-observations": "failed" },
});
const oldAge = { patient: { age: present(66, undefined) } };
const fractured = (...fractures: readonly Fracture[]): Overrides => ({ risk: { fractures: present(fractures, date("2024-05-01")) } });
const vertebral: Fracture = { label: "Vertebral fragility fracture", site: "vertebra", certainty: "fragility", age: 61 };
const wrist: Fracture = { label: "Wrist fracture", site: "other", certainty: "fragility", age: undefined };
const lost: Overrides = { boneDensity: { lowestTScore: unavailable("bone-observations") }, searches: { "bone-observations": "failed" } };
const enteredHere = (score: number): Overrides => {
  const { lowestTScore } = scored({ t: score });
  const entered = lowestTScore?.state === "present" ? { ...lowestTScore, how: "entered-here" as const } : lowestTScore;
  return { boneDensity: { ...scored({ t: score }), ...(entered && { lowestTScore: entered }) }, searches: { "bone-observations": "failed" } };
};
const changed = (...changes: readonly ReturnType<typeof change>[]): Overrides => ({ boneDensity: { ...scored({ t: -1.4 }), changes } });
const assumedLsc = { percent: 5.3, from: "default" } as const;

describe("when bone-targeted therapy is worth a discussion", () => {
  judgeRows([
    ["a T-score of exactly −2.5", "TX-01", t(-2.5), "fired"],
    ["a T-score of −2.4", "TX-01", t(-2.4), "not-fired"],
    ["a T-score of −2.46 is not rounded into it", "TX-01", t(-2.46), "not-fired"],
    ["a T-score whose site is not stated", "TX-01", { boneDensity: scored({ t: -2.7, site: "not-stated" }) }, "not-evaluable"],
    ["−2.6 without a site beside −1.2 of the spine", "TX-01", besideSpine(-2.6), "not-evaluable"],
    ["−2.2 without a site beside −1.2 of the spine", "TX-02", besideSpine(-2.2), "not-evaluable"],
    ["−2.4 without a site beside −1.2 of the spine", "TX-01", besideSpine(-2.4), "not-fired"],
    ["−2.6 at the forearm beside −1.2 of the spine", "TX-01", besideSpine(-2.6, "radius-33"), "not-fired"],
    ["−1.2 before a scan that is known without values", "TX-01", beforeScanWithoutValues(-1.2), "not-evaluable"],
    ["−2.6 before a scan that is known without values", "TX-01", beforeScanWithoutValues(-2.6), "fired"],
    ["−2.7 at 71, sex and menopause not recorded", "TX-01", { ...t(-2.7), ...sexNotRecorded(71) }, "fired"],
    ["−2.7 at 50, sex and menopause not recorded", "TX-01", { ...t(-2.7), ...sexNotRecorded(50) }, "fired"],
    ["−2.7 at 49, sex and menopause not recorded", "TX-01", { ...t(-2.7), ...sexNotRecorded(49) }, "not-evaluable"],
    ["−2.7 at 60, menopause assumed, results that could contradict it failed", "TX-01", { ...t(-2.7), ...assumedMenopause(60) }, "fired"],
    ["−2.7 at 59, menopause assumed, results that could contradict it failed", "TX-01", { ...t(-2.7), ...assumedMenopause(59) }, "not-evaluable"],
    ["−2.7 at 47, sex and menopause not recorded", "TX-01", { ...t(-2.7), ...sexNotRecorded(47) }, "not-evaluable"],
    [
      "−2.7, date of birth and menopause not recorded",
      "TX-01",
      { ...t(-2.7), patient: { age: notRecorded("patient") }, menopause: { status: notRecorded("conditions") } },
      "fired",
    ],
    ["a T-score entered here, results failed", "TX-01", enteredHere(-2.7), "fired"],
    [
      "−2.7, date of birth not loaded and menopause not recorded",
      "TX-01",
      { ...t(-2.7), patient: { age: unavailable("patient") }, menopause: { status: notRecorded("conditions") } },
      "not-evaluable",
    ],
    [
      "premenopausal at 47, whether the ovaries are suppressed was not loaded",
      "TX-01",
      {
        ...t(-2.7),
        patient: { age: present(47, undefined) },
        menopause: { status: present("premenopausal"), ovarianSuppression: unavailable("medication-requests") },
      },
      "not-evaluable",
    ],
    ["no T-score", "TX-01", { boneDensity: noDxa }, "not-evaluable"],
    ["DXA results failed", "TX-01", lost, "not-evaluable"],
    ["a T-score of −2.7 from results of which a page is missing", "TX-01", { ...t(-2.7), searches: { "bone-observations": "partial" } }, "not-evaluable"],
    [
      "whether she is on bone treatment is not known",
      "TX-01",
      { ...t(-2.7), therapy: { antiresorptive: unavailable("medication-dispenses"), medicationListComplete: false } },
      "not-evaluable",
    ],
    [
      "a bone medicine of which nobody knows whether it is taken",
      "TX-01",
      { ...t(-2.7), therapy: { antiresorptive: { state: "unusable", reason: "The status of alendronate is unknown.", sources: [] } } },
      "fired",
    ],
    [
      "only procedures were not read: an infusion may stand there",
      "TX-01",
      { ...t(-2.7), therapy: { antiresorptive: unavailable("procedures") }, searches: { procedures: "refused" } },
      "not-evaluable",
    ],
    [
      "menopausal status unknown at 47",
      "TX-01",
      { ...t(-2.7), patient: { age: present(47, undefined) }, menopause: { status: notRecorded("conditions") } },
      "not-evaluable",
    ],
    [
      "premenopausal without suppression",
      "TX-01",
      { ...t(-2.7), patient: { age: present(47, undefined) }, menopause: { status: present("premenopausal") } },
      "not-fired",
    ],
    ["a man of 49", "TX-01", { ...t(-2.7), patient: { age: present(49, undefined), sex: present("male", undefined) } }, "not-fired"],

    ["a T-score of −2.1", "TX-02", t(-2.1), "fired"],
    ["a T-score of −2.4", "TX-02", t(-2.4), "fired"],
    ["a T-score of exactly −2.0 alone prompts nothing", "TX-02", t(-2), "not-fired"],
    ["a T-score of −2.5 is TX-01", "TX-02", t(-2.5), "not-fired"],
    ["DXA results failed", "TX-02", lost, "not-evaluable"],

    ["a T-score of −1.6 at 66", "TX-03", { ...t(-1.6), ...oldAge }, "fired"],
    ["a T-score of −2.0 at 66", "TX-03", { ...t(-2), ...oldAge }, "fired"],
    ["a T-score of −1.5 at 66", "TX-03", { ...t(-1.5), ...oldAge }, "not-fired"],
    ["a T-score of −1.6 at 65, the borderline of age", "TX-03", { ...t(-1.6), patient: { age: present(65, undefined) } }, "not-fired"],
    ["a T-score of −1.6 without any known risk factor", "TX-03", t(-1.6), "not-fired"],
    [
      "a T-score of −1.6, smoking and BMI not loaded",
      "TX-03",
      { ...t(-1.6), risk: { smoking: unavailable("context-observations") }, searches: { "context-observations": "failed" } },
      "not-evaluable",
    ],
    [
      "a T-score of −1.6, only family history not loaded",
      "TX-03",
      { ...t(-1.6), risk: { parentalHipFracture: unavailable("family-history") } },
      "not-evaluable",
    ],
    ["DXA results failed", "TX-03", { ...lost, ...oldAge }, "not-evaluable"],

    ["two risk factors, T-score −1.0", "TX-04", { ...t(-1), ...oldAge, risk: { smoking: present("former") } }, "fired"],
    ["two risk factors, no DXA", "TX-04", { boneDensity: noDxa, ...oldAge, risk: { smoking: present("former") } }, "fired"],
    ["two risk factors, T-score −1.6 is TX-03", "TX-04", { ...t(-1.6), ...oldAge, risk: { smoking: present("former") } }, "not-fired"],
    ["one risk factor, BMI exactly 24", "TX-04", { ...t(-1), ...oldAge, risk: { bmi: present(24) } }, "not-fired"],
    ["age 66 and BMI 23.9", "TX-04", { ...t(-1), ...oldAge, risk: { bmi: present(23.9) } }, "fired"],
    ["one known, others not loaded", "TX-04", { ...t(-1), ...oldAge, risk: { parentalHipFracture: unavailable("family-history") } }, "not-evaluable"],
    ["two risk factors, DXA results failed", "TX-04", { ...lost, ...oldAge, risk: { smoking: present("former") } }, "not-evaluable"],
    [
      "two risk factors, no T-score, reports failed",
      "TX-04",
      { boneDensity: noDxa, ...oldAge, risk: { smoking: present("former") }, searches: { "diagnostic-reports": "failed" } },
      "not-evaluable",
    ],

    ["recorded FRAX major 20%", "TX-05", { boneDensity: { fraxMajor: present(20) } }, "fired"],
    ["recorded FRAX major 19.9%, hip 2.9%", "TX-05", { boneDensity: { fraxMajor: present(19.9), fraxHip: present(2.9) } }, "not-fired"],
    ["recorded FRAX hip 3%", "TX-05", { boneDensity: { fraxHip: present(3) } }, "fired"],
    ["FRAX of exactly 24 months ago", "TX-05", { boneDensity: { fraxMajor: present(25, monthsAgo(24)) } }, "fired"],
    ["FRAX older than 24 months", "TX-05", { boneDensity: { fraxMajor: present(25, monthsAgo(24, 1)) } }, "not-fired"],
    ["FRAX of 2024, day unknown", "TX-05", { boneDensity: { fraxMajor: present(25, date("2024")) } }, "not-evaluable"],
    [
      "FRAX major older than 24 months, FRAX hip of 2024, day unknown",
      "TX-05",
      { boneDensity: { fraxMajor: present(25, monthsAgo(30)), fraxHip: present(4, date("2024")) } },
      "not-evaluable",
    ],
    ["FRAX major older than 24 months, FRAX hip newer", "TX-05", { boneDensity: { fraxMajor: present(25, monthsAgo(30)), fraxHip: present(4) } }, "fired"],
    ["FRAX without a date", "TX-05", { boneDensity: { fraxMajor: { ...present(25), date: undefined } } }, "not-evaluable"],
    ["FRAX could not be loaded", "TX-05", { boneDensity: { fraxMajor: unavailable("bone-observations") } }, "not-evaluable"],
    ["FRAX in a unit that cannot be read", "TX-05", { boneDensity: { fraxMajor: unreadable } }, "not-evaluable"],
    ["FRAX hip 3% beside a major result that cannot be read", "TX-05", { boneDensity: { fraxMajor: unreadable, fraxHip: present(3) } }, "fired"],

    ["a vertebral fragility fracture", "TX-06", fractured(vertebral), "fired"],
    ["a hip fracture at 40", "TX-06", fractured({ label: "Hip fracture", site: "hip", certainty: "fragility", age: 40 }), "fired"],
    ["a wrist fragility fracture at 51", "TX-06", fractured({ label: "Wrist fracture", site: "other", certainty: "fragility", age: 51 }), "fired"],
    ["a wrist fragility fracture at 50", "TX-06", fractured({ label: "Wrist fracture", site: "other", certainty: "fragility", age: 50 }), "not-fired"],
    ["a hip fracture of unknown mechanism at 40", "TX-06", fractured({ label: "Hip fracture", site: "hip", certainty: "possible", age: 40 }), "fired"],
    ["a wrist fracture of unknown mechanism at 51", "TX-06", fractured({ ...wrist, certainty: "possible", age: 51 }), "fired"],
    ["a wrist fracture of unknown mechanism at 50", "TX-06", fractured({ ...wrist, certainty: "possible", age: 50 }), "not-fired"],
    ["a wrist fragility fracture at an age not recorded", "TX-06", fractured(wrist), "fired"],
    ["no fracture on record", "TX-06", {}, "not-fired"],
    ["diagnoses failed", "TX-06", { risk: { fractures: unavailable("conditions") } }, "not-evaluable"],

    ["−5.4%/year above LSC with baseline T −1.3", "TX-07", changed(change()), "fired"],
    ["−5.4%/year, baseline T exactly −1.0", "TX-07", changed(change({ tScoreFrom: -1 })), "not-fired"],
    ["−5.4%/year, baseline T exactly −2.5", "TX-07", changed(change({ tScoreFrom: -2.5 })), "not-fired"],
    ["exactly −4%/year", "TX-07", changed(change({ percentPerYear: -4 })), "fired"],
    ["−3.9%/year", "TX-07", changed(change({ percentPerYear: -3.9 })), "not-fired"],
    ["−10%/year with normal baseline", "TX-07", changed(change({ percentPerYear: -10, percent: -11, tScoreFrom: 0.2 })), "fired"],
    ["less than 0.9 years gives no rate", "TX-07", changed({ ...change(), years: 0.8, percentPerYear: undefined } as ReturnType<typeof change>), "not-fired"],
    ["baseline T not recorded", "TX-07", changed(change({ tScoreFrom: undefined })), "not-evaluable"],
    ["scanner not named", "TX-07", changed(change({ scannerKnown: false })), "not-evaluable"],
    ["one scan only", "TX-07", changed(), "not-fired"],
    [
      "the hip lost fast while the spine did not",
      "TX-07",
      changed(change({ percent: -1, percentPerYear: -0.9, exceedsLsc: false }), change({ region: { site: "total-hip", side: "left", vertebrae: undefined } })),
      "fired",
    ],
    ["beyond an assumed LSC, reports failed", "TX-07", { ...changed(change({ lsc: assumedLsc })), searches: { "diagnostic-reports": "failed" } }, "fired"],
    [
      "within an assumed LSC, reports failed",
      "TX-07",
      { ...changed(change({ percent: -4.6, exceedsLsc: false, lsc: assumedLsc })), searches: { "diagnostic-reports": "failed" } },
      "not-evaluable",
    ],
    [
      "within an assumed LSC, documents refused",
      "TX-07",
      { ...changed(change({ percent: -4.6, exceedsLsc: false, lsc: assumedLsc })), searches: { documents: "refused" } },
      "not-evaluable",
    ],
    [
      "within an assumed LSC, reports pending",
      "TX-08",
      { ...changed(change({ percent: -4.6, percentPerYear: -4.2, exceedsLsc: false, lsc: assumedLsc })), searches: { "diagnostic-reports": "pending" } },
      "not-evaluable",
    ],
    ["BMD results incomplete", "TX-07", { ...changed(change()), searches: { "bone-observations": "partial" } }, "not-evaluable"],

    [
      "−4.2%/year but within LSC",
      "TX-08",
      changed(change({ percent: -4.6, percentPerYear: -4.2, exceedsLsc: false, lsc: { percent: 5.3, from: "default" } })),
      "fired",
    ],
    ["−3.9%/year within LSC", "TX-08", changed(change({ percent: -4.3, percentPerYear: -3.9, exceedsLsc: false })), "not-fired"],
    ["within LSC, baseline T not recorded", "TX-08", changed(change({ percentPerYear: -4.2, exceedsLsc: false, tScoreFrom: undefined })), "not-evaluable"],
    ["above LSC is TX-07", "TX-08", changed(change()), "not-fired"],

    ["T-score −2.2 on denosumab", "ONTX-01", { ...t(-2.2), therapy: { antiresorptive: present(denosumab(monthsAgo(3))) } }, "fired"],
    ["T-score −1.0 on denosumab", "ONTX-01", { ...t(-1), therapy: { antiresorptive: present(denosumab(monthsAgo(3))) } }, "not-fired"],
    ["T-score −2.2 without treatment", "ONTX-01", t(-2.2), "not-fired"],
    [
      "T-score −2.2, medicines failed",
      "ONTX-01",
      { ...t(-2.2), therapy: { antiresorptive: unavailable("medication-requests"), medicationListComplete: false } },
      "not-evaluable",
    ],
    ["T-score −3.0 on teriparatide", "ONTX-01", { ...t(-3), therapy: { others: [course("bone-anabolic", "teriparatide")] } }, "fired"],

    ["aromatase inhibitor for 6 months to the day", "ADJ-01", { therapy: onAromataseInhibitor(monthsAgo(6)) }, "fired"],
    ["6 months and a day", "ADJ-01", { therapy: onAromataseInhibitor(monthsAgo(6, 1)) }, "not-fired"],
    [
      "already on zoledronate",
      "ADJ-01",
      { therapy: { ...onAromataseInhibitor(monthsAgo(2)), others: [course("bisphosphonate", "zoledronate")] } },
      "not-fired",
    ],
    [
      "alendronate that ended years before the cancer",
      "ADJ-01",
      { therapy: { ...onAromataseInhibitor(monthsAgo(2)), others: [course("bisphosphonate", "alendronate", { currency: "past", end: date("2015") })] } },
      "fired",
    ],
    ["medicines not loaded completely", "ADJ-01", { therapy: { ...onAromataseInhibitor(monthsAgo(2)), medicationListComplete: false } }, "not-evaluable"],
    ["start not known", "ADJ-01", { therapy: { aromataseInhibitorSince: unavailable("medication-requests") } }, "not-evaluable"],
    ["started in 2026, month unknown", "ADJ-01", { therapy: onAromataseInhibitor(date("2026")) }, "not-evaluable"],
    [
      "premenopausal without suppression",
      "ADJ-01",
      { patient: { age: present(44, undefined) }, menopause: { status: present("premenopausal") }, therapy: onAromataseInhibitor(monthsAgo(2)) },
      "not-fired",
    ],
  ]);

  test("on treatment every TX rule points to ONTX-01", () => {
    const record = recordWith({ ...t(-2.9), therapy: { antiresorptive: present(course("bisphosphonate", "alendronate")) } });
    expect(firedIds(record)).toEqual(["EX-02", "ONTX-01"]);
    expect(judgementOf("TX-01", record)).toMatchObject({ outcome: "not-fired", because: "On alendronate; see ONTX-01." });
    expect(judgementOf("TX-01", record).inputs).toContainEqual(
      expect.objectContaining({ label: "Bone treatment", value: "alendronate tablet (current, since 23 Mar 2025)" }),
    );
  });

  test("whether treatment is in force is a question only where the medicines leave it open", () => {
    expect(promptOf("TX-01", t(-2.7)).whyNow).not.toContain("bone treatment");
    const unclear = { state: "unusable", reason: "The status of alendronate is unknown.", sources: [] } as const;
    expect(promptOf("TX-01", { ...t(-2.7), therapy: { antiresorptive: unclear } }).whyNow).toContain(
      "Whether bone treatment is already in force: The status of alendronate is unknown.",
    );
  });

  test("two risk factors: get a DXA first when there is none", () => {
    const risks = { ...oldAge, risk: { smoking: present("former" as const) } };
    expect(promptOf("TX-04", { ...risks, boneDensity: noDxa })).toMatchObject({ priority: "M", headline: expect.stringContaining("Get DXA.") });
    expect(promptOf("TX-04", { ...risks, ...t(-1) })).toMatchObject({ priority: "L", headline: expect.stringContaining("age 66 and former smoker") });
  });

  test.each<readonly [string, Fracture, "H" | "M"]>([
    ["a hip fragility fracture at 40", { ...wrist, label: "Hip fracture", site: "hip", age: 40 }, "H"],
    ["a vertebral fragility fracture at an age not recorded", { ...vertebral, age: undefined }, "H"],
    ["a wrist fragility fracture at 51", { ...wrist, age: 51 }, "H"],
    ["a wrist fragility fracture at an age not recorded", wrist, "M"],
    ["a hip fracture of unknown mechanism at 40", { ...wrist, label: "Hip fracture", site: "hip", certainty: "possible", age: 40 }, "M"],
  ])("how urgent is %s", (_what, fracture, priority) => {
    expect(promptOf("TX-06", fractured(fracture)).priority).toBe(priority);
  });

  test("a fracture of unknown mechanism is possible, and less urgent", () => {
    const prompt = promptOf("TX-06", fractured({ label: "Fracture of neck of femur", site: "hip", certainty: "possible", age: 62 }));
    expect(prompt.priority).toBe("M");
    expect(prompt.headline).toMatch(/Possible, confirm mechanism/);
  });

  test("a fast loss shows both measurements, the least significant change and the T-score it began from", () => {
    expect(promptOf("TX-07", changed(change())).inputs.slice(0, 3)).toMatchObject([
      { label: "BMD lumbar spine L1–L4", value: "0.920 to 0.865 g/cm²: −6.0%, −5.4% per year", date: "23 Sep 2025 to 23 Oct 2026" },
      { label: "Least significant change", value: "3%", how: "coded" },
      { label: "T-score of the region at baseline", value: "−1.3", date: "23 Sep 2025" },
    ]);
  });

  test("what is not recorded is named as able to change the result", () => {
    const judgement = judgementOf("TX-03", recordWith(t(-1.6)));
    expect(judgement.missing.filter((one) => one.couldChange?.includes("TX-03")).map(({ label }) => label)).toEqual([
      "family history of hip fracture",
      "own fragility fracture after 50",
      "oral glucocorticoid > 6 months",
    ]);
  });

  test("guidelines that disagree are both named in the headline between −2.5 and −2.0", () => {
    expect(promptOf("TX-02", t(-2.1)).headline).toBe(
      "T-score −2.1 at lumbar spine. Hadji 2017 and ESMO advise bone-targeted therapy below −2.0 on an AI; ASCO 2019 reserves it for ≤ −2.5 or raised FRAX/clinical risk. Weigh risk factors and recurrence benefit.",
    );
  });

  test("a woman of 40 under ovarian suppression gets both scores and no density class", () => {
    const young: Overrides = {
      patient: { age: present(40, undefined) },
      menopause: { status: present("premenopausal"), ovarianSuppression: present({ label: "goserelin" }) },
      boneDensity: scored({ t: -2.6, z: -2.2 }),
    };
    const prompt = promptOf("TX-01", young);
    expect(prompt.headline).toContain("T-score −2.6 at lumbar spine; Z-score −2.2, below the expected range for age.");
    expect(prompt.patientText).toBeDefined();
    expect(JSON.stringify(recordAndPrompts(young))).not.toMatch(/osteoporo/i);
  });

  test.each([
    [-2, "below the expected range for age"],
    [-1.9, "within the expected range for age"],
  ])("a Z-score of %d is %s", (z, words) => {
    const suppressed = { patient: { age: present(40, undefined) }, menopause: { ovarianSuppression: present({ label: "goserelin" }) } };
    expect(promptOf("TX-01", { ...suppressed, boneDensity: scored({ t: -2.6, z }) }).headline).toContain(words);
  });

  test("after the menopause the Z-score is no input", () => {
    expect(promptOf("TX-01", { boneDensity: scored({ t: -2.6, z: -0.4 }) }).inputs.map(({ label }) => label)).not.toContain("Lowest Z-score");
  });

  test("a newer scan without numbers is said beside an older T-score", () => {
    const older = scan(monthsAgo(30), [{ t: -2.7 }]);
    const newer = scan(monthsAgo(3));
    const density = { ...densityOf(older), sessions: [older, newer], latest: present(newer, newer.date) };
    expect(promptOf("TX-01", { boneDensity: density }).missing).toContainEqual(expect.objectContaining({ label: "T-score of the latest DXA" }));
  });

  function recordAndPrompts(overrides: Overrides) {
    return firedIds(recordWith(overrides)).map((id) => {
      const { headline, whyNow, inputs, missing } = promptOf(id, overrides);
      return { headline, whyNow, inputs, missing };
    });
  }
});
