import { parseAst, type Plugin } from "vite";

/** Boneline writes outside results back with these codes, and a written code carries its display. */
const writtenBack = /\/terminology\/(?:body-sites|dxa|vitamin-d)\.ts$/;

/** Names of the constants that say where codes were seen. */
const provenance = new Set(["from", "sources"]);

/**
 * Leaves out of the built app what no code path reads: where each code was seen and, but for codes that are written back, its
 * display. Both stay in `src/terminology/` for the reader. Codes, systems and names are not touched:
 * tests/tools/codes-only.test.ts compares every export of every file.
 */
export function codesOnly(): Plugin {
  return {
    name: "boneline:codes-only",
    apply: "build",
    enforce: "pre",
    transform(source, id) {
      return /\/src\/terminology\/[\w-]+\.ts$/.test(id) ? { code: withoutProvenance(source, id), map: null } : undefined;
    },
  };
}

type Node = { readonly type: string; readonly start: number; readonly end: number; readonly [field: string]: unknown };

/** One terminology module, with the texts that say where its codes come from emptied. */
function withoutProvenance(source: string, id: string): string {
  const usesCodeTable = source.includes('from "./code-table"');
  const emptied: Node[] = [];
  const texts = (node: unknown): void => void emptied.push(...textsIn(node));
  visit(parseAst(source, { lang: "ts" }), (node) => {
    if (node.type === "VariableDeclarator" && provenance.has(nameOf(node["id"]))) texts(valuesOf(node["init"]));
    if (!usesCodeTable || node.type !== "CallExpression" || !["verified", "recalled"].includes(nameOf(node["callee"]))) return;
    const [, seenIn, table] = node["arguments"] as readonly unknown[];
    if (isNode(seenIn)) emptied.push(seenIn);
    if (!writtenBack.test(id)) texts(valuesOf(table));
  });
  let code = source;
  for (const { start, end } of emptied.sort((a, b) => b.start - a.start)) code = `${code.slice(0, start)}""${code.slice(end)}`;
  return code;
}

/** The values of an object literal, `as const` or not; of anything else nothing. */
function valuesOf(node: unknown): readonly unknown[] {
  if (!isNode(node)) return [];
  if (node.type === "TSAsExpression") return valuesOf(node["expression"]);
  return node.type === "ObjectExpression" ? (node["properties"] as readonly Node[]).map((property) => property["value"]) : [];
}

function textsIn(node: unknown): readonly Node[] {
  if (Array.isArray(node)) return node.flatMap(textsIn);
  return isNode(node) && ((node.type === "Literal" && typeof node["value"] === "string") || node.type === "TemplateLiteral") ? [node] : [];
}

function visit(node: unknown, meet: (node: Node) => void): void {
  if (Array.isArray(node)) for (const one of node) visit(one, meet);
  if (!isNode(node)) return;
  meet(node);
  for (const value of Object.values(node)) visit(value, meet);
}

function nameOf(node: unknown): string {
  return isNode(node) && node.type === "Identifier" ? String(node["name"]) : "";
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value;
}
