import { addDays, addMonths } from "../../src/record/date";
import { buildRecord } from "../../src/record/build";
import type { BoneHealthRecord } from "../../src/record/record";
import { type SearchId, type SearchReport, type SearchState, searchIds } from "../../src/record/searches";
import { defaultRecordSettings } from "../../src/record/site";

/** The facts of one worked case (tests/cases/clinical-cases.json, `conventions`). */
export type CaseFacts = {
  readonly age: number;
  readonly bmi?: number;
  readonly smoke?: "never" | "former" | "current";
  readonly meno?: boolean;
  readonly ofs?: boolean;
  readonly use_z?: boolean;
  readonly metastatic?: boolean;
  readonly ai_months?: number;
  readonly dxa?: "ok" | "none" | "textonly" | "peripheral" | "error";
  readonly dxa_ago?: number;
  readonly dxa_months_before_ai?: number;
  readonly t?: number;
  readonly t1?: number;
  readonly bmd1?: number;
  readonly bmd2?: number;
  readonly yrs?: number;
  readonly lsc?: number;
  readonly same_device?: boolean;
  readonly vitd?: number;
  readonly unit?: string;
  readonly vitd_weeks?: number;
  readonly vitd_missing?: boolean;
  readonly alc_g?: number;
  readonly gc_mg?: number;
  readonly gc_months?: number;
  readonly falls?: number;
  readonly deno_months?: number;
  readonly antires?: "zol" | "deno";
  readonly crcl?: number;
  readonly egfr?: number;
  readonly ca_low?: boolean;
  readonly fx_hip_or_vert?: boolean;
  readonly fx_after50?: boolean;
  readonly estrogen?: boolean;
};

const caseDay = "2026-11-23";
const loinc = "http://loinc.org";
const rxnorm = "http://www.nlm.nih.gov/research/umls/rxnorm";
const gramsPerDrink = 8;

type Resource = Readonly<Record<string, unknown>>;

/** A worked case as the FHIR resources that a server might hold of it, as of `caseDay`. */
function resourcesOfFacts(facts: CaseFacts): readonly Resource[] {
  const numbered = [
    patient(facts),
    condition("C50.911", "Malignant neoplasm of unspecified site of right female breast", ago(facts.ai_months ?? 20)),
    ...(facts.metastatic ? [condition("C79.51", "Secondary malignant neoplasm of bone", ago(6))] : []),
    ...(facts.meno ? [condition("Z78.0", "Asymptomatic menopausal state", ago(60))] : []),
    ...fractures(facts),
    ...medicines(facts),
    ...lifestyle(facts),
    ...dxa(facts),
    ...laboratory(facts),
  ];
  return numbered.map((resource, index) => ({ id: `r${index}`, ...resource }));
}

/** The record of a worked case; `failed` searches have lost what they would have brought. */
export function recordOfFacts(facts: CaseFacts, failed: Partial<Record<SearchId, SearchState>> = {}): BoneHealthRecord {
  const states: Partial<Record<SearchId, SearchState>> = { ...(facts.dxa === "error" && { "bone-observations": "failed" }), ...failed };
  const lost = (resource: Resource) => {
    const state = states[searchOf(resource)] ?? "complete";
    return state !== "complete" && state !== "unsupported";
  };
  return buildRecord({
    patientId: "p1",
    resources: resourcesOfFacts(facts).filter((resource) => !lost(resource)),
    searches: searchIds.map((id): SearchReport => {
      const state = states[id] ?? "complete";
      return { id, resourceType: id, state, reason: state === "complete" ? "" : `the server answered ${state}`, pages: 1, resources: 1, warnings: [] };
    }),
    today: caseDay,
    settings: { ...defaultRecordSettings, gramsPerDrink, leastSignificantChange: facts.lsc === undefined ? {} : { "lumbar-spine": facts.lsc } },
  });
}

const boneCodes = new Set(["38267-1", "24966-4", "38266-3", "62292-8"]);
const searchByType: Readonly<Record<string, SearchId>> = {
  Patient: "patient",
  Condition: "conditions",
  MedicationRequest: "medication-requests",
  MedicationAdministration: "medication-administrations",
  DiagnosticReport: "diagnostic-reports",
};

