import { onDay, parseFhirDate } from "../../src/record/date";
import type { Fact, FhirDate, NotRecorded, Present, Unavailable } from "../../src/record/fact";
import type {
  BoneDensity,
  BoneHealthRecord,
  Chemistry,
  DrugCourse,
  DxaReport,
  DxaResult,
  DxaSession,
  DxaSite,
  DxaValue,
  RiskFacts,
  Therapy,
  VitaminDResult,
} from "../../src/record/record";
import { type SearchId, searchIds, type SearchReport, type SearchState } from "../../src/record/searches";
import type { Evaluation, Judgement, Priority, Rule } from "../../src/guidelines/model";

/** Records written by hand, for tests of what a person sees. Everything is fictional. */

export const today = "2026-11-23";

export function date(written: string): FhirDate {
  const parsed = parseFhirDate(written);
  if (parsed === undefined) throw new Error(`${written} is not a date`);
  return parsed;
}

export function present<T>(known: T, more: Partial<Omit<Present<T>, "state" | "value">> = {}): Present<T> {
  return { state: "present", value: known, date: undefined, sources: ["Observation/fixture"], how: "coded", ...more };
}

export const notRecorded: NotRecorded = { state: "not-recorded", searched: ["bone-observations"] };

export function unavailable(reason = "The server answered with an error.", asked: readonly SearchId[] = ["bone-observations"]): Unavailable {
  return { state: "unavailable", searches: asked, pending: false, reason };
}

export function pending(asked: readonly SearchId[] = ["bone-observations"]): Unavailable {
  return { state: "unavailable", searches: asked, pending: true, reason: "Not answered yet." };
}

/** All searches in one state, with exceptions by id. */
export function searches(state: SearchState = "complete", except: Partial<Record<SearchId, SearchState>> = {}): readonly SearchReport[] {
  return searchIds.map((id) => report(id, except[id] ?? state));
}

export function report(id: SearchId, state: SearchState, warnings: readonly string[] = []): SearchReport {
  const reasons: Record<SearchState, string> = {
    pending: "",
    complete: "",
    partial: "Page 2 of the answer did not arrive.",
    refused: "The EHR did not grant access (403).",
    failed: "The server answered with an error (500).",
    unsupported: "The server does not have this resource type.",
  };
  const types: Record<SearchId, string> = {
    patient: "Patient",
    "medication-requests": "MedicationRequest",
    "medication-statements": "MedicationStatement",
    "medication-administrations": "MedicationAdministration",
    "medication-dispenses": "MedicationDispense",
    "bone-observations": "Observation",
    "context-observations": "Observation",
    conditions: "Condition",
    procedures: "Procedure",
    "diagnostic-reports": "DiagnosticReport",
    documents: "DocumentReference",
    "family-history": "FamilyMemberHistory",
  };
  const answered = state === "pending" ? {} : { answeredAt: "2026-11-23T09:41:00Z" };
  return {
    id,
    resourceType: types[id],
    state,
    reason: reasons[state],
    pages: state === "pending" ? 0 : 1,
    resources: state === "complete" ? 3 : 0,
    warnings,
    ...answered,
  };
}

export function value(number: number, more: Partial<DxaValue> = {}): DxaValue {
  return { value: number, asReported: String(number), how: "coded", sources: [`Observation/v${number}`], amended: false, ...more };
}

export function result(site: DxaSite, values: { bmd?: number; t?: number; z?: number }, more: Partial<DxaResult["region"]> = {}): DxaResult {
  return {
    region: { site, side: undefined, vertebrae: site === "lumbar-spine" ? "L1-L4" : undefined, ...more },
    ...(values.bmd === undefined ? {} : { bmd: value(values.bmd) }),
    ...(values.t === undefined ? {} : { tScore: value(values.t) }),
    ...(values.z === undefined ? {} : { zScore: value(values.z) }),
  };
}

