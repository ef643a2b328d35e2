import type { Bundle, PlanDefinition, RelatedArtifact, UsageContext } from "fhir/r4";
import { basisOf } from "./basis";
import { catalogue } from "./catalogue";
import { citationOf } from "./citations";
import { intendedUse } from "./decision-support-attributes";
import { edition } from "./edition";
import type { Citation, Priority, Rule } from "./model";

/** Canonical address of a rule (without version), below the address at which a site publishes the catalogue. */
export function ruleUrl(base: string, rule: Pick<Rule, "id">): string {
  return `${base.replace(/\/$/, "")}/PlanDefinition/${rule.id.toLowerCase()}`;
}

/** The whole catalogue as one collection Bundle of PlanDefinitions. */
export function catalogueBundle(base: string): Bundle {
  const entry = catalogue.map((rule) => ({ fullUrl: ruleUrl(base, rule), resource: planDefinitionOf(rule, base) }));
  return { resourceType: "Bundle", id: `rules-${edition.version}`, type: "collection", entry };
}

/**
 * A rule as a FHIR R4 PlanDefinition (type eca-rule) with its sources as relatedArtifact. The condition's description is the logic
 * in words: the executable form is this product. `base` is the address under which a site publishes it.
 */
export function planDefinitionOf(rule: Rule, base: string): PlanDefinition {
  const basis = basisOf(rule.id);
  const documentation = rule.citations.flatMap((id) => {
    const citation = citationOf(id);
    return citation ? [relatedArtifactOf(citation, basis?.support.find((support) => support.citation === id)?.says)] : [];
  });
  return {
    resourceType: "PlanDefinition",
    id: rule.id.toLowerCase(),
    url: ruleUrl(base, rule),
    version: rule.version,
    name: `Rule${rule.id.replaceAll("-", "")}`,
    title: rule.title,
    type: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/plan-definition-type", code: "eca-rule", display: "ECA Rule" }] },
    status: "active",
    experimental: false,
    date: rule.reviewed,
    lastReviewDate: rule.reviewed,
    description: [rule.logic, ...(basis ? [`Limits: ${basis.limits}`] : [])].join("\n\n"),
    purpose: intendedUse.statement,
    ...(basis && { usage: basis.population }),
    useContext: [population],
    topic: [{ text: rule.topic }],
    ...(documentation.length > 0 && { relatedArtifact: documentation }),
    action: [
      {
        title: rule.title,
        textEquivalent: rule.logic,
        priority: priorityCodes[rule.priority],
        condition: [{ kind: "applicability", expression: { language: "text/fhirpath", description: rule.logic, expression: judgedElsewhere } }],
        ...(basis &&
          basis.options.length > 0 && {
            groupingBehavior: "logical-group",
            selectionBehavior: "any",
            action: basis.options.map((option) => ({ title: option })),
          }),
      },
    ],
  };
}

/**
 * R4 knows CQL, FHIRPath and queries as languages of an expression, and no words; left out, the condition would hold for everybody.
 * An empty collection holds for nobody.
 */
const judgedElsewhere = "{} // Judged by Boneline: no other engine may conclude from this rule.";

const priorityCodes: Readonly<Record<Priority, "asap" | "routine">> = { H: "asap", gate: "routine", M: "routine", L: "routine" };

const population: UsageContext = {
  code: { system: "http://terminology.hl7.org/CodeSystem/usage-context-type", code: "focus", display: "Clinical Focus" },
  valueCodeableConcept: { text: "Bone health on an aromatase inhibitor for non-metastatic breast cancer" },
};

function relatedArtifactOf(citation: Citation, says: string | undefined): RelatedArtifact {
  const { body, title, journal, year, link, checked, pmid, doi } = citation;
  const identifiers = [...(doi ? [`doi:${doi}`] : []), ...(pmid ? [`PMID ${pmid}`] : [])];
  return {
    type: "citation",
    label: `${body}, ${year}`,
    display: says ? `${body}: ${says}` : `${body}: ${title}`,
    citation: [`${body}. ${title}. ${journal}.`, ...identifiers, `How it was checked: ${checked}`].join(" "),
    url: link,
  };
}
