import type { CalendarDate, Fact, FhirDate, How, Sources } from "./fact";
import type { SearchReport } from "./searches";

/**
 * What is true of one patient about her bones, and how it is known. Built by `buildRecord` from FHIR resources and a
 * date; the same value serves the chart review, the worklist, the command line and the tests.
 */
export type BoneHealthRecord = {
  readonly today: CalendarDate;
  readonly patient: PatientFacts;
  readonly disease: Disease;
  readonly menopause: Menopause;
  readonly therapy: Therapy;
  readonly boneDensity: BoneDensity;
  readonly vitaminD: VitaminD;
  readonly chemistry: Chemistry;
  readonly risk: RiskFacts;
  /** Everything that could not be used, with the reason, newest knowledge last. Nothing is dropped in silence. */
  readonly unusable: readonly UnusableItem[];
  readonly searches: readonly SearchReport[];
};

/**
 * A resource (or one value of it) that was not used. `reason` is for a clinician and never repeats a value that was
 * entered in error, cancelled or belongs to another patient.
 */
export type UnusableItem = {
  readonly reference: string;
  readonly reason: string;
  readonly kind:
    | "entered-in-error"
    | "superseded"
    | "not-final"
    | "malformed"
    | "unit"
    | "implausible"
    | "inconsistent"
    | "future-date"
    | "other-analyte"
    | "not-central-dxa"
    | "not-numeric"
    | "other-patient"
    | "not-taken"
    | "duplicate"
    | "unresolved-reference"
    | "other";
  /** What it seemed to be, in words ("25-OH vitamin D", "T-score lumbar spine"). */
  readonly what: string;
  readonly date?: FhirDate;
  /** The value as it stands in the resource, as text, when showing it is safe. */
  readonly asReported?: string;
};

export type PatientFacts = {
  readonly reference: string;
  readonly name: Fact<string>;
  readonly birthDate: Fact<FhirDate>;
  /** Completed years on `today`; derived. */
  readonly age: Fact<number>;
  readonly sex: Fact<"female" | "male" | "other">;
  /** Medical record number or other identifier to show in the banner. */
  readonly identifier: Fact<string>;
  readonly deceased: Fact<boolean>;
};

/** A coded statement shown as it stands in the record. */
export type Statement = { readonly label: string; readonly code?: string };

export type Disease = {
  readonly breastCancer: Fact<Statement>;
  /** Present when metastatic disease (ICD-10 C78, C79, distant nodes of C77, stage IV) is on record. */
  readonly metastatic: Fact<Statement>;
  readonly stage: Fact<Statement>;
  readonly osteoporosis: Fact<Statement>;
  readonly osteopenia: Fact<Statement>;
};

export type Menopause = {
  /** `assumed` (how) from age >= 50 when nothing is recorded (operational choice, said so in `note`). */
  readonly status: Fact<"premenopausal" | "postmenopausal">;
  /** Current ovarian function suppression: GnRH agonist or bilateral oophorectomy. */
  readonly ovarianSuppression: Fact<Statement>;
};

// ---------------------------------------------------------------- therapy

export type DrugClass =
  | "aromatase-inhibitor"
  | "bisphosphonate"
  | "denosumab"
  | "bone-anabolic" // teriparatide, abaloparatide, romosozumab
  | "serm" // raloxifene, bazedoxifene
  | "other-bone-drug" // strontium, calcitonin
  | "tamoxifen" // tamoxifen, toremifene
  | "other-endocrine" // fulvestrant, elacestrant
  | "cdk4-6-inhibitor"
  | "gnrh-agonist"
  | "oestrogen" // systemic only
  | "glucocorticoid" // systemic only
  | "calcium"
  | "vitamin-d"
  | "active-vitamin-d"
  | "vitamin-k"
  | "vitamin-k-antagonist"
  | "growth-hormone-axis"
  | "bone-harming"; // PPI, SSRI, enzyme inducers, TZD, heparin, DMPA, calcineurin inhibitors

/** What one resource said about a drug, and what was made of it. */
export type DrugEvidence = {
  readonly reference: string;
  readonly kind: "order" | "statement" | "dispense" | "administration";
  readonly status: string;
  readonly drugText: string;
  readonly start: FhirDate | undefined;
  readonly end: FhirDate | undefined;
  readonly how: How;
  /** Why it counts, or why it lost against other evidence: `verdictOf` puts it in words. */
  readonly verdict: DrugVerdict;
};

