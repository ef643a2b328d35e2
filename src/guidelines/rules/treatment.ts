import type { Fact, FhirDate } from "../../record/fact";
import type { BoneHealthRecord, Fracture, SiteScore } from "../../record/record";
import { lowestT, lowestZ, scoreAtSite, seeLowestT } from "../density";
import { edition } from "../edition";
import { moreThanMonthsAgo } from "../intervals";
import type { Judgement, Rule, RuleContext } from "../model";
import { isMan, type Reading, readingOf } from "../population";
import { factorsText, fragilityAfterAge, riskFactors, seeRiskFactors } from "../risk-factors";
import { dxaSearches, seeUnread, unread, wholly } from "../searches-read";
import { cannotJudge, fired, nothing, notEvaluable, notFired, reasonOf, type Seen, see, together } from "../seen";
import { notForMen, outsideReading, unlessTreated } from "../treatment-population";
import { dateText, listText, monthsText, numberText, regionText, scoreText } from "../wording";

const lowT: Rule = {
  ...edition,
  id: "TX-01",
  title: "T-score at or below −2.5",
  priority: "H",
  topic: "treatment",
  logic:
    "Lowest valid T-score of the latest central DXA (spine, total hip, femoral neck) ≤ −2.5, with its site and date. Only the first of TX-01 to TX-04 fires; on bone treatment see ONTX-01.",
  citations: ["asco-2019", "hadji-2017", "esmo-2020"],
  judge: unlessTreated(judgeLowT),
};

export function judgeLowT(record: BoneHealthRecord, context: RuleContext): Judgement {
  return withTScore(record, context, (lowest, reading, seen) => {
    const { value, region } = lowest.value;
    if (value > -2.5) return notFired(`Lowest T-score ${scoreAtSite(lowest.value)}: above −2.5.`, seen);
    const count = riskFactors(record, context.settings);
    const whyNow = `T-score ${scoreAtSite(lowest.value)}, ${dateText(lowest.date ?? record.today)}; threshold −2.5. Risk factors: ${count.text}.`;
    const all = together(seen, seeZ(record, reading), seeRiskFactors(count));
    if (reading.kind === "t-score")
      return fired(
        `T-score ${scoreText(value)} at ${regionText(region)} is in the osteoporosis range. Discuss bone-targeted therapy (bisphosphonate or denosumab) or refer; check secondary causes.`,
        whyNow,
        all,
      );
    const withheld = fired(
      `${withZ(record, lowest.value)} No density class is given before natural menopause. Discuss bone-targeted therapy (bisphosphonate or denosumab) or refer; check secondary causes.`,
      whyNow,
      all,
    );
    return { ...withheld, patientText: "Your bone density is lower than expected. Ask your team what can protect your bones." };
  });
}

const contestedT: Rule = {
  ...edition,
  id: "TX-02",
  title: "T-score between −2.5 and −2.0",
  priority: "M",
  topic: "treatment",
  logic: "−2.5 < lowest T-score < −2.0. Exactly −2.0 alone does not fire.",
  citations: ["hadji-2017", "esmo-2020", "reid-2008", "asco-2019"],
  judge: unlessTreated(judgeContestedT),
};

export function judgeContestedT(record: BoneHealthRecord, context: RuleContext): Judgement {
  if (isMan(record)) return notForMen(record);
  return withTScore(record, context, (lowest, reading, seen) => {
    const { value } = lowest.value;
    if (value <= -2.5 || value >= -2) return notFired(`Lowest T-score ${scoreAtSite(lowest.value)}: not between −2.5 and −2.0.`, seen);
    const count = riskFactors(record, context.settings);
    const start = reading.kind === "t-score" ? `T-score ${scoreAtSite(lowest.value)}.` : withZ(record, lowest.value);
    return fired(
      `${start} Hadji 2017 and ESMO advise bone-targeted therapy below −2.0 on an AI; ASCO 2019 reserves it for ≤ −2.5 or raised FRAX/clinical risk. Weigh risk factors and recurrence benefit.`,
      `T-score ${scoreAtSite(lowest.value)}, ${dateText(lowest.date ?? record.today)}. Risk factors: ${count.text}${count.known.length > 0 ? `: ${factorsText(count.known)}` : ""}.`,
      together(seen, seeZ(record, reading), seeRiskFactors(count)),
    );
  });
}

