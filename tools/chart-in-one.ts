import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

/** The modules that the page asks for by name: each stays a file of its own, small, which the manifest knows by that name. */
const asked = [
  "main.ts",
  "smart/launch.ts",
  "smart/session.ts",
  "app/front-door/front-door.tsx",
  "app/patient-queries.ts",
  "app/start.tsx",
  "review/panels.tsx",
  "charts/bone-density-chart.tsx",
  "charts/vitamin-d-chart.tsx",
];

type ModulesOf = (id: string) => readonly string[];

/**
 * Puts all that one step of the way to the chart needs into one file: sign-in, the data requests, what the chart review runs on,
 * its panels, its charts. Left alone, the bundler cuts a file for each set of modules that some lazy part shares with them: some
 * three dozen small files, which compress worse and take a request each. The page names the sign-in at once: launching and
 * coming back both need it, and the data wait for it.
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
          output: { codeSplitting: { groups: [{ name: (id) => groupOf.get(id) ?? null, debugName: "chart-in-one", includeDependenciesRecursively: false }] } },
        },
      },
    }),
    buildEnd() {
      const imports: ModulesOf = (id) => this.getModuleInfo(id)?.importedIds ?? [];
      const reach = (...sources: readonly string[]) => closure(sources, imports);
      const launch = reach("smart/launch.ts");
      const session = reach("smart/session.ts");
      const frontDoor = reach("app/front-door/front-door.tsx");
      const chart = reach("app/start.tsx");
      const panels = reach("review/panels.tsx");
      const charts = reach("charts/bone-density-chart.tsx", "charts/vitamin-d-chart.tsx");
      const steps: readonly (readonly [string, ReadonlySet<string>])[] = [
        ["sign-in", common(launch, session)],
        ["page", common(frontDoor, chart)],
        ["requests", reach("app/patient-queries.ts")],
        ["chart", chart],
        // The tables of the panels stand before recharts is there, so what both need is in a file without it.
        ["evidence", common(panels, charts)],
        ["panels", panels],
        ["charts", charts],
      ];
      const own = [...launch, ...session, ...frontDoor];
      const taken = new Set([...reach("main.ts"), ...asked.map(fileOf)]);
      for (const [name, modules] of steps) {
        for (const id of modules) {
          if (taken.has(id) || (name !== "sign-in" && name !== "page" && own.includes(id))) continue;
          groupOf.set(id, name);
          taken.add(id);
        }
      }
    },
    transformIndexHtml: {
      order: "post",
      handler: (_, { chunk, bundle = {} }) => {
        const needed = Object.values(bundle).filter((file) => file.type === "chunk" && (file.name === "sign-in" || file.name === "session"));
        const files = new Set(needed.flatMap((file) => (file.type === "chunk" ? [file.fileName, ...file.imports] : [])));
        if (chunk !== undefined) files.delete(chunk.fileName);
        return [...files].map((file) => ({ tag: "link", attrs: { rel: "modulepreload", crossorigin: true, href: `./${file}` }, injectTo: "head" as const }));
      },
    },
  };
}

function common(some: ReadonlySet<string>, others: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...some].filter((id) => others.has(id)));
}

function closure(sources: readonly string[], imports: ModulesOf): Set<string> {
  const ids = new Set(sources.map(fileOf));
  for (const id of ids) for (const next of imports(id)) ids.add(next);
  return ids;
}

function fileOf(source: string): string {
  return fileURLToPath(new URL(`../src/${source}`, import.meta.url));
}