export type DrugVerdict = {
  readonly standing:
    | "in-use" // active order or statement
    | "on-hold"
    | "over" // completed
    | "stopped"
    | "supplied" // dispensed
    | "given" // administered
    | "unknown";
  /** It is the oldest evidence of its course. */
  readonly first: boolean;
  readonly courseStart: FhirDate | undefined;
  /** The newer entry that says it was stopped or not taken. */
  readonly closing: { readonly by: string; readonly on: FhirDate } | undefined;
  /** A newer order that was stopped nobody knows when. */
  readonly contestedBy: string | undefined;
  readonly supplyDays: number | undefined;
  /** Caveat of the whole course. */
  readonly note: string | undefined;
  /** The agent that was written later, of two that are never taken together. */
  readonly lostTo?: string;
};

export type Dose = { readonly date: FhirDate; readonly reference: string; readonly kind: DrugEvidence["kind"] };

/** One uninterrupted course of one agent, reconciled from everything said about it. */
export type DrugCourse = {
  readonly drugClass: DrugClass;
  /** Ingredient in lower case: "letrozole", "denosumab", "zoledronate", "omeprazole". */
  readonly agent: string;
  /** As shown: "letrozole 2.5 mg tablet". */
  readonly label: string;
  readonly start: FhirDate | undefined;
  readonly end: FhirDate | undefined;
  readonly currency: "current" | "on-hold" | "past" | "uncertain";
  /** Injections: dates given (administration > dispense > statement > order), oldest first. */
  readonly doses: readonly Dose[];
  /** Denosumab and zoledronate: 60 mg / 5 mg is bone dosing, 120 mg / monthly 4 mg is oncology dosing. */
  readonly purpose: "osteoporosis-dose" | "oncology-dose" | "not-stated";
  readonly daily?: { readonly amount: number; readonly unit: "mg" | "IU" | "g" };
  readonly how: How;
  readonly evidence: readonly DrugEvidence[];
  readonly sources: Sources;
};

export type TherapyGap = { readonly from: CalendarDate; readonly to: CalendarDate; readonly days: number };
export type TherapySwitch = { readonly date: FhirDate; readonly from: string; readonly to: string };

export type Therapy = {
  /** The aromatase inhibitor she takes now (`currency` current, or on hold for less than 90 days). */
  readonly currentAromataseInhibitor: Fact<DrugCourse>;
  /** Start of the continuous run (gaps of at most 180 days, switches included) that reaches today. */
  readonly aromataseInhibitorSince: Fact<FhirDate>;
  /** Every AI course ever, oldest first. */
  readonly aromataseInhibitors: readonly DrugCourse[];
  readonly gaps: readonly TherapyGap[];
  readonly switches: readonly TherapySwitch[];
  /** Every other recognised course, by class, oldest first. */
  readonly others: readonly DrugCourse[];
  /** Antiresorptive at bone dose in force today (oral BP current; zoledronate given in the last 13 months; denosumab current or given in the last 7 months). */
  readonly antiresorptive: Fact<DrugCourse>;
  /** Whether absence of a drug may be claimed: false when a medication search is not complete. What is given by others may stand as a procedure besides. */
  readonly medicationListComplete: boolean;
};

// ---------------------------------------------------------------- bone density

export type DxaSite =
  | "lumbar-spine"
  | "total-hip"
  | "femoral-neck"
  | "hip" // as coded: LOINC "Hip", region not further specified
  | "femur" // as coded: LOINC "Femur", region not further specified
  | "trochanter"
  | "wards-area"
  | "radius-33"
  | "forearm"
  | "calcaneus"
  | "humerus"
  | "total-body"
  | "spine-ct" // DXA-equivalent from CT: never central DXA
  | "not-stated";

/** A series is one region: site, side and vertebrae. Left and right, L1-L4 and L2-L4 are never mixed. */
export type DxaRegion = {
  readonly site: DxaSite;
  readonly side: "left" | "right" | "both" | undefined;
  readonly vertebrae: string | undefined;
};

/** One number of a scan. Units: BMD g/cm2; T and Z in standard deviations. */
export type DxaValue = {
  readonly value: number;
  readonly asReported: string;
  readonly how: How;
  readonly sources: Sources;
  readonly amended: boolean;
  readonly note?: string;
};

