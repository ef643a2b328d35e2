import { type Unit, unitNamed } from "../terminology/units";
import { codingsOf, isRecord, labelOf, textsOf } from "./chart";

type Comparator = "<" | "<=" | ">" | ">=";

export type NumberValue = {
  readonly kind: "number";
  readonly value: number;
  readonly comparator: Comparator | undefined;
  /** As written for people. */
  readonly unit: string | undefined;
  /** Quantity.code, meaningful only within `unitSystem`. */
  readonly unitCode: string | undefined;
  readonly unitSystem: string | undefined;
  readonly asReported: string;
};

/** What stands in a value[x], with nothing believed and nothing added. `asReported` is always fit to be shown as text. */
export type ReadValue =
  | NumberValue
  | { readonly kind: "text"; readonly text: string; readonly asReported: string }
  | { readonly kind: "coded"; readonly coded: unknown; readonly asReported: string }
  | { readonly kind: "boolean"; readonly value: boolean; readonly asReported: string }
  | { readonly kind: "range"; readonly low: NumberValue | undefined; readonly high: NumberValue | undefined; readonly asReported: string }
  | { readonly kind: "ratio"; readonly asReported: string }
  /** No value: explained by a dataAbsentReason, or simply left out. */
  | { readonly kind: "absent"; readonly because: "data-absent-reason" | "left-out"; readonly reason: string; readonly asReported: string }
  | { readonly kind: "malformed"; readonly reason: string; readonly asReported: string };

const ucum = "http://unitsofmeasure.org";
const longest = 200;
const longestUnit = 40;

/**
 * Reads the value of an Observation or a component (R4 Observation.value[x], and valueDecimal, which some servers send).
 * Numbers inside texts are read only when nothing else is said: "<4", "28,5", "32.1 ng/mL (L)", "−2.1 SD".
 */
export function readValue(holder: Readonly<Record<string, unknown>>): ReadValue {
  const entry = valueElement(holder);
  const absentReason = holder["dataAbsentReason"];
  if (isRecord(absentReason)) {
    const reason = labelOf(absentReason, "not said why").replaceAll("-", " ");
    return {
      kind: "absent",
      because: "data-absent-reason",
      reason: entry ? `It carries a value and says at the same time that there is none (${reason}).` : `No value: ${reason}.`,
      asReported: "",
    };
  }
  if (!entry) return { kind: "absent", because: "left-out", reason: "It has no value.", asReported: "" };
  const [name, value] = entry;
  switch (name) {
    case "valueQuantity":
      return readQuantity(value);
    case "valueInteger":
    case "valueDecimal":
      return readQuantity({ value });
    case "valueString":
      return typeof value === "string" ? readText(value) : malformed("Its text is not a text.");
    case "valueBoolean":
      return typeof value === "boolean" ? { kind: "boolean", value, asReported: value ? "yes" : "no" } : malformed("Its yes or no is neither.");
    case "valueCodeableConcept": {
      if (codingsOf(value).length === 0 && textsOf(value).length === 0) return malformed("Its coded value is empty.");
      return { kind: "coded", coded: value, asReported: clip(labelOf(value, "")) };
    }
    case "valueRange": {
      const [low, high] = isRecord(value) ? [readQuantity(value["low"]), readQuantity(value["high"])] : [];
      if (low?.kind !== "number" && high?.kind !== "number") return malformed("Its range has no readable end.");
      const text = `${low?.kind === "number" ? low.asReported : ""} to ${high?.kind === "number" ? high.asReported : ""}`.trim();
      return { kind: "range", low: low?.kind === "number" ? low : undefined, high: high?.kind === "number" ? high : undefined, asReported: clip(text) };
    }
    case "valueRatio": {
      const parts = isRecord(value) ? [readQuantity(value["numerator"]), readQuantity(value["denominator"])] : [];
      return { kind: "ratio", asReported: clip(parts.map((part) => part.asReported).join(" : ")) };
    }
    default: // times, periods and sampled data are no measurements this product knows
      return typeof value === "string"
        ? { kind: "text", text: value, asReported: clip(value) }
        : malformed(`Its value is of a kind that is not read (${name}).`);
  }
}