/** Which search would have brought a resource. */
function searchOf(resource: Resource): SearchId {
  const code = resource["code"] as { readonly coding?: readonly { readonly code: string }[] } | undefined;
  return searchByType[String(resource["resourceType"])] ?? (boneCodes.has(code?.coding?.[0]?.code ?? "") ? "bone-observations" : "context-observations");
}

/** Calendar months ago; half a month is 15 days. */
function ago(months: number): string {
  const whole = Math.floor(months);
  return addDays(addMonths(caseDay, -whole), -Math.round((months - whole) * 30));
}

function patient({ age }: CaseFacts): Resource {
  return { resourceType: "Patient", id: "p1", gender: "female", birthDate: ago(age * 12 + 3), name: [{ family: "Example", given: ["Ruth"] }] };
}

const subject = { reference: "Patient/p1" };

function condition(code: string, display: string, onset: string): Resource {
  return {
    resourceType: "Condition",
    subject,
    clinicalStatus: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/condition-clinical", code: "active" }] },
    verificationStatus: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/condition-ver-status", code: "confirmed" }] },
    code: { coding: [{ system: "http://hl7.org/fhir/sid/icd-10-cm", code, display }] },
    onsetDateTime: onset,
  };
}

function fractures(facts: CaseFacts): readonly Resource[] {
  if (facts.fx_hip_or_vert) return [condition("M80.08XA", "Age-related osteoporosis with current pathological fracture, vertebra(e)", ago(24))];
  return facts.fx_after50 ? [condition("M80.031A", "Age-related osteoporosis with current pathological fracture, right forearm", ago(24))] : [];
}

function order(code: string, text: string, authoredOn: string, dosage?: Resource): Resource {
  return {
    resourceType: "MedicationRequest",
    subject,
    status: "active",
    intent: "order",
    medicationCodeableConcept: { ...(code && { coding: [{ system: rxnorm, code }] }), text },
    authoredOn,
    ...(dosage && { dosageInstruction: [dosage] }),
  };
}

function given(text: string, on: string): Resource {
  return { resourceType: "MedicationAdministration", subject, status: "completed", medicationCodeableConcept: { text }, effectiveDateTime: on };
}

function medicines(facts: CaseFacts): readonly Resource[] {
  const start = ago(facts.ai_months ?? 20);
  const { gc_mg, gc_months, deno_months, antires } = facts;
  return [
    order("72965", "letrozole 2.5 mg oral tablet", start),
    ...(facts.ofs ? [order("50610", "goserelin 3.6 mg implant every 28 days", start)] : []),
    ...(facts.estrogen ? [order("", "estradiol 1 mg oral tablet", ago(4))] : []),
    ...(gc_mg !== undefined
      ? [
          order("8640", "prednisone oral tablet", ago(gc_months ?? 1), {
            text: `${gc_mg} mg by mouth daily`,
            timing: { repeat: { frequency: 1, period: 1, periodUnit: "d" } },
            doseAndRate: [{ doseQuantity: { value: gc_mg, unit: "mg" } }],
          }),
        ]
      : []),
    ...(antires === "zol" ? [given("zoledronic acid 5 mg/100 mL infusion", ago(3))] : []),
    ...(antires === "deno" ? [order("", "denosumab 60 mg subcutaneous injection (Prolia)", ago(30))] : []),
    ...(deno_months !== undefined ? [given("denosumab 60 mg subcutaneous injection (Prolia)", ago(deno_months))] : []),
  ];
}

function observation(code: string, text: string, on: string, value: Resource, more: Resource = {}): Resource {
  return {
    resourceType: "Observation",
    subject,
    status: "final",
    code: { coding: [{ system: loinc, code, display: text }], text },
    effectiveDateTime: on,
    ...value,
    ...more,
  };
}

function quantity(value: number, unit: string): Resource {
  return { valueQuantity: { value, unit, system: "http://unitsofmeasure.org", code: unit } };
}

const smokingAnswers = {
  never: ["266919005", "Never smoked tobacco"],
  former: ["8517006", "Ex-smoker"],
  current: ["449868002", "Smokes tobacco daily"],
} as const;

