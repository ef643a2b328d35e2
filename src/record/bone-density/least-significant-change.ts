import type { MeasuredSession } from "./dxa-sessions";
import type { DxaSite, LeastSignificantChange } from "../record";
import type { RecordSettings } from "../site";

/**
 * Worst acceptable precision of a technologist as least significant change in percent (ISCD; guidelines 8.2): spine 1.9%,
 * total hip 1.8%, femoral neck 2.5%, each times 2.77. "Hip" and "femur" as coded take the figure of the hip region that
 * varies more within them. Other sites have none: no change is judged there without the facility's own figure.
 */
const worstAcceptable: Partial<Record<DxaSite, number>> = {
  "lumbar-spine": 5.3,
  "total-hip": 5.0,
  hip: 5.0,
  "femoral-neck": 6.9,
  femur: 6.9,
};

/**
 * The least significant change for a site: printed on the later report, else on the earlier; else the site's configuration;
 * else the default. A figure in g/cm2 is turned into percent of `from`. Undefined when there is none for the site.
 */
export function leastSignificantChange(
  site: DxaSite,
  from: number,
  sessions: readonly [earlier: MeasuredSession, later: MeasuredSession],
  settings: RecordSettings,
): LeastSignificantChange | undefined {
  const [earlier, later] = sessions;
  const printed = printedFor(later, site, from) ?? printedFor(earlier, site, from);
  if (printed !== undefined) return { percent: printed, from: "report" };
  const configured = settings.leastSignificantChange[site];
  if (configured !== undefined) return { percent: configured, from: "site-configuration" };
  const usual = worstAcceptable[site];
  return usual === undefined ? undefined : { percent: usual, from: "default" };
}

/** A figure printed without a site holds for every site of that report. */
function printedFor(session: MeasuredSession, site: DxaSite, bmd: number): number | undefined {
  const { percent = {}, absolute = {} } = session.lsc ?? {};
  const inPercent = percent[site] ?? percent["not-stated"];
  const inGrams = absolute[site] ?? absolute["not-stated"];
  return inPercent ?? (inGrams === undefined ? undefined : (inGrams / bmd) * 100);
}
