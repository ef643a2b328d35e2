import type { CodeableConcept, Observation, ObservationComponent, Quantity } from "fhir/r4";
import { bodySiteCodes, type BodySite } from "../terminology/body-sites";
import { systems } from "../terminology/concept";
import { type DxaMetric, dxaResultCodes } from "../terminology/dxa";
import { hydroxyvitaminD } from "../terminology/vitamin-d";
import { regionLabel } from "./bone-density/dxa-region";
import { metricLabels, readDxaValue } from "./bone-density/dxa-value";
import { isRecord } from "./chart";
import { entrySystem, entryTag } from "./entered-here";
import type { DxaRegion, VitaminDResult, VitaminDUnit } from "./record";

/** A result from elsewhere that a clinician typed in. It lives in this tab's memory, until it is removed or the tab closes. */
export type OutsideResult = OutsideDxa | OutsideVitaminD;

export type OutsideDxa = {
  readonly kind: "dxa";
  /** A UUID; the same for every attempt to store it in the EHR. */
  readonly id: string;
  /** FHIR date: a day, a month or a year. */
  readonly date: string;
  readonly region: DxaRegion & { readonly site: OutsideSite };
  /** g/cm2; T and Z in standard deviations. At least one of the three. */
  readonly bmd?: number;
  readonly tScore?: number;
  readonly zScore?: number;
  /** As written: "Hologic Horizon". */
  readonly scanner?: string;
};

export type OutsideVitaminD = {
  readonly kind: "vitamin-d";
  readonly id: string;
  readonly date: string;
  readonly value: number;
  readonly unit: VitaminDUnit;
  readonly comparator?: NonNullable<VitaminDResult["comparator"]>;
};

/** Sites that are entered: those guidelines diagnose from, and the forearm. */
export const outsideSites = ["lumbar-spine", "total-hip", "femoral-neck", "radius-33"] as const;
export type OutsideSite = (typeof outsideSites)[number];

/**
 * The entry as a FHIR R4 Observation (US Core clinical or laboratory result): a DXA is one panel with a component for each
 * number, so that it is stored whole or not at all. Tagged: the record says of its values that they were entered here.
 */
export function outsideObservation(entry: OutsideResult, patientId: string): Observation & { readonly id: string } {
  return {
    resourceType: "Observation",
    id: `entered-${entry.id}`,
    meta: { tag: [entryTag] },
    identifier: [{ system: entrySystem, value: entry.id }],
    status: "final",
    subject: { reference: `Patient/${patientId}` },
    effectiveDateTime: entry.date,
    note: [{ text: "Result from outside this EHR, entered by hand in Boneline." }],
    ...(entry.kind === "dxa" ? dxaPanel(entry) : vitaminD(entry)),
  };
}

/** The same as it is sent to the EHR, which gives it an id; "entered here" is true in this tab only. */
export function observationForEhr(entry: OutsideResult, patientId: string): Omit<Observation, "id" | "meta"> {
  const { id: _ofTab, meta: _tag, ...sent } = outsideObservation(entry, patientId);
  return sent;
}

/** Whether what the EHR shows for an entry is what was entered: patient, date, numbers and units. */
export function isAsEntered(entry: OutsideResult, patientId: string, stored: Readonly<Record<string, unknown>>): boolean {
  return essence(observationForEhr(entry, patientId)) === essence(stored);
}

/** The search that finds an entry in the EHR, for If-None-Exist. */
export function entryQuery(entry: OutsideResult): string {
  return `identifier=${encodeURIComponent(`${entrySystem}|${entry.id}`)}`;
}

/** One number of an entry in words, and whether it can be one: "A bone density of 842 g/cm2 is not possible." */
export function problemOfDxaNumber(metric: DxaMetric, value: number): string | undefined {
  const read = readDxaValue({ valueQuantity: quantityOf(metric, value) }, metric);
  return read.state === "unusable" ? read.reason : undefined;
}

