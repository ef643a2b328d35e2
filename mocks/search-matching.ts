import { fold } from "../src/terminology/concept";
import { at, isObject, localReference, type StoredResource } from "./resource";
import { type SearchParameter, searchParameter } from "./search-parameters";

export type Criterion = (resource: StoredResource) => boolean;

/** Thrown for a value that no server could read: becomes a 400 with its message. */
export class UnreadableSearch extends Error {}

/**
 * One `name[:modifier]=value,value` as a test. Values of one criterion are alternatives; criteria are joined by the caller.
 * `undefined`: the parameter is not known for this type.
 */
export function criterion(
  type: string,
  nameAndModifier: string,
  value: string,
  follow: (reference: unknown) => StoredResource | undefined,
): Criterion | undefined {
  const [name = "", modifier] = nameAndModifier.split(":");
  const chain = /^([a-z-]+)\.([a-z_-]+)$/.exec(name);
  if (chain?.[1] && chain[2]) return chained(type, chain[1], chain[2], value, follow);
  const parameter = searchParameter(type, name);
  if (!parameter) return undefined;
  if (modifier === "missing") return (resource) => (valuesOf(resource, parameter).length === 0) === (value === "true");
  const wanted = splitUnescaped(value);
  const alternatives = parameter.kind === "token" && modifier !== "text" ? [tokens(wanted)] : wanted.map((text) => test(parameter, modifier, text));
  const any: Criterion = (resource) => {
    const values = valuesOf(resource, parameter);
    return alternatives.some((matches) => values.some(matches));
  };
  return modifier === "not" ? (resource) => !any(resource) : any;
}

/** First and last millisecond (exclusive) that a FHIR date, dateTime or Period may mean; undefined when unreadable. */
export function dateRange(value: unknown): readonly [number, number] | undefined {
  if (isObject(value)) {
    const start = value["start"] === undefined ? [-8.64e15, 0] : dateRange(value["start"]);
    const end = value["end"] === undefined ? [0, 8.64e15] : dateRange(value["end"]);
    return start && end ? [start[0] ?? 0, end[1] ?? 0] : undefined;
  }
  if (typeof value !== "string") return undefined;
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(T.+)?)?)?$/.exec(value);
  if (!match) return undefined;
  const [, year, month, day, time] = match;
  if (time) {
    const instant = Date.parse(value);
    return Number.isNaN(instant) ? undefined : [instant, instant + 1000];
  }
  const from = Date.UTC(Number(year), month ? Number(month) - 1 : 0, day ? Number(day) : 1);
  const to = day
    ? Date.UTC(Number(year), Number(month) - 1, Number(day) + 1)
    : month
      ? Date.UTC(Number(year), Number(month), 1)
      : Date.UTC(Number(year) + 1, 0, 1);
  return [from, to];
}

function valuesOf(resource: StoredResource, parameter: SearchParameter): readonly unknown[] {
  return parameter.paths.flatMap((path) => at(resource, path));
}

function test(parameter: SearchParameter, modifier: string | undefined, text: string): (value: unknown) => boolean {
  if (parameter.kind === "token") return tokenText(text);
  if (parameter.kind === "date") return dateTest(text);
  return parameter.kind === "reference" ? referenceTest(modifier === undefined ? text : `${modifier}/${text}`) : stringTest(modifier, text);
}

/** Any of these tokens. By code, because apps ask for dozens of codes at once and a record has thousands of entries. */
function tokens(texts: readonly string[]): (value: unknown) => boolean {
  const systemsOf = new Map<string, (string | undefined)[]>();
  for (const text of texts) {
    const bar = text.indexOf("|");
    const code = bar < 0 ? text : text.slice(bar + 1);
    systemsOf.set(code, [...(systemsOf.get(code) ?? []), bar < 0 ? undefined : text.slice(0, bar)]);
  }
  const anyOf = (code: unknown, system: unknown): boolean =>
    typeof code === "string" &&
    (systemsOf.get(code) ?? []).some((wanted) => wanted === undefined || (wanted === "" ? system === undefined : system === wanted));
  const anyCodeOf = (system: unknown): boolean => (systemsOf.get("") ?? []).some((wanted) => wanted !== undefined && wanted !== "" && wanted === system);
  const matchesCoding = (coding: unknown): boolean =>
    isObject(coding) && (anyOf(coding["code"] ?? coding["value"], coding["system"]) || anyCodeOf(coding["system"]));
  return (value) => {
    if (typeof value === "string" || typeof value === "boolean") return systemsOf.has(String(value));
    return isObject(value) && Array.isArray(value["coding"]) ? value["coding"].some(matchesCoding) : matchesCoding(value);
  };
}

function tokenText(text: string): (value: unknown) => boolean {
  const wanted = fold(text);
  return (value) =>
    [...at(value, "text"), ...at(value, "coding.display"), ...at(value, "display")].some(
      (label) => typeof label === "string" && fold(label).startsWith(wanted),
    );
}

function dateTest(text: string): (value: unknown) => boolean {
  const match = /^(eq|ne|gt|lt|ge|le|sa|eb|ap)?(.+)$/.exec(text);
  const range = dateRange(match?.[2]);
  if (!range) throw new UnreadableSearch(`The date "${text}" cannot be read.`);
  const [low, high] = range;
  const compare: Readonly<Record<string, (from: number, to: number) => boolean>> = {
    eq: (from, to) => from >= low && to <= high,
    ne: (from, to) => from < low || to > high,
    gt: (_, to) => to > high,
    ge: (_, to) => to > low,
    lt: (from) => from < low,
    le: (from) => from < high,
    sa: (from) => from >= high,
    eb: (_, to) => to <= low,
    ap: (from, to) => from < high && to > low,
  };
  const passes = compare[match?.[1] ?? "eq"];
  return (value) => {
    const found = dateRange(value);
    return found !== undefined && passes !== undefined && passes(found[0], found[1]);
  };
}

function referenceTest(text: string): (value: unknown) => boolean {
  const wanted = localReference(text);
  return (value) => {
    const found = localReference(value);
    if (!found) return false;
    return wanted ? found.id === wanted.id && found.type === wanted.type : found.id === text;
  };
}

function stringTest(modifier: string | undefined, text: string): (value: unknown) => boolean {
  const wanted = fold(text);
  return (value) => {
    if (typeof value !== "string") return false;
    if (modifier === "exact") return value === text;
    return modifier === "contains" ? fold(value).includes(wanted) : fold(value).startsWith(wanted);
  };
}

/** `medication.code=…`: the only chains a chart needs go one step along a reference. */
function chained(type: string, name: string, rest: string, value: string, follow: (reference: unknown) => StoredResource | undefined): Criterion | undefined {
  const parameter = searchParameter(type, name);
  if (parameter?.kind !== "reference") return undefined;
  return (resource) =>
    valuesOf(resource, parameter).some((reference) => {
      const target = follow(reference);
      return target !== undefined && criterion(target.resourceType, rest, value, follow)?.(target) === true;
    });
}

/** Commas separate alternatives unless escaped (R4 search, 3.1.1.4.0.1). */
function splitUnescaped(value: string): readonly string[] {
  return value.split(/(?<!\\),/).map((text) => text.replace(/\\([,|$\\])/g, "$1"));
}
