import type { DxaMetric } from "../../terminology/dxa";
import type { Chart } from "../chart";
import type { DxaMeasurement } from "./dxa-observations";
import { compareRegions, isFollowedRegion, regionKey, regionLabel } from "./dxa-region";
import { metricLabels } from "./dxa-value";
import type { DxaRegion, DxaResult, DxaSite, DxaValue, Scanner, UnusableItem } from "../record";
import { standardVertebrae } from "./vertebrae";

/** One region of one scan, with the machine its bone density was measured on. */
export type ScanResult = { readonly result: DxaResult; readonly scanner: Scanner | undefined };

/**
 * One value per region and metric of one scan. Equal values from several systems are one value with several sources; an
 * amended version replaces the others; what cannot be decided keeps the lower value and says so. The rest is listed.
 */
export function resultsOfScan(chart: Chart, measurements: readonly DxaMeasurement[]): readonly ScanResult[] {
  const placed = withSharedRegions(measurements);
  const regions = new Map<string, { readonly region: DxaRegion; readonly metrics: Map<DxaMetric, DxaMeasurement[]> }>();
  for (const one of placed) {
    const key = regionKey(one.region);
    const entry = regions.get(key) ?? { region: one.region, metrics: new Map<DxaMetric, DxaMeasurement[]>() };
    regions.set(key, entry);
    const list = entry.metrics.get(one.metric);
    if (list) list.push(one);
    else entry.metrics.set(one.metric, [one]);
  }
  return [...regions.values()]
    .sort((a, b) => compareRegions(a.region, b.region))
    .map(({ region, metrics }) => {
      const [bmd, tScore, zScore] = (["bmd", "t-score", "z-score"] as const).map((metric) => settle(chart, metrics.get(metric) ?? []));
      const result = { region, ...(bmd && { bmd }), ...(tScore && { tScore }), ...(zScore && { zScore }) };
      const scanner = [...metrics.values()]
        .flat()
        .find((one) => one.scanner !== undefined && (bmd === undefined || bmd.sources.includes(one.reference)))?.scanner;
      return { result, scanner };
    });
}

/**
 * The spine of one scan, named by one system as L1-L4 and by another without vertebrae, is one region unless the numbers
 * differ. For hips this holds only for equal numbers: an unnamed side may be the other one.
 */
function withSharedRegions(measurements: readonly DxaMeasurement[]): readonly DxaMeasurement[] {
  const fuller = new Map<DxaSite, FullerRegions>();
  for (const { region, metric, value } of measurements) {
    if (!isFuller(region) || !isFollowedRegion(region)) continue;
    const known = fuller.get(region.site) ?? { regions: new Map(), byValue: new Map(), metrics: new Set() };
    fuller.set(region.site, known);
    known.regions.set(regionKey(region), region);
    known.metrics.add(metric);
    const equal = `${metric}|${value}`;
    if (compareRegions(known.byValue.get(equal) ?? region, region) >= 0) known.byValue.set(equal, region);
  }
  return measurements.map((one) => {
    const known = isFuller(one.region) ? undefined : fuller.get(one.region.site);
    if (known === undefined) return one;
    const equal = known.byValue.get(`${one.metric}|${one.value}`);
    if (equal) return { ...one, region: equal };
    const [only] = [...known.regions.values()];
    const free = known.regions.size === 1 && only?.vertebrae === standardVertebrae && !known.metrics.has(one.metric);
    return only !== undefined && free ? { ...one, region: only } : one;
  });
}

/** Regions of one site that name a side or vertebrae, and by which number each can be recognised. */
type FullerRegions = { readonly regions: Map<string, DxaRegion>; readonly byValue: Map<string, DxaRegion>; readonly metrics: Set<DxaMetric> };

function isFuller(region: DxaRegion): boolean {
  return region.vertebrae !== undefined || region.side !== undefined;
}

/** What a version is worth: what a clinician typed in or read out of a text stands behind every coded one. */
const rank = { preliminary: 1, "status-unknown": 2, final: 3, amended: 4 } as const;

function rankOf(one: DxaMeasurement): number {
  return one.how === "read-from-report" ? 0 : one.how === "entered-here" ? 0.5 : rank[one.standing];
}

function settle(chart: Chart, versions: readonly DxaMeasurement[]): DxaValue | undefined {
  if (versions.length === 0) return undefined;
  const best = Math.max(...versions.map(rankOf));
  const ranked = versions.filter((one) => rankOf(one) === best);
  const newest = Math.max(...ranked.map((one) => one.writtenAt));
  const latest = ranked.some((one) => one.writtenAt === 0) ? ranked : ranked.filter((one) => one.writtenAt === newest);
  const value = Math.min(...latest.map((one) => one.value));
  const undecided = latest.some((one) => one.value !== value);
  for (const one of versions) if (one.value !== value) chart.reject(loser(one, undecided && latest.includes(one)));
  return valueOf(
    versions.filter((one) => one.value === value),
    undecided,
  );
}

function valueOf(copies: readonly DxaMeasurement[], undecided: boolean): DxaValue | undefined {
  const ordered = [...copies].sort((a, b) => rankOf(b) - rankOf(a) || (a.reference < b.reference ? -1 : 1));
  const [first] = ordered;
  if (first === undefined) return undefined;
  const final = ordered.filter((one) => rankOf(one) === rankOf(first));
  const how = ordered.some((one) => one.how === "coded") ? "coded" : first.how;
  const amended = ordered.some((one) => one.standing === "amended");
  const notes = [...new Set([...(undecided ? ["results of one day disagree; the lower one is used"] : []), ...final.flatMap((one) => one.notes)])];
  const sources = [...new Set(ordered.map((one) => one.reference))];
  return { value: first.value, asReported: first.asReported, how, sources, amended, ...(notes.length > 0 && { note: notes.join("; ") }) };
}

function loser(one: DxaMeasurement, undecided: boolean): UnusableItem {
  const what = `${metricLabels[one.metric]} ${regionLabel(one.region)}`;
  const { reference, date, asReported } = one;
  if (one.how === "read-from-report")
    return { reference, what, date, asReported, kind: "inconsistent", reason: "The report's text says otherwise than the coded result, which is used." };
  if (one.how === "entered-here" && !undecided)
    return { reference, what, date, asReported, kind: "inconsistent", reason: "What was entered here differs from the result in the EHR, which is used." };
  if (undecided)
    return {
      reference,
      what,
      date,
      asReported,
      kind: "inconsistent",
      reason: "Another result of the same scan is lower, and nothing says which is right: the lower one is used.",
    };
  return { reference, what, date, asReported, kind: "superseded", reason: "A later or amended result of the same scan is used." };
}
