import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { cohort } from "./patients/cohort";
import { ndjsonExport } from "./patients/ndjson-export";

/**
 * `npx tsx mocks/export.ts --patients 10000 --on-ai mix DIR`: writes a synthetic Bulk Data export, one `Type.ndjson` for each resource type.
 */
function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { patients: { type: "string", default: "1000" }, "on-ai": { type: "string", default: "mix" }, today: { type: "string" } },
  });
  const [directory] = positionals;
  if (directory === undefined) throw new Error("Say where to write: npx tsx mocks/export.ts --patients 1000 --on-ai mix DIR");
  mkdirSync(directory, { recursive: true });
  const files = new Map<string, number>();
  let bytes = 0;
  const source = cohort({
    size: Number(values.patients),
    onAi: values["on-ai"] === "all" ? "all" : "mix",
    ...(values.today === undefined ? {} : { today: values.today }),
  });
  for (const { type, line } of ndjsonExport(source)) {
    const file = files.get(type) ?? openSync(join(directory, `${type}.ndjson`), "w");
    files.set(type, file);
    bytes += writeSync(file, line);
  }
  for (const file of files.values()) closeSync(file);
  process.stdout.write(`${source.ids.length} patients, ${files.size} files, ${(bytes / 1e6).toFixed(1)} MB in ${directory}\n`);
}

main();
