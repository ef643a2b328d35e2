// @vitest-environment node
import { describe, expect, it } from "vitest";
import type { BoneHealthRecord } from "../../src/record/record";
import type { Evaluation } from "../../src/guidelines/model";
import { evaluate } from "../../src/guidelines/evaluate";
import { headline, headlineText } from "../../src/review/headline";
import {
  boneDensity,
  course,
  date,
  evaluation,
  notRecorded,
  onLetrozole,
  pending,
  present,
  record,
  result,
  searches,
  session,
  textReport,
  therapy,
  today,
  unavailable,
  vitaminD,
  withVitaminD,
} from "./record-fixture";

const quiet = evaluation({ "DXA-01": "not-fired", "DXA-02": "not-fired", "DXA-03": "not-fired", "DXA-04": "not-fired" });

function sentence(of: BoneHealthRecord, judged: Evaluation = quiet): string {
  return headlineText(headline(of, judged));
}

function topics(of: BoneHealthRecord, judged: Evaluation = quiet) {
  return Object.fromEntries(headline(of, judged).map((clause) => [clause.topic, clause.knowledge]));
}

const spine = result("lumbar-spine", { bmd: 0.842, t: -2.6 });
const scanned = boneDensity([session("2026-03-12", [result("femoral-neck", { t: -1.9 }), spine])]);