function lifestyle(facts: CaseFacts): readonly Resource[] {
  const on = ago(1);
  const { smoke, bmi, alc_g, falls } = facts;
  const [code, display] = smoke ? smokingAnswers[smoke] : [];
  return [
    ...(smoke
      ? [observation("72166-2", "Tobacco smoking status", on, { valueCodeableConcept: { coding: [{ system: "http://snomed.info/sct", code, display }] } })]
      : []),
    ...(bmi === undefined ? [] : [observation("39156-5", "Body mass index", on, quantity(bmi, "kg/m2"))]),
    ...(alc_g === undefined ? [] : [observation("74013-4", "Alcoholic drinks per day", on, quantity(alc_g / gramsPerDrink, "/d"))]),
    ...(falls === undefined ? [] : [observation("", "Number of falls in the last 12 months", on, { valueInteger: falls })]),
  ];
}

function dxa(facts: CaseFacts): readonly Resource[] {
  const { t, t1, bmd1, bmd2, yrs, same_device = true } = facts;
  switch (facts.dxa ?? "ok") {
    case "none":
      return [];
    case "textonly":
      return [
        {
          resourceType: "DiagnosticReport",
          subject,
          status: "final",
          code: { coding: [{ system: loinc, code: "38269-7", display: "DXA Skeletal system Views for bone density" }] },
          effectiveDateTime: ago(6),
          conclusion: "Bone densitometry performed. See scanned pages for the values.",
        },
      ];
    case "peripheral":
      return [observation("38266-3", "DXA Calcaneus [T-score] Bone density", ago(6), quantity(t ?? -1, "{T-score}"))];
    default:
      break;
  }
  const last = ago(facts.dxa_months_before_ai === undefined ? (facts.dxa_ago ?? 6) : facts.dxa_months_before_ai + (facts.ai_months ?? 20));
  const scan = (on: string, scanner: string, score?: number, bmd?: number): readonly Resource[] => [
    ...(score === undefined
      ? []
      : [observation("38267-1", "DXA Lumbar spine [T-score] Bone density", on, quantity(score, "{T-score}"), { device: { display: scanner } })]),
    ...(bmd === undefined
      ? []
      : [observation("24966-4", "DXA Lumbar spine [Mass/Area] Bone density", on, quantity(bmd, "g/cm2"), { device: { display: scanner } })]),
  ];
  const first = yrs === undefined ? [] : scan(addDays(last, -Math.round(yrs * 365.25)), "Hologic Horizon W", t1, bmd1);
  return [...first, ...scan(last, same_device ? "Hologic Horizon W" : "GE Lunar iDXA", t, bmd2)];
}

function laboratory(facts: CaseFacts): readonly Resource[] {
  const { vitd, unit = "ng/mL", vitd_weeks = 0, crcl, egfr, age } = facts;
  const on = ago(1);
  const kilograms = 62;
  const creatinine = crcl === undefined ? undefined : ((140 - age) * kilograms * 0.85) / (72 * crcl); // Cockcroft-Gault, woman
  return [
    ...(vitd === undefined || facts.vitd_missing
      ? []
      : [
          observation(
            "62292-8",
            "25-Hydroxyvitamin D3+25-Hydroxyvitamin D2 [Mass/volume] in Serum or Plasma",
            addDays(caseDay, -7 * vitd_weeks),
            quantity(vitd, unit),
          ),
        ]),
    ...(creatinine === undefined
      ? []
      : [
          observation("2160-0", "Creatinine [Mass/volume] in Serum or Plasma", on, quantity(Math.round(creatinine * 1000) / 1000, "mg/dL")),
          observation("29463-7", "Body weight", on, quantity(kilograms, "kg")),
        ]),
    ...(egfr === undefined
      ? []
      : [observation("98979-8", "Glomerular filtration rate/1.73 sq M.predicted (CKD-EPI 2021)", on, quantity(egfr, "mL/min/{1.73_m2}"))]),
    ...(facts.ca_low
      ? [
          observation("17861-6", "Calcium [Mass/volume] in Serum or Plasma", on, quantity(7.9, "mg/dL"), {
            referenceRange: [{ low: { value: 8.5, unit: "mg/dL" }, high: { value: 10.4, unit: "mg/dL" } }],
          }),
          observation("1751-7", "Albumin [Mass/volume] in Serum or Plasma", on, quantity(4, "g/dL")),
        ]
      : []),
  ];
}
