import { fold } from "../../terminology/concept";
import { hydroxyvitaminD, notStoredVitaminD } from "../../terminology/vitamin-d";
import { hydroxyvitaminD2, hydroxyvitaminD3, otherVitaminD, unspecifiedVitaminD } from "../../terminology/vitamin-d-kinds";
import { type Chart, codingsOf, isRecord, labelOf, noOwner, textsOf } from "../chart";
import { addDays, compareDates } from "../date";
import { linksOf } from "../bone-density/dxa-links";
import { studyDate } from "../bone-density/study-date";
import { reportStatus } from "../bone-density/study-status";
import type { CalendarDate, Fact, FhirDate, How, Present } from "../fact";
import { type Candidate, conceptOf, findMeasurements, type Measurement, type Standing, usableMeasurements } from "../observation";
import { readValue, unitOf } from "../quantity";
import { enteredHere } from "../entered-here";
import type { UnusableItem, VitaminD, VitaminDResult, VitaminDUnit } from "../record";
import type { RecordSettings } from "../site";
import { isResult, notANumber, standsForMissing } from "../value";
import { type HydroxyvitaminD, type Specimen, specimensOf, vitaminDInOneUnit } from "./vitamin-d-specimens";

const search = "bone-observations";

/** Beyond what anybody has survived, the unit is wrong. Paired, so that the unit of a result never changes its fate. */
export const mostPlausible: Readonly<Record<VitaminDUnit, number>> = { "ng/mL": 1000, "nmol/L": 2496 };

/**
 * 25-hydroxyvitamin D, each result in the unit it was measured in. The unit decides between ng/mL and nmol/L, never the code;
 * copies of one result are one, fractions of one specimen are summed, and every vitamin D that is not 25(OH)D is listed.
 */
export function readVitaminD(chart: Chart): VitaminD {
  const before = chart.rejected.length;
  const candidates = usableMeasurements(chart, candidatesOf(chart));
  const undatable = chart.rejected.slice(before).filter((item) => isResult(item) && hydroxyvitaminLabels.has(item.what));
  const unusable: Unusable[] = undatable.map((item) => ({ item, meaning: isYetToCome(item, chart.today) ? "no" : "a result" }));
  const readings: HydroxyvitaminD[] = [];
  for (const candidate of candidates) {
    const result = readCandidate(candidate);
    if ("value" in result) {
      readings.push(result);
      continue;
    }
    chart.reject(result.item);
    unusable.push(result);
  }
  for (const item of reportsInText(chart, [...readings, ...unusable.map((one) => one.item)])) {
    chart.reject(item);
    unusable.push({ item, meaning: "a result" });
  }
  const { specimens, loneFractions } = specimensOf(chart, readings);
  for (const item of loneFractions) unusable.push({ item, meaning: "perhaps a result" });
  for (const { resourceType, id, code } of chart.strays) {
    const found = identify(code, chart.settings);
    if (found === undefined || (found.analyte === "other" && found.meaning === "no")) continue;
    unusable.push({ item: { reference: `${resourceType}/${id}`, kind: "malformed", what: found.what, reason: noOwner }, meaning: "perhaps a result" });
  }
  const latest = latestOf(specimens);
  return {
    results: specimens.map((specimen) => specimen.result),
    latest: latest ?? withoutResult(chart, unusable),
    newestUnusable: newestOf(unusable.filter((one) => latest === undefined || (one.meaning === "a result" && isNewer(one.item, latest.value)))),
  };
}

const hydroxyvitaminLabels: ReadonlySet<string> = new Set([hydroxyvitaminD.label, hydroxyvitaminD2.label, hydroxyvitaminD3.label]);

/** An entry that could not be used, and whether it was a 25(OH)D result: "no" is another test. */
type Unusable = { readonly item: UnusableItem; readonly meaning: "a result" | "perhaps a result" | "no" };

// ---------------------------------------------------------------- which test is it

type Identified =
  | { readonly analyte: "total" | "d3" | "d2"; readonly how: How; readonly what: string }
  | { readonly analyte: "other"; readonly what: string; readonly because: string; readonly meaning: Unusable["meaning"] };

type VitaminDCandidate = Candidate & { readonly identified: Identified };

function candidatesOf(chart: Chart): readonly VitaminDCandidate[] {
  return findMeasurements(chart, (coded) => identify(coded, chart.settings)).flatMap(({ found, measurements }) => {
    const results = measurements.filter((one) => !isPanel(chart, one));
    return results.map((one) => ({ ...one, what: found.what, series: found.analyte, identified: found }));
  });
}