function valueElement(holder: Readonly<Record<string, unknown>>): readonly [name: string, value: unknown] | undefined {
  for (const name of Object.keys(holder)) {
    if (!/^value[A-Z]/.test(name)) continue;
    const value = holder[name];
    if (value !== null && value !== undefined) return [name, value];
  }
  return undefined;
}

/** Reads a Quantity. A number written as a text ("31.5") is a number; anything else that is not a number is malformed. */
export function readQuantity(quantity: unknown): ReadValue {
  if (!isRecord(quantity)) return malformed("Its quantity is not a quantity.");
  const unit = textOr(quantity["unit"]);
  const unitCode = textOr(quantity["code"]);
  const unitSystem = textOr(quantity["system"]);
  const value = quantity["value"];
  if (value === null || value === undefined) return { kind: "absent", because: "left-out", reason: "Its quantity has no number.", asReported: "" };
  const written = typeof value === "number" ? numberText(value) : typeof value === "string" ? readText(value) : undefined;
  if (written?.kind !== "number") return malformed("Its quantity is not a number.", typeof value === "string" ? value : "");
  const said = quantity["comparator"];
  const comparator = said === undefined || said === null ? written.comparator : typeof said === "string" ? comparators[said.trim()] : undefined;
  if (said !== undefined && said !== null && comparator === undefined) return malformed("Its comparator is not one of <, <=, >=, >.");
  const shownUnit = unit ?? written.unit ?? unitCode;
  const number = typeof value === "string" ? stripComparator(value) : String(written.value);
  const asReported = clip(`${comparator ?? ""}${number}${shownUnit === undefined ? "" : ` ${shownUnit}`}`);
  return { kind: "number", value: written.value, comparator, unit: unit ?? written.unit, unitCode, unitSystem, asReported };
}

/** What the unit of a number is: a UCUM code first, then the human text; never a guess, and never one of two that disagree. */
export function unitOf(value: NumberValue): { readonly unit: Unit } | { readonly problem: string } {
  const system = value.unitSystem;
  const byCode = value.unitCode !== undefined && (system === undefined || system === ucum) ? unitNamed(value.unitCode) : undefined;
  const byText = value.unit === undefined ? undefined : unitNamed(value.unit);
  // "1" and "{score}" say "no unit", so a text beside them may say more (US Core sends T-scores in "1").
  if (byCode && byText && byCode.code !== byText.code && byCode.kind !== "score" && byText.kind !== "score") {
    const sameSize = byCode.kind === byText.kind && byCode.factor === byText.factor && byCode.kind !== "filtration rate";
    if (!sameSize)
      return { problem: `Its unit is given twice and differently: "${clip(value.unit ?? "", longestUnit)}" and "${clip(value.unitCode ?? "", longestUnit)}".` };
  }
  const unit = byCode?.kind === "score" ? (byText ?? byCode) : (byCode ?? byText);
  if (unit) return { unit };
  const seen = value.unit ?? value.unitCode;
  return { problem: seen === undefined ? "It has no unit." : `Its unit "${clip(seen, longestUnit)}" is not known here.` };
}

/**
 * The normal range (R4 Observation.referenceRange): the first that is not of another type ("critical", "therapeutic"), from
 * its quantities or from a text such as "8.6 - 10.2 mg/dL".
 */
export function referenceRange(holder: Readonly<Record<string, unknown>>): { readonly low: NumberValue | undefined; readonly high: NumberValue | undefined } {
  const ranges = Array.isArray(holder["referenceRange"]) ? holder["referenceRange"].filter(isRecord) : [];
  for (const range of ranges) {
    if (codingsOf(range["type"]).some((type) => typeof type.code === "string" && type.code !== "normal")) continue;
    const [low, high] = [readQuantity(range["low"]), readQuantity(range["high"])];
    if (low.kind === "number" || high.kind === "number") {
      return { low: low.kind === "number" ? low : undefined, high: high.kind === "number" ? high : undefined };
    }
    const text = typeof range["text"] === "string" ? rangeInText.exec(range["text"].trim())?.groups : undefined;
    if (text === undefined) continue;
    const [from, to] = [readText(`${text["low"]} ${text["unit"]}`), readText(`${text["high"]} ${text["unit"]}`)];
    if (from.kind === "number" && to.kind === "number") return { low: from, high: to };
  }
  return { low: undefined, high: undefined };
}

