import { type FractureConcept, fractures } from "../terminology/conditions-fractures";
import { type Chart, isRecord } from "./chart";
import { addMonths, parseFhirDate } from "./date";
import { type ConditionFound, conditionsOf, onsetOf } from "./disease-conditions";
import type { Fact, FhirDate } from "./fact";
import type { Fracture, PatientFacts } from "./record";

/**
 * Fractures that may tell of fragile bones: coded as osteoporotic, or at a major site with the mechanism unknown. Fractures
 * through a tumour are listed as not counted. Absence is only of what is coded: nobody asked her here.
 */
export function readFractures(chart: Chart, patient: Pick<PatientFacts, "birthDate">): Fact<readonly Fracture[]> {
  const found = conditionsOf(chart, fractures);
  for (const { reference, concept } of found) {
    if (concept.certainty !== "neoplastic") continue;
    chart.reject({ reference, kind: "other", what: concept.label, reason: "A fracture through a tumour is not a fragility fracture." });
  }
  const birth = patient.birthDate.state === "present" ? patient.birthDate.value : undefined;
  const kept = onePerFracture(found.filter((one) => one.concept.certainty !== "neoplastic"));
  if (kept.length === 0) return chart.absent("conditions");
  return {
    state: "present",
    value: kept.map(({ shown }) => fractureOf(shown, birth)),
    date: kept[0]?.shown.date,
    sources: kept.flatMap(({ all }) => all.map((one) => one.reference)),
    how: kept.some(({ shown }) => shown.how === "coded") ? "coded" : "by-text",
  };
}

type Found = ConditionFound<FractureConcept>;

/** The same fracture is coded at every visit: one entry per site and day of onset, fragility before possible, newest first. */
function onePerFracture(found: readonly Found[]): readonly { readonly shown: Found; readonly all: readonly Found[] }[] {
  const groups = new Map<string, Found[]>();
  for (const one of found) {
    const key = `${one.concept.site}|${one.date?.text ?? (one.code ?? one.label).slice(0, 7)}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const rank = (one: Found) => (one.concept.certainty === "fragility" ? 0 : 2) + (one.how === "coded" ? 0 : 1);
  return [...groups.values()]
    .map((all) => ({ shown: [...all].sort((a, b) => rank(a) - rank(b) || (a.reference < b.reference ? -1 : 1))[0] as Found, all }))
    .sort((a, b) => (b.shown.date?.latest ?? "").localeCompare(a.shown.date?.latest ?? "") || (a.shown.reference < b.shown.reference ? -1 : 1));
}

function fractureOf({ concept, label, resource, code }: Found, birth: FhirDate | undefined): Fracture {
  return { label, site: concept.site, certainty: concept.certainty === "fragility" ? "fragility" : "possible", age: ageAt(resource, code, birth) };
}

/** Completed years at onset. Between two possible ages the younger is told, unless they lie further apart than a year. */
function ageAt(resource: Found["resource"], code: string | undefined, birth: FhirDate | undefined): number | undefined {
  const stated = yearsOf(resource["onsetAge"]);
  if (stated !== undefined) return stated;
  // A history code is recorded long after the fracture: its recording day is no onset.
  const history = code !== undefined && code.startsWith("Z87");
  const onset = onsetOf(resource) ?? (history ? undefined : parseFhirDate(resource["recordedDate"]));
  if (!onset || !birth || onset.latest < birth.earliest) return undefined;
  const youngest = yearsBetweenDays(birth.latest, onset.earliest);
  const oldest = yearsBetweenDays(birth.earliest, onset.latest);
  return oldest - youngest <= 1 && youngest >= 0 ? youngest : undefined;
}

function yearsBetweenDays(from: string, to: string): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  return addMonths(from, years * 12) > to ? years - 1 : years;
}

function yearsOf(age: unknown): number | undefined {
  if (!isRecord(age) || typeof age["value"] !== "number" || !(age["value"] >= 0 && age["value"] <= 130)) return undefined;
  const unit = [age["code"], age["unit"]].find((one) => typeof one === "string") ?? "a";
  return /^(?:a|y|yr|years?)$/i.test(unit) ? Math.floor(age["value"]) : undefined;
}
