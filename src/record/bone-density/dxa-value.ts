import { type DxaMetric, dxaNames } from "../../terminology/dxa";
import { convert, type Unit, unitNamed } from "../../terminology/units";
import { fold } from "../../terminology/concept";
import { isRecord } from "../chart";
import { type NumberValue, readValue } from "../quantity";
import type { UnusableItem } from "../record";

/** BMD in g/cm2; T- and Z-score in standard deviations. */
export type DxaNumber = {
  readonly state: "usable";
  readonly metric: DxaMetric;
  readonly value: number;
  readonly asReported: string;
  readonly notes: readonly string[];
  /** What stands beside the number in a text value: "-2.3 (L fem neck)". */
  readonly beside: string | undefined;
};

export type DxaNonNumber = {
  readonly state: "unusable";
  readonly metric: DxaMetric | undefined;
  readonly kind: UnusableItem["kind"];
  readonly reason: string;
  readonly asReported: string;
};

/**
 * Reads one DXA number. The unit beats the code (clinical terminology, reading rules): a T-score code with g/cm2 is neither a
 * T-score nor a BMD. `metric` undefined: the unit decides alone. `names`: what else its code is called, which may contradict it.
 */
export function readDxaValue(
  holder: Readonly<Record<string, unknown>>,
  metric: DxaMetric | undefined,
  names: readonly string[] = [],
): DxaNumber | DxaNonNumber {
  const words: Words = { beside: undefined, names, interpretation: holder["interpretation"] };
  const value = readValue(holder);
  const unusable = (kind: UnusableItem["kind"], reason: string): DxaNonNumber => ({ state: "unusable", metric, kind, reason, asReported: value.asReported });
  switch (value.kind) {
    case "number":
      return readNumber(value, metric, words);
    case "text": {
      const inText = numberWithRemark.exec(fold(value.text).replace(/[−–]/g, "-"))?.groups;
      const number = Number(inText?.["number"]?.replace(",", ".").replace("minus", "-").replace(/\s/g, "") ?? Number.NaN);
      if (!Number.isFinite(number)) return unusable("not-numeric", "Its value is a text, not a number.");
      const { unit, remark = "" } = inText ?? {};
      if (anotherValue.test(remark) || (metric === "t-score" && /\bz[\s-]?score/.test(remark)))
        return unusable("not-numeric", "Its words say that it is another value.");
      const below = belowAverage.test(remark) && metric !== "bmd";
      const asNumber = {
        kind: "number",
        value: below ? -Math.abs(number) : number,
        comparator: undefined,
        unit,
        unitCode: undefined,
        unitSystem: undefined,
      } as const;
      return readNumber({ ...asNumber, asReported: value.asReported }, metric, { ...words, beside: remark });
    }
    case "absent":
      return unusable(isRecord(holder["dataAbsentReason"]) ? "other" : "malformed", value.reason);
    case "malformed":
      return unusable("malformed", value.reason);
    case "coded":
    case "boolean":
      return unusable("not-numeric", "It gives a category, not a number.");
    default:
      return unusable("not-numeric", `It gives a ${value.kind}, not one number.`);
  }
}

const squareCentimetre: Unit = { code: "g/cm2", kind: "mass per area", factor: 1 };
/** Clinical terminology, reading rules: beyond these, it is something else or a slip. */
const plausible = { bmd: [0.2, 2.5], "t-score": [-8, 6], "z-score": [-8, 8] } as const satisfies Record<DxaMetric, readonly [number, number]>;
/** Outside the range in which T-scores are usually met: used, and said. */
const usualTScoreFrom = -6;

/** A number and at most a unit and a remark without another number (vertebrae and "33%" aside). */
const numberWithRemark =
  /^\s*(?:[tz][\s-]?score|bmd)?\s*[:=]?\s*(?<number>(?:[+-]|minus\s)?\s*\d+(?:[.,]\d+)?)\s*(?<unit>sd|g\/cm2|g\/cm\^2|mg\/cm2|[tz][\s-]?score)?\s*(?:[(,;]\s*|\b)(?<remark>(?:[^\d]|\bl[1-5]\b|(?<=l[1-5]-)[1-5]|\b33\s?%|\b1\/3)*?)\)?\s*\.?\s*$/;

/** "2.5 SD below the young adult mean": the words are the minus sign. */
const belowAverage = /^\W*(?:sd\b|standard deviations?\b|s\.d\.)?\W*(?:below|under|unter|en dessous|por debajo|sotto|less than)/;
/** A minus sign behind its number, an earlier value, or a bound. */
const anotherValue = /^-|\b(?:prior|previous\w*|formerly|or\s+(?:better|worse|less|more|lower|higher))\b/;

