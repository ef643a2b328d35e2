import { storyPatients } from "../../mocks/patients/story-patients";
import { headline, headlineText } from "../../src/review/headline";
import { evaluate } from "../../src/guidelines/evaluate";
import type { Evaluation } from "../../src/guidelines/model";
import { guidelineSettings } from "../../src/guidelines/settings";
import { buildRecord } from "../../src/record/build";
import type { BoneHealthRecord } from "../../src/record/record";
import { type SearchId, searchIds, type SearchReport, type SearchState } from "../../src/record/searches";
import { defaultRecordSettings } from "../../src/record/site";

export const today = "2026-11-23";
export const settings = guidelineSettings();
const stories = storyPatients(today);
export const storyIds: readonly string[] = stories.ids;

export type Story = { readonly record: BoneHealthRecord; readonly evaluation: Evaluation; readonly headline: string };

const typeOf: Partial<Record<SearchId, string>> = {
  "diagnostic-reports": "DiagnosticReport",
  "bone-observations": "Observation",
  "context-observations": "Observation",
  conditions: "Condition",
  "medication-requests": "MedicationRequest",
};

/** A patient of the sandbox as the screen has her, with some searches that did not end well and what they would have brought gone. */
export function story(id: string, broken: Partial<Record<SearchId, SearchState>> = {}): Story {
  const gone = new Set(searchIds.flatMap((search) => (broken[search] === undefined ? [] : [typeOf[search]])));
  const searches = searchIds.map(
    (search): SearchReport => ({
      id: search,
      resourceType: typeOf[search] ?? "",
      state: broken[search] ?? "complete",
      reason: broken[search] === undefined ? "" : "The EHR had an error of its own (500).",
      pages: 1,
      resources: 1,
      warnings: [],
      answeredAt: `${today}T09:41:00`,
    }),
  );
  const resources = stories.load(id).filter((resource) => !gone.has(resource.resourceType));
  const record = buildRecord({ patientId: id, resources, searches, today, settings: defaultRecordSettings, confirmedReadings: new Set() });
  const evaluation = evaluate(record, settings);
  return { record, evaluation, headline: headlineText(headline(record, evaluation, settings)) };
}
