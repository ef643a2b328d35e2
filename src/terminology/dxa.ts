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
  scan: "VSAC 2.16.840.1.113883.3.464.1003.113.12.1051 DXA Scan (cqframework/ecqm-content-r4)",
  scanQicore: "VSAC 2.16.840.1.113883.3.464.1003.113.12.1051 DXA Scan (cqframework/ecqm-content-qicore-2024)",
  scanBundle: "VSAC 2.16.840.1.113883.3.464.1003.113.12.1051, in AppropriateDXAScansForWomenUnder65 (cqframework/ecqm-content-qicore-2024)",
  xray: "VSAC 2.16.840.1.113883.3.464.1003.198.12.1034 X-Ray Study (cqframework/ecqm-content-r4)",
  xrayQicore: "VSAC 2.16.840.1.113883.3.464.1003.198.12.1034 XRay Study (cqframework/ecqm-content-qicore-2024)",
  usCore: "HL7/US-Core input/examples/DiagnosticReport-bone-density-report.json",
  healthassure: "healthassure.in test page; official long name not seen",
  pamaProcedures: "cds-hooks/sandbox src/assets/pama-procedure-codes.json",
  pamaReasons: "cds-hooks/sandbox src/assets/pama-reason-codes.json",
  synthea: "smart-on-fhir/generated-sample-data DSTU-2/SYNTHEA/Abbott_Buena_66.json",
  publicFile: "public GitHub files 59093826198, 53311733534, 53739015172",
  reportFile: "public GitHub file 71304320801",
  taiwan: "TW Core sample",
  memory: "memory only, not seen in a source",
  parentConcept: "public GitHub file 15575817974; display not seen",
} as const;

/**
 * LOINC codes whose value is a DXA number. 38265-5 is the radius and ulna by its name, but Synthea and others send it for
 * every DXA T-score: without a body site its region is not believed (`believed`).
 */
