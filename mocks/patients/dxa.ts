import type { CodeableConcept, DiagnosticReport, Observation, Reference } from "fhir/r4";
import { systems } from "../../src/terminology/concept";
import { densitometry, scanners } from "../shared-resources";
import { inWords } from "./calendar";
import { type Chart, hl7 } from "./chart";
import { concept, loinc, snomed } from "./codes";
import { rounded } from "./random";

export type Maker = keyof typeof scanners;
export type Site = "spine" | "hip" | "neck";

/** BMD in g/cm2 by site; the left hip is scanned. */
type Densities = Readonly<Partial<Record<Site, number>>>;

export type DxaSession = {
  readonly day: string;
  readonly maker: Maker;
  readonly bmd: Densities;
  /** Which scores the facility reports: T for postmenopausal women and men over 50, Z below. */
  readonly scores?: "T" | "Z" | "T and Z";
  /** Facility's least significant change in percent, printed on the report. */
  readonly lsc?: Partial<Record<Site, number>>;
  readonly prior?: { readonly day: string; readonly bmd: Densities };
  /** How the report reaches the chart: with its values, or not at all. */
  readonly report?: "with-results" | "none";
  readonly comment?: string;
  readonly status?: Observation["status"];
};

/** Young-adult mean and SD in g/cm2: roughly those of the makers' own reference data. */
const reference: Readonly<Record<Maker, Readonly<Record<Site, readonly [mean: number, sd: number]>>>> = {
  hologic: { spine: [1.047, 0.11], hip: [0.942, 0.122], neck: [0.849, 0.111] },
  lunar: { spine: [1.18, 0.12], hip: [1.008, 0.126], neck: [0.98, 0.12] },
};

/** SD by which the average of her age lies below the young adult, for each year over 35. */
const agePerYear: Readonly<Record<Site, number>> = { spine: 0.045, hip: 0.032, neck: 0.042 };

/** T-score of a BMD (g/cm2), one decimal, as scanners print it. */
export function tScore(maker: Maker, site: Site, bmd: number): number {
  const [mean, sd] = reference[maker][site];
  return rounded((bmd - mean) / sd, 1);
}

/** BMD (g/cm2) that this T-score stands for. */
export function bmdOfT(maker: Maker, site: Site, score: number): number {
  const [mean, sd] = reference[maker][site];
  return rounded(mean + score * sd, 3);
}

function zScore(maker: Maker, site: Site, bmd: number, age: number): number {
  const [mean, sd] = reference[maker][site];
  return rounded((bmd - mean) / sd + agePerYear[site] * Math.max(0, age - 35), 1);
}

const regions = {
  spine: {
    label: "Lumbar spine (L1-L4)",
    bodySite: concept("L1-L4", snomed("122496007", "Structure of lumbar vertebral column (body structure)")),
    bmd: loinc("24966-4", "DXA Lumbar spine [Mass/Area] Bone density"),
    t: loinc("38267-1", "DXA Lumbar spine [T-score] Bone density"),
    z: loinc("85394-5", "DXA Lumbar spine [Z-score] Bone density"),
  },
  hip: {
    label: "Left total hip",
    bodySite: concept("Left total hip", snomed("29836001", "Hip region structure (body structure)")),
    bmd: loinc("46278-8", "DXA Hip - left [Mass/Area] Bone density"),
    t: loinc("80946-7", "DXA Hip - left [T-score] Bone density"),
    z: loinc("80938-4", "DXA Hip - left [Z-score] Bone density"),
  },
  neck: {
    label: "Left femoral neck",
    // No LOINC code is known for the femoral neck: LOINC says femur, the body site says neck.
    bodySite: concept("Left femoral neck", snomed("29627003", "Structure of neck of femur (body structure)")),
    bmd: loinc("80954-1", "DXA Femur - left [Mass/Area] Bone density"),
    t: loinc("80948-3", "DXA Femur - left [T-score] Bone density"),
    z: loinc("80940-0", "DXA Femur - left [Z-score] Bone density"),
  },
} as const;

const sites = ["spine", "hip", "neck"] as const;

/** One visit to the scanner: an Observation for each number, the procedure, and the report that lists them. */
export function addDxa(chart: Chart, session: DxaSession): readonly Reference[] {
  const { day, maker, bmd, scores = "T and Z", status = "final" } = session;
  const results: Reference[] = [];
  const add = (site: Site, code: (typeof regions)[Site]["bmd" | "t" | "z"], value: number, unit: string): void => {
    const device = scanners[maker];
    results.push(
      chart.add({
        resourceType: "Observation",
        meta: { profile: ["http://hl7.org/fhir/us/core/StructureDefinition/us-core-observation-clinical-result"] },
        status,
        category: [hl7("observation-category", "imaging", "Imaging")],
        code: concept(code.display ?? "", code),
        bodySite: regions[site].bodySite,
        subject: chart.subject,
        effectiveDateTime: `${day}T10:15:00Z`,
        performer: [{ reference: `Organization/${densitometry.id}` }],
        method: concept("Dual energy X-ray absorptiometry"),
        device: { reference: `Device/${device.id}`, display: `${device.manufacturer} ${device.deviceName[0].name}` },
        valueQuantity: { value, unit, system: "http://unitsofmeasure.org", code: unit },
      }),
    );
  };
  for (const site of sites) {
    const density = bmd[site];
    if (density === undefined) continue;
    add(site, regions[site].bmd, rounded(density, 3), "g/cm2");
    if (scores !== "Z") add(site, regions[site].t, tScore(maker, site, density), "{T-score}");
    if (scores !== "T") add(site, regions[site].z, zScore(maker, site, density, chart.ageOn(day)), "{Zscore}");
  }
  addDxaProcedure(chart, day);
  if (session.report !== "none")
    chart.add({ ...dxaReport(chart, day, reportText(chart, session), status === "preliminary" ? "preliminary" : "final"), result: results });
  return results;
}