const analytes = new Map<unknown, "total" | "d3" | "d2">([
  [hydroxyvitaminD, "total"],
  [hydroxyvitaminD3, "d3"],
  [hydroxyvitaminD2, "d2"],
]);

function identify(coded: unknown, settings: RecordSettings): Identified | undefined {
  const found = conceptOf([otherVitaminD, hydroxyvitaminD, hydroxyvitaminD3, hydroxyvitaminD2, unspecifiedVitaminD], coded, settings);
  const recalled = recalledCode(coded);
  if (found === undefined && recalled === undefined) return undefined;
  const other = (because: string, meaning: Unusable["meaning"]): Identified => ({ analyte: "other", what: labelOf(coded, "vitamin D"), because, meaning });
  if (found?.concept === otherVitaminD || textsOf(coded).some((text) => notStoredVitaminD.test(fold(text)))) {
    return other("It is another test than 25-OH vitamin D and does not tell of the vitamin D stores.", "no");
  }
  // Names say more about fractions than the order above: "25-OH vitamin D2" is D2 before it is any 25-OH vitamin D.
  const named = found?.how === "coded" ? found : conceptOf([hydroxyvitaminD2, hydroxyvitaminD3, hydroxyvitaminD], coded, settings);
  const analyte = analytes.get(named?.concept);
  if (named !== undefined && analyte !== undefined) return { analyte, how: named.how, what: named.concept.label };
  if (recalled !== undefined) return other(`Its code ${recalled} is not verified here and its name does not say 25-OH vitamin D.`, "perhaps a result");
  return other("It does not say which form of vitamin D was measured, so it is not taken for 25-OH vitamin D.", "perhaps a result");
}

function recalledCode(coded: unknown): string | undefined {
  const recalled = [hydroxyvitaminD, hydroxyvitaminD2, otherVitaminD].flatMap((concept) => concept.codes.filter((code) => code.status === "recalled"));
  return codingsOf(coded).find((coding) => recalled.some((code) => code.system === coding.system && code.code === coding.code))?.code;
}

/** A heading without a value of its own, whose parts or members carry the values. */
function isPanel(chart: Chart, measurement: Measurement): boolean {
  const { resource, holder, part } = measurement;
  if (part === "component" || isRecord(holder["dataAbsentReason"]) || readValue(holder).kind !== "absent") return false;
  const components = Array.isArray(resource["component"]) ? resource["component"].filter(isRecord) : [];
  const members = Array.isArray(resource["hasMember"]) ? resource["hasMember"].map((member) => chart.resolve(member, resource)) : [];
  return [...components, ...members].some((one) => identify(one?.["code"], chart.settings) !== undefined);
}

/** Laboratory reports of the test whose result is no Observation: it stands in their text or file only. */
function reportsInText(chart: Chart, known: readonly { readonly reference: string; readonly date?: FhirDate }[]): readonly UnusableItem[] {
  const [references, days] = [new Set(known.map((one) => one.reference)), new Set(known.map((one) => one.date?.text))];
  return chart.ofType("DiagnosticReport").flatMap((report): readonly UnusableItem[] => {
    const found = identify(report["code"], chart.settings);
    if (found === undefined || found.analyte === "other" || reportStatus(report["status"]).state !== "usable") return [];
    const when = studyDate(chart, report);
    if (when.state !== "dated" || days.has(when.date.text) || linksOf(chart, report).some((link) => references.has(link))) return [];
    const reason = "Its result stands in the report only.";
    return [{ reference: `DiagnosticReport/${report.id}`, what: labelOf(report["code"], found.what), date: when.date, kind: "not-numeric", reason }];
  });
}

// ---------------------------------------------------------------- what does it say

function readCandidate(one: VitaminDCandidate & Standing): HydroxyvitaminD | Unusable {
  const { identified } = one;
  if (identified.analyte === "other") return { meaning: identified.meaning, item: itemOf(one, "other-analyte", identified.because) };
  const read = readValue(one.holder);
  const refuse = (kind: UnusableItem["kind"], reason: string): Unusable => ({ meaning: "a result", item: itemOf(one, kind, reason) });
  if (saysNotDone(one.holder)) return { meaning: "no", item: itemOf(one, "not-final", "The test was not done.") };
  if (read.kind !== "number") {
    const { kind, problem } = notANumber(read);
    return refuse(kind, problem);
  }
  if (one.standing === "preliminary") return refuse("not-final", "It is preliminary and may still change.");
  if (standsForMissing(read, one.holder)) return refuse("not-numeric", "A 0 with the reference range 0 to 0 stands for a missing result.");
  const found = unitOf(read);
  if ("problem" in found) return refuse("unit", `${found.problem} A vitamin D value without a known unit can mean anything.`);
  const unit = vitaminDUnit(found.unit.code);
  if (unit === undefined)
    return refuse("unit", `Reported in ${found.unit.code}, which is not a unit of 25-OH vitamin D here and is not converted. Check the source.`);
  if (read.value < 0 || read.value > mostPlausible[unit]) {
    return refuse("implausible", `It is outside 0 to ${mostPlausible[unit]} ${unit}: probably a slip of value or unit.`);
  }
  const { resource, reference, date, instant, standing, notes } = one;
  const { value, comparator, asReported } = read;
  const how = enteredHere(resource) ? "entered-here" : identified.how;
  return { resource, reference, date, instant, standing, notes, ...identified, how, value, unit, comparator, asReported };
}

