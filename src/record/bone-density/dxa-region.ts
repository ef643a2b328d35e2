import { type BodySite, bodySiteCodes, lateralityAttribute, type Side, sideCodes, sideNames, siteNames } from "../../terminology/body-sites";
import { fold, systems } from "../../terminology/concept";
import { type DxaCodedSite, dxaNames } from "../../terminology/dxa";
import { codingsOf, textsOf } from "../chart";
import type { DxaRegion, DxaSite } from "../record";
import { isSingleVertebra, standardVertebrae, vertebraeIn, vertebraeLabel } from "./vertebrae";

/** Everything a resource says about where was measured, in order of trust: body site, code, texts. */
export type RegionClues = {
  /** CodeableConcepts of bodySite or of a BodyStructure, unchecked. */
  readonly bodySites: readonly unknown[];
  /** The body site of a panel is that of its components, unless a component's own code names another part of the body. */
  readonly part: "whole" | "component";
  readonly coded: { readonly site: DxaCodedSite | undefined; readonly side: Side | undefined };
  /** Own names of the result, the most specific first. */
  readonly texts: readonly string[];
  /** Free notes: only vertebrae that were left out are taken from them. */
  readonly notes: readonly string[];
  /** Whether the resource says DXA as its method; decides what a code for "spine" means. */
  readonly method: "dxa" | "not-said";
};

export type ReadRegion = { readonly region: DxaRegion; readonly notes: readonly string[] };

/** What one text says about the region. `site` is undefined when it names none, or more than one part of the body. */
export type TextClues = {
  readonly site: BodySite | undefined;
  readonly side: Side | undefined;
  readonly vertebrae: string | undefined;
  readonly folded: string;
};

/**
 * The region of a result. Body site beats code beats text (clinical terminology, reading rules); a text may narrow a hip or femur
 * down, and a contradiction is noted. Remembers what it has read: thousands of results share a few dozen names.
 */
export function regionOf(clues: RegionClues): ReadRegion {
  if (clues.notes.length > 0) return readRegion(clues);
  const key = JSON.stringify([clues.part, clues.method, clues.coded.site, clues.coded.side, clues.bodySites, clues.texts]);
  return remembered(regions, key, () => readRegion(clues));
}

const regions = new Map<string, ReadRegion>();
const namesRead = new Map<string, TextClues>();
const mostRemembered = 5000;

function cluesIn(text: string): TextClues {
  return remembered(namesRead, text, () => regionInText(text));
}

function remembered<Found>(known: Map<string, Found>, key: string, read: () => Found): Found {
  const found = known.get(key) ?? read();
  if (!known.has(key)) {
    if (known.size >= mostRemembered) known.clear();
    known.set(key, found);
  }
  return found;
}

/** The region a name stands for, as far as it says. */
export function regionInText(text: string): TextClues {
  const folded = fold(text);
  const matches = siteNames.filter((name) => name.text.test(folded)).map((name) => name.site);
  const [first] = matches;
  const ambiguous = matches.some((site) => first !== undefined && area(site) !== area(first));
  return {
    site: ambiguous ? undefined : first,
    side: sideNames.find((name) => name.text.test(folded))?.side,
    vertebrae: vertebraeIn(text).analysed,
    folded,
  };
}

/** A series is one region: two results with the same key may stand in one line. */
export function regionKey(region: DxaRegion): string {
  return `${region.site}|${region.side ?? ""}|${region.vertebrae ?? ""}`;
}

const siteLabels: Readonly<Record<DxaSite, string>> = {
  "lumbar-spine": "lumbar spine",
  "total-hip": "total hip",
  "femoral-neck": "femoral neck",
  hip: "hip",
  femur: "femur",
  trochanter: "trochanter",
  "wards-area": "Ward's area",
  "radius-33": "radius 33%",
  forearm: "forearm",
  calcaneus: "heel",
  humerus: "humerus",
  "total-body": "total body",
  "spine-ct": "spine (CT)",
  "not-stated": "site not stated",
};

/** "left total hip", "lumbar spine L1-L4". */
export function regionLabel(region: DxaRegion): string {
  const side = region.side === undefined ? "" : region.side === "both" ? "both sides, " : `${region.side} `;
  return `${side}${siteLabels[region.site]}${region.vertebrae === undefined ? "" : ` ${region.vertebrae}`}`;
}

