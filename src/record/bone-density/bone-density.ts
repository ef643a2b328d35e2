import { OpenQuestions, type ScoreName } from "./bone-density-absence";
import { boneDensityChanges } from "./bone-density-change";
import type { Chart } from "../chart";
import { dxaCodes } from "./dxa-codes";
import { readDxaObservations } from "./dxa-observations";
import { isDiagnosticRegion, regionLabel } from "./dxa-region";
import { buildSessions, type MeasuredSession } from "./dxa-sessions";
import { readDxaStudies, type StudyContext } from "./dxa-studies";
import { dateInWords } from "../date";
import type { Fact } from "../fact";
import { readFrax } from "./frax";
import type { BoneDensity, DxaSession, DxaValue, SiteScore, Therapy } from "../record";
import { scansInDoubt } from "./scans-in-doubt";

/** How report texts are read, and what the clinician did with them in this session. */
type ReportReading = Pick<StudyContext, "reader" | "confirmed" | "opened">;

/**
 * Everything the chart says about bone density: scans with their values, the lowest valid T- and Z-score, change over time,
 * and FRAX as recorded.
 */
export function readBoneDensity(chart: Chart, therapy: Pick<Therapy, "aromataseInhibitorSince">, reports: ReportReading): BoneDensity {
  const before = chart.rejected.length;
  const codes = dxaCodes(chart.settings);
  const { measurements, panels } = readDxaObservations(chart, codes);
  const dxaObservations = new Set([...measurements, ...panels].map((one) => one.reference));
  const studies = readDxaStudies(chart, { codes, dxaObservations, panels, ...reports });
  const measured = buildSessions(chart, measurements, studies);
  const open = new OpenQuestions(chart, [...chart.rejected.slice(before), ...scansInDoubt(chart, codes, measured)]);
  const since = therapy.aromataseInhibitorSince;
  const latest = measured.findLast(countsAsDone);
  const newestUnusable = open.newest(latest?.session.date);
  return {
    sessions: measured.map((one) => one.session),
    latest: latest ? present(latest, latest.session, [open.newerThan(latest.session.date)]) : open.nothing(),
    ...(newestUnusable && { newestUnusable }),
    latestWithValues: latestWithValues(measured, open),
    lowestTScore: lowest(measured, "tScore", open),
    lowestZScore: lowest(measured, "zScore", open),
    changes: boneDensityChanges(measured, since.state === "present" ? since.value : undefined, chart.settings),
    onlyPeripheral: onlyPeripheral(measured, open),
    ...readFrax(chart, studies),
  };
}

function countsAsDone({ session }: MeasuredSession): boolean {
  return session.kind === "central" || session.kind === "unspecified";
}

function present<T>(one: MeasuredSession, value: T, caveats: readonly (string | undefined)[] = []): Fact<T> {
  const { session, how, notes } = one;
  const note = [...notes, ...caveats].filter((text) => text !== undefined).join("; ");
  return { state: "present", value, date: session.date, sources: session.sources, how, ...(note !== "" && { note }) };
}

function latestWithValues(measured: readonly MeasuredSession[], open: OpenQuestions): Fact<DxaSession> {
  const latest = measured.findLast(({ session }) => session.kind === "central" && session.hasValues);
  if (latest) return present(latest, latest.session);
  return withoutValues(measured, open);
}

function withoutValues(measured: readonly MeasuredSession[], open: OpenQuestions, score?: ScoreName): Fact<never> {
  const done = measured.findLast(countsAsDone);
  if (done === undefined) return open.nothing(score);
  const { hasValues, sources } = done.session;
  return open.unanswered(hasValues ? "The values do not say which site was measured." : "The scan is known without coded values.", sources);
}

/** Over the latest central scan that has such a score at a valid site; left and right both count. */
function lowest(measured: readonly MeasuredSession[], metric: "tScore" | "zScore", open: OpenQuestions): Fact<SiteScore> {
  for (const { session } of measured.toReversed()) {
    if (session.kind !== "central") continue;
    const scores = session.results.flatMap((result): { value: DxaValue; score: SiteScore }[] => {
      const value = result[metric];
      return value && isDiagnosticRegion(result.region) ? [{ value, score: { region: result.region, value: value.value, session: session.id } }] : [];
    });
    const [best] = scores.toSorted((a, b) => a.score.value - b.score.value);
    if (best === undefined) continue;
    const { value, score } = best;
    const notes = [
      value.amended ? "amended" : undefined,
      value.note,
      newerWithout(measured, session, metric),
      olderElsewhere(measured, session, metric, value.value),
      open.newerThan(session.date, scoreNames[metric]),
    ].filter((note) => note !== undefined);
    const note = notes.length > 0 ? { note: notes.join("; ") } : {};
    return { state: "present", value: score, date: session.date, sources: value.sources, how: value.how, ...note };
  }
  const central = measured.filter(({ session }) => session.kind === "central" && session.hasValues);
  const elsewhere = central.findLast(({ session }) => session.results.some((result) => result[metric] !== undefined));
  if (elsewhere) return open.unanswered(`The only ${scoreNames[metric]} is of a place that is not used for diagnosis.`, elsewhere.session.sources);
  return central.length > 0 ? open.nothing(scoreNames[metric]) : withoutValues(measured, open, scoreNames[metric]);
}

/** A lower score of a place that the latest scan left out (a hip alone after a spine) is not undone by it. */
function olderElsewhere(measured: readonly MeasuredSession[], latest: DxaSession, metric: "tScore" | "zScore", than: number): string | undefined {
  const spine = (result: DxaSession["results"][number]) => result.region.site === "lumbar-spine";
  const left = [true, false].filter((isSpine) => !latest.results.some((result) => result[metric] !== undefined && spine(result) === isSpine));
  const last = measured
    .map(({ session }) => ({ session, results: session.results.filter((result) => left.includes(spine(result)) && isDiagnosticRegion(result.region)) }))
    .findLast(({ session, results }) => session.kind === "central" && results.some((result) => result[metric] !== undefined));
  const lower = last?.results.find((result) => (result[metric]?.value ?? than) < than);
  return (
    last && lower && `an earlier scan (${dateInWords(last.session.date)}) gives ${lower[metric]?.value} at ${regionLabel(lower.region)}, not measured again`
  );
}

const scoreNames = { tScore: "T-score", zScore: "Z-score" } as const;

function newerWithout(measured: readonly MeasuredSession[], session: DxaSession, metric: "tScore" | "zScore"): string | undefined {
  const newer = measured.findLast(countsAsDone);
  return newer === undefined || newer.session === session
    ? undefined
    : `a newer scan (${dateInWords(newer.session.date)}) gives no ${scoreNames[metric]} of the spine or hip`;
}

function onlyPeripheral(measured: readonly MeasuredSession[], open: OpenQuestions): Fact<boolean> {
  const latest = measured.at(-1);
  if (latest === undefined) return open.nothing();
  const sources = [...new Set(measured.flatMap(({ session }) => session.sources))];
  if (measured.some(countsAsDone)) return { state: "present", value: false, date: latest.session.date, sources, how: "derived" };
  const nothing = open.nothing(); // a central scan may be behind what failed, or in what cannot be used
  return nothing.state === "not-recorded" ? { state: "present", value: true, date: latest.session.date, sources, how: "derived" } : nothing;
}
