// @vitest-environment node
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";
import { describe, expect, it } from "vitest";
import { codesOnly } from "../../tools/codes-only";

const folder = fileURLToPath(new URL("../../src/terminology/", import.meta.url));
const files = readdirSync(folder);
const { apply: _, ...plugin } = codesOnly();
const displaysNeeded = ["body-sites.ts", "dxa.ts", "vitamin-d.ts"];

type Exports = Readonly<Record<string, unknown>>;

async function asShipped(file: string): Promise<Exports> {
  const { module } = await runnerImport<Exports>(`${folder}${file}`, { configFile: false, logLevel: "silent", plugins: [plugin] });
  return module;
}

async function asWritten(file: string): Promise<Exports> {
  const { module } = await runnerImport<Exports>(`${folder}${file}`, { configFile: false, logLevel: "silent" });
  return module;
}

/** Everything a module exports, patterns and functions as their source, without the named fields of codes. */
function contents(module: Exports, without: readonly string[]): string {
  return JSON.stringify(
    module,
    (key, value: unknown) => {
      if (without.includes(key)) return undefined;
      if (value instanceof RegExp || typeof value === "function") return String(value);
      return value instanceof Map ? [...value] : value;
    },
    1,
  );
}

describe("the terminology of the built app", () => {
  it.each(files)("holds every code, system, name and pattern of %s", async (file) => {
    const [written, shipped] = [await asWritten(file), await asShipped(file)];
    const provenance = file === "drugs-sources.ts" ? Object.keys(written["sources"] ?? {}) : ["source", ...(displaysNeeded.includes(file) ? [] : ["display"])];
    expect(contents(shipped, provenance)).toBe(contents(written, provenance));
  });

  it("does not hold where drug codes were seen", async () => {
    const { drugs } = await asShipped("drugs.ts");
    const told = (drugs as { codes: { source: string; display: string }[] }[]).flatMap(({ codes }) => codes.map(({ source, display }) => source + display));
    expect(new Set(told)).toEqual(new Set([""]));
  });

  it("keeps the displays of codes that outside results are written back with", async () => {
    const { dxaResultCodes } = await asShipped("dxa.ts");
    expect(dxaResultCodes).toContainEqual(expect.objectContaining({ code: "38267-1", display: "DXA Lumbar spine [T-score] Bone density" }));
  });
});
