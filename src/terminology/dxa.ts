import { type Code, systems } from "./concept";

/** BMD is areal (g/cm2); T- and Z-scores are standard deviations from the young adult and the age-matched mean. */
export type DxaMetric = "bmd" | "t-score" | "z-score";

/** The region as the code names it. "spine" (LOINC 104938-6) is read as derived from CT unless the resource says DXA as its method. */
export type DxaCodedSite = "lumbar-spine" | "spine" | "hip" | "femur" | "forearm" | "calcaneus" | "humerus" | "not-stated";

export type DxaResultCode = Code & { readonly metric: DxaMetric; readonly site: DxaCodedSite; readonly side: "left" | "right" | undefined };

/** Where each code was seen beside its meaning (clinical terminology, sections 1 and 7). */
const from = {
  urology: "VSAC 2.16.840.1.113762.1.4.1248.359 DEXA Bone Density for Urology Care (cqframework/ecqm-content-qicore-2025)",
  urologyBundle: "VSAC 2.16.840.1.113762.1.4.1248.359, in the CMS645 bundle (cqframework/ecqm-content-qicore-2025)",
  scanQicore: "VSAC 2.16.840.1.113883.3.464.1003.113.12.1051 DXA Scan (cqframework/ecqm-content-qicore-2024)",
  scanBundle: "VSAC 2.16.840.1.113883.3.464.1003.113.12.1051, in AppropriateDXAScansForWomenUnder65 (cqframework/ecqm-content-qicore-2024)",
  xray: "VSAC 2.16.840.1.113883.3.464.1003.198.12.1034 X-Ray Study (cqframework/ecqm-content-r4)",
  healthassure: "healthassure.in test page; official long name not seen",
} as const;

const loincSites: Readonly<Record<DxaCodedSite, string>> = {
  "lumbar-spine": "Lumbar spine",
  spine: "Spine",
  hip: "Hip",
  femur: "Femur",
  forearm: "Radius and Ulna",
  calcaneus: "Calcaneus",
  humerus: "Humerus",
  "not-stated": "Bone",
};
const loincProperties: Readonly<Record<DxaMetric, string>> = { bmd: "Mass/Area", "t-score": "T-score", "z-score": "Z-score" };

/**
 * LOINC codes whose value is a DXA number. 38265-5 is the radius and ulna by its name, but Synthea and others send it for
 * every DXA T-score: without a body site its region is not believed (`believed`).
 */
export const dxaResultCodes: readonly DxaResultCode[] = [
  ...results("bmd", "lumbar-spine", from.urology, "24966-4"),
  ...results("bmd", "hip", from.urology, "38261-4", "46278-8", "46279-6"),
  ...results("bmd", "femur", from.scanBundle, "24701-5"),
  ...results("bmd", "femur", from.xray, undefined, "80954-1", "80953-3"),
  ...results("bmd", "forearm", from.urology, "24890-6", "80952-5", "80951-7"),
  ...results("bmd", "calcaneus", from.scanBundle, "38262-2"),
  ...results("bmd", "calcaneus", from.xray, undefined, "80956-6", "80955-8"),
  ...results("bmd", "humerus", from.xray, "85385-3", "85386-1", "85387-9"),
  ...results("bmd", "not-stated", from.scanQicore, "46383-6"),
  ...results("t-score", "lumbar-spine", from.urology, "38267-1"),
  ...results("t-score", "spine", from.urology, "104938-6"),
  ...results("t-score", "hip", from.urology, "38264-8", "80946-7", "80945-9"),
  ...results("t-score", "femur", from.scanQicore, "38263-0"),
  ...results("t-score", "femur", from.xray, undefined, "80948-3", "80947-5"),
  ...results("t-score", "forearm", from.urologyBundle, "38265-5"),
  ...results("t-score", "forearm", from.urology, undefined, "80944-2", "80943-4"),
  ...results("t-score", "calcaneus", from.scanQicore, "38266-3"),
  ...results("t-score", "calcaneus", from.xray, undefined, "80950-9", "80949-1"),
  ...results("t-score", "humerus", from.xray, "85390-3", "85389-5", "85388-7"),
  ...results("z-score", "lumbar-spine", from.urology, "85394-5"),
  ...results("z-score", "hip", from.urology, "80933-5", "80938-4", "80937-6"),
  ...results("z-score", "femur", from.xray, "80934-3", "80940-0", "80939-2"),
  ...results("z-score", "forearm", from.urology, "80932-7", "80936-8", "80935-0"),
  ...results("z-score", "calcaneus", from.xray, undefined, "80942-6", "80941-8"),
  ...results("z-score", "humerus", from.xray, "85391-1", "85393-7", "85392-9"),
  ...results("t-score", "calcaneus", from.healthassure, "101804-3").map((code) => ({ ...code, display: "Bone DXA Calcaneus [T-score]" })),
  ...results("z-score", "calcaneus", from.healthassure, "101805-0").map((code) => ({ ...code, display: "Bone DXA Calcaneus [Z-score]" })),
];

