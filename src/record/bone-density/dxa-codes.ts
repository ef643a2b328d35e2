import { type Side } from "../../terminology/body-sites";
import { type Code, fold, systemOf, systems } from "../../terminology/concept";
import { type DxaCodedSite, dxaCodeWithoutBelievedSite, type DxaMetric, dxaNames, dxaResultCodes } from "../../terminology/dxa";
import { dxaLookAlikes, type DxaScope, dxaStudyCodes, genericStudyCodes } from "../../terminology/dxa-studies";
import { codingsOf, textsOf } from "../chart";
import { regionInText } from "./dxa-region";
import type { How } from "../fact";
import type { RecordSettings } from "../site";

/** What a code or name stands for in bone densitometry. */
export type DxaMeaning =
  /** A number of a scan. `metric` undefined: a name like "bone density", of which the unit decides. */
  | {
      readonly kind: "result";
      readonly metric: DxaMetric | undefined;
      readonly site: DxaCodedSite | undefined;
      readonly side: Side | undefined;
      readonly how: How;
      /** Set when the code's own name says a region that is not to be believed. */
      readonly distrustDisplay: boolean;
      readonly note?: string;
    }
  /** A scan that was done. */
  | { readonly kind: "study"; readonly scope: DxaScope; readonly how: How }
  /** "An image was made": its texts must say which. */
  | { readonly kind: "generic-study" }
  /** Often taken for a DXA, and none. */
  | { readonly kind: "look-alike"; readonly reason: string };

/** Reads what coded elements mean; remembers names it has seen. */
export type DxaCodes = {
  /** Of Observation.code and component.code. */
  ofObservation(coded: unknown): DxaMeaning | undefined;
  /** Of the code or type of a report, document or procedure, and of their titles. */
  ofStudy(coded: unknown, titles?: readonly string[]): DxaMeaning | undefined;
};

/**
 * A site's own codes (settings) may stand for `dxa-study` or for a result: `dxa-<metric>-<site>` with a side if need be, such
 * as `dxa-t-score-lumbar-spine` or `dxa-bmd-hip-left`.
 */
export function dxaCodes(settings: RecordSettings): DxaCodes {
  const local = new Map(settings.localCodes.map((code) => [`${code.system}|${code.code}`, localMeaning(code.means)]));
  const byStudyText = new Map<string, DxaMeaning | undefined>();
  const byCode = (coded: unknown): DxaMeaning | undefined => {
    for (const { system, code } of codingsOf(coded)) {
      if (typeof code !== "string") continue;
      const written = typeof system === "string" ? system : "";
      const meaning = local.get(`${written}|${code}`) ?? meaningOfCode.get(`${systemOf(system)}|${code}`);
      if (meaning) return meaning;
    }
    return undefined;
  };
  return {
    ofObservation(coded) {
      const known = byCode(coded) ?? byMisfiledCode(coded);
      return known && known.kind !== "generic-study" ? known : remembered(resultNames, textsOf(coded), resultByText);
    },
    ofStudy(coded, titles = []) {
      const known = byCode(coded);
      if (known && known.kind !== "generic-study") return known;
      return remembered(byStudyText, [...textsOf(coded), ...titles], studyByText) ?? known;
    },
  };
}

/** Where on the body, and by which method, a study was made, as far as its name says. */
export function scopeInText(name: string): DxaScope {
  const folded = fold(name);
  if (dxaNames.ct.test(folded)) return "ct";
  if (dxaNames.ultrasound.test(folded) || /\bperipheral\b/.test(folded)) return "peripheral";
  if (dxaNames.central.test(folded)) return "central";
  return dxaNames.peripheral.test(folded) ? "peripheral" : "unspecified";
}

/** Names of results are the same for all patients. */
const resultNames = new Map<string, DxaMeaning | undefined>();
const mostRemembered = 5000;

const isVerified = (code: Code): boolean => code.status === "verified"; // recalled codes never trigger anything

const resultByCode: ReadonlyMap<string, DxaMeaning & { kind: "result" }> = new Map(
  dxaResultCodes.map((code) => {
    const distrusted = code.code === dxaCodeWithoutBelievedSite;
    return [
      code.code,
      { kind: "result", metric: code.metric, site: distrusted ? undefined : code.site, side: code.side, how: "coded", distrustDisplay: distrusted },
    ];
  }),
);

