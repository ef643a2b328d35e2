import { randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import { evaluate } from "../guidelines/evaluate";
import { guidanceBundle } from "../guidelines/guidance-bundle";
import { catalogueBundle } from "../guidelines/plan-definition";
import { buildRecord } from "../record/build";
import { readBundle } from "../record/bundle";
import { configurationOf, dayOf, readJson, run } from "./input";

const usage = "Usage: npm run --silent standards -- rules | guidance BUNDLE.json [--base URL] [--today YYYY-MM-DD] [--config FILE]";

/** The rules as FHIR R4 PlanDefinitions, or one patient's prompts as GuidanceResponses and DetectedIssues, as JSON on stdout. */
function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { base: { type: "string" }, today: { type: "string" }, config: { type: "string" } },
  });
  const [what, file, ...others] = positionals;
  const base = values.base ?? "https://boneline.example/fhir";
  if (what === "rules" && file === undefined) return print(catalogueBundle(base));
  if (what !== "guidance" || file === undefined || others.length > 0) throw new Error(usage);
  const configuration = configurationOf(values.config);
  const record = buildRecord({ ...readBundle(readJson(file)), today: dayOf(values.today), settings: configuration.record });
  const evaluation = evaluate(record, configuration.guidelines);
  print(guidanceBundle({ evaluation, subject: record.patient.reference, occurrenceDateTime: new Date().toISOString(), base, newId: randomUUID }));
}

function print(resource: unknown): void {
  process.stdout.write(`${JSON.stringify(resource, null, 2)}\n`);
}

await run("standards", main);