const lowTWithRisk: Rule = {
  ...edition,
  id: "TX-03",
  title: "T-score between −2.0 and −1.5 with a risk factor",
  priority: "M",
  topic: "treatment",
  logic:
    "−2.0 ≤ lowest T-score < −1.5 and at least 1 known of the six risk factors (age > 65, smoking ever, BMI < 24, family hip fracture, own fragility fracture after 50, oral glucocorticoid > 6 months). What is not recorded does not count, and is shown as able to change the result.",
  citations: ["hadji-2017", "esmo-2020", "asco-2019"],
  settings: ["ageRiskAbove", "bmiRiskBelow", "glucocorticoidRiskMonths"],
  judge: unlessTreated(judgeLowTWithRisk),
};

export function judgeLowTWithRisk(record: BoneHealthRecord, context: RuleContext): Judgement {
  if (isMan(record)) return notForMen(record);
  return withTScore(record, context, (lowest, reading, seen) => {
    const { value } = lowest.value;
    if (value < -2 || value >= -1.5) return notFired(`Lowest T-score ${scoreAtSite(lowest.value)}: not from −2.0 to below −1.5.`, seen);
    const count = riskFactors(record, context.settings);
    const all = together(
      seen,
      seeZ(record, reading),
      seeRiskFactors(count, count.known.length === 0 ? "One risk factor would raise this prompt (TX-03)." : undefined),
    );
    if (count.known.length === 0 && count.unavailable.length > 0)
      return notEvaluable(`No risk factor is known, but not all could be loaded: ${listText(count.unavailable.map((one) => one.label))}.`, all);
    if (count.known.length === 0) return notFired(`T-score ${scoreAtSite(lowest.value)}; risk factors: ${count.text}.`, all);
    const start = reading.kind === "t-score" ? `T-score ${scoreAtSite(lowest.value)}` : withZ(record, lowest.value).replace(/\.$/, "");
    return fired(
      `${start} plus ${count.known.length === 1 ? "a risk factor" : "risk factors"} (${factorsText(count.known)}). Hadji 2017/ESMO support discussing therapy; ASCO would use FRAX/clinical risk.`,
      `T-score ${scoreAtSite(lowest.value)}, ${dateText(lowest.date ?? record.today)}; risk factors: ${count.text}.`,
      all,
    );
  });
}

const riskFactorsAlone: Rule = {
  ...edition,
  id: "TX-04",
  title: "Two or more risk factors without low T-score",
  priority: "L",
  topic: "treatment",
  logic: "At least 2 known of the six risk factors, and no usable T-score or T-score ≥ −1.5. M when no DXA is on record, else L.",
  citations: ["hadji-2017", "esmo-2020", "asco-2019"],
  settings: ["ageRiskAbove", "bmiRiskBelow", "glucocorticoidRiskMonths"],
  judge: unlessTreated(judgeRiskFactorsAlone),
};

export function judgeRiskFactorsAlone(record: BoneHealthRecord, context: RuleContext): Judgement {
  if (isMan(record)) return notForMen(record);
  const reading = readingOf(record, context.settings);
  const outside = outsideReading(reading);
  if (outside) return outside;
  const lowest = lowestT(record);
  if (lowest.state === "unavailable") return cannotJudge("Lowest T-score", lowest);
  if (lowest.state !== "present" && unread(record, dxaSearches).length > 0)
    return notEvaluable("Whether a T-score exists cannot be said: not every DXA search was read.", seeUnread(record, dxaSearches, "May hold a T-score."));
  const count = riskFactors(record, context.settings);
  const needed = count.known.length < 2 ? "Two known risk factors would raise this prompt (TX-04)." : undefined;
  const all = together(reading.seen, seeLowestT(record, "A T-score decides which treatment rule applies."), seeRiskFactors(count, needed));
  if (lowest.state === "present" && lowest.value.value < -1.5)
    return notFired(`Lowest T-score ${scoreAtSite(lowest.value)}: below −1.5; see TX-01 to TX-03.`, all);
  if (count.known.length < 2 && count.known.length + count.unavailable.length >= 2)
    return notEvaluable(`Risk factors: ${count.text}; not loaded: ${listText(count.unavailable.map((one) => one.label))}.`, all);
  if (count.known.length < 2) return notFired(`Risk factors: ${count.text}; two are needed.`, all);
  const noDxa = record.boneDensity.latest.state === "not-recorded";
  const density = lowest.state === "present" ? `T-score ${scoreAtSite(lowest.value)}` : noDxa ? "no DXA on record" : "no usable T-score";
  return fired(
    `Two or more risk factors (${factorsText(count.known)}). European/IOF guidance may support therapy even without low BMD; wording is ambiguous and ASCO would not treat on this alone.${noDxa ? " Get DXA." : ""}`,
    `Risk factors: ${count.text}; ${density}.`,
    all,
    noDxa ? "M" : "L",
  );
}