export function session(day: string, results: readonly DxaResult[], more: Partial<DxaSession> = {}): DxaSession {
  return {
    id: `dxa-${day}`,
    date: date(day),
    kind: "central",
    results,
    scanner: { label: "Hologic Horizon A", maker: "Hologic" },
    reports: [],
    hasValues: results.length > 0,
    sources: [`DiagnosticReport/dxa-${day}`],
    ...more,
  };
}

export function textReport(day: string, text: string, more: Partial<DxaReport> = {}): DxaReport {
  return { reference: `DiagnosticReport/r-${day}`, date: date(day), title: "DXA bone density", text, fileOnly: false, attachments: [], readings: [], ...more };
}

export function course(agent: string, start: string | undefined, end: string | undefined, more: Partial<DrugCourse> = {}): DrugCourse {
  const said = start === undefined ? undefined : date(start);
  return {
    drugClass: "aromatase-inhibitor",
    agent,
    label: agent,
    start: said,
    end: end === undefined ? undefined : date(end),
    currency: end === undefined ? "current" : "past",
    doses: [],
    purpose: "not-stated",
    how: "coded",
    evidence: [
      {
        reference: `MedicationRequest/${agent}`,
        kind: "order",
        status: end === undefined ? "active" : "completed",
        drugText: `${agent} tablet`,
        start: said,
        end: end === undefined ? undefined : date(end),
        how: "coded",
        verdict: {
          standing: end === undefined ? "in-use" : "over",
          first: true,
          courseStart: said,
          closing: undefined,
          contestedBy: undefined,
          supplyDays: undefined,
          note: undefined,
        },
      },
    ],
    sources: [`MedicationRequest/${agent}`],
    ...more,
  };
}

export function vitaminD(day: string, amount: number, more: Partial<VitaminDResult> = {}): VitaminDResult {
  const unit = more.unit ?? "ng/mL";
  return {
    date: date(day),
    value: amount,
    unit,
    comparator: undefined,
    asReported: `${amount} ${unit}`,
    analyte: "total",
    how: "coded",
    amended: false,
    sources: [`Observation/vitd-${day}`],
    ...more,
  };
}

export function therapy(more: Partial<Therapy> = {}): Therapy {
  return {
    currentAromataseInhibitor: notRecorded,
    aromataseInhibitorSince: notRecorded,
    aromataseInhibitors: [],
    gaps: [],
    switches: [],
    others: [],
    antiresorptive: notRecorded,
    medicationListComplete: true,
    ...more,
  };
}

export function onLetrozole(start = "2023-05-02"): Therapy {
  const letrozole = course("letrozole", start, undefined);
  return therapy({
    currentAromataseInhibitor: present(letrozole, { sources: letrozole.sources }),
    aromataseInhibitorSince: present(date(start), { how: "derived" }),
    aromataseInhibitors: [letrozole],
  });
}

export function boneDensity(sessions: readonly DxaSession[], more: Partial<BoneDensity> = {}): BoneDensity {
  const latest = sessions.at(-1);
  const fact = latest === undefined ? notRecorded : present(latest, { date: latest.date });
  const lowest = (kind: "tScore" | "zScore"): Fact<{ region: DxaResult["region"]; value: number; session: string }> => {
    const scored = (latest?.results ?? []).flatMap((one) => {
      const score = one[kind];
      return score === undefined || latest === undefined ? [] : [{ region: one.region, value: score.value, session: latest.id }];
    });
    const [first] = scored.toSorted((a, b) => a.value - b.value);
    return first === undefined ? notRecorded : present(first, { date: latest?.date });
  };
  return {
    sessions,
    latest: fact,
    latestWithValues: fact,
    lowestTScore: lowest("tScore"),
    lowestZScore: lowest("zScore"),
    changes: [],
    onlyPeripheral: notRecorded,
    fraxMajor: notRecorded,
    fraxHip: notRecorded,
    ...more,
  };
}

