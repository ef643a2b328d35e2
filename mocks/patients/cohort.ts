import type { PatientSource } from "../store";
import { localDay } from "../today";
import { addDays, addMonths } from "./calendar";
import { type Chart, openChart } from "./chart";
import { concept, drugs, icd10, labs } from "./codes";
import { addDxa, bmdOfT, type Maker } from "./dxa";
import { addBody, addBreastCancer, addChemistry, addCondition, addLab, addMenopause, addOtherBloods, addSmoking } from "./findings";
import { type Random, rounded, seededRandom } from "./random";
import { addCourse, addInjections } from "./therapy";

export type CohortOptions = {
  readonly size: number;
  /** mix: one in twenty takes an aromatase inhibitor; all: everyone does. */
  readonly onAi: "mix" | "all";
  readonly today?: string;
};

/** Many synthetic patients for worklists, each made up only when asked for. The same size, mix and day give the same people. */
export function cohort({ size, onAi, today = localDay(new Date()) }: CohortOptions): PatientSource {
  const prefix = `cohort-${onAi}-`;
  const ids = Array.from({ length: size }, (_, index) => `${prefix}${String(index + 1).padStart(6, "0")}`);
  return {
    ids,
    group: { id: `cohort-${onAi}`, name: `Synthetic cohort of ${size}` },
    load: (id) => {
      const random = seededRandom(`cohort ${id}`);
      const takesAi = onAi === "all" || Number(id.slice(prefix.length)) % 20 === 0;
      const chart = openChart(
        {
          id,
          family: `${random.pick(familyStarts)}${random.pick(familyEnds)}`,
          given: [random.pick(givenNames)],
          gender: takesAi && !random.chance(0.01) ? "female" : random.pick(["female", "male"]),
          age: takesAi ? random.integer(44, 84) : random.integer(25, 88),
          mrn: `SBC-${id.slice(-6)}`,
          language: Number(id.slice(prefix.length)) % 7 === 0 ? "es" : "en",
        },
        today,
      );
      if (takesAi) addAiPatient(chart, random);
      else addOtherPatient(chart, random);
      return chart.resources();
    },
  };
}

function addAiPatient(chart: Chart, random: Random): void {
  const { today } = chart;
  const months = random.integer(1, 58);
  const start = addMonths(today, -months);
  const cancer = addBreastCancer(chart, addMonths(start, -random.integer(3, 9)), random.pick(["Stage IA", "Stage IIA", "Stage IIB", "Stage IIIA"]));
  if (chart.ageOn(start) >= 50) addMenopause(chart, addMonths(start, -random.integer(6, 120)));
  addCourse(chart, random.pick([drugs.letrozole, drugs.letrozole, drugs.anastrozole, drugs.anastrozole, drugs.exemestane]), { start, reason: cancer });
  if (random.chance(0.04))
    addCondition(chart, { code: concept("Metastasis to bone", icd10("C79.51", "Secondary malignant neoplasm of bone")), onset: addMonths(today, -2) });
  if (!random.chance(0.2)) addScans(chart, random, months);
  if (random.chance(0.7)) addLab(chart, labs.vitaminD, addDays(today, -random.integer(5, 900)), random.integer(8, 58));
  if (random.chance(0.1)) addInjections(chart, drugs.zoledronate, [addMonths(today, -random.integer(1, 20))]);
  if (random.chance(0.06)) addInjections(chart, drugs.denosumab60, [addMonths(today, -random.integer(1, 11))]);
  addChemistry(chart, addDays(today, -random.integer(3, 200)));
  addBody(chart, addDays(today, -random.integer(3, 200)), random.integer(150, 178), random.between(48, 98));
  addSmoking(chart, addDays(today, -random.integer(3, 400)), random.pick(["never", "never", "never", "former", "current", "unknown"]));
}

/** One or two scans, the last anywhere between last month and four years ago. */
function addScans(chart: Chart, random: Random, monthsOnAi: number): void {
  const lastAgo = random.integer(1, Math.min(48, monthsOnAi + 14));
  const t = random.between(-3.2, 1, 2);
  const maker = random.pick<Maker>(["hologic", "hologic", "lunar"]);
  const bmd = { spine: bmdOfT(maker, "spine", t), hip: bmdOfT(maker, "hip", t + 0.4), neck: bmdOfT(maker, "neck", t + 0.1) };
  const earlier = random.chance(0.5)
    ? {
        day: addMonths(chart.today, -lastAgo - 24),
        bmd: { spine: rounded(bmd.spine * 1.04, 3), hip: rounded(bmd.hip * 1.03, 3), neck: rounded(bmd.neck * 1.03, 3) },
      }
    : undefined;
  if (earlier) addDxa(chart, { ...earlier, maker, scores: "T" });
  addDxa(chart, { day: addMonths(chart.today, -lastAgo), bmd, maker, scores: "T", ...(earlier ? { prior: earlier } : {}) });
}

function addOtherPatient(chart: Chart, random: Random): void {
  addCondition(chart, { code: random.pick(otherConditions), onset: addMonths(chart.today, -random.integer(2, 150)) });
  for (let visits = random.integer(1, 3); visits > 0; visits -= 1) {
    const day = addDays(chart.today, -random.integer(3, 700));
    addOtherBloods(chart, day);
    addBody(chart, day, random.integer(150, 190), random.between(48, 110));
  }
}

const otherConditions = [
  concept("Essential hypertension", icd10("I10", "Essential (primary) hypertension")),
  concept("Type 2 diabetes mellitus", icd10("E11.9", "Type 2 diabetes mellitus without complications")),
  concept("Hypothyroidism", icd10("E03.9", "Hypothyroidism, unspecified")),
  concept("Asthma", icd10("J45.909", "Unspecified asthma, uncomplicated")),
] as const;

const familyStarts = [
  "Alder",
  "Birk",
  "Calder",
  "Dorn",
  "Elms",
  "Fenn",
  "Garth",
  "Hazel",
  "Ives",
  "Jarr",
  "Kell",
  "Loms",
  "Mar",
  "Nether",
  "Orn",
  "Pell",
  "Quar",
  "Rowan",
  "Sel",
  "Thorn",
] as const;
const familyEnds = ["worth", "by", "stead", "field", "lund", "quist", "wick", "holm", "dale", "moor"] as const;
const givenNames = [
  "Ada",
  "Bettina",
  "Clio",
  "Delphine",
  "Esme",
  "Fumiko",
  "Gudrun",
  "Hanneke",
  "Imara",
  "Jolanda",
  "Katya",
  "Leocadia",
  "Mireille",
  "Nomsa",
  "Ottilie",
  "Perpetua",
  "Renske",
  "Solveig",
  "Tamsin",
  "Ulrike",
] as const;