const recordedFrax: Rule = {
  ...edition,
  id: "TX-05",
  title: "Recorded FRAX probability",
  priority: "M",
  topic: "treatment",
  logic:
    "A FRAX result of the last 24 months is on record with major osteoporotic fracture ≥ 20% or hip fracture ≥ 3% (US model). FRAX is never calculated here.",
  citations: ["asco-2019", "hadji-2017"],
  settings: ["fraxMajorPercent", "fraxHipPercent", "fraxMonths"],
  judge: unlessTreated(judgeRecordedFrax),
};

export function judgeRecordedFrax(record: BoneHealthRecord, context: RuleContext): Judgement {
  if (isMan(record)) return notForMen(record);
  const reading = readingOf(record, context.settings);
  const outside = outsideReading(reading);
  if (outside) return outside;
  const { fraxMajorPercent, fraxHipPercent, fraxMonths } = context.settings.values;
  const major = wholly(record, record.boneDensity.fraxMajor, "bone-observations");
  const hip = wholly(record, record.boneDensity.fraxHip, "bone-observations");
  const percent = (value: number) => `${numberText(value)}%`;
  const seen = together(see("FRAX, major osteoporotic fracture", major, percent), see("FRAX, hip fracture", hip, percent));
  if (major.state === "unavailable" || hip.state === "unavailable") return notEvaluable("Recorded FRAX results could not be loaded.", seen);
  const results = [
    { name: "major fracture", fact: major, limit: fraxMajorPercent },
    { name: "hip", fact: hip, limit: fraxHipPercent },
  ].flatMap(({ name, fact, limit }) => (fact.state === "present" ? [{ name, limit, value: fact.value, date: fact.date }] : []));
  const high = results.filter(({ value, limit }) => value >= limit);
  const unreadable = [major, hip].find((fact) => fact.state === "unusable");
  if (high.length === 0 && unreadable) return notEvaluable(`A recorded FRAX result cannot be used: ${reasonOf(unreadable)}`, seen);
  if (results.length === 0) return notFired("No FRAX result is recorded; it is not calculated here.", seen);
  if (high.length === 0) return notFired(`Recorded FRAX below ${fraxMajorPercent}% (major) and ${fraxHipPercent}% (hip).`, seen);
  const recent = high.filter(({ date }) => date !== undefined && moreThanMonthsAgo(date, fraxMonths, record.today) === "no");
  const undated = high.some(({ date }) => date === undefined || moreThanMonthsAgo(date, fraxMonths, record.today) === "unclear");
  if (recent.length === 0 && undated) return notEvaluable(`The date of the recorded FRAX does not tell whether it is within ${monthsText(fraxMonths)}.`, seen);
  if (recent.length === 0) return notFired(`The recorded FRAX is older than ${monthsText(fraxMonths)}.`, seen);
  const shown = listText(results.map(({ name, value }) => `${name} ${percent(value)}`));
  return fired(
    `Recorded FRAX ${shown} meets the US threshold. Discuss therapy; FRAX has no AI input and is unvalidated in cancer.`,
    `Recorded ${listText(recent.map(({ name, value, limit, date }) => `${name} ${percent(value)} (threshold ${limit}%${date ? `, ${dateText(date)}` : ""})`))}.`,
    seen,
  );
}

const fragilityFracture: Rule = {
  ...edition,
  id: "TX-06",
  title: "Fractures on record",
  priority: "H",
  topic: "treatment",
  logic:
    "A fragility fracture of hip or vertebra ever, or any fragility fracture after 50. Hip, vertebra or a fracture after 50 with unrecorded mechanism or age: possible, priority M. Fractures in neoplasm do not count.",
  citations: ["reid-2008", "leboff-2022", "racgp-2024", "asco-2019"],
  judge: unlessTreated(judgeFractures),
};