export const dxaResultCodes: readonly DxaResultCode[] = [
  result("24966-4", "DXA Lumbar spine [Mass/Area] Bone density", "bmd", "lumbar-spine", from.urology),
  result("38261-4", "DXA Hip [Mass/Area] Bone density", "bmd", "hip", from.urology),
  result("46278-8", "DXA Hip - left [Mass/Area] Bone density", "bmd", "hip", from.urology, "left"),
  result("46279-6", "DXA Hip - right [Mass/Area] Bone density", "bmd", "hip", from.urology, "right"),
  result("24701-5", "DXA Femur [Mass/Area] Bone density", "bmd", "femur", from.scanBundle),
  result("80954-1", "DXA Femur - left [Mass/Area] Bone density", "bmd", "femur", from.xray, "left"),
  result("80953-3", "DXA Femur - right [Mass/Area] Bone density", "bmd", "femur", from.xray, "right"),
  result("24890-6", "DXA Radius and Ulna [Mass/Area] Bone density", "bmd", "forearm", from.urology),
  result("80952-5", "DXA Radius and Ulna - left [Mass/Area] Bone density", "bmd", "forearm", from.urology, "left"),
  result("80951-7", "DXA Radius and Ulna - right [Mass/Area] Bone density", "bmd", "forearm", from.urology, "right"),
  result("38262-2", "DXA Calcaneus [Mass/Area] Bone density", "bmd", "calcaneus", from.scanBundle),
  result("80956-6", "DXA Calcaneus - left [Mass/Area] Bone density", "bmd", "calcaneus", from.xray, "left"),
  result("80955-8", "DXA Calcaneus - right [Mass/Area] Bone density", "bmd", "calcaneus", from.xray, "right"),
  result("85385-3", "DXA Humerus [Mass/Area] Bone density", "bmd", "humerus", from.xray),
  result("85386-1", "DXA Humerus - left [Mass/Area] Bone density", "bmd", "humerus", from.xray, "left"),
  result("85387-9", "DXA Humerus - right [Mass/Area] Bone density", "bmd", "humerus", from.xray, "right"),
  result("46383-6", "DXA Bone [Mass/Area] Bone density", "bmd", "not-stated", from.scanQicore),
  result("38267-1", "DXA Lumbar spine [T-score] Bone density", "t-score", "lumbar-spine", from.urology),
  result("104938-6", "DXA Spine [T-score] Bone density", "t-score", "spine", from.urology),
  result("38264-8", "DXA Hip [T-score] Bone density", "t-score", "hip", from.urology),
  result("80946-7", "DXA Hip - left [T-score] Bone density", "t-score", "hip", from.urology, "left"),
  result("80945-9", "DXA Hip - right [T-score] Bone density", "t-score", "hip", from.urology, "right"),
  result("38263-0", "DXA Femur [T-score] Bone density", "t-score", "femur", from.scanQicore),
  result("80948-3", "DXA Femur - left [T-score] Bone density", "t-score", "femur", from.xray, "left"),
  result("80947-5", "DXA Femur - right [T-score] Bone density", "t-score", "femur", from.xray, "right"),
  result("38265-5", "DXA Radius and Ulna [T-score] Bone density", "t-score", "forearm", from.urologyBundle),
  result("80944-2", "DXA Radius and Ulna - left [T-score] Bone density", "t-score", "forearm", from.urology, "left"),
  result("80943-4", "DXA Radius and Ulna - right [T-score] Bone density", "t-score", "forearm", from.urology, "right"),
  result("38266-3", "DXA Calcaneus [T-score] Bone density", "t-score", "calcaneus", from.scanQicore),
  result("80950-9", "DXA Calcaneus - left [T-score] Bone density", "t-score", "calcaneus", from.xray, "left"),
  result("80949-1", "DXA Calcaneus - right [T-score] Bone density", "t-score", "calcaneus", from.xray, "right"),
  result("85390-3", "DXA Humerus [T-score] Bone density", "t-score", "humerus", from.xray),
  result("85389-5", "DXA Humerus - left [T-score] Bone density", "t-score", "humerus", from.xray, "left"),
  result("85388-7", "DXA Humerus - right [T-score] Bone density", "t-score", "humerus", from.xray, "right"),
  result("85394-5", "DXA Lumbar spine [Z-score] Bone density", "z-score", "lumbar-spine", from.urology),
  result("80933-5", "DXA Hip [Z-score] Bone density", "z-score", "hip", from.urology),
  result("80938-4", "DXA Hip - left [Z-score] Bone density", "z-score", "hip", from.urology, "left"),
  result("80937-6", "DXA Hip - right [Z-score] Bone density", "z-score", "hip", from.urology, "right"),
  result("80934-3", "DXA Femur [Z-score] Bone density", "z-score", "femur", from.xray),
  result("80940-0", "DXA Femur - left [Z-score] Bone density", "z-score", "femur", from.xray, "left"),
  result("80939-2", "DXA Femur - right [Z-score] Bone density", "z-score", "femur", from.xray, "right"),
  result("80932-7", "DXA Radius and Ulna [Z-score] Bone density", "z-score", "forearm", from.urology),
  result("80936-8", "DXA Radius and Ulna - left [Z-score] Bone density", "z-score", "forearm", from.urology, "left"),
  result("80935-0", "DXA Radius and Ulna - right [Z-score] Bone density", "z-score", "forearm", from.urology, "right"),
  result("80942-6", "DXA Calcaneus - left [Z-score] Bone density", "z-score", "calcaneus", from.xray, "left"),
  result("80941-8", "DXA Calcaneus - right [Z-score] Bone density", "z-score", "calcaneus", from.xray, "right"),
  result("85391-1", "DXA Humerus [Z-score] Bone density", "z-score", "humerus", from.xray),
  result("85393-7", "DXA Humerus - left [Z-score] Bone density", "z-score", "humerus", from.xray, "left"),
  result("85392-9", "DXA Humerus - right [Z-score] Bone density", "z-score", "humerus", from.xray, "right"),
  result("101804-3", "Bone DXA Calcaneus [T-score]", "t-score", "calcaneus", from.healthassure),
  result("101805-0", "Bone DXA Calcaneus [Z-score]", "z-score", "calcaneus", from.healthassure),
];

/** Code of T-scores whose region is to be taken from a body site or a text only. */
export const dxaCodeWithoutBelievedSite = "38265-5";

/** What a study, report or procedure code says about where was measured. */
export type DxaScope = "central" | "peripheral" | "ct" | "unspecified";

export type DxaStudyCode = Code & { readonly scope: DxaScope };

