import type { FhirDate } from "../fact";
import type { DxaRegion, DxaSite, ReportReading, Scanner } from "../record";
import { decodeEntities } from "../attachment/markup";
import { currentOnly } from "./current";
import { fraxIn, lscIn, scannerIn, vertebraeIn } from "./facts";
import { fold } from "./fold";
import { type Heard, hear } from "./hear";
import { agreed } from "./agree";
import { withoutLostSigns } from "./signs";

/** One number of the patient's own, current scan, as it stands in the text. Never prior, quoted, hypothetical or someone else's. */
export type TextReading = {
  readonly metric: ReportReading["metric"];
  readonly region: DxaRegion;
  /** BMD in g/cm2; T- and Z-score in standard deviations. */
  readonly value: number;
  /** The sentence or table row the number stands in. */
  readonly sentence: string;
  /** Character range of the number inside `sentence`. */
  readonly at: readonly [number, number];
  /** Character position of the number in the whole text (Unicode NFC, entities decoded): with the report's reference it makes a stable id. */
  readonly offset: number;
  /** How it was written: in a sentence, in a column under its heading, or as "2.4 SD below". */
  readonly kind: "sentence" | "table" | "sd-wording";
};

/** Least significant change as the facility printed it; the key `not-stated` holds a figure given without a site. */
export type TextLsc = {
  /** Percent. */
  readonly percent: Partial<Record<DxaSite, number>>;
  /** g/cm2. */
  readonly absolute: Partial<Record<DxaSite, number>>;
};

export type ReportTextReadings = {
  readonly readings: readonly TextReading[];
  readonly scanner?: Scanner;
  readonly lsc?: TextLsc;
  /** 10-year probabilities in percent, as printed. */
  readonly frax?: { readonly major?: number; readonly hip?: number };
  /** Vertebrae analysed, when the text says so: "L1-L4", "L2-L4", "L1, L2, L4". */
  readonly vertebrae?: string;
};

/**
 * Reads DXA values out of a report's text. Precision before recall: what is negated, prior, a range, a threshold, a legend,
 * a single vertebra or another person's gives no reading, and neither does anything doubtful or said in two ways. Pure and
 * linear in the length of the text; never throws. `reportDate` tells a value of this examination from one of an earlier day. Narrative formats: terminology 10, F01 to F20.
 */
export function readReportText(text: string, reportDate?: FhirDate): ReportTextReadings {
  // An interface that drops the tags may leave "&minus;2.1" behind: without its sign the number would be another.
  const original = decodeEntities(text).normalize("NFC");
  const folded = fold(original);
  const report = hear(folded, original);
  const scanner = scannerIn(folded, original);
  const lsc = lscIn(folded, report.spoken);
  const frax = fraxIn(folded);
  const vertebrae = vertebraeIn(report.spoken);
  return {
    readings: withoutLostSigns(agreed(currentOnly(report, folded, reportDate)), folded).map((heard) => reading(heard, original)),
    ...(scanner && { scanner }),
    ...(lsc && { lsc }),
    ...(frax && { frax }),
    ...(vertebrae !== undefined && { vertebrae }),
  };
}

function reading({ finding, region, sentence }: Heard, original: string): TextReading {
  const { start, end } = finding.number;
  return {
    metric: finding.metric,
    region,
    value: finding.value,
    sentence: original.slice(sentence.start, sentence.end),
    at: [start - sentence.start, end - sentence.start],
    offset: start,
    kind: finding.kind,
  };
}
