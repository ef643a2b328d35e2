import type { Chart } from "../chart";
import { addDays, compareDates } from "../date";
import type { FhirDate, NotRecorded, Unavailable, Unusable } from "../fact";
import type { UnusableItem } from "../record";

export type ScoreName = "T-score" | "Z-score";

/** Why there is no answer: searches that did not answer come first, because what they hold might be the answer. */
export class OpenQuestions {
  constructor(
    private readonly chart: Chart,
    private readonly refused: readonly UnusableItem[],
  ) {}

  /** Nothing was found: not recorded, unless something that may have been a scan (with this score) could not be used. */
  nothing(score?: ScoreName): NotRecorded | Unavailable | Unusable {
    const absent = this.absent();
    const perhaps = this.refused.filter((item) => mayBeAScan(this.chart, item) && (score === undefined || mayGive(item, score)));
    const [first] = perhaps;
    if (absent.state === "unavailable" || first === undefined) return absent;
    return { state: "unusable", reason: `${first.what}: ${first.reason}`, sources: [...new Set(perhaps.map((item) => item.reference))] };
  }

  /** Scans were found, and do not answer this question. */
  unanswered(reason: string, sources: readonly string[]): Unavailable | Unusable {
    const absent = this.absent();
    return absent.state === "unavailable" ? absent : { state: "unusable", reason, sources };
  }

  /** A caveat for an answer older than something that could not be used. */
  newerThan(date: FhirDate, score?: ScoreName): string | undefined {
    const newer = this.newest(date, score);
    return newer === undefined ? undefined : `a newer result cannot be used (${newer.what}: ${newer.reason})`;
  }

  /** The newest thing that may have been a scan (with this score) and could not be used; only what is newer than `date`, if one is given. */
  newest(date?: FhirDate, score?: ScoreName): UnusableItem | undefined {
    const isNewer = (item: UnusableItem): boolean =>
      date === undefined || (item.date !== undefined && item.kind !== "future-date" && compareDates(item.date, date) > 0);
    return this.refused
      .filter((item) => isNewer(item) && (score === undefined || mayGive(item, score)) && mayBeAScan(this.chart, item))
      .reduce<UnusableItem | undefined>((newest, item) => {
        if (newest?.date === undefined) return item.date === undefined && newest !== undefined ? newest : item;
        return item.date !== undefined && compareDates(item.date, newest.date) > 0 ? item : newest;
      }, undefined);
  }

  absent(): NotRecorded | Unavailable {
    return this.chart.absent("bone-observations", "diagnostic-reports", "procedures", "documents");
  }
}

/**
 * A number in the wrong unit still came from a scan; what was withdrawn, not done, replaced or is something else did not, and
 * a date in the future tells of no scan yet (dossier 13: future-dated observations are ignored).
 */
function mayBeAScan(chart: Chart, item: UnusableItem): boolean {
  switch (item.kind) {
    case "malformed":
    case "unit":
    case "implausible":
    case "inconsistent":
    case "not-numeric":
      return true;
    case "future-date":
      return item.date !== undefined && item.date.earliest <= addDays(chart.today, 1); // tomorrow may be today in another time zone
    case "not-final":
      return ["registered", "in-progress"].includes(String(chart.resolve(item.reference)?.["status"]));
    default:
      return false;
  }
}

/** A refused T-score is no reason to doubt that there is no Z-score. */
function mayGive(item: UnusableItem, score: ScoreName): boolean {
  return item.what.startsWith(score) || !/^(?:[TZ]-score|bone density) /.test(item.what);
}