const meaningOfCode: ReadonlyMap<string, DxaMeaning> = new Map<string, DxaMeaning>([
  ...[...resultByCode].map(([code, meaning]) => [`${systems.loinc}|${code}`, meaning] as const),
  ...dxaStudyCodes.filter(isVerified).map((code) => [`${code.system}|${code.code}`, { kind: "study", scope: code.scope, how: "coded" }] as const),
  ...dxaLookAlikes.filter(isVerified).map((code) => [`${code.system}|${code.code}`, { kind: "look-alike", reason: code.reason }] as const),
  ...genericStudyCodes.map((code) => [`${code.system}|${code.code}`, { kind: "generic-study" }] as const),
]);

/** LOINC numbers carry a check digit, so one filed under no or another system is still recognised, with a warning. */
function byMisfiledCode(coded: unknown): DxaMeaning | undefined {
  for (const { code } of codingsOf(coded)) {
    const meaning = typeof code === "string" ? resultByCode.get(code) : undefined;
    if (meaning) return { ...meaning, note: "its LOINC code is filed under another code system" };
  }
  return undefined;
}

function resultByText(folded: string): DxaMeaning | undefined {
  if (dxaNames.notScore.test(folded) || /\bbone\s+age|breast\s+densit/.test(folded)) return undefined;
  const ofBone = dxaNames.bmd.test(folded);
  if (!ofBone && /\btbs\b|trabecular\s+bone/.test(folded)) return { kind: "look-alike", reason: "A trabecular bone score is no bone density." };
  if (dxaNames.fractureAssessment.test(folded) && !/densit/.test(folded)) return fractureAssessment;
  if (ofBone && dxaNames.bodyComposition.test(folded)) return { kind: "look-alike", reason: "A body composition is no bone density." };
  const score = dxaNames.tScore.test(folded) ? "t-score" : dxaNames.zScore.test(folded) ? "z-score" : undefined;
  // Questionnaires and growth charts have T- and Z-scores too: the skeleton must be named.
  if (!ofBone && (score === undefined || regionInText(folded).site === undefined)) return undefined;
  // "BMD" alone may head a T-score; with its unit in the name it is a density.
  const metric = score ?? (/\bm?g\s*\/\s*cm/.test(folded) ? "bmd" : undefined);
  return { kind: "result", metric, site: undefined, side: undefined, how: "by-text", distrustDisplay: false };
}

const fractureAssessment: DxaMeaning = { kind: "look-alike", reason: "A vertebral fracture assessment alone measures no bone density." };

function studyByText(folded: string): DxaMeaning | undefined {
  if (!dxaNames.study.test(folded) || dxaNames.notStudy.test(folded)) return undefined;
  if (dxaNames.fractureAssessment.test(folded) && !/densit/.test(folded)) return fractureAssessment;
  return { kind: "study", scope: scopeInText(folded), how: "by-text" };
}

function remembered(
  seen: Map<string, DxaMeaning | undefined>,
  texts: readonly string[],
  read: (folded: string) => DxaMeaning | undefined,
): DxaMeaning | undefined {
  if (texts.length === 0) return undefined;
  const key = texts.join("\n");
  if (seen.has(key)) return seen.get(key);
  const meaning = read(fold(key));
  if (seen.size >= mostRemembered) seen.clear();
  seen.set(key, meaning);
  return meaning;
}

const codedSites: ReadonlySet<string> = new Set(dxaResultCodes.map((code) => code.site));

function localMeaning(means: string): DxaMeaning | undefined {
  if (means === "dxa-study") return { kind: "study", scope: "unspecified", how: "coded" };
  const match = /^dxa-(bmd|t-score|z-score)-([a-z-]+?)(?:-(left|right))?$/.exec(means);
  const [, metric, site = "", side] = match ?? [];
  if (metric === undefined || !codedSites.has(site)) return undefined;
  return { kind: "result", metric: metric as DxaMetric, site: site as DxaCodedSite, side: side as Side | undefined, how: "coded", distrustDisplay: false };
}
