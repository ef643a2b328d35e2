import type { VitaminDResult, VitaminDUnit } from "../record/record";
import { axisSpan, type AxisTime } from "./time-axis";

/** 25(OH)D, molar mass 400.6 g/mol. For drawing on one axis only: classes are told from the value in its own unit. */
const nmolPerLInNgPerMl = 2.496;

export type VitaminDPoint = {
  readonly result: VitaminDResult;
  /** In the unit of the axis. */
  readonly value: number;
  readonly converted: boolean;
  readonly bound: "below" | "above" | undefined;
  readonly time: AxisTime;
  readonly from: AxisTime;
  readonly to: AxisTime;
};

export function vitaminDPoints(results: readonly VitaminDResult[], unit: VitaminDUnit): readonly VitaminDPoint[] {
  return results.map((result) => {
    const { at, from, to } = axisSpan(result.date);
    return { result, value: inUnit(result.value, result.unit, unit), converted: result.unit !== unit, bound: boundOf(result), time: at, from, to };
  });
}

export function inUnit(value: number, from: VitaminDUnit, to: VitaminDUnit): number {
  if (from === to) return value;
  return from === "ng/mL" ? value * nmolPerLInNgPerMl : value / nmolPerLInNgPerMl;
}

/** A result beyond what the assay can measure is a bound, not a value. */
function boundOf({ comparator }: VitaminDResult): "below" | "above" | undefined {
  if (comparator === undefined) return undefined;
  return comparator.startsWith("<") ? "below" : "above";
}

export type BandSource = "nam-2011" | "endocrine-society-2011" | "none";

type BandId = "namDeficient" | "namInadequate" | "namAdequate" | "namConcern" | "esDeficient" | "esInsufficient" | "esSufficient" | "esHigh";

export type VitaminDBand = { readonly id: BandId; readonly from: number; readonly to: number | undefined; readonly tone: 1 | 2 | 3 };

/** Ranges by named source, in the paired cut-offs of each unit (dossier 3.1 and 3.4): 20 ng/mL is printed as 50 nmol/L, never as 49.9. */
export function vitaminDBands(source: BandSource, unit: VitaminDUnit): readonly VitaminDBand[] {
  const at = (ngPerMl: number, nmolPerL: number) => (unit === "ng/mL" ? ngPerMl : nmolPerL);
  if (source === "none") return [];
  if (source === "nam-2011")
    return [
      { id: "namDeficient", from: 0, to: at(12, 30), tone: 3 },
      { id: "namInadequate", from: at(12, 30), to: at(20, 50), tone: 2 },
      { id: "namAdequate", from: at(20, 50), to: at(50, 125), tone: 1 },
      { id: "namConcern", from: at(50, 125), to: undefined, tone: 2 },
    ];
  return [
    { id: "esDeficient", from: 0, to: at(20, 50), tone: 3 },
    { id: "esInsufficient", from: at(20, 50), to: at(30, 75), tone: 2 },
    { id: "esSufficient", from: at(30, 75), to: at(100, 250), tone: 1 },
    { id: "esHigh", from: at(100, 250), to: undefined, tone: 2 },
  ];
}