describe("the headline of an ordinary patient", () => {
  const changed = boneDensity([session("2024-03-08", [result("lumbar-spine", { bmd: 0.878, t: -2.3 })]), session("2026-03-12", [spine])], {
    changes: [
      {
        comparable: true,
        region: spine.region,
        from: { session: "dxa-2024-03-08", date: date("2024-03-08"), bmd: 0.878 },
        to: { session: "dxa-2026-03-12", date: date("2026-03-12"), bmd: 0.842 },
        tScoreFrom: -2.3,
        years: 2.01,
        percent: -4.1,
        percentPerYear: -2,
        lsc: { percent: 5.3, from: "default" },
        exceedsLsc: false,
        scannerKnown: true,
        span: "since-baseline",
        sources: [],
      },
    ],
  });
  const ordinary = record({ therapy: onLetrozole(), boneDensity: changed, vitaminD: withVitaminD([vitaminD("2026-11-03", 18)]) });

  it.each(["partial", "failed", "refused"] as const)("tells no change while the results are %s: the missing scan may be the newest", (state) => {
    const incomplete = { ...ordinary, searches: searches("complete", { "bone-observations": state }) };
    expect(sentence(incomplete)).toContain("change cannot be told while results are missing");
    expect(sentence(incomplete)).not.toContain("least significant change");
  });

  it.each(["pending", "failed", "refused", "partial"] as const)(
    "calls no change small while reports are %s: they may print a smaller LSC or another scanner",
    (state) => {
      const incomplete = sentence({ ...ordinary, searches: searches("complete", { "diagnostic-reports": state }) });
      expect(incomplete).toContain("BMD −4.1% since 8 Mar 2024, not judged against the least significant change while reports are missing");
      expect(incomplete).not.toMatch(/within|beyond/);
    },
  );

  it("answers agent and time, lowest T-score, change against the LSC, vitamin D and next DXA in one sentence", () => {
    expect(sentence(ordinary)).toBe(
      "On letrozole for 3 years 6 months (since 2 May 2023); lowest T-score −2.6 at the lumbar spine L1–L4 (12 Mar 2026), osteoporosis range; " +
        "lumbar spine L1–L4 BMD −4.1% since 8 Mar 2024, within measurement error, below the assumed least significant change of 5.3%; 25-OH vitamin D 18 ng/mL (3 Nov 2026), deficient; next DXA from 12 Mar 2027.",
    );
  });

  describe("a change beyond the least significant change says what it is", () => {
    const changedBy = (percent: number, percentPerYear: number | undefined): Partial<BoneHealthRecord> => {
      const [change] = changed.changes;
      if (change?.comparable !== true) throw new Error("the fixture has a change");
      return { boneDensity: { ...changed, changes: [{ ...change, percent, percentPerYear, exceedsLsc: true }] } };
    };
    const told = (parts: Partial<BoneHealthRecord>): string => {
      const of = record({ therapy: onLetrozole(), disease: { ...record().disease, breastCancer: present({ label: "Breast cancer" }) }, ...parts });
      return sentence(of, evaluate(of));
    };
    const silent = /rate/;

    it("a slow loss names its rate, because no prompt does", () =>
      expect(told(changedBy(-6, -3))).toContain(
        "BMD −6.0% since 8 Mar 2024, a measurable loss, beyond the assumed least significant change of 5.3%, at −3.0% a year slower than the rates that guidelines act on",
      ));
    it("a loss over too short a time for a yearly rate says that", () =>
      expect(told(changedBy(-6, undefined))).toContain("least significant change of 5.3%, the interval too short for a yearly rate"));
    it("a fast loss leaves the rate to its prompt", () => {
      expect(told(changedBy(-10, -5))).toContain("a measurable loss, beyond");
      expect(told(changedBy(-10, -5))).not.toMatch(silent);
    });
    it("a gain is called a gain", () => {
      expect(told(changedBy(6, 3))).toContain("a measurable gain, beyond");
      expect(told(changedBy(6, 3))).not.toMatch(silent);
    });
    it("nobody on bone treatment hears that a loss is slow", () => {
      const treated = { ...onLetrozole(), antiresorptive: present(course("denosumab", "2024-01-01", undefined, { drugClass: "denosumab" })) };
      expect(told({ ...changedBy(-6, -3), therapy: treated })).not.toMatch(silent);
    });
    it("nor where metastatic disease takes the rules away", () => {
      const metastatic = { ...record().disease, metastatic: present({ label: "Metastasis to bone" }) };
      expect(told({ ...changedBy(-6, -3), disease: metastatic })).not.toMatch(silent);
    });
  });

  it("sets in bold only words that stand in the sentence", () => {
    for (const clause of headline(ordinary, quiet)) for (const words of clause.strong) expect(clause.text).toContain(words);
  });

  it("counts a year-only start as about so many years, not to the day", () => {
    const since2021 = record({ therapy: onLetrozole("2021") });
    expect(sentence(since2021)).toContain("for about 5 years (since 2021)");
  });

  it("names the whole time on an aromatase inhibitor after a switch of agent", () => {
    const exemestane = course("exemestane", "2025-02-01", undefined);
    const switched = record({
      therapy: therapy({
        currentAromataseInhibitor: present(exemestane),
        aromataseInhibitorSince: present(date("2023-02-01")),
        aromataseInhibitors: [course("anastrozole", "2023-02-01", "2025-01-10"), exemestane],
        switches: [{ date: date("2025-02-01"), from: "anastrozole", to: "exemestane" }],
      }),
    });
    expect(sentence(switched)).toMatch(/^On exemestane, aromatase inhibitor for 3 years 9 months in all \(since 1 Feb 2023\)/);
  });

  it("keeps the sign of a vitamin D result below the assay's limit, in its own unit", () => {
    const censored = record({ vitaminD: withVitaminD([vitaminD("2026-11-03", 10, { comparator: "<", unit: "nmol/L" })]) });
    expect(sentence(censored)).toContain("25-OH vitamin D <10 nmol/L (3 Nov 2026)");
  });

  it.each([
    [24, "nmol/L", undefined, ", severely deficient."],
    [11.9, "ng/mL", undefined, ", severely deficient."],
    [12, "ng/mL", undefined, ", deficient."],
    [49, "nmol/L", undefined, ", deficient."],
    [15, "ng/mL", "<", ", deficient."], // severe or not: the bound leaves it open
    [20, "ng/mL", undefined, "."], // from here on guidelines disagree, and nothing reassures
    [50, "nmol/L", undefined, "."],
    [30, "nmol/L", ">", "."],
  ] as const)("says of a vitamin D of %s %s (%s) what it means: '%s'", (value, unit, comparator, said) => {
    const measured = vitaminD("2026-11-03", value, { unit, ...(comparator && { comparator }) });
    expect(sentence(record({ vitaminD: withVitaminD([measured]) }))).toContain(`${unit} (3 Nov 2026)${said}`);
  });

  it("says that treatment may have begun earlier while a medication search was not read", () => {
    const holes = record({ therapy: { ...onLetrozole(), medicationListComplete: false } });
    expect(sentence(holes)).toMatch(/^On letrozole for at least 3 years 6 months \(since 2 May 2023 or earlier\)/);
  });

  it.each(["partial", "failed", "refused"] as const)(
    "does not say that an agent is taken without saying that orders are %s: one of them may have ended it",
    (state) => {
      const holes = record({ therapy: { ...onLetrozole(), medicationListComplete: false }, searches: searches("complete", { "medication-requests": state }) });
      expect(sentence(holes)).toMatch(/^On letrozole for at least 3 years 6 months \(since 2 May 2023 or earlier\), as far as medication orders were read[;.]/);
      const held = course("letrozole", "2023-05-02", undefined, { currency: "on-hold" });
      expect(sentence({ ...holes, therapy: { ...holes.therapy, currentAromataseInhibitor: present(held) } })).toContain(
        "as far as medication orders were read",
      );
    },
  );

  it("shows a T-score of zero", () => {
    expect(sentence(record({ boneDensity: boneDensity([session("2026-03-12", [result("total-hip", { t: 0 })])]) }))).toContain("T-score 0.0 at the total hip");
  });
});