/** Codes of a DXA study, report, panel or procedure: a scan was done, whatever its values. */
export const dxaStudyCodes: readonly DxaStudyCode[] = [
  study(systems.loinc, "38268-9", "DXA Skeletal system Views for bone density", "unspecified", from.urologyBundle),
  study(systems.loinc, "38269-7", "Study report Skeletal system DXA", "unspecified", from.scan),
  study(systems.loinc, "83311-1", "Bone density quantitative measurement by DXA panel", "unspecified", from.usCore),
  study(systems.loinc, "83012-5", "DXA Skeletal system.axial Views for bone density", "central", from.xray),
  study(systems.loinc, "83014-1", "DXA Skeletal system.axial Views for bone density and vertebral fracture", "central", from.xray),
  study(systems.loinc, "83013-3", "DXA Skeletal system.peripheral Views for bone density", "peripheral", from.xray),
  study(systems.loinc, "62910-5", "PhenX - spine - femur bone density by dual-energy x-ray absorptiometry protocol 170701", "central", from.scan),
  study(systems.loinc, "79090-7", "CT densitometry Lumbar spine WO contrast", "ct", from.xray),
  study(systems.loinc, "79092-3", "CT densitometry Thoracic spine WO contrast", "ct", from.xray),
  study(systems.cpt, "77080", "DXA bone density study, 1 or more sites; axial skeleton (eg, hips, pelvis, spine)", "central", from.publicFile),
  study(systems.cpt, "77085", "DXA bone density study, axial skeleton, including vertebral fracture assessment", "central", from.publicFile),
  study(
    systems.cpt,
    "77081",
    "DXA bone density study, 1 or more sites; appendicular skeleton (peripheral) (eg, radius, wrist, heel)",
    "peripheral",
    from.publicFile,
  ),
  study(systems.snomed, "312681000", "Bone density scan (procedure)", "unspecified", from.synthea),
  { ...study(systems.snomed, "241686001", "DXA parent concept (display unseen)", "unspecified", from.parentConcept), status: "recalled" },
];

/** Codes that say only "an image was made": a DXA if the texts beside them say so. */
export const genericStudyCodes: readonly Code[] = [verified(systems.loinc, "18748-4", "Diagnostic imaging study", from.reportFile)];

export type DxaLookAlike = Code & { readonly reason: string };

/** Codes often taken for a DXA. None of them counts as one; each is listed with its reason. */
export const dxaLookAlikes: readonly DxaLookAlike[] = [
  lookAlike(
    systems.snomed,
    "300004007",
    "Screening for osteoporosis (procedure)",
    "A screening for osteoporosis need not be a bone density scan.",
    from.pamaReasons,
  ),
  lookAlike(systems.snomed, "3998005", "Bone imaging of limited area", "Bone imaging of a limited area is not a bone density scan.", from.taiwan),
  lookAlike(systems.cpt, "77086", "Vertebral fracture assessment via DXA", "A vertebral fracture assessment alone measures no bone density.", from.publicFile),
  lookAlike(
    systems.loinc,
    "83051-3",
    "DXA Cervical and thoracic and lumbar spine Views for vertebral fracture",
    "A vertebral fracture assessment alone measures no bone density.",
    from.xray,
  ),
  lookAlike(
    systems.cpt,
    "78350",
    "Bone density (bone mineral content) study, 1 or more sites; single photon absorptiometry",
    "Single photon absorptiometry is not DXA.",
    from.pamaProcedures,
  ),
  lookAlike(
    systems.cpt,
    "78351",
    "Bone density (bone mineral content) study, 1 or more sites; dual photon absorptiometry, 1 or more sites",
    "Dual photon absorptiometry is not DXA.",
    from.pamaProcedures,
  ),
  lookAlike(
    systems.snomed,
    "82066000",
    "Bone density study, dual photon absorptiometry (procedure)",
    "Dual photon absorptiometry is not DXA.",
    from.pamaReasons,
  ),
  lookAlike(systems.loinc, "37362-1", "XR Bones Bone age Views", "Bone age is not bone density.", from.xrayQicore),
  {
    ...lookAlike(
      "urn:oid:2.16.840.1.113883.6.285",
      "G0130",
      "Single energy x-ray absorptiometry (SEXA) bone density study, appendicular skeleton",
      "Single energy absorptiometry is not DXA.",
      from.memory,
    ),
    status: "recalled",
  },
];

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
  bodyComposition: /\bfat\b|\blean\b|body\s+composition|adipose|android|gynoid|muscle/,
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

function result(code: string, display: string, metric: DxaMetric, site: DxaCodedSite, source: string, side?: "left" | "right"): DxaResultCode {
  return { ...verified(systems.loinc, code, display, source), metric, site, side };
}

function study(system: string, code: string, display: string, scope: DxaScope, source: string): DxaStudyCode {
  return { ...verified(system, code, display, source), scope };
}

function lookAlike(system: string, code: string, display: string, reason: string, source: string): DxaLookAlike {
  return { ...verified(system, code, display, source), reason };
}

function verified(system: string, code: string, display: string, source: string): Code {
  return { system, code, display, source, status: "verified" };
}
