import { evaluate } from "../../src/guidelines/evaluate";
import type { Judgement, Prompt } from "../../src/guidelines/model";
import { type GuidelineSettings, guidelineSettings } from "../../src/guidelines/settings";
import { addDays, addMonths, parseFhirDate } from "../../src/record/date";
import type { Fact, FhirDate, NotRecorded, Present, Unavailable } from "../../src/record/fact";
import type {
  BoneDensity,
  BoneDensityChange,
  BoneHealthRecord,
  Chemistry,
  Disease,
  DrugClass,
  DrugCourse,
  DxaSession,
  DxaSite,
  LabValue,
  Menopause,
  PatientFacts,
  RiskFacts,
  Therapy,
  VitaminD,
  VitaminDResult,
} from "../../src/record/record";
import { type SearchId, type SearchReport, type SearchState, searchIds } from "../../src/record/searches";

const today = "2026-11-23";

/** A date as FHIR writes it. */
export function date(written: string): FhirDate {
  const parsed = parseFhirDate(written);
  if (parsed === undefined) throw new Error(`${written} is not a FHIR date`);
  return parsed;
}

export const monthsAgo = (months: number, days = 0): FhirDate => date(addDays(addMonths(today, -months), -days));
export const weeksAgo = (weeks: number): FhirDate => date(addDays(today, -7 * weeks));

export function present<T>(value: T, on: FhirDate | undefined = monthsAgo(1)): Present<T> {
  return { state: "present", value, date: on, sources: ["Observation/1"], how: "coded" };
}

export function notRecorded(...searched: readonly SearchId[]): NotRecorded {
  return { state: "not-recorded", searched };
}

export function unavailable(...searches: readonly SearchId[]): Unavailable {
  return { state: "unavailable", searches, pending: false, reason: "the server answered 500" };
}

export function course(drugClass: DrugClass, agent: string, parts: Partial<DrugCourse> = {}): DrugCourse {
  return {
    drugClass,
    agent,
    label: `${agent} tablet`,
    start: monthsAgo(20),
    end: undefined,
    currency: "current",
    doses: [],
    purpose: "not-stated",
    how: "coded",
    evidence: [],
    sources: [`MedicationRequest/${agent}`],
    ...parts,
  };
}

/** Denosumab 60 mg, last given on a date. */
export function denosumab(last: FhirDate, parts: Partial<DrugCourse> = {}): DrugCourse {
  return course("denosumab", "denosumab", {
    label: "denosumab 60 mg",
    purpose: "osteoporosis-dose",
    doses: [{ date: last, reference: "MedicationAdministration/1", kind: "administration" }],
    ...parts,
  });
}

export function onAromataseInhibitor(since: FhirDate, agent = "letrozole"): Partial<Therapy> {
  const taken = course("aromatase-inhibitor", agent, { start: since });
  return { currentAromataseInhibitor: present(taken, since), aromataseInhibitorSince: present(since, since), aromataseInhibitors: [taken] };
}

export type Scores = { readonly t?: number; readonly z?: number; readonly site?: DxaSite };

export function scan(on: FhirDate, results: readonly Scores[] = [], parts: Partial<DxaSession> = {}): DxaSession {
  const value = (score: number) => ({ value: score, asReported: String(score), how: "coded" as const, sources: ["Observation/dxa"], amended: false });
  return {
    id: `dxa-${on.text}`,
    date: on,
    kind: "central",
    results: results.map(({ t, z, site = "lumbar-spine" }) => ({
      region: { site, side: undefined, vertebrae: undefined },
      ...(t !== undefined && { tScore: value(t) }),
      ...(z !== undefined && { zScore: value(z) }),
    })),
    scanner: undefined,
    reports: [],
    hasValues: results.length > 0,
    sources: ["Observation/dxa"],
    ...parts,
  };
}