describe("what was not found, and what could not be read", () => {
  it("claims absence only after complete searches, and says that they were complete", () => {
    expect(sentence(record())).toBe(
      "No aromatase inhibitor in the connected record (all medication searches complete); no DXA in the connected record (all DXA searches complete); " +
        "no 25-OH vitamin D in the connected record (search complete).",
    );
  });

  const absenceClaim = /\bno (current |dxa|aromatase|25-OH)|not on|none/i;

  it.each([
    ["failed", unavailable(), searches("failed"), "could not be read"],
    ["refused", unavailable("Access was not granted."), searches("refused"), "could not be read"],
    ["cut short", unavailable("A page is missing."), searches("partial"), "could not be read"],
    ["not answered yet", pending(), searches("pending"), "still being read"],
  ])("never claims absence when the searches are %s", (_, missing, reports, says) => {
    const unread = record({
      therapy: therapy({ currentAromataseInhibitor: missing, aromataseInhibitorSince: missing, medicationListComplete: false }),
      boneDensity: boneDensity([], { latest: missing, latestWithValues: missing, lowestTScore: missing, lowestZScore: missing, onlyPeripheral: missing }),
      vitaminD: { results: [], latest: missing, newestUnusable: undefined },
      searches: reports,
    });
    const judged = evaluation({ "DXA-01": "not-evaluable", "DXA-03": "not-evaluable" });
    expect(sentence(unread, judged)).not.toMatch(absenceClaim);
    expect(sentence(unread, judged).split(says).length).toBeGreaterThan(3);
    expect(Object.values(topics(unread, judged))).not.toContain("absent");
  });

  it.each([
    ["pending", "still being read"],
    ["partial", "could not be read"],
    ["failed", "could not be read"],
    ["refused", "could not be read"],
  ] as const)("never says that a scan has no score while the results are %s", (state, says) => {
    const reported = session("2026-05-23", [], { reports: [textReport("2026-05-23", "DXA of spine and hip.")] });
    const reports = searches("complete", { "bone-observations": state });
    const alone = sentence(record({ boneDensity: boneDensity([reported]), searches: reports }));
    const newer = sentence(record({ boneDensity: boneDensity([session("2015-04-23", [result("femoral-neck", { t: -0.8 })]), reported]), searches: reports }));
    for (const one of [alone, newer]) {
      expect(one).toMatch(new RegExp(`DXA of 23 May 2026[^;]*${says}`));
      expect(one).not.toMatch(/no coded score|report text only|not in the connected record/);
    }
  });

  it.each(["pending", "refused"] as const)("never says that the values of a scan are nowhere while reports are %s: the text may hold them", (state) => {
    for (const id of ["diagnostic-reports", "documents"] as const) {
      const done = sentence(record({ boneDensity: boneDensity([session("2026-02-23", [])]), searches: searches("complete", { [id]: state }) }));
      expect(done).toContain(
        state === "pending" ? "DXA of 23 Feb 2026, its results are still being read" : "DXA of 23 Feb 2026, its results could not be read",
      );
    }
  });

  it.each(["bone-observations", "diagnostic-reports", "procedures", "documents"] as const)(
    "calls no score the latest while %s, which may tell of a newer scan, are unread",
    (id) => {
      expect(sentence(record({ boneDensity: scanned, searches: searches("complete", { [id]: "refused" }) }))).toContain("possibly not the latest");
    },
  );

  it("shows the T-score that did arrive, and that newer results may exist, when a search failed", () => {
    const partly = record({ therapy: onLetrozole(), boneDensity: scanned, searches: searches("complete", { "diagnostic-reports": "failed" }) });
    const judged = evaluation({ "DXA-03": "not-evaluable" });
    expect(sentence(partly, judged)).toContain("T-score −2.6");
    expect(sentence(partly, judged)).toContain("osteoporosis range, possibly not the latest");
    expect(sentence(partly, judged)).toContain("when the next DXA is due cannot be told");
  });

  it("says that no aromatase inhibitor is current, and which was taken earlier", () => {
    const past = record({ therapy: therapy({ aromataseInhibitors: [course("exemestane", "2022-01-10", "2022-09-30")] }) });
    expect(sentence(past)).toMatch(
      /^No current aromatase inhibitor \(all medication searches complete\); exemestane taken earlier \(10 Jan 2022 to 30 Sep 2022\)/,
    );
    expect(topics(past)["next-dxa"]).toBeUndefined();
  });

  it("does not pass an unusable vitamin D result off as none", () => {
    const unusable = record({
      vitaminD: {
        results: [],
        latest: notRecorded,
        newestUnusable: { reference: "Observation/u", kind: "unit", reason: "pmol/L", what: "25-OH vitamin D", date: date("2026-10-01") },
      },
    });
    expect(sentence(unusable)).toContain("the 25-OH vitamin D result of 1 Oct 2026 cannot be used");
  });
});

