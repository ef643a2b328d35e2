import type { PatientSource } from "../store";
import { addTodaysVisit, openChart } from "./chart";
import { monitoringStories } from "./stories-monitoring";
import { recordStories } from "./stories-records";
import { treatmentStories } from "./stories-treatment";

/** Every synthetic patient with a story, in the order in which the EHR's home page shows them. */
const stories = [...monitoringStories, ...treatmentStories, ...recordStories].sort((a, b) => (a.person.mrn < b.person.mrn ? -1 : 1));

/** The story patients as they stand on `today` (YYYY-MM-DD). The same day always gives the same resources. */
export function storyPatients(today: string): PatientSource {
  return {
    group: { id: "sandbox-panel", name: "Sandbox oncology panel" },
    ids: stories.map(({ person }) => person.id),
    story: (id) => stories.find(({ person }) => person.id === id)?.told,
    load: (id) => {
      const story = stories.find(({ person }) => person.id === id);
      if (!story) return [];
      const chart = openChart(story.person, today);
      story.write(chart);
      addTodaysVisit(chart);
      return chart.resources();
    },
  };
}