/** Code of T-scores whose region is to be taken from a body site or a text only. */
export const dxaCodeWithoutBelievedSite = "38265-5";

/** Names, in folded text (see `fold`), by which DXA studies and results are recognised when no code is known. */
export const dxaNames = {
  /** A DXA by name, or bone density in the languages of the report reader. */
  study:
    /\b(?:p?de?xa|osteodensitometr\w*|osteodensimetr\w*|bone\s+densitometry|densitometria\s+os\w+|absorptiometr\w*)\b|bone\s+(?:mineral\s+)?densit(?:y|ies)|knochen(?:mineral)?dichte|densite\s+(?:minerale\s+)?osseuse|densidad\s+(?:mineral\s+)?osea|densita\s+(?:minerale\s+)?ossea|botdichtheid|densidade\s+(?:mineral\s+)?ossea|骨密度|骨塩/,
  /** What is near a DXA in words and is no finished bone density scan. */
  notStudy:
    /\b(?:order(?:ed)?|request(?:ed)?|referral|requisition|appointment|schedul\w*|booking|consent|leaflet|education|instructions?|information|declin\w*|refus\w*|cancel\w*|no[- ]show|dexameth\w*|injection|not\s+(?:done|performed)|due|remind\w*|recommend\w*|overdue|bone\s+age|breast\s+densit\w*|body\s+composition|single\s+(?:photon|energy)|dual\s+photon|anforderung|uberweisung|aufklarung\w*|termin\w*)\b/,
  /** Alone, without bone density, it measures none. */
  fractureAssessment: /\bvertebral\s+fracture\s+assessment|\bvfa\b/,
  /** What a whole-body scan measures besides bone. */
  bodyComposition: /\bfat\b|\blean\b|body\s+composition/,
  bmd: /\bbmd\b|\bdmo\b|bone\s+(?:mineral\s+)?densit|knochen(?:mineral)?dichte|densite\s+(?:minerale\s+)?osseuse|densidad\s+(?:mineral\s+)?osea|densita\s+(?:minerale\s+)?ossea|\bde?xa\b|骨密度/,
  tScore: /\bt[\s_-]?(?:score|wert|waarde)s?\b|\bpuntuacion\s+t\b|\bpunteggio\s+t\b|\bscore\s+t\b|t\s?[值値]/,
  zScore: /\bz[\s_-]?(?:score|wert|waarde)s?\b|\bpuntuacion\s+z\b|\bpunteggio\s+z\b|\bscore\s+z\b|z\s?[值値]/,
  /** T- and Z-scores of questionnaires, growth charts and echocardiography. */
  notScore:
    /promis\b|\bpain\b|fatigue|physical\s+(?:function|health)|mental|anxiety|depress|sleep|disability|weight|height|length|bmi|head\s+circ|aort|valve|ventric|cognit|quality\s+of\s+life/,
  ultrasound: /ultraso|\bqus\b|sonomet/,
  ct: /\bq?ct\b|computed\s+tomograph|tomodensitometr/,
  central: /\baxial\b|\bcentral\b|\bspine\b|lumbar|\bhips?\b|femur|femor|\bpelvi|\blws\b|lendenwirbel|hufte|rachis|columna|cadera|hanche|colonna|\banca\b/,
  peripheral: /\bperipheral\b|\bappendicular\b|\bp-?de?xa\b|\bheel\b|calcane|forearm|\bwrist\b|\bradius\b|unterarm|ferse|\bfinger|phalan/,
} as const;

/** The codes of a region, of no side, the left and the right. LOINC names them all alike; two, that only a commercial page shows, are spelt otherwise. */
function results(metric: DxaMetric, site: DxaCodedSite, source: string, ...codes: readonly (string | undefined)[]): readonly DxaResultCode[] {
  const sides = [undefined, "left", "right"] as const;
  return codes.flatMap((code, index): readonly DxaResultCode[] => {
    if (code === undefined) return [];
    const side = sides[index];
    const display = `DXA ${loincSites[site]}${side === undefined ? "" : ` - ${side}`} [${loincProperties[metric]}] Bone density`;
    return [{ system: systems.loinc, code, display, source, status: "verified", metric, site, side }];
  });
}
