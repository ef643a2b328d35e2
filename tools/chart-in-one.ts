import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

/** What the chart review runs on, and what must not wait for it: sign-in, the data requests, the page without a session. */
const chart = ["app/start.tsx"];
const before = ["main.ts", "smart/launch.ts", "smart/session.ts", "app/patient-queries.ts", "app/front-door/front-door.tsx"];

type ModulesOf = (id: string) => readonly string[];

/**
 * Puts everything the chart review needs before its panels into one file. Left alone, the bundler cuts a file for each set of
 * modules that some lazy part shares with it: a dozen small files, which compress worse and take a dozen requests.
 */
export function chartInOne(): Plugin {
  const together = new Set<string>();
  return {
    name: "boneline:chart-in-one",
    apply: "build",
    config: () => ({
      build: {
        rolldownOptions: {
          // Both sets are closed under imports, so that no two files can need each other.
          output: { codeSplitting: { groups: [{ name: "chart", test: (id) => together.has(id), includeDependenciesRecursively: false }] } },
        },
      },
    }),
    buildEnd() {
      const imports: ModulesOf = (id) => this.getModuleInfo(id)?.importedIds ?? [];
      for (const id of closure(chart, imports)) together.add(id);
      for (const id of chart.map(fileOf)) together.delete(id); // stays a file of its own, small, that the manifest knows by its name
      for (const id of closure(before, imports)) together.delete(id);
    },
  };
}

function closure(sources: readonly string[], imports: ModulesOf): ReadonlySet<string> {
  const ids = new Set(sources.map(fileOf));
  for (const id of ids) for (const next of imports(id)) ids.add(next);
  return ids;
}

function fileOf(source: string): string {
  return fileURLToPath(new URL(`../src/${source}`, import.meta.url));
}