export type DxaResult = {
  readonly region: DxaRegion;
  readonly bmd?: DxaValue;
  readonly tScore?: DxaValue;
  readonly zScore?: DxaValue;
};

export type Scanner = {
  readonly label: string;
  readonly maker: "Hologic" | "GE Lunar" | "Norland" | "other" | undefined;
  readonly serialNumber?: string;
};

export type DxaReport = {
  readonly reference: string;
  readonly date: FhirDate | undefined;
  readonly title: string;
  /** Plain text of conclusion, presentedForm and narrative, markup removed; shown as text, never as HTML. */
  readonly text: string;
  /** True when only a PDF or an external file holds the report. */
  readonly fileOnly: boolean;
  /** PDF and other attachments to be opened by the screen: url or base64 stays in the resource. */
  readonly attachments: readonly { readonly contentType: string; readonly title: string }[];
  readonly readings: readonly ReportReading[];
};

/** A number read out of a report's text. Enters the rules only when confirmed (or site setting). */
export type ReportReading = {
  /** The report's reference and what is read: a confirmed number stays confirmed whatever else the report turns out to say. */
  readonly id: string;
  readonly metric: "bmd" | "t-score" | "z-score";
  readonly region: DxaRegion;
  readonly value: number;
  readonly sentence: string;
  /** Character range of the number inside `sentence`, for highlighting. */
  readonly at: readonly [number, number];
  readonly confirmed: boolean;
};

/** One visit to the scanner: everything of one day (or linked by reference) is one session. */
export type DxaSession = {
  readonly id: string;
  readonly date: FhirDate;
  /** central: spine, hip, femur; peripheral: heel, forearm, humerus only; ct: CT-derived only; unspecified: done, site not stated. */
  readonly kind: "central" | "peripheral" | "ct" | "unspecified";
  readonly results: readonly DxaResult[];
  readonly scanner: Scanner | undefined;
  readonly reports: readonly DxaReport[];
  /** False when only text, a file or a procedure entry tells of the scan. */
  readonly hasValues: boolean;
  /** LSC printed on the report, percent, by site, if any. */
  readonly facilityLsc?: Partial<Record<DxaSite, number>>;
  readonly sources: Sources;
};

export type SiteScore = { readonly region: DxaRegion; readonly value: number; readonly session: string };

export type LeastSignificantChange = {
  readonly percent: number;
  /** Facility value on the report > site configuration > ISCD worst-acceptable default (flagged). */
  readonly from: "report" | "site-configuration" | "default";
};

/** BMD change between two sessions of one region. Never across scanners, sides or vertebrae sets. */
export type BoneDensityChange =
  | {
      readonly comparable: true;
      readonly region: DxaRegion;
      readonly from: { readonly session: string; readonly date: FhirDate; readonly bmd: number };
      readonly to: { readonly session: string; readonly date: FhirDate; readonly bmd: number };
      /** T-score of the same region at `from`, if known. */
      readonly tScoreFrom: number | undefined;
      readonly years: number;
      readonly percent: number;
      /** Percent per year; only when `years` >= 0.9. */
      readonly percentPerYear: number | undefined;
      readonly lsc: LeastSignificantChange;
      readonly exceedsLsc: boolean;
      /** `false`: neither scan names its scanner, so the comparison holds only if it was the same. */
      readonly scannerKnown: boolean;
      readonly span: "since-baseline" | "since-previous";
      readonly sources: Sources;
      /** A caveat to show with the change ("one of the scans does not name its vertebrae"). */
      readonly note?: string;
    }
  | {
      readonly comparable: false;
      readonly region: DxaRegion;
      readonly reason: string;
      readonly span: "since-baseline" | "since-previous";
      readonly sources: Sources;
    };

export type BoneDensity = {
  /** Oldest first. Future-dated and entered-in-error data are not here but in `unusable`. */
  readonly sessions: readonly DxaSession[];
  /** Latest session of any kind that counts as a DXA done (central or unspecified). */
  readonly latest: Fact<DxaSession>;
  /** What may be a scan newer than `latest` (or the only one) and cannot be used: why. */
  readonly newestUnusable?: UnusableItem;
  /** Latest central session with at least one usable value. */
  readonly latestWithValues: Fact<DxaSession>;
  /** Lowest valid T-score (spine, total hip, neck, hip, femur) of the latest central session with T-scores. */
  readonly lowestTScore: Fact<SiteScore>;
  readonly lowestZScore: Fact<SiteScore>;
  readonly changes: readonly BoneDensityChange[];
  /** Only heel, forearm, ultrasound or CT-derived results exist. */
  readonly onlyPeripheral: Fact<boolean>;
  /** FRAX probabilities as recorded, percent; never calculated here. */
  readonly fraxMajor: Fact<number>;
  readonly fraxHip: Fact<number>;
};

