import { lowestT } from "../guidelines/density";
import { evaluate } from "../guidelines/evaluate";
import { moreThanMonthsAgo } from "../guidelines/intervals";
import type { Evaluation, Priority } from "../guidelines/model";
import { failedSearches, isRead } from "../guidelines/searches-read";
import type { GuidelineSettings } from "../guidelines/settings";
import { regionText, scoreText } from "../guidelines/wording";
import { assembleRecord, type RecordInput } from "../record/assemble";
import { monthsBetween } from "../record/date";
import type { Fact } from "../record/fact";
import type { BoneHealthRecord } from "../record/record";
import { type ReportReader, reportReader } from "../record/report-text/report-reader";
import { type SearchId, type SearchState, searchIds } from "../record/searches";
import type { LeftOut } from "./source";

/**
 * How far her DXA interval is, as the rules DXA-01 to DXA-04 judge it. `not-concluded`: they could not be judged;
 * `outside`: the interval rules are not for her (metastatic disease), which is not the same as "not due".
 */
export const dxaStandings = ["overdue", "before-therapy", "none-on-record", "window-open", "not-concluded", "outside", "not-due"] as const;
export type DxaStanding = (typeof dxaStandings)[number];

/** The class of the last 25(OH)D as the rules VITD-01 to VITD-06 judge it, in its own unit. */
export const vitaminDStandings = ["severe", "deficient", "none-on-record", "high", "contested", "above-nam", "not-concluded", "outside", "adequate"] as const;
export type VitaminDStanding = (typeof vitaminDStandings)[number];

/** `unknown`: it could not be judged, and must be counted as such. */
export type Known = "yes" | "no" | "unknown";

/** A search of hers that did not end well, with the reason in words. */
export type NotLoaded = { readonly search: SearchId; readonly state: SearchState; readonly reason: string };

/**
 * One patient of the worklist: what the chart review says about her, in one line. Made by the same functions as the chart, so
 * that the two can never disagree. JSON-safe: rows are also made beforehand and loaded from a file.
 */
export type WorklistRow = {
  /** Opaque within its source: the FHIR id of the patient. */
  readonly patientId: string;
  readonly name: string;
  readonly mrn: string;
  readonly birthDate: string;
  readonly age: number | undefined;
  /** Agent she takes now; empty when it could not be told whether or which. */
  readonly agent: string;
  readonly onSince: string;
  readonly monthsOn: number | undefined;
  readonly lastDxa: string;
  readonly lowestT: number | undefined;
  readonly lowestTText: string;
  readonly dxa: DxaStanding;
  readonly vitaminDText: string;
  readonly vitaminDDate: string;
  readonly vitaminD: VitaminDStanding;
  /** Rule ids that fired, most urgent first, with their priority. */
  readonly prompts: readonly { readonly id: string; readonly priority: Priority }[];
  /** Headline of the most urgent prompt. */
  readonly top: string;
  /** Searches that did not end well: such a patient is never "nothing due". */
  readonly notLoaded: readonly NotLoaded[];
  /** What the team's quality figures count. */
  readonly measures: {
    readonly dxaInTwoYears: Known;
    readonly vitaminDOnRecord: Known;
    /** Lowest T-score of the last central DXA at or below −2.5; unknown when no usable T-score is on record. */
    readonly lowTScore: Known;
    /** A bone-targeted (antiresorptive) medicine in force today. */
    readonly treated: Known;
  };
};

/** Whether somebody belongs on the worklist: on an aromatase inhibitor now, or not known not to be; and not known to be dead. */
export type Standing = { readonly kind: "row"; readonly row: WorklistRow } | { readonly kind: "left-out"; readonly why: LeftOut["why"] };

/** As the chart's, but for the list of what nobody read: no rule and no column looks at it, and it takes a twentieth of the time. */
const reader: ReportReader = { ...reportReader, listUnread: () => undefined };