describe("a DXA without a usable T-score is still a DXA", () => {
  it.each([
    [
      "in a report's text",
      session("2026-02-03", [], { reports: [textReport("2026-02-03", "Spine T-score minus 2.7")] }),
      "DXA of 3 Feb 2026 with its values in the report text only",
    ],
    [
      "in a file",
      session("2026-02-03", [], { reports: [textReport("2026-02-03", "", { fileOnly: true })] }),
      "DXA of 3 Feb 2026 with its values in a file only",
    ],
    ["only as a procedure", session("2026-02", []), "DXA of Feb 2026, its values are not in the connected record"],
    [
      "at no stated site",
      session("2026-02-03", [result("not-stated", { t: -1.8 })], { kind: "unspecified" }),
      "T-score −1.8 at a site that is not stated (3 Feb 2026)",
    ],
  ])("when its values stand %s", (_, scan, says) => {
    const done = record({ therapy: onLetrozole(), boneDensity: boneDensity([scan], { lowestTScore: notRecorded, lowestZScore: notRecorded }) });
    expect(sentence(done)).toContain(says);
    expect(sentence(done)).not.toMatch(/no (DXA|bone density)/i);
  });

  it("says so when the latest DXA has no coded score but an earlier one has", () => {
    const earlier = session("2024-03-08", [spine]);
    const later = session("2026-02-03", [], { reports: [textReport("2026-02-03", "see text")] });
    const both = record({
      boneDensity: boneDensity([earlier, later], {
        latestWithValues: present(earlier),
        lowestTScore: present({ region: spine.region, value: -2.6, session: earlier.id }),
        lowestZScore: notRecorded,
      }),
    });
    expect(sentence(both)).toContain("(8 Mar 2024), osteoporosis range; a newer DXA of 3 Feb 2026 has no coded score");
  });

  it("gives no percentage across two scanners, only the reason", () => {
    const broken = record({
      boneDensity: boneDensity([session("2026-03-12", [spine])], {
        changes: [
          {
            comparable: false,
            region: spine.region,
            reason: "Different scanners (Hologic, then GE Lunar): not comparable.",
            span: "since-baseline",
            sources: [],
          },
        ],
      }),
    });
    expect(sentence(broken)).toContain("change not calculated: different scanners (Hologic, then GE Lunar): not comparable");
    expect(sentence(broken)).not.toMatch(/\d%/);
  });
});