const chemistry: Chemistry = {
  calcium: notRecorded,
  albumin: notRecorded,
  correctedCalcium: notRecorded,
  creatinine: notRecorded,
  egfr: notRecorded,
  creatinineClearance: notRecorded,
  alkalinePhosphatase: notRecorded,
  parathyroidHormone: notRecorded,
  dialysis: notRecorded,
};

const risk: RiskFacts = {
  smoking: notRecorded,
  alcohol: notRecorded,
  bmi: notRecorded,
  weight: notRecorded,
  height: notRecorded,
  parentalHipFracture: notRecorded,
  fractures: notRecorded,
  glucocorticoid: notRecorded,
  rheumatoidArthritis: notRecorded,
  falls: notRecorded,
  calciumSupplement: notRecorded,
  vitaminDSupplement: notRecorded,
  exerciseMinutes: notRecorded,
};

/** A postmenopausal woman of 68 of whom nothing else is known; every search complete. */
export function record(more: Partial<BoneHealthRecord> = {}): BoneHealthRecord {
  return {
    today,
    patient: {
      reference: "Patient/p1",
      name: present("Marta Example"),
      birthDate: present(onDay("1958-04-17")),
      age: present(68, { how: "derived" }),
      sex: present<"female" | "male" | "other">("female"),
      identifier: present("MRN 0042"),
      deceased: notRecorded,
    },
    disease: {
      breastCancer: present({ label: "Breast cancer" }),
      metastatic: notRecorded,
      stage: notRecorded,
      osteoporosis: notRecorded,
      osteopenia: notRecorded,
    },
    menopause: { status: present<"premenopausal" | "postmenopausal">("postmenopausal"), ovarianSuppression: notRecorded },
    therapy: therapy(),
    boneDensity: boneDensity([]),
    vitaminD: { results: [], latest: notRecorded, newestUnusable: undefined },
    chemistry,
    risk,
    unusable: [],
    searches: searches(),
    ...more,
  };
}

export function withVitaminD(results: readonly VitaminDResult[]): BoneHealthRecord["vitaminD"] {
  const latest = results.at(-1);
  return { results, latest: latest === undefined ? notRecorded : present(latest, { date: latest.date }), newestUnusable: undefined };
}

function rule(id: string, more: Partial<Rule> = {}): Rule {
  return {
    id,
    version: "1.0.0",
    reviewed: "2026-11-23",
    title: `Title of ${id}`,
    priority: "M",
    topic: "dxa",
    logic: `Exact logic of ${id}.`,
    citations: [],
    judge: () => ({ outcome: "not-fired", because: "fixture", inputs: [], missing: [] }),
    ...more,
  };
}

/** An evaluation with exactly these outcomes. */
export function evaluation(
  outcomes: Readonly<Record<string, "fired" | "not-fired" | "not-evaluable" | Judgement>>,
  priorities: Partial<Record<string, Priority>> = {},
): Evaluation {
  const results = Object.entries(outcomes).map(([id, outcome]) => {
    const judgement: Judgement =
      typeof outcome !== "string"
        ? outcome
        : outcome === "fired"
          ? { outcome, headline: `Headline of ${id}`, whyNow: `Why now of ${id}`, inputs: [], missing: [] }
          : { outcome, because: `Because of ${id}`, inputs: [], missing: [] };
    return { rule: rule(id, { priority: priorities[id] ?? "M" }), judgement };
  });
  const prompts = results.flatMap(({ rule: one, judgement }) =>
    judgement.outcome === "fired"
      ? [
          {
            id: one.id,
            version: one.version,
            priority: judgement.priority ?? one.priority,
            headline: judgement.headline,
            whyNow: judgement.whyNow,
            inputs: judgement.inputs,
            missing: judgement.missing,
            rule: one,
          },
        ]
      : [],
  );
  return { prompts, results };
}