/** The record and the prompts of one patient as a row. */
export function standingOf(input: RecordInput, settings: GuidelineSettings): Standing {
  const record = assembleRecord(input, reader);
  return leftOutOf(record) ?? { kind: "row", row: rowOf(record, evaluate(record, settings)) };
}

/** The same of a record and an evaluation that stand already: what the open chart shows. */
export function standingOfChart(record: BoneHealthRecord, evaluation: Evaluation): Standing {
  return leftOutOf(record) ?? { kind: "row", row: rowOf(record, evaluation) };
}

function leftOutOf(record: BoneHealthRecord): Standing | undefined {
  if (record.patient.deceased.state === "present" && record.patient.deceased.value) return { kind: "left-out", why: "deceased" };
  if (record.therapy.currentAromataseInhibitor.state === "not-recorded") return { kind: "left-out", why: "not-on-ai" };
  return undefined;
}

export function rowOf(record: BoneHealthRecord, evaluation: Evaluation): WorklistRow {
  const { patient, therapy, boneDensity, vitaminD } = record;
  const { prompts } = evaluation;
  const since = therapy.aromataseInhibitorSince.state === "present" ? therapy.aromataseInhibitorSince.value : undefined;
  const lowest = boneDensity.lowestTScore.state === "present" ? boneDensity.lowestTScore.value : undefined;
  const level = vitaminD.latest.state === "present" ? vitaminD.latest.value : undefined;
  return {
    patientId: patient.reference.replace(/^Patient\//, ""),
    name: valueOf(patient.name) ?? "",
    mrn: valueOf(patient.identifier) ?? "",
    birthDate: valueOf(patient.birthDate)?.text ?? "",
    age: valueOf(patient.age),
    agent: valueOf(therapy.currentAromataseInhibitor)?.agent ?? "",
    onSince: since?.text ?? "",
    monthsOn: since === undefined ? undefined : monthsBetween(since.earliest, record.today),
    lastDxa: valueOf(boneDensity.latest)?.date.text ?? "",
    lowestT: lowest?.value,
    lowestTText: lowest === undefined ? "" : `${scoreText(lowest.value)} ${regionText(lowest.region)}`,
    dxa: dxaStanding(record, evaluation),
    vitaminDText: level?.asReported ?? "",
    vitaminDDate: level?.date.text ?? "",
    vitaminD: vitaminDStanding(record, evaluation),
    prompts: prompts.map(({ id, priority }) => ({ id, priority })),
    top: prompts[0]?.headline ?? "",
    notLoaded: [...failedSearches(record), ...record.searches.filter((search) => search.state === "pending")].map(({ id, state, reason }) => ({
      search: id,
      state,
      reason,
    })),
    measures: {
      dxaInTwoYears: dxaInTwoYears(record),
      vitaminDOnRecord: known(vitaminD.latest),
      lowTScore: lowTScore(record),
      treated: known(therapy.antiresorptive),
    },
  };
}

/** A patient of whom nothing could be made out: on the list, and said to be so. */
export function unreadRow(patientId: string, reason: string): WorklistRow {
  return {
    patientId,
    name: "",
    mrn: "",
    birthDate: "",
    age: undefined,
    agent: "",
    onSince: "",
    monthsOn: undefined,
    lastDxa: "",
    lowestT: undefined,
    lowestTText: "",
    dxa: "not-concluded",
    vitaminDText: "",
    vitaminDDate: "",
    vitaminD: "not-concluded",
    prompts: [],
    top: "",
    notLoaded: searchIds.map((search) => ({ search, state: "failed", reason })),
    measures: { dxaInTwoYears: "unknown", vitaminDOnRecord: "unknown", lowTScore: "unknown", treated: "unknown" },
  };
}

const weight: Readonly<Record<Priority, number>> = { H: 1000, gate: 0, M: 30, L: 1 };

/** Worst first: alerts, then an incomplete record, then the sum of prompts; ties by longest without a DXA, then by id. */
export function compareUrgency(a: WorklistRow, b: WorklistRow): number {
  return urgencyOf(b) - urgencyOf(a) || order(a.lastDxa, b.lastDxa) || order(a.patientId, b.patientId);
}

/** How much she needs somebody to look; only its order means something. */
export function urgencyOf(row: WorklistRow): number {
  return row.prompts.reduce((sum, prompt) => sum + weight[prompt.priority], 0) + (row.notLoaded.length > 0 ? 500 : 0);
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function valueOf<T>(fact: Fact<T>): T | undefined {
  return fact.state === "present" ? fact.value : undefined;
}

function known(fact: Fact<unknown>): Known {
  return fact.state === "present" ? "yes" : fact.state === "not-recorded" ? "no" : "unknown";
}

/** Of all results: the page that is missing may hold the last scan. */
function lowTScore(record: BoneHealthRecord): Known {
  const lowest = lowestT(record);
  if (lowest.state !== "present") return "unknown";
  return lowest.value.value <= -2.5 ? "yes" : "no";
}

/** A scan found counts even when a search failed; "no" needs all that could have told of one. */
function dxaInTwoYears(record: BoneHealthRecord): Known {
  const { latest } = record.boneDensity;
  const ago = latest.state === "present" ? moreThanMonthsAgo(latest.value.date, 24, record.today) : undefined;
  if (ago === "no") return "yes";
  if (ago === "unclear" || latest.state === "unavailable" || latest.state === "unusable") return "unknown";
  const searches: readonly SearchId[] = ["bone-observations", "diagnostic-reports", "procedures", "documents"];
  return searches.every((id) => isRead(record, id)) ? "no" : "unknown";
}

function dxaStanding(record: BoneHealthRecord, evaluation: Evaluation): DxaStanding {
  const standings = { "DXA-01": "none-on-record", "DXA-02": "before-therapy", "DXA-03": "overdue", "DXA-04": "window-open" } as const;
  const fired = firstFired(evaluation, standings);
  if (fired !== undefined) return fired;
  if (isOutside(evaluation)) return "outside";
  // "Not due" is a reassurance: it needs a scan, and every interval rule judged.
  return anyOpen(evaluation, Object.keys(standings)) || record.boneDensity.latest.state !== "present" ? "not-concluded" : "not-due";
}

function vitaminDStanding(record: BoneHealthRecord, evaluation: Evaluation): VitaminDStanding {
  const standings = {
    "VITD-01": "none-on-record",
    "VITD-02": "severe",
    "VITD-03": "deficient",
    "VITD-04": "contested",
    "VITD-05": "above-nam",
    "VITD-06": "high",
  } as const;
  const fired = firstFired(evaluation, standings);
  if (fired !== undefined) return fired;
  if (isOutside(evaluation)) return "outside";
  return anyOpen(evaluation, [...Object.keys(standings), "VITD-08"]) || record.vitaminD.latest.state !== "present" ? "not-concluded" : "adequate";
}

/** A gate switched the other rules off: they did not judge her, so their silence says nothing. */
function isOutside({ prompts }: Evaluation): boolean {
  return prompts.some(({ priority }) => priority === "gate");
}

function firstFired<Answer>({ results }: Evaluation, answers: Readonly<Record<string, Answer>>): Answer | undefined {
  const fired = results.find(({ rule, judgement }) => rule.id in answers && judgement.outcome === "fired");
  return fired === undefined ? undefined : answers[fired.rule.id];
}

/** Not evaluable, or the data are there and unusable (VITD-08): silence must not look like health. */
function anyOpen({ results }: Evaluation, ids: readonly string[]): boolean {
  return results.some(
    ({ rule, judgement }) => ids.includes(rule.id) && (judgement.outcome === "not-evaluable" || (rule.id === "VITD-08" && judgement.outcome === "fired")),
  );
}
