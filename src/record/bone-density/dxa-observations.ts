import { fold } from "../../terminology/concept";
import { type DxaMetric, dxaNames } from "../../terminology/dxa";
import type { DxaScope } from "../../terminology/dxa-studies";
import { type Chart, codingsOf, isRecord, labelOf, type RawResource, textsOf } from "../chart";
import type { DxaCodes, DxaMeaning } from "./dxa-codes";
import { linksOf } from "./dxa-links";
import { regionKey, regionLabel, regionOf } from "./dxa-region";
import { type DxaNonNumber, type DxaNumber, metricLabels, readDxaValue } from "./dxa-value";
import type { FhirDate, How } from "../fact";
import { type Candidate, findMeasurements, type Measurement, type Standing, usableMeasurements, writtenAt } from "../observation";
import { readValue } from "../quantity";
import type { DxaRegion, Scanner } from "../record";
import { enteredHere } from "../entered-here";
import { scannerOf } from "./scanner";

/** One usable number of one scan, before the versions and copies of it are put together. */
export type DxaMeasurement = {
  readonly reference: string;
  readonly metric: DxaMetric;
  readonly region: DxaRegion;
  readonly value: number;
  readonly asReported: string;
  readonly how: How;
  readonly date: FhirDate;
  /** In milliseconds, when the time of day is written. */
  readonly instant?: number | undefined;
  readonly standing: Standing["standing"];
  readonly notes: readonly string[];
  /** When this version was written (issued, else last updated), in milliseconds; 0 when not said. */
  readonly writtenAt: number;
  /** Resources of the same scan, as references. */
  readonly links: readonly string[];
  readonly scanner: Scanner | undefined;
  /** What it was read from, unless that is a text. */
  readonly resource?: RawResource;
};

/** An Observation that says a scan was done: a panel, or a study code with a text or nothing as its value. */
export type DxaPanel = {
  readonly reference: string;
  readonly date: FhirDate;
  readonly scope: DxaScope;
  readonly how: How;
  readonly links: readonly string[];
  readonly title: string;
  /** The report, when the value is a text. */
  readonly text: string;
  readonly scanner: Scanner | undefined;
};

/** Every DXA number and panel among the Observations; what cannot be used goes to the chart's list. */
export function readDxaObservations(chart: Chart, codes: DxaCodes): { readonly measurements: readonly DxaMeasurement[]; readonly panels: readonly DxaPanel[] } {
  const read = candidateReader(chart);
  const candidates: DxaCandidate[] = [];
  const known = new Set(findMeasurements(chart, (coded) => codes.ofObservation(coded)).flatMap(({ measurements }) => measurements.map((one) => one.resource)));
  for (const resource of chart.ofType("Observation")) {
    const meaning = known.has(resource) ? codes.ofObservation(resource["code"]) : scoreOfBodySite(resource, codes);
    if (meaning === undefined && !known.has(resource)) continue;
    const components = (Array.isArray(resource["component"]) ? resource["component"] : []).filter(isRecord);
    const measured = components.flatMap((holder) => {
      const own = codes.ofObservation(holder["code"]) ?? (isResultOrStudy(meaning) ? meaningOfUnnamedComponent(holder) : undefined);
      if (own?.kind === "look-alike") candidates.push(lookAlike(resource, holder, "component", own));
      return own?.kind === "result" ? [read.component(resource, holder, own, meaning)] : [];
    });
    candidates.push(...measured);
    if (meaning?.kind === "look-alike") candidates.push(lookAlike(resource, resource, "whole", meaning));
    if (meaning?.kind === "study" || (meaning?.kind === "result" && isPanel(resource) && measured.length === 0)) candidates.push(panel(resource, meaning));
    else if (meaning?.kind === "result" && (measured.length === 0 || hasValue(resource))) candidates.push(read.whole(resource, meaning));
  }

  const measurements: DxaMeasurement[] = [];
  const panels: DxaPanel[] = [];
  for (const one of usableMeasurements(chart, candidates)) {
    if (one.role === "result") measurements.push(...measurementOf(chart, one, one.read, one.place));
    else if (one.role === "look-alike") {
      const { reference, what, date, reason } = one;
      const { asReported } = readValue(one.holder);
      chart.reject({ reference, what, date, kind: "not-central-dxa", reason, ...(asReported === "" ? {} : { asReported }) });
    } else {
      const number = hasValue(one.resource) ? readDxaValue(one.holder, undefined) : undefined;
      const asText = typeof one.resource["valueString"] === "string" && number?.state !== "usable" ? one.resource["valueString"] : "";
      if (number && asText === "") measurements.push(...measurementOf(chart, one, number, read.panel(one, number)));
      panels.push({ ...one, links: linksOf(chart, one.resource), title: one.what, text: asText, scanner: scannerOf(chart, one.resource) });
    }
  }
  return { measurements, panels };
}

