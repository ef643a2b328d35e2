import type { Chart } from "../chart";
import { absentCourse } from "./medication-list";
import type { DrugClass, RiskFacts, Therapy } from "../record";

/**
 * Calcium (mg elemental) and vitamin D (IU) per day from the supplements taken now whose dose is structured. What has no
 * structured dose is not counted, and that is said; food is not on record.
 */
export function readSupplements(
  chart: Chart,
  therapy: Pick<Therapy, "others" | "medicationListComplete">,
): Pick<RiskFacts, "calciumSupplement" | "vitaminDSupplement"> {
  return {
    calciumSupplement: total(chart, therapy, "calcium", "mg"),
    vitaminDSupplement: total(chart, therapy, "vitamin-d", "IU"),
  };
}

function total(
  chart: Chart,
  therapy: Pick<Therapy, "others" | "medicationListComplete">,
  drugClass: DrugClass,
  unit: "mg" | "IU",
): RiskFacts["calciumSupplement"] {
  const taken = therapy.others.filter((course) => course.drugClass === drugClass && course.currency === "current");
  if (taken.length === 0) return absentCourse(chart, therapy);
  const sources = taken.flatMap((course) => course.sources);
  const dosed = taken.flatMap((course) => (course.daily?.unit === unit ? [course.daily.amount] : []));
  const undosed = taken.length - dosed.length;
  if (dosed.length === 0)
    return {
      state: "unusable",
      reason: `A supplement is on the list, but its dose is not structured: ${taken.map((course) => course.label).join(", ")}.`,
      sources,
    };
  return {
    state: "present",
    value: dosed.reduce((sum, amount) => sum + amount, 0),
    date: taken.at(-1)?.start,
    sources,
    how: taken.every((course) => course.how === "coded") ? "coded" : "by-text",
    ...(undosed > 0 ? { note: `${undosed} product${undosed === 1 ? "" : "s"} without a structured dose not counted` } : {}),
  };
}