const rangeInText = /^(?<low>\d+(?:[.,]\d+)?)\s*(?:-|–|to)\s*(?<high>\d+(?:[.,]\d+)?)\s*(?<unit>[^\d]*(?:\/.*)?)$/u;

const comparators: Readonly<Record<string, Comparator>> = {
  "<": "<",
  "<=": "<=",
  "≤": "<=",
  "=<": "<=",
  ">": ">",
  ">=": ">=",
  "≥": ">=",
  "=>": ">=",
  "less than": "<",
  "greater than": ">",
  "more than": ">",
};

const numberInText =
  /^(?<comparator><=?|>=?|=<|=>|≤|≥|less than|greater than|more than)?\s*(?<number>[+\-−–]?\s?(?:\d{1,3}(?:,\d{3})+\.\d+|\d+(?:[.,]\d+)?|[.,]\d+))\s*(?<rest>.*)$/iu;
/** Abnormal flags and printed reference ranges after the number say nothing that changes it. */
const trailingFlag = /\s*(?:\((?:[hlan*]{1,2}|low|high|normal|abnormal|ref(?:erence)?[^)]*)\)|(?<=\s|^)(?:hh?|ll?)|\*+)\s*$/iu;

function readText(text: string): NumberValue | { readonly kind: "text"; readonly text: string; readonly asReported: string } {
  const asReported = clip(text.trim());
  const asText = { kind: "text", text: text.trim(), asReported } as const;
  const match = numberInText.exec(text.trim())?.groups;
  const number = match?.["number"];
  if (match === undefined || number === undefined) return asText;
  const written = match["rest"]?.trim() ?? "";
  const rest = written.length > 1 && unitNamed(written) ? written : written.replace(trailingFlag, "");
  const unit = rest.trim() || undefined;
  // "NOT DONE", "of 5", "to 30": whatever is not a unit makes the whole a text.
  if (unit !== undefined && !unitNamed(unit) && !/^[^\s\d]{1,12}\/[^\s]{1,16}$/u.test(unit)) return asText;
  const value = parseNumber(number, unit);
  if (value === undefined) return asText;
  return {
    kind: "number",
    value,
    comparator: comparators[match["comparator"]?.toLowerCase() ?? ""],
    unit,
    unitCode: undefined,
    unitSystem: undefined,
    asReported,
  };
}

/** A comma before three digits may be a thousands mark (1,234) or a decimal one (0,912; 1,023 g/cm2): read only when it is plain which. */
function parseNumber(written: string, unit: string | undefined): number | undefined {
  const plain = written.replace(/\s/g, "").replace(/[−–]/g, "-");
  if (plain.includes(",") && plain.includes(".")) return finite(plain.replaceAll(",", ""));
  const doubtful = /^[+-]?[1-9]\d{0,2},\d{3}$/.test(plain);
  const kind = unit === undefined ? undefined : unitNamed(unit)?.kind;
  if (doubtful && kind !== "mass per area" && kind !== "T-score" && kind !== "Z-score") return undefined;
  return finite(plain.replace(",", "."));
}

function finite(text: string): number | undefined {
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

function numberText(value: number): Pick<NumberValue, "kind" | "value" | "comparator" | "unit"> | undefined {
  return Number.isFinite(value) ? { kind: "number", value, comparator: undefined, unit: undefined } : undefined;
}

function stripComparator(written: string): string {
  return written.trim().replace(/^(?:<=?|>=?|≤|≥)\s*/, "");
}

function textOr(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

function clip(text: string, most = longest): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

function malformed(reason: string, asReported = ""): ReadValue {
  return { kind: "malformed", reason, asReported: clip(asReported) };
}
