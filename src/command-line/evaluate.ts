import { parseArgs } from "node:util";
import { evaluate } from "../guidelines/evaluate";
import { buildRecord } from "../record/build";
import { readBundle } from "../record/bundle";
import { verdictOf } from "../record/medication/drug-verdict";
import type { DrugEvidence } from "../record/record";
import { configurationOf, dayOf, readJson, run } from "./input";

/**
 * `npm run --silent evaluate -- BUNDLE.json [--today YYYY-MM-DD] [--config FILE]`: one patient's record and prompts as one
 * JSON object on stdout, from the same code as the screen. Bad input: exit 2 and one line on stderr.
 */
function main(): void {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { today: { type: "string" }, config: { type: "string" } } });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) throw new Error("Usage: npm run --silent evaluate -- BUNDLE.json [--today YYYY-MM-DD] [--config FILE]");
  const today = dayOf(values.today);
  const configuration = configurationOf(values.config);
  const record = buildRecord({ ...readBundle(readJson(file)), today, settings: configuration.record });
  const { prompts } = evaluate(record, configuration.guidelines);
  const answer = {
    record,
    prompts: prompts.map(({ rule, ...prompt }) => ({ ...prompt, sources: rule.citations })),
    unusable: record.unusable,
    searches: record.searches,
  };
  process.stdout.write(`${JSON.stringify(answer, withVerdictsInWords, 2)}\n`);
}

/** Why an entry about a drug counts or lost, in the words in which the screen says it. */
function withVerdictsInWords(key: string, value: unknown): unknown {
  return key === "evidence" ? (value as readonly DrugEvidence[]).map((item) => ({ ...item, verdict: verdictOf(item) })) : value;
}

await run("evaluate", main);
