import { addDays, addMonths } from "./calendar";
import { concept, drugs, icd10, labs, snomed } from "./codes";
import { addDxa, bmdOfT } from "./dxa";
import { addAlcohol, addBody, addBreastCancer, addChemistry, addCondition, addFalls, addLab, addMenopause, addOtherBloods, addSmoking } from "./findings";
import type { Story } from "./story";
import { addCourse, addDispenses, addInjections, addStatement } from "./therapy";

/** Patients whose question is treatment: bone drugs given or missed, ovarian suppression, metastases, other risks. */
export const treatmentStories: readonly Story[] = [
  {
    person: { id: "on-zoledronate", family: "Szymanska", given: ["Henrietta"], gender: "female", age: 69, mrn: "SBX-000106" },
    told: "Osteoporosis at baseline (spine T -2.8). Zoledronic acid 5 mg once a year since, and the spine recovers.",
    write: (chart) => {
      const { today } = chart;
      const cancer = addBreastCancer(chart, addMonths(today, -38), "Stage IIA");
      addMenopause(chart, addMonths(today, -230));
      addCondition(chart, {
        code: concept(
          "Postmenopausal osteoporosis",
          icd10("M81.0", "Age-related osteoporosis without current pathological fracture"),
          snomed("64859006", "Osteoporosis (disorder)"),
        ),
        onset: addMonths(today, -30),
      });
      addCourse(chart, drugs.anastrozole, { start: addMonths(today, -30), reason: cancer });
      const first = { day: addMonths(today, -31), bmd: { spine: 0.739, hip: 0.71, neck: 0.598 } };
      addDxa(chart, { ...first, maker: "hologic" });
      addDxa(chart, { day: addMonths(today, -6), maker: "hologic", bmd: { spine: 0.781, hip: 0.725, neck: 0.607 }, prior: first, lsc: { spine: 3.4 } });
      addInjections(chart, drugs.zoledronate, [addMonths(today, -27), addMonths(today, -15), addMonths(today, -3)]);
      addLab(chart, labs.vitaminD, addMonths(today, -28), 24);
      addLab(chart, labs.vitaminD, addMonths(today, -4), 41);
      addStatement(chart, drugs.cholecalciferol, addMonths(today, -28));
      addStatement(chart, drugs.calciumCarbonate, addMonths(today, -28));
      for (const months of [28, 16, 4]) {
        addChemistry(chart, addMonths(today, -months), { creatinine: 0.84, egfr: 71 });
        addBody(chart, addMonths(today, -months), 158, 59 + chart.random.between(-1, 1));
      }
      addSmoking(chart, addMonths(today, -4), "never");
    },
  },
  {
    person: { id: "denosumab-overdue", family: "Feldt", given: ["Augusta", "J."], gender: "female", age: 71, mrn: "SBX-000107" },
    told: "The last denosumab 60 mg was eight months ago. A new scan is ordered, not done.",
    write: (chart) => {
      const { today } = chart;
      const cancer = addBreastCancer(chart, addMonths(today, -52), "Stage IIB");
      addMenopause(chart, addMonths(today, -240));
      addCondition(chart, {
        code: concept("Osteoporosis", icd10("M81.0", "Age-related osteoporosis without current pathological fracture")),
        onset: addMonths(today, -45),
      });
      addCourse(chart, drugs.letrozole, { start: addMonths(today, -44), reason: cancer });
      const first = { day: addMonths(today, -45), bmd: { spine: 0.762, hip: 0.691, neck: 0.585 } };
      addDxa(chart, { ...first, maker: "lunar", scores: "T" });
      addDxa(chart, { day: addMonths(today, -26), maker: "lunar", scores: "T", bmd: { spine: 0.801, hip: 0.71, neck: 0.596 }, prior: first });
      addInjections(chart, drugs.denosumab60, [
        addMonths(today, -32),
        addMonths(today, -26),
        addMonths(today, -20),
        addMonths(today, -14),
        addMonths(today, -8),
      ]);
      chart.add({
        resourceType: "ServiceRequest",
        status: "active",
        intent: "order",
        code: concept("DXA bone density, axial skeleton", {
          system: "http://www.ama-assn.org/go/cpt",
          code: "77080",
          display: "DXA bone density study, axial skeleton",
        }),
        subject: chart.subject,
        authoredOn: addDays(today, -12),
        reasonCode: [concept("Osteoporosis, on aromatase inhibitor")],
      });
      addLab(chart, labs.vitaminD, addMonths(today, -8), 34);
      for (const months of [44, 32, 20, 8]) {
        addChemistry(chart, addMonths(today, -months), { creatinine: 0.9, egfr: 66 });
        addBody(chart, addMonths(today, -months), 156, 55 + chart.random.between(-1, 1));
      }
      addSmoking(chart, addMonths(today, -8), "former");
    },
  },
  {
    person: { id: "ovarian-suppression", family: "Brandt-Osei", given: ["Camille"], gender: "female", age: 43, mrn: "SBX-000108" },
    told: "43 years, exemestane with monthly goserelin for 14 months. Ovarian suppression with an AI loses bone fastest.",
    write: (chart) => {
      const { today } = chart;
      const cancer = addBreastCancer(chart, addMonths(today, -22), "Stage IIB");
      addCondition(chart, { code: concept("Premenopausal at diagnosis", snomed("309606002", "Before menopause")), onset: addMonths(today, -22) });
      addCourse(chart, drugs.exemestane, { start: addMonths(today, -14), reason: cancer });
      const first = addMonths(today, -14);
      const later = Array.from({ length: 15 }, (_, index) => addDays(first, 28 * (index + 1))).filter((day) => day <= today);
      addInjections(chart, drugs.goserelin, [first, ...later]);
      const baseline = { day: addMonths(today, -14), bmd: { spine: 1.002, hip: 0.881, neck: 0.779 } };
      addDxa(chart, { ...baseline, maker: "hologic" });
      addDxa(chart, {
        day: addMonths(today, -2),
        maker: "hologic",
        bmd: { spine: 0.929, hip: 0.849, neck: 0.741 },
        prior: baseline,
        lsc: { spine: 3, hip: 3.2 },
      });
      addLab(chart, labs.vitaminD, addMonths(today, -13), 22);
      addLab(chart, labs.vitaminD, addMonths(today, -2), 37);
      for (const months of [14, 8, 2]) {
        addChemistry(chart, addMonths(today, -months));
        addBody(chart, addMonths(today, -months), 169, 66 + chart.random.between(-1, 1));
      }
      addSmoking(chart, addMonths(today, -2), "never");
      addAlcohol(chart, addMonths(today, -2), 0.2);
    },
  },
  {
    person: { id: "metastatic", family: "Lindgren", given: ["Theodora"], gender: "female", age: 58, mrn: "SBX-000109" },
    told: "Bone metastases. Letrozole with ribociclib, and denosumab 120 mg every four weeks: not a bone-health dose.",
    write: (chart) => {
      const { today } = chart;
      const start = addMonths(today, -18);
      const cancer = addBreastCancer(chart, addMonths(today, -74), "Stage IV");
      addCondition(chart, { code: concept("Metastasis to bone", icd10("C79.51", "Secondary malignant neoplasm of bone")), onset: addMonths(today, -19) });
      addMenopause(chart, addMonths(today, -90));
      addCourse(chart, drugs.letrozole, { start, reason: cancer, naming: "medication" });
      addCourse(chart, drugs.ribociclib, { start, reason: cancer, naming: "medication" });
      const doses = Array.from({ length: 18 }, (_, index) => addDays(start, 14 + 28 * index)).filter((day) => day <= today);
      addInjections(chart, drugs.denosumab120, [doses[0] ?? start, ...doses.slice(1)]);
      addDxa(chart, { day: addMonths(today, -61), maker: "hologic", scores: "T", bmd: { spine: 0.948, hip: 0.861, neck: 0.741 } });
      addLab(chart, labs.vitaminD, addMonths(today, -5), 44);
      for (let months = 18; months >= 0; months -= 1) {
        addChemistry(chart, addMonths(today, -months), { alp: chart.random.integer(95, 160) });
        addOtherBloods(chart, addMonths(today, -months));
      }
      addBody(chart, addMonths(today, -1), 166, 61.5);
      addSmoking(chart, addMonths(today, -5), "never");
    },
  },
  {
    person: { id: "vitamin-d-nmol", family: "Lindqvist-Moreau", given: ["Saoirse"], gender: "female", age: 66, mrn: "SBX-000111" },
    told: "25-hydroxyvitamin D of 24 nmol/L: severely low, in a unit that looks harmless when read as ng/mL. PTH and ALP are up.",
    write: (chart) => {
      const { today } = chart;
      const cancer = addBreastCancer(chart, addMonths(today, -30), "Stage IA");
      addMenopause(chart, addMonths(today, -170));
      addCourse(chart, drugs.letrozole, { start: addMonths(today, -22), reason: cancer });
      addDxa(chart, { day: addMonths(today, -7), maker: "hologic", bmd: { spine: 0.872, hip: 0.801, neck: 0.687 } });
      addLab(chart, labs.vitaminDMolar, addMonths(today, -22), 41);
      addLab(chart, labs.vitaminDMolar, addDays(today, -16), 24);
      addLab(chart, labs.parathyroidHormone, addDays(today, -16), 92);
      addChemistry(chart, addMonths(today, -22));
      addChemistry(chart, addDays(today, -16), { calcium: 8.7, albumin: 3.9, alp: 141 });
      addBody(chart, addDays(today, -16), 162, 70.1);
      addSmoking(chart, addDays(today, -16), "never");
    },
  },
  {
    person: { id: "switch-with-gap", family: "Vantongeren", given: ["Dolores"], gender: "female", age: 60, mrn: "SBX-000112" },
    told: "Anastrozole stopped for joint pain, seven weeks of nothing, then exemestane.",
    write: (chart) => {
      const { today } = chart;
      const cancer = addBreastCancer(chart, addMonths(today, -42), "Stage IIA");
      addMenopause(chart, addMonths(today, -100));
      const start = addMonths(today, -34);
      const stopped = addMonths(today, -15);
      const order = addCourse(chart, drugs.anastrozole, { start, end: stopped, ended: "stopped", endedBecause: "Arthralgia", reason: cancer });
      // The last fill runs out before the stop: a fill that outlasts it would hide the gap.
      addDispenses(chart, drugs.anastrozole, start, addDays(stopped, -90), order);
      addCourse(chart, drugs.exemestane, { start: addDays(stopped, 50), reason: cancer });
      const first = { day: addMonths(today, -33), bmd: { spine: 0.961, hip: 0.846, neck: 0.74 } };
      addDxa(chart, { ...first, maker: "hologic" });
      addDxa(chart, { day: addMonths(today, -9), maker: "hologic", bmd: { spine: 0.939, hip: 0.832, neck: 0.729 }, prior: first });
      addLab(chart, labs.vitaminD, addMonths(today, -33), 28);
      addLab(chart, labs.vitaminD, addMonths(today, -9), 35);
      for (const months of [33, 21, 9]) {
        addChemistry(chart, addMonths(today, -months));
        addBody(chart, addMonths(today, -months), 164, 69 + chart.random.between(-1, 1));
      }
      addSmoking(chart, addMonths(today, -9), "former");
    },
  },
  {
    person: { id: "lifestyle", family: "Pruitt", given: ["Gwendolyn"], gender: "female", age: 66, mrn: "SBX-000116" },
    told: "Prednisone for rheumatoid arthritis, three falls, smokes, three drinks a day, thin, a broken wrist, and a mother who broke her hip.",
    write: (chart) => {
      const { today } = chart;
      const cancer = addBreastCancer(chart, addMonths(today, -24), "Stage IA");
      addMenopause(chart, addMonths(today, -200));
      addCondition(chart, {
        code: concept("Rheumatoid arthritis", icd10("M06.9", "Rheumatoid arthritis, unspecified"), snomed("69896004", "Rheumatoid arthritis (disorder)")),
        onset: addMonths(today, -64),
      });
      addCondition(chart, {
        code: concept("Colles' fracture of right radius", icd10("S52.531A", "Colles' fracture of right radius, initial encounter for closed fracture")),
        onset: addMonths(today, -37),
        status: "resolved",
      });
      addCondition(chart, { code: concept("History of falling", icd10("Z91.81", "History of falling")), onset: addMonths(today, -5) });
      addCourse(chart, drugs.letrozole, { start: addMonths(today, -16), reason: cancer });
      addCourse(chart, drugs.prednisone, { start: addMonths(today, -9) });
      addCourse(chart, drugs.omeprazole, { start: addMonths(today, -40) });
      addDxa(chart, {
        day: addMonths(today, -3),
        maker: "hologic",
        bmd: { spine: bmdOfT("hologic", "spine", -1.8), hip: bmdOfT("hologic", "hip", -1.9), neck: bmdOfT("hologic", "neck", -2.2) },
      });
      addLab(chart, labs.vitaminD, addMonths(today, -3), 17);
      addChemistry(chart, addMonths(today, -3));
      addBody(chart, addMonths(today, -3), 167, 52.7);
      addSmoking(chart, addMonths(today, -3), "current");
      addAlcohol(chart, addMonths(today, -3), 3);
      addFalls(chart, addMonths(today, -3), 3);
      chart.add({
        resourceType: "FamilyMemberHistory",
        status: "completed",
        patient: chart.subject,
        relationship: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/v3-RoleCode", code: "MTH", display: "mother" }], text: "Mother" },
        condition: [
          {
            code: concept("Fracture of hip", snomed("5913000", "Fracture of neck of femur (disorder)")),
            onsetAge: { value: 74, unit: "a", system: "http://unitsofmeasure.org", code: "a" },
          },
        ],
      });
    },
  },
  {
    person: { id: "premenopausal-z", family: "Adeyemi", given: ["Juniper"], gender: "female", age: 38, mrn: "SBX-000118" },
    told: "38 years. Tamoxifen, then exemestane with goserelin. Her scans report Z-scores only; no T-score category applies.",
    write: (chart) => {
      const { today } = chart;
      const cancer = addBreastCancer(chart, addMonths(today, -36), "Stage IIIA");
      addCondition(chart, { code: concept("Premenopausal at diagnosis", snomed("309606002", "Before menopause")), onset: addMonths(today, -36) });
      addCourse(chart, drugs.tamoxifen, {
        start: addMonths(today, -28),
        end: addMonths(today, -10),
        ended: "stopped",
        endedBecause: "Changed to ovarian suppression with aromatase inhibitor",
        reason: cancer,
      });
      addCourse(chart, drugs.exemestane, { start: addMonths(today, -10), reason: cancer });
      const first = addMonths(today, -10);
      const later = Array.from({ length: 12 }, (_, index) => addDays(first, 28 * (index + 1))).filter((day) => day <= today);
      addInjections(chart, drugs.goserelin, [first, ...later]);
      addDxa(chart, { day: addMonths(today, -10), maker: "lunar", scores: "Z", bmd: { spine: 0.989, hip: 0.871, neck: 0.836 } });
      addLab(chart, labs.vitaminD, addMonths(today, -10), 19);
      addChemistry(chart, addMonths(today, -10));
      addBody(chart, addMonths(today, -1), 172, 63.4);
      addSmoking(chart, addMonths(today, -1), "never");
    },
  },
];