/** The order in which regions are shown and compared: monitoring sites first (guidelines 8.2), then the rest. */
export function compareRegions(a: DxaRegion, b: DxaRegion): number {
  const bySite = siteOrder.indexOf(a.site) - siteOrder.indexOf(b.site);
  if (bySite !== 0) return bySite;
  const [first, second] = [regionKey(a), regionKey(b)];
  return first < second ? -1 : first > second ? 1 : 0;
}

/** Regions of which the lowest T-score counts (guidelines 8.1); never a single vertebra, Ward's area, the trochanter or a peripheral site. */
export function isDiagnosticRegion(region: DxaRegion): boolean {
  if (!diagnosticSites.has(region.site)) return false;
  return region.vertebrae === undefined || !(isSingleVertebra(region.vertebrae) || isLateral(region));
}

/** Regions that may be followed over time. */
export function isFollowedRegion(region: DxaRegion): boolean {
  return region.vertebrae === undefined || !(isSingleVertebra(region.vertebrae) || isLateral(region));
}

export type SiteKind = "central" | "peripheral" | "ct" | "unspecified";

/** What kind of scan measures this site. */
export function kindOfSite(site: DxaSite): SiteKind {
  return siteKinds[site];
}

const siteKinds: Readonly<Record<DxaSite, SiteKind>> = {
  "lumbar-spine": "central",
  "total-hip": "central",
  "femoral-neck": "central",
  hip: "central",
  femur: "central",
  trochanter: "central",
  "wards-area": "central",
  "radius-33": "peripheral",
  forearm: "peripheral",
  calcaneus: "peripheral",
  humerus: "peripheral",
  "total-body": "peripheral", // it shows no hip or spine density, so it never counts as central
  "spine-ct": "ct",
  "not-stated": "unspecified",
};

const siteOrder = Object.keys(siteLabels);
const diagnosticSites: ReadonlySet<DxaSite> = new Set(["lumbar-spine", "total-hip", "femoral-neck", "hip", "femur"]);
const sidedAreas: ReadonlySet<Area> = new Set(["hip", "arm", "heel", "humerus"]);

type Area = "spine" | "hip" | "arm" | "heel" | "humerus" | "body";

function area(site: BodySite): Area {
  switch (site) {
    case "lumbar-spine":
      return "spine";
    case "radius-33":
    case "forearm":
      return "arm";
    case "calcaneus":
      return "heel";
    case "humerus":
      return "humerus";
    case "total-body":
      return "body";
    default:
      return "hip";
  }
}

function isLateral(region: DxaRegion): boolean {
  return region.vertebrae?.includes("lateral") ?? false;
}

function readRegion(clues: RegionClues): ReadRegion {
  const named = clues.texts.map(cluesIn);
  if (isCtSpine(clues, named)) return { region: { site: "spine-ct", side: undefined, vertebrae: undefined }, notes: [] };
  const coded = clues.coded.site === "spine" ? "lumbar-spine" : clues.coded.site === "not-stated" ? undefined : clues.coded.site;
  const stated = structureOf(clues.bodySites);
  const elsewhere = clues.part === "component" && coded !== undefined && stated.site !== undefined && area(coded) !== area(stated.site);
  const structure: Structure = elsewhere ? { site: undefined, side: undefined, vertebrae: undefined } : stated;
  const texted = named.find((text) => text.site !== undefined)?.site ?? (named.some((text) => dxaNames.ultrasound.test(text.folded)) ? "calcaneus" : undefined);
  const said = [structure.site, coded, texted].filter((site) => site !== undefined);
  const [base] = said;
  if (base === undefined) return { region: { site: "not-stated", side: undefined, vertebrae: undefined }, notes: [] };
  const site = said.find((candidate) => narrows(candidate, base)) ?? base;
  const side = sidedAreas.has(area(site)) ? (structure.side ?? clues.coded.side ?? named.find((text) => text.side !== undefined)?.side) : undefined;
  const vertebrae = site === "lumbar-spine" ? vertebraeOf(clues, structure, named) : undefined;
  return { region: { site, side, vertebrae }, notes: contradictions(site, side, clues, texted, named) };
}