/** Bone density of one scan: everything the record derives from it. */
export function densityOf(session: DxaSession, parts: Partial<BoneDensity> = {}): Partial<BoneDensity> {
  const lowest = (metric: "tScore" | "zScore") => {
    const scores = session.results.flatMap((result) => (result[metric] ? [{ region: result.region, value: result[metric].value, session: session.id }] : []));
    const best = scores.sort((a, b) => a.value - b.value)[0];
    return best ? present(best, session.date) : notRecorded("bone-observations");
  };
  const latest = present(session, session.date);
  return {
    sessions: [session],
    latest,
    latestWithValues: session.hasValues ? latest : notRecorded("bone-observations"),
    lowestTScore: lowest("tScore"),
    lowestZScore: lowest("zScore"),
    onlyPeripheral: present(false, session.date),
    ...parts,
  };
}

export function change(parts: Partial<Extract<BoneDensityChange, { comparable: true }>> = {}): BoneDensityChange {
  return {
    comparable: true,
    region: { site: "lumbar-spine", side: undefined, vertebrae: "L1-L4" },
    from: { session: "first", date: monthsAgo(14), bmd: 0.92 },
    to: { session: "second", date: monthsAgo(1), bmd: 0.865 },
    tScoreFrom: -1.3,
    years: 1.1,
    percent: -5.98,
    percentPerYear: -5.43,
    lsc: { percent: 3, from: "report" },
    exceedsLsc: true,
    scannerKnown: true,
    span: "since-baseline",
    sources: ["Observation/bmd-1", "Observation/bmd-2"],
    ...parts,
  };
}

export const noDxa: Partial<BoneDensity> = {
  sessions: [],
  latest: notRecorded("bone-observations", "diagnostic-reports", "procedures", "documents"),
  latestWithValues: notRecorded("bone-observations"),
  lowestTScore: notRecorded("bone-observations"),
  lowestZScore: notRecorded("bone-observations"),
  onlyPeripheral: notRecorded("bone-observations"),
};

export function vitaminD(value: number, parts: Partial<VitaminDResult> = {}): Partial<VitaminD> {
  const result: VitaminDResult = {
    date: weeksAgo(1),
    value,
    unit: "ng/mL",
    comparator: undefined,
    asReported: String(value),
    analyte: "total",
    how: "coded",
    amended: false,
    sources: ["Observation/vitamin-d"],
    ...parts,
  };
  return { results: [result], latest: present(result, result.date) };
}

export const noVitaminD: Partial<VitaminD> = { results: [], latest: notRecorded("bone-observations") };

export function lab(value: number, unit: string, parts: Partial<LabValue> = {}): Fact<LabValue> {
  return present({ value, unit, comparator: undefined, low: undefined, high: undefined, ...parts });
}

type Sections = {
  readonly patient: PatientFacts;
  readonly disease: Disease;
  readonly menopause: Menopause;
  readonly therapy: Therapy;
  readonly boneDensity: BoneDensity;
  readonly vitaminD: VitaminD;
  readonly chemistry: Chemistry;
  readonly risk: RiskFacts;
};

export type Overrides = { readonly [Name in keyof Sections]?: Partial<Sections[Name]> } & {
  /** States of searches that are not complete. */
  readonly searches?: Partial<Record<SearchId, SearchState>>;
};

/**
 * A record as the worked cases of the dossier take it when nothing is said: postmenopausal woman of 60, non-metastatic breast
 * cancer, letrozole for 20 months, DXA 6 months ago with T-score −0.5, 25(OH)D 35 ng/mL, BMI 27, never smoked, nothing else.
 */