function readNumber(number: NumberValue, coded: DxaMetric | undefined, words: Words): DxaNumber | DxaNonNumber {
  const { asReported } = number;
  const unusable = (kind: UnusableItem["kind"], reason: string): DxaNonNumber => ({ state: "unusable", metric: coded, kind, reason, asReported });
  if (number.comparator !== undefined) return unusable("not-numeric", "It gives a limit (with < or >), not a value.");
  const units = unitsOf(number);
  const kinds = new Set(units.known.map((unit) => unit.kind));
  const metrics = new Set(units.known.flatMap((unit) => metricOfKind[unit.kind] ?? []));
  if (kinds.has("density")) return unusable("not-central-dxa", "Its unit is a density by volume, as of CT: it is no DXA result.");
  const metric = coded ?? [...metrics][0];
  if (metric === undefined) return unusable("unit", "Neither its name nor its unit says whether it is a bone density, a T-score or a Z-score.");
  if (metrics.size > 0 && !metrics.has(metric))
    return unusable("inconsistent", `Its code says ${metricLabels[metric]} and its unit says ${metricLabels[[...metrics][0] ?? metric]}.`);
  // One of unit and unit code may be careless between T and Z ("{Z-score}" with the code "{T-score}"), never between score and density.
  if (metrics.has("bmd") && metrics.size > 1) return unusable("inconsistent", "Its unit is given twice, once as a density and once as a score.");
  const foreign = units.unknown.find((unit) => !/\bs\.?d\b|standard|score|sigma/i.test(unit)) ?? units.known.find((unit) => !belongs(unit, metric))?.code;
  if (foreign !== undefined) return unusable("unit", `Its unit "${foreign}" is not one of ${metricLabels[metric]}.`);
  return metric === "bmd" ? readDensity(number, units, unusable, words) : readScore(number, metric, metrics, unusable, words);
}

/** What stands around a number. */
type Words = { readonly beside: string | undefined; readonly names: readonly string[]; readonly interpretation: unknown };

const scoreNames = { "t-score": dxaNames.tScore, "z-score": dxaNames.zScore } as const;
/** The flags L and LL (v3 ObservationInterpretation), and words for them, in an Observation.interpretation. */
const calledLow = /"LL?"|"(?:low|osteop[eo])/i;

type Units = { readonly known: readonly Unit[]; readonly unknown: readonly string[] };
type Reject = (kind: UnusableItem["kind"], reason: string) => DxaNonNumber;

function readDensity(number: NumberValue, units: Units, unusable: Reject, { beside }: Words): DxaNumber | DxaNonNumber {
  const areal = units.known.filter((unit) => unit.kind === "mass per area");
  const [unit] = areal;
  const [low, high] = plausible.bmd;
  const { asReported } = number;
  if (areal.some((other) => other.factor !== unit?.factor)) return unusable("unit", "Its unit is given twice and differently.");
  // Without a unit the size tells g/cm2 from mg/cm2: there are three orders of magnitude between them.
  const milligrams = unit === undefined && number.value >= low * 1000 && number.value <= high * 1000;
  const value = unit === undefined ? (milligrams ? number.value / 1000 : number.value) : convert(number.value, unit, squareCentimetre);
  if (value === undefined || value < low || value > high) return unusable("implausible", `A bone density of ${asReported} is not possible.`);
  const notes = unit === undefined ? [`no unit given; read as ${milligrams ? "mg/cm2" : "g/cm2"} by its size`] : [];
  return { state: "usable", metric: "bmd", value, asReported, notes, beside };
}

function readScore(
  number: NumberValue,
  metric: "t-score" | "z-score",
  metrics: ReadonlySet<DxaMetric>,
  unusable: Reject,
  { beside, names, interpretation }: Words,
): DxaNumber | DxaNonNumber {
  const [low, high] = plausible[metric];
  const { asReported, value } = number;
  if (value < low || value > high) return unusable("implausible", `A ${metricLabels[metric]} of ${asReported} is not possible.`);
  const other = metric === "t-score" ? "z-score" : "t-score";
  if (metrics.size === 0 && names.map(fold).some((name) => scoreNames[other].test(name) && !scoreNames[metric].test(name)))
    return unusable("inconsistent", `Its code says ${metricLabels[metric]} and its name says ${metricLabels[other]}.`);
  if (metric === "t-score" && value > 0 && calledLow.test(JSON.stringify(interpretation) ?? ""))
    return unusable("inconsistent", "It is above average and interpreted as low: its minus sign may be missing.");
  const notes = [
    ...(metrics.size > 1 ? ["its unit names both T- and Z-score"] : []),
    ...(metric === "t-score" && value < usualTScoreFrom ? ["unusually low; check it against the report"] : []),
  ];
  return { state: "usable", metric, value, asReported, notes, beside };
}

const metricOfKind: Readonly<Partial<Record<Unit["kind"], DxaMetric>>> = { "mass per area": "bmd", "T-score": "t-score", "Z-score": "z-score" };

export const metricLabels: Readonly<Record<DxaMetric, string>> = { bmd: "bone density", "t-score": "T-score", "z-score": "Z-score" };

function unitsOf(number: NumberValue): Units {
  const ucum = number.unitSystem === undefined || number.unitSystem === "http://unitsofmeasure.org";
  const written = [number.unit, ucum ? number.unitCode : undefined].filter((unit) => unit !== undefined);
  const known = written.flatMap((unit) => unitNamed(unit) ?? []);
  return { known, unknown: known.length === 0 ? written : [] };
}

/** "1", "{score}" and "SD" are no unit of their own: any score may carry them, and a density may not. */
function belongs(unit: Unit, metric: DxaMetric): boolean {
  return metric === "bmd" ? unit.kind === "mass per area" : unit.kind === "score" || unit.kind === "T-score" || unit.kind === "Z-score";
}
