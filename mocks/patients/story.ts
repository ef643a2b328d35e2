import type { Chart, Person } from "./chart";

/** A synthetic patient worth opening: who she is, what there is to see, and how her chart comes about. */
export type Story = {
  readonly person: Person;
  /** One or two sentences for the EHR's home page. */
  readonly told: string;
  readonly write: (chart: Chart) => void;
};