// ---------------------------------------------------------------- vitamin D and chemistry

export type VitaminDUnit = "ng/mL" | "nmol/L";

export type VitaminDResult = {
  readonly date: FhirDate;
  /** In its own unit; classification uses this, never a conversion (guidelines 3.4). */
  readonly value: number;
  readonly unit: VitaminDUnit;
  readonly comparator: "<" | "<=" | ">" | ">=" | undefined;
  readonly asReported: string;
  readonly analyte: "total" | "d3-alone" | "d2+d3-summed";
  readonly how: How;
  readonly amended: boolean;
  readonly sources: Sources;
  /** A caveat to show with the value ("date of issue", "D2 <4 ng/mL counted as 0"). */
  readonly note?: string;
};

export type VitaminD = {
  /** Oldest first; one per specimen. */
  readonly results: readonly VitaminDResult[];
  readonly latest: Fact<VitaminDResult>;
  /** A 25(OH)D result newer than `latest` (or the only one) that cannot be used: why. */
  readonly newestUnusable: UnusableItem | undefined;
};

export type LabValue = {
  readonly value: number;
  readonly unit: string;
  readonly comparator: "<" | "<=" | ">" | ">=" | undefined;
  readonly low: number | undefined;
  readonly high: number | undefined;
};

export type Chemistry = {
  /** mg/dL */
  readonly calcium: Fact<LabValue>;
  /** g/dL */
  readonly albumin: Fact<LabValue>;
  /** mg/dL, calcium + 0.8 x (4 - albumin); derived; carries the calcium's reference range. */
  readonly correctedCalcium: Fact<LabValue>;
  /** mg/dL */
  readonly creatinine: Fact<LabValue>;
  /** mL/min/1.73m2; not the label measure. */
  readonly egfr: Fact<LabValue>;
  /** mL/min, Cockcroft-Gault with actual weight; derived. */
  readonly creatinineClearance: Fact<LabValue>;
  /** U/L */
  readonly alkalinePhosphatase: Fact<LabValue>;
  /** pg/mL */
  readonly parathyroidHormone: Fact<LabValue>;
  readonly dialysis: Fact<Statement>;
};

// ---------------------------------------------------------------- risk factors

export type Fracture = {
  readonly label: string;
  readonly site: "hip" | "vertebra" | "other";
  /** fragility: coded so; possible: major site, mechanism not recorded. Pathological fracture in neoplasm is neither. */
  readonly certainty: "fragility" | "possible";
  /** Completed years at onset, if it can be told. */
  readonly age: number | undefined;
};

export type RiskFacts = {
  readonly smoking: Fact<"current" | "former" | "never">;
  /** Grams of ethanol per day. */
  readonly alcohol: Fact<number>;
  /** kg/m2, latest within 12 months. */
  readonly bmi: Fact<number>;
  readonly weight: Fact<number>;
  readonly height: Fact<number>;
  readonly parentalHipFracture: Fact<boolean>;
  readonly fractures: Fact<readonly Fracture[]>;
  /** Oral or systemic, prednisone-equivalent. `mgPerDay` undefined when dose is not structured. */
  readonly glucocorticoid: Fact<{ readonly months: number; readonly mgPerDay: number | undefined; readonly current: boolean }>;
  readonly rheumatoidArthritis: Fact<Statement>;
  /** Falls in the last 12 months; `injurious` if any caused injury. */
  readonly falls: Fact<{ readonly count: number; readonly injurious: boolean }>;
  /** mg elemental calcium per day from structured supplement doses. */
  readonly calciumSupplement: Fact<number>;
  /** IU per day from structured supplement doses. */
  readonly vitaminDSupplement: Fact<number>;
  /** Minutes per week of moderate to vigorous activity (exercise vital sign). */
  readonly exerciseMinutes: Fact<number>;
};
