import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

/** What must wait for nothing below: sign-in, and the page without a session. */
const first = ["main.ts", "smart/launch.ts", "smart/session.ts", "app/front-door/front-door.tsx"];
/** What the data are asked with, which must not wait for the screen, and what the chart review runs on before its panels. */
const groups = [
  { name: "requests", of: "app/patient-queries.ts" },
  { name: "chart", of: "app/start.tsx" },
];

type ModulesOf = (id: string) => readonly string[];

/**
 * Puts all that the data requests need into one file, and all that the chart review needs besides into another. Left alone, the
 * bundler cuts a file for each set of modules that some lazy part shares with them: more than a dozen small files, which
 * compress worse and take a request each.
 */
export function chartInOne(): Plugin {
  const groupOf = new Map<string, string>();
  return {
    name: "boneline:chart-in-one",
    apply: "build",
    config: () => ({
      build: {
        rolldownOptions: {
          // A group needs only earlier ones and what comes first, so that no two files can need each other.
          output: { codeSplitting: { groups: [{ name: (id) => groupOf.get(id) ?? null, includeDependenciesRecursively: false }] } },
        },
      },
    }),
    buildEnd() {
      const imports: ModulesOf = (id) => this.getModuleInfo(id)?.importedIds ?? [];
      const taken = new Set(closure(first, imports));
      for (const { name, of } of groups) {
        for (const id of closure([of], imports)) {
          // The module that is asked for stays a file of its own, small, that the manifest knows by its name.
          if (!taken.has(id) && id !== fileOf(of)) groupOf.set(id, name);
          taken.add(id);
        }
      }
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