/** "T-score" says nothing of the skeleton; the body site beside it does. */
function scoreOfBodySite(resource: RawResource, codes: DxaCodes): DxaMeaning | undefined {
  if (resource["bodySite"] === undefined) return undefined;
  const names = textsOf(resource["code"]);
  const folded = fold(names.join("\n"));
  if (!dxaNames.tScore.test(folded) && !dxaNames.zScore.test(folded)) return undefined;
  const meaning = codes.ofObservation({ text: [...names, ...textsOf(resource["bodySite"])].join(" ") });
  return meaning?.kind === "result" ? meaning : undefined;
}

type ResultMeaning = DxaMeaning & { kind: "result" };
type Place = { readonly region: DxaRegion; readonly how: How; readonly caveats: readonly string[] };
type ResultCandidate = Candidate & { readonly role: "result"; readonly place: Place; readonly read: DxaNumber | DxaNonNumber };
type PanelCandidate = Candidate & { readonly role: "panel"; readonly scope: DxaScope; readonly how: How };
type LookAlikeCandidate = Candidate & { readonly role: "look-alike"; readonly reason: string };
type DxaCandidate = ResultCandidate | PanelCandidate | LookAlikeCandidate;

/** Components often have no code of their own that is known: the panel says it is DXA, the unit or the name which number. */
function meaningOfUnnamedComponent(holder: Readonly<Record<string, unknown>>): DxaMeaning | undefined {
  const names = fold(textsOf(holder["code"]).join("\n"));
  const metric = dxaNames.tScore.test(names) ? "t-score" : dxaNames.zScore.test(names) ? "z-score" : dxaNames.bmd.test(names) ? "bmd" : undefined;
  const number = readDxaValue(holder, metric);
  if (metric === undefined && number.state === "unusable") return undefined; // area, mineral content, percent of young adult
  return { kind: "result", metric: metric ?? number.metric, site: undefined, side: undefined, how: "by-text", distrustDisplay: false };
}

function candidateReader(chart: Chart) {
  const place = (measurement: Measurement, meaning: ResultMeaning, texts: readonly string[]): Place => {
    const { resource, part } = measurement;
    const saysDxa = isRecord(resource["method"]) && /\bde?xa\b|dual.energy|absorptiomet/.test(fold(textsOf(resource["method"]).join(" ")));
    const clues = {
      bodySites: bodySitesOf(chart, resource),
      part,
      coded: meaning,
      texts: [...texts, ...regionTexts(resource)],
      notes: notesOf(resource),
      method: saysDxa ? "dxa" : "not-said",
    } as const;
    const { region, notes } = regionOf(clues);
    return { region, how: enteredHere(resource) ? "entered-here" : meaning.how, caveats: meaning.note === undefined ? notes : [meaning.note, ...notes] };
  };
  const candidate = (measurement: Measurement, meaning: ResultMeaning, texts: readonly string[]): ResultCandidate => {
    const read = readDxaValue(measurement.holder, meaning.metric, textsOf(measurement.code));
    const beside = read.state === "usable" && read.beside !== undefined ? [read.beside] : [];
    const placed = place(measurement, meaning, [...beside, ...texts]);
    const what = `${read.metric === undefined ? "bone density" : metricLabels[read.metric]} ${regionLabel(placed.region)}`;
    const series = `${read.metric ?? "dxa"}|${regionKey(placed.region)}`;
    const { resource, reference, code, holder, part } = measurement; // copied by name: spreading thousands of objects is slow
    return { resource, reference, code, holder, part, what, series, role: "result", place: placed, read };
  };
  return {
    whole(resource: RawResource, meaning: ResultMeaning): ResultCandidate {
      const reference = `Observation/${resource.id}`;
      return candidate({ resource, reference, code: resource["code"], holder: resource, part: "whole" }, meaning, namesOf(resource["code"], meaning));
    },
    component(resource: RawResource, holder: Readonly<Record<string, unknown>>, meaning: ResultMeaning, parent: DxaMeaning | undefined): ResultCandidate {
      const reference = `Observation/${resource.id}`;
      const inherited = meaning.site === undefined && parent?.kind === "result" ? { site: parent.site, side: parent.side } : {};
      const texts = [...namesOf(holder["code"], meaning), ...(parent?.kind === "result" ? namesOf(resource["code"], parent) : textsOf(resource["code"]))];
      return candidate({ resource, reference, code: holder["code"], holder, part: "component" }, { ...meaning, ...inherited }, texts);
    },
    panel(panelOf: PanelCandidate, number: DxaNumber | DxaNonNumber): Place {
      const meaning: ResultMeaning = { kind: "result", metric: number.metric, site: undefined, side: undefined, how: panelOf.how, distrustDisplay: false };
      return place(panelOf, meaning, textsOf(panelOf.code));
    },
  };
}