type Structure = { readonly site: BodySite | undefined; readonly side: Side | undefined; readonly vertebrae: string | undefined };

const siteByCode = new Map(bodySiteCodes.map((code) => [code.code, code.site]));
const sideByCode = new Map(sideCodes.map((code) => [code.code, code.side]));

/** Codes first, a post-coordinated side included (`71341001:272741003=7771000`), then the texts beside them. */
function structureOf(bodySites: readonly unknown[]): Structure {
  let [site, side]: [BodySite | undefined, Side | undefined] = [undefined, undefined];
  let vertebrae: string | undefined;
  for (const coded of bodySites) {
    for (const { system, code } of codingsOf(coded)) {
      if (typeof code !== "string" || (system !== undefined && system !== systems.snomed)) continue;
      const [focus = "", refinement = ""] = code.replace(/\|[^|]*\|/g, "").split(":");
      const [attribute, qualifier] = refinement.split("=").map((part) => part.trim());
      site ??= siteByCode.get(focus.trim());
      side ??= attribute === lateralityAttribute.code ? sideByCode.get(qualifier ?? "") : sideByCode.get(focus.trim());
    }
  }
  for (const text of bodySites.flatMap(textsOf)) {
    const clues = cluesIn(text);
    site = site === undefined || (clues.site !== undefined && narrows(clues.site, site)) ? (clues.site ?? site) : site;
    side ??= clues.side;
    vertebrae ??= clues.vertebrae;
  }
  return { site, side, vertebrae };
}

function isCtSpine(clues: RegionClues, named: readonly TextClues[]): boolean {
  if (clues.method === "dxa") return false;
  return clues.coded.site === "spine" || (clues.coded.site === undefined && named.some((text) => dxaNames.ct.test(text.folded)));
}

/** "Hip" and "femur" do not say which part: whoever says more is believed, as long as it is the same place. */
function narrows(candidate: BodySite, base: BodySite): boolean {
  if (base === "forearm") return candidate === "radius-33";
  if (base !== "hip" && base !== "femur") return false;
  return candidate === "total-hip" || candidate === "femoral-neck" || candidate === "trochanter" || candidate === "wards-area";
}

function vertebraeOf(clues: RegionClues, structure: Structure, named: readonly TextClues[]): string | undefined {
  const excluded = [...clues.texts, ...clues.notes].flatMap((text) => (/\bl\s?[1-5]/i.test(text) ? vertebraeIn(text).excluded : []));
  const written = structure.vertebrae ?? named.find((text) => text.vertebrae !== undefined)?.vertebrae;
  const numbers = vertebraNumbers(written ?? standardVertebrae);
  const label = excluded.length > 0 || written !== undefined ? vertebraeLabel(numbers, excluded) : undefined;
  return named.some((text) => /\blateral\b/.test(text.folded)) ? `${label ?? ""} lateral`.trim() : label;
}

function vertebraNumbers(label: string): readonly number[] {
  const numbers = [...label.matchAll(/\d/g)].map(Number);
  const [from = 0, to = from] = numbers;
  return label.includes("-") ? Array.from({ length: to - from + 1 }, (_, index) => from + index) : numbers;
}

function contradictions(
  site: BodySite,
  side: Side | undefined,
  clues: RegionClues,
  texted: BodySite | undefined,
  named: readonly TextClues[],
): readonly string[] {
  const notes: string[] = [];
  const coded = clues.coded.site === "spine" || clues.coded.site === "not-stated" ? undefined : clues.coded.site;
  if (coded !== undefined && area(coded) !== area(site)) notes.push(`its code says ${siteLabels[coded]}, its body site ${siteLabels[site]}`);
  if (texted !== undefined && area(texted) !== area(site)) notes.push(`its name says ${siteLabels[texted]}`);
  const saidSides = [clues.coded.side, ...named.map((text) => text.side)].filter((said) => said === "left" || said === "right");
  if ((side === "left" || side === "right") && saidSides.some((said) => said !== side)) notes.push("left and right are both named for it");
  return notes;
}
