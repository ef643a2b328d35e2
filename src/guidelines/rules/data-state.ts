import { compareDates } from "../../record/date";
import type { FhirDate } from "../../record/fact";
import type { BoneHealthRecord } from "../../record/record";
import type { SearchId, SearchReport } from "../../record/searches";
import { edition } from "../edition";
import { atLeastMonthsAgo } from "../intervals";
import type { Judgement, Missing, Rule, RuleContext } from "../model";
import { dxaSearches, failedSearches, givenMedicineSearches, searchWords, unread } from "../searches-read";
import { fired, notEvaluable, notFired } from "../seen";
import { vitaminDClasses, vitaminDText } from "../vitamin-d-class";
import { dateText, listText, regionText, scoreText, sentence } from "../wording";

const searchesFailed: Rule = {
  ...edition,
  id: "STATE-ERR",
  title: "Searches that did not end well",
  priority: "M",
  topic: "data",
  logic:
    "Any search of the record was refused, failed or read only in part; or the server offers no Observation, MedicationRequest, DiagnosticReport or Condition; or entries leave open whether an aromatase inhibitor is taken. Rules that rest on it are then not evaluable, and nothing is taken to be absent.",
  citations: [],
  judge(record, context): Judgement {
    const failed = failedSearches(record);
    const waiting = record.searches.some((search) => search.state === "pending");
    if (failed.length === 0 && waiting) return notEvaluable("Some searches are still running.");
    if (failed.length === 0) return inhibitorUnclear(record) ?? notFired("Every search ended well.");
    const dxa = failed.some(({ id }) => dxaSearches.some((one) => one === id));
    const partly = failed.every(({ state }) => state === "partial");
    const lost = listText([...new Set(failed.map(({ id }) => searchWords[id]))]);
    return fired(
      `${sentence(lost)} could ${partly ? "be loaded only in part" : "not be loaded"}. ${dxa ? "This is not the same as no DXA. " : ""}Retry or open the chart.`,
      whatCannotBeConcluded(record, failed),
      { inputs: [], missing: failed.map(missingSearch) },
      holdsBackAnAlert(record, context) ? "H" : undefined,
    );
  },
};

/** Entries that contradict each other, or whose drug was not sent: silence would say that no aromatase inhibitor is taken. */
function inhibitorUnclear({ therapy }: BoneHealthRecord): Judgement | undefined {
  const taken = therapy.currentAromataseInhibitor;
  if (taken.state !== "unusable") return undefined;
  return fired(
    "Whether an aromatase inhibitor is taken now cannot be said. This is not the same as none. Open the chart.",
    `${taken.reason} Rules for people on one are held back.`,
    { inputs: [], missing: [{ label: "Aromatase inhibitor", state: "unusable", reason: taken.reason }] },
  );
}

export const dataStateRules: readonly Rule[] = [searchesFailed];

const lastDxa = "whether and when the last DXA was done";
const lastInjections = "when injections and infusions for bone were last given";
const boneMedicines = "which bone medicines are taken now";
const restsOn: Readonly<Record<SearchId, readonly string[]>> = {
  patient: ["age and sex"],
  "bone-observations": ["whether and when a DXA was done, the lowest T-score, whether vitamin D was measured"],
  "diagnostic-reports": [lastDxa],
  procedures: [lastDxa, lastInjections],
  documents: [lastDxa],
  "medication-requests": ["which aromatase inhibitor and bone medicines are taken"],
  "medication-statements": [boneMedicines],
  "medication-administrations": [lastInjections],
  "medication-dispenses": [boneMedicines],
  "context-observations": ["kidney function, calcium, and risk factors such as BMI and smoking"],
  conditions: ["whether the disease is metastatic, past fractures, menopausal status"],
  "family-history": ["family history of hip fracture"],
};

/** The card gives M; but what keeps an alert from being judged must not be less urgent than the alert. */
function holdsBackAnAlert(record: BoneHealthRecord, { settings }: RuleContext): boolean {
  const { boneDensity, therapy, today } = record;
  const medicines = unread(record, givenMedicineSearches).length > 0;
  const lastDose = lastDenosumab(record);
  if (medicines && lastDose && atLeastMonthsAgo(lastDose, settings.values.denosumabOverdueMonths, today) !== "no") return true;
  // Metastatic or not, and the latest scan or not, come first.
  const incomplete = medicines || unread(record, ["conditions", "bone-observations"]).length > 0;
  return boneDensity.lowestTScore.state === "present" && boneDensity.lowestTScore.value.value <= -2.5 && (incomplete || !therapy.medicationListComplete);
}

/** The day of the latest dose at bone strength that was found. */
function lastDenosumab({ therapy }: BoneHealthRecord): FhirDate | undefined {
  const courses = therapy.others.filter((course) => course.drugClass === "denosumab" && course.purpose !== "oncology-dose");
  const dates = courses.flatMap((course) => course.doses.map((dose) => dose.date));
  return dates.toSorted(compareDates).at(-1);
}

/** What stands, although it cannot lead to a prompt, is said here: a low T-score must not vanish behind a failed medication search. */
function whatCannotBeConcluded(record: BoneHealthRecord, failed: readonly SearchReport[]): string {
  const lost = listText([...new Set(failed.flatMap(({ id }) => restsOn[id]))]);
  const stands: string[] = [];
  const lowest = record.boneDensity.lowestTScore;
  if (lowest.state === "present" && lowest.date && lowest.value.value < -2)
    stands.push(`T-score ${scoreText(lowest.value.value)} at ${regionText(lowest.value.region)} (${dateText(lowest.date)}) is on record`);
  const ungated = record.disease.metastatic.state === "unavailable"; // then every other rule waits
  const level = record.vitaminD.latest;
  if (ungated && level.state === "present" && vitaminDClasses(level.value).every((one) => one === "severe" || one === "high"))
    stands.push(`25(OH)D ${vitaminDText(level.value)} (${dateText(level.value.date)}) is on record`);
  const lastDose = lastDenosumab(record);
  if (lastDose && (ungated || unread(record, givenMedicineSearches).length > 0)) stands.push(`the last denosumab dose found is of ${dateText(lastDose)}`);
  return `Cannot be concluded: ${lost}.${stands.length > 0 ? ` ${sentence(listText(stands))}; judge by the chart.` : ""}`;
}

function missingSearch({ id, state, reason }: SearchReport): Missing {
  return { label: searchWords[id], state: "unavailable", reason: reason || state, couldChange: `Needed for: ${listText(restsOn[id])}.` };
}
