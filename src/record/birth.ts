import type { Chart } from "./chart";
import { parseFhirDate } from "./date";
import type { FhirDate } from "./fact";

/** The day before which nothing can have been measured or taken. A date of birth after today is a slip: it must not discredit everything else. */
export function birthOf(chart: Chart): FhirDate | undefined {
  const birth = parseFhirDate(chart.ofType("Patient")[0]?.["birthDate"]);
  return birth && birth.earliest <= chart.today ? birth : undefined;
}