export function judgeFractures(record: BoneHealthRecord, context: RuleContext): Judgement {
  const reading = readingOf(record, context.settings);
  const outside = outsideReading(reading);
  if (outside) return outside;
  const { fractures } = record.risk;
  const seen = see(
    "Fractures",
    fractures,
    (list) => listText(list.map(fractureText)) || "none",
    "A fragility fracture would raise this prompt whatever the T-score.",
  );
  if (fractures.state === "not-recorded") return notFired("No fracture is on record; diagnoses were read completely.", seen);
  if (fractures.state !== "present") return cannotJudge("Fractures", fractures);
  const atMajorSite = ({ site }: Fracture) => site !== "other";
  const after50 = ({ age }: Fracture) => age !== undefined && age > fragilityAfterAge;
  const certain = fractures.value.filter((one) => one.certainty === "fragility" && (atMajorSite(one) || after50(one)));
  const when = fractures.date ? `, ${dateText(fractures.date)}` : "";
  const all = together(seen, seeLowestT(record));
  if (certain.length > 0)
    return fired(
      `Fragility fracture on record (${listText(certain.map(fractureText))}${when}). Treat-level risk whatever the T-score; exclude metastasis; refer or discuss therapy.`,
      `${listText(certain.map(fractureText))}: hip or vertebra at any age, or any fragility fracture after ${fragilityAfterAge}.`,
      all,
    );
  const possible = fractures.value.filter((one) => atMajorSite(one) || after50(one) || (one.certainty === "fragility" && one.age === undefined));
  if (possible.length === 0) return notFired(`Fractures on record are neither of hip or vertebra nor after ${fragilityAfterAge}.`, seen);
  return fired(
    `Possible fragility fracture on record (${listText(possible.map(fractureText))}${when}). Possible, confirm mechanism: a low-trauma fracture would mean treat-level risk whatever the T-score; exclude metastasis.`,
    `${listText(possible.map(fractureText))}; mechanism or age not recorded.`,
    all,
    "M",
  );
}

export const treatmentRules: readonly Rule[] = [lowT, contestedT, lowTWithRisk, riskFactorsAlone, recordedFrax, fragilityFracture];

type KnownScore = Extract<Fact<SiteScore>, { readonly state: "present" }>;

function withTScore(record: BoneHealthRecord, { settings }: RuleContext, judge: (lowest: KnownScore, reading: Reading, seen: Seen) => Judgement): Judgement {
  const reading = readingOf(record, settings);
  const outside = outsideReading(reading);
  if (outside) return outside;
  const lowest = lowestT(record);
  if (lowest.state !== "present") return cannotJudge("T-score", lowest);
  const seen = together(seeLowestT(record), reading.seen);
  if (lowest.date === undefined || lowest.value.region.site === "not-stated") return notEvaluable("The T-score has no site or no date.", seen);
  const judgement = judge(lowest, reading, seen);
  if (judgement.outcome !== "not-fired") return judgement;
  const hidden = scoresWithoutSite(record, lowest.date);
  const unsited = hidden.find((value) => judge({ ...lowest, value: { ...lowest.value, value } }, reading, seen).outcome === "fired");
  if (unsited !== undefined)
    return notEvaluable(`A T-score of ${scoreText(unsited)} does not say which site was measured. ${judgement.because}`, together(judgement));
  const newer = scanAfter(record, lowest.date);
  return newer
    ? notEvaluable(`The scan of ${dateText(newer)} gives no T-score that can be used here. Before it: ${judgement.because}`, together(judgement))
    : judgement;
}

/** T-scores of that scan or a later one that do not say where they were measured: they may hide what a rule looks for. */
function scoresWithoutSite({ boneDensity }: BoneHealthRecord, since: FhirDate): readonly number[] {
  const recent = boneDensity.sessions.filter(({ date }) => date.latest >= since.earliest);
  return recent.flatMap(({ results }) => results.flatMap(({ region, tScore }) => (region.site === "not-stated" && tScore ? [tScore.value] : [])));
}

/** T is the lowest score of the latest scan: silence may not rest on an older one (catalogue, conventions; DXA-05). */
function scanAfter({ boneDensity: { latest } }: BoneHealthRecord, date: FhirDate): FhirDate | undefined {
  return latest.state === "present" && latest.value.date.earliest > date.latest ? latest.value.date : undefined;
}

/** Below 50 under ovarian suppression: both scores, no class. */
function withZ(record: BoneHealthRecord, lowest: SiteScore): string {
  const z = lowestZ(record);
  if (z.state !== "present") return `T-score ${scoreAtSite(lowest)}; Z-score not recorded.`;
  const expected = z.value.value <= -2 ? "below" : "within";
  const where = regionText(z.value.region) === regionText(lowest.region) ? "" : ` at ${regionText(z.value.region)}`;
  return `T-score ${scoreAtSite(lowest)}; Z-score ${scoreText(z.value.value)}${where}, ${expected} the expected range for age.`;
}

function seeZ(record: BoneHealthRecord, reading: Reading): Seen {
  return reading.kind === "t-score-no-class" ? see("Lowest Z-score", lowestZ(record), scoreAtSite) : nothing;
}

function fractureText({ label, age }: Fracture): string {
  return age === undefined ? label : `${label} at age ${age}`;
}
