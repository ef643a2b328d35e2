import { addDays, addMonths } from "./calendar";
import { drugs, labs } from "./codes";
import { addDxa, addTextReport } from "./dxa";
import { addAlcohol, addBody, addBreastCancer, addChemistry, addLab, addMenopause, addOtherBloods, addSmoking } from "./findings";
import type { Story } from "./story";
import { addCourse, addDispenses, addStatement } from "./therapy";

/** Patients whose question is when and how bone density was last measured, and what it did since. */
export const monitoringStories: readonly Story[] = [
  {
    person: { id: "new-start", family: "Thornbury", given: ["Marguerite", "A."], gender: "female", age: 61, mrn: "SBX-000101" },
    told: "Started letrozole five weeks ago. No bone density scan and no vitamin D on record.",
    write: (chart) => {
      const { today } = chart;
      const start = addDays(today, -35);
      const cancer = addBreastCancer(chart, addMonths(today, -8), "Stage IIA");
      addMenopause(chart, addMonths(today, -120));
      addCourse(chart, drugs.letrozole, { start, reason: cancer });
      addChemistry(chart, addDays(today, -40));
      addOtherBloods(chart, addDays(today, -40));
      addBody(chart, addDays(today, -35), 165, 73.2);
      addSmoking(chart, addDays(today, -35), "never");
    },
  },
  {
    person: { id: "window-open", family: "Vasquez-Holm", given: ["Ingrid"], gender: "female", age: 62, mrn: "SBX-000102" },
    told: "Normal bones. On anastrozole for 28 months; the last scan was 16 months ago, so the window for the next one is open.",
    write: (chart) => {
      const { today } = chart;
      const start = addMonths(today, -28);
      const cancer = addBreastCancer(chart, addMonths(today, -37), "Stage IA");
      addMenopause(chart, addMonths(today, -130));
      const order = addCourse(chart, drugs.anastrozole, { start, reason: cancer, naming: "medication" });
      addDispenses(chart, drugs.anastrozole, start, today, order);
      const first = { day: addMonths(today, -29), bmd: { spine: 1.031, hip: 0.902, neck: 0.793 } };
      addDxa(chart, { ...first, maker: "hologic" });
      addDxa(chart, { day: addMonths(today, -16), maker: "hologic", bmd: { spine: 1.014, hip: 0.893, neck: 0.782 }, prior: first });
      addLab(chart, labs.vitaminD, addMonths(today, -29), 31);
      addLab(chart, labs.vitaminD, addMonths(today, -4), 36);
      addStatement(chart, drugs.cholecalciferol, addMonths(today, -28));
      for (const months of [28, 22, 16, 10, 4]) {
        addChemistry(chart, addMonths(today, -months));
        addBody(chart, addMonths(today, -months), 168, 76 + chart.random.between(-1, 1));
      }
      addSmoking(chart, addMonths(today, -4), "never");
      addAlcohol(chart, addMonths(today, -4), 0.5);
    },
  },
  {
    person: { id: "falling-fast", family: "Okafor-Lane", given: ["Beatrix"], gender: "female", age: 64, mrn: "SBX-000103" },
    told: "Spine density fell about 9 % in two years on letrozole, three scans on the same scanner, more than the facility's least significant change.",
    write: (chart) => {
      const { today } = chart;
      const start = addMonths(today, -25);
      const cancer = addBreastCancer(chart, addMonths(today, -33), "Stage IIB");
      addMenopause(chart, addMonths(today, -150));
      const order = addCourse(chart, drugs.letrozole, { start, reason: cancer });
      addDispenses(chart, drugs.letrozole, start, today, order);
      const lsc = { spine: 2.9, hip: 3.1 };
      const first = { day: addMonths(today, -26), bmd: { spine: 0.921, hip: 0.838, neck: 0.729 } };
      const second = { day: addMonths(today, -14), bmd: { spine: 0.879, hip: 0.819, neck: 0.711 } };
      addDxa(chart, { ...first, maker: "hologic", lsc });
      addDxa(chart, { ...second, maker: "hologic", lsc, prior: first });
      addDxa(chart, {
        day: addMonths(today, -2),
        maker: "hologic",
        bmd: { spine: 0.838, hip: 0.798, neck: 0.692 },
        lsc,
        prior: first,
        comment: "Consider secondary causes of bone loss.",
      });
      addLab(chart, labs.vitaminD, addMonths(today, -25), 29);
      addLab(chart, labs.vitaminD, addMonths(today, -3), 27);
      addLab(chart, labs.parathyroidHormone, addMonths(today, -3), 51);
      for (const months of [25, 19, 13, 7, 3]) {
        addChemistry(chart, addMonths(today, -months));
        addOtherBloods(chart, addMonths(today, -months));
        addBody(chart, addMonths(today, -months), 163, 67 + chart.random.between(-1, 1));
      }
      addSmoking(chart, addMonths(today, -3), "former");
      addAlcohol(chart, addMonths(today, -3), 0.3);
    },
  },
  {
    person: { id: "two-scanners", family: "Achterberg", given: ["Rosalind", "M."], gender: "female", age: 67, mrn: "SBX-000104" },
    told: "Her clinic replaced its Hologic with a GE Lunar. The numbers went up; the bone did not. No change may be computed.",
    write: (chart) => {
      const { today } = chart;
      const start = addMonths(today, -42);
      const cancer = addBreastCancer(chart, addMonths(today, -50), "Stage IA");
      addMenopause(chart, addMonths(today, -190));
      addCourse(chart, drugs.anastrozole, { start, reason: cancer });
      const first = { day: addMonths(today, -43), bmd: { spine: 0.904, hip: 0.824, neck: 0.71 } };
      addDxa(chart, { ...first, maker: "hologic" });
      addDxa(chart, { day: addMonths(today, -22), maker: "hologic", bmd: { spine: 0.887, hip: 0.811, neck: 0.698 }, prior: first });
      const outside = addDxa(chart, {
        day: addMonths(today, -5),
        maker: "lunar",
        bmd: { spine: 1.048, hip: 0.865, neck: 0.803 },
        comment: "Prior study was done on a scanner of another manufacturer. No quantitative comparison is possible.",
      });
      chart.add({
        resourceType: "Provenance",
        target: [...outside],
        recorded: `${addMonths(today, -5)}T15:00:00Z`,
        agent: [
          {
            type: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/provenance-participant-type", code: "author" }] },
            who: { display: "Northgate Imaging (outside)" },
          },
        ],
      });
      addLab(chart, labs.vitaminD, addMonths(today, -6), 38);
      for (const months of [42, 30, 18, 6]) {
        addChemistry(chart, addMonths(today, -months));
        addBody(chart, addMonths(today, -months), 160, 64 + chart.random.between(-1, 1));
      }
      addSmoking(chart, addMonths(today, -6), "never");
    },
  },
  {
    person: { id: "text-only", family: "Nakagawa-Reyes", given: ["Philippa"], gender: "female", age: 59, mrn: "SBX-000105" },
    told: "Her scan exists only as a radiologist's paragraph: no number of it is in a field of its own.",
    write: (chart) => {
      const { today } = chart;
      const day = addMonths(today, -9);
      const cancer = addBreastCancer(chart, addMonths(today, -27), "Stage IIA");
      addMenopause(chart, addMonths(today, -84));
      addCourse(chart, drugs.letrozole, { start: addMonths(today, -20), reason: cancer });
      addTextReport(
        chart,
        day,
        [
          "EXAM: DXA bone density, hip and spine.",
          "HISTORY: Breast cancer on aromatase inhibitor. Mother with osteoporosis, T-score -3.1.",
          "FINDINGS: Bone mineral density of the lumbar spine (L1-L4) corresponds to a T-score of -1.7.",
          "The left femoral neck T-score is -1.9, previously T-score -1.6 at an outside facility.",
          "Total hip T-score -1.2.",
          "IMPRESSION: Osteopenia. WHO classification: normal T-score -1.0 or above; osteoporosis T-score -2.5 or below.",
        ].join("\n"),
      );
      addLab(chart, labs.vitaminD, addMonths(today, -9), 33);
      addChemistry(chart, addMonths(today, -9));
      addBody(chart, addMonths(today, -3), 171, 80.4);
      addSmoking(chart, addMonths(today, -3), "never");
    },
  },
  {
    person: { id: "man", family: "Quill", given: ["Bartholomew"], gender: "male", age: 71, mrn: "SBX-000110" },
    told: "A man of 71 with breast cancer, on letrozole with goserelin after tamoxifen was not tolerated.",
    write: (chart) => {
      const { today } = chart;
      const cancer = addBreastCancer(chart, addMonths(today, -26), "Stage IIIA", {
        system: "http://hl7.org/fhir/sid/icd-10-cm",
        code: "C50.922",
        display: "Malignant neoplasm of unspecified site of left male breast",
      });
      addCourse(chart, drugs.tamoxifen, {
        start: addMonths(today, -18),
        end: addMonths(today, -14),
        ended: "stopped",
        endedBecause: "Deep vein thrombosis",
        reason: cancer,
      });
      addCourse(chart, drugs.letrozole, { start: addMonths(today, -13), reason: cancer });
      addCourse(chart, drugs.goserelin, { start: addMonths(today, -13), reason: cancer });
      addDxa(chart, { day: addMonths(today, -8), maker: "lunar", bmd: { spine: 1.069, hip: 0.832, neck: 0.764 } });
      addLab(chart, labs.vitaminD, addMonths(today, -8), 26);
      for (const months of [13, 8, 2]) {
        addChemistry(chart, addMonths(today, -months), { creatinine: chart.random.between(0.95, 1.15, 2), egfr: chart.random.integer(64, 74) });
        addOtherBloods(chart, addMonths(today, -months));
        addBody(chart, addMonths(today, -months), 177, 82 + chart.random.between(-1, 1));
      }
      addSmoking(chart, addMonths(today, -8), "former");
      addAlcohol(chart, addMonths(today, -8), 1);
    },
  },
];
