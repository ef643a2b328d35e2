// @vitest-environment node
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { catalogue } from "../../src/guidelines/catalogue";
import { caseBundle } from "../record/chart-of";

/** The commands as `npm run` starts them: each a process of its own, outside Vite. */

const folder = mkdtempSync(join(tmpdir(), "boneline-commands-"));
afterAll(() => rmSync(folder, { recursive: true }));

type Answer = { readonly exit: number; readonly stdout: string; readonly stderr: string };

function run(command: "evaluate" | "standards" | "worklist", ...words: readonly string[]): Promise<Answer> {
  const source = fileURLToPath(new URL(`../../src/command-line/${command}.ts`, import.meta.url));
  return new Promise((resolve) =>
    execFile(process.execPath, ["--import", "tsx", source, ...words], { maxBuffer: 1e8 }, (error, stdout, stderr) =>
      resolve({ exit: error === null ? 0 : Number(error.code), stdout, stderr }),
    ),
  );
}

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

const ofCase = (name: string) => fileURLToPath(new URL(`../cases/fhir/${name}/bundle.json`, import.meta.url));

describe("npm run evaluate", () => {
  it("prints one JSON object: the record, the prompts with their basis, what could not be used, and the searches", async () => {
    const { exit, stdout } = await run("evaluate", ofCase("24-med-three-sources"), "--today", "2026-11-23");
    expect(exit).toBe(0);
    const answer = JSON.parse(stdout);
    expect(Object.keys(answer)).toEqual(["record", "prompts", "unusable", "searches"]);
    expect(answer.record.today).toBe("2026-11-23");
    for (const prompt of answer.prompts)
      expect(prompt).toMatchObject({ id: expect.stringMatching(/^[A-Z]+-\w+$/), headline: expect.any(String), sources: expect.any(Array) });
    expect(answer.prompts.length).toBeGreaterThan(0);
    expect(answer.searches.every(({ state }: { state: string }) => state === "complete")).toBe(true);
    expect(answer.record.therapy.aromataseInhibitors[0].evidence[0].verdict).toBe("It sets the start of the course. It is marked active.");
  });

  it("a search that the bundle says failed is no absence", async () => {
    const bundle = caseBundle("60-no-data-at-all") as { entry: unknown[] };
    const lost = { resourceType: "OperationOutcome", issue: [{ severity: "error", code: "exception", diagnostics: "Observation: internal error" }] };
    const { stdout } = await run("evaluate", file("lost.json", { ...bundle, entry: [...bundle.entry, { resource: lost }] }), "--today", "2026-11-23");
    expect(JSON.parse(stdout).prompts.map(({ id }: { id: string }) => id)).toContain("STATE-ERR");
  });

  it.each<[string, () => readonly string[], string]>([
    ["no file", () => [], "Usage: npm run --silent evaluate"],
    ["a file that is not there", () => [join(folder, "none.json")], "cannot be read"],
    ["no JSON", () => [file("broken.json", "{")], "is not JSON"],
    ["no Bundle", () => [file("patient.json", { resourceType: "Patient" })], "not a FHIR Bundle"],
    ["a day that is none", () => [ofCase("60-no-data-at-all"), "--today", "2026-02-30"], "--today"],
    ["a setting that does not exist", () => [ofCase("60-no-data-at-all"), "--config", file("c.json", { site: { guidelines: { x: 1 } } })], "setting"],
  ])("%s: exit 2 and one line on stderr, nothing on stdout", async (_, words, says) => {
    const { exit, stdout, stderr } = await run("evaluate", ...words());
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: "" });
    expect(stderr).toMatch(/^evaluate: [^\n]+\n$/);
    expect(stderr).toContain(says);
  });
});

describe("npm run standards", () => {
  it("prints every rule as a PlanDefinition", async () => {
    const { exit, stdout } = await run("standards", "rules");
    const types = JSON.parse(stdout).entry.map(({ resource }: { resource: { resourceType: string } }) => resource.resourceType);
    expect({ exit, types }).toEqual({ exit: 0, types: catalogue.map(() => "PlanDefinition") });
  });

  it("prints one patient's prompts as guidance", async () => {
    const { exit, stdout } = await run("standards", "guidance", ofCase("24-med-three-sources"), "--today", "2026-11-23");
    expect(exit).toBe(0);
    expect(stdout).toContain('"resourceType": "GuidanceResponse"');
  });
});

describe("npm run worklist", () => {
  it("prints the rows of an export, and counts on stderr without anything of a patient", async () => {
    const directory = join(folder, "export");
    mkdirSync(directory);
    const { entry } = caseBundle("24-med-three-sources") as { entry: readonly { resource: { id: string } }[] };
    writeFileSync(join(directory, "all.ndjson"), entry.map(({ resource }) => JSON.stringify(resource)).join("\n"));
    const { exit, stdout, stderr } = await run("worklist", directory, "--today", "2026-11-23");
    expect(exit).toBe(0);
    expect(JSON.parse(stdout).rows).toHaveLength(1);
    expect(stderr).toMatch(/^\d+ lines; 1 patients with an aromatase inhibitor, 0 of them not now; 1 rows, \d incomplete\n$/);
  });

  it("a folder without an export: exit 2 and one line", async () => {
    expect(await run("worklist", fileURLToPath(new URL("../cases", import.meta.url)))).toEqual({
      exit: 2,
      stdout: "",
      stderr: "worklist: The directory holds no .ndjson file.\n",
    });
  });
});
