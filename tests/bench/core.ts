import { readFileSync } from "node:fs";
import { bigPatient } from "../../mocks/patients/big-patient";
import { storyPatients } from "../../mocks/patients/story-patients";
import { evaluate } from "../../src/guidelines/evaluate";
import { buildRecord, type RecordInput } from "../../src/record/build";
import { readBundle } from "../../src/record/bundle";
import { timed } from "./figures";

const today = "2026-11-23";

/** The clinical core on its own: record and prompts of patients of several sizes, in Node. */
export function benchCore(): void {
  console.log("\nThe clinical core in Node, median of 15 runs after a warm-up");
  const patients: readonly (readonly [string, RecordInput])[] = [
    ["a case bundle", inputOf(JSON.parse(readFileSync("tests/cases/fhir/46-denosumab-stopped/bundle.json", "utf8")))],
    ["story: falling fast", inputOfResources(storyPatients(today).load("falling-fast"))],
    ["20,000 observations, 45 relevant", inputOfResources(bigPatient(20_000, { today }).load("big-20000"))],
    ["10,000 relevant observations", inputOfResources(bigPatient(10_000, { today, relevant: "all" }).load("big-relevant-10000"))],
  ];
  for (const [name, input] of patients) {
    const record = buildRecord(input);
    const build = timed(15, () => buildRecord(input));
    const rules = timed(200, () => evaluate(record));
    console.log(`${name.padEnd(34)} record ${build.toFixed(1).padStart(7)} ms   evaluate() ${rules.toFixed(3)} ms, ${Math.round(1000 / rules)} per second`);
  }
}

function inputOf(bundle: unknown): RecordInput {
  return { ...readBundle(bundle), today };
}

function inputOfResources(resources: readonly unknown[]): RecordInput {
  return inputOf({ resourceType: "Bundle", type: "collection", entry: resources.map((resource) => ({ resource })) });
}
