import { dateText, regionText } from "../guidelines/wording";
import type { OutsideDxa, OutsideResult } from "../record/outside-result";
import { formatNumber, formatScore } from "../ui/format";
import { text } from "./outside-result-text";

/** The entry as text for a note: one line, values with their units, dates never more precise than they were written. */
export function outsideInWords(entry: OutsideResult): string {
  if (entry.kind === "vitamin-d") {
    const { comparator = "", value, unit } = entry;
    return text("words", { what: `${text("vitaminD")} ${withSign(comparator)}${formatNumber(value)} ${unit}, ${dateText(entry.date)}` });
  }
  const { region, scanner } = entry;
  const scannedBy = scanner === undefined ? text("noScanner") : text("withScanner", { scanner });
  return text("words", { what: `DXA ${regionText(region)}: ${numbersOf(entry).join(", ")}; ${dateText(entry.date)}; ${scannedBy}` });
}

function numbersOf({ bmd, tScore, zScore }: OutsideDxa): readonly string[] {
  return [
    ...(bmd === undefined ? [] : [`${text("bmd")} ${bmd} g/cm²`]),
    ...(tScore === undefined ? [] : [`${text("tScore")} ${formatScore(tScore)}`]),
    ...(zScore === undefined ? [] : [`${text("zScore")} ${formatScore(zScore)}`]),
  ];
}

function withSign(comparator: string): string {
  return comparator.replace("<=", "≤").replace(">=", "≥");
}
