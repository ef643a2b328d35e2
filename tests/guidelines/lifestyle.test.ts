// @vitest-environment node
import { describe, expect, test } from "vitest";
import { course, densityOf, lab, monthsAgo, type Overrides, present, promptOf, scan, unavailable, vitaminD } from "./record-with";
import { judgeRows } from "./rule-rows";

const failed = { searches: { "context-observations": "failed" } } as const;
const calcium = (mg: number, age = 60): Overrides => ({ risk: { calciumSupplement: present(mg) }, patient: { age: present(age, undefined) } });
const falls = (count: number, injurious: "injurious" | "not" = "not"): Overrides => ({
  risk: { falls: present({ count, injurious: injurious === "injurious" }) },
});
const t = (score: number): Overrides => ({ boneDensity: densityOf(scan(monthsAgo(6), [{ t: score }])) });

describe("calcium, vitamin D intake, exercise and habits", () => {
  judgeRows([
    ["counselled always", "CA-01", {}, "fired"],
    ["counselled even when searches failed", "CA-01", failed, "fired"],
    [
      "medicines failed: whether an aromatase inhibitor is taken is open",
      "CA-01",
      { therapy: { currentAromataseInhibitor: unavailable("medication-requests") } },
      "not-evaluable",
    ],

    ["2001 mg a day at 60", "CA-02", calcium(2001), "fired"],
    ["2000 mg a day at 60", "CA-02", calcium(2000), "not-fired"],
    ["2400 mg a day at 50", "CA-02", calcium(2400, 50), "not-fired"],
    ["2501 mg a day at 50", "CA-02", calcium(2501, 50), "fired"],
    ["2400 mg a day, age unknown", "CA-02", { risk: { calciumSupplement: present(2400) }, patient: { age: unavailable("patient") } }, "not-evaluable"],
    ["supplements not recorded", "CA-02", {}, "not-evaluable"],
    ["medicines failed", "CA-02", { risk: { calciumSupplement: unavailable("medication-statements") } }, "not-evaluable"],

    ["counselled always", "EX-01", {}, "fired"],
    ["medicines failed", "EX-01", { therapy: { currentAromataseInhibitor: unavailable("medication-requests") } }, "not-evaluable"],

    ["T-score −2.5", "EX-02", t(-2.5), "fired"],
    ["T-score −2.4", "EX-02", t(-2.4), "not-fired"],
    [
      "a possible vertebral fracture is enough for this caution",
      "EX-02",
      { risk: { fractures: present([{ label: "Vertebral fracture", site: "vertebra", certainty: "possible", age: undefined }]) } },
      "fired",
    ],
    ["two falls", "EX-02", falls(2), "fired"],
    ["T-score not loaded", "EX-02", { boneDensity: { lowestTScore: unavailable("bone-observations") } }, "not-evaluable"],

    ["current smoker", "SMK-01", { risk: { smoking: present("current") } }, "fired"],
    ["former smoker", "SMK-01", { risk: { smoking: present("former") } }, "not-fired"],
    ["unknown is not never", "SMK-01", { risk: { smoking: { state: "recorded-unknown", date: undefined, sources: [] } } }, "not-evaluable"],
    ["status not loaded", "SMK-01", { risk: { smoking: unavailable("context-observations") } }, "not-evaluable"],
    [
      "smoker by a status of which newer pages are missing",
      "SMK-01",
      { risk: { smoking: present("current") }, searches: { "context-observations": "partial" } },
      "not-evaluable",
    ],

    ["16.1 g a day", "ALC-01", { risk: { alcohol: present(16.1) } }, "fired"],
    ["exactly 16 g a day", "ALC-01", { risk: { alcohol: present(16) } }, "not-fired"],
    ["0 g a day is a value", "ALC-01", { risk: { alcohol: present(0) } }, "not-fired"],
    [
      "a drink of unknown size",
      "ALC-01",
      { risk: { alcohol: { state: "unusable", reason: "The size of a drink is not known.", sources: [] } } },
      "not-evaluable",
    ],
    ["not loaded", "ALC-01", { risk: { alcohol: unavailable("context-observations") } }, "not-evaluable"],

    ["BMI 19.9", "BMI-01", { risk: { bmi: present(19.9) } }, "fired"],
    ["BMI 20", "BMI-01", { risk: { bmi: present(20) } }, "not-fired"],
    ["BMI of three years ago", "BMI-01", { risk: { bmi: { ...present(18, monthsAgo(36)), state: "stale", limit: "older than 12 months" } } }, "not-evaluable"],
    ["not loaded", "BMI-01", { risk: { bmi: unavailable("context-observations") } }, "not-evaluable"],

    ["two falls", "FALL-01", falls(2), "fired"],
    ["one fall without injury", "FALL-01", falls(1), "not-fired"],
    ["one injurious fall", "FALL-01", falls(1, "injurious"), "fired"],
    ["falls not recorded are not no falls", "FALL-01", {}, "not-evaluable"],
    ["not loaded", "FALL-01", { risk: { falls: unavailable("context-observations") } }, "not-evaluable"],
  ]);

  test("calcium advice counts what the record already gives", () => {
    const prompt = promptOf("CA-01", { risk: { calciumSupplement: present(600), vitaminDSupplement: present(400) } });
    expect(prompt.headline).toContain("Recorded from supplements: calcium 600 mg/day and vitamin D 400 IU/day; diet not recorded.");
    expect(prompt.whyNow).toContain("400–600 mg remain for diet");
    expect(prompt.whyNow).toContain("recorded vitamin D 400 IU/day is below 800 IU");
    expect(promptOf("CA-01", {}).headline).toContain("Intake not recorded.");
    expect(promptOf("CA-01", {}).missing.map(({ label }) => label)).toContain("Dietary calcium");
  });

  test("calcium advice turns to caution where this record speaks against adding", () => {
    const prompt = promptOf("CA-01", {
      chemistry: { correctedCalcium: lab(10.9, "mg/dL", { high: 10.4 }), egfr: lab(24, "mL/min/1.73m2") },
      vitaminD: vitaminD(110),
      therapy: { others: [course("bone-harming", "omeprazole")] },
    });
    expect(prompt.headline).toContain(
      "Before adding: corrected calcium 10.9 mg/dL is above its range, renal advice (eGFR 24 mL/min/1.73m2) and 25(OH)D 110 ng/mL is already high",
    );
    expect(promptOf("CA-01", { chemistry: { correctedCalcium: lab(7.9, "mg/dL", { low: 8.5 }) }, vitaminD: vitaminD(16) }).whyNow).toMatch(
      /25\(OH\)D 16 ng\/mL \(16 Nov 2026\): repletion first; corrected calcium 7\.9 mg\/dL is below its range/,
    );
    expect(prompt.whyNow).toContain("on omeprazole: calcium citrate");
  });

  test("exercise advice measures recorded minutes against 150 and sends the fragile to supervision", () => {
    const prompt = promptOf("EX-01", { ...t(-2.7), risk: { exerciseMinutes: present(60) } });
    expect(prompt.headline).toContain("Recorded 60 min/week: 90 below 150, build up slowly. Supervised start (T-score −2.7 at lumbar spine).");
    expect(promptOf("EX-01", { risk: { exerciseMinutes: present(180) } }).headline).toContain("Recorded 180 min/week reaches 150");
    expect(promptOf("EX-01", {}).headline).toContain("Activity not recorded: ask.");
    expect(promptOf("EX-01", {}).headline).toContain("BMD effect on AI unproven");
  });

  test("alcohol is said in grams and in units", () => {
    expect(promptOf("ALC-01", { risk: { alcohol: present(28) } }).whyNow).toBe(
      "28 g/day is 3.5 UK units, limit 16 g/day; at or above the 24 g that FRAX counts.",
    );
  });
});
