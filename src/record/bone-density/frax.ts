import type { Concept } from "../../terminology/concept";
import { fraxHipFracture, fraxMajorFracture } from "../../terminology/fracture-risk";
import type { Chart } from "../chart";
import { compareDates } from "../date";
import type { DxaStudy } from "./dxa-studies";
import type { Fact, Present } from "../fact";
import { latestOf, readSeries } from "../value";

/**
 * The latest FRAX 10-year probabilities as recorded, in percent; never calculated here. Those that stand only in a report's
 * text take part where the site's settings say that text is used and marked.
 */
export function readFrax(chart: Chart, studies: readonly DxaStudy[]): { readonly fraxMajor: Fact<number>; readonly fraxHip: Fact<number> } {
  const quantities = [fraxMajorFracture, fraxHipFracture].map((concept) => ({ concept, unit: "%", withoutUnit: "accepted", plausible: [0, 100] }) as const);
  const series = readSeries(chart, quantities);
  const coded = (concept: Concept): Fact<number> => {
    const latest = latestOf(chart, series(concept), "bone-observations");
    if (latest.state !== "present") return latest.state === "stale" ? chart.absent("bone-observations") : latest;
    const { value, comparator } = latest.value;
    if (comparator === "<" || comparator === "<=")
      return { state: "unusable", reason: `It is recorded as ${comparator}${value}%, which is a limit.`, sources: latest.sources };
    const limit = comparator === undefined ? [] : [`recorded as ${comparator}${value}%`];
    const notes = [...(latest.note === undefined ? [] : [latest.note]), ...limit];
    return { ...latest, value, ...(notes.length > 0 && { note: notes.join("; ") }) };
  };
  const inText = (score: "major" | "hip"): Present<number> | undefined => {
    if (chart.settings.reportReadings !== "use-marked") return undefined;
    return studies
      .flatMap(({ text, date, reference }): Present<number>[] => {
        const value = text.frax?.[score];
        const note = "read from the report's text, not confirmed";
        return value === undefined ? [] : [{ state: "present", value, date, sources: [reference], how: "read-from-report", note }];
      })
      .sort((a, b) => (a.date && b.date ? compareDates(a.date, b.date) : 0))
      .at(-1);
  };
  return { fraxMajor: newer(coded(fraxMajorFracture), inText("major")), fraxHip: newer(coded(fraxHipFracture), inText("hip")) };
}

function newer(coded: Fact<number>, inText: Present<number> | undefined): Fact<number> {
  if (inText === undefined) return coded;
  if (coded.state !== "present" || coded.date === undefined || inText.date === undefined) return coded.state === "present" ? coded : inText;
  return compareDates(inText.date, coded.date) > 0 ? inText : coded;
}