function measurementOf(chart: Chart, one: Candidate & Standing, read: DxaNumber | DxaNonNumber, placed: Place): readonly DxaMeasurement[] {
  const { resource, reference, date, instant, standing } = one;
  if (read.state === "unusable") {
    const { kind, reason, asReported } = read;
    chart.reject({ reference, what: one.what, kind, reason, date, ...(asReported === "" ? {} : { asReported }) });
    return [];
  }
  const { metric, value, asReported } = read;
  const { region, how, caveats } = placed;
  const notes = [...one.notes, ...(standing === "preliminary" ? ["preliminary result"] : []), ...caveats, ...read.notes];
  const [links, scanner] = [linksOf(chart, resource), scannerOf(chart, resource)];
  return [{ resource, reference, metric, region, value, asReported, how, date, instant, standing, notes, writtenAt: writtenAt(resource), links, scanner }];
}

function panel(resource: RawResource, meaning: ResultMeaning | (DxaMeaning & { kind: "study" })): PanelCandidate {
  const reference = `Observation/${resource.id}`;
  const scope = meaning.kind === "study" ? meaning.scope : "unspecified";
  const what = textsOf(resource["code"])[0] ?? "DXA panel";
  const how = enteredHere(resource) ? "entered-here" : meaning.how;
  return { resource, reference, code: resource["code"], holder: resource, part: "whole", role: "panel", what, series: reference, scope, how };
}

function lookAlike(
  resource: RawResource,
  holder: Readonly<Record<string, unknown>>,
  part: Measurement["part"],
  { reason }: { readonly reason: string },
): LookAlikeCandidate {
  const [reference, code] = [`Observation/${resource.id}`, holder["code"]];
  return {
    resource,
    reference,
    code,
    holder,
    part,
    role: "look-alike",
    what: labelOf(code, "Observation"),
    series: `${reference}|${labelOf(code, "")}`,
    reason,
  };
}

function isResultOrStudy(meaning: DxaMeaning | undefined): meaning is ResultMeaning | (DxaMeaning & { kind: "study" }) {
  return meaning?.kind === "result" || meaning?.kind === "study";
}

function hasValue(resource: RawResource): boolean {
  return Object.entries(resource).some(([name, value]) => /^value[A-Z]/.test(name) && value !== null && value !== undefined);
}

function isPanel(resource: RawResource): boolean {
  return Array.isArray(resource["hasMember"]) && resource["hasMember"].length > 0 && !hasValue(resource);
}

/** The names of a code, less the one that is not to be believed about the region (radius and ulna, sent for every T-score). */
function namesOf(code: unknown, meaning: ResultMeaning): readonly string[] {
  if (!meaning.distrustDisplay) return textsOf(code);
  const own = isRecord(code) && typeof code["text"] === "string" ? code["text"] : undefined;
  const official = /radius and ulna/.test(fold(own ?? ""));
  return own === undefined || official || codingsOf(code).some((coding) => coding.display === own) ? [] : [own];
}

/** Components that name the region ("ROI": "L2-L4") instead of measuring it. */
function regionTexts(resource: RawResource): readonly string[] {
  if (!Array.isArray(resource["component"])) return [];
  return resource["component"].flatMap((component): readonly string[] => {
    if (!isRecord(component) || !/region|\broi\b|\bsite\b|vertebra|\bside\b|lateral/.test(fold(textsOf(component["code"]).join(" ")))) return [];
    return typeof component["valueString"] === "string" ? [component["valueString"]] : textsOf(component["valueCodeableConcept"]);
  });
}

function notesOf(resource: RawResource): readonly string[] {
  if (!Array.isArray(resource["note"])) return [];
  return resource["note"].flatMap((note) => (isRecord(note) && typeof note["text"] === "string" ? [note["text"]] : []));
}

/** bodySite, its extensions, and BodyStructures it refers to (R4 by extension, R5 by element, and servers that mix them). */
function bodySitesOf(chart: Chart, resource: RawResource): readonly unknown[] {
  if (resource["bodySite"] === undefined && resource["bodyStructure"] === undefined && resource["extension"] === undefined) return [];
  const own = Array.isArray(resource["bodySite"]) ? resource["bodySite"] : [resource["bodySite"]];
  const carriers = [resource, ...own].filter(isRecord);
  const extensions = carriers.flatMap((carrier) => (Array.isArray(carrier["extension"]) ? carrier["extension"] : [])).filter(isRecord);
  const references = [resource["bodyStructure"], ...own, ...extensions.map((extension) => extension["valueReference"])];
  const structures = references.flatMap((reference) => {
    const structure = chart.resolve(reference, resource);
    return structure?.resourceType === "BodyStructure" ? conceptsOfStructure(structure) : [];
  });
  const siteExtensions = own.filter(isRecord).flatMap((site) => (Array.isArray(site["extension"]) ? site["extension"] : []));
  return [...own, ...structures, ...siteExtensions.map((extension) => (isRecord(extension) ? extension["valueCodeableConcept"] : undefined))];
}

function conceptsOfStructure(structure: RawResource): readonly unknown[] {
  const qualifiers = Array.isArray(structure["locationQualifier"]) ? structure["locationQualifier"] : [];
  const included = Array.isArray(structure["includedStructure"]) ? structure["includedStructure"].filter(isRecord) : [];
  return [structure["location"], ...qualifiers, ...included.flatMap((part) => [part["structure"], part["laterality"]])];
}