export function recordWith(overrides: Overrides = {}): BoneHealthRecord {
  const medicines = notRecorded("medication-requests", "medication-statements", "medication-administrations", "medication-dispenses");
  const context = notRecorded("context-observations");
  const defaults: Sections = {
    patient: {
      reference: "Patient/p1",
      name: present("Ruth Example", undefined),
      birthDate: present(date("1966-05-05"), undefined),
      age: present(60, undefined),
      sex: present("female", undefined),
      identifier: notRecorded("patient"),
      deceased: notRecorded("patient"),
    },
    disease: {
      breastCancer: present({ label: "Malignant neoplasm of breast" }),
      metastatic: notRecorded("conditions"),
      stage: notRecorded("conditions"),
      osteoporosis: notRecorded("conditions"),
      osteopenia: notRecorded("conditions"),
    },
    menopause: { status: present("postmenopausal"), ovarianSuppression: notRecorded("medication-requests", "procedures") },
    therapy: {
      currentAromataseInhibitor: medicines,
      aromataseInhibitorSince: medicines,
      aromataseInhibitors: [],
      gaps: [],
      switches: [],
      others: [],
      antiresorptive: medicines,
      medicationListComplete: true,
      ...onAromataseInhibitor(monthsAgo(20)),
    },
    boneDensity: {
      sessions: [],
      latest: notRecorded("bone-observations"),
      latestWithValues: notRecorded("bone-observations"),
      lowestTScore: notRecorded("bone-observations"),
      lowestZScore: notRecorded("bone-observations"),
      changes: [],
      onlyPeripheral: notRecorded("bone-observations"),
      fraxMajor: notRecorded("bone-observations"),
      fraxHip: notRecorded("bone-observations"),
      ...densityOf(scan(monthsAgo(6), [{ t: -0.5 }])),
    },
    vitaminD: { results: [], latest: notRecorded("bone-observations"), newestUnusable: undefined, ...vitaminD(35) },
    chemistry: {
      calcium: context,
      albumin: context,
      correctedCalcium: context,
      creatinine: context,
      egfr: context,
      creatinineClearance: context,
      alkalinePhosphatase: context,
      parathyroidHormone: context,
      dialysis: notRecorded("conditions", "procedures"),
    },
    risk: {
      smoking: present("never"),
      alcohol: context,
      bmi: present(27),
      weight: context,
      height: context,
      parentalHipFracture: notRecorded("family-history"),
      fractures: notRecorded("conditions"),
      glucocorticoid: medicines,
      rheumatoidArthritis: notRecorded("conditions"),
      falls: context,
      calciumSupplement: medicines,
      vitaminDSupplement: medicines,
      exerciseMinutes: context,
    },
  };
  const section = <Name extends keyof Sections>(name: Name): Sections[Name] => ({ ...defaults[name], ...overrides[name] });
  return {
    today,
    patient: section("patient"),
    disease: section("disease"),
    menopause: section("menopause"),
    therapy: section("therapy"),
    boneDensity: section("boneDensity"),
    vitaminD: section("vitaminD"),
    chemistry: section("chemistry"),
    risk: section("risk"),
    unusable: [],
    searches: searchIds.map((id): SearchReport => {
      const state = overrides.searches?.[id] ?? "complete";
      const reason = state === "complete" ? "" : `the server answered ${state}`;
      return { id, resourceType: "Observation", state, reason, pages: 1, resources: 1, warnings: [] };
    }),
  };
}

/** What one rule says of a record. */
export function judgementOf(id: string, record: BoneHealthRecord, settings: GuidelineSettings = guidelineSettings()): Judgement {
  const result = evaluate(record, settings).results.find(({ rule }) => rule.id === id);
  if (result === undefined) throw new Error(`${id} is not in the catalogue`);
  return result.judgement;
}

/** The prompt of one rule; an error if it did not fire. */
export function promptOf(id: string, overrides: Overrides): Prompt {
  const prompt = evaluate(recordWith(overrides)).prompts.find((one) => one.id === id);
  if (prompt === undefined) throw new Error(`${id} did not fire: ${JSON.stringify(judgementOf(id, recordWith(overrides)))}`);
  return prompt;
}

/** Ids that fire, without the two that always do. */
export function firedIds(record: BoneHealthRecord): readonly string[] {
  return evaluate(record)
    .prompts.map(({ id }) => id)
    .filter((id) => id !== "CA-01" && id !== "EX-01")
    .sort();
}