describe("who the classes of the T-score are for", () => {
  const scores = boneDensity([session("2026-03-12", [result("lumbar-spine", { t: -2.6, z: -2.2 })])]);
  const premenopausal = present<"premenopausal" | "postmenopausal">("premenopausal");
  const anyClass = /osteoporosis|low bone mass|normal range/;

  it("uses the Z-score before menopause, with no class word", () => {
    const young = record({ boneDensity: scores, menopause: { status: premenopausal, ovarianSuppression: notRecorded } });
    expect(sentence(young)).toContain("lowest Z-score −2.2 at the lumbar spine");
    expect(sentence(young)).not.toMatch(/T-score/);
    expect(sentence(young)).not.toMatch(anyClass);
  });

  it("shows both scores, without a class, under ovarian suppression", () => {
    const patient = { ...record().patient, age: present(43) };
    const suppressed = record({ patient, boneDensity: scores, menopause: { status: premenopausal, ovarianSuppression: present({ label: "goserelin" }) } });
    expect(sentence(suppressed)).toContain("lowest T-score −2.6 at the lumbar spine L1–L4 (12 Mar 2026) and lowest Z-score −2.2");
    expect(sentence(suppressed)).not.toMatch(anyClass);
  });

  it("names no class when menopausal status is not recorded", () => {
    expect(sentence(record({ boneDensity: scores, menopause: { status: notRecorded, ovarianSuppression: notRecorded } }))).not.toMatch(anyClass);
  });

  it.each([
    [-2.5, "osteoporosis range"],
    [-2.4, "low bone mass range"],
    [-1.1, "low bone mass range"],
    [-1, "normal range"],
  ])("puts a postmenopausal T-score of %s into the %s", (t, says) => {
    expect(sentence(record({ boneDensity: boneDensity([session("2026-03-12", [result("total-hip", { t })])]) }))).toContain(says);
  });
});

describe("metastatic disease", () => {
  const metastatic = record({
    therapy: onLetrozole(),
    boneDensity: scanned,
    disease: { ...record().disease, metastatic: present({ label: "Secondary malignant neoplasm of bone" }) },
  });

  it("says that prompts about bone loss do not apply, names no class and no date for a DXA", () => {
    const said = sentence(metastatic, evaluation({ "SCOPE-02": "fired", "DXA-03": "not-fired" }));
    expect(said).toContain("metastatic disease on record, so prompts about bone loss do not apply");
    expect(said).not.toMatch(/DXA[^.]{0,30}(overdue|due)|osteoporosis/);
  });
});

describe("a man", () => {
  it("is told of with the values, and with whom the evidence is in", () => {
    const man = record({ therapy: onLetrozole(), boneDensity: scanned, patient: { ...record().patient, sex: present<"male" | "female">("male") } });
    expect(sentence(man)).toMatch(/^On letrozole for [^;]+; guideline evidence is in women; lowest /);
  });
});

describe("when the next DXA is due", () => {
  const at = (day: string) => record({ therapy: onLetrozole(), boneDensity: boneDensity([session(day, [spine])]) });
  it.each([
    ["DXA-01", "2026-03-12", "next DXA is the baseline for this treatment, due now"],
    ["DXA-02", "2021-03-12", "next DXA is the baseline for this treatment, due now"],
    ["DXA-03", "2024-03-12", "next DXA overdue since 12 Mar 2026"],
    ["DXA-04", "2025-03-12", "next DXA due by 12 Mar 2027"],
    ["DXA-03", "2023", "next DXA overdue since 2025"],
    ["none", "2026-05", "next DXA from May 2027"],
  ])("%s with the last scan of %s", (id, day, says) => {
    expect(sentence(at(day), evaluation({ "DXA-03": "not-fired", [id]: "fired" }))).toContain(says);
  });

  it("waits while reports are still being read", () => {
    const open = record({ therapy: onLetrozole(), searches: searches("complete", { procedures: "pending" }) });
    expect(topics(open, evaluation({ "DXA-01": "not-evaluable" }))["next-dxa"]).toBe("pending");
  });

  it("says nothing about a date that no rule has judged", () => {
    expect(topics(at(today), evaluation({}))["next-dxa"]).toBeUndefined();
  });
});
