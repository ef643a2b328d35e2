import { addDays, addMonths } from "./calendar";
import { hl7 } from "./chart";
import { concept, drugs, labs, loinc } from "./codes";
import { addDxa, addDxaProcedure, dxaReport } from "./dxa";
import { addBody, addBreastCancer, addChemistry, addLab, addMenopause, addOtherBloods, addSmoking } from "./findings";
import { pdfOfLines } from "./pdf";
import type { Story } from "./story";
import { addCourse, addDispenses, addStatement } from "./therapy";

/** Patients whose question is the record itself: too long, nearly empty, over, or in a file. */
export const recordStories: readonly Story[] = [
  {
    person: { id: "dense-history", family: "Castellanos", given: ["Wilhelmina", "R."], gender: "female", age: 70, mrn: "SBX-000113", language: "es" },
    told: "Twelve years: tamoxifen, then letrozole, eight scans, bloods every six weeks, and a few entries that must not be used.",
    write: (chart) => {
      const { today, random } = chart;
      const cancer = addBreastCancer(chart, addMonths(today, -146), "Stage IIIA");
      addMenopause(chart, addMonths(today, -210));
      addCourse(chart, drugs.tamoxifen, { start: addMonths(today, -140), end: addMonths(today, -80), reason: cancer });
      const order = addCourse(chart, drugs.letrozole, { start: addMonths(today, -79), reason: cancer });
      addDispenses(chart, drugs.letrozole, addMonths(today, -79), today, order);
      addStatement(chart, drugs.cholecalciferol, addMonths(today, -110));
      const scans = [
        { months: 139, spine: 0.968, hip: 0.872, neck: 0.765 },
        { months: 115, spine: 0.979, hip: 0.874, neck: 0.763 },
        { months: 91, spine: 0.972, hip: 0.869, neck: 0.76 },
        { months: 79, spine: 0.966, hip: 0.866, neck: 0.757 },
        { months: 62, spine: 0.942, hip: 0.851, neck: 0.741 },
        { months: 44, spine: 0.925, hip: 0.839, neck: 0.729 },
        { months: 25, spine: 0.913, hip: 0.829, neck: 0.719 },
        { months: 6, spine: 0.901, hip: 0.819, neck: 0.71 },
      ];
      let prior: { day: string; bmd: { spine: number; hip: number; neck: number } } | undefined;
      for (const { months, ...bmd } of scans) {
        const scan = { day: addMonths(today, -months), bmd };
        addDxa(chart, { ...scan, maker: "hologic", lsc: { spine: 3.2, hip: 3.6 }, ...(prior ? { prior } : {}) });
        prior = scan;
      }
      for (let months = 140; months >= 2; months -= 6) addLab(chart, labs.vitaminD, addMonths(today, -months), random.integer(24, 46));
      for (let day = addMonths(today, -144); day <= today; day = addDays(day, 42)) {
        addChemistry(chart, day);
        addOtherBloods(chart, day);
      }
      for (let months = 144; months >= 0; months -= 6) addBody(chart, addMonths(today, -months), 161, rounded1(71 - months / 60 + random.between(-1, 1)));
      addSmoking(chart, addMonths(today, -6), "never");
      // What must not be used: a wrong patient's tube, another vitamin, a heel scan.
      addLab(chart, labs.vitaminD, addMonths(today, -15), 4, "entered-in-error");
      addLab(chart, labs.vitaminD125, addMonths(today, -15), 58);
      chart.add({
        resourceType: "Observation",
        status: "final",
        category: [hl7("observation-category", "imaging", "Imaging")],
        code: concept("Heel T-score", loinc("38266-3", "DXA Calcaneus [T-score] Bone density")),
        subject: chart.subject,
        effectiveDateTime: addMonths(today, -50),
        valueQuantity: { value: -2.7, unit: "{T-score}", system: "http://unitsofmeasure.org", code: "{T-score}" },
      });
    },
  },
  {
    person: { id: "nearly-empty", family: "Marsh", given: ["Odette"], gender: "female", age: 57, mrn: "SBX-000114" },
    told: "A record that holds her name, her cancer and one letrozole order.",
    write: (chart) => {
      addBreastCancer(chart, addMonths(chart.today, -14), "Stage IA");
      addCourse(chart, drugs.letrozole, { start: addMonths(chart.today, -7) });
    },
  },
  {
    person: { id: "not-on-ai", family: "Strand", given: ["Fenella"], gender: "female", age: 68, mrn: "SBX-000115" },
    told: "Completed five years of anastrozole eight months ago. Not on an aromatase inhibitor now.",
    write: (chart) => {
      const { today } = chart;
      const cancer = addBreastCancer(chart, addMonths(today, -76), "Stage IIA");
      addMenopause(chart, addMonths(today, -220));
      const start = addMonths(today, -68);
      addCourse(chart, drugs.anastrozole, { start, end: addMonths(today, -8), ended: "completed", reason: cancer });
      const first = { day: addMonths(today, -67), bmd: { spine: 0.958, hip: 0.853, neck: 0.741 } };
      const second = { day: addMonths(today, -34), bmd: { spine: 0.921, hip: 0.829, neck: 0.72 } };
      addDxa(chart, { ...first, maker: "hologic" });
      addDxa(chart, { ...second, maker: "hologic", prior: first });
      addDxa(chart, { day: addMonths(today, -10), maker: "hologic", bmd: { spine: 0.908, hip: 0.817, neck: 0.709 }, prior: first });
      addLab(chart, labs.vitaminD, addMonths(today, -10), 39);
      for (const months of [67, 55, 43, 31, 19, 10]) {
        addChemistry(chart, addMonths(today, -months));
        addBody(chart, addMonths(today, -months), 159, 62 + chart.random.between(-1, 1));
      }
      addSmoking(chart, addMonths(today, -10), "former");
    },
  },
  {
    person: { id: "pdf-only", family: "Vasilenko", given: ["Leonora"], gender: "female", age: 63, mrn: "SBX-000117" },
    told: "Her scan report is a PDF and nothing else: a scan was done, its numbers are inside the file.",
    write: (chart) => {
      const { today } = chart;
      const day = addMonths(today, -5);
      const cancer = addBreastCancer(chart, addMonths(today, -21), "Stage IA");
      addMenopause(chart, addMonths(today, -140));
      addCourse(chart, drugs.anastrozole, { start: addMonths(today, -13), reason: cancer });
      const data = pdfOfLines([
        "Bone densitometry report",
        `Date of examination: ${day}`,
        "Scanner: Hologic Horizon A",
        "Lumbar spine (L1-L4): BMD 0.862 g/cm2, T-score -1.7, Z-score -0.4",
        "Left total hip: BMD 0.795 g/cm2, T-score -1.2, Z-score -0.3",
        "Left femoral neck: BMD 0.671 g/cm2, T-score -1.6, Z-score -0.4",
        "Impression: low bone mass (osteopenia).",
      ]);
      addDxaProcedure(chart, day);
      const binary = chart.add({
        resourceType: "Binary",
        id: `${chart.id}-report`,
        contentType: "application/pdf",
        securityContext: { reference: `Patient/${chart.id}` },
        data,
      });
      chart.add({
        ...dxaReport(chart, day, undefined, "final"),
        presentedForm: [{ contentType: "application/pdf", title: "DXA report", url: binary.reference, creation: `${day}T14:00:00Z` }],
      });
      chart.add({
        resourceType: "DocumentReference",
        status: "current",
        type: concept("DXA report", loinc("38269-7", "Study report Skeletal system DXA")),
        category: [
          {
            coding: [{ system: "http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category", code: "clinical-note", display: "Clinical Note" }],
          },
        ],
        subject: chart.subject,
        date: `${day}T14:00:00Z`,
        content: [{ attachment: { contentType: "application/pdf", title: "DXA report", data, creation: `${day}T14:00:00Z` } }],
        context: { period: { start: day, end: day } },
      });
      addLab(chart, labs.vitaminD, addMonths(today, -5), 32);
      addChemistry(chart, addMonths(today, -5));
      addBody(chart, addMonths(today, -1), 166, 72.3);
      addSmoking(chart, addMonths(today, -1), "never");
    },
  },
];

function rounded1(value: number): number {
  return Math.round(value * 10) / 10;
}
