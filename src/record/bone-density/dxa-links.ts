import { type Chart, isRecord, type RawResource } from "../chart";

/** Elements by which resources of one scan point at each other (R4 Observation, DiagnosticReport, Procedure, DocumentReference). */
const linkElements = ["result", "hasMember", "derivedFrom", "basedOn", "report", "imagingStudy", "partOf"] as const;

/**
 * References from a resource to others of the same scan, as `Type/id` where they resolve. A reference that leads nowhere is
 * kept as written: two resources based on one order belong together even when the order was not fetched.
 */
export function linksOf(chart: Chart, resource: RawResource): readonly string[] {
  const context = isRecord(resource["context"]) ? resource["context"]["related"] : undefined;
  const values = [...linkElements.map((element) => resource[element]), context].filter((value) => value !== undefined);
  if (values.length === 0) return [];
  const links = new Set<string>();
  for (const value of values) {
    for (const reference of Array.isArray(value) ? value : [value]) {
      const literal = isRecord(reference) && typeof reference["reference"] === "string" ? reference["reference"] : undefined;
      if (literal === undefined || literal === "") continue;
      const target = chart.resolve(reference, resource);
      // "#a" means something else in every resource, unless it is a result, which has a reference of its own.
      if (literal.startsWith("#") && (target === undefined || chart.resolve(`${target.resourceType}/${target.id}`) !== target)) continue;
      links.add(target === undefined ? literal : `${target.resourceType}/${target.id}`);
    }
  }
  return [...links];
}
