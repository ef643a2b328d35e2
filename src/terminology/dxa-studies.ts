import { recalled, verified } from "./code-table";
import { type Code, systems } from "./concept";

/** What a study, report or procedure code says about where was measured. */
export type DxaScope = "central" | "peripheral" | "ct" | "unspecified";

export type DxaStudyCode = Code & { readonly scope: DxaScope };

/** Where each code was seen beside its meaning (clinical terminology, sections 1 and 7). */
const from = {
  urologyBundle: "VSAC 2.16.840.1.113762.1.4.1248.359, in the CMS645 bundle (cqframework/ecqm-content-qicore-2025)",
  scan: "VSAC 2.16.840.1.113883.3.464.1003.113.12.1051 DXA Scan (cqframework/ecqm-content-r4)",
  xray: "VSAC 2.16.840.1.113883.3.464.1003.198.12.1034 X-Ray Study (cqframework/ecqm-content-r4)",
  xrayQicore: "VSAC 2.16.840.1.113883.3.464.1003.198.12.1034 XRay Study (cqframework/ecqm-content-qicore-2024)",
  usCore: "HL7/US-Core input/examples/DiagnosticReport-bone-density-report.json",
  pamaProcedures: "cds-hooks/sandbox src/assets/pama-procedure-codes.json",
  pamaReasons: "cds-hooks/sandbox src/assets/pama-reason-codes.json",
  synthea: "smart-on-fhir/generated-sample-data DSTU-2/SYNTHEA/Abbott_Buena_66.json",
  publicFile: "public GitHub files 59093826198, 53311733534, 53739015172",
  reportFile: "public GitHub file 71304320801",
  taiwan: "TW Core sample",
  memory: "memory only, not seen in a source",
  parentConcept: "public GitHub file 15575817974; display not seen",
} as const;

/** Codes of a DXA study, report, panel or procedure: a scan was done, whatever its values. */
export const dxaStudyCodes: readonly DxaStudyCode[] = [
  ...study("unspecified", [
    ...verified(systems.loinc, from.urologyBundle, { "38268-9": "DXA Skeletal system Views for bone density" }),
    ...verified(systems.loinc, from.scan, { "38269-7": "Study report Skeletal system DXA" }),
    ...verified(systems.loinc, from.usCore, { "83311-1": "Bone density quantitative measurement by DXA panel" }),
    ...verified(systems.snomed, from.synthea, { "312681000": "Bone density scan (procedure)" }),
    ...recalled(systems.snomed, from.parentConcept, { "241686001": "DXA parent concept (display unseen)" }),
  ]),
  ...study("central", [
    ...verified(systems.loinc, from.xray, {
      "83012-5": "DXA Skeletal system.axial Views for bone density",
      "83014-1": "DXA Skeletal system.axial Views for bone density and vertebral fracture",
    }),
    ...verified(systems.loinc, from.scan, { "62910-5": "PhenX - spine - femur bone density by dual-energy x-ray absorptiometry protocol 170701" }),
    ...verified(systems.cpt, from.publicFile, {
      "77080": "DXA bone density study, 1 or more sites; axial skeleton (eg, hips, pelvis, spine)",
      "77085": "DXA bone density study, axial skeleton, including vertebral fracture assessment",
    }),
  ]),
  ...study("peripheral", [
    ...verified(systems.loinc, from.xray, { "83013-3": "DXA Skeletal system.peripheral Views for bone density" }),
    ...verified(systems.cpt, from.publicFile, {
      "77081": "DXA bone density study, 1 or more sites; appendicular skeleton (peripheral) (eg, radius, wrist, heel)",
    }),
  ]),
  ...study(
    "ct",
    verified(systems.loinc, from.xray, {
      "79090-7": "CT densitometry Lumbar spine WO contrast",
      "79092-3": "CT densitometry Thoracic spine WO contrast",
    }),
  ),
];

/** Codes that say only "an image was made": a DXA if the texts beside them say so. */
export const genericStudyCodes: readonly Code[] = verified(systems.loinc, from.reportFile, { "18748-4": "Diagnostic imaging study" });

export type DxaLookAlike = Code & { readonly reason: string };

/** Codes often taken for a DXA. None of them counts as one; each is listed with its reason. */
export const dxaLookAlikes: readonly DxaLookAlike[] = [
  ...lookAlike("A screening for osteoporosis need not be a bone density scan.", [
    ...verified(systems.snomed, from.pamaReasons, { "300004007": "Screening for osteoporosis (procedure)" }),
  ]),
  ...lookAlike("Bone imaging of a limited area is not a bone density scan.", [
    ...verified(systems.snomed, from.taiwan, { "3998005": "Bone imaging of limited area" }),
  ]),
  ...lookAlike("A vertebral fracture assessment alone measures no bone density.", [
    ...verified(systems.cpt, from.publicFile, { "77086": "Vertebral fracture assessment via DXA" }),
    ...verified(systems.loinc, from.xray, { "83051-3": "DXA Cervical and thoracic and lumbar spine Views for vertebral fracture" }),
  ]),
  ...lookAlike("It is another absorptiometry than DXA.", [
    ...verified(systems.cpt, from.pamaProcedures, {
      "78350": "Bone density (bone mineral content) study, 1 or more sites; single photon absorptiometry",
      "78351": "Bone density (bone mineral content) study, 1 or more sites; dual photon absorptiometry, 1 or more sites",
    }),
    ...verified(systems.snomed, from.pamaReasons, { "82066000": "Bone density study, dual photon absorptiometry (procedure)" }),
    ...recalled("urn:oid:2.16.840.1.113883.6.285", from.memory, {
      G0130: "Single energy x-ray absorptiometry (SEXA) bone density study, appendicular skeleton",
    }),
  ]),
  ...lookAlike("Bone age is not bone density.", [...verified(systems.loinc, from.xrayQicore, { "37362-1": "XR Bones Bone age Views" })]),
];

function study(scope: DxaScope, codes: readonly Code[]): readonly DxaStudyCode[] {
  return codes.map((code) => ({ ...code, scope }));
}

function lookAlike(reason: string, codes: readonly Code[]): readonly DxaLookAlike[] {
  return codes.map((code) => ({ ...code, reason }));
}
