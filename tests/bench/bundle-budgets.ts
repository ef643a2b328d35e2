import { existsSync, readFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";

/**
 * Brotli kilobytes (1000 bytes) of JavaScript that each step may cost; the chart chunk is what the charts add to the headline.
 * The goal until headline and prompts is 120; docs/decisions/size.md says what stands there and why the guard is higher.
 */
const budgets = { "launch step": 20, "until headline and prompts": 192, "chart chunk": 95 } as const;

type Chunk = {
  readonly file: string;
  readonly src?: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
};

/** The built files' sizes against the budgets. Run after `npm run build`; exits 1 when a budget is exceeded. */
function main(): void {
  if (!existsSync("dist/.vite/manifest.json")) throw new Error("No build found: run `npm run build` first.");
  const manifest = JSON.parse(readFileSync("dist/.vite/manifest.json", "utf8")) as Record<string, Chunk>;
  const entry = Object.keys(manifest).find((key) => manifest[key]?.isEntry === true);
  if (entry === undefined) throw new Error("The build has no entry.");
  // The page asks for the session's file with its first line, for a launch as for coming back from one.
  const launch = closure(manifest, [entry, keyOf(manifest, "src/smart/launch.ts"), keyOf(manifest, "src/smart/session.ts")]);
  const headline = closure(manifest, [
    entry,
    keyOf(manifest, "src/smart/session.ts"),
    requiredKeyOf(manifest, "src/app/start.tsx"),
    keyOf(manifest, "src/review/review-screen.tsx"),
  ]);
  const charts = closure(manifest, [keyOf(manifest, "src/charts/bone-density-chart.tsx"), keyOf(manifest, "src/charts/vitamin-d-chart.tsx")]);
  for (const key of headline) charts.delete(key);
  const measured = { "launch step": size(manifest, launch), "until headline and prompts": size(manifest, headline), "chart chunk": size(manifest, charts) };
  let over = 0;
  for (const [step, limit] of Object.entries(budgets)) {
    const kilobytes = measured[step as keyof typeof budgets] / 1000;
    if (kilobytes > limit) over += 1;
    console.log(`${kilobytes > limit ? "OVER" : "ok  "}  ${step.padEnd(28)} ${kilobytes.toFixed(1).padStart(6)} kB brotli of ${limit}`);
  }
  const strangers = Object.values(manifest).filter(
    (chunk) => chunk.file.endsWith(".js") && /setupWorker|sandboxEhr|mockServiceWorker/.test(readFileSync(`dist/${chunk.file}`, "utf8")),
  );
  if (strangers.length > 0) over += 1;
  console.log(`${strangers.length > 0 ? "OVER" : "ok  "}  msw or sandbox in the build: ${strangers.map((chunk) => chunk.file).join(", ") || "none"}`);
  process.exitCode = over > 0 ? 1 : 0;
}

/** The key of a module's chunk; a module that was merged into another chunk has none and costs nothing extra. */
function keyOf(manifest: Record<string, Chunk>, source: string): string | undefined {
  return manifest[source] === undefined ? undefined : source;
}

/** The key of a module without which the sum would mean nothing. */
function requiredKeyOf(manifest: Record<string, Chunk>, source: string): string {
  if (manifest[source] === undefined) throw new Error(`${source} has no file of its own in the build: what it loads would not be counted.`);
  return source;
}

function closure(manifest: Record<string, Chunk>, from: readonly (string | undefined)[]): Set<string> {
  const seen = new Set<string>();
  const visit = (key: string): void => {
    if (seen.has(key)) return;
    seen.add(key);
    for (const next of manifest[key]?.imports ?? []) visit(next);
  };
  for (const key of from) if (key !== undefined) visit(key);
  return seen;
}

function size(manifest: Record<string, Chunk>, keys: ReadonlySet<string>): number {
  const files = new Set([...keys].flatMap((key) => (manifest[key]?.file.endsWith(".js") ? [manifest[key].file] : [])));
  return [...files].reduce((sum, file) => sum + brotliCompressSync(readFileSync(`dist/${file}`)).length, 0);
}

main();
