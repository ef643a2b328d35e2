import type { Fact } from "../record/fact";
import type { BoneDensityChange, BoneHealthRecord, DxaSession, DxaSite, LeastSignificantChange, SiteScore } from "../record/record";
import type { SearchId } from "../record/searches";
import type { Input, Missing } from "./model";
import { seeUnread, unread, wholly } from "./searches-read";
import { type Seen, see, together } from "./seen";
import { changeText, dateText, numberText, regionText, scoreText } from "./wording";

export type ComparableChange = Extract<BoneDensityChange, { readonly comparable: true }>;

/** Sites by their worth for monitoring: spine, then hip; the neck is noisier (dossier 8.2). */
const monitoringSites: readonly DxaSite[] = ["lumbar-spine", "total-hip", "hip", "femoral-neck", "femur"];

/** Changes that may be judged, best first: since baseline before since the previous scan, spine before hip before neck. */
export function changesToJudge(record: BoneHealthRecord): readonly ComparableChange[] {
  const comparable = record.boneDensity.changes.filter((change) => change.comparable);
  const rank = (change: ComparableChange) => (change.span === "since-baseline" ? 0 : 10) + monitoringSites.indexOf(change.region.site);
  return comparable.filter((change) => monitoringSites.includes(change.region.site)).sort((a, b) => rank(a) - rank(b));
}

/**
 * The unread searches that could turn a change "within the least significant change", or a gain, into something else: a report
 * may print a smaller one of the facility, or name another scanner. A loss beyond an assumed one is said all the same.
 */
export function unreadReportsOf(record: BoneHealthRecord, change: ComparableChange): readonly SearchId[] {
  const isLoss = change.exceedsLsc && change.percent < 0;
  const isSettled = change.lsc.from === "report" && change.scannerKnown;
  return isLoss || isSettled ? [] : unread(record, ["diagnostic-reports", "documents"]);
}

/** The most recent pair of each region that must not be compared. */
export function incomparablePairs(record: BoneHealthRecord): readonly Exclude<BoneDensityChange, ComparableChange>[] {
  const { changes } = record.boneDensity;
  const hasPrevious = (change: BoneDensityChange) =>
    changes.some((other) => other.span === "since-previous" && regionText(other.region) === regionText(change.region));
  return changes.filter((change) => !change.comparable).filter((change) => change.span === "since-previous" || !hasPrevious(change));
}

const lscSources: Readonly<Record<LeastSignificantChange["from"], string>> = {
  report: "facility value on the report",
  "site-configuration": "site configuration",
  default: "default, ISCD worst acceptable",
};

/** "LSC 5.3%, default, ISCD worst acceptable" */
export function lscText(lsc: LeastSignificantChange): string {
  return `LSC ${numberText(lsc.percent)}%, ${lscSources[lsc.from]}`;
}

/** Names the least significant change among a rule's inputs: there, the rule has looked at a change. */
export const lscLabel = "Least significant change";

/** The two measurements, the change and the least significant change, as inputs; what weakens the comparison, as missing. */
export function seeChange(change: ComparableChange): Seen {
  const { from, to, lsc, region } = change;
  const rate = change.percentPerYear === undefined ? "" : `, ${changeText(change.percentPerYear)} per year`;
  const inputs: Input[] = [
    {
      label: `BMD ${regionText(region)}`,
      value: `${from.bmd.toFixed(3)} to ${to.bmd.toFixed(3)} g/cm²: ${changeText(change.percent)}${rate}`,
      date: `${dateText(from.date)} to ${dateText(to.date)}`,
      sources: change.sources,
      how: "derived",
    },
    {
      label: lscLabel,
      value: `${numberText(lsc.percent)}%`,
      sources: [],
      how: lsc.from === "report" ? "coded" : "assumed",
      note: lscSources[lsc.from],
    },
  ];
  const missing: Missing[] = change.scannerKnown
    ? []
    : [{ label: "Scanner", state: "not-recorded", reason: "Neither scan names its scanner.", couldChange: "Scans of different scanners cannot be compared." }];
  return { inputs, missing };
}

export function scoreAtSite({ value, region }: SiteScore): string {
  return `${scoreText(value)} at ${regionText(region)}`;
}

/** The lowest T-score, trusted only when the DXA results were read completely. */
export function lowestT(record: BoneHealthRecord): Fact<SiteScore> {
  return wholly(record, record.boneDensity.lowestTScore, "bone-observations");
}

export function lowestZ(record: BoneHealthRecord): Fact<SiteScore> {
  return wholly(record, record.boneDensity.lowestZScore, "bone-observations");
}

/** The lowest T-score as input, with what could make it out of date. */
export function seeLowestT(record: BoneHealthRecord, couldChange?: string): Seen {
  const lowest = lowestT(record);
  const seen = see("Lowest T-score", lowest, scoreAtSite, couldChange);
  const newer = newerWithoutValues(record, lowest);
  const unreadReports = lowest.state === "present" ? seeUnread(record, ["diagnostic-reports"], "May hold a newer scan.") : { inputs: [], missing: [] };
  const pending: Missing[] = newer
    ? [
        {
          label: "T-score of the latest DXA",
          state: "not-recorded",
          reason: `The DXA of ${dateText(newer.date)} has no values here.`,
          couldChange: "It is newer than the T-score used.",
        },
      ]
    : [];
  return together(seen, unreadReports, { inputs: [], missing: pending });
}

function newerWithoutValues(record: BoneHealthRecord, lowest: Fact<SiteScore>): DxaSession | undefined {
  const { latest } = record.boneDensity;
  if (latest.state !== "present" || lowest.state !== "present" || lowest.value.session === latest.value.id) return undefined;
  return latest.value;
}
