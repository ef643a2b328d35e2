import { fold } from "../../terminology/concept";
import { type FractureConcept, fractures, slightMechanism, violentMechanism } from "../../terminology/conditions-fractures";
import { type Chart, codingsOf, isRecord, textsOf } from "../chart";
import { addMonths, parseFhirDate } from "../date";
import { type ConditionFound, conditionsOf, onsetOf, statusCode } from "../disease/disease-conditions";
import type { Fact, FhirDate } from "../fact";
import type { Fracture, PatientFacts } from "../record";

/**
 * Fractures that may tell of fragile bones: coded as osteoporotic or written down as of a slight fall, or at a major site with
 * the mechanism unknown. Fractures through a tumour or of an accident are listed as not counted. Absence is only of what is coded: nobody asked her here.
 */
export function readFractures(chart: Chart, patient: Pick<PatientFacts, "birthDate">): Fact<readonly Fracture[]> {
  const found = conditionsOf(chart, fractures).map(withMechanism);
  for (const { reference, concept, violent } of found) {
    if (concept.certainty !== "neoplastic" && !violent) continue;
    const reason = violent ? "It was broken in an accident: that is not a fragility fracture." : "A fracture through a tumour is not a fragility fracture.";
    chart.reject({ reference, kind: "other", what: concept.label, reason });
  }
  const birth = patient.birthDate.state === "present" ? patient.birthDate.value : undefined;
  const kept = onePerFracture(found.filter((one) => one.concept.certainty !== "neoplastic" && !one.violent));
  if (kept.length === 0) return chart.absent("conditions");
  return {
    state: "present",
    value: kept.map(({ shown }) => fractureOf(shown, birth)),
    date: kept[0]?.shown.date,
    sources: kept.flatMap(({ all }) => all.map((one) => one.reference)),
    how: kept.some(({ shown }) => shown.how === "coded") ? "coded" : "by-text",
  };
}

type Found = ConditionFound<FractureConcept> & { readonly violent: boolean };

/**
 * Where the mechanism is written, it decides what a code without one leaves open: in the names, a note, or an ICD-10 code of
 * a transport accident (V00 to V99). A code that says osteoporotic stands; while provisional, it is only possible.
 */
function withMechanism(found: ConditionFound<FractureConcept>): Found {
  const { concept, resource } = found;
  const provisional = statusCode(resource["verificationStatus"]) === "provisional";
  if (concept.certainty !== "possible")
    return {
      ...found,
      violent: false,
      ...(provisional && { concept: { ...concept, certainty: concept.certainty === "neoplastic" ? "neoplastic" : "possible" } }),
    };
  const notes = (Array.isArray(resource["note"]) ? resource["note"] : [])
    .filter(isRecord)
    .map((note) => note["text"])
    .filter((text) => typeof text === "string");
  const words = fold([...textsOf(resource["code"]), ...notes].join("\n"));
  const transport = codingsOf(resource["code"]).some(({ code }) => typeof code === "string" && /^V\d\d/.test(code));
  if (transport || violentMechanism.test(words)) return { ...found, violent: true };
  const slight = slightMechanism.test(words) && !provisional;
  return { ...found, violent: false, ...(slight && { concept: { ...concept, certainty: "fragility" } }) };
}

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