/** A report of which only the words are in the record. */
export function addTextReport(chart: Chart, day: string, text: string): void {
  addDxaProcedure(chart, day);
  chart.add({
    ...dxaReport(chart, day, text, "final"),
    presentedForm: [
      { contentType: "text/plain", title: "Bone densitometry report", data: btoa(text.replace(/[^\x20-\x7e\n]/g, "-")), creation: `${day}T14:00:00Z` },
    ],
  });
}

export function addDxaProcedure(chart: Chart, day: string): void {
  chart.add({
    resourceType: "Procedure",
    status: "completed",
    code: concept(
      "DXA bone density, axial skeleton",
      { system: systems.cpt, code: "77080", display: "DXA bone density study, axial skeleton" },
      snomed("312681000", "Bone density scan (procedure)"),
    ),
    subject: chart.subject,
    performedDateTime: `${day}T10:15:00Z`,
  });
}

export function dxaReport(chart: Chart, day: string, conclusion: string | undefined, status: DiagnosticReport["status"]): DiagnosticReport {
  return {
    resourceType: "DiagnosticReport",
    meta: { profile: ["http://hl7.org/fhir/us/core/StructureDefinition/us-core-diagnosticreport-note"] },
    status,
    category: [radiology],
    code: concept("DXA bone density, hip and spine", loinc("38269-7", "Study report Skeletal system DXA")),
    subject: chart.subject,
    effectiveDateTime: `${day}T10:15:00Z`,
    issued: `${day}T14:00:00Z`,
    performer: [{ reference: `Organization/${densitometry.id}` }],
    ...(conclusion === undefined ? {} : { conclusion }),
  };
}

const radiology: CodeableConcept = { coding: [{ system: "http://loinc.org", code: "LP29684-5", display: "Radiology" }], text: "Radiology" };

/** The report as a densitometrist would sign it. */
function reportText(chart: Chart, { day, maker, bmd, scores = "T and Z", lsc, prior, comment }: DxaSession): string {
  const device = scanners[maker];
  const present = sites.flatMap((site) => (bmd[site] === undefined ? [] : [{ site, density: bmd[site] }]));
  const lines = present.map(({ site, density }) => {
    const t = scores === "Z" ? "" : `, T-score ${signed(tScore(maker, site, density))}`;
    const z = scores === "T" ? "" : `, Z-score ${signed(zScore(maker, site, density, chart.ageOn(day)))}`;
    return `${regions[site].label}: BMD ${density.toFixed(3)} g/cm2${t}${z}.`;
  });
  const changes = present.flatMap(({ site, density }) => {
    const before = prior?.bmd[site];
    return before === undefined ? [] : [`${regions[site].label} ${signed(rounded((density / before - 1) * 100, 1))}%`];
  });
  return [
    `Bone densitometry, ${inWords(day)}. Scanner: ${device.manufacturer} ${device.deviceName[0].name}, serial ${device.serialNumber}.`,
    ...lines,
    prior && changes.length > 0 ? `Change in BMD since ${inWords(prior.day)}: ${changes.join("; ")}.` : "",
    lsc
      ? `Least significant change (95% confidence) at this facility: ${Object.entries(lsc)
          .map(([site, percent]) => `${regions[site as Site].label.toLowerCase()} ${percent}%`)
          .join(", ")}.`
      : "",
    `IMPRESSION: ${impression(maker, present, scores)}`,
    comment ?? "",
  ]
    .filter((line) => line !== "")
    .join("\n");
}

function impression(maker: Maker, present: readonly { site: Site; density: number }[], scores: NonNullable<DxaSession["scores"]>): string {
  if (scores !== "T and Z" && scores !== "T") return "Premenopausal: interpreted by Z-score.";
  const lowest = Math.min(...present.map(({ site, density }) => tScore(maker, site, density)));
  if (lowest <= -2.5) return "Osteoporosis by WHO criteria.";
  return lowest < -1 ? "Low bone mass (osteopenia) by WHO criteria." : "Normal bone density.";
}

function signed(value: number): string {
  return value > 0 ? `+${value.toFixed(1)}` : value.toFixed(1);
}
