import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { parseConfiguration } from "./app/configuration";
import { evaluate } from "./guidelines/evaluate";
import { buildRecord } from "./record/build";
import { readBundle } from "./record/bundle";
import { parseFhirDate } from "./record/date";

/**
 * `npm run --silent evaluate -- BUNDLE.json [--today YYYY-MM-DD] [--config FILE]`: one patient's record and prompts as one
 * JSON object on stdout, from the same code as the screen. Bad input: exit 2 and one line on stderr.
 */
function main(): void {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { today: { type: "string" }, config: { type: "string" } } });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) throw new Error("Usage: npm run --silent evaluate -- BUNDLE.json [--today YYYY-MM-DD] [--config FILE]");
  const today = dayOf(values.today);
  const configuration = parseConfiguration(values.config === undefined ? { ehrs: [] } : json(values.config));
  const bundle = readBundle(json(file));
  const record = buildRecord({ ...bundle, today, settings: configuration.record });
  const { prompts } = evaluate(record, configuration.guidelines);
  const answer = {
    record,
    prompts: prompts.map(({ rule, ...prompt }) => ({ ...prompt, sources: rule.citations })),
    unusable: record.unusable,
    searches: record.searches,
  };
  process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
}

function dayOf(written: string | undefined): string {
  if (written === undefined) {
    const now = new Date();
    return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}-${String(now.getDate()).padStart(2, "0")}`;
  }
  const date = parseFhirDate(written);
  if (date?.precision !== "day" || date.text !== written) throw new Error("--today must be a real date written YYYY-MM-DD.");
  return date.text;
}

function json(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw new Error(`The file ${file} cannot be read.`);
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    throw new Error(`The file ${file} is not JSON.`);
  }
}

try {
  main();
} catch (error) {
  process.stderr.write(`evaluate: ${error instanceof Error ? error.message.split("\n")[0] : "unknown error"}\n`);
  process.exitCode = 2;
}
