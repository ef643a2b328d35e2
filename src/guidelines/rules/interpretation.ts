import type { DxaResult, DxaSite } from "../../record/record";
import { changesToJudge, incomparablePairs, lowestT, lowestZ, lscText, scoreAtSite, seeChange, unreadReportsOf } from "../density";
import { edition } from "../edition";
import type { Judge, Rule } from "../model";
import { isMan, readingOf, whenOnAi, years } from "../population";
import { medicationSearches, seeUnread, unread, wholly } from "../searches-read";
import { cannotJudge, fired, notEvaluable, notFired, type Seen, see, together } from "../seen";
import { changeText, dateText, inline, listText, numberText, regionText, scoreText, sentence, withoutStop } from "../wording";

const notComparable: Rule = {
  ...edition,
  id: "INT-01",
  title: "Comparability of the latest scans",
  priority: "L",
  topic: "interpretation",
  logic: "The two most recent scans of a region differ in scanner, side or vertebrae without cross-calibration. No change is calculated across them.",
  citations: ["iscd-2023", "shepherd-2005"],
  judge: ofCompleteScans((record) => {
    const pairs = incomparablePairs(record);
    if (pairs.length === 0) return notFired("The latest scans of each region are comparable, or there is only one.");
    const seen: Seen = {
      inputs: pairs.map(({ region, reason, sources }) => ({ label: `Scans of ${regionText(region)}`, value: reason, sources, how: "derived" })),
      missing: [],
    };
    const reasons = [...new Set(pairs.map(({ reason }) => reason))];
    const why = reasons.map((reason) => {
      const regions = pairs.filter((pair) => pair.reason === reason).map(({ region }) => regionText(region));
      return `${listText(regions)}: ${inline(withoutStop(reason))}`;
    });
    return fired("Scans not comparable. No change calculated.", `${sentence(why.join("; "))}.`, seen);
  }),
};

const withinError: Rule = {
  ...edition,
  id: "INT-02",
  title: "Change and measurement error",
  priority: "L",
  topic: "interpretation",
  logic:
    "The change in BMD (spine before hip, since baseline before since the previous scan) is smaller than the least significant change: facility value on the report, else site configuration, else ISCD worst acceptable (spine 5.3%, total hip 5.0%, neck 6.9%).",
  citations: ["iscd-2023"],
  judge: ofCompleteScans((record) => {
    const main = changesToJudge(record)[0];
    if (main === undefined) return notFired("There are no two comparable scans.");
    const medicines = record.boneDensity.sessions.length > 2 ? unread(record, medicationSearches) : []; // of two scans the first is the baseline anyhow
    if (medicines.length > 0)
      return notEvaluable(
        "Which scan is the baseline cannot be said: medicines were not loaded completely.",
        together(seeChange(main), seeUnread(record, medicines, "May show that an aromatase inhibitor was started earlier or later.")),
      );
    const change = `Change ${changeText(main.percent)} at ${regionText(main.region)}`;
    const reports = unreadReportsOf(record, main);
    if (reports.length > 0)
      return notEvaluable(
        "Reports were not loaded completely.",
        together(seeChange(main), seeUnread(record, reports, "May print a smaller LSC, or name the scanner.")),
      );
    if (main.exceedsLsc) return notFired(`${change} reaches ${lscText(main.lsc)}.`, seeChange(main));
    return fired(
      `${change} is within measurement error (${lscText(main.lsc)}).`,
      `${main.from.bmd.toFixed(3)} to ${main.to.bmd.toFixed(3)} g/cm², ${dateText(main.from.date)} to ${dateText(main.to.date)} (${numberText(main.years)} years).`,
      seeChange(main),
    );
  }),
};