/** ug/L is ng/mL by another name. Nothing else is converted: 48000 pmol/L may be a wrong unit as well as a right value. */
function vitaminDUnit(code: string): VitaminDUnit | undefined {
  if (code === "ng/mL" || code === "ug/L") return "ng/mL";
  return code === "nmol/L" ? "nmol/L" : undefined;
}

const notDone = /\bnot[ -](?:done|performed|tested|measured)\b|\bcancel|hemoly[sz]|insufficient|\bqns\b|clotted/;

/** "HEMOLYZED - NOT DONE", or a reason of absence that says so: a new sample is needed, as if none had been taken. */
function saysNotDone(holder: Readonly<Record<string, unknown>>): boolean {
  const { valueString, dataAbsentReason } = holder;
  const codes = codingsOf(dataAbsentReason).flatMap(({ code }) => (typeof code === "string" ? [code] : []));
  return [...codes, ...textsOf(dataAbsentReason), ...(typeof valueString === "string" ? [valueString] : [])].some((text) => notDone.test(fold(text)));
}

/** Tomorrow may be today in another time zone; what is dated later was not measured yet (dossier 13). */
function isYetToCome({ kind, date }: UnusableItem, today: CalendarDate): boolean {
  return kind === "future-date" && date !== undefined && date.earliest > addDays(today, 1);
}

function itemOf(one: Candidate & Standing, kind: UnusableItem["kind"], reason: string): UnusableItem {
  const { asReported } = readValue(one.holder);
  return { reference: one.reference, what: one.what, date: one.date, kind, reason, ...(asReported === "" ? {} : { asReported }) };
}

// ---------------------------------------------------------------- the latest

/** Of results that cannot be put in order within the latest day, the lower one: it is the one that must not be missed. */
function latestOf(specimens: readonly Specimen[]): Present<VitaminDResult> | undefined {
  const last = specimens.at(-1);
  if (last === undefined) return undefined;
  const rivals = specimens.filter((one) => one.result.date.text === last.result.date.text && (one.instant ?? last.instant) === (last.instant ?? one.instant));
  const { result } = rivals.reduce((low, one) => (vitaminDInOneUnit(one.result) < vitaminDInOneUnit(low.result) ? one : low), last);
  const notes = [
    result.note,
    result.analyte === "d3-alone" ? "25-OH vitamin D3 alone, without D2" : undefined,
    result.amended ? "amended" : undefined,
    ...rivals.flatMap((one) => (one.result === result ? [] : [`another result of that day is ${one.result.asReported}`])),
  ].filter((note) => note !== undefined);
  const note = notes.length === 0 ? {} : { note: notes.join("; ") };
  return { state: "present", value: result, date: result.date, sources: result.sources, how: result.how, ...note };
}

/** Other tests do not make an absent 25(OH)D unusable: it was simply never measured. */
function withoutResult(chart: Chart, unusable: readonly Unusable[]): Fact<VitaminDResult> {
  const absent = chart.absent(search, "diagnostic-reports"); // a result may stand in its report only
  const results = unusable.filter((one) => one.meaning !== "no");
  const newest = newestOf(results);
  if (absent.state === "unavailable" || newest === undefined) return absent;
  return { state: "unusable", reason: newest.reason, sources: results.map((one) => one.item.reference) };
}

/** The newest dated one; undated ones count only when no other exists. */
function newestOf(unusable: readonly Unusable[]): UnusableItem | undefined {
  return unusable
    .map((one) => one.item)
    .reduce<UnusableItem | undefined>((newest, item) => {
      if (newest?.date === undefined) return item.date === undefined && newest !== undefined ? newest : item;
      return item.date !== undefined && compareDates(item.date, newest.date) >= 0 ? item : newest;
    }, undefined);
}

function isNewer(item: UnusableItem, latest: VitaminDResult): boolean {
  return item.date !== undefined && compareDates(item.date, latest.date) > 0;
}
