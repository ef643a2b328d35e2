import type { Chart } from "../chart";
import { groupScans, kindOfRegions, type ScanGroup } from "./dxa-grouping";
import type { DxaMeasurement } from "./dxa-observations";
import { regionKey, type SiteKind } from "./dxa-region";
import { resultsOfScan } from "./dxa-results";
import type { DxaStudy } from "./dxa-studies";
import type { How } from "../fact";
import { mayBeSamePlace } from "./reading-agreement";
import type { TextLsc } from "../report-text/report-text";
import type { DxaRegion, DxaSession, DxaSite, Scanner } from "../record";
import { compareScanners } from "./scanner";

/** A session, and what is needed to compare it with another one. */
export type MeasuredSession = {
  readonly session: DxaSession;
  /** Machine by region: the values' own, else the one the session's reports name. */
  readonly scannerOf: (region: string) => Scanner | undefined;
  /** Vertebrae analysed, as far as a report's text says. */
  readonly vertebraeInText: string | undefined;
  readonly lsc: TextLsc | undefined;
  readonly how: How;
  /** Caveats of the date, and of reports that are not final. */
  readonly notes: readonly string[];
};

/** Every scan of the chart, oldest first. Values read out of report texts take part when confirmed, or when the site's settings say so. */
export function buildSessions(chart: Chart, measurements: readonly DxaMeasurement[], studies: readonly DxaStudy[]): readonly MeasuredSession[] {
  const ids = new Map<string, number>();
  return groupScans(measurements, studies).map((group) => {
    const nth = (ids.get(group.date.text) ?? 0) + 1;
    ids.set(group.date.text, nth);
    return buildSession(chart, group, nth === 1 ? `dxa-${group.date.text}` : `dxa-${group.date.text}-${nth}`);
  });
}

function buildSession(chart: Chart, group: ScanGroup, id: string): MeasuredSession {
  const studies = [...group.studies].sort((a, b) => (a.reference < b.reference ? -1 : a.reference > b.reference ? 1 : 0));
  const readings = studies.flatMap((study) => measurementsInText(chart, study, group));
  const measured = resultsOfScan(chart, [...group.measurements, ...readings]);
  const results = measured.map(({ result }) => result);
  const own = new Map(measured.map(({ result, scanner }) => [regionKey(result.region), scanner]));
  const named = theOnly([...own.values(), ...(own.size > 0 && [...own.values()].some(Boolean) ? [] : studies.map((study) => study.scanner))]);
  const lsc = mergedLsc(studies);
  const sources = new Set([
    ...results.flatMap((result) => [result.bmd, result.tScore, result.zScore].flatMap((value) => value?.sources ?? [])),
    ...studies.map((one) => one.reference),
  ]);
  const session: DxaSession = {
    id,
    date: group.date,
    kind: kindOf(
      results.map((result) => result.region),
      group.studies,
    ),
    results,
    scanner: named,
    reports: studies.flatMap((study) => (study.report ? [study.report] : [])),
    hasValues: results.length > 0,
    ...(lsc !== undefined && Object.keys(lsc.percent).length > 0 && { facilityLsc: lsc.percent }),
    sources: [...sources].sort(),
  };
  const hows = new Set([...group.measurements, ...studies].map((one) => one.how));
  return {
    session,
    scannerOf: (region) => own.get(region) ?? named,
    vertebraeInText: theOnlyText(studies.flatMap((study) => study.text.vertebrae ?? [])),
    lsc,
    how: hows.has("coded") ? "coded" : hows.size === 1 && hows.has("entered-here") ? "entered-here" : "by-text",
    notes: [...new Set(results.length > 0 ? [] : studies.flatMap((study) => study.notes))],
  };
}

/** Note of a number that a clinician confirmed. */
export const confirmedNote = "read from the report's text and confirmed";

/** Readings that take part, as measurements; a coded value of the same place lends them its side and vertebrae. */
function measurementsInText(chart: Chart, study: DxaStudy, group: ScanGroup): readonly DxaMeasurement[] {
  const taking = (study.report?.readings ?? []).filter((reading) => reading.confirmed || chart.settings.reportReadings === "use-marked");
  return taking.map((reading) => ({
    reference: study.reference,
    metric: reading.metric,
    region: group.measurements.find((one) => one.metric === reading.metric && mayBeSamePlace(one.region, reading.region))?.region ?? reading.region,
    value: reading.value,
    asReported: reading.sentence.slice(...reading.at),
    how: "read-from-report",
    date: group.date,
    standing: "final",
    notes: [reading.confirmed ? confirmedNote : "read from the report's text, not confirmed"],
    writtenAt: 0,
    links: [],
    scanner: study.scanner,
  }));
}

/** What was measured decides; a study that says "axial" beats numbers of unknown place, and any DXA study beats CT. */
function kindOf(regions: readonly DxaRegion[], studies: readonly DxaStudy[]): DxaSession["kind"] {
  const measured = kindOfRegions(regions);
  const scopes = new Set<SiteKind>(studies.map((study) => study.scope));
  if (measured === "central" || scopes.has("central")) return "central";
  if (measured === "unspecified" || measured === "peripheral") return measured;
  if (scopes.has("unspecified")) return "unspecified";
  return scopes.has("peripheral") ? "peripheral" : "ct";
}

function mergedLsc(studies: readonly DxaStudy[]): TextLsc | undefined {
  const printed = studies.flatMap((study) => study.text.lsc ?? []);
  if (printed.length === 0) return undefined;
  const merge = (of: readonly Partial<Record<DxaSite, number>>[]): Partial<Record<DxaSite, number>> => Object.assign({}, ...of);
  return { percent: merge(printed.map((lsc) => lsc.percent)), absolute: merge(printed.map((lsc) => lsc.absolute)) };
}

/** The scanner of a session in its fullest name, unless its parts name different ones. */
function theOnly(scanners: readonly (Scanner | undefined)[]): Scanner | undefined {
  const named = scanners.filter((scanner) => scanner !== undefined);
  const fullest = named.reduce<Scanner | undefined>((best, one) => (best && best.label.length >= one.label.length ? best : one), undefined);
  return named.every((one) => compareScanners(one, fullest).verdict !== "different") ? fullest : undefined;
}

function theOnlyText(texts: readonly string[]): string | undefined {
  const [first] = texts;
  return texts.every((text) => text === first) ? first : undefined;
}