const zScore: Rule = {
  ...edition,
  id: "INT-03",
  title: "T-score or Z-score",
  priority: "L",
  topic: "interpretation",
  logic:
    "Premenopausal on record; or below 50 years without recorded menopausal status and without ovarian suppression; or a man below 50. Z-score ≤ −2.0 is below the expected range for age.",
  citations: ["iscd-2023", "racgp-2024"],
  settings: ["premenopausalBelowAge"],
  judge: whenOnAi((record, { settings }) => {
    const { age } = record.patient;
    const { status, ovarianSuppression } = record.menopause;
    const limit = settings.values.premenopausalBelowAge;
    const z = lowestZ(record);
    const seen = together(
      see("Age", age, years),
      see("Menopausal status", status, String, "It decides between T-score and Z-score."),
      see("Lowest Z-score", z, scoreAtSite),
    );
    const premenopausal = !isMan(record) && status.state === "present" && status.value === "premenopausal";
    const reading = readingOf(record, settings);
    const young = age.state === "present" && age.value < limit;
    const youngMan = isMan(record) && reading.kind === "z-score";
    const unconfirmed = !isMan(record) && young && reading.kind === "unknown" && status.state !== "unavailable" && ovarianSuppression.state !== "unavailable";
    if (!premenopausal && !youngMan && !unconfirmed) {
      if (reading.kind === "unknown") return notEvaluable(reading.because, seen);
      return notFired(
        ovarianSuppression.state === "present" && young ? "Under ovarian suppression both scores are shown, without a class." : "The T-score applies.",
        seen,
      );
    }
    const who = premenopausal
      ? "premenopausal"
      : youngMan
        ? `man, age ${age.state === "present" ? age.value : ""}`
        : `age ${age.state === "present" ? age.value : ""}, menopausal status not confirmed`;
    const reads =
      z.state === "present"
        ? `Lowest Z-score ${scoreAtSite(z.value)}: ${z.value.value <= -2 ? "below the expected range for age" : "within the expected range for age"}. `
        : "";
    const t = lowestT(record);
    return fired(
      `${reads}Use Z-score (≤ −2.0 is below the expected range). T-score category withheld.`,
      `${who.charAt(0).toUpperCase()}${who.slice(1)}${z.state === "present" ? "" : `; Z-score ${z.state === "not-recorded" ? "not recorded" : "not available"}`}${t.state === "present" ? `; T-score ${scoreAtSite(t.value)} without a class` : ""}.`,
      seen,
    );
  }),
};

/** "Hip" for the comparison with the spine: total hip first; the neck only where nothing else was measured. */
const hipSites: readonly DxaSite[] = ["total-hip", "hip", "femur", "femoral-neck"];

const spineAboveHip: Rule = {
  ...edition,
  id: "INT-04",
  title: "Spine and hip T-scores",
  priority: "L",
  topic: "interpretation",
  logic:
    "Lumbar spine T-score exceeds the hip T-score of the same session by more than 1.0, and age > 60. Total hip first, else hip as coded, else femoral neck.",
  citations: ["iscd-2023"],
  judge: ofCompleteScans((record) => {
    const latest = wholly(record, record.boneDensity.latestWithValues, "bone-observations");
    const { age } = record.patient;
    if (latest.state !== "present") return cannotJudge("DXA with values", latest);
    if (age.state !== "present") return cannotJudge("Age", age);
    const spine = tScoreAt(latest.value.results, ["lumbar-spine"]);
    const hip = tScoreAt(latest.value.results, hipSites);
    if (spine === undefined || hip === undefined)
      return notEvaluable(`The DXA of ${dateText(latest.value.date)} does not give T-scores of both spine and hip.`, see("Age", age, years));
    const date = dateText(latest.value.date);
    const seen: Seen = together(see("Age", age, years), {
      inputs: [spine, hip].map(({ text, value, sources, how }) => ({ label: `T-score ${text}`, value: scoreText(value), date, sources, how })),
      missing: [],
    });
    // Scores come with one decimal; their difference must not gain a hair from binary fractions.
    const difference = Math.round((spine.value - hip.value) * 100) / 100;
    const numbers = `spine ${scoreText(spine.value)}, ${hip.text} ${scoreText(hip.value)}`;
    if (difference <= 1) return notFired(`Difference ${scoreText(difference)} (${numbers}): not above 1.0.`, seen);
    if (age.value <= 60) return notFired(`Age ${age.value}: 60 or below.`, seen);
    return fired(
      `Spine reads higher than hip (${numbers}); degenerative change or fracture may mask loss. Rely on hip; consider vertebral fracture assessment.`,
      `Difference ${scoreText(difference)}, ${date}; threshold above 1.0 with age above 60 (age ${age.value}).`,
      seen,
    );
  }),
};

export const interpretationRules: readonly Rule[] = [notComparable, withinError, zScore, spineAboveHip];

function ofCompleteScans(judge: Judge): Judge {
  return whenOnAi((record, context) => {
    const open = unread(record, ["bone-observations"]);
    return open.length > 0 ? notEvaluable("DXA results were not loaded completely.", seeUnread(record, open, "May hold newer scans.")) : judge(record, context);
  });
}

/** The lowest T-score at the first of these sites that has one. */
function tScoreAt(results: readonly DxaResult[], sites: readonly DxaSite[]) {
  for (const site of sites) {
    const scores = results.flatMap(({ region, tScore }) => (region.site === site && tScore ? [{ ...tScore, text: regionText(region) }] : []));
    const lowest = scores.sort((a, b) => a.value - b.value)[0];
    if (lowest) return lowest;
  }
  return undefined;
}