function essence(resource: object): string {
  const of = (holder: unknown, ...path: readonly string[]): unknown => path.reduce((at, name) => (isRecord(at) ? at[name] : undefined), holder);
  const quantity = (holder: unknown) => ["value", "unit", "comparator"].map((name) => of(holder, "valueQuantity", name));
  const components: unknown = of(resource, "component");
  const parts = Array.isArray(components) ? components.map((part) => [of(part, "code", "text"), ...quantity(part)]) : [];
  const patient = String(of(resource, "subject", "reference"))
    .split("/")
    .at(-1);
  return JSON.stringify([patient, of(resource, "status"), of(resource, "effectiveDateTime"), quantity(resource), parts]);
}

function dxaPanel(entry: OutsideDxa): Pick<Observation, "category" | "code" | "bodySite" | "component" | "method" | "device"> {
  const { region, scanner } = entry;
  const component = numbersOf(entry).map(({ metric, value }): ObservationComponent => {
    return { code: codeOf(metric, region), valueQuantity: quantityOf(metric, value) };
  });
  return {
    category: [category("imaging", "Imaging")],
    code: { coding: [{ system: systems.loinc, code: "83311-1", display: "Bone density quantitative measurement by DXA panel" }], text: "DXA (outside result)" },
    bodySite: bodySiteOf(region),
    method: { text: "Dual energy X-ray absorptiometry" },
    ...(scanner !== undefined && { device: { display: scanner } }),
    component,
  };
}

function vitaminD(entry: OutsideVitaminD): Pick<Observation, "category" | "code" | "valueQuantity"> {
  const code = entry.unit === "ng/mL" ? "62292-8" : "68438-1"; // mass and amount of substance have codes of their own
  const display = hydroxyvitaminD.codes.find((known) => known.code === code)?.display;
  const { value, unit, comparator } = entry;
  return {
    category: [category("laboratory", "Laboratory")],
    code: { coding: [{ system: systems.loinc, code, ...(display !== undefined && { display }) }], text: "25-OH vitamin D (outside result)" },
    valueQuantity: { value, unit, system: ucum, code: unit, ...(comparator !== undefined && { comparator }) },
  };
}

const ucum = "http://unitsofmeasure.org";
const unitOf = { bmd: "g/cm2", "t-score": "{T-score}", "z-score": "{Zscore}" } as const satisfies Record<DxaMetric, string>;

function quantityOf(metric: DxaMetric, value: number): Quantity {
  return { value, unit: unitOf[metric], system: ucum, code: unitOf[metric] };
}

function numbersOf({ bmd, tScore, zScore }: OutsideDxa): readonly { readonly metric: DxaMetric; readonly value: number }[] {
  const all = [
    { metric: "bmd", value: bmd },
    { metric: "t-score", value: tScore },
    { metric: "z-score", value: zScore },
  ] as const;
  return all.flatMap(({ metric, value }) => (value === undefined ? [] : [{ metric, value }]));
}

/** LOINC knows hip, femur and forearm by side, and neither the total hip nor the neck: those the body site says. */
const codedSites = {
  "lumbar-spine": { code: "lumbar-spine", body: "lumbar-spine" },
  "total-hip": { code: "hip", body: "hip" },
  "femoral-neck": { code: "femur", body: "femoral-neck" },
  "radius-33": { code: "forearm", body: "forearm" },
} as const satisfies Record<OutsideSite, { code: string; body: BodySite }>;

function codeOf(metric: DxaMetric, { site, side }: OutsideDxa["region"]): CodeableConcept {
  const named = dxaResultCodes.filter((code) => code.metric === metric && code.site === codedSites[site].code);
  const best = named.find((code) => code.side === (side === "both" ? undefined : side)) ?? named.find((code) => code.side === undefined);
  return { coding: best === undefined ? [] : [{ system: best.system, code: best.code, display: best.display }], text: metricLabels[metric] };
}

function bodySiteOf(region: OutsideDxa["region"]): CodeableConcept {
  const known = bodySiteCodes.find((code) => code.site === codedSites[region.site].body);
  return { coding: known === undefined ? [] : [{ system: known.system, code: known.code, display: known.display }], text: regionLabel(region) };
}

function category(code: string, display: string): CodeableConcept {
  return { coding: [{ system: "http://terminology.hl7.org/CodeSystem/observation-category", code, display }] };
}
